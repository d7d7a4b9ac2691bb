"""A registry in a file under kills and full disks at every moment of what came after `allocate` and `issue`."""

import os
import shutil
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

import command
import postgresql
from command import assert_error
from registries import MOMENTS, allocate, as_version_1, find, init, is_whole, issue, lease, show, was_killed, with_fault

pytestmark = pytest.mark.slow


@pytest.fixture
def registry(keys, tmp_path):
    return init(tmp_path / "a.registry", keys)


@pytest.fixture
def small_disk(tmp_path):
    """small_disk(size) → a folder on a file system of that size."""
    mounts = []

    def make(size, parent=tmp_path):
        folder = parent / "disk"
        folder.mkdir()
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, text=True)
        if made.returncode:
            pytest.skip("skipped: cannot mount a tmpfs here: " + made.stderr.strip())
        mounts.append(folder)
        return folder

    yield make
    for folder in mounts:
        subprocess.run(["umount", "-l", folder], check=True)


def test_a_kill_at_any_moment_of_leasing_is_mended_by_asking_again(keys, registry):
    kills = 0
    for number, moment in enumerate(MOMENTS):
        kills += was_killed(with_fault("signal=KILL", *moment, "registry", "lease", registry, "--count", 5, "--as", f"r{number}"))
        lease(registry, f"r{number}", 5)
        assert is_whole(registry)
    assert kills >= 8 and show(registry)["used"] == 5 * len(MOMENTS)


def test_a_kill_at_any_moment_of_collecting_is_mended_by_doing_it_again(keys, registry, tmp_path):
    desk = tmp_path / "d.desk"
    lease(registry, "d", 60, "-o", desk)
    made = [issue(desk, keys, tmp_path / f"{number}.png", "--subject", f"S{number}")["code_index"] for number in range(6)]
    kills = 0
    for number, moment in enumerate(MOMENTS):
        copy = tmp_path / f"copy{number}"
        shutil.copy(registry, copy)
        kills += was_killed(with_fault("signal=KILL", *moment, "registry", "collect", copy, desk))
        assert show(copy)["recorded"] in (0, 6), "all or none"
        assert command.run("registry", "collect", copy, desk).returncode == 0
        assert [code["code_index"] for code in find(copy, "--since", "2020-01-01T00:00:00Z")] == [
            code["code_index"] for code in find(desk, "--since", "2020-01-01T00:00:00Z")] and is_whole(copy)
    assert kills >= 8 and len(made) == len(set(made))


def test_a_kill_at_any_moment_of_forgetting_leaves_the_person_whole_or_gone(keys, tmp_path):
    registry = init(tmp_path / "r", keys, "--keep-names")
    for number in range(3):
        issue(registry, keys, tmp_path / f"{number}.png", "--subject", "X1", "--name", "Zhang Weiwei")
    kills = 0
    for number, moment in enumerate(MOMENTS):
        copy = tmp_path / f"copy{number}"
        shutil.copy(registry, copy)
        kills += was_killed(with_fault("signal=KILL", *moment, "registry", "forget", copy, "--subject", "X1"))
        assert len(find(copy, "--subject", "X1")) in (0, 3) and is_whole(copy)
        assert command.run("registry", "forget", copy, "--subject", "X1").returncode == 0
        for path in tmp_path.glob(f"copy{number}*"):
            assert b"Zhang Weiwei" not in path.read_bytes(), path
    assert kills >= 8


def test_a_kill_at_any_moment_of_bringing_an_old_registry_up_to_date_loses_nothing(keys, registry, tmp_path):
    taken = allocate(registry, 50)
    old = as_version_1(registry)
    with closing(sqlite3.connect(old, isolation_level=None)) as database:
        database.execute("INSERT INTO codes VALUES (?, 1000, 2000, 1)", (taken[0],))
    kills = 0
    for number, moment in enumerate(MOMENTS):
        copy = tmp_path / f"copy{number}"
        shutil.copy(old, copy)
        kills += was_killed(with_fault("signal=KILL", *moment, "registry", "allocate", copy, "--count", 5))
        with closing(sqlite3.connect(copy)) as database:
            [version] = database.execute("PRAGMA user_version").fetchone()
            [key] = database.execute("SELECT count(*) FROM pragma_table_info('registry') WHERE name = 'subject_key'").fetchone()
            assert (version, key) in [(1, 0), (3, 1)], "one or the other"
        assert not set(taken) & set(allocate(copy, 50))
        assert [(code["code_index"], code["signed_status"]) for code in find(copy, "--index", str(taken[0]))] == [(taken[0], "yellow")]
        assert is_whole(copy)
    assert kills >= 8


def test_processes_that_find_an_old_registry_at_once_bring_it_up_to_date_once(keys, registry):
    as_version_1(registry)
    with ThreadPoolExecutor(8) as desks:
        taken = [index for block in desks.map(lambda _: allocate(registry, 10), range(16)) for index in block]
    assert len(set(taken)) == 160 == show(registry)["used"] and is_whole(registry)


def test_what_is_forgotten_is_gone_from_the_files(keys, tmp_path):
    registry = init(tmp_path / "r", keys, "--keep-names")
    for number in range(40):
        issue(registry, keys, tmp_path / f"{number}.png", "--subject", f"S{number}", "--name", f"Zhang Weiwei {number:02}")
    [code] = find(registry, "--subject", "S7")
    digest = bytes.fromhex(code["subject_hash"])
    assert any(b"Zhang Weiwei 07" in path.read_bytes() for path in tmp_path.glob("r*")), "there was something to erase"
    assert command.run("registry", "forget", registry, "--subject", "S7").stdout == b"1 forgotten\n"
    for path in tmp_path.glob("r*"):
        assert b"Zhang Weiwei 07" not in path.read_bytes() and digest not in path.read_bytes(), path
    purge = ("registry", "purge", registry, "--retain", "1m", "--at", "2999-01-01T00:00:00Z")
    assert command.run(*purge, "--clock-is-right").stdout.startswith(b"0 purged")
    assert command.run(*purge).stdout == b"39 purged\n"
    assert not any(b"Zhang" in path.read_bytes() for path in tmp_path.glob("r*")) and is_whole(registry)


def test_forgetting_while_another_process_reads_says_what_is_left(keys, tmp_path):
    registry = init(tmp_path / "r", keys)
    issue(registry, keys, tmp_path / "a.png", "--subject", "X1")
    reader = sqlite3.connect(registry, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM codes").fetchall()
    result = command.run("registry", "forget", registry, "--subject", "X1", timeout=120)
    reader.close()
    assert result.returncode == 0 and result.stdout == b"1 forgotten\n" and b"next purge" in result.stderr


def test_a_disk_that_fills_up_is_told_and_nothing_is_given_twice(keys, small_disk):
    disk = small_disk("300k")
    registry = init(disk / "r", keys, capacity=1 << 20)
    blocks, failed = [], 0
    for number in range(400):
        result = command.run("registry", "lease", registry, "--as", f"{'r' * 50}{number}", "--count", 7)
        if result.returncode == 0:
            blocks.append(result.stdout)
        else:
            assert_error(result, 74, "no space left")
            failed += 1
            if failed == 3:
                break
        if number == 20:
            # Nearly full from here on.
            with open(disk / "ballast", "wb") as ballast:
                ballast.write(b"x" * (os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize - 8192))
    assert failed == 3 and len(blocks) == len(set(blocks))
    (disk / "ballast").unlink()
    assert show(registry)["used"] == 7 * len(blocks) and is_whole(registry)
    assert len(allocate(registry, 10)) == 10


def test_a_server_whose_disk_fills_up_is_told_and_nothing_is_given_twice(keys, small_disk):
    """On a disk for its data alone: the log of a full server needs room that it does not have."""
    server = postgresql.Server()
    try:
        disk = small_disk("2m", server.folder)
        if server.user:
            os.chown(disk, server.user.pw_uid, server.user.pw_gid)
        server.sql(f"CREATE TABLESPACE small LOCATION '{disk}'")
        database = server.database()
        server.sql("SET default_tablespace = small; CREATE TABLE ballast (x text)", database)
        registry = init(server.url(database, options="-cdefault_tablespace%3Dsmall"), keys, capacity=1 << 20)
        server.sql("ALTER TABLE ballast ALTER x SET STORAGE PLAIN", database)
        blocks, failed = [], 0
        for number in range(3000):
            # Fills the rest first by pages, so that the leases meet the end.
            if number == 10:
                for rows in (64, 8, 1):
                    while server.call("psql", "-X", "-h", server.folder, "-U", postgresql.OWNER, "-d", database, "-c",
                                      f"INSERT INTO ballast SELECT repeat('x', 8000) FROM generate_series(1, {rows})",
                                      check=False).returncode == 0:
                        pass
            result = command.run("registry", "lease", registry, "--as", f"{'r' * 50}{number}", "--count", 7)
            if result.returncode == 0:
                blocks.append(result.stdout)
            else:
                assert_error(result, 74, "no space left")
                failed += 1
                if failed == 3:
                    break
        assert failed == 3 and len(blocks) == len(set(blocks)) >= 10
        server.sql("DROP TABLE ballast", database)
        assert show(registry)["used"] == 7 * len(blocks)
        assert len(allocate(registry, 10)) == 10
    finally:
        server.remove()
