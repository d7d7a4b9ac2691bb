"""A word that is no command is named, with the one that was probably meant."""

import pytest

from command import assert_error, run


@pytest.mark.parametrize("words, meant", [
    (["scna", "b.png"], "scan"), (["scn", "--trust", "a.pub", "b.png"], "scan"), (["Scan", "b.png"], "scan"), (["SCAN"], "scan"),
    (["issues", "--key", "x"], "issue"), (["trust", "imprt", "--format", "dcc", "x"], "import"), (["registry", "shwo"], "show"),
    (["verfy", "-"], "verify"), (["inspct", "x"], "inspect"), (["doctr"], "doctor"), (["help", "scn"], "scan"), (["log", "audti"], "audit"),
])
def test_the_command_that_was_meant_is_named(words, meant):
    assert_error(run(*words), 64, f"Did you mean '{meant}'?")


@pytest.mark.parametrize("words", [["photo.png"], ["xyzzy"], ["trust", "xyzzy"]])
def test_a_word_that_resembles_no_command_is_named_alone(words):
    result = run(*words)
    assert_error(result, 64, f"There is no command '{words[-1]}'.")
    assert b"Did you mean" not in result.stderr


def test_the_words_come_in_both_languages():
    assert "是否指“scan”" in run("scna", env={"LANG": "zh_CN.UTF-8"}).stderr.decode()
