"""EU rules on EU certificates: what countries uploaded to the gateway, on the member states' own test data, held against a
second engine. Both lie beside the project; without them the tests say so and are skipped."""

import importlib.util
import json
import os
from pathlib import Path

import pytest

import corpus
import foreign
import hcert
from command import ROOT, run, verdict
from dcc_cases import Signers, cases, instant

pytestmark = pytest.mark.slow

ORACLE = Path(os.environ.get("HCODE_TOOLS") or ROOT.parent / "shared/tools") / "certlogic_reference.py"
TYPES = {"v": "Vaccination", "t": "Test", "r": "Recovery"}


@pytest.fixture(scope="module")
def genuine(tmp_path_factory):
    """(options of a run, text, payload) of cases that are genuine by their own certificate."""
    signers, found = Signers(tmp_path_factory.mktemp("signers")), []
    for _, case in cases():
        if not case["EXPECTEDRESULTS"].get("EXPECTEDVERIFY", True):
            continue
        options = ("--json", "--at", instant(case), "--store", signers.store(case["TESTCTX"]["CERTIFICATE"], instant(case)))
        result = verdict(run("verify", *options, "--", case["PREFIX"]))
        if result["reason"] != "no-rules" or result["format"] != "dcc":
            continue
        assert result["genuine"] is True and result["verdict"] == "undecided"
        payload = hcert.claims(case["PREFIX"])[-260][1]
        try:
            found.append((options, case["PREFIX"], json.loads(json.dumps(payload))))
        except TypeError:
            pass  # dates as tagged CBOR, which the second engine does not know
        if len(found) == 120:
            break
    return found


def gateway(country, folder):
    """The country's rules as a set of their own, from the beginning of the test data on, and the set's file."""
    rules = [rule | {"ValidFrom": "2021-01-01T00:00:00Z", "ValidTo": "2031-01-01T00:00:00Z"}
             for rule in json.loads(corpus.of_others(f"dcc/rules-gateway/{country}.json").read_text())["gatewayRules"]]
    value_sets = json.loads(corpus.of_others("dcc/valuesets/compressed/valueSets.json").read_text())
    path = folder / f"{country}.json"
    path.write_text(json.dumps({"rules": rules, "valueSets": value_sets}))
    return rules, value_sets, path


def expected(oracle, rules, value_sets, payload, at, country):
    """The second engine's word, and the rules that it rests on."""
    types = {"General"} | {TYPES[group] for group in TYPES if payload.get(group)}
    asked = [rule for rule in rules if rule["CertificateType"] in types]
    external = {"validationClock": at, "valueSets": value_sets, "countryCode": country}
    values = {}
    for rule in asked:
        try:
            values[rule["Identifier"]] = oracle.plain(oracle.ev(rule["Logic"], {"payload": payload, "external": external}))
        except Exception:  # noqa: BLE001  no value, whatever the reason
            values[rule["Identifier"]] = None
    failed = sorted(name for name, value in values.items() if value is False)
    unclear = sorted(name for name, value in values.items() if value not in (True, False))
    if not asked:
        return "no-rules", []
    if failed:
        return "rule-failed", failed
    return ("rule-open", unclear) if unclear else ("rules-passed", sorted(values))


@pytest.mark.skipif(not ORACLE.exists(), reason="needs a second CertLogic engine beside the project (HCODE_TOOLS)")
@pytest.mark.parametrize("country", ["CZ", "FI", "HR", "PL", "LU", "SK", "AT"])
def test_the_countries_rules_say_of_the_test_data_what_another_engine_says(country, genuine, tmp_path):
    spec = importlib.util.spec_from_file_location("certlogic_reference", ORACLE)
    oracle = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(oracle)
    rules, value_sets, path = gateway(country, tmp_path)
    said = {}
    for options, text, payload in genuine:
        result = run("verify", *options, "--rules", path, "--", text)
        found = verdict(result)
        foreign.SCHEMA.validate(found)
        word, names = expected(oracle, rules, value_sets, payload, options[2], country)
        assert found["reason"] == word, (payload, found, word, names)
        assert sorted(r["rule"] for r in found.get("rules", [])) == names, (payload, found)
        assert result.returncode == {"rules-passed": 0, "rule-failed": 12}.get(word, 30)
        said[word] = said.get(word, 0) + 1
    print(country, said)
    assert sum(said.values()) >= 100


def test_rules_over_the_evidence_do_not_speak_of_eu_certificates(genuine, tmp_path):
    rule = json.loads((ROOT / "samples/rules/evidence.json").read_text())
    for entry in rule["rules"]:
        entry |= {"ValidFrom": "2021-01-01T00:00:00Z", "Logic": True}
    path = tmp_path / "rules.json"
    path.write_text(json.dumps(rule))
    options, text, _ = genuine[0]
    assert verdict(run("verify", *options, "--rules", path, "--", text))["reason"] == "no-rules"


@pytest.mark.parametrize("member", ["iss", "co"])
def test_the_issuing_country_is_who_signed_and_who_is_named_inside(member, genuine, tmp_path):
    """They may differ; either may take its certificates back."""
    options, text, payload = genuine[0]
    group = next(group for group in TYPES if payload.get(group))
    country = payload[group][0]["co"] if member == "co" else hcert.claims(text)[1]
    if len(country) != 2:
        pytest.skip("this certificate's issuer is no country of two letters")
    base = {"Version": "1.0.0", "SchemaVersion": "1.0.0", "Engine": "CERTLOGIC", "EngineVersion": "1.0.0", "CertificateType": "General",
            "Description": [], "ValidFrom": "2021-01-01T00:00:00Z", "ValidTo": "2031-01-01T00:00:00Z", "AffectedFields": []}
    rules = [base | {"Identifier": "GR-FI-0001", "Type": "Acceptance", "Country": "FI", "Logic": True},
             base | {"Identifier": "IR-XX-0001", "Type": "Invalidation", "Country": country, "Logic": False}]
    path = tmp_path / "rules.json"
    path.write_text(json.dumps(rules))
    found = verdict(run("verify", *options, "--rules", path, "--", text))
    assert found["reason"] == "rule-failed" and [r["rule"] for r in found["rules"]] == ["IR-XX-0001"]
