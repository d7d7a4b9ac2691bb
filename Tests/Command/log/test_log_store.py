"""At the checkpoint: a red that is not in the log after the grace says so, and so does a raise; nothing becomes better by a log."""

import json

import pytest

import command
from command import assert_error
from log_store import (answer, later, other_log, publish_log, publish_status, raised, red, scan, take, w,  # noqa: F401  fixtures
                       world)
from logs import Log, ok


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


@pytest.mark.parametrize("how, reason", [
    (dict(), "raised-to-red"), (dict(two=False), "not-logged"), (dict(two=False, logged=False), "not-logged"),
], ids=["two officers", "one officer", "unlogged"])
def test_a_raise_passes_the_same_gate(w, how, reason):
    picture = raised(w, **how)
    publish_status(w, later(seconds=2))
    assert answer(scan(w, picture, later(seconds=3))) == ("red", "raised-to-red"), "the log does not reach so far yet"
    at = later(hours=2)
    take(w, publish_log(w, at), "--at", at)
    assert answer(scan(w, picture, at)) == ("red", reason)


@pytest.mark.slow
@pytest.mark.parametrize("how, reason", [(dict(), "raised-to-red"), (dict(two=False, logged=False), "not-logged")],
                         ids=["logged", "unlogged"])
def test_a_raise_has_no_grace_that_a_new_list_would_begin_again(w, how, reason):
    """A list every half hour, and the log a few minutes after each: the grace of an hour never ends."""
    picture = raised(w, **how)
    for minutes in (30, 60, 90):
        publish_status(w, later(minutes=minutes))
        at = later(minutes=minutes + 4)
        take(w, publish_log(w, at, since=0), "--at", at)
        assert answer(scan(w, picture, at)) == ("red", "raised-to-red"), "two clocks may differ by five minutes"
        at = later(minutes=minutes + 6)
        take(w, publish_log(w, at, since=0), "--at", at)
        assert answer(scan(w, picture, at)) == ("red", reason)


def test_a_raise_without_entry_is_made_good_by_another(w):
    picture = raised(w, two=False, logged=False)
    index = scan(w, picture)["code_index"]
    ok("status", "set", "--registry", w.registry, index, "--to", "red", "--why", "close-contact", "--authority", "Order 3", "--request",
       w.home / "again", "--key", w.first.secret, "--clock-is-right")
    ok("approve", w.home / "again", "--from", w.first.public, "--key", w.second.secret, "--log", w.log.folder, "--registry", w.registry)
    at = later(hours=2)
    publish_status(w, later(hours=1))
    take(w, publish_log(w, at), "--at", at)
    assert answer(scan(w, picture, at)) == ("red", "raised-to-red")


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
