"""Lists from URLs: what is asked of curl, what is refused before, and that nothing but an import asks for anything."""

import http.server
import json
import os
import subprocess
import time

import pytest

import command
import passports as made
from authority import AT, NOW, Authority
from command import assert_error, verdict
from servers import serving

A = Authority("CN-A")
PIN = ("--fingerprint", A.fingerprint)
OLD, NEW = A.list(issuers=A.with_status()), A.list(version=2, issuers=A.with_status())


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        content = self.server.pages.get(self.path)
        match self.path, content:
            case "/moved", _:
                self.send_response(302)
                self.send_header("Location", f"{self.server.url}/list")
                # A list in the body of a redirection is none either.
                self.send_header("Content-Length", str(len(OLD)))
                self.end_headers()
                self.wfile.write(OLD)
            case "/endless" | "/endless-list", _:
                self.send_response(200)
                self.end_headers()
                try:
                    self.wfile.write(b"\xd8\x62" if self.path == "/endless-list" else b"\x82")
                    while not self.server.ended:
                        self.wfile.write(bytes(1 << 20))
                except OSError:
                    self.server.broken.append(self.path)
            case "/large", _:
                self.send_response(200)
                self.send_header("Content-Length", str(1 << 40))
                self.end_headers()
            case _, None:
                self.send_error(404)
            case _:
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    """A server on this machine: what it has, and what it was asked for."""
    with serving(Handler, pages={}, asked=[], broken=[]) as server:
        yield server


@pytest.fixture
def take(hcode, tmp_path):
    def run(*urls, **kwargs):
        return hcode("trust", "import", "--store", tmp_path / "store", "--at", AT, *PIN, *urls, **kwargs)

    return run


@pytest.fixture
def stand_in(tmp_path):
    """A `curl` that writes down its arguments and environment, and gives a file."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "given").write_bytes(OLD)
    (folder / "curl").write_text(
        f"#!/bin/sh\nprintf '%s\\n' \"$@\" >'{folder}/arguments'\nenv >'{folder}/environment'\nexec cat '{folder}/given'\n")
    (folder / "curl").chmod(0o755)
    return folder


def test_a_list_and_a_status_list_come_from_this_machine(server, take, hcode, tmp_path):
    server.pages |= {"/list": OLD, "/status": A.status_list()}
    result = take(f"{server.url}/list", f"{server.url}/status", "--json")
    assert result.returncode == 0, result.stderr
    assert [v["file"] for v in command.verdicts(result)] == [f"{server.url}/list", f"{server.url}/status"]
    assert server.asked == ["/list", "/status"]
    assert verdict(hcode("verify", "--json", "--store", tmp_path / "store", "--at", AT, A.code()))["verdict"] == "green"


def test_an_update_fetches_again_and_tells_what_became_of_each(server, take, hcode, tmp_path):
    def update(*options):
        return hcode("trust", "update", "--json", "--store", tmp_path / "store", "--at", AT, *options)

    server.pages |= {"/list": OLD, "/status": A.status_list()}
    assert take(f"{server.url}/list", f"{server.url}/status").returncode == 0
    assert [v["outcome"] for v in command.verdicts(update())] == ["already-held", "already-held"]
    server.pages |= {"/list": NEW, "/status": A.status_list({7: 1}, issued=NOW - 60)}
    assert [v["outcome"] for v in command.verdicts(update())] == ["replaced", "replaced"]
    found = verdict(hcode("verify", "--json", "--store", tmp_path / "store", "--at", AT, A.code()))
    assert found["reason"] == "revoked"
    # One that fails keeps the other from nothing, and the exit status tells of it.
    before = command.listing(tmp_path / "store")
    del server.pages["/list"]
    result = update()
    assert_error(result, 10, f"{server.url}/list: ", "404")
    assert [v["outcome"] for v in command.verdicts(result)] == ["already-held"]
    server.pages["/list"] = OLD
    assert_error(update(), 65, "rollback")
    # That it failed is noted beside.
    assert {k: v for k, v in command.listing(tmp_path / "store").items() if k != "update"} == {k: v for k, v in before.items() if k != "update"}


def test_a_redirection_is_refused_although_a_list_comes_with_it(server, take, tmp_path):
    server.pages["/list"] = OLD
    assert_error(take(f"{server.url}/moved"), 69, f"{server.url}/moved: ", "redirect")
    assert server.asked == ["/moved"] and not (tmp_path / "store" / "index").exists()


@pytest.mark.slow
@pytest.mark.parametrize("page", ["endless", "endless-list"])
def test_a_server_that_sends_without_end_is_cut_off(server, take, page):
    start = time.monotonic()
    assert_error(take(f"{server.url}/{page}"), 69, "gave more than")
    assert time.monotonic() - start < 20
    time.sleep(0.2)
    assert server.broken == [f"/{page}"]


def test_a_file_that_is_declared_too_large_is_not_begun(server, take):
    assert_error(take(f"{server.url}/large", timeout=20), 69, "file size")


def test_what_is_asked_of_curl(take, stand_in):
    env = {"PATH": f"{stand_in}:{os.environ['PATH']}", "SECRET": "hunter2", "HTTPS_PROXY": "http://proxy.example:3128",
           "ALL_PROXY": "socks5://evil.example", "HCODE_PASSPHRASE": "hunter2"}
    url = "https://health.example/{a,b}/[1-9]/CN-A.trust"
    result = take(url, "--json", env=env)
    assert result.returncode == 0 and verdict(result)["file"] == url
    arguments = (stand_in / "arguments").read_text().splitlines()
    assert arguments[0] == "--disable" and arguments[-2:] == ["--url", url]
    options = dict(zip(arguments, arguments[1:]))
    assert {"--fail", "--globoff", "--silent", "--location"} <= set(arguments) and not {"-k", "--insecure", "-o"} & set(arguments)
    assert (options["--proto"], options["--max-redirs"], options["--connect-timeout"], options["--max-time"]) == \
        ("=https", "0", "20", "120")
    assert int(options["--max-filesize"]) == 128 << 20
    seen = {line.split("=")[0] for line in (stand_in / "environment").read_text().splitlines()}
    assert seen - {"PWD", "SHLVL", "_", "OLDPWD"} == {"PATH", "HOME", "HTTPS_PROXY"}


def test_an_update_asks_for_status_lists_by_their_name(hcode, take, stand_in, tmp_path):
    env = {"PATH": f"{stand_in}:{os.environ['PATH']}"}
    (tmp_path / "list").write_bytes(OLD)
    assert take(tmp_path / "list").returncode == 0
    (stand_in / "given").write_bytes(A.status_list())
    result = hcode("trust", "update", "--json", "--store", tmp_path / "store", "--at", AT, env=env)
    assert result.returncode == 0 and verdict(result)["file"] == A.uri
    assert (stand_in / "arguments").read_text().splitlines()[-1] == A.uri


@pytest.mark.parametrize("url", [
    "http://health.example/list", "http://127.0.0.1.evil.example/list", "http://localhost@evil.example/list",
    "http://localhost:80@evil.example/list", "http://localhost.evil.example/", "http://[::1]evil.example/list",
    "http://[::1]:80@evil.example/", "http://127.0.0.1\\@evil.example/", "http://user:pass@127.0.0.1/", "http://localhost:80:80@evil/",
    "http://127.0.0.2/", "http://2130706433/", "http://0/", "http://0.0.0.0/", "http://[::ffff:1.2.3.4]/", "http:///evil.example/",
    "http://", "http:// localhost/", "http://%6cocalhost/", "http://evil.example#@localhost/", "http://evil.example?@localhost/"])
def test_http_from_elsewhere_is_refused_before_anything_is_asked(take, stand_in, url):
    result = take(url, env={"PATH": str(stand_in)})
    assert_error(result, 64, "http would let anybody on the way change the list", "use https")
    assert not (stand_in / "arguments").exists()


@pytest.mark.parametrize("url", ["http://localhost/l", "http://127.0.0.1/l", "http://[::1]/l", "http://localhost:8080/l", "http://[::1]:80/l"])
def test_http_from_this_machine_is_allowed(take, stand_in, url):
    assert take(url, env={"PATH": f"{stand_in}:{os.environ['PATH']}"}).returncode == 0


@pytest.mark.parametrize("url", ["HTTP://health.example/l", "ftp://health.example/l", "scp://a/b", "gopher://a/b", "-o/tmp/x",
                                 "telnet://a", "https:/health.example", " https://health.example"])
def test_other_protocols_are_names_of_files_and_never_reach_curl(take, stand_in, url):
    result = take("--", url, env={"PATH": str(stand_in)})
    assert_error(result, 66)
    assert not (stand_in / "arguments").exists()


def test_a_file_url_works(take, tmp_path):
    (tmp_path / "a list").write_bytes(OLD)
    assert take(f"file://{tmp_path}/a%20list").returncode == 0
    assert_error(take(f"file://{tmp_path}/none"), 69, "none")


def test_without_curl_its_package_is_named(take, tmp_path):
    (tmp_path / "empty").mkdir()
    assert_error(take("https://health.example/l", env={"PATH": str(tmp_path / "empty")}), 69, "curl is not installed",
                 "apt-get install curl")


def test_what_curl_says_is_told_and_escaped(take, stand_in):
    (stand_in / "curl").write_text("#!/bin/sh\nprintf 'curl: (35) no \\033[31m\\342\\200\\256way\\n' >&2\nexit 35\n")
    result = take("https://health.example/l", env={"PATH": f"{stand_in}:{os.environ['PATH']}"})
    assert_error(result, 69, "curl: (35) no \\u{1b}[31m\\u{202e}way")


def test_neither_scan_nor_verify_with_a_store_opens_a_socket_or_starts_a_program(take, hcode, tmp_path):
    for name, content in (("list", OLD), ("status", A.status_list())):
        (tmp_path / name).write_bytes(content)
        assert take(tmp_path / name).returncode == 0
    command.qr(A.code(), tmp_path / "code.png")
    trace = tmp_path / "trace"
    # A list of a store knows URLs; none is asked at a scan.
    for args in (("scan", tmp_path / "code.png"), ("verify", A.code()), ("verify", Authority("CN-B").code())):
        result = hcode(args[0], "--json", "--store", tmp_path / "store", "--at", AT, *args[1:],
                       program=["strace", "-f", "-qq", "-o", trace, "-e", "trace=%network,execve,fork,vfork"])
        assert verdict(result)["verdict"] in ("green", "undecided")
        traced = trace.read_text()
        assert "socket" not in traced and "connect" not in traced and traced.count("execve(") == 1


def test_an_update_checks_a_foreign_list_by_the_list_key_that_was_given_once(server, take, hcode, tmp_path):
    csca = made.authority("DE")
    signer = made.list_signer(csca)
    url, key = f"{server.url}/list.ml", tmp_path / "csca"
    key.write_bytes(csca.der)
    server.pages["/list.ml"] = made.master_list([csca], signer)
    options = ("--store", tmp_path / "foreign", "--at", made.AT)
    result = hcode("trust", "import", *options, "--format", "vdsnc", "--list-key", key, url)
    assert result.returncode == 0, result.stderr
    key.unlink()
    server.pages["/list.ml"] = made.master_list([csca, made.authority("FR")], signer, at=made.NOW)
    assert hcode("trust", "update", *options).returncode == 0
    other = made.authority("DE")
    server.pages["/list.ml"] = made.master_list([other], made.list_signer(other), at=made.NOW)
    assert_error(hcode("trust", "update", *options), 65, ": bad-signature: ")
    [held] = json.loads(hcode("trust", "show", "--json", *options).stdout)["foreign"]
    assert held["noted"] == [] and held["issued_at"] == made.AT
