"""An authority with a log, and a checkpoint that imported it: the world in which unlogged codes are found out."""

import json
import os
import shutil
from types import SimpleNamespace

import pytest

import command
from command import verdict
from logs import Log, keygen, ok

URI = "https://health.example/CN-HA.status"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """An authority with two officers, a status key, a log with a witness; its list asks for all of it, grace one hour."""
    folder = tmp_path_factory.mktemp("world")
    keys = {n: keygen(folder / n, "CN-HA") for n in ("first", "second")}
    keys["status"] = keygen(folder / "status", "CN-HA", "--use", "status-lists")
    root, snapshot = keygen(folder / "root", "ROOT"), keygen(folder / "snapshot", "SNAPSHOT")
    log = Log(folder / "log")
    ok("trust", "init", "--authority", "CN-HA", "--name", "Henan", "--root", root.public, "--snapshot", snapshot.public,
       cwd=folder)
    ok("trust", "add", keys["first"].public, "--status", "green,yellow,red", "--status-list", URI, "--appeal", "tel 12320", cwd=folder)
    ok("trust", "add", keys["second"].public, "--status", "red", cwd=folder)
    ok("trust", "add", keys["status"].public, "--use", "status-lists", "--for-status-list", URI, cwd=folder)
    ok("trust", "log", "CN-HA", "--log-key", log.vkey, "--witness", log.witness_vkey, "--grace", "1h", cwd=folder)
    assert json.loads((folder / "trust.json").read_text())["issuers"][0]["log"]["grace"] == "1h"
    ok("trust", "build", cwd=folder)
    ok("trust", "sign", "CN-HA-1.trust", "--key", root.secret, cwd=folder)
    ok("registry", "init", folder / "registry", "--key", keys["first"].public, "--uri", URI, "--capacity", 4096)
    return SimpleNamespace(folder=folder, log=log, root=root, snapshot=snapshot, **keys)


@pytest.fixture
def w(world, tmp_path):
    """The same with a log, a registry and a store of its own."""
    log = Log.__new__(Log)
    log.__dict__ |= world.log.__dict__ | {"home": tmp_path, "folder": tmp_path / "log"}
    shutil.copytree(world.log.folder, log.folder)
    shutil.copy(world.folder / "registry", tmp_path / "registry")
    new = SimpleNamespace(**world.__dict__)
    new.log, new.home, new.registry, new.store, new.first_witness = log, tmp_path, tmp_path / "registry", tmp_path / "store", True
    take(new, world.folder / "CN-HA-1.trust", "--root", world.root.public)
    publish_status(new)
    return new


def take(w, *args, **kwargs):
    return ok("trust", "import", "--store", w.store, *args, **kwargs)


def publish_status(w, at=None, log=None):
    path = w.home / "list.status"
    ok("status", "build", "--registry", w.registry, "--key", w.status.secret, "--log", log or w.log.folder, "-o", path, "--force",
       *(("--at", at) if at else ()))
    take(w, path, *(("--at", at) if at else ()))


def publish_log(w, at=None, since=0, name="export"):
    """Checkpoint, witness, export, at that time."""
    clock = ("--at", at) if at else ()
    ok("log", "checkpoint", w.log.folder, "--key", w.log.key.secret, *clock)
    result = w.log.witness(*(("--first",) if w.first_witness else ()), *clock)
    assert result.returncode == 0, result.stderr
    w.first_witness = False
    ok("log", "checkpoint", w.log.folder, "--cosigned", w.home / "cosigned", "--witness", w.log.witness_vkey)
    ok("log", "export", w.log.folder, "--since", since, "-o", w.home / name, "--force")
    return w.home / name


def red(w, name="red.png", log=None):
    """Lists and checkpoints of the tests are hours ahead, so the desk has to be told that its clock is right."""
    request = w.home / (name + ".request")
    ok("issue", "--key", w.first.secret, "--registry", w.registry, "--status", "red", "--valid", "7d", "--reason", "confirmed-case",
       "--authority", "Order 2026/117", "--request", request, "--clock-is-right")
    ok("approve", request, "--from", w.first.public, "--key", w.second.secret, "--log", log or w.log.folder, "-o", w.home / name,
       "--clock-is-right")
    return w.home / name


def scan(w, picture, at=None, **kwargs):
    found = verdict(command.run("scan", "--json", "--store", w.store, picture, **({} if at is None else {}), **kwargs)
                    if at is None else command.run("scan", "--json", "--store", w.store, "--at", at, picture))
    return found


def answer(found):
    return found["verdict"], found["reason"]


def later(**length):
    return command.ahead(**length)


def other_log(w):
    """A second copy of the log that nobody publishes: where an office hides what it did."""
    return w.log.copy("hidden")


def green(w):
    """A green code's index."""
    report = verdict(command.run("issue", "--key", w.first.secret, "--registry", w.registry, "--status", "green", "--valid", "7d",
                                 "--json", "-o", w.home / "g.png", "--force"))
    return report["code_index"]


def change(w, index, to, *, two=True, log=None, logged=True, at=None):
    """Changes a code; `to` is as-signed for a clearing."""
    # Status lists and checkpoints of the tests are hours ahead.
    clock = ("--clock-is-right", *(("--at", at) if at else ()))
    place = ("--log", log or w.log.folder) if logged else ("--no-log",)
    note = ("--why", "close-contact", "--authority", "Order 3", "--key", w.first.secret)
    act = ("clear",) if to == "as-signed" else ("set", "--to", to)
    ids = ("--registry", w.registry, *(index if isinstance(index, list) else [index]))
    if two:
        request = w.home / f"{os.urandom(4).hex()}.request"
        ok("status", *act, *ids, *note, "--request", request, *(() if logged else ("--no-log",)), *clock)
        ok("approve", request, "--from", w.first.public, "--key", w.second.secret, *place, "--registry", w.registry, *clock)
    else:
        ok("status", *act, *ids, *note, *place, *(("--one-officer",) if to in ("red", "as-signed") else ()), *clock)


def raised(w, *, two=True, log=None, logged=True):
    """A green code that is raised to red."""
    change(w, green(w), "red", two=two, log=log, logged=logged)
    return w.home / "g.png"
