"""Every verdict and its exit status (README, "Exit status")."""

import json
import subprocess

import pytest
from PIL import Image, ImageOps
from conftest import ROOT, Issuer

STATUS = {"green": 0, "yellow": 10, "red": 11, "refused": 12, "forged": 20, "undecided": 30, "none": 40}


def verdict(done):
    (line,) = done.stdout.decode().splitlines()
    return json.loads(line)


def text_of(hcode, picture):
    return hcode("scan", "--raw", picture).stdout.decode().rstrip("\n")


def beside(tmp_path, *pictures):
    """The pictures side by side on white, as a PGM."""
    images = [Image.open(picture).convert("L") for picture in pictures]
    sheet = Image.new("L", (sum(i.width for i in images), max(i.height for i in images)), 255)
    left = 0
    for image in images:
        sheet.paste(image, (left, 0))
        left += image.width
    sheet.save(tmp_path / "beside.pgm")
    return str(tmp_path / "beside.pgm")


@pytest.mark.parametrize("colour", ["green", "yellow", "red"])
def test_a_genuine_code_ends_with_the_status_of_its_colour(hcode, issuer, colours, colour):
    done = hcode("scan", "--json", "--trust", issuer.pub, colours[colour])
    assert done.returncode == STATUS[colour]
    assert verdict(done) | {"verdict": colour, "genuine": True, "reason": "as-signed"} == verdict(done)


@pytest.mark.parametrize("at, reason", [("2020-01-01T00:00:00Z", "clock"), ("2090-01-01T00:00:00Z", "key-expired")])
def test_another_time_gives_another_verdict(hcode, issuer, colours, at, reason):
    done = hcode("scan", "--json", "--trust", issuer.pub, "--at", at, colours["green"])
    assert verdict(done)["reason"] == reason
    assert done.returncode == STATUS["undecided" if reason == "clock" else "refused"]


def test_an_expired_code_is_refused_with_every_reason(hcode, issuer, colours):
    done = hcode("scan", "--json", "--trust", issuer.pub, "--at", "2090-01-01T00:00:00Z", colours["red"])
    assert done.returncode == 12 and verdict(done)["reasons"] == ["key-expired", "expired"]
    assert verdict(done)["genuine"] is False and verdict(done)["status"] == "red"


def test_an_unknown_issuer_is_undecided_and_another_issuers_code_is_not_green(hcode, issuer, colours, tmp_path):
    (tmp_path / "other").mkdir()
    other = Issuer(hcode, tmp_path / "other", "CN-BJ")
    done = hcode("scan", "--json", "--trust", other.pub, colours["green"])
    assert (done.returncode, verdict(done)["reason"]) == (30, "unknown-issuer")
    assert hcode("scan", colours["green"]).returncode == 30


def test_an_altered_text_is_forged(hcode, issuer, colours):
    text = text_of(hcode, colours["green"])
    altered = text[:-6] + ("0" if text[-6] != "0" else "1") + text[-5:]
    done = hcode("verify", "--json", "--trust", issuer.pub, altered)
    assert done.returncode == 20 and verdict(done)["verdict"] == "forged"


def test_no_code_and_an_unknown_text_are_none(hcode, issuer, tmp_path):
    blank = tmp_path / "blank.pgm"
    blank.write_bytes(b"P5 64 64 255\n" + b"\xff" * 4096)
    done = hcode("scan", "--json", blank)
    assert (done.returncode, verdict(done)["reason"]) == (40, "no-code")
    done = hcode("verify", "--json", "https://example.org/pay")
    assert (done.returncode, verdict(done)["reason"]) == (40, "unknown-format")
    assert verdict(done)["detail"] == "a web link, not a health code"


def test_all_codes_of_a_picture_are_told_and_the_gravest_decides(hcode, issuer, colours, tmp_path):
    small = issuer.issue("red", tmp_path / "small.png", "--module-size", "2")
    large = issuer.issue("green", tmp_path / "large.png", "--module-size", "8")
    for picture in (beside(tmp_path, colours["green"], colours["red"]), beside(tmp_path, large, small)):
        done = hcode("scan", "--json", "--trust", issuer.pub, picture)
        assert done.returncode == 11
        assert {json.loads(line)["verdict"] for line in done.stdout.splitlines()} == {"green", "red"}


def test_a_payment_code_beside_a_green_one_is_mentioned_and_counts_for_nothing(hcode, issuer, colours, tmp_path):
    payment = tmp_path / "payment.png"
    subprocess.run(["qrencode", "-s", "4", "-o", payment, "wxp://f2f0abcdefg"], check=True)
    picture = beside(tmp_path, colours["green"], payment)
    done = hcode("scan", "--json", "--trust", issuer.pub, picture)
    assert (done.returncode, verdict(done)["verdict"], verdict(done)["ignored_texts"]) == (0, "green", 1)
    assert hcode("scan", "--trust", issuer.pub, payment).returncode == 40


def test_an_inverted_code_is_read(hcode, issuer, colours, tmp_path):
    dark = tmp_path / "dark.pgm"
    ImageOps.invert(Image.open(colours["green"]).convert("L")).save(dark)
    assert hcode("scan", "--trust", issuer.pub, dark).returncode == 0


def test_several_pictures_end_with_the_gravest_in_the_documented_order(hcode, issuer, colours, tmp_path):
    blank = tmp_path / "blank.pgm"
    blank.write_bytes(b"P5 64 64 255\n" + b"\xff" * 4096)
    g, y, r = colours["green"], colours["yellow"], colours["red"]
    for pictures, status in [([g, blank], 40), ([blank, y], 10), ([y, r, g], 11), ([g, r, "missing.png"], 66)]:
        assert hcode("scan", "--trust", issuer.pub, *pictures).returncode == status


def test_raw_is_what_zbarimg_prints(hcode, colours):
    other = subprocess.run(["zbarimg", "-q", "--raw", "--nodbus", colours["red"]], capture_output=True)
    assert hcode("scan", "--raw", colours["red"]).stdout == other.stdout


def test_a_picture_that_qrencode_drew_is_accepted(hcode, issuer, colours, tmp_path):
    subprocess.run(["qrencode", "-o", tmp_path / "q.png", text_of(hcode, colours["green"])], check=True)
    assert hcode("scan", "--trust", issuer.pub, str(tmp_path / "q.png")).returncode == 0


@pytest.mark.parametrize("more", [["--card"], ["--module-size", "1"], ["--error-correction", "H"], ["--quiet-zone", "2"]])
def test_every_look_of_a_picture_is_read_by_zbarimg_or_us(hcode, issuer, tmp_path, more):
    picture = issuer.issue("green", tmp_path / "look.png", *more)
    assert hcode("scan", "--trust", issuer.pub, picture).returncode == 0


def test_svg_and_terminal_and_text_say_the_same(hcode, issuer, tmp_path):
    svg = issuer.issue("green", tmp_path / "a.svg", "--card")
    png = subprocess.run(["rsvg-convert", svg], capture_output=True, check=True).stdout
    assert hcode("scan", "--trust", issuer.pub, "-", input=png).returncode == 0
    arguments = ["issue", "--key", issuer.key, "--status", "green", "--valid", "1h"]
    text = hcode(*arguments, "--text").stdout.decode().strip()
    assert hcode("verify", "--trust", issuer.pub, text).returncode == 0
    blocks = hcode(*arguments, "--terminal").stdout.decode().splitlines()
    side = len(blocks[0])
    rows = [[{"█": 255, "▀": 255, "▄": 0, " ": 0}[c] for c in line] for line in blocks]
    lower = [[{"█": 255, "▀": 0, "▄": 255, " ": 0}[c] for c in line] for line in blocks]
    pixels = b"".join(bytes(v for v in row for _ in range(4)) * 4 for pair in zip(rows, lower) for row in pair)
    pgm = b"P5 %d %d 255\n" % (side * 4, len(blocks) * 8) + pixels
    assert hcode("scan", "--trust", issuer.pub, "-", input=pgm).returncode == 0


def test_the_usual_green_code_fits_version_9_and_a_red_one_version_12(hcode, issuer, tmp_path):
    usual = ["--latin-name", "Zhang Xiaoming", "--document-tail", "123X"]
    now = subprocess.run(["date", "-u", "-d", "-16 hours", "+%FT%H:00:00Z"], capture_output=True, text=True).stdout.strip()
    arguments = ["issue", "--key", issuer.key, "--name", "张小明", "--valid", "24h", "--json", *usual]
    for index in range(5):
        done = hcode(*arguments, "--status", "green", "--test", f"pcr:negative:{now}:ZZ-LAB7", "-o", str(tmp_path / f"{index}.png"))
        report = verdict(done)
        assert report["qr_version"] <= 9 and report["message_bytes"] <= 170
    done = hcode(*arguments, "--status", "red", "--reason", "close-contact", "--authority", "豫疫指〔2026〕12号", "-o", str(tmp_path / "r.png"))
    assert verdict(done)["qr_version"] <= 12


def test_json_is_never_localised_and_the_line_for_people_is(hcode, issuer, colours):
    def scan(language, *more):
        arguments = ["scan", "--trust", issuer.pub, "--at", verdict_time, *more, colours["red"]]
        return hcode(*arguments, environment={"LANG": language}).stdout.decode()

    verdict_time = verdict(hcode("scan", "--json", "--trust", issuer.pub, colours["red"]))["at"]
    assert scan("zh_CN.UTF-8", "--json") == scan("C.UTF-8", "--json")
    assert scan("zh_CN.UTF-8").startswith("■ 红码") and scan("C.UTF-8").startswith("■ RED")
    assert scan("C.UTF-8", "--quiet") == ""
    assert "\x1b" not in scan("C.UTF-8")


@pytest.mark.parametrize("damage", ["{}\n", "{}\r", "{}\r\n", "{}\t", "]Q1{}\n", "\ufeff{}\n"])
def test_what_a_hand_held_scanner_adds_does_no_harm(hcode, issuer, colours, damage):
    typed = damage.format(text_of(hcode, colours["green"]))
    assert hcode("verify", "--trust", issuer.pub, "-", input=typed.encode()).returncode == 0


def test_caps_lock_and_a_german_keyboard_are_mended(hcode, issuer, colours):
    text = text_of(hcode, colours["green"])
    german = str.maketrans("YZ$%*-./:", "ZY$%(ß.-Ö")
    for typed in (text.lower(), text.translate(german).replace("+", "`")):
        done = hcode("verify", "--json", "--trust", issuer.pub, "-", input=typed.encode() + b"\n")
        assert done.returncode == 0 and verdict(done)["mended"].startswith("keyboard: ")


def test_each_verdict_is_told_before_the_next_line_is_read(hcode, issuer, colours):
    from conftest import HCODE
    text = text_of(hcode, colours["green"]).encode()
    scanner = subprocess.Popen([HCODE, "verify", "--trust", issuer.pub, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for line in (text, text[:-9]):
        scanner.stdin.write(line + b"\n")
        scanner.stdin.flush()
        assert scanner.stdout.readline() != b""
    scanner.stdin.close()
    assert scanner.wait() == 20


def test_inspect_says_on_each_line_that_nothing_is_verified(hcode, colours):
    done = hcode("inspect", colours["red"])
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0 and len(lines) > 8
    assert all(line.startswith("NOT VERIFIED  ") for line in lines)


def test_help_shows_an_example_and_completions_are_shell(hcode):
    for command in ([], ["keygen"], ["issue"], ["scan"], ["verify"], ["inspect"]):
        done = hcode(*command, "--help")
        assert done.returncode == 0 and b"EXAMPLE" in done.stdout
    script = hcode("--generate-completion-script", "bash").stdout
    assert subprocess.run(["bash", "-n"], input=script).returncode == 0
    assert (ROOT / "docs/man/hcode-scan.1").exists()
