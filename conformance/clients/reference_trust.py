#!/usr/bin/env python3
"""An independent judge of trust lists, written from docs/trust.md §2 and §4.1 alone.

    python3 reference_trust.py ../lists                  runs every vector below the folder
    python3 reference_trust.py LIST TIME ROOT.pub…               judges a file, its root keys pinned

As a module: judge(file, held, roots, at) -> "accepted" or the refusal; `roots` are pinned root keys of 32 bytes, `held`
the files taken before. Needs `cbor2` and `cryptography` from PyPI. CBOR and Ed25519 are those of reference_verifier.py.
"""

import json
import sys
from base64 import b64decode, urlsafe_b64decode
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import cbor2

from reference_verifier import (Refusal, Scan, decode, in_main_subgroup, is_text, is_uint, matches, need, seconds,
                                signature_holds)

TYPE = "application/hcode-trust-list+cbor"
LAST = 253402300799
TIME = range(0, LAST + 1)
ID = r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}"
LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
URI = r"[!-~]{1,255}"
OLDEST = 52560000  # format.md §3, `age`


class ListScan(Scan):
    """docs/trust.md §1: deeper and longer than a code."""
    DEPTH, COUNT = 10, 65536


def check(condition):
    need(condition, "malformed-list")


def item(octets):
    try:
        return decode(octets, ListScan)
    except Refusal:
        raise Refusal("malformed-list") from None


strong = lru_cache(None)(in_main_subgroup)


# ---------------------------------------------------------------- rules 2 and 3: what a list says


def members(value, required, optional=()):
    check(isinstance(value, dict) and set(required) <= set(value) <= set(required) | set(optional))
    return value


def is_time(value):
    return is_uint(value, 0, LAST)


def is_key(value):
    return isinstance(value, bytes) and len(value) == 32 and strong(value)


def ascending(values):
    return all(a < b for a, b in zip(values, values[1:]))


def listing(value, low, high):
    check(isinstance(value, list) and low <= len(value) <= high)
    return value


def names(value):
    check(isinstance(value, dict) and 1 <= len(value) <= 16)
    check(all(matches(k, LANGUAGE) and is_text(v, 96) for k, v in value.items()))


def role(value):
    check(isinstance(value, list) and len(value) == 2)
    threshold, keys = value
    listing(keys, 1, 16)
    check(all(map(is_key, keys)) and ascending(keys) and is_uint(threshold, 1, len(keys)))
    return keys


def statuses(value):
    check(all(is_uint(v, 0, 2) for v in listing(value, 1, 3)) and ascending(value))


def ages(value, fewest, last=6):
    check(isinstance(value, dict) and len(value) >= fewest)
    check(all(is_uint(k, 1, last) and is_uint(v, 0, OLDEST) for k, v in value.items()))


NOTE_NAME = r"[^\s+\x00-\x20\x7f]+"


def categories(value):
    """Those that a grant or a recognition names."""
    stated = listing(value, 1, 64)
    check(all(is_uint(n, 1, 10) or is_uint(n, 128, 255) for n in stated) and ascending(stated))


def listed_log(value):
    """The log's name, and everybody who signs for it."""
    members(value, (1, 2, 5), (3, 4))
    check(is_uint(value[5], 1, 31 * 86400) and (3 in value) == (4 in value))
    parties = [(value[1], value[2])]
    for witness in listing(value[3], 1, 16) if 3 in value else []:
        check(isinstance(witness, list) and len(witness) == 2)
        parties.append(tuple(witness))
    check(all(is_text(n, 128) and matches(n, NOTE_NAME) and is_key(k) for n, k in parties))
    check(len({n for n, _ in parties}) == len({k for _, k in parties}) == len(parties))
    check(is_uint(value.get(4, 0), 0, len(parties) - 1))
    return parties, value.get(4)


PURPOSES = {8: 4, 9: 5, 10: 6}  # countersign, venues, exposures: the member, and the use in the agreement


def issuer_key(value, keys, status_lists):
    check(isinstance(value, dict))
    purpose = next((member for member in PURPOSES if member in value), None)
    if purpose:
        members(value, (1, 2, 3, 7, purpose))
        check(is_uint(value[purpose], 1, 1))
    elif 6 in value:
        members(value, (1, 2, 3, 6, 7))
        uris = listing(value[6], 1, 64)
        check(all(matches(u, URI) for u in uris) and len(set(uris)) == len(uris))
    else:
        members(value, (1, 2, 3, 4, 7), (5,))
        grant = members(value[4], (1, 2), (3, 4, 5))
        check(4 not in grant or is_uint(grant[4], 1, 1))
        statuses(grant[1])
        ages(grant[2], 0)
        check(is_uint(grant.get(3, 1), 1, 366 * 86400))
        categories(grant.get(5, [1]))
        if 5 in value:
            check(matches(value[5], URI))
            status_lists.append(value[5])
    check(isinstance(value[7], bytes) and len(value[7]) == 64)
    check(is_key(value[1]) and is_time(value[2]) and is_time(value[3]) and value[2] < value[3])
    keys.append(value[1])


def issuer(value, keys, status_lists, logs):
    members(value, (1, 2, 3), (4, 5, 6))
    if 6 in value:
        parties, quorum = listed_log(value[6])
        check(logs.setdefault(parties[0][0], (parties, quorum)) == (parties, quorum))
    check(matches(value[1], ID))
    names(value[2])
    mine = len(keys)
    for key in listing(value[3], 1, 64):
        issuer_key(key, keys, status_lists)
    check(ascending(keys[mine:]))
    check(is_text(value.get(4, "x"), 200) and is_time(value.get(5, 0)))


def recognition(value, authority):
    members(value, (1, 2, 3, 4), (5, 6, 7, 8))
    check(matches(value[1], ID) and value[1] != authority)
    names(value[2])
    role(value[3])
    statuses(value[4])
    if 5 in value:
        ages(value[5], 1, last=5)
    check(6 not in value or (5 in value and is_uint(value[6], 1, 1)))
    check(is_time(value.get(7, 0)))
    categories(value.get(8, [1]))


def trust_list(payload):
    """The payload, if it is one."""
    made = members(item(payload), (1, 2, 3, 4, 5, 6, 7, 9), (8, 10, 11, 12))
    check(matches(made[1], ID))
    names(made[2])
    check(is_uint(made[3], 1, 2 ** 53 - 1) and is_time(made[4]) and is_time(made[5]) and made[4] < made[5])
    check(is_uint(made[6], 1, LAST) and is_time(made.get(11, 0)))
    keys, status_lists, logs = list(role(made[7])), [], {}
    if 8 in made:
        keys += role(made[8])
    for entry in listing(made[9], 0, 4096):
        issuer(entry, keys, status_lists, logs)
    check(ascending([entry[1].encode() for entry in made[9]]))
    if 10 in made:
        for entry in listing(made[10], 1, 64):
            recognition(entry, made[1])
        check(ascending([entry[1].encode() for entry in made[10]]))
    check(len(set(keys)) == len(keys) and len(set(status_lists)) == len(status_lists))
    for entry in listing(made[12], 1, 4096) if 12 in made else []:
        check(isinstance(entry, list) and len(entry) == 2 and isinstance(entry[0], bytes) and len(entry[0]) == 8 and is_time(entry[1]))
    check(ascending([entry[0] for entry in made.get(12, [])]))
    signers = {key for parties, _ in logs.values() for _, key in parties}
    check(not signers & set(keys) and len({parties[0][1] for parties, _ in logs.values()}) == len(logs))
    return made


def agrees(key, authority, issuer):
    """The key's own signature over authority, issuer and use."""
    protected = cbor2.dumps({1: -19, 4: kid(key[1]), 16: "application/hcode-agreement+cbor"}, canonical=True)
    payload = cbor2.dumps([authority, issuer, next((use for member, use in PURPOSES.items() if member in key), 2 if 6 in key else 1)])
    return signature_holds(key[1], key[7], cbor2.dumps(["Signature1", protected, b"", payload]))


def rules_4a_to_4e(made):
    keys = [(entry[1], key) for entry in made[9] for key in entry[3]]
    check(len(keys) <= 16384)
    for name, _ in keys:
        need(name == made[1] or name.startswith(made[1] + "-"), "foreign-issuer")
    withdrawn = {entry[0] for entry in made.get(12, [])}
    check(not withdrawn & {kid(key[1]) for _, key in keys})
    for name, key in keys:
        need(agrees(key, made[1], name), "no-agreement")
    need(made[5] - made[4] <= 366 * 86400, "lives-too-long")
    need(all(key[3] - key[2] <= 1096 * 86400 for _, key in keys), "lives-too-long")


class Signed:
    """Rules 1 to 3; no signature is looked at yet."""

    def __init__(self, octets):
        need(len(octets) <= 16 << 20, "too-large")
        tag = item(octets)
        check(isinstance(tag, cbor2.CBORTag) and tag.tag == 98 and isinstance(tag.value, (list, tuple)))
        check(len(tag.value) == 4)
        self.body, unprotected, self.payload, entries = tag.value
        check(isinstance(self.body, bytes) and item(self.body) == {16: TYPE})
        check(unprotected == {} and isinstance(self.payload, bytes))
        self.entries = {}
        for entry in listing(entries, 0, 32):
            check(isinstance(entry, list) and len(entry) == 3 and entry[1] == {})
            header, _, signature = entry
            check(isinstance(header, bytes) and isinstance(signature, bytes) and len(signature) == 64)
            labels = members(item(header), (1, 4))
            check(labels[1] == -19 and isinstance(labels[4], bytes) and len(labels[4]) == 8)
            check(not self.entries or list(self.entries)[-1] < labels[4])
            self.entries[labels[4]] = (header, signature)
        self.list = trust_list(self.payload)
        self.version, self.roots = self.list[3], self.list[7]

    def signers(self, keys):
        """The keys whose signature is there and holds (RFC 9052 §4.4)."""
        found = set()
        for key in keys:
            header, signature = self.entries.get(kid(key), (None, None))
            if header and signature_holds(key, signature,
                                          cbor2.dumps(["Signature", self.body, header, b"", self.payload])):
                found.add(key)
        return found

    def satisfies(self, role):
        return len(self.signers(role[1])) >= role[0]


def kid(x):
    return sha256(cbor2.dumps({1: 1, -1: 6, -2: x}, canonical=True)).digest()[:8]


# ---------------------------------------------------------------- rules 4 to 10: what is held


class Holdings:
    def __init__(self, pins):
        self.pins, self.pinned, self.lists, self.chains = set(pins), set(), {}, {}

    def recognitions(self, authority):
        return [r[3] for name in self.pinned for r in self.lists[name].list.get(10, []) if r[1] == authority]

    def is_believed(self, authority):
        return authority in self.pinned or any(r in self.chains[authority] for r in self.recognitions(authority))

    def take(self, signed, now):
        name = signed.list[1]
        need(signed.satisfies(signed.roots), "under-signed")
        rules_4a_to_4e(signed.list)
        known = set(self.lists) | {r[1] for a in self.pinned for r in self.lists[a].list.get(10, [])}
        need(not any(k != name and k.lower() == name.lower() for k in known), "unknown-authority")
        is_pinned = bool(signed.signers(signed.roots[1]) & self.pins)
        if name in self.lists and self.is_believed(name):
            held = self.lists[name]
            need(signed.satisfies(held.roots), "unsigned-root-change")
            need(signed.version >= held.version, "rollback")
            if signed.version == held.version:
                need(signed.payload == held.payload, "equivocation")
                return
            chain = self.chains[name]
        else:
            recognised = [r for r in self.recognitions(name) if signed.satisfies(r)]
            need(is_pinned or recognised, "unknown-authority")
            chain = [] if is_pinned else recognised[:1]
        need(signed.list[4] <= now + 300, "not-yet-issued")
        if is_pinned:
            self.pinned.add(name)
        self.lists[name], self.chains[name] = signed, chain + [signed.roots]


def judge(file, held, roots, at):
    now, holdings = seconds(at), Holdings(roots)
    for earlier in held:
        holdings.take(Signed(earlier), now)
    try:
        signed = Signed(file)
        holdings.take(signed, now)
        need(now < holdings.lists[signed.list[1]].list[5], "expired")
    except Refusal as refusal:
        return refusal.reason
    return "accepted"


def vector(path):
    """(what the vector expects, what this judge says)"""
    case = json.loads(Path(path).read_text())
    roots = [urlsafe_b64decode(x + "=") for x in case["roots"]]
    held = [b64decode(h) for h in case.get("held", [])]
    return case["expect"]["outcome"], judge(b64decode(case["file"]), held, roots, case["at"])


def main():
    place = Path(sys.argv[1])
    if place.is_dir():
        results = {path.name: vector(path) for path in sorted(place.glob("*/*.json"))}
        wrong = {name: result for name, result in results.items() if result[0] != result[1]}
        for name, (expected, said) in wrong.items():
            print(f"{name}: expected {expected}, got {said}")
        print(f"{len(results)} vectors, {len(wrong)} wrong")
        return bool(wrong)
    at, *keys = sys.argv[2:]
    roots = [urlsafe_b64decode(json.loads(Path(p).read_text())["x"] + "=") for p in keys]
    said = judge(place.read_bytes(), [], roots, at)
    print(said)
    return said != "accepted"


if __name__ == "__main__":
    sys.exit(main())
