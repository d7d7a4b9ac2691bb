"""Logs for the tests: their keys, their entries, and what an attacker makes of them."""

import json
import os
import shutil
from types import SimpleNamespace

import command

ORIGIN = "health.example/log"
NOW = "2026-11-25T08:00:00Z"


def keygen(folder, issuer):
    folder.mkdir(parents=True, exist_ok=True)
    result = command.run("keygen", "--issuer", issuer, "--name", issuer, "--no-passphrase", "-o", folder)
    assert result.returncode == 0, result.stderr
    return SimpleNamespace(secret=folder / f"{issuer}.key", public=folder / f"{issuer}.pub")


def ok(*args, **kwargs):
    result = command.run(*args, **kwargs)
    assert result.returncode == 0, (args, result.stderr)
    return result.stdout.decode()


def entry(number, **changes):
    """A line for `log append`."""
    members = {
        "act": "issued", "commitment": os.urandom(32).hex(), "issuer": "CN-HA", "key_id": "63923925bf1b74d0",
        "officer": "desk-7", "second_officer": "desk-9", "status": "red", "reason": "confirmed-case",
        "authority": f"Order 2026/{number}", "time": NOW, "until": "2026-12-09T08:00:00Z"}
    return json.dumps({k: v for k, v in (members | changes).items() if v is not None})


class Log:
    """A log, its key and a witness."""

    def __init__(self, folder, origin=ORIGIN):
        self.home, self.folder = folder, folder / "log"
        keys = folder / "keys"
        self.key, self.witness_key = keygen(keys, "LOG"), keygen(keys, "WITNESS")
        ok("log", "init", self.folder, "--key", self.key.secret, "--origin", origin)
        self.vkey, self.witness_vkey = folder / "log.vkey", folder / "witness.vkey"
        self.vkey.write_bytes((self.folder / "vkey").read_bytes())
        self.witness_vkey.write_text(ok("log", "key", self.witness_key.public, "--name", "w.example", "--witness"))

    def append(self, *lines):
        return [int(n) for n in ok("log", "append", self.folder, input="\n".join(lines) + "\n").split()]

    def checkpoint(self):
        return ok("log", "checkpoint", self.folder, "--key", self.key.secret)

    def grow(self, count):
        self.append(*(entry(n) for n in range(count)))
        self.checkpoint()

    def verify(self, *options, folder=None, vkey=None):
        return command.run("log", "verify", folder or self.folder, "--log-key", vkey or self.vkey, *options)

    def witness(self, *options, folder=None, vkey=None, state="state"):
        return command.run("log", "witness", folder or self.folder, "--log-key", vkey or self.vkey, "--key", self.witness_key.secret,
                           "--name", "w.example", "--state", self.home / state, "-o", self.home / "cosigned", *options)

    def entries(self, folder=None):
        return [json.loads(line) for line in ok("log", "export", folder or self.folder, "--json").splitlines()]

    def copy(self, name):
        """A copy of the whole folder, as a backup or a second world."""
        place = self.home / name
        shutil.copytree(self.folder, place)
        return place
