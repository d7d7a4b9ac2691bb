"""An office signs, issues and erases nothing by a clock that cannot be right, and a wrong date that it signed has a way out."""

import sqlite3
from contextlib import closing

import pytest

import command
import registries
from clocks import DAY, clock, now, stopped  # noqa: F401
from command import ahead, ago, assert_error
from logs import Log, entry, keygen, ok, signed_line

pytestmark = pytest.mark.slow

YEAR = 366 * DAY


@pytest.fixture
def office(tmp_path, clock):  # noqa: F811
    """A registry, its keys, and runs with a clock that is ahead."""
    class Office:
        home = tmp_path
        codes = keygen(tmp_path / "codes", "ZZ-T1")
        status = keygen(tmp_path / "status", "ZZ-T1", "--use", "status-lists")
        registry = tmp_path / "desk.registry"

        def run(self, *args, shift=0, **kwargs):
            return command.run(*args, env=clock(shift), **kwargs)

        def issue(self, *options, shift=0):
            return self.run("issue", "--registry", self.registry, "--key", self.codes.secret, "--status", "green", "--valid", "24h",
                            "--text", *options, shift=shift)

        def build(self, *options, shift=0, key=None):
            return self.run("status", "build", "--registry", self.registry, "--key", (key or self.status).secret,
                            "-o", tmp_path / "list.status", "--force", *options, shift=shift)

        def purge(self, *options, shift=0):
            return self.run("registry", "purge", self.registry, *options, shift=shift)

        def found(self):
            return registries.find(self.registry, "--subject", "123X")

    made = Office()
    registries.init(made.registry, made.codes, "--keep-names", "--retain", "30d")
    result = made.issue("--name", "A", "--subject", "123X")
    assert result.returncode == 0, result.stderr
    return made


def order(office):
    return ("--why", "lost", "--authority", "Desk 7", "--key", office.codes.secret, "--no-log")


def change(office, *options, shift=0):
    index = registries.allocate(office.registry)[0]
    return office.run("status", "set", "--registry", office.registry, str(index), "--to", "revoked", *order(office), *options,
                      shift=shift)


# ---------------------------------------------------------------- too early, too late


@pytest.mark.parametrize("shift", [-DAY, 93 * DAY, 20 * YEAR], ids=["a-day-back", "93-days-ahead", "20-years-ahead"])
def test_nothing_is_issued_changed_signed_or_erased_by_such_a_clock(office, shift):
    before = registries.show(office.registry)
    stopped(office.issue(shift=shift), "desk.registry")
    stopped(office.build(shift=shift), "desk.registry")
    stopped(office.purge(shift=shift), "desk.registry")
    index = registries.allocate(office.registry)[0]
    for act in (("set", "--to", "revoked"), ("clear", "--one-officer")):
        stopped(office.run("status", act[0], "--registry", office.registry, str(index), *act[1:], *order(office), shift=shift),
                "desk.registry")
    assert len(office.found()) == 1 and registries.show(office.registry)["recorded"] == before["recorded"]


def test_a_quarter_of_a_year_is_no_such_gap(office):
    assert office.build(shift=91 * DAY).returncode == 0


def test_a_purge_with_a_clock_20_years_ahead_erases_nobody_and_vouching_for_it_erases_with_the_second_run_alone(office):
    stopped(office.purge(shift=20 * YEAR))
    result = office.purge("--clock-is-right", shift=20 * YEAR)
    assert result.returncode == 0 and b"0 purged" in result.stdout
    assert len(office.found()) == 1 and office.found()[0].get("forgotten_at") is None
    # The clock was wrong after all: nobody was lost, and the right one asks.
    stopped(office.purge())
    assert office.purge("--clock-is-right").returncode == 0
    assert office.purge().stdout == b"0 purged\n"
    assert len(office.found()) == 1


def test_a_code_can_be_issued_after_somebody_vouched_for_a_wrong_clock(office):
    assert office.issue("--clock-is-right", shift=100 * DAY).returncode == 0
    stopped(office.issue())
    assert office.issue("--clock-is-right").returncode == 0
    assert office.issue().returncode == 0


def test_a_desks_registry_and_one_of_version_2_know_no_time_at_first(office):
    with closing(sqlite3.connect(office.registry)) as database:
        database.executescript(";".join(registries.VERSION_2) + "; PRAGMA user_version = 2;")
    assert office.build(shift=200 * DAY).returncode == 0, "no date is known"
    stopped(office.build())


# ---------------------------------------------------------------- what was signed with a date ahead


def test_a_status_list_dated_ahead_stops_its_key_and_no_other(office):
    """Eight days ahead: nothing could be revoked for eight days."""
    assert office.build("--at", ahead(days=8)).returncode == 0
    stopped(office.build(), "newest date signed")
    assert_error(office.build("--clock-is-right"), 78, "new status key")
    new = keygen(office.home / "new", "ZZ-T1", "--use", "status-lists")
    assert office.build("--clock-is-right", key=new).returncode == 0
    # From then on the office's clock is right, and its lists are in order again.
    assert change(office).returncode == 0
    assert_error(office.build("--clock-is-right"), 78, "new status key")


def test_of_a_registry_of_version_2_nobody_knows_which_key_signed_the_last_list(office):
    assert office.build("--at", ahead(days=8)).returncode == 0
    with closing(sqlite3.connect(office.registry)) as database:
        database.executescript(";".join(registries.VERSION_2) + "; PRAGMA user_version = 2;")
    new = keygen(office.home / "new", "ZZ-T1", "--use", "status-lists")
    stopped(office.build(key=new), "newest date signed")
    assert office.build("--clock-is-right", key=new).returncode == 0


def test_a_code_dated_ahead_is_revoked_with_a_right_clock_and_issued_again(office):
    assert office.issue("--clock-is-right", shift=80 * DAY).returncode == 0
    stopped(change(office))
    assert change(office, "--clock-is-right").returncode == 0
    assert office.issue().returncode == 0


def test_a_checkpoint_dated_ahead_is_followed_by_a_larger_one(office, tmp_path):
    log = Log(tmp_path / "l")
    log.append(entry(0))
    stopped(office.run("log", "checkpoint", log.folder, "--key", log.key.secret, "--at", "2095-01-01T00:00:00Z"), "checkpoint")
    stopped(office.run("log", "append", log.folder, input=signed_line(entry(1)) + "\n", shift=-DAY))
    stopped(office.run("log", "append", log.folder, input=signed_line(entry(1)) + "\n", shift=93 * DAY))
    ok("log", "checkpoint", log.folder, "--key", log.key.secret, "--at", "2095-01-01T00:00:00Z", "--clock-is-right")
    stopped(office.run("log", "append", log.folder, input=signed_line(entry(1)) + "\n"))
    ok("log", "append", log.folder, "--clock-is-right", input=signed_line(entry(1)) + "\n")
    ok("log", "checkpoint", log.folder, "--key", log.key.secret, "--clock-is-right")
    log.grow(1)


def test_an_entry_is_written_into_no_log_whose_time_is_ahead(office, tmp_path):
    log = Log(tmp_path / "l")
    yellow = ("issue", "--key", office.codes.secret, "--status", "yellow", "--valid", "24h", "--reason", "close-contact", "--authority", "Order 1",
              "--log", log.folder, "--text")
    assert office.run(*yellow).returncode == 0
    stopped(office.run(*yellow, shift=-DAY))
    log.checkpoint()
    assert len(log.entries()) == 1


def test_a_batch_asks_as_one_code_does(office, tmp_path):
    people = tmp_path / "people.csv"
    people.write_text("status,valid\ngreen,24h\n")
    batch = ("issue", "--batch", people, "--key", office.codes.secret, "--registry", office.registry)
    stopped(office.run(*batch, "-o", tmp_path / "a", shift=-DAY), "desk.registry")
    stopped(office.run(*batch, "-o", tmp_path / "b", shift=93 * DAY), "desk.registry")
    assert office.run(*batch, "-o", tmp_path / "c").returncode == 0


def test_a_trust_list_dated_ahead_is_followed_by_the_next_version(office, tmp_path):
    root = keygen(tmp_path / "root", "ROOT")
    ok("trust", "init", "--authority", "ZZ-T1", "--name", "Test", "--root", root.public, cwd=tmp_path)
    ok("trust", "add", office.codes.public, cwd=tmp_path)
    ok("trust", "build", "--at", ahead(days=300), cwd=tmp_path)
    stopped(office.run("trust", "build", cwd=tmp_path), "ZZ-T1-1.trust")
    ok("trust", "build", "--clock-is-right", cwd=tmp_path)
    assert (tmp_path / "ZZ-T1-2.trust").exists()
    stopped(office.run("trust", "build", cwd=tmp_path, shift=-DAY))
    stopped(office.run("trust", "build", cwd=tmp_path, shift=367 * DAY))


# ---------------------------------------------------------------- what readers refuse is not made


def test_no_list_is_signed_that_lives_longer_than_readers_take(office, tmp_path):
    assert office.build("--valid", "31d").returncode == 0
    assert_error(office.build("--valid", "745h"), 64, "31 days")
    assert_error(command.run("trust", "bundle", "--key", office.codes.secret, "-o", tmp_path / "b", "--valid", "94d", office.registry), 64, "93 days")


def test_no_trust_list_is_built_that_lives_longer_than_readers_take(office, tmp_path):
    root = keygen(tmp_path / "root", "ROOT")
    assert_error(command.run("trust", "init", "--authority", "ZZ-T1", "--name", "Test", "--root", root.public, "--valid", "367d", cwd=tmp_path), 65, "366 days")
    ok("trust", "init", "--authority", "ZZ-T1", "--name", "Test", "--root", root.public, "--valid", "366d", cwd=tmp_path)
    long = keygen(tmp_path / "long", "ZZ-T1", "--valid", "1097d")
    assert_error(command.run("trust", "add", long.public, cwd=tmp_path), 65, "1096 days")
    ok("trust", "add", keygen(tmp_path / "short", "ZZ-T1", "--valid", "1096d").public, cwd=tmp_path)
