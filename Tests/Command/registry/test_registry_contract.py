"""What a registry promises, in a file and on a server alike: the same tests for both."""

import csv
import io
import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta, timezone

import pytest

import command
from command import assert_error, verdict
from registries import URI, VERSION_2, WITHOUT_ENTRIES, allocate, find, history, init, issue, lease, show, was_killed, with_fault

pytestmark = pytest.mark.slow

# The test's key is valid from now on.
TOMORROW = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0) + timedelta(days=1)


def at(hours, seconds=0):
    """So long after tomorrow's beginning, RFC 3339."""
    return (TOMORROW + timedelta(hours=hours, seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


ORDER = ("--why", "error", "--authority", "Desk 4", "--no-log")


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


@pytest.fixture
def server_or_file(request, place, registry):
    """SQL in the registry behind hcode's back: the first column of the answer."""
    def execute(statement):
        if not str(place).startswith("postgres"):
            with closing(sqlite3.connect(place)) as database:
                found = [str(row[0]) for row in database.execute(statement)]
                database.commit()
                return found
        return request.getfixturevalue("server").sql(statement, str(place).split("/")[3].split("?")[0]).splitlines()
    return execute


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
    run("status", "set", "--registry", place, str(find(place, "--since", "2020-01-01T00:00:00Z")[1]["code_index"]), "--to", "revoked", *ORDER, "--key",
        keys.secret)
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
    run("status", "set", "--registry", place, str(index), "--to", "revoked", *ORDER, "--key", keys.secret)
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
    run("status", "set", "--registry", registry, str(a[0]), "--to", "revoked", *ORDER, "--key", keys.secret)
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
    assert_error(command.run("status", "set", "--registry", desk, str(indexes[0]), "--to", "revoked", *ORDER, "--key", keys.secret), 64, "counter's registry")
    foreign = init(tmp_path / "foreign", keys)
    for wrong in [foreign, init(tmp_path / "other", other_keys), registry]:
        assert_error(command.run("registry", "collect", registry, wrong), 65, "counter's registry")
    lease(foreign, "d", 3, "-o", tmp_path / "foreign.desk")
    assert_error(command.run("registry", "collect", registry, tmp_path / "foreign.desk"), 65, "counter's registry")


def test_one_lease_on_two_machines_is_told_and_nothing_is_overwritten(keys, registry, tmp_path):
    desk, copy = tmp_path / "d.desk", tmp_path / "copy.desk"
    lease(registry, "d", 3, "-o", desk)
    copy.write_bytes(desk.read_bytes())
    [a, b] = [issue(each, keys, tmp_path / f"{each.name}.png", "--subject", each.name) for each in (desk, copy)]
    assert a["code_index"] == b["code_index"]
    run("registry", "collect", registry, desk)
    assert_error(command.run("registry", "collect", registry, copy), 65, str(a["code_index"]), "two counters")
    assert find(registry, "--subject", "d.desk") and not find(registry, "--subject", "copy.desk")


def test_a_lease_that_is_asked_for_again_gives_no_index_twice(keys, registry, tmp_path):
    first, second = tmp_path / "d1.desk", tmp_path / "d2.desk"
    block = lease(registry, "d", 5)
    lease(registry, "d", 5, "-o", first)
    assert lease(registry, "d", 5) == block, "the indexes are told as often as wanted"
    assert_error(command.run("registry", "lease", registry, "--as", "d", "--count", 5, "-o", second), 64, "lease d already", "--again")
    assert not second.exists()
    made = [issue(first, keys, tmp_path / f"{name}.png", "--subject", name)["code_index"] for name in "AB"]
    run("registry", "collect", registry, first)
    assert_error(command.run("registry", "lease", registry, "--as", "d", "--count", 5, "-o", second), 64, "lease d already", "--again")
    assert "3 indexes" in run("registry", "lease", registry, "--as", "d", "--count", "5", "-o", second, "--again")
    assert (show(second)["lease_count"], show(second)["used"]) == (5, 2)
    made += [issue(second, keys, tmp_path / f"{name}.png", "--subject", name)["code_index"] for name in "CDE"]
    assert made == block
    run("registry", "collect", registry, second)
    assert [find(registry, "--subject", name)[0]["code_index"] for name in "ABCDE"] == block
    assert_error(command.run("registry", "allocate", second), 69, "0 of 5")


def test_a_desk_file_that_never_arrived_is_made_again_and_only_on_purpose(keys, registry, tmp_path):
    desk = tmp_path / "d.desk"
    died = with_fault("signal=KILL", "link", 1, "registry", "lease", registry, "--count", 3, "--as", "d", "-o", desk)
    assert was_killed(died) and not desk.exists()
    assert_error(command.run("registry", "lease", registry, "--as", "d", "--count", 3, "-o", desk), 64, "--again")
    lease(registry, "d", 3, "-o", desk, "--again")
    assert (show(desk)["lease_count"], show(desk)["used"]) == (3, 0)
    assert allocate(desk, 3) == lease(registry, "d", 3)
    assert_error(command.run("registry", "lease", registry, "--as", "d", "--count", 3, "--again"), 64, "-o")
    lease(registry, "new", 2, "-o", tmp_path / "new.desk", "--again")


def in_desk(path, statement, *values):
    """Somebody changes a desk's file."""
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement, values)
        database.commit()


def test_a_desk_brings_home_codes_of_its_own_lease_only(keys, registry, tmp_path):
    """A code noted first under another desk's index would make that desk's own code the one that is refused."""
    good, evil = tmp_path / "good", tmp_path / "evil"
    for desk in (good, evil):
        lease(registry, desk.name, 3, "-o", desk)
    index = issue(good, keys, tmp_path / "a.png")["code_index"]
    own = issue(evil, keys, tmp_path / "b.png")["code_index"]
    in_desk(evil, "INSERT INTO codes (idx, issued, expires, status) VALUES (?, 1, 2, 0)", index)
    assert_error(command.run("registry", "collect", registry, evil), 65, f"index {index}", "not in its lease")
    assert show(registry)["recorded"] == 0, "nothing of the file was taken"
    run("registry", "collect", registry, good)
    in_desk(evil, "DELETE FROM codes WHERE idx = ?", index)
    run("registry", "collect", registry, evil)
    assert show(registry)["recorded"] == 2 and history(registry, own)["signed_status"] == "green"


def test_a_desk_cannot_say_that_the_lease_of_another_is_its_own(keys, registry, server_or_file, tmp_path):
    good, evil = tmp_path / "good", tmp_path / "evil"
    lease(registry, "good", 3, "-o", good)
    lease(registry, "evil", 3, "-o", evil)
    allocate(registry, 5)
    index = issue(good, keys, tmp_path / "a.png")["code_index"]
    in_desk(evil, "INSERT INTO codes (idx, issued, expires, status) VALUES (?, 1, 2, 0)", index)
    for first, end in [(0, 3), (0, 6), (3, 11), (6, 11), (0, 11)]:
        in_desk(evil, "UPDATE registry SET lease_first = ?, lease_end = ?, next = ?", first, end, end)
        for rename in (False, True):
            if rename:
                in_desk(evil, "UPDATE leases SET first = ?, count = ? WHERE request LIKE 'token %'", first, end - first)
            assert_error(command.run("registry", "collect", registry, evil), 65, "counter's registry")
        in_desk(evil, "DELETE FROM leases")
        assert_error(command.run("registry", "collect", registry, evil), 65, "counter's registry")
        in_desk(evil, "INSERT INTO leases (request, first, count) VALUES ('token 00112233445566778899aabbccddeeff', ?, ?)", first, end - first)
        assert_error(command.run("registry", "collect", registry, evil), 65, "counter's registry")
    assert show(registry)["recorded"] == 0
    run("registry", "collect", registry, good)


def test_a_desk_file_of_before_there_were_tokens_comes_home(keys, registry, server_or_file, tmp_path):
    desk = tmp_path / "d.desk"
    lease(registry, "d", 3, "-o", desk)
    issue(desk, keys, tmp_path / "a.png")
    in_desk(desk, "DELETE FROM leases")
    assert_error(command.run("registry", "collect", registry, desk), 65)
    server_or_file("DELETE FROM leases WHERE request LIKE 'd file %'")
    run("registry", "collect", registry, desk)
    assert show(registry)["recorded"] == 1


def test_a_desk_file_of_an_earlier_build_that_came_home_is_not_made_again(keys, registry, server_or_file, tmp_path):
    """Nothing was noted when it was made; its codes are there."""
    desk = tmp_path / "d.desk"
    lease(registry, "d", 3, "-o", desk)
    index = issue(desk, keys, tmp_path / "a.png")["code_index"]
    run("registry", "collect", registry, desk)
    server_or_file("DELETE FROM leases WHERE request = 'd file'")
    assert_error(command.run("registry", "lease", registry, "--as", "d", "--count", 3, "-o", tmp_path / "e"), 64, "lease d already")
    lease(registry, "d", 3, "-o", tmp_path / "e", "--again")
    assert allocate(tmp_path / "e", 2) == [other for other in lease(registry, "d", 3) if other != index]


def rows_of(*names):
    return "".join(json.dumps({"ref": name, "subject": name, "status": "green", "valid": "1d", "name": name}) + "\n" for name in names)


def codes_of(registry, keys, rows, name, *options, source="-"):
    """What a filter makes of these rows under that name."""
    result = command.run("issue", "--batch", source, "--key", keys.secret, "--registry", registry, "--as", name, "-o", "-",
                         *(options or ("--at", at(0))), input=rows if source == "-" else None)
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_under_one_name_of_a_batch_nobody_has_anothers_index(keys, registry, tmp_path):
    codes = codes_of(registry, keys, rows_of("A", "B", "C"), "job")
    assert codes_of(registry, keys, rows_of("A", "B", "C"), "job") == codes
    before = show(registry)
    # Without the subject too, two people of one colour would look like one.
    others = [rows_of("A", "C", "B"), rows_of("B"), rows_of("A", "B", "C", "D"), rows_of("A", "B", "c"), rows_of("A", "B", "C").replace("1d", "2d")]
    for rows in others:
        result = command.run("issue", "--batch", "-", "--key", keys.secret, "--registry", registry, "--as", "job", "--at", at(0), "-o", "-",
                             input=rows)
        assert_error(result, 64, "batch job has other rows from row 1 on", "another --as")
        assert result.stdout == b""
    for options in [("--at", at(0, 1)), ("--at", at(0), "--one-officer")]:
        result = command.run("issue", "--batch", "-", "--key", keys.secret, "--registry", registry, "--as", "job", *options, "-o", "-",
                             input=rows_of("A", "B", "C"))
        assert_error(result, 64, "batch job has other rows")
    assert show(registry) == before
    # What a code looks like decides nothing of it.
    assert [code["text"] for code in codes_of(registry, keys, rows_of("A", "B", "C"), "job", "--at", at(0), "--format", "svg")] == [
        code["text"] for code in codes]
    mended = codes_of(registry, keys, rows_of("B"), "job-rejects")
    assert mended[0]["code_index"] not in {code["code_index"] for code in codes}


def test_people_without_a_subject_are_told_apart_too(keys, registry, tmp_path):
    """The registry's own records of them are alike but for the index."""
    people = tmp_path / "people.csv"
    people.write_text("name,status,valid\nAnn,green,1d\nBob,green,1d\n", "utf-8")
    first = codes_of(registry, keys, None, "job", source=people)
    people.write_text("name,status,valid\n\nAnn,green,1d\nBob,green,1d\n\n", "utf-8")
    assert [code["text"] for code in codes_of(registry, keys, None, "job", source=people)] == [code["text"] for code in first]
    for text in ["name,status,valid\nBob,green,1d\nAnn,green,1d\n", "latin_name,status,valid\nAnn,green,1d\nBob,green,1d\n"]:
        people.write_text(text, "utf-8")
        assert_error(command.run("issue", "--batch", people, "--key", keys.secret, "--registry", registry, "--as", "job", "--at", at(0), "-o",
                                 "-"), 64, "other rows")


def test_a_lease_asked_for_by_hand_is_never_a_batchs(keys, registry):
    codes = codes_of(registry, keys, rows_of("A"), "job1")
    by_hand = [index for name in ("job1/1", "job1", "job1/1/rows") for index in lease(registry, name, 1)]
    assert len({codes[0]["code_index"], *by_hand}) == 4
    assert codes_of(registry, keys, rows_of("A"), "job1") == codes


def test_what_the_registry_keeps_of_rows_tells_no_person(keys, registry, server_or_file, tmp_path):
    """Of one row a plain digest would: whoever knows a name tries it. It is under the registry's own key."""
    query = "SELECT request FROM leases WHERE request LIKE 'job/1 rows %'"
    codes_of(registry, keys, rows_of("A"), "job")
    [kept] = server_or_file(query)
    assert len(kept.removeprefix("job/1 rows ")) == 32
    other = init(tmp_path / "other.registry", keys)
    codes_of(other, keys, rows_of("A"), "job")
    with closing(sqlite3.connect(other)) as database:
        [(kept_there,)] = database.execute(query)
    assert kept_there != kept


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
    order, alone = (*ORDER, "--key", keys.secret), "--one-officer"
    assert run("status", "set", "--registry", registry, "-", "--to", "suspended", *order, alone, input=ids).startswith("500 to suspended, 1 had it already\n")
    assert run("status", "set", "--registry", registry, "-", "--to", "revoked", *order, alone, input=ids).startswith("500 to revoked, 1 had it already\n")
    assert run("status", "set", "--registry", registry, str(indexes[550]), str(indexes[0]), "--to", "suspended", *order).startswith(
        "1 to suspended, 1 had it already\n")
    stranger = next(index for index in range(4096) if index not in indexes)
    assert_error(command.run("status", "set", "--registry", registry, str(indexes[551]), str(stranger), "--to", "red", alone, "--why",
                             "confirmed-case", "--authority", "x", *order[4:]), 65, str(stranger))
    run("status", "clear", "--registry", registry, str(indexes[0]), *order, alone)
    assert_error(command.run("status", "clear", "--registry", registry, str(indexes[1]), str(indexes[0]), *order, alone), 64, "as signed")
    assert [change["status"] for change in history(registry, indexes[0])["changes"]] == ["suspended", "revoked", "as-signed"]
    assert (show(registry)["revoked"], show(registry)["suspended"]) == (499, 1)
    status_keys = tmp_path / "status"
    status_keys.mkdir()
    run("keygen", "--issuer", keys.issuer, "--name", "s", "--no-passphrase", "-o", status_keys)
    run("status", "build", "--registry", registry, "--key", status_keys / f"{keys.issuer}.key", "-o", tmp_path / "list")
    told = verdict(command.run("status", "show", tmp_path / "list", "--json", "--index", str(indexes[1])))
    assert (told["revoked"], told["status"], told["count"]) == (499, "revoked", 4096)
    assert show(registry)["last_list"] == told["issued"]
    assert_error(command.run("status", "build", "--registry", registry, "--key", status_keys / f"{keys.issuer}.key", "-o", tmp_path / "x",
                             "--at", told["issued"]), 78, "later")


def test_a_registry_of_version_2_is_brought_to_version_3_and_its_changes_can_be_taken_over(keys, registry, server_or_file):
    """The last change of a code stays in force, and nobody has signed it until it is set once more."""
    a, b, c = allocate(registry, 3)
    for statement in VERSION_2:
        server_or_file(statement)
    for index, value in ((a, 1), (b, 2), (b, 3), (c, 1), (c, 0)):
        server_or_file(f"INSERT INTO changes (idx, value, why, authority, at) VALUES ({index}, {value}, 'lost', 'Desk 4', {int(TOMORROW.timestamp())})")
    on_server = str(registry).startswith("postgres")
    server_or_file("UPDATE hcode_registry SET version = 2" if on_server else "PRAGMA user_version = 2")
    assert [history(registry, index)["status"] for index in (a, b, c)] == ["revoked", "red", "as-signed"]
    assert history(registry, a)["changes"][0]["officer"] is None
    order = ("--why", "lost", "--authority", "Desk 4", "--key", keys.secret)
    set_again = ("status", "set", "--registry", registry, str(a), "--to", "revoked", *order)
    assert run(*set_again, "--no-log") == "0 to revoked, 1 had it already\n"
    assert (server_or_file("SELECT version FROM hcode_registry") if on_server else server_or_file("PRAGMA user_version")) == ["3"]


def test_a_registry_that_was_made_before_entries_could_wait_opens(registry, server_or_file):
    first = allocate(registry, 2)
    for statement in WITHOUT_ENTRIES:
        server_or_file(statement)
    assert not set(first) & set(allocate(registry, 2))
    assert server_or_file("SELECT count(*) FROM entries") == ["0"]


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
