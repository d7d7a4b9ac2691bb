"""Whatever is put in: one line that says what to do, the right status, nothing half-written, nothing overwritten."""

import json
import os
import shutil
import struct
import subprocess
import zlib
from types import SimpleNamespace

import pytest
import command
from command import HCODE, assert_error


@pytest.fixture
def issuer(keys):
    return SimpleNamespace(key=str(keys.secret), pub=str(keys.public))


@pytest.fixture
def colours(codes, tmp_path):
    """Copies of the codes, to be moved and overwritten."""
    return {colour: shutil.copy(code.path, tmp_path / f"{colour}.png") for colour, code in codes.items()}


def error_of(hcode, status, *arguments):
    done = hcode(*arguments)
    assert_error(done, status)
    return done.stderr.decode()


def png(width, height, rows):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def listing(folder):
    return sorted(os.listdir(folder))


def test_files_that_cannot_be_read_are_named_with_a_status_of_sysexits(hcode, issuer, colours, tmp_path):
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "text.png").write_text("no picture")
    (tmp_path / "cut.png").write_bytes(open(colours["green"], "rb").read()[:300])
    (tmp_path / "huge.png").write_bytes(png(60_000, 60_000, b"\0" * 100))
    os.mkfifo(tmp_path / "fifo.png")
    for name, status, word in [
        ("missing.png", 66, "no such file"), ("empty.png", 65, "empty"), ("text.png", 65, "not a PNG"),
        ("cut.png", 65, "damaged"), ("huge.png", 65, "60000 x 60000"), ("fifo.png", 65, "empty"),
    ]:
        error = error_of(hcode, status, "scan", "--trust", issuer.pub, str(tmp_path / name))
        assert word in error and len(error.splitlines()) <= 2
    assert "larger than" in error_of(hcode, 65, "scan", "/dev/zero")


def test_a_lying_picture_takes_no_memory(tmp_path):
    (tmp_path / "huge.png").write_bytes(png(60_000, 60_000, b"\0" * 100))
    status, _, peak = command.peak("scan", tmp_path / "huge.png")
    assert status == 65 and peak < 64


def test_ten_megabytes_of_text_are_too_long_and_the_next_line_is_served(hcode, issuer, colours):
    good = hcode("scan", "--raw", colours["green"]).stdout
    done = hcode("verify", "--json", "--trust", issuer.pub, "-", input=b"HCODE1:" + b"A" * 10_000_000 + b"\n" + good)
    words = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(w["verdict"], w["reason"]) for w in words] == [("none", "garbled"), ("green", "as-signed")]
    assert words[0]["detail"].startswith("text-too-long: ") and done.returncode == 40


def test_a_name_that_is_not_utf8_is_read_and_shown(hcode, issuer, colours, tmp_path):
    strange = os.fsencode(tmp_path) + b"/\xff\xfe \x1b[31m.png"
    os.rename(colours["green"], strange)
    assert hcode("scan", "--trust", issuer.pub, strange).returncode == 0
    assert b"\x1b" not in hcode("scan", "--trust", issuer.pub, strange, strange).stdout
    out = os.fsencode(tmp_path) + b"/\xe9.png"
    assert hcode("issue", "--key", issuer.key, "--status", "green", "--valid", "1h", "-o", out).returncode == 0
    assert os.path.exists(out)


def test_a_full_disk_and_a_read_only_folder_leave_nothing_behind(hcode, issuer, tmp_path):
    if os.geteuid() != 0:
        pytest.skip("skipped: mounting takes root")
    place = tmp_path / "place"
    place.mkdir()
    arguments = ["issue", "--key", issuer.key, "--status", "green", "--valid", "1h", "--card", "-o", str(place / "a.png")]
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", place], check=True)
    try:
        assert "no space left" in error_of(hcode, 74, *arguments)
        assert listing(place) == []
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        assert "read-only" in error_of(hcode, 73, *arguments)
    finally:
        subprocess.run(["umount", place], check=True)


def test_standard_output_that_is_full_or_closed_is_an_error(hcode, issuer, colours):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([HCODE, "scan", "--trust", issuer.pub, colours["green"]], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 74 and b"no space left" in done.stderr
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([HCODE, "scan", "--trust", issuer.pub, colours["green"]], stdout=writing, stderr=subprocess.PIPE)
    assert done.returncode == 74 and b"broken pipe" in done.stderr


def test_nothing_is_overwritten_without_force(hcode, issuer, colours):
    before = open(colours["green"], "rb").read()
    arguments = ["issue", "--key", issuer.key, "--status", "red", "--one-officer", "--reason", "symptoms", "--authority", "x", "--valid", "1h"]
    assert "--force" in error_of(hcode, 73, *arguments, "-o", colours["green"])
    assert open(colours["green"], "rb").read() == before
    assert hcode(*arguments, "-o", colours["green"], "--force").returncode == 0
    assert "already exists" in error_of(hcode, 
        73, "keygen", "--issuer", "ZZ-T1", "--name", "x", "-o", os.path.dirname(issuer.key), "--no-passphrase")


@pytest.mark.slow
@pytest.mark.parametrize("call, times", [("openat", 30), ("write", 3), ("fsync", 3), ("link", 2), ("rename", 2)])
@pytest.mark.parametrize("fault", ["error=EIO", "signal=KILL"])
def test_a_system_call_that_fails_or_a_kill_leaves_the_old_or_the_new(hcode, issuer, colours, tmp_path, call, times, fault):
    target = tmp_path / "out" / "code.png"
    target.parent.mkdir()
    old = open(colours["red"], "rb").read()
    force = ["--force"] if call == "rename" else []
    failed = 0
    for when in range(1, times + 1):
        if force:
            target.write_bytes(old)
        done = subprocess.run(
            ["strace", "-qq", "-o", "/dev/null", "-e", f"inject={call}:{fault}:when={when}",
             HCODE, "issue", "--key", issuer.key, "--status", "green", "--valid", "1h", "-o", str(target), *force],
            capture_output=True)
        names = listing(target.parent)
        failed += done.returncode != 0
        if "code.png" in names and target.read_bytes() != old:
            assert hcode("scan", "--trust", issuer.pub, str(target)).returncode == 0
        elif force:
            assert target.read_bytes() == old
        if fault == "error=EIO":
            assert [name for name in names if name.endswith(".tmp")] == []
        for name in names:
            os.unlink(target.parent / name)
    assert failed > 0


def test_neither_issuing_nor_scanning_opens_a_socket(hcode, issuer, colours, tmp_path):
    for arguments in (
        ["scan", "--trust", issuer.pub, colours["green"]], ["verify", "--trust", issuer.pub, "HCODE1:X"],
        ["issue", "--key", issuer.key, "--status", "green", "--valid", "1h", "--card", "-o", str(tmp_path / "n.png")],
    ):
        trace = tmp_path / "trace"
        subprocess.run(["strace", "-f", "-qq", "-o", trace, "-e", "trace=%network", HCODE, *arguments], capture_output=True)
        assert "socket(" not in trace.read_text()


