#!/usr/bin/env python3
"""Writes the vectors of log entries and openings (docs/log.md §2): entries/ and openings/, each with good/ and bad/, a JSON file a case.

    python3 make_act_vectors.py [folder]      (default: the folder above this file's)

Byte for byte the same each time. The keys are hashes of texts that stand here: never trust them.
"""

import sys
from base64 import b64encode
from hashlib import sha256

from make_vectors import Key, Tag, cbor, root_of, write

FIRST, SECOND, THIRD = (Key(f"act {n}", "CN-HA", n) for n in ("desk-7", "desk-9", "stranger"))
CODE_KEY = FIRST.kid
NOW, DAY = 1_795_513_800, 86_400
ED25519 = -19
TYPE = "application/hcode-act+cbor"
ENDS = [[2, NOW + DAY, 1]]
ISSUED = {1: 1, 2: bytes(range(32)), 3: "CN-HA", 4: CODE_KEY, 5: "desk-7", 7: 2, 8: 1, 9: "Order 2026/117", 10: NOW, 11: NOW + 14 * DAY}
RAISED = {1: 2, 2: bytes(32), 3: "CN-HA", 4: CODE_KEY, 5: "desk-7", 10: NOW, 11: NOW + 31 * DAY, 12: 1}
SUSPENDED, REVOKED = RAISED | {1: 3, 12: 20}, RAISED | {1: 4, 11: NOW + 300 * DAY, 13: ENDS}
CLEARED = {k: v for k, v in RAISED.items() if k != 11} | {1: 5, 12: 3, 13: [[1, NOW + DAY, 1], [2, NOW + 2 * DAY, 2]]}
DESTROYED = {1: 6, 3: "CN-HA", 4: CODE_KEY, 5: "desk-7", 10: NOW, 12: 70_000, 14: NOW - DAY}
SIX = {"issued": ISSUED, "raised": RAISED, "suspended": SUSPENDED, "revoked": REVOKED, "cleared": CLEARED, "destroyed": DESTROYED}
OPENED = {1: 7, 2: bytes(range(32)), 3: "CN-HA", 4: CODE_KEY, 5: "desk-7", 10: NOW}
BULK = {8: 17, 9: "Order 2026/118", 12: 21}


def signed(act, first=FIRST, second=None, *, name=None, over=None, type_=TYPE, signer=None, unprotected=None):
    payload, protected = act if isinstance(act, bytes) else cbor(act), cbor({1: ED25519, 4: first.kid, 16: type_})
    signature = first.sign(cbor(["Signature1", protected, b"", payload]))
    header = {}
    if second:
        signer = cbor({1: ED25519, 4: second.kid, -65539: name or second.name}) if signer is None else signer
        header = {11: [signer, {}, second.sign(cbor(["CounterSignatureV2", protected, signer, b"", over or payload, [signature]]))]}
    return cbor(Tag(18, [protected, header if unprotected is None else unprotected, payload, signature]))


def node(left, right):
    return sha256(b"\x01" + left + right).digest()


def tree(leaves):
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node(tree(leaves[:split]), tree(leaves[split:]))


def path(leaves, place):
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if place < split:
        return path(leaves[:split], place) + [tree(leaves[split:])]
    return path(leaves[split:], place - split) + [tree(leaves[:split])]


def salt(index):
    return sha256(b"salt %d" % index).digest()[:16]


def opening(count, mine=7, **changes):
    """The opening of one of `count` codes, in a log of three entries. `changes` replaces parts."""
    reason, order = 17, "Order 2026/118"
    leaf = {n: sha256(cbor(["hcode log: act", salt(n), CODE_KEY, n, reason, order])).digest() for n in range(mine, mine + count)}
    order_of = sorted(leaf.values())
    leaves = [sha256(b"\x00" + one).digest() for one in order_of]
    act = REVOKED | {2: tree(leaves), 12: count, 13: [[2, NOW + DAY, 1]]} | ({8: reason, 9: order} if count > 20 else {})
    entry = signed(act, second=SECOND)
    log = [sha256(b"\x00" + one).digest() for one in (b"a", entry, b"c")]
    text = f"health.example/log\n3\n{b64encode(tree(log)).decode()}\n"
    note = text + "\n\u2014 health.example/log " + b64encode(bytes(68)).decode() + "\n"
    proof = "c2sp.org/tlog-proof@v1\nextra " + b64encode(entry).decode() + "\nindex 1\n"
    proof += "".join(b64encode(one).decode() + "\n" for one in path(log, 1)) + "\n" + note
    parts = {"key": CODE_KEY, "index": mine, "reason": reason, "order": order, "salt": salt(mine),
             "leaf": order_of.index(leaf[mine]), "path": path(leaves, order_of.index(leaf[mine])), "proof": proof}
    return cbor(list((parts | changes).values()))


def main():
    entries, openings = ({"good": [], "bad": []} for _ in range(2))

    def add(side, name, comment, expect, **members):
        members = {k: b64encode(v).decode() for k, v in members.items()}
        kind = openings if "opening" in members else entries
        kind[side].append((name, {"comment": comment} | members | {"expect": expect}))

    keys = {"first": FIRST.x, "second": SECOND.x}

    def good(name, comment, entry, second=True):
        add("good", name, comment, {"outcome": "accepted"}, entry=entry, first=FIRST.x, **({"second": SECOND.x} if second else {}))

    def bad(name, comment, entry):
        """No entry at all."""
        add("bad", name, comment, {"outcome": "malformed"}, entry=entry, **keys)

    def false(name, comment, entry):
        """An entry, but these keys did not sign it."""
        add("bad", name, comment, {"outcome": "unsigned"}, entry=entry, **keys)

    for name, act in SIX.items():
        good(f"{name}-by-one", f"An act of kind {act[1]} with one signature.", signed(act), second=False)
        good(f"{name}-by-two", f"An act of kind {act[1]} with two signatures.", signed(act, second=SECOND))
    good("bulk", "21 codes: reason and order are public.", signed(SUSPENDED | BULK, second=SECOND))
    good("most-codes", "65,536 codes.", signed(SUSPENDED | BULK | {12: 65_536}, second=SECOND))
    good("sixteen-ends", "Sixteen earlier acts end.", signed(CLEARED | {12: 16, 13: [[2, NOW + n, 1] for n in range(16)]}, second=SECOND))

    for name, act in SIX.items():
        for member in act:
            if member == 13 and name == "revoked":
                continue
            bad(f"{name}-without-{member}", f"Kind {act[1]} without member {member}.", signed({k: v for k, v in act.items() if k != member}))
        for member, value in ((6, "desk-9"), (7, 2), (8, 1), (9, "Order"), (11, NOW + DAY), (12, 1), (13, ENDS), (14, NOW), (15, 0)):
            if member not in act and not (member == 13 and name in ("raised", "suspended")):
                bad(f"{name}-with-{member}", f"Kind {act[1]} with member {member}.", signed(act | {member: value}))
    for name, act, comment in (
            ("kind-0", ISSUED | {1: 0}, "A kind that is none."), ("kind-7", RAISED | {1: 7}, "The members of another kind."),
            ("green", ISSUED | {7: 0}, "Green is not logged."), ("issued-change-reason", ISSUED | {8: 16}, "A code states no reason of a change."),
            ("raised-change-reason", RAISED | BULK | {8: 16}, "Red by the list has a reason of red."), ("reason-9", ISSUED | {8: 9}, "No reason."),
            ("reason-22", SUSPENDED | BULK | {8: 22}, "No reason."), ("ends-at-once", RAISED | {11: NOW}, "It ends when it begins."),
            ("raise-too-long", RAISED | {11: NOW + 31 * DAY + 1}, "A raise of over 31 days."),
            ("suspension-too-long", SUSPENDED | {11: NOW + 31 * DAY + 1}, "A suspension of over 31 days."),
            ("twenty-with-grounds", SUSPENDED | BULK | {12: 20}, "20 codes publish no reason."),
            ("twenty-one-without", SUSPENDED | {12: 21}, "21 codes publish one."), ("no-codes", RAISED | {12: 0}, "No code."),
            ("too-many-codes", SUSPENDED | BULK | {12: 65_537}, "More than 65,536 codes."),
            ("clears-fewer", CLEARED | {12: 4}, "A clearing of four that ends three."),
            ("ends-more", REVOKED | {13: [[2, NOW + DAY, 2]]}, "One code, and two that end."),
            ("ends-none", REVOKED | {13: []}, "An empty list of ends."), ("ends-as-signed", REVOKED | {13: [[0, NOW + DAY, 1]]}, "What is as signed cannot end."),
            ("ends-unordered", CLEARED | {13: CLEARED[13][::-1]}, "Ends that do not ascend."),
            ("ends-twice", CLEARED | {13: [[1, NOW + DAY, 1], [1, NOW + DAY, 2]]}, "One end twice."),
            ("ends-of-no-code", CLEARED | {13: [[1, NOW + DAY, 0], [2, NOW + DAY, 3]]}, "An end of no code."),
            ("seventeen-ends", CLEARED | {12: 17, 13: [[2, NOW + n, 1] for n in range(17)]}, "Seventeen ends."),
            ("commitment-31", RAISED | {2: bytes(31)}, "A commitment of 31 bytes."), ("officer-space", RAISED | {5: "desk 7"}, "No pseudonym."),
            ("order-hidden-turn", ISSUED | {9: "\u202eOrder"}, "An order that turns the text."), ("order-97", ISSUED | {9: "x" * 97}, "An order of 97 bytes.")):
        bad(name, comment, signed(act))
    bad("not-deterministic", "The act in another spelling.", signed(b"\xb9" + (len(RAISED)).to_bytes(2, "big") + cbor(RAISED)[1:]))
    bad("other-type", "A message of another type.", signed(RAISED, type_="application/hcode-request+cbor"))
    bad("bare", "The act without a signature.", cbor(RAISED))
    bad("behind", "A byte after the entry.", signed(RAISED) + b"\0")
    bad("same-key", "Both signatures by one key.", signed(RAISED, second=FIRST, name="desk-9"))
    bad("same-name", "Both officers of one pseudonym.", signed(RAISED, second=SECOND, name="desk-7"))
    bad("second-without-name", "A second signature without a pseudonym.",
        signed(RAISED, second=SECOND, signer=cbor({1: ED25519, 4: SECOND.kid})))
    bad("two-seconds", "Two countersignatures.", signed(RAISED, unprotected={11: [[b"", {}, bytes(64)]] * 2}))
    bad("other-header", "Another unprotected header.", signed(RAISED, unprotected={4: FIRST.kid}))
    false("stranger-first", "The first signature is another key's.", signed(RAISED, THIRD, SECOND))
    false("stranger-second", "The second signature is another key's.", signed(RAISED, second=THIRD))
    false("no-second", "One signature where two are needed.", signed(RAISED))
    false("second-of-another-entry", "The countersignature of another entry.", signed(RAISED, second=SECOND, over=cbor(SUSPENDED)))

    for count in (1, 2, 3, 21, 300):
        add("good", f"of-{count}", f"The opening of one of {count} codes.",
            {"outcome": "accepted", "index": 7, "reason": 17, "order": "Order 2026/118"}, opening=opening(count))
    for name, comment, changes in (
            ("key", "of another key", {"key": THIRD.kid}), ("index", "of another index", {"index": 8}), ("reason", "with another reason", {"reason": 16}),
            ("order", "with another order", {"order": "Order 2026/119"}), ("salt", "with another salt", {"salt": bytes(16)}),
            ("salt-15", "with a salt of 15 bytes", {"salt": bytes(15)}), ("leaf", "of another leaf", {"leaf": 1}),
            ("leaf-behind", "of a leaf behind the last", {"leaf": 3}), ("path", "with another path", {"path": [bytes(32)] * 2}),
            ("path-short", "with a path that ends early", {"path": []}), ("path-17", "with a path of 17", {"path": [bytes(32)] * 17}),
            ("proof", "without a proof", {"proof": ""})):
        add("bad", name, f"An opening {comment}.", {"outcome": "not-opened"}, opening=opening(3, mine=7, **changes))

    good("longest-revocation", "A revocation of 367 days.", signed(REVOKED | {11: NOW + 367 * DAY}), second=False)
    good("destroyed-nothing", "A registry that never had a code.", signed(DESTROYED | {12: 0}), second=False)
    good("destroyed-while-valid", "Records of codes that end a day later.", signed(DESTROYED | {14: NOW + DAY}), second=False)
    bad("revocation-too-long", "A revocation that outlasts every code.", signed(REVOKED | {11: NOW + 367 * DAY + 1}))
    good("opened", "A day of a venue was opened.", signed(OPENED), second=False)
    bad("opened-by-two", "A day that was opened has no second officer.", signed(OPENED, second=SECOND))
    bad("opened-other-kind", "A kind that is none.", signed(OPENED | {1: 8}))
    for member in OPENED:
        bad(f"opened-without-{member}", f"Kind 7 without member {member}.", signed({k: v for k, v in OPENED.items() if k != member}))
    for member, value in ((6, "desk-9"), (7, 2), (8, 1), (9, "Order"), (11, NOW + DAY), (12, 1), (13, ENDS), (14, NOW), (15, 0)):
        bad(f"opened-with-{member}", f"Kind 7 with member {member}.", signed(OPENED | {member: value}))
    root = root_of(sys.argv)
    write(root, "entries", entries)
    write(root, "openings", openings)


if __name__ == "__main__":
    main()
