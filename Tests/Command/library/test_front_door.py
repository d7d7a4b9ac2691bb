"""A program in a package of its own, which depends on the checkout by its path and on nothing else: it issues, draws, scans and verifies."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from command import run, verdict
from corpus import ROOT

PROGRAM = Path(__file__).parent / "frontdoor"


@pytest.fixture(scope="module")
def frontdoor(tmp_path_factory):
    """The built program. It is built like any package: no option, no variable, no path to a library."""
    package = tmp_path_factory.mktemp("package") / "frontdoor"
    shutil.copytree(PROGRAM, package)
    manifest = package / "Package.swift"
    text = manifest.read_text()
    assert '"../hcode"' in text
    manifest.write_text(text.replace('"../hcode"', f'"{ROOT}"'))
    # Beside the other builds of the checkout, so that only the first one takes minutes.
    scratch = ROOT / ".build-library"
    build = subprocess.run(
        ["swift", "build", "--package-path", package, "--scratch-path", scratch],
        capture_output=True, text=True, timeout=3000)
    assert build.returncode == 0, build.stdout[-3000:] + build.stderr[-3000:]
    return scratch / "debug/frontdoor"


@pytest.mark.slow
def test_a_program_of_25_lines_issues_draws_scans_and_verifies(frontdoor, tmp_path):
    source = PROGRAM / "Sources/frontdoor/main.swift"
    assert len(source.read_text().splitlines()) <= 25
    folder = tmp_path / "office"
    folder.mkdir(mode=0o700)
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "HCODE_TRUST": "/nonexistent"}
    result = subprocess.run([frontdoor, folder, "a passphrase"], env=environment, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines() == [
        "scanned green as-signed 张小明",
        "verified green as-signed",
        "verified refused expired",
        "altered forged",
    ]
    # What it wrote is what the program reads.
    scanned = run("scan", "--json", "--trust", folder / "CN-HA.pub", folder / "code.png")
    assert (scanned.returncode, verdict(scanned)["verdict"]) == (0, "green")
    (tmp_path / "passphrase").write_text("a passphrase")
    issued = run("issue", "--key", folder / "CN-HA.key", "--passphrase-file", tmp_path / "passphrase",
                 "--status", "green", "--valid", "1h", "-o", tmp_path / "second.png")
    assert issued.returncode == 0, issued.stderr
