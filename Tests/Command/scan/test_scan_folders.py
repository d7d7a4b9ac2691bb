"""`scan` of folders and of many pictures at once."""

import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest

from command import assert_error, measured, run, verdicts
from terminal import on_terminal


@pytest.fixture
def scan(hcode, keys):
    return lambda *arguments, **more: hcode("scan", "--json", "--trust", keys.public, *arguments, **more)


@pytest.fixture
def tree(tmp_path, codes):
    """Pictures in folders, and what is to be passed over."""
    place = tmp_path / "tree"
    for name, colour in [("b/2.png", "red"), ("b/10.png", "green"), ("b.png", "yellow"), ("a/z/deep.png", "green"),
                         ("a/picture-without-ending", "yellow"), ("Ü.png", "green"), ("c/.hidden/x.png", "red"),
                         ("c/.x.png", "red")]:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(codes[colour].path, place / name)
    (place / "notes.txt").write_text("no picture")
    os.symlink(place / "b", place / "link")
    os.symlink(place, place / "a" / "loop")
    os.mkfifo(place / "fifo.png")
    return place


ORDER = ["a/picture-without-ending", "a/z/deep.png", "b.png", "b/10.png", "b/2.png", "Ü.png"]


@pytest.mark.parametrize("jobs", [(), ("--jobs", "1"), ("--jobs", "7"), ("--jobs", "0"), ("--jobs", "auto")])
def test_every_picture_of_a_folder_is_judged_in_bytewise_order(scan, tree, jobs):
    result = scan(*jobs, tree)
    assert [os.path.relpath(v["source"], tree) for v in verdicts(result)] == ORDER
    assert ORDER == sorted(ORDER, key=os.fsencode)
    assert (result.returncode, result.stderr) == (11, b"")


def test_folders_and_pictures_go_together_in_the_order_given(scan, tree, codes):
    result = scan(codes["green"].path, tree / "b", codes["yellow"].path)
    assert [v["verdict"] for v in verdicts(result)] == ["green", "green", "red", "yellow"]


def test_a_link_to_a_folder_that_is_named_is_followed(scan, tree):
    assert len(verdicts(scan(tree / "link"))) == 2


def test_a_link_to_a_picture_in_a_folder_is_read(scan, tree, codes, tmp_path):
    (tmp_path / "links").mkdir()
    os.symlink(codes["red"].path, tmp_path / "links" / "x.png")
    os.symlink("/nonexistent", tmp_path / "links" / "y.png")
    result = scan(tmp_path / "links")
    assert [v["verdict"] for v in verdicts(result)] == ["red", "undecided"] and result.returncode == 66


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_bad_inputs_are_told_and_the_others_served(scan, tree, jobs):
    (tree / "bad.png").write_bytes(b"no picture")
    (tree / "cut.png").write_bytes((tree / "b.png").read_bytes()[:300])
    (tree / "empty.jpg").touch()
    result = scan("--jobs", jobs, tree, tree / "missing.png")
    told = {os.path.relpath(v["source"], tree): v["reason"] for v in verdicts(result)}
    assert [name for name in ORDER if told[name] == "as-signed"] == ORDER
    assert [name for name, reason in told.items() if reason == "unreadable"] == ["bad.png", "cut.png", "empty.jpg", "missing.png"]
    assert result.stderr.count(b"hcode: error: ") == 4
    assert result.returncode >= 64


def test_a_folder_that_may_not_be_read_is_told_and_the_others_served(keys, codes):
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        for file in ("a/1.png", "b/2.png", "c/3.png"):
            (place / file).parent.mkdir()
            shutil.copyfile(codes["green"].path, place / file)
        shutil.copy(keys.public, place / "key")
        (place / "b").chmod(0)
        # root reads everything
        other = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] if os.geteuid() == 0 else []
        result = run("scan", "--json", "--trust", place / "key", place, program=other, cwd="/")
        (place / "b").chmod(0o755)
    assert [v["reason"] for v in verdicts(result)] == ["as-signed", "unreadable", "as-signed"]
    assert result.returncode == 77 and b"/b: permission denied" in result.stderr


def test_an_empty_folder_is_an_error(scan, hcode, keys, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "notes.txt").write_text("x")
    assert_error(hcode("scan", "--trust", keys.public, tmp_path / "empty"), 66, "no picture in this folder")


def test_a_folder_that_is_too_deep_ends_in_an_error(scan, tmp_path, codes):
    shutil.copy(codes["green"].path, tmp_path / "x.png")
    deep = tmp_path / "deep"
    (deep / "/".join("d" * 70)).mkdir(parents=True)
    shutil.copy(codes["green"].path, deep / "top.png")
    result = scan(deep)
    assert result.returncode == 65 and b"64 folders deep" in result.stderr
    assert [v["verdict"] for v in verdicts(result)] == ["undecided", "green"]


def test_raw_texts_of_a_folder_come_in_order(hcode, tree, codes):
    texts = hcode("scan", "--raw", "--jobs", "4", tree / "b").stdout.decode().splitlines()
    assert texts == [codes["green"].text, codes["red"].text]


@pytest.mark.parametrize("jobs", ["-1", "257", "many", "", "1.5"])
def test_a_number_of_jobs_that_is_none_is_refused(hcode, jobs):
    assert_error(hcode("scan", "--jobs", jobs, "x.png"), 64)


@pytest.fixture(scope="module")
def thousands(tmp_path_factory, codes):
    """2,000 pictures in 20 folders, a hundred of them no pictures."""
    place = tmp_path_factory.mktemp("many")
    for number in range(2000):
        file = place / f"{number // 100:02}" / f"{number:04}.png"
        file.parent.mkdir(exist_ok=True)
        if number % 20 == 7:
            file.write_bytes(b"no picture")
        else:
            os.link(codes["red" if number % 50 == 0 else "green"].path, file)
    return place


@pytest.mark.slow
def test_two_thousand_pictures_keep_their_order_and_memory_stays_flat(thousands, keys, tmp_path):
    def run(place, *options):
        return measured("scan", "--json", "--trust", keys.public, *options, place, home=tmp_path, timeout=120)

    done, peak = run(thousands, "--jobs", "4")
    told = verdicts(done)
    assert [v["source"] for v in told] == sorted(v["source"] for v in told) and len(told) == 2000
    assert sum(v["reason"] == "unreadable" for v in told) == 100
    assert sum(v["verdict"] == "red" for v in told) == 40
    assert done.returncode == 65
    _, small = run(thousands / "00", "--jobs", "4")
    assert peak < small + 15, f"{peak} MiB for 2,000 pictures, {small} for 100"


@pytest.mark.slow
def test_one_job_and_many_say_the_same(thousands, scan):
    def lines(jobs):
        result = scan("--at", "2030-01-01T00:00:00Z", "--jobs", jobs, thousands / "03", thousands / "04")
        return result.returncode, result.stdout, result.stderr

    assert lines("1") == lines("8")


@pytest.mark.slow
def test_progress_is_shown_on_a_terminal_and_wiped_before_each_line(thousands, keys, tmp_path):
    status, shown = on_terminal("scan", "--jobs", "1", "--trust", keys.public, *[thousands] * 4, home=tmp_path, timeout=120)
    assert status == 65
    bars = re.findall(rb"\r\x1b\[K( \[[#\xc2\xb7]+\] \d+/8000  [\d.]+/s  \d+:\d\d left)", shown)
    assert bars, shown[:300]
    assert all(len(bar.decode()) < 80 for bar in bars)
    for line in shown.split(b"\n"):
        visible = line.split(b"\r\x1b[K")[-1]
        assert b" left" not in visible, "a result line is on a line of its own"
    assert b" left" not in shown.split(b"\r\x1b[K")[-1], "wiped at the end"


@pytest.mark.slow
def test_progress_is_shown_on_a_terminal_alone(thousands, keys, scan, tmp_path):
    assert b"left" not in scan(thousands / "00").stderr
    _, shown = on_terminal("scan", "-q", "--trust", keys.public, thousands, thousands, home=tmp_path)
    assert b" left" not in shown
    _, shown = on_terminal("scan", "--trust", keys.public, thousands / "00" / "0001.png", home=tmp_path)
    assert b"\r\x1b[K" not in shown
