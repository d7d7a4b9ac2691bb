"""Identity QR codes of claim 169: read, verified, shown, and never green by themselves."""

import json

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import command
import foreign
import identities
from command import AT, assert_error, verdict
from identities import ISSUER, NOW, YEAR, identity, of_another_program, signed

EC, RSA = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
KEYS = identities.ed25519_jwk(), identities.ec_jwk(EC), identities.rsa_jwk(RSA)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("claim169")
    (folder / "keys.json").write_bytes(identities.trust(*KEYS))
    result = take(folder / "store", folder / "keys.json")
    assert result.returncode == 0, result.stderr
    return folder / "store"


def take(store, file, *options):
    return command.run("trust", "import", "--store", store, "--at", AT, "--format", "claim169", *options, file)


def judged(store, text, at=AT):
    found = verdict(command.run("verify", "--exact", "--json", "--store", store, "--at", at, "--", text))
    if found["verdict"] != "none":
        foreign.SCHEMA.validate(found)
    return found


def test_an_identity_of_another_program_is_genuine_and_says_who_it_is(store):
    found = judged(store, of_another_program(nationality="CHN", secondary_full_name="张小明"))
    assert (found["verdict"], found["reason"], found["genuine"], found["format"]) == ("undecided", "no-rules", True, "claim169")
    assert found["holder"] == {"name": "ZHANG Xiaoming", "latin_name": "张小明", "birth_date": "1985-03-07", "document": "410105198503072415"}
    assert (found["issuer"], found["country"]) == (ISSUER, "CHN")


def test_an_identity_is_read_from_its_picture(store, tmp_path):
    picture = command.qr(of_another_program(), tmp_path / "id.png")
    result = command.run("scan", "--store", store, "--at", AT, picture)
    assert result.returncode == 30 and "ZHANG Xiaoming" in result.stdout.decode()


@pytest.mark.parametrize("text", [
    signed(identity()), signed(identity(), tags=(18, 61)), signed(identity(), tags=()),
    signed(identity(), kid=None), signed(identity(), kid=None, unprotected={4: b"k1"}),
    signed(identity(), identities.es256(EC), -7, b"k2"), signed(identity(), identities.ps256(RSA), -37, b"k3"),
    signed(identity(), identities.rs256(RSA), -257, b"k3"), signed(identity(_4=None, _5=None, _6=None)),
    signed(identity(_169={5: "Ming", 6: "X", 7: "Zhang", 8: "1985-03-07", 16: b"\xff\xd8" * 200})),
], ids=["bare", "cwt", "no tag", "no kid", "kid unprotected", "es256", "ps256", "rs256", "no times", "parts and a face"])
def test_every_form_that_issuers_write_is_genuine(store, text):
    found = judged(store, text)
    assert (found["verdict"], found["reason"], found["genuine"]) == ("undecided", "no-rules", True), found
    assert found["holder"]["birth_date"] == "1985-03-07"


OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32)).sign
FAULTS = {
    "another's signature": (signed(identity(), OTHER), "forged", "bad-signature"),
    "another's signature without a key id": (signed(identity(), OTHER, kid=None), "forged", "bad-signature"),
    "a signature of zeros": (signed(identity(), lambda _: bytes(64)), "forged", "bad-signature"),
    "an algorithm that is not its key's": (signed(identity(), identities.es256(EC), -7), "forged", "bad-signature"),
    "no signature algorithm": (signed(identity(), protected={4: b"k1"}), "forged", "wrong-algorithm"),
    "the algorithm unprotected": (signed(identity(), protected={4: b"k1"}, unprotected={1: -8}), "forged", "wrong-algorithm"),
    "HMAC": (signed(identity(), algorithm=5), "forged", "wrong-algorithm"),
    "a critical label": (signed(identity(), protected={1: -8, 2: [99], 4: b"k1", 99: 1}), "forged", "malformed-header"),
    "no issuer": (signed(identity(_1=None)), "forged", "malformed-claims"),
    "another issuer": (signed(identity(_1="https://other.example")), "undecided", "unknown-issuer"),
    "another key": (signed(identity(), kid=b"k9"), "undecided", "unknown-key"),
    "no identity": (signed(identity(_169=None)), "none", "unknown-format"),
    "an identity of nobody": (signed(identity(_169={9: 1})), "forged", "malformed-claims"),
    "a birth date that is none": (signed(identity(_169={4: "A", 8: "19850230"})), "forged", "malformed-claims"),
    "a name that is a number": (signed(identity(_169={4: 7})), "forged", "malformed-claims"),
    "a time that is a text": (signed(identity(_4="tomorrow")), "forged", "malformed-claims"),
    "ended": (signed(identity(_4=NOW - 1)), "refused", "expired"),
    "not begun": (signed(identity(_5=NOW + 3600)), "refused", "not-yet-valid"),
    "a key of a map twice": (signed(identity(), payload=bytes.fromhex("a2") + b"\x01\x61a\x01\x61b"), "none", "unknown-format"),
    "no COSE": (identities.text_of(cbor2.dumps({1: "a" * 200, 2: bytes(range(90))})), "none", "unknown-format"),
    "encrypted": (identities.text_of(cbor2.dumps(cbor2.CBORTag(16, [b"", {}, bytes(range(200))]))), "undecided", "unsupported"),
    "cut short": (signed(identity())[:-30], "none", "unknown-format"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_with_an_identity_is_told_by_its_reason(store, name):
    text, answer, reason = FAULTS[name]
    found = judged(store, text)
    assert (found["verdict"], found["reason"]) == (answer, reason), found


def test_a_text_that_inflates_without_end_is_no_identity(store):
    bomb = identities.text_of(bytes(5_000_000))
    padded = bomb if len(bomb) >= 96 else bomb + "0" * 96
    assert judged(store, padded)["verdict"] == "none"


def test_an_eu_certificate_without_its_prefix_is_no_identity(store):
    claims = {1: "AT", 4: NOW + YEAR, 6: NOW, -260: {1: {"ver": "1.3.0"}}}
    assert judged(store, signed(claims))["reason"] == "unknown-format"


@pytest.mark.parametrize("text", ["6BF", "6BF" + "A" * 92, "6BF" + "a" * 200, "NCF " + "Ä" * 100, "HELLO WORLD " * 20])
def test_other_texts_are_no_identity(store, text):
    assert judged(store, text)["verdict"] == "none"


def test_any_altered_character_is_never_genuine(store):
    text = signed(identity())
    for place in range(3, len(text), 11):
        altered = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1:]
        assert not judged(store, altered)["genuine"]


def test_keys_come_as_a_directory_or_as_an_issuers_own_set(tmp_path):
    (tmp_path / "jwks.json").write_text(json.dumps({"keys": KEYS}))
    assert_error(take(tmp_path / "s", tmp_path / "jwks.json"), 65, "--issuer")
    assert take(tmp_path / "s", tmp_path / "jwks.json", "--issuer", ISSUER).returncode == 0
    assert judged(tmp_path / "s", signed(identity()))["genuine"]


@pytest.mark.parametrize("content, words", [
    (b"{}", "issuers"), (b"[]", "no JSON object"), (b'{"issuers":[{"iss":"a"}]}', "keys"),
    (identities.trust({**identities.ed25519_jwk(), "d": "AAAA"}), "private"),
    (identities.trust({"kty": "oct", "k": "AAAA", "kid": "a"}), "private"),
    (identities.trust({**identities.ed25519_jwk(), "x": "AAAA"}), "Ed25519"),
    (identities.trust({**identities.ed25519_jwk(), "x": identities.b64url(bytes([1]) + bytes(31))}), "Ed25519")])
def test_keys_that_cannot_be_used_are_named_and_the_file_is_refused(tmp_path, content, words):
    (tmp_path / "keys.json").write_bytes(content)
    result = take(tmp_path / "s", tmp_path / "keys.json")
    assert result.returncode == 65 and words in (result.stdout + result.stderr).decode(), result


def test_an_identity_is_never_green_whatever_rules_say(store, tmp_path):
    rules = tmp_path / "rules.json"
    rules.write_text((command.ROOT / "samples/rules/evidence.json").read_text())
    document = json.loads(rules.read_text())
    key = next(k for k, v in document.items() if isinstance(v, list) and v and "Logic" in v[0])
    document[key] = [{**document[key][0], "Logic": True, "CertificateType": "General"}]
    rules.write_text(json.dumps(document))
    result = command.run("verify", "--json", "--store", store, "--at", AT, "--rules", rules, "--", signed(identity()))
    assert (verdict(result)["reason"], result.returncode) == ("no-rules", 30), result


@pytest.mark.parametrize("key", [
    {**identities.rsa_jwk(RSA, "k1"), "e": "AQ"}, {**identities.rsa_jwk(RSA, "k1"), "e": "Ag"},
    {**identities.ed25519_jwk(), "use": "enc"}, {**identities.ed25519_jwk(), "key_ops": ["encrypt"]}, {**identities.ed25519_jwk(), "alg": "RS256"}])
def test_a_key_that_is_not_for_signatures_or_whose_signatures_prove_nothing_is_left_out(tmp_path, key):
    (tmp_path / "keys.json").write_bytes(identities.trust(key))
    assert_error(take(tmp_path / "s", tmp_path / "keys.json"), 65, "empty-list")


def test_an_empty_member_says_nothing(store):
    found = judged(store, signed(identity(_169={1: "", 5: "Li", 6: "", 7: "Na", 8: "", 13: None, 19: " "})))
    assert found["reason"] == "no-rules" and found["holder"]["name"] == "Li Na" and "birth_date" not in found["holder"]


def test_inspect_shows_an_identity_unverified(store):
    result = command.run("inspect", "--", signed(identity()))
    assert result.returncode == 0 and "ZHANG Xiaoming" in result.stdout.decode()
