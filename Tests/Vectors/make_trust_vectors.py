#!/usr/bin/env python3
"""Writes the test vectors of trust lists: trust/good/NNN-name.json and trust/bad/NNN-name.json.

    python3 make_trust_vectors.py [folder]      (default: trust/ beside this file)

Written from docs/trust.md alone, with the CBOR writer and the keys of make_vectors.py, which are published: nobody may
ever trust them. Each run writes the same bytes. A bad list breaks one rule and is signed over its defect.
"""

import copy
import json
import sys
from base64 import b64encode, urlsafe_b64encode
from pathlib import Path

from make_vectors import (DAY, FALSE, HALF_ZERO, MISSING, NOW, NULL, Key, L, Pairs, Raw, Tag, cbor, container, data,
                          endless, nested, rfc3339, uint)

TYPE = "application/hcode-trust-list+cbor"
ED25519 = -19
ROOTS = sorted((Key(f"root {n}", "CN-HA", "Henan") for n in (1, 2, 3)), key=lambda k: k.x)
NEW_ROOTS = sorted((Key(f"new root {n}", "CN-HA", "Henan") for n in (1, 2)), key=lambda k: k.x)
THEIR_ROOTS = sorted((Key(f"their root {n}", "CN-HB", "Hubei") for n in (1, 2)), key=lambda k: k.x)
SNAPSHOT = Key("snapshot", "CN-HA", "Henan")
CODES, STATUS = sorted((Key(f"issuer key {n}", "CN-HA-ZZ", "Zhengzhou") for n in (1, 2)), key=lambda k: k.x)
MORE = sorted((Key(f"more {n}", "CN-HA-KF", "Kaifeng") for n in range(20)), key=lambda k: k.x)
STRANGER = Key("nobody's root", "CN-HA", "Henan")
WEAK = {"one": b"\x01" + bytes(31), "zero": bytes(32), "minus-one": b"\xec" + b"\xff" * 30 + b"\x7f",
        "order-8": bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        "not-canonical": b"\xee" + b"\xff" * 30 + b"\x7f"}


def role(threshold, keys):
    return [threshold, [k.x for k in keys]]


CODE_KEY = {1: CODES.x, 2: NOW - 100 * DAY, 3: NOW + 300 * DAY, 4: {1: [0, 1], 2: {1: 4320, 4: 0}, 3: 7 * DAY},
            5: "https://zz.example/codes"}
STATUS_KEY = {1: STATUS.x, 2: NOW - 100 * DAY, 3: NOW + 300 * DAY, 6: ["https://zz.example/codes"]}
ISSUER = {1: "CN-HA-ZZ", 2: {"en": "Zhengzhou", "zh": "郑州市卫健委"}, 3: [CODE_KEY, STATUS_KEY], 4: "tel 12345"}
OTHER_KEY = {1: MORE[0].x, 2: NOW - DAY, 3: NOW + DAY, 4: {1: [0], 2: {}}}
OTHER_ISSUER = {1: "CN-HA-KF", 2: {"en": "Kaifeng"}, 3: [OTHER_KEY]}
RECOGNITION = {1: "CN-HB", 2: {"en": "Hubei"}, 3: role(2, THEIR_ROOTS), 4: [0, 2], 5: {1: 2880}, 6: 1, 7: NOW + 200 * DAY}
BASE = {1: "CN-HA", 2: {"en": "Henan Health Commission", "zh": "河南省卫生健康委员会"}, 3: 5, 4: NOW - 600, 5: NOW + 30 * DAY,
        6: DAY, 7: role(2, ROOTS), 8: role(1, [SNAPSHOT]), 9: [OTHER_ISSUER, ISSUER], 10: [RECOGNITION],
        11: NOW + 400 * DAY}


def changed(*edits, base=BASE):
    """A deep copy with other members: changed((9, 1, 3, 0, 4, 1), [0]); MISSING takes one away."""
    made = copy.deepcopy(base)
    for path, value in zip(edits[::2], edits[1::2]):
        path = path if isinstance(path, tuple) else (path,)
        place = made
        for step in path[:-1]:
            place = place[step]
        if value is MISSING:
            del place[path[-1]]
        else:
            place[path[-1]] = value
    return made


def body_header(type=TYPE):
    return cbor({16: type})


def signer_header(key):
    return cbor({1: ED25519, 4: key.kid})


def signature(key, payload, *, body=None, header=None, context="Signature", aad=b""):
    """RFC 9052 §4.4."""
    return key.sign(cbor([context, body_header() if body is None else body,
                          signer_header(key) if header is None else header, aad, payload]))


def entry(key, payload, *, header=None, sign=None, **how):
    header = signer_header(key) if header is None else header
    made = sign(key, payload) if sign else signature(key, payload, header=header, **how)
    return [header, {}, made]


def file(list_=None, signers=ROOTS[:2], *, payload=None, body=None, entries=None, build=None, **how):
    """A signed list; `build(body, payload, entries)` makes another outer item."""
    payload = cbor(BASE if list_ is None else list_) if payload is None else payload
    body = body_header() if body is None else body
    if entries is None:
        entries = [entry(k, payload, body=body, **how) for k in sorted(signers, key=lambda k: k.kid)]
    return cbor(build(body, payload, entries) if build else Tag(98, [body, {}, payload, entries]))


CASES = {"good": [], "bad": []}


def case(folder, name, comment, octets, expect, held=(), roots=ROOTS, at=NOW):
    CASES[folder].append((name, {
        "comment": comment, "file": b64encode(octets).decode(),
        **({"held": [b64encode(h).decode() for h in held]} if held else {}),
        "roots": [urlsafe_b64encode(k.x).decode().rstrip("=") for k in roots], "at": rfc3339(at), "expect": expect}))


def good(name, comment, octets, **how):
    case("good", name, comment, octets, "accepted", **how)


def bad(name, comment, octets, expect="malformed-list", **how):
    case("bad", name, comment, octets, expect, **how)


def payload(name, comment, *edits):
    """The list with a defect, signed as it should be."""
    bad(name, comment, file(changed(*edits)))


# ---------------------------------------------------------------- good


def good_lists():
    good("whole", "Everything that a list may say.", file())
    least = {k: BASE[k] for k in (1, 2, 3, 4, 5, 6, 7)} | {9: []}
    good("least", "No issuers, no more than has to be there.", file(least))
    good("all-signed", "Signed by three where two are enough.", file(signers=ROOTS))
    good("stranger-too", "A signature of a key that is no root key counts for nothing and does no harm.",
         file(signers=[*ROOTS[:2], STRANGER]))
    payload_bytes = cbor(BASE)
    entries = sorted([entry(k, payload_bytes) for k in ROOTS[:2]]
                     + [entry(ROOTS[2], payload_bytes, sign=lambda *_: bytes(64))], key=lambda e: e[0][-8:])
    good("false-too", "A false signature of the third key beside two good ones.", file(entries=entries))
    good("16-of-16", "Sixteen root keys, all have to sign.",
         file(changed(7, role(16, MORE[4:20])), MORE[4:20]), roots=MORE[4:5])
    good("version-1", "The first version.", file(changed(3, 1)))
    good("version-last", "The last version, 2^53 - 1.", file(changed(3, 2 ** 53 - 1)))
    good("names-16", "Sixteen languages.", file(changed(2, {f"a{chr(97 + n)}": "n" for n in range(16)})))
    good("name-96", "A name of 96 bytes in a language with subtags.", file(changed(2, {"zh-Hans-CN": "名" * 32})))
    good("appeal-200", "An appeal of 200 bytes.", file(changed((9, 1, 4), "x" * 200)))
    good("uri-255", "A status list named by 255 characters.",
         file(changed((9, 1, 3, 0, 5), "x" * 255, (9, 1, 3, 1, 6), ["x" * 255])))
    good("issued-300", "Issued 300 seconds ahead of the clock.", file(changed(4, NOW + 300)))
    good("last-second", "The last second before the end.", file(), at=NOW + 30 * DAY - 1)
    good("same-again", "The list that is held.", file(signers=ROOTS[1:]), held=[file()])
    good("next", "The next version over the one held.", file(changed(3, 6)), held=[file()])
    good("skips", "A version may be left out.", file(changed(3, 60)), held=[file()])
    rotated = changed(3, 6, 7, role(2, NEW_ROOTS))
    good("rotation", "New root keys, signed by the old and the new.", file(rotated, ROOTS[:2] + NEW_ROOTS), held=[file()])
    good("rotation-two", "Two changes of root keys, one after the other.",
         file(changed(3, 7, 7, role(1, [STRANGER])), [*NEW_ROOTS, STRANGER]),
         held=[file(), file(rotated, ROOTS[:2] + NEW_ROOTS)])
    good("ended-between", "A list that has ended may be the step between two sets of root keys.",
         file(rotated, ROOTS[:2] + NEW_ROOTS), held=[file(changed(5, NOW - 1))])
    theirs = {k: BASE[k] for k in (2, 3, 4, 5, 6)} | {1: "CN-HB", 7: role(2, THEIR_ROOTS), 9: []}
    good("recognised", "The first list of an authority that is recognised by these root keys.",
         file(theirs, THEIR_ROOTS), held=[file()])


# ---------------------------------------------------------------- bad: the file


def bad_files():
    whole = file()
    bad("empty", "No bytes.", b"")
    bad("cut", "The last byte is missing.", whole[:-1])
    bad("trailing", "A byte behind the file.", whole + b"\x00")
    bad("untagged", "No tag.", file(build=lambda b, p, e: [b, {}, p, e]))
    bad("tag-18", "The tag of COSE_Sign1.", file(build=lambda b, p, e: Tag(18, [b, {}, p, e])))
    bad("tag-long", "The tag in two bytes more than it takes.", b"\xda\x00\x00\x00\x62" + whole[2:])
    bad("array-3", "No signatures member.", file(build=lambda b, p, e: Tag(98, [b, {}, p])))
    bad("array-5", "A fifth member.", file(build=lambda b, p, e: Tag(98, [b, {}, p, e, 0])))
    bad("array-endless", "An array of indefinite length.",
        file(build=lambda b, p, e: Tag(98, endless(4, [b, {}, p, e]))))
    bad("array-long", "The array's length in a byte more.",
        file(build=lambda b, p, e: Tag(98, container(4, [b, {}, p, e], 1))))
    bad("unprotected", "A label in the unprotected header.",
        file(build=lambda b, p, e: Tag(98, [b, {4: b"x"}, p, e])))
    bad("payload-text", "The payload is no byte string.", file(build=lambda b, p, e: Tag(98, [b, {}, 1, e])))
    bad("payload-detached", "A detached payload.", file(build=lambda b, p, e: Tag(98, [b, {}, NULL, e])))
    bad("signatures-map", "The signatures are no array.", file(build=lambda b, p, e: Tag(98, [b, {}, p, {}])))
    bad("type-other", "The type of a status list, signed so.", file(body=body_header("application/statuslist+cwt")))
    bad("type-missing", "An empty header, signed so.", file(body=b""))
    bad("type-empty-map", "A header of an empty map, signed so.", file(body=cbor({})))
    bad("type-number", "The type as a number, signed so.", file(body=cbor({16: 60})))
    bad("body-label", "A label in the header that is not known, signed so.", file(body=cbor({3: 0, 16: TYPE})))
    bad("body-crit", "A critical label, signed so.", file(body=cbor({2: [16], 16: TYPE})))
    bad("body-text-long", "The type's length in a byte more than it takes.",
        file(body=cbor(Pairs([(16, data(TYPE, 2))]))))


def bad_signatures():
    octets = cbor(BASE)
    two = sorted(ROOTS[:2], key=lambda k: k.kid)

    def headers(name, comment, header):
        bad(name, comment, file(entries=[entry(two[0], octets, header=header), entry(two[1], octets)]))

    headers("alg-8", "The algorithm -8, EdDSA, in the place of -19.", cbor({1: -8, 4: two[0].kid}))
    headers("alg-missing", "No algorithm.", cbor({4: two[0].kid}))
    headers("kid-missing", "No key id.", cbor({1: ED25519}))
    headers("kid-7", "A key id of 7 bytes.", cbor({1: ED25519, 4: two[0].kid[:7]}))
    headers("kid-text", "A key id that is text.", cbor({1: ED25519, 4: two[0].kid.hex()[:8]}))
    headers("signer-type", "A type in a signature's header.", cbor({1: ED25519, 4: two[0].kid, 16: TYPE}))
    headers("signer-order", "The header's labels out of order.", cbor(Pairs([(4, two[0].kid), (1, ED25519)])))
    first, second = (entry(k, octets) for k in two)
    bad("entry-2", "A signature of two members.", file(entries=[first[:2], second]))
    bad("entry-unprotected", "A label in a signature's unprotected header.",
        file(entries=[[first[0], {4: b"x"}, first[2]], second]))
    bad("signature-63", "A signature of 63 bytes.", file(entries=[[first[0], {}, first[2][:63]], second]))
    bad("signature-65", "A signature of 65 bytes.", file(entries=[[first[0], {}, first[2] + b"\x00"], second]))
    bad("signer-twice", "Two signatures under one key id.", file(entries=[first, first, second]))
    bad("signers-order", "The signatures in another order than that of the key ids.", file(entries=[second, first]))
    bad("signatures-33", "33 signatures, 31 of them of strangers.",
        file(entries=sorted([first, second, *(entry(Key(f"s{n}", "X", "x"), octets) for n in range(31))],
                            key=lambda e: e[0][-8:])))

    def under(name, comment, octets):
        bad(name, comment, octets, "under-signed")

    under("unsigned", "Nobody signed.", file(signers=[]))
    under("one-of-two", "One signature, and two are needed.", file(signers=ROOTS[:1]))
    under("strangers", "One root key and three strangers.", file(signers=[ROOTS[0], STRANGER, *NEW_ROOTS]))
    under("issuer-signs", "An issuer's key signs the list.", file(signers=[ROOTS[0], CODES]))
    under("snapshot-signs", "A snapshot key signs the list.", file(signers=[ROOTS[0], SNAPSHOT]))
    under("context-sign1", "Signed as COSE_Sign1 is.", file(context="Signature1"))
    under("external-data", "Signed with external data.", file(aad=b"x"))
    under("body-type", "Signed under the type of a bundle's snapshot.",
          file(entries=[entry(k, octets, body=body_header("application/hcode-snapshot+cbor")) for k in two]))
    other = cbor(changed(3, 6))
    under("other-list", "The signatures of another list.", file(entries=[entry(k, other) for k in two]))
    under("wrong-key", "One root key signs under another's key id.",
          file(entries=[first, entry(two[0], octets, header=signer_header(two[1]))]))
    under("bit-flipped", "One bit of a signature is another.",
          file(entries=[first, [second[0], {}, bytes([second[2][0] ^ 1]) + second[2][1:]]]))
    s = int.from_bytes(second[2][32:], "little") + L
    under("not-canonical", "The scalar of a signature plus the group's order (RFC 8032 §5.1.7).",
          file(entries=[first, [second[0], {}, second[2][:32] + s.to_bytes(32, "little")]]))
    under("zeros", "A signature of zeros.", file(entries=[first, [second[0], {}, bytes(64)]]))


# ---------------------------------------------------------------- bad: the list


def bad_encoding():
    def raw(name, comment, octets):
        bad(name, comment, file(payload=octets))

    raw("payload-empty", "An empty payload.", b"")
    raw("payload-array", "The payload is an array.", cbor([1]))
    raw("payload-tagged", "The payload is tagged.", cbor(Tag(55799, BASE)))
    raw("payload-trailing", "A byte behind the payload's item.", cbor(BASE) + b"\x00")
    raw("payload-order", "The members out of order.", cbor(Pairs(reversed(sorted(BASE.items())))))
    raw("member-twice", "The version twice.", cbor(Pairs([(1, "CN-HA"), *sorted(BASE.items())[1:3], (3, 6), *sorted(BASE.items())[3:]])))
    raw("version-long", "The version in more bytes than it takes.", cbor(changed(3, uint(5, 1))))
    raw("version-float", "The version as a float.", cbor(changed(3, HALF_ZERO)))
    raw("sunset-false", "A boolean.", cbor(changed(11, FALSE)))
    raw("name-chunks", "A name in chunks.", cbor(changed((2, "en"), endless(3, ["Hen", "an"]))))
    raw("utf-8", "A name that is not UTF-8.", cbor(changed((2, "en"), Raw(b"\x62\xff\xfe"))))
    raw("deep", "Arrays nested too deeply.", cbor(changed(9, nested(40))))
    raw("count", "An array that says it has 2^32 elements.", cbor(changed(9, Raw(b"\x9b\x00\x00\x00\x01\x00\x00\x00\x00"))))


def bad_members():
    for number, what in [(1, "authority"), (2, "names"), (3, "version"), (4, "time of issue"), (5, "end"), (6, "ttl"),
                         (7, "root keys"), (9, "issuers")]:
        payload(f"missing-{number}", f"No {what}.", number, MISSING)
    payload("unknown-member", "A member that is not known.", 12, 0)
    payload("unknown-text", "A member of a text's name.", "version", 5)
    payload("authority-space", "An identifier with a space.", 1, "CN HA")
    payload("authority-33", "An identifier of 33 characters.", 1, "x" * 33)
    payload("authority-bytes", "An identifier that is bytes.", 1, b"CN-HA")
    payload("version-0", "Version 0.", 3, 0)
    payload("version-2-53", "Version 2^53.", 3, 2 ** 53)
    payload("version-negative", "A negative version.", 3, -1)
    payload("version-text", "The version as text.", 3, "5")
    payload("issued-negative", "Issued before 1970.", 4, -1)
    payload("expires-10000", "Ends in the year 10000.", 5, 253402300800)
    payload("expires-issued", "Ends when it is issued.", 5, NOW - 600)
    payload("ttl-text", "The ttl as text.", 6, "24h")
    payload("sunset-text", "The sunset as text.", 11, "2027-01-01T00:00:00Z")
    payload("names-none", "Names in no language.", 2, {})
    payload("names-17", "Seventeen languages.", 2, {f"a{chr(97 + n)}": "n" for n in range(17)})
    payload("names-array", "Names that are no map.", 2, ["Henan"])
    payload("language-upper", "A language in capitals.", 2, {"EN": "Henan"})
    payload("language-1", "A language of one letter.", 2, {"e": "Henan"})
    payload("language-end", "A language that ends with a hyphen.", 2, {"en-": "Henan"})
    payload("language-script", "A subtag of letters that are not ASCII.", 2, {"en-ê": "Henan"})
    payload("language-number", "A language that is a number.", 2, {1: "Henan"})
    payload("name-empty", "An empty name.", (2, "en"), "")
    payload("name-97", "A name of 97 bytes.", (2, "en"), "x" * 97)
    payload("name-blank", "A name that begins with a space.", (2, "en"), " Henan")
    payload("name-bidi", "A name that turns the reading direction.", (2, "en"), "Henan\u202e")
    payload("name-escape", "A name with a terminal's escape.", (2, "en"), "\x1b[2JHenan")
    payload("name-bytes", "A name that is bytes.", (2, "en"), b"Henan")


def bad_roles():
    xs = [k.x for k in ROOTS]
    payload("threshold-0", "A threshold of 0.", (7, 0), 0)
    payload("threshold-4", "A threshold of 4 for 3 keys.", (7, 0), 4)
    payload("threshold-negative", "A negative threshold.", (7, 0), -1)
    payload("threshold-2-64", "A threshold of 2^64 - 1.", (7, 0), 2 ** 64 - 1)
    payload("role-flat", "A role that is a list of keys.", 7, xs)
    payload("role-3", "A role of three members.", 7, [2, xs, 0])
    payload("roots-none", "No root keys.", 7, [1, []])
    bad("roots-17", "Seventeen root keys.", file(changed(7, role(1, MORE[1:18])), MORE[1:2]), roots=MORE[1:2])
    payload("roots-order", "The root keys out of order.", 7, [2, xs[::-1]])
    payload("root-twice", "One root key twice.", 7, [2, [xs[0], xs[0], xs[1]]])
    payload("root-31", "A root key of 31 bytes.", 7, [2, [xs[0], xs[1], xs[2][:31]]])
    for name, point in WEAK.items():
        payload(f"root-weak-{name}", "A point of small order or in a false spelling as a root key.", 7,
                [2, sorted([*xs, point])])
    payload("key-weak", "A point of small order as an issuer's key.", 9,
            [{1: "CN-HA-ZZ", 2: {"en": "Z"}, 3: [CODE_KEY | {1: WEAK["order-8"]}]}])
    payload("snapshot-weak", "A point of small order as a snapshot key.", 8, [1, [WEAK["one"]]])
    payload("snapshot-none", "A snapshot role without keys.", 8, [1, []])
    payload("snapshot-root", "A root key that signs bundles too.", 8, role(1, ROOTS[:1]))


def bad_issuers():
    key, status = (9, 1, 3, 0), (9, 1, 3, 1)
    payload("issuers-order", "The issuers out of order.", 9, [ISSUER, OTHER_ISSUER])
    payload("issuer-twice", "An issuer twice.", 9, [ISSUER, ISSUER | {3: [OTHER_KEY]}])
    payload("issuer-array", "An issuer that is an array.", 9, [[1]])
    payload("issuer-unknown", "A member of an issuer that is not known.", (9, 1, 6), 0)
    payload("issuer-id", "An issuer's identifier that begins with a hyphen.", (9, 0, 1), "-KF")
    payload("issuer-names", "An issuer without names.", (9, 1, 2), MISSING)
    payload("issuer-no-keys", "An issuer without keys.", (9, 1, 3), [])
    payload("appeal-empty", "An empty appeal.", (9, 1, 4), "")
    payload("appeal-201", "An appeal of 201 bytes.", (9, 1, 4), "x" * 201)
    payload("appeal-newline", "An appeal of two lines.", (9, 1, 4), "a\nb")
    payload("keys-order", "The keys of an issuer out of order.", (9, 1, 3), [STATUS_KEY, CODE_KEY])
    payload("key-twice", "A key of two issuers.", (9, 0, 3), [CODE_KEY | {5: "x"}])
    payload("key-twice-here", "A key twice in one issuer.", (9, 0, 3), [OTHER_KEY, OTHER_KEY])
    payload("key-root", "A root key that signs codes.", (9, 0, 3, 0, 1), ROOTS[0].x)
    payload("key-snapshot", "A snapshot key that signs codes.", (9, 0, 3, 0, 1), SNAPSHOT.x)
    payload("key-unknown", "A member of a key that is not known.", (*key, 7), 0)
    payload("key-no-until", "A key without an end.", (*key, 3), MISSING)
    payload("key-until", "A key that ends when it begins.", (*key, 3), NOW - 100 * DAY)
    payload("key-no-purpose", "A key without a purpose.", (*key, 4), MISSING, (*key, 5), MISSING)
    payload("key-two-purposes", "A key for codes and for status lists.", (*key, 6), ["x"])
    payload("status-key-list", "A status key with a status list of its own.", (*status, 5), "x")
    payload("status-none", "A status key for no list.", (*status, 6), [])
    payload("status-65", "A status key for 65 lists.", (*status, 6), [f"x{n}" for n in range(65)])
    payload("status-twice", "A status key that names a list twice.", (*status, 6), ["x", "x"])
    payload("uri-empty", "A status list without a name.", (*key, 5), "")
    payload("uri-space", "A status list's name with a space.", (*key, 5), "https://zz.example/a b")
    payload("uri-256", "A status list's name of 256 characters.", (*key, 5), "x" * 256)
    payload("uri-letters", "A status list's name that is not ASCII.", (*key, 5), "https://河南")
    payload("uri-shared", "One status list of two keys.", (9, 0, 3, 0, 5), "https://zz.example/codes")
    grant = (*key, 4)
    payload("grant-nothing", "A grant of no colour.", (*grant, 1), [])
    payload("grant-status-3", "A colour that is none.", (*grant, 1), [0, 3])
    payload("grant-order", "Colours out of order.", (*grant, 1), [1, 0])
    payload("grant-twice", "A colour twice.", (*grant, 1), [0, 0])
    payload("grant-word", "A colour as a word.", (*grant, 1), ["green"])
    payload("grant-no-evidence", "A grant that does not say which evidence.", (*grant, 2), MISSING)
    payload("grant-kind-0", "Evidence of kind 0.", (*grant, 2), {0: 60})
    payload("grant-kind-6", "Evidence of kind 6.", (*grant, 2), {6: 60})
    payload("grant-age-text", "An age as text.", (*grant, 2), {1: "72h"})
    payload("grant-age-negative", "A negative age.", (*grant, 2), {1: -1})
    payload("grant-unknown", "A member of a grant that is not known.", (*grant, 4), 0)
    payload("grant-validity-text", "A validity as text.", (*grant, 3), "7d")


def bad_recognitions():
    other = RECOGNITION | {1: "CN-GD", 3: role(1, NEW_ROOTS)}
    payload("recognitions-none", "A member of recognitions with none.", 10, [])
    payload("recognitions-order", "Recognitions out of order.", 10, [RECOGNITION, other])
    payload("recognition-twice", "An authority recognised twice.", 10, [RECOGNITION, RECOGNITION])
    payload("recognises-itself", "An authority recognises itself.", (10, 0, 1), "CN-HA")
    payload("recognition-unknown", "A member that is not known.", (10, 0, 8), 0)
    payload("recognition-no-roots", "No root keys.", (10, 0, 3), MISSING)
    payload("recognition-threshold", "A threshold that cannot be met.", (10, 0, 3, 0), 3)
    payload("recognition-weak", "A point of small order among its root keys.", (10, 0, 3, 1), [WEAK["order-8"]], (10, 0, 3, 0), 1)
    payload("recognition-no-status", "No colour counts.", (10, 0, 4), [])
    payload("recognition-empty-condition", "A condition of no evidence.", (10, 0, 5), {}, (10, 0, 6), MISSING)
    payload("recognition-otherwise", "An 'otherwise' without a condition.", (10, 0, 5), MISSING)
    payload("recognition-otherwise-0", "An 'otherwise' of 0.", (10, 0, 6), 0)
    payload("recognition-otherwise-2", "An 'otherwise' of 2.", (10, 0, 6), 2)
    payload("recognition-sunset", "A sunset that is no time.", (10, 0, 7), -1)


# ---------------------------------------------------------------- bad: what is held, and the clock


def bad_takings():
    held = [file()]

    def refused(name, comment, expect, octets, **how):
        bad(name, comment, octets, expect, **({"held": held} | how))

    refused("rollback", "An older version than the one held.", "rollback", file(changed(3, 4)))
    refused("rollback-newer-time", "An older version, issued later.", "rollback", file(changed(3, 4, 4, NOW - 1)))
    refused("equivocation", "The version that is held, with another ttl.", "equivocation", file(changed(6, 7200)))
    refused("equivocation-all", "The same, signed by every root key.", "equivocation", file(changed(6, 7200), ROOTS))
    new = changed(3, 6, 7, role(2, NEW_ROOTS))
    refused("roots-new-only", "New root keys, signed by them alone.", "unsigned-root-change", file(new, NEW_ROOTS))
    refused("roots-one-old", "New root keys, signed by them and by one of the two old that it takes.",
            "unsigned-root-change", file(new, [*NEW_ROOTS, ROOTS[0]]))
    refused("roots-old-only", "New root keys, signed by the old alone.", "under-signed", file(new, ROOTS))
    refused("roots-one-new", "New root keys, signed by the old and one of the new.", "under-signed",
            file(new, [*ROOTS, NEW_ROOTS[0]]))
    refused("threshold-lowered", "The threshold lowered to one, signed by one.", "unsigned-root-change",
            file(changed(3, 6, (7, 0), 1), ROOTS[:1]))
    refused("roots-pinned-no-way-around", "New root keys that are pinned do not replace the old without their signatures.",
            "unsigned-root-change", file(new, NEW_ROOTS), roots=[*ROOTS, *NEW_ROOTS])
    refused("rotation-skipped", "The list between two sets of root keys was left out.", "unsigned-root-change",
            file(changed(3, 8, 7, role(1, [STRANGER])), [*NEW_ROOTS, STRANGER]))
    refused("unknown-authority", "A list of an authority that nobody vouches for.", "unknown-authority",
            file(changed(1, "CN-GD", 7, role(2, NEW_ROOTS)), NEW_ROOTS))
    bad("not-pinned", "The first list, and none of its root keys is pinned.", file(), "unknown-authority", roots=[STRANGER])
    bad("pinned-not-signing", "The pinned root key is in the list and did not sign.", file(signers=ROOTS[1:]),
        "unknown-authority", roots=ROOTS[:1])
    theirs = {k: BASE[k] for k in (2, 3, 4, 5, 6)} | {1: "CN-HB", 9: []}
    refused("recognised-other-roots", "A recognised authority under root keys that nobody recognised.", "unknown-authority",
            file(theirs | {7: role(2, NEW_ROOTS)}, NEW_ROOTS))
    refused("recognised-one-signs", "A recognised authority lowers its threshold before its first list.",
            "unknown-authority", file(theirs | {7: role(1, THEIR_ROOTS)}, THEIR_ROOTS[:1]))
    bad("issued-301", "Issued 301 seconds ahead of the clock.", file(changed(4, NOW + 301)), "not-yet-issued")
    refused("issued-year", "A version issued a year ahead.", "not-yet-issued",
            file(changed(3, 6, 4, NOW + 365 * DAY, 5, NOW + 400 * DAY)))
    bad("expired-second", "The exact second of its end.", file(), "expired", at=NOW + 30 * DAY)
    bad("expired-year", "A list of a year ago.", file(), "expired", at=NOW + 365 * DAY)
    refused("expired-next", "The next version, past its end.", "expired", file(changed(3, 6)), at=NOW + 31 * DAY)


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "trust"
    for fill in (good_lists, bad_files, bad_signatures, bad_encoding, bad_members, bad_roles, bad_issuers,
                 bad_recognitions, bad_takings):
        fill()
    for folder, cases in CASES.items():
        names = [name for name, _ in cases]
        assert len(names) == len(set(names)), sorted(n for n in names if names.count(n) > 1)
        target = root / folder
        target.mkdir(parents=True, exist_ok=True)
        for old in target.glob("[0-9][0-9][0-9]-*.json"):
            old.unlink()
        for number, (name, made) in enumerate(cases, 1):
            body = json.dumps(made, indent=2, ensure_ascii=True) + "\n"
            (target / f"{number:03}-{name}.json").write_text(body, encoding="ascii", newline="\n")
        print(f"{len(cases)} {folder}")


if __name__ == "__main__":
    main()
