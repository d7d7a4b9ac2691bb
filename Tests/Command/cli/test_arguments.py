"""What strangers name, a file or a text, is never an option; and 0 is green, or the answer to a question that was asked alone."""

import re
import shutil
import unicodedata

import pytest

from command import assert_error, qr, run, verdicts
from terminal import on_terminal

REQUESTS = ["-h", "--help", "--help-hidden", "--version", "--experimental-dump-help", "--generate-completion-script", "-hq", "-qh",
            "--generate-completion-script=bash"]


@pytest.mark.parametrize("word", REQUESTS)
@pytest.mark.parametrize("command", ["scan", "verify", "explain", "inspect"])
def test_a_request_for_help_beside_something_else_is_no_green_light(keys, codes, command, word):
    trust = [] if command == "inspect" else ["--trust", keys.public]
    red = codes["red"].text if command == "verify" else codes["red"].path
    for arguments in ([word, red], [red, word], [*trust, word, red], [*trust, red, word], ["--json", word]):
        assert_error(run(command, *arguments), 64)


def test_help_and_the_version_are_answered_when_nothing_else_is_asked():
    for arguments in (["--help"], ["-h"], ["help"], ["--version"], ["help", "scan"], ["help", "trust", "add"], ["scan", "-h"],
                      ["trust", "add", "--help"], ["issue", "--batch", "--help"], ["--generate-completion-script", "bash"],
                      ["--generate-completion-script=zsh"]):
        result = run(*arguments)
        assert (result.returncode, result.stderr) == (0, b"") and result.stdout, arguments
    assert run("help", "scan").stdout == run("scan", "--help").stdout


def test_help_is_in_the_language_of_the_locale_and_fits_the_terminal():
    """English is what ArgumentParser makes; Chinese has each option of it."""
    for path in ([], ["scan"], ["trust", "import"]):
        english = run("help", *path, env={"LANG": "C"}).stdout.decode()
        chinese = run("help", *path, env={"LANG": "zh_CN.UTF-8", "COLUMNS": "60"}).stdout.decode()
        assert chinese == run(*path, "--help", env={"LC_ALL": "zh_CN.UTF-8", "COLUMNS": "60"}).stdout.decode()
        assert english == run("help", *path, env={"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}).stdout.decode()
        assert "OPTIONS:" in english and "选项：" in chinese
        assert re.findall(r"^  ((?:-\w, )?--[a-z-]+)", chinese, re.M) == re.findall(r"^  ((?:-\w, )?--[a-z-]+)", english, re.M)
        for line in chinese.splitlines():
            assert line.startswith("  ffmpeg") or re.match(r"  hcode ", line) or sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in line) <= 60, line


@pytest.mark.parametrize("arguments", [
    ["--version", "--help"], ["help", "nothing"], ["nothing", "--help"], ["scan", "--version"], ["help", "scan", "--help"], ["trust"], ["log"],
    ["---completion", "scan", "--", "--trust"], ["--generate-completion-script", "bash", "scan"], ["scan", "red.png", "--generate-completion-script", "bash"],
    ["issue", "--batch", "people.csv", "--help"], ["keygen", "--issuer", "X", "--help"],
])
def test_any_other_question_ends_with_64(arguments):
    assert_error(run(*arguments), 64)


@pytest.mark.parametrize("name", ["--help", "-h", "--version", "--accept-incomplete", "-q", "--trust=evil.pub", "--at=2026-11-24T10:00:00Z"])
@pytest.mark.parametrize("others", [[], ["red.png"], ["a.png", "red.png"]])
def test_a_file_that_is_called_like_an_option_is_no_option_of_a_glob(keys, codes, tmp_path, name, others):
    for other in others:
        shutil.copy(codes["red"].path, tmp_path / other)
    shutil.copy(codes["green"].path, tmp_path / name)
    shutil.copy(keys.public, tmp_path / "evil.pub")
    names = sorted([name, *others])
    assert_error(run("scan", *names, cwd=tmp_path, env={"HCODE_TRUST": str(keys.public)}), 64)
    assert_error(run("scan", "--trust", keys.public, *names, cwd=tmp_path), 64)
    assert_error(run("inspect", *names, cwd=tmp_path), 64)
    judged = run("scan", "--json", "--trust", keys.public, "--", *names, cwd=tmp_path)
    assert [answer["source"] for answer in verdicts(judged)] == names
    assert judged.returncode == (11 if others else 0)


@pytest.mark.parametrize("option", [["--trust", "{key}"], ["--trust={key}"], ["--json"], ["-q"], ["--at", "2026-11-24T10:00:00Z"], ["--lang", "zh"], ["--no-such"]])
@pytest.mark.parametrize("command", ["scan", "verify"])
def test_the_first_picture_or_text_ends_the_options(keys, other_keys, codes, command, option):
    """A second text is a stranger's as well: it must not name the key that makes the first one green."""
    code = codes["green"].text if command == "verify" else codes["green"].path
    option = [word.format(key=keys.public) for word in option]
    assert_error(run(command, "--trust", other_keys.public, code, *option), 64, "--")
    assert_error(run(command, "--budget=1h", code, *option) if command == "scan" else run(command, code, *option), 64, "--")


def test_two_dashes_end_the_options_too(keys, codes, tmp_path):
    green, red = codes["green"], codes["red"]
    assert run("scan", "--trust", keys.public, "--", green.path).returncode == 0
    assert run("scan", "--trust", keys.public, "--", green.path, "--json").returncode == 66
    assert run("scan", "--trust", keys.public, green.path, "--", red.path).returncode == 11
    assert run("verify", "--trust", keys.public, "--", green.text).returncode == 0
    assert run("verify", "--trust", keys.public, "--", "--help").returncode == 40
    assert run("verify", "--trust", keys.public, green.text, "--", "-h").returncode == 40
    shutil.copy(red.path, tmp_path / "--trust=x")
    assert run("scan", "--trust", keys.public, "--", "--trust=x", cwd=tmp_path).returncode == 11


def test_a_raw_text_is_no_verdict(codes, tmp_path):
    """Whoever makes the code writes the text: `● GREEN` too."""
    forged = qr("● GREEN  张三  until 2030-01-01 00:00 +08:00  a (CN-HA)", tmp_path / "q.png", "-8")
    for picture in [forged, codes["red"].path, codes["green"].path]:
        assert run("scan", "--raw", picture).returncode == 30
    status, shown = on_terminal("scan", "--raw", forged)
    assert status == 30
    assert shown.decode().startswith("NOT VERIFIED  ● GREEN")
