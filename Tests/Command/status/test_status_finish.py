"""What a crash left between the log and the registry is finished with the right log, and with no other."""

import os
import shutil
import sqlite3
from contextlib import closing

import pytest

import command
from command import assert_error
from logs import Log, ok
from log_store import change, green, publish_log, publish_status, w, world  # noqa: F401  fixtures

pytestmark = [pytest.mark.filterwarnings("error"), pytest.mark.slow]


def finish(w, *place, registry=None):
    return command.run("status", "finish", "--registry", registry or w.registry, *place)


def unmade(w, number, *, entry):
    """Takes a finished change back to the state in which a kill leaves it: begun, and in the log or not."""
    with closing(sqlite3.connect(w.registry)) as database, database:
        database.execute("DELETE FROM changes WHERE act = ?", (number,))
        database.execute("UPDATE acts SET state = 0, log_index = ? WHERE id = ?", (entry, number))


@pytest.fixture
def interrupted(w):
    """A revocation that is made, and a suspension whose entry is in the log and whose change is not made."""
    codes = [green(w), green(w)]
    change(w, codes[0], "revoked", two=False)
    w.log.copy("older")
    change(w, codes[1], "suspended", two=False)
    unmade(w, 2, entry=1)
    w.codes = codes
    w.world_registry, w.empty_log = w.folder / "registry", w.folder / "log" / "log"
    return w


def status(w, index):
    return command.verdict(command.run("status", "show", "--json", "--registry", w.registry, index))["status"]


def test_an_act_is_completed_with_its_own_log_once(interrupted):
    w = interrupted
    assert [status(w, index) for index in w.codes] == ["revoked", "as-signed"]
    assert finish(w, "--log", w.log.folder).stdout == b"1 completed, 0 dropped\n"
    assert [status(w, index) for index in w.codes] == ["revoked", "suspended"]
    assert finish(w, "--log", w.log.folder).stdout == b"0 completed, 0 dropped\n"


@pytest.mark.parametrize("checkpoint", [False, True])
def test_an_act_that_never_reached_its_log_is_dropped_and_can_be_asked_for_again(w, checkpoint):
    code = green(w)
    change(w, code, "revoked", two=False)
    before = w.log.copy("before")
    change(w, green(w), "suspended", two=False)
    unmade(w, 2, entry=1)
    shutil.rmtree(w.log.folder)
    shutil.copytree(before, w.log.folder)
    if checkpoint:
        w.log.checkpoint()
    assert finish(w, "--log", w.log.folder).stdout == b"0 completed, 1 dropped\n"
    change(w, green(w), "suspended", two=False)


def test_another_log_an_older_copy_and_none_drop_nothing(interrupted, tmp_path_factory):
    w = interrupted
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    other, namesake = Log(elsewhere / "other", origin="other.example/log"), Log(elsewhere / "namesake")
    namesake.grow(5)
    copy = w.log.copy("published")
    os.remove(copy / ".journal")
    empty = elsewhere / "empty"
    shutil.copytree(w.log.folder, empty)
    (empty / ".journal").write_bytes(b"")
    cases = [
        (("--log", other.folder), 65, "for the log health.example/log"),
        (("--log", namesake.folder), 65, "another key"),
        (("--log", empty), 65, "an old copy: it has 0 entries"),
        (("--log", copy), 66, "journal"),
        (("--no-log",), 64, "only the log health.example/log shows"),
    ]
    for place, exit_status, word in cases:
        assert_error(finish(w, *place), exit_status, word)
    assert finish(w, "--log", w.log.folder).stdout == b"1 completed, 0 dropped\n"


def test_a_copy_of_the_log_that_went_another_way_drops_nothing(interrupted):
    """Same key, long enough, and where the registry has its last change there stands another entry."""
    w = interrupted
    registry = w.home / "registry.2"
    shutil.copy(w.world_registry, registry)
    fork = w.home / "fork"
    shutil.copytree(w.empty_log, fork)
    index = command.run("registry", "allocate", registry, "--count", 3).stdout.split()
    for number in index:
        ok("status", "set", "--registry", registry, number.decode(), "--to", "revoked", "--why", "lost", "--authority", "Desk 7", "--key",
           w.first.secret, "--log", fork, "--clock-is-right")
    assert_error(finish(w, "--log", fork), 65, "entry 0 is not the one")
    # Nor is a list made that names the size of such a log: no gate would find anybody who answers for the changes.
    ok("log", "checkpoint", fork, "--key", w.log.key.secret, "--clock-is-right")
    place = ("--key", w.status.secret, "--clock-is-right", "-o", w.home / "forked.status")
    assert_error(command.run("status", "build", "--registry", w.registry, "--log", fork, *place), 65, "entry 0 is not the one")
    assert not (w.home / "forked.status").exists()
    assert finish(w, "--log", w.log.folder).stdout == b"1 completed, 0 dropped\n"


def test_a_change_that_needs_no_log_is_dropped_without_one(w):
    change(w, green(w), "suspended", two=False, logged=False)
    unmade(w, 1, entry=None)
    assert finish(w, "--no-log").stdout == b"0 completed, 1 dropped\n"


@pytest.mark.parametrize("verb", [("set", "--to", "red"), ("clear",)])
def test_a_request_names_the_command_that_the_second_officer_gives(w, verb):
    code = green(w)
    if verb == ("clear",):
        change(w, code, "revoked", two=False)
    request = w.home / "request"
    printed = ok("status", *verb, "--registry", w.registry, code, "--why", "close-contact", "--authority", "Order 3", "--key", w.first.secret,
                 "--request", request).splitlines()
    assert printed[-1].startswith("next: 'hcode approve ") and printed[-1].endswith("'")
    words = printed[-1].removeprefix("next: 'hcode ").removesuffix("'").split()
    told = [{"SECOND.key": w.second.secret, "DIR": w.log.folder}.get(word, word) for word in words]
    assert str(w.first.public) in told and str(w.registry) in told
    ok(*told)
    assert status(w, code) == ("red" if verb[0] == "set" else "as-signed")


def test_an_opening_says_when_another_change_counts_or_none(w):
    code = green(w)
    change(w, code, "suspended", two=False)
    at = {1: command.ahead(minutes=5), 2: command.ahead(minutes=10), 3: command.ahead(minutes=20)}
    publish_log(w, at[1])
    publish_status(w, at[1])
    opening = w.home / "opening"
    ok("status", "show", "--registry", w.registry, code, "--log", w.log.folder, "--opening", opening)

    def told(number):
        return command.verdict(command.run("explain", "--json", w.home / "g.png", "--opening", opening, "--store", w.store, "--at",
                                           at[number]))["proof"]["state"]

    assert told(1) == "in-force"
    change(w, code, "red", at=at[2])
    publish_log(w, at[2])
    publish_status(w, command.ahead(minutes=11))
    at[2] = command.ahead(minutes=12)
    assert told(2) == "other-change"
    change(w, code, "as-signed", at=command.ahead(minutes=15))
    publish_log(w, command.ahead(minutes=17))
    publish_status(w, command.ahead(minutes=18))
    assert told(3) == "ended"
