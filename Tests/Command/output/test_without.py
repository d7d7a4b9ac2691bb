"""`--without`: what a gate prints is no file of names, and the verdict stays the same."""

import json

import pytest
from jsonschema import Draft202012Validator
from PIL import Image

import hcert
from command import ROOT, ago, assert_error, run, verdict

NAMES = ["张小明", "Zhang Xiaoming", "1985-03-07", "4711"]
PERSON = ("--name", NAMES[0], "--latin-name", NAMES[1], "--birth-date", NAMES[2], "--document-tail", NAMES[3])


@pytest.fixture(scope="module")
def yellow(keys, tmp_path_factory):
    path = tmp_path_factory.mktemp("without") / "a.png"
    result = run("issue", "--key", keys.secret, "--status", "yellow", "--reason", "close-contact", "--authority", "Order 9",
                 "--valid", "3d", "--test", f"pcr:negative:{ago(hours=2)}", *PERSON, "-o", path)
    assert result.returncode == 0, result.stderr
    return path


def told(command, keys, path, *options):
    """What is printed for people and for programs."""
    results = [run(command, *options, *more, "--trust", keys.public, path) for more in ((), ("--json",))]
    assert [result.returncode for result in results] == [10, 10], [result.stderr for result in results]
    return [result.stdout.decode() for result in results]


@pytest.mark.parametrize("command", ["scan", "explain"])
def test_without_the_option_the_person_is_shown(command, keys, yellow):
    for text in told(command, keys, yellow):
        assert all(name in text for name in NAMES), text


@pytest.mark.parametrize("command", ["scan", "explain"])
@pytest.mark.parametrize("options", [("--without", "holder"), ("--without", "holder,evidence"),
                                     ("--without", "evidence", "--without", "holder")])
def test_nobody_is_named_in_what_a_gate_prints(command, options, keys, yellow):
    line, record = told(command, keys, yellow, *options)
    for text in (line, record):
        assert not any(name in text for name in NAMES), text
    found = json.loads(record)
    assert "holder" not in found and found["verdict"] == "yellow"
    both = "evidence" in " ".join(options)
    assert found["withheld"] == (["holder", "evidence"] if both else ["holder"])
    assert ("evidence" in found, "status_reason" in found) == (not both, not both)
    assert ("close contact" in line, "Order 9" in line + record, "authority" in found) == (not both,) * 3
    content = json.loads((ROOT / "docs/schema/verdict.schema.json").read_text())
    Draft202012Validator(content).validate(found)


def test_a_stream_names_nobody_either(keys, yellow, tmp_path):
    pgm = tmp_path / "a.pgm"
    Image.open(yellow).convert("L").save(pgm)
    result = run("scan", "--frames", "--json", "--without", "holder", "--trust", keys.public, input=pgm.read_bytes() * 3)
    assert result.returncode == 10 and NAMES[0].encode() not in result.stdout and verdict(result)["withheld"] == ["holder"]


def test_certificates_of_other_formats_lose_the_person_and_their_identifier(tmp_path):
    signer = hcert.Signer()
    store = hcert.imported(tmp_path, signer.der)
    text = signer.text(hcert.vaccination())
    options = ("--at", hcert.AT, "--store", store)
    whole = run("verify", *options, "--json", "--", text)
    assert "Gößinger" in whole.stdout.decode() and hcert.UVCI in whole.stdout.decode()
    for form in ((), ("--json",)):
        result = run("verify", *options, *form, "--without", "holder", "--", text)
        assert result.returncode == whole.returncode
        for name in ("Gößinger", "GOESSINGER", "1998-02-26", hcert.UVCI):
            assert name not in result.stdout.decode()
        result = run("verify", *options, *form, "--without", "holder,evidence", "--", text)
        assert "2021-06-11" not in result.stdout.decode() and "Comirnaty" not in result.stdout.decode()


@pytest.mark.parametrize("value", ["name", "holder,", "", "holder evidence"])
def test_a_part_that_there_is_not_is_an_error_and_nothing_is_printed(value, keys, yellow):
    result = run("scan", "--without", value, "--trust", keys.public, yellow)
    assert_error(result, 64, "holder", "evidence")
    assert result.stdout == b""


def test_texts_as_they_are_cannot_be_printed_without_names(keys, yellow):
    assert_error(run("scan", "--raw", "--without", "holder", yellow), 64, "--raw")


def test_a_code_that_nothing_here_can_check_says_what_it_claims_and_that_nobody_checked_it(other_keys, keys, yellow, tmp_path):
    for options in ((), ("--trust", other_keys.public)):
        result = run("explain", *options, yellow)
        text = result.stdout.decode()
        assert result.returncode == 30, result.stderr
        assert "NOT CHECKED" in text and "Order 9" in text and "yellow" in text and NAMES[0] in text
        assert "hcode trust import" in text and "--trust KEY" not in text
        found = verdict(run("explain", "--json", *options, yellow))
        assert found["status"] is None and found["unverified"]["status"] == "yellow"
        assert "未经核验" in run("explain", "--lang", "zh", *options, yellow).stdout.decode()
    hidden = run("explain", "--without", "holder", yellow).stdout.decode()
    assert NAMES[0] not in hidden and "Order 9" in hidden


def test_what_is_forged_claims_nothing(keys, codes, tmp_path):
    text = codes["yellow"].text
    damaged = tmp_path / "code.txt"
    damaged.write_text(text[:60] + ("A" if text[60] != "A" else "B") + text[61:])
    result = run("explain", "--trust", keys.public, damaged)
    assert result.returncode == 20 and b"NOT CHECKED" not in result.stdout
