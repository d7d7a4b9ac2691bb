#!/usr/bin/env python3
"""Shows on a web page of this machine what `hcode scan` says of the codes before its camera.

The page decides nothing. A browser sends its camera's pictures to this program, which hands them to one `hcode scan --frames --json` and hands back what
that prints. hcode itself opens no socket: docs/decisions/0054 says why the server is a program beside it.
"""

import argparse
import hmac
import json
import os
import re
import secrets
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
STATIC = {"/": ("index.html", "text/html; charset=utf-8"), "/app.js": ("app.js", "text/javascript; charset=utf-8"),
          "/app.css": ("app.css", "text/css; charset=utf-8"), "/icon.svg": ("icon.svg", "image/svg+xml"),
          "/words.json": ("words.json", "application/json"), "/texts.json": ("texts.json", "application/json")}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob:; "
                               "frame-ancestors 'none'; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), payment=()"}
STATUSES = {200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 409: "Conflict", 415: "Unsupported Media Type", 503: "Service Unavailable"}

# What a request may cost.
LONGEST_HEAD, HEAD_SECONDS, BODY_SECONDS = 16 << 10, 3, 6
CONNECTIONS = 32
# What may be asked for, the largest body, and its type.
QUESTIONS = {"/open": (1 << 10, "application/json"), "/state": (0, ""), "/frame": (4 << 20, "image/jpeg"), "/text": (64 << 10, "text/plain"),
             "/file": (16 << 20, "application/octet-stream"), "/issue": (16 << 10, "application/json")}

# How long a frame's answer is waited for before the next frame may bring it, how long for the rest of it, and for how long a line counts as new.
FRAME_WAIT, SETTLE, FRESH = 0.12, 0.015, 3.0
# For how long a code is out of view before it counts anew, beside an answer that still stands.
AGAIN = "1s"
# How long hcode may take to accept a frame, to answer on a text or file, and to issue a code.
ACCEPT_SECONDS, ANSWER_SECONDS = 3, 60
# A scanner that died starts again after so long, doubled each time it dies without having judged anything.
FIRST_PAUSE, LONGEST_PAUSE = 2, 60
LONGEST_LINE = 1 << 20
# How many verdicts may wait for the page. With more, one could be lost, and it might be the red one: none of them is given out then.
MOST_LINES = 64
LISTS_EVERY, LISTS_OLD = 30, 120
VERDICTS = {"green", "yellow", "red", "refused", "forged", "undecided", "none"}

# What a form of the desk may say: the columns of `hcode issue --batch`. Red takes two officers and is not offered.
COLUMNS = {"status", "valid", "name", "latin_name", "birth_date", "document_tail", "subject", "reason", "authority", "test_kind", "test_result",
           "test_time", "test_place"}


class Refused(Exception):
    """A request that gets this status and no word."""

    def __init__(self, status=403):
        super().__init__(status)
        self.status = status


class Failed(Exception):
    """hcode gave no answer, or one that is no verdict."""


def verdict(line):
    """The object of a line that `hcode --json` printed."""
    try:
        members = json.loads(line)
    except RecursionError:
        members = None
    if not isinstance(members, dict) or not isinstance(members.get("reason"), str) \
            or not isinstance(members.get("verdict"), str) or members["verdict"] not in VERDICTS:
        raise Failed("hcode's answer is no verdict")
    return members


class Scanner:
    """One `hcode scan --frames --json` at a time: frames in, lines out, and started again when it dies."""

    def __init__(self, command):
        self.command = command
        self.news = threading.Condition()
        self.turn = threading.Lock()
        self.lines = []
        self.child, self.pause, self.again_at = None, FIRST_PAUSE, 0.0
        self.start()

    def start(self):
        # Frames of before are not the next page's.
        self.lines.clear()
        self.child = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        os.set_blocking(self.child.stdin.fileno(), False)
        threading.Thread(target=self.read, args=(self.child,), daemon=True).start()

    def read(self, child):
        """Takes the lines of a child as they come, until it ends or prints something else."""
        rest = b""
        try:
            while data := os.read(child.stdout.fileno(), 65536):
                *whole, rest = (rest + data).split(b"\n")
                if len(rest) > LONGEST_LINE:
                    raise Failed("a line of hcode has no end")
                judged = [verdict(line) for line in whole]
                with self.news:
                    if child is self.child and self.again_at == 0:
                        if len(self.lines) + len(judged) > MOST_LINES:
                            raise Failed(f"more than {MOST_LINES} verdicts wait for the page")
                        self.lines += [(time.monotonic(), line) for line in judged]
                        self.pause = FIRST_PAUSE
                        self.news.notify_all()
        except (Failed, OSError, ValueError) as failure:
            report(f"the scanner's answer is unusable: {failure}")
        self.died(child)
        child.stdout.close()
        # Not while a frame is on its way in, or its number might be another file's.
        with self.turn:
            child.stdin.close()

    def died(self, child):
        """Nothing that this child said counts any more."""
        child.kill()
        status = child.wait()
        with self.news:
            if child is self.child and self.again_at == 0:
                report(f"the scanner ended with {status}; it starts again in {self.pause} s")
                self.again_at, self.pause = time.monotonic() + self.pause, min(2 * self.pause, LONGEST_PAUSE)
                self.lines.clear()
                self.news.notify_all()

    @property
    def alive(self):
        return self.again_at == 0 and self.child.poll() is None

    def revive(self):
        """Starts a dead scanner again when its time has come. Says whether one runs."""
        with self.turn, self.news:
            if 0 < self.again_at <= time.monotonic():
                try:
                    self.start()
                    self.again_at = 0.0
                except OSError as failure:
                    report(str(failure))
                    self.again_at, self.pause = time.monotonic() + self.pause, min(2 * self.pause, LONGEST_PAUSE)
            return self.alive

    def renew(self):
        """Lets a new scanner take the place of one that runs: what is in view counts anew."""
        with self.turn, self.news:
            if self.alive:
                old = self.child
                try:
                    self.start()
                    old.kill()
                except OSError as failure:
                    report(str(failure))

    def see(self, frame):
        """What hcode has said since the last frame, and soon after this one; None when it says nothing any more."""
        if not self.revive():
            return None
        with self.turn:
            try:
                self.write(frame)
            except (Failed, OSError, ValueError) as failure:
                report(f"the scanner takes no frame: {failure}")
                self.died(self.child)
                return None
        with self.news:
            self.news.wait_for(lambda: self.lines or not self.alive, FRAME_WAIT)
        # Codes of one frame come one right after the other.
        time.sleep(SETTLE)
        with self.news:
            if not self.alive:
                return None
            fresh = [line for came, line in self.lines if time.monotonic() - came < FRESH]
            complete = len(fresh) == len(self.lines)
            self.lines.clear()
        if not complete:
            self.renew()
        return fresh

    def write(self, frame):
        pipe, end = self.child.stdin.fileno(), time.monotonic() + ACCEPT_SECONDS
        poll = select.poll()
        poll.register(pipe, select.POLLOUT)
        rest = memoryview(frame)
        while rest:
            if not poll.poll(1000 * max(0, end - time.monotonic())):
                raise Failed(f"nothing in {ACCEPT_SECONDS} s")
            try:
                rest = rest[os.write(pipe, rest):]
            except BlockingIOError:
                pass

    def close(self):
        with self.news:
            self.again_at = float("inf")
        self.child.kill()


class Lists:
    """What `hcode trust show --check` says of the lists, asked twice a minute."""

    def __init__(self, command):
        self.command, self.said, self.asked = command, {"state": "unknown", "lacks": [], "warnings": []}, 0.0
        self.look()
        threading.Thread(target=self.keep, daemon=True).start()

    def keep(self):
        while True:
            time.sleep(LISTS_EVERY)
            self.look()

    def look(self):
        try:
            done = subprocess.run(self.command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=ANSWER_SECONDS)
            state = {0: "current", 10: "warning", 30: "lacking"}.get(done.returncode, "unknown")
            shown = json.loads(done.stdout) if state != "unknown" else {}
            self.said = {"state": state, "lacks": shown.get("lacks", []), "warnings": shown.get("warnings", []), "newest": shown.get("newest_signed")}
            self.asked = time.monotonic()
        except (OSError, ValueError, AttributeError, subprocess.TimeoutExpired) as failure:
            report(f"the lists: {failure}")

    def state(self):
        return self.said if time.monotonic() - self.asked < LISTS_OLD else {"state": "unknown", "lacks": [], "warnings": []}


class Gate:
    """What the page may ask hcode for."""

    def __init__(self, options):
        self.program, self.issues, self.show = options.hcode, options.issue, options.show_holder
        private = [] if options.show_holder else ["--without", "holder"]
        store = ["--store", options.store] if options.store else []
        self.judging = [*private, *store, *(word for file in options.trust for word in ("--trust", file))]
        self.issuing = [word for option, value in (("--desk", options.desk), ("--passphrase-file", options.passphrase_file), ("--officer", options.officer))
                        if value for word in (option, value)]
        self.language = options.lang
        self.scanner = Scanner([self.program, "scan", "--frames", "--json", "--again", AGAIN, *self.judging])
        self.lists = Lists([self.program, "trust", "show", "--json", "--check", *store])
        # One after the other: a page waits for its answer, and another page is none.
        self.one_at_a_time = threading.Lock()
        self.page = None

    def open(self, body, _):
        """The newest page is the one that counts, so that a forgotten one takes no verdict away from it.

        A page begins again whenever an answer is taken off its screen, and is told of all that is still in view.
        """
        asked = json.loads(body)
        if not isinstance(asked, dict) or not re.fullmatch(r"[0-9a-f]{32}", str(asked.get("page"))):
            raise Refused(400)
        self.page = asked["page"]
        self.scanner.renew()
        return {"issue": self.issues, "holder": self.show, "lang": self.language} | self.state(b"", self.page)

    def state(self, _, page):
        self.belongs_to(page)
        return {"scanner": self.scanner.revive(), "lists": self.lists.state(), "lines": []}

    def frame(self, body, page):
        self.belongs_to(page)
        if not (body.startswith(b"\xff\xd8\xff") and body.endswith(b"\xff\xd9")):
            raise Refused(415)
        lines = self.scanner.see(body)
        return {"scanner": lines is not None, "lists": self.lists.state(), "lines": lines or []}

    def text(self, body, page):
        self.belongs_to(page)
        if not body.strip() or any(end in body for end in b"\r\n"):
            raise Refused(400)
        return self.judged([self.program, "verify", "--json", *self.judging, "-"], body + b"\n")

    def file(self, body, page):
        self.belongs_to(page)
        return self.judged([self.program, "scan", "--json", *self.judging, "-"], body)

    def judged(self, command, given):
        """The verdicts of a process of their own."""
        with self.one_at_a_time:
            try:
                done = subprocess.run(command, input=given, stdout=subprocess.PIPE, timeout=ANSWER_SECONDS)
                lines = [verdict(line) for line in done.stdout.splitlines()]
            except (Failed, OSError, ValueError, subprocess.TimeoutExpired) as failure:
                report(str(failure))
                return {"failed": True, "lines": []}
        # Less than all of its lines is no answer.
        failed = done.returncode < 0 or not lines
        return {"failed": failed, "lines": [] if failed else lines}

    def issue(self, body, page):
        """Signs one code: a batch of one row, since what stands in arguments is visible to every user of this machine."""
        self.belongs_to(page)
        row = json.loads(body)
        if not self.issues or not isinstance(row, dict):
            raise Refused(403)
        language = row.pop("lang", "en")
        plain = all(name in COLUMNS and isinstance(value, str) and len(value) <= 512 for name, value in row.items())
        if not plain or language not in ("en", "zh") or row.get("status") not in ("green", "yellow"):
            raise Refused(400)
        row = {name: value for name, value in row.items() if value.strip()}
        command = [self.program, "issue", "--batch", "-", *self.issuing, "--as", f"page-{secrets.token_hex(8)}", "--at",
                   time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "-o", "-", "--card", "--format", "png", "--check-every", "1", "--lang", language]
        with self.one_at_a_time:
            try:
                done = subprocess.run(command, input=json.dumps(row).encode() + b"\n", capture_output=True, timeout=ANSWER_SECONDS)
                made = json.loads(done.stdout) if done.stdout.strip() else {}
            except (OSError, ValueError, subprocess.TimeoutExpired) as failure:
                # Not the failure's own words, in which a row might be.
                report(f"issuing failed: {type(failure).__name__}")
                return {"failed": True}
        said = [line.removeprefix("hcode: ") for line in done.stderr.decode("utf-8", "replace").splitlines() if line.startswith("hcode: ")]
        if done.returncode or "png" not in made:
            if isinstance(made.get("error"), dict):
                return {"rejected": made["error"]}
            return {"failed": True, "said": said}
        return {"issued": {name: made[name] for name in ("key_id", "code_index", "status", "expires", "png")}, "said": said}

    def belongs_to(self, page):
        if self.page is None or page is None or not hmac.compare_digest(page.encode(), self.page.encode()):
            raise Refused(409)


def report(text):
    """To whoever started this program. A picture, a text or a name is never in it."""
    print(f"hcode-page: {text}", file=sys.stderr, flush=True)


class Request:
    """One request of one connection, read with a bound on its size and its time."""

    LINE = re.compile(rb"([A-Z]{1,16}) (/[a-z./_-]{0,40}) HTTP/1\.1")
    FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}):[ \t]*([\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?)?[ \t]*")

    def __init__(self, connection):
        self.connection = connection
        head, self.rest = self.until_blank_line()
        first, *fields = head.split(b"\r\n")
        line = self.LINE.fullmatch(first)
        matches = [self.FIELD.fullmatch(field) for field in fields]
        if not line or not all(matches):
            raise Refused
        self.method, self.path = line[1].decode(), line[2].decode()
        named = [(match[1].decode().lower(), (match[2] or b"").decode()) for match in matches]
        self.fields = dict(named)
        # What two readers could take for two different requests is none.
        if len(self.fields) != len(named) or "transfer-encoding" in self.fields or "upgrade" in self.fields:
            raise Refused

    def until_blank_line(self):
        data, end = b"", time.monotonic() + HEAD_SECONDS
        while b"\r\n\r\n" not in data:
            if len(data) > LONGEST_HEAD:
                raise Refused
            data += self.some(end)
        head, rest = data.split(b"\r\n\r\n", 1)
        if len(head) > LONGEST_HEAD:
            raise Refused
        return head, rest

    def some(self, end):
        left = end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.connection.settimeout(left)
        data = self.connection.recv(65536)
        if not data:
            raise ConnectionResetError
        return data

    def body(self, longest):
        length = self.fields.get("content-length", "")
        if not re.fullmatch("[0-9]{1,8}", length) or int(length) > longest or len(self.rest) > int(length):
            raise Refused
        data, end = bytearray(self.rest), time.monotonic() + BODY_SECONDS
        while len(data) < int(length):
            data += self.some(end)
        if len(data) > int(length):
            raise Refused
        return bytes(data)


class Server:
    """Answers on 127.0.0.1 and nowhere else, one request a connection."""

    def __init__(self, gate, token, port):
        self.gate, self.token = gate, token
        self.files = {path: ((FOLDER / name).read_bytes(), kind) for path, (name, kind) in STATIC.items()}
        self.listener = socket.create_server(("127.0.0.1", port), backlog=CONNECTIONS)
        self.port = self.listener.getsockname()[1]
        self.host = f"127.0.0.1:{self.port}"
        # A signal may reach another thread, and this one notices when it looks up.
        self.listener.settimeout(1)
        self.places = threading.BoundedSemaphore(CONNECTIONS)

    def serve(self):
        while True:
            try:
                connection, peer = self.listener.accept()
            except TimeoutError:
                continue
            except OSError as failure:
                report(str(failure))
                time.sleep(0.1)
                continue
            if peer[0] != "127.0.0.1" or not self.places.acquire(blocking=False):
                connection.close()
                continue
            try:
                threading.Thread(target=self.converse, args=(connection,), daemon=True).start()
            except RuntimeError as failure:
                report(str(failure))
                connection.close()
                self.places.release()

    def converse(self, connection):
        try:
            with connection:
                try:
                    status, kind, body = 200, *self.answer(Request(connection))
                except Refused as refused:
                    status, kind, body = refused.status, "", b""
                except (ValueError, RecursionError):
                    status, kind, body = 400, "", b""
                self.send(connection, status, kind, body)
        except OSError:
            pass  # The other end is gone, or too slow: nobody is there to be told.
        except Exception as failure:  # noqa: BLE001  whatever it is, the next request is served
            report(f"{type(failure).__name__}: {failure}")
        finally:
            self.places.release()

    def answer(self, request):
        """The type and the bytes of what was asked for, by whoever may ask for it."""
        if request.fields.get("host") != self.host:
            raise Refused
        origin, site = request.fields.get("origin"), request.fields.get("sec-fetch-site")
        if request.method == "GET":
            if origin not in (None, f"http://{self.host}") or site not in (None, "none", "same-origin") or request.fields.get("content-length", "0") != "0":
                raise Refused
            if request.path not in self.files:
                raise Refused(404)
            body, kind = self.files[request.path]
            return kind, body
        if request.method != "POST" or origin != f"http://{self.host}" or site not in (None, "same-origin"):
            raise Refused
        given = request.fields.get("authorization", "").encode()
        if not hmac.compare_digest(given, b"Bearer " + self.token.encode()) or request.path not in QUESTIONS:
            raise Refused
        longest, kind = QUESTIONS[request.path]
        if kind and request.fields.get("content-type") != kind:
            raise Refused(415)
        page = request.fields.get("page")
        # Before the body: what nobody will look at is not read.
        if request.path != "/open":
            self.gate.belongs_to(page)
        said = getattr(self.gate, request.path[1:])(request.body(longest), page)
        return "application/json", json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")

    def send(self, connection, status, kind, body):
        head = [f"HTTP/1.1 {status} {STATUSES[status]}", "Connection: close", f"Content-Length: {len(body)}", *(f"{k}: {v}" for k, v in HEADERS.items())]
        if kind:
            head.append(f"Content-Type: {kind}")
        connection.settimeout(BODY_SECONDS)
        connection.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + body)
        connection.shutdown(socket.SHUT_WR)
        # What is closed with bytes unread resets the connection, and the answer with it.
        end = time.monotonic() + 1
        while (left := end - time.monotonic()) > 0:
            connection.settimeout(left)
            if not connection.recv(1 << 20):
                break


def token_of(file):
    """The token in the first line of a file that others cannot read."""
    with open(file, "rb") as opened:
        # systemd hands credentials to a service as files of root that its group may read.
        found = os.fstat(opened.fileno())
        if found.st_mode & (0o037 if found.st_uid == 0 else 0o077):
            sys.exit(f"hcode-page: error: {file} can be read by others\nhcode-page: hint: chmod 600 {file}")
        token = opened.readline(200).decode("ascii", "replace").strip()
    if not re.fullmatch(r"[A-Za-z0-9_-]{43,128}", token):
        sys.exit(f"hcode-page: error: {file} holds no token\n"
                 f"hcode-page: hint: make one: (umask 077; head -c 32 /dev/urandom | basenc --base64url | tr -d = >{file})")
    return token


HELP = """\
The page is for a browser on this machine, which its camera is plugged into. Open the address that is printed. What follows # in it is a key:
whoever has it can use the page until this program ends. Give it to nobody; the page takes it out of the address bar.

The answers are those of hcode, which also chooses the store when --store is left out. Names are left out of them unless --show-holder is given.
Nothing is stored, and nothing is sent anywhere else.

examples:
  hcode-page --store /srv/gate
  hcode-page --store /srv/gate --lang zh --show-holder
  hcode-page --store /srv/gate --issue --desk /srv/office/desk --officer desk-7

exit status:
  0 after SIGINT or SIGTERM, 64 for a wrong option, 69 when the port is taken or hcode cannot be started

See also: hcode-scan(1), docs/page.md
"""


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.exit(64, f"hcode-page: error: {message}\nhcode-page: hint: see 'hcode-page --help'\n")


def read_options(arguments):
    parser = Parser(prog="hcode-page", description="Show on a web page of this machine what hcode says of the codes before its camera.", epilog=HELP,
                    formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    parser.add_argument("--store", metavar="DIR", help="the trust store; without it where hcode looks by itself")
    parser.add_argument("--trust", metavar="FILE", action="append", default=[], help="a public key file to accept beside the store; may be repeated")
    parser.add_argument("--port", type=int, default=8017, metavar="N", help="the port on 127.0.0.1; 0 for any (default: 8017)")
    parser.add_argument("--lang", choices=["en", "zh"], help="the page's first language; without it the browser's")
    parser.add_argument("--show-holder", action="store_true", help="show the name, birth date and document tail that a code states")
    parser.add_argument("--token-file", metavar="FILE", help="take the key after # from this file's first line, and do not print it: for services")
    parser.add_argument("--hcode", default="hcode", metavar="PROGRAM", help="the hcode to start (default: the one on PATH)")
    desk = parser.add_argument_group("issuing, which is off without --issue")
    desk.add_argument("--issue", action="store_true", help="a form for green and yellow codes; red takes two officers and another command")
    desk.add_argument("--desk", metavar="DIR", help="the desk that signs; without it where hcode looks by itself")
    desk.add_argument("--passphrase-file", metavar="FILE", help="hcode reads the passphrase of the desk's keys from this file's first line")
    desk.add_argument("--officer", metavar="TEXT", help="who issues, for the registry and the log: a pseudonym, never a name")
    options = parser.parse_args(arguments)
    for name in ("desk", "passphrase_file", "officer"):
        if getattr(options, name) and not options.issue:
            parser.error(f"--{name.replace('_', '-')} is for --issue")
    if not 0 <= options.port < 65536:
        parser.error("--port is a number from 0 to 65535")
    if options.issue and options.token_file and not 0 < options.port < 1024:
        parser.error("--issue with --token-file takes a --port below 1024: another user could take this one while hcode-page is not running, and be "
                     "sent the key by a page that is still open")
    return options


def main(arguments):
    options = read_options(arguments)
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: sys.exit(0))
    try:
        token = token_of(options.token_file) if options.token_file else secrets.token_urlsafe(32)
        gate = Gate(options)
        server = Server(gate, token, options.port)
    except OSError as failure:
        print(f"hcode-page: error: {failure}", file=sys.stderr)
        return 69
    shown = "(the token)" if options.token_file else token
    print(f"http://{server.host}/#{shown}", flush=True)
    try:
        server.serve()
    finally:
        gate.scanner.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
