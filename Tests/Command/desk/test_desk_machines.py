"""Keys on several machines, what the office looks at, and keys that change."""

import json
import re
import shutil
import subprocess
import tarfile
import time

import pytest

import command
import postgresql
from command import assert_error
from desks import Desk, served

pytestmark = pytest.mark.slow


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "one")


PULLED = ("desk.json", "trust.json", "keys", "lists", ".gitignore")


class Machine:
    """Another machine: what version control has of a desk, and keys of its own."""

    def __init__(self, desk, place):
        self.desk, self.place, self.folder = desk, place, place / "desk"
        self.folder.mkdir(parents=True)
        self.pull()

    def pull(self):
        for name in PULLED:
            source, target = self.desk.folder / name, self.folder / name
            if source.is_dir():
                shutil.copytree(source, target, dirs_exist_ok=True)
            else:
                shutil.copy(source, target)

    def run(self, *args, **kwargs):
        return command.run(*args, home=self.desk.home, cwd=self.place, **kwargs)

    def ok(self, *args):
        result = self.run(*args)
        assert result.returncode == 0, (args, result.stdout, result.stderr)
        return result.stdout.decode()

    def key(self, use, name):
        """Makes a key here; its public file at the desk's place, and its fingerprint."""
        told = self.ok("desk", "key", use, "CN-HA", "--as", name, "--no-passphrase")
        shutil.copy(self.folder / f"keys/{name}.pub", self.desk.place / f"{name}.pub")
        return re.search(r"[0-9a-f]{64}", told)[0]


@pytest.fixture
def second(desk, tmp_path):
    """A second officer's machine, listed and pulled."""
    machine = Machine(desk, tmp_path / "two")
    fingerprint = machine.key("officer", "officer-2")
    desk.ok("desk", "add", "officer-2.pub", "--yes", fingerprint)
    desk.ok("desk", "publish")
    machine.pull()
    return machine


def red(desk):
    told = desk.ok("issue", "--status", "red", "--name", "王建国", "--reason", "confirmed-case", "--authority", "Order 2026/5")
    return re.search(r"red-\d+\.request", told)[0]


def test_a_second_officer_on_another_machine_has_neither_registry_nor_log(desk, second):
    request = red(desk)
    shutil.copy(desk.place / request, second.place)
    assert "send" in second.ok("approve", request)
    answer = request.replace(".request", ".approved")
    assert not list(second.place.glob("*.png")) and not (second.folder / "registry").exists()
    shutil.copy(second.place / answer, desk.place)
    assert "main:" in desk.ok("approve", answer, "-o", "red.png")
    desk.ok("desk", "publish")
    desk.gate()
    assert desk.scan("red.png") == 11
    [entry] = map(json.loads, desk.entries())
    assert (entry["officer"], entry["second_officer"]) == ("main", "officer-2")


def test_an_answer_that_was_changed_or_is_somebody_elses_is_refused(desk, second):
    request = red(desk)
    shutil.copy(desk.place / request, second.place)
    second.ok("approve", request)
    answer = request.replace(".request", ".approved")
    whole = (second.place / answer).read_bytes()
    for place in range(0, len(whole), 23):
        (desk.place / answer).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1:])
        result = desk.run("approve", answer, "-o", "red.png")
        assert result.returncode in (65, 66), (place, result.stdout, result.stderr)
        assert not (desk.place / "red.png").exists()


def test_a_change_is_approved_on_another_machine_too(desk, second):
    code = desk.green()
    told = desk.ok("status", "set", code, "--to", "red", "--why", "confirmed-case", "--authority", "Order 7")
    request = re.search(r"\S+\.request", told)[0]
    shutil.copy(desk.place / request, second.place)
    second.ok("approve", request)
    answer = request.replace(".request", ".approved")
    shutil.copy(second.place / answer, desk.place)
    desk.ok("approve", answer)
    desk.ok("desk", "publish")
    desk.gate()
    assert desk.scan("code.png") == 11
    assert desk.run("approve", answer).returncode == 65, "what was finished is not finished again"


def test_a_key_is_added_only_by_a_compared_fingerprint_and_for_what_it_offers(desk, tmp_path, keys):
    machine = Machine(desk, tmp_path / "two")
    fingerprint = machine.key("officer", "officer-2")
    assert_error(desk.run("desk", "add", "officer-2.pub"), 64, fingerprint)
    assert_error(desk.run("desk", "add", "officer-2.pub", "--yes", "0" * 64), 77, fingerprint)
    stranger = json.loads(keys.public.read_text())
    (desk.place / "stranger.pub").write_bytes(keys.public.read_bytes())
    asked = desk.run("desk", "add", "stranger.pub")
    found = re.search(r"[0-9a-f]{64}", asked.stderr.decode())[0]
    assert_error(desk.run("desk", "add", "stranger.pub", "--yes", found), 65, "does not offer")
    assert stranger["kid"] not in (desk.folder / "trust.json").read_text()
    desk.ok("desk", "add", "officer-2.pub", "--yes", fingerprint)
    assert_error(desk.run("desk", "add", "officer-2.pub", "--yes", fingerprint), 65, "already")


def test_an_officer_who_leaves_ends_with_the_codes_and_a_stolen_key_at_once(desk, second):
    told = desk.ok("desk", "remove", "officer-2")
    assert "ends" in told
    until = re.search(r'"until": "([^"]+)"', (desk.folder / "trust.json").read_text().split('"red"')[-2])
    assert until
    desk.ok("desk", "publish")
    desk.ok("desk", "remove", "officer-2", "--stolen")
    assert '"withdrawn"' in (desk.folder / "trust.json").read_text()
    desk.ok("desk", "publish")
    assert_error(desk.run("desk", "remove", "main"), 64, "no key would be left")
    assert_error(desk.run("desk", "remove", "nobody"), 64, "nobody")


def test_what_an_officer_signs_whose_key_was_stolen_restricts_nobody_and_clears_nobody(desk, second):
    """Answers that wait are refused; what the thief countersigns with a copy of the whole desk is refused, or told as nobody's act."""
    raised, other = desk.green("raised.png"), desk.green("other.png")
    answers = []
    for words in (("set", raised, "--to", "red", "--why", "confirmed-case"), ("clear", raised, "--why", "error")):
        request = re.search(r"\S+\.request", desk.ok("status", *words, "--authority", "Order 7"))[0]
        shutil.copy(desk.place / request, second.place)
        second.ok("approve", request)
        answers.append(request.replace(".request", ".approved"))
        shutil.copy(second.place / answers[-1], desk.place)
        if words[0] == "set":
            desk.ok("approve", answers[0])
    desk.ok("desk", "publish")
    desk.gate()
    assert desk.scan("raised.png") == 11
    thief = desk.copy("copy")
    shutil.copytree(second.folder / "secret", thief / "secret", dirs_exist_ok=True)
    desk.ok("desk", "remove", "officer-2", "--stolen")
    time.sleep(1.1)
    desk.ok("desk", "publish")
    desk.ok("trust", "import", "desk/publish/CN-HA.bundle")
    assert_error(desk.run("approve", answers[1]), 65, "no key of this desk has the id")
    assert "NOT IN THE PUBLIC LOG" in desk.run("scan", "raised.png").stdout.decode()
    request = re.search(r"red-\d+\.request", desk.ok("issue", "--desk", thief, "--status", "red", "--name", "王", "--reason", "confirmed-case",
                                                    "--authority", "X"))[0]
    desk.ok("approve", "--desk", thief, request, "-o", "red.png")
    assert desk.scan("red.png") == 12, "a code that a stolen key countersigned"
    request = re.search(r"\S+\.request", desk.ok("status", "set", "--desk", thief, other, "--to", "red", "--why", "confirmed-case",
                                                 "--authority", "X"))[0]
    desk.ok("approve", "--desk", thief, request)
    time.sleep(1.1)
    desk.ok("desk", "publish", "--desk", thief)
    desk.ok("trust", "import", thief / "publish/CN-HA.bundle")
    assert "NOT IN THE PUBLIC LOG" in desk.run("scan", "other.png").stdout.decode()


def test_a_second_root_key_makes_lists_wait_for_both(desk, tmp_path):
    desk.ok("desk", "publish")
    machine = Machine(desk, tmp_path / "two")
    fingerprint = machine.key("root", "li")
    desk.ok("desk", "add", "li.pub", "--yes", fingerprint)
    told = desk.ok("desk", "publish")
    assert "needs 2 root signatures and has 1" in told
    shutil.copy(desk.folder / "outbox/CN-HA-2.trust", machine.place)
    machine.ok("trust", "sign", "CN-HA-2.trust", "--key", machine.folder / "secret/li.key")
    shutil.copy(machine.place / "CN-HA-2.trust", desk.place)
    assert "version 2" in desk.ok("desk", "publish", "CN-HA-2.trust")


def states(result):
    return {c["check"]: c["state"] for c in json.loads(result.stdout)["checks"]}


def test_check_says_what_is_to_be_done_and_changes_nothing(desk):
    never = desk.run("desk", "check", "--json")
    assert never.returncode == 30 and states(never)["lists"] == "fault"
    desk.ok("desk", "publish")
    assert desk.run("desk", "check").returncode == 10, "no backup"
    desk.ok("desk", "backup", "-o", "backup.tar")
    before = command.listing(desk.folder)
    well = desk.run("desk", "check", "--json")
    assert well.returncode == 0 and set(states(well).values()) == {"ok"}, well.stdout
    assert command.listing(desk.folder).keys() == before.keys()
    code = desk.green()
    desk.ok("status", "set", code, "--to", "revoked", "--why", "lost")
    due = desk.run("desk", "check", "--json")
    assert due.returncode == 10 and states(due)["unpublished"] == "warning"
    assert "hcode desk publish" in desk.run("desk", "check").stdout.decode()
    desk.ok("desk", "publish")
    (desk.folder / "secret/status-1.key").chmod(0o644)
    open_key = desk.run("desk", "check", "--json")
    assert open_key.returncode == 30 and states(open_key)["modes"] == "fault"
    assert desk.run("desk", "check", "--quiet").stdout == b""


def test_check_says_that_a_rehearsal_is_one(tmp_path):
    desk = Desk(tmp_path, "--rehearsal")
    desk.ok("desk", "publish")
    desk.ok("desk", "backup", "-o", "backup.tar")
    told = desk.run("desk", "check", "--json")
    assert told.returncode == 10 and states(told)["officers"] == "warning"


def test_a_backup_is_one_file_for_its_owner_and_becomes_a_desk_again(desk):
    code = desk.green()
    desk.yellow()
    assert "secret keys" in desk.ok("desk", "backup", "-o", "backup.tar")
    assert (desk.place / "backup.tar").stat().st_mode & 0o777 == 0o600
    desk.ok("desk", "backup", "-o", "backup.tar")
    with tarfile.open(desk.place / "backup.tar") as archive:
        modes = {m.name: m.mode for m in archive.getmembers()}
        assert {"desk.json", "trust.json", "secret/main.key", "registry/main.registry", "state/log/.journal", "publish/log/checkpoint"} <= modes.keys()
        assert modes["secret/main.key"] == 0o600
    shutil.rmtree(desk.folder)
    desk.folder.mkdir()
    subprocess.run(["tar", "-xpf", desk.place / "backup.tar", "-C", desk.folder], check=True)
    for name in ("secret", "registry", "state"):
        (desk.folder / name).chmod(0o700)
    (desk.folder / "outbox").mkdir(exist_ok=True)
    assert "1 entry, 1 new" in desk.ok("desk", "publish")
    desk.ok("status", "set", code, "--to", "revoked", "--why", "lost")


def test_a_new_code_key_has_a_list_of_its_own_and_issues_once_gates_know_it(desk):
    first = desk.green("before.png")
    desk.ok("desk", "publish")
    told = desk.ok("desk", "rotate", "code", "--no-passphrase")
    assert told.startswith("main-2  codes")
    assert "version 2" in desk.ok("desk", "publish")
    assert {"CN-HA.status", "CN-HA.main-2.status"} <= {p.name for p in (desk.folder / "publish").iterdir()}
    assert "main:" in desk.ok("issue", "--status", "green", "-o", "during.png"), "gates may not know the new key yet"
    second = re.search(r"main-2:\d+", desk.ok("issue", "--status", "green", "-o", "after.png", "--as", "main-2"))[0]
    desk.gate()
    assert [desk.scan(f"{name}.png") for name in ("before", "during", "after")] == [0, 0, 0]
    for code in (first, second):
        desk.ok("status", "set", code, "--to", "revoked", "--why", "lost")
    desk.ok("desk", "publish")
    desk.ok("trust", "import", "desk/publish/CN-HA.bundle")
    assert [desk.scan(f"{name}.png") for name in ("before", "during", "after")] == [12, 0, 12]
    assert_error(desk.run("status", "set", first.split(":")[1], "--to", "revoked", "--why", "lost"), 64, "several code keys")


@pytest.mark.parametrize("options", [(), ("--stolen",)], ids=["planned", "stolen"])
@pytest.mark.parametrize("use", ["status", "bundle"])
def test_a_new_status_or_bundle_key_signs_from_the_list_on_that_names_it(desk, use, options):
    code = desk.green()
    desk.ok("status", "set", code, "--to", "revoked", "--why", "lost")
    desk.ok("desk", "publish")
    desk.gate()
    stick = desk.place / "root-1.key"
    (desk.folder / "secret/root-1.key").rename(stick)
    desk.ok("desk", "rotate", use, *options)
    waits = desk.ok("desk", "publish")
    assert "list 2 needs 1" in waits
    desk.ok("trust", "import", "desk/publish/CN-HA.bundle")
    stick.rename(desk.folder / "secret/root-1.key")
    assert "version 2" in desk.ok("desk", "publish")
    desk.ok("trust", "import", "desk/publish/CN-HA.bundle")
    assert desk.scan("code.png") == 12


def test_an_old_copy_of_a_desk_does_not_publish_a_second_log(tmp_path):
    with served(tmp_path / "web") as server:
        desk = Desk(tmp_path / "one", "--url", server.url + "/")
        desk.ok("desk", "publish")
        desk.copy("old")
        code = desk.green()
        desk.ok("status", "set", code, "--to", "revoked", "--why", "lost")
        desk.yellow()
        desk.ok("desk", "publish")
        shutil.copytree(desk.folder / "publish", tmp_path / "web")
        desk.restore("old")
        before = command.listing(desk.folder / "publish")
        assert_error(desk.run("desk", "publish"), 65, "old copy")
        assert command.listing(desk.folder / "publish") == before


def test_what_cannot_be_fetched_is_told_and_does_not_stop_a_publish(tmp_path):
    desk = Desk(tmp_path, "--url", "http://127.0.0.1:9/")
    desk.ok("desk", "publish")
    desk.yellow()
    told = desk.ok("desk", "publish")
    assert "cannot fetch http://127.0.0.1:9/log/checkpoint" in told and "1 entry, 1 new" in told
    # Cron's mail is the only place where somebody sees it.
    assert "cannot fetch" in desk.ok("desk", "publish", "--quiet")


def test_a_desk_on_a_server_has_a_schema_for_each_key(tmp_path, server):
    database = server.url(server.database())
    desk = Desk(tmp_path, "--registry", database)
    code = desk.green()
    desk.yellow()
    desk.ok("desk", "rotate", "code", "--no-passphrase")
    desk.ok("desk", "publish")
    desk.ok("issue", "--status", "green", "-o", "second.png", "--as", "main-2")
    desk.ok("status", "set", code, "--to", "revoked", "--why", "lost")
    desk.ok("desk", "publish")
    desk.gate()
    assert [desk.scan(f"{name}.png") for name in ("code", "yellow", "second")] == [12, 10, 0]
    assert not list((desk.folder / "registry").iterdir())


def test_a_schema_without_rights_does_not_keep_the_people_of_the_other_keys_from_being_purged(tmp_path, server):
    name = server.database()
    desk = Desk(tmp_path, "--registry", server.url(name))
    desk.ok("desk", "rotate", "code", "--no-passphrase")
    schemas = {key: "hcode_" + json.loads((desk.folder / f"keys/{key}.pub").read_text())["kid"] for key in ("main", "main-2")}
    assert desk.ok("registry", "purge").splitlines() == ["main-2: 0 purged", "main: 0 purged"]
    account = f"{name}_cron"
    server.sql(f"CREATE ROLE {account} LOGIN", name)

    def purge():
        settings = desk.folder / "desk.json"
        before = settings.read_text()
        settings.write_text(before.replace(f"{postgresql.OWNER}@", f"{account}@"))
        result = desk.run("registry", "purge")
        settings.write_text(before)
        return result

    for missing, present in (("main", "main-2"), ("main-2", "main")):
        server.sql(f"REVOKE ALL ON SCHEMA {schemas[missing]} FROM {account}; GRANT USAGE ON SCHEMA {schemas[present]} TO {account}; "
                   f"GRANT ALL ON ALL TABLES IN SCHEMA {schemas[present]} TO {account}; "
                   f"GRANT ALL ON ALL SEQUENCES IN SCHEMA {schemas[present]} TO {account}", name)
        result = purge()
        assert_error(result, 77, "may not use the schema")
        assert result.stdout.decode().splitlines() == [f"{present}: 0 purged"]
    server.sql(f"REVOKE ALL ON SCHEMA {schemas['main']} FROM {account}", name)
    result = purge()
    assert result.returncode == 77 and result.stderr.count(b"may not use the schema") == 2 and result.stdout == b"", result
