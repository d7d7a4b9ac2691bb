"""EU Digital COVID Certificates: the member states' own test data, quality-assurance pictures and traps."""

import base64
import json

import pytest

import corpus
import foreign
import hcert
from dcc_cases import Signers, cases, instant
from command import run, verdict

pytestmark = pytest.mark.slow

# The stages of reading in their order, and what hcode says when one of them fails.
STAGES = [
    ("EXPECTEDUNPREFIX", {"malformed-prefix", "unknown-format", "unknown-version"}),
    ("EXPECTEDB45DECODE", {"malformed-base45"}),
    ("EXPECTEDCOMPRESSION", {"malformed-encoding"}),
    ("EXPECTEDDECODE", {"malformed-structure", "malformed-header", "malformed-claims"}),
    ("EXPECTEDVERIFY", {"bad-signature", "unknown-issuer", "wrong-algorithm"}),
    ("EXPECTEDEXPIRATIONCHECK", {"expired", "not-yet-valid", "key-expired"}),
    ("EXPECTEDKEYUSAGE", {"key-usage"}),
]


def faults(name, case, found):
    """Each flag of a case that hcode does not agree with."""
    expected, reasons = case["EXPECTEDRESULTS"], set(found["reasons"])

    def wrong(flag, words):
        # A flag that is set wants nothing of the words, one that is not wants one of them.
        if flag in expected and expected[flag] == bool(reasons & words):
            yield f"{name}: {flag} {expected[flag]}: {found['verdict']} {found['reasons']} {found.get('detail')}"

    reached = True
    for flag, words in STAGES:
        if reached:
            yield from wrong(flag, words)
        reached = reached and expected.get(flag, True) and not reasons & words


def test_every_flag_of_the_member_states_test_data_is_as_expected(tmp_path):
    signers, wrong, count, pictures = Signers(tmp_path), [], 0, 0
    for name, case in cases():
        count += 1
        options = ("--json", "--at", instant(case), "--store", signers.store(case["TESTCTX"]["CERTIFICATE"], instant(case)))
        found = verdict(run("verify", "--exact", *options, "--", case["PREFIX"]))
        if found["format"]:
            foreign.SCHEMA.validate(found)
        wrong += faults(name, case, found)
        if "EXPECTEDPICTUREDECODE" in case["EXPECTEDRESULTS"] and "2DCODE" in case:
            pictures += 1
            path = tmp_path / "case.png"
            path.write_bytes(base64.b64decode(case["2DCODE"]))
            scanned = verdict(run("scan", *options, path))
            same = {k: v for k, v in scanned.items() if k != "source"} == {k: v for k, v in found.items() if k != "source"}
            if same != case["EXPECTEDRESULTS"]["EXPECTEDPICTUREDECODE"]:
                wrong.append(f"{name}: its picture is {scanned['verdict']} {scanned['reasons']}")
    assert not wrong, "\n".join(wrong)
    assert count >= 302 and pictures >= 250


# Why each trap is not genuine; those that are not here are.
TRAPS = {
    "prefix-hc2": "unknown-version", "prefix-none": "unknown-format", "lead-space": "unknown-format",
    "b45-lower": "malformed-base45", "b45-overflow": "malformed-base45", "b45-empty": "malformed-encoding",
    "zlib-cut": "malformed-encoding", "zlib-raw-deflate": "malformed-encoding", "zlib-bomb": "too-large",
    "cbor-deep-unsigned": "malformed-structure", "cbor-huge-bytes": "malformed-structure",
    "cose-3": "malformed-structure", "cose-mac0-17": "malformed-structure", "payload-detached": "malformed-structure",
    "trail-cose": "malformed-structure", "trail-payload": "malformed-structure",
    "alg-es384": "wrong-algorithm", "alg-rs256": "wrong-algorithm", "alg-hs256": "wrong-algorithm",
    "kid-4-bytes": "unknown-issuer", "es256-p384": "unknown-issuer",
    "kid-other-signer": "bad-signature", "sig-flip-r": "bad-signature", "payload-flip": "bad-signature",
    "sig-order": "bad-signature", "sig-63": "bad-signature", "sig-der": "bad-signature",
    "alg-says-ec": "bad-signature", "ps256-pkcs1": "bad-signature",
    "exp-past": "expired", "dsc-expired": "key-expired",
    "exp-text": "malformed-claims", "exp-bool": "malformed-claims", "exp-tag-1": "malformed-claims",
    "exp-bignum": "malformed-claims", "iat-min": "malformed-claims",
    "hcert-v2": "malformed-claims", "hcert-list": "malformed-claims",
    "eku-1-for-v": "key-usage", "eku-2-for-t": "key-usage", "eku-3-for-v": "key-usage",
    "eku-t-and-other-for-v": "key-usage",
    "two-groups": "policy", "two-entries": "policy",
}


def text_of(path):
    """What `inspect` reads out of a picture, one text for each code."""
    result = run("inspect", "--json", path)
    return [json.loads(line)["text"] for line in result.stdout.decode().splitlines()]


def test_every_quality_assurance_picture_is_read_and_judged(tmp_path):
    expected = corpus.load("dcc/qa/expected.json")
    trust = corpus.load("dcc/qa/trust.json")
    years = {hcert.new_year(hcert.rfc3339(code["iat"] + 1)) for code in expected}
    stores = {year: hcert.imported(tmp_path / year[:4], trust, at=year) for year in years}
    wrong, pictures = [], {}
    for code in expected:
        if code["image"]:
            pictures.setdefault(code["file"], []).append(code)
        at = hcert.rfc3339(code["iat"] + 1)
        found = verdict(run("verify", "--exact", "--json", "--at", at, "--store", stores[hcert.new_year(at)], "--", code["text"]))
        foreign.SCHEMA.validate(found)
        wrong += qa_faults(code, found)
    for file, codes in pictures.items():
        path = corpus.of_others("dcc/qa") / file
        texts = text_of(path)
        if sorted(texts) != sorted(code["text"] for code in codes):
            wrong.append(f"{file}: {len(texts)} texts read, {len(codes)} expected")
        at = hcert.rfc3339(codes[0]["iat"] + 1)
        scanned = verdict(run("scan", "--json", "--at", at, "--store", stores[hcert.new_year(at)], path)) if len(codes) == 1 else None
        if scanned:
            wrong += qa_faults(codes[0], scanned)
    assert not wrong, "\n".join(wrong)
    assert len(expected) >= 195 and len(pictures) >= 189


def qa_faults(code, found):
    name = code["file"]
    if code["signature"] is None:
        if found["reasons"] != ["unknown-issuer"]:
            yield f"{name}: no key is known, and it is {found['reasons']}"
        return
    allowed = [["no-rules"]] if code["oneEntry"] else [["policy"]]
    if code["oneEntry"] and is_positive(code["hcert"]):
        allowed = [["policy"]]
    if code.get("keyUsageOK") is False:
        allowed = [["key-usage"]]
    if code.get("dscValid") and not code["dscValid"][0] <= code["iat"] + 300 <= code["dscValid"][1]:
        allowed = [["not-yet-valid", "before-key"], ["key-expired"]]
    if found["reasons"] not in allowed:
        yield f"{name}: {found['verdict']} {found['reasons']} {found.get('detail')}, should be {allowed}"
        return
    entry = next(iter(code["hcert"][group][0] for group in "vtr" if code["hcert"].get(group)))
    if found["identifier"] != entry["ci"].strip():
        yield f"{name}: {found['identifier']} is not {entry['ci']}"
    if found["issued_at"] != hcert.rfc3339(int(code["iat"])):
        yield f"{name}: issued at {found['issued_at']}"


def is_positive(hcert):
    return any(entry.get("tr") == "260373001" for entry in hcert.get("t") or [])


def test_every_trap_is_avoided(tmp_path):
    cases = corpus.load("dcc/synthetic/cases.json")["cases"]
    stores, wrong = {}, []
    for case in cases:
        year = hcert.new_year(case["CLOCK"])
        key = json.dumps(case["TRUST"]), year
        if key not in stores:
            stores[key] = hcert.imported(tmp_path / str(len(stores)), case["TRUST"], at=year)
        found = verdict(run("verify", "--exact", "--json", "--at", case["CLOCK"], "--store", stores[key], "--", case["TEXT"]))
        if found["format"]:
            foreign.SCHEMA.validate(found)
        if case["VERDICT"] != "EITHER" and found["genuine"] != (case["VERDICT"] == "VALID"):
            wrong.append(f"{case['ID']} ({case['WHY']}): {found['verdict']} {found['reasons']} {found.get('detail')}")
        if TRAPS.get(case["ID"], "no-rules") != found["reason"]:
            wrong.append(f"{case['ID']}: {found['reason']}, should be {TRAPS.get(case['ID'])}")
    assert not wrong, "\n".join(wrong)
    assert len(cases) >= 65
