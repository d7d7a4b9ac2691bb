"""`hcode scan --thorough` and `--budget`: how long a picture is searched."""

import json
import subprocess

import pytest
from command import HCODE

TEXT = "HCODE1:SEARCH OPTIONS"


def scan(*arguments):
    return subprocess.run([HCODE, "scan", *arguments], capture_output=True, text=True)


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "code.png"
    subprocess.run(["qrencode", "-s", "4", "-o", path, TEXT], check=True)
    return path


def test_a_thorough_search_tells_each_code_once(picture):
    assert scan("--raw", "--thorough", picture).stdout == TEXT + "\n"


def test_a_budget_leaves_what_is_read_at_once(picture):
    for budget in ("1ms", "200ms", "2s"):
        assert scan("--raw", "--budget", budget, picture).stdout == TEXT + "\n"


@pytest.mark.parametrize("budget", ["", "0ms", "-1ms", "200", "1.5s", "ms", "s", "2d", "99999999999999999999ms", "٣ms", "90000s"])
def test_what_is_no_time_is_refused(picture, budget):
    done = scan("--raw", f"--budget={budget}", picture)
    assert done.returncode == 64
    assert not done.stdout


def test_binary_data_come_back_byte_for_byte(tmp_path):
    data = bytes(range(256))
    path = tmp_path / "binary.png"
    subprocess.run(["qrencode", "-8", "-s", "4", "-o", path], input=data, check=True)
    done = subprocess.run([HCODE, "scan", "--raw", path], capture_output=True)
    assert done.stdout == data + b"\n"
    done = subprocess.run([HCODE, "scan", "--raw", "--thorough", path], capture_output=True)
    assert done.stdout == data + b"\n"


def test_a_part_of_a_split_message_is_not_the_message(tmp_path):
    subprocess.run(["qrencode", "-S", "-v", "1", "-l", "L", "-s", "4", "-o", tmp_path / "part.png", "A" * 60], check=True)
    parts = sorted(tmp_path.glob("part-*.png"))
    assert len(parts) > 1
    for options in (["--raw", "--thorough"], []):
        assert scan(*options, parts[0]).returncode == 30


# ------------------------------------------------------------ a search that was not finished


@pytest.fixture
def crowd(tmp_path, picture):
    """A code on a carpet of squares like finder patterns, more than the search goes through."""
    rows = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
    cell = [[0 if bit == "1" else 255 for bit in row] + [255, 255] for row in rows] + [[255] * 9] * 2
    lines = [bytes(row * 223)[:2000] for row in cell]
    path = tmp_path / "crowd.pgm"
    path.write_bytes(b"P5 2000 2000 255\n" + b"".join(lines[y % 9] for y in range(2000)))
    return path


def test_a_search_that_gave_up_is_undecided_and_says_why(hcode, crowd):
    done = hcode("scan", "--json", crowd)
    assert done.returncode == 30
    assert [json.loads(line)["reason"] for line in done.stdout.splitlines()] == ["search-incomplete"]
    assert hcode("scan", "--raw", crowd).returncode == 30


def test_only_an_option_lets_an_unfinished_search_count(hcode, crowd):
    done = hcode("scan", "--json", "--accept-incomplete", crowd)
    assert (done.returncode, json.loads(done.stdout)["reason"]) == (40, "no-code")


def test_frames_that_were_not_searched_to_the_end_are_counted(hcode, crowd):
    done = hcode("scan", "--frames", input=crowd.read_bytes() * 2)
    assert done.returncode == 30
    assert b"2 not searched to the end" in done.stderr
    assert b"not searched" not in hcode("scan", "--frames", "--accept-incomplete", input=crowd.read_bytes()).stderr
