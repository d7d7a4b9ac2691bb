"""Registries for the tests, somebody else's look into them, and faults of the system on purpose."""

import os
import shutil
import sqlite3
import subprocess

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


def init(path, keys, capacity=4096):
    result = command.run("registry", "init", path, "--key", keys.public, "--uri", URI, "--capacity", capacity)
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


def is_whole(path):
    """Whether another program finds the file in order."""
    with sqlite3.connect(path) as database:
        return database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def with_fault(fault, call, number, *args, path=None):
    """A run whose n-th such system call ends it (signal=KILL) or fails. Not `command.run`: it may die."""
    if shutil.which("strace") is None:
        pytest.skip("skipped: no strace")
    return subprocess.run(
        ["strace", "-f", "-qq", "-o", "/dev/null", *(("-P", path) if path else ()), "-e", f"inject={call}:{fault}:when={number}", command.HCODE,
         *map(str, args)],
        capture_output=True, env=command.environment(command.NO_SUCH_PLACE), timeout=60)


def was_killed(result):
    return result.returncode in (-9, 137)
