"""A batch writes the yellow and red codes into the log before it signs them, whatever ends it."""

import hashlib
import json
from types import SimpleNamespace

import cbor2
import pytest

import command
from command import ago, assert_error
from hcert import base45_bytes
from logs import Log, keygen
from registries import was_killed, with_fault

pytestmark = pytest.mark.slow


@pytest.fixture
def office(tmp_path):
    return SimpleNamespace(log=Log(tmp_path / "log"), key=keygen(tmp_path / "keys", "CN-HA"), home=tmp_path)


def rows(count):
    return "".join(json.dumps(
        {"ref": str(n), "status": "yellow", "valid": "7d", "reason": "symptoms", "authority": "Order 2026/5"} if n % 3 == 0
        else {"ref": str(n), "status": "green", "valid": "1d"}) + "\n" for n in range(count))


def arguments(office, *options, output="out.ndjson"):
    return ("issue", "--batch", office.home / "people", "--key", office.key.secret, "--index-range", "0..9999", "--at", office.at,
            "-o", office.home / output, "--log", office.log.folder, *options)


@pytest.fixture
def people(office):
    def write(text):
        (office.home / "people").write_text(text)
        office.at = ago(minutes=0)
        return text

    return write


def commitment(text):
    """What docs/log.md §2 says, by another CBOR library."""
    protected, _, payload, _ = cbor2.loads(base45_bytes(text.removeprefix("HCODE1:"))).value
    claims = cbor2.loads(payload)
    salts = [v for v in walk(claims) if isinstance(v, bytes) and len(v) == 16]
    structure = cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)
    return {hashlib.sha256(cbor2.dumps(["hcode log: code", salt, structure], canonical=True)).hexdigest() for salt in salts}


def walk(value):
    yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(child)


def codes(path):
    return [line for line in map(json.loads, path.read_text().splitlines()) if "text" in line]


def logged(office):
    office.log.checkpoint()
    return office.log.entries()


def test_each_yellow_code_of_a_batch_is_in_the_log_and_no_green_one(office, people):
    people(rows(200))
    result = command.run(*arguments(office, "--officer", "desk-7"))
    assert result.returncode == 0, result.stderr
    entries = logged(office)
    yellow = [c for c in codes(office.home / "out.ndjson") if c["status"] == "yellow"]
    assert len(entries) == len(yellow) == 67
    assert {e["officer"] for e in entries} == {"desk-7"} and {e["authority"] for e in entries} == {"Order 2026/5"}
    found = {e["commitment"] for e in entries}
    assert all(commitment(c["text"]) & found for c in yellow)
    assert len(found) == 67


def test_a_red_row_that_one_officer_signs_is_logged_with_one(office, people):
    people(json.dumps({"status": "red", "valid": "7d", "reason": "confirmed-case", "authority": "Order 2026/6"}) + "\n")
    assert command.run(*arguments(office)).returncode == 65
    assert logged(office) == []
    result = command.run(*arguments(office, "--one-officer", output="second.ndjson"))
    assert result.returncode == 0, result.stderr
    [entry] = logged(office)
    assert entry["status"] == "red" and "second_officer" not in entry


def test_rows_that_are_rejected_are_not_logged(office, people):
    people(json.dumps({"status": "yellow", "valid": "7d", "reason": "symptoms"}) + "\n" + rows(1))
    assert command.run(*arguments(office)).returncode == 65
    assert [e["authority"] for e in logged(office)] == ["Order 2026/5"]


def test_rows_that_the_key_or_the_label_refuses_are_not_logged(office, people):
    office.key = keygen(office.home / "short", "CN-HA", "--valid", "10d")
    long = json.dumps({"status": "yellow", "valid": "14d", "reason": "symptoms", "authority": "Order 2026/7"}) + "\n"
    people(long + rows(1))
    assert command.run(*arguments(office)).returncode == 65
    assert [e["authority"] for e in logged(office)] == ["Order 2026/5"]
    small = command.run(*arguments(office, "--sheet", "a4", "--labels", "8x24", output="small.pdf"))
    assert small.returncode == 65 and b"no room for the code" in small.stderr
    assert len(logged(office)) == 1


def test_a_batch_whose_log_cannot_be_written_hands_out_nothing_yellow(office, people):
    people(rows(10))
    (office.log.folder / "checkpoint").write_text("not a checkpoint\n")
    assert_error(command.run(*arguments(office)), 65, "checkpoint")
    assert not (office.home / "out.ndjson").exists()
    assert b"HC" not in b"".join(p.read_bytes() for p in office.home.glob("out.ndjson*"))


def test_a_batch_goes_on_with_the_log_that_it_began_with(office, people):
    people(rows(3000))
    killed = with_fault("signal=KILL", "openat", 30, *arguments(office, "--jobs", 1), path=office.log.folder / ".journal")
    assert was_killed(killed), killed.stderr
    without = [a for a in arguments(office, "--resume") if a not in ("--log", office.log.folder)]
    assert_error(command.run(*without), 64, "--log")
    assert command.run(*arguments(office, "--resume")).returncode == 0
    assert len({e["commitment"] for e in logged(office)}) == 1000


def test_a_batch_that_goes_on_logs_no_row_that_the_key_refuses(office, people):
    office.key = keygen(office.home / "short", "CN-HA", "--valid", "10d")
    long = json.dumps({"status": "yellow", "valid": "14d", "reason": "symptoms", "authority": "Order 2026/7"}) + "\n"
    people(long + rows(1500) + long + rows(1500) + long)
    killed = with_fault("signal=KILL", "openat", 20, *arguments(office, "--jobs", 1), path=office.log.folder / ".journal")
    assert was_killed(killed), killed.stderr
    assert command.run(*arguments(office, "--resume")).returncode == 65
    entries = logged(office)
    assert len({e["commitment"] for e in entries}) == 1000
    assert {e["authority"] for e in entries} == {"Order 2026/5"}


@pytest.mark.parametrize("call", ["fdatasync", "write", "openat", "flock"])
def test_a_batch_that_is_killed_has_handed_out_no_yellow_code_that_is_not_logged(office, people, call):
    people(rows(130))
    log = office.log
    kills = 0
    for number in range(1, 12):
        output = f"out-{call}-{number}.ndjson"
        part = office.home / (output + ".part")
        places = [log.folder / ".journal", log.folder / ".lock", part, office.home / output]
        done = with_fault("signal=KILL", call, number, *arguments(office, "--jobs", 1, output=output), path=places)
        kills += was_killed(done)
        found = {e["commitment"] for e in logged(office)}
        for place in (part, office.home / output):
            lines = place.read_text().splitlines() if place.exists() else []
            for line in lines:
                try:
                    code = json.loads(line)
                except ValueError:
                    continue
                assert code["status"] != "yellow" or commitment(code["text"]) & found
        assert command.run(*arguments(office, "--resume", output=output)).returncode == 0
    assert kills >= 2


def test_the_registry_takes_an_officer_that_the_log_would_not_as_long_as_nothing_is_logged(office, people):
    people(rows(4))
    registry = office.home / "registry"
    command.run("registry", "init", registry, "--key", office.key.public, "--uri", "https://health.example/status")
    officer = ("--registry", registry, "--officer", "窗口 7")
    batch = ("issue", "--batch", office.home / "people", "--key", office.key.secret, *officer)
    single = ("issue", "--key", office.key.secret, *officer, "--valid", "1d", "--reason", "symptoms", "--authority", "Order 2026/5",
              "--status", "yellow")
    assert command.run(*batch, "-o", office.home / "a.ndjson").returncode == 0
    assert command.run(*single, "-o", office.home / "a.png").returncode == 0
    assert_error(command.run(*batch, "-o", office.home / "b.ndjson", "--log", office.log.folder), 64, "--officer")
    assert_error(command.run(*single, "-o", office.home / "b.png", "--log", office.log.folder), 64, "--officer")
    assert logged(office) == [] and not (office.home / "b.png").exists() and not (office.home / "b.ndjson").exists()
