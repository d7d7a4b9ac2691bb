"""Sealed keys: the passphrase comes from a file, a descriptor or the terminal, and is never shown."""

import os
import subprocess
from types import SimpleNamespace

import pytest

from command import HCODE, assert_error, environment, run
from terminal import on_terminal

pytestmark = pytest.mark.slow

GREEN = ("--status", "green", "--valid", "1h", "--text")
PHRASE = "correct horse 电池 staple"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sealed")
    phrase = folder / "phrase"
    phrase.write_text(PHRASE + "\nsecond line\n")
    phrase.chmod(0o600)
    result = run("keygen", "--issuer", "ZZ", "--name", "x", "-o", folder, "--passphrase-file", phrase)
    assert result.returncode == 0, result.stderr
    assert PHRASE.encode() not in result.stdout + result.stderr
    return SimpleNamespace(folder=folder, phrase=phrase, secret=folder / "ZZ.key", public=folder / "ZZ.pub")


def piped(text, *args):
    """A run with `text` on descriptor 9."""
    read, write = os.pipe()
    os.write(write, text.encode())
    os.close(write)

    def as_nine():
        os.dup2(read, 9)

    process = subprocess.run([HCODE, *map(os.fspath, args)], env=environment("/nonexistent"), preexec_fn=as_nine,
                             pass_fds=[9, read], capture_output=True, start_new_session=True)
    os.close(read)
    return process


def test_a_passphrase_file_that_others_can_read_is_named(hcode, sealed, tmp_path):
    phrase = tmp_path / "phrase"
    phrase.write_text(PHRASE + "\n")
    for mode, warned in [(0o600, False), (0o400, False), (0o640, True), (0o604, True), (0o644, True)]:
        phrase.chmod(mode)
        result = hcode("issue", "--key", sealed.secret, "--passphrase-file", phrase, *GREEN)
        assert result.returncode == 0 and PHRASE.encode() not in result.stderr
        assert (b"hcode: warning: %s: others on this machine can read" % bytes(phrase) in result.stderr) == warned, (oct(mode), result.stderr)


def test_a_sealed_key_signs_with_the_passphrase_of_a_file(hcode, sealed):
    result = hcode("issue", "--key", sealed.secret, "--passphrase-file", sealed.phrase, *GREEN)
    assert result.returncode == 0, result.stderr
    assert hcode("verify", "--trust", sealed.public, result.stdout[:-1]).returncode == 0


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\nmore"])
def test_a_sealed_key_signs_with_the_passphrase_of_a_descriptor(sealed, ending):
    result = piped(PHRASE + ending, "issue", "--key", sealed.secret, "--passphrase-fd", "9", *GREEN)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("wrong", ["correct horse", PHRASE + " ", PHRASE.upper(), "x"])
def test_a_wrong_passphrase_opens_nothing(sealed, wrong):
    result = piped(wrong, "issue", "--key", sealed.secret, "--passphrase-fd", "9", *GREEN)
    assert_error(result, 77, "wrong passphrase")
    assert result.stdout == b"" and PHRASE.encode() not in result.stderr


@pytest.mark.parametrize("empty", ["", "\n", "\nsecond"])
def test_an_empty_passphrase_is_refused(sealed, empty):
    assert_error(piped(empty, "issue", "--key", sealed.secret, "--passphrase-fd", "9", *GREEN), 65, "empty")


def test_a_passphrase_without_end_is_refused(sealed):
    assert_error(piped("x" * 5000, "issue", "--key", sealed.secret, "--passphrase-fd", "9", *GREEN), 65, "too large")


def test_a_descriptor_that_is_not_open_is_an_error(hcode, sealed):
    result = hcode("issue", "--key", sealed.secret, "--passphrase-fd", "77", *GREEN)
    assert_error(result, 74)


def test_without_a_terminal_nothing_waits_for_a_passphrase(hcode, sealed):
    result = hcode("issue", "--key", sealed.secret, *GREEN, start_new_session=True, timeout=20)
    assert_error(result, 64, "--passphrase-file", "--passphrase-fd")


def test_the_sealed_file_holds_no_passphrase_and_says_that_it_is_sealed(sealed):
    assert PHRASE.encode() not in sealed.secret.read_bytes()
    assert sealed.secret.stat().st_mode & 0o777 == 0o600


def test_a_new_passphrase_is_asked_for_twice_and_not_shown(tmp_path):
    phrase = PHRASE.encode()
    status, shown = on_terminal(
        "keygen", "--issuer", "ZZ", "--name", "x", "-o", tmp_path,
        typed=[(b"New passphrase: ", phrase + b"\n"), (b"Once more: ", phrase + b"\n")])
    assert status == 0, shown
    assert phrase not in shown and b"sealed with the passphrase" in shown
    status, shown = on_terminal("issue", "--key", tmp_path / "ZZ.key", *GREEN, typed=[(b"Passphrase: ", phrase + b"\n")])
    assert status == 0 and b"HCODE1:" in shown and phrase not in shown


def test_a_passphrase_is_asked_for_in_the_language_of_the_locale(tmp_path):
    phrase = PHRASE.encode() + b"\n"
    status, shown = on_terminal("keygen", "--issuer", "ZZ", "--name", "x", "-o", tmp_path, env={"LANG": "zh_CN.UTF-8"},
                                typed=[("新口令：".encode(), phrase), ("再输入一次：".encode(), phrase)])
    assert status == 0 and (tmp_path / "ZZ.key").exists(), shown


def test_two_different_passphrases_make_no_key(tmp_path):
    status, shown = on_terminal(
        "keygen", "--issuer", "ZZ", "--name", "x", "-o", tmp_path,
        typed=[(b"New passphrase: ", b"one one\n"), (b"Once more: ", b"two two\n")])
    assert status == 64 and b"differ" in shown and b"one one" not in shown
    assert list(tmp_path.iterdir()) == []


def test_an_empty_line_makes_no_key(tmp_path):
    status, shown = on_terminal("keygen", "--issuer", "ZZ", "--name", "x", "-o", tmp_path,
                                typed=[(b"New passphrase: ", b"\n")])
    assert status == 64 and b"--no-passphrase" in shown
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_at_the_prompt_leaves_the_echo_on(tmp_path):
    """Ctrl-C while the passphrase is asked for: the terminal is as it was."""
    import pty
    import termios
    import time
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [HCODE, "keygen", "--issuer", "ZZ", "--name", "x", "-o", str(tmp_path)], stdin=slave, stdout=slave, stderr=slave,
        env=environment("/nonexistent"), start_new_session=True,
        preexec_fn=lambda: __import__("fcntl").ioctl(0, termios.TIOCSCTTY, 0))
    shown = b""
    while b"New passphrase: " not in shown:
        shown += os.read(master, 1000)
    time.sleep(0.1)
    os.write(master, b"\x03")
    process.wait(timeout=10)
    echo = termios.tcgetattr(slave)[3] & termios.ECHO
    os.close(master), os.close(slave)
    assert list(tmp_path.iterdir()) == []
    assert echo, "the terminal stays silent after Ctrl-C"


def test_no_core_file_holds_the_secret(sealed):
    """The process that opens a secret has set its core limit to nothing."""
    read, write = os.pipe()
    process = subprocess.Popen([HCODE, "issue", "--key", sealed.secret, "--passphrase-fd", str(read), *GREEN],
                               pass_fds=[read], env=environment("/nonexistent"), stdout=subprocess.PIPE)
    import time
    for _ in range(100):
        limits = open(f"/proc/{process.pid}/limits").read()
        core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
        if core.split()[4:6] == ["0", "0"]:
            break
        time.sleep(0.02)
    os.write(write, PHRASE.encode())
    os.close(write), os.close(read)
    process.communicate(timeout=30)
    assert core.split()[4:6] == ["0", "0"] and process.returncode == 0
