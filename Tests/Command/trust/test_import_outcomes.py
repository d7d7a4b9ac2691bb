"""One outcome for each authority and each file: nobody's refusal keeps another's file out, in an import and in an update."""

import http.server
import socket
import threading
import time

import pytest

import command
from authority import (AT, DAY, GREEN, HOUR, NOW, Authority, Key, bits, cbor, code_key, codes, cose_sign1, listed, recognised, status_key)
from checkpoints import place  # noqa: F401  a checkpoint
from command import assert_error, verdicts
from servers import serving

pytestmark = pytest.mark.slow

A, M = Authority("CN-HA"), Authority("MM")


def pinned(authority):
    return "--fingerprint", authority.fingerprint


def shared(authority, *more):
    """The authority names A's status list for a code key of its own, with A's status key, which agreed with it, and others."""
    own = Key(f"{authority.id} own codes", authority.id, "x")
    return [listed(authority.id, code_key(own, status_list=A.uri), status_key(A.status, A.uri),
                   *(status_key(k, A.uri) for k in more))]


def revoked(place, text):  # noqa: F811
    found = place.verify(text)
    return found["verdict"], found["reason"]


def outcomes(result):
    return [[(o["authority"], o["pinned"], o.get("outcome") or o.get("refusal")) for o in v["outcomes"]] for v in verdicts(result)]


def test_a_status_list_that_a_recognised_authority_refuses_is_taken_for_the_pinned_one(place):  # noqa: F811
    """M names A's status list and dates its own into the future: A's revocations were rollbacks from then on."""
    place.taken(A.list(issuers=A.with_status(), recognises=[recognised(M)]), M.list(issuers=shared(M, M.status)),
                A.status_list(issued=NOW - 2 * HOUR), options=pinned(A))
    place.taken(M.status_list(uri=A.uri, issued=NOW + 250, key=M.status))
    result = place.taken(A.status_list({7: 1}), options=("--json",))
    assert outcomes(result) == [[("CN-HA", True, "replaced"), ("MM", False, "rollback")]]
    assert b"warning: " in result.stderr and b"refused for MM: rollback" in result.stderr
    assert revoked(place, A.code()) == ("refused", "revoked")


def test_a_delta_is_taken_where_its_base_is(place):  # noqa: F811
    place.taken(A.list(issuers=A.with_status(), recognises=[recognised(M)]), A.status_list(), options=pinned(A))
    place.taken(M.list(issuers=shared(M)))
    result = place.taken(A.status_delta({}, {7: 1}), options=("--json",))
    assert outcomes(result) == [[("CN-HA", True, "replaced"), ("MM", False, "wrong-base")]]
    assert revoked(place, A.code()) == ("refused", "revoked")


def test_what_a_pinned_authority_refuses_ends_with_65_though_another_accepts_it(place):  # noqa: F811
    place.taken(A.list(issuers=A.with_status(), recognises=[recognised(M)]), M.list(issuers=shared(M)),
                A.status_list({7: 1}), options=pinned(A))
    # M has no list yet under this name, so an older one is new to it.
    place.taken(M.list(version=2, issuers=[listed("MM", code_key(M.codes))]))
    place.taken(M.list(version=3, issuers=shared(M, M.status)))
    result = place.take(A.status_list(issued=NOW - 2 * HOUR), options=("--json",))
    assert result.returncode == 65 and b"rollback" in result.stderr
    assert outcomes(result)[0][0] == ("CN-HA", True, "rollback")
    assert revoked(place, A.code()) == ("refused", "revoked")


def test_a_status_list_is_compared_only_with_one_whose_signer_still_counts(place):  # noqa: F811
    """The way out after a list with a future date: a new status key."""
    place.taken(A.list(issuers=A.with_status()), A.status_list(issued=NOW + 299), options=pinned(A))
    place.refused("rollback", A.status_list({7: 1}))
    fresh = Key("fresh status key", "CN-HA", "x")
    anew = [listed("CN-HA", code_key(A.codes, status_list=A.uri), status_key(fresh, A.uri))]
    place.taken(A.list(version=2, issuers=anew, k12=[[A.status.kid, NOW]]))
    assert revoked(place, A.code()) == ("undecided", "status-missing")
    place.taken(A.status_list({7: 1}, key=fresh))
    assert revoked(place, A.code()) == ("refused", "revoked")


def test_one_bad_file_keeps_no_other_out(place, tmp_path):  # noqa: F811
    place.taken(A.list(issuers=A.with_status()), options=pinned(A))
    other = Authority("XX")
    result = place.take(b"no list at all", A.status_list({7: 1}), other.list(), tmp_path / "missing")
    assert result.returncode == 66, result.stderr
    errors = [line for line in result.stderr.decode().splitlines() if line.startswith("hcode: error: ")]
    assert len(errors) == 3
    assert b"added" in result.stdout
    assert revoked(place, A.code()) == ("refused", "revoked")


def test_a_list_that_ended_is_refused_by_itself(place):  # noqa: F811
    place.taken(A.list(issuers=A.with_status()), options=pinned(A))
    result = place.take(M.list(expires=NOW - 1), A.status_list({7: 1}), options=pinned(M))
    assert_error(result, 65, "expired")
    assert revoked(place, A.code()) == ("refused", "revoked")
    assert revoked(place, M.code()) == ("undecided", "unknown-issuer")


def test_a_list_that_drops_a_live_key_without_withdrawing_it_is_taken_with_a_warning(place):  # noqa: F811
    place.taken(A.list(), options=pinned(A))
    result = place.taken(A.list(version=2, issuers=[listed("CN-HA", code_key(A.status))]), options=("--json",))
    assert A.codes.kid.hex().encode() in result.stderr and b"warning: " in result.stderr
    assert verdicts(result)[0]["dropped_keys"] == [A.codes.kid.hex()]
    assert revoked(place, A.code()) == ("undecided", "unknown-issuer")
    quiet = place.taken(A.list(version=3, issuers=[listed("CN-HA", code_key(M.codes))], k12=[[A.status.kid, NOW]]))
    assert b"warning" not in quiet.stderr


def test_a_foreign_file_that_fails_keeps_no_status_list_of_its_bundle_out(place):  # noqa: F811
    place.taken(A.list(issuers=A.with_status()), A.status_list(), options=pinned(A))
    foreign = cbor({1: "dcc", 3: b"no list of signers"})
    result = place.taken(A.bundle((2, A.status_list({7: 1}, issued=NOW - 60)), (6, foreign)), options=("--json",))
    assert b"warning: " in result.stderr and len(verdicts(result)[0]["refused_members"]) == 1
    assert revoked(place, A.code()) == ("refused", "revoked")


# ---------------------------------------------------------------- updates


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        content = self.server.pages.get(self.path)
        self.send_response(200 if content else 404)
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *_):
        pass


@pytest.fixture
def tarpit():
    """The port of a server that accepts and says nothing, and the connections that it got."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(200)
    connections = []

    def accept():
        while True:
            try:
                connections.append(listener.accept()[0])
            except OSError:
                return

    threading.Thread(target=accept, daemon=True).start()
    yield listener.getsockname()[1], connections
    listener.close()
    for connection in connections:
        connection.close()


def test_a_tarpit_of_a_recognised_authority_keeps_no_revocation_out(place, tarpit):  # noqa: F811
    """M names many status lists that sort before A's and lead nowhere. A's lane does not wait for M's."""
    port, connections = tarpit
    keys = [Key(f"many {n}", "MM", "x") for n in range(40)]
    many = [listed("MM", *(code_key(k, status_list=f"https://127.0.0.1:{port}/{n:05}") for n, k in enumerate(keys)))]
    with serving(Handler, pages={}, asked=[]) as server:
        server.pages |= {"/a": A.list(issuers=A.with_status(), recognises=[recognised(M)]), "/status": A.status_list()}
        for path in ("/a", "/status"):
            assert place.run("trust", "import", "--store", place.store, "--at", AT, *pinned(A), server.url + path).returncode == 0
        place.taken(M.list(issuers=many))
        server.pages["/status"] = A.status_list({7: 1}, issued=NOW - 60)
        process = command.subprocess.Popen(
            [command.HCODE, "trust", "update", "--store", place.store, "--at", AT],
            env=command.environment("/nonexistent"), stdout=command.subprocess.PIPE, stderr=command.subprocess.PIPE)
        try:
            deadline = time.monotonic() + 20
            while time.monotonic() < deadline and revoked(place, A.code())[1] != "revoked":
                time.sleep(0.2)
            assert revoked(place, A.code()) == ("refused", "revoked")
            assert process.poll() is None, "M's lane is still at it"
        finally:
            process.kill()
            process.communicate()
    assert 1 <= len(connections) <= 4


def test_what_a_recognised_authority_does_not_give_is_a_warning_and_what_a_pinned_one_does_not_is_69(place):  # noqa: F811
    with serving(Handler, pages={}, asked=[]) as server:
        server.pages |= {"/a": A.list(issuers=A.with_status(), recognises=[recognised(M)]), "/m": M.list(), "/status": A.status_list()}
        for path in server.pages:
            assert place.run("trust", "import", "--store", place.store, "--at", AT, *pinned(A), server.url + path).returncode == 0
        del server.pages["/m"]
        result = place.run("trust", "update", "--store", place.store, "--at", AT)
        assert result.returncode == 0, result.stderr
        assert b"warning: " in result.stderr and b"/m" in result.stderr
        del server.pages["/status"]
        assert place.run("trust", "update", "--store", place.store, "--at", AT).returncode == 10


def test_a_url_that_a_pinned_list_names_is_fetched_once_and_by_its_lane(place):  # noqa: F811
    with serving(Handler, pages={}, asked=[]) as server:
        server.pages |= {"/status": A.status_list()}
        place.taken(A.list(issuers=A.with_status(), recognises=[recognised(M)]), M.list(issuers=shared(M)), options=pinned(A))
        assert place.run("trust", "import", "--store", place.store, "--at", AT, server.url + "/status").returncode == 0
        server.asked.clear()
        server.pages["/status"] = A.status_list({7: 1}, issued=NOW - 60)
        result = place.run("trust", "update", "--json", "--store", place.store, "--at", AT)
        assert result.returncode == 0, result.stderr
        assert server.asked == ["/status"]
        assert outcomes(result) == [[("CN-HA", True, "replaced"), ("MM", False, "replaced")]]
