"""Changes of a desk's keys that are killed: the next command finishes or undoes them, and gates have the old bundle or the new one."""

import json
import re
import shutil

import pytest

import command
from command import assert_error
from desks import Desk, served
from traces import CALLS, calls_from, needs_strace, traced

CHANGING = ("openat", "mkdir", "write", "fsync", "rename", "link", "unlink", "rmdir")


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    """A neighbour, and where its bundle is served."""
    folder = tmp_path_factory.mktemp("neighbour")
    with served(folder / "desk/publish") as server:
        theirs = Desk(folder, "--url", server.url + "/", issuer="CN-HB", name="湖北省卫健委")
        theirs.ok("desk", "publish")
        theirs.web = server.url + "/CN-HB.bundle"
        yield theirs


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    desk = Desk(tmp_path_factory.mktemp("desk"), "--rehearsal")
    desk.code = desk.green()
    desk.yellow()
    desk.ok("desk", "publish")
    place = desk.place / "machine"
    place.mkdir()
    made = command.run("desk", "key", "code", "CN-HA", "--as", "counter-7", "--no-passphrase", home=desk.home, cwd=place)
    desk.counter = re.search(r"[0-9a-f]{64}", made.stdout.decode())[0]
    desk.copy("before")
    return desk


def changes(desk, web):
    return {
        "code": ("rotate", "code", "--no-passphrase"),
        "log": ("rotate", "log"),
        "officer": ("rotate", "officer", "--no-passphrase"),
        "root": ("rotate", "root", "--no-passphrase"),
        "add": ("add", desk.place / "machine/counter-7.pub", "--yes", desk.counter),
        "remove": ("remove", "officer-2", "--stolen"),
        "recognise": ("recognise", web.web, "--fingerprint", web.fingerprint),
    }


def change(desk, words, options, trace="/dev/null"):
    return traced(["desk", *words, "--desk", desk.folder], options, trace)


def state(desk):
    """What the two files say, but for names and times of new keys: which keys are listed for what."""
    source = json.loads((desk.folder / "trust.json").read_text())
    counted = [len(source["roots"]["keys"]), len(source.get("withdrawn", [])), source["issuers"][0]["log"]["key"].split("+")[0],
               [k["use"] for i in source["issuers"] for k in i["keys"]], [r["authority"] for r in source.get("recognises", [])]]
    neighbours = json.loads((desk.folder / "desk.json").read_text()).get("publish", {}).get("neighbours", [])
    files = sorted(p.relative_to(desk.folder).as_posix() for folder in ("keys", "secret", "registry") for p in (desk.folder / folder).iterdir()
                   if not p.name.startswith(".") and not p.name.endswith(("-wal", "-shm", ".tmp")))
    logs = sorted(p.name for p in (desk.folder / "publish").iterdir() if p.name.startswith("log"))
    return counted, neighbours, files, logs


@pytest.mark.slow
@needs_strace
@pytest.mark.parametrize("name", ["code", "log", "officer", "root", "add", "remove", "recognise"])
def test_a_kill_at_any_call_of_a_change_leaves_all_of_it_or_nothing(desk, web, name):
    words = changes(desk, web)[name]
    desk.restore("before")
    before = state(desk)
    trace = desk.place / "trace"
    done = change(desk, words, ["-e", "trace=?" + ",?".join(CALLS)], trace)
    assert done.returncode == 0, done.stderr
    after = state(desk)
    assert after != before
    points = [(call, ordinal) for call, ordinal in calls_from(trace, desk.folder / "state/lock") if call in CHANGING]
    assert len(points) > 10
    seen = set()
    for number, (call, ordinal) in enumerate(points):
        if call in ("openat", "fsync", "write") and number % 2:
            continue
        desk.restore("before")
        for path in desk.place.glob("reissue-*"):
            path.unlink()
        killed = change(desk, words, ["-e", f"inject={call}:signal=KILL:when={ordinal}"])
        assert killed.returncode != 0
        told = desk.run("desk", "publish")
        assert told.returncode == 0, (call, ordinal, told)
        assert not (desk.folder / "state/pending").exists()
        now = state(desk)
        assert now in (before, after), (call, ordinal, now, told.stderr)
        seen.add(now == after)
        store = desk.place / f"store-{name}-{number}"
        taken = desk.run("trust", "import", "desk/publish/CN-HA.bundle", "--fingerprint", desk.fingerprint, "--store", store)
        # A gate that is set up after the root keys changed has the new fingerprint.
        assert taken.returncode == 0 or name == "root" and now == after, taken.stderr
        if taken.returncode == 0:
            assert desk.run("scan", "--store", store, "code.png").returncode == 0
            assert desk.run("scan", "--store", store, "yellow.png").returncode == 10
        shutil.rmtree(store, ignore_errors=True)
    assert seen == {True, False}
    desk.restore("before")


def pending(desk, *lines):
    (desk.folder / "state/pending").write_text("hcode-desk-change-1\n" + "".join(line + "\n" for line in lines))


@pytest.fixture
def own(tmp_path):
    return Desk(tmp_path)


def test_what_was_being_made_is_taken_away_and_told(own):
    (own.folder / "keys/main-2.pub").write_text("half")
    pending(own, "rotate code", "new keys/main-2.pub", "new secret/main-2.key", "end")
    told = own.run("desk")
    assert told.returncode == 0 and b"'hcode desk rotate code' had been interrupted and was undone" in told.stderr
    assert not (own.folder / "keys/main-2.pub").exists() and not (own.folder / "state/pending").exists()


def test_a_change_is_finished_by_whatever_command_is_next(own):
    source = own.folder / "trust.json"
    before = source.read_bytes()
    after = before.replace(b'"76d"', b'"70d"')
    assert before != after
    (own.folder / "state/pending").write_bytes(
        b"hcode-desk-change-1\nremove x\n" + f"edit trust.json {len(before)} {len(after)}\n".encode() + before + after + b"end\n")
    told = own.run("issue", "--status", "green", "-o", "code.png")
    assert told.returncode == 0 and b"is finished now" in told.stderr
    assert source.read_bytes() == after


def test_what_somebody_has_edited_since_is_left_alone(own):
    source = own.folder / "trust.json"
    before = source.read_bytes()
    edited = before.replace(b'"76d"', b'"60d"')
    source.write_bytes(edited)
    (own.folder / "state/pending").write_bytes(
        b"hcode-desk-change-1\nremove x\n" + f"edit trust.json {len(before)} {len(before)}\n".encode() + before + before + b"end\n")
    told = own.run("desk", "publish")
    assert told.returncode == 0 and b"nothing was done" in told.stderr
    assert b'"60d"' in source.read_bytes() and not (own.folder / "state/pending").exists()


@pytest.mark.parametrize("line", ["new ../../x", "new desk.json", "new secret/../../x", "edit secret/main.key 0 0", "edit trust.json 9 9", "what"])
def test_a_note_that_no_desk_wrote_touches_nothing(own, line):
    before = command.listing(own.folder)
    pending(own, "rotate code", line, "end")
    assert_error(own.run("desk"), 65, "state/pending")
    (own.folder / "state/pending").unlink()
    assert command.listing(own.folder).keys() - before.keys() <= {"state/lock"}
