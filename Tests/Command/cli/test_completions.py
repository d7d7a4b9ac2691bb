"""The completion scripts are clean for the shells they are for."""

import shutil
import subprocess

import pytest

from command import run


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
