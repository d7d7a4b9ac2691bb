"""Keys of an office that change: officers, the log, root keys, keys that were stolen or lost."""

import csv
import json
import re
import shutil

import pytest

import command
from clocks import clock  # noqa: F401
from command import assert_error
from desks import Desk, served

pytestmark = pytest.mark.slow


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def rehearsal(tmp_path):
    return Desk(tmp_path, "--rehearsal")


def red(desk, picture, *options):
    told = desk.ok("issue", "--status", "red", "--name", "王建国", "--reason", "confirmed-case", "--authority", "Order 2026/5")
    request = re.search(r"red-\d+\.request", told)[0]
    desk.ok("approve", request, "-o", picture, *options)


def holder(desk, use, name):
    """A key of a machine without a desk: its fingerprint; `NAME.pub` and `NAME.key` are beside the desk."""
    place = desk.place / f"machine-{name}"
    place.mkdir()
    made = command.run("desk", "key", use, "CN-HA", "--as", name, "--no-passphrase", home=desk.home, cwd=place)
    shutil.copy(place / f"{name}.pub", desk.place)
    shutil.copy(place / f"{name}.key", desk.place)
    return re.search(r"[0-9a-f]{64}", made.stdout.decode())[0]


def again(desk):
    return desk.ok("trust", "import", "desk/publish/CN-HA.bundle")


def why(desk, picture):
    return desk.run("scan", "--json", picture).stdout.decode()


# ---------------------------------------------------------------- officers


def test_a_new_officer_countersigns_and_what_the_old_one_signed_stays(rehearsal):
    red(rehearsal, "before.png")
    told = rehearsal.ok("desk", "rotate", "officer", "--no-passphrase")
    assert told.startswith("officer-3  second officer")
    rehearsal.ok("desk", "publish")
    red(rehearsal, "after.png", "--key", "officer-3")
    rehearsal.ok("desk", "publish")
    rehearsal.gate()
    assert [rehearsal.scan(f"{name}.png") for name in ("before", "after")] == [11, 11]


def test_an_officer_from_another_machine_takes_the_place_of_one_in_one_change(desk):
    first = holder(desk, "officer", "officer-2")
    desk.ok("desk", "add", "officer-2.pub", "--yes", first)
    second = holder(desk, "officer", "officer-3")
    assert_error(desk.run("desk", "rotate", "officer"), 66, "second officer")
    assert_error(desk.run("desk", "rotate", "officer", "--add", "officer-3.pub", "--yes", "0" * 64), 77, second)
    told = desk.ok("desk", "rotate", "officer", "officer-2", "--add", "officer-3.pub", "--yes", second, "--stolen")
    assert told.startswith("officer-3")
    shown = desk.ok("desk")
    assert re.search(r"officer-2 +not listed", shown) and re.search(r"officer-3 +second officer", shown)


def test_an_officers_key_begins_nothing(rehearsal):
    """A second officer's key is listed to countersign: a code that it signs itself is forged, of whatever colour."""
    listed = [k for k in re.findall(r"\{[^{}]*\}", (rehearsal.folder / "trust.json").read_text()) if "countersign" in k]
    assert len(listed) == 1 and "statuses" not in listed[0] and "status_list" not in listed[0]
    rehearsal.ok("desk", "publish")
    rehearsal.gate()
    key = rehearsal.folder / "secret/officer-2.key"
    said = {"green": (), "red": ("--reason", "confirmed-case", "--authority", "Order 1", "--one-officer")}
    for colour, words in said.items():
        rehearsal.ok("issue", "--no-desk", "--unregistered", "--key", key, "--status", colour, "--valid", "1h", "--name", "x", *words, "-o", f"{colour}.png")
        assert rehearsal.scan(f"{colour}.png") == 20 and "grant-exceeded" in why(rehearsal, f"{colour}.png")


# ---------------------------------------------------------------- the log


def test_while_a_new_log_waits_for_signatures_changes_wait_and_lists_are_signed_all_the_same(desk):
    code = desk.green()
    desk.ok("desk", "publish")
    desk.gate()
    (desk.folder / "secret/log-1.key").unlink()
    (desk.folder / "secret/root-1.key").rename(desk.place / "root-1.key")
    desk.ok("desk", "rotate", "log", "--lost")
    desk.ok("desk", "publish")
    desk.ok("status", "set", code, "--to", "revoked", "--why", "lost")
    desk.ok("desk", "publish")
    (desk.place / "root-1.key").rename(desk.folder / "secret/root-1.key")
    desk.ok("desk", "publish")
    desk.ok("trust", "import", "desk/publish/CN-HA.bundle")
    assert desk.scan("code.png") == 12


@pytest.mark.parametrize("lost", [False, True], ids=["planned", "lost"])
def test_a_new_log_answers_for_everything_of_before_and_the_old_one_stays(desk, lost):
    code = desk.green()
    desk.yellow("before.png")
    desk.ok("status", "set", code, "--to", "revoked", "--why", "lost")
    desk.ok("desk", "publish")
    desk.gate()
    if lost:
        (desk.folder / "secret/log-1.key").unlink()
    told = desk.ok("desk", "rotate", "log", *(["--lost"] if lost else []))
    assert told.startswith("log-2  log")
    desk.yellow("waiting.png")
    told = desk.ok("desk", "publish")
    assert "log-2 goes on" in told
    desk.yellow("after.png")
    desk.ok("desk", "publish")
    again(desk)
    assert [desk.scan(f"{name}.png") for name in ("code", "before", "waiting", "after")] == [12, 10, 10, 10]
    assert not any("not-logged" in why(desk, f"{name}.png") for name in ("code", "before", "waiting", "after"))
    for log in ("log", "log-2"):
        desk.ok("log", "verify", f"desk/publish/{log}", "--log-key", f"desk/publish/{log}/vkey")
    old, new = (desk.ok("log", "export", f"desk/publish/{log}", "--json").splitlines() for log in ("log", "log-2"))
    assert len(new) == 4 and new[:len(old)] == old and len(old) == (2 if lost else 3)
    assert "log-2/" in (desk.folder / "publish/index.html").read_text()
    assert "nothing is due" in desk.ok("desk", "publish")
    assert desk.run("desk", "check").returncode == 10, "no backup"
    desk.ok("desk", "rotate", "log")
    assert "log-3 goes on with 4" in desk.ok("desk", "publish")
    again(desk)
    assert desk.scan("before.png") == 10


def test_until_the_root_keys_have_signed_the_old_log_goes_on(desk):
    desk.ok("desk", "publish")
    desk.gate()
    stick = desk.place / "root-1.key"
    (desk.folder / "secret/root-1.key").rename(stick)
    desk.ok("desk", "rotate", "log")
    desk.yellow()
    assert "needs 1" in desk.ok("desk", "publish")
    again(desk)
    assert desk.scan("yellow.png") == 10 and "not-logged" not in why(desk, "yellow.png")
    stick.rename(desk.folder / "secret/root-1.key")
    assert "log-2 goes on with 1 entry" in desk.ok("desk", "publish")
    again(desk)
    assert desk.scan("yellow.png") == 10 and "not-logged" not in why(desk, "yellow.png")


# ---------------------------------------------------------------- root keys


def test_old_and_new_root_keys_sign_and_gates_follow(desk):
    desk.ok("desk", "publish")
    desk.gate()
    code = desk.green()
    fingerprint = holder(desk, "root", "li")
    told = desk.ok("desk", "rotate", "root", "--add", "li.pub", "--remove", "root-1", "--yes", fingerprint)
    assert "who has to sign" in told
    stick = desk.place / "root-1.key"
    (desk.folder / "secret/root-1.key").rename(stick)
    waits = desk.ok("desk", "publish")
    assert "not yet: li, root-1" in waits
    shutil.copy(desk.folder / "outbox/CN-HA-2.trust", desk.place)
    desk.ok("trust", "sign", "CN-HA-2.trust", "--key", "li.key")
    waits = desk.ok("desk", "publish", "CN-HA-2.trust")
    assert "not yet: root-1" in waits
    stick.rename(desk.folder / "secret/root-1.key")
    assert "version 2" in desk.ok("desk", "publish")
    desk.ok("status", "set", code, "--to", "revoked", "--why", "lost")
    desk.ok("desk", "publish")
    again(desk)
    assert desk.scan("code.png") == 12


def test_an_old_root_keys_holder_signs_elsewhere_too(desk):
    desk.ok("desk", "publish")
    desk.gate()
    fingerprint = holder(desk, "root", "li")
    desk.ok("desk", "rotate", "root", "--add", "li.pub", "--remove", "root-1", "--yes", fingerprint)
    stick = desk.place / "root-1.key"
    (desk.folder / "secret/root-1.key").rename(stick)
    desk.ok("desk", "publish")
    shutil.copy(desk.folder / "outbox/CN-HA-2.trust", desk.place)
    desk.ok("trust", "sign", "CN-HA-2.trust", "--key", "li.key")
    desk.ok("trust", "sign", "CN-HA-2.trust", "--key", stick, "--old", desk.folder / "lists/CN-HA-1.trust")
    assert "version 2" in desk.ok("desk", "publish", "CN-HA-2.trust")
    again(desk)


def test_lost_root_keys_begin_again_and_the_texts_to_send_work(desk):
    code = desk.green()
    desk.ok("desk", "publish")
    desk.gate()
    (desk.folder / "secret/root-1.key").unlink()
    told = desk.ok("desk", "rotate", "root", "--lost", "--no-passphrase")
    assert "hcode desk recognise" in told
    assert "version 2" in desk.ok("desk", "publish")
    refused = desk.run("trust", "import", "desk/publish/CN-HA.bundle")
    assert refused.returncode == 65 and b"unsigned-root-change" in refused.stderr
    assert desk.scan("code.png") == 0, "what is stored decides until it ends"
    fingerprint = re.search(r"fingerprint  ([0-9a-f ]+)\n", told)[1].replace(" ", "")
    assert fingerprint not in told, "what is sent has no fingerprint in it"
    for line in re.findall(r"hcode (trust .*)", told):
        words = line.replace("CN-HA.bundle", "desk/publish/CN-HA.bundle").replace("…", fingerprint).split()
        desk.ok(*words)
    desk.ok("status", "set", code, "--to", "revoked", "--why", "lost")
    desk.ok("desk", "publish")
    again(desk)
    assert desk.scan("code.png") == 12


def test_without_lost_nobody_gets_round_the_old_root_keys(desk):
    desk.ok("desk", "publish")
    (desk.folder / "secret/root-1.key").unlink()
    desk.ok("desk", "rotate", "root", "--no-passphrase")
    waits = desk.ok("desk", "publish")
    assert "not yet: root-1" in waits and not (desk.folder / "lists/CN-HA-2.trust").exists()


# ---------------------------------------------------------------- stolen and lost


@pytest.mark.parametrize("how", ["remove", "rotate"])
def test_the_codes_that_end_with_a_stolen_key_are_written_for_their_owner(desk, how):
    kept = desk.green()
    gone = desk.green("gone.png")
    desk.ok("desk", "publish")
    desk.gate()
    desk.ok("status", "set", gone, "--to", "revoked", "--why", "lost")
    if how == "remove":
        desk.ok("desk", "rotate", "code", "--no-passphrase")
        told = desk.ok("desk", "remove", "main", "--stolen")
    else:
        told = desk.ok("desk", "rotate", "code", "--stolen", "--no-passphrase")
    assert "1 valid code ends with it: reissue-main.csv" in told
    path = desk.place / "reissue-main.csv"
    assert path.stat().st_mode & 0o777 == 0o600
    [row] = csv.DictReader(path.open())
    assert (row["ref"], row["status"]) == (kept, "green") and 1430 <= int(row["valid"].rstrip("m")) <= 1440
    desk.ok("desk", "publish")
    issued = desk.run("issue", "--batch", path, "--key", "main-2", "-o", "again.zip")
    assert issued.returncode == 0, issued
    again(desk)
    assert desk.scan("code.png") == 12 and "key-withdrawn" in why(desk, "code.png")


def test_nothing_changes_where_the_file_of_codes_that_end_cannot_be_written(desk):
    (desk.place / "reissue-main.csv").write_text("mine")
    before = (desk.folder / "trust.json").read_bytes()
    assert_error(desk.run("desk", "rotate", "code", "--stolen", "--no-passphrase"), 73)
    assert (desk.folder / "trust.json").read_bytes() == before and not (desk.folder / "keys/main-2.pub").exists()


def test_a_lost_code_key_is_replaced_at_once_and_its_codes_stay_good(desk):
    code = desk.green()
    desk.ok("desk", "publish")
    (desk.folder / "secret/main.key").unlink()
    desk.ok("desk", "rotate", "code", "--lost", "--no-passphrase")
    desk.ok("desk", "publish")
    assert "main-2:" in desk.ok("issue", "--status", "green", "-o", "after.png")
    desk.gate()
    assert [desk.scan("code.png"), desk.scan("after.png")] == [0, 0]
    desk.ok("status", "set", code, "--to", "revoked", "--why", "lost")
    desk.ok("desk", "publish")
    again(desk)
    assert desk.scan("code.png") == 12
    assert_error(desk.run("desk", "rotate", "code", "--lost", "--stolen"), 64, "not both")


def test_a_rotation_replaces_the_key_that_is_named_and_no_counters(desk):
    fingerprint = holder(desk, "code", "counter-7")
    desk.ok("desk", "add", "counter-7.pub", "--yes", fingerprint)
    before = (desk.folder / "trust.json").read_text()
    desk.ok("desk", "rotate", "code", "--no-passphrase")
    after = (desk.folder / "trust.json").read_text()

    def until(text, name):
        x = re.search(r'"x": ?"([^"]+)"', (desk.folder / f"keys/{name}.pub").read_text())[1]
        return re.search(rf'"x": "{x}".*?"until": "([^"]+)"', text, re.S)[1]

    assert until(after, "counter-7") == until(before, "counter-7")
    assert until(after, "main") != until(before, "main")


def test_a_desk_shows_how_old_its_status_lists_are(desk):
    assert "CN-HA.status" not in desk.ok("desk")
    desk.ok("desk", "publish")
    assert re.search(r"CN-HA\.status, signed 0 min ago, 7 d left|CN-HA\.status, signed 0 min ago, 6 d left", desk.ok("desk"))


# ---------------------------------------------------------------- the status key is stolen


def thief(desk, clock):
    """A copy of the desk from before a revocation, whose lists are dated as far ahead as a gate takes them."""
    desk.green()
    desk.ok("desk", "publish")
    desk.gate()
    copied = desk.copy("thief")
    desk.ok("status", "set", "code.png", "--to", "revoked", "--why", "lost")
    desk.ok("desk", "publish")
    again(desk)
    assert desk.scan("code.png") == 12
    lists = copied / "publish"
    desk.ok("issue", "--desk", copied, "--status", "green", "-o", "theirs.png")
    desk.ok("status", "set", "theirs.png", "--desk", copied, "--to", "revoked", "--why", "lost")
    desk.ok("desk", "publish", "--desk", copied, env=clock(280))
    desk.ok("trust", "import", lists / "CN-HA.status")
    assert desk.scan("code.png") == 0
    return lists


def test_no_list_of_a_stolen_status_key_counts_after_the_next_publish_whatever_date_it_bears(desk, clock):  # noqa: F811
    thief(desk, clock)
    desk.ok("desk", "rotate", "status", "--stolen")
    desk.ok("desk", "rotate", "bundle", "--stolen")
    desk.ok("desk", "publish")
    again(desk)
    assert desk.scan("code.png") == 12


def test_what_a_thief_serves_with_a_withdrawn_key_stops_no_publish_and_is_not_restored(tmp_path, clock):  # noqa: F811
    (tmp_path / "web").mkdir()
    with served(tmp_path / "web") as server:
        desk = Desk(tmp_path / "office", "--url", server.url + "/")
        lists = thief(desk, clock)

        def serve(*names):
            for name in names:
                shutil.copy(lists / name, tmp_path / "web" / name)

        shutil.copytree(desk.folder / "publish", tmp_path / "web", dirs_exist_ok=True)
        serve("CN-HA.status")
        # The first has the index of the thief's own.
        desk.green("first.png")
        desk.ok("status", "set", desk.green("second.png"), "--to", "revoked", "--why", "lost")
        assert_error(desk.run("desk", "publish"), 65, "better")
        desk.ok("desk", "rotate", "status", "--stolen")
        desk.ok("desk", "rotate", "bundle", "--stolen")
        desk.ok("desk", "publish")
        shutil.copytree(desk.folder / "publish", tmp_path / "web", dirs_exist_ok=True)
        serve("CN-HA.status")
        shutil.rmtree(desk.folder / "registry")
        (desk.folder / "registry").mkdir(mode=0o700)
        desk.ok("desk", "restore", "--from", server.url + "/")
        desk.ok("desk", "publish")
        again(desk)
        assert desk.scan("code.png") == 12


# ---------------------------------------------------------------- a stolen log key


def forged(desk, entries):
    """A log that a thief of the log's key wrote: that of the desk, and so many entries more."""
    copied = desk.copy("forged")
    for number in range(entries):
        desk.ok("issue", "--desk", copied, "--status", "yellow", "--reason", "close-contact", "--authority", "No order", "-o", f"f{number}.png")
    assert desk.run("desk", "publish", "--desk", copied).returncode in (0, 65)
    return copied / "publish"


def test_a_longer_log_that_a_thief_signed_stops_no_publish_once_its_key_is_withdrawn(tmp_path):
    web = tmp_path / "web"
    with served(web) as server:
        desk = Desk(tmp_path / "office", "--url", server.url + "/")
        code = desk.green()
        desk.yellow()
        desk.ok("desk", "publish")
        shutil.copytree(desk.folder / "publish", web)
        desk.gate()
        theirs = forged(desk, 3)
        shutil.copytree(theirs / "log", web / "log", dirs_exist_ok=True)
        desk.ok("trust", "import", theirs / "CN-HA.log")
        desk.ok("status", "set", code, "--to", "revoked", "--why", "lost")
        for _ in range(2):
            assert_error(desk.run("desk", "publish"), 65, "has 4: this is an old copy, or somebody else has the log's key",
                         "desk restore", "desk rotate log --stolen")
        desk.ok("desk", "rotate", "log", "--stolen")
        told = desk.ok("desk", "publish")
        assert "is not this office's log" in told and "log-2 goes on" in told
        again(desk)
        assert [desk.scan(f"{name}.png") for name in ("code", "yellow")] == [12, 10]
        assert "not-logged" not in why(desk, "yellow.png") and "not-logged" not in why(desk, "code.png")
        # The thief goes on with the old log, and reaches neither the office nor a gate.
        desk.yellow("later.png")
        desk.ok("desk", "publish")
        again(desk)
        assert desk.scan("later.png") == 10 and "not-logged" not in why(desk, "later.png")
        # The list says so to whoever reads it.
        assert json.loads(desk.ok("trust", "show", "desk/publish/CN-HA.trust", "--json").splitlines()[0])["withdrawn"]
