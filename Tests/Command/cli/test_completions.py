"""The completion scripts are clean for the shells they are for."""

import json
import shutil
import subprocess

import pytest

from command import ROOT, run


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_takes_its_script(shell):
    result = run("--generate-completion-script", shell)
    assert result.returncode == 0 and b"issue" in result.stdout and result.stderr == b""
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    checked = subprocess.run([shell, "-n"], input=result.stdout, capture_output=True)
    assert (checked.returncode, checked.stderr) == (0, b"")


def test_bash_completes_subcommands_and_options(tmp_path):
    script = tmp_path / "hcode.bash"
    script.write_bytes(run("--generate-completion-script", "bash").stdout)
    asked = subprocess.run(
        ["bash", "--norc", "-c", f"source {script}; COMP_WORDS=(hcode ver); COMP_CWORD=1; COMP_LINE='hcode ver'; "
         "COMP_POINT=9; _hcode hcode ver hcode; echo ${COMPREPLY[@]}"], capture_output=True, text=True)
    assert "verify" in asked.stdout, (asked.stdout, asked.stderr)


COLOURS = {"green", "yellow", "red"}
CLOSED = {
    ("issue", "status"): COLOURS,
    ("scan", "lang"): {"en", "zh"},
    ("issue", "error-correction"): {"L", "M", "Q", "H"},
    ("issue", "dpi"): {"203", "300", "600"},
    ("issue", "format"): {"png", "svg", "pdf", "zpl", "text", "terminal"},
    ("issue-batch", "status"): COLOURS,
    ("trust add", "status"): COLOURS,
    ("desk recognise", "otherwise"): {"yellow", "refused"},
    ("status set", "to"): {"revoked", "suspended", "red"},
    ("scan", "without"): {"holder", "evidence", "itinerary"},
}


def options():
    """By command and option: its help, the values that are completed, and those that the type has."""
    def walk(command, path):
        for argument in command.get("arguments", []):
            if argument["kind"] == "option":
                completed = (argument.get("completionKind") or {}).get("list", {}).get("values", [])
                name = next(name["name"] for name in argument["names"] if name["kind"] == "long")
                yield (" ".join(path), name), argument.get("abstract", ""), completed, argument.get("allValues", [])
        for below in command.get("subcommands", []):
            yield from walk(below, [*path, below["commandName"]])

    return list(walk(json.loads(run("--experimental-dump-help").stdout)["command"], []))


def test_a_closed_list_of_values_is_completed():
    found = {option: set(completed) for option, _, completed, _ in options()}
    assert {option: found[option] for option in CLOSED} == CLOSED
    assert {"confirmed-case", "arrival"} <= found["issue", "reason"] == found["issue-batch", "reason"]
    assert {"error", "lost", "confirmed-case"} <= found["status set", "why"]
    assert {"dcc", "shc", "rules"} <= found["trust import", "format"]
    for option, _, completed, values in options():
        assert set(values) <= set(completed), option


def test_an_option_with_a_closed_list_has_it_in_every_command():
    for option, abstract, completed, _ in options():
        if option[1] in ("status", "to", "otherwise", "error-correction", "dpi", "format", "without", "use", "lang"):
            assert completed, f"{option}: {abstract}"


def test_every_manual_page_is_found_by_its_command():
    pages = sorted((ROOT / "docs/man").glob("hcode*.1"))
    assert len(pages) > 60
    found = subprocess.run(["lexgrog", *pages], capture_output=True, text=True)
    assert found.returncode == 0, found.stdout
    for page, line in zip(pages, found.stdout.splitlines(), strict=True):
        assert f'"{page.stem} - ' in line and not line.endswith('."'), line
