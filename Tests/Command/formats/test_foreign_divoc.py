"""DIVOC: the corpus, and certificates that an independent issuer signs (PyLD makes the canonical statements)."""

import io
import json
import zipfile

import corpus
import foreign
import pytest
from command import run, verdict
from divoc import V1, V2, Issuer, b64, certificate, digests, ld  # noqa: F401  a fixture

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("whose, count", [("own", 13), ("others", 13)])
def test_every_case_of_the_corpus_is_judged_as_it_says(tmp_path, whose, count):
    cases = foreign.cases("divoc", whose)
    stores = foreign.Stores(tmp_path, "divoc")
    faults = [foreign.fault(case, foreign.judged(case, stores, tmp_path)) for case in cases]
    assert not list(filter(None, faults)), "\n".join(filter(None, faults))
    assert len(cases) >= count


def changed(path, value):
    """A certificate with one member changed, or taken away."""
    document = certificate()
    place = document
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return document


VARIANTS = {
    "plain": certificate(),
    "texts for numbers": changed(("evidence", 0, "dose"), "1"),
    "a subject without an id": changed(("credentialSubject", "id"), None),
    "evidence without an id": changed(("evidence", 0, "id"), None),
    "evidence that is no array": changed(("evidence",), certificate()["evidence"][0]),
    "terms of no context": changed(("credentialSubject", "dob"), "1970-01-01"),
    "two alike": changed(("evidence",), [{**certificate()["evidence"][0], "id": f"https://a.example/{n}"} for n in "ab"]),
    # Nothing but their place tells these nodes apart: the long way through URDNA2015.
    "alike and nameless": {**certificate(), "credentialSubject": {
        "type": "Person", "name": "A", "address": [{"city": "X"}, {"city": "X"}]},
        "evidence": [{"type": "Vaccination", "vaccine": "V", "facility": {"name": "F"}} for _ in range(3)]},
    "a verifier with an id": changed(("evidence", 0, "verifier"), {"id": "no IRI", "name": "V", "type": "Person"}),
    "a place inside a place": changed(("evidence", 0, "facility", "address"), {"name": "N", "city": "C", "address": {"city": "D"}}),
    "true and null": {**certificate(), "nonTransferable": True, "holder": None, "expirationDate": "2030-01-01T00:00:00Z"},
}


def test_our_own_contexts_say_what_the_published_ones_say():
    ours, published = digests(corpus.OWN / "divoc/contexts"), digests(corpus.of_others("divoc/contexts"))
    issuer = Issuer(published, "EdDSA")
    for name, document in VARIANTS.items():
        assert ours(document) == published(document), name
    proof = issuer.sign(certificate())["proof"]
    options = {**{k: v for k, v in proof.items() if k != "jws"}, "@context": "https://w3id.org/security/v2"}
    assert ours(options) == published(options)


@pytest.mark.parametrize("algorithm", ["PS256", "EdDSA"])
def test_what_an_independent_issuer_signs_is_genuine(tmp_path, ld, algorithm):
    issuer = Issuer(ld, algorithm)
    options = issuer.trust(tmp_path)
    for name, document in VARIANTS.items():
        found = verdict(run("verify", "--exact", "--json", *options, json.dumps(issuer.sign(document), ensure_ascii=False)))
        assert found["genuine"], (name, found)
        altered = issuer.sign(document)
        altered["evidence"] = json.loads(json.dumps(altered["evidence"]).replace("F", "G").replace("V", "W"))
        assert not verdict(run("verify", "--exact", "--json", *options, json.dumps(altered)))["genuine"], name


def test_a_certificate_says_who_what_when_and_where(tmp_path, ld):
    issuer = Issuer(ld)
    options = issuer.trust(tmp_path)
    document = changed(("credentialSubject", "dob"), "1970-01-01")
    found = verdict(run("verify", "--exact", "--json", *options, json.dumps(issuer.sign(document))))
    assert found["holder"] == {"name": "Åsa \"Q\\uill\"\n李", "document": "Passport:A1"}, "dob is not signed, and not told"
    assert found["evidence"] == [{"kind": "vaccination", "dose": 1, "of": 2, "time": "2021-03-03", "place": "F", "product": "COVISHIELD"}]
    assert (found["issuer"], found["identifier"], found["issued_at"]) == ("https://a.example/", "C1", "2021-03-03T04:28:46Z")
    line = run("verify", "--exact", *options, json.dumps(issuer.sign(document))).stdout.decode()
    assert "vaccination 1/2 COVISHIELD 2021-03-03 F" in line and "DIVOC" in line


def test_members_that_the_signature_does_not_tell_apart_cannot_be_exchanged_to_an_advantage(tmp_path, ld):
    """dose and totalDoses are one thing to the signature, and so are the three dates."""
    issuer = Issuer(ld)
    options = issuer.trust(tmp_path)
    signed = issuer.sign(certificate())
    evidence = signed["evidence"][0]
    evidence["dose"], evidence["totalDoses"] = evidence["totalDoses"], evidence["dose"]
    evidence["date"], evidence["effectiveUntil"] = evidence["effectiveUntil"], evidence["date"]
    found = verdict(run("verify", "--exact", "--json", *options, json.dumps(signed)))
    assert found["genuine"], "the exchange is none to the signature"
    assert (found["evidence"][0]["dose"], found["evidence"][0]["of"]) == (1, 2)
    assert found["evidence"][0]["time"] == "2021-03-03"
    # One thing said in two places is one vaccination.
    halves = issuer.sign(certificate())
    whole = halves["evidence"][0]
    halves["evidence"] = [{k: v for k, v in whole.items() if k not in ("dose", "facility")},
                          {k: whole[k] for k in ("id", "type", "dose", "facility")}]
    found = verdict(run("verify", "--exact", "--json", *options, json.dumps(halves)))
    assert found["genuine"] and len(found["evidence"]) == 1 and found["evidence"][0]["of"] == 2


@pytest.mark.parametrize("change,words", [
    ({"@context": [V1, V2, "https://evil.example/"]}, {"unsupported"}),
    ({"@context": [V1]}, {"unsupported"}),
    ({"@context": [V1, {"name": "https://schema.org/url"}]}, {"unsupported"}),
    ({"@id": "did:x"}, {"unsupported"}),
    ({"https://schema.org/name": "x"}, {"unsupported"}),
    ({"schema": "x"}, {"unsupported"}),
    ({"type": ["VerifiableCredential", "Other"]}, {"unsupported"}),
    ({"type": ["VerifiableCredential"]}, {"bad-signature", "malformed-claims"}),
    ({"credentialSubject": {"id": "did:x> <https://schema.org/name> \"Y\" .\n<did:x", "type": "Person"}}, {"unsupported"}),
    ({"credentialSubject": {"id": "relative", "type": "Person"}}, {"unsupported"}),
    ({"nonTransferable": 1.5}, {"unsupported"}),
    ({"issuanceDate": 1}, {"unsupported"}),
    ({"issuer": "https://b.example/"}, {"unknown-issuer"}),
    ({"issuer": 1}, {"malformed-claims"}),
    ({"evidence": [{"type": "Vaccination", "facility": {}} for _ in range(40)]}, {"unsupported", "bad-signature"}),
])
def test_what_is_not_plain_is_not_read(tmp_path, ld, change, words):
    issuer = Issuer(ld)
    options = issuer.trust(tmp_path)
    found = verdict(run("verify", "--exact", "--json", *options, json.dumps({**issuer.sign(certificate()), **change})))
    assert found["reason"] in words and not found["genuine"], found


def test_the_proof_is_for_its_key_its_algorithm_and_its_purpose(tmp_path, ld):
    issuer, other = Issuer(ld), Issuer(ld, "EdDSA")
    options = issuer.trust(tmp_path)

    def reason(document):
        return verdict(run("verify", "--exact", "--json", *options, json.dumps(document)))["reason"]

    assert reason(other.sign(certificate())) == "wrong-algorithm"
    assert reason(issuer.sign(certificate(), verificationMethod="did:b")) == "unknown-key"
    assert reason(issuer.sign(certificate(), proofPurpose="authentication")) == "malformed-claims"
    signed = issuer.sign(certificate())
    for name, value in (("created", "2021-03-03T04:28:47Z"), ("nonce", "1")):
        assert reason({**signed, "proof": {**signed["proof"], name: value}}) in ("bad-signature", "unsupported")
    header, rest = signed["proof"]["jws"].split(".", 1)
    for other_header in ({"alg": "PS256"}, {"alg": "PS256", "b64": True, "crit": ["b64"]}, {"alg": "PS256", "b64": False}):
        jws = b64(json.dumps(other_header).encode()) + "." + rest
        assert reason({**signed, "proof": {**signed["proof"], "jws": jws}}) == "malformed-header"


def test_a_certificate_whose_number_is_listed_is_revoked(tmp_path, ld):
    issuer = Issuer(ld)
    signed = json.dumps(issuer.sign(certificate()))
    for number, reason in (("C1", "revoked"), ("https://a.example/vaccine/1", "revoked"), ("C2", "no-rules")):
        assert verdict(run("verify", "--exact", "--json", *issuer.trust(tmp_path, revoked=[number]), signed))["reason"] == reason


def packed(content, name="certificate.json", method=zipfile.ZIP_DEFLATED, stream=False):
    class Unseekable(io.BytesIO):
        def seekable(self):
            return False

        def tell(self):
            raise OSError

    target = Unseekable() if stream else io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.writestr(name, content)
    return target.getvalue()


def test_a_zip_is_read_by_its_directory_and_holds_one_certificate(tmp_path, ld):
    issuer = Issuer(ld)
    options = issuer.trust(tmp_path)
    content = json.dumps(issuer.sign(certificate())).encode()

    def reason(data):
        return verdict(run("scan", "--json", *options, foreign.picture(data, tmp_path / "zip.png")))["reason"]

    good = packed(content)
    assert reason(good) == "no-rules"
    assert reason(packed(content, stream=True)) == "no-rules", "a data descriptor"
    assert reason(packed(content, method=zipfile.ZIP_STORED)) == "no-rules"
    assert reason(packed(content, name="other.json")) == "malformed-structure"
    two = io.BytesIO(good)
    with zipfile.ZipFile(two, "a") as archive:
        archive.writestr("second", b"")
    for bad in (two.getvalue(), good + b"\0", good[:-1], good[:40], b"PK\x03\x04", good.replace(b"certificate.json", b"certificate.jsoN", 1)):
        assert reason(bad) == "malformed-structure"
    assert reason(packed(b"\0" * (1 << 20))) == "too-large"


def test_the_bearer_cannot_choose_which_of_the_signed_texts_is_the_vaccine_or_the_number(tmp_path, ld):
    issuer = Issuer(ld)
    options = issuer.trust(tmp_path)
    signed = issuer.sign(certificate())
    names = [name for name in ("certificateId", "batch", "vaccine", "manufacturer") if name in signed["evidence"][0]]
    texts = [signed["evidence"][0][name] for name in names]
    stated = set()
    for turn in range(len(names)):
        for name, text in zip(names, texts[turn:] + texts[:turn]):
            signed["evidence"][0][name] = text
        found = verdict(run("verify", "--exact", "--json", *options, json.dumps(signed)))
        assert found["genuine"], "the exchange is none to the signature"
        stated.add((found["evidence"][0]["product"], found["identifier"]))
    assert stated == {("COVISHIELD", "C1")}


def test_two_vaccines_or_none_that_is_known_are_not_stated(tmp_path, ld):
    issuer = Issuer(ld)
    options = issuer.trust(tmp_path)
    for vaccine, manufacturer in (("COVISHIELD", "COVAXIN"), ("Unheard of", "Nobody")):
        document = changed(("evidence", 0, "vaccine"), vaccine)
        document["evidence"][0]["manufacturer"] = manufacturer
        found = verdict(run("verify", "--exact", "--json", *options, json.dumps(issuer.sign(document))))
        assert found["genuine"] and "product" not in found["evidence"][0]


def test_the_order_of_what_has_no_id_is_not_the_bearers(tmp_path, ld):
    issuer = Issuer(ld)
    options = issuer.trust(tmp_path)
    first = {**certificate()["evidence"][0]}
    del first["id"]
    document = {**certificate(), "evidence": [first, {**first, "dose": 2, "date": "2021-05-05T00:00:00Z", "effectiveStart": "2021-05-05"}]}
    signed = issuer.sign(document)
    found = []
    for evidence in (signed["evidence"], signed["evidence"][::-1]):
        found.append(verdict(run("verify", "--exact", "--json", *options, json.dumps({**signed, "evidence": evidence}))))
    assert all(one["genuine"] for one in found) and found[0]["evidence"] == found[1]["evidence"]
