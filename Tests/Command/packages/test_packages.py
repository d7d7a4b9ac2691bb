"""What `make deb` makes: installed in fresh roots of Debian without compilers, and used there as root and as a user."""

import hashlib
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

import command
from command import ROOT
from corpus import of_others
from roots import RELEASES, Root

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def roots(packages, office, tmp_path_factory):
    """By release: a fresh root with hcode and nothing else, and what was new after the installation."""
    found = {}

    def root(release):
        if release not in found:
            fresh = Root(release, tmp_path_factory.mktemp("roots"))
            fresh.put(*packages, office.place / "code.png", office.place / "desk/publish/CN-HA.bundle")
            new = fresh.install(f"/root/{packages[0].name}")
            fresh.ok("useradd", "--create-home", "user")
            found[release] = fresh, new
        return found[release]

    return root


@pytest.fixture(scope="session")
def release(tmp_path_factory):
    """A release that was rehearsed, in a folder with a longer name, and the public key of its signature."""
    place = tmp_path_factory.mktemp("a-release-with-a-longer-name")
    subprocess.run(["minisign", "-G", "-W", "-p", place / "key.pub", "-s", place / "key"], check=True, capture_output=True)
    done = subprocess.run([ROOT / "Scripts/release", "--rehearsal", "--program", command.HCODE, "--into", place / "release"], capture_output=True,
                          text=True, env={**os.environ, "RELEASE_KEY": str(place / "key")})
    assert done.returncode == 0, done.stderr[-2000:]
    return place / "release", place / "key.pub"


def test_two_builds_of_one_program_are_the_same_to_the_byte(packages, release):
    for package in packages:
        assert package.read_bytes() == (release[0] / package.name).read_bytes(), package.name


def test_the_package_says_what_is_inside_and_needs_libc_alone(packages):
    def field(name):
        return subprocess.run(["dpkg-deb", "--field", packages[0], name], capture_output=True, text=True, check=True).stdout.strip()

    assert field("Depends") == "libc6 (>= 2.36)"
    assert "libqrencode4" in field("Recommends") and "libpq5" in field("Suggests")
    version = subprocess.run([ROOT / "Scripts/version"], capture_output=True, text=True).stdout.strip()
    assert field("Version") == version.replace("-", "~")
    # By the program's own record, which `hcode doctor` tells.
    details = json.loads(command.run("doctor", "--json").stdout)["checks"]
    told = next(check["detail"] for check in details if check["check"] == "libraries")
    inside = dict(re.findall(r"(\S+) \(= ([^)]+)\)", field("Static-Built-Using")))
    for name, source in [("libsodium", "libsodium"), ("zbar", "zbar"), ("libcrypto", "openssl"), ("sqlite", "sqlite3"), ("zlib", "zlib")]:
        assert re.search(rf"{name} [^,]*\(package ([^)]+)\)", told)[1] == inside[source]
    assert "libqrencode" not in inside and "qrencode" not in inside


@pytest.mark.parametrize("release", RELEASES)
def test_a_gate_needs_one_package_and_no_network(roots, office, release):
    root, new = roots(release)
    assert new == {"hcode"}
    for user in (None, "user"):
        assert root.ok("hcode", "--version", user=user).startswith("hcode ")
        home = f"/home/{user}" if user else "/root"
        root.ok("install", "-d", *(["-o", user] if user else []), f"{home}/gate")
        root.ok("sh", "-c", "cp /root/code.png /root/CN-HA.bundle /tmp && chmod a+r /tmp/code.png /tmp/CN-HA.bundle")
        store = ("--store", f"{home}/gate/store")
        root.ok("hcode", "trust", "import", *store, "/tmp/CN-HA.bundle", "--fingerprint", office.fingerprint, user=user, isolated=True)
        assert "GREEN" in root.ok("hcode", "scan", *store, "--", "/tmp/code.png", user=user, isolated=True)
        looked = root.run("hcode", "doctor", *store, "--json", user=user, isolated=True)
        checks = {check["check"]: check for check in json.loads(looked.stdout)["checks"]}
        assert looked.returncode == 10 and checks["scanner"]["state"] == checks["store-signatures"]["state"] == "ok"
        assert checks["libqrencode"]["state"] == "warning" and "libqrencode4" in checks["libqrencode"]["hint"]
    root.ok("install", "-d", "/tmp/keys-bare")
    root.ok("hcode", "keygen", "--issuer", "ZZ-A", "--name", "A", "--no-passphrase", "-o", "/tmp/keys-bare")
    refused = root.run("hcode", "issue", "--key", "/tmp/keys-bare/ZZ-A.key", "--status", "green", "--name", "A", "--valid", "24h",
                       "-o", "/tmp/none.png")
    assert refused.returncode == 69 and b"apt-get install libqrencode4" in refused.stderr
    assert not (root.path / "tmp/none.png").exists()


STEPS = """
set -eu
mkdir work work/keys; cd work
hcode keygen --issuer ZZ-A --name A --for ZZ-A --no-passphrase -o keys
hcode desk init CN-HA --name Henan --rehearsal --no-passphrase >desk.txt
hcode issue --status green --name 'Zhang San' -o green.png
hcode issue --status green --name 'Zhang San' -o green.svg
hcode issue --status green --name 'Zhang San' --card -o card.png
hcode issue --status green --name 'Zhang San' --card -o card.pdf
hcode issue --status green --name 'Zhang San' --sheet a4 --labels 3x8 -o sheet.pdf
hcode issue --status green --name 'Zhang San' --dpi 203 -o label.zpl
printf 'status,valid,name\\ngreen,24h,A\\ngreen,24h,B\\ngreen,24h,C\\n' >people.csv
hcode issue --batch people.csv -o codes
hcode registry show desk/registry/main.registry >registry.txt
hcode registry export desk/registry/main.registry --format csv >codes.csv
hcode status set green.png --to revoked --why error
hcode desk publish
hcode trust import --store gate desk/publish/CN-HA.bundle --fingerprint "$(sed -n 's/.*--fingerprint //p' desk.txt)"
for picture in card.png codes/00000001.png codes/00000003.png; do hcode scan --store gate -- "$picture"; done
status=0; hcode scan --store gate -- green.png || status=$?
[ "$status" -eq 12 ]
status=0; hcode doctor --store gate >doctor.txt || status=$?
[ "$status" -eq 0 ] || [ "$status" -eq 10 ]
head -c 8 card.pdf | grep -q %PDF; head -c 8 sheet.pdf | grep -q %PDF; grep -q '\\^XA' label.zpl
"""


@pytest.mark.parametrize("release", RELEASES)
def test_an_office_issues_as_root_and_as_a_user(roots, release):
    root, _ = roots(release)
    root.install("libqrencode4", "librsvg2-bin", "libpangocairo-1.0-0", "fonts-noto-core", "fonts-wqy-microhei", "man-db")
    for user, home in ((None, "/root"), ("user", "/home/user")):
        root.ok("sh", "-c", f"cd {home} && umask 022 && rm -rf work\n{STEPS}", user=user)
    found = root.ok("man", "-k", "hcode").splitlines()
    assert len(found) == len(list((ROOT / "docs/man").glob("hcode*.1")))
    assert any(re.match(r"hcode-scan \(1\) +- Read the codes", line) for line in found)
    assert "GREEN" in (root.path / "usr/share/doc/hcode/docs/guides/guard.md").read_text()
    assert (root.path / "usr/share/doc/hcode/examples/demo.sh").exists()
    assert json.loads((root.path / "usr/share/doc/hcode/hcode.cdx.json").read_text())["specVersion"] == "1.6"


def test_the_page_needs_hcode_and_python(roots, packages):
    root, _ = roots("12")
    assert "chromium" not in root.install(f"/root/{packages[2].name}")
    assert "--store" in root.ok("hcode-page", "--help", user="user")
    # It starts, says where it listens, and ends when it is told to.
    told = root.run("timeout", "--preserve-status", "5", "hcode-page", "--port", "0", "--store", "/tmp/store", user="user", isolated=False)
    assert told.returncode == 0 and b"http://127.0.0.1:" in told.stdout, told


def test_both_releases_read_the_same_of_other_peoples_pictures(roots):
    pictures = of_others("qr")
    read = {}
    for release in RELEASES:
        root, _ = roots(release)
        found = root.run("hcode", "scan", "--raw", "--jobs", "2", "/pictures", isolated=True, mounts={pictures: "/pictures"})
        assert found.stdout, found.stderr[-500:]
        read[release] = found.stdout
    assert read["12"].count(b"\n") > 400
    assert read["12"] == read["13"]


def test_the_scanners_container_holds_the_program_and_libc_and_scans(roots, office, tmp_path):
    """As the recipe makes it, entered by chroot: no container engine is needed to know what is in it."""
    root, _ = roots("12")
    root.put(ROOT / "containers/scanner-root")
    root.ok("sh", "/root/scanner-root", "/root/of-the-scanner")
    bare = root.path / "root/of-the-scanner"
    files = sorted(str(path.relative_to(bare)) for path in bare.rglob("*") if path.is_file())
    assert files[-1] == "usr/bin/hcode" and 3 <= len(files) <= 8
    assert all(re.search(r"/(hcode|ld-linux-[a-z0-9-]+\.so\.\d|lib(c|m|pthread|dl)\.so\.\d)$", f"/{file}") for file in files), files
    store = tmp_path / "store"
    office.ok("trust", "import", "--store", store, "desk/publish/CN-HA.bundle", "--fingerprint", office.fingerprint)
    store.chmod(0o755)
    script = ('mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && mount -t proc proc "$1/proc" && mount --bind "$2" "$1/store" && '
              'mount --bind "$3" "$1/pictures" && exec chroot --userspec=65534:65534 "$1" /usr/bin/hcode scan --store /store -- /pictures/code.png')
    shown = tmp_path / "shown"
    shown.mkdir(mode=0o755)
    (shown / "code.png").write_bytes((office.place / "code.png").read_bytes())
    done = subprocess.run(["unshare", "--mount", "--net", "--pid", "--fork", "sh", "-c", script, "sh", bare, store, shown], capture_output=True)
    assert (done.returncode, b"GREEN" in done.stdout) == (0, True), done


def test_the_recipes_name_what_is_there():
    for recipe in ("scanner", "desk"):
        text = (ROOT / f"containers/{recipe}.Containerfile").read_text()
        assert "No container engine was at hand" in text
        for named in re.findall(r"^COPY (?!--)(\S+)", text, re.M):
            assert named == "hcode_*.deb" or (ROOT / "containers" / named).exists()


def test_the_archive_runs_from_any_folder_and_is_the_same_to_the_byte(release, tmp_path):
    done = subprocess.run([ROOT / "Scripts/tarball", "--program", command.HCODE, "--into", tmp_path / "made"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    archive = next((tmp_path / "made").glob("*.tar.xz"))
    assert archive.read_bytes() == (release[0] / archive.name).read_bytes()
    place = tmp_path / "some folder"
    place.mkdir()
    subprocess.run(["tar", "-xf", archive, "-C", place], check=True)
    top = next(place.iterdir())
    assert archive.name == f"{top.name}.tar.xz"
    said = subprocess.run([top / "bin/hcode", "--version"], capture_output=True, text=True, env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"})
    assert said.stdout == f"hcode {top.name.split('-linux-')[0].removeprefix('hcode-')}\n"
    assert (top / "share/man/man1/hcode-scan.1").exists() and (top / "LICENSE").exists()


def test_the_list_of_parts_names_the_libraries_of_the_program():
    listed = json.loads(subprocess.run([ROOT / "Scripts/sbom", command.HCODE], capture_output=True, text=True, check=True).stdout)
    assert (listed["bomFormat"], listed["specVersion"]) == ("CycloneDX", "1.6")
    parts = {part["name"]: part for part in listed["components"]}
    assert len(parts) == len(listed["components"]) == len({part["bom-ref"] for part in listed["components"]})
    # By Debian's own account of what is installed, as the program records no other.
    for name in ("libsodium-dev", "libzbar-dev", "libssl-dev", "libsqlite3-dev", "libturbojpeg0-dev"):
        version = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, text=True, check=True).stdout
        assert parts[name]["version"] == version
        escaped = version.replace("+", "%2B").replace(":", "%3A").replace("~", "~")
        assert parts[name]["purl"].startswith(f"pkg:deb/debian/{name}@{escaped}?arch=")
    for name in ("swift", "zxing-cpp", "swift-argument-parser"):
        assert re.fullmatch(r"\d+\.\d+(\.\d+)?", parts[name]["version"])
    assert parts["libqrencode4"]["scope"] == "optional"
    digest = hashlib.sha256(Path(command.HCODE).read_bytes()).hexdigest()
    assert listed["metadata"]["component"]["hashes"] == [{"alg": "SHA-256", "content": digest}]


def test_a_release_is_signed_and_its_sums_hold(release):
    place, key = release
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=place, check=True, capture_output=True)
    subprocess.run(["minisign", "-V", "-p", key, "-m", "SHA256SUMS"], cwd=place, check=True, capture_output=True)
    assert len(list(place.iterdir())) == 7
    assert (place / "SHA256SUMS").read_text().count("\n") == 5
    changed = bytearray((place / "SHA256SUMS").read_bytes())
    changed[0] ^= 1
    (place.parent / "SHA256SUMS").write_bytes(changed)
    refused = subprocess.run(["minisign", "-V", "-p", key, "-m", place.parent / "SHA256SUMS", "-x", place / "SHA256SUMS.minisig"], capture_output=True)
    assert refused.returncode != 0


def test_a_version_that_is_not_out_yet_is_no_release(tmp_path):
    (tmp_path / "key").touch()
    refused = subprocess.run([ROOT / "Scripts/release", "--program", command.HCODE, "--into", tmp_path / "release"], capture_output=True, text=True,
                             env={**os.environ, "RELEASE_KEY": str(tmp_path / "key")})
    assert refused.returncode == 65 and "CHANGELOG.md" in refused.stderr and not (tmp_path / "release").exists()
