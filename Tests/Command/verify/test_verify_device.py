"""`verify --device`: a hand-held scanner in serial mode, and the bell."""

import os
import pty
import subprocess
import time
import tty

import pytest

from command import HCODE, assert_error, environment
from streams import SIGNALS, Running
from terminal import on_terminal


class Port:
    """A serial port under a name that stays, as udev gives it."""

    def __init__(self, path):
        self.path, self.master = path, None
        self.plug()

    def plug(self):
        self.master, slave = pty.openpty()
        tty.setraw(self.master)
        self.name = os.ttyname(slave)
        self.path.symlink_to(self.name)
        self.slave = slave

    def pull(self):
        self.path.unlink()
        os.close(self.slave)
        os.close(self.master)
        self.master = None

    def send(self, text):
        os.write(self.master, text.encode())


@pytest.fixture
def port(tmp_path):
    port = Port(tmp_path / "ttyACM0")
    yield port
    if port.master is not None:
        port.pull()


@pytest.fixture
def scanner(tmp_path, keys, port):
    return lambda *options: Running(
        "verify", "--json", "--trust", keys.public, "--device", port.path, *options, home=tmp_path)


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\t"])
def test_each_line_of_a_serial_scanner_is_judged_at_once(scanner, port, codes, end):
    with scanner() as verify:
        for colour in ("green", "red", "yellow"):
            port.send(codes[colour].text + end)
            assert verify.verdict()["verdict"] == colour
        status, rest, errors = verify.end(SIGNALS[0])
        assert (status, rest) == (11, b"")
        assert errors == "hcode: 3 judged: 1 green, 1 yellow, 1 red\n"


def test_a_scanner_that_sends_no_end_of_line_is_answered_after_a_pause(scanner, port, codes):
    with scanner() as verify:
        text = codes["green"].text
        for part in (text[:100], text[100:]):
            port.send(part)
            time.sleep(0.2)
        assert verify.verdict()["verdict"] == "green"


@pytest.mark.slow
def test_a_scanner_that_is_pulled_out_is_waited_for(scanner, port, codes):
    with scanner() as verify:
        port.send(codes["green"].text + "\r")
        assert verify.verdict()["verdict"] == "green"
        port.send(codes["red"].text[:50])  # half a text, which is none
        time.sleep(0.1)
        port.pull()
        time.sleep(0.7)
        port.plug()
        time.sleep(0.8)
        port.send(codes["yellow"].text + "\r")
        assert verify.verdict()["verdict"] == "yellow"
        status, rest, errors = verify.end(SIGNALS[1])
        assert (status, rest) == (10, b"")
        assert "ttyACM0 went away; waiting for it" in errors and "ttyACM0 is back" in errors


def test_a_signal_ends_the_waiting_for_a_scanner_too(scanner, port, codes):
    with scanner() as verify:
        port.send(codes["green"].text + "\r")
        assert verify.verdict()
        port.pull()
        time.sleep(0.3)
        assert verify.end(SIGNALS[0])[0] == 0


def test_the_device_is_raw_at_the_speed_asked_for(scanner, port, codes):
    import termios
    with scanner("--baud", "115200") as verify:
        port.send("hello\r")
        assert verify.verdict()["reason"] == "unknown-format"
        settings = termios.tcgetattr(port.master)
        assert settings[4] == settings[5] == termios.B115200
        assert not settings[3] & (termios.ECHO | termios.ICANON) and not settings[0] & termios.ICRNL


def test_nothing_else_is_sent_to_the_scanner(scanner, port, codes):
    import select
    with scanner() as verify:
        port.send(codes["red"].text + "\r")
        assert verify.verdict()
        assert not select.select([port.master], [], [], 0.2)[0], "it would beep, or worse"


@pytest.mark.parametrize("options, status", [
    (("--device", "/nonexistent"), 66), (("--device", "/tmp"), 66), (("--device",), 64), (("--device", "x", "-"), 64),
    (("--baud", "300", "-"), 64), (("--baud", "fast", "-"), 64), (("--baud", "9600", "-"), 64),
])
def test_a_device_that_is_none_is_an_error(hcode, keys, options, status):
    assert_error(hcode("verify", "--trust", keys.public, *options), status)


def test_a_file_of_lines_is_read_to_its_end(hcode, tmp_path, keys, codes):
    lines = tmp_path / "lines"
    lines.write_text(codes["green"].text + "\n" + codes["yellow"].text)
    result = hcode("verify", "-q", "--trust", keys.public, "--device", lines)
    assert (result.returncode, result.stderr) == (10, b"")


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_ends_lines_of_standard_input_with_a_summary(tmp_path, keys, codes, number):
    with Running("verify", "--json", "--trust", keys.public, "-", home=tmp_path) as verify:
        verify.send(codes["red"].text.encode() + b"\n" + b"half a line")
        assert verify.verdict()["verdict"] == "red"
        assert verify.end(number) == (11, b"", "hcode: 1 judged: 1 red\n")


@pytest.mark.parametrize("colour, rings", [("green", 1), ("yellow", 2), ("red", 3)])
def test_the_bell_rings_on_the_terminal_and_never_in_the_data(keys, codes, tmp_path, colour, rings):
    status, shown = on_terminal(
        "verify", "--bell", "--json", "--trust", keys.public, codes[colour].text, home=tmp_path)
    assert shown.count(b"\a") == rings
    out = tmp_path / "out"
    script = subprocess.run(
        ["script", "-qefc", f"'{HCODE}' verify --bell --json --trust '{keys.public}' '{codes[colour].text}' >'{out}' 2>'{out}.err'",
         "/dev/null"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=environment(tmp_path), timeout=30)
    assert script.stdout.count(b"\a") == rings, "standard error is no terminal, so it rings on /dev/tty"
    assert b"\a" not in out.read_bytes() and b"\a" not in (tmp_path / "out.err").read_bytes()


@pytest.mark.slow
def test_what_is_no_code_rings_three_times(keys, tmp_path):
    for text in ("hello", "HCODE1:ABC", "HCODE9:ABC"):
        _, shown = on_terminal("verify", "--bell", "--trust", keys.public, text, home=tmp_path)
        assert shown.count(b"\a") == 3


def test_without_a_terminal_the_verdict_comes_without_a_bell(hcode, keys, codes):
    result = hcode("verify", "--bell", "--trust", keys.public, codes["red"].text, start_new_session=True)
    assert result.returncode == 11 and b"\a" not in result.stdout + result.stderr
    assert result.stderr == b"hcode: there is no terminal to ring the bell on\n"
