"""Lines of hand-held scanners: their ends, their prefixes, the damage of keyboards."""

import json
import os
import re
import select
import subprocess
import urllib.parse

import pytest

import foreign
import hcert
from command import AT, HCODE, ROOT, environment, issuer, qr, verdict, verdicts


@pytest.fixture(scope="module")
def texts():
    return {0: issuer.text(issuer.claims()), 10: issuer.text(issuer.claims(health=issuer.YELLOW)),
            11: issuer.text(issuer.claims(health=issuer.RED))}


@pytest.fixture
def verify(hcode, henan):
    return lambda typed: hcode("verify", "--json", "--at", AT, "--trust", henan, "-", input=typed)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\t", "\n\n\n", "\r\n\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_every_end_of_line_ends_a_line(verify, texts, end, last):
    result = verify(end.join(texts.values()) + (end if last else ""))
    assert [v["verdict"] for v in verdicts(result)] == ["green", "yellow", "red"]
    assert result.returncode == 11


@pytest.mark.parametrize("prefix", ["]Q1", "]Q3", "]d2", "\ufeff", "\ufeff]Q1"])
def test_an_identifier_of_the_symbology_is_taken_off(verify, texts, prefix):
    result = verify(prefix + texts[0] + "\r")
    assert (result.returncode, verdict(result)["reason"]) == (0, "as-signed")


def layouts():
    """The table of Sources/HCodeGate/Handheld, read from its source."""
    source = (ROOT / "Sources/HCodeGate/Handheld/KeyboardLayout+Table.swift").read_text()
    string = r'"((?:[^"\\]|\\.)*)"'
    found = {}
    for name, low, high in re.findall(string + r",\s*" + string + r",\s*" + string, source):
        def plain(text):
            text = re.sub(r"\\u\{([0-9A-Fa-f]+)\}", lambda m: chr(int(m[1], 16)), text)
            return text.replace('\\"', '"').replace("\\\\", "\\")
        found[name] = plain(low), plain(high)
    return found


# What a dead key's mark shows when a space follows it; the scanner's own Space is swallowed with it.
DEAD = {"\u0300": "`", "\u0301": "´", "\u0302": "^", "\u0303": "~", "\u0308": "¨", "\u030c": "ˇ", "\u0327": "¸"}


def code_of(number, health=issuer.GREEN):
    """One of many texts: each has another index."""
    return issuer.text(issuer.claims({7: (0x9c000000 + 7919 * number).to_bytes(4, "big")}, health=health))


YZ = str.maketrans("yzYZ", "zyZY")


def typed(text, layout, caps=False, exchanged=False):
    """What a host with this layout shows when a scanner presses the keys of a US keyboard; perhaps with Y and Z in the other order."""
    import unicodedata
    us, host = layouts()["us"], layouts()[layout]
    if exchanged:
        host = tuple(side.translate(YZ) for side in host)
    # What scanners send with Control is the same in every layout; the table has no key of JSON's signs.
    keys = {character: character for character in text}
    for (low, high), (host_low, host_high) in zip(zip(*us), zip(*host)):
        if caps:
            if host_low != host_high and host_low.upper() == host_high:
                host_low, host_high = host_high, host_low
            else:
                host_low = "ẞ" if host_low == "ß" else host_low.upper() if len(host_low.upper()) == 1 else host_low
        keys[low], keys[high] = host_low, host_high
    shown, dead = "", None
    for character in text:
        given = keys[character]
        if dead and given in DEAD:
            shown, dead = shown + DEAD[dead] + DEAD[given], None
        elif dead:
            whole = unicodedata.normalize("NFC", given + dead)
            shown += DEAD[dead] if given == " " else whole if len(whole) == 1 else DEAD[dead] + DEAD.get(given, given)
            dead = None
        elif given in DEAD:
            dead = given
        else:
            shown += given
    return shown + (DEAD[dead] if dead else "")


@pytest.mark.parametrize("layout", ["de", "fr", "it", "es", "ru", "us(dvorak)", "br", "cz"])
def test_the_damage_of_a_keyboard_layout_is_mended(verify, texts, layout):
    for text, colour in [(texts[0], "green"), (texts[11], "red")]:
        damaged = typed(text, layout)
        assert damaged != text
        result = verify(damaged + "\n")
        answer = verdict(result)
        assert answer["verdict"] == colour, (layout, damaged, answer)
        assert answer["mended"].startswith("keyboard: ") and layout in answer["mended"]


@pytest.mark.parametrize("layout, exchanged", [("cz", False), ("cz(qwerty)", False), ("sk", False), ("sk", True), ("hu", False), ("hu", True), ("de", True), ("hr", True)])
def test_a_layout_with_y_and_z_in_either_order_is_corrected(verify, layout, exchanged):
    codes = [code_of(number, issuer.YELLOW if number % 2 else issuer.GREEN) for number in range(40)]
    found = verdicts(verify("".join(typed(code, layout, exchanged=exchanged) + "\n" for code in codes)))
    assert [v["verdict"] for v in found] == ["green", "yellow"] * 20, [v for v in found if v["verdict"] not in ("green", "yellow")][:2]


@pytest.mark.parametrize("layout", ["cz(qwerty)", "sk", "hu", "de"])
def test_y_and_z_make_no_forgery_genuine(verify, layout):
    forged = [issuer.text(issuer.claims({7: bytes([9, 9, 9, number])}), sign=lambda key, message: bytes(64)) for number in range(3)]
    for exchanged in (False, True):
        found = verdicts(verify("".join(typed(text, layout, exchanged=exchanged) + "\n" for text in forged)))
        assert len(found) == 3 and not any(v.get("genuine") or v["verdict"] == "green" for v in found), found


def test_caps_lock_is_mended(verify, texts):
    result = verify(texts[10].swapcase() + "\n")
    assert verdict(result)["verdict"] == "yellow"
    assert verdict(result)["mended"].startswith("keyboard: ")


def test_german_caps_lock_is_mended(verify, texts):
    result = verify(typed(texts[0], "de", caps=True) + "\n")
    assert verdict(result)["verdict"] == "green", verdict(result)


def test_full_width_characters_of_an_input_method_are_mended(verify, texts):
    wide = "".join(chr(ord(c) + 0xFEE0) if c != " " else "\u3000" for c in texts[0])
    assert verdict(verify(wide + "\n"))["verdict"] == "green"


def test_mending_makes_no_forgery_genuine(verify):
    text = issuer.text(issuer.claims(), sign=lambda key, message: bytes(64))
    for damaged in [text, text.lower(), typed(text, "de"), typed(text, "fr")]:
        result = verify(damaged + "\n")
        assert (result.returncode, verdict(result)["verdict"]) == (20, "forged")


def test_a_whole_text_is_not_said_to_be_mended(verify, texts):
    assert "mended" not in verdict(verify(texts[0] + "\n"))


def test_the_status_of_a_stream_is_the_gravest(verify, texts):
    for order in [[0, 11, 10], [11, 0, 10], [10, 0, 11]]:
        assert verify("\n".join(texts[s] for s in order)).returncode == 11
    assert verify("\n".join([texts[0], "hello"])).returncode == 40


def test_each_verdict_is_told_before_the_next_line_comes(henan, texts):
    process = subprocess.Popen(
        [HCODE, "verify", "--json", "--at", AT, "--trust", henan, "-"], env=environment("/nonexistent"),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    for status, end in [(0, b"\n"), (10, b"\r"), (11, b"\t")]:
        process.stdin.write(texts[status].encode() + end)
        assert select.select([process.stdout], [], [], 10)[0], "no verdict came"
        line = os.read(process.stdout.fileno(), 65536)
        assert line.endswith(b"\n") and json.loads(line)["verdict"] == {0: "green", 10: "yellow", 11: "red"}[status]
    process.stdin.close()
    assert process.wait(timeout=10) == 11
    process.stdout.close()


def test_a_code_in_two_writes_is_one_line(henan, texts):
    process = subprocess.Popen([HCODE, "verify", "-q", "--at", AT, "--trust", henan, "-"], bufsize=0,
                               env=environment("/nonexistent"), stdin=subprocess.PIPE)
    import time
    for part in (texts[0][:50], texts[0][50:], "\n"):
        process.stdin.write(part.encode())
        time.sleep(0.05)
    process.stdin.close()
    assert process.wait(timeout=10) == 0


# How a text arrived is not tampering, whatever its format is.

ESC = "\x1b"
FRAMES = ["\x02{}\x03", "{}\x04", "\x1d{}", "{}\x08", " {}", "{} ", "*{}*", '"{}"', "'{}'", "{};", "{},", "<{}>", "({})", ESC + "[200~{}" + ESC + "[201~",
          "\u00a0{}\u00a0", "\u00ad{}", "\u2026{}\u3002", "\uff08{}\uff09", "\u2045{}\u2046", "\u2e28{}\u2e29", "\u300c\u2009{}\u202f\u300d", "{}\u061c", "\u203a{}\u2039", "\u200b{}", "\x02]Q1{}\x03", "  {}  ", "{}\x1a", "\u201c{}\u201d", "{}***", "{}\x7f"]

# One genuine certificate of each format.
GENUINE = {"shc": "made-ok-single", "nzcp": "made-ok", "nl": "made-ok-paper", "2ddoc": "made-ok-test", "nhs": "ok", "il": "made-ok-ec",
           "vdsnc": "made-ok-es256", "dcc": None}


@pytest.fixture(scope="module")
def genuine(tmp_path_factory):
    """The text of each format, and the options that judge it."""
    folder, found = tmp_path_factory.mktemp("genuine"), {}
    for format, name in GENUINE.items():
        if name:
            case = next(c for c in foreign.cases(format) if c["id"] == name)
            (folder / format).mkdir()
            store = foreign.Stores(folder / format, format).store(case["trust"], case["now"])
            text = foreign.path_of(case, case["input"][0]).read_bytes().rstrip(b"\n").decode()
            found[format] = text, ("--json", "--at", foreign.rfc3339(case["now"]), "--store", store)
        else:
            signer = hcert.Signer()
            store = hcert.imported(folder / "dcc", hcert.pem(signer.der).encode())
            found[format] = signer.text(hcert.vaccination()), ("--json", "--at", hcert.AT, "--store", store)
    return found


@pytest.fixture
def shown(hcode, genuine):
    return lambda format, line, *options: verdicts(hcode("verify", *genuine[format][1], *options, "-", input=line + "\n"))


@pytest.mark.slow
@pytest.mark.parametrize("format", GENUINE)
def test_what_stands_around_a_genuine_text_leaves_it_genuine(shown, genuine, format):
    text = genuine[format][0]
    for frame in FRAMES:
        found = shown(format, frame.format(text) if "{}" in frame else frame)
        assert [v["verdict"] for v in found] == ["undecided"] and found[0]["genuine"], (frame, found)
        assert found[0].get("mended") in ("framing", None) and found[0]["format"] == format, (frame, found)


# Layouts that type two characters of Base45 alike under Caps Lock, or its letters in another script alone.
ALIKE_UNDER_CAPS = {"ch", "ch(fr)", "it", "bg"}
LOST = {(format, True): ALIKE_UNDER_CAPS for format in ("dcc", "hcode", "nl")} | {("shc", True): {"ch"}, ("nzcp", True): {"bg"}, ("2ddoc", True): {"bg"}}


@pytest.mark.parametrize("format", ["hcode", "dcc", "shc", "nzcp", "nl", "2ddoc"])
@pytest.mark.parametrize("caps", [False, True])
def test_every_layout_is_corrected_for_every_format_with_a_prefix_or_never_ends_as_forged(hcode, henan, texts, genuine, format, caps):
    text, options = (texts[0], ("--json", "--at", AT, "--trust", henan)) if format == "hcode" else genuine[format]
    for layout in layouts():
        found = verdicts(hcode("verify", *options, "-", input=typed(text, layout, caps) + "\n"))
        if layout in LOST.get((format, caps), ()):
            assert [v["verdict"] for v in found] == ["none"], (layout, found)
        else:
            assert len(found) == 1 and found[0]["genuine"] and found[0]["format"] == format, (layout, found)


@pytest.mark.parametrize("layout", ["de", "fr", "cz", "se", "ru"])
def test_a_text_that_a_layout_explains_and_that_cannot_be_brought_back_is_garbled(shown, genuine, layout):
    for format in ("dcc", "nl"):
        arrived = typed(genuine[format][0], layout)
        found = shown(format, arrived[:200] + arrived[230:])
        assert [(v["verdict"], v["reason"]) for v in found] == [("none", "garbled")], found


@pytest.mark.parametrize("format", ["nhs", "il", "vdsnc"])
def test_a_format_without_a_prefix_is_never_forged_by_a_layout(shown, genuine, format):
    for layout in layouts():
        found = shown(format, typed(genuine[format][0], layout))
        assert all(v["genuine"] or v["verdict"] == "none" for v in found), (layout, found)


@pytest.mark.parametrize("format", ["dcc", "shc", "nzcp", "nl"])
def test_two_texts_without_a_line_end_between_them_are_two(shown, genuine, format):
    text = genuine[format][0]
    for line in (text + text, f"\x02{text}\x03\x02{text}\x03", typed(text + text, "fr" if format == "nl" else "de")):
        found = shown(format, line)
        assert [v["genuine"] for v in found] == [True, True], found


@pytest.mark.parametrize("layout", ["de", "fr", "cz", "br"])
def test_two_texts_that_a_keyboard_damaged_are_two_whatever_their_lengths(hcode, verify, tmp_path, layout):
    signer = hcert.Signer()
    store = hcert.imported(tmp_path, hcert.pem(signer.der).encode())
    texts = [signer.text(hcert.vaccination(ci="URN:UVCI:01:XX:" + "A" * number)) for number in range(40)]
    lines = "".join(typed(text + text, layout) + "\n" for text in texts)
    found = verdicts(hcode("verify", "--json", "--at", hcert.AT, "--store", store, "-", input=lines))
    assert [v["genuine"] for v in found] == [True] * 80, [v for v in found if not v["genuine"]][:2]
    codes = [code_of(number) + code_of(number + 50) for number in range(40)]
    found = verdicts(verify("".join(typed(pair, layout) + "\n" for pair in codes)))
    assert [v["verdict"] for v in found] == ["green"] * 80, [v for v in found if v["verdict"] != "green"][:2]


def test_two_texts_in_a_line_are_two_in_each_format(verify, texts):
    found = verdicts(verify(texts[0] + texts[11] + "\n"))
    assert [v["verdict"] for v in found] == ["green", "red"]


def test_a_hebrew_layout_is_corrected(verify, texts, henan):
    keys = str.maketrans({"/": ".", ".": "ץ"})
    for number in range(20):
        text = issuer.text(issuer.claims())
        if "/" in text:
            for frame in ("{}", "{} ", " {}  ", "\x02{} \x03"):
                assert verdict(verify(frame.format(text.translate(keys)) + "\n"))["verdict"] == "green", frame
            return
    raise AssertionError("no text with a slash")


@pytest.mark.parametrize("cut", [1, 2, 3, 4, 5, 6])
def test_lost_first_characters_are_restored(verify, texts, cut):
    assert verdict(verify(texts[0][cut:] + "\n"))["verdict"] == ("green" if cut < 7 else "none")


@pytest.mark.parametrize("format", ["dcc", "shc", "nzcp", "nl", "nhs", "il"])
def test_a_text_cut_short_is_garbled_and_exactly_it_is_forged(shown, genuine, format):
    text = genuine[format][0]
    for cut in (text[:len(text) * 2 // 3], text[:-7]):
        garbled, exact = shown(format, cut), shown(format, cut, "--exact")
        if garbled[0]["reason"] != "unknown-format":
            assert [(v["verdict"], v["reason"]) for v in garbled] == [("none", "garbled")], (cut, garbled)
            assert exact[0]["verdict"] == "forged" and garbled[0]["detail"].startswith(exact[0]["reason"]), exact


@pytest.mark.slow
@pytest.mark.parametrize("format", GENUINE)
def test_no_cut_of_a_genuine_text_is_forged(shown, genuine, format):
    text = genuine[format][0]
    found = shown(format, "\n".join(text[:count] for count in range(1, len(text))))
    assert len(found) == len(text) - 1
    bad = [(count, v) for count, v in enumerate(found, 1) if (v["verdict"], v["reason"]) not in {("none", "garbled"), ("none", "unknown-format")}]
    assert not bad, bad[:3]
    assert format == "nhs" or [v["reason"] for v in found].count("garbled") > 50


@pytest.mark.slow
def test_a_wide_blank_and_what_shows_nothing_may_stand_in_a_text(shown, verify, genuine, texts):
    for format in ("vdsnc", "dcc"):
        text = genuine[format][0]
        assert " " in text
        for blank in ("\u00a0", "\u202f", "\u2007"):
            found = shown(format, text.replace(" ", blank))
            assert len(found) == 1 and found[0]["genuine"] and found[0]["mended"] == "framing", found
    for inner in ("\u00ad", "\u200b", "\u2060", "\ufeff"):
        for format in ("dcc", "shc", "nzcp", "nl", "2ddoc"):
            text = genuine[format][0]
            found = shown(format, inner.join([text[:40], text[40:90], text[90:]]))
            assert len(found) == 1 and found[0]["genuine"], (inner, found)
        assert verdict(verify(texts[0][:60] + inner + texts[0][60:] + "\n"))["verdict"] == "green"


def test_a_code_cut_short_or_with_a_letter_lost_is_garbled(verify, hcode, texts, henan):
    for damaged in (texts[0][:150], texts[0][:90], texts[0][:60] + texts[0][61:], texts[0].replace(":", ":#", 1), "HCODE1:"):
        result = verify(damaged + "\n")
        assert (result.returncode, verdict(result)["reason"]) == (40, "garbled"), damaged
        exact = hcode("verify", "--json", "--at", AT, "--trust", henan, "--exact", "-", input=damaged + "\n")
        assert (exact.returncode, verdict(exact)["verdict"]) == (20, "forged")


def test_a_text_that_somebody_altered_is_forged(verify, texts):
    at = 120
    altered = texts[0][:at] + ("0" if texts[0][at] != "0" else "1") + texts[0][at + 1:]
    result = verify(altered + "\n")
    assert verdict(result)["verdict"] == "forged" or verdict(result)["reason"] == "garbled"
    signature = issuer.text(issuer.claims(), sign=lambda key, message: bytes(64))
    for frame in ("*{}*", "{} ", " {}"):
        assert verify(frame.format(signature) + "\n").returncode == 20, "a frame makes no forgery milder"


def test_letters_around_a_text_are_named(hcode, henan, texts):
    options = ("--json", "--at", AT, "--trust", henan)
    line = f"QR_{texts[0]}ENDE\x03\n"
    assert hcode("verify", *options, "-", input=line).returncode == 40
    named = hcode("verify", *options, "--strip-prefix", "QR_", "--strip-suffix", r"ENDE\x03", "-", input=line)
    assert verdict(named)["verdict"] == "green"
    both = hcode("verify", *options, "--strip-prefix", "QR_", "--exact", "-", input=line)
    assert both.returncode == 64 and b"--exact" in both.stderr


def test_the_scheme_of_a_card_may_be_in_capitals(shown, hcode, genuine, tmp_path):
    text, options = genuine["shc"]
    assert shown("shc", text.replace("shc:/", "SHC:/"), "--exact")[0]["genuine"]
    found = verdict(hcode("scan", *options, qr(text.replace("shc:/", "SHC:/"), tmp_path / "upper.png")))
    assert found["genuine"] and found["format"] == "shc"


def test_a_certificate_in_a_link_is_read_and_no_link_opened(hcode, genuine, tmp_path):
    for format, start in [("dcc", "https://bonjour.tousanticovid.gouv.fr/app/walletdcc#"), ("dcc", "https://wallet.example/pass?c="),
                          ("nzcp", "https://wallet.example/pass#"), ("shc", "https://wallet.example/x/")]:
        text, options = genuine[format]
        found = verdict(hcode("scan", *options, qr(start + urllib.parse.quote(text, safe=""), tmp_path / f"{format}.png")))
        assert found["genuine"] and found["format"] == format, found
    digits, options = genuine["shc"][0].removeprefix("shc:/"), genuine["shc"][1]
    link = "https://redirect.health.apple.com/SMARTHealthCard/#" + digits
    assert verdict(hcode("scan", *options, qr(link, tmp_path / "apple.png")))["genuine"]
    assert hcode("inspect", "--json", tmp_path / "apple.png").returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("number", range(12))
def test_a_certificate_in_a_link_is_read_however_its_signs_are_escaped(verify, hcode, henan, tmp_path, number):
    text = code_of(number)
    assert "+" in text and " " in text
    component, form = urllib.parse.quote(text, safe=""), urllib.parse.quote_plus(text, safe="")
    links = {"component": "https://w.example/p?c=" + component, "form": "https://w.example/p?c=" + form, "form and more": f"https://w.example/p?a=1&c={form}&b=2",
             "all escaped but blanks": "https://w.example/#" + component.replace("%20", " "), "nothing escaped": "https://w.example/#" + text,
             "no link": component, "form without link": form, "intent": f"intent://w.example/p#Intent;scheme=https;S.c={component};end",
             "intent behind a number sign": f"intent://w.example/#{component};scheme=https;end", "mail": "mailto:a@w.example?subject=x&body=" + component,
             "words": "My code is https://w.example/p?c=" + component + " as you asked", "message": "sms:+86123?body=" + form}
    for name, link in links.items():
        if name == "all escaped but blanks" and ("%" in text or "+" in text):
            continue
        if name == "nothing escaped" and re.search("%[0-9A-F]{2}", text) and " " not in text:
            continue
        found = verdicts(verify(link + "\n"))
        assert [v["verdict"] for v in found] == ["green"], (name, link, found)
    scanned = hcode("scan", "--json", "--at", AT, "--trust", henan, qr(links["form"], tmp_path / "form.png"))
    assert verdict(scanned)["verdict"] == "green"


@pytest.mark.parametrize("front", [
    lambda red: red[1:], lambda red: red[6:], str.lower, lambda red: "https://x.example/#" + red.replace(":", "%3A").replace(" ", "%20"),
    lambda red: "".join(chr(ord(c) + 0xFEE0) if c != " " else "\u3000" for c in red), lambda red: typed(red, "de"), lambda red: red[1:] + " \x03",
    lambda red: red[:7] + red[8:]])
@pytest.mark.parametrize("joint", ["", " "])
def test_a_red_text_in_front_of_a_green_one_is_told_however_it_was_damaged(verify, texts, front, joint):
    result = verify(front(texts[11]) + joint + texts[0] + "\n")
    found = verdicts(result)
    # Beside a text that cannot be read nothing is green.
    assert [v["verdict"] for v in found] in (["red", "green"], ["none", "none"]), found
    assert result.returncode == (11 if found[0]["verdict"] == "red" else 40)


def test_what_is_too_short_for_a_code_is_taken_off_in_front(verify, texts):
    assert verify("QR code of gate 7: " + texts[0] + "\n").returncode == 0
    assert [v["verdict"] for v in verdicts(verify("x" * 100 + texts[0] + "\n"))] == ["none", "none"]


@pytest.mark.parametrize("line, colours", [
    ("{red} and {green}", ["red", "green"]), ("My codes are {red} AND ALSO {green}", ["red", "green"]), ("{green}, {yellow} und {red}.", ["green", "yellow", "red"]),
    ("{red}和{green}", ["red", "green"]), ("<p>{red}</p><p>{green}</p>", ["red", "green"]), ("{green} Sent from my phone", ["green"]),
    ("{red} SENT FROM MY PHONE", ["red"]), ("我的健康码：{green}，请查收", ["green"])])
def test_words_between_and_after_texts_hide_none(verify, texts, line, colours):
    result = verify(line.format(green=texts[0], yellow=texts[10], red=texts[11]) + "\n")
    assert [v["verdict"] for v in verdicts(result)] == colours
    assert result.returncode == max({"green": 0, "yellow": 10, "red": 11}[colour] for colour in colours)


@pytest.mark.parametrize("line", ["{cut} and {green}", "{green} and {cut}", "{green}{cut}", "{cut}{green}", "{cut} {green} {green}"])
def test_beside_a_text_that_cannot_be_read_nothing_is_green(verify, texts, line):
    for cut in (texts[11][:150], texts[11][:60] + texts[11][61:]):
        result = verify(line.format(green=texts[0], cut=cut) + "\n")
        assert result.returncode == 40 and {v["verdict"] for v in verdicts(result)} == {"none"}, result.stdout


@pytest.mark.parametrize("layout", ["de", "it", "es", "latam", "hr", "ca", "us(colemak)", "nl"])
def test_a_scanner_set_to_another_layout_than_a_us_host_is_corrected(verify, layout):
    us, scanner = layouts()["us"], layouts()[layout]
    keys = {" ": " "} | dict(zip(scanner[1] + scanner[0], us[1] + us[0]))
    codes = [code_of(number, issuer.YELLOW if number % 2 else issuer.GREEN) for number in range(10)]
    found = verdicts(verify("".join("".join(keys[c] for c in code) + "\n" for code in codes)))
    assert [v["verdict"] for v in found] == ["green", "yellow"] * 5, found[:2]
    assert layout in found[0]["mended"]


@pytest.mark.parametrize("damage", [lambda t: t.translate(YZ), lambda t: t.translate(YZ).swapcase()])
def test_a_prefix_with_y_and_z_exchanged_is_corrected(shown, genuine, damage):
    found = shown("nzcp", damage(genuine["nzcp"][0]))
    assert found[0]["genuine"] and "Y and Z exchanged" in found[0]["mended"], found


@pytest.mark.parametrize("dash", ["\u2013", "\u2010", "\u2212"])
def test_a_dash_of_a_word_processor_is_a_hyphen(verify, dash):
    code = next(code for code in map(code_of, range(50)) if "-" in code)
    assert verdict(verify(code.replace("-", dash) + "\n"))["verdict"] == "green"


@pytest.mark.parametrize("link", [
    "https://x.example/?x={green}&y={red}", "https://x.example/?x={red}&y={green}", "https://x.example/?a={green}&b=1#{red}",
    "https://x.example/{green}?y={red}", "https://x.example/?x={green}&z={other}", "https://redirect.health.apple.com/EU-DCC/#{green}&{red}"])
def test_a_link_with_two_certificates_is_undecided(verify, hcode, texts, henan, tmp_path, link):
    text = link.format(green=urllib.parse.quote(texts[0], safe=""), red=urllib.parse.quote(texts[11], safe=""), other="x" * 120)
    for result in (verify(text + "\n"), hcode("scan", "--json", "--at", AT, "--trust", henan, qr(text, tmp_path / "link.png"))):
        assert (result.returncode, verdict(result)["reason"]) == (30, "unsupported"), result.stdout
    one = "https://x.example/?utm=mail&x=" + urllib.parse.quote(texts[0], safe="") + "&y=1"
    assert verify(one + "\n").returncode == 0


@pytest.mark.parametrize("form", ["{link} {other}", "{other} {link}", "Here: {link} {other}"])
def test_what_stands_beside_a_link_and_is_as_long_as_a_code_is_not_left_out(verify, texts, form):
    link = "https://w.example/p?c=" + urllib.parse.quote(texts[0], safe="")
    # A red code without its first letter, which is no code by itself.
    result = verify(form.format(link=link, other=texts[11][1:]) + "\n")
    assert result.returncode != 0 and "green" not in [v["verdict"] for v in verdicts(result)], result.stdout


def test_explain_takes_a_pasted_text_as_verify_does(hcode, texts, henan, tmp_path):
    options = ("explain", "--json", "--at", AT, "--trust", henan)
    for pasted in (texts[0] + " ", " " + texts[0], texts[0] + "*", texts[0].lower(), "\u201c" + texts[0] + "\u201d"):
        (tmp_path / "pasted.txt").write_text(pasted)
        for code in (pasted, tmp_path / "pasted.txt"):
            assert hcode(*options, "--", code).returncode == 0, pasted
    cut = hcode(*options, "--", texts[0][:150])
    assert (cut.returncode, verdict(cut)["reason"]) == (40, "garbled")
    assert hcode(*options, "--", texts[11][1:] + texts[0]).returncode == 65


@pytest.mark.parametrize("frame", [r"\xZZ", r"\q", "\\"])
def test_an_escape_that_is_none_is_refused(hcode, frame):
    result = hcode("verify", "--strip-prefix", frame, "-", input="")
    assert result.returncode == 64 and b"escapes" in result.stderr


@pytest.mark.parametrize("text", ["NZCP://data", "HC1://x", "https://x.example/NZCP://a/NZCP://b", "https://x.example/#HCODE1:https://y.example/#HCODE1:",
                                  "https://x.example/" + "NZCP://" * 2000])
def test_a_link_in_a_link_is_looked_into_once(hcode, text):
    for exact in ((), ("--exact",)):
        result = hcode("verify", "--json", *exact, "--", text)
        assert 20 <= result.returncode <= 40, result
