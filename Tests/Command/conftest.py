"""The built program, an issuer's keys and a code of each colour. Everything here is real: files, processes, pictures."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HCODE = os.environ.get("HCODE", str(ROOT / ".build/release/hcode"))
CORPUS = Path(os.environ.get("HCODE_CORPUS", ROOT.parent / "shared/corpus"))
NEVER = {1, 2}


class Program:
    """Runs hcode in a clean environment; a status of 1, 2 or a signal fails whichever test meets it."""

    def __init__(self, home):
        self.environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC"}

    def __call__(self, *arguments, input=None, environment={}, **more):
        done = subprocess.run(
            [HCODE, *arguments], input=input, capture_output="stdout" not in more,
            env=self.environment | environment, timeout=60, **more)
        assert done.returncode not in NEVER and 0 <= done.returncode < 128, done.stderr
        assert b"Fatal error" not in (done.stderr or b"")
        return done

    def fails(self, status, *arguments, **more):
        """The error's text, after checking that it is one of ours, with the right status."""
        done = self(*arguments, **more)
        assert done.returncode == status, (done.returncode, done.stderr)
        assert done.stderr.startswith(b"hcode: error: ")
        return done.stderr.decode()


class Issuer:
    """An issuer's key pair, and codes signed with it."""

    def __init__(self, hcode, folder, name="CN-HA"):
        self.hcode, self.folder = hcode, folder
        made = hcode("keygen", "--issuer", name, "--name", "河南省卫健委", "-o", str(folder), "--no-passphrase")
        assert made.returncode == 0, made.stderr
        self.key, self.pub = str(folder / f"{name}.key"), str(folder / f"{name}.pub")

    def issue(self, status, picture, *more):
        arguments = ["issue", "--key", self.key, "--status", status, "--name", "张小明", "--valid", "24h"]
        if status != "green":
            arguments += ["--reason", "close-contact", "--authority", "Order 7"]
        done = self.hcode(*arguments, "-o", str(picture), *more)
        assert done.returncode == 0, done.stderr
        return str(picture)


@pytest.fixture
def hcode(tmp_path):
    return Program(tmp_path)


@pytest.fixture
def issuer(hcode, tmp_path):
    return Issuer(hcode, tmp_path)


@pytest.fixture
def colours(issuer, tmp_path):
    return {status: issuer.issue(status, tmp_path / f"{status}.png") for status in ("green", "yellow", "red")}
