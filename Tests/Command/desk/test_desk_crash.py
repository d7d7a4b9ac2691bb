"""Publishes that are killed or that the disk fails: a gate has the old bundle or the new one, and the log each entry once."""

import json

import pytest

from desks import Desk
from traces import CALLS, calls_from, needs_strace, traced

pytestmark = [pytest.mark.slow, needs_strace]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Published once; then a yellow code and a revocation that wait."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    desk.code = desk.green()
    desk.ok("desk", "publish")
    desk.gate()
    desk.yellow()
    desk.ok("status", "set", desk.code, "--to", "revoked", "--why", "lost")
    desk.copy("before")
    return desk


def publish(desk, *options):
    return traced(["desk", "publish", "--desk", desk.folder], options)


def calls(desk):
    trace = desk.place / "trace"
    done = traced(["desk", "publish", "--desk", desk.folder], ["-e", "trace=?" + ",?".join(CALLS)], trace)
    assert done.returncode == 0, done.stderr
    found = calls_from(trace, desk.folder / "state/lock")
    desk.restore("before")
    return found


def assert_goes_on(desk, number):
    """What is published is whole at once; the next publish finishes."""
    store = desk.place / f"store-{number}"
    taken = desk.run("trust", "import", "desk/publish/CN-HA.bundle", "--fingerprint", desk.fingerprint, "--store", store)
    assert taken.returncode == 0, taken.stderr
    assert desk.run("scan", "--store", store, "code.png").returncode in (0, 12)
    desk.ok("desk", "publish")
    desk.ok("log", "verify", "desk/publish/log", "--log-key", "desk/publish/log/vkey")
    assert [json.loads(e)["act"] for e in desk.entries()] == ["issued", "revoked"]
    again = desk.run("trust", "import", "desk/publish/CN-HA.bundle", "--store", store)
    assert again.returncode == 0, again.stderr
    assert desk.run("scan", "--store", store, "code.png").returncode == 12
    assert desk.run("scan", "--store", store, "yellow.png").returncode == 10
    assert not [p for p in (desk.folder / "publish").rglob("*") if p.name.startswith(".")]


def test_a_kill_at_any_call_of_a_publish_leaves_the_old_bundle_or_the_new_one(desk):
    points = calls(desk)
    assert len(points) > 100
    # Every third, and all that give a file its name: between them nothing changes what others see.
    for number, (call, ordinal) in enumerate(points):
        if number % 3 and call not in ("rename", "link", "unlink"):
            continue
        desk.restore("before")
        done = publish(desk, "-e", f"inject={call}:signal=KILL:when={ordinal}")
        assert done.returncode != 0
        assert_goes_on(desk, number)


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_a_disk_that_fails_during_a_publish_is_told_and_the_next_one_finishes(desk, error):
    for number, (call, ordinal) in enumerate(calls(desk)):
        if call not in ("write", "fsync", "rename", "mkdir"):
            continue
        desk.restore("before")
        done = publish(desk, "-e", f"inject={call}:error={error}:when={ordinal}")
        assert done.returncode not in (1, 2) and 0 <= done.returncode < 128, (call, ordinal, done)
        assert_goes_on(desk, f"{error}-{number}")
