"""What the holder is: granted, recognised, shown, and asked for by rules."""

import json
from datetime import datetime, timedelta, timezone

import pytest

from authority import AT, GREEN, PCR, RED, YELLOW, Authority, code_key, listed, recognised
from command import ROOT, assert_error, verdict

CREW = ROOT / "samples/rules/crew.json"
FREIGHT, HEALTH_WORKER, OWN = 1, 6, 200
FRESH, OLD = (PCR, 125, 0), (PCR, 30 * 60, 0)
GREEN_CODE = ("--status", "green", "--valid", "24h")


def with_categories(authority, *categories):
    return [listed(authority.id, code_key(authority.codes, categories=categories))]


@pytest.fixture(scope="module")
def henan():
    return Authority("CN-HA")


@pytest.fixture
def gate(hcode, tmp_path):
    def take(*files, fingerprint):
        paths = []
        for number, content in enumerate(files):
            paths.append(tmp_path / f"{number}.trust")
            paths[-1].write_bytes(content)
        result = hcode("trust", "import", "--store", tmp_path / "store", "--at", AT, "--fingerprint", fingerprint, *paths)
        assert result.returncode == 0, result.stderr

    def verify(text, *options):
        result = hcode("verify", "--json", "--store", tmp_path / "store", "--at", AT, *options, "--", text)
        return verdict(result) | {"exit": result.returncode}

    verify.take, verify.hcode, verify.store = take, hcode, tmp_path / "store"
    return verify


def test_a_granted_category_is_shown_and_changes_no_verdict(gate, henan):
    gate.take(henan.list(issuers=with_categories(henan, FREIGHT, OWN)), fingerprint=henan.fingerprint)
    found = gate(henan.code(category=[FREIGHT, OWN]))
    assert (found["verdict"], found["exit"], found["category"]) == ("green", 0, ["freight-crossing", "200"])
    assert "category" not in gate(henan.code())
    for lang, words in (("en", "freight crew across borders, category 200 of its issuer"), ("zh", "跨境货运人员、签发机构自定类别 200")):
        line = gate.hcode("verify", "--lang", lang, "--store", gate.store, "--at", AT, "--", henan.code(category=[FREIGHT, OWN]))
        assert words in line.stdout.decode()
    told = gate(henan.code(category=FREIGHT), "--without", "holder")
    assert "category" not in told and "holder" not in told


def test_a_category_beyond_the_grant_is_forged(gate, henan):
    gate.take(henan.list(issuers=with_categories(henan, FREIGHT)), fingerprint=henan.fingerprint)
    for category in (HEALTH_WORKER, [FREIGHT, HEALTH_WORKER], OWN):
        found = gate(henan.code(category=category))
        assert (found["verdict"], found["reason"], found["exit"]) == ("forged", "grant-exceeded", 20)
        assert "may not state the category" in found["detail"]


def test_without_a_grant_of_categories_none_may_be_stated(gate, henan):
    gate.take(henan.list(), fingerprint=henan.fingerprint)
    assert gate(henan.code(category=FREIGHT))["reason"] == "grant-exceeded"


def test_a_category_that_the_recogniser_does_not_name_is_passed_over_with_a_warning(gate):
    home, neighbour = Authority("CN-HA"), Authority("CN-HB")
    theirs = neighbour.list(issuers=with_categories(neighbour, FREIGHT, HEALTH_WORKER))
    gate.take(home.list(recognises=[recognised(neighbour, categories=[HEALTH_WORKER])]), theirs, fingerprint=home.fingerprint)
    found = gate(neighbour.code(category=[FREIGHT, HEALTH_WORKER]))
    assert (found["verdict"], found["category"]) == ("green", ["health-worker"])
    warning, = (w for w in found["warnings"] if w["warning"] == "category-not-recognised")
    assert warning["subject"] == "freight-crossing"
    judged = gate(neighbour.code(evidence=[OLD], category=FREIGHT), "--rules", CREW)
    assert (judged["verdict"], judged["reason"]) == ("refused", "rule-failed")
    assert "category" not in judged
    line = gate.hcode("verify", "--store", gate.store, "--at", AT, "--", neighbour.code(category=FREIGHT)).stdout.decode()
    assert "category freight-crossing does not count here" in line


def test_the_sample_gives_freight_crew_a_week_and_everybody_else_a_day(gate, henan):
    gate.take(henan.list(issuers=with_categories(henan, FREIGHT, HEALTH_WORKER)), fingerprint=henan.fingerprint)
    for evidence, category, word in [
            ([FRESH], None, "green"), ([OLD], None, "refused"), ([FRESH], FREIGHT, "green"), ([OLD], FREIGHT, "green"),
            ([OLD], HEALTH_WORKER, "refused"), ([OLD], [FREIGHT, HEALTH_WORKER], "green"), ([(PCR, 8 * 24 * 60, 0)], FREIGHT, "refused"),
            ([(PCR, 60, 1)], FREIGHT, "refused"), (None, FREIGHT, "refused"), (None, None, "refused")]:
        stated = {} if category is None else {"category": category}
        assert gate(henan.code(evidence=evidence, **stated), "--rules", CREW)["verdict"] == word, (evidence, category)


def test_a_category_is_issued_read_back_and_explained(hcode, keys, issue, tmp_path):
    report = issue(keys, tmp_path / "c.png", *GREEN_CODE, "--name", "王小明", "--category", "pupil", "--category", "aircrew,131")
    assert report["category"] == ["aircrew", "pupil", "131"]
    assert verdict(hcode("scan", "--json", "--trust", keys.public, tmp_path / "c.png"))["category"] == report["category"]
    told = hcode("explain", "--trust", keys.public, tmp_path / "c.png").stdout.decode()
    assert "aircrew, pupil, category 131 of its issuer" in told


def test_the_usual_code_with_one_category_stays_in_a_symbol_of_version_9(keys, issue, tmp_path):
    day_ago = (datetime.now(timezone.utc) - timedelta(hours=20)).strftime("%Y-%m-%dT%H:%M:%SZ")
    person = (*GREEN_CODE, "--name", "王小明", "--latin-name", "Wang Xiaoming", "--birth-date", "1985-02-28", "--document-tail", "123X",
              "--test", f"pcr:negative:{day_ago}", "--category", "freight-crossing")
    report = issue(keys, tmp_path / "c.png", *person)
    assert (report["qr_version"], report["error_correction"]) == (9, "M")


@pytest.mark.parametrize("options, words", [
    (("--category", "lorry"), "128 to 255"), (("--category", "0"), "128 to 255"), (("--category", "127"), "128 to 255"),
    (("--category", "0200"), "128 to 255"), (("--category", "pupil,pupil"), "names pupil twice"),
    (("--category", "200,201,202,203"), "more than 3 categories")])
def test_a_category_that_is_none_is_refused_before_anything_is_signed(hcode, keys, tmp_path, options, words):
    result = hcode("issue", "--key", keys.secret, "--status", "green", "--valid", "24h", *options, "-o", tmp_path / "c.png")
    assert_error(result, 64, words)
    assert not (tmp_path / "c.png").exists()


def test_yellow_and_red_have_no_category(hcode, keys, tmp_path):
    result = hcode("issue", "--key", keys.secret, "--status", "yellow", "--valid", "24h", "--reason", "symptoms", "--authority", "Order 1",
                   "--category", "pupil", "-o", tmp_path / "c.png")
    assert_error(result, 64, "yellow carries a category", "leave --category out")


def test_a_batch_has_a_column_for_categories(hcode, keys, tmp_path):
    table = tmp_path / "people.csv"
    table.write_text("name,类别\nA,pupil\nB,\"Health worker, 学生\"\nC,\nD,lorry\nE,\"pupil, pupil\"\n")
    result = hcode("issue", "--key", keys.secret, "--batch", table, "--status", "green", "--valid", "24h", "--index-range", "0..9", "-o", tmp_path / "o.ndjson")
    assert result.returncode == 65
    said = result.stderr.decode()
    assert f"row 4: {table}:5: category: it takes a number from 128 to 255" in said and f"row 5: {table}:6: category: a category that" in said
    texts = [line["text"] for line in map(json.loads, (tmp_path / "o.ndjson").read_text().splitlines()) if "text" in line]
    issued = [verdict(hcode("verify", "--json", "--trust", keys.public, "--", text)).get("category") for text in texts]
    assert issued == [["pupil"], ["health-worker", "pupil"], None]


def test_grants_and_recognitions_name_categories_in_the_source(hcode, tmp_path):
    def ok(*arguments):
        result = hcode(*arguments, cwd=tmp_path)
        assert result.returncode == 0, result.stderr
        return result

    for name in ("root", "desk"):
        (tmp_path / name).mkdir()
        ok("keygen", "--issuer", "CN-HA", "--name", name, "--no-passphrase", "-o", name)
    ok("trust", "init", "--authority", "CN-HA", "--name", "Henan", "--root", "root/CN-HA.pub")
    ok("trust", "add", "desk/CN-HA.pub", "--category", "resident,pupil")
    key = json.loads((tmp_path / "trust.json").read_text())["issuers"][0]["keys"][0]
    assert key["category"] == ["pupil", "resident"]
    said = ok("trust", "grant", "CN-HA", "--category", "aircrew").stdout.decode()
    assert "categories aircrew" in said
    ok("trust", "grant", "CN-HA", "--category", "none")
    assert "category" not in json.loads((tmp_path / "trust.json").read_text())["issuers"][0]["keys"][0]
