"""What becomes of a code after it was printed: changes in the registry, the signed list, the delta.

The judge is not hcode: Python reads the list with other people's CBOR, Ed25519 and zlib.
"""

import hashlib
import random
import zlib
from types import SimpleNamespace

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

import command
from command import assert_error, issuer, made_keys, verdict
from registries import MOMENTS, URI, allocate, init, is_whole, show, was_killed, with_fault

WORD = {0: "as-signed", 1: "revoked", 2: "suspended", 3: "red"}
NOTE = ("--why", "error", "--authority", "Desk 7")
RED = ("--why", "confirmed-case", "--authority", "Order 2026/117")


# Who acts in a test's registry; there is no log unless a test says so.
BY = []


@pytest.fixture(scope="session")
def status_keys(tmp_path_factory):
    """A status key of the issuer of `keys`."""
    return made_keys(tmp_path_factory.mktemp("status"))


@pytest.fixture
def registry(keys, tmp_path):
    BY[:] = ["--key", str(keys.secret), "--no-log"]
    return init(tmp_path / "a.registry", keys)


@pytest.fixture
def codes(registry):
    return allocate(registry, 40)


def change(registry, ids, to, *note, verb="set", **kwargs):
    options = ("--to", to) if verb == "set" else ()
    alone = ("--one-officer",) if to == "red" or verb == "clear" else ()
    return command.run("status", verb, "--registry", registry, *ids, *options, *(note or (RED if to == "red" else NOTE)), *alone, *BY, **kwargs)


def done(result):
    """What was done; the line after it says what is left to do."""
    what, following = result.stdout.decode().splitlines()
    assert following.startswith("next: 'hcode status build'"), result
    return what


def build(registry, keys, output, *options):
    return command.run("status", "build", "--registry", registry, "--key", keys.secret, "-o", output, *options)


def message_of(path, keys, media_type):
    """The payload of a file, its form and signature checked."""
    import base64
    import json
    tag = cbor2.loads(path.read_bytes())
    assert tag.tag == 18 and cbor2.dumps(tag, canonical=True) == path.read_bytes()
    protected, unprotected, payload, signature = tag.value
    x = base64.urlsafe_b64decode(json.loads(keys.public.read_text())["x"] + "=")
    assert cbor2.loads(protected) == {1: -19, 4: issuer.thumbprint(x)[:8], 16: media_type} and unprotected == {}
    Ed25519PublicKey.from_public_bytes(x).verify(signature, cbor2.dumps(["Signature1", protected, b"", payload]))
    assert cbor2.dumps(cbor2.loads(payload), canonical=True) == payload
    return cbor2.loads(payload)


def read(path, keys):
    """A status list as the draft's own reader would have it."""
    claims = message_of(path, keys, "application/statuslist+cwt")
    assert set(claims) == {2, 4, 6, 65533, 65534} and set(claims[65533]) == {"bits", "lst"} and claims[65533]["bits"] == 2
    stream = zlib.decompressobj()
    raw = stream.decompress(claims[65533]["lst"]) + stream.flush()
    assert stream.eof and not stream.unused_data
    return SimpleNamespace(uri=claims[2], expires=claims[4], issued=claims[6], ttl=claims[65534], raw=raw,
                           status=lambda index: raw[index // 4] >> index % 4 * 2 & 3)


@pytest.mark.slow
def test_a_list_says_what_was_set_and_nothing_else(registry, codes, status_keys, tmp_path):
    chance = random.Random(4)
    meant = {}
    for code in codes:
        to = chance.choice([0, 1, 2, 3])
        meant[code] = to
        if to:
            assert change(registry, [code], WORD[to]).returncode == 0
    result = build(registry, status_keys, tmp_path / "a.status", "--at", command.ahead(hours=1), "--ttl", "12h", "--valid", "2d")
    assert result.returncode == 0, result.stderr
    made = read(tmp_path / "a.status", status_keys)
    assert len(made.raw) == 1024 and (made.uri, made.ttl, made.expires - made.issued) == (URI, 12 * 3600, 2 * 86_400)
    assert [made.status(index) for index in range(4096)] == [meant.get(index, 0) for index in range(4096)]
    for to in (1, 2, 3):
        assert f"{WORD[to]} {list(meant.values()).count(to)}" in result.stdout.decode()
    told = verdict(command.run("status", "show", tmp_path / "a.status", "--index", codes[0], "--json"))
    assert told["verified"] is False and told["status"] == WORD[meant[codes[0]]] and told["count"] == 4096
    assert told["key_id"] == status_keys.kid and told["uri"] == URI and told["ttl"] == 12 * 3600
    assert show(registry)["last_list"] == told["issued"] and show(registry)["red"] == told["red"]


def test_codes_can_be_named_with_their_key_and_on_standard_input(keys, registry, codes):
    ids = [codes[0], f"{keys.kid}:{codes[1]}"]
    assert done(change(registry, ids, "revoked")) == "2 to revoked"
    lines = f"{codes[2]}\r\n\n{keys.kid}:{codes[3]}\n{codes[0]}"
    assert done(change(registry, ["-"], "revoked", input=lines)) == "2 to revoked, 1 had it already"
    assert show(registry)["revoked"] == 4
    for bad in ["x", "-1", "+5", "1.0", "4294967296", "", "٣", f"{keys.kid}:", ":5", "a:5"]:
        result = command.run("status", "set", "--registry", registry, "--to", "revoked", *NOTE, *BY, "--", bad)
        assert result.returncode in (64, 65) and b"hcode: error: " in result.stderr, (bad, result)
    assert_error(change(registry, ["-"], "revoked", input="\n"), 65, "names no code")
    assert_error(change(registry, ["0011223344556677:5"], "revoked"), 65, "another key")
    assert show(registry)["revoked"] == 4


def test_a_code_that_was_never_issued_is_named_and_nothing_is_changed(registry, codes):
    stranger = next(index for index in range(4096) if index not in codes)
    for odd in (stranger, 4096, 4294967295):
        assert_error(change(registry, [codes[0], odd, codes[1]], "revoked"), 65, f"index {odd}", "ever issued", "nothing was changed")
        assert_error(command.run("status", "show", "--registry", registry, odd), 65, f"index {odd}")
        assert_error(change(registry, [odd], None, verb="clear"), 65, f"index {odd}")
    assert show(registry)["revoked"] == 0


GRAVITY = ["as-signed", "suspended", "revoked", "red"]


@pytest.mark.parametrize("first", GRAVITY[1:])
@pytest.mark.parametrize("second", GRAVITY[1:])
def test_the_gravest_change_counts_and_a_lesser_one_is_passed_over(registry, codes, first, second):
    # A change a second later would last a second longer.
    now = ("--at", command.ago(minutes=0))
    assert change(registry, [codes[0]], first, *(RED if first == "red" else NOTE), *now).returncode == 0
    result = change(registry, [codes[1], codes[0]], second, *(RED if second == "red" else NOTE), *now)
    # A revocation lasts longer than a raise, so that it is noted beneath one.
    is_made = GRAVITY.index(second) > GRAVITY.index(first) or second == "revoked" and first != "revoked"
    passed = "" if is_made else ", 1 had it already"
    assert done(result) == f"{2 if is_made else 1} to {second}{passed}", result
    told = [verdict(command.run("status", "show", "--registry", registry, code, "--json"))["status"] for code in codes[:2]]
    assert told == [max(first, second, key=GRAVITY.index), second]


def test_a_raise_and_a_suspension_end_by_themselves_after_31_days(registry, codes, status_keys, tmp_path):
    start = command.ahead(minutes=1)
    for code, to in zip(codes, ("red", "suspended", "revoked")):
        assert change(registry, [code], to, *(RED if to == "red" else NOTE), "--at", start).returncode == 0
    for number, (days, expected) in enumerate(((30, [3, 2, 1]), (32, [0, 0, 1]))):
        assert build(registry, status_keys, tmp_path / f"{number}", "--at", command.ahead(days=days)).returncode == 0
        made = read(tmp_path / f"{number}", status_keys)
        assert [made.status(code) for code in codes[:3]] == expected
    told = verdict(command.run("status", "show", "--registry", registry, codes[0], "--json", "--at", command.ahead(days=32)))
    assert told["status"] == "as-signed" and told["changes"][0]["until"] == command.ahead(days=31, minutes=1)[:16] + told["changes"][0]["until"][16:]


def test_clear_ends_what_was_a_mistake_red_too(registry, codes):
    for code, to in zip(codes, ("revoked", "suspended", "red")):
        change(registry, [code], to)
    assert_error(change(registry, [codes[0], codes[5]], None, verb="clear"), 64, "as signed", "nothing was changed")
    assert (show(registry)["revoked"], show(registry)["suspended"], show(registry)["red"]) == (1, 1, 1)
    assert done(change(registry, codes[:3], None, verb="clear")) == "3 to as-signed"
    told = verdict(command.run("status", "show", "--registry", registry, codes[0], "--json"))
    assert told["status"] == "as-signed" and [c["status"] for c in told["changes"]] == ["revoked", "as-signed"]
    first = told["changes"][0]
    assert {k: first[k] for k in ("status", "why", "authority", "second_officer", "entry")} == {
        "status": "revoked", "why": "error", "authority": "Desk 7", "second_officer": None, "entry": None}
    assert first["officer"] and first["until"] and told["changes"][1]["until"] is None
    text = command.run("status", "show", "--registry", registry, codes[0]).stdout.decode()
    assert "revoked  error  (Desk 7)" in text and f"by {first['officer']}" in text


def test_a_change_wants_a_reason_of_the_closed_list_an_order_a_key_and_a_log_or_none(registry, codes):
    assert_error(change(registry, [codes[0]], "red", *NOTE), 64, "confirmed-case")
    assert_error(change(registry, [codes[0]], "revoked", "--why", "写错了", "--authority", "x"), 64, "evidence-withdrawn")
    assert change(registry, [codes[0]], "revoked", "--why", "lost", "--authority", "河南省卫健委").returncode == 0
    for authority in ("", "y" * 97, "\u202ex", " y", "a\nb"):
        assert_error(change(registry, [codes[1]], "revoked", "--why", "lost", "--authority", authority), 64)
    assert_error(change(registry, [codes[1]], "as-signed"), 64)
    for missing, word in ((BY[2:], "--key"), (BY[:2], "--no-log"), ([*BY, "--log", "x"], "--no-log")):
        result = command.run("status", "set", "--registry", registry, codes[1], "--to", "revoked", *NOTE, *missing)
        assert_error(result, 64, word)
    assert show(registry)["revoked"] == 1


def test_more_than_twenty_codes_take_two_officers(keys, registry, codes, tmp_path):
    assert change(registry, codes[:20], "suspended").returncode == 0
    assert_error(change(registry, codes, "revoked"), 64, "20 codes", "two officers")
    (tmp_path / "second").mkdir()
    second = made_keys(tmp_path / "second", keys.issuer)
    request = tmp_path / "request"
    result = change(registry, codes, "revoked", *NOTE, "--request", request)
    assert result.stdout.decode().startswith(f"{request}  40 codes to revoked\nnext: 'hcode approve {request} ") and request.stat().st_mode & 0o777 == 0o600
    assert show(registry)["revoked"] == 0
    approve = ("approve", request, "--from", keys.public, "--key", second.secret, "--registry", registry, "--no-log")
    result = command.run(*approve)
    assert result.stdout == b"40 to revoked\n" and b"error, Desk 7" in result.stderr, result
    assert show(registry)["revoked"] == 40
    again = command.run(*approve)
    assert again.returncode == 65 and b"have changed since" in again.stderr


def test_the_code_key_and_another_issuers_key_sign_no_list(keys, other_keys, registry, tmp_path):
    assert_error(build(registry, keys, tmp_path / "a.status"), 64, "code key", "status key")
    assert_error(build(registry, other_keys, tmp_path / "a.status"), 64, "ZZ-T2")
    assert not (tmp_path / "a.status").exists() and show(registry)["last_list"] is None


def test_each_list_is_later_than_the_one_before(registry, status_keys, tmp_path):
    now = command.ahead(hours=2)
    assert build(registry, status_keys, tmp_path / "a", "--at", now).returncode == 0
    for at in (now, command.ahead(hours=1)):
        assert_error(build(registry, status_keys, tmp_path / "b", "--at", at), 78, now, "clock")
    assert not (tmp_path / "b").exists()
    assert build(registry, status_keys, tmp_path / "b", "--at", command.ahead(hours=3)).returncode == 0
    assert_error(build(registry, status_keys, tmp_path / "b", "--at", command.ahead(hours=4)), 73, "already exists")
    assert show(registry)["last_list"] == verdict(command.run("status", "show", tmp_path / "b", "--json"))["issued"]


@pytest.mark.parametrize("options", [("--ttl", "8d"), ("--ttl", "0h"), ("--delta", "x"), ("--since", "x"), ("--at", "now")])
def test_odd_options_build_nothing(registry, status_keys, tmp_path, options):
    assert_error(build(registry, status_keys, tmp_path / "a", *options), 64)
    assert not (tmp_path / "a").exists()


def delta_of(path, keys):
    claims = message_of(path, keys, "application/hcode-status-delta+cbor")
    assert set(claims) == {2, 4, 6, 65534, -65538}
    return claims


def test_a_delta_leads_from_the_old_list_to_the_new_one(registry, codes, status_keys, tmp_path):
    change(registry, codes[:10], "suspended")
    assert build(registry, status_keys, tmp_path / "old").returncode == 0
    change(registry, codes[5:20], "revoked")
    change(registry, codes[15:25], "red")
    result = build(registry, status_keys, tmp_path / "new", "--delta", tmp_path / "d", "--since", tmp_path / "old",
                   "--at", command.ahead(hours=2))
    assert result.returncode == 0 and b"20 changed" in result.stdout, result
    old, new, delta = read(tmp_path / "old", status_keys), read(tmp_path / "new", status_keys), delta_of(tmp_path / "d", status_keys)
    raw = bytearray(old.raw)
    assert delta[-65538][1] == hashlib.sha256(raw).digest() and set(delta[-65538][3]) == {1, 3}
    for status, distances in delta[-65538][3].items():
        index = 0
        for distance in distances:
            index += distance
            raw[index // 4] = raw[index // 4] & ~(3 << index % 4 * 2) | status << index % 4 * 2
    assert raw == new.raw and delta[-65538][2] == hashlib.sha256(new.raw).digest()
    assert (delta[2], delta[4], delta[6], delta[65534]) == (new.uri, new.expires, new.issued, new.ttl)


def test_what_got_better_is_in_the_list_and_in_no_delta(registry, codes, status_keys, tmp_path):
    change(registry, codes[:2], "revoked")
    build(registry, status_keys, tmp_path / "old")
    change(registry, codes[:1], None, verb="clear")
    change(registry, codes[2:3], "revoked")
    result = build(registry, status_keys, tmp_path / "new", "--delta", tmp_path / "d", "--since", tmp_path / "old",
                   "--at", command.ahead(hours=2))
    assert_error(result, 65, f"index {codes[0]}", "publish")
    assert read(tmp_path / "new", status_keys).status(codes[0]) == 0 and not (tmp_path / "d").exists()
    result = build(registry, status_keys, tmp_path / "same", "--delta", tmp_path / "d", "--since", tmp_path / "new",
                   "--at", command.ahead(hours=3))
    assert_error(result, 65, "nothing changed")


def test_a_delta_wants_a_list_of_this_registry_and_this_key(keys, registry, other_keys, status_keys, tmp_path):
    build(registry, status_keys, tmp_path / "old", "--at", command.ahead(hours=1))
    mine = (tmp_path / "old").read_bytes()
    other = tmp_path / "other.registry"
    assert command.run("registry", "init", other, "--key", keys.public, "--uri", URI + "0").returncode == 0
    build(other, status_keys, tmp_path / "strange", "--at", command.ahead(hours=1))
    (tmp_path / "changed").write_bytes(mine[:-1] + bytes([mine[-1] ^ 1]))
    (tmp_path / "cut").write_bytes(mine[:-1])
    for name, word in [("strange", URI), ("changed", "signature"), ("cut", "CBOR"), ("a.registry", "CBOR")]:
        result = build(registry, status_keys, tmp_path / "new", "--delta", tmp_path / "d", "--since", tmp_path / name,
                       "--at", command.ahead(hours=2))
        assert_error(result, 65, name, word)
    assert not (tmp_path / "new").exists(), "looked at before anything is written"


def test_what_is_no_list_is_told_so(hcode, tmp_path):
    for content in (b"", b"x" * 100, cbor2.dumps({1: 2}), b"\xd2\x84" + b"\x40" * 4):
        (tmp_path / "x").write_bytes(content)
        assert_error(hcode("status", "show", tmp_path / "x"), 65, "not a status list")
    assert_error(hcode("status", "show", tmp_path / "none"), 66)
    assert_error(hcode("status"), 64)


def test_an_index_outside_the_list_is_no_answer(registry, status_keys, tmp_path):
    build(registry, status_keys, tmp_path / "a")
    assert_error(command.run("status", "show", tmp_path / "a", "--index", 4096), 65, "4096")


@pytest.mark.slow
def test_a_kill_at_any_moment_of_a_change_leaves_all_or_nothing(registry, codes):
    kills, before = 0, 0
    for code, moment in zip(range(10_000), MOMENTS):
        ids = allocate(registry, 3)
        result = with_fault("signal=KILL", *moment, "status", "set", "--registry", registry, *ids, "--to", "revoked", *NOTE, *BY)
        kills += was_killed(result)
        after = show(registry)["revoked"]
        assert after - before in ((0, 3) if was_killed(result) else (3,))
        assert is_whole(registry)
        before = after
    assert kills >= 8


@pytest.mark.slow
def test_a_kill_at_any_moment_of_a_build_leaves_the_old_list_or_the_new(registry, codes, status_keys, tmp_path):
    path, kills = tmp_path / "a.status", 0
    start = command.ahead(minutes=1)
    assert build(registry, status_keys, path, "--at", start, "--force").returncode == 0
    old = path.read_bytes()
    for number, moment in enumerate(MOMENTS):
        # Each list is dated ahead, so that the next one is later.
        change(registry, [codes[number % len(codes)]], "suspended", *NOTE, "--clock-is-right")
        result = with_fault("signal=KILL", *moment, "status", "build", "--registry", registry, "--key", status_keys.secret, "-o",
                            path, "--force", "--at", command.ahead(minutes=number + 5))
        kills += was_killed(result)
        new = path.read_bytes()
        if new == old:
            assert was_killed(result)
        else:
            made = read(path, status_keys)
            assert sum(made.status(code) == 2 for code in codes) == min(number + 1, len(codes))
        assert is_whole(registry)
        old = new
    assert kills >= 8


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["ENOSPC", "EIO"])
def test_a_full_or_failing_disk_is_told(registry, codes, status_keys, tmp_path, fault):
    failures = 0
    for number, (call, when) in enumerate([("pwrite64", "1+"), ("pwrite64", "2+"), ("fdatasync", "1+"), ("fdatasync", "2+"),
                                           ("fsync", "1+"), ("write", "1")]):
        for arguments in (
            ("status", "set", "--registry", registry, codes[number], "--to", "revoked", *NOTE, *BY),
            ("status", "build", "--registry", registry, "--key", status_keys.secret, "-o", tmp_path / f"{number}", "--at",
             command.ahead(minutes=number + 1)),
        ):
            result = with_fault(f"error={fault}", call, when, *arguments)
            if result.returncode != 0:
                failures += 1
                assert_error(result, 74)
            assert is_whole(registry)
    assert failures >= 6
