"""A store and key files: everything adds, nothing sets a store aside, and what cannot be read is never green (docs/trust.md §6.1)."""

import json
import shutil

import pytest

import command
from authority import AT, HOUR, NOW, Authority, Key, code_key, codes, listed, recognised
from command import verdict

A, H = Authority("CN-HA"), Authority("CN-HB")
BARE = Key("a bare key", "ZZ-T9", "Nobody lists it")


@pytest.fixture
def gate(hcode, tmp_path):
    """gate(text, …) → the verdict, with the store and key files as said."""
    class Gate:
        folder, store = tmp_path, tmp_path / "store"

        def take(self, *contents, options=("--fingerprint", A.fingerprint), **kwargs):
            files = []
            for number, content in enumerate(contents):
                files.append(tmp_path / f"file-{number}")
                files[-1].write_bytes(content)
            options = () if kwargs.pop("held", False) else options
            result = hcode("trust", "import", "--store", self.store, "--at", AT, *files, *options, **kwargs)
            assert result.returncode == 0, result.stderr

        def pub(self, key, issuer, name=None, **changes):
            path = tmp_path / f"{name or issuer}-{key.kid.hex()}.pub"
            path.write_text(json.dumps(key.jwk(**changes) | {"issuer": issuer}))
            return path

        def __call__(self, text, *options, store=True, **kwargs):
            where = ("--store", self.store) if store else ()
            return verdict(hcode("verify", "--json", "--at", AT, *where, *options, text, **kwargs))

    return Gate()


def of(issuer, key, **changes):
    return codes.text({**codes.claims(), 1: issuer, **changes}, key)


def expect(found, word, reason):
    assert (found["verdict"], found["reason"]) == (word, reason), found


def damaged(store):
    index = store / "index"
    octets = bytearray(index.read_bytes())
    octets[20] ^= 1
    index.write_bytes(octets)


def of_an_earlier_version(store):
    index = store / "index"
    index.write_bytes(b"HCTRUST3" + index.read_bytes()[8:])


def a_folder_for_an_index(store):
    (store / "index").unlink()
    (store / "index").mkdir()


STATES = {"missing": shutil.rmtree, "without-index": lambda s: (s / "index").unlink(), "empty": lambda s: (shutil.rmtree(s), s.mkdir()),
          "empty-index": lambda s: (s / "index").write_bytes(b""), "damaged": damaged, "earlier": of_an_earlier_version,
          "no-file": a_folder_for_an_index}


@pytest.mark.parametrize("state", STATES)
def test_a_named_store_that_cannot_be_read_makes_every_code_undecided_with_or_without_key_files(gate, state):
    gate.take(A.list(issuers=A.with_status()), A.status_list({7: 1}))
    expect(gate(A.code()), "refused", "revoked")
    STATES[state](gate.store)
    mine, bare = gate.pub(A.codes, "CN-HA"), gate.pub(BARE, "ZZ-T9")
    for options in ((), ("--trust", mine), ("--trust", bare), ("--trust", mine, "--trust", bare)):
        expect(gate(A.code(), *options), "undecided", "trust-unreadable")
        expect(gate(of("ZZ-T9", BARE), *options), "undecided", "trust-unreadable")
    environment = {"HCODE_STORE": str(gate.store), "HCODE_TRUST": str(bare)}
    expect(gate(of("ZZ-T9", BARE), store=False, env=environment), "undecided", "trust-unreadable")


def test_a_store_that_holds_nothing_decides_nothing(gate, hcode):
    gate.take(A.list())
    assert hcode("trust", "forget", "--store", gate.store, "CN-HA").returncode == 0
    expect(gate(A.code()), "undecided", "nothing-pinned")
    expect(gate(of("ZZ-T9", BARE), "--trust", gate.pub(BARE, "ZZ-T9")), "undecided", "nothing-pinned")


def test_without_a_store_key_files_decide_and_say_that_they_cannot_revoke(gate):
    found = gate(of("ZZ-T9", BARE), "--trust", gate.pub(BARE, "ZZ-T9"), store=False)
    expect(found, "green", "as-signed")
    assert [(w["warning"], w["subject"]) for w in found["warnings"]] == [("bare-key", BARE.kid.hex())]
    assert found["trust"] == {"basis": "key-file"}


def test_the_default_store_is_asked_whatever_key_file_is_named(gate, hcode, tmp_path):
    """The README once taught --trust, which set the store aside."""
    home = tmp_path / "home"
    gate.store = home / ".local/share/hcode/store"
    gate.take(A.list(issuers=A.with_status()), A.status_list({7: 1}))
    mine = gate.pub(A.codes, "CN-HA")
    for options in ((), ("--trust", mine)):
        expect(gate(A.code(), *options, store=False), "refused", "revoked")
        expect(gate(A.code(index=8), *options, store=False), "green", "as-signed")
    expect(gate(A.code(), store=False, env={"HCODE_TRUST": str(mine)}), "refused", "revoked")


def test_of_two_stores_that_are_named_none_is_left_out(gate, hcode):
    twice = hcode("verify", "--store", gate.store, "--store", gate.folder, "x")
    assert twice.returncode == 64 and b"--store" in twice.stderr


def test_a_default_store_that_is_gone_was_there_once(gate, hcode, tmp_path):
    home = tmp_path / "home"
    store = home / ".local/share/hcode/store"
    mine = gate.pub(A.codes, "CN-HA")
    (tmp_path / "list").write_bytes(A.list())
    assert hcode("trust", "import", tmp_path / "list", "--at", AT, "--fingerprint", A.fingerprint).returncode == 0
    store.rename(tmp_path / "unmounted")
    expect(gate(A.code(), "--trust", mine, store=False), "undecided", "trust-unreadable")
    store.mkdir()
    expect(gate(A.code(), "--trust", mine, store=False), "undecided", "trust-unreadable")
    shutil.rmtree(store)
    (home / ".local/state/hcode/store-imported").unlink()
    expect(gate(A.code(), "--trust", mine, store=False), "green", "as-signed")


def test_the_default_folder_of_key_files_is_not_read_and_a_warning_says_so(gate, hcode, tmp_path):
    folder = tmp_path / "home/.local/share/hcode/trust"
    folder.mkdir(parents=True)
    shutil.copy(gate.pub(BARE, "ZZ-T9"), folder / "ZZ-T9.pub")
    for command_line in (("verify", of("ZZ-T9", BARE)), ("verify", "--json", of("ZZ-T9", BARE))):
        result = hcode(command_line[0], "--at", AT, *command_line[1:])
        assert result.returncode == 30
        assert b"warning: " in result.stderr and b"ZZ-T9.pub" in result.stderr
    expect(gate(of("ZZ-T9", BARE), "--trust", folder, store=False), "green", "as-signed")


# ---------------------------------------------------------------- bare keys beside a store


def test_a_key_file_of_a_withdrawn_key_is_refused(gate):
    gate.take(A.list(k12=[[BARE.kid, NOW - HOUR]]))
    expect(gate(of("ZZ-T9", BARE), "--trust", gate.pub(BARE, "ZZ-T9")), "refused", "key-withdrawn")
    gate.take(A.list(version=2, issuers=[listed("CN-HA", code_key(A.status))], k12=[[A.codes.kid, NOW - HOUR]]), held=True)
    expect(gate(A.code(), "--trust", gate.pub(A.codes, "CN-HA")), "refused", "key-withdrawn")


@pytest.mark.parametrize("kind", ["current", "ended-key", "ended-list", "no-longer-recognised"])
def test_a_key_file_of_a_key_that_a_stored_list_names_adds_nothing(gate, kind, hcode):
    at = AT
    if kind == "no-longer-recognised":
        gate.take(A.list(recognises=[recognised(H)]), H.list(issuers=H.with_status()), H.status_list({7: 1}))
        expect(gate(H.code()), "refused", "revoked")
        gate.take(A.list(version=2), held=True)
        expect(gate(H.code(), "--trust", gate.pub(H.codes, "CN-HB")), "undecided", "unknown-issuer")
        return
    until = NOW - HOUR if kind == "ended-key" else NOW + 365 * 86400
    gate.take(A.list(issuers=[listed("CN-HA", code_key(A.codes, until=until))]))
    word, reason = {"current": ("green", "as-signed"), "ended-key": ("refused", "key-expired"), "ended-list": ("undecided", "trust-expired")}[kind]
    if kind == "ended-list":
        at = "2027-01-10T00:00:00Z"
    text = A.code(lasting=90 * 86400)
    found = verdict(hcode("verify", "--json", "--at", at, "--store", gate.store, "--trust", gate.pub(A.codes, "CN-HA"), text))
    expect(found, word, reason)


def test_a_key_file_in_the_name_of_an_authority_of_the_store_is_not_listed(gate):
    gate.take(A.list(recognises=[recognised(H)]))
    for issuer in ("CN-HA", "CN-HA-ZZ", "CN-HB", "CN-HB-1"):
        expect(gate(of(issuer, BARE), "--trust", gate.pub(BARE, issuer)), "undecided", "not-listed")
    for issuer in ("CN-HAX", "CN-H", "CN", "ZZ"):
        expect(gate(of(issuer, BARE), "--trust", gate.pub(BARE, issuer)), "green", "as-signed")


def test_a_dropped_key_whose_file_was_left_decides_nothing(gate):
    gate.take(A.list())
    gate.take(A.list(version=2, issuers=[listed("CN-HA", code_key(A.status))]), held=True)
    expect(gate(A.code()), "undecided", "unknown-issuer")
    expect(gate(A.code(), "--trust", gate.pub(A.codes, "CN-HA")), "undecided", "not-listed")


def test_an_ended_key_file_is_refused_though_a_neighbour_lists_the_key_in_its_own_name(gate):
    m = Authority("MM")
    ended = gate.pub(BARE, "ZZ-T9", expires="2026-11-24T09:00:00Z")
    gate.take(A.list(recognises=[recognised(m)]))
    expect(gate(of("ZZ-T9", BARE), "--trust", ended), "refused", "key-expired")
    gate.take(m.list(issuers=[listed("MM", code_key(BARE))]), held=True)
    expect(gate(of("ZZ-T9", BARE), "--trust", ended), "undecided", "unknown-issuer")


# ---------------------------------------------------------------- a flipped bit


@pytest.mark.slow
def test_a_flipped_bit_anywhere_in_a_store_never_makes_a_code_greener(gate, hcode):
    """Revoked, suspended, raised and red codes, with and without a key file that would make them green."""
    gate.take(A.list(issuers=A.with_status()), A.status_list({5: 1, 6: 2, 9: 3}, size=64))
    mine = gate.pub(A.codes, "CN-HA")
    texts = [A.code(index=5), A.code(index=9)]
    for path in sorted([gate.store / "index", *(gate.store / "objects").iterdir()]):
        whole = path.read_bytes()
        steps = range(0, len(whole), max(1, len(whole) // 80))
        for place in steps:
            octets = bytearray(whole)
            octets[place] ^= 1 << place % 8
            path.write_bytes(octets)
            result = hcode("verify", "--store", gate.store, "--at", AT, "--trust", mine, *texts)
            assert result.returncode != 0, (path.name, place)
            for line in result.stdout.decode().splitlines():
                assert "GREEN" not in line, (path.name, place, line)
        path.write_bytes(whole)
    octets = bytearray(whole := next(p for p in (gate.store / "objects").iterdir() if p.stat().st_size == 16 + 32).read_bytes())
    assert len(whole) == 48 and octets
    expect(gate(texts[0]), "refused", "revoked")


def test_a_status_list_that_was_cut_or_exchanged_is_unreadable(gate):
    gate.take(A.list(issuers=A.with_status()), A.status_list({7: 1}))
    objects = {p: p.read_bytes() for p in (gate.store / "objects").iterdir()}
    path = next(p for p, b in objects.items() if len(b) == 1024 + 64)
    other = next(b for p, b in objects.items() if p != path)
    for octets in (objects[path][:544], objects[path][:-1], objects[path][544:], b"", bytes(1088), other):
        path.write_bytes(octets)
        expect(gate(A.code()), "undecided", "trust-unreadable")


def test_rules_that_are_named_add_to_those_of_the_store(gate, hcode, tmp_path):
    gate.take(A.list())
    refuse, allow = (json.dumps([{
        "Identifier": f"GR-CN-000{n}", "Type": "Acceptance", "Country": "CN", "Version": "1.0.0", "SchemaVersion": "1.0.0", "Payload": "evidence",
        "Engine": "CERTLOGIC", "EngineVersion": "1.0.0", "CertificateType": "General", "Description": [{"lang": "en", "desc": "x"}],
        "ValidFrom": "2021-06-01T00:00:00Z", "ValidTo": "2099-01-01T00:00:00Z", "AffectedFields": [], "Logic": logic}]).encode()
        for n, logic in ((1, False), (2, True)))
    (tmp_path / "refuse.json").write_bytes(refuse)
    (tmp_path / "allow.json").write_bytes(allow)
    assert hcode("trust", "import", "--store", gate.store, "--at", AT, "--format", "rules", tmp_path / "refuse.json").returncode == 0
    expect(gate(A.code()), "refused", "rule-failed")
    expect(gate(A.code(), "--rules", tmp_path / "allow.json"), "refused", "rule-failed")
