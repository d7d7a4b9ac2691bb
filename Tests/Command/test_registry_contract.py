"""What a registry promises, in a file and on a server alike: the same tests for both."""

import csv
import io
import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import pytest

import command
from command import assert_error, verdict
from registries import URI, allocate, find, history, init, issue, lease, show

# The test's key is valid from now on.
TOMORROW = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0) + timedelta(days=1)


def at(hours, seconds=0):
    """So long after tomorrow's beginning, RFC 3339."""
    return (TOMORROW + timedelta(hours=hours, seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


ORDER = ("--why", "issued twice", "--authority", "Desk 4")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """Where a registry can be made: a file's name or a URL."""
    if request.param == "sqlite":
        return tmp_path / "a.registry"
    server = request.getfixturevalue("server")
    return server.url(server.database())


@pytest.fixture
def registry(place, keys):
    return init(place, keys)


def run(*args, **kwargs):
    result = command.run(*args, **kwargs)
    assert result.returncode == 0, result.stderr
    return result.stdout.decode()


def test_a_registry_tells_whose_it_is_and_is_not_made_twice(keys, place):
    init(place, keys, "--retain", "30d")
    told = show(place)
    assert told == {
        "issuer": keys.issuer, "key_id": keys.kid, "uri": URI, "capacity": 4096, "used": 0, "recorded": 0, "revoked": 0, "suspended": 0,
        "red": 0, "keeps_names": False, "retain": "30d", "lease_count": None, "last_list": None}
    assert_error(command.run("registry", "init", place, "--key", keys.public, "--uri", URI), 73, "already")
    assert show(place) == told


def test_a_code_is_noted_with_who_issued_it_and_whom_it_is_about(keys, registry, tmp_path):
    told = issue(registry, keys, tmp_path / "a.png", "--officer", "4711", "--subject", "1101 05 x", "--name", "张小明")
    [code] = find(registry, "--subject", "110105X")
    assert {name: code[name] for name in ("code_index", "expires", "officer", "name", "status", "signed_status")} == {
        "code_index": told["code_index"], "expires": told["expires"], "officer": "4711", "name": None, "status": "as-signed",
        "signed_status": "green"}
    assert len(code["subject_hash"]) == 32 and find(registry, "--subject", "110105Y") == []


def test_names_are_kept_only_where_the_registry_was_made_so(keys, place, tmp_path):
    init(place, keys, "--keep-names")
    issue(place, keys, tmp_path / "a.png", "--name", "张小明")
    assert [code["name"] for code in find(place, "--since", "2020-01-01T00:00:00Z")] == ["张小明"]


def test_codes_are_found_by_index_officer_and_time(keys, registry, tmp_path):
    made = [issue(registry, keys, tmp_path / f"{hour}.png", "--officer", f"o{hour % 2}", "--at", at(hour))["code_index"]
            for hour in range(4)]

    def found(*options):
        return [made.index(code["code_index"]) for code in find(registry, *options)]

    assert found("--officer", "o1") == [1, 3]
    assert found("--since", at(1), "--before", at(3)) == [1, 2]
    assert found("--officer", "o0", "--since", at(1)) == [2]
    assert found("--index", str(made[3])) == [3] and found("--index", f"{keys.kid}:{made[0]}") == [0]
    assert found("--officer", "o' OR '1'='1") == [] and found("--since", at(24)) == []
    assert command.run("registry", "find", registry, "--subject", "-", input="none\n").returncode == 0
    assert_error(command.run("registry", "find", registry), 64, "--subject")
    assert_error(command.run("registry", "find", registry, "--index", "0123456789abcdef:1"), 65, "another key")


def test_the_export_holds_each_code_once_and_a_spreadsheet_reads_it(keys, place, tmp_path):
    init(place, keys, "--keep-names")
    names = ['=HYPERLINK("x")', "a,b", 'say "hi"', "李四"]
    for number, name in enumerate(names):
        issue(place, keys, tmp_path / f"{number}.png", "--name", name, "--at", at(number))
    run("status", "set", "--registry", place, str(find(place, "--since", "2020-01-01T00:00:00Z")[1]["code_index"]), "--to", "revoked", *ORDER)
    lines = [json.loads(line) for line in run("registry", "export", place).splitlines()]
    assert [code["name"] for code in lines] == names
    assert [code["status"] for code in lines] == ["as-signed", "revoked", "as-signed", "as-signed"]
    rows = list(csv.DictReader(io.StringIO(run("registry", "export", place, "--format", "csv"))))
    assert [row["name"] for row in rows] == ["'" + names[0], *names[1:]]
    assert list(rows[0]) == list(lines[0])


def test_who_is_forgotten_is_not_found_and_stays_revoked(keys, place, tmp_path):
    init(place, keys, "--keep-names")
    index = issue(place, keys, tmp_path / "a.png", "--officer", "7", "--subject", "X1", "--name", "Zhang Wei")["code_index"]
    other = issue(place, keys, tmp_path / "b.png", "--officer", "7", "--subject", "X2", "--name", "Li Si")["code_index"]
    run("status", "set", "--registry", place, str(index), "--to", "revoked", *ORDER)
    assert run("registry", "forget", place, "--subject", "x1", "--at", at(5)) == "1 forgotten\n"
    assert run("registry", "forget", place, "--index", str(index)) == "0 forgotten\n"
    assert find(place, "--subject", "X1") == []
    [code] = find(place, "--index", str(index))
    assert (code["status"], code["officer"], code["name"], code["subject_hash"]) == ("revoked", "7", None, None)
    assert code["forgotten_at"] == at(5)
    assert find(place, "--subject", "X2")[0]["code_index"] == other
    assert show(place)["revoked"] == 1
    assert_error(command.run("registry", "forget", place), 64, "--subject")


def test_a_purge_forgets_what_expired_long_enough_ago(keys, place, tmp_path):
    init(place, keys, "--retain", "30d")
    for number, time in enumerate([at(0), at(9), at(9, 1)]):
        # Each is valid for an hour.
        issue(place, keys, tmp_path / f"{number}.png", "--officer", "7", "--subject", "X", "--at", time)
    assert run("registry", "purge", place, "--at", at(10 + 30 * 24)) == "2 purged\n"
    assert run("registry", "purge", place, "--at", at(10 + 30 * 24)) == "0 purged\n"
    assert [code["issued_at"] for code in find(place, "--subject", "X")] == [at(9, 1)]
    assert [code["officer"] for code in find(place, "--since", "2020-01-01T00:00:00Z")] == [None, None, "7"]
    assert run("registry", "purge", place, "--at", at(10 + 30 * 24), "--retain", "1d") == "1 purged\n"
    assert show(place)["recorded"] == 3


def test_a_registry_without_a_retention_asks_for_one(registry):
    assert_error(command.run("registry", "purge", registry), 64, "--retain")


def test_the_same_request_gets_the_same_lease(keys, registry):
    first = lease(registry, "desk-a", 10)
    second = lease(registry, "desk-b", 10)
    assert len(set(first + second)) == 20
    assert lease(registry, "desk-a", 10) == first and show(registry)["used"] == 20
    assert_error(command.run("registry", "lease", registry, "--as", "desk-a", "--count", 11), 64, "lease of 10")
    assert_error(command.run("registry", "lease", registry, "--as", "desk-c", "--count", 4077), 69, "4076 of 4096")
    assert_error(command.run("registry", "lease", registry, "--as", "a b", "--count", 1), 64)


def test_two_desks_issue_at_once_without_the_registry_and_come_home(keys, registry, tmp_path):
    desks = [tmp_path / f"{name}.desk" for name in "ab"]
    for desk in desks:
        lease(registry, desk.name, 20, "-o", desk)
        assert desk.stat().st_mode & 0o777 == 0o600

    def work(desk):
        return [issue(desk, keys, tmp_path / f"{desk.name}{number}.png", "--officer", desk.name, "--subject", f"{desk.name}{number}")["code_index"]
                for number in range(5)]

    with ThreadPoolExecutor(2) as pool:
        a, b = pool.map(work, desks)
    assert len(set(a + b)) == 10
    run("status", "set", "--registry", registry, str(a[0]), "--to", "revoked", *ORDER)
    for _ in range(2):
        assert run("registry", "collect", registry, *desks).count("5 codes") == 2
    assert show(registry)["recorded"] == 10
    assert [code["code_index"] for code in find(registry, "--subject", "a.desk3")] == [a[3]]
    assert history(registry, a[0])["status"] == "revoked"
    assert (show(desks[0])["lease_count"], show(desks[0])["used"]) == (20, 5)


def test_a_desk_cannot_do_what_wants_the_whole_registry(keys, registry, other_keys, tmp_path):
    desk = tmp_path / "d.desk"
    lease(registry, "d", 3, "-o", desk)
    indexes = allocate(desk, 3)
    assert_error(command.run("registry", "allocate", desk), 69, "0 of 3", "another lease")
    assert_error(command.run("status", "set", "--registry", desk, str(indexes[0]), "--to", "revoked", *ORDER), 64, "desk's registry")
    foreign = init(tmp_path / "foreign", keys)
    for wrong in [foreign, init(tmp_path / "other", other_keys), registry]:
        assert_error(command.run("registry", "collect", registry, wrong), 65, "desk's registry")
    lease(foreign, "d", 3, "-o", tmp_path / "foreign.desk")
    assert_error(command.run("registry", "collect", registry, tmp_path / "foreign.desk"), 65, "desk's registry")


def test_one_lease_on_two_machines_is_told_and_nothing_is_overwritten(keys, registry, tmp_path):
    desk, copy = tmp_path / "d.desk", tmp_path / "copy.desk"
    lease(registry, "d", 3, "-o", desk)
    copy.write_bytes(desk.read_bytes())
    [a, b] = [issue(each, keys, tmp_path / f"{each.name}.png", "--subject", each.name) for each in (desk, copy)]
    assert a["code_index"] == b["code_index"]
    run("registry", "collect", registry, desk)
    assert_error(command.run("registry", "collect", registry, copy), 65, str(a["code_index"]), "two desks")
    assert find(registry, "--subject", "d.desk") and not find(registry, "--subject", "copy.desk")


def test_what_was_forgotten_does_not_come_back_from_a_desk(keys, registry, tmp_path):
    desk = tmp_path / "d.desk"
    lease(registry, "d", 3, "-o", desk)
    issue(desk, keys, tmp_path / "a.png", "--subject", "X1")
    run("registry", "collect", registry, desk)
    run("registry", "forget", registry, "--subject", "X1")
    run("registry", "collect", registry, desk)
    assert find(registry, "--subject", "X1") == []


def test_thousands_of_codes_come_home_at_once(keys, place, tmp_path):
    init(place, keys, capacity=100_000)
    desk = tmp_path / "d.desk"
    lease(place, "d", 5000, "-o", desk)
    indexes = allocate(desk, 5000)
    with sqlite3.connect(desk) as database:
        database.executemany("INSERT INTO codes (idx, issued, expires, status, officer, subject) VALUES (?, 1000 + ? / 7, 5000, 0, 'o', ?)",
                             [(index, number, number.to_bytes(16)) for number, index in enumerate(indexes)])
    assert "5000 codes" in run("registry", "collect", place, desk)
    exported = [json.loads(line) for line in run("registry", "export", place).splitlines()]
    assert sorted(code["code_index"] for code in exported) == sorted(indexes)
    assert {code["code_index"]: int(code["subject_hash"], 16) for code in exported} == {index: n for n, index in enumerate(indexes)}
    assert [code["issued_at"] for code in exported] == sorted(code["issued_at"] for code in exported)


def test_statuses_and_their_list(keys, other_keys, registry, tmp_path):
    indexes = allocate(registry, 600)
    ids = "\n".join(map(str, indexes[:500] + indexes[:1]))
    assert run("status", "set", "--registry", registry, "-", "--to", "suspended", *ORDER, input=ids) == "500 to suspended, 1 had it already\n"
    assert run("status", "set", "--registry", registry, "-", "--to", "revoked", *ORDER, input=ids) == "500 to revoked, 1 had it already\n"
    assert_error(command.run("status", "set", "--registry", registry, str(indexes[550]), str(indexes[0]), "--to", "suspended", *ORDER), 64, "better")
    stranger = next(index for index in range(4096) if index not in indexes)
    assert_error(command.run("status", "set", "--registry", registry, str(indexes[551]), str(stranger), "--to", "red", "--one-officer", "--why",
                             "confirmed-case", "--authority", "x"), 65, str(stranger))
    run("status", "clear", "--registry", registry, str(indexes[0]), *ORDER)
    assert_error(command.run("status", "clear", "--registry", registry, str(indexes[1]), str(indexes[0]), *ORDER), 64, "as-signed")
    assert [change["status"] for change in history(registry, indexes[0])["changes"]] == ["suspended", "revoked", "as-signed"]
    assert (show(registry)["revoked"], show(registry)["suspended"]) == (499, 0)
    status_keys = tmp_path / "status"
    status_keys.mkdir()
    run("keygen", "--issuer", keys.issuer, "--name", "s", "--no-passphrase", "-o", status_keys)
    run("status", "build", "--registry", registry, "--key", status_keys / f"{keys.issuer}.key", "-o", tmp_path / "list")
    told = verdict(command.run("status", "show", tmp_path / "list", "--json", "--index", str(indexes[1])))
    assert (told["revoked"], told["status"], told["count"]) == (499, "revoked", 4096)
    assert show(registry)["last_list"] == told["issued"]
    assert_error(command.run("status", "build", "--registry", registry, "--key", status_keys / f"{keys.issuer}.key", "-o", tmp_path / "x",
                             "--at", told["issued"]), 78, "later")


def test_eight_processes_take_indexes_and_none_twice(keys, place):
    init(place, keys, capacity=100_000)

    def desk(number):
        return [index for turn in range(8) for index in allocate(place, 100 + number)]

    with ThreadPoolExecutor(8) as desks:
        taken = [index for block in desks.map(desk, range(8)) for index in block]
    assert len(taken) == len(set(taken)) == 8 * (8 * 100 + 28) == show(place)["used"]


def test_eight_processes_lease_and_each_name_has_one_block(keys, place):
    init(place, keys, capacity=100_000)

    def ask(number):
        return f"r{number % 16}", lease(place, f"r{number % 16}", 50)

    with ThreadPoolExecutor(8) as desks:
        got = list(desks.map(ask, range(64)))
    blocks = dict(got)
    assert all(blocks[name] == block for name, block in got)
    assert len({index for block in blocks.values() for index in block}) == 16 * 50 == show(place)["used"]


def test_eight_processes_issue_at_once(keys, registry, tmp_path):
    with ThreadPoolExecutor(8) as desks:
        made = list(desks.map(
            lambda number: issue(registry, keys, tmp_path / f"{number}.png", "--subject", f"S{number}")["code_index"], range(40)))
    assert len(set(made)) == 40 and show(registry)["recorded"] == 40
    assert [find(registry, "--subject", f"S{number}")[0]["code_index"] for number in range(40)] == made
