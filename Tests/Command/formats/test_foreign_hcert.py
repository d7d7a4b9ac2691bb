"""HC1: texts of a signer of our own: trust lists of every shape, revocation, the WHO's contents, and what a stranger may try."""

import base64
import hashlib
import json
import resource
import zlib

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

import corpus
import hcert
from command import peak, run, verdict
from hcert import AT, UVCI, Signer, b64, batch, did, halved, imported, judged, pem, reasons, vaccination

TEST, VACCINATION, RECOVERY = (f"1.3.6.1.4.1.1847.2021.1.{number}" for number in (1, 2, 3))
MISPRINT = "1.3.6.1.4.1.0.1847.2021.1.2"


@pytest.fixture(scope="module")
def signer():
    return Signer()


# Trust lists


def german(signer):
    body = json.dumps({"certificates": [{
        "certificateType": "DSC", "country": "XX", "kid": b64(signer.kid), "rawData": b64(signer.der),
        "signature": "MIAG", "thumbprint": hashlib.sha256(signer.der).hexdigest(), "timestamp": "2021-06-01T00:00:00+02:00"}]})
    return b64(bytes(64)).encode() + b"\n" + body.encode()


def swiss(signer):
    numbers = signer.key.public_key().public_numbers()
    return {"certs": [{"keyId": b64(signer.kid), "use": "sig", "alg": "ES256", "n": None, "e": None, "crv": "P-256",
                       "subjectPublicKeyInfo": b64(signer.spki), "x": b64(numbers.x.to_bytes(32, "big")),
                       "y": b64(numbers.y.to_bytes(32, "big"))}]}


SHAPES = {
    "array": lambda s: [{"kid": b64(s.kid), "x509": b64(s.der)}],
    "keys": lambda s: {"keys": [{"kid": b64(s.kid), "x509": b64(s.der), "eku": []}]},
    "jwk": lambda s: {"keys": [{"kid": b64(s.kid), "jwk": s.jwk()}]},
    "jwk with 33 bytes": lambda s: {"keys": [{"kid": b64(s.kid), "jwk": s.jwk(zeros=1)}]},
    "JWKS": lambda s: {"keys": [{"kid": b64(s.kid)} | s.jwk()]},
    "Germany": german,
    "Switzerland": swiss,
    "United Kingdom": lambda s: [{"kid": b64(s.kid), "publicKey": b64(s.spki)}],
    "Netherlands": lambda s: {"cl_keys": [], "eu_keys": {b64(s.kid): [{"subjectPk": b64(s.spki), "keyUsage": ["v"]}]}},
    "Sweden": lambda s: {"dsc_trust_list": {"XX": {"keys": [{"kid": b64(s.kid), "x5c": [b64(s.der)], "kty": "EC"}]}}},
    "Austria": lambda s: cbor2.dumps({"c": [{"i": s.kid, "c": s.der}]}),
    "PEM": lambda s: ("subject=C = XX\n" + pem(Signer().der) + pem(s.der)).encode(),
    "DER": lambda s: s.der,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_signers_are_read_in_the_shapes_in_which_countries_publish_them(shape, signer, tmp_path):
    store = imported(tmp_path, SHAPES[shape](signer))
    found = judged(signer.text(vaccination()), store)
    assert found["reasons"] == ["no-rules"] and found["genuine"] and found["key_id"] == signer.kid.hex()


def test_a_signature_of_the_list_that_is_not_checked_is_told(signer, tmp_path):
    path = tmp_path / "de"
    path.write_bytes(german(signer))
    result = run("trust", "import", "--format", "dcc", "--store", tmp_path / "s", path)
    assert b"not checked: the signature in its first line" in result.stdout
    found = json.loads(run("trust", "import", "--json", "--format", "dcc", "--store", tmp_path / "s", path).stdout)
    assert any("not checked" in line for line in found["noted"]) and found["entries"] == 1 and found["outcome"] == "already-held"


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"nonsense", b"\x30\x03\x02\x01", b"\xa1\x61c\x01",
                                     b"-----BEGIN CERTIFICATE-----\nAAAA", b'{"keys": 7}', b"0" * 100])
def test_what_is_no_list_is_an_error_that_says_so(content, tmp_path):
    path = tmp_path / "list"
    path.write_bytes(content)
    result = run("trust", "import", "--format", "dcc", "--store", tmp_path / "s", path)
    assert result.returncode == 65 and b"malformed-list" in result.stderr, result


def test_what_cannot_be_used_is_left_out_by_name_and_the_rest_is_taken(signer, tmp_path):
    short, other = Signer(rsa_bits=1024), Signer(curve=ec.SECP384R1())
    jwk = signer.jwk()
    entries = [
        {"kid": b64(signer.kid), "x509": b64(signer.der)}, {"kid": b64(short.kid), "x509": b64(short.der)},
        {"kid": b64(other.kid), "x509": b64(other.der)}, {"kid": "***", "x509": b64(signer.der)},
        {"kid": "AAAAAAAAAAE=", "x509": b64(signer.der[:-1])}, {"kid": "AAAAAAAAAAI=", "x509": b64(signer.der + b"\0")},
        {"kid": "AAAAAAAAAAM=", "jwk": jwk | {"y": jwk["x"]}}, {"kid": "AAAAAAAAAAQ=", "jwk": jwk | {"d": jwk["x"]}},
        {"kid": "AAAAAAAAAAU=", "jwk": jwk | {"crv": "secp256k1"}}, {"certificateType": "CSCA", "kid": "AAAAAAAAAAY=", "rawData": b64(signer.der)},
        {"x509": "!"}, 7, {"kid": "AAAAAAAAAAc=", "publicKey": "AAAA"},
    ]
    path = tmp_path / "list"
    path.write_text(json.dumps(entries))
    found = json.loads(run("trust", "import", "--json", "--format", "dcc", "--store", tmp_path / "s", path).stdout)
    assert found["entries"] == 1 and len(found["left_out"]) == len(entries) - 1, found
    for word in ("RSA of 2048", "neither on P-256", "no Base64", "no X.509", "no point on P-256", "private key", "of type CSCA", "no object"):
        assert any(word in line for line in found["left_out"]), (word, found["left_out"])


@pytest.mark.slow
def test_all_real_signers_of_the_corpus_are_taken(tmp_path):
    keys = corpus.load("dcc/dsc/kde.json")["keys"]
    path = tmp_path / "list"
    path.write_text(json.dumps({"keys": keys}))
    found = json.loads(run("trust", "import", "--json", "--format", "dcc", "--store", tmp_path / "s", path).stdout)
    assert found["entries"] == len(keys) >= 401 and not found["left_out"]
    # Without the list's ids they have the same: the beginning of the hash.
    pems = tmp_path / "pem"
    pems.write_text("".join(pem(base64.b64decode(key["x509"])) for key in keys))
    again = json.loads(run("trust", "import", "--json", "--format", "dcc", "--store", tmp_path / "t", pems).stdout)
    assert again["entries"] == len(keys) and not again["left_out"]


# Keys and times

def test_every_key_under_one_id_is_tried(signer, tmp_path):
    twins = [Signer() for _ in range(3)]
    store = imported(tmp_path, [{"kid": b64(signer.kid), "x509": b64(key.der)} for key in [*twins, signer]])
    for key in [*twins, signer]:
        assert reasons(key.text(vaccination(), kid=signer.kid), store) == ["no-rules"]
    assert reasons(Signer().text(vaccination(), kid=signer.kid), store) == ["bad-signature"]


def test_of_several_lists_the_one_that_ends_last_counts(signer, tmp_path):
    entry = [{"kid": b64(signer.kid), "x509": b64(signer.der)}]
    for source, days in (("long", "100d"), ("short", "1d")):
        imported(tmp_path, entry, at="2022-02-20T00:00:00Z", options=("--valid", days, "--source", source))
    found = judged(signer.text(vaccination()), tmp_path / "store")
    assert found["reasons"] == ["no-rules"] and found["trust"]["source"] == "dcc/long"
    assert reasons(signer.text(vaccination()), tmp_path / "store", at="2022-09-01T00:00:00Z") == ["trust-expired"]


@pytest.mark.parametrize("usage, group, fits", [
    ((), "v", True), ((VACCINATION,), "v", True), ((MISPRINT,), "v", True), ((TEST,), "v", False),
    ((RECOVERY, TEST), "v", False), ((TEST, VACCINATION, RECOVERY), "v", True), (("1.3.6.1.5.5.7.3.2",), "v", True),
    ((TEST, "1.3.6.1.5.5.7.3.2"), "v", False), ((TEST,), "t", True), ((RECOVERY,), "r", True), ((RECOVERY,), "t", False),
    (("1.3.6.1.4.1.1847.2021.1.4",), "v", True), (("1.3.6.1.4.1.1847.2021.1.11",), "v", True),
])
def test_a_signer_signs_what_its_certificate_is_for(usage, group, fits, tmp_path):
    key = Signer(usage=usage)
    content = vaccination()
    if group != "v":
        content[group] = [content.pop("v")[0] | {"tr": "260415000", "tt": "LP6464-4"}]
    if group == "r":
        content["r"][0].pop("tr")
    assert reasons(key.text(content), imported(tmp_path, key.der)) == (["no-rules"] if fits else ["key-usage"])


@pytest.mark.slow
@pytest.mark.parametrize("said, expected", [
    ({}, ["no-rules"]), ({"use": "sig"}, ["no-rules"]), ({"keyUsage": ["v"]}, ["no-rules"]), ({"keyUsage": ["x", "v"]}, ["no-rules"]),
    ({"keyUsage": "tv"}, ["no-rules"]), ({"use": "vr"}, ["no-rules"]), ({"use": "sig", "keyUsage": ["r", "v", "t"]}, ["no-rules"]),
    ({"keyUsage": ["t"]}, ["key-usage"]), ({"keyUsage": ["t", "x"]}, ["key-usage"]), ({"keyUsage": ["t", 7]}, ["key-usage"]),
    ({"use": "sig", "keyUsage": ["t"]}, ["key-usage"]), ({"use": "tr"}, ["key-usage"]),
    ({"keyUsage": []}, None), ({"keyUsage": ["T"]}, None), ({"keyUsage": ["V"]}, None), ({"keyUsage": ["sig"]}, None),
    ({"keyUsage": "sig"}, None), ({"keyUsage": "digitalSignature"}, None), ({"keyUsage": None}, None), ({"use": "enc"}, None),
])
@pytest.mark.parametrize("key", ["subjectPk", "x509"])
def test_a_list_lets_a_key_sign_what_it_names_and_never_more(said, expected, key, signer, tmp_path):
    entry = {"kid": b64(signer.kid), key: b64(signer.spki if key == "subjectPk" else signer.der)} | said
    store = imported(tmp_path, [entry])
    assert reasons(signer.text(vaccination()), store) == (expected or ["unknown-issuer"])
    (tmp_path / "list").write_text(json.dumps([entry]))
    again = run("trust", "import", "--json", "--format", "dcc", "--allow-empty", "--store", tmp_path / "again", tmp_path / "list")
    assert [("none of t, v and r" in why) for why in json.loads(again.stdout)["left_out"]] == ([] if expected else [True])


def test_a_list_narrows_what_a_certificate_is_for_and_does_not_widen_it(tmp_path):
    for number, (usage, said, expected) in enumerate((((TEST,), ["v", "t"], "key-usage"), ((TEST, VACCINATION), ["t"], "key-usage"),
                                                      ((TEST,), ["v"], "key-usage"), ((TEST, VACCINATION), ["v"], "no-rules"))):
        key = Signer(usage=usage)
        store = imported(tmp_path / str(number), [{"kid": b64(key.kid), "x509": b64(key.der), "keyUsage": said}])
        assert reasons(key.text(vaccination()), store) == [expected], (usage, said)


@pytest.mark.parametrize("changes, expected", [
    ({"exp": 1646136000}, ["no-rules"]), ({"exp": 1646135999}, ["expired"]), ({"exp": 1646135999.9}, ["expired"]),
    ({"exp": 1646136000.5}, ["no-rules"]), ({"iat": 1646136300}, ["no-rules"]), ({"iat": 1646136301}, ["not-yet-valid"]),
    ({"nbf": 1646136301}, ["not-yet-valid"]), ({"iat": 1646136301, "nbf": 1646130000}, ["no-rules"]),
    ({"exp": 1e300}, ["malformed-claims"]), ({"exp": float("nan")}, ["malformed-claims"]), ({"exp": float("inf")}, ["malformed-claims"]),
    ({"exp": None}, ["malformed-claims"]), ({"iat": None}, ["malformed-claims"]), ({"exp": -1}, ["malformed-claims"]),
    ({"exp": 2 ** 64 - 1}, ["malformed-claims"]), ({"iat": -2 ** 64}, ["malformed-claims"]), ({"exp": "1700000000"}, ["malformed-claims"]),
    ({"exp": 1646135999, "iat": 1646136301}, ["expired", "not-yet-valid"]), ({"iss": None}, ["no-rules"]), ({"iss": 7}, ["no-rules"]),
])
def test_times_are_held_to_the_second(changes, expected, signer, tmp_path):
    assert reasons(signer.text(vaccination(), **changes), imported(tmp_path, signer.der)) == expected


@pytest.mark.parametrize("content, expected", [
    (vaccination() | {"t": None, "r": []}, ["no-rules"]), (vaccination() | {"v": []}, ["malformed-claims"]),
    (vaccination() | {"v": {}}, ["malformed-claims"]), (vaccination() | {"v": [7]}, ["malformed-claims"]),
    (vaccination() | {"r": [{"fr": "2021-01-01"}]}, ["policy"]), (vaccination() | {"v": vaccination()["v"] * 2}, ["policy"]),
    (vaccination() | {"v": None, "t": [{"tr": "260373001"}]}, ["policy"]),
    (vaccination() | {"v": None, "t": [{"tr": "260415000"}]}, ["no-rules"]),
    (vaccination() | {"v": None, "t": [{}]}, ["policy"]), (vaccination() | {"nam": 7, "dob": 7}, ["no-rules"]),
    ({}, ["malformed-claims"]), (7, ["malformed-claims"]), (vaccination(dn=2.0, sd=1e300, dt=None, mp=7, ci="  "), ["no-rules"]),
])
def test_contents_are_read_softly_and_counted_strictly(content, expected, signer, tmp_path):
    assert reasons(signer.text(content), imported(tmp_path, signer.der)) == expected


def test_what_it_says_is_trimmed_and_normalised(signer, tmp_path):
    content = vaccination(dt=cbor2.CBORTag(0, "2021-06-11T00:00:00Z"), ci=" URN:UVCI:1 ", dn=2.0) | {"dob": "1998-02-26T00:00:00"}
    content["nam"]["fn"] += " \n"
    found = judged(signer.text(content, iss="CH BAG"), imported(tmp_path, signer.der))
    assert found["holder"] == {"name": "Ada Gößinger", "latin_name": "ADA GOESSINGER", "birth_date": "1998-02-26"}
    assert found["country"] == "XX" and found["issuer"] == "Ministry of Tests" and found["identifier"] == "URN:UVCI:1"
    assert found["evidence"] == [{"kind": "vaccination", "dose": 2, "of": 2, "time": "2021-06-11T00:00:00Z", "place": "XX",
                                  "product": "EU/1/20/1528", "disease": "840539006"}]
    line = run("verify", "--exact", "--at", AT, "--store", tmp_path / "store", "--", signer.text(content)).stdout.decode()
    assert "Comirnaty" in line and "EU Digital COVID Certificate" in line


def test_rsa_signers_count_for_ps256_alone(tmp_path):
    key, elliptic = Signer(rsa_bits=2048), Signer()
    store = imported(tmp_path, [{"kid": b64(each.kid), "x509": b64(each.der)} for each in (key, elliptic)])
    assert reasons(key.text(vaccination()), store) == ["no-rules"]
    assert reasons(key.text(vaccination(), kid=elliptic.kid), store) == ["bad-signature"]
    assert reasons(elliptic.text(vaccination(), kid=key.kid), store) == ["bad-signature"]


def test_a_key_id_in_base64_text_is_the_same_id(signer, tmp_path):
    store = imported(tmp_path, signer.der)
    assert reasons(signer.text(vaccination(), kid=b64(signer.kid)), store) == ["no-rules"]
    assert reasons(signer.text(vaccination(), kid=b64(signer.kid[:7])), store) == ["unknown-issuer"]


# Revocation


@pytest.mark.parametrize("made, revoked", [
    (lambda s, t: batch("SIGNATURE", halved(t)), True),
    (lambda s, t: batch("SIGNATURE", halved(t), kid=b64(s.kid)), True),
    (lambda s, t: batch("SIGNATURE", hcert.message(t)[3]), False),
    # The hash means one certificate, and its country took it back.
    (lambda s, t: batch("SIGNATURE", halved(t), kid=b64(bytes(8))), True),
    (lambda s, t: batch("SIGNATURE", halved(t), kid=b64(bytes(8)), country="YY"), False),
    (lambda s, t: batch("SIGNATURE", halved(t), country="YY"), False),
    (lambda s, t: batch("SIGNATURE", halved(t), country="YY", kid=b64(s.kid)), True),
    (lambda s, t: batch("SIGNATURE", halved(t), expires="2022-03-01T12:00:00Z"), False),
    (lambda s, t: batch("SIGNATURE", halved(t), expires="2022-03-01T13:00:01+01:00"), True),
    (lambda s, t: batch("UCI", UVCI), True), (lambda s, t: batch("UCI", UVCI + "X"), False),
    (lambda s, t: batch("COUNTRYCODEUCI", "XX" + UVCI), True), (lambda s, t: batch("COUNTRYCODEUCI", UVCI), False),
    (lambda s, t: [batch("UCI", "x"), batch("UCI", UVCI)], True),
    (lambda s, t: {"batches": [batch("UCI", "x", UVCI, "y")]}, True),
])
def test_revocation_hashes_are_those_of_the_gateway(made, revoked, signer, tmp_path):
    text = signer.text(vaccination())
    store = imported(tmp_path, signer.der, made(signer, text))
    assert reasons(text, store) == (["revoked"] if revoked else ["no-rules"])


def test_the_twin_of_a_revoked_signature_is_revoked(signer, tmp_path):
    text = signer.text(vaccination())
    parts = hcert.message(text)
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    other = order - int.from_bytes(parts[3][32:], "big")
    twin = [parts[0], parts[1], parts[2], parts[3][:32] + other.to_bytes(32, "big")]
    twin = hcert.written(twin)
    store = imported(tmp_path, signer.der)
    assert reasons(twin, store) == ["no-rules"]
    imported(tmp_path, batch("SIGNATURE", halved(text)))
    assert reasons(twin, store) == ["revoked"]


def test_rsa_signatures_are_hashed_whole(tmp_path):
    key = Signer(rsa_bits=2048)
    text = key.text(vaccination())
    store = imported(tmp_path, key.der, batch("SIGNATURE", hcert.message(text)[3]))
    assert reasons(text, store) == ["revoked"]


def test_an_out_of_date_revocation_list_decides_nothing_but_what_it_revoked(signer, tmp_path):
    text, other = signer.text(vaccination()), signer.text(vaccination(ci="other"))
    store = imported(tmp_path, signer.der)
    imported(tmp_path, batch("UCI", UVCI), at="2022-02-01T00:00:00Z", options=("--valid", "7d"))
    assert reasons(text, store) == ["revoked"]
    found = judged(other, store)
    assert found["reasons"] == ["revocation-missing"] and found["verdict"] == "undecided"
    assert reasons(other, store, at="2022-02-02T00:00:00Z") == ["no-rules"]
    stranger = Signer(country="YY")
    imported(tmp_path / "b", [{"kid": b64(stranger.kid), "x509": b64(stranger.der)}])
    imported(tmp_path / "b", batch("UCI", UVCI), at="2022-02-01T00:00:00Z", options=("--valid", "7d"))
    # The list is another country's.
    assert reasons(stranger.text(vaccination(co="YY"), iss="YY"), tmp_path / "b/store") == ["no-rules"]


@pytest.mark.parametrize("changes", [{"hashType": "SHA1"}, {"kid": "*"}, {"expires": "soon"}, {"entries": [{"hash": "AAAA"}]},
                                     {"entries": 7}, {"country": None}])
def test_a_batch_that_cannot_be_read_is_refused_whole(changes, signer, tmp_path):
    path = tmp_path / "batches"
    path.write_text(json.dumps([batch("UCI", UVCI), batch("UCI", "x", **changes)]))
    result = run("trust", "import", "--format", "dcc", "--store", tmp_path / "s", path)
    assert result.returncode == 65 and b"batch 2" in result.stderr, result.stderr


# The WHO's


VACCINE = {"name": "Eddie Murphy", "birthDate": "1986-09-19", "identifier": "1234567890", "hcid": "US111", "pha": "wA69",
           "vaccine": {"code": "1119349007", "system": "http://snomed.info/sct"}, "brand": {"code": "EU/1/20/1528"}, "date": "2021-07-08",
           "dose": 1, "total_doses": 2, "centre": "Site", "country": {"code": "USA"}, "disease": {"code": "840539006"}}
RESULT = {"name": "Eddie Murphy", "birthDate": "1986-09-19", "test": {
    "pathogen": {"code": "840539006"}, "type": {"code": "LP6464-4"}, "date": "2021-07-08T08:00:00Z", "result": {"code": "260415000"}, "centre": "Lab"}}
YELLOW_FEVER = {"n": "Ada Lovelace", "dob": "1985-12-10", "nid": "P123", "v": {"dn": 1, "tg": "16541001", "vp": "J07BL01", "dt": "2021-01-02", "is": "WHO"}}


@pytest.mark.parametrize("kind, content, domain, expected", [
    (1, vaccination(), "DCC", "no-rules"), (3, VACCINE, "DDCC", "no-rules"), (4, RESULT, "DDCC", "no-rules"),
    (-6, YELLOW_FEVER, "PH4H", "no-rules"), (5, "vhlink:/eyJ1cmwiOiJodHRwczovL2V4", "IPS-PILGRIMAGE", "unsupported"),
    (5, [{"u": "vhlink:/eyJ"}], "PH4H", "unsupported"), (-6, YELLOW_FEVER | {"v": [YELLOW_FEVER["v"]]}, "PH4H", "no-rules"),
    (3, VACCINE, "DCC", "key-usage"), (1, vaccination(), "DDCC", "key-usage"), (-6, YELLOW_FEVER, "DCC", "key-usage"),
    (3, {}, "DDCC", "malformed-claims"), (4, {"name": "x"}, "DDCC", "malformed-claims"), (-6, {"v": 7}, "PH4H", "malformed-claims"),
    (4, RESULT | {"test": RESULT["test"] | {"result": {"code": "260373001"}}}, "DDCC", "policy"), (2, VACCINE, "DDCC", "malformed-claims"),
])
def test_the_kinds_of_the_who(kind, content, domain, expected, signer, tmp_path):
    store = imported(tmp_path, did((signer, "DSC", {}), domain=domain), format="gdhcn")
    found = judged(signer.text(content, kind=kind), store)
    assert found["reason"] == expected, found
    if expected == "no-rules":
        assert found["format"] == ("dcc" if kind == 1 else "gdhcn") and found["holder"]["name"] and len(found["evidence"]) == 1
    assert "vhlink" not in json.dumps(found)


def test_a_test_result_of_the_who_is_told(signer, tmp_path):
    store = imported(tmp_path, did((signer, "DSC", {}), domain="DDCC"), format="gdhcn")
    found = judged(signer.text(RESULT, kind=4), store)
    assert found["evidence"] == [{"kind": "pcr", "result": "negative", "time": "2021-07-08T08:00:00Z", "place": "Lab", "disease": "840539006"}]
    found = judged(signer.text(VACCINE, kind=3), store)
    assert found["identifier"] == "US111" and found["holder"]["document"] == "1234567890"


def test_lists_of_the_eu_do_not_speak_of_other_kinds(signer, tmp_path):
    store = imported(tmp_path, signer.der)
    assert reasons(signer.text(VACCINE, kind=3), store) == ["key-usage"]
    # With both lists the one that allows it counts.
    imported(tmp_path, did((signer, "DSC", {}), domain="DDCC"), format="gdhcn")
    assert reasons(signer.text(VACCINE, kind=3), store) == ["no-rules"]
    assert reasons(signer.text(vaccination()), store) == ["no-rules"]


def test_only_signers_of_documents_are_taken_from_a_did_document(tmp_path):
    keys = [Signer() for _ in range(4)]
    lists = did((keys[0], "SCA", {}), (keys[1], "DSC", {"keyusage": {"code": "#DECA"}}), (keys[2], "DSC", {}), (keys[3], "DSC", {}))
    del lists["verificationMethod"][3]["publicKeyJwk"]["x5c"]
    path = tmp_path / "did.json"
    path.write_text(json.dumps(lists))
    found = json.loads(run("trust", "import", "--json", "--format", "gdhcn", "--store", tmp_path / "s", "--at", AT, path).stdout)
    assert found["entries"] == 2 and len(found["left_out"]) == 2 and "proof" in found["noted"][0]
    for key in keys[2:]:
        assert reasons(key.text(vaccination()), tmp_path / "s") == ["no-rules"]
    assert reasons(keys[0].text(vaccination()), tmp_path / "s") == ["unknown-issuer"]


@pytest.mark.parametrize("domain, entries", [("DCC", 36), ("DDCC", 0), ("IPS-PILGRIMAGE", 1)])
def test_the_lists_of_the_network_are_taken(domain, entries, tmp_path):
    path = corpus.of_others(f"gdhcn/trustlist-{domain}.did.json")
    found = json.loads(run("trust", "import", "--json", "--format", "gdhcn", "--store", tmp_path / "s", *([] if entries else ["--allow-empty"]), path).stdout)
    # Of the 38 signers of DCC two are on a curve that is none of P-256, P-384 and P-521.
    assert found["entries"] == entries
    assert all("not DSC" in line or "neither on P-256" in line for line in found["left_out"]), found["left_out"]


def test_demonstrations_without_claims_are_read_as_far_as_their_unknown_key(signer, tmp_path):
    store = imported(tmp_path, signer.der)
    for path in sorted(corpus.of_others("gdhcn").glob("DEMO*.txt")):
        assert reasons(path.read_text(), store) == ["unknown-issuer"]
        inspected = json.loads(run("inspect", "--json", path).stdout)
        assert inspected["malformed"] == "malformed-claims" and inspected["verified"] is False


# Hostile bytes

@pytest.mark.slow
def test_a_bomb_of_256_mib_is_refused_in_milliseconds_and_little_memory(signer, tmp_path):
    store = imported(tmp_path, signer.der)
    bomb = "HC1:" + hcert.base45(zlib.compress(bytes(256 << 20), 9))
    path = tmp_path / "bomb.txt"
    path.write_text(bomb + "\n")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = verdict(run("verify", "--exact", "--json", "--at", AT, "--store", store, "-", stdin=path.open()))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert found["reasons"] == ["text-too-long"] and after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1
    # What fits into a symbol: 2.7 MB of zeros.
    text = corpus.file("crypto/bombs/hc1-2MB.txt").read_text().rstrip("\n")
    found = judged(text, store)
    assert found["reasons"] == ["too-large"]
    empty = run("verify", "--exact", "--at", AT, "--store", store, "--", "HC1:X")
    _, _, least = peak("verify", "--at", AT, "--store", store, "--", "HC1:X")
    _, _, most = peak("verify", "--at", AT, "--store", store, "--", text)
    assert empty.returncode == 20 and most < least + 8, (least, most)


@pytest.mark.parametrize("index", range(7))
def test_odd_streams_are_malformed(index, tmp_path, signer):
    case = corpus.load("crypto/bombs/zlib-odd.json")["cases"][index]
    found = judged("HC1:" + hcert.base45(bytes.fromhex(case["hex"])), imported(tmp_path, signer.der))
    assert found["reasons"] == (["malformed-structure"] if case["name"] in ("good", "empty list") else ["malformed-encoding"]), case
