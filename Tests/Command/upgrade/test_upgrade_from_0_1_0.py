"""What version 0.1.0 wrote: read by this version, or refused with the way out."""

import shutil
from pathlib import Path

import pytest

from command import assert_error, made_keys, run, verdict

OLD = Path(__file__).parent / "0.1.0"
AT = ("--at", "2026-11-30T12:00:00Z")


@pytest.fixture
def old(tmp_path):
    """A copy that may be changed."""
    shutil.copytree(OLD, tmp_path / "old")
    return tmp_path / "old"


@pytest.mark.parametrize("name, status, word", [("g0.png", 0, "green"), ("y.png", 10, "yellow")])
def test_codes_are_read_as_before(name, status, word):
    result = run("scan", "--json", *AT, "--trust", OLD / "CN-HA.pub", OLD / name)
    assert result.returncode == status and verdict(result)["verdict"] == word
    assert verdict(result)["reason"] == "as-signed"


def test_a_store_decides_nothing_and_says_what_to_do(old):
    for options in ((), ("--trust", old / "CN-HA.pub")):
        result = run("scan", "--json", *AT, "--store", old / "store", *options, old / "g0.png")
        found = verdict(result)
        assert result.returncode == 30 and found["reason"] == "trust-unreadable"
        assert "import the lists again" in found["detail"]


def test_trust_lists_have_to_be_built_again(old, tmp_path):
    result = run("trust", "import", "--store", tmp_path / "store", "--root", old / "ROOT.pub", *AT, old / "CN-HA-1.trust")
    assert_error(result, 65, "malformed-list", "hcode key agree", "build the list again")
    assert "earlier version" in result.stderr.decode()


def test_a_registry_goes_on_and_forgets_nothing(old):
    registry = old / "registry"
    for index, status in ((41, "suspended"), (60, "revoked"), (2, "red"), (56, "as-signed")):
        shown = run("status", "show", "--registry", registry, index, "--json", *AT)
        assert shown.returncode == 0 and verdict(shown)["status"] == status, (index, shown.stdout, shown.stderr)
    # A raise and a suspension end by themselves now; a revocation lasts as long as any code does.
    later = ("--at", "2027-01-15T12:00:00Z")
    for index, status in ((41, "as-signed"), (60, "revoked"), (2, "as-signed")):
        assert verdict(run("status", "show", "--registry", registry, index, "--json", *later))["status"] == status
    again = run("registry", "show", registry, "--json")
    assert again.returncode == 0 and verdict(again)["used"] == 6


def test_no_index_is_given_twice_after_an_upgrade(old, tmp_path):
    given = set()
    for _ in range(8):
        result = run("registry", "allocate", old / "registry", "--count", "4")
        assert result.returncode == 0, result.stderr
        given |= {int(word.rsplit(":", 1)[-1]) for word in result.stdout.decode().split()}
    assert len(given) == 32 and not given & {56, 41, 60, 2, 30, 58}


def test_a_log_stays_as_it_is_and_another_is_begun(old, tmp_path):
    export = run("log", "export", old / "log", "-o", tmp_path / "x")
    assert_error(export, 65, "malformed-entry", "new name and key")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("name", ["raise.request", "red.request"])
def test_requests_are_asked_for_again(name, old, tmp_path):
    keys = made_keys(tmp_path, "CN-HA", "Henan")
    before = {path: path.read_bytes() for path in (old / "log").rglob("*") if path.is_file()}
    output = () if name == "raise.request" else ("-o", tmp_path / "red.png")
    result = run("approve", old / name, "--from", old / "CN-HA.pub", "--key", keys.secret, "--log", old / "log",
                 "--registry", old / "registry", *output)
    assert_error(result, 65, "earlier version", "ask for it again")
    assert before == {path: path.read_bytes() for path in (old / "log").rglob("*") if path.is_file()}
