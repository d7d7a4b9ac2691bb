"""Imports that are killed, that the disk fails, and that meet other imports and scans: the store is the old or the new one."""

import os
import subprocess
import threading
import time
from hashlib import sha256
from types import SimpleNamespace

import pytest

import command
from authority import AT, NOW, Authority, bits
from command import HCODE, assert_error, environment, verdict
from traces import calls_from

pytestmark = pytest.mark.slow

A, B = Authority("CN-A"), Authority("CN-B")
# What an import asks of the kernel, by the names that this machine's libc uses.
CALLS = ("openat", "access", "faccessat2", "mkdir", "flock", "write", "fsync", "close", "rename", "link", "unlink")
CODE = A.code(index=7)


def verdict_of(store):
    found = verdict(command.run("verify", "--json", "--store", store, "--at", AT, CODE))
    return found["verdict"], found["reason"]


def take(store, *files, options=(), program=()):
    return command.run("trust", "import", "--store", store, "--at", AT, *files, *options, program=program)


def objects(*contents):
    return {sha256(content).hexdigest() for content in contents}


OLD_LIST = A.list(issuers=A.with_status())
NEW_LIST = A.list(version=2, issuers=[])
OLD_STATUS, NEW_STATUS = A.status_list(), A.status_list({7: 1}, issued=NOW - 60)
OLD_BITS, NEW_BITS = bits({}, 4096), bits({7: 1}, 4096)
GREEN, REVOKED, UNKNOWN = ("green", "as-signed"), ("refused", "revoked"), ("undecided", "unknown-issuer")
CHANGES = {
    "list": (NEW_LIST, UNKNOWN, objects(OLD_LIST, OLD_BITS, NEW_LIST)),
    "status": (NEW_STATUS, REVOKED, objects(OLD_LIST, OLD_BITS, NEW_BITS)),
    "bundle": (A.bundle((1, OLD_LIST), (2, NEW_STATUS)), REVOKED, objects(OLD_LIST, OLD_BITS, NEW_BITS)),
}


@pytest.fixture(scope="module")
def old_store(tmp_path_factory):
    """A store with a list and a status list."""
    folder = tmp_path_factory.mktemp("old")
    for name, content in (("list", OLD_LIST), ("status", OLD_STATUS)):
        (folder / name).write_bytes(content)
        result = take(folder / "store", folder / name, options=("--fingerprint", A.fingerprint))
        assert result.returncode == 0, result.stderr
    return folder / "store"


@pytest.fixture
def place(old_store, tmp_path):
    """A copy of the old store, and files."""
    store = tmp_path / "store"

    def renew():
        subprocess.run(["rm", "-rf", store], check=True)
        subprocess.run(["cp", "-a", old_store, store], check=True)

    def file(content, name):
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    renew()
    return SimpleNamespace(store=store, renew=renew, file=file, folder=tmp_path)


def traced(store, file, options, trace):
    program = ["strace", "-qq", "-o", str(trace), *options]
    return subprocess.run(
        [*program, HCODE, "trust", "import", "--store", str(store), "--at", AT, str(file)],
        capture_output=True, env=environment("/nonexistent"))


def ordinals(place, file):
    """Which calls an undisturbed import makes once the loader and the runtime are done: (call, how manyth)."""
    trace = place.folder / "trace"
    done = traced(place.store, file, ["-e", "trace=?" + ",?".join(CALLS)], trace)
    assert done.returncode == 0, done.stderr
    found = calls_from(trace, file)
    assert {"openat", "write", "fsync", "rename", "flock", "close", "mkdir"} <= {call for call, _ in found}
    place.renew()
    return found


def assert_sound(place, change, old=GREEN):
    """The store is the old or the new one, and the next import makes it the new one and leaves nothing lying about."""
    file, (_, new, kept) = place.file(CHANGES[change][0], "new"), CHANGES[change]
    found = verdict_of(place.store)
    assert found in (old, new)
    assert command.run("trust", "show", "--json", "--store", place.store, "--at", AT).returncode == 0
    again = take(place.store, file)
    assert again.returncode == 0, again.stderr
    assert verdict_of(place.store) == new
    names = set(command.listing(place.store))
    assert names - {f"objects/{name}" for name in kept} == {"index", "lock", "objects"}
    return found


@pytest.mark.parametrize("change", CHANGES)
def test_a_kill_at_any_call_leaves_the_old_store_or_the_new(place, change):
    file = place.file(CHANGES[change][0], "new")
    seen = set()
    for call, number in ordinals(place, file):
        place.renew()
        done = traced(place.store, file, ["-e", f"inject={call}:signal=KILL:when={number}"], "/dev/null")
        assert done.returncode != 0
        seen.add(assert_sound(place, change))
    assert seen == {GREEN, CHANGES[change][1]}


def test_a_kill_during_the_very_first_import_leaves_nothing_that_is_in_the_way(place):
    file, pin = place.file(OLD_LIST, "list"), ("--fingerprint", A.fingerprint)
    calls = ordinals(place, place.file(NEW_LIST, "new"))
    for call, number in calls:
        subprocess.run(["rm", "-rf", place.store], check=True)
        subprocess.run(["strace", "-qq", "-o", "/dev/null", "-e", f"inject={call}:signal=KILL:when={number}", HCODE, "trust",
                        "import", "--store", place.store, "--at", AT, file, *pin], capture_output=True)
        scanned = command.run("verify", "--store", place.store, "--at", AT, CODE)
        # The list names a status list, which is not here yet.
        assert scanned.returncode in (78, 30)
        assert take(place.store, file, options=pin).returncode == 0
        names = set(command.listing(place.store))
        assert names == {"index", "lock", "objects", *(f"objects/{name}" for name in objects(OLD_LIST))}


@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
@pytest.mark.parametrize("change", ["list", "status"])
def test_a_disk_that_fails_at_any_call_is_told_and_leaves_the_old_store_or_the_new(place, change, error):
    file = place.file(CHANGES[change][0], "new")
    failed = 0
    for call, number in ordinals(place, file):
        place.renew()
        done = traced(place.store, file, ["-e", f"inject={call}:error={error}:when={number}"], "/dev/null")
        temporary = [name for name in command.listing(place.store) if name.endswith(".tmp")]
        # Only where taking it away is what failed.
        assert call == "unlink" or not temporary
        if done.returncode == 0:
            assert verdict_of(place.store) == CHANGES[change][1], (call, number)
        else:
            failed += 1
            # That a key is listed no longer is said first where the store was written before something else failed.
            said = done.stderr.splitlines(keepends=True)
            done.stderr = b"".join(line for line in said if not line.startswith(b"hcode: warning: "))
            assert_error(done, 74)
        assert_sound(place, change)
    assert failed > 10


def test_a_full_disk_is_told_and_nothing_changes(place, old_store):
    mount = place.folder / "small"
    mount.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", mount], capture_output=True, text=True)
    if made.returncode != 0:
        pytest.skip(f"mount is refused here: {made.stderr.strip()}")
    try:
        subprocess.run(["cp", "-a", old_store, mount / "store"], check=True)
        before = command.listing(mount / "store")
        large = place.file(A.status_list({7: 1}, size=1 << 20, issued=NOW - 60), "large")
        assert_error(take(mount / "store", large), 74, "no space left", "free some space")
        assert command.listing(mount / "store") == before
        assert verdict_of(mount / "store") == GREEN
    finally:
        subprocess.run(["umount", mount], check=True)


def test_a_store_that_may_not_be_written_is_told_and_still_scans(place):
    file = place.file(NEW_LIST, "new")
    made = subprocess.run(["mount", "--bind", place.store, place.store], capture_output=True, text=True)
    if made.returncode != 0:
        pytest.skip(f"mount is refused here: {made.stderr.strip()}")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", place.store], check=True)
        assert_error(take(place.store, file), 73, "read-only file system", "folder that can be written")
        assert verdict_of(place.store) == GREEN
    finally:
        subprocess.run(["umount", place.store], check=True)


# ------------------------------------------------------------ several at once


def test_an_import_waits_for_the_one_before_it_and_both_are_in(place):
    held = subprocess.Popen(["flock", place.store / "lock", "sh", "-c", "echo held; read line"], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE)
    assert held.stdout.readline() == b"held\n"
    files = place.file(NEW_STATUS, "status"), place.file(B.list(), "other")
    pins = ((), ("--fingerprint", B.fingerprint))
    waiting = [subprocess.Popen([HCODE, "trust", "import", "--store", place.store, "--at", AT, file, *pin],
                                stderr=subprocess.PIPE, stdout=subprocess.PIPE) for file, pin in zip(files, pins)]
    time.sleep(0.3)
    assert [process.poll() for process in waiting] == [None, None] and verdict_of(place.store) == GREEN
    held.communicate(b"\n", timeout=10)
    assert [process.wait(timeout=20) for process in waiting] == [0, 0], [p.stderr.read() for p in waiting]
    assert verdict_of(place.store) == REVOKED
    assert verdict(command.run("verify", "--json", "--store", place.store, "--at", AT, B.code()))["verdict"] == "green"


def test_of_eight_imports_at_once_none_is_lost(tmp_path):
    authorities = [Authority(f"CN-{n}") for n in range(8)]
    running = []
    for authority in authorities:
        path = tmp_path / authority.id
        path.write_bytes(authority.list())
        running.append(subprocess.Popen(
            [HCODE, "trust", "import", "--store", tmp_path / "store", "--at", AT, path, "--fingerprint", authority.fingerprint],
            stdout=subprocess.DEVNULL))
    assert [process.wait(timeout=30) for process in running] == [0] * 8
    for authority in authorities:
        found = verdict(command.run("verify", "--json", "--store", tmp_path / "store", "--at", AT, authority.code()))
        assert found["verdict"] == "green"


def status_lists(count):
    """By turns with the code green and revoked, each newer than the one before."""
    return [A.status_list({7: n % 2, 8: n // 2 % 4, 100 + n: 1}, issued=NOW - 3000 + n) for n in range(count)]


def test_scans_and_looks_during_a_hundred_imports_see_the_old_or_the_new(place):
    contents = status_lists(100)
    files = [place.file(content, f"status-{n}") for n, content in enumerate(contents)]
    seen, faults, done = set(), [], threading.Event()

    def look():
        while not done.is_set():
            for args in (("trust", "show", "--json"), ("doctor", "--quiet")):
                result = subprocess.run([HCODE, *args, "--store", place.store, "--at", AT], capture_output=True)
                if result.returncode != 0:
                    faults.append((args, result.returncode, result.stderr))

    def scan():
        while not done.is_set():
            result = subprocess.run([HCODE, "verify", "--json", "--store", place.store, "--at", AT] + [CODE] * 20,
                                    capture_output=True)
            found = {(v["verdict"], v["reason"]) for v in command.verdicts(result)}
            seen.update(found)
            if result.returncode not in (0, 12) or not found <= {GREEN, REVOKED}:
                faults.append((result.returncode, found, result.stderr))

    scanners = [threading.Thread(target=task) for task in (scan, scan, look)]
    for scanner in scanners:
        scanner.start()
    try:
        for file in files:
            assert take(place.store, file).returncode == 0
    finally:
        done.set()
        for scanner in scanners:
            scanner.join()
    assert faults == [] and seen == {GREEN, REVOKED}


def test_a_stream_that_goes_on_for_days_sees_what_was_imported_meanwhile(place):
    process = subprocess.Popen([HCODE, "verify", "--store", place.store, "--at", AT, "-"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE)
    for n, content in enumerate(status_lists(6)):
        assert take(place.store, place.file(content, f"status-{n}")).returncode == 0
        process.stdin.write(CODE.encode() + b"\n")
        process.stdin.flush()
        answer = process.stdout.readline().decode()
        assert ("REFUSED" if n % 2 else "GREEN") in answer, (n, answer)
    process.stdin.close()
    assert process.wait(timeout=10) == 12


def test_a_stream_outlives_imports_between_which_nobody_scanned(place):
    process = subprocess.Popen([HCODE, "verify", "--store", place.store, "--at", AT, "-"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE)
    for n, content in enumerate(status_lists(6)):
        assert take(place.store, place.file(content, f"status-{n}")).returncode == 0
    answer, _ = process.communicate(CODE.encode() + b"\n", timeout=10)
    assert process.returncode == 12 and b"REFUSED" in answer
