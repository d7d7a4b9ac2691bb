"""`scan --watch`: a folder that pictures come into."""

import json
import os
import re
import shutil
import stat
import subprocess
import time

import pytest

from command import HCODE, assert_error, environment
from streams import SIGNALS, Running

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "inbox"
    place.mkdir()
    return place


@pytest.fixture
def watch(tmp_path, folder, keys):
    def start(*options, at=None):
        return Running("scan", "--watch", at or folder, "--json", "--trust", keys.public, *options, home=tmp_path)

    return start


def ready(running, folder, codes, name="ready.png"):
    """Waits until it watches: a picture that is moved in is told."""
    deliver(codes["green"].path, folder / name)
    assert running.verdict()["source"].endswith(name)


def deliver(picture, place):
    """Written elsewhere, then moved in."""
    beside = place.parent.parent / ("beside-" + place.name)
    shutil.copy(picture, beside)
    beside.rename(place)


def test_each_picture_that_comes_gets_its_line(watch, folder, codes):
    with watch() as scan:
        ready(scan, folder, codes)
        deliver(codes["red"].path, folder / "moved.png")
        assert (scan.verdict()["verdict"], ) == ("red",)
        shutil.copy(codes["yellow"].path, folder / "written.png")
        told = scan.verdict()
        assert told["verdict"] == "yellow" and told["source"] == str(folder / "written.png")
        assert scan.line(0.3) is None
        assert scan.end(SIGNALS[0])[0] == 11


def test_pictures_that_were_there_are_judged_in_order_and_not_again_after_a_restart(watch, folder, codes):
    for name, colour in [("b.png", "green"), ("a.png", "red"), ("c.png", "yellow")]:
        shutil.copy(codes[colour].path, folder / name)
    with watch() as scan:
        assert [scan.verdict()["verdict"] for _ in range(3)] == ["red", "green", "yellow"]
        assert scan.end(SIGNALS[1])[0] == 11
    deliver(codes["green"].path, folder / "while-away.png")
    with watch() as scan:
        assert scan.verdict()["source"].endswith("while-away.png")
        assert scan.line(0.5) is None
        assert scan.end(SIGNALS[0]) == (0, b"", "hcode: 1 judged: 1 green\n")
    with watch() as scan:
        assert scan.line(0.5) is None
        assert scan.end(SIGNALS[0]) == (40, b"", "hcode: 0 judged\n")


def test_a_killed_watcher_has_kept_what_it_judged(watch, folder, codes):
    with watch() as scan:
        ready(scan, folder, codes)
        time.sleep(0.5)  # between the line and the record a crash judges a picture twice, and never not at all
        scan.process.kill()
    deliver(codes["red"].path, folder / "new.png")
    with watch() as scan:
        assert scan.verdict()["verdict"] == "red"
        assert scan.line(0.5) is None


def test_a_half_written_picture_is_judged_once_it_is_whole(watch, folder, codes):
    data = codes["red"].path.read_bytes()
    with watch() as scan:
        ready(scan, folder, codes)
        with open(folder / "slow.png", "wb") as file:
            for start in range(0, len(data), 500):
                file.write(data[start:start + 500])
                file.flush()
                time.sleep(0.1)
            assert scan.line(0.3) is None
        assert scan.verdict()["verdict"] == "red"
        assert scan.line(0.3) is None


def test_a_picture_that_is_being_written_at_the_start_is_waited_for(watch, folder, codes):
    data = codes["red"].path.read_bytes()
    with open(folder / "slow.png", "wb") as file:
        file.write(data[:700])
        file.flush()
        with watch() as scan:
            ready(scan, folder, codes)
            file.write(data[700:])
            file.close()
            assert scan.verdict()["verdict"] == "red"


def test_a_link_to_a_finished_picture_is_taken(watch, folder, codes, tmp_path, keys):
    """As hcode issue names its output, and ln."""
    with watch() as scan:
        ready(scan, folder, codes)
        os.link(codes["yellow"].path, folder / "linked.png")
        assert scan.verdict()["verdict"] == "yellow"
        subprocess.run([HCODE, "issue", "--key", keys.secret, "--status", "green", "--valid", "1h", "-o", folder / "issued.png"],
                       check=True, env=environment(tmp_path), stdout=subprocess.DEVNULL)
        assert scan.verdict()["source"].endswith("issued.png")
        assert scan.line(0.3) is None


def test_a_picture_written_anew_is_another_one_and_a_renamed_one_is_not(watch, folder, codes):
    with watch() as scan:
        ready(scan, folder, codes)
        (folder / "ready.png").rename(folder / "renamed.png")
        assert scan.line(0.4) is None
        shutil.copy(codes["red"].path, folder / "renamed.png")
        assert scan.verdict()["verdict"] == "red"


def test_hidden_unfinished_empty_and_other_things_are_passed_over(watch, folder, codes, tmp_path):
    with watch() as scan:
        ready(scan, folder, codes)
        for name in (".hidden.png", "a.tmp", "a.part"):
            shutil.copy(codes["red"].path, folder / name)
        (folder / "empty.png").touch()
        (folder / "sub").mkdir()
        shutil.copy(codes["red"].path, folder / "sub" / "deep.png")
        os.symlink(codes["red"].path, folder / "link.png")
        os.mkfifo(folder / "fifo.png")
        assert scan.line(0.5) is None
        (folder / "a.tmp").rename(folder / "a.png")
        assert scan.verdict()["verdict"] == "red"


def test_what_is_no_picture_is_told_and_the_next_one_served(watch, folder, codes):
    with watch() as scan:
        ready(scan, folder, codes)
        (folder / "notes.png").write_text("hello")
        assert scan.verdict()["reason"] == "unreadable"
        deliver(codes["green"].path, folder / "next.png")
        assert scan.verdict()["verdict"] == "green"
        status, _, errors = scan.end(SIGNALS[0])
        assert status == 65 and "notes.png" in errors and "1 unreadable" in errors


def test_a_picture_without_a_code_gets_a_line(watch, folder, codes):
    from PIL import Image
    with watch() as scan:
        ready(scan, folder, codes)
        Image.new("L", (300, 300), 255).save(folder / "white.png")
        assert scan.verdict()["reason"] == "no-code"


@pytest.mark.parametrize("how", ["deleted", "moved"])
def test_a_folder_that_vanishes_is_an_error(watch, folder, codes, how):
    with watch() as scan:
        ready(scan, folder, codes)
        shutil.rmtree(folder) if how == "deleted" else folder.rename(folder.parent / "elsewhere")
        told = scan.verdict()
        assert told["reason"] == "unreadable" and "gone" in told["detail"]
        assert scan.process.wait(timeout=10) == 66
        assert "hcode: 2 judged: 1 green, 1 unreadable" in scan.end()[2]


def test_five_hundred_pictures_are_five_hundred_lines(watch, folder, codes):
    with watch() as scan:
        ready(scan, folder, codes)
        names = [f"{number:03}.png" for number in range(500)]
        for name in names:
            shutil.copy(codes["green"].path, folder / name)
        told = [os.path.basename(scan.verdict()["source"]) for _ in names]
        assert sorted(told) == names
        assert scan.line(0.3) is None
        assert scan.end(SIGNALS[0])[0] == 0
    with watch() as scan:
        assert scan.line(1) is None


def test_the_state_holds_no_word_about_anybody(watch, folder, codes, tmp_path):
    with watch() as scan:
        for name in ("张小明.png", "zhang-xiaoming.png"):
            deliver(codes["green"].path, folder / name)
            assert scan.verdict()["holder"]["name"] == "张小明"
        scan.end(SIGNALS[0])
    kept = [path for path in (tmp_path / ".local/state").rglob("*") if path.is_file()]
    assert len(kept) == 2 and sorted(p.suffix for p in kept) == ["", ".lock"]
    for path in kept:
        data = path.read_bytes()
        for word in ("张小明", "zhang", "inbox", "png", "green", codes["green"].text[:20], "ZZ-T1"):
            assert word.encode() not in data and word not in path.name
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert len(data) in (0, 16 + 2 * 32)
        assert re.fullmatch(r"[0-9a-f]{64}(\.lock)?", path.name)
    assert [p for p in tmp_path.rglob("*") if p.is_file() and p.parent != folder and p not in kept] == []


def test_what_left_the_folder_is_forgotten(watch, folder, codes, tmp_path):
    with watch() as scan:
        ready(scan, folder, codes)
        scan.end(SIGNALS[0])
    (folder / "ready.png").unlink()
    with watch() as scan:
        ready(scan, folder, codes, "second.png")
        scan.end(SIGNALS[0])
    (state,) = [p for p in (tmp_path / ".local/state").rglob("*") if p.is_file() and not p.suffix]
    assert len(state.read_bytes()) == 16 + 32


@pytest.mark.parametrize("damage", [b"", b"hello", b"hcode watched 1\n" + b"x" * 45])
def test_a_damaged_state_judges_again_and_does_not_stop(watch, folder, codes, tmp_path, damage):
    with watch() as scan:
        ready(scan, folder, codes)
        scan.end(SIGNALS[0])
    (state,) = [p for p in (tmp_path / ".local/state").rglob("*") if p.is_file() and not p.suffix]
    state.write_bytes(damage)
    with watch() as scan:
        assert scan.verdict()["verdict"] == "green"


def test_two_watchers_of_one_folder_are_refused(watch, hcode, folder, codes, tmp_path, keys):
    with watch() as scan:
        ready(scan, folder, codes)
        with watch(at=str(folder) + "/../inbox") as second:
            status, _, errors = second.end()
            assert status == 69 and "another hcode" in errors


@pytest.mark.parametrize("name, status", [("nowhere", 66), ("file", 66)])
def test_a_folder_that_is_none_is_an_error(hcode, tmp_path, keys, name, status):
    (tmp_path / "file").write_text("x")
    assert_error(hcode("scan", "--watch", tmp_path / name, "--trust", keys.public), status, name)


def test_a_state_that_cannot_be_kept_is_an_error(hcode, folder, keys):
    result = hcode("scan", "--watch", folder, "--trust", keys.public, env={"XDG_STATE_HOME": "/proc/none"})
    assert_error(result, 73, "XDG_STATE_HOME")
