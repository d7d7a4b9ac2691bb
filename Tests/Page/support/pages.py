"""hcode-page while it runs, and the store and codes of its tests."""

import http.client
import os
import re
import select
import signal
import subprocess
import sys
import time

import command
from authority import DAY, GREEN, HOUR, RED, YELLOW, Authority, code_key, codes, listed, status_key
from command import HCODE, ROOT, environment

PROGRAM = ROOT / "page/page.py"
A = Authority("CN-A")
NOW = int(time.time())
MARKUP = "<img src=x onerror=alert(1)>"
ARABIC = "محمد علي"


def trust_list(issued=NOW - HOUR, ttl=DAY):
    issuer = listed("CN-A", code_key(A.codes, status_list=A.uri, since=NOW - 30 * DAY, until=NOW + 30 * DAY),
                    status_key(A.status, A.uri, since=NOW - 30 * DAY, until=NOW + 30 * DAY), appeal="12320")
    return A.list(issuers=[issuer], issued=issued, expires=NOW + 20 * DAY, ttl=ttl)


def store(folder, **old):
    """A store with the list of A and its status list, in which code 9 is revoked."""
    for name, data in (("list", trust_list(**old)), ("status", A.status_list({9: 1}, issued=NOW - HOUR, expires=NOW + 7 * DAY))):
        (folder / name).write_bytes(data)
        done = command.run("trust", "import", "--store", folder / "store", *(["--fingerprint", A.fingerprint] if name == "list" else []), folder / name)
        assert done.returncode == 0, done.stderr
    return folder / "store"


def code(status=GREEN, index=7, holder=None, **changes):
    """The text of a code of A that is valid now."""
    if holder is None:
        return A.code(status, index=index, iat=NOW - 60, **changes)
    health = codes.changed(codes.GREEN, {2: holder, 3: codes.MISSING})
    return codes.text({1: "CN-A", 4: NOW + DAY, 6: NOW - 60, 7: bytes([index]), codes.HEALTH: health}, A.codes)


def pictures(folder):
    """A code of each kind, as pictures."""
    green = code()
    texts = {"green": green, "yellow": code(YELLOW, 8), "red": code(RED, 10), "revoked": code(index=9), "forged": green[:-1] + ("0" if green[-1] != "0" else "1"),
             "markup": code(index=11, holder={1: MARKUP}), "arabic": code(index=12, holder={1: ARABIC}), "stranger": "https://example.org/"}
    return {name: command.qr(text, folder / f"{name}.png", "-s", "6") for name, text in texts.items()}, texts


class Page:
    """hcode-page, and what is sent to it."""

    def __init__(self, folder, *options, program=HCODE, prefix=()):
        self.process = subprocess.Popen(
            [*map(str, prefix), sys.executable, str(PROGRAM), "--port", "0", "--hcode", str(program), *map(str, options)], stdout=subprocess.PIPE,
            stderr=open(folder / "page.err", "wb"), env=environment(folder), cwd="/")
        self.errors = folder / "page.err"
        assert select.select([self.process.stdout], [], [], 30)[0], "hcode-page does not start"
        self.url = self.process.stdout.readline().decode().strip()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/#(\S+|\(the token\))", self.url)
        assert found, (self.url, self.errors.read_text())
        # Where strace started it, its child.
        self.server = next(iter(self.children(self.process.pid))) if prefix else self.process.pid
        self.port, self.token = int(found[1]), found[2]
        self.host = f"127.0.0.1:{self.port}"

    def children(self, parent=None):
        """The processes that it has started, and their arguments."""
        parent, found = parent or self.server, {}
        for folder in os.listdir("/proc"):
            try:
                if folder.isdigit() and f"\nPPid:\t{parent}\n" in open(f"/proc/{folder}/status").read():
                    found[int(folder)] = open(f"/proc/{folder}/cmdline").read().split("\0")
            except OSError:
                continue
        return found

    def scanner(self):
        """The number of its `hcode scan --frames`."""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            if found := [number for number, words in self.children().items() if "--frames" in words]:
                return found[0]
            time.sleep(0.02)
        raise AssertionError("no scanner")

    def right(self, **changes):
        """The fields of a request that is answered; a value of None takes one away."""
        fields = {"Host": self.host, "Origin": f"http://{self.host}", "Authorization": f"Bearer {self.token}", "Page": "0" * 32} | changes
        return {name.replace("_", "-"): value for name, value in fields.items() if value is not None}

    def ask(self, path, body=b"", method="POST", fields=None, **changes):
        """The status and the body of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        fields = self.right(**changes) if fields is None else fields
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in fields.items():
            connection.putheader(name, value)
        if method == "POST" and "Content-Length" not in fields:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer.status, data

    def close(self):
        if self.process.poll() is None:
            os.kill(self.server, signal.SIGTERM)
        try:
            status = self.process.wait(20)
        finally:
            self.process.kill()
            self.process.stdout.close()
        return status
