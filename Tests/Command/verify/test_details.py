"""What is wrong with a text is said in plain words: no name of the sources stands in a detail, whatever is damaged."""

import base64
import json
import random
import re
import zlib

import command
from command import issuer as codes

# `groupTooLarge(offset: 0)`, `Optional("x")`, `malformedBase45`.
SPELLING = re.compile(r"[a-z]\(|[a-z][A-Z]|\b\w+: \d+\)|Optional")
# Names of formats and algorithms, members of payloads, base64 and key ids are no words of ours.
ALLOWED = re.compile(r"Base(32|45|64)|CoronaCheck|SHA-\d+|UTF-8|\"[^\"]*\"|'[^']*'")


def texts():
    dice = random.Random(7)
    key = codes.Key("details", "CN-HA", "x")
    claims = codes.cbor({1: "CN-HA", 4: 1, 6: 0, 7: b"\1", -65537: {1: 0}})
    body = codes.cbor({1: codes.ED25519, 4: key.kid})
    good = codes.cbor(codes.Tag(18, [body, {}, claims, key.sign(claims)]))
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

    def base45(data):
        return "".join(
            alphabet[n % 45] + alphabet[n // 45 % 45] + (alphabet[n // 2025] if len(pair) == 2 else "")
            for pair in (data[i:i + 2] for i in range(0, len(data), 2)) for n in [int.from_bytes(pair, "big")])

    broken = [good, good[:-3], good + b"\0", b"", b"\xff", b"\x1c", b"\x61\xff", b"\xa2\1\1\1\1", b"\x81" * 60, b"{", b"{}", b'{"a":1,"a":2}']
    broken += [bytes(dice.choice([b ^ (1 << dice.randrange(8)), b]) for b in good) for _ in range(40)]
    for data in broken:
        yield "HCODE1:" + base45(data)
        yield "HC1:" + base45(data)
        yield "HC1:" + base45(zlib.compress(data))
        yield "HC1:" + base45(zlib.compress(data)[:-2])
        yield "HC1:" + base45(zlib.compress(data) + b"!")
        yield "NZCP:/1/" + base64.b32encode(data).decode().rstrip("=")
        yield "shc:/" + "".join(f"{ord(c) - 45:02}" for c in base64.urlsafe_b64encode(data).decode().rstrip("=") + ".AA.AA")
        yield data.decode("latin-1")
    yield from ("HCODE1:%%%", "HC1:6BF%%", "HCODE1:a", "HCODE1:1", "NZCP:/1/A1", "NZCP:/1/A", "shc:/99", "shc:/1", "DC04", "DC04FR00000")


def test_details_are_words_and_not_the_names_of_the_sources():
    lines = [text for text in texts() if text.strip() and not set(text) & set("\n\r\0\x85")]
    result = command.run("verify", "--exact", "--json", "-", input="\n".join(lines) + "\n")
    shown = {json.loads(line).get("detail", "") for line in result.stdout.splitlines()}
    assert len(shown) > 40
    odd = [detail for detail in shown if SPELLING.search(ALLOWED.sub("", detail))]
    assert not odd, odd
