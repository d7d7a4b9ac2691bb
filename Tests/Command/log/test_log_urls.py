"""Logs on a web server: how few calls of curl read a large one, and that a hostile server gains nothing from it."""

import http.server
import os

import pytest

import command
from command import assert_error
from logs import Log, entry, ok
from servers import serving

pytestmark = pytest.mark.slow

BUNDLES = 70


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        super().setup()
        self.server.connections += 1

    def do_GET(self):
        server = self.server
        server.asked.append(self.path)
        path = server.folder / self.path[1:]
        content = path.read_bytes() if path.is_file() else None
        match server.wrong.get(self.path), content:
            case "moved", _:
                self.send_response(302)
                self.send_header("Location", f"{server.url}/elsewhere")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            case "endless", _:
                self.close_connection = True
                self.send_response(200)
                self.end_headers()
                try:
                    while not server.ended:
                        self.wfile.write(bytes(1 << 20))
                except OSError:
                    pass
            case "huge", _:
                self.close_connection = True
                self.send_response(200)
                self.send_header("Content-Length", str(1 << 40))
                self.end_headers()
            case "short", _:
                self.close_connection = True
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content[:-1])
            case "cut", _:
                self.answer(content[:-1])
            case "longer", _:
                self.answer(content + b"\n0 8193\n")
            case "missing", _:
                self.send_error(404)
            case _, None:
                self.send_error(404)
            case _:
                self.answer(content)

    def answer(self, content):
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    log = Log(tmp_path_factory.mktemp("log"))
    log.grow(BUNDLES * 256 + 3)
    return log


@pytest.fixture
def server(log):
    with serving(Handler, folder=log.folder, asked=[], wrong={}, connections=0) as server:
        yield server


@pytest.fixture
def curl(tmp_path):
    """A `curl` that counts its calls, and one URL or many in each."""
    (tmp_path / "bin").mkdir()
    tool = tmp_path / "bin" / "curl"

    def counted(before="true"):
        tool.write_text(f'#!/bin/sh\nn=0; for a; do [ "$a" = --url ] && n=$((n+1)); done; echo $n >>"{tmp_path}/calls"\n'
                        f'{before}\nPATH="{os.environ["PATH"]}" exec curl "$@"\n')
        tool.chmod(0o755)

    counted()
    curl = type("Curl", (), {})()
    curl.env = {"PATH": f"{tool.parent}:{os.environ['PATH']}"}
    curl.become = counted
    curl.calls = lambda: [int(n) for n in (tmp_path / "calls").read_text().split()]
    return curl


def verify(log, server, curl, *options):
    return command.run("log", "verify", server.url, "--log-key", log.vkey, *options, env=curl.env)


def test_a_large_log_is_read_by_few_calls_of_curl(log, server, curl):
    result = verify(log, server, curl)
    assert result.returncode == 0, result.stderr
    # 70 bundles and their hashes in two calls; the checkpoint, the history, what is not full, and a level above on their own.
    assert sorted(curl.calls()) == [1, 1, 1, 1, 1, 12, 128]
    assert len(server.asked) == len(set(server.asked)) == 2 * BUNDLES + 5
    assert server.connections == len(curl.calls())
    ok("log", "export", server.url, "-o", log.home / "export", "--force", env=curl.env)
    ok("log", "export", log.folder, "-o", log.home / "near", "--force")
    assert (log.home / "export").read_bytes() == (log.home / "near").read_bytes()
    assert len(curl.calls()) < 15


def test_a_proof_asks_for_no_more_than_it_needs(log, server, curl):
    ok("log", "prove", server.url, "--index", 300, "-o", log.home / "proof", "--force", env=curl.env)
    assert set(curl.calls()) == {1} and len(server.asked) < 8
    assert log.verify(folder=log.home / "proof").returncode == 0


@pytest.mark.parametrize("path", ["/tile/0/003", "/tile/entries/069"])
@pytest.mark.parametrize("wrong, status, words", [
    ("missing", 69, "404"), ("moved", 69, "redirect"), ("short", 69, "bytes remaining"), ("huge", 69, "file size"),
    ("cut", 65, "malformed-tile"), ("endless", 69, "gave more than")])
def test_a_server_that_gives_a_wrong_answer_in_the_midst_of_others_is_told_as_for_one(log, server, curl, path, wrong, status, words):
    server.wrong[path] = wrong
    assert_error(verify(log, server, curl), status, words, path[1:])
    assert "/elsewhere" not in server.asked


@pytest.mark.parametrize("path", ["/tile/0/003", "/tile/entries/003"])
def test_an_answer_that_is_longer_than_it_may_be_or_that_looks_like_two_is_no_tile(log, server, curl, path):
    server.wrong[path] = "longer"
    assert_error(verify(log, server, curl), 69 if "/0/" in path else 65, path[1:])


def test_where_several_at_once_do_not_work_they_come_one_by_one(log, server, curl):
    # A curl of before 2021, or a server that is too slow for so many.
    curl.become("[ $n -gt 1 ] && exit 28")
    assert verify(log, server, curl).returncode == 0
    assert sorted(curl.calls())[-2:] == [1, 128], "it is tried once"


def test_what_curl_tells_of_itself_is_not_believed_blindly(log, server, curl):
    # Sizes and states that do not go with the bytes.
    for line in ("echo", "printf '\\nx 0 0\\n'", "head -c 40000000 /dev/zero"):
        curl.become(f"[ $n -gt 1 ] && {{ {line}; exit 0; }}")
        assert verify(log, server, curl).returncode == 0


def test_a_log_that_grows_while_it_is_read_is_read_as_it_was(log, server, curl, tmp_path):
    small = Log(tmp_path / "small")
    small.grow(300)
    old = (small.folder / "checkpoint").read_bytes()
    small.append(*(entry(n) for n in range(300)))
    small.checkpoint()
    (small.folder / "checkpoint").write_bytes(old)
    server.folder = small.folder
    result = verify(small, server, curl)
    assert result.returncode == 0 and b"300 entries" in result.stdout
