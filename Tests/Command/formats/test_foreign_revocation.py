"""Lists of what was revoked, in every format that has them: once one has ended, what it did not revoke is undecided, whatever else is held."""

import base64
import hashlib
import json
import zlib

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

import foreign
import passports
from command import run, verdict
from divoc import Issuer, certificate, ld  # noqa: F401  a fixture

pytestmark = pytest.mark.slow

AT, NEXT_DAY, LATER = "2026-11-24T10:00:00Z", "2026-11-25T10:00:00Z", "2026-12-24T10:00:00Z"


class Station:
    """A store of one format."""

    def __init__(self, folder, format):
        self.folder, self.format, self.store, self.number = folder, format, folder / "store", 0

    def take(self, content, *options, at=AT):
        self.number += 1
        path = self.folder / f"{self.number}.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        result = run("trust", "import", "--json", "--format", self.format, "--store", self.store, "--at", at, *options, path)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    def judged(self, text, at=AT):
        found = verdict(run("verify", "--exact", "--json", "--store", self.store, "--at", at, "--", text))
        foreign.SCHEMA.validate(found)
        return found["verdict"], found["reasons"]

    def forget(self, name):
        assert run("trust", "forget", "--store", self.store, name).returncode == 0


GENUINE = ("undecided", ["no-rules"])
MISSING = ("undecided", ["revocation-missing"])
REVOKED = ("refused", ["revoked"])


# Each: keys, a text, a list that does not revoke it, one that does.

def israeli():
    key = ec.generate_private_key(ec.SECP256R1())
    spki = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    message = json.dumps({"c": "IL MOHEC", "et": 3, "ct": 1, "e": "2027-06-01", "id": "01/IL/1", "cn": "c-7", "fn": "f-8",
                          "gl": "A", "fl": "B", "g": "A", "f": "B", "d1": {"d": "2026-10-01"}})
    signature = base64.b64encode(key.sign(message.encode(), ec.ECDSA(hashes.SHA256()))).decode()
    keys = {"keys": [{"c": "IL MOHEC", "et": 3, "spki": base64.b64encode(spki).decode()}]}
    return keys, f"{signature}#{message}", {"revoked_fn": ["f-1"]}, {"revoked_cn": ["c-7"]}


def seal():
    authority = passports.authority("XA")
    signer = passports.seal_signer(authority, "XA")
    keys = {"csca": [{"is": "XAA", "der": base64.b64encode(authority.der).decode()}]}
    serial = f"{signer.certificate.serial_number:x}"
    return (keys, passports.seal(signer, "XAA"), {"revoked": [{"is": "XAA", "serial": "7"}]},
            {"revoked": [{"is": "XAA", "serial": serial}]})


def divoc(ld):
    issuer = Issuer(ld)
    pem = issuer.key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    keys = {"keys": [{"issuer": "https://a.example/", "verificationMethod": "did:a", "alg": "PS256", "pem": pem}]}
    return keys, json.dumps(issuer.sign(certificate())), {"revoked": ["C7"]}, {"revoked": ["C1"]}


def dutch():
    case = next(case for case in foreign.cases("nl") if case["id"] == "made-ok-paper")
    keys = json.loads(foreign.path_of(case, case["trust"]).read_text())
    keys.pop("denylist", None)
    text = foreign.path_of(case, case["input"][0]).read_text().strip()
    denied, other = (base64.b64encode(hashlib.sha256(value).digest()[:16]).decode() for value in (foreign.challenge_of(text), b""))
    return keys, text, {"denylist": [other]}, {"denylist": [denied]}


@pytest.fixture(params=["il", "vdsnc", "divoc", "nl"])
def world(request, tmp_path):
    """A station, and what a format has; the times of a corpus' case are its own."""
    format = request.param
    made = {"il": israeli, "vdsnc": seal, "nl": dutch}.get(format) or (lambda: divoc(request.getfixturevalue("ld")))
    station = Station(tmp_path, format)
    # The Dutch case is of one moment.
    station.times = ("2022-04-01T05:20:00Z", "2022-04-15T05:20:00Z") if format == "nl" else (AT, LATER)
    return station, *made()


def test_where_a_list_of_its_own_has_ended_nothing_is_decided_but_what_it_revoked(world):
    station, keys, text, other, revoking = world
    before, later = station.times
    station.take(keys, "--valid", "366d", at=before)
    assert station.judged(text, later) == GENUINE
    station.take(other, "--valid", "1d", at=before)
    assert station.judged(text, later) == MISSING
    # One that is newer takes its place; one of another source does not.
    station.take(other, "--source", "b", "--valid", "90d", at=before)
    assert station.judged(text, later) == MISSING
    station.take(other, "--valid", "90d", at=before)
    assert station.judged(text, later) == GENUINE
    station.take(revoking, "--source", "b", "--valid", "1d", at=before)
    assert station.judged(text, later) == REVOKED


def test_an_empty_list_is_a_list_and_forgetting_it_takes_the_question_back(world):
    station, keys, text, other, _ = world
    before, later = station.times
    station.take(keys, "--valid", "366d", at=before)
    name = station.take({member: [] for member in other}, "--valid", "1d", at=before)["what"]
    assert station.judged(text, later) == MISSING
    station.forget(name)
    assert station.judged(text, later) == GENUINE


def test_a_list_beside_keys_that_has_ended_is_missed_when_the_key_is_held_elsewhere(world):
    station, keys, text, other, _ = world
    before, later = station.times
    station.take(keys | other, "--source", "old", "--valid", "1d", at=before)
    station.take(keys, "--source", "new", "--valid", "366d", at=before)
    assert station.judged(text, later) == MISSING


def test_what_lists_the_revoked_and_is_no_array_is_refused(world):
    station, keys, _, other, _ = world
    member = next(iter(other))
    for value in (None, {}, "x", 7):
        path = station.folder / "bad.json"
        path.write_text(json.dumps(keys | {member: value}))
        result = run("trust", "import", "--format", station.format, "--store", station.store, path)
        assert result.returncode == 65 and b"malformed-list" in result.stderr, (value, result.stderr)


# Seals: beside what the authority itself signs.

def test_a_list_in_json_and_one_of_the_authority_do_not_stand_for_one_another(tmp_path):
    authority = passports.authority("DE")
    text = passports.seal(passports.seal_signer(authority, "DE"), "DEU")
    station = Station(tmp_path, "vdsnc")
    station.take(authority.der)
    station.take({"revoked": [{"is": "DEU", "serial": "7"}]}, "--valid", "1d")
    station.take(passports.der(passports.revocation_list(authority)))
    assert station.judged(text) == GENUINE
    assert station.judged(text, NEXT_DAY) == MISSING
    station.forget("vdsnc//revoked")
    assert station.judged(text, NEXT_DAY) == GENUINE
    # The authority's own ends at its nextUpdate.
    station.take({"revoked": []}, "--valid", "90d")
    assert station.judged(text, LATER) == MISSING


# SMART Health Cards: whether a list has to be held stands with the key.

class CardIssuer:
    URL = "https://a.example"

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        numbers = self.key.public_key().public_numbers()
        x, y = (passports.base64url(number.to_bytes(32, "big")) for number in (numbers.x, numbers.y))
        self.kid = passports.base64url(hashlib.sha256(f'{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}'.encode()).digest())
        self.jwk = {"kty": "EC", "crv": "P-256", "x": x, "y": y, "use": "sig", "alg": "ES256", "kid": self.kid}

    def directory(self, **changes):
        return {"issuerInfo": [{"issuer": {"iss": self.URL, "name": "A"}, "keys": [self.jwk | changes]}]}

    def card(self, rid="abc"):
        payload = {"iss": self.URL, "nbf": 1780000000, "vc": {
            "type": ["https://smarthealth.cards#health-card"], "rid": rid,
            "credentialSubject": {"fhirVersion": "4.0.1", "fhirBundle": {"resourceType": "Bundle", "entry": []}}}}
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        body = deflate.compress(json.dumps(payload).encode()) + deflate.flush()
        header = json.dumps({"alg": "ES256", "zip": "DEF", "kid": self.kid}).encode()
        signed = f"{passports.base64url(header)}.{passports.base64url(body)}"
        r, s = utils.decode_dss_signature(self.key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
        jws = f"{signed}.{passports.base64url(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"
        return "shc:/" + "".join(f"{ord(character) - 45:02}" for character in jws)

    def list(self, counter, *rids):
        return {"kid": self.kid, "method": "rid", "ctr": counter, "rids": list(rids)}


@pytest.fixture
def cards(tmp_path):
    return CardIssuer(), Station(tmp_path, "shc")


@pytest.mark.parametrize("lives", [("30d", "60d"), ("60d", "30d")])
def test_a_directory_that_asks_for_no_list_takes_nothing_back_from_one_that_does(cards, lives):
    issuer, station = cards
    station.take({"keys": [issuer.jwk | {"crlVersion": 3}]}, "--issuer", issuer.URL, "--valid", lives[0])
    assert station.judged(issuer.card()) == MISSING
    station.take(issuer.directory(), "--valid", lives[1])
    assert station.judged(issuer.card()) == MISSING
    # Of several versions the highest.
    station.take(issuer.directory(crlVersion=2), "--source", "b", "--valid", "90d")
    station.take(issuer.list(2), "--issuer", issuer.URL)
    assert station.judged(issuer.card()) == MISSING
    station.take(issuer.list(3), "--issuer", issuer.URL)
    assert station.judged(issuer.card()) == GENUINE


def test_cards_of_a_key_that_asks_for_no_list_are_undecided_where_the_one_held_has_ended(cards):
    issuer, station = cards
    station.take(issuer.directory(), "--valid", "60d")
    station.take(issuer.list(1, "out"), "--issuer", issuer.URL, "--valid", "1d")
    assert station.judged(issuer.card()) == GENUINE
    assert station.judged(issuer.card(), NEXT_DAY) == MISSING
    assert station.judged(issuer.card("out"), NEXT_DAY) == REVOKED
    station.take(issuer.list(1, "out"), "--issuer", issuer.URL, "--source", "b", "--valid", "9d")
    assert station.judged(issuer.card(), NEXT_DAY) == GENUINE
