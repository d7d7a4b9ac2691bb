"""Appends and checkpoints that are killed or that the disk fails: what was acknowledged is in the log, once, for ever."""

import shutil
import subprocess

import pytest

import command
from command import HCODE, environment
from logs import Log, entry, signed_line
from traces import CALLS, calls_from, needs_strace, traced


pytestmark = [pytest.mark.slow, needs_strace]


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """255 entries in tiles, one in the journal: the next entry fills a tile."""
    log = Log(tmp_path_factory.mktemp("log"))
    log.grow(254)
    log.append(entry(254, authority="acknowledged"))
    log.copy("before")
    return log


@pytest.fixture
def log(before):
    def renew():
        shutil.rmtree(before.folder)
        shutil.copytree(before.home / "before", before.folder)

    before.renew = renew
    renew()
    return before


def commands(log):
    line = log.home / "line"
    line.write_text(signed_line(entry(255, authority="new")) + "\n" + signed_line(entry(256, authority="new")) + "\n")
    return {"append": ("log", "append", log.folder, line), "checkpoint": ("log", "checkpoint", log.folder, "--key", log.key.secret)}


def ordinals(log, args):
    """The calls of an undisturbed run from where it touches the log: (call, how manyth)."""
    trace = log.home / "trace"
    done = traced(args, ["-e", "trace=?" + ",?".join(CALLS)], trace)
    assert done.returncode == 0, done.stderr
    found = calls_from(trace, log.folder)
    log.renew()
    return found


def assert_sound(log, acknowledged):
    """Everything that was acknowledged is there once and in order, and the log goes on."""
    assert log.verify().returncode == 0
    before = len(log.entries())
    [index] = log.append(entry(0, authority="after"))
    log.checkpoint()
    assert log.verify().returncode == 0
    found = [e["authority"] for e in log.entries()]
    assert found[254] == "acknowledged" and found.count("acknowledged") == 1
    news = found.count("new")
    assert news in ((2,) if acknowledged else (0, 2)), "a batch is there whole or not at all"
    assert found[255:] == ["new"] * news + ["after"] and index == len(found) - 1 >= before
    assert (log.folder / ".journal").read_bytes() == b""


@pytest.mark.parametrize("name", ["append", "checkpoint"])
def test_a_kill_at_any_call_loses_nothing_that_was_acknowledged(log, name):
    args = commands(log)[name]
    for call, number in ordinals(log, args):
        log.renew()
        done = traced(args, ["-e", f"inject={call}:signal=KILL:when={number}"])
        assert done.returncode != 0
        # A kill behind the last write of standard output comes after the acknowledgement.
        assert_sound(log, acknowledged=name == "append" and done.stdout.split() == [b"255", b"256"])


@pytest.mark.parametrize("name", ["append", "checkpoint"])
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_a_disk_that_fails_at_any_call_is_told_and_loses_nothing(log, name, error):
    args = commands(log)[name]
    for call, number in ordinals(log, args):
        if call in ("close", "access", "faccessat2", "unlink", "rmdir") or (call == "openat" and error == "ENOSPC"):
            continue
        log.renew()
        done = traced(args, ["-e", f"inject={call}:error={error}:when={number}"])
        assert done.returncode not in (1, 2) and 0 <= done.returncode < 128, (call, number, done)
        if name == "append" and done.returncode == 0:
            assert done.stdout.split() == [b"255", b"256"]
        assert_sound(log, acknowledged=name == "append" and done.returncode == 0)


def test_half_a_batch_at_the_end_is_cut_off_and_damage_before_it_is_not(log):
    journal = log.folder / ".journal"
    whole = journal.read_bytes()
    log.append(entry(255, authority="second"))
    both = journal.read_bytes()
    for length in range(len(whole) + 1, len(both), 7):
        log.renew()
        journal.write_bytes(both[:length])
        assert log.append(entry(0, authority="after")) == [255]
        assert journal.read_bytes().startswith(whole) and b"second" not in journal.read_bytes()
    for zeros in (1, 100, 5000):
        log.renew()
        journal.write_bytes(whole + bytes(zeros))
        assert log.append(entry(0)) == [255]
    for tail in (b"", both[len(whole):]):
        for place in range(0, len(whole), 7):
            damaged = whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1:] + tail
            log.renew()
            journal.write_bytes(damaged)
            result = command.run(*commands(log)["checkpoint"])
            assert result.returncode == 65 and b"damaged" in result.stderr, (place, result.stderr)
            assert journal.read_bytes() == damaged
            if not tail:
                # With another batch behind it, who appends looks at that one alone.
                assert command.run(*commands(log)["append"]).returncode == 65


def test_appends_that_are_killed_at_random_are_there_whole_or_not_at_all(log):
    acknowledged = set()
    for number in range(30):
        line = log.home / "line"
        line.write_text("\n".join(signed_line(entry(n, authority=f"{number}/{n}")) for n in range(40)) + "\n")
        process = subprocess.Popen([HCODE, "log", "append", str(log.folder), str(line)], stdout=subprocess.PIPE,
                                   env=environment("/nonexistent"))
        try:
            process.wait(timeout=0.002 * (number % 10) + 0.001)
        except subprocess.TimeoutExpired:
            process.kill()
        if len(process.communicate()[0].split()) == 40:
            acknowledged.add(number)
        if number % 5 == 0:
            log.checkpoint()
    log.checkpoint()
    assert log.verify().returncode == 0
    found = [e["authority"] for e in log.entries()]
    for number in range(30):
        mine = [a for a in found if a.startswith(f"{number}/")]
        assert mine in ([], [f"{number}/{n}" for n in range(40)])
        assert mine or number not in acknowledged
