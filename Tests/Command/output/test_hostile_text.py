"""Texts of attackers, in codes and in file names: none reaches a terminal, none forges a line."""

import json
import os
import re

import pytest

import corpus
from command import AT, issuer, qr, verdict, verdicts
from terminal import HOSTILE, on_terminal

pytestmark = pytest.mark.slow

CASES = corpus.load("crypto/hostile-text/strings.json")["cases"]
NAMES = [case["name"] for case in CASES]
COLOUR = re.compile(r"\x1b\[1;[0-9]+;[0-9]+m [●▲■⊘✖?○] [A-Z ]+ \x1b\[0m")


def assert_harmless(output, lines=None):
    text = COLOUR.sub("", output.decode("utf-8"))
    assert not HOSTILE.search(text), ascii(text)
    assert text.endswith("\n")
    if lines:
        assert len(text.splitlines()) == lines, ascii(text)


def told(hcode, *args):
    """What a pipe and what a terminal get."""
    result = hcode(*args)
    status, shown = on_terminal(*args)
    assert status == result.returncode
    return result, [result.stdout + result.stderr, shown]


@pytest.fixture(params=CASES, ids=NAMES)
def hostile(request):
    return request.param["text"]


def forbidden(text):
    return bool(HOSTILE.search(text) or "\n" in text) or not 1 <= len(text.encode()) <= 96


def test_as_a_name_in_a_signed_code(hcode, henan, hostile):
    text = issuer.text(issuer.claims(health=issuer.RED, h2={1: hostile}))
    args = ("verify", "--at", AT, "--trust", henan, text)
    result, outputs = told(hcode, *args)
    for output in outputs:
        assert_harmless(output, lines=1)
    answer = verdict(hcode(args[0], "--json", *args[1:]))
    if forbidden(hostile):
        assert (result.returncode, answer["reason"]) == (20, "malformed-holder")
    else:
        assert (result.returncode, answer["holder"]["name"]) == (11, hostile)
        assert hostile.encode() in result.stdout, "an honest text is shown as it is"


@pytest.mark.parametrize("field", ["authority", "place", "latin"])
def test_as_every_other_text_of_a_signed_code(hcode, henan, field):
    for case in CASES:
        hostile = case["text"]
        claims = {"authority": issuer.claims(health=issuer.RED, h5=hostile),
                  "place": issuer.evidence([1, 125, 0, hostile]), "latin": issuer.holder(h2=hostile)}[field]
        result = hcode("verify", "--at", AT, "--trust", henan, issuer.text(claims))
        assert_harmless(result.stdout, lines=1)
        assert result.returncode in (0, 11, 20) and result.stderr == b""
        assert forbidden(hostile) <= (result.returncode == 20)


def test_inspect_shows_a_hostile_code_harmlessly(hcode, hostile):
    # Inspect tells also what no issuer may write, and what nobody signed.
    for claims in [issuer.claims(h2={1: hostile}), issuer.claims({1: hostile})]:
        result, outputs = told(hcode, "inspect", issuer.text(claims))
        for output in outputs:
            assert_harmless(output)
        assert_harmless(hcode("inspect", "--json", issuer.text(claims)).stdout, lines=1)


def test_as_the_text_of_a_qr_code(hcode, hostile, tmp_path):
    if "\0" in hostile:
        pytest.skip("qrencode takes no NUL")
    picture = qr(hostile, tmp_path / "q.png", "-8")
    for subcommand in ["scan", "inspect"]:
        result, outputs = told(hcode, subcommand, picture)
        assert result.returncode == 40
        for output in outputs:
            assert_harmless(output)
    status, shown = on_terminal("scan", "--raw", picture)
    assert status == 30
    assert_harmless(shown, lines=1 if "\n" not in hostile else None)


def test_as_a_text_to_verify(hcode, hostile):
    if "\0" in hostile:
        pytest.skip("no argument holds NUL")
    for text in [hostile, "HCODE1:" + hostile, "HCODE" + hostile]:
        for output in told(hcode, "verify", "--", text)[1]:
            assert_harmless(output, lines=1)
        assert len(verdicts(hcode("verify", "--json", "--", text))) == 1


def test_as_a_file_name(hcode, henan, hostile, tmp_path):
    name = hostile.replace("/", "∕")[:60]
    if "\0" in name or name in (".", ".."):
        pytest.skip("no file can have this name")
    picture = qr(issuer.text(issuer.claims()), tmp_path / "ok.png")
    os.rename(picture, tmp_path / name)
    args = ("scan", "--at", AT, "--trust", henan, tmp_path / name, tmp_path / ("not" + name))
    result, outputs = told(hcode, *args)
    assert result.returncode == 66
    for output in outputs:
        assert_harmless(output, lines=3)
    sources = [v["source"] for v in verdicts(hcode(args[0], "--json", *args[1:]))]
    assert sources == [str(tmp_path / name), str(tmp_path / ("not" + name))]


def test_as_the_issuers_name_in_a_trust_file(hcode, hostile, tmp_path):
    (tmp_path / "k.pub").write_text(json.dumps(issuer.HENAN.jwk(name=hostile)))
    text = issuer.text(issuer.claims())
    result, outputs = told(hcode, "verify", "--at", AT, "--trust", tmp_path / "k.pub", text)
    assert result.returncode == (78 if forbidden(hostile) else 0)
    for output in outputs:
        assert_harmless(output)
