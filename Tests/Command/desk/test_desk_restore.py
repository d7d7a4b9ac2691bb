"""A desk that comes back: from a backup or from what it published. No revocation is forgotten, no index is given twice, and nobody else's files
are taken."""

import http.server
import io
import json
import random
import re
import shutil
import sqlite3
import stat
import subprocess
import tarfile
import time

import pytest

import command
from command import assert_error
from desks import Desk, served
from servers import serving
from traces import needs_strace

pytestmark = pytest.mark.slow

CAPACITY = 1 << 20


class Office:
    """A desk with a web server that has a copy of what it published, and a gate."""

    def __init__(self, place, server, *options):
        self.place, self.web, self.url = place, place / "web", server.url + "/"
        self.web.mkdir(exist_ok=True)
        self.desk = Desk(place / "office", "--url", self.url, *options)
        self.ok, self.run, self.folder = self.desk.ok, self.desk.run, self.desk.folder

    def publish(self):
        told = self.ok("desk", "publish")
        self.copy()
        if "issues nothing yet" in told:
            self.ok("desk", "publish")
        return told

    def copy(self):
        shutil.rmtree(self.web)
        shutil.copytree(self.folder / "publish", self.web)

    def gate(self):
        self.ok("trust", "import", self.url + "CN-HA.bundle", "--fingerprint", self.desk.fingerprint)

    def update(self):
        self.ok("trust", "import", self.url + "CN-HA.bundle")

    def revoke(self, code):
        self.ok("status", "set", code, "--to", "revoked", "--why", "lost")

    def lose_registry(self):
        shutil.rmtree(self.folder / "registry")
        (self.folder / "registry").mkdir(mode=0o700)

    def lose(self):
        """The machine is gone."""
        shutil.rmtree(self.folder)

    def index(self, picture):
        return json.loads(self.run("scan", "--json", picture).stdout)["code_index"]

    def indexes(self):
        """Every index that the registry has a code of."""
        with sqlite3.connect(self.folder / "registry/main.registry") as registry:
            return {row[0] for row in registry.execute("SELECT idx FROM codes")}


@pytest.fixture
def office(tmp_path):
    (tmp_path / "web").mkdir()
    with served(tmp_path / "web") as server:
        yield Office(tmp_path, server)


def goes_on(office, revoked, green):
    """The office publishes, then issues; gates know what was revoked, and what was not."""
    assert_error(office.run("issue", "--status", "green", "--name", "李", "-o", "early.png"), 69, "its longer status list is not published yet", "desk publish")
    office.publish()
    office.update()
    name = office.desk.green("new.png")
    assert int(name.split(":")[1]) >= CAPACITY, name
    for picture, status in [*((p, 12) for p in revoked), *((p, 0) for p in green), ("new.png", 0)]:
        result = office.run("scan", picture)
        assert result.returncode == status, (picture, result.stdout, result.stderr)


def test_a_lost_registry_is_rebuilt_from_what_was_published_and_no_revocation_is_forgotten(office):
    lost = office.desk.green("lost.png")
    office.desk.green("fine.png")
    office.revoke(lost)
    office.publish()
    office.gate()
    office.lose_registry()
    assert_error(office.run("desk", "publish"), 69, "desk restore")
    told = office.ok("desk", "restore")
    assert "main, a new one: new codes from index 1048576 on; 1 code revoked" in told
    assert re.search(r"changes and codes after \d{4}-\d\d-\d\d \d\d:\d\d.* are not known: ask the counters", told)
    goes_on(office, ["lost.png"], ["fine.png"])
    shown = json.loads(office.ok("status", "show", lost, "--json"))
    assert shown["changes"][0]["why"] == "restored"
    assert "agrees with the list" in office.run("desk", "check").stdout.decode()


def test_a_revocation_that_was_restored_is_not_cleared_by_accident(office):
    lost = office.desk.green("lost.png")
    office.revoke(lost)
    office.publish()
    office.lose_registry()
    office.ok("desk", "restore")
    office.publish()
    assert office.run("status", "clear", lost, "--why", "error", "--authority", "Appeal 1").returncode == 64


def test_an_old_backup_goes_on_without_giving_an_index_twice_and_learns_what_was_revoked_since(office):
    office.desk.green("before.png")
    office.publish()
    office.gate()
    office.ok("desk", "backup", "-o", "backup.tar")
    lost = office.desk.green("lost.png")
    office.desk.yellow("yellow.png")
    since = {office.index(p) for p in ("lost.png", "yellow.png", "before.png")}
    office.revoke(lost)
    office.revoke("before.png")
    office.publish()
    office.lose()
    told = office.ok("desk", "restore", "backup.tar")
    assert "main: new codes from index 1048576 on; 2 codes revoked" in told and "log       3 entries" in told
    goes_on(office, ["lost.png", "before.png"], [])
    assert office.run("scan", "yellow.png").returncode == 10
    for number in range(5):
        office.desk.green(f"more-{number}.png")
    new = office.indexes() - {office.index("before.png")}
    assert len(new) == 6 and not new & since and min(new) >= CAPACITY
    office.ok("log", "verify", "desk/publish/log", "--log-key", "desk/publish/log/vkey")
    assert len(office.desk.entries()) == 3


@pytest.fixture
def rehearsal(tmp_path):
    (tmp_path / "web").mkdir()
    with served(tmp_path / "web") as server:
        yield Office(tmp_path, server, "--rehearsal")


def approved(office, *change):
    told = office.ok("status", *change)
    office.ok("approve", re.search(r"\S+\.request", told)[0])


@pytest.mark.parametrize("status, answer", [("revoked", 12), ("suspended", 10)])
def test_a_clearing_that_waited_in_the_backup_does_not_clear_what_was_set_again_since(rehearsal, status, answer):
    code = rehearsal.desk.green()
    set_again = ("status", "set", code, "--to", status, "--why", "lost")
    rehearsal.ok(*set_again)
    rehearsal.publish()
    rehearsal.gate()
    approved(rehearsal, "clear", code, "--why", "error", "--authority", "Order 1")
    rehearsal.ok("desk", "backup", "-o", "backup.tar")
    rehearsal.publish()
    rehearsal.ok(*set_again)
    rehearsal.publish()
    rehearsal.update()
    assert rehearsal.run("scan", "code.png").returncode == answer
    rehearsal.lose()
    rehearsal.ok("desk", "restore", "backup.tar")
    rehearsal.publish()
    rehearsal.update()
    assert rehearsal.run("scan", "code.png").returncode == answer


def test_a_red_that_hid_a_revocation_leaves_the_code_revoked(rehearsal):
    code = rehearsal.desk.green()
    rehearsal.revoke(code)
    approved(rehearsal, "set", code, "--to", "red", "--why", "confirmed-case", "--authority", "Order 1")
    rehearsal.publish()
    rehearsal.gate()
    assert rehearsal.run("scan", "code.png").returncode == 11
    rehearsal.lose_registry()
    rehearsal.ok("desk", "restore")
    rehearsal.publish()
    shown = json.loads(rehearsal.ok("status", "show", code, "--json", "--at", command.ahead(seconds=40 * 86400)))
    assert shown["status"] == "revoked"


def test_after_lost_root_keys_a_restore_believes_the_new_ones(office):
    office.desk.green()
    office.publish()
    office.gate()
    (office.folder / "secret/root-1.key").unlink()
    told = office.ok("desk", "rotate", "root", "--lost", "--no-passphrase")
    new = re.search(r"fingerprint  ((?:[0-9a-f]{8} ?){8})", told)[1].replace(" ", "")
    code = office.desk.green("second.png")
    office.revoke(code)
    office.ok("desk", "backup", "-o", "backup.tar")
    office.publish()
    office.lose_registry()
    office.ok("desk", "restore")
    office.publish()
    office.lose()
    office.ok("desk", "restore", "backup.tar", "--fingerprint", new)
    office.publish()
    office.ok("trust", "forget", "CN-HA")
    office.ok("trust", "import", office.url + "CN-HA.bundle", "--fingerprint", new)
    assert office.run("scan", "second.png").returncode == 12


def test_where_the_only_copy_of_what_was_published_does_not_verify_nothing_is_restored(tmp_path):
    desk = Desk(tmp_path)
    code = desk.green()
    desk.ok("desk", "backup", "-o", "backup.tar")
    desk.ok("status", "set", code, "--to", "revoked", "--why", "lost")
    desk.ok("desk", "publish")
    bundle = desk.folder / "publish/CN-HA.bundle"
    bundle.write_bytes(bundle.read_bytes()[:-1] + b"\0")
    shutil.rmtree(desk.folder / "registry")
    before = command.listing(desk.folder)
    assert desk.run("desk", "restore", "backup.tar").returncode == 65
    after = command.listing(desk.folder)
    assert {k: v for k, v in after.items() if not k.startswith("state")} == {k: v for k, v in before.items() if not k.startswith("state")}


@pytest.fixture
def behind(tmp_path):
    """A desk without a URL, and a backup of what it had published before it revoked a code."""
    desk = Desk(tmp_path)
    desk.code = desk.green()
    desk.ok("desk", "publish")
    desk.gate()
    desk.ok("desk", "backup", "-o", "backup.tar")
    desk.ok("status", "set", desk.code, "--to", "revoked", "--why", "lost")
    desk.ok("desk", "publish")
    return desk


def test_an_old_copy_in_the_backup_does_not_stand_in_for_the_newer_one_that_does_not_verify(behind):
    bundle = behind.folder / "publish/CN-HA.bundle"
    whole = bundle.read_bytes()
    bundle.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert behind.run("desk", "restore", "backup.tar").returncode == 65
    bundle.write_bytes(whole)
    assert "1 code revoked" in behind.ok("desk", "restore", "backup.tar")


@pytest.mark.parametrize("backup", [(), ("backup.tar",)])
def test_without_its_bundle_a_status_list_and_a_log_count_by_themselves(behind, backup):
    (behind.folder / "publish/CN-HA.bundle").unlink()
    if not backup:
        shutil.rmtree(behind.folder / "registry")
    told = behind.ok("desk", "restore", *backup)
    assert "log       1 entry" in told and "1 code revoked" in told
    time.sleep(1.1)
    behind.ok("desk", "publish")
    behind.ok("trust", "import", "desk/publish/CN-HA.bundle")
    assert behind.scan("code.png") == 12


def test_where_a_copy_was_fetched_the_files_of_a_bent_bundle_still_count_and_bent_files_are_told(office):
    code = office.desk.green()
    office.publish()
    office.gate()
    office.revoke(code)
    office.ok("desk", "publish")
    bundle, status = office.folder / "publish/CN-HA.bundle", office.folder / "publish/CN-HA.status"
    bundle.write_bytes(bundle.read_bytes()[:-1] + b"\0")
    office.lose_registry()
    office.desk.copy("before")
    assert "1 code revoked" in office.ok("desk", "restore")
    office.desk.restore("before")
    status.write_bytes(status.read_bytes()[:-1] + b"\0")
    assert "publish does not verify" in office.ok("desk", "restore")


def test_a_registry_outside_the_desk_that_nobody_can_read_is_kept(tmp_path):
    desk = Desk(tmp_path)
    desk.green()
    desk.ok("desk", "publish")
    place = desk.place / "elsewhere/main.registry"
    place.parent.mkdir(mode=0o700)
    settings = json.loads((desk.folder / "desk.json").read_text())
    (desk.folder / "desk.json").write_text(json.dumps(settings | {"registries": {"main": str(place)}}))
    place.write_bytes((desk.folder / "registry/main.registry").read_bytes()[:8000])
    damaged = place.read_bytes()
    assert "a registry that cannot be read" in desk.ok("desk", "restore")
    [kept] = place.parent.glob("main.registry.before-*")
    assert kept.read_bytes() == damaged


def test_of_several_restores_of_a_lost_desk_one_makes_it(behind):
    shutil.rmtree(behind.folder)
    restores = [subprocess.Popen([command.HCODE, "desk", "restore", "backup.tar"], env=command.environment(behind.home), cwd=behind.place,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(6)]
    ended = [restore.wait() for restore in restores]
    assert set(ended) <= {0, 69} and 0 in ended
    # One that began after another had ended went on behind its range: each desk that was replaced is there.
    replaced = list(behind.place.glob("desk.before-*"))
    assert len(replaced) == ended.count(0) - 1
    assert f"capacity: {CAPACITY << ended.count(0)}" in behind.ok("registry", "show", "desk/registry/main.registry")


@needs_strace
def test_what_a_counter_changes_during_a_restore_is_refused_and_not_lost_in_the_old_desk(tmp_path):
    desk = Desk(tmp_path)
    code = desk.green()
    desk.ok("desk", "publish")
    # The restore stands still between the copy of the registry and the new desk's name.
    restore = subprocess.Popen(
        ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=renameat2", "-e", "inject=renameat2:delay_enter=2000000", command.HCODE,
         "desk", "restore"], env=command.environment(desk.home), cwd=desk.place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    while not any(path.name.startswith("desk.restoring-") and (path / "state/main.given").exists() for path in desk.place.iterdir()):
        assert restore.poll() is None, restore.stdout.read()
        time.sleep(0.01)
    changed = desk.run("status", "set", code, "--to", "revoked", "--why", "lost")
    assert restore.wait() == 0
    assert_error(changed, 69, "another file took its place meanwhile", "run the same command again")
    desk.ok("status", "set", code, "--to", "revoked", "--why", "lost")
    desk.ok("desk", "publish")
    desk.gate()
    assert desk.scan("code.png") == 12


def test_a_closed_desk_is_not_opened_again_by_a_backup(tmp_path):
    desk = Desk(tmp_path)
    desk.ok("desk", "publish")
    desk.ok("desk", "backup", "-o", "backup.tar")
    (desk.folder / "state/closed").write_text("")
    assert_error(desk.run("desk", "restore", "backup.tar"), 65, "closed")


def test_a_new_key_never_has_the_name_of_one_that_was_forgotten(office):
    office.publish()
    office.ok("desk", "backup", "-o", "backup.tar")
    office.ok("desk", "rotate", "code", "--stolen", "--no-passphrase")
    office.publish()
    office.ok("desk", "rotate", "code", "--stolen", "--no-passphrase")
    office.publish()
    office.lose()
    office.ok("desk", "restore", "backup.tar")
    office.ok("desk", "rotate", "code", "--lost", "--no-passphrase")
    assert "main-4" in office.ok("desk")


def test_an_old_registry_in_a_desk_that_is_there_goes_on_in_a_fresh_range(office):
    code = office.desk.green("code.png")
    office.publish()
    office.gate()
    old = (office.folder / "registry/main.registry").read_bytes()
    office.revoke(code)
    office.desk.green("second.png")
    office.publish()
    (office.folder / "registry/main.registry").write_bytes(old)
    assert_error(office.run("issue", "--status", "green", "--name", "李", "-o", "x.png"), 65, "It is an old copy", "desk restore")
    told = office.ok("desk", "restore")
    assert "1 code revoked" in told
    goes_on(office, ["code.png"], ["second.png"])
    kept = [p for p in office.desk.place.iterdir() if p.name.startswith("desk.before-")]
    assert len(kept) == 1 and (kept[0] / "registry/main.registry").read_bytes() == old


def test_what_waits_in_a_backup_and_stands_in_the_log_already_is_not_logged_twice(office):
    office.publish()
    office.desk.yellow("yellow.png")
    office.ok("desk", "backup", "-o", "backup.tar")
    office.publish()
    office.lose()
    office.ok("desk", "restore", "backup.tar")
    office.publish()
    assert len(office.desk.entries()) == 1


def test_what_waits_here_for_the_log_is_published_after_a_restore(office):
    code = office.desk.green("code.png")
    office.publish()
    office.gate()
    office.revoke(code)
    office.desk.yellow("yellow.png")
    told = office.ok("desk", "restore")
    assert "0 codes revoked" in told
    goes_on(office, ["code.png"], [])
    assert office.run("scan", "yellow.png").returncode == 10 and len(office.desk.entries()) == 2


def test_a_second_loss_goes_on_behind_the_longest_list(office):
    for name, first in ("one", CAPACITY), ("two", 2 * CAPACITY), ("three", 4 * CAPACITY):
        code = office.desk.green(f"{name}.png")
        office.revoke(code)
        office.publish()
        office.lose_registry()
        assert f"new codes from index {first} on" in office.ok("desk", "restore")
        office.publish()
    assert first <= int(office.desk.green("last.png").split(":")[1]) < 2 * first
    office.gate()
    assert [office.desk.scan(f"{name}.png") for name in ("one", "two", "three", "last")] == [12, 12, 12, 0]


def begins(told):
    return int(re.search(r"new codes from index (\d+) on", told)[1])


def test_nothing_is_issued_before_the_longer_list_is_served_so_a_second_loss_gives_no_index_twice(office):
    office.desk.green()
    office.publish()
    office.ok("desk", "backup", "-o", "backup.tar")
    for lost in range(2):
        office.lose()
        # The machine is lost again before anything was copied: the same range begins again, and nothing of it was given.
        assert begins(office.ok("desk", "restore", "backup.tar")) == CAPACITY
        told = office.ok("desk", "publish", "--quiet")
        assert f"main issues nothing yet: its longer list is not at {office.url}" in told
        assert_error(office.run("issue", "--status", "green", "-o", f"x{lost}.png"), 69, "not published yet")
    office.copy()
    assert "issues nothing" not in office.ok("desk", "publish")
    given = int(office.desk.green("new.png").split(":")[1])
    office.lose()
    assert begins(office.ok("desk", "restore", "backup.tar")) == 2 * CAPACITY > given


def test_without_a_url_somebody_says_that_what_is_published_was_copied(tmp_path):
    desk = Desk(tmp_path)
    desk.ok("desk", "publish")
    shutil.rmtree(desk.folder / "registry")
    (desk.folder / "registry").mkdir(mode=0o700)
    desk.ok("desk", "restore")
    assert "'hcode desk publish --served'" in desk.ok("desk", "publish")
    assert desk.run("issue", "--status", "green", "-o", "x.png").returncode == 69
    desk.ok("desk", "publish", "--served")
    desk.green()


def test_a_list_at_the_url_counts_where_another_place_is_named(office):
    office.publish()
    office.ok("desk", "backup", "-o", "backup.tar")
    shutil.copytree(office.folder / "publish", office.desk.place / "stick")
    office.lose()
    office.ok("desk", "restore", "backup.tar")
    office.publish()
    office.desk.green()
    office.lose()
    assert begins(office.ok("desk", "restore", "backup.tar", "--from", "stick")) == 2 * CAPACITY
    office.lose()
    shutil.rmtree(office.web)
    told = office.ok("desk", "restore", "backup.tar", "--from", "stick")
    assert f"what is at {office.url} cannot be read" in told


@pytest.mark.parametrize("seed", range(3))
def test_no_restore_begins_below_an_index_that_was_given_whatever_is_lost_and_when(office, seed):
    """An index twice would be rare luck; a range that begins below one that was given is the fault itself."""
    chance, backups = random.Random(seed), []
    given = int(office.desk.green("first.png").split(":")[1])

    def back_up():
        backups.append(f"{len(backups)}.tar")
        office.ok("desk", "backup", "-o", backups[-1])

    office.publish()
    back_up()
    acts = chance.choices(["issue", "publish", "copy", "serve", "backup", "lose", "registry"], [5, 3, 3, 2, 2, 2, 1], k=20)
    # However it went: what is issued in the end is behind all that was, and a loss after that begins behind it.
    for step, act in enumerate([*acts, "serve", "issue", "lose"]):
        if act == "issue":
            result = office.run("issue", "--status", "green", "-o", f"{step}.png")
            assert result.returncode in (0, 69), result
            given = max([given, *(int(n) for n in re.findall(r"main:(\d+)", result.stdout.decode()))])
        elif act == "publish":
            office.ok("desk", "publish")
        elif act == "copy":
            office.copy()
        elif act == "serve":
            office.publish()
        elif act == "backup":
            back_up()
        else:
            if act == "lose":
                office.lose()
                told = office.run("desk", "restore", chance.choice(backups))
            else:
                office.lose_registry()
                told = office.run("desk", "restore")
                if told.returncode == 65:
                    # The copy that is served is older than the one here.
                    told = office.run("desk", "restore", "--from", office.folder / "publish")
            assert told.returncode == 0, told
            if b"no room" in told.stdout:
                break
            assert begins(told.stdout.decode()) > given


def test_without_room_for_a_fresh_range_nothing_is_issued_and_a_new_key_is_asked_for(office):
    code = office.desk.green("code.png")
    office.revoke(code)
    with sqlite3.connect(office.folder / "registry/main.registry") as registry:
        registry.execute("UPDATE registry SET capacity = 67108864")
    office.publish()
    office.lose_registry()
    assert "no room for a new range" in office.ok("desk", "restore")
    office.publish()
    assert_error(office.run("issue", "--status", "green", "--name", "李", "-o", "x.png"), 69, "0 of 67108864 indexes are left")
    office.gate()
    assert office.desk.scan("code.png") == 12
    office.ok("desk", "rotate", "code", "--no-passphrase")
    office.publish()
    office.ok("issue", "--as", "main-2", "--status", "green", "--name", "李", "-o", "x.png")
    office.update()
    assert office.desk.scan("x.png") == 0


def test_everything_lost_comes_back_from_the_url_and_the_fingerprint_and_names_the_keys_that_are_missing(office):
    lost = office.desk.green("lost.png")
    office.desk.yellow("yellow.png")
    office.revoke(lost)
    office.publish()
    office.gate()
    shutil.copytree(office.folder / "secret", office.place / "stick")
    office.lose()
    bundle = office.url + "CN-HA.bundle"
    assert_error(office.run("desk", "restore"), 66, "no desk is here", "--from PLACE --fingerprint HEX")
    assert_error(office.run("desk", "restore", "--from", bundle), 64, "--fingerprint")
    assert_error(office.run("desk", "restore", "--from", bundle, "--fingerprint", "0" * 64), 65, "unknown-authority")
    assert not office.folder.exists() and not list(office.desk.place.glob("desk.*"))
    told = office.ok("desk", "restore", "--from", bundle, "--fingerprint", office.desk.fingerprint)
    for role in "root", "code", "status", "bundle", "log":
        assert f"hcode desk rotate {role} --lost" in told
    assert "trust.json, from the list" in told and "desk.json, with the usual settings" in told
    assert json.loads((office.folder / "desk.json").read_text()) == {"format": "hcode-desk-1", "issuer": "CN-HA", "url": office.url}
    modes = {name: stat.S_IMODE((office.folder / name).stat().st_mode) for name in ("secret", "registry", "state", "registry/main.registry")}
    assert modes == {"secret": 0o700, "registry": 0o700, "state": 0o700, "registry/main.registry": 0o600}
    shutil.copytree(office.place / "stick", office.folder / "secret", dirs_exist_ok=True)
    assert "trust list 1, " in office.ok("desk")
    goes_on(office, ["lost.png"], [])
    assert office.run("scan", "yellow.png").returncode == 10
    assert len(office.desk.entries()) == 2
    # The list of before is the source's: nothing had to be signed by the root key again.
    assert json.loads((office.folder / "trust.json").read_text())["version"] == 1


@pytest.mark.parametrize("copy", ["folder", "bundle"])
def test_a_copy_serves_where_the_server_does_not_answer(office, copy):
    code = office.desk.green("code.png")
    office.revoke(code)
    office.publish()
    office.gate()
    office.lose_registry()
    stick = office.place / "copy"
    shutil.copytree(office.web, stick)
    shutil.rmtree(office.web)
    office.web.mkdir()
    assert_error(office.run("desk", "restore"), 69, "what was revoked since is not known", "--from PLACE")
    office.ok("desk", "restore", "--from", stick if copy == "folder" else stick / "CN-HA.bundle")
    shutil.copytree(stick, office.web, dirs_exist_ok=True)
    goes_on(office, ["code.png"], [])


def test_a_key_that_was_added_since_the_backup_comes_back_with_its_list(office):
    office.publish()
    office.gate()
    office.ok("desk", "backup", "-o", "backup.tar")
    office.ok("desk", "rotate", "code", "--no-passphrase")
    office.publish()
    office.ok("issue", "--as", "main-2", "--status", "green", "--name", "李", "-o", "second.png")
    office.ok("status", "set", "second.png", "--to", "revoked", "--why", "lost")
    office.publish()
    office.lose()
    told = office.ok("desk", "restore", "backup.tar")
    assert "registry  main-2, a new one" in told and "trust.json, from the list" in told
    office.publish()
    office.update()
    assert office.desk.scan("second.png") == 12
    office.desk.green("new.png")
    assert office.desk.scan("new.png") == 0


def test_the_picture_of_a_code_brings_its_record_back_and_a_forged_one_does_not(office):
    code = office.desk.green("code.png")
    other = Desk(office.place / "other")
    other.green("forged.png")
    office.publish()
    office.gate()
    office.lose_registry()
    office.ok("desk", "restore")
    office.publish()
    assert office.indexes() == set()
    forged = other.place / "forged.png"
    assert office.run("status", "set", forged, "--to", "revoked", "--why", "lost").returncode == 65
    assert office.indexes() == set()
    office.ok("status", "set", "code.png", "--to", "revoked", "--why", "lost")
    assert office.indexes() == {int(code.split(":")[1])}
    office.publish()
    office.update()
    assert office.desk.scan("code.png") == 12


def test_an_index_of_before_can_be_revoked_without_its_picture_and_one_of_the_fresh_range_that_was_not_given_cannot(office):
    code = office.desk.green("code.png")
    office.publish()
    office.gate()
    office.lose_registry()
    office.ok("desk", "restore")
    office.publish()
    assert_error(office.run("status", "set", f"main:{CAPACITY + 5}", "--to", "revoked", "--why", "lost"), 65, str(CAPACITY + 5))
    office.revoke(code)
    office.publish()
    office.update()
    assert office.desk.scan("code.png") == 12


# What a hostile neighbour or server may do.


@pytest.fixture
def lost(office):
    """An office whose registry is lost after two publishes; `old` is what the first one published."""
    office.first = office.desk.green("code.png")
    office.publish()
    shutil.copytree(office.web, office.place / "old")
    office.revoke(office.first)
    office.publish()
    office.lose_registry()
    return office


def assert_unchanged(office, *words, status=65, args=()):
    before = command.listing(office.folder)
    assert_error(office.run("desk", "restore", *args), status, *words)
    after = command.listing(office.folder)
    after.pop("state/lock", None), before.pop("state/lock", None)
    assert before == after
    assert not list(office.desk.place.glob("desk.*"))


def put(office, folder):
    shutil.rmtree(office.web)
    shutil.copytree(folder, office.web)


def test_a_server_with_an_old_copy_is_refused(lost):
    put(lost, lost.place / "old")
    assert_unchanged(lost, "rollback", "older")


@pytest.mark.parametrize("name", ["CN-HA.bundle", "CN-HA.status", "log/checkpoint"])
def test_an_altered_file_is_refused(lost, name):
    file = lost.web / name
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert_unchanged(lost)


def test_a_status_list_of_somebody_else_is_refused(lost, tmp_path):
    """Signed by a key that the list does not name, and newer."""
    other = Desk(tmp_path / "other", "--url", lost.url)
    other.green()
    time.sleep(1.1)
    other.ok("desk", "publish")
    shutil.copy(other.folder / "publish/CN-HA.status", lost.web / "CN-HA.status")
    assert_unchanged(lost, "unknown-signer")


@pytest.mark.parametrize("issuer", ["CN-HA", "CN-HB"])
def test_another_authority_is_refused_also_of_the_same_name(lost, tmp_path, issuer):
    other = Desk(tmp_path / "other", "--url", lost.url, issuer=issuer)
    other.green()
    other.ok("desk", "publish")
    put(lost, other.folder / "publish")
    shutil.copy(other.folder / f"publish/{issuer}.bundle", lost.web / "CN-HA.bundle")
    assert_unchanged(lost)


def test_a_longer_log_that_is_a_fork_is_refused(office):
    office.desk.yellow("one.png")
    office.publish()
    twin = office.desk.copy("twin")
    office.desk.yellow("two.png")
    office.publish()
    office.lose_registry()
    for number in range(3):
        office.ok("issue", "--status", "yellow", "--name", "李", "--reason", "close-contact", "--authority", "Order 2", "-o", f"t{number}.png",
                  "--desk", twin)
    shutil.rmtree(office.web)
    office.web.mkdir()
    office.run("desk", "publish", "--desk", twin)
    put(office, twin / "publish")
    before = command.listing(office.folder)
    assert_error(office.run("desk", "restore"), 65, "inconsistent")
    assert command.listing(office.folder).keys() - {"state/lock"} == before.keys() - {"state/lock"}


def test_a_file_without_end_is_refused(office):
    class Endless(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            try:
                while not self.server.ended:
                    self.wfile.write(bytes(1 << 20))
            except OSError:
                pass

        def log_message(self, *_):
            pass

    office.publish()
    office.lose_registry()
    with serving(Endless) as server:
        assert_unchanged(office, args=("--from", server.url + "/CN-HA.bundle"), status=69)


def test_a_backup_of_somebody_else_is_refused(office, tmp_path):
    other = Desk(tmp_path / "other", issuer="CN-HB")
    other.ok("desk", "backup", "-o", "b.tar")
    office.publish()
    assert_unchanged(office, "a backup of CN-HB", args=(other.place / "b.tar",))


def evil(path, member, content=b"x"):
    with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as archive:
        member.size = len(content) if member.isreg() else 0
        member.mode = 0o644
        archive.addfile(member, io.BytesIO(content))


@pytest.mark.parametrize("name, kind", [("../evil", "0"), ("/evil", "0"), ("a/../../evil", "0"), ("keys//evil", "0"), ("keys/evil", "2"), ("keys/evil", "1")])
def test_a_backup_with_a_path_or_a_link_that_leads_elsewhere_is_refused(office, name, kind):
    office.publish()
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind.encode(), "/etc/passwd"
    evil(office.place / "evil.tar", member)
    assert_unchanged(office, "not a backup of a desk", args=(office.place / "evil.tar",))
    assert not list(office.place.rglob("evil"))


def test_a_backup_that_is_cut_short_or_altered_is_refused(office):
    office.publish()
    office.ok("desk", "backup", "-o", "b.tar")
    whole = (office.desk.place / "b.tar").read_bytes()
    for content in whole[: len(whole) // 2], whole[:-1024], whole[:100], b"", whole[:120] + b"7" + whole[121:]:
        (office.desk.place / "c.tar").write_bytes(content)
        assert_unchanged(office, "not a backup of a desk", args=("c.tar",))


def test_a_desk_is_not_restored_from_inside_or_while_it_publishes(office):
    office.publish()
    result = command.run("desk", "restore", home=office.desk.home, cwd=office.folder)
    assert_error(result, 64, "the current folder", "--desk DIR")
    import fcntl

    with open(office.folder / "state/lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert office.run("desk", "restore").returncode == 69


def test_a_registry_on_a_server_is_continued_in_a_fresh_range_after_its_database_came_back(tmp_path, server):
    (tmp_path / "web").mkdir()
    with served(tmp_path / "web") as web:
        office = Office(tmp_path, web, "--registry", server.url(server.database()))
        lost = office.desk.green("lost.png")
        office.publish()
        office.gate()
        office.revoke(lost)
        office.publish()
        database = json.loads((office.folder / "desk.json").read_text())["registry"].split("/")[3].split("?")[0]
        # The database of before the revocation.
        [schema] = server.sql("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'hcode_%'", database).split()
        for table in "changes", "acts", "entries":
            server.sql(f"DELETE FROM {schema}.{table}", database)
        server.sql(f"UPDATE {schema}.registry SET next = 0, log_moved = 0, list_issued = NULL, list_digest = NULL, list_log_size = NULL", database)
        assert_error(office.run("issue", "--status", "green", "--name", "李", "-o", "x.png"), 65, "It is an old copy", "desk restore")
        told = office.ok("desk", "restore")
        assert "main: new codes from index 1048576 on; 1 code revoked" in told
        goes_on(office, ["lost.png"], [])
        # The schema is gone: a new registry takes its place.
        server.sql(f"DROP SCHEMA {schema} CASCADE", database)
        assert "main, a new one: new codes from index 2097152 on; 1 code revoked" in office.ok("desk", "restore")
        office.publish()
        office.update()
        assert office.desk.scan("lost.png") == 12
