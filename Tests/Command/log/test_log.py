"""A log shows everybody the same and takes nothing back; whoever tries is caught by `log verify` and by the witness."""

import base64
import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

import command
from command import assert_error
from logs import NOW, ORIGIN, Log, act, append, codes, entry, keygen, ok, officer, signed, signed_line


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path)


def test_a_new_log_is_empty_and_has_its_key_in_it(log):
    assert "0 entries" in log.verify().stdout.decode()
    assert (log.folder / "vkey").read_text().startswith(ORIGIN + "+")
    assert {p.name for p in log.folder.iterdir()} == {"checkpoint", "history", "vkey", ".journal", ".lock"}


def test_a_log_is_not_made_over_another(log):
    before = command.listing(log.folder)
    result = command.run("log", "init", log.folder, "--key", log.key.secret, "--origin", ORIGIN)
    assert_error(result, 73, "already")
    assert command.listing(log.folder) == before


def test_what_was_appended_is_there_in_order_and_nothing_is_published_before_the_checkpoint(log):
    assert log.append(entry(0), entry(1)) == [0, 1]
    assert log.append(entry(2)) == [2]
    assert log.entries() == []
    log.checkpoint()
    assert [e["authority"] for e in log.entries()] == ["Order 2026/0", "Order 2026/1", "Order 2026/2"]
    assert log.append(entry(3)) == [3]
    log.checkpoint()
    assert [e["index"] for e in log.entries()] == [0, 1, 2, 3]
    assert log.verify().returncode == 0


def test_an_entry_comes_out_as_it_went_in(log):
    lines = [entry(0, second_officer=None, status="yellow"), entry(0, act="raised", status=None, reason=None, authority=None, count=3),
             entry(0, act="revoked", status=None, reason="lost", count=21, ends=[{"status": "suspended", "until": "2026-12-01T00:00:00Z", "count": 2}]),
             entry(0, act="cleared", status=None, reason=None, authority=None, until=None, count=1,
                   ends=[{"status": "red", "until": "2026-12-01T00:00:00Z", "count": 1}]),
             entry(0, act="destroyed", commitment=None, status=None, reason=None, authority=None, until=None, count=9,
                   before="2026-11-01T00:00:00Z")]
    log.append(*lines)
    log.checkpoint()
    for number, (line, found) in enumerate(zip(lines, log.entries(), strict=True)):
        said = json.loads(line)
        keys = {"officer_key": officer(said["officer"]).kid.hex()}
        if "second_officer" in said:
            keys["second_officer_key"] = officer(said["second_officer"]).kid.hex()
        assert found == {"index": number, "count": 1, "entry": signed_line(line)} | keys | said


CHANGE = {"act": "suspended", "status": None, "reason": None, "authority": None}
BULK = CHANGE | {"reason": "lost", "authority": "Order 1"}


@pytest.mark.parametrize("line, word", [
    ("", "no entry"), ("{}", "Base64"), (entry(0), "Base64"), (signed_line(entry(0)) + "A", "Base64"), ("AAAA", "signed act"),
    (signed_line(entry(0, status="green")), "status"), (signed_line(entry(0, commitment="00")), "commitment"),
    (signed_line(entry(0, until="2026-11-25T08:00:00Z")), "members"), (signed_line(entry(0, act="raised")), "members"),
    (signed_line(entry(0, officer="desk 7")), "officer"), (signed_line(entry(0, authority="\u202e")), "order"),
    (signed_line(entry(0, reason=99)), "reason"), (signed_line(entry(0, reason="lost")), "members"),
    (signed_line(entry(0, authority=None, reason=None)), "members"), (signed_line(entry(0, second_officer="desk-7")), "officers"),
    (signed_line(entry(0, **CHANGE, until="2026-12-26T08:00:01Z")), "members"), (signed_line(entry(0, **CHANGE, count=21)), "members"),
    (signed_line(entry(0, **BULK, count=20)), "members"), (signed_line(entry(0, **BULK, count=65537)), "count|members"),
    (signed_line(entry(0, **CHANGE, count=0)), "count"), (signed_line(entry(0, **CHANGE | {"act": "cleared"}, until=None)), "members"),
    (signed_line(entry(0, **CHANGE, before=NOW)), "members"),
])
def test_what_is_no_entry_is_refused_and_nothing_is_appended(log, line, word):
    result = command.run("log", "append", log.folder, input=signed_line(entry(9)) + "\n" + line + "\n" if line else "")
    word = next((w for w in word.split("|") if w in result.stderr.decode()), word)
    assert_error(result, 65, word)
    log.checkpoint()
    assert log.entries() == []


def test_signatures_are_checked_where_the_keys_are_known(log):
    """At `append` and in the audit: by officers' key files. A second signature that is none is no signature."""
    desk, chief, stranger = officer("desk-7"), officer("desk-9"), officer("stranger")
    for key in (desk, chief):
        (log.home / f"{key.name}.pub").write_text(json.dumps(key.jwk()))
    keys = ("--signer", log.home / "desk-7.pub", "--signer", log.home / "desk-9.pub")
    payload = codes.cbor(act(json.loads(entry(0))))
    other = codes.cbor(act(json.loads(entry(1))))
    wrong = [signed(payload, stranger, chief), signed(payload, desk, stranger, name="desk-9"), signed(payload, desk, chief, over=other),
             signed(codes.cbor(act(json.loads(entry(0, time="2025-12-31T23:00:00Z")))), desk, chief)]
    for made in wrong:
        line = base64.b64encode(made).decode()
        assert_error(command.run("log", "append", log.folder, *keys, input=line), 65, "signatures")
    ok("log", "append", log.folder, *keys, input=signed_line(entry(0)))
    ok("log", "append", log.folder, input="\n".join(base64.b64encode(made).decode() for made in wrong[:3]))
    log.checkpoint()
    audit = command.run("log", "audit", log.folder, "--log-key", log.vkey, "--json", *keys)
    found = command.verdict(audit)
    assert {f["finding"]: f["count"] for f in found["findings"]}["unsigned"] == 3 and found["signatures_checked"] is True
    audit = command.run("log", "audit", log.folder, "--log-key", log.vkey)
    assert b"NOT checked" in audit.stdout and b"signed" in audit.stdout


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 255, 256, 257, 600])
def test_logs_of_odd_sizes_hold_and_prove_every_entry(log, count):
    log.grow(count)
    assert f"{count} entries" in log.verify().stdout.decode()
    for index in {0, count // 2, count - 1}:
        proof = log.home / f"{index}.tlog-proof"
        ok("log", "prove", log.folder, "--index", index, "-o", proof)
        assert f"entry {index}" in log.verify(folder=proof).stdout.decode()


def test_a_proof_that_was_altered_proves_nothing(log):
    log.grow(5)
    proof = log.home / "p"
    ok("log", "prove", log.folder, "--index", 3, "-o", proof)
    text = proof.read_text()
    lines = text.splitlines(keepends=True)
    for changed, word in [
        (text.replace("index 3", "index 2"), "not-included"), (text.replace("index 3", "index 9"), "not-included"),
        ("".join(lines[:3] + lines[4:]), "not-included"), ("".join(lines[:3] + [lines[4], lines[3]] + lines[5:]), "not-included"),
        (text.replace("extra 0oRY", "extra 0oRZ"), "not-included"), (text.replace("\n5\n", "\n6\n"), "wrong-key"),
        (text.replace("tlog-proof@v1", "tlog-proof@v2"), "malformed-checkpoint"), ("", "malformed-checkpoint"),
    ]:
        proof.write_text(changed)
        assert_error(log.verify(folder=proof), 65, word)
    proof.write_text(text)
    assert log.verify(folder=proof).returncode == 0


def test_an_entry_that_is_not_there_has_no_proof(log):
    log.grow(5)
    assert_error(command.run("log", "prove", log.folder, "--index", 5, "-o", log.home / "p"), 66, "5 entries")
    assert not (log.home / "p").exists()


@pytest.mark.slow
def test_two_writers_at_once_lose_nothing_and_make_one_tree(log):
    def write(writer):
        return [log.append(entry(0, officer=f"w{writer}", authority=f"{writer}/{n}"))[0] for n in range(25)]

    with ThreadPoolExecutor(9) as pool:
        signing = pool.submit(lambda: [log.checkpoint() for _ in range(15)])
        given = sum(pool.map(write, range(8)), [])
        signing.result()
    log.checkpoint()
    assert sorted(given) == list(range(200))
    found = log.entries()
    assert {e["authority"] for e in found} == {f"{w}/{n}" for w in range(8) for n in range(25)} and len(found) == 200
    assert log.verify().returncode == 0
    assert (log.folder / ".journal").read_bytes() == b""


# Attacks, each of which the auditor and the witness have to notice. Both saw the honest log of 300 entries first.

def cut_off(log):
    """The newest entries are taken back: an earlier, smaller world is shown again."""
    return log.home / "at 250"


def rewritten(log):
    """Entry 77 says something else now."""
    place = log.copy("evil")
    bundle = place / "tile/entries/000"
    changed = bundle.read_bytes().replace(b"Order 2026/77", b"Order 2026/99")
    assert changed != bundle.read_bytes()
    bundle.write_bytes(changed)
    return place


def other_world(log):
    """The log's operator, with the true key, shows another history of the same size."""
    return forked(log, 50)


def other_history(log):
    """The log's operator shows a larger log that did not grow from the one that was seen."""
    return forked(log, 60)


def forked(log, count):
    place = log.home / f"fork {count}"
    shutil.copytree(log.home / "at 250", place)
    append(place, *(entry(n, authority="forged") for n in range(count)))
    ok("log", "checkpoint", place, "--key", log.key.secret, "--at", command.ahead(minutes=3))
    return place


def replayed(log):
    """An old checkpoint of the same entries is served again, to hide that time has passed."""
    place = log.copy("replayed")
    (place / "checkpoint").write_bytes((log.home / "older checkpoint").read_bytes())
    return place


def other_key(log):
    """Somebody else's log under the same name."""
    place = log.home / "stranger"
    other = keygen(log.home / "stranger keys", "LOG")
    ok("log", "init", place, "--key", other.secret, "--origin", ORIGIN)
    append(place, *(entry(n) for n in range(301)))
    ok("log", "checkpoint", place, "--key", other.secret)
    return place


def missing_bundle(log):
    """Entries are no longer shown."""
    place = log.copy("missing")
    (place / "tile/entries/000").unlink()
    return place


def changed_tile(log):
    place = log.copy("tile")
    tile = bytearray((place / "tile/0/000").read_bytes())
    tile[40] ^= 1
    (place / "tile/0/000").write_bytes(tile)
    return place


def unsigned_growth(log):
    """The size in the checkpoint is another than the log signed."""
    place = log.copy("unsigned")
    text = (place / "checkpoint").read_text()
    (place / "checkpoint").write_text(text.replace("\n300\n", "\n299\n"))
    return place


ATTACKS = {
    cut_off: "rollback", rewritten: "rewritten-entry", other_world: "split-view", other_history: "inconsistent",
    other_key: "wrong-key", missing_bundle: "missing-tile", changed_tile: "rewritten-entry", unsigned_growth: "wrong-key",
}


@pytest.fixture
def seen(tmp_path):
    """A log of 300 entries that an auditor and a witness have seen, and copies of how it was before."""
    log = Log(tmp_path)
    log.grow(250)
    log.copy("at 250")
    log.append(*(entry(n) for n in range(50)))
    ok("log", "checkpoint", log.folder, "--key", log.key.secret)
    (log.home / "older checkpoint").write_bytes((log.folder / "checkpoint").read_bytes())
    ok("log", "checkpoint", log.folder, "--key", log.key.secret, "--at", command.ahead(minutes=1))
    assert log.verify("--seen", log.home / "seen").returncode == 0
    assert log.witness("--first").returncode == 0
    return log


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a.__name__)
def test_each_attack_is_caught_by_the_auditor_and_by_the_witness(seen, attack):
    place = attack(seen)
    kept = (seen.home / "seen").read_bytes(), (seen.home / "state").read_bytes(), (seen.home / "cosigned").read_bytes()
    assert_error(seen.verify("--seen", seen.home / "seen", folder=place), 65, f": {ATTACKS[attack]}: ")
    assert_error(seen.witness(folder=place), 65, f": {ATTACKS[attack]}: ")
    assert kept == ((seen.home / "seen").read_bytes(), (seen.home / "state").read_bytes(), (seen.home / "cosigned").read_bytes())
    # The honest log is still taken.
    assert seen.verify("--seen", seen.home / "seen").returncode == 0
    assert seen.witness().returncode == 0


def test_an_old_checkpoint_of_the_same_entries_shows_its_age_and_does_not_replace_a_later_one(seen):
    later = (seen.home / "seen").read_bytes()
    result = seen.verify("--seen", seen.home / "seen", folder=replayed(seen))
    assert result.returncode == 0, result.stderr
    assert (seen.home / "seen").read_bytes() == later
    assert result.stdout != seen.verify("--seen", seen.home / "seen").stdout


def test_an_honest_log_that_grew_is_taken_by_both(seen):
    seen.append(entry(0))
    ok("log", "checkpoint", seen.folder, "--key", seen.key.secret, "--at", command.ahead(minutes=2))
    assert seen.verify("--seen", seen.home / "seen").returncode == 0
    assert seen.witness().returncode == 0
    assert b"\n301\n" in (seen.home / "seen").read_bytes() and b"\n301\n" in (seen.home / "state").read_bytes()


def test_a_witness_does_not_begin_anew_without_being_told(seen):
    (seen.home / "state").unlink()
    assert_error(seen.witness(), 66, "--first")
    assert seen.witness("--first").returncode == 0
    assert_error(seen.witness("--first"), 66, "already")


def test_the_log_is_not_its_own_witness(log):
    result = command.run("log", "witness", log.folder, "--log-key", log.vkey, "--key", log.key.secret, "--name", "w", "--state",
                         log.home / "state", "-o", log.home / "c", "--first")
    assert_error(result, 64, "own key")


def test_cosignatures_are_added_and_asked_for(log):
    log.grow(3)
    need = ("--witness", log.witness_vkey)
    assert_error(log.verify(*need), 65, "too-few-witnesses")
    assert log.verify(*need, "--quorum", "0").returncode == 0
    assert log.witness("--first").returncode == 0
    ok("log", "checkpoint", log.folder, "--cosigned", log.home / "cosigned", *need)
    assert "1 of 1 witnesses" in log.verify(*need).stdout.decode()
    # A proof carries them on.
    ok("log", "prove", log.folder, "--index", 1, "-o", log.home / "p")
    assert "1 of 1 witnesses" in log.verify(*need, folder=log.home / "p").stdout.decode()
    log.grow(1)
    assert_error(log.verify(*need), 65, "too-few-witnesses")
    result = command.run("log", "checkpoint", log.folder, "--cosigned", log.home / "cosigned", *need)
    assert_error(result, 65, "4")


def test_the_log_is_signed_with_its_own_key_alone(log):
    other = keygen(log.home / "other", "OTHER")
    log.append(entry(0))
    assert_error(command.run("log", "checkpoint", log.folder, "--key", other.secret), 65, "secret key of this log")
    assert log.entries() == []


def test_a_clock_that_went_back_signs_nothing_unless_it_is_said_to_be_right(log):
    log.append(entry(0))
    past = ("log", "checkpoint", log.folder, "--key", log.key.secret, "--at", "2026-01-01T00:00:00Z")
    assert_error(command.run(*past), 78, "clock", "--clock-is-right")
    assert log.entries() == []
    ok(*past, "--clock-is-right")
    assert len(log.entries()) == 1 and log.verify().returncode == 0
    assert_error(command.run("log", "checkpoint", log.folder, "--cosigned", log.vkey, "--witness", log.witness_vkey, "--clock-is-right"),
                 64, "--key")


def test_a_larger_checkpoint_of_an_earlier_time_is_believed_and_a_smaller_one_is_not(log):
    """A log that signed with a clock that was ahead goes on with a right one."""
    log.append(entry(0))
    ok("log", "checkpoint", log.folder, "--key", log.key.secret, "--at", "2046-01-01T00:00:00Z", "--clock-is-right")
    assert log.verify("--seen", log.home / "seen").returncode == 0
    assert log.witness("--first").returncode == 0
    ahead = (log.folder / "checkpoint").read_bytes()
    ok("log", "append", log.folder, "--clock-is-right", input=signed_line(entry(1)) + "\n")
    ok("log", "checkpoint", log.folder, "--key", log.key.secret, "--clock-is-right")
    assert log.verify("--seen", log.home / "seen").returncode == 0
    assert log.witness().returncode == 0
    (log.folder / "checkpoint").write_bytes(ahead)
    assert_error(log.verify("--seen", log.home / "seen"), 65, "rollback")


def two_witnesses(log):
    """A log of one entry more than the first witness cosigned, cosigned by the second; and the line of the first."""
    other = keygen(log.home / "other", "OTHER")
    (log.home / "other.vkey").write_text(ok("log", "key", other.public, "--name", "o.example", "--witness"))
    log.grow(1)
    assert log.witness("--first").returncode == 0
    [line] = [line for line in (log.home / "cosigned").read_text().splitlines() if line.startswith("— w.example ")]
    log.grow(1)
    ok("log", "witness", log.folder, "--log-key", log.vkey, "--key", other.secret, "--name", "o.example", "--state", log.home / "o.state",
       "--first", "-o", log.home / "o.cosigned")
    ok("log", "checkpoint", log.folder, "--cosigned", log.home / "o.cosigned", "--witness", log.home / "other.vkey")
    return line


def test_a_broken_cosignature_of_a_known_witness_refuses_the_checkpoint(log):
    line = two_witnesses(log)
    known = ("--witness", log.witness_vkey, "--witness", log.home / "other.vkey", "--quorum", "1")
    assert "1 of 2 witnesses" in log.verify(*known).stdout.decode()
    whole = (log.folder / "checkpoint").read_text()
    (log.folder / "checkpoint").write_text(whole + line + "\n")
    for found in (log.verify(*known), log.verify(*known[:-1], "0"),
                  command.run("log", "audit", log.folder, "--log-key", log.vkey, *known)):
        assert_error(found, 65, "bad-cosignature", "w.example")
    # To those who do not know the witness the line says nothing.
    assert log.verify("--witness", log.home / "other.vkey").returncode == 0
    # Nor is it in the way of the log: the next checkpoint has none of it.
    log.grow(1)
    assert log.verify().returncode == 0


def test_a_copy_with_a_broken_cosignature_is_not_published(log):
    line = two_witnesses(log)
    before = (log.folder / "checkpoint").read_text()
    (log.home / "copy").write_text(before + line + "\n")
    result = command.run("log", "checkpoint", log.folder, "--cosigned", log.home / "copy", "--witness", log.witness_vkey)
    assert_error(result, 65, "w.example has not cosigned")
    assert (log.folder / "checkpoint").read_text() == before


def at_hours(log, *hours):
    """A checkpoint over one entry more, so many hours from now."""
    for hour in hours:
        log.append(entry(hour))
        ok("log", "checkpoint", log.folder, "--key", log.key.secret, "--at", command.ahead(hours=hour))


def test_the_history_has_a_checkpoint_an_hour(log):
    at_hours(log, 1, 1.5, 2, 2.9, 5)
    blocks = (log.folder / "history").read_text().split("\n\n")
    assert [block.split("\n")[1] for block in blocks[0:-1:2]] == ["1", "3", "5"] and blocks[-1] == ""
    assert log.verify().returncode == 0
    # With its cosignature in the place of the one without.
    assert log.witness("--first", "--at", command.ahead(hours=5)).returncode == 0
    ok("log", "checkpoint", log.folder, "--cosigned", log.home / "cosigned", "--witness", log.witness_vkey)
    assert (log.folder / "history").read_text().count("— w.example ") == 1
    assert (log.folder / "history").read_text().endswith((log.folder / "checkpoint").read_text() + "\n")


HISTORIES = {"of another log": "inconsistent", "out of order": "rollback", "cut": "malformed-checkpoint", "rewritten": "wrong-key"}


@pytest.mark.parametrize("case", HISTORIES)
def test_a_history_that_is_not_the_logs_refuses_it(log, case):
    at_hours(log, 1, 3)
    name = log.folder / "history"
    own = name.read_text()
    if case == "of another log":
        other = log.home / "stranger"
        ok("log", "init", other, "--key", log.key.secret, "--origin", "health.example/log")
        append(other, entry(9))
        ok("log", "checkpoint", other, "--key", log.key.secret, "--at", command.ahead(hours=1))
        name.write_text((other / "history").read_text())
    elif case == "out of order":
        blocks = own.split("\n\n")
        name.write_text("\n\n".join([*blocks[2:4], *blocks[0:2], ""]))
    elif case == "cut":
        name.write_text(own[:-20])
    else:
        name.write_text(own.replace("health.example/log\n1\n", "health.example/log\n2\n"))
    assert_error(log.verify(), 65, HISTORIES[case])
    assert_error(command.run("log", "audit", log.folder, "--log-key", log.vkey), 65, HISTORIES[case])
    if case == "cut":
        log.append(entry(4))
        assert_error(command.run("log", "checkpoint", log.folder, "--key", log.key.secret, "--at", command.ahead(hours=5)), 65, "history")


def test_a_copy_of_a_log_is_not_appended_to(log):
    log.grow(3)
    place = log.home / "published"
    shutil.copytree(log.folder, place, ignore=shutil.ignore_patterns(".*"))
    assert log.verify(folder=place).returncode == 0
    assert_error(command.run("log", "append", place, input=signed_line(entry(0))), 66, ".journal")


@pytest.mark.slow
def test_a_log_is_read_from_a_web_server(log, tmp_path):
    log.grow(300)
    server = subprocess.Popen(
        ["python3", "-u", "-c", "import http.server as h; s = h.ThreadingHTTPServer(('127.0.0.1', 0), h.SimpleHTTPRequestHandler); "
         "print(s.server_port); s.serve_forever()"], cwd=log.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        url = f"http://127.0.0.1:{int(server.stdout.readline())}"
        assert "300 entries" in log.verify("--seen", log.home / "seen", folder=url).stdout.decode()
        ok("log", "prove", url, "--index", 299, "-o", log.home / "p")
        (log.folder / "tile/entries/000").unlink()
        assert log.verify(folder=url).returncode == 69
    finally:
        server.terminate()
        server.wait()


def test_names_and_places_that_do_not_go_are_told(log, tmp_path):
    assert_error(command.run("log"), 64)
    assert_error(command.run("log", "append", tmp_path / "none", input=signed_line(entry(0))), 73)
    assert_error(command.run("log", "verify", tmp_path / "none", "--log-key", log.vkey), 66)
    assert_error(command.run("log", "verify", log.folder, "--log-key", log.key.public), 78)
    assert_error(command.run("log", "verify", log.folder, "--log-key", log.witness_vkey), 64)
    result = command.run("log", "init", tmp_path / "new", "--key", log.key.secret, "--origin", "a b")
    assert_error(result, 64, "--origin")
    assert not (tmp_path / "new").exists()
