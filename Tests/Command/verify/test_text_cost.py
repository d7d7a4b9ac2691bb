"""What a text of a stranger may cost: it is refused by what is in it, not by a clock, and long before a gate would notice."""

import io
import json
import zipfile

import pytest

import command
from command import AT, run
from divoc import b64, certificate

pytestmark = pytest.mark.slow

MEBIBYTE = 1 << 20
# Combining marks of falling class: to order n of them for a normal form takes the square of n.
MARKS = "\u0315\u0300\u05ae\u0300"


def judged(tmp_path, what, text, status=20):
    """What a command says of a file, in so much memory at most."""
    path = tmp_path / "card.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    result = run(*what, "--json", path, timeout=20)
    assert result.returncode == status, (result.stdout[:300], result.stderr)
    found, _, memory = command.peak(*what, "--json", path)
    assert found == status and memory < 128, memory
    (line,) = result.stdout.decode().splitlines()
    told = json.loads(line)
    return told.get("reason") or told.get("malformed"), told


SEAL = b'{"data":{"hdr":{"is":"AUS","t":"icao.vacc","v":1},"msg":{"x":%s}},"sig":{"alg":"ES256","cer":"AA","sigvl":"AA"}}'


@pytest.mark.parametrize("what", [["scan", "--at", AT], ["inspect"]], ids=lambda what: what[0])
@pytest.mark.parametrize("text", [
    SEAL % (b"[" + b"0," * (4 * MEBIBYTE) + b"0]"), b'{"' + b'"' * (8 * MEBIBYTE) + b"}",
    b'{"data":["' + b"a" * (8 * MEBIBYTE) + b'"],"sig":0}', b"{" + bytes(MEBIBYTE),
], ids=["values", "quotes", "text", "nothing"])
def test_a_text_above_a_mebibyte_is_refused_before_a_format_sees_it(tmp_path, what, text):
    reason, told = judged(tmp_path, what, text)
    assert reason == "too-expensive" and told.get("format") is None and str(len(text)) in told["detail"]


@pytest.mark.parametrize("text", [
    SEAL % (b"[" + b"0," * 100_000 + b"0]"), SEAL % (b'{"' + b"n" * 257 + b'":0}'),
    SEAL % (b'"a' + (MARKS * 8).encode() + b'"'), SEAL % (b'{"a' + (MARKS * 60_000).encode() + b'":0}'),
], ids=["values", "name", "marks", "marks in a name"])
def test_a_certificate_with_more_than_the_budget_is_forged_for_it(tmp_path, text):
    reason, told = judged(tmp_path, ["scan", "--at", AT], text)
    assert (reason, told["format"], told["verdict"]) == ("too-expensive", "vdsnc", "forged")


def test_one_within_the_budget_is_judged_by_its_format(tmp_path):
    for value in (b"[" + b"0," * 99_900 + b"0]", b'{"' + b"n" * 256 + b'":0}', b'"a' + (MARKS * 7).encode() + b'"'):
        assert judged(tmp_path, ["scan", "--at", AT], SEAL % value)[0] == "malformed-structure"


def test_an_archive_that_makes_many_statements_is_not_worked_through():
    document = certificate(evidence=[{"type": ["Vaccination"], "vaccine": f"V{n}"} for n in range(4000)])
    document["proof"] = {"type": "RsaSignature2018", "proofPurpose": "assertionMethod", "verificationMethod": "did:a:b", "jws": ".".join(
        [b64(b'{"alg":"PS256","b64":false,"crit":["b64"]}'), "", b64(bytes(256))])}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("certificate.json", json.dumps(document))
    result = run("inspect", "--json", "-", input=file.getvalue(), timeout=20)
    told = json.loads(result.stdout)
    assert result.returncode == 20 and told["malformed"] == "unsupported" and "statements" in told["detail"]


def test_two_spellings_of_one_name_are_two_names():
    lines = [({"var": "K"}, {"\u212a": 5}, None), ({"var": "Jos\u00e9"}, {"Jose\u0301": 1}, None),
             ({"var": "Jose\u0301"}, {"Jos\u00e9": 2, "Jose\u0301": 1}, 1), ({"===": ["\u00e9", "e\u0301"]}, {}, False),
             ({"in": ["e\u0301", {"var": "a"}]}, {"a": ["\u00e9"]}, False)]
    asked = "".join(json.dumps({"logic": logic, "data": data}) + "\n" for logic, data, _ in lines)
    result = run("rules", "evaluate", "-", input=asked.encode())
    assert [json.loads(line)["value"] for line in result.stdout.splitlines()] == [value for _, _, value in lines]
