"""An error is told in the language that is asked for; what programs read stays English."""

import json

from command import assert_error


def test_the_option_goes_before_the_environment(hcode, tmp_path):
    file = str(tmp_path / "missing.png")
    for lang, option, word, hint in [
        ("C", [], "no such file or directory", "check the name"),
        ("zh_CN.UTF-8", [], "没有这个文件", "请检查名称"),
        ("C", ["--lang", "zh"], "没有这个文件", "请检查名称"),
        ("C", ["--lang=zh"], "没有这个文件", "请检查名称"),
        ("zh_CN.UTF-8", ["--lang", "en"], "no such file or directory", "check the name"),
        ("de_DE.UTF-8", [], "no such file or directory", "check the name"),
    ]:
        done = hcode("scan", *option, file, env={"LC_ALL": lang})
        assert_error(done, 66, f"{file}: {word}", hint)


def test_commands_without_the_option_go_by_the_environment(hcode, tmp_path):
    done = hcode("registry", "show", tmp_path / "missing", env={"LANG": "zh_CN.UTF-8"})
    assert_error(done, 66, "没有这个文件")


def test_what_is_wrong_with_the_options_is_told_in_the_language(hcode):
    assert_error(hcode("scan", "--lang", "zh"), 64, "请至少指定一张图片", "见 'hcode scan --help'")
    assert_error(hcode("scan", "--nonsense", "--lang", "zh"), 64, "见 'hcode scan --help'")


def test_a_picture_without_a_code_is_reported_in_the_language(hcode, tmp_path):
    picture = tmp_path / "grey.pgm"
    picture.write_bytes(b"P5 64 64 255\n" + bytes([128]) * 64 * 64)
    done = hcode("inspect", picture, env={"LANG": "zh_CN.UTF-8"})
    assert (done.returncode, done.stderr.decode()) == (40, f"hcode: {picture}: 未发现二维码\n")


def test_programs_read_english(hcode, tmp_path):
    file = str(tmp_path / "missing.png")
    done = hcode("scan", "--json", "--lang", "zh", file)
    assert "没有这个文件" in done.stderr.decode()
    assert json.loads(done.stdout)["detail"] == f"{file}: no such file or directory"
