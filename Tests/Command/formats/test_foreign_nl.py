"""CoronaCheck of the Netherlands: proofs instead of signatures, by the ministry's specimen and an issuer of the tests' own."""

import json

import pytest

import foreign
from command import run, verdict


@pytest.mark.parametrize("whose, count", [("own", 19), ("others", 2)])
def test_every_case_of_the_corpus_is_judged_as_it_says(tmp_path, whose, count):
    cases = foreign.cases("nl", whose)
    stores = foreign.Stores(tmp_path, "nl")
    faults = []
    for case in cases:
        if case.get("policy"):
            # The rule of the place is in the material that the place imports.
            material = json.loads(foreign.path_of(case, case["trust"]).read_text()) | {"policy": case["policy"]}
            case = case | {"trust": tmp_path / f"{case['policy']}.json"}
            case["trust"].write_text(json.dumps(material))
        faults.append(foreign.fault(case, foreign.judged(case, stores, tmp_path)))
    assert not list(filter(None, faults)), "\n".join(filter(None, faults))
    assert len(cases) >= count


def test_a_bearer_is_told_by_no_more_than_the_proof_discloses(tmp_path):
    case = next(case for case in foreign.cases("nl") if case["id"] == "made-ok-paper")
    found = foreign.judged(case, foreign.Stores(tmp_path, "nl"), tmp_path)
    assert found["holder"]["name"].startswith("A.") and found["holder"]["birth_date"].endswith("-14")
    assert found["holder"]["birth_date"].startswith("--"), "no year"
    assert found["evidence"] == []


def test_a_proof_on_the_denylist_is_revoked(tmp_path):
    case = next(case for case in foreign.cases("nl") if case["id"] == "made-ok-paper")
    trust = json.loads(foreign.path_of(case, case["trust"]).read_text())
    store = foreign.Stores(tmp_path, "nl").store(case["trust"], case["now"])
    text = foreign.path_of(case, case["input"][0]).read_text().strip()
    at = foreign.rfc3339(case["now"])
    challenge = foreign.challenge_of(text)
    import base64
    import hashlib
    denied = base64.b64encode(hashlib.sha256(challenge).digest()[:16]).decode()
    denylist = tmp_path / "denylist.json"
    denylist.write_text(json.dumps({"denylist": [denied]}))
    assert denied not in trust.get("denylist", [])
    assert verdict(run("verify", "--exact", "--json", "--at", at, "--store", store, "--", text))["genuine"]
    done = run("trust", "import", "--format", "nl", "--store", store, "--at", at, denylist)
    assert done.returncode == 0, done.stderr
    found = verdict(run("verify", "--exact", "--json", "--at", at, "--store", store, "--", text))
    assert (found["verdict"], found["reasons"]) == ("refused", ["revoked"])


@pytest.mark.parametrize("material", ["{}", '{"keys":{},"policy":"2G"}', '{"denylist":["AAAA"]}', "[]", "x"])
def test_material_that_is_none_is_refused(tmp_path, material):
    file = tmp_path / "material.json"
    file.write_text(material)
    done = run("trust", "import", "--format", "nl", "--store", tmp_path / "store", file)
    assert done.returncode == 65 and b"malformed-list" in done.stderr
