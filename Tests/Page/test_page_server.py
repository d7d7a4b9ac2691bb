"""hcode-page as a server: whom it answers, what a request may cost, and what it leaves behind. Without a browser."""

import io
import json
import os
import re
import socket
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

import command
import pages

JSON = {"Content_Type": "application/json"}
JPEG = {"Content_Type": "image/jpeg"}
OPEN = json.dumps({"page": "0" * 32}).encode()


def opened(served):
    """The answer to a page that begins."""
    status, body = served.ask("/open", OPEN, **JSON)
    assert status == 200, status
    return json.loads(body)


def raw(served, data, wait=20):
    """What comes back for these bytes, until the end."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=wait) as connection:
        connection.sendall(data)
        answer = b""
        try:
            while piece := connection.recv(65536):
                answer += piece
        except ConnectionResetError:
            pass
        return answer


def judged(served, frame, seconds=30):
    """Sends a picture as the page does until hcode says something of it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        status, body = served.ask("/frame", frame, **JPEG)
        assert status == 200
        if (said := json.loads(body))["lines"] or not said["scanner"]:
            return said
    raise AssertionError("nothing was said")


@pytest.fixture
def jpeg(codes):
    """jpeg(name) → a frame with that code."""
    def frame(name):
        view, file = Image.new("L", (640, 480), 190), io.BytesIO()
        view.paste(Image.open(codes[0][name]).convert("RGBA").convert("L").resize((400, 400)), (120, 40))
        view.save(file, "JPEG", quality=90)
        return file.getvalue()

    return frame


def test_whoever_has_the_key_gets_what_hcode_says(page, jpeg, codes):
    served = page()
    assert opened(served)["scanner"] is True
    said = judged(served, jpeg("green"))
    assert [line["verdict"] for line in said["lines"]] == ["green"] and "holder" not in said["lines"][0] and said["lines"][0]["withheld"] == ["holder"]
    status, body = served.ask("/text", codes[1]["red"].encode(), Content_Type="text/plain")
    assert (status, json.loads(body)["lines"][0]["verdict"]) == (200, "red")
    status, body = served.ask("/file", codes[0]["forged"].read_bytes(), Content_Type="application/octet-stream")
    assert (status, json.loads(body)["lines"][0]["verdict"]) == (200, "forged")
    assert "hcode" not in served.errors.read_text()


@pytest.mark.parametrize("changes", [
    {"Host": "localhost"}, {"Host": "localhost:{port}"}, {"Host": "evil.example:{port}"}, {"Host": "127.0.0.1"}, {"Host": "127.0.0.1:{port}."}, {"Host": None},
    {"Origin": None}, {"Origin": "null"}, {"Origin": "http://evil.example"}, {"Origin": "https://127.0.0.1:{port}"}, {"Origin": "http://localhost:{port}"},
    {"Origin": "http://127.0.0.1:{port}.evil.example"}, {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"},
    {"Authorization": None}, {"Authorization": "Bearer "}, {"Authorization": "Bearer " + "A" * 43}, {"Authorization": "bearer {token}"},
    {"Authorization": "Bearer {token}A"}, {"Authorization": "Basic {token}"}])
def test_a_wrong_host_origin_or_key_is_refused_without_a_word(served, changes):
    filled = {name: value and value.format(port=served.port, token=served.token) for name, value in changes.items()}
    assert served.ask("/open", OPEN, **JSON | filled) == (403, b"")


def test_each_file_of_the_page_is_given_under_the_right_name_and_nothing_else_is(served):
    for path in ("/", "/app.js", "/app.css", "/words.json", "/texts.json", "/icon.svg"):
        assert served.ask(path, method="GET", fields={"Host": served.host})[0] == 200
        assert served.ask(path, method="GET", fields={"Host": "evil.example"}) == (403, b"")
        assert served.ask(path, method="GET", fields={"Host": served.host, "Origin": "http://evil.example"}) == (403, b"")
        assert served.ask(path, method="GET", fields={"Host": served.host, "Sec-Fetch-Site": "cross-site"}) == (403, b"")
    for path in ("/page.py", "/../page.py", "/.", "/app.js.", "/frame", "/__init__"):
        assert served.ask(path, method="GET", fields={"Host": served.host})[0] in (403, 404), path
    for path in ("/", "/app.js", "/close", "/judged", "/scanner", "/belongs_to", "//open"):
        assert served.ask(path, OPEN, **JSON) == (403, b""), path
    for method in ("HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "CONNECT", "PATCH"):
        assert raw(served, f"{method} / HTTP/1.1\r\nHost: {served.host}\r\n\r\n".encode()).startswith(b"HTTP/1.1 403 "), method


def test_every_answer_has_the_policy(served):
    for request in (f"GET / HTTP/1.1\r\nHost: {served.host}\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "nonsense\r\n\r\n"):
        head = raw(served, request.encode()).split(b"\r\n\r\n")[0].decode()
        policy = re.search(r"^Content-Security-Policy: (.*)$", head, re.MULTILINE)[1].strip()
        assert policy.startswith("default-src 'none'; script-src 'self'; ") and "unsafe" not in policy and "*" not in policy and "http" not in policy
        for part in ("frame-ancestors 'none'", "form-action 'none'", "base-uri 'none'", "connect-src 'self'"):
            assert part in policy
        for field in ("Cache-Control: no-store", "Referrer-Policy: no-referrer", "X-Content-Type-Options: nosniff", "Cross-Origin-Resource-Policy: same-origin"):
            assert field in head
        assert "Set-Cookie" not in head and "Access-Control" not in head and "Server" not in head


@pytest.mark.parametrize("more", [
    "Content-Length: 46\r\nContent-Length: 46\r\n", "Content-Length: 46\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\n", "Content-Length: +46\r\n",
    "Content-Length: 4 6\r\n", "Content-Length: 46, 46\r\n", "Content-Length: -1\r\n", "Content-Length: 0x2e\r\n", "Content-Length : 46\r\n", "Content-Length: 46\n",
    " Content-Length: 46\r\n", "X: a\r\n b\r\nContent-Length: 46\r\n", "X: a\0b\r\nContent-Length: 46\r\n", "X: a\rb\r\nContent-Length: 46\r\n", "", "Content-Length: 45\r\n",
    "Host: evil.example\r\nContent-Length: 46\r\n", "Origin: http://evil.example\r\nContent-Length: 46\r\n", "Upgrade: h2c\r\nContent-Length: 46\r\n",
    "Content-Length: 99999999\r\n", "Content-Length: 99999999999999999999\r\n", "X: " + "a" * 20000 + "\r\nContent-Length: 46\r\n"])
def test_what_two_readers_could_take_for_two_requests_is_none(served, more):
    head = "POST /open HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in served.right(**JSON).items())
    assert len(OPEN) == 44
    right = raw(served, f"{head}Content-Length: 44\r\n\r\n".encode() + OPEN)
    assert right.startswith(b"HTTP/1.1 200 ")
    answer = raw(served, (head + more.replace("46", "44").replace("45", "43").replace("2e", "2c") + "\r\n").encode() + OPEN)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 403 ") and answer.endswith(b"\r\n\r\n")
    # A request behind a request is none.
    assert raw(served, f"GET /icon.svg HTTP/1.1\r\nHost: {served.host}\r\n\r\n".encode() * 2).count(b"HTTP/1.1") == 1


def test_a_body_has_its_size_and_type(served, jpeg):
    opened(served)
    assert served.ask("/frame", b"\xff\xd8\xff" + b"a" * (4 << 20) + b"\xff\xd9", **JPEG) == (403, b"")
    assert served.ask("/text", b"a" * ((64 << 10) + 1), Content_Type="text/plain") == (403, b"")
    assert served.ask("/frame", jpeg("green"), Content_Type="text/plain") == (415, b"")
    for frame in (b"", b"P5\n1 1\n255\n\0", b"<svg/>", jpeg("green")[:-2], b"\xff\xd8", b"\x89PNG\r\n"):
        assert served.ask("/frame", frame, **JPEG) == (415, b"")
    for text in (b"", b"  ", b"A\nB", b"A\rB"):
        assert served.ask("/text", text, Content_Type="text/plain") == (400, b"")
    for body in (b"", b"{", b"[]", b'{"page":"x"}', b"[" * 1000, b'{"page":"' + b"\xff" * 32 + b'"}'):
        assert served.ask("/open", body, **JSON)[0] in (400, 403)
    # What only looks like a JPEG costs itself at most and the next frame is judged.
    assert served.ask("/frame", b"\xff\xd8\xff" + os.urandom(100000) + b"\xff\xd9", **JPEG)[0] == 200
    assert judged(served, jpeg("red"))["lines"][-1]["verdict"] == "red"


def test_who_is_not_the_newest_page_gets_no_verdict(page, jpeg):
    served = page()
    assert served.ask("/frame", jpeg("green"), **JPEG) == (409, b"")
    opened(served)
    for other in (None, "1" * 32, ""):
        assert served.ask("/frame", jpeg("green"), **JPEG, Page=other) == (409, b"")
    assert judged(served, jpeg("green"))["lines"][0]["verdict"] == "green"


@pytest.mark.slow
def test_slow_and_many_connections_keep_nobody_out_for_long(page):
    served = page()
    held = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(200)]
    half = f"POST /open HTTP/1.1\r\nHost: {served.host}\r\n".encode()
    for number, connection in enumerate(held):
        try:
            connection.sendall(half if number % 2 else b"")
        except OSError:
            pass
    end = time.monotonic() + 30
    while True:
        try:
            opened(served)
            break
        except OSError:
            assert time.monotonic() < end, "nobody is answered"
            time.sleep(0.1)
    # None of them was answered, and all are gone soon.
    for connection in held:
        connection.settimeout(30)
        try:
            assert connection.recv(100) == b""
        except ConnectionResetError:
            pass
        connection.close()
    # A body that drips is given up as well.
    head = "".join(f"{name}: {value}\r\n" for name, value in served.right(**JSON).items())
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as slow:
        slow.sendall(f"POST /open HTTP/1.1\r\n{head}Content-Length: 44\r\n\r\n".encode() + OPEN[:5])
        begun = time.monotonic()
        assert slow.recv(100) == b"" and time.monotonic() - begun < 20
    threads = int(re.search(r"Threads:\s+(\d+)", open(f"/proc/{served.process.pid}/status").read())[1])
    assert threads < 10


@pytest.mark.parametrize("answer", ['{"verdict":"Green","genuine":true,"reason":"as-signed"}', '{"verdict":"green"}', "green", '["green"]', "{}",
                                    '{"verdict":"green","reason":["as-signed"]}', '{"verdict":[],"reason":"x"}', '{"verdict":{},"reason":"x"}', "[" * 100000])
def test_what_is_no_verdict_is_no_answer_and_ends_that_scanner(page, tmp_path, jpeg, answer):
    program = tmp_path / "other"
    (tmp_path / "answer").write_text(answer + "\n")
    program.write_text(f"#!/bin/bash\ncase $1 in trust) exit 30;; esac\nhead -c 1000 >/dev/null; cat {tmp_path}/answer; cat >/dev/null\n")
    program.chmod(0o755)
    served = page(program=program)
    opened(served)
    assert judged(served, jpeg("green")) == {"scanner": False, "lists": {"state": "unknown", "lacks": [], "warnings": []}, "lines": []}
    for path, type in (("/text", "text/plain"), ("/file", "application/octet-stream")):
        assert json.loads(served.ask(path, b"A" * 2000, Content_Type=type)[1]) == {"failed": True, "lines": []}


@pytest.mark.parametrize("count", [64, 65])
def test_no_verdict_is_lost_when_many_come_at_once(page, tmp_path, jpeg, count):
    """The first is red. With more than can wait for the page, none is given out."""
    program = tmp_path / "other"
    lines = "".join(json.dumps({"verdict": "green" if number else "red", "reason": "as-signed"}) + "\n" for number in range(count))
    (tmp_path / "answer").write_text(lines)
    program.write_text(f"#!/bin/bash\ncase $1 in trust) exit 30;; esac\nhead -c 1000 >/dev/null; cat {tmp_path}/answer; cat >/dev/null\n")
    program.chmod(0o755)
    served = page(program=program)
    opened(served)
    said = judged(served, jpeg("green"))
    assert ([line["verdict"] for line in said["lines"]], said["scanner"]) == ((["red"] + 63 * ["green"], True) if count == 64 else ([], False))


def test_what_a_dead_scanner_said_is_not_given_out_and_it_starts_again(page, jpeg):
    served = page()
    opened(served)
    assert judged(served, jpeg("green"))["lines"]
    os.kill(served.scanner(), 9)
    end = time.monotonic() + 30
    while served.ask("/state")[1] and json.loads(served.ask("/state")[1])["scanner"]:
        assert time.monotonic() < end
    while not json.loads(served.ask("/state")[1])["scanner"]:
        assert time.monotonic() < end
        time.sleep(0.05)
    assert judged(served, jpeg("yellow"))["lines"][-1]["verdict"] == "yellow"
    assert "starts again" in served.errors.read_text()


def test_frames_of_many_senders_at_once_end_in_verdicts(served, jpeg):
    opened(served)
    frames = [jpeg(name) for name in ("green", "red", "yellow")] * 6
    with ThreadPoolExecutor(6) as senders:
        answers = list(senders.map(lambda frame: served.ask("/frame", frame, **JPEG), frames))
    assert {status for status, _ in answers} == {200}
    assert {line["verdict"] for _, body in answers for line in json.loads(body)["lines"]} <= {"green", "red", "yellow"}


def test_only_this_machine_is_listened_to(served):
    listening = []
    inodes = {os.readlink(f"/proc/{served.process.pid}/fd/{n}") for n in os.listdir(f"/proc/{served.process.pid}/fd")}
    for table in ("tcp", "tcp6", "udp", "udp6", "unix", "raw"):
        for line in open(f"/proc/{served.process.pid}/net/{table}").read().splitlines()[1:]:
            cells = line.split()
            if table != "unix" and f"socket:[{cells[9]}]" in inodes:
                listening.append((table, cells[1]))
    assert listening == [("tcp", f"0100007F:{served.port:04X}")]


@pytest.mark.slow
def test_no_file_is_written_and_no_address_is_asked(page, tmp_path, jpeg, codes):
    trace = tmp_path / "trace"
    served = page(prefix=["strace", "-f", "-qq", "-o", trace, "-e", "trace=%file,%network,ftruncate"])
    opened(served)
    assert judged(served, jpeg("green"))["lines"]
    for path, body, type in (("/text", codes[1]["red"].encode(), "text/plain"), ("/file", codes[0]["red"].read_bytes(), "application/octet-stream")):
        assert json.loads(served.ask(path, body, Content_Type=type)[1])["lines"][0]["verdict"] == "red"
    served.close()
    calls = trace.read_text().splitlines()
    assert any("--frames" in call for call in calls)
    written = [call for call in calls if re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE|ftruncate\(|mkdir|unlink|rename|link(at)?\(|symlink", call)
               and "readlink" not in call and '"/dev/null"' not in call]
    assert written == []
    # What has no address goes back over a connection that is there.
    asked = [call for call in calls if re.search(r"(connect|bind|sendto|sendmsg)\(", call) and "NULL, 0" not in call and 'inet_addr("127.0.0.1")' not in call]
    assert asked == []


def start(*options):
    return subprocess.run([sys.executable, pages.PROGRAM, *map(str, options)], capture_output=True, text=True, timeout=30, env=command.environment("/nonexistent"))


@pytest.mark.slow
def test_wrong_options_end_with_64_and_say_what_is_wrong():
    for options, said in ((["--issue", "--token-file", "x"], "below 1024"), (["--issue", "--token-file", "x", "--port", "0"], "below 1024"), (["--nothing"], "--nothing"), (["--port", "70000"], "--port"), (["--lang", "fr"], "--lang"), (["--desk", "x"], "--issue"),
                          (["--sto", "x"], "--sto")):
        done = start(*options)
        assert done.returncode == 64 and done.stderr.startswith("hcode-page: error: ") and said in done.stderr, done
    assert start("--hcode", "/nonexistent/hcode").returncode == 69
    shown = start("--help")
    assert shown.returncode == 0 and "exit status" in shown.stdout
    manual = (pages.PROGRAM.parent / "hcode-page.1").read_text()
    options = set(re.findall("--([a-z-]+)", shown.stdout)) - {"help"}
    assert len(options) == 11 and options == set(re.findall("Fl -([a-z-]+)", manual))


def test_a_port_that_is_taken_ends_with_69(page, store):
    served = page()
    done = start("--port", served.port, "--hcode", command.HCODE, "--store", store)
    assert done.returncode == 69 and "hcode-page: error" in done.stderr


def test_a_key_from_a_file_is_not_printed_and_the_file_is_for_its_owner_alone(page, tmp_path):
    file = tmp_path / "token"
    file.write_text("B" * 43 + "\n")
    for mode, text, said in ((0o644, "B" * 43, "others"), (0o600, "short", "no token"), (0o600, "", "no token")):
        file.write_text(text)
        file.chmod(mode)
        done = start("--token-file", file)
        assert done.returncode != 0 and said in done.stderr
    file.write_text("B" * 43 + "\n")
    file.chmod(stat.S_IRUSR)
    served = page("--token-file", file)
    assert "B" * 43 not in served.url
    served.token = "B" * 43
    opened(served)


def test_names_are_given_out_only_when_asked_for(page, codes):
    served = page("--show-holder")
    assert opened(served)["holder"] is True
    line = json.loads(served.ask("/text", codes[1]["markup"].encode(), Content_Type="text/plain")[1])["lines"][0]
    assert line["holder"] == {"name": pages.MARKUP}


def test_nothing_is_issued_without_the_option(served):
    assert opened(served)["issue"] is False
    assert served.ask("/issue", json.dumps({"status": "green"}).encode(), **JSON) == (403, b"")


@pytest.mark.slow
def test_the_end_is_0_and_leaves_no_child(page):
    served = page()
    child = served.scanner()
    assert served.close() == 0
    end = time.monotonic() + 20
    while os.path.exists(f"/proc/{child}") and "Z" not in open(f"/proc/{child}/stat").read().split(")")[1][:3]:
        assert time.monotonic() < end
        time.sleep(0.02)
