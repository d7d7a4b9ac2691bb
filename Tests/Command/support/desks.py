"""Desks for the tests: made by the program itself, in a home of their own."""

import functools
import http.server
import re
import shutil

import command
from servers import serving


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves `desk/publish` and nothing else, without a word."""

    def log_message(self, *args):
        pass


class Desk:
    """A folder to work in, with a home, and commands typed in it as a person would."""

    def __init__(self, folder, *options, issuer="CN-HA", name="河南省卫健委", sealed=()):
        self.place, self.folder, self.home = folder, folder / "desk", folder / "home"
        self.home.mkdir(parents=True)
        self.issuer = issuer
        self.made = self.ok("desk", "init", issuer, "--name", name, *(sealed or ["--no-passphrase"]), *options)

    def run(self, *args, **kwargs):
        return command.run(*args, home=self.home, cwd=self.place, **kwargs)

    def ok(self, *args, **kwargs):
        result = self.run(*args, **kwargs)
        assert result.returncode == 0, (args, result.stdout, result.stderr)
        return result.stdout.decode()

    @property
    def fingerprint(self):
        return re.search(r"--fingerprint ([0-9a-f]{64})", self.made)[1]

    def green(self, picture="code.png", *options):
        """Issues a green code; its name in the desk, such as main:149320."""
        return re.search(r"main:\d+", self.ok("issue", "--status", "green", "--name", "张小明", "-o", picture, *options))[0]

    def yellow(self, picture="yellow.png"):
        return self.ok("issue", "--status", "yellow", "--name", "李", "--reason", "close-contact", "--authority", "Order 1", "-o", picture)

    def gate(self, bundle="desk/publish/CN-HA.bundle"):
        return self.ok("trust", "import", bundle, "--fingerprint", self.fingerprint)

    def scan(self, *pictures):
        return self.run("scan", *pictures).returncode

    def entries(self):
        return [line for line in self.ok("log", "export", "desk/publish/log", "--json").splitlines() if line]

    def copy(self, name):
        """A copy of the desk, as a backup."""
        shutil.copytree(self.folder, self.place / name)
        return self.place / name

    def restore(self, name):
        shutil.rmtree(self.folder)
        shutil.copytree(self.place / name, self.folder)


def served(folder):
    """A web server for a folder that need not be there yet."""
    return serving(functools.partial(Quiet, directory=str(folder)))
