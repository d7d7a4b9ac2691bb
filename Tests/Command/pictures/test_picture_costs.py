"""What a picture of a stranger's may cost: five CPU seconds and 256 MiB, or the answer is too-expensive and undecided."""

import io
import os
import resource
import signal
import struct
import subprocess
import zlib

import pytest
from command import HCODE, environment, measured, verdicts
from PIL import Image, ImageChops

from streams import Running

pytestmark = pytest.mark.slow

MEBIBYTES = 256


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def zeros(mebibytes):
    packer = zlib.compressobj(9)
    block = bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(mebibytes)) + packer.flush()


def bounded(path, home, *options):
    """A scan under the limits: its exit status and what it printed."""
    done, used = measured("scan", *options, path, home=home, seconds=5)
    assert used < MEBIBYTES
    return done.returncode, done.stdout


def grey_rows(view):
    pixels = view.tobytes()
    return b"".join(b"\0" + pixels[y * view.width:(y + 1) * view.width] for y in range(view.height))


def png(view, more=b"", behind=0):
    """A grey PNG with further chunks, and with so many mebibytes of zeros behind its pixels."""
    packer = zlib.compressobj(9)
    block = bytes(1 << 20)
    data = packer.compress(grey_rows(view)) + b"".join(packer.compress(block) for _ in range(behind)) + packer.flush()
    header = struct.pack(">IIBBBBB", *view.size, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + more + chunk(b"IDAT", data) + chunk(b"IEND", b"")


BOMBS = {
    "behind the pixels": lambda view: png(view, behind=2048),
    "comments": lambda view: png(view, chunk(b"zTXt", b"C\0\0" + zeros(4)) * 1000),
    "profile": lambda view: png(view, chunk(b"iCCP", b"C\0\0" + zeros(1024))),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_png_that_holds_more_than_its_pixels_is_read_as_if_it_did_not(keys, codes, tmp_path, kind):
    (tmp_path / "bomb.png").write_bytes(BOMBS[kind](Image.open(codes["green"].path).convert("L")))
    assert bounded(tmp_path / "bomb.png", tmp_path, "--trust", keys.public)[0] == 0


def large(view, side):
    """The code on so much white."""
    page = Image.new("L", (side, side), 255)
    page.paste(view, (100, 100))
    return page


@pytest.mark.parametrize("name", ["padded.png", "plain.pgm", "plain.bmp"])
def test_the_largest_file_around_the_largest_picture_is_read_within_the_memory(keys, codes, tmp_path, name):
    view = large(Image.open(codes["green"].path).convert("L"), 8000)
    path = tmp_path / name
    if name == "padded.png":
        path.write_bytes(png(view, chunk(b"teXt", bytes(62 << 20))))
    else:
        view.save(path)
    assert path.stat().st_size > 60 << 20
    assert bounded(path, tmp_path, "--trust", keys.public)[0] == 0


def test_a_picture_that_leaves_its_search_too_little_memory_is_undecided(keys, codes, tmp_path):
    view = large(Image.open(codes["green"].path).convert("L"), 8000)
    path = tmp_path / "two.pgm"
    # While the first is searched the second is held.
    path.write_bytes(b"P5 8000 8000 255\n" + view.tobytes() + b"P5 2000 1500 255\n" + bytes(3000000))
    status, out = bounded(path, tmp_path, "--json", "--trust", keys.public)
    assert status == 30 and b"too-expensive" in out


@pytest.fixture
def colours(codes):
    green, red = (Image.open(codes[colour].path).convert("RGB") for colour in ("green", "red"))
    return green, red.resize(green.size)


@pytest.mark.parametrize("name", ["png", "webp"])
def test_every_frame_of_an_animation_is_read(hcode, keys, colours, tmp_path, name):
    green, red = colours
    path = tmp_path / f"moving.{name}"
    green.save(path, save_all=True, append_images=[red], duration=100)
    done = hcode("scan", "--json", "--trust", keys.public, path)
    assert [(v["verdict"], v["page"]) for v in verdicts(done)] == [("green", 1), ("red", 2)] and done.returncode == 11
    assert hcode("scan", "--trust", keys.public, "--accept-incomplete", path).returncode == 11
    green.save(path)
    assert hcode("scan", "--trust", keys.public, path).returncode == 0


def test_every_picture_of_a_multi_picture_jpeg_is_read(hcode, keys, colours, tmp_path):
    green, red = colours
    path = tmp_path / "both.jpg"
    green.save(path, format="MPO", save_all=True, append_images=[red])
    done = hcode("scan", "--json", "--trust", keys.public, path)
    assert [(v["verdict"], v.get("page")) for v in verdicts(done)] == [("green", None), ("red", 2)] and done.returncode == 11
    green.save(path, format="MPO", save_all=True, append_images=[green])
    done = hcode("scan", "--json", "--trust", keys.public, path)
    assert [v["verdict"] for v in verdicts(done)] == ["green"] and done.returncode == 0


def gif(first, *others):
    """A GIF of a whole frame and of others, each with the row that it begins at."""
    frames = io.BytesIO()
    first.save(frames, "GIF")
    frames = frames.getvalue()[:-1]
    for picture, top in others:
        data = io.BytesIO()
        picture.save(data, "GIF", interlace=0)
        data = data.getvalue()
        table = 13 + 3 * (2 << (data[10] & 7)) if data[10] & 0x80 else 13
        start = data.index(b"\x2c", table)
        box = struct.pack("<BHHHH", 0x2C, 0, top, *picture.size)
        # With the colours of the file that it was in.
        frames += box + bytes([0x80 | data[10] & 7]) + data[13:table] + data[start + 10:-1]
    return frames + b";"


def test_a_gif_whose_frames_are_differences_is_read_as_viewers_show_it(hcode, keys, colours, tmp_path):
    green, red = (view.convert("L") for view in colours)
    path = tmp_path / "differences.gif"
    # The red code comes in two halves, neither of which is a code.
    halves = [red.crop((0, 0, red.width, red.height // 2)), red.crop((0, red.height // 2, red.width, red.height))]
    path.write_bytes(gif(green, *zip(halves, (0, red.height // 2))))
    assert Image.open(path).n_frames == 3
    done = hcode("scan", "--json", "--trust", keys.public, path)
    assert [(v["verdict"], v["page"]) for v in verdicts(done)] == [("green", 1), ("red", 3)] and done.returncode == 11
    # Whole frames are read, each by itself.
    path.write_bytes(gif(green, (red, 0)))
    assert hcode("scan", "--trust", keys.public, path).returncode == 11


@pytest.mark.slow
def test_converting_and_searching_all_frames_take_from_one_budget(keys, codes, tmp_path):
    """Noise that a converter and an engine have much to do with."""
    frame = Image.effect_noise((700, 700), 128).point(lambda level: 255 * (level > 128)).resize((1400, 1400), Image.Resampling.NEAREST)
    frame.paste(Image.open(codes["green"].path).convert("L"), (0, 0))
    frame.save(tmp_path / "noise.gif", save_all=True, append_images=[ImageChops.offset(frame, k, 0) for k in range(1, 48)], duration=50)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    status, out = bounded(tmp_path / "noise.gif", tmp_path, "--json", "--trust", keys.public)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert status == 30 and (b"search-incomplete" in out or b"too-expensive" in out)
    # The converter's too; the kernel ends it at a whole second.
    assert sum(getattr(after, name) - getattr(before, name) for name in ("ru_utime", "ru_stime")) < 7


def test_a_second_picture_is_read_whatever_a_jpeg_says_of_its_length(hcode, keys, colours, tmp_path):
    green, red = colours
    path = tmp_path / "both.jpg"
    green.save(path, format="MPO", save_all=True, append_images=[red])
    data = bytearray(path.read_bytes())
    order = ">" if data[data.index(b"MPF\0") + 4:][:2] == b"MM" else "<"
    second = data.index(b"\xff\xd8\xff", 100)
    place = data.index(struct.pack(order + "I", len(data) - second), data.index(b"MPF\0"))
    for told in (0, 1, 200, len(data), (1 << 32) - 1):
        data[place:place + 4] = struct.pack(order + "I", told)
        path.write_bytes(data)
        assert hcode("scan", "--trust", keys.public, path).returncode == 11, told


def carpet(view):
    """The code beside more finder patterns than any search weighs."""
    cell = Image.new("L", (9, 9), 255)
    cell.paste(0, (0, 0, 7, 7))
    cell.paste(255, (1, 1, 6, 6))
    cell.paste(0, (2, 2, 5, 5))
    side = 2000
    page = Image.new("L", (side + view.width + 100, side), 255)
    for y in range(0, side, 9):
        for x in range(0, side, 9):
            page.paste(cell, (x, y))
    page.paste(255, (side, 0, page.width, side))
    page.paste(view, (side + 80, 80))
    return page


def test_what_shows_or_explains_a_code_tells_that_the_picture_was_not_searched_to_the_end(hcode, keys, codes, tmp_path):
    code = codes["green"]
    path = tmp_path / "carpet.png"
    carpet(Image.open(code.path).convert("L")).save(path)
    shown = hcode("inspect", "--json", path)
    assert shown.returncode == 30
    assert [line.get("undecided") for line in verdicts(shown)][-1] == "search-incomplete"
    assert all(line["verified"] is False for line in verdicts(shown))
    assert b"search-incomplete" in hcode("inspect", path).stdout
    told = hcode("explain", "--json", "--trust", keys.public, path)
    assert told.returncode == 30
    assert [line["reasons"] for line in verdicts(told)][-1] == ["search-incomplete"]
    assert "another code may be in it" in hcode("explain", "--trust", keys.public, path).stdout.decode()
    assert hcode("inspect", code.path).returncode == 0 and hcode("explain", "--trust", keys.public, code.path).returncode == 0


def test_a_jpeg_of_many_scans_over_many_pixels_is_undecided_and_named_as_too_expensive(hcode, keys, tmp_path):
    file = io.BytesIO()
    Image.new("L", (5000, 5000), 255).save(file, "JPEG", progressive=True)
    (tmp_path / "scans.jpg").write_bytes(file.getvalue() + b"\xff\xda" * 100)
    done = hcode("scan", "--json", "--trust", keys.public, tmp_path / "scans.jpg")
    assert verdicts(done)[0]["reasons"] == ["too-expensive"] and done.returncode == 30
    raw = hcode("scan", "--raw", tmp_path / "scans.jpg")
    assert raw.returncode == 30 and raw.stdout == b""
    assert hcode("inspect", tmp_path / "scans.jpg").returncode == 30


def test_a_stream_of_frames_that_begin_inside_of_others_costs_what_its_bytes_cost(keys, tmp_path):
    stream = b"P2 999 999 255 " + b"#P2 999 999 255 " * (1 << 17)
    (tmp_path / "stream").write_bytes(stream)
    with open(tmp_path / "stream", "rb") as file:
        done = subprocess.run(
            [HCODE, "scan", "--frames", "--trust", keys.public], stdin=file, capture_output=True, env=environment(tmp_path),
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (5, 5)))
    assert done.returncode == 65, done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_stream_whose_output_nobody_reads(keys, tmp_path, number):
    with Running("verify", "--json", "--trust", keys.public, "-", home=tmp_path) as running:
        os.set_blocking(running.process.stdin.fileno(), False)
        # Until the answers fill their pipe and the questions theirs.
        waiting = 0
        while waiting < 20:
            try:
                waiting = 0 if running.process.stdin.write(b"no code at all\n" * 1000) else waiting + 1
            except BlockingIOError:
                waiting += 1
            if waiting:
                try:
                    running.process.wait(0.05)
                except subprocess.TimeoutExpired:
                    pass
        running.process.send_signal(number)
        # By itself it would wait for ever; how soon it ends is not for a busy machine to say.
        assert running.process.wait(20) == -number


@pytest.mark.parametrize("top", range(9))
def test_finder_patterns_cost_no_more_wherever_their_rows_lie(tmp_path, top):
    """As many as fit, with every ninth row blank: an engine would compare each of them with all others for ten seconds."""
    pattern = Image.new("L", (8, 9), 255)
    for inset, shade in ((0, 0), (1, 255), (2, 0)):
        pattern.paste(shade, (inset, inset, 7 - inset, 7 - inset))
    view = Image.new("L", (2400, 2400), 255)
    for y in range(top, 2400, 9):
        for x in range(0, 2400, 8):
            view.paste(pattern, (x, y))
    view.save(tmp_path / "patterns.png")
    status, out = bounded(tmp_path / "patterns.png", tmp_path, "--json")
    assert status == 30 and b"search-incomplete" in out
