"""Pictures that Debian's programs read for hcode: each kind, told by content, under limits. What holds the programs otherwise is tested
in test_confinement.py."""

import base64
import io
import os
import re
import struct
import subprocess
import time
import zlib

import pytest
from command import HCODE, ROOT, assert_error, environment, measured, qr, verdict, verdicts
from PIL import Image

from picture_files import FORMATS, at, pages, pdf, picture, tool

pytestmark = pytest.mark.slow


@pytest.fixture
def scan(hcode, keys):
    def run(*names, **options):
        return hcode("scan", "--trust", keys.public, *names, **options)

    return run


@pytest.fixture(scope="session")
def files(codes, tmp_path_factory):
    """By format: the green code's picture, converted."""
    folder = tmp_path_factory.mktemp("formats")
    return {name: picture(codes["green"].path, folder / f"green.{name}") for name in FORMATS}


@pytest.mark.parametrize("name", FORMATS)
def test_a_code_in_each_format_scans_green_whatever_the_file_is_called(scan, files, name, tmp_path):
    other = tmp_path / "photo.png"
    other.write_bytes(files[name].read_bytes())
    assert scan(files[name]).returncode == 0
    assert scan(other).returncode == 0
    assert scan("-", input=other.read_bytes()).returncode == 0


@pytest.mark.parametrize("behind", ["png", "jpg"])
@pytest.mark.parametrize("name", ["png", "jpg", "webp", "gif"])
def test_two_files_one_after_the_other_are_never_the_first_alone(scan, codes, name, behind, tmp_path):
    first = picture(codes["green"].path, tmp_path / f"green.{name}").read_bytes()
    red = picture(codes["red"].path, tmp_path / f"red.{behind}").read_bytes()
    # The second JPEG after a JPEG is read; another picture is not, and the verdict says so.
    expected = 11 if (name, behind) == ("jpg", "jpg") else 30
    assert scan("-", input=first + red).returncode == expected
    # What phones and editors append is no picture.
    assert scan("-", input=first + b"\0\0\0\x18ftypmp42" + bytes(64)).returncode == 0


@pytest.mark.parametrize("name", ["png", "webp", "tif", "bmp", "gif"])
@pytest.mark.parametrize("ink, opaque", [(0, "dark"), (255, "dark"), (255, "light"), (0, "light")])
def test_a_transparent_picture_is_laid_on_white_and_on_black(scan, codes, tmp_path, name, ink, opaque):
    """Black or white modules on nothing, and a black or white ground with holes for modules; as dark-mode exports have it."""
    grey = Image.open(codes["green"].path).convert("L")
    clear = Image.new("RGBA", grey.size, (ink, ink, ink, 0))
    clear.putalpha(grey.point(lambda value: 255 - value) if opaque == "dark" else grey)
    path = tmp_path / f"clear.{name}"
    options = {"webp": {"lossless": True}, "gif": {"transparency": 0}}.get(name, {})
    if name == "gif":
        palette = Image.new("P", grey.size, 0)
        palette.putpalette([128, 128, 128, ink, ink, ink])
        palette.paste(1, mask=clear.getchannel("A"))
        clear = palette
    clear.save(path, **options)
    assert scan(path).returncode == 0


def test_a_transparent_colour_that_a_gif_does_not_have_hides_nothing(scan, codes, tmp_path):
    """As old programs write it; viewers show the frame, and giftopnm refuses the file."""
    grey = Image.open(codes["green"].path).convert("L")
    two = Image.new("P", grey.size, 0)
    two.putpalette([0, 0, 0, 255, 255, 255])
    two.paste(1, mask=grey)
    path = tmp_path / "beyond.gif"
    two.save(path, transparency=1)
    content = bytearray(path.read_bytes())
    flags = content.index(b"\x21\xf9\x04")
    for colour, answer in ((1, 0), (255, 0)):
        content[flags + 6] = colour
        path.write_bytes(content)
        assert scan(path).returncode == answer, colour


@pytest.mark.parametrize("name", ["webp", "gif", "png"])
@pytest.mark.parametrize("ground", ["code", "blank"])
def test_every_frame_of_an_animation_is_searched(scan, codes, tmp_path, name, ground):
    green, red = (Image.open(codes[colour].path).convert("RGB") for colour in ("green", "red"))
    first = green if ground == "code" else Image.new("RGB", red.size, "white")
    path = tmp_path / f"moving.{name}"
    first.save(path, save_all=True, append_images=[red.resize(first.size)], duration=100, **({"lossless": True} if name == "webp" else {}))
    assert scan(path).returncode == 11


def test_a_frame_that_shows_only_what_changed_is_searched_as_viewers_show_it(scan, codes, tmp_path):
    """The first frame is half a code, and the second one the other half on nothing."""
    green = Image.open(codes["green"].path).convert("RGB")
    half = green.copy()
    half.paste("white", (0, 0, green.width // 2, green.height))
    for name in ("gif", "webp", "png"):
        half.save(tmp_path / f"halves.{name}", save_all=True, append_images=[green], duration=100, **({"lossless": True} if name == "webp" else {}))
        assert scan(tmp_path / f"halves.{name}").returncode == 0, name


def test_pages_with_and_without_opacity_keep_their_own(scan, codes, tmp_path):
    grey = Image.open(codes["green"].path).convert("L")
    clear = Image.new("RGBA", grey.size, (0, 0, 0, 0))
    clear.putalpha(grey.point(lambda value: 255 - value))
    blank = Image.new("RGB", grey.size, "white")
    for number, (first, second) in enumerate([(blank, clear), (clear, blank)]):
        path = tmp_path / f"{number}.tif"
        first.save(path, save_all=True, append_images=[second])
        assert scan(path).returncode == 0, number


@pytest.mark.parametrize("name", ["png", "webp", "gif", "jpg", "tif"])
@pytest.mark.parametrize("part", [0.98, 0.9, 0.75, 0.6])
def test_what_is_read_of_a_cut_file_is_never_green(scan, codes, tmp_path, name, part):
    """The first frame, page or the upper half is whole, and what is missing may have held the red code."""
    green, red = (Image.open(codes[colour].path).convert("RGB") for colour in ("green", "red"))
    red = red.resize(green.size)
    path = tmp_path / f"whole.{name}"
    if name == "jpg":
        both = Image.new("RGB", (green.width, 2 * green.height))
        both.paste(green, (0, 0))
        both.paste(red, (0, green.height))
        both.save(path, quality=90)
    else:
        green.save(path, save_all=True, append_images=[red], duration=100, **({"lossless": True} if name == "webp" else {}))
    assert scan(path).returncode == 11
    cut = tmp_path / f"cut.{name}"
    cut.write_bytes(path.read_bytes()[:int(len(path.read_bytes()) * part)])
    done = scan(cut)
    assert done.returncode in (11, 30, 65), done
    if name in ("png", "webp", "jpg"):
        assert done.returncode in (11, 30)
    assert scan("--accept-incomplete", cut).returncode in (0, 11, 65)


def boxed(width, height, parts):
    """An SVG with something at the left and something at the right."""
    body = "".join(f"<g transform='translate({i * 400} 0)'>{part}</g>" for i, part in enumerate(parts))
    return f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'>{body}</svg>"


def test_what_a_browser_shows_of_a_drawing_and_nobody_here_sees_is_told(scan, codes, tmp_path):
    def image(path, kind="png"):
        buffer = io.BytesIO()
        Image.open(path).convert("RGB").save(buffer, kind)
        return f"<image width='380' height='380' href='data:image/{kind};base64,{base64.b64encode(buffer.getvalue()).decode()}'/>"

    green, red = image(codes["green"].path), image(codes["red"].path)
    for name, hidden, status in [
        ("nothing", "", 0), ("seen", red, 11), ("gif", image(codes["red"].path, "gif"), 11), ("file", "<image href='red.png'/>", 30),
        ("html", f"<foreignObject width='9' height='9'>{red}</foreignObject>", 30),
        ("animation", f"<g opacity='0'>{red}<animate attributeName='opacity' to='1' dur='1s'/></g>", 30),
        ("language", f"<switch><g systemLanguage='zh'>{red}</g><g/></switch>", 30),
        ("media", f"<style>@media print {{ #r {{ display: inline }} }}</style><g id='r' display='none'>{red}</g>", 30),
    ]:
        (tmp_path / f"{name}.svg").write_text(boxed(800, 400, [green, hidden]))
        assert scan(tmp_path / f"{name}.svg").returncode == status, name


def test_a_label_that_the_printer_adds_to_is_told(hcode, keys, codes, tmp_path):
    path = tmp_path / "label.zpl"
    assert hcode("issue", "--key", keys.secret, "--status", "green", "--valid", "24h", "-o", path).returncode == 0
    label = path.read_text()
    assert hcode("scan", "--trust", keys.public, path).returncode == 0
    red = hcode("scan", "--raw", codes["red"].path).stdout.decode().strip()
    field = re.search(r"\^GFA[^^]*", label)[0]
    for added in [f"^FO300,0^BQN,2,4^FDMA,{red}^FS", field, field.replace("^GFA", "^gfa"), "^XGR:R.GRF,1,1^FS"]:
        path.write_text(label.replace("^XZ", added + "^XZ"))
        assert hcode("scan", "--trust", keys.public, path).returncode == 30, added[:20]
    path.write_text(label.replace("^XZ", ""))
    assert hcode("scan", "--trust", keys.public, path).returncode == 30


def test_an_opacity_that_is_not_laid_under_a_picture_is_told(scan, codes, tmp_path):
    green, red = (Image.open(codes[colour].path).convert("L") for colour in ("green", "red"))
    both = Image.new("L", (2 * green.width, green.height), 255)
    both.paste(green, (0, 0))
    clear = both.convert("RGBA")
    opacity = Image.new("L", both.size, 255)
    opacity.paste(red.resize(green.size), (green.width, 0))
    clear.putalpha(opacity)
    clear.save(tmp_path / "clear.avif", quality=95)
    both.convert("RGB").save(tmp_path / "plain.avif", quality=95)
    assert scan(tmp_path / "plain.avif").returncode == 0
    assert scan(tmp_path / "clear.avif").returncode in (11, 30)
    assert b"transparency" in scan(tmp_path / "clear.avif").stdout
    for big in (False, True):
        clear.save(tmp_path / "clear.tif", big_tiff=big)
        assert scan(tmp_path / "clear.tif").returncode == 11, big


@pytest.mark.parametrize("gamma", [1000, 5000, 20_000, 2_000_000])
def test_a_gamma_hides_no_code(scan, codes, tmp_path, gamma):
    green, red = (Image.open(codes[colour].path).convert("L") for colour in ("green", "red"))
    both = Image.new("L", (2 * green.width, green.height), 255)
    both.paste(green, (0, 0))
    both.paste(red.resize(green.size).point(lambda level: 225 + level * 30 // 255 if gamma > 100_000 else level * 30 // 255), (green.width, 0))
    path = tmp_path / "dark.png"
    both.save(path)
    assert scan(path).returncode == 11
    data = path.read_bytes()
    chunk = b"gAMA" + struct.pack(">I", gamma)
    path.write_bytes(data[:33] + struct.pack(">I", 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + data[33:])
    assert scan(path).returncode == 11


@pytest.mark.parametrize("name, word", [("data-matrix", "a Data Matrix code")])
def test_a_symbol_of_another_kind_beside_a_code_is_named(scan, codes, tmp_path, name, word):
    green, other = Image.open(codes["green"].path).convert("L"), Image.open(ROOT / f"Tests/Corpus/symbols/{name}.png").convert("L")
    both = Image.new("L", (green.width + other.width + 40, max(green.height, other.height)), 255)
    both.paste(green, (0, 0))
    both.paste(other, (green.width + 40, 0))
    both.save(tmp_path / "both.png")
    result = scan("--json", tmp_path / "both.png")
    assert [(found["verdict"], found["reason"]) for found in verdicts(result)] == [("green", "as-signed"), ("undecided", "unsupported")]
    assert word in verdicts(result)[1]["detail"] and result.returncode == 30


def test_what_frames_share_is_not_copied_without_end(scan, codes, tmp_path):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    still = codes["green"].path.read_bytes()
    start, size = still[:33], still[16:24]
    frame = chunk(b"fcTL", bytes(4) + size + bytes(14)) + chunk(b"fdAT", bytes(4) + b"x")
    path = tmp_path / "frames.png"
    path.write_bytes(start + chunk(b"acTL", struct.pack(">II", 3000, 0)) + still[33:-12] + chunk(b"gAMA", bytes(8 << 20)) + frame * 3000 + still[-12:])
    began = time.monotonic()
    assert scan(path).returncode == 30, "not all frames could be read"
    assert time.monotonic() - began < 20


def test_a_label_of_many_like_rows_is_read_in_time(scan, tmp_path):
    path = tmp_path / "rows.zpl"
    path.write_text("^XA^GFA,2000000,2000000,1,FF" + ":" * 1_999_999 + "^FS^XZ")
    began = time.monotonic()
    assert scan(path).returncode in (30, 40)
    assert time.monotonic() - began < 20


def test_hcode_reads_what_hcode_writes(hcode, keys, tmp_path):
    for name, options in [("svg", []), ("zpl", []), ("svg", ["--card"]), ("zpl", ["--dpi", "203"]), ("pdf", ["--card"])]:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.{name}"
        made = hcode("issue", "--key", keys.secret, "--status", "green", "--valid", "24h", *options, "-o", path)
        assert made.returncode == 0, made.stderr
        assert hcode("scan", "--trust", keys.public, path).returncode == 0, path
    assert hcode("scan", "--trust", keys.public, tmp_path).returncode == 0, "a folder's drawings are pictures too"


def test_damaged_drawings_and_labels_are_told(scan, tmp_path):
    for name, content in [("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"), ("a.zpl", b"^XA^FO0,0^BQN,2,5^FDx^FS^XZ"),
                          ("b.zpl", b"^XA^GFA,10,10,0,FF^XZ"), ("c.zpl", b"^XA^GFA,10,10,2,FFFG"), ("d.zpl", b"^XA^GFA,9999999999,8,8,F")]:
        (tmp_path / name).write_bytes(content)
        assert_error(scan(tmp_path / name), 65)


def test_a_drawing_reads_no_file(scan, codes, tmp_path):
    (tmp_path / "evil.svg").write_text(
        f"<svg xmlns='http://www.w3.org/2000/svg' width='400' height='400'><image href='{codes['green'].path}' width='400' height='400'/></svg>")
    assert scan(tmp_path / "evil.svg").returncode != 0


def test_a_pdf_with_a_password_says_so_and_opens_with_it(scan, codes, tmp_path):
    plain, locked = tmp_path / "plain.pdf", tmp_path / "locked.pdf"
    Image.open(codes["green"].path).convert("RGB").save(plain)
    subprocess.run(["qpdf", "--encrypt", "1985-03-07", "owner", "256", "--", plain, locked], check=True)
    assert_error(scan(locked), 65, "password", "--pdf-password-file")
    for word, status in [("1985-03-07\n", 0), ("\ufeff1985-03-07\r\n", 0), ("wrong\n", 65)]:
        (tmp_path / "word").write_text(word)
        result = scan("--pdf-password-file", tmp_path / "word", locked)
        assert result.returncode == status and b"Fatal" not in result.stderr
    (tmp_path / "word").write_text("")
    assert_error(scan("--pdf-password-file", tmp_path / "word", locked), 65)


def test_a_photograph_of_108_megapixels_is_read_at_a_fraction(scan, codes, tmp_path):
    code = Image.open(codes["green"].path).convert("L")
    side = 3000
    for width, height in [(12000, 9000), (24000, 3000)]:
        photo = Image.new("L", (width, height), 230)
        photo.paste(code.resize((side - 200, side - 200), Image.NEAREST), (width // 3, 100))
        photo.save(tmp_path / "photo.jpg", quality=80)
        assert scan(tmp_path / "photo.jpg").returncode == 0, (width, height)


def test_a_symbol_of_another_kind_is_named(scan):
    for name, word in [("data-matrix", "a Data Matrix code")]:
        result = scan("--json", ROOT / f"Tests/Corpus/symbols/{name}.png")
        found = verdict(result)
        assert (result.returncode, found["verdict"], found["reason"]) == (30, "undecided", "unsupported")
        assert word in found["detail"]


@pytest.mark.parametrize("mode", ["ppm", "written"])
def test_every_picture_of_a_netpbm_file_is_read(scan, codes, tmp_path, mode):
    files = []
    for colour in ("green", "red"):
        picture = Image.open(codes[colour].path).convert("L")
        raw = b"P5 %d %d 255\n" % picture.size + picture.tobytes()
        written = b"P2 %d %d 255\n" % picture.size + b" ".join(b"%d" % value for value in picture.tobytes()) + b"\n"
        files.append(raw if mode == "ppm" else written)
    (tmp_path / "one.pgm").write_bytes(files[0])
    assert scan(tmp_path / "one.pgm").returncode == 0
    (tmp_path / "two.pgm").write_bytes(b"".join(files))
    assert scan(tmp_path / "two.pgm").returncode == 11
    (tmp_path / "more.pgm").write_bytes(files[0] + b"and more")
    assert scan(tmp_path / "more.pgm").returncode == 65


@pytest.mark.parametrize("name", ["tiff", "pdf"])
def test_the_codes_of_every_page_are_read(hcode, codes, tmp_path, name):
    shown = hcode("inspect", pages([codes[c].path for c in ("green", "yellow", "red")], tmp_path / f"three.{name}"), "--json")
    assert [re.search(rb'"unverified_status":"(\w+)"', line)[1] for line in shown.stdout.splitlines()] == [
        b"green", b"yellow", b"red"]


@pytest.mark.parametrize("name", ["tiff", "pdf"])
def test_pages_are_judged_together_and_told_by_number(scan, codes, tmp_path, name):
    empty = tmp_path / "empty.png"
    Image.new("RGB", Image.open(codes["green"].path).size, "white").save(empty)
    link = qr("https://example.org/", tmp_path / "link.png", "-s", "6")
    letter = pages([empty, link, codes["green"].path, empty], tmp_path / f"letter.{name}")
    found = verdict(scan("--json", letter))
    assert (found["verdict"], found["page"], found["ignored_texts"]) == ("green", 3, 1)
    both = pages([codes["green"].path, codes["red"].path], tmp_path / f"both.{name}")
    done = scan("--json", both)
    assert [(v["verdict"], v["page"]) for v in verdicts(done)] == [("green", 1), ("red", 2)] and done.returncode == 11
    assert b"page 2" in scan(both).stdout
    assert "page" not in verdict(scan("--json", pages([codes["green"].path], tmp_path / f"one.{name}")))
    assert scan(pages([empty, empty], tmp_path / f"none.{name}")).returncode == 40


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_tiff_is_read_whichever_way_its_orientation_lays_it(scan, codes, tmp_path, orientation):
    """Taller than wide: tifftopnm loses a part of such a page when it turns it."""
    code = Image.open(codes["red"].path).convert("RGB")
    page = Image.new("RGB", (code.width + 100, code.height + 400), "white")
    page.paste(code, (50, 350))
    exif = Image.Exif()
    exif[0x112] = orientation
    page.save(tmp_path / "page.tif", exif=exif)
    assert scan(tmp_path / "page.tif").returncode == 11


def test_a_file_with_more_pages_than_are_read_is_an_error_and_not_half_an_answer(hcode, codes, tmp_path):
    for number, status in [(64, 0), (65, 65)]:
        done = hcode("inspect", pages([codes["green"].path] * number, tmp_path / "many.tiff"))
        assert done.returncode == status, done.stderr
    assert_error(done, 65, "more than 64 pages")
    (tmp_path / "bomb.pdf").write_bytes(pdf(10_000, (200, 200)))
    start = time.monotonic()
    # Drawing 64 pages may take more than a file may cost: then that is what is told.
    done = hcode("inspect", tmp_path / "bomb.pdf")
    assert_error(done, done.returncode, "more than 64 pages" if done.returncode == 65 else "more than one picture may cost")
    assert done.returncode in (30, 65)
    assert time.monotonic() - start < 30


@pytest.mark.parametrize("name", FORMATS)
def test_every_truncation_ends_in_a_verdict_or_an_error(hcode, keys, files, name):
    whole = files[name].read_bytes()
    # About forty places in each file: each starts a program or two.
    step = max(64, len(whole) // 40 // 64 * 64)
    for length in range(0, len(whole), step):
        done = hcode("scan", "--trust", keys.public, "-", input=whole[:length])
        assert done.returncode in (30, 40, 65), (length, done)
        if done.returncode == 65:
            assert_error(done, 65)


def test_headers_that_lie_are_told_as_such_and_take_no_memory(scan, files, tmp_path):
    webp = bytearray(files["webp"].read_bytes())
    at(webp, webp.index(b"VP8 ") + 14, b"\xff\x3f\xff\x3f")
    tiff = bytearray(files["tiff"].read_bytes())
    strips = tiff.index(b"\x11\x01")
    at(tiff, strips + 4, b"\xff\xff\xff\x7f")
    gif = bytearray(files["gif"].read_bytes())
    at(gif, gif.index(b"\x2c\0\0\0\0") + 5, b"\xff\xff\xff\xff")
    bmp = bytearray(files["bmp"].read_bytes())
    at(bmp, 18, b"\xff\xff\xff\x7f\xff\xff\xff\x7f")
    for name, content in [("w", webp), ("t", tiff), ("g", gif), ("b", bmp)]:
        (tmp_path / name).write_bytes(content)
        done = scan(tmp_path / name)
        assert done.returncode in (30, 40, 65), (name, done)
        assert measured("scan", tmp_path / name)[1] < 256, name
    (tmp_path / "wide.pdf").write_bytes(pdf(1, (100_000_000, 100_000_000)))
    assert scan(tmp_path / "wide.pdf").returncode in (40, 65)


def test_a_damaged_file_is_told_in_the_words_of_the_tool(scan, tmp_path):
    (tmp_path / "bad.gif").write_bytes(b"GIF89a\x01")
    assert_error(scan(tmp_path / "bad.gif"), 65, "the GIF could not be read: giftopnm said '")
    tools = tool(tmp_path, "giftopnm", "printf '\\033[31mred\\nmore\\n' >&2; exit 3")
    done = scan(tmp_path / "bad.gif", env={"PATH": tools})
    assert_error(done, 65, "[31mred")
    assert b"\x1b" not in done.stderr and b"more" not in done.stderr


@pytest.mark.parametrize("name, package", [
    ("webp", "webp"), ("heic", "heif-thumbnailer"), ("avif", "heif-thumbnailer"), ("gif", "netpbm"), ("tiff", "netpbm"),
    ("bmp", "netpbm"), ("pdf", "poppler-utils")])
def test_a_program_that_is_not_installed_is_named_by_its_package(scan, files, tmp_path, name, package):
    assert_error(scan(files[name], env={"PATH": str(tmp_path)}), 69, f"apt-get install {package},")


def test_a_program_that_hangs_is_stopped_in_time_and_leaves_no_process(scan, files, tmp_path):
    tools = tool(tmp_path, "giftopnm", "exec /bin/sleep 987")
    start = time.monotonic()
    assert scan(files["gif"], env={"PATH": tools}).returncode == 30
    assert 15 < time.monotonic() - start < 40
    assert subprocess.run(["pgrep", "-f", "sleep 987"]).returncode == 1


def test_a_program_that_writes_without_end_is_stopped(scan, files, tmp_path):
    tools = tool(tmp_path, "giftopnm", "exec /bin/cat /dev/zero")
    assert scan(files["gif"], env={"PATH": tools}).returncode == 30


def test_a_program_that_takes_all_memory_or_writes_a_file_is_stopped(scan, files, tmp_path):
    tools = tool(tmp_path, "giftopnm", "exec /usr/bin/python3 -c 'bytes(2 << 30)'")
    assert_error(scan(files["gif"], env={"PATH": tools}), 65)
    spilled = tmp_path / "spilled"
    tools = tool(tmp_path, "giftopnm", f"exec /bin/cp /proc/self/fd/0 {spilled}")
    assert_error(scan(files["gif"], env={"PATH": tools}), 65)
    assert not spilled.exists() or spilled.stat().st_size == 0


def test_the_child_sees_no_variable(scan, files, tmp_path):
    tools = tool(tmp_path, "giftopnm", "exec /usr/bin/env >&2")
    done = scan(files["gif"], env={"PATH": tools, "https_proxy": "http://203.0.113.1"})
    assert done.returncode == 65 and b"203.0.113.1" not in done.stderr


def test_a_child_dies_with_hcode(files, tmp_path):
    tools = tool(tmp_path, "giftopnm", "exec /bin/sleep 986")
    process = subprocess.Popen([HCODE, "scan", files["gif"]], env=environment(tmp_path, PATH=tools), stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 10
    while subprocess.run(["pgrep", "-f", "sleep 986"], capture_output=True).returncode and time.monotonic() < deadline:
        time.sleep(0.02)
    process.kill()
    process.wait()
    time.sleep(0.2)
    assert subprocess.run(["pgrep", "-f", "sleep 986"]).returncode == 1


def test_no_child_opens_a_socket_or_leaves_a_file(keys, files, tmp_path):
    before = set(os.listdir("/tmp")) | set(os.listdir("/dev/shm"))
    for name, path in files.items():
        trace = tmp_path / "trace"
        done = subprocess.run(
            ["strace", "-f", "-qq", "-o", trace, "-e", "trace=%network", HCODE, "scan", "--trust", keys.public, path],
            capture_output=True, env=environment(tmp_path))
        assert done.returncode == 0, (name, done)
        assert not re.search(r"\b(socket|connect|bind|sendto|sendmsg)\(", trace.read_text()), name
    after = set(os.listdir("/tmp")) | set(os.listdir("/dev/shm"))
    assert not [name for name in after - before if "hcode" in name or "pdf" in name]


def test_a_limit_of_ours_below_the_tools_is_kept_and_not_raised(files, keys):
    done = subprocess.run(
        ["prlimit", f"--cpu=15:15", "--", HCODE, "scan", "--trust", keys.public, files["gif"]], capture_output=True)
    assert done.returncode == 0, done.stderr
