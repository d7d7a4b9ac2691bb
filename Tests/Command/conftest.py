"""What the tests share: the program, a key pair, codes of each colour, codes of a faulty issuer."""

import json
import os
from types import SimpleNamespace

import pytest

import command
import postgresql
from command import made_keys

# Where a developer keeps a store is nothing to a test.
for name in ("HCODE_STORE", "HCODE_TRUST"):
    os.environ.pop(name, None)
# Below /proc, where no program that a test starts can make folders.
os.environ |= {"XDG_DATA_HOME": "/proc/nonexistent/data", "XDG_STATE_HOME": "/proc/nonexistent/state"}


@pytest.fixture
def hcode(tmp_path):
    """hcode(*args, input=None, env=None, …) → CompletedProcess, in an environment of its own."""
    home = tmp_path / "home"
    home.mkdir()

    def run(*args, **kwargs):
        return command.run(*args, home=home, **kwargs)

    return run


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    """A key pair made by the program itself, not sealed."""
    return made_keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="session")
def other_keys(tmp_path_factory):
    """The key pair of another authority."""
    return made_keys(tmp_path_factory.mktemp("other"), "ZZ-T2", "Tamil Nadu")


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL server, shared; who stops it starts it again."""
    running = postgresql.Server()
    yield running
    running.remove()


JUSTIFIED = ("--reason", "confirmed-case", "--authority", "Order 2026/117")
COLOURS = {
    "green": ("--status", "green", "--valid", "24h"),
    "yellow": ("--status", "yellow", "--valid", "7d", "--reason", "close-contact", "--authority", "Order 2026/117"),
    "red": ("--status", "red", "--one-officer", "--valid", "14d", *JUSTIFIED),
}


@pytest.fixture(scope="session")
def issue():
    """issue(keys, path, …) → the JSON report of the code written there."""
    def run(keys, path, *options):
        result = command.run("issue", "--key", keys.secret, "--json", "-o", path, *options)
        assert result.returncode == 0, result.stderr
        return command.verdict(result)

    return run


@pytest.fixture(scope="session")
def codes(keys, issue, tmp_path_factory):
    """By colour: the picture's path, its text, the report."""
    folder = tmp_path_factory.mktemp("codes")
    made = {}
    for colour, options in COLOURS.items():
        path = folder / f"{colour}.png"
        report = issue(keys, path, *options, "--name", "张小明")
        made[colour] = SimpleNamespace(path=path, text=report["text"], report=report)
    return made


@pytest.fixture(scope="session")
def henan(tmp_path_factory):
    """The faulty issuer's public key, as a trust file."""
    path = tmp_path_factory.mktemp("henan") / "CN-HA.pub"
    path.write_text(json.dumps(command.issuer.HENAN.jwk()))
    return path
