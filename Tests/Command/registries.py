"""Registries for the tests, somebody else's look into them, and faults of the system on purpose."""

import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest

import command

URI = "https://health.example/status/1"

# What a run does to the disk and how often at most, with what it locks; strace counts each call for itself. Every one
# with HCODE_EVERY_FAULT=1, a choice of them otherwise.
MOMENTS = [
    (call, number)
    for call, most, step in [("pwrite64", 12, 3), ("fdatasync", 8, 2), ("fsync", 4, 1), ("ftruncate", 2, 1), ("unlink", 4, 1),
                             ("link", 1, 1), ("rename", 1, 1), ("write", 3, 1), ("fcntl", 60, 9), ("openat", 30, 11)]
    for number in range(1, most + 1, 1 if os.environ.get("HCODE_EVERY_FAULT") else step)]


def init(path, keys, *options, capacity=4096):
    result = command.run("registry", "init", path, "--key", keys.public, "--uri", URI, "--capacity", capacity, *options)
    assert result.returncode == 0, result.stderr
    return path


def show(path):
    result = command.run("registry", "show", path, "--json")
    assert result.returncode == 0, result.stderr
    return command.verdict(result)


def allocate(path, count=1):
    result = command.run("registry", "allocate", path, "--count", count)
    assert result.returncode == 0, result.stderr
    return [int(line) for line in result.stdout.split()]


def issue(path, keys, picture, *options):
    """The report of a green code."""
    result = command.run("issue", "--registry", path, "--key", keys.secret, "--status", "green", "--valid", "1h", "--json", "-o", picture,
                         *options)
    assert result.returncode == 0, result.stderr
    return command.verdict(result)


def lease(path, request, count, *options):
    result = command.run("registry", "lease", path, "--request", request, "--count", count, *options)
    assert result.returncode == 0, result.stderr
    return None if "-o" in options else [int(line) for line in result.stdout.split()]


def find(path, *options):
    result = command.run("registry", "find", path, "--json", *options)
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def history(path, index):
    result = command.run("status", "show", "--registry", path, index, "--json")
    assert result.returncode == 0, result.stderr
    return command.verdict(result)


def is_whole(path):
    """Whether another program finds the file in order."""
    with sqlite3.connect(path) as database:
        return database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def with_fault(fault, call, number, *args, path=None):
    """A run whose n-th such system call ends it (signal=KILL) or fails. Not `command.run`: it may die."""
    paths = path if isinstance(path, list) else [path] if path else []
    if shutil.which("strace") is None:
        pytest.skip("skipped: no strace")
    return subprocess.run(
        ["strace", "-f", "-qq", "-o", "/dev/null", *(word for name in paths for word in ("-P", name)), "-e", f"inject={call}:{fault}:when={number}", command.HCODE,
         *map(str, args)],
        capture_output=True, env=command.environment(command.NO_SUCH_PLACE), timeout=60)


def was_killed(result):
    return result.returncode in (-9, 137)


def as_version_1(path):
    """Turns a registry without codes into one as the first version of hcode made it."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript("""
            DROP TABLE leases; DROP INDEX codes_by_time; DROP INDEX codes_by_subject; DROP TABLE codes;
            CREATE TABLE codes (
              idx INTEGER PRIMARY KEY, issued INTEGER NOT NULL, expires INTEGER NOT NULL, status INTEGER NOT NULL) STRICT;
            ALTER TABLE registry DROP COLUMN subject_key; ALTER TABLE registry DROP COLUMN keeps_names;
            ALTER TABLE registry DROP COLUMN retention; ALTER TABLE registry DROP COLUMN lease_first;
            ALTER TABLE registry DROP COLUMN lease_end; PRAGMA user_version = 1;""")
    return path
