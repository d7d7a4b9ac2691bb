"""The line for a person: language, colour, silence, and the raw texts."""

import pytest

from command import AT, issuer, qr, zbar
from terminal import on_terminal

ANSWERS = {"green": ("● GREEN", "● 绿码"), "yellow": ("▲ YELLOW", "▲ 黄码"), "red": ("■ RED", "■ 红码")}


def first(result):
    return result.stdout.decode().splitlines()[0]


@pytest.mark.parametrize("colour", ANSWERS)
def test_shape_and_word_stand_first_in_both_languages(hcode, keys, codes, colour):
    english, chinese = ANSWERS[colour]
    for language, words in (("en", english), ("zh", chinese)):
        told = hcode("scan", "--trust", keys.public, "--lang", language, codes[colour].path)
        assert first(told).startswith(words + "  张小明")


def test_every_other_verdict_has_its_word(hcode, henan):
    def said(text, language, at=AT, *options):
        return first(hcode("verify", *options, "--lang", language, "--at", at, "--trust", henan, text))

    good = issuer.text(issuer.claims())
    assert said(good, "en", "2027-01-01T00:00:00Z").startswith("⊘ REFUSED  expired on 2026-11-25 09:50 +00:00")
    assert said(good, "zh", "2027-01-01T00:00:00Z").startswith("⊘ 不予认可  已于 2026-11-25 09:50 +00:00 过期")
    exact = said("HCODE1:A", "en", AT, "--exact")
    assert exact.startswith("✖ FORGED") and "[malformed-base45" in exact
    assert said("HCODE1:A", "zh", AT, "--exact").startswith("✖ 伪造")
    # As typed it did not arrive whole, and is nobody's forgery.
    assert said("HCODE1:A", "en").startswith("○ NO CODE") and "garbled" in said("HCODE1:A", "en")
    assert said("HCODE9:A", "en").startswith("? UNDECIDED") and said("HCODE9:A", "zh").startswith("? 无法判定")
    assert said("x", "en").startswith("○ NO CODE") and said("x", "zh").startswith("○ 未见健康码")


@pytest.mark.parametrize("env, chinese", [
    ({"LANG": "zh_CN.UTF-8"}, True), ({"LANG": "en_US.UTF-8"}, False), ({"LANG": None}, False),
    ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, True), ({"LANG": "zh_CN", "LC_ALL": "C"}, False),
    ({"LANG": "zh_CN", "LC_ALL": ""}, True),
])
def test_the_language_comes_from_the_environment(hcode, keys, codes, env, chinese):
    line = first(hcode("scan", "--trust", keys.public, codes["green"].path, env=env))
    assert ("绿码" in line) is chinese and ("GREEN" in line) is not chinese


@pytest.mark.parametrize("spelled, chinese", [
    ("zh-CN", True), ("zh_CN.UTF-8", True), ("zh-Hans-CN", True), ("en-GB", False), ("C", False)])
def test_a_language_is_named_as_bcp_47_and_posix_spell_it(hcode, keys, codes, spelled, chinese):
    line = first(hcode("scan", "--lang", spelled, "--trust", keys.public, codes["green"].path))
    assert ("绿码" in line) is chinese and ("GREEN" in line) is not chinese


@pytest.mark.parametrize("args, english, chinese", [
    (("doctor",), "to do: ", "处理："), (("trust", "show"), "no authority is pinned", "尚未固定任何主管机构"),
    (("trust", "why", "CN-HA"), "not believed", "不予信任")])
def test_other_texts_are_in_the_language_too(hcode, tmp_path, args, english, chinese):
    for env, word in (({"LANG": "zh_CN.UTF-8"}, chinese), ({"LANG": "fr_FR.UTF-8"}, english)):
        assert word in hcode(*args, "--store", tmp_path / "none", env=env).stdout.decode()


def test_the_option_is_stronger_than_the_environment(hcode, keys, codes):
    args = ("scan", "--lang", "en", "--trust", keys.public, codes["green"].path)
    assert "GREEN" in first(hcode(*args, env={"LC_ALL": "zh_CN.UTF-8"}))


def test_times_are_those_of_the_place(hcode, henan):
    line = first(hcode("verify", "--at", AT, "--trust", henan, issuer.text(issuer.claims()), env={"TZ": "Asia/Shanghai"}))
    assert "2026-11-25 17:50 +08:00" in line


def test_colour_is_for_terminals_only(hcode, keys, codes):
    args = ("scan", "--trust", keys.public, codes["green"].path)
    assert b"\x1b" not in hcode(*args).stdout
    status, shown = on_terminal(*args)
    assert status == 0 and "\x1b[1;30;42m ● GREEN \x1b[0m".encode() in shown


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_declined(keys, codes, env):
    status, shown = on_terminal("scan", "--trust", keys.public, codes["red"].path, env=env)
    assert status == 11 and b"\x1b" not in shown and "■ RED".encode() in shown


def test_an_empty_no_color_declines_nothing(keys, codes):
    assert b"\x1b[1;" in on_terminal("scan", "--trust", keys.public, codes["red"].path, env={"NO_COLOR": ""})[1]


@pytest.mark.parametrize("colour, status", [("green", 0), ("yellow", 10), ("red", 11)])
@pytest.mark.parametrize("option", ["-q", "--quiet"])
def test_quiet_prints_nothing(hcode, keys, codes, colour, status, option):
    for extra in [(), ("--json",)]:
        result = hcode("scan", option, *extra, "--trust", keys.public, codes[colour].path)
        assert (result.returncode, result.stdout, result.stderr) == (status, b"", b"")


@pytest.mark.parametrize("text", ["HELLO", "payment 123", "https://example.org/?a=b", "健康码", "two\nlines", " spaces "])
def test_raw_is_what_another_reader_reads(hcode, tmp_path, text):
    picture = qr(text, tmp_path / "q.png", "-8")
    result = hcode("scan", "--raw", picture)
    assert result.returncode == 30
    assert result.stdout == zbar(picture)


def test_raw_is_byte_for_byte_that_of_zbarimg(hcode, codes):
    for code in codes.values():
        result = hcode("scan", "--raw", code.path)
        assert result.stdout == zbar(code.path) == code.text.encode() + b"\n"


def test_raw_needs_no_key_and_judges_nothing(hcode, codes):
    assert {hcode("scan", "--raw", code.path).returncode for code in codes.values()} == {30}


def test_errors_go_to_standard_error_alone(hcode, tmp_path):
    result = hcode("scan", tmp_path / "no.png")
    assert result.stdout == b"" and result.stderr.startswith(b"hcode: error: ")
