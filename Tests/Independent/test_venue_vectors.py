"""The vectors of docs/venue.md: the second reader reads each as it says, and damage to any good file ends in a refusal."""

import json
import re
import subprocess
import sys
from base64 import b64decode, b64encode
from collections import Counter
from pathlib import Path
from random import Random

import cbor2
import pytest
import reference_venue as venue
from make_vectors import Key, sig_structure
from make_vectors import base45 as base45_text
from reference_verifier import Refusal, base45

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "conformance/venue"
VECTORS = sorted(FOLDER.glob("*/*.json"))
PAGE = (ROOT / "docs/venue.md").read_text()
FILES = ("request", "share", "part", "list", "entry", "diary")


def case(name):
    [path] = FOLDER.glob(f"good/*-{name}.json")
    return json.loads(path.read_text())


@pytest.mark.parametrize("path", VECTORS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_vector_is_read_as_it_says(path):
    expected, said = venue.vector(path)
    assert said == expected
    assert ("refusal" in expected) == (path.parent.name == "bad")


@pytest.mark.slow
def test_the_generator_writes_the_vectors_that_are_kept(tmp_path):
    subprocess.run([sys.executable, ROOT / "conformance/make/make_venue_vectors.py", tmp_path], check=True, capture_output=True)
    assert {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.glob("*/*/*.json")} == {p.relative_to(FOLDER.parent): p.read_bytes() for p in VECTORS}


def test_each_refusal_of_the_page_has_a_bad_vector():
    section = PAGE[PAGE.index("## 9."):PAGE.index("## 10.")]
    named = {word for row in re.findall(r"^\|.*\|$", section, re.M) for word in re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+|expired|rollback|clock)`", row)}
    there = {json.loads(path.read_text())["expect"].get("refusal") for path in VECTORS} - {None}
    assert there <= named and len(named) >= 40
    assert named - there == set()


def test_the_sample_of_the_page_is_the_first_vector():
    [sample] = re.findall(r"```text\n(HVENUE1:.*)\n```", PAGE)
    assert case("poster-of-degree-2")["text"] == sample


def test_the_sizes_of_the_page_are_those_of_the_vectors():
    assert len(b64decode(case("diary-new")["diary"])) == 10901 and "| 84; 10,901 |" in PAGE
    assert len(b64decode(case("exposures-empty")["list"])) == 147 and "| 147; 77 |" in PAGE
    assert len(b64decode(case("opened-one")["notice"])) == 77 and len(b64decode(case("opened-one")["entry"])) == 184


def test_the_sizes_of_posters_on_the_page_are_measured():
    rows = {name: re.search(rf"^\| {name} \| (.*) \|$", PAGE, re.M)[1].split(" | ") for name in ("poster, bytes", "characters", "QR version")}
    for column, name in enumerate(("short-1", "short-2", "short-4", "longest-4")):
        text = case(f"poster-{name}")["text"]
        symbol = subprocess.run(["qrencode", "-l", "M", "-m", "0", "-t", "ASCII", "-o", "-"], input=text, capture_output=True, text=True, check=True).stdout
        measured = [str(len(base45(text[8:]))), str(len(text)), f"{(len(symbol.splitlines()) - 17) // 4}-M"]
        assert measured == [row[column] for row in rows.values()]


def test_any_cut_or_longer_file_is_refused():
    """Every length of every kind of file, and a byte more."""
    counted = Counter()
    for name, member in (("request-degree-2", "request"), ("share-degree-2", "share"), ("part-degree-2", "part"), ("exposures-one", "list"), ("opened-one", "entry")):
        vector = case(name)
        whole = b64decode(vector[member])
        for cut in [whole[:n] for n in range(len(whole))] + [whole + b"\0", whole + whole]:
            with pytest.raises(Refusal):
                venue.KINDS[vector["kind"]](vector | {member: b64encode(cut).decode()})
            counted[name] += 1
    assert min(counted.values()) > 150


@pytest.mark.slow
def test_any_bit_changed_in_a_poster_is_refused():
    vector = case("poster-of-degree-2")
    octets = base45(vector["text"][8:])
    reasons = Counter()
    for bit in range(8 * len(octets)):
        damaged = bytearray(octets)
        damaged[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Refusal) as refused:
            venue.poster_of(bytes(damaged), vector["keys"])
        reasons[refused.value.reason] += 1
    assert reasons["bad-signature"] > 1000 and reasons["unknown-issuer"] == 64


@pytest.mark.slow
def test_two_thousand_changes_to_files_end_in_a_refusal_or_the_old_answer():
    """Bytes changed, left out and put in. What is not signed (a request's, a part's or a diary's own bytes) is bound by proofs, sums and a digest."""
    random, kinds = Random(22), ("request-degree-2", "share-degree-2", "venue-degree-2", "part-degree-2", "exposures-three", "opened-one", "diary-visits")
    refused = 0
    for _ in range(2000):
        vector = case(random.choice(kinds))
        member = random.choice([m for m in FILES if m in vector])
        octets = bytearray(b64decode(vector[member]))
        for _ in range(random.randint(1, 3)):
            place = random.randrange(len(octets))
            octets[place:place + 1] = random.choice([b"", random.randbytes(1), bytes([octets[place]]) * 2, bytes([octets[place] ^ 1 << random.randrange(8)])])
        try:
            assert venue.KINDS[vector["kind"]](vector | {member: b64encode(octets).decode()}) == vector["expect"]["result"]
            assert bytes(octets) == b64decode(vector[member])
        except Refusal:
            refused += 1
    assert refused > 1900


@pytest.mark.slow
def test_a_thousand_changed_payloads_with_right_signatures_end_in_a_refusal_or_are_well_formed():
    """The faulty issuer: what is behind the signature is read by the same rules."""
    random, reasons = Random(23), Counter()
    signers = {"poster-of-degree-2": Key("venue licences", "CN-HA", "Henan"), "exposures-three": Key("venue openings", "CN-HA", "Henan"),
               "share-degree-2": Key("venue openings", "CN-HA", "Henan"), "opened-one": Key("venue openings", "CN-HA", "Henan")}
    for _ in range(1000):
        name = random.choice(list(signers))
        vector = case(name)
        member = next(m for m in ("text", "share", "list", "entry") if m in vector)
        octets = base45(vector[member][8:]) if member == "text" else b64decode(vector[member])
        protected, _, payload, _ = cbor2.loads(octets).value
        changed = bytearray(payload)
        for _ in range(random.randint(1, 2)):
            place = random.randrange(len(changed))
            changed[place:place + 1] = random.choice([b"", random.randbytes(1), bytes([changed[place] ^ 1 << random.randrange(8)])])
        signature = signers[name].sign(sig_structure(protected, bytes(changed)))
        made = cbor2.dumps(cbor2.CBORTag(18, [protected, {}, bytes(changed), signature]))
        told = "HVENUE1:" + base45_text(made) if member == "text" else b64encode(made).decode()
        try:
            venue.KINDS[vector["kind"]](vector | {member: told})
            reasons["accepted"] += 1
        except Refusal as refusal:
            reasons[refusal.reason] += 1
    assert "bad-signature" not in reasons and len(reasons) > 12 and reasons["accepted"] < 250


def test_more_notices_than_a_list_may_have_are_refused_unread():
    vector = case("exposures-one")
    key = vector["keys"][1]
    head = cbor2.dumps({1: "CN-HA", 4: 1_795_600_000, 6: 1_795_513_000, venue.NOTICES: [0] * 20001}, canonical=True)
    with pytest.raises(Refusal, match="malformed-claims"):
        value = venue.claims(head, key, {venue.NOTICES}, {venue.LOG_SIZE}, 31 * 86400)
        venue.need_list(value)
    with pytest.raises(Refusal, match="too-large"):
        venue.exposures(bytes((16 << 20) + 1), vector["keys"], 0)
