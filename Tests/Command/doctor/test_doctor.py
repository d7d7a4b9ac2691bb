"""Whether `hcode doctor` tells the operator what is wrong, why, and what to do, and gives nothing away."""

import json
import os
import resource
import shutil
import subprocess

import pytest

import command
from authority import AT, DAY, HOUR, NOW, Authority, recognised
from command import verdict
from doctoring import ALWAYS, SCHEMA, A, only, place, unwell  # noqa: F401  place is a fixture
from terminal import on_terminal

B = Authority("CN-B")


def test_all_is_well(place):
    checks = place.doctor()
    assert unwell(checks) == {}
    names = [check["check"] for check in checks]
    assert names == ALWAYS[:6] + ["trust-list", "status-list"] + ALWAYS[6:]
    details = {check["check"]: check["detail"] for check in checks}
    assert f"pinned as {A.fingerprint}" in details["trust-list"] and "60 min old" in details["trust-list"]
    assert A.uri in details["status-list"] and "4096 codes" in details["status-list"]
    assert f"store {place.store} (by --store)" in details["trust-places"]


def test_each_line_has_shape_and_word_and_what_is_not_well_has_what_to_do(place):
    (place.store / "objects").chmod(0o777)
    result = place.run("doctor", "--store", place.store, "--at", AT)
    lines = result.stdout.decode().splitlines()
    assert result.returncode == 30
    assert all(line.startswith(("● OK  ", "▲ WARNING  ", "✖ FAULT  ", "    → to do: ")) for line in lines), lines
    bad = [n for n, line in enumerate(lines) if line.startswith("✖")]
    assert len(bad) == 1 and lines[bad[0] + 1] == (
        f"    → to do: chmod o-w {place.store}/objects; then see with 'hcode trust show' whether anybody was added")
    chinese = place.run("doctor", "--store", place.store, "--at", AT, "--lang", "zh").stdout.decode()
    assert "✖ 故障  文件权限: " in chinese and "● 正常  时钟: " in chinese and "处理：chmod" in chinese


def test_colour_only_on_a_terminal(place):
    for env, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        status, shown = on_terminal("doctor", "--store", place.store, "--at", AT, env=env)
        assert status == 0 and (b"\x1b[32m" in shown) == coloured and "● OK".encode() in shown
    assert b"\x1b" not in place.run("doctor", "--store", place.store, "--at", AT).stdout


def test_quiet_prints_nothing_and_the_status_is_the_answer(place):
    for options in (("--quiet",), ("--quiet", "--json")):
        result = place.run("doctor", "--store", place.store, "--at", AT, *options)
        assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")
    assert place.run("doctor", "--quiet", "--store", place.folder / "none").returncode == 30


# ------------------------------------------------------------ the clock


@pytest.mark.parametrize("at, word", [
    (command.issuer.rfc3339(NOW - 2 * HOUR), "before what was signed: newest date signed 2026-11-24T09:00:00Z, "),
    ("2023-12-31T23:59:59Z", "2024 to 2100"), ("2101-01-01T00:00:00Z", "2024 to 2100")])
def test_a_clock_that_cannot_be_right_is_a_fault(place, at, word):
    found = unwell(place.doctor(at=at))
    assert found["clock"][0] == "fault" and word in found["clock"][1] and "set the clock" in found["clock"][2]


def test_the_years_of_this_format_are_well(place, henan):
    for at in ("2024-01-01T00:00:00Z", "2100-12-31T23:59:59Z"):
        assert unwell(place.doctor("--trust", henan, at=at)) == {}


def test_whether_the_clock_is_synchronised_is_no_more_than_a_warning(place):
    checks = {check["check"]: check["state"] for check in place.doctor(at=None)}
    assert checks["clock-sync"] in ("ok", "warning")
    assert "clock-sync" not in {check["check"] for check in place.doctor()}


# ------------------------------------------------------------ what is believed


def test_a_missing_status_list_is_a_fault(place, hcode):
    other = place.folder / "other"
    place.store = other
    place.take(A.list(issuers=A.with_status()))
    only(place.doctor(), "status-list", "fault", A.uri, "is not here", "hcode trust import")
    assert hcode("trust", "show", "--check", "--quiet", "--store", other, "--at", AT).returncode == 30


def test_a_recognised_authority_without_its_list_is_a_fault(place):
    place.take(A.list(version=2, issuers=A.with_status(), recognises=[recognised(B)]))
    only(place.doctor(), "trust-list", "fault", "CN-B is recognised, but its trust list is not here")


def test_what_ended_is_a_fault_and_what_ends_soon_a_warning(place):
    found = unwell(place.doctor(at=command.issuer.rfc3339(NOW + 8 * DAY)))
    assert found["status-list"][0] == "fault" and "ended" in found["status-list"][1]
    assert found["trust-list"][0] == "warning" and "is old since" in found["trust-list"][1]
    assert {check["state"] for check in place.doctor(at=command.issuer.rfc3339(NOW + DAY))} == {"ok", "warning"}


def test_nothing_to_believe_is_a_fault(place, hcode):
    only(place.doctor("--lang", "en"), "trust-places", "fault", "the issuer of every code is unknown", "trust import")


def test_a_store_that_was_named_and_is_not_there_is_a_fault(place):
    only(place.doctor("--store", place.folder / "none"), "trust-readable", "fault", "no trust store", "trust import")


def test_a_key_file_is_enough(place, henan):
    checks = place.doctor("--trust", henan)
    assert unwell(checks) == {} and f"key files {henan} (by --trust)" in checks[1]["detail"]


def test_a_secret_key_among_the_trusted_is_a_fault_and_not_shown(place, keys):
    result = place.run("doctor", "--json", "--trust", keys.secret, "--at", AT)
    assert result.returncode == 30 and b"this is a secret key" in result.stdout
    assert not any(word in result.stdout for word in keys.secret.read_bytes().split() if len(word) > 20)


@pytest.mark.parametrize("options, env, used", [
    (("--store", "{store}"), {"HCODE_STORE": "/other"}, "store {store} (by --store)"),
    (("--store", "{store}"), {"HCODE_TRUST": "{pub}"}, "store {store} (by --store), key files {pub} (by $HCODE_TRUST)"),
    (("--trust", "{pub}"), {"HCODE_STORE": "{store}"}, "store {store} (by $HCODE_STORE), key files {pub} (by --trust)"),
    (("--trust", "{pub}"), {}, "key files {pub} (by --trust)"),
    ((), {"HCODE_STORE": "{store}"}, "store {store} (by $HCODE_STORE)"),
    (("--trust", "{pub}", "--store", "{store}"), {}, "store {store} (by --store), key files {pub} (by --trust)"),
])
def test_what_is_in_use_is_what_scans_use_and_nothing_sets_another_aside(place, henan, options, env, used):
    names = {"store": place.store, "pub": henan}
    options = tuple(option.format(**names) for option in options) or ("--lang", "en")
    env = {name: value.format(**names) for name, value in env.items()}
    checks = place.doctor(*options, env=env)
    by_name = {check["check"]: check for check in checks}
    assert unwell(checks) == {} and by_name["trust-places"]["detail"] == used.format(**names)
    # The scan agrees.
    scanned = place.run("verify", "--json", "--at", AT, *options, A.code(), env=env)
    assert verdict(scanned)["verdict"] == ("green" if "store" in used else "undecided")


def test_key_files_in_the_folder_that_is_no_longer_read_are_a_warning(place, henan, tmp_path):
    folder = tmp_path / "home/.local/share/hcode/trust"
    folder.mkdir(parents=True)
    (folder / "CN-HA.pub").write_bytes(henan.read_bytes())
    only(place.doctor("--store", place.store), "trust-places", "warning", "not read: ", "import a trust list")


def test_the_default_places_are_found(place, hcode):
    home = place.folder / "data"
    (home / "hcode").mkdir(parents=True)
    shutil.copytree(place.store, home / "hcode" / "store")
    checks = place.doctor("--lang", "en", env={"XDG_DATA_HOME": str(home)})
    assert unwell(checks) == {} and checks[1]["detail"] == f"store {home}/hcode/store (by default)"


# ------------------------------------------------------------ the program and the machine


def test_the_libraries_and_their_packages_are_told(place):
    details = {check["check"]: check["detail"] for check in place.doctor()}
    for name in ("libsodium 1.", "zbar 0.", "zxing-cpp ", "libqrencode ", "libjpeg-turbo ", "libdeflate 1.", "sqlite 3.", "zlib "):
        assert name in details["libraries"]
    assert "CVE-2025-69277" in details["libsodium"] and "CVE-2023-40889" in details["zbar"]
    for name in ("signatures", "scanner"):
        assert details[name].endswith(" ms")


def test_programs_that_are_not_installed_are_warned_of(place):
    bare = place.folder / "bare"
    bare.mkdir()
    found = unwell(place.doctor(env={"PATH": str(bare)}))
    assert set(found) == {"curl", "rsvg-convert"}
    assert "apt-get install curl" in found["curl"][2] and "trust import URL" in found["curl"][1]
    assert "apt-get install librsvg2-bin" in found["rsvg-convert"][2]


def test_programs_for_more_pictures_are_optional(place):
    bare = place.folder / "bare"
    bare.mkdir()
    found = {check["check"]: check for check in place.doctor(env={"PATH": str(bare)})}
    for name, package in [("dwebp", "webp"), ("heif-thumbnailer", "heif-thumbnailer"), ("giftopnm", "netpbm"),
                          ("pdftoppm", "poppler-utils")]:
        assert found[name]["state"] == "ok" and f"apt-get install {package}'" in found[name]["detail"]


def test_too_little_memory_to_lock_is_warned_of(place):
    nobody = 65534
    if os.geteuid() != 0:
        pytest.skip("only root can become a user to whom the limit applies")
    program = place.folder / "hcode"
    shutil.copy(command.HCODE, program)
    # pytest's own folders are for root alone.
    opened = [path for path in place.folder.parents if path != path.parent and not path.stat().st_mode & 0o001]
    for path in [place.folder, *opened]:
        path.chmod(path.stat().st_mode | 0o011)

    def limit():
        resource.setrlimit(resource.RLIMIT_MEMLOCK, (4096, 4096))
        os.setgid(nobody)
        os.setuid(nobody)

    result = subprocess.run([program, "doctor", "--json", "--at", AT, "--store", place.store], capture_output=True,
                            preexec_fn=limit, env=command.environment("/nonexistent"))
    found = unwell(json.loads(result.stdout)["checks"])
    assert found["locked-memory"][0] == "warning" and "limit 4 KiB" in found["locked-memory"][1]
    assert result.returncode == 10


# ------------------------------------------------------------ what it must not do


def test_nothing_of_the_environment_and_nothing_secret_is_told(place, keys):
    env = {"SECRET_TOKEN": "hunter2", "HTTPS_PROXY": "http://user:hunter2@proxy", "HCODE_TRUST": ""}
    for options in (("--json",), ()):
        result = place.run("doctor", *options, "--store", place.store, "--at", AT, env=env)
        assert b"hunter2" not in result.stdout + result.stderr and b"HTTPS_PROXY" not in result.stdout


def test_names_are_escaped_on_a_terminal(place):
    hostile = place.folder / "st\x1b[31m\u202eore"
    shutil.copytree(place.store, hostile)
    result = place.run("doctor", "--store", hostile, "--at", AT)
    assert result.returncode == 0 and b"\x1b" not in result.stdout and "\u202e" not in result.stdout.decode()
    assert place.doctor("--store", hostile)[1]["detail"] == f"store {hostile} (by --store)"


def test_it_changes_nothing_starts_nothing_and_opens_no_socket(place):
    before = command.listing(place.store)
    trace = place.folder / "trace"
    result = place.run("doctor", "--store", place.store, "--at", AT,
                       program=["strace", "-f", "-qq", "-o", trace, "-e", "trace=%network,execve"])
    assert result.returncode == 0 and command.listing(place.store) == before
    traced = trace.read_text()
    assert "socket(" not in traced and traced.count("execve(") == 1


def test_the_names_of_checks_are_the_documented_ones():
    known = SCHEMA.schema["properties"]["checks"]["items"]["properties"]["check"]["enum"]
    papers = (command.ROOT / "docs/json.md").read_text().split("## `hcode doctor --json`")[1]
    assert all(f"`{name}`" in papers for name in known) and set(ALWAYS) <= set(known)
