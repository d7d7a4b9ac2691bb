"""Israel's first form, the NHS's pass, 2D-DOC and ICAO's seals, by their authorities' samples and cases made from them."""

import base64
import json

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

import foreign
from command import ROOT, run, verdict

pytestmark = pytest.mark.slow

# What hcode says on purpose otherwise than the corpus, and why.
OTHERWISE = {
    # Neither begins like anything: a text with a dot in it is no health pass, and a JSON behind a word is none either.
    ("nhs", "two-parts"): {"verdict": "none", "reason": "unknown-format"},
    ("vdsnc", "made-not-json"): {"verdict": "none", "reason": "unknown-format"},
    ("il", "no-separator"): {"verdict": "none", "reason": "unknown-format"},
    # The corpus has these for their seals alone. They are genuine, and nothing about health.
    **{("2ddoc", name): {"verdict": "refused", "reason": "not-health"}
       for name in ("ants-c40-v2", "ants-c40-mrz-v3", "ants-c40-v3", "ants-c40-v4", "ants-picture-v3", "ants-picture-v4")},
}


@pytest.mark.parametrize("format, whose, count", [
    ("il", "own", 14), ("il", "others", 13), ("nhs", "own", 8), ("2ddoc", "own", 17), ("2ddoc", "others", 10), ("vdsnc", "own", 25),
    ("vdsnc", "others", 7)])
def test_every_case_of_the_corpus_is_judged_as_it_says(tmp_path, format, whose, count):
    cases = foreign.cases(format, whose)
    stores = foreign.Stores(tmp_path, format)
    faults = []
    for case in cases:
        found = foreign.judged(case, stores, tmp_path)
        expected = OTHERWISE.get((format, case["id"]))
        if expected:
            if expected | found != found:
                faults.append(f"{case['id']}: {found['verdict']} {found['reason']}, should be {expected}")
        else:
            faults.append(foreign.fault(case, found))
    assert not list(filter(None, faults)), "\n".join(filter(None, faults))
    assert len(cases) >= count


def test_of_a_2d_doc_that_states_a_test_rules_know_how_old_it_is(tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    spki = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "keys.json").write_text(json.dumps({"keys": [
        {"ca": "FR99", "cert": "TST1", "spki": base64.b64encode(spki).decode()}]}))
    store, rules = tmp_path / "store", tmp_path / "rules.json"
    assert run("trust", "import", "--store", store, "--format", "2ddoc", "--valid", "366d", tmp_path / "keys.json").returncode == 0
    sample = json.loads((ROOT / "samples/rules/evidence.json").read_text())
    rule = sample["rules"][0] | {"ValidFrom": "2021-01-01T00:00:00Z", "AffectedFields": ["evidence.0.time"], "Logic": {"not-after": [
        {"plusTime": [{"var": "external.validationClock"}, 0, "hour"]}, {"plusTime": [{"var": "payload.evidence.0.time"}, 72, "hour"]}]}}
    rules.write_text(json.dumps(sample | {"issued": "2021-06-01T00:00:00Z", "rules": [rule]}))

    def judged(moment, at="2021-06-20T12:00:00Z"):
        text = f"DC04FR99TST100001F6BB201FRF0ANN\x1dF1DEE\x1dF203071985F3FF494309-2\x1dF5NF6{moment}"
        signature = utils.decode_dss_signature(key.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
        raw = b"".join(number.to_bytes(32, "big") for number in signature)
        (tmp_path / "code.txt").write_bytes(text.encode() + b"\x1f" + base64.b32encode(raw).rstrip(b"=") + b"\n")
        with open(tmp_path / "code.txt", "rb") as file:
            return verdict(run("verify", "--exact", "--json", "--store", store, "--rules", rules, "--at", at, "-", stdin=file))

    assert judged("200620211130")["evidence"][0]["time"] == "2021-06-20T11:30:00"
    assert judged("200620211130")["verdict"] == "green"
    assert judged("150620211130")["reason"] == "rule-failed"
    for no_time in ("200620212460", "200620212400", "20062021+1:0", "310220211130"):
        found = judged(no_time)
        assert found["verdict"] == "undecided" and "time" not in found["evidence"][0], found
