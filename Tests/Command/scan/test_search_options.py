"""`hcode scan --thorough` and `--budget`: how long a picture is searched."""

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


def test_a_part_of_a_split_message_is_no_code(tmp_path):
    subprocess.run(["qrencode", "-S", "-v", "1", "-l", "L", "-s", "4", "-o", tmp_path / "part.png", "A" * 60], check=True)
    parts = sorted(tmp_path.glob("part-*.png"))
    assert len(parts) > 1
    assert scan("--raw", "--thorough", parts[0]).returncode == 40
