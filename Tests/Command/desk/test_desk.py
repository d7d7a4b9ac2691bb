"""An authority in one folder: the first page's five lines, and what becomes of them."""

import json
import os
import re
import shutil
import stat
import subprocess
import time
from datetime import datetime

import pytest

import command
from clocks import clock  # noqa: F401
from command import assert_error
from desks import Desk, served


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def rehearsal(tmp_path):
    return Desk(tmp_path, "--rehearsal")


def test_five_lines_make_an_authority_and_a_gate_that_says_green_and_a_revocation_reaches_it(tmp_path):
    home = tmp_path / "home"
    home.mkdir()

    def typed(line, status=0):
        """Runs a line as a shell would read it."""
        words = line.split()
        assert words[0] == "hcode"
        result = command.run(*words[1:], home=home, cwd=tmp_path)
        assert result.returncode == status, (line, result.stdout, result.stderr)
        return result.stdout.decode()

    with served(tmp_path / "desk/publish") as server:
        made = typed(f"hcode desk init CN-HA --name 河南省卫健委 --url {server.url}/ --no-passphrase")
        typed("hcode issue --status green --name 张小明 -o code.png")
        typed("hcode desk publish")
        [gate] = re.findall(r"hcode trust import \S+ --fingerprint [0-9a-f]{64}", made)
        typed(gate)
        assert "张小明" in typed("hcode scan code.png")
        index = json.loads(typed("hcode scan --json code.png"))["code_index"]
        changed = typed(f"hcode status set main:{index} --to revoked --why error")
        assert "next: 'hcode desk publish'" in changed
        typed("hcode desk publish")
        typed(f"hcode trust import {server.url}/CN-HA.bundle")
        assert "revoked" in typed("hcode scan code.png", status=12)


def test_a_desk_has_the_files_and_the_modes_that_the_documents_say(desk):
    modes = {name: stat.S_IMODE((desk.folder / name).stat().st_mode) for name in os.listdir(desk.folder)}
    assert modes == {
        "desk.json": 0o644, "trust.json": 0o644, ".gitignore": 0o644, "keys": 0o755, "lists": 0o755, "outbox": 0o755, "publish": 0o755,
        "secret": 0o700, "registry": 0o700, "state": 0o700}
    assert json.loads((desk.folder / "desk.json").read_text()) == {"format": "hcode-desk-1", "issuer": "CN-HA"}
    for secret in (desk.folder / "secret").iterdir():
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert (desk.folder / ".gitignore").read_text().split() == ["secret/", "registry/", "state/", "outbox/", "publish/"]
    desk.ok("desk", "publish")
    published = {str(p.relative_to(desk.folder / "publish")) for p in (desk.folder / "publish").rglob("*") if p.is_file()}
    assert {"CN-HA.bundle", "CN-HA.trust", "CN-HA.status", "CN-HA.log", "index.html", "log/checkpoint", "lists/CN-HA-1.trust"} <= published
    assert not [name for name in published if "/." in "/" + name], "nothing that begins with a dot is published"
    assert desk.fingerprint not in (desk.folder / "publish/index.html").read_text()


@pytest.mark.slow
def test_keys_that_are_made_with_passphrases_are_sealed_and_those_that_cron_needs_are_not(tmp_path):
    (tmp_path / "root").write_text("root phrase\n")
    (tmp_path / "code").write_text("code phrase\n")
    desk = Desk(tmp_path, sealed=["--root-passphrase-file", tmp_path / "root", "--passphrase-file", tmp_path / "code"])
    sealed = {p.stem: p.read_bytes()[18] for p in (desk.folder / "secret").iterdir()}
    assert sealed == {"root-1": 1, "main": 1, "status-1": 0, "bundle-1": 0, "log-1": 0}
    assert desk.run("issue", "--status", "green", "-o", "a.png", "--passphrase-file", tmp_path / "root").returncode == 77
    desk.ok("issue", "--status", "green", "-o", "a.png", "--passphrase-file", tmp_path / "code")
    desk.ok("desk", "publish")


def test_a_red_becomes_a_request_that_the_second_officer_of_a_rehearsal_approves_and_the_log_has_it(rehearsal):
    told = rehearsal.run("issue", "--status", "red", "--name", "王建国", "--reason", "confirmed-case", "--authority", "Order 2026/5")
    assert told.returncode == 0, told.stderr
    request = re.search(r"red-\d+\.request", told.stdout.decode())[0]
    assert f"next: the second officer runs 'hcode approve {request} -o red.png'" in told.stdout.decode()
    assert b"rehearsal" in told.stderr
    approved = rehearsal.run("approve", request, "-o", "red.png")
    assert approved.returncode == 0 and b"rehearsal" in approved.stderr
    assert "1 entry, 1 new" in rehearsal.ok("desk", "publish")
    rehearsal.gate()
    assert rehearsal.scan("red.png") == 11
    [entry] = map(json.loads, rehearsal.entries())
    assert (entry["act"], entry["officer"], entry["second_officer"]) == ("issued", "main", "officer-2")


def test_without_a_second_officer_a_red_request_waits_and_says_who_is_missing(desk):
    told = desk.ok("issue", "--status", "red", "--name", "王", "--reason", "confirmed-case", "--authority", "X")
    request = re.search(r"red-\d+\.request", told)[0]
    assert_error(desk.run("approve", request, "-o", "red.png"), 66, "second officer")
    assert not (desk.place / "red.png").exists()


def test_a_yellow_code_waits_with_its_entry_and_is_not_logged_before_it_is_published(desk):
    desk.yellow()
    assert "1 entry waits" in desk.ok("desk")
    assert desk.entries() == []
    desk.ok("desk", "publish")
    desk.gate()
    assert desk.scan("yellow.png") == 10 and len(desk.entries()) == 1
    assert "no entries wait" in desk.ok("desk")


def test_a_change_that_takes_two_becomes_a_request_and_a_list_shows_it_only_when_the_log_has_it(rehearsal):
    code = rehearsal.green()
    told = rehearsal.ok("status", "set", code, "--to", "red", "--why", "confirmed-case", "--authority", "Order 7")
    request = re.search(r"\S+\.request", told)[0]
    rehearsal.ok("approve", request)
    rehearsal.ok("desk", "publish")
    rehearsal.gate()
    assert rehearsal.scan("code.png") == 11
    told = rehearsal.ok("status", "clear", code, "--why", "error", "--authority", "Appeal 12")
    rehearsal.ok("approve", re.search(r"\S+\.request", told)[0])
    rehearsal.ok("desk", "publish")
    rehearsal.ok("trust", "import", "desk/publish/CN-HA.bundle")
    assert rehearsal.scan("code.png") == 0
    assert [json.loads(e)["act"] for e in rehearsal.entries()] == ["raised", "cleared"]
    assert rehearsal.run("status", "set", code, "--to", "red", "--why", "confirmed-case").returncode == 64, "an order is needed"


@pytest.mark.parametrize("name", ["CN-HA.bundle", "CN-HA.log", "CN-HA.trust"])
def test_what_a_disk_has_bent_in_what_is_published_is_made_again(desk, name):
    desk.yellow()
    desk.ok("desk", "publish")
    path = desk.folder / "publish" / name
    whole = path.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 7)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1:])
        desk.ok("desk", "publish")
        store = desk.place / f"store-{place}"
        desk.ok("trust", "import", "desk/publish/CN-HA.bundle", "--fingerprint", desk.fingerprint, "--store", store)
        path.write_bytes(whole)


def test_publishing_again_changes_nothing_before_something_is_due(desk):
    desk.ok("desk", "publish")
    before = command.listing(desk.folder / "publish")
    assert "nothing is due; next renewal" in desk.ok("desk", "publish")
    assert command.listing(desk.folder / "publish") == before
    assert desk.ok("desk", "publish", "--quiet") == ""


def test_an_old_copy_of_the_registry_cannot_make_codes_better(desk):
    code = desk.green()
    desk.ok("desk", "publish")
    old = (desk.folder / "registry/main.registry").read_bytes()
    desk.ok("status", "set", code, "--to", "revoked", "--why", "lost")
    desk.ok("desk", "publish")
    published = (desk.folder / "publish/CN-HA.status").read_bytes()
    for name in (desk.folder / "registry").iterdir():
        name.unlink()
    (desk.folder / "registry/main.registry").write_bytes(old)
    (desk.folder / "registry/main.registry").chmod(0o600)
    assert_error(desk.run("desk", "publish"), 65, "It is an old copy", "desk restore")
    assert (desk.folder / "publish/CN-HA.status").read_bytes() == published


@pytest.mark.parametrize("change", [
    lambda d: d.folder.chmod(0o777), lambda d: (d.folder / "desk.json").chmod(0o666), lambda d: (d.folder / "secret").chmod(0o770)],
    ids=["folder", "settings", "secrets"])
def test_a_desk_that_others_can_write_to_is_refused(desk, change):
    change(desk)
    for args in (["desk"], ["desk", "publish"], ["issue", "--status", "green", "-o", "a.png"], ["status", "set", "1", "--to", "revoked", "--why", "lost"]):
        assert_error(desk.run(*args), 77, "others may write")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_desk_of_another_user_is_refused(desk):
    os.chown(desk.folder / "desk.json", 1234, -1)
    assert_error(desk.run("issue", "--status", "green", "-o", "a.png"), 77, "another user")


def test_a_desk_is_found_by_option_variable_and_place_and_no_desk_leaves_it_alone(desk, tmp_path, keys):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    issue = ("issue", "--status", "green", "-o", "-", "--text")
    assert_error(command.run(*issue, home=desk.home, cwd=elsewhere), 64, "desk init")
    for args, env, cwd in (
            ((*issue, "--desk", desk.folder), {}, elsewhere), (issue, {"HCODE_DESK": str(desk.folder)}, elsewhere),
            (issue, {}, desk.place), (issue, {}, desk.folder)):
        assert command.run(*args, home=desk.home, cwd=cwd, env=env).returncode == 0, (args, env)
    assert command.run(*issue, home=desk.home, cwd=desk.folder / "keys").returncode == 64, "nothing is looked for above"
    alone = desk.run(*issue, "--no-desk", "--key", keys.secret, "--valid", "1h")
    assert alone.returncode == 0, alone.stderr
    assert_error(desk.run(*issue, "--key", keys.secret), 64, "not a key of this desk")
    assert_error(desk.run(*issue, "--registry", "desk/registry/main.registry"), 64, "--no-desk")
    assert_error(desk.run("desk", env={"HCODE_DESK": str(elsewhere)}), 66, "desk.json")
    assert_error(desk.run("desk", "init", "CN-HA", "--name", "x", "--no-passphrase"), 73, "already")


def test_a_desk_in_a_download_does_not_decide_whom_a_gate_believes(desk, tmp_path):
    desk.green()
    desk.ok("desk", "publish")
    assert desk.scan("code.png") == 30
    for args in (["scan", "code.png"], ["explain", "code.png"]):
        assert desk.run(*args, env={"HCODE_DESK": str(desk.folder)}).returncode == 30


FAULTS = {
    '{"format": "hcode-desk-1", "issuer": "CN-HA", "colour": 1}': "colour",
    '{"format": "hcode-desk-2", "issuer": "CN-HA"}': "format",
    '{"format": "hcode-desk-1"}': "issuer",
    '{"format": "hcode-desk-1", "issuer": "CN-HA", "url": "http://health.example/"}': "url",
    '{"format": "hcode-desk-1", "issuer": "CN-HA", "url": "https://health.example"}': "url",
    '{"format": "hcode-desk-1", "issuer": "CN-HA", "issue": {"valid": {"blue": "1h"}}}': "issue.valid.blue",
    '{"format": "hcode-desk-1", "issuer": "CN-HA", "publish": {"status_valid": "32d"}}': "publish.status_valid",
    '{"format": "hcode-desk-1", "issuer": "CN-HA", "publish": {"renew_after": "7d"}}': "publish.renew_after",
    '{"format": "hcode-desk-1", "issuer": "CN-HA", "secrets": []}': "secrets",
    '{"format": "hcode-desk-1", "issuer": "CN-HA", "people": {"keep_names": "yes"}}': "people.keep_names",
    '{"format": "hcode-desk-1", "issuer": "CN-HA", "registries": {"../x": "y"}}': "registries",
    '{"format": "hcode-desk-1", "issuer": "CN-GD"}': "CN-HA",
    "{": "JSON",
    " " * 70_000: "64 KiB",
}


@pytest.mark.parametrize("text", FAULTS)
def test_what_is_wrong_in_desk_json_is_told_with_its_path(desk, text):
    (desk.folder / "desk.json").write_text(text)
    assert_error(desk.run("desk"), 65, FAULTS[text])


def test_desk_json_decides_lengths_and_references(desk):
    (desk.folder / "desk.json").write_text(json.dumps({
        "format": "hcode-desk-1", "issuer": "CN-HA", "issue": {"valid": {"green": "2h"}, "subject_required": True},
        "publish": {"status_valid": "3d", "renew_after": "1h"}}))
    assert_error(desk.run("issue", "--status", "green", "-o", "a.png"), 64, "--subject")
    report = json.loads(desk.ok("issue", "--status", "green", "-o", "a.png", "--subject", "4101", "--json"))
    assert 7000 < _seconds(report["expires"]) - _seconds(report["issued_at"]) <= 7200
    desk.ok("desk", "publish")
    shown = json.loads(desk.ok("status", "show", "desk/publish/CN-HA.status", "--json").splitlines()[0])
    assert 3 * 86400 - 60 < _seconds(shown["expires"]) - time.time() <= 3 * 86400


def _seconds(text):
    return datetime.fromisoformat(text).timestamp()


def test_two_publishes_at_once_do_not_both_work(desk):
    lock = subprocess.Popen(["flock", str(desk.folder / "state/lock"), "sleep", "30"])
    try:
        for _ in range(100):
            result = desk.run("desk", "publish")
            if result.returncode == 69:
                break
        assert_error(result, 69, "another publish")
    finally:
        lock.kill()
        lock.wait()


def test_a_change_of_the_trust_list_is_signed_where_its_root_key_is_and_waits_for_it_elsewhere(desk):
    desk.ok("desk", "publish")
    stick = desk.place / "stick"
    stick.mkdir()
    (desk.folder / "secret/root-1.key").rename(stick / "root-1.key")
    source = desk.folder / "trust.json"
    source.write_text(source.read_text().replace('"longest_validity": "14d"', '"longest_validity": "7d"', 1))
    told = desk.ok("desk", "publish")
    assert "list 2 needs 1 root signatures and has 0" in told and "hcode trust sign" in told
    assert "list 2" in desk.ok("desk", "publish", "--quiet")
    assert not (desk.folder / "lists/CN-HA-2.trust").exists()
    desk.ok("trust", "sign", "desk/outbox/CN-HA-2.trust", "--key", stick / "root-1.key", "-o", "signed.trust")
    assert "version 2" in desk.ok("desk", "publish", "signed.trust")
    assert (desk.folder / "publish/lists/CN-HA-2.trust").read_bytes() == (desk.folder / "publish/CN-HA.trust").read_bytes()
    assert not list((desk.folder / "outbox").iterdir())
    source.write_text(source.read_text().replace('"longest_validity": "7d"', '"longest_validity": "6d"', 1))
    (stick / "root-1.key").rename(desk.folder / "secret/root-1.key")
    assert "version 3" in desk.ok("desk", "publish")
    assert_error(desk.run("desk", "publish", "signed.trust"), 65, "not a copy")


def test_a_batch_in_a_desk_takes_what_desk_json_decides_for_rows_that_do_not_say(desk):
    settings = {"format": "hcode-desk-1", "issuer": "CN-HA", "issue": {"valid": {"green": "2h"}, "subject_required": True}}
    (desk.folder / "desk.json").write_text(json.dumps(settings))
    (desk.place / "people.csv").write_text("name,subject,status,valid,reason,authority\n张三,1,green,,,\n李四,2,green,3h,,\n"
                                           "王五,3,yellow,,arrival,Order 1\n赵六,,green,1h,,\n")
    result = desk.run("issue", "--batch", "people.csv", "-o", "codes")
    assert result.returncode == 65 and b"people.csv:5: subject: it is empty, and desk.json requires it" in result.stderr
    assert b"1 of 4 rows" in result.stderr
    lines = [json.loads(line) for line in (desk.place / "codes/issued.ndjson").read_text().splitlines()]
    assert [_seconds(v["expires"]) - _seconds(v["issued_at"]) for v in lines] == [7200, 10800, 3 * 86400]
    (desk.folder / "desk.json").write_text(json.dumps(settings).replace("2h", "4h"))
    assert_error(desk.run("issue", "--batch", "people.csv", "-o", "codes", "--resume"), 64, "desk.json, member issue.valid")


def test_nobody_gets_a_code_that_gates_would_call_forged(desk):
    """What the list does not let the key sign is refused at the desk: whoever held it up would be called a forger."""
    def refused(*options):
        result = desk.run("issue", "--status", "green", "--name", "张小明", "-o", "x.png", *options)
        assert_error(result, 64, "gates would call the code forged")
        assert not (desk.place / "x.png").exists()

    desk.ok("desk", "publish")
    refused("--valid", "20d")
    assert_error(desk.run("issue", "--status", "red", "--name", "王", "--reason", "confirmed-case", "--authority", "X", "--valid", "20d"), 64, "forged")
    (desk.place / "people.csv").write_text("status,name,valid\ngreen,李,24h\ngreen,王,20d\n")
    result = desk.run("issue", "--batch", "people.csv", "-o", "codes.ndjson")
    assert result.returncode == 65 and b"1 issued, 1 rejected" in result.stdout, result
    rows = [json.loads(line) for line in (desk.place / "codes.ndjson").read_text().splitlines()]
    assert "forged" in json.dumps(rows[1])
    desk.gate()
    desk.green("longest.png", "--valid", "14d")
    assert desk.scan("longest.png") == 0


def test_a_rehearsal_says_so_at_a_batch_and_at_a_change_of_status(rehearsal):
    (rehearsal.place / "people.csv").write_text("name,status\n张三,green\n")
    assert b"a rehearsal" in rehearsal.run("issue", "--batch", "people.csv", "-o", "codes").stderr
    result = rehearsal.run("status", "set", rehearsal.green(), "--to", "revoked", "--why", "lost")
    assert result.returncode == 0 and b"a rehearsal" in result.stderr


def test_a_code_is_shown_by_the_name_that_the_desk_gave_it(desk):
    name = desk.green()
    shown = json.loads(desk.ok("status", "show", name, "--json"))
    assert shown["code_index"] == int(name.split(":")[1]) and shown["status"] == "as-signed"
    desk.ok("status", "set", name, "--to", "revoked", "--why", "lost")
    desk.ok("desk", "publish")
    assert "revoked" in desk.ok("status", "show", name.split(":")[1])
    desk.ok("status", "show", name, "--opening", "one.opening")
    desk.gate()
    assert "lost" in desk.run("explain", "code.png", "--opening", "one.opening").stdout.decode()
    assert_error(desk.run("status", "show", "other:1"), 64, "other")
    assert_error(desk.run("status", "show", name, "--registry", "desk/registry/main.registry"), 64, "--registry")
    assert desk.run("status", "show", "desk/publish/CN-HA.status").returncode == 0


def test_the_desk_says_what_this_machine_can_do(rehearsal):
    assert "A REHEARSAL" in rehearsal.ok("desk")
    (rehearsal.folder / "secret/officer-2.key").rename(rehearsal.place / "officer-2.key")
    assert "two officers for red" in rehearsal.ok("desk")
    (rehearsal.folder / "secret/main.key").unlink()
    assert "no secret key for codes" in rehearsal.ok("desk")
    (rehearsal.place / "officer-2.key").rename(rehearsal.folder / "secret/officer-2.key")
    assert "hcode approve FILE" in rehearsal.ok("desk")


def test_of_lists_that_wait_for_signatures_only_the_newest_stays_in_the_outbox(desk):
    desk.ok("desk", "publish")
    (desk.folder / "secret/root-1.key").rename(desk.place / "root-1.key")
    source = desk.folder / "trust.json"
    for days in ("7d", "6d"):
        source.write_text(source.read_text().replace('"longest_validity": "14d"', f'"longest_validity": "{days}"').replace('"longest_validity": "7d"', f'"longest_validity": "{days}"'))
        desk.ok("desk", "publish")
    assert [p.name for p in (desk.folder / "outbox").iterdir()] == ["CN-HA-3.trust"]


def test_a_batch_finds_the_desk_and_its_yellow_codes_wait_with_their_entries(desk):
    (desk.place / "people.csv").write_text("name,status,valid,reason,authority\n张三,green,24h,,\n李四,yellow,3d,close-contact,Order 1\n")
    desk.ok("issue", "--batch", "people.csv", "-o", "codes")
    desk.ok("issue", "--batch", "people.csv", "-o", "codes", "--resume")
    assert "1 entry, 1 new" in desk.ok("desk", "publish")
    desk.gate()
    assert sorted(desk.scan(f"codes/{name}.png") for name in ("00000001", "00000002")) == [0, 10]
    assert len(desk.entries()) == 1


# ---------------------------------------------------------------- commands that name a desk's files


def test_the_log_of_a_desk_takes_no_entries_but_its_registrys_and_has_one_journal(desk):
    desk.yellow()
    desk.ok("desk", "publish")
    entry = json.loads(desk.entries()[0])["entry"]
    log = desk.folder / "publish/log"
    assert_error(desk.run("log", "append", log, "-", input=entry), 64, "desk publish")
    assert desk.run("log", "checkpoint", log, "--key", desk.folder / "secret/log-1.key").returncode == 0
    (desk.place / "link").symlink_to(log)
    assert_error(desk.run("log", "append", "link", "-", input=entry), 64)
    assert not [name.name for name in log.iterdir() if name.name.startswith(".")], "what is served has no lock and no journal"
    desk.yellow("second.png")
    desk.ok("desk", "publish")
    assert len(desk.entries()) == 2


def test_a_purge_in_a_desk_finds_its_registries_those_of_keys_that_were_replaced_too(desk, clock):  # noqa: F811
    desk.green("a.png", "--subject", "A-1")
    desk.ok("desk", "publish")
    desk.ok("desk", "rotate", "code", "--stolen", "--no-passphrase")
    desk.ok("desk", "publish")
    assert desk.ok("registry", "purge").splitlines() == ["main-2: 0 purged", "main: 0 purged"]
    told = desk.run("registry", "purge", env=clock(40 * 86400))
    assert told.returncode == 0 and told.stdout.decode().splitlines()[1].startswith("main: 1 purged")
    assert desk.ok("registry", "find", desk.folder / "registry/main.registry", "--subject", "A-1") == ""
    # What one registry refuses does not keep the people of the others.
    (desk.folder / "registry/main-2.registry").write_bytes(b"damaged")
    told = desk.run("registry", "purge", env=clock(40 * 86400))
    assert_error(told, 65, "main-2.registry")
    assert told.stdout.decode().splitlines() == ["main: 0 purged"]
    assert_error(desk.run("registry", "purge", "--all", "--log", "x", "--key", "x"), 64, "desk close --destroy")


# ---------------------------------------------------------------- what is served, and what is not here


@pytest.mark.slow
def test_a_foreign_file_where_the_log_should_be_served_is_told_and_keeps_no_revocation_from_being_signed(tmp_path):
    (tmp_path / "web").mkdir()
    with served(tmp_path / "web") as server:
        desk = Desk(tmp_path / "office", "--url", server.url + "/")
        other = Desk(tmp_path / "other", "--url", server.url + "/")
        for office in (desk, other):
            office.yellow()
            office.ok("desk", "publish")
        code = desk.green()
        place = tmp_path / "web/log/checkpoint"
        place.parent.mkdir()
        desk.gate()
        for content in ((other.folder / "publish/log/checkpoint").read_bytes(), b"<html>not found</html>", b""):
            place.write_bytes(content)
            told = desk.ok("desk", "publish", "--quiet")
            assert "log/checkpoint is not this office's log" in told and "desk.json" in told
        desk.ok("status", "set", code, "--to", "revoked", "--why", "lost")
        desk.ok("desk", "publish", "--quiet")
        desk.ok("trust", "import", "desk/publish/CN-HA.bundle")
        assert desk.scan("code.png") == 12
        longer = desk.folder.parent / "longer"
        shutil.copytree(desk.folder, longer)
        desk.yellow("later.png")
        desk.ok("desk", "publish", "--quiet")
        place.write_bytes((desk.folder / "publish/log/checkpoint").read_bytes())
        assert_error(desk.run("desk", "publish", "--desk", longer), 65, "old copy")


def test_a_check_on_a_machine_without_secret_keys_says_so_and_warns_of_nothing(desk):
    desk.ok("desk", "publish")
    for name in (desk.folder / "secret").glob("*.key"):
        name.unlink()
    checks = [c for c in json.loads(desk.run("desk", "check", "--json").stdout)["checks"] if c["check"] == "keys"]
    assert [(c["state"], c["detail"]) for c in checks] == [("ok", "none here that ends: other machines have the secret keys")]
