"""The JSON of programs: one object a line, by the schema, the same in every language."""

import json

import jsonschema
import pytest

from command import AT, ROOT, issuer, qr, verdict, verdicts

ALWAYS = ["verdict", "genuine", "reason", "reasons", "format", "issuer", "status", "expires", "source", "at"]


@pytest.fixture(scope="module")
def validator():
    path = ROOT / "docs/schema/verdict.schema.json"
    assert path.exists(), "docs/schema/verdict.schema.json is missing"
    schema = json.loads(path.read_text())
    cls = jsonschema.validators.validator_for(schema)
    cls.check_schema(schema)
    return cls(schema)


@pytest.fixture(scope="module")
def texts():
    """One of every kind of answer."""
    claims, text = issuer.claims, issuer.text
    full = claims(h3=[[1, 125, 0, "LAB"], [4, 9000, 2, 3, "H1", "CoronaVac"], [5, 90000, "H2"]])
    return {
        "green": text(full), "bare": text(claims(health={1: 0})), "yellow": text(claims(health=issuer.YELLOW)),
        "red": text(claims(health=issuer.RED)), "refused": text(claims({5: issuer.NOW + 60})),
        "expired": text(claims({6: issuer.NOW - 9000, 4: issuer.NOW - 10})),
        "forged": text(claims(health={1: 7})), "unknown": text(claims(), issuer.STRANGER),
        "version": "HCODE2:X", "link": "https://example.org", "none": "hello", "keyboard": text(full).lower(),
    }


def test_every_line_keeps_to_the_schema(hcode, henan, texts, validator):
    result = hcode("verify", "--json", "--at", AT, "--trust", henan, "-", input="\n".join(texts.values()))
    lines = verdicts(result)
    assert len(lines) == len(texts)
    for name, line in zip(texts, lines):
        validator.validate(line), name


def test_lines_of_scan_keep_to_the_schema(hcode, henan, texts, validator, tmp_path):
    pictures = [qr(texts[name], tmp_path / f"{name}.png") for name in ["green", "none", "red"]]
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nno")
    result = hcode("scan", "--json", "--at", AT, "--trust", henan, *pictures, tmp_path / "broken.png", tmp_path / "no")
    assert len(verdicts(result)) == 5
    for line in verdicts(result):
        validator.validate(line)


def test_every_answer_has_the_same_first_members(hcode, henan, texts):
    result = hcode("verify", "--json", "--at", AT, "--trust", henan, "-", input="\n".join(texts.values()))
    for line in verdicts(result):
        assert list(line)[:len(ALWAYS)] == ALWAYS
        assert line["reason"] == line["reasons"][0] and line["at"] == AT
        assert line["genuine"] is (line["verdict"] in ("green", "yellow", "red"))


def test_a_green_code_tells_everything_that_was_signed(hcode, henan, texts):
    answer = verdict(hcode("verify", "--json", "--at", AT, "--trust", henan, texts["green"]))
    assert answer == {
        "verdict": "green", "genuine": True, "reason": "as-signed", "reasons": ["as-signed"], "format": "hcode",
        "issuer": "CN-HA", "status": "green", "expires": "2026-11-25T09:50:00Z", "source": None, "at": AT,
        "issuer_name": "河南省卫健委", "key_id": issuer.HENAN.kid.hex(), "code_index": 0x9C41E07B,
        "issued_at": "2026-11-24T09:50:00Z", "not_before": "2026-11-24T09:50:00Z",
        "holder": {"name": "王小明", "latin_name": "Wang Xiaoming", "birth_date": "1985-02-28", "document_tail": "123X"},
        "evidence": [
            {"kind": "pcr", "result": "negative", "time": "2026-11-24T07:45:00Z", "place": "LAB"},
            {"kind": "vaccination", "dose": 2, "of": 3, "time": "2026-11-18T03:50:00Z", "place": "H1",
             "product": "CoronaVac"},
            {"kind": "recovery", "time": "2026-09-22T21:50:00Z", "place": "H2"},
        ],
        "trust": {"basis": "key-file"},
        "warnings": [{"warning": "bare-key", "subject": issuer.HENAN.kid.hex(), "time": "2028-01-01T00:00:00Z"}],
    }


def test_a_red_code_tells_its_reason_and_authority(hcode, henan, texts):
    answer = verdict(hcode("verify", "--json", "--at", AT, "--trust", henan, texts["red"]))
    assert (answer["status_reason"], answer["authority"]) == ("confirmed-case", "传染病防治法第三十九条")


def test_all_reasons_of_a_refusal_are_told(hcode, tmp_path):
    (tmp_path / "k.pub").write_text(json.dumps(issuer.HENAN.jwk(expires=AT)))
    text = issuer.text(issuer.claims({6: issuer.NOW - 9000, 4: issuer.NOW - 10}))
    answer = verdict(hcode("verify", "--json", "--at", AT, "--trust", tmp_path / "k.pub", text))
    assert answer["reasons"] == ["key-expired", "expired"]


@pytest.mark.parametrize("language", [{"LANG": "zh_CN.UTF-8"}, {"LC_ALL": "zh_TW.UTF-8"}, {"LANG": "ar_EG.UTF-8"},
                                      {"LANG": None}, {"TZ": "Asia/Shanghai"}])
def test_json_is_the_same_in_every_place_and_language(hcode, henan, texts, language):
    options = ("verify", "--json", "--at", AT, "--trust", henan)
    plain = hcode(*options, *texts.values()).stdout
    assert hcode(*options, *texts.values(), env=language).stdout == plain
    assert hcode(*options, "--lang", "zh", *texts.values()).stdout == plain


def test_json_has_no_colour_even_where_colour_is_wanted(hcode, henan, texts):
    result = hcode("verify", "--json", "--at", AT, "--trust", henan, texts["green"], env={"CLICOLOR_FORCE": "1"})
    assert b"\x1b" not in result.stdout


def test_inspect_says_that_nothing_was_verified(hcode, texts):
    answer = verdict(hcode("inspect", "--json", texts["red"]))
    assert answer["verified"] is False and answer["unverified_issuer"] == "CN-HA"
    assert "verdict" not in answer and "genuine" not in answer and "status" not in answer
    told = hcode("inspect", texts["red"]).stdout.decode().splitlines()
    assert told and all(line.startswith("NOT VERIFIED") for line in told)


def test_inspect_tells_malformed_codes_from_none(hcode, tmp_path):
    bad = hcode("inspect", "--json", "HCODE1:A")
    assert (bad.returncode, verdict(bad)["malformed"]) == (20, "malformed-base45")
    other = hcode("inspect", "--json", qr("payment", tmp_path / "q.png"))
    assert (other.returncode, verdict(other)["malformed"]) == (40, "unknown-format")
