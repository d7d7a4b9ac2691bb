"""What the tests of the packages share: the packages, and an office whose codes they judge."""

import subprocess

import pytest

import command
from command import ROOT
from desks import Desk


@pytest.fixture(scope="session")
def made():
    """made(folder, …) → the packages that `make deb` makes of the program that is tested: hcode, hcode-gate and hcode-page."""
    def make(folder, *options):
        done = subprocess.run([ROOT / "Scripts/deb", "--program", command.HCODE, "--into", folder, *options], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return sorted(folder.glob("*.deb"))

    return make


@pytest.fixture(scope="session")
def packages(made, tmp_path_factory):
    """hcode, hcode-gate and hcode-page, as lintian has seen them."""
    gate, page, program = made(tmp_path_factory.mktemp("deb") / "deb")
    assert program.name.startswith("hcode_") and gate.name.startswith("hcode-gate_") and page.name.startswith("hcode-page_")
    return program, gate, page


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """An issuing office elsewhere: its bundle and a green code."""
    desk = Desk(tmp_path_factory.mktemp("office"))
    desk.green()
    desk.ok("desk", "publish")
    return desk
