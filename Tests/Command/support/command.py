"""Runs the built hcode as people and scripts do, and reads what it says."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

from corpus import ROOT

HCODE = str(Path(os.environ.get("HCODE") or ROOT / ".build/release/hcode").resolve())

sys.path.insert(0, str(ROOT / "conformance/make"))
import make_vectors as issuer  # noqa: E402  the faulty issuer of the vectors: signs whatever it is told

# The clock of the faulty issuer's codes.
AT = "2026-11-24T10:00:00Z"

NO_SUCH_PLACE = "/nonexistent"


def environment(home, **changes):
    """Nothing of the developer's own; a value of None takes a variable away."""
    clean = {"HOME": str(home), "LANG": "C.UTF-8", "TZ": "UTC", "PATH": os.environ["PATH"]}
    return {k: v for k, v in (clean | changes).items() if v is not None}


def run(*args, input=None, env=None, cwd=None, timeout=60, home=NO_SUCH_PLACE, program=(), **kwargs):
    """One run; both outputs as bytes. `program` comes before it: strace, for one."""
    if "stdin" not in kwargs:
        kwargs["input"] = input.encode() if isinstance(input, str) else input or b""
    kwargs.setdefault("stdout", subprocess.PIPE)
    result = subprocess.run(
        [*program, HCODE, *map(os.fspath, (str(a) if not isinstance(a, (bytes, Path)) else a for a in args))],
        stderr=subprocess.PIPE, env=environment(home, **(env or {})), cwd=cwd, timeout=timeout, **kwargs)
    assert result.returncode not in (1, 2), result
    assert 0 <= result.returncode < 128, result
    for word in (b"Fatal error", b"Backtrace", b"Crash", b"Thread 0"):
        assert word not in result.stderr, result.stderr
    return result


def verdicts(result):
    """The objects that --json printed."""
    return [json.loads(line) for line in result.stdout.decode("utf-8").splitlines()]


def verdict(result):
    """The one object that --json printed."""
    objects = verdicts(result)
    assert len(objects) == 1, (result.stdout, result.stderr)
    return objects[0]


def assert_error(result, status, *words):
    """A failure of the surroundings: its status, one line of what and at most one of what to do."""
    lines = result.stderr.decode("utf-8").splitlines()
    assert result.returncode == status, (result.returncode, result.stdout[:500], lines)
    assert lines and lines[0].startswith("hcode: error: "), lines
    assert len([line for line in lines if line.startswith("hcode: error: ")]) == 1, lines
    assert all(line.startswith("hcode: hint: ") for line in lines[1:]), lines
    for word in words:
        assert word in result.stderr.decode("utf-8"), (word, lines)


def ago(**length):
    """A time before now, RFC 3339."""
    return (datetime.now(timezone.utc) - timedelta(**length)).strftime("%Y-%m-%dT%H:%M:%SZ")


def ahead(**length):
    return ago(**{unit: -number for unit, number in length.items()})


def listing(folder):
    """Every file below a folder and what it holds."""
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None
            for p in sorted(Path(folder).rglob("*"))}


def qr(text, path, *options):
    """Somebody else's QR code."""
    subprocess.run(["qrencode", "-o", path, *options, "--", text], check=True)
    return path


def zbar(path):
    """What somebody else's reader reads."""
    return subprocess.run(["zbarimg", "-q", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", path], capture_output=True).stdout


# A child's peak begins with what its parent had when it forked, so that a parent of a few MiB has to do it.
PEAK = """
import os, resource, sys
child = os.fork()
if not child:
    limit = int(sys.argv[1])
    if limit:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    os.execv(sys.argv[2], sys.argv[2:])
_, status, usage = os.wait4(child, 0)
print("\\n", os.waitstatus_to_exitcode(status), usage.ru_maxrss, file=sys.stderr)
"""


def measured(*args, home=NO_SUCH_PLACE, seconds=0, **options):
    """A run that has so many CPU seconds (0: any number), and the peak of its memory in MiB."""
    done = subprocess.run([sys.executable, "-S", "-c", PEAK, str(seconds), HCODE, *map(os.fspath, args)], capture_output=True,
                          env=environment(home), **options)
    errors, _, last = done.stderr.rstrip(b"\n").rpartition(b"\n")
    status, used = last.split()
    return subprocess.CompletedProcess(args, int(status), done.stdout, errors), int(used) / 1024


def peak(*args):
    """The exit status, what was said, and the peak of memory in MiB, of a run."""
    done, used = measured(*args)
    return done.returncode, done.stderr.decode(), used


def made_keys(folder, issuer="ZZ-T1", name="河南省卫健委"):
    result = run("keygen", "--issuer", issuer, "--name", name, "--no-passphrase", "-o", folder)
    assert result.returncode == 0, result.stderr
    return SimpleNamespace(
        folder=folder, secret=folder / f"{issuer}.key", public=folder / f"{issuer}.pub", issuer=issuer,
        kid=json.loads((folder / f"{issuer}.pub").read_text())["kid"])
