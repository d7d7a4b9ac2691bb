"""Debian without compilers, in a folder: made once by debootstrap in .build-roots, copied for each test, and entered by chroot."""

import fcntl
import os
import shutil
import subprocess
import time

import pytest

from corpus import ROOT

MADE = ROOT / ".build-roots"
MIRROR = "http://deb.debian.org/debian"
RELEASES = {"12": "bookworm", "13": "trixie"}
# What `unshare` makes is gone with the command: /proc, /dev, the packages that were fetched, and the root itself, which may be told apart. Each process of
# the tests has packages of its own: apt locks their folder.
ENTER = """
set -e
root=$1 cache=$2; shift 2
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mkdir -p "$cache/partial"
mount --bind "$cache" "$root/var/cache/apt/archives"
while [ "$1" != -- ]; do mkdir -p "$root$2"; mount --bind "$1" "$root$2"; shift 2; done
shift
exec chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive SYSTEMD_OFFLINE=1 "$@"
"""


def base(name):
    """The root that was made once; without root, debootstrap or network the test fails and says so."""
    if os.geteuid() != 0:
        pytest.fail("the packages are tried in roots of Debian, which only root can make and enter: run these tests as root")
    if not shutil.which("debootstrap"):
        pytest.fail("the packages are tried in roots of Debian, and there is no debootstrap: Scripts/bootstrap --dev")
    MADE.mkdir(exist_ok=True)
    with open(MADE / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (MADE / name).exists():
            half = MADE / f"{name}.half"
            # A mirror may be away for a moment.
            for pause in (10, 30, 0):
                shutil.rmtree(half, ignore_errors=True)
                done = subprocess.run(["debootstrap", "--variant=minbase", name, half, MIRROR], capture_output=True, text=True)
                if done.returncode == 0:
                    break
                time.sleep(pause)
            else:
                pytest.fail(f"a root of Debian {name} could not be made from {MIRROR}: {done.stdout[-500:]}{done.stderr[-500:]}")
            half.rename(MADE / name)
    return MADE / name


class Root:
    """A fresh Debian of one's own."""

    def __init__(self, release, folder):
        self.name = RELEASES[release]
        self.path = folder / f"debian-{release}"
        subprocess.run(["cp", "-a", "--reflink=auto", base(self.name), self.path], check=True)
        shutil.copy("/etc/resolv.conf", self.path / "etc/resolv.conf")
        (self.path / "etc/apt/apt.conf.d/80retries").write_text('Acquire::Retries "5";\n')
        # Nothing is started by a package: nothing runs here.
        (self.path / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
        (self.path / "usr/sbin/policy-rc.d").chmod(0o755)
        assert not any(self.run("sh", "-c", f"command -v {tool}").returncode == 0 for tool in ("cc", "gcc", "clang", "swift", "hcode"))
        fetched = self.run("apt-get", "-qq", "update")
        if fetched.returncode != 0 or b"Failed to fetch" in fetched.stderr:
            pytest.fail(f"Debian's lists of packages could not be fetched, for which these tests need a network: {fetched.stderr.decode()[-500:]}")

    def words(self, *command, user=None, isolated=False, mounts=None):
        """What `unshare` is given to run a command in here."""
        pairs = [str(word) for pair in (mounts or {}).items() for word in pair]
        typed = ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", "--", "env", f"HOME=/home/{user}", *command] if user else command
        return ["unshare", "--mount", "--pid", "--fork", *(["--net"] if isolated else []), "/bin/sh", "-c", ENTER, "sh", str(self.path),
                str(MADE / f"{self.name}.packages{os.environ.get('PYTEST_XDIST_WORKER', '')}"), *pairs, "--", *map(str, typed)]

    def run(self, *command, input=None, timeout=600, **place):
        return subprocess.run(self.words(*command, **place), input=input, capture_output=True, timeout=timeout)

    def ok(self, *command, **place):
        done = self.run(*command, **place)
        assert done.returncode == 0, (command, done.returncode, done.stdout.decode()[-2000:], done.stderr.decode()[-2000:])
        return done.stdout.decode()

    def installed(self):
        return set(self.ok("dpkg-query", "-W", "-f", "${Package}\n").split())

    def install(self, *packages, recommended=False):
        """What was new after it."""
        before = self.installed()
        self.ok("apt-get", "install", "-y", "-qq", *([] if recommended else ["--no-install-recommends"]), *packages)
        return self.installed() - before

    def put(self, *files):
        for file in files:
            shutil.copy(file, self.path / "root" / file.name)
