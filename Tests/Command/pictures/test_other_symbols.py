"""Symbols that are no QR codes, and QR codes that are parts of one message: made by encoders that have nothing to do with hcode or its engines."""

from functools import reduce

import pytest
import segno
import segno.encoder
from aztec_code_generator import AztecCode
from PIL import Image, ImageChops
from ppf.datamatrix import DataMatrix

import corpus
import hcert
from command import run, verdict, verdicts
from hcert import Signer, imported, vaccination

pytestmark = pytest.mark.slow
AT = ("--at", hcert.AT)


def drawn(dark, module=4, border=4):
    """Rows of modules as a picture."""
    picture = Image.new("L", (len(dark[0]) + 2 * border, len(dark) + 2 * border), 255)
    for y, row in enumerate(dark):
        for x, bit in enumerate(row):
            picture.putpixel((x + border, y + border), 0 if bit else 255)
    return picture.resize((picture.width * module, picture.height * module), Image.Resampling.NEAREST)


def aztec(text, module=4):
    return drawn(AztecCode(text, ec_percent=23).matrix, module)


def data_matrix(text, module=4):
    return drawn(DataMatrix(text).matrix, module)


def qr(code, module=4):
    return drawn(code.matrix, module)


def beside(*pictures, ground=255):
    scene = Image.new("L", (sum(picture.width + 40 for picture in pictures), max(picture.height for picture in pictures) + 40), ground)
    left = 20
    for picture in pictures:
        scene.paste(picture, (left, 20))
        left += picture.width + 40
    return scene


@pytest.fixture(scope="module")
def europe(tmp_path_factory):
    """The text of a member state's certificate, and a store that knows its signer."""
    signer = Signer()
    return signer.text(vaccination()), imported(tmp_path_factory.mktemp("europe"), signer.der)


@pytest.fixture
def scan(hcode, keys):
    return lambda *names: hcode("scan", "--json", "--trust", keys.public, *names)


@pytest.fixture
def saved(tmp_path):
    """Saves pictures under names of their own."""
    def save(*pictures):
        for number, picture in enumerate(pictures):
            picture.save(tmp_path / f"{number}.png")
        return [tmp_path / f"{number}.png" for number in range(len(pictures))]

    return save


@pytest.mark.parametrize("module, turned, inverted", [(1, 0, False), (2, 0, False), (5, 30, False), (4, 0, True)])
def test_a_certificate_of_the_eu_is_read_out_of_an_aztec_code(europe, saved, module, turned, inverted):
    text, store = europe
    picture = aztec(text, module).rotate(turned, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    found = verdict(run("scan", "--json", *AT, "--store", store, *saved(picture.point(lambda level: 255 - level) if inverted else picture)))
    assert (found["format"], found["reasons"]) == ("dcc", ["no-rules"])


@pytest.mark.parametrize("name, text", [
    ("ants-c40-v2", "ants-c40-v2"), ("ants-c40-mrz-v3", "ants-c40-mrz-v3"), ("ants-c40-v3", "ants-picture-v3"), ("ants-c40-v4", "ants-picture-v4")])
def test_a_2d_doc_is_read_out_of_the_data_matrix_of_its_authority(name, text):
    text = corpus.of_others(f"2ddoc/cases/{text}.txt").read_bytes()
    result = run("scan", "--raw", corpus.of_others(f"2ddoc/cases/{name}.png"))
    assert result.stdout == text.rstrip(b"\n") + b"\n"


@pytest.mark.parametrize("module", [1, 2, 6])
def test_a_2d_doc_is_read_out_of_a_data_matrix(saved, module):
    text = (corpus.OWN / "2ddoc/cases/made-ok-test.txt").read_bytes().rstrip(b"\n")
    assert run("scan", "--raw", *saved(data_matrix(text.decode("latin-1"), module))).stdout == text + b"\n"


@pytest.mark.parametrize("levels", [255, 40])
@pytest.mark.parametrize("kind", ["aztec", "data-matrix"])
def test_an_expired_certificate_of_another_kind_is_not_lost_beside_a_green_code(scan, codes, europe, saved, kind, levels):
    text, _ = europe
    other = aztec(text) if kind == "aztec" else data_matrix((corpus.OWN / "2ddoc/cases/made-ok-test.txt").read_text().rstrip("\n"))
    green = Image.open(codes["green"].path).convert("L")
    found = verdicts(scan(*saved(beside(green, other.point(lambda level: 255 - levels + level * levels // 255)))))
    assert [one["verdict"] for one in found][0] == "green" and len(found) == 2
    assert found[1]["format"] == ("dcc" if kind == "aztec" else "2ddoc"), "read, and judged by nobody's key"


def test_a_code_beside_an_aztec_code_and_a_data_matrix_beside_both(scan, codes, europe, saved):
    doc = data_matrix((corpus.OWN / "2ddoc/cases/made-ok-test.txt").read_text().rstrip("\n"))
    red = Image.open(codes["red"].path).convert("L")
    result = scan(*saved(beside(aztec(europe[0]), red, doc)))
    assert sorted(str(found["format"]) for found in verdicts(result)) == ["2ddoc", "dcc", "hcode"]


@pytest.mark.parametrize("make", [aztec, data_matrix])
def test_a_health_code_of_ours_counts_only_in_a_qr_code(scan, codes, saved, make):
    found = verdict(scan(*saved(make(codes["green"].text))))
    assert (found["verdict"], found["reason"]) == ("undecided", "unsupported")


@pytest.mark.parametrize("module", [3, 8])
def test_a_micro_qr_code_is_named(scan, saved, module):
    found = verdict(scan(*saved(qr(segno.make_micro("HEALTH 1"), module))))
    assert (found["verdict"], found["reason"]) == ("undecided", "unsupported") and "a Micro QR code" in found["detail"]


def test_an_rmqr_code_is_named(scan):
    found = verdict(scan(corpus.OWN / "symbols/rmqr.png"))
    assert (found["verdict"], found["reason"]) == ("undecided", "unsupported") and "an rMQR code" in found["detail"]


def lit(picture):
    """As if light fell on it from one side."""
    light = Image.linear_gradient("L").rotate(90).point(lambda level: 150 + level * 105 // 255)
    return ImageChops.multiply(picture, light.resize(picture.size))


@pytest.mark.parametrize("place", ["below, in uneven light", "inside", "inside, pale", "at the edge, pale"])
def test_a_data_matrix_that_is_hard_to_see_is_not_lost_by_a_green_code(scan, codes, saved, place):
    text = (corpus.OWN / "2ddoc/cases/made-ok-test.txt").read_text().rstrip("\n")
    large = "below" not in place
    green = qr(segno.make(codes["green"].text, error="h" if "inside" in place else "m", boost_error=False), 12 if large else 4)
    other = data_matrix(text, 3 if "pale" in place else 1)
    if "pale" in place:
        other = other.point(lambda level: 165 + level * 90 // 255)
    if "inside" in place:
        other = other.crop([place * other.width // 50 for place in (2, 2, 50 - 2, 50 - 2)])
    scene = Image.new("L", (green.width + 300, green.height + 100), 255)
    scene.paste(green, (20, 20))
    middle = (20 + green.width // 2 - other.width // 2, 20 + green.height // 2 - other.height // 2)
    corner = {"b": (60, 20 + green.height), "i": middle, "a": (20 + green.width - 4 * 12 - 9, middle[1])}[place[0]]
    scene.paste(other, corner)
    found = verdicts(scan(*saved(lit(scene) if not large else scene)))
    assert [one["format"] for one in found if one["verdict"] == "green"] == ["hcode"]
    assert "2ddoc" in [one["format"] for one in found]


def part(text, number, count):
    """One symbol of a message, whatever it says of itself."""
    encoder = segno.encoder
    about = encoder._StructuredAppendInfo(number=number - 1, total=count - 1, parity=reduce(lambda sum, byte: sum ^ byte, text.encode(), 0))
    segments = encoder.prepare_data(text, None, None)
    version = encoder.find_version(segments, encoder.consts.ERROR_LEVEL_M, eci=False, micro=False, is_sa=True)
    return qr(encoder._encode(
        segments, error=encoder.consts.ERROR_LEVEL_M, version=version, mask=None, eci=False, boost_error=False, sa_info=about))


def test_a_symbol_that_says_it_is_an_impossible_part_is_not_passed_over(scan, codes, saved):
    green = Image.open(codes["green"].path).convert("L")
    for pictures, expected in (([], []), ([green], ["green"])):
        result = scan(*saved(beside(*pictures, part(codes["red"].text, 3, 2))))
        assert [found["verdict"] for found in verdicts(result)] == [*expected, "undecided"] and result.returncode == 30
        assert verdicts(result)[-1]["reason"] == "unsupported" and "impossible part" in verdicts(result)[-1]["detail"]


def parts(text, count=3):
    """The symbols over which a text is spread."""
    return [qr(symbol) for symbol in segno.make_sequence(text, symbol_count=count, error="m")]


def test_a_message_over_several_symbols_is_joined_in_one_picture_and_over_several(scan, codes, saved):
    made = parts(codes["green"].text)
    for pictures in ([beside(*made)], made, made[::-1], [beside(*made[:2]), made[2]]):
        result = scan(*saved(*pictures))
        assert ([found["verdict"] for found in verdicts(result)], result.returncode) == (["green"], 0)


def test_a_missing_symbol_of_a_message_is_told(scan, codes, saved):
    made = parts(codes["red"].text)
    green = Image.open(codes["green"].path).convert("L")
    result = scan(*saved(beside(green, *made[:2])))
    assert [(found["verdict"], found["reason"]) for found in verdicts(result)] == [("green", "as-signed"), ("undecided", "missing-chunk")]
    assert "of 3 parts 1, 2 are here, 3 is missing" in verdicts(result)[1]["detail"] and result.returncode == 30


def test_symbols_of_two_messages_do_not_make_one(scan, codes, saved):
    """Each states the sum over its own message."""
    first, last = (segno.make_sequence(codes[colour].text, symbol_count=2, error="m")[place] for place, colour in enumerate(["green", "red"]))
    result = scan(*saved(beside(qr(first), qr(last))))
    assert {found["reason"] for found in verdicts(result)} <= {"missing-chunk", "bad-chunk"} and result.returncode >= 20


def test_a_message_over_several_symbols_is_joined_from_frames(hcode, keys, codes, tmp_path):
    """From a recording: of a pipe, the newest frame alone is looked at."""
    (tmp_path / "frames").write_bytes(b"".join(
        b"P5 %d %d 255\n" % part.size + part.tobytes() for part in parts(codes["green"].text) for _ in range(3)))
    with open(tmp_path / "frames", "rb") as recording:
        result = hcode("scan", "--json", "--trust", keys.public, "--frames", stdin=recording)
    assert [found["verdict"] for found in verdicts(result)] == ["green"]


def test_an_aztec_code_is_read_from_frames(europe):
    text, store = europe
    picture = beside(aztec(text, 3), ground=200)
    frames = (b"P5 %d %d 255\n" % picture.size + picture.tobytes()) * 3
    found = verdict(run("scan", "--json", *AT, "--store", store, "--frames", input=frames))
    assert found["format"] == "dcc"
