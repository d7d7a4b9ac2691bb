"""What `trust update` fetches, what it says, and what it ends with: a bundle that came from a URL is fetched again."""

import pytest

import command
from authority import AT, HOUR, NOW, Authority, code_key, listed, recognised, status_key
from checkpoints import place  # noqa: F401  a checkpoint
from command import assert_error, verdict, verdicts
from log_store import answer, publish_log, publish_status, red, scan, take, w, world  # noqa: F401
from logs import ok
from servers import TaggedFiles, serving

pytestmark = pytest.mark.slow

A, M = Authority("CN-HA"), Authority("MM")
PIN = ("--fingerprint", A.fingerprint)
LATER = AT.replace(":00Z", ":30Z")
LIST = A.list(issuers=A.with_status())


@pytest.fixture
def server():
    with serving(TaggedFiles, pages={}, answers=[]) as server:
        yield server


@pytest.fixture
def gate(place, server):  # noqa: F811
    """A checkpoint that imports from the server."""
    def fetched(path, *options):
        result = place.run("trust", "import", "--store", place.store, "--at", AT, *options, server.url + path)
        assert result.returncode == 0, result.stderr

    def update(*options, at=AT, **kwargs):
        return place.run("trust", "update", "--store", place.store, "--at", at, *options, **kwargs)

    place.fetched, place.update = fetched, update
    return place


def bundle(statuses=None, issued=NOW - 600, lists=(LIST,), **kwargs):
    return A.bundle(*((1, data) for data in lists), (2, A.status_list(statuses, issued=issued - 60)), issued=issued, **kwargs)


def judged(gate, text):
    found = gate.verify(text)
    return found["verdict"], found["reason"]


# ---------------------------------------------------------------- a bundle


def test_a_bundle_that_came_from_a_url_is_fetched_again_and_its_revocation_counts(gate, server):
    server.pages["/CN-HA.bundle"] = bundle()
    gate.fetched("/CN-HA.bundle", *PIN)
    assert judged(gate, A.code()) == ("green", "as-signed")
    server.pages["/CN-HA.bundle"] = bundle({7: 1}, NOW - 60)
    result = gate.update("--json")
    assert result.returncode == 0, result.stderr
    assert [(v["file"], v["outcome"]) for v in verdicts(result)] == [(server.url + "/CN-HA.bundle", "replaced")]
    assert judged(gate, A.code()) == ("refused", "revoked")


def test_a_bundle_that_was_imported_from_a_file_is_followed_once_it_is_imported_by_its_url(gate, server):
    gate.taken(bundle(), options=PIN)
    server.pages["/b"] = bundle()
    gate.fetched("/b")
    server.pages["/b"] = bundle({7: 1}, NOW - 60)
    assert gate.update().returncode == 0
    assert judged(gate, A.code()) == ("refused", "revoked")


def test_what_has_not_changed_is_not_sent_again(gate, server):
    server.pages |= {"/CN-HA.bundle": bundle(), "/status": A.status_list(issued=NOW - 300)}
    gate.fetched("/CN-HA.bundle", *PIN)
    gate.fetched("/status")
    server.answers.clear()
    first = command.listing(gate.store)
    result = gate.update("--json")
    assert result.returncode == 0, result.stderr
    assert server.answers == [("/CN-HA.bundle", 304), ("/status", 304)]
    assert [(v["outcome"], v["unchanged"]) for v in verdicts(result)] == [("already-held", True)] * 2
    # When it was is noted; nothing else is written without news.
    assert {k: v for k, v in command.listing(gate.store).items() if k != "update"} == first
    server.pages["/status"] = A.status_list({7: 1}, issued=NOW - 60)
    server.answers.clear()
    assert gate.update().returncode == 0
    assert server.answers == [("/CN-HA.bundle", 304), ("/status", 200)]
    assert judged(gate, A.code()) == ("refused", "revoked")


def test_what_was_refused_is_asked_for_whole_again(gate, server):
    """What refuses a file may change, so nothing that was refused is taken for known."""
    server.pages["/b"] = bundle()
    gate.fetched("/b", *PIN)
    server.pages["/b"] = bundle({7: 1}, NOW - 60, key=M.codes)
    for _ in range(2):
        result = gate.update()
        assert result.returncode == 65 and b": under-signed: " in result.stderr, result.stderr
    assert [status for _, status in server.answers] == [200, 200, 200]


def test_the_doctor_tells_when_an_update_had_everything_and_why_one_failed(gate, server):
    def found():
        result = command.run("doctor", "--json", "--store", gate.store, "--at", AT)
        return [(c["state"], c["detail"], c["hint"]) for c in verdict(result)["checks"] if c["check"] == "update"]

    server.pages["/b"] = bundle()
    gate.fetched("/b", *PIN)
    assert found() == [("ok", "none so far", "")]
    assert gate.update().returncode == 0
    [(state, detail, hint)] = found()
    assert (state, hint) == ("ok", "") and detail.startswith("everything was fetched at ")
    del server.pages["/b"]
    assert gate.update(at=LATER).returncode == 10
    [(state, detail, hint)] = found()
    assert state == "warning" and "failed at " in detail and server.url + "/b" in detail and "trust update" in hint
    assert "everything was fetched at " in detail
    server.pages["/b"] = bundle()
    assert gate.update(at=LATER).returncode == 0
    assert found()[0][0] == "ok"


def test_a_note_of_updates_that_somebody_damaged_is_no_note_and_nothing_of_it_is_shown_raw(gate, server):
    server.pages["/b"] = bundle()
    gate.fetched("/b", *PIN)
    for text in (b"failed \xff\n", b"\0" * 5000, b"succeeded never\nfailed 2026-13-01T00:00:00Z x\n"):
        (gate.store / "update").write_bytes(text)
        result = command.run("doctor", "--store", gate.store, "--at", AT)
        assert b"none so far" in result.stdout and result.returncode in (0, 10)
    (gate.store / "update").write_bytes(b"failed 2026-11-25T00:00:00Z \x1b[2Jx\n")
    assert b"\x1b" not in command.run("doctor", "--store", gate.store, "--at", AT).stdout


def test_a_store_with_a_damaged_file_asks_for_everything_whole(gate, server):
    server.pages["/b"] = bundle()
    gate.fetched("/b", *PIN)
    for path in (gate.store / "objects").iterdir():
        if path.stat().st_size > 1024 and b"CN-HA" not in path.read_bytes():
            path.write_bytes(b"damaged")
    server.answers.clear()
    gate.update()
    assert server.answers == [("/b", 200)]


@pytest.mark.parametrize("tag", ['"a\tb"', "none", '"' + "x" * 300 + '"', '"a"b"'])
def test_a_tag_that_is_none_is_not_sent_back(gate, server, tag, monkeypatch):
    sent = []

    def do_get(handler):
        sent.append(handler.headers["If-None-Match"])
        content = server.pages[handler.path]
        handler.send_response(200)
        handler.send_header("ETag", tag)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    monkeypatch.setattr(TaggedFiles, "do_GET", do_get)
    server.pages["/b"] = bundle()
    gate.fetched("/b", *PIN)
    assert gate.update().returncode == 0
    assert sent == [None, None]


# ---------------------------------------------------------------- older files in a bundle


def test_an_older_file_in_a_bundle_is_passed_over_and_the_rest_is_taken(gate, server):
    """A neighbour's lists in a bundle are as old as the bundle, and the gate may have newer ones."""
    lists = LIST, M.list()
    mine = A.list(issuers=A.with_status(), recognises=[recognised(M)])
    gate.taken(mine, M.list(version=2), options=PIN)
    packed = A.bundle((1, mine), (1, lists[1]), (2, A.status_list({7: 1}, issued=NOW - 300)))
    result = gate.taken(packed, options=("--json",))
    [told] = verdicts(result)
    assert told["outcome"] == "added" and told["passed_over"] == ["trust list MM, version 1"]
    assert judged(gate, A.code()) == ("refused", "revoked")
    # It is said to people, too, and nothing older came in.
    assert b"trust list MM, version 1: skipped, a newer one is stored" in gate.taken(
        A.bundle((1, mine), (1, lists[1]), issued=NOW - 300)).stdout
    assert b'"version":2' in gate.show("--json").stdout


def test_an_older_status_list_in_a_newer_bundle_does_not_take_a_revocation_back(gate):
    gate.taken(LIST, A.status_list({7: 1}, issued=NOW - 60), options=PIN)
    [told] = verdicts(gate.taken(A.bundle(
        (1, LIST), (2, A.status_list(issued=NOW - 300)), issued=NOW - 30), options=("--json",)))
    assert told["outcome"] == "added" and len(told["passed_over"]) == 1
    assert judged(gate, A.code()) == ("refused", "revoked")


def test_another_refusal_of_a_file_still_refuses_the_whole_bundle(gate):
    gate.taken(LIST, A.status_list(issued=NOW - 300), options=PIN)
    gate.refused("equivocation", A.bundle((1, LIST), (2, A.status_list({7: 1}, issued=NOW - 300))))
    gate.refused("expired", A.bundle((1, LIST), (2, A.status_list({7: 1}, issued=NOW - 200, expires=NOW - 100))))
    # An older file hides no other refusal.
    gate.refused("bad-signature", A.bundle(
        (1, LIST), (2, A.status_list(issued=NOW - 400)), (2, A.status_list({7: 1}, issued=NOW - 200)[:-1] + b"\0")))


def test_a_bundle_whose_log_begins_too_late_is_completed_by_the_log_beside_it(w, server):  # noqa: F811
    def packed(export, name, *clock):
        ok("trust", "bundle", *clock, "--key", w.snapshot.secret, "-o", w.home / name, w.folder / "CN-HA-1.trust", w.home / "list.status", export)
        return (w.home / name).read_bytes()

    red(w, "1.png")
    server.pages["/CN-HA.bundle"] = packed(publish_log(w), "first")
    take(w, f"{server.url}/CN-HA.bundle", "--root", w.root.public)
    picture = red(w, "2.png")
    at = command.ahead(hours=25)
    publish_log(w, at)
    red(w, "3.png")
    at = command.ahead(hours=50)
    publish_status(w, at)
    server.pages["/CN-HA.bundle"] = packed(publish_log(w, at, since=2, name="late"), "second", "--at", at)
    at = command.ahead(hours=51)
    # Without the log the bundle is refused, as it should be: nobody could tell what is in the gap.
    result = command.run("trust", "update", "--json", "--store", w.store, "--at", at)
    assert result.returncode == 65 and b"wrong-base" in result.stderr and b"404" in result.stderr, result.stderr
    ok("log", "export", w.log.folder, "-o", w.home / "whole", "--force")
    server.pages["/CN-HA.log"] = (w.home / "whole").read_bytes()
    server.answers.clear()
    result = command.run("trust", "update", "--store", w.store, "--at", at)
    assert result.returncode == 0, result.stderr
    assert [path for path, _ in server.answers] == ["/CN-HA.bundle", "/CN-HA.log"]
    assert answer(scan(w, picture, at)) == ("red", "as-signed")
    # The next one asks for the bundle only.
    server.answers.clear()
    assert command.run("trust", "update", "--store", w.store, "--at", at).returncode == 0
    assert server.answers == [("/CN-HA.bundle", 304)]


# ---------------------------------------------------------------- how it ends


def test_a_fetch_that_failed_ends_with_10_while_what_is_stored_decides(gate, server):
    server.pages["/b"] = bundle()
    gate.fetched("/b", *PIN)
    del server.pages["/b"]
    result = gate.update()
    assert result.returncode == 10 and f"hcode: error: {server.url}/b: curl: (22)".encode() in result.stderr, result.stderr
    # The bundle brought the status list: that nobody answers under its name is a warning and no more.
    assert b"hcode: warning: https://cn-ha.example/status: " in result.stderr


def test_codes_that_will_get_no_verdict_within_a_day_end_an_update_with_30(gate, server):
    server.pages["/b"] = bundle()
    gate.fetched("/b", *PIN)
    near = "2026-12-01T04:00:00Z"
    assert gate.update(at=near).returncode == 30
    # Past its time to live, its name is asked too, and does not answer.
    assert gate.update(at="2026-11-29T04:00:00Z").returncode == 10
    del server.pages["/b"]
    assert gate.update(at=near).returncode == 30


def test_a_daily_list_does_not_count_as_near_its_end_all_day(gate, server):
    server.pages |= {"/l": LIST, "/s": A.status_list(issued=NOW - HOUR, expires=NOW + 23 * HOUR, ttl=HOUR)}
    gate.fetched("/l", *PIN)
    gate.fetched("/s")
    assert gate.update().returncode == 0
    assert gate.update(at="2026-11-25T04:00:00Z").returncode == 30


def test_a_status_list_that_a_list_names_and_nobody_gives_is_a_failed_update(gate, server):
    named = "http://localhost/CN-HA.status"
    issuers = [listed("CN-HA", code_key(A.codes, status_list=named), status_key(A.status, named))]
    server.pages["/l"] = A.list(issuers=issuers)
    gate.fetched("/l", *PIN)
    assert_error(gate.update(), 30, "CN-HA: its list names the status list http://localhost/CN-HA.status", "https address")


def test_a_refusal_outranks_a_failed_fetch(gate, server):
    server.pages |= {"/l": LIST, "/s": A.status_list(issued=NOW - 60)}
    gate.fetched("/l", *PIN)
    gate.fetched("/s")
    del server.pages["/l"]
    server.pages["/s"] = A.status_list(issued=NOW - 120)
    result = gate.update()
    assert result.returncode == 65 and b"rollback" in result.stderr and b"404" in result.stderr


# ---------------------------------------------------------------- what became better


def test_codes_that_became_better_are_listed(gate, server):
    server.pages |= {"/l": LIST, "/s": A.status_list({7: 1, 8: 3, 9: 2}, issued=NOW - 120)}
    gate.fetched("/l", *PIN)
    gate.fetched("/s")
    server.pages["/s"] = A.status_list({8: 1, 9: 3, 10: 1}, issued=NOW - 60)
    result = gate.update("--json")
    assert result.returncode == 0, result.stderr
    [_, told] = verdicts(result)
    [changes] = told["status_changes"]
    assert changes == {
        "status_list": A.uri, "authority": "CN-HA", "became_worse": 2, "became_better_count": 2,
        "became_better": [{"index": 7, "before": "revoked", "after": "as-signed"}, {"index": 8, "before": "red", "after": "revoked"}]}
    # The same in a bundle, and for people.
    told = gate.taken(A.bundle((1, LIST), (2, A.status_list({9: 3}, issued=NOW - 30)), issued=NOW - 20)).stdout.decode()
    assert f"  {A.uri}: 2 became better, such as 8 revoked -> as signed\n" in told


@pytest.mark.parametrize("count, status", [(100, 0), (101, 10)])
def test_more_than_a_hundred_at_once_are_a_warning(gate, server, count, status):
    server.pages |= {"/l": LIST, "/s": A.status_list({n: 1 for n in range(count + 5)}, issued=NOW - 120)}
    gate.fetched("/l", *PIN)
    gate.fetched("/s")
    server.pages["/s"] = A.status_list({n: 1 for n in range(5)}, issued=NOW - 60)
    result = gate.update("--json")
    assert result.returncode == status, result.stderr
    assert (b"hcode: warning: " in result.stderr and b"codes became better at once. Ask CN-HA" in result.stderr) == (status == 10)
    assert verdicts(result)[1]["status_changes"][0]["became_better_count"] == count


def test_a_thousand_of_them_are_listed_and_all_are_counted(gate):
    gate.taken(LIST, A.status_list({n: 1 for n in range(1500)}, issued=NOW - 120), options=PIN)
    [told] = verdicts(gate.taken(A.status_list(issued=NOW - 60), options=("--json",)))
    [changes] = told["status_changes"]
    assert changes["became_better_count"] == 1500 and len(changes["became_better"]) == 1000
    assert changes["became_better"][-1]["index"] == 999


def test_a_list_of_another_status_key_is_compared_with_the_one_before(gate):
    """A key that was withdrawn does not hide what its list said."""
    gate.taken(LIST, A.status_list({7: 1}, issued=NOW - 120), options=PIN)
    other = Authority("CN-HA", generation=1)
    other.status = type(A.status)("another status key", "CN-HA", "status")
    gate.taken(other.list(version=2, issuers=other.with_status(), k12=[[A.status.kid, NOW - 100]]))
    [told] = verdicts(gate.taken(other.status_list(issued=NOW - 60), options=("--json",)))
    assert told["status_changes"][0]["became_better"] == [{"index": 7, "before": "revoked", "after": "as-signed"}]
