"""A registry gives no index twice, whatever dies when, and says clearly what it cannot do."""

import json
import os
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

import command
from command import assert_error, listing, verdict
from registries import MOMENTS, URI, allocate, init, is_whole, show, was_killed, with_fault

GREEN = ("--status", "green", "--valid", "1h")


@pytest.fixture
def registry(keys, tmp_path):
    return init(tmp_path / "a.registry", keys)


def test_a_new_registry_is_for_its_owner_alone_and_tells_whose_it_is(hcode, keys, tmp_path):
    result = hcode("registry", "init", tmp_path / "r", "--key", keys.public, "--uri", URI, umask=0)
    assert result.returncode == 0 and keys.kid.encode() in result.stdout
    assert (tmp_path / "r").stat().st_mode & 0o777 == 0o600
    assert show(tmp_path / "r") == {
        "issuer": keys.issuer, "key_id": keys.kid, "uri": URI, "capacity": 1 << 20, "used": 0, "recorded": 0,
        "revoked": 0, "suspended": 0, "red": 0, "keeps_names": False, "retain": None, "lease_count": None, "last_list": None}
    assert is_whole(tmp_path / "r")
    assert f"key_id: \"{keys.kid}\"" in hcode("registry", "show", tmp_path / "r").stdout.decode()


def test_a_registry_is_not_overwritten(hcode, keys, registry):
    before = registry.read_bytes()
    result = hcode("registry", "init", registry, "--key", keys.public, "--uri", URI)
    assert_error(result, 73, "already exists")
    assert b"--force" not in result.stderr
    assert registry.read_bytes() == before


@pytest.mark.parametrize("options, status", [
    (("--uri", "a b"), 64), (("--uri", ""), 64), (("--uri", "x" * 256), 64), (("--uri", "https://例.cn"), 64),
    (("--uri", URI, "--capacity", "0"), 64), (("--uri", URI, "--capacity", str((64 << 20) + 1)), 64),
    (("--uri", URI, "--capacity", "-1"), 64),
])
def test_what_a_registry_cannot_be_is_refused(hcode, keys, tmp_path, options, status):
    assert_error(hcode("registry", "init", tmp_path / "r", "--key", keys.public, *options), status)
    assert not (tmp_path / "r").exists()


def test_a_secret_key_makes_no_registry(hcode, keys, tmp_path):
    result = hcode("registry", "init", tmp_path / "r", "--key", keys.secret, "--uri", URI)
    assert_error(result, 78, "secret key")
    assert not (tmp_path / "r").exists()


def test_issue_takes_the_index_and_notes_the_code(hcode, keys, registry, tmp_path):
    indexes = set()
    for number in range(3):
        result = hcode("issue", "--registry", registry, "--key", keys.secret, *GREEN, "--json", "-o", tmp_path / f"{number}.png")
        report = verdict(result)
        seen = verdict(hcode("scan", "--json", "--trust", keys.public, tmp_path / f"{number}.png"))
        assert seen["code_index"] == report["code_index"] < 4096
        indexes.add(seen["code_index"])
        told = verdict(hcode("status", "show", "--registry", registry, f"{keys.kid}:{seen['code_index']}", "--json"))
        assert (told["status"], told["signed_status"], told["changes"]) == ("as-signed", "green", [])
        assert (told["issued_at"], told["expires"]) == (seen["issued_at"], seen["expires"])
    assert len(indexes) == 3 and (show(registry)["used"], show(registry)["recorded"]) == (3, 3)
    assert json.loads(json.dumps(sorted(indexes))) != [0, 1, 2], "they do not come in order"


def test_no_name_is_kept(hcode, keys, registry, tmp_path):
    hcode("issue", "--registry", registry, "--key", keys.secret, *GREEN, "--name", "张小明", "--document-tail", "123X", "-o",
          tmp_path / "a.png")
    for content in listing(tmp_path).values():
        if content and content[:6] == b"SQLite":
            assert "张小明".encode() not in content and b"123X" not in content


def test_the_registry_of_another_key_is_refused_before_an_index_is_taken(hcode, keys, other_keys, registry, tmp_path):
    result = hcode("issue", "--registry", registry, "--key", other_keys.secret, *GREEN, "-o", tmp_path / "a.png")
    assert_error(result, 65, keys.kid, other_keys.kid)
    assert show(registry)["used"] == 0 and not (tmp_path / "a.png").exists()


def test_an_index_by_hand_and_a_registry_do_not_go_together(hcode, keys, registry):
    result = hcode("issue", "--registry", registry, "--index", 7, "--key", keys.secret, *GREEN, "--text")
    assert_error(result, 64, "--index")


def test_an_allocated_index_issues_by_hand(hcode, keys, registry):
    [index] = allocate(registry)
    text = hcode("issue", "--index", index, "--key", keys.secret, *GREEN, "--text").stdout.decode().strip()
    assert verdict(hcode("verify", "--json", "--trust", keys.public, text))["code_index"] == index
    told = verdict(hcode("status", "show", "--registry", registry, index, "--json"))
    assert told["signed_status"] is None and told["status"] == "as-signed"


def test_a_full_registry_says_what_to_do(hcode, keys, tmp_path):
    registry = init(tmp_path / "r", keys, capacity=10)
    first = allocate(registry, 7)
    assert_error(hcode("registry", "allocate", registry, "--count", 4), 69, "3 of 10", "keygen")
    assert sorted(first + allocate(registry, 3)) == list(range(10))
    result = hcode("issue", "--registry", registry, "--key", keys.secret, *GREEN, "-o", tmp_path / "a.png")
    assert_error(result, 69, "0 of 10", "registry init")
    assert not (tmp_path / "a.png").exists()


@pytest.mark.parametrize("content, words", [
    (b"", "not a registry"), (b"x" * 5000, "not a registry"), (b"SQLite format 3\0" + b"\0" * 5000, ""),
    (b'{"kty":"OKP"}', "not a registry"), (os.urandom(20_000), "not a registry"),
])
def test_what_is_no_registry_is_told_so_and_left_alone(hcode, tmp_path, content, words):
    (tmp_path / "r").write_bytes(content)
    assert_error(hcode("registry", "show", tmp_path / "r"), 65, words)
    assert_error(hcode("registry", "allocate", tmp_path / "r"), 65, words)
    assert (tmp_path / "r").read_bytes() == content


def test_another_programs_database_and_a_newer_registry_are_refused(hcode, registry, tmp_path):
    with sqlite3.connect(tmp_path / "other") as database:
        database.execute("CREATE TABLE registry (id, kid, next)")
    assert_error(hcode("registry", "allocate", tmp_path / "other"), 65, "another program")
    with sqlite3.connect(registry) as database:
        database.execute("PRAGMA user_version = 4")
    assert_error(hcode("registry", "allocate", registry), 65, "newer", "update")


def test_missing_and_odd_places_are_told_apart(hcode, tmp_path):
    assert_error(hcode("registry", "show", tmp_path / "none"), 66)
    assert_error(hcode("registry", "show", tmp_path), 65, "not a file")
    assert_error(hcode("registry", "show", ":memory:"), 66)
    assert_error(hcode("registry"), 64)


def test_a_damaged_registry_ends_in_an_error(hcode, registry):
    allocate(registry, 100)
    whole = registry.read_bytes()
    for place in range(100, len(whole), len(whole) // 40):
        registry.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1:])
        result = hcode("registry", "allocate", registry)
        assert result.returncode in (0, 65, 69, 74), (place, result)
        for beside in registry.parent.glob("a.registry-*"):
            beside.unlink()
    registry.write_bytes(whole[:5000])
    assert_error(hcode("registry", "allocate", registry), 65)


@pytest.mark.slow
def test_eight_processes_take_eighty_thousand_indexes_and_none_twice(keys, tmp_path):
    registry = init(tmp_path / "r", keys, capacity=100_000)

    def desk(_):
        return [index for _ in range(10) for index in allocate(registry, 1000)]

    with ThreadPoolExecutor(8) as desks:
        taken = [index for block in desks.map(desk, range(8)) for index in block]
    assert len(taken) == 80_000 == len(set(taken)) and max(taken) < 100_000
    assert show(registry)["used"] == 80_000 and is_whole(registry)


@pytest.mark.slow
def test_processes_that_issue_at_once_wait_for_each_other(keys, registry, tmp_path):
    def desk(number):
        return verdict(command.run("issue", "--registry", registry, "--key", keys.secret, *GREEN, "--json", "-o",
                                   tmp_path / f"{number}.png"))["code_index"]

    with ThreadPoolExecutor(8) as desks:
        indexes = list(desks.map(desk, range(40)))
    assert len(set(indexes)) == 40 and show(registry)["recorded"] == 40


@pytest.mark.slow
def test_a_kill_at_any_moment_of_taking_indexes_gives_none_twice(keys, registry):
    taken, kills = [], 0
    for moment in MOMENTS:
        result = with_fault("signal=KILL", *moment, "registry", "allocate", registry, "--count", 5)
        kills += was_killed(result)
        if not was_killed(result):
            assert result.returncode == 0, result
        taken += [int(line) for line in result.stdout.split()]
        taken += allocate(registry, 3)
        assert is_whole(registry)
    assert kills >= 8 and len(taken) == len(set(taken))


@pytest.mark.slow
def test_a_kill_at_any_moment_of_issuing_leaves_no_unknown_code(keys, registry, hcode, tmp_path):
    kills = 0
    for moment in MOMENTS:
        picture = tmp_path / f"{moment[0]}{moment[1]}.png"
        result = with_fault("signal=KILL", *moment, "issue", "--registry", registry, "--key", keys.secret, *GREEN, "-o", picture)
        kills += was_killed(result)
        if picture.exists():
            index = verdict(hcode("scan", "--json", "--trust", keys.public, picture))["code_index"]
            told = verdict(hcode("status", "show", "--registry", registry, index, "--json"))
            assert told["signed_status"] == "green"
        assert is_whole(registry)
    assert kills >= 12


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["ENOSPC", "EIO"])
def test_a_full_or_failing_disk_is_told_and_nothing_is_given_twice(keys, registry, fault):
    taken, failures = [], 0
    for call, number in [("pwrite64", 1), ("pwrite64", 2), ("pwrite64", 3), ("pwrite64", 4), ("fdatasync", 1), ("fdatasync", 2),
                         ("fdatasync", 3), ("ftruncate", 1), ("write", 1)]:
        result = with_fault(f"error={fault}", call, number if call == "write" else f"{number}+", "registry", "allocate", registry, "--count", 5)
        if result.returncode != 0:
            failures += 1
            assert_error(result, 74, "standard output" if call == "write" else str(registry))
        taken += [int(line) for line in result.stdout.split()]
        taken += allocate(registry, 2)
        assert is_whole(registry)
    assert failures >= 2 and len(taken) == len(set(taken))


@pytest.mark.parametrize("fault, status, word", [
    ("ENOSPC", 74, "no space left"), ("EIO", 74, "input/output error"), ("EACCES", 77, "write permission"),
    ("EMFILE", 74, "too many open files"),
])
def test_what_keeps_the_write_ahead_file_from_being_made_is_told(registry, fault, status, word):
    result = with_fault(f"error={fault}", "openat", "1+", "registry", "allocate", registry, path=f"{registry}-wal")
    assert_error(result, status, str(registry), word)
    assert show(registry)["used"] == 0


def test_a_registry_that_may_not_be_written_says_so(keys, registry):
    if os.geteuid() != 0:
        pytest.skip("skipped: needs another user")
    registry.chmod(0o444)
    registry.parent.chmod(0o755)
    # As nobody, from a place where nobody may read the program and the file but write neither.
    result = subprocess.run(
        ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", command.HCODE, "registry", "allocate", registry],
        capture_output=True, env=command.environment("/"))
    if result.returncode == 127 or b"setpriv" in result.stderr:
        pytest.skip("skipped: the program cannot be run as nobody")
    assert result.returncode in (66, 77), result
