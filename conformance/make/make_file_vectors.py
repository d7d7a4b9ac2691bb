#!/usr/bin/env python3
"""Writes the vectors of what a store takes beside trust lists, and of what a log shows: status/, deltas/, bundles/, logs/, proofs/, rules/.

    python3 make_file_vectors.py [folder]      (default: the folder above this file's)

Written from docs/trust.md, docs/log.md and docs/rules.md. A bad file breaks one rule and is signed over its defect. Each run writes the same bytes.
The keys are published: nobody may ever trust them.
"""

import sys
import zlib
from base64 import b64encode, urlsafe_b64encode
from hashlib import sha256

from authority import (DAY, HOUR, NOW, SNAPSHOT, STATUS_DELTA, STATUS_LIST, TRUST_LIST, Authority, Key, Tag, bits, cbor, code_key, codes, cose_sign1,
                       listed, recognised, status_key)
from make_act_vectors import ISSUED, path, signed, tree
from make_vectors import NULL, Pairs, plus_order, rfc3339, root_of, uint, write

AT = rfc3339(NOW)


def text(octets):
    return b64encode(octets).decode()


def roots(*authorities):
    return [urlsafe_b64encode(k.x).decode().rstrip("=") for a in authorities for k in a.roots]


class Cases:
    """The vectors of a folder of files that are taken."""

    def __init__(self, authority, *held):
        self.cases, self.authority, self.held = {"good": [], "bad": []}, authority, held

    def add(self, side, name, comment, octets, outcome, held, at):
        held = [*self.held] if held is None else held
        members = {"held": [text(h) for h in held]} if held else {}
        self.cases[side].append((name, {"comment": comment, "file": text(octets), **members, "roots": roots(self.authority), "at": at,
                                        "expect": {"outcome": outcome}}))

    def good(self, name, comment, octets, held=None, at=AT):
        self.add("good", name, comment, octets, "accepted", held, at)

    def bad(self, name, comment, outcome, octets, held=None, at=AT):
        self.add("bad", name, comment, octets, outcome, held, at)


# ---------------------------------------------------------------- status lists, trust.md §4.2 and §5

A = Authority("CN-HA")
STRANGER = Key("status stranger", "CN-HA", "nobody")
LIST = A.list(issuers=A.with_status())
BASE = {2: A.uri, 4: NOW + 7 * DAY, 6: NOW - HOUR, 65534: DAY, 65533: {"bits": 2, "lst": zlib.compress(bits({}, 4096), 9)}}


def status_of(changes=None, key=A.status, type_=STATUS_LIST, **more):
    """A status list with other members; None takes one away."""
    made = {k: v for k, v in (BASE | (changes or {})).items() if v is not None}
    return cose_sign1(cbor(made) if not more else more["payload"], key, type_)


def compressed(octets):
    return {65533: {"bits": 2, "lst": octets}}


def status_lists():
    to = Cases(A, LIST)
    whole = A.status_list({7: 1, 8: 2, 9: 3})
    to.good("first", "The first list of this name.", whole)
    to.good("stored", "A zlib stream that stores and does not compress.", status_of(compressed(zlib.compress(bits({}, 4096), 0))))
    to.good("one-byte", "A list of four codes.", A.status_list(size=4))
    to.good("next", "A later list in which a code is graver.", A.status_list({7: 1}, issued=NOW - 60), [LIST, A.status_list()])
    to.good("same-again", "The list that is held.", whole, [LIST, whole])
    to.good("31-days", "It counts for 31 days.", A.status_list(expires=NOW - HOUR + 31 * DAY))
    to.good("issued-300", "Issued 300 seconds ahead of the clock.", A.status_list(issued=NOW + 300))
    to.good("log-size", "It names the size of a log.", status_of({-65540: 3}))
    to.good("better-with-log", "A code is better, and the list names at least the log size of the one before.",
            status_of({-65540: 3, 6: NOW - 60}), [LIST, status_of({-65540: 3} | compressed(zlib.compress(bits({7: 1}, 4096))))])
    bad = to.bad
    bad("cut", "The last byte is missing.", "malformed-list", whole[:-1])
    bad("trailing", "A byte behind the file.", "malformed-list", whole + b"\0")
    bad("type", "The type of a trust list, signed so.", "malformed-list", status_of(type_=TRUST_LIST))
    for number, what in ((2, "name"), (4, "end"), (6, "time of issue"), (65534, "time to live"), (65533, "list")):
        bad(f"without-{number}", f"No {what}.", "malformed-list", status_of({number: None}))
    bad("unknown-claim", "A claim that is not known.", "malformed-list", status_of({7: b"x"}))
    bad("bits-1", "One bit a code.", "malformed-list", status_of({65533: {"bits": 1, "lst": BASE[65533]["lst"]}}))
    bad("bits-8", "Eight bits a code.", "malformed-list", status_of({65533: {"bits": 8, "lst": BASE[65533]["lst"]}}))
    bad("list-more", "A member beside bits and lst.", "malformed-list", status_of({65533: BASE[65533] | {"aggregation_uri": "x"}}))
    bad("ends-at-issue", "It ends when it is issued.", "malformed-list", status_of({4: NOW - HOUR}))
    bad("time-long", "A time in more bytes than it takes.", "malformed-list", status_of({6: uint(NOW - HOUR, 8)}))
    bad("unsorted", "The claims out of order.", "malformed-list", status_of(payload=cbor(Pairs(reversed(list(BASE.items()))))))
    bad("uri-space", "A name with a space.", "malformed-list", status_of({2: A.uri + " "}))
    bad("stranger", "A key that the trust list does not name signs.", "unknown-signer", A.status_list(key=STRANGER))
    bad("code-key", "The key of the codes signs the list.", "unknown-signer", A.status_list(key=A.codes))
    bad("other-uri", "The status key signs a list that is not its own.", "unknown-signer", A.status_list(uri="https://other.example/status"))
    flipped = bytearray(whole)
    flipped[-1] ^= 1
    bad("bit", "A bit of the signature is flipped.", "bad-signature", bytes(flipped))
    bad("payload-bit", "A bit of the time to live is flipped.", "bad-signature", whole[:-67] + bytes([whole[-67] ^ 1]) + whole[-66:])
    s = plus_order(A.status, codes.sig_structure(cbor({1: -19, 4: A.status.kid, 16: STATUS_LIST}), cbor(BASE)))
    bad("s-plus-l", "The scalar of the signature plus the group's order.", "bad-signature", status_of()[:-64] + s)
    good = zlib.compress(bits({}, 4096), 9)
    bad("no-zlib", "The list is not compressed.", "malformed-list", status_of(compressed(bits({}, 4096))))
    bad("zlib-checksum", "The checksum of the stream is another's.", "malformed-list", status_of(compressed(good[:-1] + bytes([good[-1] ^ 1]))))
    bad("zlib-cut", "The stream is cut.", "malformed-list", status_of(compressed(good[:-5])))
    bad("zlib-trailing", "A byte behind the stream.", "malformed-list", status_of(compressed(good + b"\0")))
    bad("zlib-twice", "Two streams.", "malformed-list", status_of(compressed(good * 2)))
    dictionary = zlib.compressobj(9, zdict=b"\0\0\0\0")
    bad("zlib-dictionary", "A stream that needs a dictionary.", "malformed-list",
        status_of(compressed(dictionary.compress(bits({}, 4096)) + dictionary.flush())))
    bad("zlib-empty", "A stream of nothing.", "malformed-list", status_of(compressed(zlib.compress(b""))))
    bad("zlib-bomb", "A stream that inflates to more than 16 MiB.", "too-large", status_of(compressed(zlib.compress(bytes((16 << 20) + 1), 9))))
    bad("32-days", "It counts for a second more than 31 days.", "lives-too-long", A.status_list(expires=NOW - HOUR + 31 * DAY + 1))
    bad("issued-301", "Issued 301 seconds ahead of the clock.", "not-yet-issued", A.status_list(issued=NOW + 301))
    bad("ended", "It ends in this second.", "expired", A.status_list(expires=NOW))
    newer = [LIST, A.status_list({7: 1}, issued=NOW - 60)]
    bad("rollback", "An older list than the one that is held.", "rollback", A.status_list({7: 1}), newer)
    bad("equivocation", "Another list of the same second.", "equivocation", A.status_list({7: 1, 8: 1}, issued=NOW - 60), newer)
    to.good("better-without-log", "A code is better, and there is no log by which anybody could tell.", A.status_list({}, issued=NOW - 30), newer)
    revoked = status_of({-65540: 3} | compressed(zlib.compress(bits({7: 1}, 4096))))
    with_log = A.list(issuers=[A.with_status()[0] | {6: listed_log()}])
    to.good("better-log-not-held", "A code is better and the log size is lower, and the log is not here.", status_of({-65540: 2, 6: NOW - 60}), [with_log, revoked])
    bad("better-smaller-log", "A code is better, the log is held, and the list reflects less of it than the one before.", "rollback",
        status_of({-65540: 2, 6: NOW - 60}), [with_log, export(ENTRIES), revoked])
    return to.cases


def deltas():
    old, new = {7: 2}, {7: 1, 9: 3}
    to = Cases(A, LIST, A.status_list(old))
    to.good("graver", "A suspended code is revoked, another is raised.", A.status_delta(old, new))
    to.good("index-0", "The first code.", A.status_delta({}, {0: 1}), [LIST, A.status_list()])
    to.good("last-index", "The last code.", A.status_delta({}, {4095: 1}), [LIST, A.status_list()])
    to.good("three-kinds", "All three kinds of change.", A.status_delta({}, {1: 1, 2: 2, 3: 3}), [LIST, A.status_list()])
    bad, none = to.bad, [LIST, A.status_list()]
    bad("nothing-held", "No list is held.", "wrong-base", A.status_delta(old, new), [LIST])
    bad("other-base", "It was made for another list.", "wrong-base", A.status_delta({7: 2, 8: 1}, {7: 1, 8: 1}))
    bad("other-result", "The list that results is another than it says.", "malformed-list", A.status_delta(old, new, result=bytes(32)))
    bad("improves", "A revoked code becomes suspended.", "improves-status", A.status_delta({7: 1}, {7: 2}), [LIST, A.status_list({7: 1})])
    bad("beyond", "An index behind the list.", "malformed-list", A.status_delta({}, {7: 1}, changes={1: [4096]}), none)
    bad("index-2-32", "An index of more than 32 bits.", "malformed-list", A.status_delta({}, {7: 1}, changes={1: [2 ** 32]}), none)
    bad("distance-0", "The same index twice.", "malformed-list", A.status_delta({}, {7: 1}, changes={1: [7, 0]}), none)
    bad("in-two-lists", "One index becomes two things.", "malformed-list", A.status_delta({}, {7: 1}, changes={1: [7], 2: [7]}), none)
    bad("status-0", "A code becomes as signed.", "malformed-list", A.status_delta({}, {7: 1}, changes={0: [7]}), none)
    bad("status-4", "A status that is none.", "malformed-list", A.status_delta({}, {7: 1}, changes={4: [7]}), none)
    bad("empty", "No change.", "malformed-list", A.status_delta({}, {7: 1}, changes={}), none)
    bad("empty-list", "A list of no changes.", "malformed-list", A.status_delta({}, {7: 1}, changes={1: []}), none)
    bad("rollback", "Older than the list that is held.", "rollback", A.status_delta(old, new, issued=NOW - 2 * HOUR))
    bad("32-days", "It counts for more than 31 days.", "lives-too-long", A.status_delta(old, new, expires=NOW - 1800 + 31 * DAY + 1))
    bad("issued-301", "Issued 301 seconds ahead of the clock.", "not-yet-issued", A.status_delta(old, new, issued=NOW + 301))
    bad("ended", "It ends in this second.", "expired", A.status_delta(old, new, expires=NOW))
    octets = A.status_delta(old, new)
    bad("bit", "A bit of the signature is flipped.", "bad-signature", octets[:-1] + bytes([octets[-1] ^ 1]))
    bad("stranger", "A key that the trust list does not name signs.", "unknown-signer",
        cose_sign1(cbor({2: A.uri, 4: NOW + DAY, 6: NOW - 1800, 65534: DAY, -65538: {
            1: sha256(bits(old, 4096)).digest(), 2: sha256(bits(new, 4096)).digest(), 3: {1: [7], 3: [9]}}}), STRANGER, STATUS_DELTA))
    return to.cases


# ---------------------------------------------------------------- bundles, trust.md §4.3


def bundles():
    status = A.status_list({7: 1})
    members = ((1, LIST), (2, status))
    to = Cases(A)
    whole = A.bundle(*members)
    to.good("whole", "A trust list and a status list.", whole)
    to.good("list-held", "The status list alone; the trust list is held.", A.bundle((2, status)), [LIST])
    to.good("same-again", "The bundle that was taken last.", whole, [whole])
    to.good("next", "A newer bundle.", A.bundle(*members, issued=NOW - 60), [whole])
    to.good("older-list", "A list in it that is older than the stored one is passed over.", A.bundle((1, LIST), (2, status)),
            [A.list(version=2, issuers=A.with_status())])
    neighbour = Authority("CN-HB")
    to.good("neighbour-refused", "A neighbour's list that is refused keeps ours out of no gate.",
            A.bundle((1, A.list(issuers=A.with_status(), recognises=[recognised(neighbour)])), (1, neighbour.list(signers=[]))))
    bad, digest = to.bad, lambda octets: sha256(octets).digest()
    bad("cut", "The last byte is missing.", "malformed-list", whole[:-1])
    bad("trailing", "A byte behind the bundle.", "malformed-list", whole + b"\0")
    bad("missing-file", "A file of the snapshot is missing.", "snapshot-mismatch", A.bundle(*members, files=[LIST]))
    bad("more-files", "A file that the snapshot does not name.", "snapshot-mismatch", A.bundle(*members, files=[LIST, status, status]))
    bad("order", "The files in another order.", "snapshot-mismatch", A.bundle(*members, files=[status, LIST]))
    bad("exchanged", "An older status list in the place of the one that was signed.", "snapshot-mismatch",
        A.bundle(*members, files=[LIST, A.status_list({}, issued=NOW - 2 * HOUR)]))
    bad("length", "Another length than the file's.", "snapshot-mismatch",
        A.bundle(*members, entries=[[1, digest(LIST), len(LIST)], [2, digest(status), len(status) + 1]]))
    bad("kind", "A status list under the kind of a trust list.", "snapshot-mismatch",
        A.bundle(*members, entries=[[1, digest(LIST), len(LIST)], [1, digest(status), len(status)]]))
    bad("kind-7", "A kind that is not known.", "malformed-list",
        A.bundle(*members, entries=[[1, digest(LIST), len(LIST)], [7, digest(status), len(status)]]))
    bad("root-signs", "A root key signs the snapshot.", "under-signed", A.bundle(*members, key=A.roots[0]))
    bad("stranger-signs", "A stranger signs the snapshot.", "under-signed", A.bundle(*members, key=STRANGER))
    bad("rollback", "An older bundle than the one that was taken.", "rollback", whole, [A.bundle(*members, issued=NOW - 60)])
    bad("equivocation", "Another bundle of the same second.", "equivocation", A.bundle((1, LIST)), [whole])
    bad("94-days", "It counts for a second more than 93 days.", "lives-too-long", A.bundle(*members, expires=NOW - 600 + 93 * DAY + 1))
    bad("issued-301", "Issued 301 seconds ahead of the clock.", "not-yet-issued", A.bundle(*members, issued=NOW + 301))
    bad("ended", "It ends in this second.", "expired", A.bundle(*members, expires=NOW))
    bad("status-refused", "Our own status list in it is refused, so all of it is.", "expired", A.bundle((1, LIST), (2, A.status_list(expires=NOW))))
    bad("list-refused", "Our own trust list in it is signed by nobody.", "under-signed", A.bundle((1, A.list(issuers=A.with_status(), signers=[]))))
    bad("rules", "Rules that are none.", "malformed-rules", A.bundle((1, LIST), (4, b"{}")))
    return to.cases


# ---------------------------------------------------------------- logs and proofs, trust.md §4.4, log.md §3, §5, §6


class Signer:
    """A log or a witness: a name and a key."""

    def __init__(self, name, key):
        self.name, self.key = name, key

    def id_of(self, kind):
        return sha256(self.name.encode() + b"\n" + bytes([kind]) + self.key.x).digest()[:4]

    def vkey(self, kind):
        return f"{self.name}+{self.id_of(kind).hex()}+{text(bytes([kind]) + self.key.x)}"

    def line(self, kind, octets):
        return f"\u2014 {self.name} {text(self.id_of(kind) + octets)}\n"

    def note(self, body):
        return self.line(1, self.key.sign(body.encode()))

    def cosign(self, body, time):
        return self.line(4, time.to_bytes(8, "big") + self.key.sign(f"cosignature/v1\ntime {time}\n{body}".encode()))


LOG = Signer("health.example/log", Key("log", "LOG", "log"))
WITNESS, SECOND = (Signer(f"w{n}.example", Key(f"witness {n}", "W", "witness")) for n in (1, 2))
NOBODY = Signer("health.example/log", STRANGER)


def listed_log(witnesses=(WITNESS,), quorum=1, grace=HOUR):
    named = {3: [[w.name, w.key.x] for w in witnesses], 4: quorum} if witnesses else {}
    return {1: LOG.name, 2: LOG.key.x, 5: grace} | named


def leaf(entry):
    return sha256(b"\0" + entry).digest()


def checkpoint(entries, time=NOW - 60, signers=None, size=None, root=None, origin=None):
    """`signers` makes the lines from the body: by default the log's two and the witness's."""
    root = (tree([leaf(e) for e in entries]) if entries else sha256().digest()) if root is None else root
    body = f"{origin or LOG.name}\n{len(entries) if size is None else size}\n{text(root)}\n"
    lines = signers(body) if signers else LOG.note(body) + LOG.cosign(body, time) + WITNESS.cosign(body, time)
    return (body + "\n" + lines).encode()


def frontier(entries):
    """The roots of the perfect subtrees, the largest first."""
    made, rest = [], [leaf(e) for e in entries]
    while rest:
        size = 1 << len(rest).bit_length() - 1
        made.append(tree(rest[:size]))
        rest = rest[size:]
    return made


def export(entries, start=0, *, point=None, base=NULL, rest=None, front=None, begins=None):
    rest = entries[start:] if rest is None else rest
    body = b"".join(len(e).to_bytes(2, "big") + e for e in rest)
    return cbor([point or checkpoint(entries), base, start if begins is None else begins, frontier(entries[:start]) if front is None else front, body])


OFFICERS = [Key(f"act {n}", "CN-HA", n) for n in ("desk-7", "desk-9")]
ENTRIES = [signed(ISSUED | {9: f"Order {n}", 10: NOW - DAY}, OFFICERS[0], OFFICERS[1]) for n in range(5)]


def with_log(**more):
    issuer = listed("CN-HA", code_key(A.codes, officers=2)) | {6: listed_log(**more)}
    return A.list(issuers=[issuer])


def logs():
    to = Cases(A, with_log())
    whole, four = export(ENTRIES), export(ENTRIES[:4], point=checkpoint(ENTRIES[:4], NOW - 120))
    to.good("whole", "Five entries from the first one on.", whole)
    to.good("empty", "A log without entries.", export([]))
    to.good("grown", "The log that is held, and one entry more.", whole, [with_log(), four])
    to.good("from-base", "It begins at a checkpoint of three entries, which it brings.", export(ENTRIES, 3, base=checkpoint(ENTRIES[:3], NOW - 120)))
    to.good("continues", "It begins where the held one ends.", export(ENTRIES, 4, base=checkpoint(ENTRIES[:4], NOW - 120)), [with_log(), four])
    to.good("same-again", "The export that is held.", whole, [with_log(), whole])
    to.good("stranger-too", "The cosignature of a witness that nobody named.", export(ENTRIES, point=checkpoint(
        ENTRIES, signers=lambda b: LOG.note(b) + LOG.cosign(b, NOW - 60) + WITNESS.cosign(b, NOW - 60) + SECOND.cosign(b, NOW - 60))))
    bad = to.bad
    bad("cut", "The last byte is missing.", "malformed-list", whole[:-1])
    bad("trailing", "A byte behind the file.", "malformed-list", whole + b"\0")
    bad("no-base", "It begins at the third entry and says nothing of those before.", "malformed-list", export(ENTRIES, 2))
    bad("base-elsewhere", "Its base ends elsewhere.", "malformed-list", export(ENTRIES, 3, base=checkpoint(ENTRIES[:2])))
    bad("base-for-none", "A base, and it begins with the first entry.", "malformed-list", export(ENTRIES, base=checkpoint(ENTRIES[:2])))
    bad("frontier-short", "A frontier of fewer subtrees than its number has.", "malformed-list",
        export(ENTRIES, 3, base=checkpoint(ENTRIES[:3]), front=frontier(ENTRIES[:2])))
    bad("left-out", "An entry is left out.", "malformed-list", export(ENTRIES, rest=ENTRIES[:2] + ENTRIES[3:]))
    bad("rewritten", "An entry is another.", "malformed-list", export(ENTRIES, rest=[*ENTRIES[:4], ENTRIES[0]]))
    bad("exchanged", "Two entries in the other order.", "malformed-list", export(ENTRIES, rest=[ENTRIES[1], ENTRIES[0], *ENTRIES[2:]]))
    bad("no-entry", "An entry that is none, rightly hashed.", "malformed-list", export([*ENTRIES, b"hello"]))
    nobodys = checkpoint(ENTRIES, signers=lambda b: NOBODY.note(b) + NOBODY.cosign(b, NOW - 60) + WITNESS.cosign(b, NOW - 60))
    bad("strangers-log", "Another key signs under the log's name.", "unknown-signer", export(ENTRIES, point=nobodys))
    bad("other-origin", "A log that no list names.", "unknown-signer", export(ENTRIES, point=checkpoint(ENTRIES, origin="other.example/log")))
    bad("untimed", "The log does not say when.", "unknown-signer", export(ENTRIES, point=checkpoint(
        ENTRIES, signers=lambda b: LOG.note(b) + WITNESS.cosign(b, NOW - 60))))
    bad("timed-only", "The note's own signature is missing.", "unknown-signer", export(ENTRIES, point=checkpoint(
        ENTRIES, signers=lambda b: LOG.cosign(b, NOW - 60) + WITNESS.cosign(b, NOW - 60))))
    bad("no-witness", "No witness cosigned, and one has to.", "under-signed", export(ENTRIES, point=checkpoint(
        ENTRIES, signers=lambda b: LOG.note(b) + LOG.cosign(b, NOW - 60))))
    bad("false-witness", "The cosignature of a named witness does not hold.", "bad-cosignature", export(ENTRIES, point=checkpoint(
        ENTRIES, signers=lambda b: LOG.note(b) + LOG.cosign(b, NOW - 60) + WITNESS.line(4, (NOW - 60).to_bytes(8, "big") + bytes(64)))))
    bad("other-witness", "A witness that nobody named.", "under-signed", export(ENTRIES, point=checkpoint(
        ENTRIES, signers=lambda b: LOG.note(b) + LOG.cosign(b, NOW - 60) + SECOND.cosign(b, NOW - 60))))
    bad("one-of-two", "One of two witnesses.", "under-signed", whole, [with_log(witnesses=(WITNESS, SECOND), quorum=2)])
    bad("ahead", "Its time is 301 seconds ahead of the clock.", "not-yet-issued", export(ENTRIES, point=checkpoint(ENTRIES, NOW + 301)))
    bad("rollback", "Fewer entries than the log that is held.", "rollback", four, [with_log(), whole])
    bad("gap", "It begins after the end of the held one.", "wrong-base", export(ENTRIES, 4, base=checkpoint(ENTRIES[:4], NOW - 120)),
        [with_log(), export(ENTRIES[:2], point=checkpoint(ENTRIES[:2], NOW - 180))])
    other = [*ENTRIES[:3], ENTRIES[4], ENTRIES[3]]
    bad("equivocation", "Longer than the held one, and not grown from it.", "equivocation", export(other), [with_log(), four])
    bad("split", "Another tree of the same size.", "equivocation", export(other), [with_log(), export(ENTRIES, point=checkpoint(ENTRIES, NOW - 120))])
    bad("base-unsigned", "Its base is not cosigned.", "wrong-base", export(ENTRIES, 3, base=checkpoint(
        ENTRIES[:3], signers=lambda b: LOG.note(b) + LOG.cosign(b, NOW - 120))))
    bad("base-root", "The frontier is not that of its base.", "wrong-base", export(ENTRIES, 3, base=checkpoint(other[:2] + other[3:4], NOW - 120)))
    return to.cases


def proof(entries, index, *, hashes=None, point=None, number=None, entry=None, head="c2sp.org/tlog-proof@v1"):
    hashes = path([leaf(e) for e in entries], index) if hashes is None else hashes
    lines = [head, "extra " + text(entries[index] if entry is None else entry), f"index {index if number is None else number}", *map(text, hashes), ""]
    return "\n".join(lines).encode() + b"\n" + (point or checkpoint(entries))


def proofs():
    cases = {"good": [], "bad": []}

    def add(side, name, comment, octets, outcome, witnesses=(WITNESS,), quorum=None, log=LOG):
        cases[side].append((name, {"comment": comment, "proof": text(octets), "log": log.vkey(1), "witnesses": [w.vkey(4) for w in witnesses],
                                   **({} if quorum is None else {"quorum": quorum}), "expect": {"outcome": outcome}}))

    def good(name, comment, octets, **how):
        add("good", name, comment, octets, "accepted", **how)

    def bad(name, comment, outcome, octets, **how):
        add("bad", name, comment, octets, outcome, **how)

    for count in (1, 2, 3, 5):
        for index in {0, count - 1}:
            good(f"entry-{index}-of-{count}", f"Entry {index} of {count}.", proof(ENTRIES[:count], index))
    good("no-witness", "No witness is asked for.", proof(ENTRIES, 2), witnesses=())
    good("one-of-two", "One of two witnesses is enough.", proof(ENTRIES, 2), witnesses=(WITNESS, SECOND), quorum=1)
    hashes = path([leaf(e) for e in ENTRIES], 2)
    out = "not-included"
    bad("other-entry", "Another entry of the log at that place.", out, proof(ENTRIES, 2, entry=ENTRIES[3]))
    bad("other-index", "Another index.", out, proof(ENTRIES, 2, number=3))
    bad("index-behind", "An index behind the last entry.", out, proof(ENTRIES, 2, number=5))
    bad("hash-short", "A hash is missing.", out, proof(ENTRIES, 2, hashes=hashes[:-1]))
    bad("hash-more", "A hash too many.", out, proof(ENTRIES, 2, hashes=[*hashes, hashes[0]]))
    bad("hash-order", "The hashes in another order.", out, proof(ENTRIES, 2, hashes=hashes[::-1]))
    bad("node-as-entry", "The bytes of an inner node for an entry.", out,
        proof(ENTRIES, 2, entry=b"".join(leaf(e) for e in ENTRIES[2:4]), hashes=hashes[1:], number=1))
    none = "malformed-proof"
    bad("heading", "The heading of another version.", none, proof(ENTRIES, 2, head="c2sp.org/tlog-proof@v2"))
    bad("index-zero-first", "An index with a leading zero.", none, proof(ENTRIES, 2, number="02"))
    bad("no-extra", "It does not carry its entry.", none, proof(ENTRIES, 2).replace(b"extra ", b"other "))
    bad("hash-31", "A hash of 31 bytes.", none, proof(ENTRIES, 2, hashes=[h[:31] for h in hashes]))
    bad("no-checkpoint", "No checkpoint.", none, proof(ENTRIES, 2).rpartition(b"\n\nhealth")[0] + b"\n\n")
    bad("size-zero-first", "A checkpoint whose size has a leading zero.", none, proof(ENTRIES, 2, point=checkpoint(ENTRIES, size="05")))
    bad("strangers-log", "Another key signs under the log's name.", "wrong-key", proof(ENTRIES, 2, point=checkpoint(
        ENTRIES, signers=lambda b: NOBODY.note(b) + NOBODY.cosign(b, NOW - 60) + WITNESS.cosign(b, NOW - 60))))
    bad("other-origin", "Another log.", "wrong-key", proof(ENTRIES, 2, point=checkpoint(ENTRIES, origin="other.example/log")))
    bad("untimed", "The log does not say when.", "wrong-key", proof(ENTRIES, 2, point=checkpoint(ENTRIES, signers=lambda b: LOG.note(b) + WITNESS.cosign(b, NOW))))
    bad("false-witness", "The cosignature of a named witness does not hold.", "bad-cosignature", proof(ENTRIES, 2, point=checkpoint(
        ENTRIES, signers=lambda b: LOG.note(b) + LOG.cosign(b, NOW - 60) + WITNESS.line(4, (NOW - 60).to_bytes(8, "big") + bytes(64)))))
    bad("time-changed", "The time of a witness is another than it signed.", "bad-cosignature", proof(ENTRIES, 2, point=checkpoint(
        ENTRIES, signers=lambda b: LOG.note(b) + LOG.cosign(b, NOW - 60) + WITNESS.line(4, (NOW - 59).to_bytes(8, "big") + WITNESS.key.sign(
            f"cosignature/v1\ntime {NOW - 60}\n{b}".encode())))))
    bad("one-of-two", "One of two witnesses, and both have to.", "too-few-witnesses", proof(ENTRIES, 2), witnesses=(WITNESS, SECOND))
    bad("none-of-one", "The witness that is asked for did not cosign.", "too-few-witnesses", proof(ENTRIES, 2), witnesses=(SECOND,))
    return cases


# ---------------------------------------------------------------- expressions, rules.md §4


def rules():
    cases = {"good": [], "bad": []}
    data = {"payload": {"v": [{"dn": 2, "sd": 2, "dt": "2021-05-28", "mp": "EU/1/20/1528"}]},
            "external": {"validationClock": "2021-06-20T10:00:00Z", "valueSets": {"mp": ["EU/1/20/1528", "EU/1/20/1507"]}}}

    def good(name, comment, logic, value):
        cases["good"].append((name, {"comment": comment, "logic": logic, "data": data, "expect": {"value": value}}))

    def bad(name, comment, logic):
        cases["bad"].append((name, {"comment": comment, "logic": logic, "data": data, "expect": {"outcome": "error"}}))

    dose = [{"var": "payload.v.0.dn"}, {"var": "payload.v.0.sd"}]
    good("doses", "As many doses as there have to be.", {">=": dose}, True)
    good("product", "The product is in the value set.", {"in": [{"var": "payload.v.0.mp"}, {"var": "external.valueSets.mp"}]}, True)
    good("14-days", "More than 14 days ago.", {"after": [{"plusTime": [{"var": "external.validationClock"}, 0, "day"]},
                                                            {"plusTime": [{"var": "payload.v.0.dt"}, 14, "day"]}]}, True)
    good("270-days", "Not 270 days ago.", {"not-after": [{"plusTime": [{"var": "payload.v.0.dt"}, 270, "day"]},
                                                              {"plusTime": [{"var": "external.validationClock"}, 0, "day"]}]}, False)
    good("missing", "What is not there is null, and no text.", {"===": [{"var": "payload.v.0.nothing"}, "x"]}, False)
    good("if", "The first of two.", {"if": [{"var": "payload.v"}, 1, 2]}, 1)
    good("and", "The first that is falsy.", {"and": [True, {"var": "payload.t"}]}, None)
    good("not", "Nothing is not something.", {"!": [{"var": "payload.t"}]}, True)
    good("sum", "Two integers.", {"+": [40, 2]}, 42)
    good("reduce", "The doses of all vaccinations.", {"reduce": [{"var": "payload.v"}, {"+": [{"var": "accumulator"}, {"var": "current.dn"}]}, 0]}, 2)
    good("one-is-not-true", "1 is not true.", {"===": [1, True]}, False)
    bad("operator", "An operator that there is not.", {"or": [True, False]})
    bad("text-as-number", "A text where a number has to be.", {"+": ["1", 2]})
    bad("compare-texts", "Texts in the place of numbers.", {">": ["b", "a"]})
    bad("date", "A date that there is not.", {"plusTime": ["2021-13-01", 0, "day"]})
    bad("unit", "A unit that there is not.", {"plusTime": ["2021-06-01", 1, "week"]})
    bad("dates-as-texts", "Texts where times have to be.", {"after": ["2021-06-02", "2021-06-01"]})
    bad("two-operators", "Two operators in one expression.", {"+": [1, 2], "!": [True]})
    bad("arity", "One operand where two have to be.", {"===": [1]})
    bad("in-no-array", "In something that is no array.", {"in": ["x", "xyz"]})
    return cases


def main():
    root = root_of(sys.argv)
    for folder, cases in (("status", status_lists()), ("deltas", deltas()), ("bundles", bundles()), ("logs", logs()), ("proofs", proofs()), ("rules", rules())):
        write(root, folder, cases)


if __name__ == "__main__":
    main()
