"""Wrong use of the command line: status 64, and never a verdict."""

import re
import subprocess

import pytest

from command import run
from corpus import ROOT

SUBCOMMANDS = ["keygen", "issue", "scan", "verify", "inspect"]


def assert_usage(result):
    assert result.returncode == 64, (result.returncode, result.stderr)
    assert result.stdout == b""
    assert result.stderr.startswith(b"hcode: error: "), result.stderr


def test_no_arguments_are_no_green_light():
    result = run()
    assert result.returncode == 64
    assert b"Traceback" not in result.stderr and result.stderr


@pytest.mark.parametrize("subcommand", SUBCOMMANDS)
def test_a_subcommand_without_arguments_says_what_it_needs(subcommand):
    assert_usage(run(subcommand))


@pytest.mark.parametrize("subcommand", SUBCOMMANDS)
def test_an_unknown_option_is_refused(subcommand):
    assert_usage(run(subcommand, "--no-such-option"))


@pytest.mark.parametrize("name", ["scna", "Scan", "", "verify;"])
def test_an_unknown_subcommand_is_refused(name):
    assert_usage(run(name))


@pytest.mark.parametrize("args", [
    ("scan", "--at", "yesterday", "x.png"),
    ("scan", "--at", "2026-02-30T00:00:00Z", "x.png"),
    ("scan", "--at", "2026-11-24", "x.png"),
    ("scan", "--lang", "fr", "x.png"),
    ("scan", "--raw", "--json", "x.png"),
    ("scan", "--raw", "--quiet", "x.png"),
    ("scan", "--trust"),
    ("verify", "--at", "", "x"),
    ("keygen", "--issuer", "a b", "--name", "x", "--no-passphrase"),
    ("keygen", "--issuer", "../x", "--name", "x", "--no-passphrase"),
    ("keygen", "--issuer", "x" * 33, "--name", "x", "--no-passphrase"),
    ("keygen", "--issuer", "ZZ", "--name", "", "--no-passphrase"),
    ("keygen", "--issuer", "ZZ", "--name", "a\x1bb", "--no-passphrase"),
    ("keygen", "--issuer", "ZZ", "--name", "x", "--valid", "0d", "--no-passphrase"),
    ("keygen", "--issuer", "ZZ", "--name", "x", "--no-passphrase", "--passphrase-fd", "3"),
    ("issue", "--key", "k", "--status", "blue", "--valid", "1h", "--text"),
    ("issue", "--key", "k", "--status", "green", "--valid", "forever", "--text"),
    ("issue", "--key", "k", "--status", "green", "--valid", "1h"),
    ("issue", "--key", "k", "--status", "green", "--valid", "1h", "-o", "x.gif"),
    ("issue", "--key", "k", "--status", "green", "--valid", "1h", "--text", "--terminal"),
    ("issue", "--key", "k", "--status", "green", "--valid", "1h", "-o", "-", "--json"),
    ("issue", "--key", "k", "--status", "green", "--valid", "1h", "-o", "x.png", "--module-size", "0"),
    ("issue", "--key", "k", "--status", "green", "--valid", "1h", "-o", "x.png", "--quiet-zone", "-1"),
    ("issue", "--key", "k", "--status", "green", "--valid", "1h", "-o", "x.png", "--error-correction", "X"),
    ("issue", "--key", "k", "--status", "green", "--valid", "1h", "-o", "x.txt", "--card"),
])
def test_a_bad_value_is_refused(args, tmp_path):
    assert_usage(run(*args, cwd=tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("args, command", [
    (("trust", "import", "--format", "DCC", "x"), "trust import"), (("status", "set", "--nothing"), "status set"), (("key", "agree", "--nothing"), "key agree"),
    (("issue", "--batch", "x", "--nothing"), "issue-batch"), (("scan", "--nothing"), "scan"), (("log",), "log")])
def test_wrong_use_names_the_help_of_the_whole_command(args, command):
    result = run(*args)
    assert_usage(result)
    assert f"see 'hcode {command} --help'" in result.stderr.decode(), result.stderr


@pytest.mark.parametrize("group", ["key", "log", "registry", "status", "trust", "rules"])
def test_a_group_alone_asks_what_to_do(group):
    result = run(group)
    assert_usage(result)
    assert result.stderr.startswith(b"hcode: error: Say what to do: "), result.stderr


def test_no_hint_replaces_a_key(tmp_path):
    words = ("keygen", "--issuer", "ZZ", "--name", "x", "--no-passphrase")
    assert run(*words, cwd=tmp_path).returncode == 0
    before = (tmp_path / "ZZ.key").read_bytes()
    result = run(*words, cwd=tmp_path)
    assert result.returncode == 73 and b"already exists" in result.stderr and b"--force" not in result.stderr, result
    assert (tmp_path / "ZZ.key").read_bytes() == before


@pytest.mark.parametrize("options, words", [
    (["--status", "gren", "--name", "A"], "“gren”不能用作"), (["--status", "green", "--name", "\u3000"], "姓名没有可见的字符"), (["--status", "green", "--name", " A"], "姓名首尾有空格"),
    (["--status", "green", "--birth-date", "2085-03-07"], "出生日期 2085-03-07 晚于码的签发时间"), (["--status", "green", "--nothing"], "没有选项 --nothing"),
    (["--status", "green", "--name", "a\u200b"], "含有禁用字符 U+200B"), (["--status"], "缺少"), (["--status", "green", "--birth-date", "2024", "--recovery", "2021-05-01"], "2021-05-01 的证明")])
def test_chinese_messages_have_no_english_sentence(tmp_path, options, words):
    assert run("keygen", "--issuer", "ZZ", "--name", "x", "--no-passphrase", cwd=tmp_path).returncode == 0
    result = run("issue", "--key", "ZZ.key", "--valid", "1h", "--text", *options, cwd=tmp_path, env={"LC_ALL": "zh_CN.UTF-8"})
    assert_usage(result)
    first = result.stderr.decode().splitlines()[0].removeprefix("hcode: error: ")
    assert words in first and not re.search("[a-z]{3,} [a-z]{2,} [a-z]{2,}", first), first


@pytest.mark.parametrize("words, said", [
    (["scan", "--quiet=1", "a"], "选项 --quiet 不带值，却给出了“1”。"), (["doctor", "a"], "多余的参数“a”。"), (["doctor", "a", "b c"], "多余的参数：a、b c。"),
    (["trust", "import", "--format", "xx", "a"], "可用 dcc、gdhcn、nzcp"), (["verify", "--baud", "5", "x"], "可用 1200、2400"), (["doctor", "--stroe", "x"], "没有选项 --stroe。是否指 --store？"),
    (["registry", "show"], "缺少 <registry>。"), (["trust", "import", "--format"], "--format <format> 缺少值。"), (["verify", "--baud", "it's", "x"], "“it's”不能用作 --baud <n> 的值")])
def test_the_parsers_sentences_are_in_chinese_too(words, said):
    result = run(*words, env={"LC_ALL": "zh_CN.UTF-8"})
    assert_usage(result)
    first = result.stderr.decode().splitlines()[0]
    assert said in first and "Please" not in first, first


def test_help_and_version_are_told_on_standard_output():
    for args in [("--help",), ("--version",), ("help", "scan")] + [(s, "--help") for s in SUBCOMMANDS]:
        result = run(*args)
        assert result.returncode == 0 and result.stdout and not result.stderr


def test_a_file_name_that_looks_like_an_option_goes_behind_two_dashes(tmp_path):
    result = run("scan", "--", "--output=x", cwd=tmp_path)
    assert result.returncode == 66


def test_a_secret_is_never_an_argument():
    for subcommand in ["keygen", "issue"]:
        told = run(subcommand, "--help").stdout.decode()
        assert "--passphrase-file" in told and "--passphrase " not in told


SPELLINGS = [
    ("{g}",), ("{g}", "{y}", "{r}"), ("{g}", "--json"), ("--json", "{r}", "-q"), ("{y}", "--quiet"), ("-q", "{g}"), ("{folder}",),
    ("--trust", "{other}", "{g}"), ("--trust={other}", "{g}", "--trust", "{key}"), ("{g}", "--trust", "{other}", "--trust", "{key}"),
    ("--lang", "zh", "{r}"), ("{r}", "--lang=zh"), ("--lang", "en", "{y}", "--lang", "zh"), ("--lang", "fr", "{g}"), ("--lang",),
    ("--json", "--json", "{g}"), ("-qq", "{g}"), ("-q", "-q", "{g}"), ("--", "{g}"), ("--", "-x.png"), ("-x.png",), ("--no-json", "{g}"),
    ("{g}", "--trust"), ("--trust", "--json", "{g}"), ("--trust", "-", "{g}"), ("--trust", "", "{g}"), ("--store", "{none}", "{g}"),
    ("--store", "{none}", "--store", "{none}", "{g}"), ("--store",), ("",), ("{none}",), ("-",), ("-", "-"), ("--json=yes", "{g}"), (),
    ("--help", "{g}"), ("--version", "{g}"), ("--quiet", "--json", "{none}", "{g}"),
]


@pytest.mark.parametrize("words", SPELLINGS, ids=" ".join)
def test_a_plain_scan_means_what_the_same_words_mean_beside_an_option_that_is_not_plain(hcode, keys, other_keys, codes, tmp_path, words):
    places = {"g": codes["green"].path, "y": codes["yellow"].path, "r": codes["red"].path, "folder": codes["green"].path.parent,
              "key": keys.public, "other": other_keys.public, "none": tmp_path / "none"}
    words = [word.format(**places) for word in words]
    env = {"HCODE_TRUST": str(keys.public)}
    plain = hcode("scan", *words, env=env, input=codes["green"].path.read_bytes())
    beside = hcode("scan", "--budget=1h", *words, env=env, input=codes["green"].path.read_bytes())
    assert (plain.returncode, told(plain), plain.stderr) == (beside.returncode, told(beside), beside.stderr)


def told(result):
    """What was printed, but for the time."""
    return re.sub(rb'"at":"[^"]*"', b"", result.stdout)


def test_the_version_is_one_everywhere():
    version = subprocess.run([ROOT / "Scripts/version"], capture_output=True, text=True, check=True).stdout.strip()
    assert run("--version").stdout.decode() == f"hcode {version}\n"
    for page in sorted((ROOT / "docs/man").glob("hcode*.1")):
        assert f"\n.Os hcode {version}\n" in page.read_text(), page.name
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.M)[1]
    assert version.removesuffix("-dev") == newest
