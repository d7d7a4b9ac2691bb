#!/usr/bin/env python3
"""An independent verifier of the hcode health code, written from docs/format.md alone.

    python3 reference_verifier.py ../codes          runs every vector below the folder

As a module: verify(text, trust, at) -> {"verdict", "reason", "status", "claims"}; trust is a list of JWK objects
(format.md §7), at an RFC 3339 time in UTC. `reason` is the first refusal in the order of format.md §5.
Needs `cbor2` and `cryptography` from PyPI. cbor2 is lenient, so `scan` checks rules 4 and 5 on the bytes and
cbor2 only gives the values. (pycose 1.1.0 has no algorithm -19, so COSE_Sign1 is taken apart here.)
"""

import json
import re
import sys
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date, datetime, timezone
from hashlib import sha256
from pathlib import Path

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HEALTH = -65537
COLOURS = ["green", "yellow", "red"]
UNDECIDED = {"unknown-version", "unknown-issuer", "clock"}
REFUSED = {"key-expired", "before-key", "not-yet-valid", "expired"}


class Refusal(Exception):
    @property
    def reason(self):
        return self.args[0]


def need(condition, reason):
    if not condition:
        raise Refusal(reason)


# ---------------------------------------------------------------- rules 0 to 3: the text


def rest_of(text):
    """Rules 0 to 2. Python compares code points, so nothing here is normalised."""
    need(text.lstrip(" ")[:5].upper() == "HCODE", "unknown-format")
    if not text.startswith("HCODE1:"):
        number = re.match(r"HCODE(0|[1-9][0-9]*):", text)
        raise Refusal("unknown-version" if number and number[1] != "1" else "malformed-prefix")
    need(len(text) <= 4296, "text-too-long")
    return text[7:]


def base45(text):
    """RFC 9285 §4 and §6."""
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    need(all(c in alphabet for c in text) and len(text) % 3 != 1, "malformed-base45")
    out = bytearray()
    for at in range(0, len(text), 3):
        value = 0
        for c in reversed(text[at:at + 3]):
            value = value * 45 + alphabet.index(c)
        size = len(text[at:at + 3]) - 1
        need(value < 256 ** size, "malformed-base45")
        out += value.to_bytes(size, "big")
    return bytes(out)


# ---------------------------------------------------------------- rules 4 and 5: CBOR (RFC 8949)


class Scan:
    """Reads one item: raises Refusal for rule 4; `deterministic` and `tags` say what rule 5 asks."""

    DEPTH, COUNT = 8, 64

    def __init__(self, octets):
        self.octets, self.at = octets, 0
        self.deterministic, self.tags = True, set()
        self.item(0)
        need(self.at == len(octets), "malformed-cbor")

    def take(self, size):
        need(size <= len(self.octets) - self.at, "malformed-cbor")
        self.at += size
        return self.octets[self.at - size:self.at]

    def head(self):
        """RFC 8949 §3: major type and argument; None stands for additional information 31."""
        first = self.take(1)[0]
        major, info = first >> 5, first & 31
        need(info not in (28, 29, 30), "malformed-cbor")
        if info == 31:
            self.deterministic = False
            return major, None
        if info < 24:
            return major, info
        width = 1 << info - 24
        argument = int.from_bytes(self.take(width), "big")
        least = {1: 24, 2: 1 << 8, 4: 1 << 16, 8: 1 << 32}[width]
        if major == 7:
            need(width > 1 or argument >= 32, "malformed-cbor")  # §3.3
        elif argument < least:
            self.deterministic = False  # §4.2.1
        return major, argument

    def item(self, depth):
        major, argument = self.head()
        need(argument is not None or major in (2, 3, 4, 5), "malformed-cbor")
        if major in (2, 3):
            self.string(major, argument)
        elif major == 4:
            self.elements(argument, 1, depth + 1)
        elif major == 5:
            self.elements(argument, 2, depth + 1)
        elif major == 6:
            need(depth < self.DEPTH, "malformed-cbor")
            self.tags.add(argument)
            self.item(depth + 1)
        elif major == 7:
            self.deterministic = False  # rule 5: no float, null, undefined, boolean, simple value

    def string(self, major, size):
        if size is not None:
            self.chunk(major, size)
            return
        while not self.ended():
            kind, size = self.head()
            need(kind == major and size is not None, "malformed-cbor")  # §3.2.3
            self.chunk(major, size)

    def chunk(self, major, size):
        octets = self.take(size)
        if major == 3:
            try:
                octets.decode("utf-8")
            except UnicodeDecodeError:
                raise Refusal("malformed-cbor") from None

    def ended(self):
        need(self.at < len(self.octets), "malformed-cbor")
        if self.octets[self.at] == 0xFF:
            self.at += 1
            return True
        return False

    def elements(self, count, per, depth):
        need(depth <= self.DEPTH and (count is None or count <= self.COUNT), "malformed-cbor")
        done, keys = 0, []
        while (done < count) if count is not None else not self.ended():
            done += 1
            need(done <= self.COUNT, "malformed-cbor")
            start = self.at
            self.item(depth)
            keys.append(self.octets[start:self.at])
            if per == 2:
                self.item(depth)
        if per == 2 and any(a >= b for a, b in zip(keys, keys[1:])):
            self.deterministic = False  # §4.2.1: bytewise order; equal is a key twice


def keep_tag(number):
    return lambda value, immutable: cbor2.CBORTag(number, value)  # the second argument is new in cbor2 6


def decode(octets, scan=Scan):
    scanned = scan(octets)
    need(scanned.deterministic, "not-deterministic")
    value = cbor2.loads(octets, semantic_decoders={n: keep_tag(n) for n in scanned.tags}, allow_indefinite=False,
                        allow_duplicate_keys=False)
    if not scanned.tags:  # cbor2 keeps the order of maps, so a deterministic item comes back as it was
        need(cbor2.dumps(value) == octets, "not-deterministic")
    return value


# ---------------------------------------------------------------- Ed25519 (RFC 8032 §5.1, §6)

P = 2 ** 255 - 19
L = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    """RFC 8032 §5.1.4, in affine coordinates: slow and short."""
    (x1, y1), (x2, y2) = a, b
    t = D * x1 * x2 * y1 * y2 % P
    return ((x1 * y2 + x2 * y1) * pow(1 + t, P - 2, P) % P, (y1 * y2 + x1 * x2) * pow(1 - t, P - 2, P) % P)


def times(number, point):
    out = (0, 1)
    while number:
        if number & 1:
            out = add(out, point)
        point, number = add(point, point), number >> 1
    return out


def point(octets):
    """RFC 8032 §5.1.3, canonical encodings only; None when there is no such point."""
    y, sign = int.from_bytes(octets, "little") & (1 << 255) - 1, octets[31] >> 7
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return (P - x if x & 1 != sign else x, y)


def in_main_subgroup(octets):
    """format.md §7."""
    a = point(octets)
    return a is not None and a != (0, 1) and times(L, a) == (0, 1)


def signature_holds(x, signature, message):
    """Rule 10."""
    if len(signature) != 64 or int.from_bytes(signature[32:], "little") >= L:
        return False
    r = point(signature[:32])
    if r is None or times(8, r) == (0, 1):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(x).verify(signature, message)
    except InvalidSignature:
        return False
    return True


# ---------------------------------------------------------------- trusted keys (format.md §7)

CHECKED = {}


def seconds(rfc3339):
    return int(datetime.strptime(rfc3339, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc).timestamp())


def load_key(jwk):
    members = {"kty": "OKP", "crv": "Ed25519", "alg": "Ed25519", "use": "sig"}
    if any(jwk.get(k) != v for k, v in members.items()) or "d" in jwk:
        raise ValueError("not a public Ed25519 key")
    x = urlsafe_b64decode(jwk["x"] + "=")
    if len(x) != 32 or urlsafe_b64encode(x).decode().rstrip("=") != jwk["x"]:
        raise ValueError("x")
    if x not in CHECKED:
        CHECKED[x] = in_main_subgroup(x)
    thumbprint = sha256(bytes.fromhex("a301012006215820") + x).digest()  # RFC 9679 §4
    if not CHECKED[x] or thumbprint[:8].hex() != jwk["kid"] or not isinstance(jwk["name"], str):
        raise ValueError("key refused")
    return {"x": x, "kid": thumbprint[:8], "issuer": jwk["issuer"],
            "created": seconds(jwk["created"]), "expires": seconds(jwk["expires"])}


# ---------------------------------------------------------------- rules 6 to 10: COSE (RFC 9052)


def take_apart(item):
    """Rule 6."""
    need(isinstance(item, cbor2.CBORTag) and item.tag == 18, "malformed-cose")
    parts = item.value
    need(isinstance(parts, (list, tuple)) and len(parts) == 4, "malformed-cose")
    need(all(isinstance(p, t) for p, t in zip(parts, (bytes, MAP, bytes, bytes))), "malformed-cose")
    return parts


MAP = (dict, cbor2.frozendict)
LIST = (list, tuple)


def key_id(protected):
    """Rule 7, in the order of format.md §5: form, algorithm, and whether there is a key id."""
    try:
        header = decode(protected)
    except Refusal:
        raise Refusal("malformed-header") from None
    need(isinstance(header, MAP) and set(header) <= {1, 4}, "malformed-header")
    need(4 not in header or isinstance(header[4], bytes) and len(header[4]) == 8, "malformed-header")
    need(header.get(1) == -19 and type(header[1]) is int, "wrong-algorithm")
    need(4 in header, "malformed-header")
    return header[4]


def countersignature(unprotected):
    """Rule 8: nothing, or exactly one countersignature of RFC 9338: (protected, key id, signature)."""
    if not unprotected:
        return None
    need(set(unprotected) == {11}, "unprotected-header")
    entry = unprotected[11]
    need(isinstance(entry, LIST) and len(entry) == 3, "unprotected-header")
    protected, inner, signature = entry
    need(isinstance(protected, bytes) and isinstance(inner, MAP) and not inner, "unprotected-header")
    need(isinstance(signature, bytes) and len(signature) == 64, "unprotected-header")
    try:
        return protected, key_id(protected), signature
    except Refusal:
        raise Refusal("unprotected-header") from None


def open_cose(text, keys):
    """Rules 1 to 10: the trusted key, the signed payload, and what a second officer's signature needs."""
    protected, unprotected, payload, signature = take_apart(decode(base45(rest_of(text))))
    kid = key_id(protected)
    officer = countersignature(unprotected)
    key = next((k for k in keys if k["kid"] == kid), None)
    need(key is not None, "unknown-issuer")
    message = cbor2.dumps(["Signature1", protected, b"", payload])  # RFC 9052 §4.4
    need(signature_holds(key["x"], signature, message), "bad-signature")
    return key, payload, officer and (*officer, [protected, payload, signature])


# ---------------------------------------------------------------- rule 11: what was signed


def is_uint(value, low=0, high=2 ** 64 - 1):
    return type(value) is int and low <= value <= high


BARRED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff"
                    "\ufff9-\ufffb\U000e0000-\U000e007f]")


def is_text(value, size):
    return (isinstance(value, str) and 1 <= len(value.encode()) <= size and value[0] != " " and value[-1] != " "
            and not BARRED.search(value) and not UNSEEN.fullmatch(value))


# format.md §3: White_Space and Default_Ignorable_Code_Point of Unicode 15, and two blanks without either property.
UNSEEN = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
                    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
                    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\x00-\x1f\x7f-\x9f\u2800\U0001d159]*")


def matches(value, pattern):
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def is_birth_date(value):
    if not is_uint(value) or len(str(value)) not in (4, 6, 8):
        return False
    digits = str(value) + "0101"[len(str(value)) - 4:] if len(str(value)) < 8 else str(value)
    try:
        return 1850 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2199
    except ValueError:
        return False


def rule_11a(payload):
    claims = decode(payload)
    need(isinstance(claims, MAP) and {1, 4, 6, 7, HEALTH} <= set(claims) <= {1, 4, 5, 6, 7, HEALTH}, "malformed-claims")
    types = {1: str, 4: int, 5: int, 6: int, 7: bytes, HEALTH: MAP}
    need(all(isinstance(v, types[k]) for k, v in claims.items()), "malformed-claims")
    return claims


def rule_11b(claims, key):
    need(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}", claims[1]), "malformed-claims")
    need(claims[1] == key["issuer"], "issuer-mismatch")


def rule_11c(claims, key):
    times_ = [claims[k] for k in (4, 5, 6) if k in claims]
    need(all(is_uint(t, 0, 253402300799) for t in times_), "malformed-time")
    need(claims[6] < claims[4], "malformed-time")
    need(5 not in claims or claims[6] < claims[5] < claims[4] and claims[5] - claims[6] <= 31 * 86400, "malformed-time")


def rule_11d(claims, key):
    days = 31 if claims[HEALTH].get(1) in (1, 2) else 366
    need(claims[4] - claims[6] <= days * 86400, "validity-too-long")


def rule_11e(claims, key):
    index = claims[7]
    need(1 <= len(index) <= 4 and (len(index) == 1 or index[0] != 0), "malformed-code-id")


def rule_11f(claims, key):
    health = claims[HEALTH]
    need(1 in health and set(health) <= {1, 2, 3, 4, 5, 6, 7}, "malformed-health")
    need(is_uint(health[1], 0, 2), "unknown-status")


def rule_11g(claims, key):
    if 2 not in claims[HEALTH]:
        return
    holder = claims[HEALTH][2]
    need(isinstance(holder, MAP) and holder and set(holder) <= {1, 2, 3, 4}, "malformed-holder")
    checks = {1: lambda v: is_text(v, 288) and len(v) <= 96,
              2: lambda v: matches(v, r"[A-Za-z](|[A-Za-z .,'-]{0,94}[A-Za-z.])"),
              3: is_birth_date,
              4: lambda v: matches(v, r"[0-9A-Z]{1,8}")}
    need(all(checks[k](v) for k, v in holder.items()), "malformed-holder")


AREA = r"(?!CN-)[A-Z]{2}(-[0-9A-Z]{1,6})?|CN-([0-9]{2}){1,3}"


def is_itinerary(parts):
    """format.md §3: age, days, source, then areas in ascending order, each with the days since it was left."""
    if len(parts) < 5 or len(parts) % 2 == 0:
        return False
    age, days, source, areas, left = *parts[:3], parts[3::2], parts[4::2]
    return (is_uint(age, 0, 52560000) and is_uint(days, 1, 31) and is_uint(source, 1, 3) and len(areas) <= 8
            and all(matches(area, AREA) for area in areas) and all(a.encode() < b.encode() for a, b in zip(areas, areas[1:]))
            and all(is_uint(number, 0, days) for number in left))


def is_evidence(piece):
    """format.md §3: the members after the kind, then how many texts may follow."""
    if not isinstance(piece, LIST) or not piece or not is_uint(piece[0], 1, 6):
        return False
    if piece[0] == 6:
        return is_itinerary(piece[1:])
    age = (0, 52560000)
    ranges, texts = {4: ([age, (1, 20), (1, 20)], 2), 5: ([age], 1)}.get(piece[0], ([age, (0, 2)], 2))
    fixed, free = piece[1:1 + len(ranges)], piece[1 + len(ranges):]
    return (len(fixed) == len(ranges) and all(is_uint(v, *r) for v, r in zip(fixed, ranges))
            and len(free) <= texts and all(is_text(v, 64) for v in free))


def rule_11h(claims, key):
    pieces = claims[HEALTH].get(3, [[5, 0]])
    need(isinstance(pieces, LIST) and 1 <= len(pieces) <= 8 and all(map(is_evidence, pieces)), "malformed-evidence")
    need(sum(piece[0] == 6 for piece in pieces) <= 1, "malformed-evidence")


def rule_11i(claims, key):
    health = claims[HEALTH]
    there = {4, 5, 6} & set(health)
    if health[1] == 0:
        need(not there, "unexpected-reason")
        return
    need(there == {4, 5, 6} and type(health[4]) is int and is_text(health[5], 96), "unjustified-status")
    need(isinstance(health[6], bytes) and len(health[6]) == 16, "unjustified-status")
    need(1 <= health[4] <= 8, "unknown-reason")


def rule_11m(claims, key):
    health = claims[HEALTH]
    if 7 not in health:
        return
    need(health[1] == 0, "unexpected-category")
    several = isinstance(health[7], LIST)
    stated = list(health[7]) if several else [health[7]]
    need(not several or 2 <= len(stated) <= 3, "malformed-health")
    need(all(is_uint(number, 1, 255) for number in stated), "malformed-health")
    need(stated == sorted(set(stated)), "malformed-health")
    need(all(number <= 10 or number >= 128 for number in stated), "unknown-category")


RULES_11 = [rule_11b, rule_11c, rule_11d, rule_11e, rule_11f, rule_11g, rule_11h, rule_11i, rule_11m]

# ---------------------------------------------------------------- rules 12 and 13: the clock


def rule_11l(claims, key, officer, keys):
    """The second officer's key, when it is known; bare keys need none."""
    if officer is None:
        return None
    need(claims[HEALTH][1] == 2, "unexpected-countersignature")
    protected, kid, signature, (body, payload, first) = officer
    second = next((k for k in keys if k["kid"] == kid and k["issuer"] == key["issuer"]), None)
    if second is None or kid == key["kid"]:
        return None
    message = cbor2.dumps(["CounterSignatureV2", body, protected, b"", payload, [first]])  # RFC 9338 §3.3
    need(signature_holds(second["x"], signature, message), "bad-countersignature")
    return second


def rule_12(claims, keys, now):
    """All that fail, in order. Open in format.md, without vectors: now = expires, and the 300 seconds before created."""
    failed = []
    if now < keys[0]["created"] - 300:
        failed.append("clock")
    if any(now >= key["expires"] or claims[6] >= key["expires"] for key in keys):
        failed.append("key-expired")
    if (now < claims[5] if 5 in claims else claims[6] > now + 300) or any(now < key["created"] - 300 for key in keys[1:]):
        failed.append("not-yet-valid")
    if any(claims[6] < key["created"] for key in keys):
        failed.append("before-key")
    if now >= claims[4]:
        failed.append("expired")
    return failed


def verdict_of(reason):
    return "none" if reason == "unknown-format" else "undecided" if reason in UNDECIDED else "refused" if reason in REFUSED else "forged"


def verify(text, trust, at):
    keys, now = [load_key(jwk) for jwk in trust], seconds(at)
    try:
        key, payload, officer = open_cose(text, keys)
        claims = rule_11a(payload)
        for rule in RULES_11:
            rule(claims, key)
        second = rule_11l(claims, key, officer, keys)
    except Refusal as refusal:
        return {"verdict": verdict_of(refusal.reason), "reason": refusal.reason, "status": None, "claims": None}
    status = COLOURS[claims[HEALTH][1]]
    failed = rule_12(claims, [key] + ([second] if second else []), now)
    if failed:
        verdict = verdict_of(failed[0])
        return {"verdict": verdict, "reason": failed[0], "claims": claims,
                "status": status if verdict == "refused" else None}
    return {"verdict": status, "reason": "as-signed", "status": status, "claims": claims}


def main():
    passed = failed = 0
    for path in sorted(Path(sys.argv[1]).glob("*/*.json")):
        case = json.loads(path.read_text())
        try:
            got = verify(case["text"], case["trust"], case["at"])
        except Exception as error:  # an unforeseen exception is a failed vector, not the end of the run
            got = {"reason": repr(error)}
        want = case["expect"]
        if all(got.get(k) == want.get(k) for k in ("verdict", "reason", "status")):
            passed += 1
        else:
            failed += 1
            print(f"{path.parent.name}/{path.name}: expected {want}, got {got.get('verdict')} {got.get('reason')}")
    print(f"{passed} passed, {failed} failed")
    return failed != 0 or passed == 0


if __name__ == "__main__":
    sys.exit(main())
