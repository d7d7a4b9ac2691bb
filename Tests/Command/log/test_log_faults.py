"""Approvals, and imports of a log, that are killed or that the disk fails: no code is handed out, and none is raised, without its entry;
a store is the old or the new one."""

import json
import os
import shutil

import pytest

import command
from command import listing, verdict
from logs import ok
from log_store import answer, later, other_log, publish_log, publish_status, red, scan, take, w, world  # noqa: F401  fixtures
from traces import CALLS, calls_from, needs_strace, traced

pytestmark = [pytest.mark.slow, needs_strace]

# A registry is a database with calls of its own.
ALL = (*CALLS, "pwrite64", "fcntl")
ERRORS = ("openat", "mkdir", "flock", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "link")


def moments(w, args, mark):
    """The calls of an undisturbed run from where it opens that file on: (call, how manyth). Every third of those that come often, all with
    HCODE_EVERY_FAULT=1."""
    trace = w.home / "trace"
    done = traced(args, ["-f", "-e", "trace=?" + ",?".join(dict.fromkeys(ALL))], trace)
    assert done.returncode == 0, done.stderr
    found = calls_from(trace, mark)
    step = 1 if os.environ.get("HCODE_EVERY_FAULT") else 3
    often = ("openat", "access", "faccessat2", "close", "fcntl", "lseek")
    return [(call, number) for place, (call, number) in enumerate(found) if call not in often or place % step == 0]


def disturbed(args, fault, call, number):
    return traced(args, ["-f", "-e", f"inject={call}:{fault}:when={number}"])


def faults(found):
    """Each moment with a kill; those at which a disk can fail with that too."""
    for call, number in found:
        yield "signal=KILL", call, number
        if call in ERRORS:
            yield ("error=ENOSPC" if call in ("write", "pwrite64") and number % 2 else "error=EIO"), call, number


def entries(w):
    ok("log", "checkpoint", w.log.folder, "--key", w.log.key.secret)
    assert w.log.verify().returncode == 0
    return w.log.entries()


def test_a_code_is_never_handed_out_without_its_entry(w):
    request, picture, before = w.home / "request", w.home / "red.png", w.home / "before"
    ok("issue", "--key", w.first.secret, "--registry", w.registry, "--status", "red", "--valid", "7d", "--reason", "confirmed-case",
       "--authority", "Order 2026/117", "--request", request)
    w.log.copy("before")
    args = ("approve", request, "--from", w.first.public, "--key", w.second.secret, "--log", w.log.folder, "-o", picture)
    found = moments(w, args, w.log.folder)
    assert {"openat", "write", "fdatasync", "fsync", "link"} <= {call for call, _ in found}
    seen = set()
    for fault, call, number in faults(found):
        picture.unlink(missing_ok=True)
        shutil.rmtree(w.log.folder)
        shutil.copytree(before, w.log.folder)
        done = disturbed(args, fault, call, number)
        assert "KILL" in fault or 0 <= done.returncode < 128 and done.returncode not in (1, 2), (fault, call, number, done.stderr)
        handed_out, logged = picture.exists(), entries(w)
        assert len(logged) in (0, 1), (fault, call, number)
        if handed_out:
            assert scan(w, picture)["verdict"] == "red", (fault, call, number)
            ok("log", "prove", w.log.folder, "--code", picture, "-o", w.home / "proof", "--force")
        assert handed_out or done.returncode != 0, (fault, call, number)
        seen.add((handed_out, len(logged)))
    # The other way round is what a crash may leave (docs/log.md §4).
    assert seen == {(False, 0), (False, 1), (True, 1)}
    # Whoever asks again gets the code.
    picture.unlink(missing_ok=True)
    ok(*args)
    assert scan(w, picture)["verdict"] == "red"


def test_a_code_is_never_raised_without_its_entry(w):
    report = verdict(command.run("issue", "--key", w.first.secret, "--registry", w.registry, "--status", "green", "--valid", "7d", "--json",
                                 "-o", w.home / "g.png"))
    code, request, before, old = report["code_index"], w.home / "request", w.home / "before", w.home / "registry.before"
    ok("status", "set", "--registry", w.registry, code, "--to", "red", "--why", "close-contact", "--authority", "Order 3", "--request", request,
       "--key", w.first.secret)
    w.log.copy("before")
    shutil.copy(w.registry, old)
    args = ("approve", request, "--from", w.first.public, "--key", w.second.secret, "--log", w.log.folder, "--registry", w.registry)

    def renew():
        for path in w.home.glob("registry-*"):
            path.unlink()
        shutil.copy(old, w.registry)
        shutil.rmtree(w.log.folder)
        shutil.copytree(before, w.log.folder)

    def is_red():
        return json.loads(ok("status", "show", "--json", "--registry", w.registry, code))["status"] == "red"

    found = moments(w, args, w.log.folder)
    assert {"openat", "write", "fdatasync", "pwrite64"} <= {call for call, _ in found}
    seen = set()
    for fault, call, number in faults(found):
        renew()
        done = disturbed(args, fault, call, number)
        raised, logged = is_red(), entries(w)
        if logged and not raised:
            # The act stands in the log without effect: whoever finishes it raises the code, once.
            assert ok("status", "finish", "--registry", w.registry, "--log", w.log.folder) == "1 completed, 0 dropped\n"
            assert is_red() and len(entries(w)) == 1
        elif not raised:
            assert "0 completed" in ok("status", "finish", "--registry", w.registry, "--log", w.log.folder) and not is_red()
        assert len(logged) in (0, 1) and (logged or not raised), (fault, call, number, done.stderr)
        assert raised or done.returncode != 0, (fault, call, number)
        seen.add((raised, len(logged)))
    assert seen == {(False, 0), (False, 1), (True, 1)}
    renew()
    ok(*args)
    assert is_red() and len(entries(w)) == 1


def test_an_import_of_a_log_leaves_the_old_store_or_the_new(w):
    logged, hidden = red(w, "logged.png"), red(w, "hidden.png", log=other_log(w))
    take(w, publish_log(w, name="early"))
    at = later(hours=2)
    publish_status(w, at)
    export, before = publish_log(w, at, name="late"), w.home / "before"
    shutil.copytree(w.store, before)
    args = ("trust", "import", "--store", w.store, "--at", at, export)
    found = moments(w, args, export)
    assert {"openat", "write", "fsync", "rename", "flock"} <= {call for call, _ in found}
    new = set(listing(w.store))
    seen = set()
    for fault, call, number in faults(found):
        shutil.rmtree(w.store)
        shutil.copytree(before, w.store)
        done = disturbed(args, fault, call, number)
        told = answer(scan(w, hidden, at))
        assert told in (("red", "as-signed"), ("red", "not-logged")), (fault, call, number)
        assert answer(scan(w, logged, at)) == ("red", "as-signed")
        assert done.returncode != 0 or told[1] == "not-logged", (fault, call, number)
        assert "KILL" in fault or done.returncode in (0, 74), (fault, call, number, done.stderr)
        seen.add(told[1])
        # The next import makes it the new one and leaves nothing lying about.
        ok(*args)
        assert answer(scan(w, hidden, at)) == ("red", "not-logged") and set(listing(w.store)) == new
    assert seen == {"as-signed", "not-logged"}
