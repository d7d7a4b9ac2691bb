"""The end of an authority: a day in the list, and after the last code the destruction of what it knows about people."""

import json
import os
import re
import sqlite3
from contextlib import closing

import pytest

import command
from clocks import DAY, clock  # noqa: F401
from command import assert_error
from desks import Desk, served
from traces import needs_strace

pytestmark = pytest.mark.slow

END = 3 * DAY


def day(shift):
    return command.ahead(seconds=shift)[:10]


class Closing:
    """A desk whose end is published, and runs with a clock that is ahead."""

    def __init__(self, folder, clock):
        self.desk, self.clock = Desk(folder, "--rehearsal"), clock
        self.desk.green("code.png", "--subject", "110105X")
        self.desk.yellow()
        self.desk.ok("desk", "publish")
        self.end = day(END) + "T00:00:00Z"
        told = self.desk.ok("desk", "close", "--on", day(END))
        assert "CN-HA  over from" in told and "hcode desk publish" in told and "hcode desk close --destroy" in told
        self.desk.ok("desk", "publish")
        self.desk.gate()

    def run(self, shift, *args):
        return self.desk.run(*args, env=self.clock(shift))

    def publish_until(self, *shifts):
        for shift in shifts:
            done = self.run(shift, "desk", "publish")
            assert done.returncode == 0, done.stderr

    def destroy(self, shift, *options):
        return self.run(shift, "desk", "close", "--destroy", "--yes", "CN-HA", *options)

    def audit(self, shift):
        assert self.run(shift, "trust", "import", "desk/publish/CN-HA.bundle").returncode == 0
        told = self.run(shift, "log", "audit", "desk/publish/log", "--log-key", "desk/publish/log/vkey", "--store", self.store(), "--json")
        return told.returncode, json.loads(told.stdout)

    def store(self):
        return next(p.parent for p in self.desk.home.rglob("index"))

    def secrets(self):
        return sorted(p.name for p in (self.desk.folder / "secret").iterdir())


@pytest.fixture
def closing_desk(tmp_path, clock):  # noqa: F811
    return Closing(tmp_path, clock)


def test_a_desk_that_carries_a_neighbours_log_closes_too(closing_desk, tmp_path):
    w, desk = closing_desk, closing_desk.desk
    theirs = Desk(tmp_path / "theirs", issuer="CN-AA", name="安徽省卫健委")
    for name in ("one.png", "two.png"):
        theirs.yellow(name)
    theirs.ok("desk", "publish")
    with served(theirs.folder / "publish") as server:
        assert desk.run("desk", "recognise", f"{server.url}/CN-AA.bundle", "--fingerprint", theirs.fingerprint).returncode == 0
        desk.ok("desk", "publish")
        w.publish_until(2 * DAY, 5 * DAY)
        done = w.destroy(5 * DAY)
    assert done.returncode == 0, done.stderr
    assert w.secrets() == ["root-1.key"]


def test_a_desk_closes_in_three_steps_and_nobody_is_left_in_it(closing_desk):
    w, desk = closing_desk, closing_desk.desk
    assert w.run(0, "scan", "code.png").returncode == 0
    w.publish_until(2 * DAY)
    after = 5 * DAY
    w.publish_until(after)
    assert w.run(after, "trust", "import", "desk/publish/CN-HA.bundle").returncode == 0
    assert w.run(after, "scan", "code.png").returncode == 12
    assert_error(w.run(after, "issue", "--status", "green", "--name", "X", "-o", "x.png"), 65, "the authority ended at", "Nothing was issued")
    status, found = w.audit(after)
    [question] = found["findings"]
    assert status == 10 and (question["finding"], question["issuer"], question["count"], question["sunset"]) == ("not-destroyed", "CN-HA", 1, w.end)
    done = w.destroy(after + 60)
    assert done.returncode == 0, done.stderr
    assert "main  2 records destroyed" in done.stdout.decode() and "closed; 5 secret keys overwritten" in done.stdout.decode()
    assert w.secrets() == ["root-1.key"]
    with closing(sqlite3.connect(desk.folder / "registry/main.registry")) as database:
        assert database.execute("SELECT count(*) FROM codes WHERE subject IS NOT NULL OR name IS NOT NULL OR officer IS NOT NULL").fetchall() == [(0,)]
    status, found = w.audit(after + 120)
    assert status == 0 and found["findings"] == []
    [end] = found["ends"]
    assert (end["issuer"], end["sunset"], end["is_over"], end["not_destroyed"]) == ("CN-HA", w.end, True, [])
    assert found["destroyed"] == [{"issuer": "CN-HA", "records": 2}]


def test_after_it_nothing_is_issued_or_published_and_a_second_time_changes_nothing(closing_desk):
    w, desk = closing_desk, closing_desk.desk
    after = 5 * DAY
    w.publish_until(2 * DAY)
    assert w.destroy(after).returncode == 0
    before = command.listing(desk.folder)
    assert_error(w.run(after, "issue", "--status", "green", "--name", "X", "-o", "x.png"), 65, "closed")
    assert_error(w.run(after, "desk", "publish"), 65, "closed", "cron")
    assert_error(w.run(after, "desk", "close", "--on", day(9 * DAY)), 65, "closed")
    checked = w.run(after, "desk", "check")
    assert checked.returncode == 0 and b"closed" in checked.stdout
    again = w.run(after, "desk", "close", "--destroy")
    assert again.returncode == 0 and b"0 secret keys" in again.stdout
    assert command.listing(desk.folder) == before


def test_it_is_refused_before_the_end_is_set_published_and_past_and_before_the_last_code_has_ended(tmp_path, clock):  # noqa: F811
    desk = Desk(tmp_path)
    desk.green()
    desk.ok("desk", "publish")

    def refused(shift, *words):
        before = command.listing(desk.folder)
        assert_error(desk.run("desk", "close", "--destroy", "--yes", "CN-HA", env=clock(shift)), 65, "Nothing was destroyed", *words)
        assert command.listing(desk.folder) == before

    refused(0, "no end is set")
    end = command.ahead(seconds=3600)
    desk.ok("desk", "close", "--on", end)
    refused(0, "not in the list that is published")
    desk.ok("desk", "publish")
    refused(0, end)
    refused(2 * 3600, "1 code has not ended")
    assert_error(desk.run("desk", "close", "--destroy", env=clock(2 * DAY)), 64, "name was not typed")
    assert_error(desk.run("desk", "close", "--destroy", "--yes", "CN-HB", env=clock(2 * DAY)), 64, "name was not typed")
    assert (desk.folder / "secret/main.key").exists()
    assert desk.run("desk", "close", "--destroy", "--yes", "CN-HA", env=clock(2 * DAY)).returncode == 0


def test_an_end_that_has_passed_and_a_clock_that_is_ahead_destroy_nothing(tmp_path, clock):  # noqa: F811
    desk = Desk(tmp_path)
    desk.green()
    desk.ok("desk", "publish")
    assert_error(desk.run("desk", "close", "--on", day(-DAY)), 65, "has passed")
    assert_error(desk.run("desk", "close"), 64, "--on")
    assert_error(desk.run("desk", "close", "--on", day(DAY), "--destroy"), 64, "--on")
    desk.ok("desk", "close", "--on", day(2 * DAY))
    desk.ok("desk", "publish")
    years = clock(20 * 365 * DAY)
    assert_error(desk.run("desk", "close", "--destroy", "--yes", "CN-HA", env=years), 78, "clock")
    assert_error(desk.run("desk", "close", "--destroy", "--clock-is-right", "--yes", "CN-HA", env=years), 64, "--destroy")
    assert len(os.listdir(desk.folder / "secret")) == 5


def test_an_end_that_has_come_is_not_moved(closing_desk):
    w, desk = closing_desk, closing_desk.desk
    w.publish_until(2 * DAY)
    after = 5 * DAY
    before = command.listing(desk.folder)
    assert_error(w.run(after, "desk", "close", "--on", day(9 * DAY)), 65, "CN-HA is over since " + w.end, "permanent")
    assert command.listing(desk.folder) == before
    # Nor by hand.
    source = desk.folder / "trust.json"
    kept = source.read_text()
    for text in (kept.replace(w.end, day(9 * DAY) + "T00:00:00Z"), re.sub(r' *"sunset": "[^"]*",?\n', "", kept)):
        assert text != kept
        source.write_text(text)
        assert_error(w.run(after, "desk", "publish"), 65, "is over since", "trust.json")
    source.write_text(kept)
    w.publish_until(after)
    assert w.run(after, "trust", "import", "desk/publish/CN-HA.bundle").returncode == 0
    assert w.run(after, "scan", "code.png").returncode == 12


def test_an_end_that_has_not_come_is_moved_either_way(closing_desk):
    w, desk = closing_desk, closing_desk.desk
    for shift in (9 * DAY, 2 * DAY):
        desk.ok("desk", "close", "--on", day(shift))
        desk.ok("desk", "publish")
    desk.ok("trust", "import", "desk/publish/CN-HA.bundle")
    assert w.run(2 * DAY, "scan", "code.png").returncode == 12


@pytest.fixture
def closed_desk(closing_desk):
    w = closing_desk
    w.publish_until(2 * DAY)
    w.kept = {name: (w.desk.folder / name).read_bytes() for name in ("registry/main.registry", "secret/main.key")}
    assert w.destroy(5 * DAY).returncode == 0

    def check():
        told = w.run(5 * DAY, "desk", "check", "--json")
        return told.returncode, [(c["check"], c["state"], c["detail"]) for c in json.loads(told.stdout)["checks"]]

    w.check = check
    assert check() == (0, [("end", "ok", "closed: what identifies people is destroyed, and so are the keys")])
    return w


@pytest.mark.parametrize("name, words", [("registry/main.registry", "the registry of main has records of people"), ("secret/main.key", "secret keys are here: main.key")])
def test_check_names_what_a_backup_brought_back_after_the_end(closed_desk, name, words):
    w = closed_desk
    place = w.desk.folder / name
    place.write_bytes(w.kept[name])
    place.chmod(0o600)
    status, [(check, state, detail)] = w.check()
    assert (status, check, state) == (30, "end", "fault") and words in detail
    again = w.destroy(5 * DAY)
    if name.startswith("registry"):
        assert_error(again, 65, words, "Nothing was destroyed", "delete it")
        place.unlink()
    else:
        assert again.returncode == 0, again.stderr
    assert w.check()[0] == 0


def test_a_registry_under_another_name_is_found_too(closed_desk):
    (closed_desk.desk.folder / "registry/old.registry").write_bytes(closed_desk.kept["registry/main.registry"])
    status, found = closed_desk.check()
    assert status == 30 and "the registry of old has records of people" in found[0][2]


@pytest.mark.parametrize("content", [b"", b"yes\n", b"2020-01-01T00:00:00Z\n"])
def test_a_mark_that_says_nothing_of_the_end_is_not_believed(closed_desk, content):
    (closed_desk.desk.folder / "state/closed").write_bytes(content)
    status, [(_, state, detail)] = closed_desk.check()
    assert (status, state) == (30, "fault") and "no time" in detail


def test_a_mark_in_a_desk_that_works_destroys_no_key_and_check_names_every_contradiction(closing_desk):
    w, desk = closing_desk, closing_desk.desk
    (desk.folder / "state/closed").write_text(command.ahead(seconds=9 * DAY) + "\n")
    before = command.listing(desk.folder)
    assert_error(w.destroy(0), 65, "has records of people", "delete state/closed")
    assert command.listing(desk.folder) == before
    told = desk.run("desk", "check")
    assert told.returncode == 30
    for words in ("secret keys are here", "the registry of main has records of people", "the published log does not say so of the registry of main"):
        assert words in told.stdout.decode()


def test_a_log_that_was_set_back_to_before_the_end_is_named(closed_desk):
    w, log = closed_desk, closed_desk.desk.folder / "publish/log"
    (log / "checkpoint").rename(log / "gone")
    status, found = w.check()
    assert status == 10 and "publish/log cannot be read" in found[0][2]


def test_a_registry_or_a_log_of_a_desk_does_not_end_without_the_rest(closing_desk):
    folder = closing_desk.desk.folder
    done = closing_desk.desk.run("registry", "purge", folder / "registry/main.registry", "--all", "--log", folder / "publish/log",
                                 "--key", folder / "secret/main.key", "--yes", "CN-HA", "--while-valid")
    assert_error(done, 64, "desk close --destroy")


def test_an_old_copy_does_not_go_on_after_the_registry_was_destroyed(closing_desk, tmp_path):
    w, desk = closing_desk, closing_desk.desk
    w.publish_until(2 * DAY)
    old = (desk.folder / "registry/main.registry").read_bytes()
    keys = {p.name: p.read_bytes() for p in (desk.folder / "secret").iterdir()}
    assert w.destroy(5 * DAY).returncode == 0
    # Everything is put back that a backup has, but the log went on.
    (desk.folder / "state/closed").unlink()
    for name, content in keys.items():
        (desk.folder / "secret" / name).write_bytes(content)
        (desk.folder / "secret" / name).chmod(0o600)
    (desk.folder / "registry/main.registry").write_bytes(old)
    assert_error(w.run(5 * DAY, "desk", "publish"), 65, "It is an old copy")


def test_the_registries_of_keys_that_were_replaced_or_stolen_end_too(tmp_path, clock):  # noqa: F811
    desk = Desk(tmp_path)
    desk.green("code.png", "--subject", "1")
    desk.ok("desk", "publish")
    desk.ok("desk", "rotate", "code", "--stolen", "--no-passphrase")
    desk.ok("desk", "publish")
    desk.ok("issue", "--status", "green", "--name", "B", "--subject", "2", "-o", "b.png")
    desk.ok("desk", "close", "--on", day(2 * DAY))
    desk.ok("desk", "publish")
    done = desk.run("desk", "close", "--destroy", "--yes", "CN-HA", env=clock(4 * DAY))
    assert done.returncode == 0, done.stderr
    assert sorted(re.findall(r"(\S+)  1 record destroyed", done.stdout.decode())) == ["main", "main-2"]
    assert [json.loads(e)["act"] for e in desk.entries()] == ["destroyed", "destroyed"]


def test_check_tells_when_the_end_comes_that_it_came_and_keys_that_have_ended(closing_desk):
    w = closing_desk

    def check(shift):
        told = w.run(shift, "desk", "check", "--json")
        return told.returncode, {c["check"]: c for c in json.loads(told.stdout)["checks"]}

    _, found = check(0)
    assert found["end"]["state"] == "warning" and "over from" in found["end"]["detail"]
    w.publish_until(2 * DAY)
    status, found = check(5 * DAY)
    assert status == 30 and found["end"]["state"] == "fault" and "over since" in found["end"]["detail"]
    assert found["end"]["hint"] == "hcode desk close --destroy"
    told = w.run(400 * DAY, "desk", "check")
    assert told.returncode == 30 and b"main ended" in told.stdout


@needs_strace
@pytest.mark.parametrize("call", ["rename", "unlink", "pwrite64", "write", "fsync"])
def test_a_kill_at_any_call_leaves_what_the_next_run_goes_on_from(tmp_path, clock, call):  # noqa: F811
    w = Closing(tmp_path, clock)
    w.publish_until(2 * DAY)
    w.desk.copy("before")
    after = 5 * DAY
    number = 1
    while True:
        w.desk.restore("before")
        done = command.subprocess.run(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-E", f"LD_PRELOAD={clock(after)['LD_PRELOAD']}", "-e", f"inject={call}:signal=KILL:when={number}",
             command.HCODE, "desk", "close", "--destroy", "--yes", "CN-HA", "--desk", str(w.desk.folder)],
            capture_output=True, env=command.environment(w.desk.home, TEST_CLOCK_SHIFT=clock(after)["TEST_CLOCK_SHIFT"]), timeout=120)
        secrets = w.secrets()
        if len(secrets) < 6:
            assert (w.desk.folder / "state/closed").exists(), "no secret goes before everything is published"
        again = w.destroy(after + 60)
        assert again.returncode == 0, (call, number, again.stderr)
        assert w.secrets() == ["root-1.key"]
        acts = [json.loads(e)["act"] for e in w.desk.entries()]
        assert acts == ["issued", "destroyed"], (call, number)
        told = w.run(after + 120, "log", "verify", "desk/publish/log", "--log-key", "desk/publish/log/vkey")
        assert told.returncode == 0, told.stderr
        if done.returncode == 0:
            break
        number += {"write": 7, "pwrite64": 9, "fsync": 3}.get(call, 1)
    assert number > 1
