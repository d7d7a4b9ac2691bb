"""What issue draws is read by other people's readers, and what others draw is read by scan."""

import re
import subprocess

import pytest
from PIL import Image

from command import ago, listing, qr, verdict, zbar

pytestmark = pytest.mark.slow

GREEN = ("--status", "green", "--valid", "24h")
RED = ("--status", "red", "--one-officer", "--valid", "14d", "--reason", "confirmed-case", "--authority", "Order 2026/117")


def scanned(hcode, keys, picture):
    return verdict(hcode("scan", "--json", "--trust", keys.public, picture))


def test_zbar_reads_the_picture(codes):
    for code in codes.values():
        assert zbar(code.path) == code.text.encode() + b"\n"


def test_a_picture_by_qrencode_is_accepted(hcode, keys, codes, tmp_path):
    for colour, code in codes.items():
        assert scanned(hcode, keys, qr(code.text, tmp_path / f"{colour}.png"))["verdict"] == colour


@pytest.mark.parametrize("extra", [(), ("--card",)])
@pytest.mark.parametrize("colour", [GREEN, RED])
def test_svg_is_read_back_through_a_rasteriser(hcode, keys, issue, tmp_path, extra, colour):
    issue(keys, tmp_path / "c.svg", *colour, "--name", "张小明", *extra)
    subprocess.run(["rsvg-convert", "-o", tmp_path / "c.png", tmp_path / "c.svg"], check=True)
    assert scanned(hcode, keys, tmp_path / "c.png")["verdict"] == colour[1]


def test_svg_is_well_formed_and_names_nothing_outside(keys, issue, tmp_path):
    import xml.etree.ElementTree as xml
    issue(keys, tmp_path / "c.svg", *GREEN, "--name", "A <b>&\"'", "--card")
    xml.parse(tmp_path / "c.svg")
    text = (tmp_path / "c.svg").read_text().replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "href" not in text and "http" not in text and "<script" not in text


def test_a_card_is_read_back(hcode, keys, issue, tmp_path):
    report = issue(keys, tmp_path / "c.png", *GREEN, "--name", "张小明", "--latin-name", "Zhang Xiaoming", "--card")
    assert scanned(hcode, keys, tmp_path / "c.png")["holder"]["name"] == "张小明"
    assert zbar(tmp_path / "c.png") == report["text"].encode() + b"\n"


def test_half_blocks_of_a_terminal_are_read_back(hcode, keys, tmp_path):
    result = hcode("issue", "--key", keys.secret, *GREEN, "--terminal")
    assert result.returncode == 0
    lines = result.stdout.decode().splitlines()
    lit = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}  # the light modules are drawn
    picture = Image.new("L", (len(lines[0]), 2 * len(lines)), 0)
    for row, line in enumerate(lines):
        for column, block in enumerate(line):
            for half in (0, 1):
                picture.putpixel((column, 2 * row + half), 255 * lit[block][half])
    picture.resize((picture.width * 4, picture.height * 4), Image.NEAREST).save(tmp_path / "t.png")
    assert scanned(hcode, keys, tmp_path / "t.png")["verdict"] == "green"
    assert zbar(tmp_path / "t.png").startswith(b"HCODE1:")


def test_the_text_is_accepted_by_verify(hcode, keys):
    result = hcode("issue", "--key", keys.secret, *GREEN, "--text")
    assert re.fullmatch(rb"HCODE1:[0-9A-Z $%*+./:-]+\n", result.stdout)
    assert hcode("verify", "--trust", keys.public, result.stdout[:-1]).returncode == 0


def test_a_dash_writes_the_picture_to_standard_output(hcode, keys):
    for options, start in [((), b"\x89PNG\r\n\x1a\n"), (("--format", "svg"), b"<"), (("--format", "text"), b"HCODE1:")]:
        result = hcode("issue", "--key", keys.secret, *GREEN, "-o", "-", *options)
        assert result.returncode == 0 and result.stdout.startswith(start)
    picture = hcode("issue", "--key", keys.secret, *GREEN, "-o", "-").stdout
    assert hcode("scan", "--trust", keys.public, "-", input=picture).returncode == 0


@pytest.mark.parametrize("size, quiet", [(1, 4), (2, 4), (3, 0), (4, 4), (10, 1), (20, 10)])
def test_module_size_and_quiet_zone_make_the_side(keys, issue, tmp_path, size, quiet):
    report = issue(keys, tmp_path / "c.png", *GREEN, "--module-size", size, "--quiet-zone", quiet)
    side = (17 + 4 * report["qr_version"] + 2 * quiet) * size
    assert Image.open(tmp_path / "c.png").size == (side, side)


def test_more_error_correction_makes_a_larger_symbol(keys, issue, tmp_path):
    versions = []
    for level in "LMQH":
        report = issue(keys, tmp_path / f"{level}.png", *GREEN, "--error-correction", level)
        assert report["error_correction"] == level
        versions.append(report["qr_version"])
    assert versions == sorted(versions) and versions[0] < versions[3]


def test_the_report_tells_what_was_issued(keys, codes):
    report = codes["red"].report
    assert {"issuer", "key_id", "status", "expires", "code_index", "issued_at", "not_before", "holder", "evidence",
            "status_reason", "authority", "text", "message_bytes", "qr_version", "error_correction", "output",
            "output_format"} == set(report)
    assert (report["issuer"], report["key_id"], report["status"]) == (keys.issuer, keys.kid, "red")
    assert (report["output"], report["output_format"]) == (str(codes["red"].path), "png")
    assert (report["status_reason"], report["authority"]) == ("confirmed-case", "Order 2026/117")


def test_the_usual_green_code_is_small(keys, issue, tmp_path):
    report = issue(keys, tmp_path / "c.png", "--status", "green", "--name", "张小明", "--latin-name", "Zhang Xiaoming",
                   "--document-tail", "123X", "--test", f"pcr:negative:{ago(hours=20)}:LAB-01", "--valid", "24h")
    assert report["qr_version"] <= 9 and report["message_bytes"] <= 170, report


def test_the_usual_red_code_is_small(keys, issue, tmp_path):
    report = issue(keys, tmp_path / "c.png", *RED, "--name", "张小明", "--latin-name", "Zhang Xiaoming",
                   "--document-tail", "123X", "--test", f"pcr:positive:{ago(hours=20)}:LAB-01")
    assert report["qr_version"] <= 12, report


def test_everything_that_was_said_comes_back(hcode, keys, issue, tmp_path):
    day = ago(days=60)[:10]
    issue(keys, tmp_path / "c.png", *GREEN, "--birth-date", "1985-03", "--document-tail", "12x", "--index", "4294967295",
          "--test", f"antigen:negative:{ago(hours=2)}", "--vaccination", f"2/3:{day}:ZZ-H1:CoronaVac",
          "--recovery", f"{day}:ZZ-H2")
    answer = scanned(hcode, keys, tmp_path / "c.png")
    assert answer["holder"] == {"birth_date": "1985-03", "document_tail": "12X"}
    assert answer["code_index"] == 4294967295
    assert [e["kind"] for e in answer["evidence"]] == ["antigen", "vaccination", "recovery"]
    assert answer["evidence"][1] == {"kind": "vaccination", "dose": 2, "of": 3, "time": day + "T00:00:00Z",
                                     "place": "ZZ-H1", "product": "CoronaVac"}


@pytest.mark.parametrize("name", ["张小明", "முருகன்", "محمد عبد الله", "O’Brien-Nuñez", "می‌خواهم", "𠮷野家", "Zoë ÅÆ"])
def test_names_of_every_script_come_back_unchanged(hcode, keys, issue, tmp_path, name):
    issue(keys, tmp_path / "c.png", *GREEN, "--name", name)
    assert scanned(hcode, keys, tmp_path / "c.png")["holder"]["name"] == name


def test_two_codes_about_the_same_are_two_codes(keys, issue, tmp_path):
    one, two = (issue(keys, tmp_path / f"{n}.png", *GREEN) for n in "ab")
    assert one["code_index"] != two["code_index"] and one["text"] != two["text"]


def test_nothing_but_the_picture_is_written(keys, issue, tmp_path):
    issue(keys, tmp_path / "c.png", *GREEN, "--card")
    assert list(listing(tmp_path)) == ["c.png"]
