"""What is signed and printed has something to see, and nobody is born after it."""

import pytest

from command import ago, ahead, assert_error, made_keys

GREEN = ("--status", "green", "--valid", "24h")


@pytest.fixture
def issue(hcode, keys, tmp_path):
    return lambda *options, output="c.txt": hcode("issue", "--key", keys.secret, "-o", tmp_path / output, *GREEN, *options)


@pytest.mark.parametrize("points", ["3164", "115f", "1160", "ffa0", "2800", "00ad", "034f", "180e", "fe0f", "00a0", "3000", "200c", "200d", "1d159", "2003", "17b4",
                                    "3000 3000", "00a0 fe0f 200d", "e0100", "fffe", "1ffff", "e863", "f0000", "f0001 e863", "0378", "0301", "0903 fe0f", "20dd"])
def test_a_name_that_shows_nothing_is_refused(issue, points):
    name = "".join(chr(int(point, 16)) for point in points.split())
    assert_error(issue("--name", name), 64, "shows nothing")


def test_a_name_may_have_blanks_and_joiners_beside_letters(issue):
    for number, name in enumerate(["\u3000王\u3000", "علی\u200cرضا", "ක\u200dරී", "葛\U000e0100城"]):
        assert issue("--name", name, output=f"{number}.txt").returncode == 0, name


@pytest.mark.parametrize("letter", ["ක", "ธ", "த", "ಕ", "श", "ខ", "Ж", "王", "A"])
def test_a_name_has_room_for_96_letters_of_every_script(issue, letter):
    assert issue("--name", letter * 96).returncode == 0
    assert_error(issue("--name", letter * 97, output="d.txt"), 64, "97 characters, more than 96")


@pytest.mark.parametrize("options, words", [
    (("--birth-date", "2085-03-07"), ["birth date 2085-03-07", "issue"]), (("--birth-date", "2085"), ["2085"]),
    (("--birth-date", "2024-06-01", "--vaccination", "1/1:2021-05-01"), ["evidence of 2021-05-01"]),
    (("--birth-date", "2024-06", "--recovery", "2021-05-01"), ["evidence of 2021-05-01"]),
    (("--birth-date", "1985-02-30"), ["no such day"]),
])
def test_nobody_is_born_after_what_is_stated(issue, options, words):
    assert_error(issue(*options), 64, *words)


def test_a_child_of_today_and_a_year_are_no_fault(issue):
    assert issue("--birth-date", ago(hours=1)[:10], output="a.txt").returncode == 0
    assert issue("--birth-date", ago(hours=1)[:4], "--recovery", ago(days=0)[:10], output="b.txt").returncode == 0


@pytest.mark.parametrize("end", [".0Z", ".000Z", ".123456Z", ".5+00:00", "+0000", "Z"])
def test_a_fraction_of_a_second_is_a_time(issue, end):
    assert issue("--test", f"pcr:negative:{ago(hours=2)[:-1]}{end}:LAB7").returncode == 0
    assert issue("--not-before", ahead(hours=2)[:-1] + end, output="d.txt").returncode == 0


def test_a_letter_of_private_use_may_stand_beside_others_and_is_named_by_its_number(issue, hcode, keys, tmp_path):
    assert issue("--name", "王\ue863").returncode == 0
    result = hcode("issue", "--key", keys.secret, *GREEN, "--name", "王\ue863", "--card", "-o", tmp_path / "c.png")
    assert_error(result, 69, "U+E863")
    assert "\ue863" not in result.stderr.decode()


@pytest.mark.parametrize("options", [
    ["--status", "GREEN", "--valid", "24 h"], ["--status", "绿码", "--valid", "2天"], ["--status", "ＧＲＥＥＮ", "--valid", "２４Ｈ"], ["--birth-date", "1985-03-07T00:00:00"],
    ["--birth-date", "1985/3/7"], ["--test", "PCR:Negative:{}"], ["--test", "核酸:阴性:{}"], ["--test", "pcr:negative:{:.19}+00:LAB7"], ["--test", "pcr:negative:{:.19} +00:00:LAB7"],
    ["--vaccination", "1/2:2026/3/7"], ["--category", "Health Worker"]])
def test_an_option_takes_the_words_of_a_table(issue, options):
    taken = ago(hours=2)
    result = issue("--name", "A", *[option.format(taken) for option in options])
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("options, words", [
    (["--test", "pcr:negative:2026-11-24T08:00:00"], ["--test", "time zone", "+08:00"]), (["--test", "pcr:negative:2026-11-24T08:00:00:LAB7"], ["--test", "time zone"]),
    (["--test", "pcr:negative:2026-02-30T08:00:00Z:LAB7"], ["--test", "no such day"]), (["--test", "pcr:negative:1926-02-20T08:00:00Z"], ["1970 to 9999"]),
    (["--not-before", "1926-02-20T08:00:00Z"], ["1970 to 9999"]), (["--birth-date", "1785-03-07"], ["1850 to 2199"]), (["--birth-date", "2200"], ["1850 to 2199"])])
def test_an_option_with_a_time_says_what_is_wrong_with_it(issue, options, words):
    assert_error(issue("--name", "A", *options), 64, *words)


def test_a_time_without_a_zone_is_asked_for_in_words(issue, hcode):
    assert_error(issue("--not-before", "2030-01-01T08:00:00"), 64, "time zone", "+08:00")
    assert_error(hcode("scan", "--at", "2026-02-30T08:00:00Z", "x.png"), 64, "no such day")


FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>{}</cachedir></fontconfig>"""


# A card's own words are Chinese too. A large box on a PDF looks like a code that is not read, and such a PDF is not handed out: so its name has none.
@pytest.mark.slow
@pytest.mark.parametrize("output, options, name", [
    ("a.pdf", ["--sheet", "70x40"], "张小明"), ("c.png", ["--card"], "张小明"), ("l.zpl", ["--dpi", "203"], "张小明"), ("c.pdf", ["--card"], "Anna")])
def test_a_letter_that_no_font_has_is_an_error_with_the_package(hcode, keys, tmp_path, output, options, name):
    (tmp_path / "fonts.conf").write_text(FONTS.format(tmp_path / "cache"))
    env = {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}

    def made(*more):
        return hcode("issue", "--key", keys.secret, *GREEN, "--name", name, *options, *more, "-o", tmp_path / output, env=env)

    assert_error(made(), 69, "fonts-noto-cjk", "--force")
    assert not (tmp_path / output).exists()
    assert made("--force").returncode == 0
    line = [line for line in hcode("doctor", env=env).stdout.decode().splitlines() if "font" in line]
    assert line and "WARNING" in line[0], line
