"""Each verdict, its exit status, and the reason word that programs rely on."""

import json

import pytest

from command import AT, ago, ahead, issuer, qr, verdict


@pytest.mark.parametrize("colour, status", [("green", 0), ("yellow", 10), ("red", 11)])
@pytest.mark.parametrize("subcommand", ["scan", "verify"])
def test_each_colour_has_its_own_status(hcode, keys, codes, subcommand, colour, status):
    what = codes[colour].path if subcommand == "scan" else codes[colour].text
    result = hcode(subcommand, "--json", "--trust", keys.public, what)
    assert result.returncode == status
    answer = verdict(result)
    assert (answer["verdict"], answer["genuine"], answer["reason"]) == (colour, True, "as-signed")
    assert answer["status"] == colour and answer["issuer"] == keys.issuer and answer["key_id"] == keys.kid


def judged(hcode, text, henan, at=AT):
    result = hcode("verify", "--json", "--at", at, "--trust", henan, text)
    answer = verdict(result)
    return result.returncode, answer["verdict"], answer["reason"]


def test_an_expired_code_is_refused(hcode, henan):
    text = issuer.text(issuer.claims())
    assert judged(hcode, text, henan, "2026-11-26T10:00:00Z") == (12, "refused", "expired")


@pytest.mark.parametrize("at, status", [("2026-11-25T09:49:59Z", 0), ("2026-11-25T09:50:00Z", 12)])
def test_a_code_ends_at_its_very_second(hcode, henan, at, status):
    assert judged(hcode, issuer.text(issuer.claims()), henan, at)[0] == status


def test_a_code_of_tomorrow_is_not_yet_valid(hcode, keys, issue, tmp_path):
    report = issue(keys, tmp_path / "c.png", "--status", "green", "--valid", "3d", "--not-before", ahead(days=1))
    result = hcode("verify", "--json", "--trust", keys.public, report["text"])
    assert (result.returncode, verdict(result)["reason"]) == (12, "not-yet-valid")
    later = hcode("verify", "--json", "--trust", keys.public, "--at", ahead(days=2), report["text"])
    assert later.returncode == 0


def test_a_code_outlives_its_key_not(hcode, tmp_path):
    pub = tmp_path / "k.pub"
    pub.write_text(json.dumps(issuer.HENAN.jwk(expires=AT)))
    assert judged(hcode, issuer.text(issuer.claims()), pub) == (12, "refused", "key-expired")


def test_a_refused_code_still_says_the_colour_it_was_signed_with(hcode, henan):
    result = hcode("verify", "--json", "--at", "2027-03-01T00:00:00Z", "--trust", henan,
                   issuer.text(issuer.claims(health=issuer.RED)))
    answer = verdict(result)
    assert (result.returncode, answer["verdict"], answer["status"], answer["genuine"]) == (12, "refused", "red", False)


def test_a_yellow_code_is_not_painted_green(hcode, henan):
    """The signature of a yellow code under the claims of a green one."""
    green, yellow = issuer.claims(), issuer.claims(health=issuer.YELLOW)
    stolen = issuer.HENAN.sign(issuer.sig_structure(issuer.cbor({1: -19, 4: issuer.HENAN.kid}), issuer.cbor(yellow)))
    text = issuer.text(green, sign=lambda key, message: stolen)
    assert judged(hcode, text, henan) == (20, "forged", "bad-signature")


def test_another_key_under_the_right_key_id_is_forged(hcode, henan):
    text = issuer.text(issuer.claims(), sign=lambda key, message: issuer.STRANGER.sign(message))
    assert judged(hcode, text, henan) == (20, "forged", "bad-signature")


def test_every_altered_character_is_noticed(hcode, henan):
    text = issuer.text(issuer.claims())
    altered = []
    for place in range(7, len(text), 9):
        letter = "A" if text[place] != "A" else "B"
        altered.append(text[:place] + letter + text[place + 1:])
    result = hcode("verify", "--exact", "--json", "--at", AT, "--trust", henan, "-", input="\n".join(altered))
    answers = [json.loads(line)["verdict"] for line in result.stdout.splitlines()]
    assert len(answers) == len(altered)
    # A changed key id is an issuer nobody knows; everything else is forged. Nothing is accepted.
    assert set(answers) <= {"forged", "undecided"} and answers.count("forged") > len(answers) * 0.8
    assert result.returncode == 20


def test_an_issuer_that_signs_in_anothers_name_is_forged(hcode, henan):
    assert judged(hcode, issuer.text(issuer.claims({1: "CN-BJ"})), henan) == (20, "forged", "issuer-mismatch")


def test_an_unjustified_red_is_forged(hcode, henan):
    text = issuer.text(issuer.claims(health={1: 2}))
    assert judged(hcode, text, henan) == (20, "forged", "unjustified-status")


def test_an_unknown_issuer_leaves_it_undecided(hcode, other_keys, codes):
    result = hcode("scan", "--json", "--trust", other_keys.public, codes["green"].path)
    answer = verdict(result)
    assert result.returncode == 30
    assert (answer["verdict"], answer["reason"], answer["genuine"]) == ("undecided", "unknown-issuer", False)
    assert answer["status"] is None and "holder" not in answer, "nothing unverified may be told"


def test_without_any_trusted_key_every_code_is_undecided(hcode, codes):
    result = hcode("scan", "--json", codes["green"].path)
    assert (result.returncode, verdict(result)["reason"]) == (30, "unknown-issuer")


def test_another_version_is_undecided(hcode, henan):
    assert judged(hcode, "HCODE2:ANYTHING", henan) == (30, "undecided", "unknown-version")


def test_a_clock_before_the_key_is_undecided(hcode, keys, codes):
    result = hcode("verify", "--json", "--trust", keys.public, "--at", ago(days=400), codes["green"].text)
    assert (result.returncode, verdict(result)["reason"]) == (30, "clock")


def test_a_picture_without_a_code_is_none(hcode, tmp_path):
    from PIL import Image
    Image.new("L", (300, 300), 255).save(tmp_path / "white.png")
    result = hcode("scan", "--json", tmp_path / "white.png")
    assert (result.returncode, verdict(result)["verdict"], verdict(result)["reason"]) == (40, "none", "no-code")


@pytest.mark.parametrize("text", ["alipay payment 20881", "https://example.org/health", "HTTP://X.EXAMPLE", "8"])
def test_a_qr_code_of_another_kind_alone_is_none(hcode, tmp_path, text):
    result = hcode("scan", "--json", qr(text, tmp_path / "q.png"))
    assert (result.returncode, verdict(result)["verdict"], verdict(result)["reason"]) == (40, "none", "unknown-format")


@pytest.mark.parametrize("text", ["hello", "https://example.org/health"])
def test_a_text_of_another_kind_is_none(hcode, henan, text):
    assert judged(hcode, text, henan) == (40, "none", "unknown-format")


def test_an_empty_standard_input_is_none(hcode):
    result = hcode("verify", "--json", "-")
    assert (result.returncode, verdict(result)["reason"]) == (40, "no-code")


def test_trust_comes_from_the_environment_too(hcode, keys, codes):
    result = hcode("scan", codes["green"].path, env={"HCODE_TRUST": str(keys.public)})
    assert result.returncode == 0


def test_a_folder_of_keys_is_trusted(hcode, keys, codes):
    assert hcode("scan", "--trust", keys.folder, codes["green"].path).returncode == 0
