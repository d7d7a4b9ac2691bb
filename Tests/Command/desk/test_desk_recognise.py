"""Neighbours: recognised in two commands, their lists in our bundle, and nothing that they do hurts ours."""

import json
import re
import shutil
import sqlite3
import time
from contextlib import closing

import pytest

import command
from command import assert_error
from desks import Desk, served
from servers import TaggedFiles, serving

pytestmark = pytest.mark.slow


class Neighbours:
    """Our desk, a neighbour's, and where theirs is served."""

    def __init__(self, folder, server):
        self.ours = Desk(folder / "ours")
        self.theirs = Desk(folder / "theirs", "--url", server.url + "/", issuer="CN-HB", name="湖北省卫健委")
        self.url = server.url + "/CN-HB.bundle"
        self.web = folder / "web"

    def recognise(self, *options, url=None):
        return self.ours.run("desk", "recognise", url or self.url, *options)

    def publish_theirs(self):
        self.theirs.ok("desk", "publish")
        shutil.rmtree(self.web, ignore_errors=True)
        shutil.copytree(self.theirs.folder / "publish", self.web)

    def publish(self):
        return self.ours.ok("desk", "publish")

    def scan_theirs(self):
        return self.ours.scan(self.theirs.place / "code.png")


@pytest.fixture
def neighbours(tmp_path):
    with served(tmp_path / "web") as server:
        made = Neighbours(tmp_path, server)
        made.code = made.theirs.green()
        made.publish_theirs()
        yield made


@pytest.fixture
def recognised(neighbours):
    assert neighbours.recognise("--fingerprint", neighbours.theirs.fingerprint).returncode == 0
    neighbours.publish()
    neighbours.ours.gate()
    return neighbours


def revoke(desk, code):
    desk.ok("status", "set", code, "--to", "revoked", "--why", "lost")


def settings(desk):
    return json.loads((desk.folder / "desk.json").read_text())


def test_two_commands_and_our_gates_know_the_neighbours_codes_and_revocations(neighbours):
    told = neighbours.recognise("--fingerprint", neighbours.theirs.fingerprint)
    assert told.returncode == 0 and "CN-HB" in told.stdout.decode()
    assert "version 2" in neighbours.publish()
    neighbours.ours.gate()
    assert neighbours.scan_theirs() == 0
    assert settings(neighbours.ours)["publish"] == {"neighbours": [neighbours.url]}
    revoke(neighbours.theirs, neighbours.code)
    neighbours.publish_theirs()
    neighbours.publish()
    neighbours.ours.ok("trust", "import", "desk/publish/CN-HA.bundle")
    assert neighbours.scan_theirs() == 12
    assert "nothing is due" in neighbours.publish()


def test_only_a_fingerprint_that_was_compared_recognises(neighbours):
    before = (neighbours.ours.folder / "trust.json").read_bytes()
    assert_error(neighbours.recognise(), 64, neighbours.theirs.fingerprint[:8])
    assert_error(neighbours.recognise("--fingerprint", "0" * 64), 77, neighbours.theirs.fingerprint[:8])
    assert_error(neighbours.recognise("--fingerprint", "0" * 64, url="ftp://a.example/x"), 64, "URL")
    assert (neighbours.ours.folder / "trust.json").read_bytes() == before
    assert "publish" not in settings(neighbours.ours)


def test_the_terms_are_those_that_were_given_and_recognising_again_keeps_them(neighbours):
    neighbours.recognise("--fingerprint", neighbours.theirs.fingerprint, "--green-with", "pcr:48h", "--otherwise", "yellow")
    neighbours.publish()
    neighbours.ours.gate()
    assert neighbours.scan_theirs() == 10
    again = neighbours.recognise("--fingerprint", neighbours.theirs.fingerprint)
    assert b"recognised again" in again.stdout
    [recognition] = json.loads((neighbours.ours.folder / "trust.json").read_text())["recognises"]
    assert (recognition["green_with"], recognition["otherwise"]) == ({"pcr": "48h"}, "yellow")
    assert settings(neighbours.ours)["publish"]["neighbours"] == [neighbours.url]


def test_a_desk_does_not_recognise_itself(neighbours):
    neighbours.publish()
    shutil.copy(neighbours.ours.folder / "publish/CN-HA.bundle", neighbours.web / "CN-HA.bundle")
    own = neighbours.recognise("--fingerprint", neighbours.ours.fingerprint, url=neighbours.url.replace("CN-HB", "CN-HA"))
    assert_error(own, 64, "own authority")


def test_a_neighbour_that_does_not_answer_stops_nothing_and_is_carried_on(recognised):
    shutil.rmtree(recognised.web)
    recognised.ours.yellow()
    told = recognised.publish()
    assert "cannot be fetched" in told and "bundle  CN-HA.bundle" in told
    checks = {c["check"]: c for c in json.loads(recognised.ours.run("desk", "check", "--json").stdout)["checks"]}
    assert checks["neighbours"]["state"] == "ok" and "1 neighbour" in checks["neighbours"]["detail"]
    store = recognised.ours.place / "store"
    recognised.ours.ok("trust", "import", "desk/publish/CN-HA.bundle", "--fingerprint", recognised.ours.fingerprint, "--store", store)
    assert recognised.ours.run("scan", "--store", store, recognised.theirs.place / "code.png").returncode == 0


def test_an_older_file_of_a_neighbour_is_told_and_never_takes_a_revocation_back(recognised):
    shutil.copytree(recognised.web, recognised.web.parent / "old")
    revoke(recognised.theirs, recognised.code)
    recognised.publish_theirs()
    recognised.publish()
    shutil.rmtree(recognised.web)
    shutil.copytree(recognised.web.parent / "old", recognised.web)
    recognised.ours.yellow()
    assert "older than those accepted before" in recognised.publish()
    recognised.ours.ok("trust", "import", "desk/publish/CN-HA.bundle")
    assert recognised.scan_theirs() == 12


@pytest.mark.parametrize("defect", ["flipped", "cut", "empty", "page", "ours", "stranger"])
def test_what_is_no_bundle_of_the_neighbour_never_enters_ours(recognised, tmp_path, defect):
    bundle = recognised.web / "CN-HB.bundle"
    whole = bundle.read_bytes()
    if defect == "stranger":
        other = Desk(tmp_path / "stranger", issuer="CN-HB")
        other.ok("desk", "publish")
        put = (other.folder / "publish/CN-HB.bundle").read_bytes()
    else:
        put = {"flipped": whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:], "cut": whole[:-1], "empty": b"", "page": b"<!DOCTYPE html>",
               "ours": (recognised.ours.folder / "publish/CN-HA.bundle").read_bytes()}[defect]
    bundle.write_bytes(put)
    recognised.ours.yellow()
    told = recognised.publish()
    assert "is refused" in told or "cannot be fetched" in told, told
    recognised.ours.ok("trust", "import", "desk/publish/CN-HA.bundle")
    assert recognised.scan_theirs() == 0
    assert recognised.ours.scan("yellow.png") == 10


def test_a_status_list_of_a_neighbour_under_our_lists_name_changes_nothing_of_ours(recognised):
    """A neighbour that names our status list as its own must not stop our publishing, or clear what we revoked."""
    ours, theirs = recognised.ours, recognised.theirs
    code = ours.green("ours.png")
    revoke(ours, code)
    source = theirs.folder / "trust.json"
    named = re.search(r'"status_list": "([^"]+)"', source.read_text())[1]
    source.write_text(source.read_text().replace(named, "urn:hcode:CN-HA:main"))
    for name in ("CN-HB.status", "CN-HB.bundle"):
        (theirs.folder / "publish" / name).unlink()
    recognised.publish_theirs()
    assert b"urn:hcode:CN-HA:main" in (recognised.web / "CN-HB.status").read_bytes()
    for number in range(2):
        ours.yellow(f"yellow-{number}.png")
        recognised.publish()
    ours.ok("trust", "import", "desk/publish/CN-HA.bundle")
    assert [ours.scan("ours.png"), ours.scan("yellow-1.png")] == [12, 10]
    assert recognised.scan_theirs() == 30, "its codes have no status list"


def test_a_gate_passes_over_a_neighbours_list_that_contradicts_the_stored_one_and_takes_ours(recognised):
    ours, theirs = recognised.ours, recognised.theirs
    ours.copy("before")
    theirs.copy("before")
    theirs.ok("desk", "rotate", "bundle")
    recognised.publish_theirs()
    recognised.publish()
    ours.ok("trust", "import", "desk/publish/CN-HA.bundle")
    # Another second version, which a desk of ours carries that never saw the first.
    theirs.restore("before")
    ours.restore("before")
    # The desk of before does not know of our bundle of this second.
    time.sleep(1.1)
    theirs.ok("desk", "rotate", "status")
    recognised.publish_theirs()
    code = ours.green("ours.png")
    revoke(ours, code)
    recognised.publish()
    taken = ours.run("trust", "import", "desk/publish/CN-HA.bundle")
    assert taken.returncode == 0 and b"equivocation" in taken.stderr, taken
    assert ours.scan("ours.png") == 12


def test_a_neighbour_with_new_root_keys_is_recognised_again(recognised):
    theirs = recognised.theirs
    (theirs.folder / "secret/root-1.key").unlink()
    told = theirs.ok("desk", "rotate", "root", "--lost", "--no-passphrase")
    recognised.publish_theirs()
    assert "is refused (unsigned-root-change)" in recognised.publish()
    fingerprint = re.search(r"fingerprint  ([0-9a-f ]+)\n", told)[1]
    again = recognised.recognise("--fingerprint", fingerprint)
    assert b"recognised again" in again.stdout
    recognised.publish()
    recognised.ours.ok("trust", "import", "desk/publish/CN-HA.bundle")
    assert recognised.scan_theirs() == 0


def test_the_urls_of_neighbours_are_checked(neighbours):
    path = neighbours.ours.folder / "desk.json"
    for url in ("http://a.example/x", "file:///etc/passwd", "https://", "https://a b"):
        path.write_text(json.dumps({"format": "hcode-desk-1", "issuer": "CN-HA", "publish": {"neighbours": [url]}}))
        assert_error(neighbours.ours.run("desk", "publish"), 65, "publish.neighbours[0]")


def test_a_neighbour_whose_lists_are_small_files_and_large_in_memory_is_refused_and_costs_little(recognised):
    theirs, ours = recognised.theirs, recognised.ours
    for _ in range(9):
        theirs.ok("desk", "rotate", "code", "--no-passphrase")
    for index, registry in enumerate(sorted((theirs.folder / "registry").glob("*.registry"))):
        with closing(sqlite3.connect(registry)) as database, database:
            database.execute("UPDATE registry SET capacity = 67108864")
            database.execute("INSERT INTO changes (idx, value, why, authority, at, until) VALUES (?, 1, 'lost', 'x', ?, ?)",
                             (index, int(time.time()), int(time.time()) + 86400))
    recognised.publish_theirs()
    assert (recognised.web / "CN-HB.bundle").stat().st_size < 1 << 20
    ours.yellow("new.png")
    done, used = command.measured("desk", "publish", home=ours.home, cwd=ours.place)
    told = (done.stdout + done.stderr).decode()
    assert done.returncode == 0 and "too-large" in told and "bundle" in told, told
    assert used < 256
    assert recognised.scan_theirs() == 0, "what was taken before goes on"


def test_a_desk_that_is_made_from_what_it_published_carries_its_neighbours_again(recognised):
    ours = recognised.ours
    shutil.copytree(ours.folder / "publish", ours.place / "copy")
    shutil.copytree(ours.folder / "secret", ours.place / "keys")
    shutil.rmtree(ours.folder)
    told = ours.ok("desk", "restore", "--from", "copy", "--fingerprint", ours.fingerprint)
    assert f"carried   {recognised.url}" in told
    assert settings(ours)["publish"] == {"neighbours": [recognised.url]}
    shutil.copytree(ours.place / "keys", ours.folder / "secret", dirs_exist_ok=True)
    revoke(recognised.theirs, recognised.code)
    recognised.publish_theirs()
    recognised.publish()
    ours.ok("trust", "import", "desk/publish/CN-HA.bundle")
    assert recognised.scan_theirs() == 12


def test_a_neighbours_bundle_that_has_not_changed_is_not_sent_again_unless_what_was_taken_is_gone(tmp_path):
    with serving(TaggedFiles, pages={}, answers=[]) as server:
        neighbours = Neighbours(tmp_path, server)
        ours, theirs, bundle = neighbours.ours, neighbours.theirs, "/CN-HB.bundle"
        code = theirs.green()

        def publish_theirs():
            theirs.ok("desk", "publish")
            server.pages[bundle] = (theirs.folder / "publish/CN-HB.bundle").read_bytes()

        def said():
            server.answers.clear()
            neighbours.publish()
            return [status for _, status in server.answers]

        publish_theirs()
        assert neighbours.recognise("--fingerprint", theirs.fingerprint).returncode == 0
        assert said() == [200] and said() == [304] and said() == [304]
        revoke(theirs, code)
        publish_theirs()
        assert said() == [200] and said() == [304]
        ours.gate()
        assert neighbours.scan_theirs() == 12
        (ours.folder / "publish/CN-HA.bundle").unlink()
        assert said() == [200]
        ours.ok("trust", "import", "desk/publish/CN-HA.bundle")
        assert neighbours.scan_theirs() == 12
        (ours.folder / "state/neighbours").write_text("no line of ours\n")
        assert said() == [200]
