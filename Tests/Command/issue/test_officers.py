"""Red takes two officers: a request, an approval by another key, the log in between; and what a list that asks for two makes of less."""

import json
import subprocess
from types import SimpleNamespace

import cbor2
import pytest

import command
from authority import NOW, Authority, Key, code_key, codes, listed, status_key
from command import assert_error, issuer, verdict
from logs import Log, keygen, ok, seconds

RED = ("--status", "red", "--valid", "7d", "--reason", "confirmed-case", "--authority", "Order 2026/117", "--name", "张小明")


@pytest.fixture
def office(tmp_path):
    """Two officers of one issuer, a stranger, a registry, a log."""
    desk = {n: keygen(tmp_path / n, "CN-HA") for n in ("first", "second")}
    log = Log(tmp_path / "log")
    registry = tmp_path / "registry"
    ok("registry", "init", registry, "--key", desk["first"].public, "--uri", "https://health.example/1", "--capacity", 4096)
    return SimpleNamespace(folder=tmp_path, log=log, registry=registry, stranger=keygen(tmp_path / "other", "CN-HB"), **desk)


def request(office, *options):
    path = office.folder / "red.request"
    ok("issue", "--key", office.first.secret, *RED, "--request", path, *options)
    return path


def assert_refused(result, status, *words):
    """As every error, but for what the second officer is shown before."""
    lines = result.stderr.splitlines(keepends=True)
    first = next(n for n, line in enumerate(lines) if line.startswith(b"hcode: error: "))
    assert_error(SimpleNamespace(returncode=result.returncode, stdout=result.stdout, stderr=b"".join(lines[first:])), status, *words)


def approve(office, path, *options, key=None, source=None):
    return command.run("approve", path, "--from", source or office.first.public, "--key", key or office.second.secret, "--log",
                       office.log.folder, *options)


def test_two_officers_make_a_red_code_that_is_in_the_log(office):
    path = request(office, "--officer", "desk-7", "--registry", office.registry)
    done = approve(office, path, "--officer", "desk-9", "-o", office.folder / "red.png", "--json")
    assert done.returncode == 0, done.stderr
    assert "张小明" in done.stderr.decode() and "confirmed-case, Order 2026/117" in done.stderr.decode()
    report = verdict(done)
    seen = command.run("scan", "--json", "--trust", office.first.public, "--trust", office.second.public, office.folder / "red.png")
    assert (seen.returncode, verdict(seen)["reason"], verdict(seen)["code_index"]) == (11, "as-signed", report["code_index"])
    office.log.checkpoint()
    [entry] = office.log.entries()
    assert (entry["act"], entry["status"], entry["reason"], entry["authority"]) == ("issued", "red", "confirmed-case", "Order 2026/117")
    assert (entry["officer"], entry["second_officer"], entry["until"]) == ("desk-7", "desk-9", report["expires"])
    assert "name" not in entry and "张小明" not in json.dumps(entry, ensure_ascii=False)
    ok("log", "prove", office.log.folder, "--code", office.folder / "red.png", "-o", office.folder / "p")
    assert office.log.verify(folder=office.folder / "p").returncode == 0


def test_without_pseudonyms_the_key_ids_stand_in_the_log(office):
    assert approve(office, request(office), "-o", office.folder / "red.png").returncode == 0
    office.log.checkpoint()
    [entry] = office.log.entries()
    assert [entry["officer"], entry["second_officer"]] == [json.loads(k.public.read_text())["kid"] for k in (office.first, office.second)]


def test_a_request_is_no_code(office):
    path = request(office)
    assert not path.read_bytes().startswith(b"HCODE")
    assert_error(command.run("inspect", path), 65)


@pytest.mark.parametrize("case", ["same key", "other issuer", "not the sender", "changed", "a code", "cut"])
def test_what_is_not_to_be_approved_is_not_and_leaves_no_trace(office, case):
    path = request(office)
    key = source = None
    if case == "same key":
        key = office.first.secret
    elif case == "other issuer":
        key = office.stranger.secret
    elif case == "not the sender":
        source = office.second.public
    elif case == "changed":
        path.write_bytes(path.read_bytes().replace(b"Order 2026/117", b"Order 2026/118"))
    elif case == "a code":
        path.write_bytes(codes.code(codes.claims(health=codes.RED)))
    elif case == "cut":
        path.write_bytes(path.read_bytes()[:-1])
    result = approve(office, path, "-o", office.folder / "red.png", key=key, source=source)
    assert_refused(result, 64 if case in ("same key", "other issuer") else 65)
    office.log.checkpoint()
    assert office.log.entries() == [] and not (office.folder / "red.png").exists()


def test_an_expired_request_is_not_approved(office):
    assert_error(approve(office, request(office), "-o", office.folder / "x.png", "--at", command.ahead(days=8)), 65, "expired")


FULL = tuple(x for n in range(8) for x in ("--vaccination", f"1/2:2026-01-0{n + 1}:{'P' * 64}:{'Q' * 64}"))
JUSTIFIED = ("--reason", "close-contact", "--authority", "Order 9")


@pytest.mark.parametrize("valid, place, word", [("14d", ("-o", "x.png"), "validity"), ("1d", ("--sheet", "8x8", "-o", "x.pdf"), "no room"),
                                                ("1d", (*FULL, "--error-correction", "H", "-o", "x.png"), "does not fit")])
@pytest.mark.parametrize("colour", [("--status", "yellow"), ("--status", "red", "--one-officer")], ids=["yellow", "red"])
def test_what_is_not_issued_is_not_logged(office, colour, valid, place, word):
    """What needs no signature to be refused is refused before the entry is written."""
    short = keygen(office.folder / "short", "CN-HA", "--valid", "10d")
    result = command.run("issue", "--key", short.secret, *colour, "--valid", valid, *JUSTIFIED, "--log", office.log.folder, *place,
                         cwd=office.folder)
    assert_error(result, 64, word)
    office.log.checkpoint()
    assert office.log.entries() == [] and not list(office.folder.glob("x.*"))


@pytest.mark.parametrize("place, word", [(("-o", "x.png"), "validity"), (("--sheet", "8x8", "-o", "x.pdf"), "no room")])
def test_what_is_not_approved_is_not_logged_and_the_key_that_is_meant_is_named(office, place, word):
    path = request(office)
    key = keygen(office.folder / "short", "CN-HA", "--valid", "2d") if word == "validity" else office.second
    result = command.run("approve", path, "--from", office.first.public, "--key", key.secret, "--log", office.log.folder, *place,
                         cwd=office.folder)
    about = json.loads(key.public.read_text())
    assert_refused(result, 64, word, *((about["kid"], about["expires"]) if word == "validity" else ()))
    office.log.checkpoint()
    assert office.log.entries() == [] and not list(office.folder.glob("x.*"))


def test_one_pseudonym_is_one_officer(office):
    path = request(office, "--officer", "desk-7")
    assert_refused(approve(office, path, "--officer", "desk-7", "-o", office.folder / "x.png"), 64, "one person", "pseudonym")
    assert not (office.folder / "x.png").exists()


@pytest.mark.parametrize("options, word", [
    ((*RED, "-o", "x.png"), "two officers"), ((*RED, "--request", "r", "-o", "x.png"), "approve"),
    ((*RED, "--request", "r", "--one-officer"), "two officers"), ((*RED, "--request", "r", "--log", "l"), "approve"),
    (("--status", "green", "--valid", "1h", "--one-officer", "-o", "x.png"), "go with red"),
    (("--status", "green", "--valid", "1h", "--log", "l", "-o", "x.png"), "green is not logged"),
])
def test_options_that_do_not_go_together_are_told(office, options, word):
    assert_error(command.run("issue", "--key", office.first.secret, *options, cwd=office.folder), 64, word)
    assert not (office.folder / "x.png").exists()


def test_approval_without_a_log_is_refused(office):
    assert_error(command.run("approve", request(office), "--from", office.first.public, "--key", office.second.secret, "-o", "x.png"),
                 64, "--log")


def test_nothing_is_handed_out_when_the_log_cannot_be_written(office):
    path = request(office)
    log = office.log.folder
    (log / ".journal").unlink()
    result = approve(office, path, "-o", "-")
    assert result.returncode in (66, 74) and result.stdout == b""
    subprocess.run(["mkdir", log / ".journal"], check=True)
    result = approve(office, path, "-o", office.folder / "x.png")
    assert result.returncode in (65, 74) and not (office.folder / "x.png").exists()


def test_yellow_is_logged_before_it_is_signed(office):
    ok("issue", "--key", office.first.secret, "--status", "yellow", "--valid", "1d", "--reason", "close-contact", "--authority", "Order 9",
       "--log", office.log.folder, "-o", office.folder / "y.png")
    office.log.checkpoint()
    [entry] = office.log.entries()
    assert (entry["status"], entry["reason"]) == ("yellow", "close-contact") and "second_officer" not in entry
    ok("log", "prove", office.log.folder, "--code", office.folder / "y.png", "-o", office.folder / "p")


def test_a_raise_takes_two_officers_and_the_log(office):
    issued = verdict(command.run("issue", "--key", office.first.secret, "--registry", office.registry, "--status", "green", "--valid", "7d",
                                 "--json", "-o", office.folder / "g.png"))
    path = office.folder / "raise.request"
    note = ("--to", "red", "--why", "close-contact", "--authority", "Order 3")
    set_red = ("status", "set", "--registry", office.registry, issued["code_index"], *note, "--key", office.first.secret)
    assert_error(command.run(*set_red), 64, "two officers")
    ok(*set_red, "--request", path)
    told = verdict(command.run("status", "show", "--registry", office.registry, issued["code_index"], "--json"))
    assert told["status"] == "as-signed", "a request changes nothing"
    assert_error(approve(office, path), 64, "--registry")
    assert_refused(approve(office, path, "--registry", office.registry, key=office.first.secret), 64)
    done = approve(office, path, "--registry", office.registry)
    assert done.stdout == b"1 to red\n", done.stderr
    told = verdict(command.run("status", "show", "--registry", office.registry, issued["code_index"], "--json"))
    assert told["status"] == "red" and told["changes"][0]["authority"] == "Order 3"
    office.log.checkpoint()
    [entry] = office.log.entries()
    assert (entry["act"], entry["until"]) == ("raised", issued["expires"])
    # Nobody finds the entry who has the code, and the same request is not approved twice.
    assert_error(command.run("log", "prove", office.log.folder, "--code", office.folder / "g.png", "-o", office.folder / "p"), 65, "opening")
    again = approve(office, path, "--registry", office.registry)
    assert_refused(again, 65, "changed since")
    office.log.checkpoint()
    assert len(office.log.entries()) == 1
    audit = command.run("log", "audit", office.log.folder, "--log-key", office.log.vkey, "--json", "--signer", office.first.public,
                        "--signer", office.second.public)
    assert (audit.returncode, verdict(audit)["findings"], verdict(audit)["issuers"][0]["raised"]) == (0, [], 1)


def test_a_mistaken_raise_is_cleared_by_two_officers_and_logged(office):
    index = green(office, "g.png", "300d")
    path, back = office.folder / "raise.request", office.folder / "clear.request"
    ids = ("--registry", office.registry, index, "--key", office.first.secret)
    ok("status", "set", *ids, *NOTE, "--request", path)
    assert approve(office, path, "--registry", office.registry).returncode == 0
    note = ("--why", "error", "--authority", "Appeal 12")
    assert_error(command.run("status", "clear", *ids, *note, "--log", office.log.folder), 64, "two officers")
    ok("status", "clear", *ids, *note, "--request", back)
    assert approve(office, back, "--registry", office.registry).stdout == b"1 to as-signed\n"
    office.log.checkpoint()
    first, second = office.log.entries()
    assert [e["act"] for e in (first, second)] == ["raised", "cleared"] and "second_officer" in second
    assert second["ends"] == [{"status": "red", "until": first["until"], "count": 1}]
    # The end of 31 days, although the code is valid for 300.
    assert (seconds(first["until"]) - seconds(first["time"])) == 31 * 86_400
    told = verdict(command.run("status", "show", "--registry", office.registry, index, "--json"))
    assert told["status"] == "as-signed" and [c["entry"] for c in told["changes"]] == [0, 1]


def test_a_request_is_good_for_a_week(office):
    index = green(office, "g.png", "300d")
    path = office.folder / "raise.request"
    ok("status", "set", "--registry", office.registry, index, "--key", office.first.secret, *NOTE, "--request", path)
    late = approve(office, path, "--registry", office.registry, "--at", command.ahead(days=7, minutes=1))
    assert_error(late, 65, "7 days", "ask for it again")
    assert approve(office, path, "--registry", office.registry, "--at", command.ahead(days=6)).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("part", ["seed", "reason", "order", "indexes", "entry"])
def test_a_request_whose_codes_or_reason_are_not_those_that_were_signed_is_refused(office, part):
    index, other = green(office, "g.png", "7d"), green(office, "h.png", "7d")
    path = office.folder / "raise.request"
    ok("status", "set", "--registry", office.registry, index, "--key", office.first.secret, *NOTE, "--request", path)
    entry, subject = cbor2.loads(path.read_bytes())
    changed = {"seed": (1, bytes(32)), "reason": (2, 1), "order": (3, "Order 4"), "indexes": (4, [other])}
    if part == "entry":
        path.write_bytes(cbor2.dumps([entry[:-1] + bytes([entry[-1] ^ 1]), subject]))
    else:
        subject[changed[part][0]] = changed[part][1]
        path.write_bytes(cbor2.dumps([entry, subject]))
    assert_refused(approve(office, path, "--registry", office.registry), 65)
    office.log.checkpoint()
    assert office.log.entries() == []


def green(office, name, valid):
    done = command.run("issue", "--key", office.first.secret, "--registry", office.registry, "--status", "green", "--valid", valid, "--json",
                       "-o", office.folder / name)
    return verdict(done)["code_index"]


NOTE = ("--to", "red", "--why", "close-contact", "--authority", "Order 3")


def test_an_expired_code_does_not_hold_up_a_raise(office):
    short, middle, long = (green(office, f"{n}.png", n) for n in ("1h", "3h", "7d"))
    path = office.folder / "raise.request"
    first = command.run("status", "set", "--registry", office.registry, short, middle, long, *NOTE, "--request", path, "--key",
                        office.first.secret, "--at", command.ahead(hours=2))
    assert first.stdout.decode().startswith(f"{path}  2 codes to red, 1 passed over that have expired\nnext: 'hcode approve {path} "), first.stderr
    second = approve(office, path, "--registry", office.registry, "--at", command.ahead(hours=4))
    # What was asked for is what is signed: the second code has expired meanwhile, and nobody is restricted by it.
    assert second.stdout == b"2 to red\n", second.stderr
    office.log.checkpoint()
    [entry] = office.log.entries()
    assert entry["count"] == 2
    status = [verdict(command.run("status", "show", "--registry", office.registry, n, "--json"))["status"] for n in (short, middle, long)]
    assert status == ["as-signed", "red", "red"]


def test_a_raise_of_expired_codes_alone_is_not_asked_for(office):
    index = green(office, "1h.png", "1h")
    path = office.folder / "raise.request"
    result = command.run("status", "set", "--registry", office.registry, index, *NOTE, "--request", path, "--key", office.first.secret,
                         "--at", command.ahead(hours=2))
    assert_error(result, 65, "expired")
    assert not path.exists() and b"pseudonym" not in result.stderr


# What a trust list makes of it.

A = Authority("CN-A")
SECOND = Key("CN-A second officer", "CN-A", "second")
GREEN_ONLY = Key("CN-A green desk", "CN-A", "green")
STRANGER = Key("CN-A nobody", "CN-A", "nobody")
OTHER = Key("CN-A-B codes", "CN-A-B", "other issuer of the list")
CLAIMS = codes.claims({1: "CN-A"}, codes.RED)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A list that asks for two officers."""
    folder = tmp_path_factory.mktemp("two")
    mine = listed("CN-A", code_key(A.codes, officers=2), code_key(SECOND, officers=2), code_key(GREEN_ONLY, (0,)), status_key(A.status, "u"))
    (folder / "list").write_bytes(A.list(issuers=[mine, listed("CN-A-B", code_key(OTHER, officers=2))]))
    ok("trust", "import", folder / "list", "--fingerprint", A.fingerprint, "--store", folder / "store", "--at", command.AT)
    return folder / "store"


def judged(store, text, *options):
    found = verdict(command.run("verify", "--json", "--store", store, "--at", command.AT, *options, text))
    return found["verdict"], found["reason"]


@pytest.mark.parametrize("text, expected", [
    (codes.countersigned(CLAIMS, SECOND, A.codes), ("red", "as-signed")),
    (codes.countersigned(CLAIMS, A.codes, SECOND), ("red", "as-signed")),
    (codes.text(CLAIMS, A.codes), ("refused", "one-officer")),
    (codes.countersigned(CLAIMS, A.codes, A.codes), ("refused", "one-officer")),
    (codes.countersigned(CLAIMS, STRANGER, A.codes), ("undecided", "unknown-officer")),
    (codes.countersigned(CLAIMS, OTHER, A.codes), ("undecided", "unknown-officer")),
    (codes.countersigned(CLAIMS, GREEN_ONLY, A.codes), ("forged", "grant-exceeded")),
    (codes.countersigned(CLAIMS, A.status, A.codes), ("forged", "grant-exceeded")),
    (codes.countersigned(CLAIMS, SECOND, A.codes, signature=bytes(64)), ("forged", "bad-countersignature")),
    (codes.text(codes.claims({1: "CN-A"}, codes.YELLOW), A.codes), ("yellow", "as-signed")),
])
def test_a_list_that_asks_for_two_officers_gets_two(store, text, expected):
    assert judged(store, text) == expected


def test_a_key_file_of_the_second_officer_does_not_help_a_list(store, tmp_path):
    (tmp_path / "stranger.pub").write_text(json.dumps(STRANGER.jwk()))
    text = codes.countersigned(CLAIMS, STRANGER, A.codes)
    assert judged(store, text, "--trust", tmp_path / "stranger.pub") == ("undecided", "unknown-officer")


def test_a_list_that_asks_for_one_is_content_with_one(tmp_path):
    (tmp_path / "list").write_bytes(A.list())
    ok("trust", "import", tmp_path / "list", "--fingerprint", A.fingerprint, "--store", tmp_path / "store", "--at", command.AT)
    assert judged(tmp_path / "store", codes.text(CLAIMS, A.codes)) == ("red", "as-signed")
    assert judged(tmp_path / "store", codes.countersigned(CLAIMS, STRANGER, A.codes)) == ("red", "as-signed")
