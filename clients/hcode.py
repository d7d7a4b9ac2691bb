"""Verdicts on health codes, from Python, by one `hcode verify` that goes on running.

    import hcode
    with hcode.Gate("--store", "/srv/gate") as gate:
        answer = gate.verify(text)
        open_the_gate() if answer.passes else tell(answer.verdict, answer.reason)

Standard library only: copy this file into your project. A text whose verdict cannot be had, because hcode died, hangs or
answers out of turn, is undecided, reason `verifier-failed`, and never green. The next text starts hcode anew. A gate may be
used by several threads; each text waits for its turn. What the members of an answer mean is in docs/json.md.
"""

import json
import os
import secrets
import select
import subprocess
import sys
import threading
import time

# The longest line of an answer that is read.
LONGEST_ANSWER = 1 << 20
# The longest text that is asked: what a pipe holds although nobody reads it.
LONGEST_TEXT = 60_000
WORDS = {"green", "yellow", "red", "refused", "forged", "undecided", "none"}


class Answer(dict):
    """The members of `hcode verify --json`."""

    @property
    def verdict(self):
        return self["verdict"]

    @property
    def reason(self):
        return self["reason"]

    @property
    def passes(self):
        """Only green lets pass."""
        return self["verdict"] == "green"


def undecided(detail, reason="verifier-failed"):
    return Answer(verdict="undecided", genuine=False, reason=reason, reasons=[reason], detail=detail)


def ready(descriptor, event, end):
    """Waits until it can be read or written; select(2) takes no numbers above 1,023."""
    poll = select.poll()
    poll.register(descriptor, event)
    return poll.poll(1000 * max(0, end - time.monotonic()))


class Failure(Exception):
    """hcode gave no answer, or more than one."""


class Gate:
    """One `hcode verify --exact --json -` and what it answers.

    options are those of `hcode verify`, such as "--store", DIR. Persons are left out of the answers unless show is given:
    `show=True` to have names and evidence.
    """

    def __init__(self, *options, program="hcode", timeout=5.0, show=False):
        private = () if show else ("--without", "holder,evidence")
        self.command = [program, "verify", "--exact", "--json", *private, *options, "-"]
        self.timeout = timeout
        self._lock = threading.Lock()
        self._child = None
        self._rest = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        with self._lock:
            self._stop()

    def verify(self, text):
        """The answer to one text, str or bytes."""
        line = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text)
        if len(line) > LONGEST_TEXT:
            return undecided(f"a text of more than {LONGEST_TEXT} bytes", "unsupported")
        # Each of these ends a line, so that one text would bring two answers; an empty line brings none.
        if not line.strip() or any(end in line for end in b"\r\n\t"):
            return undecided("an empty text, or one with a line end or a tab in it", "unsupported")
        with self._lock:
            try:
                return self._ask(line)
            except (Failure, OSError, ValueError) as failure:
                self._stop()
                return undecided(str(failure))
            except BaseException:
                # Such as Ctrl-C: the answer that is on its way must not be the next text's.
                self._stop()
                raise

    def _ask(self, line):
        if self._child is None or self._child.poll() is not None:
            self._stop()
            self._child = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        end = time.monotonic() + self.timeout
        # A file of cards brings several answers, and a part of a card none. So a mark that nobody can guess is asked behind each
        # text, a version of our format that does not exist: what comes before its answer is the text's own.
        mark = f"HCODE{secrets.randbelow(9 * 10**17) + 10**17}:".encode()
        self._write(line + b"\n" + mark + b"\n", end)
        answers = []
        while True:
            answer = self._line(end)
            if answer["reason"] == "unknown-version" and mark[5:-1].decode() in str(answer.get("detail")):
                break
            answers.append(answer)
        if self._rest:
            raise Failure("hcode answered without being asked")
        if len(answers) != 1:
            # The other parts of a card are not the next text.
            self._stop()
            return undecided(f"hcode gives {len(answers)} answers to this text", "unsupported")
        return answers[0]

    def _line(self, end):
        output = self._child.stdout.fileno()
        while b"\n" not in self._rest:
            if len(self._rest) > LONGEST_ANSWER:
                raise Failure("hcode's answer has no end")
            if not ready(output, select.POLLIN, end):
                raise Failure(f"hcode gave no answer in {self.timeout} s")
            read = os.read(output, 65536)
            if not read:
                raise Failure(f"hcode ended with {self._child.wait()}")
            self._rest += read
        line, self._rest = self._rest.split(b"\n", 1)
        members = json.loads(line)
        if not isinstance(members, dict) or members.get("verdict") not in WORDS or not isinstance(members.get("reason"), str):
            raise Failure("hcode's answer is no verdict")
        return Answer(members)

    def _write(self, line, end):
        pipe = self._child.stdin.fileno()
        os.set_blocking(pipe, False)
        while line:
            if not ready(pipe, select.POLLOUT, end):
                raise Failure("hcode takes no text")
            line = line[os.write(pipe, line):]

    def _stop(self):
        child, self._child, self._rest = self._child, None, b""
        if child is not None:
            child.kill()
            child.wait()
            child.stdin.close()
            child.stdout.close()


def main(options):
    """python3 hcode.py [OPTIONS OF hcode verify] < texts: a line for each, and 0 when there was a text and all are green."""
    status = 1
    with Gate(*options, program=os.environ.get("HCODE", "hcode"), timeout=float(os.environ.get("HCODE_SECONDS", 5))) as gate:
        for line in sys.stdin.buffer:
            answer = gate.verify(line.removesuffix(b"\n").removesuffix(b"\r"))
            print(answer.verdict, answer.reason, flush=True)
            status = 2 if not answer.passes else 0 if status == 1 else status
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
