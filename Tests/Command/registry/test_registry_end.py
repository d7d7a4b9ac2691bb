"""The end of a registry, in a file and on a server alike: what identifies people is destroyed, and every code can still be revoked."""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

import command
from clocks import DAY, clock  # noqa: F401
from command import assert_error
from logs import Log
from registries import allocate, find, init, is_whole, issue, lease, show, was_killed, with_fault

pytestmark = pytest.mark.slow

PEOPLE = (b"Zhang Xiaoming", b"desk-badge-77", b"Order-about-Zhang")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    if request.param == "sqlite":
        return tmp_path / "a.registry"
    server = request.getfixturevalue("server")
    return server.url(server.database())


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path / "logs")


class Office:
    """A registry with a code of a person, a suspended one, an index that was given without a code, and a lease."""

    def __init__(self, place, keys, log, folder):
        self.place, self.keys, self.log, self.folder = init(place, keys, "--keep-names"), keys, log, folder
        self.green = issue(place, keys, folder / "a.png", "--name", "Zhang Xiaoming", "--subject", "110105X", "--officer", "desk-badge-77")["code_index"]
        self.suspended = issue(place, keys, folder / "b.png", "--subject", "110105X")["code_index"]
        self.change(self.suspended, "suspended", "symptoms")
        [self.bare] = allocate(place)
        self.leased = lease(place, "monday", 3)
        self.unknown = next(n for n in range(4096) if n not in {self.green, self.suspended, self.bare, *self.leased})

    def change(self, index, to, why, *options, status=0):
        result = command.run("status", "set", "--registry", self.place, index, "--to", to, "--why", why, "--authority", "Order-about-Zhang",
                             "--key", self.keys.secret, "--log", self.log.folder, *options)
        assert result.returncode == status, result.stderr
        return result

    def purge(self, *options, yes=True, valid=True, env=None):
        return command.run("registry", "purge", self.place, "--all", "--log", self.log.folder, "--key", self.keys.secret,
                           *(["--yes", self.keys.issuer] if yes else []), *(["--while-valid"] if valid else []), *options, env=env)

    def destroyed(self):
        self.log.checkpoint()
        return [e for e in self.log.entries() if e["act"] == "destroyed"]


@pytest.fixture
def office(place, keys, log, tmp_path):
    return Office(place, keys, log, tmp_path)


def test_what_identifies_people_is_destroyed_and_the_log_says_so_once(office, place):
    done = office.purge()
    assert done.returncode == 0 and done.stdout.startswith(b"2 destroyed\nnext: 'hcode log checkpoint'"), done
    [entry] = office.destroyed()
    assert (entry["issuer"], entry["key_id"], entry["count"]) == (office.keys.issuer, show(place)["key_id"], 2)
    told = [r for r in command.run("registry", "export", place).stdout.splitlines()]
    assert len(told) == 2 and not any(word in line for line in told for word in (*PEOPLE, b'"forgotten_at":null'))
    assert show(place)["destroyed_at"] == entry["time"]
    again = office.purge()
    assert again.returncode == 0 and again.stdout.startswith(b"0 destroyed: that was done")
    assert office.destroyed() == [entry]


def test_nothing_of_it_is_left_in_the_bytes_of_the_file(keys, log, tmp_path):
    office = Office(tmp_path / "a.registry", keys, log, tmp_path)
    with closing(sqlite3.connect(office.place)) as database:
        [(order, subject)] = database.execute("SELECT permutation, subject_key FROM registry")
        [(seed,)] = database.execute("SELECT seed FROM acts")
        hashes = [row[0] for row in database.execute("SELECT subject FROM codes")]
    secrets = [order, subject, seed, *hashes, *PEOPLE, b"monday"]
    before = office.place.read_bytes()
    for name in tmp_path.glob("a.registry-*"):
        before += name.read_bytes()
    assert all(secret in before for secret in secrets)
    assert office.purge().returncode == 0
    left = b"".join(name.read_bytes() for name in tmp_path.glob("a.registry*"))
    assert not [secret for secret in secrets if secret in left]
    assert is_whole(office.place)


def test_after_it_every_index_that_was_given_can_be_revoked_and_no_other(office):
    office.purge()
    for index in (office.green, office.suspended, office.bare, *office.leased):
        assert b"1 to revoked" in office.change(index, "revoked", "error").stdout
    office.change(office.unknown, "revoked", "error", status=65)
    office.log.checkpoint()
    (office.folder / "status").mkdir()
    status = command.made_keys(office.folder / "status", office.keys.issuer)
    listed = command.run("status", "build", "--registry", office.place, "--key", status.secret, "--valid", "7d",
                         "--log", office.log.folder, "-o", office.folder / "list")
    assert listed.returncode == 0, listed.stderr
    # What these changes brought goes with the next purge, which says nothing in the log.
    assert b"6 changes with their reasons since" in office.purge().stdout
    assert len(office.destroyed()) == 1


@pytest.mark.parametrize("command_line", [
    ("issue", "--registry", "PLACE", "--key", "KEY", "--status", "green", "--valid", "1h", "-o", "OUT"), ("registry", "allocate", "PLACE"),
    ("registry", "lease", "PLACE", "--as", "tuesday", "--count", "2"), ("registry", "lease", "PLACE", "--as", "monday", "--count", "3"),
    ("registry", "find", "PLACE", "--subject", "110105X"), ("registry", "forget", "PLACE", "--subject", "110105X"),
    ("issue", "--registry", "PLACE", "--key", "KEY", "--status", "green", "--valid", "1h", "--subject", "110105X", "-o", "OUT")])
def test_after_it_nothing_is_issued_and_nobody_is_found(office, command_line):
    office.purge()
    used = show(office.place)["used"]
    words = {"PLACE": office.place, "KEY": office.keys.secret, "OUT": office.folder / "c.png"}
    assert_error(command.run(*(words.get(w, w) for w in command_line)), 65, "was destroyed", "status set")
    assert show(office.place)["used"] == used and not (office.folder / "c.png").exists()


def test_codes_that_are_valid_stop_it_and_so_does_a_name_that_is_not_typed(office, clock):  # noqa: F811
    before = command.run("registry", "export", office.place).stdout
    assert_error(office.purge(valid=False), 65, "2 codes are valid", "--while-valid")
    assert_error(office.purge(yes=False), 64, "name was not typed")
    assert_error(office.purge("--yes", "ZZ-OTHER", yes=False), 64, "name was not typed")
    assert command.run("registry", "export", office.place).stdout == before and office.destroyed() == []
    # An hour later they have ended.
    assert office.purge(valid=False, env=clock(2 * 3600)).returncode == 0
    [entry] = office.destroyed()
    assert entry["before"] == entry["time"]


def test_what_is_valid_is_asked_of_the_clock_and_of_no_other_time(office):
    before = command.run("registry", "export", office.place).stdout
    for at in (command.ahead(hours=2), command.ago(hours=2)):
        for valid in (True, False):
            assert_error(office.purge("--at", at, valid=valid), 64, "--all destroys now")
    assert command.run("registry", "export", office.place).stdout == before and office.destroyed() == []


def test_what_a_clock_that_was_ahead_destroyed_can_still_be_revoked(office, clock):  # noqa: F811
    assert office.purge(valid=False, env=clock(DAY)).returncode == 0
    refused = office.change(office.green, "revoked", "error", status=78)
    assert b"--clock-is-right" in refused.stderr
    assert b"1 to revoked" in office.change(office.green, "revoked", "error", "--clock-is-right").stdout
    # The time of the destruction is no later than that.
    assert show(office.place)["destroyed_at"] <= command.ahead(seconds=1)
    assert b"1 to revoked" in office.change(office.bare, "revoked", "error").stdout


def test_records_of_valid_codes_are_said_to_end_later(office):
    office.purge()
    [entry] = office.destroyed()
    assert entry["before"] > entry["time"]


def test_the_key_and_the_options_have_to_fit(office, other_keys, keys):
    def purge(*options):
        return command.run("registry", "purge", office.place, *options, "--yes", keys.issuer, "--while-valid")

    assert_error(purge("--all", "--log", office.log.folder, "--key", other_keys.secret), 64, other_keys.issuer)
    assert_error(purge("--all", "--key", keys.secret), 64, "--log")
    assert_error(purge("--all", "--log", office.log.folder), 64, "--key")
    assert_error(purge("--all", "--retain", "1d", "--log", office.log.folder, "--key", keys.secret), 64, "--retain")
    assert_error(command.run("registry", "purge", office.place, "--yes", keys.issuer, "--retain", "1d"), 64, "--all")
    assert "destroyed_at" not in show(office.place)
    assert purge("--all", "--log", office.log.folder, "--key", keys.secret, "--clock-is-right").stdout.startswith(b"0 purged: the clock")
    assert "destroyed_at" not in show(office.place)


def test_no_second_registry_begins_for_a_key_whose_registry_was_destroyed(keys, log, tmp_path):
    office = Office(tmp_path / "a.registry", keys, log, tmp_path)
    assert office.purge().returncode == 0
    made = command.run("registry", "init", tmp_path / "b.registry", "--key", keys.public, "--uri", "https://health.example/status/2", "--first")
    assert_error(made, 65, "a.registry", "was destroyed", "new key")
    assert not (tmp_path / "b.registry").exists()


def test_a_registry_that_never_had_a_code_can_end_too(place, keys, log):
    init(place, keys)
    done = command.run("registry", "purge", place, "--all", "--log", log.folder, "--key", keys.secret, "--yes", keys.issuer)
    assert done.stdout.startswith(b"0 destroyed\n"), done
    log.checkpoint()
    assert [e["count"] for e in log.entries()] == [0]


def test_a_desks_file_of_a_lease_has_no_end_of_its_own_and_brings_nobody_back(office, keys, tmp_path):
    desk = tmp_path / "desk.registry"
    lease(office.place, "wednesday", 2, "-o", desk)
    issue(desk, keys, tmp_path / "d.png", "--subject", "110105X")
    refused = command.run("registry", "purge", desk, "--all", "--log", office.log.folder, "--key", keys.secret, "--yes", keys.issuer, "--while-valid")
    assert_error(refused, 64, "counter's registry")
    office.purge()
    assert_error(command.run("registry", "collect", office.place, desk), 65, "was destroyed")
    # Its code was given an index here and can be revoked.
    [code] = find(desk, "--since", "2020-01-01T00:00:00Z")
    office.change(code["code_index"], "revoked", "lost")


def test_a_change_that_was_asked_for_before_is_not_finished_after_it(office, keys, tmp_path, clock):  # noqa: F811
    request = tmp_path / "bulk.request"
    made = command.run("status", "set", "--registry", office.place, office.green, "--to", "red", "--why", "confirmed-case", "--authority", "Order 1",
                       "--key", keys.secret, "--request", request)
    assert made.returncode == 0, made.stderr
    office.purge(env=clock(5))
    (tmp_path / "second").mkdir()
    second = command.made_keys(tmp_path / "second", keys.issuer)
    late = command.run("approve", request, "--from", keys.public, "--key", second.secret, "--registry", office.place, "--log", office.log.folder)
    assert late.returncode == 65 and b"have changed since" in late.stderr, late
    assert [e["act"] for e in office.log.entries()].count("raised") == 0


def test_who_issues_while_it_ends_leaves_nobody_in_it(place, keys, log, tmp_path):
    init(place, keys, "--keep-names")

    def desk(number):
        done = []
        for n in range(12):
            picture = tmp_path / f"{number}-{n}.png"
            result = command.run("issue", "--registry", place, "--key", keys.secret, "--status", "green", "--valid", "1h", "--name", "Zhang Xiaoming",
                                 "--subject", "110105X", "-o", picture)
            assert result.returncode in (0, 65, 69), result.stderr
            # Whose code was handed out is in the registry.
            done.append(picture.exists())
        return sum(done)

    with ThreadPoolExecutor(5) as pool:
        issuing = [pool.submit(desk, number) for number in range(4)]
        purge = ("registry", "purge", place, "--all", "--log", log.folder, "--key", keys.secret, "--yes", keys.issuer, "--while-valid")
        # What it counted may have changed before it had the lock: then nothing was destroyed.
        assert any(done.returncode == 0 for done in (command.run(*purge) for _ in range(60)))
        handed_out = sum(one.result() for one in issuing)
    log.checkpoint()
    [entry] = log.entries()
    records = command.run("registry", "export", place).stdout.splitlines()
    assert len(records) == entry["count"] == handed_out
    assert not [r for r in records if b"Zhang" in r or b'"subject_hash":null' not in r]


@pytest.mark.parametrize("call", ["pwrite64", "fdatasync", "fsync", "ftruncate", "write", "rename", "link"])
def test_a_kill_at_any_moment_leaves_it_as_it_was_or_destroyed_and_the_log_never_says_so_before(keys, log, tmp_path, call):
    office = Office(tmp_path / "a.registry", keys, log, tmp_path)
    kept = tmp_path / "kept"
    kept.mkdir()

    def copy(source, target):
        for old in target.glob("a.registry*"):
            old.unlink()
        for name in source.glob("a.registry*"):
            shutil.copy(name, target)
        shutil.rmtree(target / "log", ignore_errors=True)
        shutil.copytree(log.folder if source == tmp_path else source / "log", target / "log")

    copy(tmp_path, kept)
    for number in range(1, 40, 3 if call == "pwrite64" else 1):
        copy(kept, tmp_path)
        shutil.rmtree(log.folder)
        shutil.copytree(kept / "log", log.folder)
        done = with_fault("signal=KILL", call, number, "registry", "purge", office.place, "--all", "--log", log.folder, "--key", keys.secret,
                          "--yes", keys.issuer, "--while-valid")
        was = "destroyed_at" in show(office.place)
        said = office.destroyed()
        assert was or not said
        if not was:
            assert find(office.place, "--subject", "110105X")
        assert office.purge().returncode == 0
        assert len(office.destroyed()) == 1 and "destroyed_at" in show(office.place)
        office.change(office.green, "revoked", "error")
        if not was_killed(done):
            assert done.returncode == 0
            break
