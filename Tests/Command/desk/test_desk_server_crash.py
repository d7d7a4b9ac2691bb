"""A restore and an adoption that are killed where the registry is on a server: nothing is half done that the next run does not finish."""

import json
import re
import shutil

import pytest

import command
from desks import Desk
from logs import keygen
from traces import CALLS, calls_from, needs_strace, traced

pytestmark = [pytest.mark.slow, needs_strace]

CAPACITY = 1 << 20
# What is sent to the server too: a kill before a statement or before its COMMIT.
SEEN = [*CALLS, "renameat2", "sendto"]
NAMING = ("rename", "renameat2", "link", "unlink", "rmdir")
URI = "https://health.example/status/1"


def killed_at(words, mark, place, cwd=None):
    """The calls of a run from the first that names that file on."""
    trace = place / "trace"
    done = traced(words, ["-e", "trace=?" + ",?".join(SEEN)], trace, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return calls_from(trace, mark)


class Database:
    """A database that goes back to what it was."""

    def __init__(self, server):
        self.server, self.name = server, server.database()
        self.url = server.url(self.name)

    def keep(self):
        self.server.sql(f"CREATE DATABASE {self.name}_kept TEMPLATE {self.name}")

    def put_back(self):
        self.server.sql(f"DROP DATABASE {self.name} WITH (FORCE)")
        self.server.sql(f"CREATE DATABASE {self.name} TEMPLATE {self.name}_kept")


# ---------------------------------------------------------------- restore


@pytest.fixture(scope="module")
def desk(tmp_path_factory, server):
    """Published with a revoked code; its database came back from before the revocation."""
    database = Database(server)
    desk = Desk(tmp_path_factory.mktemp("desk"), "--registry", database.url)
    desk.database = database
    desk.code = desk.green()
    desk.ok("desk", "publish")
    desk.gate()
    database.keep()
    desk.ok("status", "set", desk.code, "--to", "revoked", "--why", "lost")
    desk.green("later.png")
    desk.ok("desk", "publish")
    desk.copy("before")
    return desk


def put_back(desk):
    for name in desk.place.glob("desk.*"):
        shutil.rmtree(name)
    desk.restore("before")
    desk.database.put_back()


def contents(desk):
    return {name: entry for name, entry in command.listing(desk.folder).items() if name != "state/lock"}


def goes_on(desk, old):
    """The desk publishes, or says that the restore is to be done again; it forgets nothing and gives nothing twice."""
    published = desk.run("desk", "publish", "--served")
    assert published.returncode in (0, 65), published
    issued = desk.run("issue", "--status", "green", "-o", "early.png")
    given = [int(n) for n in re.findall(r"main:(\d+)", issued.stdout.decode())]
    assert all(index >= CAPACITY for index in given), "what was given since the database's copy is not given again"
    if published.returncode == 65:
        assert contents(desk) == old and not given
        told = desk.ok("desk", "restore")
        assert int(re.search(r"new codes from index (\d+) on", told)[1]) >= CAPACITY
        desk.ok("desk", "publish", "--served")
    assert int(desk.green("new.png").split(":")[1]) >= CAPACITY
    store = desk.place / "store"
    shutil.rmtree(store, ignore_errors=True)
    desk.ok("trust", "import", "desk/publish/CN-HA.bundle", "--fingerprint", desk.fingerprint, "--store", store)
    assert [desk.run("scan", "--store", store, p).returncode for p in ("code.png", "later.png", "new.png")] == [12, 0, 0]
    for name in ("new.png", "early.png"):
        (desk.place / name).unlink(missing_ok=True)


def test_a_kill_at_any_call_of_a_restore_with_a_registry_on_a_server_gives_nothing_twice_and_forgets_nothing(desk):
    words = ["desk", "restore", "--desk", desk.folder]
    put_back(desk)
    points = killed_at(words, desk.folder / "state/lock", desk.place)
    sent = [point for point in points if point[0] == "sendto"]
    assert len(sent) > 5 and any(call == "renameat2" for call, _ in points)
    put_back(desk)
    old = contents(desk)
    named = [point for point in points if point[0] == "renameat2"]
    # Most of the calls are of files, which test_desk_restore_crash.py has.
    chosen = sent[::8] + named + [point for point in points if point not in sent and point not in named][::120]
    for call, ordinal in chosen:
        put_back(desk)
        done = traced(words, ["-e", f"inject={call}:signal=KILL:when={ordinal}"])
        assert done.returncode != 0, (call, ordinal)
        goes_on(desk, old)


# ---------------------------------------------------------------- adopt


@pytest.fixture(scope="module")
def office(tmp_path_factory, server):
    """Single files of an authority whose registry is on a server: a revoked code, and the log that says so."""
    place = tmp_path_factory.mktemp("office")
    database = Database(server)
    keys = {name: keygen(place / "keys" / name, issuer, *options) for name, issuer, *options in (
        ("code", "CN-HA"), ("status", "CN-HA", "--use", "status-lists"), ("root", "ROOT"), ("bundle", "BUNDLE"), ("logkey", "LOG"))}

    def run(*args):
        return command.run(*args, home=place.parent, cwd=place)

    def ok(*args):
        result = run(*args)
        assert result.returncode == 0, (args, result.stdout, result.stderr)
        return result.stdout.decode()

    ok("log", "init", "log", "--key", keys["logkey"].secret, "--origin", "health.example/log")
    ok("trust", "init", "--authority", "CN-HA", "--name", "Henan", "--root", keys["root"].public, "--snapshot", keys["bundle"].public)
    ok("trust", "add", keys["code"].public, "--status", "green,yellow,red", "--status-list", URI)
    ok("trust", "add", keys["status"].public, "--use", "status-lists", "--for-status-list", URI)
    ok("trust", "log", "CN-HA", "--log-key", "log/vkey")
    ok("trust", "build")
    ok("trust", "sign", "CN-HA-1.trust", "--key", keys["root"].secret)
    ok("registry", "init", database.url, "--key", keys["code"].public, "--uri", URI)
    loose = ("--key", keys["code"].secret, "--registry", database.url)
    issued = json.loads(ok("issue", "--json", "-o", "code.png", *loose, "--status", "green", "--valid", "24h"))
    ok("status", "set", "--registry", database.url, issued["code_index"], "--to", "revoked", "--why", "lost", "--authority", "Desk 7", "--key",
       keys["code"].secret, "--log", "log")
    ok("log", "checkpoint", "log", "--key", keys["logkey"].secret)
    database.keep()
    shutil.copytree(place, place.parent / "kept")
    return place, database, issued["code_index"], run, ok


def test_a_kill_at_any_call_of_an_adoption_with_a_registry_on_a_server_is_done_again_and_nothing_is_lost(office):
    place, database, index, run, ok = office
    words = ["desk", "adopt", ".", database.url, "--yes"]

    def put_back():
        shutil.rmtree(place)
        shutil.copytree(place.parent / "kept", place)
        database.put_back()

    put_back()
    points = killed_at(words, "trust.json", place.parent, cwd=place)
    assert len(points) > 50 and any(call == "sendto" for call, _ in points)
    sent = [point for point in points if point[0] == "sendto"]
    naming = [point for point in points if point[0] in NAMING]
    others = [point for point in points if point not in sent and point not in naming]
    for number, (call, ordinal) in enumerate(sent[::6] + naming[::8] + others[::80]):
        put_back()
        done = traced(words, ["-e", f"inject={call}:signal=KILL:when={ordinal}"], cwd=place)
        assert done.returncode != 0, (call, ordinal)
        if not (place / "desk").exists():
            ok(*words)
        assert json.loads((place / "desk/desk.json").read_text())["registries"] == {"main": database.url}
        if number % 3:
            continue
        ok("desk", "publish")
        new = json.loads(ok("issue", "--json", "-o", "new.png", "--status", "green"))
        assert new["code_index"] != index
        fingerprint = re.search(r"[0-9a-f]{64}", ok("desk"))[0]
        ok("trust", "import", "desk/publish/CN-HA.bundle", "--fingerprint", fingerprint, "--store", "store")
        assert [run("scan", "--store", "store", picture).returncode for picture in ("code.png", "new.png")] == [12, 0]
