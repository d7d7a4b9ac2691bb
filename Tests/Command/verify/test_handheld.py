"""Lines of hand-held scanners: their ends, their prefixes, the damage of keyboards."""

import json
import os
import re
import select
import subprocess

import pytest

from command import AT, HCODE, ROOT, environment, issuer, verdict, verdicts


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


def typed(text, layout, caps=False):
    """What a host with this layout shows when a scanner presses the keys of a US keyboard."""
    import unicodedata
    us, host = layouts()["us"], layouts()[layout]
    keys = {" ": " "}
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
        if dead:
            whole = unicodedata.normalize("NFC", given + dead)
            shown += DEAD[dead] if given == " " else whole if len(whole) == 1 else DEAD[dead] + given
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
