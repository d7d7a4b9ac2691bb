"""`hcode appeal`: a letter with everything that the office needs and nothing more, and what `explain` says without any key."""

import pytest

import command
from command import assert_error
from log_store import answer, green, raised, scan, take, publish_log, publish_status, red, w, world  # noqa: F401

HOLDER = ("--name", "王建国", "--latin-name", "Wang Jianguo", "--birth-date", "1985-03-07", "--document-tail", "123X")
YELLOW = ("--status", "yellow", "--reason", "close-contact", "--authority", "Order 2026/117", "--valid", "72h")


@pytest.fixture
def yellow(keys, tmp_path):
    result = command.run("issue", "--key", keys.secret, *YELLOW, *HOLDER, "--index", 149320,
                         "--test", f"pcr:negative:{command.ago(hours=2)}:LAB7", "-o", tmp_path / "c.png")
    assert result.returncode == 0, result.stderr
    return tmp_path / "c.png"


def appeal(code, *options, **kwargs):
    return command.run("appeal", *options, code, **kwargs)


def letter(code, *options):
    result = appeal(code, *options)
    assert result.returncode == 0, result.stderr
    return result.stdout.decode()


def test_the_letter_has_what_the_office_needs(keys, yellow):
    text = letter(yellow, "--trust", keys.public)
    for part in (f"{keys.kid}:149320", "signed as   yellow", "close contact", "Order 2026/117", "王建国", "ZZ-T1", "河南省卫健委", "set on", "until"):
        assert part in text, (part, text)


def test_the_letter_has_nothing_more(keys, yellow):
    text = letter(yellow, "--trust", keys.public)
    for part in ("1985", "123X", "Wang", "PCR", "LAB7", "pcr", "HCODE1"):
        assert part not in text, part
    assert "王建国" not in letter(yellow, "--trust", keys.public, "--no-name")


def test_the_letter_comes_in_chinese(keys, yellow):
    text = letter(yellow, "--trust", keys.public, "--lang", "zh")
    assert "关于健康码的申诉" in text and "密切接触者" in text and "Appeal" not in text


def test_a_letter_about_a_code_that_nothing_here_can_check_says_so(keys, yellow):
    text = letter(yellow)
    assert "could check" in text and f"{keys.kid}:149320" in text and "Order 2026/117" in text
    assert "could check" not in letter(yellow, "--trust", keys.public)


def test_there_is_nothing_to_appeal_against_in_green_or_a_forgery(keys, tmp_path, yellow):
    result = command.run("issue", "--key", keys.secret, "--status", "green", "--valid", "24h", "-o", tmp_path / "g.png", "--unregistered")
    assert result.returncode == 0
    assert_error(appeal(tmp_path / "g.png", "--trust", keys.public), 65, "the code is green")
    text = command.zbar(yellow).decode().strip()
    (tmp_path / "f.txt").write_text(text[:-1] + ("0" if text[-1] != "0" else "1"))
    assert_error(appeal(tmp_path / "f.txt", "--trust", keys.public), 65, "not authentic")


@pytest.mark.slow
def test_a_green_code_that_was_raised_can_be_appealed(w):  # noqa: F811
    picture = raised(w)
    at = command.ahead(minutes=5)
    take(w, publish_log(w, at), "--at", at)
    publish_status(w, at)
    text = command.run("appeal", "--store", w.store, "--at", command.ahead(minutes=6), picture)
    assert text.returncode == 0, text.stderr
    said = text.stdout.decode()
    assert "signed as   green" in said and "raised to red" in said and "tel 12320" in said


def test_explain_without_any_key_says_what_is_claimed_and_how_to_get_the_list(yellow):
    result = command.run("explain", yellow)
    said = result.stdout.decode()
    assert result.returncode == 30
    assert "NOT CHECKED" in said and "Order 2026/117" in said and "close contact" in said
    assert "ask ZZ-T1 for the address and the fingerprint of its trust list, then run 'hcode trust import ADDRESS --fingerprint HEX'" in said
