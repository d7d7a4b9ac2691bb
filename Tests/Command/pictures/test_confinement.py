"""A converter that a hostile picture took over reaches nothing: tried with a stand-in that attempts everything."""

import ctypes
import os
import platform
import socket
import struct
import subprocess
import time
from pathlib import Path

import pytest
from command import HCODE, ROOT, assert_error, environment
from doctoring import place, unwell  # noqa: F401  place is a fixture

from picture_files import picture, tool

HOSTILE = ROOT / "Tests/Command/support/hostile_converter.py"


@pytest.fixture(scope="module")
def gif(codes, tmp_path_factory):
    return picture(codes["green"].path, tmp_path_factory.mktemp("gif") / "green.gif")


@pytest.fixture
def home(tmp_path):
    """A home with what a converter must not reach, and a service that listens."""
    home = tmp_path / "home"
    for name in ("folder", "empty"):
        (home / name).mkdir(parents=True)
    for name in ("secret", "victim", "precious"):
        (home / name).write_text(name)
        (home / name).chmod(0o600)
    door = socket.socket(socket.AF_UNIX)
    door.bind(str(home / "door"))
    door.listen()
    yield home
    door.close()


def state(folder):
    """Everything below a folder that a program could change, except when something was last read."""
    return {path.name: (status.st_mode, status.st_uid, status.st_mtime_ns, status.st_ctime_ns, path.read_bytes() if path.is_file() else None)
            for path in sorted(folder.rglob("*")) for status in [path.lstat()]}


def stand_in(home, tmp_path):
    """A folder for PATH in which giftopnm is the hostile program."""
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "giftopnm").write_text(HOSTILE.read_text().replace("@HOME@", str(home)))
    (tools / "giftopnm").chmod(0o755)
    return tools


def could(stderr):
    [line] = [line for line in stderr.decode().splitlines() if "could:" in line]
    return set(line.partition("could:")[2].strip(" '").split())


# Some of these need a privilege, a terminal or a service that not every machine has.
EVERYWHERE = {
    "read-home", "list-home", "read-passwd", "list-etc", "read-proc", "write-new", "write-empty", "write-temporary", "write-over",
    "write-shared", "truncate", "truncate-by-reading", "rename", "unlink", "rmdir", "mkdir", "link", "symlink", "fifo", "chmod",
    "chown", "utime", "inherited", "inet", "inet-udp", "unix", "unix-pair", "netlink", "fork", "spawn", "clone", "clone3",
    "outlive", "signal", "signal-thread", "signal-by-descriptor", "process-descriptor", "limit", "shared-memory", "queue", "watch",
}


def test_unconfined_the_stand_in_can_do_what_it_tries(home, tmp_path):
    with open(home / "secret") as opened:
        done = subprocess.run([stand_in(home, tmp_path) / "giftopnm"], stderr=subprocess.PIPE, stdout=subprocess.PIPE,
                              stdin=subprocess.DEVNULL, pass_fds=[opened.fileno()], timeout=60)
    assert EVERYWHERE <= could(done.stderr), EVERYWHERE - could(done.stderr)


def test_a_converter_that_was_taken_over_can_do_nothing(keys, gif, home, tmp_path):
    before, tools = state(home), stand_in(home, tmp_path)
    with open(home / "secret") as opened:
        os.set_inheritable(opened.fileno(), True)
        done = subprocess.run(
            [HCODE, "scan", "--trust", keys.public, gif], env=environment(home, PATH=str(tools)), capture_output=True,
            pass_fds=[opened.fileno()], timeout=60)
    assert done.returncode == 65, done
    assert could(done.stderr) == set()
    assert state(home) == before
    assert not [name for place in ("/tmp", "/dev/shm") for name in os.listdir(place) if name.startswith("hostile-")]


@pytest.mark.parametrize("way", ["x32", "i386"])
@pytest.mark.skipif(platform.machine() != "x86_64", reason="only x86-64 has other tables of system calls")
def test_a_system_call_by_another_table_ends_the_converter(hcode, keys, gif, tmp_path, way):
    script = {
        "x32": "C.syscall(ctypes.c_long(0x40000000 + 39))",
        # mov eax, 20; int 0x80; ret
        "i386": "m = mmap.mmap(-1, 4096, prot=7); m.write(bytes.fromhex('b814000000cd80c3'));"
                "ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(m)))()",
    }[way]
    tools = tool(tmp_path, "giftopnm", f'exec /usr/bin/python3 -ISc "import ctypes, mmap, sys; C = ctypes.CDLL(None); {script}; sys.exit(\'alive\')"')
    assert_error(hcode("scan", "--trust", keys.public, gif, env={"PATH": tools}), 65, "giftopnm ended with status 159")


def test_a_converter_cannot_outlive_a_killed_hcode(gif, tmp_path):
    """It has refused the signal for its parent's death, and ignores all that can be ignored."""
    tools = tool(tmp_path, "giftopnm", (
        "trap '' 1 2 3 15; exec /usr/bin/python3 -ISc 'import ctypes, os, sys, time; C = ctypes.CDLL(None);"
        " C.prctl(1, 0, 0, 0, 0); C.setsid(); sys.stdout.close(); os.close(2); time.sleep(984)'"))
    process = subprocess.Popen([HCODE, "scan", gif], env=environment(tmp_path, PATH=tools), stderr=subprocess.DEVNULL)
    child = started(process.pid, b"984")
    process.kill()
    process.wait()
    deadline = time.monotonic() + 5
    while runs(child) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not runs(child)


def runs(process):
    """Whether it is there, and not only its exit status that nobody asked for yet."""
    try:
        return b"State:\tZ" not in Path(f"/proc/{process}/status").read_bytes()
    except OSError:
        return False


def started(parent, mark):
    """The number of the parent's child that has a mark in its arguments."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for task in os.listdir(f"/proc/{parent}/task"):
            for child in Path(f"/proc/{parent}/task/{task}/children").read_text().split():
                try:
                    if mark in Path(f"/proc/{child}/cmdline").read_bytes():
                        return int(child)
                except OSError:
                    pass
        time.sleep(0.02)
    raise AssertionError("the converter was not started")


def test_the_kernel_says_that_a_converter_is_held(gif, tmp_path):
    tools = tool(tmp_path, "giftopnm", "exec /bin/sleep 983")
    process = subprocess.Popen([HCODE, "scan", gif], env=environment(tmp_path, PATH=tools), stderr=subprocess.DEVNULL)
    child = started(process.pid, b"983")
    status = dict(line.split(":\t", 1) for line in Path(f"/proc/{child}/status").read_text().splitlines())
    limits = Path(f"/proc/{child}/limits").read_text()
    opened = sorted(int(name) for name in os.listdir(f"/proc/{child}/fd"))
    assert os.getsid(child) == child and os.getpgid(child) == child
    assert os.readlink(f"/proc/{child}/cwd") == "/"
    process.kill()
    process.wait()
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")
    assert opened == [0, 1, 2]
    for name, most in [("Max cpu time", 5), ("Max file size", 0), ("Max core file size", 0), ("Max data size", 256 << 20),
                       ("Max address space", 1 << 30), ("Max open files", 64)]:
        [line] = [line for line in limits.splitlines() if line.startswith(name + "  ")]
        soft, hard = line.removeprefix(name).split()[:2]
        assert int(soft) == int(hard) <= most, line


def without(what):
    """Puts a process on a kernel that lacks something: for `preexec_fn`."""
    x86 = platform.machine() == "x86_64"
    refused = {"Landlock": [(444, 95)], "seccomp": [(317 if x86 else 277, 38)]}[what]
    statement = struct.Struct("=HBBI").pack
    program = statement(0x20, 0, 0, 0)  # the call's number
    for call, error in refused:
        program += statement(0x15, 0, 1, call) + statement(0x06, 0, 0, 0x50000 | error)
    if what == "seccomp":
        # prctl(PR_SET_SECCOMP), too
        program += statement(0x15, 0, 3, 157 if x86 else 167) + statement(0x20, 0, 0, 16) + statement(0x15, 0, 1, 22)
        program += statement(0x06, 0, 0, 0x50000 | 22)
    program += statement(0x06, 0, 0, 0x7FFF0000)
    buffer = ctypes.create_string_buffer(program)
    c = ctypes.CDLL(None, use_errno=True)

    def enter():
        filter = struct.pack("HP", len(program) // 8, ctypes.addressof(buffer))
        if c.prctl(38, 1, 0, 0, 0) or c.prctl(22, 2, filter, 0, 0):
            raise OSError(ctypes.get_errno(), "no filter")

    return enter


@pytest.mark.parametrize("what", ["Landlock", "seccomp"])
def test_where_the_kernel_cannot_confine_nothing_is_converted(hcode, keys, codes, gif, place, tmp_path, what):  # noqa: F811
    kernel = {"preexec_fn": without(what)}
    ran = tmp_path / "ran"
    tools = tool(tmp_path, "giftopnm", f": >{ran}")
    done = hcode("scan", "--trust", keys.public, gif, env={"PATH": tools}, **kernel)
    assert_error(done, 69, f"the GIF was not read: this kernel offers no {what} to confine the program that converts it")
    assert not ran.exists()
    # What hcode reads itself needs neither.
    assert hcode("scan", "--trust", keys.public, codes["green"].path, **kernel).returncode == 0
    assert unwell(place.doctor(**kernel))["confinement"][:2] == (
        "warning", f"this kernel offers no {what}: WebP, HEIC, AVIF, GIF, TIFF, BMP, PDF and SVG are not read")


def test_a_doctor_of_a_kernel_that_confines_says_so(place):  # noqa: F811
    [check] = [check for check in place.doctor() if check["check"] == "confinement"]
    assert check["state"] == "ok" and check["detail"] == "Landlock and seccomp confine the programs that convert pictures"


def test_a_plain_picture_starts_nothing_and_asks_the_kernel_for_nothing(keys, codes, tmp_path):
    trace = tmp_path / "trace"
    calls = "trace=%process,landlock_create_ruleset,landlock_restrict_self,seccomp,prctl,memfd_create"
    done = subprocess.run(
        ["strace", "-f", "-qq", "-o", trace, "-e", calls, HCODE, "scan", "--trust", keys.public, codes["green"].path],
        capture_output=True, env=environment(tmp_path))
    assert done.returncode == 0, done
    names = {line.split(None, 1)[1].partition("(")[0] for line in trace.read_text().splitlines()}
    assert names <= {"execve", "arch_prctl", "exit_group", "+++ exited with 0 +++"}, names
