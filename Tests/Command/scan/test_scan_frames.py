"""`scan --frames`: a camera's stream on standard input."""

import json
import re
import subprocess
import time

import pytest

from command import assert_error, verdict, verdicts
from PIL import Image
from streams import SIGNALS, Running, jpeg, pnm, scene

pytestmark = pytest.mark.slow


@pytest.fixture
def frames(hcode, keys):
    return lambda stream, *options, **more: hcode(
        "scan", "--frames", "--json", "--trust", keys.public, *options, input=stream, **more)


@pytest.fixture
def camera(tmp_path, keys):
    return lambda *options: Running("scan", "--frames", "--json", "--trust", keys.public, *options, home=tmp_path)


def summary(result):
    """The numbers of the last line on standard error, by their words."""
    last = result.stderr.decode().splitlines()[-1]
    assert last.startswith("hcode: "), last
    return {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", last)}


KINDS = {"pgm": pnm, "ppm": lambda view: pnm(view, colour=True), "mjpeg": jpeg}


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_held_up_for_a_hundred_frames_is_one_line(frames, codes, kind):
    frame = KINDS[kind](scene(codes["green"]))
    result = frames(frame * 100)
    assert (result.returncode, verdict(result)["verdict"]) == (0, "green")
    assert verdict(result)["source"] == "-" and verdict(result)["frame"] >= 1
    assert summary(result)["frames"] == 100 and summary(result)["green"] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_each_code_of_a_recorded_stream_gets_its_line_and_no_frame_is_dropped(tmp_path, frames, codes, kind):
    stream = b"".join(KINDS[kind](scene(*[codes[c]] if c else [])) for c in
                      [None, "green", "green", None, "red", "yellow", "green", None])
    (tmp_path / "recorded").write_bytes(stream)
    with open(tmp_path / "recorded", "rb") as file:
        result = frames(None, stdin=file)
    assert [(v["verdict"], v["frame"]) for v in verdicts(result)] == [("green", 2), ("red", 5), ("yellow", 6)]
    assert result.returncode == 11
    assert summary(result) == {"judged": 3, "green": 1, "yellow": 1, "red": 1, "frames": 8, "dropped": 0}


def test_every_code_in_a_frame_gets_its_line(frames, codes):
    result = frames(pnm(scene(codes["green"], codes["red"], size=(1200, 600))))
    assert [v["verdict"] for v in verdicts(result)] == ["green", "red"]
    assert result.returncode == 11


def test_a_code_that_joins_another_is_told_alone(camera, codes):
    with camera() as scan:
        scan.send(pnm(scene(codes["green"])))
        assert scan.verdict()["verdict"] == "green"
        scan.send(pnm(scene(codes["green"], codes["red"], size=(1200, 600))))
        assert scan.verdict()["verdict"] == "red"
        status, rest, _ = scan.end()
        assert (status, rest) == (11, b"")


def test_a_second_code_that_no_glance_reads_is_told_beside_one_that_was_held_up_for_long(camera, codes):
    alone = scene(codes["green"], size=(1920, 1080))
    both = alone.copy()
    red = Image.open(codes["red"].path).convert("L")
    both.paste(red.resize((red.width // 2, red.height // 2)), (1500, 700))
    # What a glance reads of both is the large one.
    with camera() as scan:
        def show(view):
            scan.send(pnm(view))
            scan.process.stdin.flush()
            time.sleep(0.03)

        for _ in range(40):
            show(alone)
        assert scan.verdict()["verdict"] == "green"
        for _ in range(40):
            show(both)
        assert scan.verdict()["verdict"] == "red"


def test_a_line_comes_while_the_stream_goes_on(camera, codes):
    with camera() as scan:
        for colour in ("green", "red", "yellow"):
            scan.send(jpeg(scene(codes[colour])))
            assert scan.verdict()["verdict"] == colour


def test_a_code_counts_anew_when_it_was_out_of_view_for_the_time_asked(camera, codes):
    frame = pnm(scene(codes["green"]))
    with camera("--again", "700ms") as scan:
        for _ in range(6):  # held up for longer than that, with shorter pauses
            scan.send(frame)
            time.sleep(0.2)
        assert scan.verdict()["verdict"] == "green"
        assert scan.line(0.1) is None
        time.sleep(0.9)
        scan.send(frame)
        assert scan.verdict()["verdict"] == "green"
        assert scan.end()[0] == 0


def test_five_seconds_is_the_time_without_the_option(camera, codes):
    frame = pnm(scene(codes["green"]))
    with camera() as scan:
        scan.send(frame)
        assert scan.verdict()
        time.sleep(1.5)
        scan.send(frame)
        assert scan.end()[1] == b""


@pytest.mark.parametrize("time", ["0s", "5", "-1s", "s", "1.5s", "2d", "99999999h", "5 s", "٥s"])
def test_a_time_that_is_none_is_refused(hcode, time):
    assert_error(hcode("scan", "--frames", "--again", time), 64, "--again")


def test_late_frames_are_dropped_and_counted(frames, codes):
    # Written as fast as the pipe takes it, and each frame costs more to look at than to send.
    nothing = pnm(scene(size=(1600, 1200)))
    result = frames(nothing * 60 + pnm(scene(codes["red"], size=(1600, 1200))))
    assert verdict(result)["verdict"] == "red", "the newest frame is never dropped"
    counted = summary(result)
    assert counted["frames"] == 61 and counted["dropped"] > 0


def test_memory_does_not_grow_with_the_stream(camera, codes):
    frame = pnm(scene(codes["green"], size=(1600, 1200)))
    with camera() as scan:
        for _ in range(150):
            scan.send(frame)
        assert scan.verdict()
        assert scan.peak_memory() < 60_000, "KiB, for frames of 1,900"


@pytest.mark.parametrize("length", [1, 10, 100_000])
def test_a_stream_that_ends_inside_a_frame_is_judged_as_far_as_it_is_whole(frames, codes, length):
    result = frames(pnm(scene(codes["green"])) + pnm(scene(codes["red"]))[:length])
    assert (result.returncode, verdict(result)["verdict"]) == (0, "green")


def test_a_stream_of_half_a_frame_is_an_error(frames, codes):
    for frame in (pnm(scene(codes["green"])), jpeg(scene(codes["green"]))):
        result = frames(frame[:5000])
        assert (result.returncode, verdict(result)["reason"]) == (65, "unreadable")
        assert b"no whole frame" in result.stderr


@pytest.mark.parametrize("stream, word", [(b"", "it was empty"), (b"hello\n" * 1000, "no PGM, PPM or JPEG frame"), (b"\0" * 100_000, "no PGM, PPM or JPEG frame")])
def test_a_stream_that_never_starts_is_an_error(frames, stream, word):
    result = frames(stream)
    assert (result.returncode, verdict(result)["reason"]) == (65, "unreadable")
    assert word in result.stderr.decode() and "ffmpeg" in result.stderr.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_garbage_between_frames_costs_no_frame(tmp_path, frames, codes, kind):
    noise = b"--boundary\r\nContent-Type: image/jpeg\r\n\r\n" + bytes(range(200)) * 3
    stream = noise + noise.join(KINDS[kind](scene(codes[c])) for c in ("green", "yellow", "red")) + noise
    (tmp_path / "recorded").write_bytes(stream)
    with open(tmp_path / "recorded", "rb") as file:
        result = frames(None, stdin=file)
    assert [v["verdict"] for v in verdicts(result)] == ["green", "yellow", "red"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_stream_that_begins_in_the_middle_of_a_frame_is_caught_up_with(tmp_path, frames, codes, kind):
    frame = {c: KINDS[kind](scene(codes[c])) for c in ("green", "red")}
    (tmp_path / "recorded").write_bytes(frame["green"][len(frame["green"]) // 2:] + frame["red"] + frame["red"])
    with open(tmp_path / "recorded", "rb") as file:
        result = frames(None, stdin=file)
    assert verdicts(result)[-1]["verdict"] == "red"


def test_a_damaged_frame_is_said_once_and_the_others_are_judged(tmp_path, frames, codes):
    good = jpeg(scene(codes["green"]))
    bad = good[:2] + b"\xff\xc9\x00\x0b\x08\x00\x10\x00\x10\x01\x01\x11\x00\xff\xda\x00\x02\x00\xff\xd9"
    (tmp_path / "recorded").write_bytes(bad * 5 + good + bad * 5)
    with open(tmp_path / "recorded", "rb") as file:
        result = frames(None, stdin=file)
    assert (result.returncode, verdict(result)["verdict"]) == (0, "green")
    assert result.stderr.decode().count("hcode: frame 1: ") == 1 and result.stderr.count(b"\n") == 2


def test_nothing_in_view_is_no_code(frames):
    result = frames(pnm(scene()) * 3)
    assert (result.returncode, verdict(result)["reason"]) == (40, "no-code")


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("colour, status", [("green", 0), ("red", 11)])
def test_a_signal_ends_it_with_the_gravest_verdict_and_a_summary(camera, codes, number, colour, status):
    with camera() as scan:
        scan.send(pnm(scene(codes[colour])) + b"P5\n640 480\n255\n half a frame")
        assert scan.verdict()["verdict"] == colour
        assert scan.end(number)[0] == status
    with camera() as scan:
        scan.send(pnm(scene(codes[colour])))
        assert scan.verdict()
        _, rest, errors = scan.end(number)
        assert rest == b"" and errors == f"hcode: 1 judged: 1 {colour}; 1 frames, 0 dropped\n"
        assert "张小明" not in errors


def test_a_signal_before_the_first_frame_is_no_code(camera):
    with camera() as scan:
        time.sleep(0.5)
        status, rest, _ = scan.end(SIGNALS[0])
        assert (status, json.loads(rest)["reason"]) == (40, "no-code")


def test_quiet_says_nothing_and_ends_with_the_status(hcode, keys, codes):
    result = hcode("scan", "--frames", "-q", "--trust", keys.public, input=pnm(scene(codes["yellow"])))
    assert (result.returncode, result.stdout, result.stderr) == (10, b"", b"")


@pytest.mark.parametrize("options", [("a.png",), ("--raw",), ("--jobs", "2"), ("--watch", "/tmp"), ("-", "-")])
def test_what_does_not_go_with_frames_is_refused(hcode, options):
    assert_error(hcode("scan", "--frames", *options), 64)


@pytest.mark.parametrize("codec, pixels", [("pgm", "gray"), ("ppm", "rgb24"), ("mjpeg", "yuvj420p"), ("pbm", "monob")])
def test_what_ffmpeg_sends_is_read(tmp_path, keys, codes, codec, pixels):
    sender = subprocess.Popen(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=gray:s=640x480:r=25:d=1", "-loop", "1", "-t", "1", "-r", "25",
         "-i", codes["green"].path, "-filter_complex", f"[1]scale=400:400[c];[0][c]overlay=60:30,format={pixels}",
         "-f", "image2pipe", "-c:v", codec, "-"], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    with Running("scan", "--frames", "--json", "--trust", keys.public, home=tmp_path, stdin=sender.stdout) as scan:
        sender.stdout.close()
        assert scan.verdict()["verdict"] == "green"
        status, rest, errors = scan.end()
        assert (status, rest) == (0, b"") and "25 frames" in errors
    assert sender.wait(timeout=20) == 0
