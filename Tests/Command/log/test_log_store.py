"""At the checkpoint: a red that is not in the log after the grace says so, and so does a raise; nothing becomes better by a log."""

import base64
import json
import shutil
import time
from types import SimpleNamespace

import cbor2
import pytest

import command
from command import assert_error, verdict
from command import issuer as codes
from log_store import (answer, change, green, later, other_log, publish_log, publish_status, raised, red, scan, take, w,  # noqa: F401  fixtures
                       world)
from logs import Log, keygen, ok

pytestmark = pytest.mark.slow


def test_a_logged_red_is_as_signed_and_an_unlogged_one_says_so_after_the_grace(w):
    logged, hidden = red(w, "logged.png"), red(w, "hidden.png", log=other_log(w))
    for picture in (logged, hidden):
        found = scan(w, picture)
        assert answer(found) == ("red", "as-signed")
        assert [x["warning"] for x in found["warnings"]] == ["log-missing"]
    take(w, publish_log(w))
    # The log does not reach an hour beyond the codes yet: it cannot tell.
    assert answer(scan(w, hidden)) == ("red", "as-signed") and "warnings" not in scan(w, hidden)
    at = later(hours=2)
    take(w, publish_log(w, at), "--at", at)
    publish_status(w, at)
    found = scan(w, hidden, at)
    assert answer(found) == ("red", "not-logged") and found["appeal"] == "tel 12320"
    assert answer(scan(w, logged, at)) == ("red", "as-signed")
    result = command.run("scan", "--store", w.store, "--at", at, hidden)
    assert result.returncode == 11 and "NOT IN THE PUBLIC LOG" in result.stdout.decode() and "tel 12320" in result.stdout.decode()
    assert "公共日志" in command.run("scan", "--lang", "zh", "--store", w.store, "--at", at, hidden).stdout.decode()


def test_an_entry_that_says_something_else_is_none_of_this_code(w):
    """The office logs the commitment, and lies about the reason."""
    picture = red(w, log=other_log(w))
    hidden = Log.__new__(Log)
    hidden.__dict__ |= w.log.__dict__ | {"folder": w.log.home / "hidden"}
    hidden.checkpoint()
    [entry] = hidden.entries()
    entry.pop("index")
    for changes in ({"reason": "symptoms"}, {"authority": "Order 1"}, {"until": "2099-01-01T00:00:00Z"}, {"status": "yellow"},
                    {"key_id": "0011223344556677"}, {"issuer": "CN-HB"}):
        w.log.append(json.dumps(entry | changes))
    at = later(hours=2)
    take(w, publish_log(w, at), "--at", at)
    publish_status(w, at)
    assert answer(scan(w, picture, at)) == ("red", "not-logged")
    w.log.append(json.dumps(entry))
    at = later(hours=3)
    take(w, publish_log(w, at), "--at", at)
    assert answer(scan(w, picture, at)) == ("red", "as-signed")


def test_yellow_is_looked_up_too_and_green_is_not(w):
    for name, options in (("y", ("--status", "yellow", "--reason", "symptoms", "--authority", "Order 5")), ("g", ("--status", "green"))):
        ok("issue", "--key", w.first.secret, "--registry", w.registry, "--valid", "7d", *options, "-o", w.home / f"{name}.png")
    at = later(hours=2)
    take(w, publish_log(w, at), "--at", at)
    publish_status(w, at)
    assert answer(scan(w, w.home / "y.png", at)) == ("yellow", "not-logged")
    assert answer(scan(w, w.home / "g.png", at)) == ("green", "as-signed")


def checkpointed(w, at=None, **kwargs):
    """A checkpoint, then a list that names its size, then both at the gate."""
    export = publish_log(w, at, **kwargs)
    publish_status(w, at)
    take(w, export, *(("--at", at) if at else ()))


@pytest.mark.parametrize("to, before", [("red", ("red", "raised-to-red")), ("suspended", ("yellow", "suspended")), ("revoked", ("refused", "revoked"))])
@pytest.mark.parametrize("how, is_logged", [(dict(), True), (dict(two=False), None), (dict(two=False, logged=False), False)],
                         ids=["two officers", "one officer", "unlogged"])
def test_a_change_is_counted_and_one_that_nobody_answers_for_says_so(w, to, before, how, is_logged):
    change(w, green(w), to, **how)
    checkpointed(w, later(minutes=5))
    found = scan(w, w.home / "g.png", later(minutes=6))
    assert answer(found) == before
    # The list asks for two officers for red; one is enough for a lost card.
    is_logged = to != "red" if is_logged is None else is_logged
    assert found["reasons"] == [before[1]] + ([] if is_logged else ["not-logged"])
    if not is_logged:
        shown = command.run("scan", "--store", w.store, "--at", later(minutes=6), w.home / "g.png").stdout.decode()
        what = {"red": "raises", "suspended": "suspensions", "revoked": "revocations"}[to]
        assert f"1 of 1 {what} have no entry in the log" in shown and "NOT IN THE PUBLIC LOG" in shown


def test_one_change_that_nobody_answers_for_is_said_of_all_with_that_list_and_the_colour_stays(w):
    indexes = [green(w) for _ in range(3)]
    first = w.home / "first.png"
    (w.home / "g.png").rename(first)
    change(w, indexes[:2], "suspended", two=False)
    change(w, indexes[2], "red", logged=False)
    checkpointed(w, later(minutes=5))
    for path, (colour, reasons) in {first: ("red", ["raised-to-red", "not-logged"])}.items():
        found = scan(w, path, later(minutes=6))
        assert (found["verdict"], found["reasons"]) == (colour, reasons)
    told = command.run("explain", "--json", "--store", w.store, "--at", later(minutes=6), first)
    assert verdict(told)["change"]["unanswered"] == [{"status": "red", "changed": 1, "answered": 0}]
    # Setting it again with two officers and the log makes it good.
    change(w, indexes[2], "red", at=later(minutes=7))
    checkpointed(w, later(minutes=8))
    assert scan(w, first, later(minutes=9))["reasons"] == ["raised-to-red"]


def test_a_change_that_was_cleared_escalated_or_has_ended_answers_for_nothing_more(w):
    indexes = [green(w) for _ in range(3)]
    change(w, indexes[0], "suspended", two=False)
    change(w, indexes[0], "revoked", two=False)
    change(w, indexes[1], "red")
    change(w, indexes[1], "as-signed")
    checkpointed(w, later(minutes=5))
    # One more revocation than the log knows, and an unlogged raise where a cleared one was.
    change(w, indexes[2], "red", logged=False, at=later(minutes=6))
    checkpointed(w, later(minutes=7))
    assert scan(w, w.home / "g.png", later(minutes=8))["reasons"] == ["raised-to-red", "not-logged"]
    checkpointed(w, later(days=32))
    path = w.home / "list.status"
    told = verdict(command.run("status", "show", path, "--json"))
    assert (told["red"], told["suspended"]) == (0, 0) and told["log_size"] == 4


def test_a_list_names_a_log_size_that_never_goes_back_and_covers_every_change(w):
    old = w.log.copy("old")
    change(w, green(w), "suspended", two=False)
    build = ("status", "build", "--registry", w.registry, "--key", w.status.secret, "-o", w.home / "x", "--force")
    assert_error(command.run(*build, "--log", w.log.folder, "--at", later(minutes=1)), 78, "checkpoint")
    assert_error(command.run(*build, "--at", later(minutes=1)), 78, "--log")
    w.log.checkpoint()
    ok(*build, "--log", w.log.folder, "--at", later(minutes=1))
    assert verdict(command.run("status", "show", w.home / "x", "--json"))["log_size"] == 1
    assert_error(command.run(*build, "--log", old, "--at", later(minutes=2)), 65, "an old copy")


def test_a_list_without_a_log_size_answers_for_nothing(w):
    """An office that leaves its log out of a list, once its issuer's list names one."""
    change(w, green(w), "revoked", two=False, logged=False)
    take(w, publish_log(w))
    path = w.home / "x.status"
    ok("status", "build", "--registry", w.registry, "--key", w.status.secret, "-o", path, "--at", later(minutes=5))
    take(w, path, "--at", later(minutes=5))
    assert scan(w, w.home / "g.png", later(minutes=6))["reasons"] == ["revoked", "not-logged"]


def test_a_log_that_is_behind_its_list_leaves_the_question_open_until_it_is_late(w):
    picture = raised(w, two=False, logged=False)
    early = publish_log(w)
    take(w, early)
    change(w, green(w), "suspended", two=False)
    ok("log", "checkpoint", w.log.folder, "--key", w.log.key.secret)
    publish_status(w, later(minutes=5))
    # The log here has none of it yet: what the last list that was settled said counts, and there is none with a change.
    assert scan(w, picture, later(minutes=6))["reasons"] == ["suspended"]
    take(w, publish_log(w, later(minutes=7)), "--at", later(minutes=7))
    assert scan(w, picture, later(minutes=8))["reasons"] == ["suspended", "not-logged"]


def test_the_bearer_opens_the_entry_and_nobody_else(w):
    index, other = green(w), None
    picture = w.home / "mine.png"
    (w.home / "g.png").rename(picture)
    other = green(w)
    change(w, [index, other], "red")
    checkpointed(w, later(minutes=5))
    opening = w.home / "opening"
    show = ("status", "show", "--registry", w.registry, index, "--log", w.log.folder, "--opening", opening)
    ok(*show)
    assert opening.stat().st_mode & 0o777 == 0o600
    at = ("--store", w.store, "--at", later(minutes=6))
    told = command.run("explain", picture, "--opening", opening, *at)
    assert told.returncode == 11, told.stderr
    for word in ("close contact", "Order 3", "entry 0 of 1", "as raised to red", "until"):
        assert word in told.stdout.decode(), (word, told.stdout.decode())
    found = verdict(command.run("explain", "--json", picture, "--opening", opening, *at))
    assert (found["proof"]["reason"], found["proof"]["authority"], found["proof"]["entry"]["act"]) == ("close-contact", "Order 3", "raised")
    assert found["proof"]["state"] == "in-force"
    # Its end has passed, or it was cleared: the opening says so.
    day = command.ahead(days=32)
    ended = command.run("explain", "--json", picture, "--opening", opening, "--store", w.store, "--at", day)
    assert verdict(ended)["proof"]["state"] == "ended"
    # It is of this code alone, and says nothing when a word of it is changed.
    assert_error(command.run("explain", w.home / "g.png", "--opening", opening, *at), 65, "other-code")
    import cbor2
    parts = cbor2.loads(opening.read_bytes())
    for place, value in ((1, other), (2, 1), (3, "Order 4"), (4, bytes(16)), (5, 1 - parts[5]), (6, [bytes(32)])):
        (w.home / "wrong").write_bytes(cbor2.dumps([*parts[:place], value, *parts[place + 1:]]))
        assert_error(command.run("explain", picture, "--opening", w.home / "wrong", *at), 65, "does not open")
    # Neither reason nor order stands in the log, nor can whoever has the code find the entry.
    [entry] = w.log.entries()
    assert "reason" not in entry and "authority" not in entry and b"Order 3" not in (w.log.folder / "tile/entries/000.p/1").read_bytes()
    import sys
    sys.path.insert(0, str(command.ROOT / "Tests/Independent"))
    import reference_log
    act, key, number, reason, order, checkpoint = reference_log.opening(opening.read_bytes())
    assert (number, reason, order, checkpoint.size, act.act[1]) == (index, 3, "Order 3", 1, 2)


def test_growth_is_taken_in_pieces_and_a_gap_is_not(w):
    red(w, "1.png")
    take(w, publish_log(w))
    first = red(w, "2.png")
    red(w, "3.png")
    piece = publish_log(w, later(minutes=1), since=3, name="gap")
    assert_error(command.run("trust", "import", "--store", w.store, "--at", later(minutes=1), piece), 65, "wrong-base")
    take(w, publish_log(w, later(minutes=2), since=1, name="piece"), "--at", later(minutes=2))
    at = later(hours=2)
    take(w, publish_log(w, at, since=3), "--at", at)
    publish_status(w, at)
    assert answer(scan(w, first, at)) == ("red", "as-signed")
    assert "already held" in take(w, w.home / "export", "--at", at)


def test_a_log_that_went_back_or_is_another_is_refused_and_the_held_one_stays(w):
    red(w, "1.png")
    before = w.log.copy("before")
    small = publish_log(w, name="small")
    hidden = red(w, "2.png", log=before)
    red(w, "3.png")
    take(w, publish_log(w, later(minutes=5), name="large"), "--at", later(minutes=5))
    index = (w.store / "index").read_bytes()
    clock = ("--at", later(minutes=10))
    assert_error(command.run("trust", "import", "--store", w.store, *clock, small), 65, "rollback")
    # The other world has the same size and the log's own signature, and a witness that forgot.
    real, w.log.folder = w.log.folder, before
    w.log.witness_state = "other"
    ok("log", "checkpoint", before, "--key", w.log.key.secret, "--at", later(minutes=6))
    assert w.log.witness("--first", "--at", later(minutes=6), state="forgot").returncode == 0
    ok("log", "checkpoint", before, "--cosigned", w.home / "cosigned", "--witness", w.log.witness_vkey)
    ok("log", "export", before, "-o", w.home / "fork")
    assert_error(command.run("trust", "import", "--store", w.store, *clock, w.home / "fork"), 65, "equivocation")
    w.log.folder = real
    assert (w.store / "index").read_bytes() == index
    assert hidden.exists()


@pytest.mark.parametrize("case, word", [
    ("unsigned by the witness", "under-signed"), ("other key", "unknown-signer"), ("entry left out", "malformed-list"),
    ("entry changed", "malformed-list"), ("cut", "malformed-list"), ("from the future", "not-yet-issued"),
])
def test_what_is_not_the_log_is_refused(w, case, word):
    red(w, "1.png")
    if case == "unsigned by the witness":
        w.log.checkpoint()
        ok("log", "export", w.log.folder, "-o", w.home / "export")
    elif case == "other key":
        (w.home / "stranger").mkdir()
        other = Log(w.home / "stranger")
        other.grow(2)
        ok("log", "export", other.folder, "-o", w.home / "export")
    else:
        data = publish_log(w, later(hours=1) if case == "from the future" else None).read_bytes()
        if case == "entry changed":
            data = data.replace(b"Order 2026/117", b"Order 2026/118")
        elif case == "cut":
            data = data[:-1]
        elif case == "entry left out":
            import cbor2
            note, base, start, frontier, entries = cbor2.loads(data)
            data = cbor2.dumps([note, base, start, frontier, entries + entries])
        (w.home / "export").write_bytes(data)
    result = command.run("trust", "import", "--store", w.store, w.home / "export")
    assert_error(result, 65, word)


def test_a_damaged_index_of_the_log_is_undecided_and_never_green(w):
    picture = red(w)
    take(w, publish_log(w))
    entries = [p for p in (w.store / "objects").iterdir() if p.stat().st_size == 36 + 32]
    assert len(entries) == 1
    entries[0].write_bytes(b"short")
    found = scan(w, picture)
    assert answer(found) == ("undecided", "trust-unreadable")
    entries[0].unlink()
    assert answer(scan(w, picture)) == ("undecided", "trust-unreadable")
    # What has come since does not mend it, the whole log does.
    at = later(minutes=5)
    result = command.run("trust", "import", "--store", w.store, "--at", at, publish_log(w, at, since=1))
    assert_error(result, 65, "wrong-base", "an export of the whole log")
    take(w, publish_log(w, at), "--at", at)
    assert answer(scan(w, picture, at)) == ("red", "as-signed")


def test_an_old_log_warns(w):
    picture = red(w)
    take(w, publish_log(w))
    at = later(hours=26)
    publish_status(w, at)
    assert "log-old" in [x["warning"] for x in scan(w, picture, at)["warnings"]]
    shown = command.run("trust", "show", "--store", w.store, "--at", at).stdout.decode()
    assert "health.example/log" in shown


def test_ended_entries_are_left_out_of_the_store(w):
    red(w)
    take(w, publish_log(w))
    assert any(p.stat().st_size == 36 + 32 for p in (w.store / "objects").iterdir())
    at = later(days=8)
    take(w, publish_log(w, at), "--at", at)
    assert any(p.stat().st_size == 32 for p in (w.store / "objects").iterdir())


@pytest.mark.parametrize("options", [(), ("--partial",)])
def test_a_bundle_without_the_log_that_its_list_names_warns_and_one_with_it_does_not(w, options):
    export, other = publish_log(w), Log(w.home / "other", origin="other.example/log")
    other.grow(1)
    ok("log", "export", other.folder, "-o", w.home / "other.export")

    def bundle(name, *files):
        result = command.run("trust", "bundle", "--key", w.snapshot.secret, "-o", w.home / name, *options, w.folder / "CN-HA-1.trust",
                             w.home / "list.status", *files)
        assert result.returncode == 0, result.stderr
        return result.stderr.decode().splitlines()

    assert bundle("whole", export) == []
    take(w, w.home / "whole")
    for name, files in (("without", ()), ("another", (w.home / "other.export",))):
        [warning] = bundle(name, *files)
        assert warning.startswith("hcode: warning: the log health.example/log is not among the files") and "hcode log export" in warning


def frontier(entries):
    """The roots of the perfect subtrees over entries, the largest first."""
    from hashlib import sha256
    subtrees = []
    for number, entry in enumerate(entries):
        node = sha256(b"\0" + entry).digest()
        while number & 1:
            node, number = sha256(b"\1" + subtrees.pop() + node).digest(), number >> 1
        subtrees.append(node)
    return subtrees


def cut(export, start, base):
    """What anybody can make of an export: it begins later."""
    import cbor2
    note, _, _, _, bundle = cbor2.loads(export)
    entries = []
    while bundle:
        length = int.from_bytes(bundle[:2], "big")
        entries.append(bundle[2:2 + length])
        bundle = bundle[2 + length:]
    rest = b"".join(len(e).to_bytes(2, "big") + e for e in entries[start:])
    return cbor2.dumps([note, base, start, frontier(entries[:start]), rest])


def test_nobody_but_the_log_chooses_where_an_export_begins(w):
    red(w, "1.png"), red(w, "2.png")
    export = publish_log(w)
    data, checkpoint = export.read_bytes(), (w.log.folder / "checkpoint").read_bytes()
    for start, base, word in ((1, None, "malformed-list"), (1, checkpoint, "malformed-list"), (0, checkpoint, "malformed-list"),
                              (2, (w.log.folder / "history").read_bytes()[:-1].replace(b"w.example", b"x.example"), "wrong-base")):
        (w.home / "cut").write_bytes(cut(data, start, base))
        assert_error(command.run("trust", "import", "--store", w.store, w.home / "cut"), 65, word)
    assert cut(data, 0, None) == data
    take(w, export)


def test_a_log_from_a_base_on_accuses_no_code_before_it_and_a_whole_one_completes_it(w):
    early, hidden = red(w, "early.png"), red(w, "hidden.png", log=other_log(w))
    publish_log(w)
    at = later(hours=3)
    part = publish_log(w, at, since=w.log.entries()[-1]["index"] + 1, name="part")
    assert "entries 1 to 1" in ok("log", "export", w.log.folder, "--since", 1, "-o", w.home / "again")
    take(w, part, "--at", at)
    publish_status(w, at)
    # Nothing before the base is here: absence says nothing, and the codes read as signed.
    for picture in (early, hidden):
        assert answer(scan(w, picture, at)) == ("red", "as-signed")
    take(w, publish_log(w, at, name="whole"), "--at", at)
    assert answer(scan(w, early, at)) == ("red", "as-signed")
    assert answer(scan(w, hidden, at)) == ("red", "not-logged")
    # The part is no way back.
    assert "already held" in take(w, part, "--at", at)
    assert answer(scan(w, hidden, at)) == ("red", "not-logged")


def test_a_base_that_too_few_witnesses_cosigned_is_none(w):
    red(w, "1.png")
    ok("log", "checkpoint", w.log.folder, "--key", w.log.key.secret)
    red(w, "2.png")
    part = publish_log(w, later(minutes=5), since=1)
    assert_error(command.run("trust", "import", "--store", w.store, "--at", later(minutes=5), part), 65, "wrong-base", "1 have to")


def test_a_broken_cosignature_of_a_listed_witness_refuses_an_export(w):
    import cbor2
    red(w, "1.png")
    note, *rest = cbor2.loads(publish_log(w).read_bytes())
    lines = note.decode().splitlines()
    [place] = [n for n, line in enumerate(lines) if line.startswith("— w.example ")]
    flip = "A" if lines[place][-9] != "A" else "B"
    lines[place] = lines[place][:-9] + flip + lines[place][-8:]
    (w.home / "export").write_bytes(cbor2.dumps(["\n".join([*lines, ""]).encode(), *rest]))
    assert_error(command.run("trust", "import", "--store", w.store, w.home / "export"), 65, "bad-cosignature", "w.example")


# MARK: What is done once counts once


def requested(w, name, *act, at=()):
    request = w.home / name
    ok("status", *act, "--registry", w.registry, "--why", "close-contact", "--authority", "Order 3", "--key", w.first.secret,
       "--request", request, "--clock-is-right", *at)
    return request


def approved(w, request):
    return command.run("approve", request, "--from", w.first.public, "--key", w.second.secret, "--log", w.log.folder, "--registry", w.registry,
                       "--clock-is-right")


def state(w, index):
    return verdict(command.run("status", "show", "--registry", w.registry, index, "--json"))["status"]


def test_a_request_is_good_for_one_act(w):
    """One officer who kept a request could clear a later raise alone, or raise again what was cleared."""
    index = green(w)
    raise_ = requested(w, "raise", "set", index, "--to", "red")
    assert approved(w, raise_).returncode == 0
    clear = requested(w, "clear", "clear", index)
    assert approved(w, clear).returncode == 0 and state(w, index) == "as-signed"
    again = requested(w, "again", "set", index, "--to", "red")
    assert approved(w, again).returncode == 0 and state(w, index) == "red"
    entries = len(w.log.entries())
    for old in (clear, raise_, again):
        result = approved(w, old)
        assert result.returncode == 65 and b"nothing was logged or changed" in result.stderr
    assert state(w, index) == "red" and len(w.log.entries()) == entries


def test_a_request_from_a_clock_that_is_ahead_is_not_finished(w):
    index = green(w)
    request = requested(w, "raise", "set", index, "--to", "red", at=("--at", later(days=2)))
    result = approved(w, request)
    assert result.returncode == 65 and b"a time in the future" in result.stderr
    assert state(w, index) == "as-signed" and w.log.entries() == []


def test_an_entry_that_is_appended_again_answers_for_nothing(w):
    raised(w)
    hidden = green(w)
    change(w, hidden, "red", two=False, logged=False)
    ok("log", "checkpoint", w.log.folder, "--key", w.log.key.secret)
    raw = (w.log.folder / "tile/entries/000.p/1").read_bytes()
    entry = base64.b64encode(raw[2:2 + int.from_bytes(raw[:2], "big")]).decode()
    ok("log", "append", w.log.folder, "--clock-is-right", input=entry + "\n" + entry + "\n")
    take(w, publish_log(w, later(minutes=5)), "--at", later(minutes=5))
    publish_status(w, later(minutes=6))
    assert scan(w, w.home / "g.png", later(minutes=7))["reasons"] == ["raised-to-red", "not-logged"]


def test_an_opening_of_an_entry_that_no_officer_signed_opens_nothing(w):
    index = green(w)
    picture = w.home / "g.png"
    stranger = keygen(w.home / "stranger", "CN-HA")
    ok("status", "set", "--registry", w.registry, index, "--to", "suspended", "--why", "close-contact", "--authority", "Order 3",
       "--key", stranger.secret, "--log", w.log.folder, "--clock-is-right")
    take(w, publish_log(w))
    opening = w.home / "opening"
    ok("status", "show", "--registry", w.registry, index, "--log", w.log.folder, "--opening", opening)
    result = command.run("explain", picture, "--opening", opening, "--store", w.store)
    assert_error(result, 65, "no officers that a list here names signed it")


def countersigned_by(entry, other):
    """The entry with the countersignature of another one: no key is needed for that, since nothing signs that header."""
    mine, theirs = cbor2.loads(entry), cbor2.loads(other)
    body, _, payload, signature = mine.value
    signer, _, countersignature = theirs.value[1][11]
    return codes.cbor(codes.Tag(18, [body, {11: [signer, {}, countersignature]}, payload, signature]))


def test_a_second_officer_who_is_only_named_answers_for_no_raise(w):
    """One officer raises without the log, and writes into it what two would have written."""
    raised(w)
    honest = raw_entries(w.log.folder, w)
    hidden = green(w)
    # The entry comes from a second registry, or the first would know that it stands elsewhere.
    alone, liar = other_log(w), SimpleNamespace(**vars(w))
    liar.registry = w.home / "liar.registry"
    shutil.copy(w.registry, liar.registry)
    change(liar, hidden, "red", two=False, log=alone)
    change(w, hidden, "red", two=False, logged=False)
    [mine] = [entry for entry in raw_entries(alone, w) if entry not in honest]
    forged = countersigned_by(mine, honest[-1])
    ok("log", "append", w.log.folder, "--clock-is-right", input=base64.b64encode(forged).decode() + "\n")
    take(w, publish_log(w, later(minutes=5)), "--at", later(minutes=5))
    publish_status(w, later(minutes=6))
    found = scan(w, w.home / "g.png", later(minutes=7))
    assert found["reasons"] == ["raised-to-red", "not-logged"]
    told = command.run("log", "audit", w.log.folder, "--log-key", w.log.vkey, "--store", w.store, "--json")
    assert told.returncode == 10 and "unsigned" in told.stdout.decode()


def raw_entries(folder, w):
    """The entries of a log as they are stored, those that waited for a checkpoint too."""
    ok("log", "checkpoint", folder, "--key", w.log.key.secret, "--clock-is-right")
    return [base64.b64decode(json.loads(line)["entry"]) for line in ok("log", "export", folder, "--json").splitlines()]


@pytest.mark.parametrize("wrong", ["2095-01-01T00:00:00Z", "8 days"])
def test_a_checkpoint_dated_ahead_is_not_signed_and_where_somebody_insisted_the_log_goes_on(w, wrong):
    raised(w)
    wrong = later(days=8) if wrong == "8 days" else wrong
    ahead = ("log", "checkpoint", w.log.folder, "--key", w.log.key.secret, "--at", wrong)
    if wrong.startswith("2095"):
        assert_error(command.run(*ahead), 78, "clock", "--clock-is-right")
    ok(*ahead, "--clock-is-right")
    ok("log", "export", w.log.folder, "-o", w.home / "ahead")
    refused = command.run("trust", "import", "--store", w.store, w.home / "ahead")
    assert refused.returncode == 65
    again = ("log", "checkpoint", w.log.folder, "--key", w.log.key.secret)
    assert_error(command.run(*again), 78, "clock", "--clock-is-right")
    ok(*again, "--clock-is-right")
    take(w, publish_log(w))
    # A list is later than the one before it by a second.
    time.sleep(1.1)
    publish_status(w)
    assert scan(w, w.home / "g.png")["reasons"] == ["raised-to-red"]
