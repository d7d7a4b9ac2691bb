"""Rules of the place, through the built program: named for a run, held in a store, carried in a bundle."""

import json
from types import SimpleNamespace

import pytest
from jsonschema import Draft202012Validator

import command
import foreign
from authority import AT, DAY, NOW, PCR, RED, VACCINATION, YELLOW, Authority, recognised
from command import ROOT, assert_error, verdict

SAMPLE = ROOT / "samples/rules/evidence.json"
SCHEMA = Draft202012Validator(json.loads((ROOT / "docs/schema/verdict.schema.json").read_text()))
PCR_NEGATIVE = (PCR, 125, 0)
PCR_OLD = (PCR, 73 * 60, 0)
VACCINATED = (VACCINATION, 20_000, 2, 2)


def rule(logic=True, **changes):
    return {
        "Identifier": "GR-CN-0001", "Type": "Acceptance", "Country": "CN", "Version": "1.0.0", "SchemaVersion": "1.0.0",
        "Engine": "CERTLOGIC", "EngineVersion": "1.0.0", "CertificateType": "General", "Payload": "evidence",
        "Description": [{"lang": "en", "desc": "Two doses."}, {"lang": "zh", "desc": "接种两剂。"}],
        "ValidFrom": "2026-11-01T00:00:00Z", "ValidTo": "2027-11-01T00:00:00Z", "Logic": logic} | changes


@pytest.fixture(scope="module")
def henan():
    return Authority("CN-HA")


@pytest.fixture
def gate(hcode, tmp_path, henan):
    """A checkpoint that believes Henan, and commands on it at the time of the made lists."""
    store = tmp_path / "store"

    def file(content, name="rules.json"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    def take(content, *options, at=AT):
        return hcode("trust", "import", "--store", store, "--at", at, file(content, "taken"), *options)

    def rules(content, *options, at=AT):
        return take(content, "--format", "rules", *options, at=at)

    def verify(text, *options, at=AT):
        result = hcode("verify", "--json", "--store", store, "--at", at, *options, text)
        found = verdict(result)
        SCHEMA.validate(found)
        found["exit"] = result.returncode
        return found

    result = take(henan.list(), "--fingerprint", henan.fingerprint)
    assert result.returncode == 0, result.stderr
    return SimpleNamespace(store=store, file=file, take=take, rules=rules, verify=verify, run=hcode)


def said(found):
    return found["verdict"], found["reason"], found["exit"]


# --- the verdict

def test_a_green_code_whose_evidence_fails_the_rules_is_not_green_here(gate, henan):
    good, old = henan.code(evidence=[PCR_NEGATIVE]), henan.code(evidence=[PCR_OLD])
    assert said(gate.verify(good, "--rules", SAMPLE)) == ("green", "as-signed", 0)
    assert said(gate.verify(old)) == ("green", "as-signed", 0)
    found = gate.verify(old, "--rules", SAMPLE)
    assert said(found) == ("refused", "rule-failed", 12)
    assert found["genuine"] is True and found["status"] == "green"
    (failed,) = found["rules"]
    assert (failed["rule"], failed["version"], failed["outcome"]) == ("GR-CN-0001", "1.0.0", "failed")
    assert set(failed["description"]) == {"en", "zh"}


@pytest.mark.parametrize("evidence, verdict", [
    ([(PCR, 71 * 60, 0)], "green"), ([(PCR, 125, 1)], "refused"), ([VACCINATED], "green"), ([(VACCINATION, 20_000, 1, 2)], "refused"),
    ([(VACCINATION, 271 * 1440, 2, 2)], "refused"), ([(5, 179 * 1440)], "green"), ([(5, 181 * 1440)], "refused"), (None, "refused"),
    # The newest counts: an old positive test beside a new negative one does, by the second rule.
    ([(PCR, 5000, 1), PCR_NEGATIVE], "refused"), ([PCR_OLD, PCR_NEGATIVE], "green"),
])
def test_the_sample_s_rules_say_what_their_words_say(gate, henan, evidence, verdict):
    found = gate.verify(henan.code(evidence=evidence), "--rules", SAMPLE)
    assert found["verdict"] == verdict, found


@pytest.mark.parametrize("colour, word, status", [(YELLOW, "yellow", 10), (RED, "red", 11)])
def test_yellow_and_red_stay_what_they_are_whatever_the_rules_say(gate, henan, colour, word, status):
    for logic in (True, False, {"+": [1, "x"]}):
        found = gate.verify(henan.code(colour), "--rules", gate.file([rule(logic)]))
        assert said(found) == (word, "as-signed", status)


def test_rules_make_no_code_better(gate, henan):
    forged = henan.code(key=Authority("CN-HB").codes)
    expired = henan.code(evidence=[PCR_NEGATIVE], lasting=60)
    for text, word in ((forged, "unknown-issuer"), (expired, "expired")):
        assert gate.verify(text, "--rules", gate.file([rule(True)]))["reason"] == word


def test_a_rule_that_cannot_be_asked_is_no_pass(gate, henan):
    code = henan.code(evidence=[VACCINATED])
    for changes, why in [
        ({"Logic": {"+": [1, "x"]}}, "'+' needs integers"), ({"Logic": 1}, "neither true nor false"),
        ({"Logic": {"all": [1]}}, "unrecognised operator"), ({"Engine": "CQL"}, "CQL 1.0.0"),
        ({"EngineVersion": "1.4.0"}, "1.4.0"), ({"SchemaVersion": "1.1.0"}, "schema 1.1.0"),
        ({"Logic": {"in": ["a", 1]}}, "an array on its right"),
        ({"Logic": {"in": ["a", {"var": "external.valueSets.missing"}]}}, "the value set missing is not here"),
    ]:
        found = gate.verify(code, "--rules", gate.file([rule() | changes]))
        assert said(found) == ("undecided", "rule-open", 30), (changes, found)
        assert why in found["rules"][0]["why"] and why in found["detail"] and found["genuine"] is True


def test_of_several_files_none_may_fail(gate, henan):
    code = henan.code(evidence=[VACCINATED])
    passing, failing = gate.file([rule()], "a.json"), gate.file([rule(False, Identifier="GR-CN-0002")], "b.json")
    assert gate.verify(code, "--rules", passing, "--rules", passing)["verdict"] == "green"
    found = gate.verify(code, "--rules", passing, "--rules", failing)
    assert found["reason"] == "rule-failed" and [r["rule"] for r in found["rules"]] == ["GR-CN-0002"]


def test_rules_over_the_eu_s_payload_do_not_speak_of_native_codes(gate, henan):
    rules = gate.file([rule(False) | {"Payload": "dcc"}])
    assert said(gate.verify(henan.code(evidence=[VACCINATED]), "--rules", rules)) == ("green", "as-signed", 0)


def test_rules_see_the_evidence_in_its_documented_shape(gate, henan):
    code = henan.code(evidence=[(PCR, 5000, 1), VACCINATED, PCR_NEGATIVE])
    for path, value in [
        ("payload.ver", "1.0.0"), ("payload.format", "hcode"), ("payload.issuer", "CN-HA"), ("payload.country", "CN"),
        ("payload.status", "green"), ("payload.evidence.0.kind", "pcr"), ("payload.evidence.1.dose", 2),
        ("payload.vaccination.0.of", 2), ("payload.pcr.0.result", "negative"), ("payload.pcr.1.result", "positive"),
        ("external.countryCode", "CN"), ("external.issuerCountryCode", "CN"), ("external.region", ""),
        ("external.validationClock", AT),
    ]:
        found = gate.verify(code, "--rules", gate.file([rule({"===": [{"var": path}, value]})]))
        assert found["verdict"] == "green", (path, found)


@pytest.mark.parametrize("language, words", [("en", ["REFUSED", "against the rules", "GR-CN-0001: Two doses."]),
                                             ("zh", ["不予认可", "不符合本地规则", "接种两剂。"])])
def test_a_person_reads_which_rule_failed_in_their_language(gate, henan, language, words):
    result = gate.run("verify", "--store", gate.store, "--at", AT, "--lang", language, "--rules", gate.file([rule(False)]),
                      henan.code(evidence=[VACCINATED]))
    text = result.stdout.decode()
    assert result.returncode == 12 and all(word in text for word in words), text


def test_a_hostile_description_does_nothing_to_the_terminal(gate, henan):
    rules = gate.file([rule(False) | {"Description": [{"lang": "en", "desc": "\x1b[2J\u202eGREEN"}]}])
    result = gate.run("verify", "--store", gate.store, "--at", AT, "--rules", rules, henan.code(evidence=[VACCINATED]))
    assert b"\x1b" not in result.stdout and "\u202e" not in result.stdout.decode()


# --- certificates of other formats: the New Zealand passes of the corpus, which state a name and no evidence

@pytest.fixture
def passes(tmp_path):
    """pass_(*options) → the verdict on a genuine pass and its exit status."""
    case = next(c for c in foreign.cases("nzcp") if c["expect"] == "accept")
    stores = foreign.Stores(tmp_path, "nzcp")
    place = ("--at", foreign.rfc3339(case["now"]), "--store", stores.store(case["trust"], case["now"]))
    text = foreign.path_of(case, case["input"][0]).read_bytes().rstrip(b"\n")

    def judged(*options):
        result = command.run("verify", "--json", *place, *options, "--", text)
        found = verdict(result)
        foreign.SCHEMA.validate(found)
        assert found["genuine"] is True and found["format"] == "nzcp"
        return found | {"exit": result.returncode}

    return SimpleNamespace(judged=judged, place=place, text=text)


def always(logic, **changes):
    return rule(logic, ValidFrom="2000-01-01", ValidTo="2100-01-01", **changes)


def test_a_foreign_certificate_is_what_the_rules_make_of_it(passes, gate):
    is_a_pass = {"===": [{"var": "payload.format"}, "nzcp"]}
    assert said(passes.judged()) == ("undecided", "no-rules", 30)
    found = passes.judged("--rules", gate.file([always(is_a_pass)]))
    assert said(found) == ("green", "rules-passed", 0) and found["status"] is None
    assert [(r["rule"], r["outcome"]) for r in found["rules"]] == [("GR-CN-0001", "passed")]
    found = passes.judged("--rules", gate.file([always(is_a_pass), always({"!": [is_a_pass]}, Identifier="GR-CN-0002")]))
    assert said(found) == ("refused", "rule-failed", 12) and [r["rule"] for r in found["rules"]] == ["GR-CN-0002"]
    found = passes.judged("--rules", gate.file([always({"+": [1, {"var": "payload.missing"}]})]))
    assert said(found) == ("undecided", "rule-open", 30)


@pytest.mark.parametrize("changes", [
    {"Payload": "dcc"}, {"Country": "AU", "Type": "Invalidation"}, {"CertificateType": "Vaccination"}, {"ValidFrom": "2099-01-01"},
])
def test_rules_that_do_not_speak_of_a_certificate_make_nobody_green(passes, gate, changes):
    rules = {"country": "CN", "rules": [always(True) | changes]}
    assert said(passes.judged("--rules", gate.file(rules))) == ("undecided", "no-rules", 30)


def test_the_issuing_country_can_invalidate_what_it_issued(passes, gate):
    taken_back = always(False, Identifier="IR-NZ-0001", Type="Invalidation", Country="NZ")
    found = passes.judged("--rules", gate.file([always(True), taken_back]))
    assert said(found) == ("refused", "rule-failed", 12) and found["rules"][0]["rule"] == "IR-NZ-0001"
    # Another country's rule of that kind is none of its business.
    assert passes.judged("--rules", gate.file([always(True), taken_back | {"Country": "AU"}]))["verdict"] == "green"


def test_a_person_reads_what_the_rules_made_of_a_foreign_certificate(passes, gate):
    for logic, words in [(True, ["GREEN", "rules of this place are met"]), (False, ["REFUSED", "GR-CN-0001: Two doses."])]:
        result = command.run("verify", *passes.place, "--lang", "en", "--rules", gate.file([always(logic)]), "--", passes.text)
        assert all(word in result.stdout.decode() for word in words), result.stdout


# --- files that are no rules

@pytest.mark.parametrize("content, place", [
    (b"", "not JSON"), (b"{}", "rules is missing"), (b"[]", "holds 0"), (b'[{"Identifier":"x"}]', "rules[0].Type"),
    (b'{"rules":[1]}', "rules[0]"), (b"[" * 10_000, "too deep"), (b'{"rules":[],"rules":[]}', "twice"),
])
def test_unreadable_rules_end_the_run_before_a_verdict(gate, henan, content, place):
    rules = gate.file(content)
    code = henan.code(evidence=[VACCINATED])
    result = gate.run("verify", "--json", "--store", gate.store, "--at", AT, "--rules", rules, code)
    assert_error(result, 65, place)
    assert result.stdout == b""
    assert_error(gate.rules(content), 65, "malformed-rules", place)
    assert_error(gate.run("rules", "check", rules), 65, place)
    assert gate.verify(code)["verdict"] == "green"


def test_a_missing_file_of_rules_ends_the_run(gate, henan):
    result = gate.run("verify", "--store", gate.store, "--at", AT, "--rules", gate.store / "none", henan.code())
    assert_error(result, 66, "none")


# --- in the store

def test_rules_in_the_store_count_for_every_scan(gate, henan, tmp_path):
    code = henan.code(evidence=[VACCINATED])
    assert gate.rules([rule(False)]).returncode == 0
    assert said(gate.verify(code)) == ("refused", "rule-failed", 12)
    # As a gate scans: a picture, without an option that a plain scan does not know.
    picture = command.qr(code, tmp_path / "code.png")
    found = verdict(gate.run("scan", "--json", "--store", gate.store, picture))
    assert found["reason"] in ("rule-failed", "expired")
    # Named ones add to them.
    assert gate.verify(code, "--rules", gate.file([rule(True)]))["reason"] == "rule-failed"
    # A file of the same name takes their place; forgotten they are gone.
    assert b"replaced" in gate.rules([rule(True)]).stdout
    assert gate.verify(code)["verdict"] == "green"
    assert gate.verify(code, "--rules", gate.file([rule(False)]))["reason"] == "rule-failed"
    assert gate.rules([rule(False)], "--source", "local").returncode == 0
    assert gate.verify(code)["verdict"] == "refused"
    assert gate.run("trust", "forget", "--store", gate.store, "rules/local").returncode == 0
    assert gate.verify(code)["verdict"] == "green"
    assert gate.run("trust", "forget", "--store", gate.store, "rules").returncode == 0
    assert_error(gate.run("trust", "forget", "--store", gate.store, "rules"), 65)


def test_an_older_set_does_not_take_a_newer_one_s_place(gate):
    def dated(day, *rules):
        return {"issued": f"2026-11-{day:02}T00:00:00Z", "rules": list(rules)}

    assert gate.rules(dated(20, rule())).returncode == 0
    assert_error(gate.rules(dated(19, rule())), 65, ": rollback: ")
    assert_error(gate.rules(dated(20, rule(False))), 65, ": equivocation: ")
    assert_error(gate.rules(dated(30, rule())), 65, ": not-yet-issued: ")
    assert b"already held" in gate.rules(dated(20, rule())).stdout
    assert b"replaced" in gate.rules(dated(21, rule())).stdout
    ended = dated(21, rule()) | {"issued": "2026-11-22T00:00:00Z", "expires": "2026-11-23T00:00:00Z"}
    assert_error(gate.rules(ended), 65, ": expired: ")


def test_rules_past_their_end_decide_nothing(gate, henan):
    code = henan.code(evidence=[VACCINATED], lasting=7 * DAY)
    late = "2026-11-28T10:00:00Z"
    assert gate.rules([rule()], "--valid", "3d").returncode == 0
    assert gate.verify(code)["verdict"] == "green"
    found = gate.verify(code, at=late)
    assert said(found) == ("undecided", "rules-expired", 30) and found["genuine"] is True
    named = gate.file({"expires": "2026-11-27T00:00:00Z", "rules": [rule()]})
    assert gate.verify(code, "--rules", named, at=late)["reason"] == "rules-expired"
    shown = gate.run("trust", "show", "--check", "--json", "--store", gate.store, "--at", late)
    assert shown.returncode == 30
    assert [lack["lack"] for lack in json.loads(shown.stdout)["lacks"]] == ["rules-ended"]
    assert b"rules ended" in gate.run("trust", "show", "--store", gate.store, "--at", late).stdout


def test_show_and_doctor_name_the_rules_with_their_age(gate):
    rules = {"issued": "2026-11-20T10:00:00Z", "rules": [rule({"in": ["x", {"var": "external.valueSets.gone"}]})]}
    assert gate.rules(rules).returncode == 0
    shown = json.loads(gate.run("trust", "show", "--json", "--store", gate.store, "--at", AT).stdout)
    (held,) = shown["rules"]
    assert held["name"] == "rules" and held["age_seconds"] == 4 * DAY and held["country"] == "CN" and held["rules"] == 1
    assert held["concerns"] == [{"grave": True, "detail": "GR-CN-0001: the value set 'gone' is not here"}]
    text = gate.run("trust", "show", "--store", gate.store, "--at", AT).stdout.decode()
    assert "rules  1 rule for arrival in CN" in text and "gone" in text
    checks = json.loads(gate.run("doctor", "--json", "--store", gate.store, "--at", AT).stdout)["checks"]
    (check,) = [c for c in checks if c["check"] == "rules"]
    assert check["state"] == "fault" and "gone" in check["detail"] and check["hint"]
    for name in ("store-objects", "store-index"):
        assert [c["state"] for c in checks if c["check"] == name] == ["ok"]


def test_damaged_rules_in_the_store_are_no_green(gate, henan):
    assert gate.rules([rule()]).returncode == 0
    (damaged,) = [p for p in (gate.store / "objects").iterdir() if p.read_bytes().startswith(b"[{")]
    damaged.write_bytes(damaged.read_bytes().replace(b"Two", b"One"))
    found = gate.verify(henan.code(evidence=[VACCINATED]))
    assert said(found) == ("undecided", "rules-unreadable", 30)
    damaged.unlink()
    assert gate.verify(henan.code(evidence=[VACCINATED]))["reason"] == "rules-unreadable"
    # Yellow and red do not wait for rules.
    assert gate.verify(henan.code(RED))["verdict"] == "red"


def test_an_import_of_several_files_takes_all_or_none(gate, henan):
    good, bad = gate.file([rule(False)], "good.json"), gate.file(b"[1]", "bad.json")
    result = gate.run("trust", "import", "--format", "rules", "--store", gate.store, "--at", AT, good, bad)
    assert_error(result, 65, "bad.json: malformed-rules")
    assert gate.verify(henan.code(evidence=[VACCINATED]))["verdict"] == "green"


# --- in a bundle

def bundled(authority, *rules, **options):
    return authority.bundle((1, authority.list()), *((4, json.dumps(r).encode()) for r in rules), **options)


def test_rules_of_a_bundle_count_until_the_next_bundle(gate, henan):
    code = henan.code(evidence=[VACCINATED])
    assert gate.take(bundled(henan, [rule(False)])).returncode == 0
    assert gate.verify(code)["reason"] == "rule-failed"
    shown = json.loads(gate.run("trust", "show", "--json", "--store", gate.store, "--at", AT).stdout)
    assert [r["name"] for r in shown["rules"]] == ["rules/CN-HA/1"]
    assert gate.take(bundled(henan, [rule(True)], [rule(True)], issued=NOW - 500)).returncode == 0
    assert gate.verify(code)["verdict"] == "green"
    assert gate.take(bundled(henan, [rule(False)], issued=NOW - 400)).returncode == 0
    assert gate.take(bundled(henan, issued=NOW - 300)).returncode == 0
    assert gate.verify(code)["verdict"] == "green"


def test_a_bundle_with_rules_that_cannot_be_read_is_refused_whole(gate, henan):
    assert_error(gate.take(bundled(henan, [rule()], [{}])), 65, ": malformed-rules: ")


def test_a_neighbour_s_rules_do_not_count_here(gate, henan):
    hubei = Authority("CN-HB")
    assert gate.take(henan.list(version=2, recognises=[recognised(hubei)])).returncode == 0
    assert gate.take(bundled(hubei, [rule(False)])).returncode == 0
    assert gate.verify(henan.code(evidence=[VACCINATED]))["verdict"] == "green"
    assert gate.verify(hubei.code(evidence=[VACCINATED]))["verdict"] == "green"


def test_the_program_packs_rules_and_no_other_json(gate, henan, tmp_path):
    result = gate.run("trust", "bundle", "--rules", gate.file(b"{}"), "--key", "none.key", "-o", tmp_path / "b", gate.file(henan.list(), "l"))
    assert result.returncode >= 64


# --- check and evaluate

@pytest.mark.parametrize("place", range(11))
def test_no_operand_of_a_long_and_is_passed_over(hcode, tmp_path, place):
    def logic(operand):
        return {"and": [operand if i == place else True for i in range(11)]}

    line = json.dumps({"logic": logic(False), "data": {}})
    assert json.loads(hcode("rules", "evaluate", input=line).stdout) == {"value": False}
    path = tmp_path / "rules.json"
    path.write_text(json.dumps([rule(logic({"x": [1]}))]))
    told = json.loads(hcode("rules", "check", "--json", "--at", AT, path).stdout)
    assert 'unrecognised operator: "x"' in " ".join(c["detail"] for c in told["concerns"])


def test_check_tells_what_could_not_be_asked(hcode, tmp_path):
    path = tmp_path / "rules.json"
    rules = [rule({"all": [1]}), rule(Identifier="B", EngineVersion="2.0.0"), rule(Identifier="C", Description=[]),
             rule({"in": ["x", {"var": "external.valueSets.vaccines"}]}, Identifier="D"), rule(Identifier="E"), rule(Identifier="E")]
    path.write_text(json.dumps(rules))
    result = hcode("rules", "check", "--json", "--at", AT, path)
    told = json.loads(result.stdout)
    assert result.returncode == 30 and told["rules"] == told["current"] == 6
    details = " ".join(c["detail"] for c in told["concerns"])
    for word in ("GR-CN-0001", "unrecognised operator", "2.0.0", "'vaccines'", "no description", "two rules are version 1.0.0"):
        assert word in details, (word, details)
    path.write_text(json.dumps([rule()]))
    assert hcode("rules", "check", "--at", AT, path).returncode == 0
    assert hcode("rules", "check", "--at", "2027-10-30T00:00:00Z", path).returncode == 10
    late = hcode("rules", "check", "--at", "2027-11-02T00:00:00Z", path)
    assert late.returncode == 30 and b"no acceptance rule of CN counts now" in late.stdout


def test_the_sample_is_well(hcode):
    assert hcode("rules", "check", "--at", AT, SAMPLE).returncode == 0


def test_evaluate_wants_lines_of_json(hcode):
    result = hcode("rules", "evaluate", input='{"logic":1}\nnonsense\n')
    assert_error(result, 65, "line 2")
    result = hcode("rules", "evaluate", input='{"logic":{"after":["a","b"]}}\n{"logic":null}\n')
    assert [sorted(json.loads(line)) for line in result.stdout.decode().splitlines()] == [["error"], ["error", "issues"]]


# --- why none counts, and the forms in which rules are handed out

@pytest.mark.parametrize("changes, words", [
    ({"Payload": "dcc"}, "another format"), ({"Country": "AT"}, "another country"), ({"Region": "Wien"}, "another country or region"),
    ({"ValidFrom": "2026-10-01T00:00:00Z", "ValidTo": "2026-10-02T00:00:00Z"}, "outside their dates"),
    ({"ValidFrom": "2027-10-01T00:00:00Z", "ValidTo": "2027-10-02T00:00:00Z"}, "outside their dates")])
def test_a_foreign_certificate_without_a_rule_is_told_why(gate, tmp_path, changes, words):
    """A New Zealand pass, which has the evidence of no format of its own."""
    case = next(case for case in foreign.cases("nzcp") if case["id"] == "made-ok")
    (tmp_path / "nz").mkdir()
    store = foreign.Stores(tmp_path / "nz", "nzcp").store(case["trust"], case["now"])
    text = foreign.path_of(case, case["input"][0]).read_bytes().rstrip(b"\n")
    entry = rule(ValidFrom="2021-01-01T00:00:00Z", ValidTo="2030-01-01T00:00:00Z") | changes
    if changes.get("ValidFrom", "").startswith("2026"):
        entry |= {"ValidFrom": "2021-01-01T00:00:00Z", "ValidTo": "2021-01-02T00:00:00Z"}
    found = verdict(gate.run("verify", "--json", "--at", foreign.rfc3339(case["now"]), "--store", store,
                             "--rules", gate.file({"country": "CN", "rules": [entry]}), "--", text))
    assert found["reason"] == "no-rules" and words in found["detail"], found


def test_a_value_set_that_is_missing_is_named(gate, henan):
    logic = {"in": ["pcr", {"var": "external.valueSets.tests-that-count"}]}
    found = gate.verify(henan.code(evidence=[PCR_NEGATIVE]), "--rules", gate.file([rule(logic)]))
    assert said(found) == ("undecided", "rule-open", 30) and "tests-that-count" in found["detail"]
    whole = {"rules": [rule(logic)], "valueSets": {"tests-that-count": ["pcr"]}}
    assert said(gate.verify(henan.code(evidence=[PCR_NEGATIVE]), "--rules", gate.file(whole))) == ("green", "as-signed", 0)


def test_rules_are_taken_as_gateways_and_apps_hand_them_out(gate, henan, tmp_path):
    import base64
    import subprocess
    code, plain = henan.code(evidence=[VACCINATED]), rule(False)

    def b64(data):
        return base64.b64encode(data).decode()

    one = json.dumps(plain).encode()
    (tmp_path / "one").write_bytes(one)
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", tmp_path / "k", "-out", tmp_path / "c",
                    "-subj", "/C=CN/CN=x", "-days", "9"], check=True, capture_output=True)

    def cms(name):
        subprocess.run(["openssl", "cms", "-sign", "-binary", "-nodetach", "-in", tmp_path / name, "-signer", tmp_path / "c", "-inkey", tmp_path / "k", "-outform", "DER",
                        "-out", tmp_path / "signed"], check=True)
        return (tmp_path / "signed").read_bytes()

    (tmp_path / "all").write_bytes(json.dumps([plain]).encode())
    signed = cms("one")
    forms = [{"rule": plain}, [{"rule": plain}], {"rules": [{"rule": plain}]}, [b64(one)], [{"rule": b64(one)}], b64(json.dumps([plain]).encode()).encode(),
             cms("all"), [b64(signed)], {"CN": [{"version": "1.0.0", "validFrom": "2026-11-01", "cms": b64(signed)}]}, plain,
             b"\xef\xbb\xbf" + json.dumps([plain]).encode()]
    for form in forms:
        found = gate.verify(code, "--rules", gate.file(form))
        assert said(found) == ("refused", "rule-failed", 12), form
    damaged = bytearray(signed)
    damaged[signed.index(b"GR-CN-0001")] ^= 1
    for form in ([b64(bytes(damaged))], ["no base64!"], [7], {"CN": []}):
        assert gate.run("rules", "check", gate.file(form)).returncode != 0, form
