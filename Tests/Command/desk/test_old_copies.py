"""What an old copy of a registry, or of the whole desk, must not do: clear what was revoked, or give an index twice."""

import shutil

import pytest

from command import assert_error
from desks import Desk, served

pytestmark = pytest.mark.slow


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def put_back(desk, copy):
    shutil.rmtree(desk.folder / "registry")
    shutil.copytree(copy / "registry", desk.folder / "registry")


@pytest.fixture
def behind(desk):
    """A desk whose registry is from before a revocation that was published."""
    desk.green()
    desk.ok("desk", "publish")
    copy = desk.copy("backup")
    desk.ok("status", "set", "code.png", "--to", "revoked", "--why", "error")
    desk.ok("desk", "publish")
    put_back(desk, copy)
    return desk


@pytest.mark.parametrize("lost", [[], ["CN-HA.status"], ["CN-HA.status", "CN-HA.bundle"]])
def test_an_old_registry_publishes_nothing_whatever_is_left_of_what_was_published(behind, lost):
    for name in lost:
        (behind.folder / "publish" / name).unlink()
    before = {p.name: p.read_bytes() for p in (behind.folder / "publish").iterdir() if p.is_file()}
    assert_error(behind.run("desk", "publish"), 65, "It is an old copy", "desk restore")
    assert {p.name: p.read_bytes() for p in (behind.folder / "publish").iterdir() if p.is_file()} == before


def test_an_old_registry_issues_nothing_and_changes_nothing(behind):
    for command in (("issue", "--status", "green", "--name", "李", "-o", "x.png"), ("status", "set", "code.png", "--to", "revoked", "--why", "error")):
        assert_error(behind.run(*command), 65, "It is an old copy")
    assert not (behind.place / "x.png").exists()


def test_a_registry_that_has_given_fewer_indexes_than_this_machine_saw_is_an_old_copy(desk):
    desk.green()
    copy = desk.copy("backup")
    desk.green("second.png")
    put_back(desk, copy)
    assert_error(desk.run("issue", "--status", "green", "--name", "李", "-o", "x.png"), 65, "has given 1 indexes; this machine saw it at 2")


def test_the_registry_of_somebody_else_publishes_nothing(desk, tmp_path):
    other = Desk(tmp_path / "other", issuer="CN-HB")
    other.yellow()
    desk.green()
    desk.ok("desk", "publish")
    put_back(desk, other.folder)
    assert_error(desk.run("desk", "publish"), 65, "the registry of CN-HB", "not of main")
    assert desk.entries() == []


def test_a_registry_that_is_not_here_is_named(desk):
    desk.green()
    desk.ok("desk", "publish")
    shutil.rmtree(desk.folder / "registry")
    (desk.folder / "registry").mkdir(mode=0o700)
    assert_error(desk.run("desk", "publish"), 69, "the registry of main is not here", "desk restore")


def test_a_status_list_that_cannot_be_read_is_taken_from_the_bundle(desk):
    desk.green()
    desk.ok("desk", "publish")
    (desk.folder / "publish/CN-HA.status").write_bytes(b"")
    desk.ok("status", "set", "code.png", "--to", "revoked", "--why", "error")
    desk.ok("desk", "publish")
    desk.gate()
    assert desk.scan("code.png") == 12
    (desk.folder / "publish/CN-HA.status").write_bytes(b"x")
    (desk.folder / "publish/CN-HA.bundle").unlink()
    assert_error(desk.run("desk", "publish"), 65, "CN-HA.status", "cannot be read")


def test_a_gate_keeps_what_was_revoked_when_a_whole_desk_comes_back_from_a_backup(tmp_path):
    with served(tmp_path / "desk/publish") as server:
        desk = Desk(tmp_path, "--url", server.url + "/")
        desk.green()
        desk.green("other.png")
        desk.ok("status", "set", "other.png", "--to", "revoked", "--why", "error")
        desk.ok("desk", "publish")
        copy = desk.copy("backup")
        desk.ok("status", "set", "code.png", "--to", "revoked", "--why", "error")
        desk.ok("desk", "publish")
        desk.ok("trust", "import", server.url + "/CN-HA.bundle", "--fingerprint", desk.fingerprint)
        assert desk.scan("code.png") == 12
        shutil.rmtree(desk.folder)
        shutil.copytree(copy, desk.folder)
        desk.green("third.png")
        desk.ok("status", "set", "third.png", "--to", "revoked", "--why", "error")
        published = desk.run("desk", "publish")
        desk.run("trust", "update")
        assert desk.scan("code.png") == 12, (published.stdout, published.stderr)
