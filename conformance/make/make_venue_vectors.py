#!/usr/bin/env python3
"""Writes the test vectors of venue codes: venue/good/NNN-name.json and venue/bad/NNN-name.json.

    python3 make_venue_vectors.py [folder]      (default: the folder above this file's)

Written from docs/venue.md alone. ristretto255 is PyPI's `ge25519`, so each vector is made by one library and checked by
another (the reader calls libsodium). CBOR, Base45 and the keys are those of make_vectors.py, which are published: nobody may
ever trust them. Each run writes the same bytes.
"""

import sys
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256, sha512

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from ge25519 import ge25519_cached, ge25519_p1p1, ge25519_p3

from make_vectors import DAY, FALSE, MISSING, NOW, Key, L, Pairs, Raw, Tag, base45, cbor, changed, rfc3339, root_of, sig_structure, uint, write

ED25519, VENUE, NOTICES, LOG_SIZE = -19, -65541, -65542, -65540
POSTER, SHARE, EXPOSURES, ACT = (f"application/hcode-{name}+cbor" for name in ("venue", "venue-share", "exposures", "act"))
LICENCES, OPENINGS = Key("venue licences", "CN-HA", "Henan"), Key("venue openings", "CN-HA", "Henan")
THEIRS, STRANGER = Key("venue openings elsewhere", "CN-HB", "Hubei"), Key("venue stranger", "CN-HA", "nobody")
TODAY = NOW // DAY

# ---------------------------------------------------------------- ristretto255 (RFC 9496)


@lru_cache(None)
def element(octets):
    return ge25519_p3.from_bytes_ristretto255(octets)


@lru_cache(None)
def times(number, octets):
    """number · element, neither of them zero."""
    return element(octets).scalar_mult((number % L).to_bytes(32, "little")).to_bytes_ristretto255()


@lru_cache(None)
def plus(left, right):
    return ge25519_p3.from_p1p1(ge25519_p1p1.add(element(left), ge25519_cached.from_p3(element(right)))).to_bytes_ristretto255()


G = ge25519_p3.scalar_mult_base((1).to_bytes(32, "little")).to_bytes_ristretto255()
H = ge25519_p3.from_hash_ristretto255(sha512(b"hcode venue: second generator").digest())
IDENTITY = bytes(32)


def number(text):
    """A number below the order, from a text."""
    return int.from_bytes(sha512(b"hcode venue vector " + text.encode()).digest(), "little") % L


def hashed(*parts):
    return int.from_bytes(sha512(cbor(list(parts))).digest(), "little") % L


def little(*numbers):
    return b"".join(n.to_bytes(32, "little") for n in numbers)


def committed(pair):
    return plus(times(pair[0], G), times(pair[1], H))


class Share:
    """Two polynomials of one degree: the keeper's or the office's."""

    def __init__(self, text, degree):
        self.pairs = [(number(f"{text} first {j}"), number(f"{text} second {j}")) for j in range(degree + 1)]
        self.nonces = [(number(f"{text} nonce first {j}"), number(f"{text} nonce second {j}")) for j in range(degree + 1)]
        self.points = b"".join(map(committed, self.pairs))

    def at(self, x):
        return tuple(sum(pair[k] * pow(x, j, L) for j, pair in enumerate(self.pairs)) % L for k in (0, 1))

    def proof(self, role, context, points=None):
        points = self.points if points is None else points
        c = hashed("hcode venue: proof", role, context, points, b"".join(map(committed, self.nonces)))
        return little(c, *((a + c * x) % L for nonce, pair in zip(self.nonces, self.pairs) for a, x in zip(nonce, pair)))


# ---------------------------------------------------------------- files


def signed(payload, key, kind, *, header=None, unprotected=None, over=None, signature=None):
    payload = payload if isinstance(payload, bytes) else cbor(payload)
    header = cbor({1: ED25519, 4: key.kid, 16: kind}) if header is None else header
    signature = key.sign(sig_structure(header, over or payload)) if signature is None else signature
    return cbor(Tag(18, [header, {} if unprotected is None else unprotected, payload, signature]))


def digest_of(issuer, venue):
    return sha256(cbor(["hcode venue: venue", issuer, venue])).digest()


class Place:
    """A venue, its keeper's share and its office's."""

    def __init__(self, name, place="Erqi Road 12, Zhengzhou", offset=32, degree=2, office="CN-HA", text=None):
        self.issuer, self.details = "CN-HA", {1: name, 2: place, 3: offset, 5: office}
        self.keeper, self.office = Share(f"{text or name} keeper", degree), Share(f"{text or name} office", degree)
        self.asking = self.details | {4: self.keeper.points}
        self.request = cbor([self.issuer, self.asking, self.keeper.proof(1, cbor([self.issuer, self.asking]))])
        self.digest = sha256(cbor(["hcode venue: request", self.request])).digest()
        points = [plus(self.keeper.points[i:i + 32], self.office.points[i:i + 32]) for i in range(0, len(self.keeper.points), 32)]
        self.venue = self.details | {4: b"".join(points)}
        self.claims = {1: self.issuer, 4: NOW + 300 * DAY, 6: NOW - 30 * DAY, VENUE: self.venue}

    def answer(self, key=OPENINGS, *, payload=None, **changes):
        members = {1: self.digest, 2: self.office.points, 3: self.office.proof(2, self.digest)}
        return signed(changed(members, payload or {}), key, SHARE, **changes)

    def poster(self, changes=None, key=LICENCES, **more):
        return signed(changed(self.claims, changes or {}), key, POSTER, **more)

    def text(self, changes=None, key=LICENCES, **more):
        return "HVENUE1:" + base45(self.poster(changes, key, **more))

    def x(self, day):
        return hashed("hcode venue: day", digest_of(self.issuer, self.venue), day)

    def secret(self, day):
        return tuple(sum(numbers) % L for numbers in zip(self.keeper.at(self.x(day)), self.office.at(self.x(day))))

    def key(self, day):
        return committed(self.secret(day))

    def part(self, day, *, secret=None, poster=None, request=None):
        secret = little(*self.keeper.at(self.x(day))) if secret is None else secret
        return cbor([poster or self.poster(), request or self.request, day, secret])

    def note(self, day, arrival, minutes, text):
        return note(self.key(day), arrival, minutes, number(f"visit {text}"), self.details[5])

    def notice(self, day, begin=600, end=900, advice=2):
        return [day, little(*self.secret(day)), begin, end, advice]


def note(key, arrival, minutes, e, office="CN-HA"):
    first, second = times(e, G), times(e, H)
    k = sha256(cbor(["hcode venue: record", office, key, first, second, times(e, key)])).digest()
    content = arrival.to_bytes(2, "big") + minutes.to_bytes(2, "big")
    return first + second + ChaCha20Poly1305(k).encrypt(bytes(12), content, b"")


@lru_cache(None)
def dummies(count):
    """Records of no place. Their numbers e follow one another, which is quick to make and wrong outside of vectors."""
    first, second, made = times(number("dummy"), G), times(number("dummy"), H), []
    for n in range(count):
        made.append(first + second + sha256(b"dummy %d" % n).digest()[:20])
        first, second = plus(first, G), plus(second, H)
    return made


def days_with(visits, slots=8):
    """16 days up to tomorrow; `visits` is {day: [record]}."""
    free = iter(dummies(144))
    return [[day, b"".join((visits.get(day, []) + [next(free) for _ in range(slots)])[:max(slots, -(-len(visits.get(day, [])) // 8) * 8)])]
            for day in range(TODAY - 14, TODAY + 2)]


def diary(days, counts=None, digest=None):
    counts = [] if counts is None else counts
    return cbor([days, counts, sha256(cbor(["hcode venue: diary", days, counts])).digest() if digest is None else digest])


def exposures(notices, key=OPENINGS, *, members=None, **more):
    return signed(changed({1: "CN-HA", 4: NOW + 7 * DAY, 6: NOW - 600, NOTICES: notices}, members or {}), key, EXPOSURES, **more)


def commitment(issuer, notice):
    return sha256(cbor(["hcode log: opened", issuer, notice])).digest()


def opened(notice, key=OPENINGS, *, members=None, **more):
    act = {1: 7, 2: commitment("CN-HA", notice), 3: "CN-HA", 4: key.kid, 5: "desk-7", 10: NOW - 900}
    return signed(changed(act, members or {}), key, ACT, **more)


# RFC 9496, appendix A.2: encodings of no element.
NO_ELEMENTS = {
    "not-canonical-1": "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "not-canonical-2": "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "not-canonical-3": "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "not-canonical-4": "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "negative-1": "0100000000000000000000000000000000000000000000000000000000000000",
    "negative-2": "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "negative-3": "ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20",
    "negative-4": "c34c4e1826e5d403b78e246e88aa051c36ccf0aafebffe137d148a2bf9104562",
    "negative-5": "c940e5a4404157cfb1628b108db051a8d439e1a421394ec4ebccb9ec92a8ac78",
    "negative-6": "47cfc5497c53dc8e61c91d17fd626ffb1c49e2bca94eed052281b510b1117a24",
    "negative-7": "f1c6165d33367351b0da8f6e4511010c68174a03b6581212c71c0e1d026c3c72",
    "negative-8": "87260f7a2f12495118360f02c26a470f450dadf34a413d21042b43b9d93e1309",
    "not-square-1": "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
    "not-square-2": "4eac077a713c57b4f4397629a4145982c661f48044dd3f96427d40b147d9742f",
    "not-square-3": "de6a7b00deadc788eb6b6c8d20c0ae96c2f2019078fa604fee5b87d6e989ad7b",
    "not-square-4": "bcab477be20861e01e4a0e295284146a510150d9817763caf1a6f4b422d67042",
    "not-square-5": "2a292df7e32cababbd9de088d1d1abec9fc0440f637ed2fba145094dc14bea08",
    "not-square-6": "f4a9e534fc0d216c44b218fa0c42d99635a0127ee2e53c712f70609649fdff22",
    "not-square-7": "8268436f8c4126196cf64b3c7ddbda90746a378625f9813dd9b8457077256731",
    "not-square-8": "2810e5cbc2cc4d4eece54f61c6f69758e289aa7ab440b3cbeaa21995c2f4232b",
    "negative-product-1": "3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e",
    "negative-product-2": "a45fdc55c76448c049a1ab33f17023edfb2be3581e9c7aade8a6125215e04220",
    "negative-product-3": "d483fe813c6ba647ebbfd3ec41adca1c6130c2beeee9d9bf065c8d151c5f396e",
    "negative-product-4": "8a2e1d30050198c65a54483123960ccc38aef6848e1ec8f5f780e8523769ba32",
    "negative-product-5": "32888462f8b486c68ad7dd9610be5192bbeaf3b443951ac1a8118419d9fa097b",
    "negative-product-6": "227142501b9d4355ccba290404bde41575b037693cef1f438c47f8fbf35d1165",
    "negative-product-7": "5c37cc491da847cfeb9281d407efc41e15144c876e0170b499a96a22ed31e01e",
    "negative-product-8": "445425117cb8c90edcbc7c1cc0e74f747f2c1efa5630a967c64f287792a48a4b",
    "y-zero": "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
}
# The other encodings of RFC 8032 points of small order are no elements of ristretto255 either.
NO_ELEMENTS |= {"small-order-8": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "small-order-8-again": "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "identity": IDENTITY.hex()}


def listed(key, use, **changes):
    return {"kid": key.kid.hex(), "x": key.x.hex(), "issuer": key.issuer, "use": use,
            "not_before": NOW - 100 * DAY, "until": NOW + 400 * DAY} | changes


KEYS = [listed(LICENCES, "venues"), listed(OPENINGS, "exposures"), listed(THEIRS, "exposures")]
CAFE, BAR = Place("Café Nord"), Place("Bar Süd", "Erqi Road 14, Zhengzhou")
LARGE = Place("二七广场地铁站北侧老字号烩面馆总店二层雅间东厅", "河南省郑州市二七区德化街道德化步行街一百二十八号附近", degree=4)
SMALL = Place("Kiosk", "Pier 3", offset=0, degree=1)
BORDER = Place("Zollhaus", "A 1", office="CN-HB")


class Writer:
    def __init__(self):
        self.cases = {"good": [], "bad": []}

    def add(self, side, kind, name, comment, expect, members):
        members = {k: b64encode(v).decode() if isinstance(v, bytes) else v for k, v in members.items()}
        self.cases[side].append((f"{kind}-{name}", {"comment": comment, "kind": kind} | members | {"expect": expect}))

    def good(self, kind, name, comment, result, **members):
        self.add("good", kind, name, comment, {"result": result}, members)

    def bad(self, kind, name, comment, refusal, **members):
        self.add("bad", kind, name, comment, {"refusal": refusal}, members)


def told(place, issuer=None):
    return {"issuer": place.issuer, "name": place.details[1], "place": place.details[2], "digest": digest_of(place.issuer, place.venue).hex()}


def posters(to):
    at = {"at": rfc3339(NOW), "keys": KEYS}

    def good(name, comment, place=CAFE, changes=None, **more):
        to.good("poster", name, comment, told(place), text=place.text(changes), **(at | more))

    def bad(name, comment, refusal, text=None, changes=None, **more):
        to.bad("poster", name, comment, refusal, text=CAFE.text(changes) if text is None else text, **(at | more))

    good("of-degree-2", "A café; two days of it can be opened.")
    good("of-degree-1", "A kiosk; one day can be opened, and its day is that of UTC.", SMALL)
    good("of-degree-4", "A long Chinese name; four days can be opened.", LARGE)
    good("of-degree-3", "Three days can be opened.", Place("Kino", degree=3))
    for degree in (1, 2, 4):
        good(f"short-{degree}", "A short Chinese name: the sizes of docs/venue.md §12.", Place("老字号烩面馆", "郑州市二七区德化街128号", degree=degree))
    good("longest-4", "Name and place of 96 bytes, four days.", Place("N" * 96, "P" * 96, degree=4))
    good("longest", "Name and place of 96 bytes, the largest offset.", Place("N" * 96, "P" * 96, offset=64))
    good("westernmost", "The smallest offset.", Place("Samoa", offset=-64))
    good("whole-year", "Valid for 366 days.", changes={4: NOW + 336 * DAY})
    good("last-second", "A second before the end.", at=rfc3339(NOW + 300 * DAY - 1))
    good("clock-300-behind", "Signed 300 seconds ahead of this clock.", at=rfc3339(NOW - 30 * DAY - 300))
    text = CAFE.text()
    bad("other-text", "A health code is none.", "unknown-format", "HCODE1:" + text[8:])
    bad("small-letters", "The prefix in small letters.", "malformed-prefix", "hvenue1:" + text[8:])
    bad("space-before", "A space before the prefix.", "malformed-prefix", " " + text)
    bad("version-2", "Another version.", "unknown-version", "HVENUE2:" + text[8:])
    bad("version-0", "Another version.", "unknown-version", "HVENUE0:" + text[8:])
    bad("version-01", "A number with a zero before it.", "malformed-prefix", "HVENUE01:" + text[8:])
    bad("too-long", "4,297 characters.", "text-too-long", "HVENUE1:" + "0" * 4289)
    bad("base45", "A character outside the alphabet.", "malformed-base45", text[:-1] + "a")
    bad("truncated", "The last byte is missing.", "malformed-cbor", "HVENUE1:" + base45(CAFE.poster()[:-1]))
    bad("trailing", "A byte after the code.", "malformed-cbor", "HVENUE1:" + base45(CAFE.poster() + b"\0"))
    bad("empty", "Nothing after the prefix.", "malformed-cbor", "HVENUE1:")
    bad("untagged", "No tag 18.", "malformed-cose", "HVENUE1:" + base45(CAFE.poster()[1:]))
    bad("long-head", "The tag's number takes a byte more than it has to.", "not-deterministic", "HVENUE1:" + base45(b"\xd8\x12" + CAFE.poster()[1:]))
    kid = LICENCES.kid
    for name, comment, refusal, header in (
            ("no-type", "A header without a type.", "malformed-header", {1: ED25519, 4: kid}),
            ("more-header", "A header with another member.", "malformed-header", {1: ED25519, 3: 0, 4: kid, 16: POSTER}),
            ("algorithm", "Another algorithm.", "wrong-algorithm", {1: -8, 4: kid, 16: POSTER}),
            ("list-type", "Signed as an exposure list.", "wrong-type", {1: ED25519, 4: kid, 16: EXPOSURES}),
            ("short-key-id", "A key id of 7 bytes.", "malformed-header", {1: ED25519, 4: kid[:7], 16: POSTER})):
        bad(name, comment, refusal, CAFE.text(header=cbor(header)))
    bad("unprotected", "Something in the unprotected header.", "unprotected-header", CAFE.text(unprotected={4: kid}))
    bad("stranger", "Signed by a key that nobody lists.", "unknown-issuer", CAFE.text(key=STRANGER))
    bad("openings-key", "Signed by the key that signs exposure lists.", "wrong-use", CAFE.text(key=OPENINGS))
    bad("other-signature", "The signature of another poster.", "bad-signature", CAFE.text(over=cbor(BAR.claims)))
    bad("signature-of-another-office", "Another office's signature under this office's key id.", "bad-signature",
        CAFE.text(signature=THEIRS.sign(sig_structure(cbor({1: ED25519, 4: kid, 16: POSTER}), cbor(CAFE.claims)))))
    bad("zero-signature", "A signature of zeros.", "bad-signature", CAFE.text(signature=bytes(64)))
    pasted = CAFE.venue | {1: "Café Nora"}
    bad("name-altered", "One letter of the name is another; the signature is the old one.", "bad-signature",
        CAFE.text({VENUE: pasted}, over=cbor(CAFE.claims)))
    bad("points-altered", "The points of another place; the signature is the old one.", "bad-signature",
        CAFE.text({VENUE: CAFE.venue | {4: BAR.venue[4]}}, over=cbor(CAFE.claims)))
    bad("no-venue", "Without a venue.", "malformed-claims", changes={VENUE: MISSING})
    bad("health-too", "With a health claim too.", "malformed-claims", changes={-65537: {1: 0}})
    bad("other-issuer", "The key is another authority's.", "issuer-mismatch", changes={1: "CN-HB"})
    bad("no-end", "Without an end.", "malformed-claims", changes={4: MISSING})
    bad("negative-time", "Signed before 1970.", "malformed-time", changes={6: -1})
    bad("ends-first", "It ends when it begins.", "malformed-time", changes={4: NOW - 30 * DAY})
    bad("too-long-valid", "A second more than 366 days.", "validity-too-long", changes={4: NOW + 336 * DAY + 1})
    for name, comment, venue in (
            ("no-name", "A venue without a name.", {k: v for k, v in CAFE.venue.items() if k != 1}),
            ("empty-name", "An empty name.", CAFE.venue | {1: ""}), ("name-97", "A name of 97 bytes.", CAFE.venue | {1: "N" * 97}),
            ("turned-name", "A name that turns the text.", CAFE.venue | {1: "Caf\u202eé"}),
            ("offset-65", "An offset of 65 quarter hours.", CAFE.venue | {3: 65}), ("offset-text", "An offset as a text.", CAFE.venue | {3: "+08:00"}),
            ("member-6", "A member that is none.", CAFE.venue | {6: 1}), ("venue-array", "An array.", [1, 2, 3, 4, 5]),
            ("no-office", "A venue without an office.", {k: v for k, v in CAFE.venue.items() if k != 5}), ("office-space", "An office with a space.", CAFE.venue | {5: "CN HA"})):
        bad(name, comment, "malformed-venue", changes={VENUE: venue})
    bad("name-bytes", "A name of bytes.", "malformed-venue", changes={VENUE: CAFE.venue | {1: b"Cafe"}})
    points = CAFE.venue[4]
    for name, comment, some in (("no-points", "No points.", b""), ("one-point", "One point: every opening would open every day.", points[:32]),
                                ("six-points", "Six points.", points * 2), ("points-95", "A byte is missing.", points[:-1]),
                                ("points-97", "A byte too many.", points + b"\0")):
        bad(name, comment, "malformed-points", changes={VENUE: CAFE.venue | {4: some}})
    bad("points-array", "Points as an array.", "malformed-points", changes={VENUE: CAFE.venue | {4: [points[:32], points[32:64]]}})
    for name, octets in NO_ELEMENTS.items():
        bad(f"point-{name}", "The second point is no element of the group, or the identity (RFC 9496, appendix A.2).", "malformed-points",
            changes={VENUE: CAFE.venue | {4: points[:32] + bytes.fromhex(octets) + points[64:]}})
    bad("identity-last", "The last point is the identity: the degree would be lower than it looks.", "malformed-points",
        changes={VENUE: CAFE.venue | {4: points[:64] + IDENTITY}})
    bad("float", "A payload with a boolean.", "not-deterministic", changes={4: FALSE})
    bad("key-twice", "A claim twice.", "not-deterministic",
        "HVENUE1:" + base45(signed(cbor(Pairs([(1, "CN-HA"), (1, "CN-HA"), (4, NOW), (6, 0), (VENUE, CAFE.venue)])), LICENCES, POSTER)))
    bad("long-number", "A time that takes more bytes than it has to.", "not-deterministic", changes={6: uint(NOW - 30 * DAY, 8)})
    bad("before-key", "Signed before its key began.", "before-key", keys=[listed(LICENCES, "venues", not_before=NOW - 29 * DAY)])
    bad("key-ended", "The key has ended.", "key-expired", keys=[listed(LICENCES, "venues", until=NOW)])
    bad("not-yet", "Signed 301 seconds ahead of this clock.", "not-yet-valid", at=rfc3339(NOW - 30 * DAY - 301))
    bad("ended", "The poster has ended.", "expired", at=rfc3339(NOW + 300 * DAY))


def set_up(to):
    keys = {"keys": KEYS}
    to.good("share", "other-authority", "The office is another authority's.", BORDER.office.points.hex(), request=BORDER.request, share=BORDER.answer(THEIRS), **keys)
    for place, name in ((SMALL, "degree-1"), (CAFE, "degree-2"), (LARGE, "degree-4")):
        to.good("request", name, "What a keeper asks with.", place.digest.hex(), request=place.request)
        to.good("share", name, "What the office answers.", place.office.points.hex(), request=place.request, share=place.answer(), **keys)
        to.good("venue", name, "The poster is the sum of both.", told(place), text=place.text(), at=rfc3339(NOW), request=place.request,
                share=place.answer(), **keys)

    def bad_request(name, comment, refusal, request):
        to.bad("request", name, comment, refusal, request=request)

    asking, proof = CAFE.asking, CAFE.keeper.proof(1, cbor(["CN-HA", CAFE.asking]))
    bad_request("truncated", "The last byte is missing.", "malformed-request", CAFE.request[:-1])
    bad_request("trailing", "A byte too many.", "malformed-request", CAFE.request + b"\0")
    bad_request("four", "Four members.", "malformed-request", cbor(["CN-HA", asking, proof, 0]))
    bad_request("issuer", "An issuer with a space.", "malformed-request", cbor(["CN HA", asking, proof]))
    bad_request("too-large", "4,097 bytes.", "too-large", bytes(4097))
    bad_request("venue", "A venue without an offset.", "malformed-venue", cbor(["CN-HA", {k: v for k, v in asking.items() if k != 3}, proof]))
    bad_request("points", "A point is the identity.", "malformed-points", cbor(["CN-HA", asking | {4: asking[4][:64] + IDENTITY}, proof]))
    bad_request("short-proof", "A proof for fewer points.", "malformed-proof", cbor(["CN-HA", asking, proof[:-64]]))
    bad_request("proof-not-reduced", "A number of the proof is not below the order.", "malformed-proof",
                cbor(["CN-HA", asking, proof[:32] + little(int.from_bytes(proof[32:64], "little") + L) + proof[64:]]))
    bad_request("other-issuer", "The proof was made for another issuer.", "wrong-proof", cbor(["CN-HB", asking, proof]))
    bad_request("other-name", "The proof was made for another name.", "wrong-proof", cbor(["CN-HA", asking | {1: "Café Süd"}, proof]))
    bad_request("others-points", "Another keeper's points.", "wrong-proof", cbor(["CN-HA", asking | {4: BAR.keeper.points}, proof]))
    bad_request("as-office", "A proof in the role of the office.", "wrong-proof",
                cbor(["CN-HA", asking, CAFE.keeper.proof(2, cbor(["CN-HA", asking]))]))

    def bad_share(name, comment, refusal, share, request=CAFE.request):
        to.bad("share", name, comment, refusal, request=request, share=share, **keys)

    bad_share("other-office", "Another office answers than the one that was asked.", "issuer-mismatch", CAFE.answer(THEIRS))
    bad_share("licences-key", "Signed by the key that signs posters.", "wrong-use", CAFE.answer(LICENCES))
    bad_share("stranger", "Signed by a key that nobody lists.", "unknown-issuer", CAFE.answer(STRANGER))
    bad_share("as-poster", "Signed as a poster.", "wrong-type", CAFE.answer(header=cbor({1: ED25519, 4: OPENINGS.kid, 16: POSTER})))
    bad_share("altered", "The signature of another answer.", "bad-signature", CAFE.answer(over=b"\xa0"))
    bad_share("other-request", "The answer to another request.", "other-request", CAFE.answer(), BAR.request)
    bad_share("more", "A member too many.", "malformed-share", CAFE.answer(payload={4: 0}))
    bad_share("trailing", "A byte too many.", "malformed-cbor", CAFE.answer() + b"\0")
    bad_share("two-points", "Fewer points than were asked for.", "malformed-points", CAFE.answer(payload={2: CAFE.office.points[:64]}))
    bad_share("identity", "A point is the identity.", "malformed-points", CAFE.answer(payload={2: IDENTITY + CAFE.office.points[32:]}))
    rogue = b"".join(plus(BAR.office.points[i:i + 32], times(L - 1, CAFE.keeper.points[i:i + 32])) for i in (0, 32, 64))
    bad_share("rogue", "Points that make the sum the office's alone: it cannot prove that it knows what is behind them.", "wrong-proof",
              CAFE.answer(payload={2: rogue, 3: BAR.office.proof(2, CAFE.digest, rogue)}))
    bad_share("keepers-proof", "The keeper's proof once more.", "wrong-proof", CAFE.answer(payload={3: proof}))

    def bad_venue(name, comment, refusal, text=None, **more):
        members = {"text": text or CAFE.text(), "at": rfc3339(NOW), "request": CAFE.request, "share": CAFE.answer()}
        to.bad("venue", name, comment, refusal, **(members | keys | more))

    signed_at = NOW - 30 * DAY
    bad_venue("share-key-ended", "The office's key had ended when the poster was signed.", "key-expired",
              keys=[KEYS[0], listed(OPENINGS, "exposures", until=signed_at)])
    bad_venue("share-key-later", "The office's key began after the poster was signed.", "before-key",
              keys=[KEYS[0], listed(OPENINGS, "exposures", not_before=signed_at + 1)])

    bad_venue("other-name", "The poster has another name than the request.", "other-venue", CAFE.text({VENUE: CAFE.venue | {1: "Café Süd"}}))
    bad_venue("other-office", "The poster names another office than the request.", "other-venue", CAFE.text({VENUE: CAFE.venue | {5: "CN-HB"}}))
    bad_venue("keepers-points", "The poster has the keeper's points alone.", "other-points", CAFE.text({VENUE: CAFE.asking}))
    bad_venue("offices-points", "The poster has the office's points alone.", "other-points", CAFE.text({VENUE: CAFE.venue | {4: CAFE.office.points}}))


def days(to):
    for place, name in ((SMALL, "degree-1"), (CAFE, "degree-2"), (LARGE, "degree-4")):
        for day in (0, TODAY, 2_932_896):
            to.good("day", f"{name}-{day}", "The number and the key of a day.", {"x": little(place.x(day)).hex(), "key": place.key(day).hex()},
                    issuer=place.issuer, venue=cbor(place.venue), day=day)
        shares = [little(*one.at(place.x(TODAY))).hex() for one in (place.keeper, place.office)]
        to.good("secret", name, "Both shares open the day.", little(*place.secret(TODAY)).hex(), shares=shares, key=place.key(TODAY).hex())
    keeper, office = (little(*one.at(CAFE.x(TODAY))).hex() for one in (CAFE.keeper, CAFE.office))
    tomorrow = little(*CAFE.office.at(CAFE.x(TODAY + 1))).hex()
    unreduced = little(CAFE.keeper.at(CAFE.x(TODAY))[0] + L, CAFE.keeper.at(CAFE.x(TODAY))[1]).hex()
    for name, comment, refusal, shares in (
            ("keeper-alone", "The keeper's share alone.", "wrong-secret", [keeper]), ("office-alone", "The office's share alone.", "wrong-secret", [office]),
            ("other-day", "The office's share of another day.", "wrong-secret", [keeper, tomorrow]),
            ("thrice", "A share twice.", "wrong-secret", [keeper, office, office]),
            ("not-reduced", "A number that is not below the order.", "malformed-secret", [unreduced, office]),
            ("zero", "Zeros.", "malformed-secret", [bytes(64).hex(), office]), ("short", "63 bytes.", "malformed-secret", [keeper[:-2], office])):
        to.bad("secret", name, comment, refusal, shares=shares, key=CAFE.key(TODAY).hex())

    keys = {"keys": KEYS}
    for place, name in ((SMALL, "degree-1"), (CAFE, "degree-2")):
        secret = little(*place.keeper.at(place.x(TODAY)))
        to.good("part", name, "What a keeper gives out for one day.", {"day": TODAY, "secret": secret.hex(), "name": place.details[1]},
                part=place.part(TODAY), share=place.answer(), **keys)
    first = (CAFE.claims[6] + 900 * 32) // DAY
    to.good("part", "first-day", "The day on which the poster began.", {
        "day": first, "secret": little(*CAFE.keeper.at(CAFE.x(first))).hex(), "name": "Café Nord"}, part=CAFE.part(first), share=CAFE.answer(), **keys)

    def bad(name, comment, refusal, part, share=None):
        to.bad("part", name, comment, refusal, part=part, share=share or CAFE.answer(), **keys)

    bad("day-before", "A day before the poster began.", "day-out-of-range", CAFE.part(first - 1))
    bad("day-after", "A day after its end.", "day-out-of-range", CAFE.part(TODAY + 302))
    bad("other-day", "The numbers of another day.", "wrong-share", CAFE.part(TODAY, secret=little(*CAFE.keeper.at(CAFE.x(TODAY - 1)))))
    bad("both", "Not the keeper's share but the sum.", "wrong-share", CAFE.part(TODAY, secret=little(*CAFE.secret(TODAY))))
    bad("other-poster", "The poster of another place.", "other-venue", CAFE.part(TODAY, poster=BAR.poster()))
    bad("altered-poster", "The poster with another name.", "bad-signature",
        CAFE.part(TODAY, poster=CAFE.poster({VENUE: CAFE.venue | {1: "Café Nora"}}, over=cbor(CAFE.claims))))
    bad("other-request", "The request of another place.", "other-request", CAFE.part(TODAY, request=BAR.request))
    bad("not-reduced", "A number that is not below the order.", "malformed-secret",
        CAFE.part(TODAY, secret=little(CAFE.keeper.at(CAFE.x(TODAY))[0] + L, CAFE.keeper.at(CAFE.x(TODAY))[1])))
    bad("trailing", "A byte too many.", "malformed-part", CAFE.part(TODAY) + b"\0")
    bad("day-text", "A day as a text.", "malformed-part", cbor([CAFE.poster(), CAFE.request, "2026-11-24", bytes(64)]))


def records(to):
    record, secret = CAFE.note(TODAY, 615, 40, "one"), little(*CAFE.secret(TODAY)).hex()
    e = little(number("visit one")).hex()
    to.good("note", "one", "A visit from 10:15, 40 minutes.", record.hex(), office="CN-HA", key=CAFE.key(TODAY).hex(), visit=[615, 40], e=e)
    to.good("note", "whole-day", "A whole day.", CAFE.note(TODAY, 0, 1440, "one").hex(), office="CN-HA", key=CAFE.key(TODAY).hex(), visit=[0, 1440], e=e)

    def tried(name, comment, result, secret=secret, record=record, office="CN-HA"):
        to.good("record", name, comment, result, office=office, record=record, secret=secret)

    tried("opened", "The opened day shows the visit.", [615, 40])
    tried("last-minute", "The last minute of the day.", [1439, 1], record=CAFE.note(TODAY, 1439, 1, "two"))
    tried("no-minutes", "A visit of no minutes: hours that cannot be.", [], record=CAFE.note(TODAY, 600, 0, "three"))
    tried("past-midnight", "A visit that outlasts its day: hours that cannot be.", [], record=CAFE.note(TODAY, 1400, 41, "four"))
    tried("other-office", "The list of another office does not open it, also with the right secret.", None, office="CN-HB")
    tried("keeper-alone", "The keeper's share does not open it.", None, little(*CAFE.keeper.at(CAFE.x(TODAY))).hex())
    tried("office-alone", "The office's share does not open it.", None, little(*CAFE.office.at(CAFE.x(TODAY))).hex())
    tried("other-day", "Another day of this place does not open it.", None, little(*CAFE.secret(TODAY + 1)).hex())
    tried("other-place", "The same day of another place does not open it.", None, little(*BAR.secret(TODAY)).hex())
    tried("first-polynomial", "One of the two numbers is another: not opened.", None, little(CAFE.secret(TODAY)[0], number("any")).hex())
    tried("dummy", "A record of no place.", None, record=dummies(144)[0])
    tried("sealed-altered", "A bit of what is sealed is another: no record of this day.", None, record=record[:-1] + bytes([record[-1] ^ 1]))
    tried("points-exchanged", "The two points exchanged.", None, record=record[32:64] + record[:32] + record[64:])

    def bad(name, comment, record):
        to.bad("record", name, comment, "malformed-record", office="CN-HA", record=record, secret=secret)

    bad("short", "83 bytes.", record[:-1])
    bad("long", "85 bytes.", record + b"\0")
    for name in ("not-canonical-4", "negative-1", "not-square-1", "negative-product-1", "y-zero", "small-order-8", "identity"):
        bad(f"first-{name}", "The first point is no element, or the identity.", bytes.fromhex(NO_ELEMENTS[name]) + record[32:])
        bad(f"second-{name}", "The second point is no element, or the identity.", record[:32] + bytes.fromhex(NO_ELEMENTS[name]) + record[64:])


def ordered(*notices):
    return sorted(notices, key=lambda n: (n[0], n[1]))


def lists(to):
    at = {"at": rfc3339(NOW), "keys": KEYS}
    one, three = [CAFE.notice(TODAY - 4)], ordered(CAFE.notice(TODAY - 4), BAR.notice(TODAY - 4), SMALL.notice(TODAY - 3))

    def good(name, comment, notices, members=None, **more):
        to.good("exposures", name, comment, len(notices), list=exposures(notices, members=members), **(at | more))

    def bad(name, comment, refusal, notices=one, members=None, list=None, **more):
        to.bad("exposures", name, comment, refusal, list=exposures(notices, members=members) if list is None else list, **(at | more))

    good("empty", "Nothing was opened.", [])
    good("one", "One notice.", one)
    good("three", "Three notices of two days.", three)
    good("log-size", "It names the size of the log.", one, {LOG_SIZE: 701})
    good("whole-day", "From the first minute to the last, the largest advice.", [CAFE.notice(TODAY - 4, 0, 1440, 255)])
    good("oldest", "31 days back, and a day ahead.", ordered(CAFE.notice(TODAY - 31), BAR.notice(TODAY + 1)))
    good("held", "The list that is stored was issued in this second.", one, held=rfc3339(NOW - 600))
    bad("wrong-days", "The later day comes first.", "wrong-order", three[::-1])
    bad("twice", "A notice twice.", "wrong-order", one * 2)
    bad("two-of-one-day", "One secret with two ranges of hours.", "wrong-order", [CAFE.notice(TODAY - 4), CAFE.notice(TODAY - 4, 0, 100)])
    bad("too-old", "A day 32 days back.", "day-out-of-range", [CAFE.notice(TODAY - 32)])
    bad("to-come", "A day two days ahead.", "day-out-of-range", [CAFE.notice(TODAY + 2)])
    secret = CAFE.secret(TODAY - 4)
    for name, comment, refusal, notice in (
            ("not-reduced", "A number that is not below the order.", "malformed-secret", [TODAY - 4, little(secret[0] + L, secret[1]), 0, 1, 0]),
            ("order", "A number that is the order.", "malformed-secret", [TODAY - 4, little(secret[0], L), 0, 1, 0]),
            ("zero-secret", "A secret of zeros.", "malformed-secret", [TODAY - 4, bytes(64), 0, 1, 0]),
            ("short-secret", "A secret of 32 bytes.", "malformed-secret", [TODAY - 4, little(secret[0]), 0, 1, 0]),
            ("no-hours", "It ends when it begins.", "malformed-notice", [TODAY - 4, little(*secret), 600, 600, 0]),
            ("minute-1441", "It ends after its day.", "malformed-notice", [TODAY - 4, little(*secret), 600, 1441, 0]),
            ("advice-256", "An advice that is none.", "malformed-notice", [TODAY - 4, little(*secret), 600, 700, 256]),
            ("four-members", "A notice without advice.", "malformed-notice", [TODAY - 4, little(*secret), 600, 700]),
            ("negative-day", "A day before 1970.", "malformed-notice", [-1, little(*secret), 600, 700, 0])):
        bad(name, comment, refusal, [notice])
    bad("no-notices", "Without notices.", "malformed-claims", members={NOTICES: MISSING})
    bad("notices-map", "Notices as a map.", "malformed-claims", members={NOTICES: {}})
    bad("other-member", "A member that is none.", "malformed-claims", members={5: NOW})
    bad("log-size-text", "The size of the log as a text.", "malformed-claims", members={LOG_SIZE: "701"})
    bad("other-authority", "The list of one authority, signed by another's key.", "issuer-mismatch", list=exposures(one, THEIRS))
    bad("licences-key", "Signed by the key that signs posters.", "wrong-use", list=exposures(one, LICENCES))
    bad("stranger", "Signed by a key that nobody lists.", "unknown-issuer", list=exposures(one, STRANGER))
    bad("altered", "The advice is another; the signature is the old one.", "bad-signature",
        list=signed(cbor({1: "CN-HA", 4: NOW + 7 * DAY, 6: NOW - 600, NOTICES: [CAFE.notice(TODAY - 4, advice=0)]}), OPENINGS, EXPOSURES,
                    over=cbor({1: "CN-HA", 4: NOW + 7 * DAY, 6: NOW - 600, NOTICES: one})))
    bad("trailing", "A byte too many.", "malformed-cbor", list=exposures(one) + b"\0")
    bad("truncated", "The last byte is missing.", "malformed-cbor", list=exposures(one)[:-1])
    bad("32-days", "Valid for a second more than 31 days.", "validity-too-long", members={4: NOW - 600 + 31 * DAY + 1})
    bad("ended", "It has ended.", "expired", at=rfc3339(NOW + 7 * DAY))
    bad("not-yet", "Issued 301 seconds ahead of this clock.", "not-yet-valid", at=rfc3339(NOW - 901))
    bad("older", "The list that is stored is newer.", "rollback", held=rfc3339(NOW - 599))
    bad("before-key", "Signed before its key began.", "before-key", keys=[listed(OPENINGS, "exposures", not_before=NOW)])
    bad("key-ended", "The key has ended.", "key-expired", keys=[listed(OPENINGS, "exposures", until=NOW)])

    notice = one[0]
    told_to = {"issuer": "CN-HA", "notice": cbor(notice), "keys": KEYS}
    to.good("opened", "one", "The entry that answers for a notice.", commitment("CN-HA", notice).hex(), entry=opened(notice), **told_to)

    def entry(name, comment, refusal, octets):
        to.bad("opened", name, comment, refusal, entry=octets, **told_to)

    entry("other-notice", "The entry of another notice.", "other-notice", opened(BAR.notice(TODAY - 4)))
    entry("other-hours", "The entry of this notice with other hours.", "other-notice", opened(CAFE.notice(TODAY - 4, 0, 1440)))
    entry("other-issuer", "An entry for another issuer.", "issuer-mismatch", opened(notice, members={3: "CN-HB"}))
    entry("kind-6", "An act of another kind.", "malformed-entry", opened(notice, members={1: 6}))
    entry("count", "A member that act 7 lacks.", "malformed-entry", opened(notice, members={12: 1}))
    entry("no-commitment", "Without a commitment.", "malformed-entry", opened(notice, members={2: MISSING}))
    entry("other-key", "It names another key than the one that signed.", "malformed-entry", opened(notice, members={4: LICENCES.kid}))
    entry("licences-key", "Signed by the key that signs posters.", "wrong-use", opened(notice, LICENCES))
    entry("altered", "The signature of another entry.", "bad-signature", opened(notice, over=b"\xa0"))
    entry("as-list", "Signed as an exposure list.", "malformed-entry", opened(notice, header=cbor({1: ED25519, 4: OPENINGS.kid, 16: EXPOSURES})))
    entry("key-ended", "It was made after its key ended.", "key-expired", opened(notice, members={10: NOW + 400 * DAY}))
    entry("trailing", "A byte too many.", "malformed-entry", opened(notice) + b"\0")


def diaries(to):
    day = TODAY - 4
    visits = {day: [CAFE.note(day, 615, 40, "diary one"), BAR.note(day, 660, 90, "diary two")], TODAY: [SMALL.note(TODAY, 30, 5, "diary three")]}
    plain, some = days_with({}), days_with(visits)
    busy = days_with({TODAY - 1: [CAFE.note(TODAY - 1, n, 1, "diary busy") for n in range(9)]})
    to.good("diary", "new", "A new diary: 16 days, and no visit.", 128, diary=diary(plain))
    to.good("diary", "visits", "Three visits, one of them today.", 128, diary=diary(some, [[TODAY, 1]]))
    to.good("diary", "busy", "Nine visits on a day: sixteen records of it.", 136, diary=diary(busy, [[TODAY - 1, 9]]))

    def bad(name, comment, refusal, octets):
        to.bad("diary", name, comment, refusal, diary=octets)

    whole = diary(some, [[TODAY, 1]])
    bad("truncated", "The last byte is missing.", "malformed-diary", whole[:-1])
    bad("trailing", "A byte too many.", "malformed-diary", whole + b"\0")
    at = whole.index(visits[day][0]) + 70
    bad("damaged", "A bit of a record is another.", "damaged-diary", whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
    bad("no-digest", "A digest of zeros.", "damaged-diary", diary(some, digest=bytes(32)))
    bad("counts-altered", "The number of today's visits is another.", "damaged-diary",
        cbor([some, [[TODAY, 2]], sha256(cbor(["hcode venue: diary", some, [[TODAY, 1]]])).digest()]))
    bad("days-exchanged", "Two days exchanged.", "wrong-order", diary(some[:3] + [some[4], some[3]] + some[5:]))
    bad("day-missing", "15 days.", "malformed-diary", diary(some[1:]))
    bad("day-gap", "A day is left out.", "wrong-order", diary([[some[0][0] - 1, some[0][1]]] + some[1:]))
    bad("seven-records", "Seven records on a day.", "malformed-diary", diary(some[:5] + [[some[5][0], some[5][1][:-84]]] + some[6:]))
    bad("no-records", "A day without records.", "malformed-diary", diary(some[:5] + [[some[5][0], b""]] + some[6:]))
    bad("count-of-the-past", "A number of visits of a day that is over.", "malformed-diary", diary(some, [[TODAY - 4, 2]]))
    bad("count-9", "More visits than records.", "malformed-diary", diary(some, [[TODAY, 9]]))
    wrong = bytes.fromhex(NO_ELEMENTS["identity"])
    bad("identity", "A record with the identity.", "malformed-record", diary(some[:5] + [[some[5][0], wrong + some[5][1][32:]]] + some[6:]))
    wrong = bytes.fromhex(NO_ELEMENTS["not-square-1"])
    bad("no-element", "A record with a point that is none.", "malformed-record",
        diary(some[:5] + [[some[5][0], some[5][1][:32] + wrong + some[5][1][64:]]] + some[6:]))

    def met(name, comment, result, notices, days=some):
        to.good("check", name, comment, result, diary=diary(days), list=exposures(ordered(*notices)), at=rfc3339(NOW), keys=KEYS)

    met("nothing", "Days of places that the diary does not know.", [], [CAFE.notice(day - 1), SMALL.notice(day)])
    met("one", "One visit of an opened day.", [[day, 615, 40, 2]], [CAFE.notice(day), SMALL.notice(day)])
    both = ordered(CAFE.notice(day), BAR.notice(day, advice=3))
    met("two", "Two places on one day, in the order of the list.", [[day, 615, 40, 2] if n[4] == 2 else [day, 660, 90, 3] for n in both], both)
    again = exposures([CAFE.notice(day, 0, 1440, 3)], THEIRS, members={1: "CN-HB"})
    to.good("check", "other-office", "Another office publishes the secret once more, with other advice: nothing is found.", [], diary=diary(some), list=again,
            at=rfc3339(NOW), keys=KEYS)
    met("hours-before", "The visit began when the hours ended.", [], [CAFE.notice(day, 500, 615)])
    met("hours-touch", "The visit's first minute is the last of the hours.", [[day, 615, 40, 2]], [CAFE.notice(day, 500, 616)])
    met("hours-after", "The hours began when the visit ended.", [], [CAFE.notice(day, 655, 700)])
    unclear = days_with({day: [CAFE.note(day, 1400, 41, "diary unclear")]})
    met("hours-unclear", "A record with hours that cannot be counts as the whole day.", [[day, 0, 1440, 2]], [CAFE.notice(day, 0, 1)], unclear)


def visits(to):
    """A diary that grows. Each record of no place is used once."""
    one, two = CAFE.note(TODAY, 615, 40, "grow one"), BAR.note(TODAY, 700, 20, "grow two")
    free = dummies(144)
    fresh = {TODAY - 14 + n: free[8 * n:8 * n + 8] for n in range(16)}

    def octets(days, counts):
        return diary([[day, b"".join(records)] for day, records in sorted(days.items())], [list(pair) for pair in sorted(counts.items())])

    def put(days, day, *records, at=0):
        return days | {day: days[day][:at] + list(records) + days[day][at + len(records):]}

    def good(name, comment, before, today, day, record, blanks, after):
        members = {} if before is None else {"diary": before}
        to.good("visit", name, comment, sha256(after).hexdigest(), **members, today=today, day=day, record=record, blanks=b"".join(blanks))

    first = put(fresh, TODAY, one)
    good("first", "The first visit makes the diary.", None, TODAY, TODAY, one, free[:128], octets(first, {TODAY: 1}))
    good("second", "The second visit of a day takes the second record's place.", octets(first, {TODAY: 1}), TODAY, TODAY, two, [],
         octets(put(first, TODAY, two, at=1), {TODAY: 2}))
    good("other-day", "A place whose day has begun already.", octets(first, {TODAY: 1}), TODAY, TODAY + 1, two, [],
         octets(put(first, TODAY + 1, two), {TODAY: 1, TODAY + 1: 1}))
    full = put(fresh, TODAY, *[one] * 8)
    good("ninth", "The ninth visit of a day brings eight records more.", octets(full, {TODAY: 8}), TODAY, TODAY, two, free[128:136],
         octets(full | {TODAY: full[TODAY] + [two] + free[129:136]}, {TODAY: 9}))
    later = {day: records for day, records in first.items() if day >= TODAY - 12} | {TODAY + 2: free[128:136], TODAY + 3: free[136:144]}
    good("two-days-later", "The number of a day that is over is forgotten, and two days leave the diary.", octets(first, {TODAY: 1}), TODAY + 2, TODAY + 2, two,
         free[128:144], octets(put(later, TODAY + 2, two), {TODAY + 2: 1}))
    month = {TODAY + 16 + n: free[8 * n:8 * n + 8] for n in range(16)}
    good("a-month-later", "Nothing of the old diary is left.", octets(first, {TODAY: 1}), TODAY + 30, TODAY + 30, two, free[:128],
         octets(put(month, TODAY + 30, two), {TODAY + 30: 1}))

    def bad(name, comment, refusal, before, today=TODAY, day=TODAY):
        to.bad("visit", name, comment, refusal, diary=before, today=today, day=day, record=two, blanks=b"")

    bad("too-many", "The 65th visit of a day.", "too-many-visits", octets(fresh | {TODAY: [one] * 64}, {TODAY: 64}))
    bad("of-yesterday-but-one", "A visit of the day before yesterday.", "day-out-of-range", octets(first, {TODAY: 1}), day=TODAY - 2)
    bad("to-come", "A visit of the day after tomorrow.", "day-out-of-range", octets(first, {TODAY: 1}), day=TODAY + 2)
    bad("clock-went-back", "The diary was written on a later day.", "clock", octets(first, {TODAY: 1}), TODAY - 1, TODAY - 1)
    bad("damaged", "The diary is damaged: nothing is written.", "damaged-diary", diary([[d, b"".join(r)] for d, r in sorted(first.items())], digest=bytes(32)))


def main():
    to = Writer()
    for part in (posters, set_up, days, records, lists, diaries, visits):
        part(to)
    write(root_of(sys.argv), "venue", to.cases)


if __name__ == "__main__":
    main()
