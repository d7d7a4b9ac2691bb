#!/usr/bin/env python3
"""Writes the test vectors of the hcode health code: good/NNN-name.json and bad/NNN-name.json.

    python3 make_vectors.py [folder]      (default: the folder of this file)

Written from docs/format.md alone. Needs the standard library and the PyPI package `cryptography`.
Every key, salt and index is a SHA-256 of a fixed text, so each run writes the same bytes.

The keys below are published here: nobody may ever trust them.
"""

import json
import sys
from base64 import urlsafe_b64encode
from datetime import datetime, timezone
from hashlib import sha256, sha512
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

# ---------------------------------------------------------------- CBOR, right and wrong (RFC 8949)


class Raw(bytes):
    """Bytes that go into the CBOR as they are."""


class Pairs(list):
    """A map whose pairs are written in the order given, doubles included."""


class Tag:
    def __init__(self, number, value):
        self.number, self.value = number, value


def head(major, number, width=None):
    """RFC 8949 §3. `width` 1, 2, 4 or 8 bytes forces a head; without it the shortest is written (§4.2.1)."""
    if width is None:
        width = next(w for w in (0, 1, 2, 4, 8) if number < (24 if w == 0 else 256 ** w))
    if width == 0:
        return bytes([major << 5 | number])
    return bytes([major << 5 | {1: 24, 2: 25, 4: 26, 8: 27}[width]]) + number.to_bytes(width, "big")


def cbor(value):
    """The deterministic encoding (RFC 8949 §4.2.1), except where Raw and Pairs say otherwise."""
    if isinstance(value, Raw):
        return bytes(value)
    if isinstance(value, Tag):
        return head(6, value.number) + cbor(value.value)
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        data = value.encode("utf-8")
        return head(3, len(data)) + data
    if isinstance(value, Pairs):
        return head(5, len(value)) + b"".join(cbor(k) + cbor(v) for k, v in value)
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(cbor(v) for v in value)
    if isinstance(value, dict):
        return cbor(Pairs(sorted(value.items(), key=lambda pair: cbor(pair[0]))))
    raise TypeError(type(value))


def uint(number, width):
    """An unsigned integer with a head of `width` bytes, longer than it has to be."""
    return Raw(head(0, number, width))


def data(value, width):
    """A byte or text string whose length has a head of `width` bytes."""
    text = isinstance(value, str)
    value = value.encode("utf-8") if text else value
    return Raw(head(3 if text else 2, len(value), width) + value)


def container(major, values, width):
    """An array (4) or a map (5, values are keys and values in turn) with a head of `width` bytes."""
    count = len(values) if major == 4 else len(values) // 2
    return Raw(head(major, count, width) + b"".join(map(cbor, values)))


def endless(major, values):
    """RFC 8949 §3.2: indefinite length; for strings `values` are the chunks."""
    return Raw(bytes([major << 5 | 31]) + b"".join(map(cbor, values)) + b"\xff")


def nested(depth, inner=0):
    """`depth` arrays of one element, each in the other."""
    return Raw(b"\x81" * depth + cbor(inner))


FALSE, TRUE, NULL, UNDEFINED = Raw(b"\xf4"), Raw(b"\xf5"), Raw(b"\xf6"), Raw(b"\xf7")
HALF_ZERO, HALF_NAN = Raw(b"\xf9\x00\x00"), Raw(b"\xf9\x7e\x00")
BREAK = Raw(b"\xff")

# ---------------------------------------------------------------- Base45 (RFC 9285)

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def group(number, size):
    """RFC 9285 §4: least significant character first."""
    return "".join(ALPHABET[number // 45 ** i % 45] for i in range(size))


def base45(octets):
    pairs = [octets[i:i + 2] for i in range(0, len(octets), 2)]
    return "".join(group(int.from_bytes(p, "big"), len(p) + 1) for p in pairs)


def number_of(characters):
    return sum(ALPHABET.index(c) * 45 ** i for i, c in enumerate(characters))


# ---------------------------------------------------------------- keys (RFC 8037, RFC 9679)

L = 2 ** 252 + 27742317777372353535851937790883648493  # RFC 8032 §5.1, the order of the base point


def derived(text, size=32):
    return sha256(b"hcode test vector " + text.encode()).digest()[:size]


class Key:
    def __init__(self, text, issuer, name):
        self.seed = derived(text)
        self.private = Ed25519PrivateKey.from_private_bytes(self.seed)
        self.x = self.private.public_key().public_bytes_raw()
        self.issuer, self.name = issuer, name
        self.kid = thumbprint(self.x)[:8]

    def sign(self, message):
        return self.private.sign(message)

    def scalar(self):
        """RFC 8032 §5.1.5, steps 1 to 3."""
        a = int.from_bytes(sha512(self.seed).digest()[:32], "little")
        return a & ((1 << 254) - 8) | 1 << 254

    def jwk(self, created="2026-01-01T00:00:00Z", expires="2028-01-01T00:00:00Z", **changes):
        """format.md §7."""
        return {
            "kty": "OKP", "crv": "Ed25519", "alg": "Ed25519", "use": "sig",
            "x": urlsafe_b64encode(self.x).decode().rstrip("="), "kid": self.kid.hex(),
            "issuer": self.issuer, "name": self.name, "created": created, "expires": expires,
        } | changes


def thumbprint(x):
    """RFC 9679 §4: SHA-256 over the deterministic map of kty (1) OKP, crv (-1) Ed25519 and x (-2)."""
    return sha256(cbor({1: 1, -1: 6, -2: x})).digest()


HENAN = Key("key 1", "CN-HA", "河南省卫健委")
TAMIL_NADU = Key("key 2", "IN-TN", "தமிழ்நாடு")
STRANGER = Key("key 3", "CN-HA", "a key nobody trusts")
OFFICER = Key("key 4", "CN-HA", "the second officer's key")

# ---------------------------------------------------------------- COSE_Sign1 (RFC 9052)

ED25519 = -19  # RFC 9864 §2.2


def sig_structure(protected, payload, context="Signature1", aad=b""):
    """RFC 9052 §4.4."""
    return cbor([context, protected, aad, payload])


def code(claims=None, key=HENAN, *, payload=None, protected=None, unprotected=None, sign=None,
         context="Signature1", aad=b"", build=None):
    """The bytes of a code by an issuer that does as it is told, right or wrong.

    `payload` and `protected` are bytes that replace the encoded claims and header, `sign(key, message)` makes
    another signature, `build(protected, unprotected, payload, signature)` makes another outer item.
    The signature is over what is really in the code, defects included.
    """
    payload = cbor(claims) if payload is None else payload
    protected = cbor({1: ED25519, 4: key.kid}) if protected is None else protected
    unprotected = {} if unprotected is None else unprotected
    message = sig_structure(protected, payload, context, aad)
    signature = sign(key, message) if sign else key.sign(message)
    if build:
        return cbor(build(protected, unprotected, payload, signature))
    return cbor(Tag(18, [protected, unprotected, payload, signature]))


def text(*args, **kwargs):
    return "HCODE1:" + base45(code(*args, **kwargs))


def countersigned(claims, officer=None, key=HENAN, *, protected=None, context="CounterSignatureV2", over=None, wrap=None,
                  signature=None):
    """The text of a code with a countersignature (RFC 9338 §3.3), right or wrong.

    `over(fields)` changes what is signed, `wrap(entry)` makes another unprotected header.
    """
    officer = OFFICER if officer is None else officer
    body, payload = cbor({1: ED25519, 4: key.kid}), cbor(claims)
    first = key.sign(sig_structure(body, payload))
    signer = cbor({1: ED25519, 4: officer.kid}) if protected is None else protected
    fields = [context, body, signer, b"", payload, [first]]
    second = officer.sign(cbor(over(fields) if over else fields)) if signature is None else signature
    entry = [signer, {}, second]
    return text(claims, key, unprotected=wrap(entry) if wrap else {11: entry})


# ---------------------------------------------------------------- claims (RFC 8392, format.md §3)

DAY = 86400
MISSING = object()


def seconds(rfc3339):
    return int(datetime.strptime(rfc3339, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc).timestamp())


def rfc3339(number):
    return datetime.fromtimestamp(number, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


NOW = seconds("2026-11-24T10:00:00Z")
IAT = NOW - 600
HEALTH = -65537
HOLDER = {1: "王小明", 2: "Wang Xiaoming", 3: 19850228, 4: "123X"}
GREEN = {1: 0, 2: HOLDER, 3: [[1, 125, 0]]}
YELLOW = {1: 1, 2: HOLDER, 4: 3, 5: "Order 2026/117", 6: derived("salt yellow", 16)}
RED = {1: 2, 2: HOLDER, 3: [[1, 125, 1]], 4: 1, 5: "传染病防治法第三十九条", 6: derived("salt red", 16)}
BASE = {1: "CN-HA", 4: IAT + DAY, 6: IAT, 7: bytes.fromhex("9c41e07b"), HEALTH: GREEN}


def changed(base, changes):
    """A copy of the map with other members; MISSING takes one away."""
    return {k: v for k, v in (base | changes).items() if v is not MISSING}


def claims(changes=None, health=GREEN, **health_changes):
    """The claims with changes; health members by number: claims(h1=2)."""
    numbered = {int(k[1:]): v for k, v in health_changes.items()}
    return changed(changed(BASE, {HEALTH: changed(health, numbered)}), changes or {})


def holder(**members):
    """The green claims with only these members in the holder: holder(h1="Name")."""
    return claims(h2={int(k[1:]): v for k, v in members.items()})


def evidence(*items):
    return claims(h3=list(items))


def lasting(duration, health=GREEN):
    return claims({4: IAT + duration}, health)


# ---------------------------------------------------------------- the files

CASES = {"good": [], "bad": []}
VERDICTS = {"unknown-format": "none", "malformed-prefix": "forged", "unknown-version": "undecided", "unknown-issuer": "undecided",
            "clock": "undecided", "key-expired": "refused", "not-yet-valid": "refused", "expired": "refused"}


def record(folder, name, comment, rule, code_text, at, trust, expect):
    case = {"comment": comment, "rule": rule, "text": code_text, "at": rfc3339(at), "trust": trust, "expect": expect}
    CASES[folder].append((name, case))


def good(name, comment, rule, what, status="green", at=NOW, trust=None):
    code_text = what if isinstance(what, str) else text(what)
    trust = [HENAN.jwk()] if trust is None else trust
    record("good", name, comment, rule, code_text, at, trust,
           {"verdict": status, "reason": "as-signed", "status": status})


def bad(name, comment, rule, reason, what, at=NOW, trust=None, status=None):
    """`what` is the text, or the claims of an otherwise faultless code."""
    code_text = what if isinstance(what, str) else text(what)
    trust = [HENAN.jwk()] if trust is None else trust
    expect = {"verdict": VERDICTS.get(reason, "forged"), "reason": reason}
    if expect["verdict"] == "refused":
        expect["status"] = status or "green"
    record("bad", name, comment, rule, code_text, at, trust, expect)


def write(root):
    for folder, cases in CASES.items():
        target = root / folder
        target.mkdir(parents=True, exist_ok=True)
        for old in target.glob("[0-9][0-9][0-9]-*.json"):
            old.unlink()
        for number, (name, case) in enumerate(cases, 1):
            body = json.dumps(case, indent=2, ensure_ascii=True) + "\n"
            (target / f"{number:03}-{name}.json").write_text(body, encoding="ascii", newline="\n")


# ---------------------------------------------------------------- good: what must be accepted


def good_colours():
    good("green", "A green code with one PCR test.", "13", claims())
    good("yellow", "A yellow code.", "13", claims(health=YELLOW), "yellow")
    good("red", "A red code with a positive test.", "13", claims(health=RED), "red")
    good("no-holder", "A green code that names nobody.", "11g", claims(h2=MISSING))
    good("no-evidence", "A green code without evidence.", "11h", claims(h3=MISSING))
    good("bare", "Nothing but the status.", "11f", claims(health={1: 0}))
    good("bare-red", "A red code with its three justifications and nothing else.", "11i",
         claims(health=RED, h2=MISSING, h3=MISSING), "red")
    for number in range(1, 9):
        health, status = (YELLOW, "yellow") if number % 2 else (RED, "red")
        good(f"reason-{number}", f"Reason {number}.", "11i", claims(health=health, h4=number), status)


def good_keys():
    trust = [HENAN.jwk(), TAMIL_NADU.jwk()]
    good("two-keys-first", "Two trusted keys, signed with the first.", "9", claims(), trust=trust)
    good("two-keys-second", "Two trusted keys, signed with the second.", "9",
         text(claims({1: "IN-TN"}), TAMIL_NADU), trust=trust)
    good("key-last-second", "One second before the trusted key ends.", "13d", claims(),
         trust=[HENAN.jwk(expires=rfc3339(NOW + 1))])
    good("code-outlives-key", "The key ends before the code does; only the clock counts.", "13d", claims(),
         trust=[HENAN.jwk(expires=rfc3339(NOW + 60))])


def good_times():
    good("last-second", "One second before exp.", "13f", claims(), at=IAT + DAY - 1)
    good("clock-behind-300", "No nbf, iat exactly 300 seconds ahead of the clock.", "13e", claims(), at=IAT - 300)
    good("at-iat", "The clock shows iat.", "13e", claims(), at=IAT)
    good("nbf-is-now", "nbf is this second.", "13e", claims({5: NOW}))
    good("nbf-after-iat", "nbf is one second later than iat.", "11c", claims({5: IAT + 1}))
    good("nbf-before-exp", "nbf is one second earlier than exp: valid for one second.", "11c",
         claims({5: IAT + DAY - 1}), at=IAT + DAY - 1)
    good("one-second", "exp is iat + 1.", "11c", claims({4: IAT + 1}), at=IAT)
    good("green-366-days", "Green for exactly 366 days.", "11d", lasting(366 * DAY))
    good("yellow-31-days", "Yellow for exactly 31 days.", "11d", lasting(31 * DAY, YELLOW), "yellow")
    good("red-31-days", "Red for exactly 31 days.", "11d", lasting(31 * DAY, RED), "red")
    good("epoch", "iat is 0, the clock stands a minute later.", "11c", claims({6: 0, 4: DAY}), at=60,
         trust=[HENAN.jwk(created="1970-01-01T00:00:00Z")])
    last = seconds("9999-12-31T23:59:59Z")
    good("year-9999", "exp is the largest time there is.", "11c", claims({6: last - 60, 4: last}), at=last - 1,
         trust=[HENAN.jwk(expires="9999-12-31T23:59:59Z")])


def good_indexes():
    for index, spelling in [(0, "00"), (1, "01"), (255, "ff"), (256, "0100"), (65535, "ffff"), (65536, "010000"),
                            (2 ** 24, "01000000"), (2 ** 32 - 1, "ffffffff")]:
        good(f"index-{index}", f"Index {index}, spelled {spelling}.", "11e", claims({7: bytes.fromhex(spelling)}))


def good_names():
    names = {
        "arabic": ("Arabic, right to left.", "محمد عبد الله"),
        "hebrew": ("Hebrew.", "יעל כהן"),
        "tamil": ("Tamil, with combining vowel signs.", "தமிழ்ச்செல்வி"),
        "han": ("Han.", "欧阳静"),
        "han-plane-2": ("A Han character beyond the basic plane, 4 bytes of UTF-8.", "𠮷野家"),
        "korean": ("Hangul.", "김민준"),
        "devanagari": ("Devanagari.", "श्रीमती आशा"),
        "khmer": ("Khmer.", "សុខ សុវណ្ណ"),
        "ethiopic": ("Ethiopic.", "ኃይለ ሥላሴ"),
        "cyrillic": ("Cyrillic.", "Ольга Щукина"),
        "obrien-nunez": ("A typographic apostrophe and a tilde.", "Síle O’Brien-Nuñez"),
        "zwnj": ("Persian with U+200C, zero width non-joiner, which is welcome.", "علی\u200cرضا"),
        "zwj": ("Sinhala with U+200D, zero width joiner, which is welcome.", "ශ්\u200dරී"),
        "decomposed": ("Decomposed letters stay decomposed; nothing is normalised.", "Zoe\u0308 Nu\u0303ez"),
        "tibetan": ("Tibetan.", "བསྟན་འཛིན"),
        "ideographic-space": ("Only U+0020 is barred at the ends: U+3000 around a name is allowed.", "\u3000王\u3000"),
        "neighbours": ("The neighbours of every barred range, none of them barred.",
                       "a ~\u00a0\u061b\u061d\u200a\u200c\u200d\u2010\u2027\u202f\u205f\u2070\ufefe\ufff8\ufffc"),
        "neighbours-plane-14": ("The neighbours of U+E0000 to U+E007F.", "a\U000dffff\U000e0080\U0010ffff"),
        "one-byte": ("The shortest name.", "O"),
        "96-bytes": ("96 bytes of UTF-8, 32 characters.", "明" * 32),
    }
    for name, (comment, value) in names.items():
        good(f"name-{name}", comment, "11g", holder(h1=value))


def good_holders():
    for number, value, what in [(1, "王小明", "name"), (2, "Wang Xiaoming", "latin name"), (3, 1985, "birth date"),
                                (4, "Z", "document tail")]:
        good(f"holder-only-{number}", f"Only the {what}.", "11g", holder(**{f"h{number}": value}))
    for name, value in [("one-letter", "A"), ("full-stop", "Li."), ("every-sign", "O'Brien-Nunez, J. R."),
                        ("two-letters", "Wu"), ("96-bytes", "A" + " " * 94 + "z")]:
        good(f"latin-{name}", "A name in Latin letters at the edge of its pattern.", "11g", holder(h2=value))
    for date in [1850, 2199, 185001, 219912, 18500101, 21991231, 198512, 20240229, 20000229, 19851130]:
        good(f"born-{date}", f"Birth date {date}.", "11g", holder(h3=date))
    good("tail-8", "A document tail of 8 characters.", "11g", holder(h4="09AZ09AZ"))
    good("tail-digits", "A document tail that looks like a number is a text.", "11g", holder(h4="0007"))


def good_evidence():
    tests = {
        "pcr": [1, 0, 0], "pcr-place": [1, 125, 0, "Zhengzhou 第一人民医院"],
        "pcr-product": [1, 125, 0, "Zhengzhou", "SARS-CoV-2 RT-PCR"],
        "antigen-positive": [2, 30, 1], "antigen-product": [2, 30, 1, "Chennai", "RAT"],
        "antibody-undetermined": [3, 1440, 2], "antibody-place": [3, 1440, 0, "Α"],
        "vaccination": [4, 100000, 1, 1], "vaccination-20": [4, 100000, 20, 20],
        "vaccination-place": [4, 100000, 2, 3, "Henan"],
        "vaccination-product": [4, 100000, 2, 3, "Henan", "CoronaVac"],
        "booster": [4, 100000, 3, 2],
        "recovery": [5, 43200], "recovery-place": [5, 43200, "Wuhan"],
        "oldest": [5, 52560000],
        "64-bytes": [1, 125, 0, "x" * 64, "é" * 32],
    }
    for name, item in tests.items():
        good(f"evidence-{name}", f"Evidence of kind {item[0]} with {len(item)} members.", "11h", evidence(item))
    good("evidence-8", "Eight pieces of evidence, the most there can be.", "11h",
         evidence(*[[1, 1440 * n, 0] for n in range(8)]))
    good("evidence-twice", "The same evidence twice: nothing bars it.", "11h", evidence([2, 9, 0], [2, 9, 0]))
    good("evidence-before-1970", "Evidence 100 years old: its time is before 1970.", "11h",
         claims({6: DAY, 4: 2 * DAY}, h3=[[4, 52560000, 1, 2]]), at=DAY,
         trust=[HENAN.jwk(created="1970-01-01T00:00:00Z")])


def good_sizes():
    good("authority-96-bytes", "An authority of 96 bytes.", "11i", claims(health=RED, h5="法" * 32), "red")
    good("salt-zero", "A salt of 16 zero bytes has the right type.", "11i", claims(health=RED, h6=bytes(16)), "red")
    good("issuer-one-letter", "An issuer of one character.", "11b", claims({1: "X"}), trust=[HENAN.jwk(issuer="X")])
    longest = "0" + "a._-" * 7 + "Zz9"
    good("issuer-32", "An issuer of 32 characters.", "11b", claims({1: longest}), trust=[HENAN.jwk(issuer=longest)])
    full = {1: "明" * 32, 2: "M" * 96, 3: 19850228, 4: "ABCDEFGH"}
    proof = [4, 52560000, 20, 20, "地" * 21 + "x", "P" * 64]
    good("largest", "Every member at its greatest length.", "2",
         claims(health=RED, h2=full, h3=[proof] * 8, h5="法" * 32), "red")


# ---------------------------------------------------------------- bad: rules 1 to 3, the text


def bad_prefix():
    right = text(claims())
    rest = right[len("HCODE1:"):]
    for name, comment, value in [
        ("lower-case", "The prefix in lower case.", "hcode1:" + rest),
        ("mixed-case", "One letter of the prefix in lower case.", "HCODe1:" + rest),
        ("leading-blank", "A blank before the prefix.", " " + right),
        ("leading-newline", "A line feed before the prefix.", "\n" + right),
        ("byte-order-mark", "U+FEFF before the prefix.", "\ufeff" + right),
        ("no-colon", "No colon after the prefix.", "HCODE1" + rest.replace(":", "/")),
        ("semicolon", "A semicolon for the colon.", "HCODE1;" + rest.replace(":", "/")),
        ("blank-before-colon", "A blank before the colon.", "HCODE1 :" + rest),
        ("no-number", "No number in the prefix.", "HCODE:" + rest),
        ("other-word", "The prefix of the EU certificate.", "HC1:" + rest),
        ("missing", "No prefix at all.", rest),
        ("empty", "An empty text.", ""),
        ("cut", "The text ends within the prefix.", "HCODE1"),
    ]:
        unknown = name in ("leading-newline", "byte-order-mark", "other-word", "missing", "empty")
        bad(f"prefix-{name}", comment, "0" if unknown else "1",
            "unknown-format" if unknown else "malformed-prefix", value)
    for number in ["2", "0", "10", "11", "18446744073709551617"]:
        bad(f"version-{number}", f"Another version: {number}.", "1", "unknown-version", f"HCODE{number}:{rest}")
    bad("version-2-empty", "Another version and nothing else.", "1", "unknown-version", "HCODE2:")


def long_text(size):
    """A text of exactly `size` characters with a valid signature; its unlawful authority fills it."""
    for filling in range(2000, 3000):
        candidate = text(claims(health=RED, h5="x" * filling))
        if len(candidate) == size:
            return candidate
    raise ValueError(size)


def bad_length():
    bad("too-long-4297", "4,297 characters. (No lawful code is that long, but rule 2 comes first.)", "2",
        "text-too-long", long_text(4297))
    bad("length-4296", "4,296 characters are not too long: what is wrong is the authority of the red code.", "11i",
        "unjustified-status", long_text(4296))
    bad("too-long-depth-10000", "10,000 arrays in each other, which no symbol can hold.", "2", "text-too-long",
        text(payload=nested(10000)))
    bad("too-long-50000", "50,000 zeros.", "2", "text-too-long", "HCODE1:" + "0" * 50000)


def wrapped_group(rest):
    """Raises one group by 65,536, so that a decoder that wraps around reads the same bytes."""
    for i in range(0, len(rest) - 2, 3):
        number = number_of(rest[i:i + 3])
        if number + 65536 < 45 ** 3:
            return rest[:i] + group(number + 65536, 3) + rest[i + 3:]
    raise ValueError


def with_rest(remainder):
    """The characters behind the prefix of a good code, of a length that leaves `remainder` modulo 3."""
    for size in range(1, 20):
        rest = base45(code(holder(h1="K" * size)))
        if len(rest) % 3 == remainder and "K" in rest:
            return rest
    raise ValueError


def bad_base45():
    even, odd = with_rest(0), with_rest(2)
    last = number_of(odd[-2:])
    k = even.index("K")
    letter = next(i for i, c in enumerate(even) if "A" <= c <= "Z")
    for name, comment, rest in [
        ("lower-case", "One letter in lower case.", even[:letter] + even[letter].lower() + even[letter + 1:]),
        ("all-lower-case", "All in lower case behind the prefix.", even.lower()),
        ("leftover", "One character too many: a leftover of 1 modulo 3.", even + "0"),
        ("trailing-blank", "A blank behind the code is one of the 45 characters and a leftover.", even + " "),
        ("cut", "The last character of a pair is missing.", odd[:-1]),
        ("single", "A single character.", "0"),
        ("group-wraps", "A group above 65,535 that a wrapping decoder would read as the right bytes.",
         wrapped_group(even)),
        ("group-65536", "A group of 65,536.", group(65536, 3) + even[3:]),
        ("group-colons", "The greatest group.", even[:-3] + ":::"),
        ("pair-wraps", "A last pair above 255 that a wrapping decoder would read as the right byte.",
         odd[:-2] + group(last + 256, 2)),
        ("pair-256", "A last pair of 256.", odd[:-2] + group(256, 2)),
        ("pair-colons", "The greatest pair.", odd[:-2] + "::"),
        ("trailing-newline", "A line feed at the end.", even + "\n"),
        ("trailing-newlines", "Three line feeds at the end, a whole group.", even + "\n\n\n"),
        ("inner-newline", "A line feed within.", even[:30] + "\n" + even[30:]),
        ("comma", "A character out of the alphabet.", even[:30] + "," + even[31:]),
        ("underscore", "A character out of the alphabet.", even[:30] + "_" + even[31:]),
        ("nul", "U+0000 within.", even[:30] + "\0" + even[31:]),
        ("full-width", "U+FF10, full-width zero, is no digit here.", even[:30] + "\uff10" + even[31:]),
        ("kelvin", "U+212A KELVIN SIGN for a K, its canonical equivalent.", even[:k] + "\u212a" + even[k + 1:]),
        ("combining", "A combining accent behind the last character.", even + "\u0301"),
        ("emoji", "A character beyond the basic plane.", even[:30] + "\U0001f600" + even[31:]),
        ("prefix-twice", "The prefix twice.", "HCODE1:" + even),
    ]:
        bad(f"base45-{name}", comment, "3", "malformed-base45", "HCODE1:" + rest)


# ---------------------------------------------------------------- bad: rules 4 to 6, the outer item


def raw_text(octets):
    return "HCODE1:" + base45(octets)


def bad_outer_cbor():
    right = code(claims())
    body = right[1:]  # without the tag
    cases = [
        ("empty", "Nothing behind the prefix.", b""),
        ("trailing-zero", "One byte after the item.", right + b"\0"),
        ("trailing-item", "The item twice.", right + right),
        ("trailing-break", "A break after the item.", right + b"\xff"),
        ("truncated", "The last byte is missing.", right[:-1]),
        ("truncated-head", "Cut in the middle of the head of the payload.", right[:19]),
        ("tag-only", "A tag and nothing in it.", b"\xd2"),
        ("array-too-short", "The array has three elements and says four.", code(claims(), build=lambda p, u, c, s:
            Raw(b"\xd2\x84" + cbor(p) + cbor(u) + cbor(c)))),
        ("array-2-32", "An array that claims 4,294,967,295 elements.", b"\xd2" + head(4, 2 ** 32 - 1)),
        ("array-2-64", "An array that claims 2^64 - 1 elements.", b"\xd2" + head(4, 2 ** 64 - 1)),
        ("bytes-2-63", "A byte string that claims 2^63 bytes.", b"\xd2\x84" + head(2, 2 ** 63)),
        ("bytes-2-64", "A byte string that claims 2^64 - 1 bytes.", b"\xd2\x84" + head(2, 2 ** 64 - 1)),
        ("reserved-28", "Reserved additional information 28 (RFC 8949 §3).", b"\xd2\x9c" + body[1:]),
        ("reserved-29", "Reserved additional information 29.", b"\xd2\x9d" + body[1:]),
        ("reserved-30", "Reserved additional information 30.", b"\xd2\x9e" + body[1:]),
        ("tag-31", "Additional information 31 on a tag (RFC 8949 §3).", b"\xdf" + body),
        ("no-break", "An indefinite array without its break.", b"\xd2\x9f" + body[1:]),
        ("lone-break", "A break and nothing else.", b"\xff"),
        ("depth-2600", "2,600 arrays in each other for the item.", bytes(nested(2600))),
    ]
    for name, comment, octets in cases:
        bad(f"outer-{name}", comment, "4", "malformed-cbor", raw_text(octets))
    for name, comment, value in [
        ("map-2-32", "A map that claims 4,294,967,295 pairs.", Raw(head(5, 2 ** 32 - 1))),
        ("map-65", "A map of 65 pairs.", {n: 0 for n in range(65)}),
        ("depth-2000", "2,000 arrays in each other in the unprotected header.", {1: nested(2000)}),
        ("depth-20", "20 arrays in each other in the unprotected header.", {1: nested(20)}),
        ("depth-maps", "20 maps in each other in the unprotected header.", Raw(b"\xa1\x00" * 20 + b"\0")),
        ("utf8", "A text that is not UTF-8.", {1: Raw(b"\x62\xc3\x28")}),
        ("simple-20", "Simple value 20 in two bytes (RFC 8949 §3.3).", {1: Raw(b"\xf8\x14")}),
        ("simple-31", "Simple value 31 in two bytes.", {1: Raw(b"\xf8\x1f")}),
        ("odd-map", "An indefinite map with a key and no value.", Raw(b"\xbf\x01\xff")),
        ("text-chunk", "A text chunk in a byte string (RFC 8949 §3.2.3).", {1: Raw(b"\x5f\x61\x41\xff")}),
        ("endless-chunk", "An indefinite chunk in an indefinite string.", {1: Raw(b"\x5f\x5f\xff\xff")}),
    ]:
        bad(f"outer-{name}", comment + " (First of the rules it breaks.)", "4", "malformed-cbor",
            text(claims(), unprotected=value))
    bad("outer-array-65", "An array of 65 elements.", "4", "malformed-cbor", raw_text(cbor(Tag(18, [b""] * 65))))


def bad_outer_form():
    """The same content, spelled another way. The signature is good for all of them."""
    forms = [
        ("tag-long", "Tag 18 in two bytes.", lambda p, u, c, s: Raw(head(6, 18, 1) + cbor([p, u, c, s]))),
        ("tag-longest", "Tag 18 in nine bytes.", lambda p, u, c, s: Raw(head(6, 18, 8) + cbor([p, u, c, s]))),
        ("array-long", "A long head on the array.", lambda p, u, c, s: Tag(18, container(4, [p, u, c, s], 1))),
        ("protected-long", "A long head on the protected header.",
         lambda p, u, c, s: Tag(18, [data(p, 1), u, c, s])),
        ("unprotected-long", "A long head on the empty map.", lambda p, u, c, s: Tag(18, [p, container(5, [], 2), c, s])),
        ("payload-long", "A long head on the payload.", lambda p, u, c, s: Tag(18, [p, u, data(c, 4), s])),
        ("signature-long", "A long head on the signature.", lambda p, u, c, s: Tag(18, [p, u, c, data(s, 8)])),
        ("array-endless", "The array of indefinite length.", lambda p, u, c, s: Tag(18, endless(4, [p, u, c, s]))),
        ("protected-endless", "The protected header of indefinite length.",
         lambda p, u, c, s: Tag(18, [endless(2, [p]), u, c, s])),
        ("unprotected-endless", "The empty map of indefinite length.",
         lambda p, u, c, s: Tag(18, [p, endless(5, []), c, s])),
        ("payload-endless", "The payload in two chunks.",
         lambda p, u, c, s: Tag(18, [p, u, endless(2, [c[:9], c[9:]]), s])),
        ("signature-endless", "The signature in two chunks.",
         lambda p, u, c, s: Tag(18, [p, u, c, endless(2, [s[:32], s[32:]])])),
        ("payload-null", "null for a detached payload (RFC 9052 §4.1).", lambda p, u, c, s: Tag(18, [p, u, NULL, s])),
    ]
    for name, comment, build in forms:
        bad(f"outer-{name}", comment, "5", "not-deterministic", text(claims(), build=build))
    for name, comment, value in [
        ("null", "null for the unprotected header.", NULL),
        ("true", "A boolean in the unprotected header.", {1: TRUE}),
        ("undefined", "undefined in the unprotected header.", {1: UNDEFINED}),
        ("float", "A half float in the unprotected header.", {1: HALF_ZERO}),
        ("simple", "Simple value 255 in the unprotected header.", {1: Raw(b"\xf8\xff")}),
        ("label-twice", "A label twice in the unprotected header.", Pairs([(1, 0), (1, 0)])),
        ("unsorted", "The unprotected header unsorted.", Pairs([(4, 0), (1, 0)])),
    ]:
        bad(f"outer-{name}", comment + " (First of the rules it breaks.)", "5", "not-deterministic",
            text(claims(), unprotected=value))


def bad_cose():
    forms = [
        ("untagged", "No tag.", lambda p, u, c, s: [p, u, c, s]),
        ("tag-98", "Tag 98, COSE_Sign.", lambda p, u, c, s: Tag(98, [p, u, c, s])),
        ("tag-17", "Tag 17, COSE_Mac0.", lambda p, u, c, s: Tag(17, [p, u, c, s])),
        ("tag-61", "Tag 61 (CWT, RFC 8392 §6) around tag 18.", lambda p, u, c, s: Tag(61, Tag(18, [p, u, c, s]))),
        ("tag-twice", "Tag 18 twice.", lambda p, u, c, s: Tag(18, Tag(18, [p, u, c, s]))),
        ("three", "An array of three.", lambda p, u, c, s: Tag(18, [p, u, c])),
        ("five", "An array of five.", lambda p, u, c, s: Tag(18, [p, u, c, s, b""])),
        ("sixty-four", "An array of 64, well-formed but not COSE_Sign1.",
         lambda p, u, c, s: Tag(18, [p, u, c, s] + [b""] * 60)),
        ("none", "An empty array.", lambda p, u, c, s: Tag(18, [])),
        ("map", "A map for the array.", lambda p, u, c, s: Tag(18, {1: p, 2: u, 3: c, 4: s})),
        ("in-bytes", "The array in a byte string.", lambda p, u, c, s: Tag(18, cbor([p, u, c, s]))),
        ("header-map", "The protected header as a map.",
         lambda p, u, c, s: Tag(18, [Raw(p), u, c, s])),
        ("header-text", "The protected header as a text.", lambda p, u, c, s: Tag(18, ["", u, c, s])),
        ("unprotected-array", "The unprotected header as an array.", lambda p, u, c, s: Tag(18, [p, [], c, s])),
        ("unprotected-bytes", "The unprotected header as bytes.", lambda p, u, c, s: Tag(18, [p, cbor(u), c, s])),
        ("payload-map", "The payload as a map.", lambda p, u, c, s: Tag(18, [p, u, Raw(c), s])),
        ("payload-text", "The payload as a text.", lambda p, u, c, s: Tag(18, [p, u, "x", s])),
        ("signature-int", "The signature as an integer.", lambda p, u, c, s: Tag(18, [p, u, c, 0])),
        ("signature-array", "The signature in an array, as in COSE_Sign.", lambda p, u, c, s: Tag(18, [p, u, c, [s]])),
        ("integer", "An integer.", lambda p, u, c, s: 1),
    ]
    for name, comment, build in forms:
        bad(f"cose-{name}", comment, "6", "malformed-cose", text(claims(), build=build))


# ---------------------------------------------------------------- bad: rules 7 to 10, header and signature


def bad_header():
    kid = HENAN.kid

    def header(name, comment, reason, value):
        protected = value if isinstance(value, bytes) and not isinstance(value, Raw) else cbor(value)
        bad(f"header-{name}", comment, "7", reason, text(claims(), protected=protected))

    for name, alg in [("minus-8", -8), ("0", 0), ("5", 5), ("minus-7", -7), ("minus-18", -18), ("minus-20", -20),
                      ("19", 19), ("text", "Ed25519"), ("bytes", b"\x32")]:
        header(f"alg-{name}", f"The algorithm is {alg!r}.", "wrong-algorithm", {1: alg, 4: kid})
    right = cbor({1: ED25519, 4: kid})
    for name, comment, value in [
        ("no-kid", "No key id.", {1: ED25519}),
        ("kid-7", "A key id of 7 bytes.", {1: ED25519, 4: kid[:7]}),
        ("kid-9", "A key id of 9 bytes, the next one of the thumbprint.", {1: ED25519, 4: thumbprint(HENAN.x)[:9]}),
        ("kid-32", "The whole thumbprint.", {1: ED25519, 4: thumbprint(HENAN.x)}),
        ("kid-empty", "An empty key id.", {1: ED25519, 4: b""}),
        ("kid-text", "The key id as a text of 8 bytes.", {1: ED25519, 4: "CN-HA-01"}),
        ("kid-int", "The key id as an integer.", {1: ED25519, 4: int.from_bytes(kid, "big")}),
        ("typ", "An extra label, typ (RFC 9596).", {1: ED25519, 4: kid, 16: "application/cwt"}),
        ("crit", "An extra label, crit (RFC 9052 §3.1).", {1: ED25519, 2: [1], 4: kid}),
        ("content-type", "An extra label, content type.", {1: ED25519, 3: 61, 4: kid}),
        ("x5chain", "A certificate to be trusted, x5chain (RFC 9360).", {1: ED25519, 4: kid, 33: STRANGER.x}),
        ("cose-key", "A COSE_Key to be trusted.", {1: ED25519, 4: kid, -1: {1: 1, -1: 6, -2: STRANGER.x}}),
        ("text-label", "An extra label that is a text.", {1: ED25519, 4: kid, "x": 0}),
        ("unsorted", "The labels unsorted.", Pairs([(4, kid), (1, ED25519)])),
        ("alg-twice", "Label 1 twice.", Pairs([(1, ED25519), (1, ED25519), (4, kid)])),
        ("kid-twice", "Label 4 twice.", Pairs([(1, ED25519), (4, kid), (4, kid)])),
        ("alg-long", "-19 in two bytes.", Pairs([(1, Raw(head(1, 18, 1))), (4, kid)])),
        ("label-long", "Label 1 in two bytes.", Pairs([(uint(1, 1), ED25519), (4, kid)])),
        ("kid-long", "A long head on the key id.", Pairs([(1, ED25519), (4, data(kid, 1))])),
        ("map-long", "A long head on the map.", container(5, [1, ED25519, 4, kid], 1)),
        ("map-endless", "The map of indefinite length.", endless(5, [1, ED25519, 4, kid])),
        ("kid-endless", "The key id of indefinite length.", Pairs([(1, ED25519), (4, endless(2, [kid]))])),
        ("kid-null", "null for the key id.", {1: ED25519, 4: NULL}),
        ("array", "An array for the map.", [1, ED25519, 4, kid]),
        ("trailing", "A byte after the map.", bytes(right + b"\0")),
        ("truncated", "The map lacks its last byte.", bytes(right[:-1])),
        ("in-bytes", "The map in a second byte string.", right),
        ("depth-2000", "2,000 arrays in each other.", nested(2000)),
        ("map-2-32", "A map that claims 4,294,967,295 pairs.", Raw(head(5, 2 ** 32 - 1))),
    ]:
        value = Raw(cbor(value)) if name == "in-bytes" else value
        header(name, comment, "malformed-header", value)
    for name, comment, value in [
        ("alg", "The algorithm a second time.", {1: ED25519}),
        ("kid", "The key id a second time.", {4: kid}),
        ("x5chain", "A certificate, x5chain (RFC 9360).", {33: STRANGER.x}),
        ("cose-key", "A COSE_Key.", {-1: {1: 1, -1: 6, -2: STRANGER.x}}),
        ("countersignature", "Label 11, the countersignature (RFC 9338), as bare bytes.", {11: bytes(64)}),
        ("x5u", "An address to fetch, x5u (RFC 9360).", {35: "https://example.org/key"}),
        ("text", "A label that is a text.", {"": ""}),
        ("64-pairs", "64 pairs, the most a map may hold.", {n: 0 for n in range(64)}),
        ("depth-4", "Arrays in each other, fewer than the limit.", {1: nested(3)}),
    ]:
        bad(f"unprotected-{name}", comment, "8", "unprotected-header", text(claims(), unprotected=value))


def bad_issuer():
    bad("issuer-none-trusted", "No key is trusted.", "9", "unknown-issuer", claims(), trust=[])
    bad("issuer-other-trusted", "Another key is trusted.", "9", "unknown-issuer", claims(), trust=[TAMIL_NADU.jwk()])
    bad("issuer-stranger", "A stranger's key says it is a trusted issuer.", "9", "unknown-issuer",
        text(claims(), STRANGER), trust=[HENAN.jwk(), TAMIL_NADU.jwk()])
    flipped = HENAN.kid[:7] + bytes([HENAN.kid[7] ^ 1])
    bad("issuer-kid-bit", "One bit of the key id is flipped; the trusted key signed it.", "9", "unknown-issuer",
        text(claims(), protected=cbor({1: ED25519, 4: flipped})))
    jose = sha256(json.dumps({"crv": "Ed25519", "kty": "OKP", "x": HENAN.jwk()["x"]}, separators=(",", ":"))
                  .encode()).digest()[:8]
    bad("issuer-jose-thumbprint", "The key id is from the JOSE thumbprint (RFC 7638).", "9", "unknown-issuer",
        text(claims(), protected=cbor({1: ED25519, 4: jose})))
    bad("issuer-key-start", "The key id is the first 8 bytes of the key itself.", "9", "unknown-issuer",
        text(claims(), protected=cbor({1: ED25519, 4: HENAN.x[:8]})))


def plus_order(key, message):
    """RFC 8032 §5.1.7: S + L satisfies the equation, but S is not in its range."""
    signature = key.sign(message)
    s = int.from_bytes(signature[32:], "little") + L
    return signature[:32] + s.to_bytes(32, "little")


def small_order(point):
    """R is a point of small order and S = h * a: the equation (times the cofactor) holds."""
    def sign(key, message):
        h = int.from_bytes(sha512(point + key.x + message).digest(), "little")
        return point + (h * key.scalar() % L).to_bytes(32, "little")
    return sign


def flip(octets, position):
    return octets[:position] + bytes([octets[position] ^ 1]) + octets[position + 1:]


def bad_signature():
    def signature(name, comment, **faults):
        bad(f"signature-{name}", comment, "10", "bad-signature", text(claims(), **faults))

    signature("empty", "No signature.", sign=lambda k, m: b"")
    signature("63", "63 bytes.", sign=lambda k, m: k.sign(m)[:63])
    signature("65", "65 bytes, the first 64 are right.", sign=lambda k, m: k.sign(m) + b"\0")
    signature("128", "The signature twice.", sign=lambda k, m: k.sign(m) * 2)
    signature("zero", "64 zero bytes.", sign=lambda k, m: bytes(64))
    signature("s-plus-l", "S + L: the equation holds, S is not canonical (RFC 8032 §8.4).", sign=plus_order)
    signature("identity", "R is the neutral element and S = h * a: the equation holds, R is of small order.",
              sign=small_order(b"\x01" + bytes(31)))
    signature("order-2", "R is the point of order 2 and S = h * a: only the equation with cofactor holds.",
              sign=small_order(b"\xec" + b"\xff" * 30 + b"\x7f"))
    signature("other-key", "Another key under the right key id.", sign=lambda k, m: STRANGER.sign(m))
    signature("other-trusted", "Another trusted key under the right key id.", sign=lambda k, m: TAMIL_NADU.sign(m))
    signature("bit-r", "One bit of R is flipped.", sign=lambda k, m: flip(k.sign(m), 0))
    signature("bit-s", "One bit of S is flipped.", sign=lambda k, m: flip(k.sign(m), 40))
    signature("swapped", "S before R.", sign=lambda k, m: k.sign(m)[32:] + k.sign(m)[:32])
    signature("aad", "External data \"x\" (RFC 9052 §4.4).", aad=b"x")
    signature("context-sign", "Context \"Signature\" as in COSE_Sign.", context="Signature")
    signature("context-counter", "Context \"CounterSignature\".", context="CounterSignature")
    signature("payload-only", "Signed is the payload, not the Sig_structure.", sign=lambda k, m: k.sign(cbor(claims())))
    signature("digest", "Signed is the SHA-512 of the Sig_structure.", sign=lambda k, m: k.sign(sha512(m).digest()))
    signature("five-fields", "Signed is a Sig_structure of five fields (sign_protected, as in COSE_Sign).",
              sign=lambda k, m: k.sign(cbor(["Signature1", cbor({1: ED25519, 4: k.kid}), b"", b"", cbor(claims())])))
    signature("no-header", "Signed is a Sig_structure with an empty protected header.",
              sign=lambda k, m: k.sign(sig_structure(b"", cbor(claims()))))
    signature("other-colour", "The signature of the red code under the green one.",
              sign=lambda k, m: k.sign(sig_structure(cbor({1: ED25519, 4: k.kid}), cbor(claims(health=RED)))))
    signature("payload-bit", "One bit of the payload, the index, is flipped after signing.",
              build=lambda p, u, c, s: Tag(18, [p, u, c.replace(BASE[7], flip(BASE[7], 3)), s]))
    bad("signature-payload-unread", "The payload is no CBOR and the signature is wrong: nobody looks at the payload.",
        "10", "bad-signature", text(payload=b"\xff\xff\xff", sign=lambda k, m: bytes(64)))


# ---------------------------------------------------------------- bad: rule 11a, the payload


def signed(octets):
    """A code whose payload is these bytes, validly signed."""
    return text(payload=bytes(octets))


def bad_payload_cbor():
    right = cbor(claims())

    def malformed(name, comment, octets):
        bad(f"payload-{name}", comment, "11a", "malformed-cbor", signed(octets))

    malformed("empty", "An empty payload.", b"")
    malformed("trailing", "A byte after the claims.", right + b"\0")
    malformed("trailing-map", "The claims twice.", right + right)
    malformed("truncated", "The last byte is missing.", right[:-1])
    malformed("depth-2600", "2,600 arrays in each other, as many as the text can hold.", nested(2600))
    malformed("depth-maps", "1,200 maps in each other.", b"\xa1\x00" * 1200 + b"\0")
    malformed("depth-tags", "2,600 tags in each other, and nothing in the last.", b"\xc6" * 2600)
    malformed("map-2-32", "A map that claims 4,294,967,295 pairs.", head(5, 2 ** 32 - 1) + right[1:])
    malformed("map-2-64", "A map that claims 2^64 - 1 pairs.", head(5, 2 ** 64 - 1) + right[1:])
    malformed("array-65", "65 pieces of evidence, each one in order.", cbor(evidence(*[[5, n] for n in range(65)])))
    malformed("array-2-32", "An evidence list that claims 4,294,967,295 elements.",
              cbor(claims(h3=Raw(head(4, 2 ** 32 - 1)))))
    malformed("bytes-2-64", "An index that claims 2^64 - 1 bytes.", cbor(claims({7: Raw(head(2, 2 ** 64 - 1))})))
    malformed("text-2-31", "A name that claims 2^31 bytes.", cbor(holder(h1=Raw(head(3, 2 ** 31)))))
    malformed("reserved-28", "Reserved additional information 28 for exp.", cbor(claims({4: Raw(b"\x1c")})))
    malformed("reserved-30", "Reserved additional information 30 for a text.", cbor(holder(h1=Raw(b"\x7eA"))))
    malformed("integer-31", "Additional information 31 on an integer.", cbor(claims({4: Raw(b"\x1f")})))
    malformed("simple-24", "Simple value 24 in two bytes.", cbor(claims(h1=Raw(b"\xf8\x18"))))
    malformed("break", "A break for the status.", cbor(claims(h1=BREAK)))
    for name, comment, octets in [
        ("bare", "a continuation byte alone", b"\x80"), ("cut", "a sequence that ends early", b"A\xe7\x8e"),
        ("overlong", "U+0000 in two bytes", b"\xc0\x80"), ("overlong-3", "a slash in three bytes", b"\xe0\x80\xaf"),
        ("surrogate", "a surrogate", b"\xed\xa0\x80"), ("above", "a value above U+10FFFF", b"\xf4\x90\x80\x80"),
        ("ff", "the byte FF", b"A\xffB"),
    ]:
        malformed(f"utf8-{name}", f"A name that is not UTF-8: {comment}.",
                  cbor(holder(h1=Raw(head(3, len(octets)) + octets))))
    malformed("utf8-issuer", "An issuer that is not UTF-8.", cbor(claims({1: Raw(b"\x61\xff")})))


def bad_payload_form():
    base = claims()
    order = sorted(base, key=cbor)
    flat = [x for k in order for x in (k, base[k])]
    health = [x for k in sorted(GREEN) for x in (k, GREEN[k])]

    def spelled(name, comment, value):
        bad(f"payload-{name}", comment, "11a", "not-deterministic", signed(cbor(value)))

    spelled("status-2-bytes", "Status 0 in two bytes.", claims(h1=uint(0, 1)))
    spelled("status-9-bytes", "Status 0 in nine bytes.", claims(h1=uint(0, 8)))
    spelled("age-3-bytes", "An age below 256 in three bytes.", evidence([1, uint(125, 2), 0]))
    spelled("time-9-bytes", "exp in nine bytes.", claims({4: uint(IAT + DAY, 8)}))
    spelled("key-2-bytes", "A key in two bytes.", Pairs([(uint(1, 1), "CN-HA")] + [(k, base[k]) for k in order[1:]]))
    spelled("health-key-long", "The key -65537 in nine bytes.",
            Pairs([(k, base[k]) for k in order[:-1]] + [(Raw(head(1, 65536, 8)), GREEN)]))
    spelled("text-long", "A long head on a text.", holder(h1=data("王小明", 1)))
    spelled("bytes-long", "A long head on the index.", claims({7: data(BASE[7], 2)}))
    spelled("array-long", "A long head on the evidence.", claims(h3=container(4, [[1, 125, 0]], 4)))
    spelled("map-long", "A long head on the claims.", container(5, flat, 1))
    spelled("health-long", "A long head on the health map.", claims({HEALTH: container(5, health, 8)}))
    spelled("map-endless", "The claims of indefinite length.", endless(5, flat))
    spelled("health-endless", "The health map of indefinite length.", claims({HEALTH: endless(5, health)}))
    spelled("array-endless", "The evidence of indefinite length.", claims(h3=endless(4, [[1, 125, 0]])))
    spelled("text-endless", "A name of indefinite length, one chunk.", holder(h1=endless(3, ["王小明"])))
    spelled("text-chunks", "A name in two chunks.", holder(h1=endless(3, ["王", "小明"])))
    spelled("bytes-endless", "The index of indefinite length.", claims({7: endless(2, [BASE[7]])}))
    spelled("unsorted", "iat before exp.", Pairs((k, base[k]) for k in [1, 6, 4, 7, HEALTH]))
    spelled("health-first", "The private claim first.", Pairs((k, base[k]) for k in [HEALTH, 1, 4, 6, 7]))
    spelled("health-unsorted", "The health map unsorted.",
            claims({HEALTH: Pairs((k, RED[k]) for k in [2, 1, 3, 4, 5, 6])}))
    spelled("holder-unsorted", "The holder unsorted.", claims(h2=Pairs([(2, "Wang Xiaoming"), (1, "王小明")])))
    spelled("exp-twice", "exp twice, the same.", Pairs([(1, base[1]), (4, base[4])] + [(k, base[k]) for k in order[1:]]))
    spelled("exp-twice-other", "exp twice, the second later.",
            Pairs([(1, base[1]), (4, base[4]), (4, base[4] + 1), (6, base[6]), (7, base[7]), (HEALTH, GREEN)]))
    spelled("status-twice", "Status red, then green.",
            claims({HEALTH: Pairs([(1, 2), (1, 0), (2, HOLDER)])}))
    spelled("name-twice", "The name twice.", claims(h2=Pairs([(1, "A"), (1, "B")])))
    for name, comment, value in [
        ("null", "null", NULL), ("undefined", "undefined", UNDEFINED), ("false", "false", FALSE), ("true", "true", TRUE),
        ("half", "the half float 0.0", HALF_ZERO), ("single", "the single float 0.0", Raw(b"\xfa" + bytes(4))),
        ("double", "the double float 0.0", Raw(b"\xfb" + bytes(8))), ("simple-16", "simple value 16", Raw(b"\xf0")),
        ("simple-32", "simple value 32", Raw(b"\xf8\x20")), ("simple-0", "simple value 0", Raw(b"\xe0")),
    ]:
        spelled(f"status-{name}", f"The status is {comment}.", claims(h1=value))
    spelled("exp-nan", "exp is NaN.", claims({4: HALF_NAN}))
    spelled("exp-infinity", "exp is infinite.", claims({4: Raw(b"\xf9\x7c\x00")}))
    spelled("exp-float", "exp is a whole number in a double float.",
            claims({4: Raw(b"\xfb" + bytes.fromhex("41da912dea000000"))}))
    spelled("nbf-null", "nbf is null instead of missing.", claims({5: NULL}))
    spelled("holder-null", "The holder is null instead of missing.", claims(h2=NULL))


def bad_claims():
    def defect(name, comment, value):
        bad(f"claims-{name}", comment, "11a", "malformed-claims", value)

    for number, name in [(1, "iss"), (4, "exp"), (6, "iat"), (7, "cti"), (HEALTH, "health")]:
        defect(f"no-{name}", f"No {name}.", claims({number: MISSING}))
    for number, name in [(2, "sub"), (3, "aud"), (8, "cnf"), (0, "zero"), (-65538, "private"), (-1, "negative"),
                         (2 ** 64 - 1, "greatest")]:
        defect(f"extra-{name}", f"An extra claim with the key {number}.", claims({number: "x"}))
    defect("text-key", "An extra claim whose key is a text.", claims({"1": "x"}))
    defect("bytes-key", "An extra claim whose key is bytes.", claims({b"\x01": "x"}))
    for number, name, value in [
        (1, "iss-int", 1), (1, "iss-bytes", b"CN-HA"), (4, "exp-text", rfc3339(IAT + DAY)), (4, "exp-bytes", b"\x01"),
        (4, "exp-array", [IAT + DAY]), (5, "nbf-text", "now"), (5, "nbf-map", {}), (6, "iat-text", str(IAT)),
        (7, "cti-int", 42), (7, "cti-text", "42"), (HEALTH, "health-int", 0), (HEALTH, "health-array", [0]),
        (HEALTH, "health-bytes", cbor(GREEN)),
    ]:
        defect(name, f"Claim {number} is of the wrong type.", claims({number: value}))
    defect("array", "An array for the claims.", signed(cbor([x for p in BASE.items() for x in p])))
    defect("integer", "An integer for the claims.", signed(b"\0"))
    defect("text", "A text for the claims.", signed(cbor("{}")))
    defect("in-bytes", "The claims in a byte string.", signed(cbor(cbor(claims()))))
    defect("empty", "An empty map.", signed(cbor({})))
    defect("tag-61", "Tag 61 around the claims (RFC 8392 §6).", signed(cbor(Tag(61, claims()))))


# ---------------------------------------------------------------- bad: rules 11b to 11e


def bad_binding():
    def mismatch(name, comment, iss, **more):
        bad(f"mismatch-{name}", comment, "11b", "issuer-mismatch", claims({1: iss}), **more)

    mismatch("other", "Another issuer's name.", "CN-HB")
    mismatch("case", "The issuer in lower case.", "cn-ha")
    mismatch("longer", "The issuer and one character more.", "CN-HA1")
    mismatch("shorter", "The issuer without its last character.", "CN-H")
    mismatch("other-trusted", "The name of another trusted issuer.", "IN-TN",
             trust=[HENAN.jwk(), TAMIL_NADU.jwk()])


def bad_times():
    def defect(name, comment, changes, **more):
        bad(f"time-{name}", comment, "11c", "malformed-time", claims(changes), **more)

    defect("exp-is-iat", "exp is iat.", {4: IAT}, at=IAT - 1)
    defect("exp-before-iat", "exp is one second earlier than iat.", {4: IAT - 1}, at=IAT - 200)
    defect("exp-0", "exp is 0.", {4: 0})
    defect("nbf-is-iat", "nbf is iat.", {5: IAT})
    defect("nbf-before-iat", "nbf is one second earlier than iat.", {5: IAT - 1})
    defect("nbf-0", "nbf is 0.", {5: 0})
    defect("nbf-is-exp", "nbf is exp.", {5: IAT + DAY})
    defect("nbf-after-exp", "nbf is one second later than exp.", {5: IAT + DAY + 1})
    top = 253402300800
    trust = [HENAN.jwk(expires="9999-12-31T23:59:59Z")]
    defect("exp-10000", "exp is in the year 10000.", {6: top - 60, 4: top}, at=top - 30, trust=trust)
    defect("iat-10000", "iat is in the year 10000, and so is exp.", {6: top, 4: top + 60}, at=top - 30, trust=trust)
    defect("exp-2-63", "exp is 2^63.", {4: 2 ** 63})
    defect("exp-2-64", "exp is 2^64 - 1.", {4: 2 ** 64 - 1})
    defect("all-2-64", "iat is 2^64 - 2, exp 2^64 - 1.", {6: 2 ** 64 - 2, 4: 2 ** 64 - 1})
    defect("nbf-2-64", "nbf is 2^64 - 1.", {5: 2 ** 64 - 1})


def bad_validity():
    for name, health, days in [("green", GREEN, 366), ("yellow", YELLOW, 31), ("red", RED, 31)]:
        bad(f"validity-{name}", f"{name.title()} for {days} days and one second.", "11d", "validity-too-long",
            lasting(days * DAY + 1, health))
    bad("validity-red-as-green", "Red for as long as green may be.", "11d", "validity-too-long", lasting(366 * DAY, RED))
    bad("validity-nbf", "31 days from nbf, but longer from iat: iat counts.", "11d", "validity-too-long",
        claims({4: IAT + 31 * DAY + 60, 5: IAT + 60}, YELLOW))
    bad("validity-9999", "Green until the year 9999.", "11d", "validity-too-long", claims({4: 253402300799}))


def bad_index():
    for name, comment, value in [
        ("empty", "An empty index.", b""), ("5-bytes", "An index of 5 bytes.", bytes.fromhex("0100000000")),
        ("leading-zero", "Index 1 in two bytes.", b"\0\x01"), ("two-zeros", "Index 0 in two bytes.", b"\0\0"),
        ("four-bytes", "Index 255 in four bytes.", b"\0\0\0\xff"), ("16-bytes", "A UUID.", derived("uuid", 16)),
        ("5-bytes-zero", "2^32 - 1 in five bytes.", b"\0\xff\xff\xff\xff"),
    ]:
        bad(f"index-{name}", comment, "11e", "malformed-code-id", claims({7: value}))


# ---------------------------------------------------------------- bad: rules 11f to 11i, the health map


def bad_health():
    for name, key in [("7", 7), ("0", 0), ("minus-1", -1), ("text", "1"), ("bytes", b"\x01"), ("2-64", 2 ** 64 - 1)]:
        bad(f"health-key-{name}", f"An extra key, {key!r}.", "11f", "malformed-health",
            claims({HEALTH: GREEN | {key: 0}}))
    bad("health-key-order", "Keys 24 and -1 in bytewise order, which is not the order by length (RFC 8949 §4.2.3).",
        "11f", "malformed-health", claims({HEALTH: Pairs([(1, 0), (24, 0), (-1, 0)])}))
    for status in [3, 4, 255, 2 ** 64 - 1]:
        bad(f"status-{status}", f"Status {status}.", "11f", "unknown-status", claims(h1=status))
    bad("status-3-justified", "Status 3 with reason, authority and salt.", "11f", "unknown-status",
        claims(health=RED, h1=3))


FORBIDDEN = [0x00, 0x09, 0x0A, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F, 0x61C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029,
             0x202A, 0x202D, 0x202E, 0x2060, 0x2064, 0x2066, 0x2069, 0x206F, 0xFEFF, 0xFFF9, 0xFFFB, 0xE0000, 0xE0001,
             0xE007F]


def bad_holder():
    def defect(name, comment, **members):
        bad(f"holder-{name}", comment, "11g", "malformed-holder", holder(**members))

    defect("empty", "An empty holder.")
    bad("holder-text", "A text for the holder.", "11g", "malformed-holder", claims(h2="王小明"))
    bad("holder-array", "An array for the holder.", "11g", "malformed-holder", claims(h2=["王小明"]))
    bad("holder-int", "An integer for the holder.", "11g", "malformed-holder", claims(h2=0))
    for name, key in [("5", 5), ("0", 0), ("text", "name"), ("negative", -1)]:
        bad(f"holder-key-{name}", "An unknown member.", "11g", "malformed-holder", claims(h2=HOLDER | {key: "x"}))
    defect("name-int", "The name is an integer.", h1=1)
    defect("name-bytes", "The name is bytes.", h1="王".encode())
    defect("name-empty", "The name is empty.", h1="")
    defect("name-97", "A name of 97 bytes.", h1="x" * 97)
    defect("name-33-han", "A name of 33 characters, 99 bytes.", h1="明" * 33)
    defect("name-leading", "A blank before the name.", h1=" 王小明")
    defect("name-trailing", "A blank behind the name.", h1="王小明 ")
    defect("name-blank", "A blank for a name.", h1=" ")
    defect("name-blank-accent", "A blank with a combining accent before the name; it still begins with U+0020.",
           h1=" \u0301A")
    defect("name-crlf", "Carriage return and line feed in the name.", h1="王\r\n小明")
    defect("name-zwj-fe", "An allowed joiner next to a barred space: U+200D U+200B.", h1="a\u200d\u200bb")
    for point in FORBIDDEN:
        defect(f"name-u{point:04x}", f"U+{point:04X} in the name.", h1=f"王{chr(point)}明")
    bad_latin(defect)
    for date in [0, 1849, 2200, 9999, 184912, 220001, 198500, 198513, 198599, 18491231, 22000101, 19850230, 20230229,
                 19000229, 21000229, 19850431, 19850100, 19850132, 19851301, 19850001, 985, 19851, 1985010, 198501010,
                 2 ** 32 + 1985, 2 ** 64 - 1]:
        defect(f"born-{date}", f"Birth date {date}.", h3=date)
    defect("born-text", "The birth date is a text.", h3="19850228")
    defect("born-array", "The birth date is an array.", h3=[1985, 2, 28])
    defect("born-negative", "The birth date is negative.", h3=-1985)
    for name, value in [("lower", "12a"), ("9", "123456789"), ("empty", ""), ("hyphen", "12-3"), ("newline", "123\n"),
                        ("digit", "12٣"), ("blank", "1 2"), ("full-width", "１２")]:
        defect(f"tail-{name}", "A document tail out of its pattern.", h4=value)
    defect("tail-int", "The document tail is an integer.", h4=123)


def bad_latin(defect):
    for name, value in [("digit", "Wang2"), ("first-digit", "2Wang"), ("first-hyphen", "-Wang"), ("last-hyphen", "Wang-"),
                        ("last-blank", "Wang "), ("last-comma", "Wang,"), ("last-apostrophe", "Wang'"),
                        ("first-blank", " Wang"), ("full-stop", "."), ("empty", ""), ("97", "x" * 97), ("accent", "Nuñez"),
                        ("quote", "O’Brien"), ("newline", "Wang\n"), ("tab", "Wang\tX"), ("underscore", "Wang_X"),
                        ("combining", "Nun\u0303ez"), ("kelvin", "\u212aim"), ("cyrillic", "\u0410nna")]:
        defect(f"latin-{name}", "A name in Latin letters out of its pattern.", h2=value)
    defect("latin-bytes", "The name in Latin letters is bytes.", h2=b"Wang")


def bad_evidence():
    def defect(name, comment, *items):
        bad(f"evidence-{name}", comment, "11h", "malformed-evidence", evidence(*items))

    defect("empty", "An empty list.")
    defect("9", "Nine pieces.", *[[1, n, 0] for n in range(9)])
    defect("64", "64 pieces: well-formed, but too many.", *[[5, n] for n in range(64)])
    bad("evidence-map", "A map for the list.", "11h", "malformed-evidence", claims(h3={1: 0}))
    bad("evidence-int", "An integer for the list.", "11h", "malformed-evidence", claims(h3=1))
    bad("evidence-flat", "One piece, not in a list.", "11h", "malformed-evidence", claims(h3=[1, 125, 0]))
    pieces = {
        "no-members": [], "only-kind": [1], "kind-0": [0, 125, 0], "kind-6": [6, 125], "kind-text": ["1", 125, 0],
        "kind-negative": [-1, 125, 0], "kind-2-64": [2 ** 64 - 1, 125, 0], "piece-map": {1: 1, 2: 125, 3: 0}, "piece-text": "PCR",
        "test-no-result": [1, 125], "result-3": [1, 125, 3], "result-text": [1, 125, "negative"],
        "result-negative": [1, 125, -1], "age-over": [1, 52560001, 0], "age-2-64": [1, 2 ** 64 - 1, 0],
        "age-negative": [1, -1, 0], "age-text": [1, "125", 0], "recovery-age-over": [5, 52560001],
        "vaccination-age-over": [4, 52560001, 1, 2],
        "no-of": [4, 9, 1], "dose-0": [4, 9, 0, 2], "dose-21": [4, 9, 21, 2], "of-0": [4, 9, 1, 0], "of-21": [4, 9, 1, 21],
        "dose-text": [4, 9, "1", 2], "of-negative": [4, 9, 1, -2],
        "test-extra": [1, 125, 0, "a", "b", "c"], "vaccination-extra": [4, 9, 1, 2, "a", "b", "c"],
        "recovery-extra": [5, 9, "a", "b"], "place-int": [1, 125, 0, 7], "place-bytes": [1, 125, 0, b"a"],
        "place-empty": [1, 125, 0, ""], "product-empty": [1, 125, 0, "a", ""], "product-int": [3, 125, 0, "a", 1],
        "place-65": [1, 125, 0, "x" * 65], "place-22-han": [1, 125, 0, "地" * 22], "product-65": [4, 9, 1, 2, "a", "x" * 65],
        "recovery-place-65": [5, 9, "x" * 65], "recovery-place-empty": [5, 9, ""],
        "place-blank": [1, 125, 0, " a"], "product-blank": [1, 125, 0, "a", "b "],
        "place-newline": [2, 125, 0, "a\nb"], "product-override": [4, 9, 1, 2, "a", "b\u202ec"],
        "vaccination-place-empty": [4, 9, 1, 2, ""],
    }
    for name, item in pieces.items():
        defect(name, "Evidence out of its form.", item)
    defect("second", "The second piece is of no known kind.", [1, 125, 0], [6, 125, 0])


def bad_status():
    for colour, health in [("yellow", YELLOW), ("red", RED)]:
        def defect(name, comment, reason="unjustified-status", **members):
            bad(f"{colour}-{name}", f"{colour.title()}: {comment}", "11i", reason, claims(health=health, **members))

        defect("no-reason", "no reason.", h4=MISSING)
        defect("no-authority", "no authority.", h5=MISSING)
        defect("no-salt", "no salt.", h6=MISSING)
        defect("salt-15", "a salt of 15 bytes.", h6=derived("salt", 15))
        defect("salt-17", "a salt of 17 bytes.", h6=derived("salt", 17))
        defect("reason-0", "reason 0.", "unknown-reason", h4=0)
        defect("reason-9", "reason 9.", "unknown-reason", h4=9)
        defect("reason-2-64", "reason 2^64 - 1.", "unknown-reason", h4=2 ** 64 - 1)
    health, colour = RED, "red"
    defect("none", "neither reason nor authority nor salt.", h4=MISSING, h5=MISSING, h6=MISSING)
    defect("salt-empty", "an empty salt.", h6=b"")
    defect("salt-text", "the salt is a text.", h6="x" * 16)
    defect("reason-text", "the reason is a text.", h4="1")
    defect("reason-bytes", "the reason is bytes.", h4=b"\x01")
    defect("authority-int", "the authority is an integer.", h5=117)
    defect("authority-empty", "the authority is empty.", h5="")
    defect("authority-97", "an authority of 97 bytes.", h5="x" * 97)
    defect("authority-blank", "a blank behind the authority.", h5="Order ")
    defect("authority-bidi", "U+202E in the authority.", h5="Order \u202e117")
    defect("authority-newline", "a line feed in the authority.", h5="Order\n117")
    for name, number in [("reason", 4), ("authority", 5), ("salt", 6)]:
        bad(f"green-{name}", f"Green with a {name}.", "11i", "unexpected-reason",
            claims({HEALTH: GREEN | {number: RED[number]}}))
    bad("green-all", "Green with reason, authority and salt.", "11i", "unexpected-reason", claims(health=RED, h1=0))


# ---------------------------------------------------------------- bad: rule 12, the clock


def bad_clock():
    def clock(name, comment, early, health=GREEN):
        """A code from before the making of its key, so that only the clock of the verifier is at fault."""
        bad(f"clock-{name}", comment, "12a", "clock", claims(health=health),
            trust=[HENAN.jwk(created=rfc3339(NOW + early))])

    clock("301", "The clock is 301 seconds earlier than the making of the key.", 301)
    clock("day", "The clock is a day earlier than the making of the key.", DAY)
    clock("red", "The same with a red code.", 3600, RED)

    def key(name, comment, expires, status="green", health=GREEN):
        bad(f"key-{name}", comment, "13d", "key-expired", claims(health=health), status=status,
            trust=[HENAN.jwk(expires=rfc3339(expires))])

    key("expired-second", "The key ended a second ago; the code was made before.", NOW - 1)
    key("expired-before-iat", "The key ended before the code was made.", IAT - 3600)
    key("expired-yellow", "A yellow code under a key that has ended.", NOW - 1, "yellow", YELLOW)
    key("expired-red", "A red code under a key that has ended.", NOW - 60, "red", RED)

    def time(name, comment, rule, reason, changes, at, status="green", health=GREEN):
        bad(name, comment, rule, reason, claims(changes, health), at=at, status=status)

    time("early-301", "No nbf, iat 301 seconds ahead of the clock.", "13e", "not-yet-valid", {}, IAT - 301)
    time("early-nbf", "nbf is one second ahead of the clock: it has no five minutes.", "13e", "not-yet-valid",
         {5: NOW + 1}, NOW)
    time("early-nbf-300", "nbf is 300 seconds ahead of the clock.", "13e", "not-yet-valid", {5: NOW + 300}, NOW)
    time("early-red", "A red code that is not yet valid.", "13e", "not-yet-valid", {5: NOW + 60}, NOW, "red", RED)
    time("early-yellow", "A yellow code a day ahead of the clock.", "13e", "not-yet-valid", {}, IAT - DAY, "yellow", YELLOW)
    time("expired-exp", "The exact second of exp.", "13f", "expired", {}, IAT + DAY)
    time("expired-later", "A day after exp.", "13f", "expired", {}, IAT + 2 * DAY)
    time("expired-yellow", "A yellow code that has ended.", "13f", "expired", {}, IAT + DAY, "yellow", YELLOW)
    time("expired-red", "A red code that has ended.", "13f", "expired", {}, IAT + DAY + 1, "red", RED)
    time("expired-tolerance", "Five minutes of tolerance do not hold for exp.", "13f", "expired", {4: NOW - 1}, NOW)
    time("expired-nbf", "A code with nbf that has ended.", "13f", "expired", {5: IAT + 60}, IAT + DAY)


# ---------------------------------------------------------------- the second officer, rules 8, 11l and 13d


def good_officers():
    both = [HENAN.jwk(), OFFICER.jwk()]
    good("officers-two", "Red with the countersignature of another key of the issuer.", "11l",
         countersigned(claims(health=RED)), "red", trust=both)
    good("officers-unknown", "A bare key is content with one officer: the second one's key is not known.", "11l",
         countersigned(claims(health=RED)), "red")
    good("officers-same", "A bare key is content with one officer, who signed twice.", "11l",
         countersigned(claims(health=RED), HENAN), "red")
    good("officers-elsewhere", "The second key is trusted as another issuer's, so it is none of this one's.", "11l",
         countersigned(claims(health=RED), TAMIL_NADU), "red", trust=[HENAN.jwk(), TAMIL_NADU.jwk()])


def bad_officers():
    both = [HENAN.jwk(), OFFICER.jwk()]
    red = claims(health=RED)

    def shape(name, comment, wrap=None, **changes):
        bad(f"officers-{name}", comment, "8", "unprotected-header", countersigned(red, wrap=wrap, **changes), trust=both)

    shape("two-of-them", "Two countersignatures in an array.", lambda e: {11: [e, e]})
    shape("one-in-array", "One countersignature in an array of its own.", lambda e: {11: [e]})
    shape("tagged", "The countersignature under its tag, 19.", lambda e: {11: Tag(19, e)})
    shape("version-1", "Label 7, the countersignature before RFC 9338.", lambda e: {7: e})
    shape("short", "Label 12, the countersignature without headers.", lambda e: {12: e[2]})
    shape("beside", "Another label beside the countersignature.", lambda e: {4: b"12345678", 11: e})
    shape("inner-header", "The countersignature's own unprotected header is not empty.", lambda e: {11: [e[0], {4: b""}, e[2]]})
    shape("four", "A fourth element.", lambda e: {11: e + [b""]})
    shape("signature-63", "A signature of 63 bytes.", signature=bytes(63))
    shape("signature-text", "The signature is a text.", lambda e: {11: [e[0], {}, "x" * 64]})
    shape("alg-8", "EdDSA, -8, for the countersignature.", protected=cbor({1: -8, 4: OFFICER.kid}))
    shape("alg-missing", "No algorithm for the countersignature.", protected=cbor({4: OFFICER.kid}))
    shape("kid-missing", "No key id for the countersignature.", protected=cbor({1: ED25519}))
    shape("kid-7", "A key id of 7 bytes.", protected=cbor({1: ED25519, 4: OFFICER.kid[:7]}))
    shape("type", "A type in the countersignature's header.", protected=cbor({1: ED25519, 4: OFFICER.kid, 16: "x"}))
    bad("officers-unsorted", "The countersignature's header is not deterministic.", "8", "unprotected-header",
        countersigned(red, protected=cbor(Pairs([(4, OFFICER.kid), (1, ED25519)]))), trust=both)

    def false(name, comment, **changes):
        bad(f"officers-{name}", comment, "11l", "bad-countersignature", countersigned(red, **changes), trust=both)

    false("zeros", "The countersignature is 64 zero bytes.", signature=bytes(64))
    false("first-signature", "The first officer's signature in the second one's place.",
          signature=HENAN.sign(sig_structure(cbor({1: ED25519, 4: HENAN.kid}), cbor(red))))
    false("signature1", "Signed as if it were a code: context Signature1.", over=lambda f: ["Signature1", f[1], b"", f[4]])
    false("version-1-context", "Context CounterSignature, without the first signature.", over=lambda f: ["CounterSignature", *f[1:5]])
    false("without-first", "The first signature is left out of what is countersigned.", over=lambda f: f[:5])
    false("other-first", "Over another first signature.", over=lambda f: f[:5] + [[bytes(64)]])
    false("other-payload", "Over another code.", over=lambda f: f[:4] + [cbor(claims()), f[5]])
    false("external", "With external data.", over=lambda f: f[:3] + [b"x"] + f[4:])
    bad("officers-stranger", "The second officer's key id, and a stranger's signature.", "11l", "bad-countersignature",
        countersigned(red, STRANGER, protected=cbor({1: ED25519, 4: OFFICER.kid})), trust=both)
    for colour, health in [("green", GREEN), ("yellow", YELLOW)]:
        bad(f"officers-{colour}", f"A {colour} code with a countersignature.", "11l", "unexpected-countersignature",
            countersigned(claims(health=health)), trust=both)
    bad("officers-key-ended", "The second officer's key has ended.", "13d", "key-expired", countersigned(red),
        trust=[HENAN.jwk(), OFFICER.jwk(expires=rfc3339(NOW))], status="red")
    bad("officers-key-later", "The second officer's key is not valid yet.", "13d", "not-yet-valid", countersigned(red),
        trust=[HENAN.jwk(), OFFICER.jwk(created=rfc3339(NOW + 301))], status="red")


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    for fill in [good_colours, good_keys, good_times, good_indexes, good_names, good_holders, good_evidence, good_sizes, good_officers,
                 bad_prefix, bad_length, bad_base45, bad_outer_cbor, bad_outer_form, bad_cose, bad_header, bad_issuer,
                 bad_signature, bad_payload_cbor, bad_payload_form, bad_claims, bad_binding, bad_times, bad_validity,
                 bad_index, bad_health, bad_holder, bad_evidence, bad_status, bad_clock, bad_officers]:
        fill()
    for folder, cases in CASES.items():
        names = [name for name, _ in cases]
        assert len(names) == len(set(names)), sorted(n for n in names if names.count(n) > 1)
    write(root)
    for folder, cases in CASES.items():
        print(f"{len(cases)} {folder}")


if __name__ == "__main__":
    main()
