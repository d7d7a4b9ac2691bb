"""Restores that are killed or that the disk fails: the desk is the old one or the new one, never half of either."""

import re
import shutil

import command
import pytest

from desks import Desk
from traces import CALLS, calls_from, needs_strace, traced

pytestmark = [pytest.mark.slow, needs_strace]

CAPACITY = 1 << 20
NAMING = ("rename", "renameat2", "link", "unlink", "rmdir")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Published with a revoked code; its backup is from before that, and its registry is lost."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    desk.code = desk.green()
    desk.ok("desk", "publish")
    desk.gate()
    desk.ok("desk", "backup", "-o", "backup.tar")
    desk.ok("status", "set", desk.code, "--to", "revoked", "--why", "lost")
    desk.yellow()
    desk.ok("desk", "publish")
    shutil.rmtree(desk.folder / "registry")
    (desk.folder / "registry").mkdir(mode=0o700)
    desk.copy("before")
    return desk


def put_back(desk):
    for name in desk.place.glob("desk.*"):
        shutil.rmtree(name)
    desk.restore("before")


def words(desk, backup):
    return ["desk", "restore", "--desk", desk.folder, *([desk.place / "backup.tar"] if backup else [])]


def calls(desk, backup):
    put_back(desk)
    trace = desk.place / "trace"
    done = traced(words(desk, backup), ["-e", "trace=?" + ",?".join([*CALLS, "renameat2"])], trace)
    assert done.returncode == 0, done.stderr
    return calls_from(trace, desk.folder / "state/lock")


def contents(desk):
    return {name: entry for name, entry in command.listing(desk.folder).items() if name != "state/lock"}


def assert_old_or_new(desk, old):
    """What is there is the desk of before, or a whole new one."""
    if contents(desk) == old:
        assert desk.run("desk", "restore").returncode == 0
    desk.ok("desk", "publish", "--served")
    assert int(re.search(r"main:(\d+)", desk.green("new.png"))[1]) >= CAPACITY
    store = desk.place / "store"
    shutil.rmtree(store, ignore_errors=True)
    desk.ok("trust", "import", "desk/publish/CN-HA.bundle", "--fingerprint", desk.fingerprint, "--store", store)
    assert [desk.run("scan", "--store", store, p).returncode for p in ("code.png", "yellow.png", "new.png")] == [12, 10, 0]
    (desk.place / "new.png").unlink()
    assert not list(desk.place.glob("desk.restoring-*")), "the next restore takes away what a killed one left"


@pytest.mark.parametrize("backup", [False, True])
def test_a_kill_at_any_call_of_a_restore_leaves_the_old_desk_or_the_new_one(desk, backup):
    points = calls(desk, backup)
    assert len(points) > 100 and any(call == "renameat2" for call, _ in points)
    put_back(desk)
    old = contents(desk)
    for number, (call, ordinal) in enumerate(points):
        if number % 9 and call not in NAMING:
            continue
        put_back(desk)
        done = traced(words(desk, backup), ["-e", f"inject={call}:signal=KILL:when={ordinal}"])
        assert done.returncode != 0, (call, ordinal)
        now = contents(desk)
        assert now == old or (desk.folder / "registry/main.registry").exists(), (call, ordinal)
        if number % 27 == 0 or call == "renameat2":
            assert_old_or_new(desk, old)


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_a_disk_that_fails_during_a_restore_is_told_and_leaves_the_old_desk_or_the_new_one(desk, error):
    points = calls(desk, True)
    put_back(desk)
    old = contents(desk)
    for number, (call, ordinal) in enumerate(points):
        if call not in ("write", "fsync", "rename", "renameat2", "mkdir") or number % 5 and call != "renameat2":
            continue
        put_back(desk)
        done = traced(words(desk, True), ["-e", f"inject={call}:error={error}:when={ordinal}"])
        assert done.returncode not in (1, 2) and 0 <= done.returncode < 128, (call, ordinal, done)
        if done.returncode:
            assert contents(desk) == old or (desk.folder / "registry/main.registry").exists(), (call, ordinal, done.stderr)
        assert not list(desk.place.glob("desk.restoring-*")), (call, ordinal)
