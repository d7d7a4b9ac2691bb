"""Single files that become a desk: found by what they are, named, and never used in two places."""

import json
import re
import shutil
import sqlite3
import stat
from types import SimpleNamespace

import pytest

import command
from command import assert_error, verdict
from desks import Desk
from logs import keygen

pytestmark = pytest.mark.slow

URI = "https://health.example/status/1"
ORIGIN = "health.example/log"


@pytest.fixture
def office(tmp_path):
    """Today's files: keys in folders of their own, trust.json, a registry, a log, lists; a revoked green code and a yellow one."""
    place = tmp_path / "office"
    o = SimpleNamespace(place=place, home=tmp_path / "home")
    o.home.mkdir()
    for name, issuer, *options in (("code", "CN-HA"), ("status", "CN-HA", "--use", "status-lists"), ("root", "ROOT"), ("bundle", "BUNDLE"),
                                   ("logkey", "LOG")):
        setattr(o, name, keygen(place / "keys" / name, issuer, *options))
    o.run = lambda *args, **kwargs: command.run(*args, home=o.home, cwd=place, **kwargs)

    def ok(*args):
        result = o.run(*args)
        assert result.returncode == 0, (args, result.stdout, result.stderr)
        return result.stdout.decode()

    o.ok = ok
    ok("log", "init", "log", "--key", o.logkey.secret, "--origin", ORIGIN)
    ok("trust", "init", "--authority", "CN-HA", "--name", "Henan", "--root", o.root.public, "--snapshot", o.bundle.public)
    ok("trust", "add", o.code.public, "--status", "green,yellow,red", "--status-list", URI)
    ok("trust", "add", o.status.public, "--use", "status-lists", "--for-status-list", URI)
    ok("trust", "log", "CN-HA", "--log-key", "log/vkey")
    ok("trust", "build")
    ok("trust", "sign", "CN-HA-1.trust", "--key", o.root.secret)
    ok("registry", "init", "a.registry", "--key", o.code.public, "--uri", URI)
    o.issue = lambda name, *options: verdict(o.run("issue", "--json", "-o", name, "--name", "张", *options))["code_index"]
    loose = ("--key", o.code.secret, "--registry", "a.registry")
    o.index = o.issue("code.png", *loose, "--status", "green", "--valid", "24h")
    o.issue("yellow.png", *loose, "--log", "log", "--status", "yellow", "--valid", "24h", "--reason", "close-contact", "--authority", "Order 1")
    ok("status", "set", "--registry", "a.registry", o.index, "--to", "revoked", "--why", "lost", "--authority", "Desk 7", "--key",
       o.code.secret, "--log", "log")
    ok("log", "checkpoint", "log", "--key", o.logkey.secret)
    ok("status", "build", "--registry", "a.registry", "--key", o.status.secret, "--log", "log", "-o", "today.status")
    o.desk = place / "desk"
    return o


def adopt(o, *args):
    return o.ok("desk", "adopt", *args, "--yes")


def test_single_files_become_a_desk_that_goes_on_where_they_were(office):
    told = adopt(office)
    for line in ("main", "registry ./a.registry", "secret key ./keys/code/CN-HA.key", "secret key ./keys/root/ROOT.key", "log       ./log",
                 "2 signed lists found"):
        assert line in told, told
    assert {p.name for p in (office.desk / "secret").iterdir()} == {f"{n}.key" for n in ("main", "status-1", "root-1", "bundle-1", "log-1")}
    assert all(stat.S_IMODE(p.stat().st_mode) == 0o600 for p in (office.desk / "secret").iterdir())
    assert office.code.secret.exists(), "keys are copied"
    office.ok("desk", "publish")
    new = office.issue("new.png", "--status", "green")
    assert new != office.index
    fingerprint = re.search(r"[0-9a-f]{64}", office.ok("desk"))[0]
    office.ok("trust", "import", "desk/publish/CN-HA.bundle", "--fingerprint", fingerprint)
    assert [office.run("scan", p).returncode for p in ("code.png", "yellow.png", "new.png")] == [12, 10, 0]
    assert json.loads((office.desk / "trust.json").read_text())["issuers"][0]["keys"][0]["status_list"] == URI, "names of status lists stay"
    assert json.loads((office.desk / "trust.json").read_text())["version"] == 1, "nothing had to be signed by the root key again"
    office.ok("log", "verify", "desk/publish/log", "--log-key", "desk/publish/log/vkey")


def test_what_stays_behind_issues_and_logs_nothing_more(office):
    adopt(office)
    loose = ("--no-desk", "--key", office.code.secret, "--registry", "a.registry")
    assert_error(office.run("issue", *loose, "--status", "green", "--valid", "24h", "-o", "x.png"), 65, "moved to", "desk/registry/main.registry")
    assert_error(office.run("status", "set", "--no-desk", "--registry", "a.registry", office.index, "--to", "revoked", "--why", "lost",
                            "--authority", "X", "--key", office.code.secret, "--log", "log"), 65, "moved to")
    assert office.run("issue", "--no-desk", "--key", office.code.secret, "--index", 5, "--log", "log", "--status", "yellow", "--valid", "24h",
                      "--reason", "close-contact", "--authority", "Order 1", "-o", "x.png").returncode == 66
    assert not (office.place / "x.png").exists()
    shutil.rmtree(office.desk)


def test_a_run_that_was_killed_is_done_again_and_no_index_is_given_twice(office):
    """What a kill leaves between the marks and the desk: marked files and no desk."""
    with sqlite3.connect(office.place / "a.registry") as registry:
        registry.execute("INSERT INTO leases (request, first, count) SELECT 'moved to ' || ?, next, 0 FROM registry",
                         (str(office.desk / "registry/main.registry"),))
        registry.execute("UPDATE registry SET next = capacity")
    registry.close()
    (office.place / "log/.journal").rename(office.place / "log/.journal-moved")
    adopt(office)
    office.ok("desk", "publish")
    assert office.issue("new.png", "--status", "green") != office.index


def test_a_registry_that_went_to_a_desk_is_not_adopted_twice(office):
    adopt(office)
    assert_error(office.run("desk", "adopt", "--desk", "second", "--yes"), 65, "moved to", "use the desk there")
    assert_error(office.run("desk", "adopt", "--yes"), 73, "is there already")
    assert not (office.place / "second").exists()
    # Nor when the desk has gone elsewhere since.
    office.desk.rename(office.place.parent / "moved")
    assert_error(office.run("desk", "adopt", "--yes"), 65, "moved to", "use the desk there")


def test_two_registries_of_one_key_are_refused_with_both_counters(office):
    shutil.copy(office.place / "a.registry", office.place / "b.registry")
    office.issue("more.png", "--key", office.code.secret, "--registry", "a.registry", "--status", "green", "--valid", "24h")
    assert_error(office.run("desk", "adopt", "--yes"), 65, "./a.registry has given 3 indexes", "./b.registry has given 2 indexes")
    assert not office.desk.exists()
    adopt(office, "a.registry", "keys", "trust.json", "log")


def test_what_is_missing_is_told_and_restored_afterwards(office):
    adopted = office.ok("desk", "adopt", "trust.json", "keys/code", "log", "CN-HA-1.trust", "today.status", "--yes")
    assert "REGISTRY MISSING" in adopted and adopted.count("no secret key found") == 4
    assert_error(office.run("desk", "publish"), 69, "desk restore")
    for name in "root", "status", "bundle", "logkey":
        key = getattr(office, name)
        shutil.copy(key.secret, office.desk / "secret" / {"logkey": "log"}.get(name, name).__add__("-1.key"))
    assert "1 code revoked" in office.ok("desk", "restore", "--from", publish_by_hand(office))
    office.ok("desk", "publish", "--served")
    assert office.issue("new.png", "--status", "green") >= 1 << 20


def publish_by_hand(o):
    """The bundle of today's commands."""
    o.ok("log", "export", "log", "-o", "whole.log")
    o.ok("trust", "bundle", "CN-HA-1.trust", "today.status", "whole.log", "--key", o.bundle.secret, "-o", "CN-HA.bundle")
    return o.place / "CN-HA.bundle"


def test_nothing_is_made_without_a_yes_and_without_a_trust_list_source(office):
    before = command.listing(office.place)
    assert_error(office.run("desk", "adopt"), 64, "--yes")
    assert_error(office.run("desk", "adopt", "keys", "--yes"), 66, "no trust.json")
    assert command.listing(office.place) == before


def test_a_sealed_key_is_found_beside_its_public_file(office, tmp_path):
    (tmp_path / "phrase").write_text("phrase\n")
    adopted = office.place / "keys/code"
    shutil.rmtree(adopted)
    adopted.mkdir()
    made = command.run("keygen", "--issuer", "CN-HA", "--name", "CN-HA", "--passphrase-file", tmp_path / "phrase", "-o", adopted)
    assert made.returncode == 0, made.stderr
    source = json.loads((office.place / "trust.json").read_text())
    source["issuers"][0]["keys"] = [k for k in source["issuers"][0]["keys"] if "status_list" not in k]
    (office.place / "trust.json").write_text(json.dumps(source))
    office.ok("trust", "add", adopted / "CN-HA.pub", "--status", "green", "--status-list", URI)
    (office.place / "a.registry").unlink()
    assert "secret key ./keys/code/CN-HA.key" in adopt(office)
    assert (office.desk / "secret/main.key").read_bytes() == (adopted / "CN-HA.key").read_bytes()


def test_a_desk_is_none_of_the_files_that_are_adopted(office, tmp_path):
    other = Desk(tmp_path / "other", issuer="CN-HB")
    shutil.copytree(other.folder, office.place / "older")
    assert "CN-HB" not in adopt(office)


def test_a_registry_on_a_server_stays_where_it_is(office, server):
    url = server.url(server.database())
    (office.place / "a.registry").unlink()
    office.ok("registry", "init", url, "--key", office.code.public, "--uri", "https://other.example/1", "--first")
    assert_error(office.run("desk", "adopt", ".", url, "--yes"), 65, "https://other.example/1", URI)
    url = server.url(server.database())
    shutil.move(office.place / "today.status", office.home / "today.status")
    office.ok("registry", "init", url, "--key", office.code.public, "--uri", URI, "--first")
    assert url in adopt(office, ".", url)
    assert json.loads((office.desk / "desk.json").read_text())["registries"] == {"main": url}
    assert not list((office.desk / "registry").iterdir())
