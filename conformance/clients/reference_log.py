"""A second reader of hcode's logs, written from docs/log.md and the C2SP specifications alone."""

import base64
import hashlib
import re
import struct
import unicodedata
from pathlib import Path

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


NAME = re.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}")


class Refused(Exception):
    """The log is not what it claims to be."""


def key_id(name, kind, key):
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + key).digest()[:4]


def vkey(text):
    """(name, kind, key) of a C2SP verifier key."""
    name, identifier, material = text.strip().split("+", 2)
    raw = base64.b64decode(material, validate=True)
    if key_id(name, raw[0], raw[1:]).hex() != identifier:
        raise Refused("key id")
    return name, raw[0], raw[1:]


def note(data):
    """The text and the signatures (name, key id, bytes) of a signed note."""
    text, _, tail = data.decode().rpartition("\n\n")
    signatures = []
    for line in tail.removesuffix("\n").split("\n"):
        dash, name, signature = line.split(" ")
        if dash != "\u2014":
            raise Refused("signature line")
        raw = base64.b64decode(signature, validate=True)
        signatures.append((name, raw[:4], raw[4:]))
    return text + "\n", signatures


def holds(key, signature, message):
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        return True
    except InvalidSignature:
        return False


class Checkpoint:
    """A checkpoint with its signatures."""

    def __init__(self, data):
        self.text, self.signatures = note(data)
        self.origin, size, root = self.text.split("\n")[:3]
        self.size, self.root = int(size), base64.b64decode(root, validate=True)
        if str(self.size) != size or len(self.root) != 32:
            raise Refused("checkpoint")

    def times(self, verifier):
        """What that key signed: nothing, [None] for a plain signature, the times of its cosignatures."""
        name, kind, key = vkey(verifier)
        found = []
        for who, identifier, signature in self.signatures:
            if (who, identifier) != (name, key_id(name, kind, key)):
                continue
            if kind == 1:
                if not holds(key, signature, self.text.encode()):
                    raise Refused("signature")
                found.append(None)
            elif kind == 4:
                [time] = struct.unpack(">Q", signature[:8])
                if not holds(key, signature[8:], f"cosignature/v1\ntime {time}\n{self.text}".encode()):
                    raise Refused("cosignature")
                found.append(time)
        return found


def number_path(number):
    groups = [f"{number % 1000:03}"]
    while number >= 1000:
        number //= 1000
        groups.insert(0, f"x{number % 1000:03}")
    return "/".join(groups)


def tile(folder, level, number, width):
    path = Path(folder) / "tile" / str(level) / number_path(number)
    if width < 256:
        path = path.with_name(path.name + ".p") / str(width)
    return path.read_bytes()


def entries(folder, size):
    """Every entry's bytes."""
    found = []
    for number in range((size + 255) // 256):
        width = min(256, size - number * 256)
        bundle = tile(folder, "entries", number, width)
        for _ in range(width):
            [length] = struct.unpack(">H", bundle[:2])
            found.append(bundle[2:2 + length])
            bundle = bundle[2 + length:]
        if bundle:
            raise Refused("bundle")
    return found


def tree_hash(leaves):
    """RFC 9162 §2.1.1."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + tree_hash(leaves[:split]) + tree_hash(leaves[split:])).digest()


def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def commitment(salt, protected, payload):
    structure = cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)
    return hashlib.sha256(cbor2.dumps(["hcode log: code", salt, structure], canonical=True)).digest()


def act_leaf(salt, kid, index, reason, order):
    """The commitment of one code in an act that changes codes."""
    return hashlib.sha256(cbor2.dumps(["hcode log: act", salt, kid, index, reason, order], canonical=True)).digest()


class Act:
    """An entry, its form checked: a COSE_Sign1 by one officer, with the countersignature of another or without."""

    MEMBERS = {1: ({7, 8, 9, 11}, set()), 2: ({11, 12}, {8, 9, 13}), 3: ({11, 12}, {8, 9, 13}), 4: ({11, 12}, {8, 9, 13}),
               5: ({12, 13}, {8, 9}), 6: ({12, 14}, set()), 7: (set(), set())}

    def __init__(self, entry):
        message = cbor2.loads(entry)
        if cbor2.dumps(message, canonical=True) != entry or len(entry) > 2048 or message.tag != 18:
            raise Refused("entry")
        self.protected, unprotected, self.payload, self.signature = message.value
        header = cbor2.loads(self.protected)
        if set(header) != {1, 4, 16} or header[1] != -19 or header[16] != "application/hcode-act+cbor":
            raise Refused("header")
        self.first, self.second, self.second_officer = header[4], None, None
        if unprotected:
            if set(unprotected) != {11}:
                raise Refused("unprotected")
            self.signer, inner, self.countersignature = unprotected[11]
            header = cbor2.loads(self.signer)
            if inner or set(header) != {1, 4, -65539} or header[1] != -19:
                raise Refused("countersignature")
            self.second, self.second_officer = header[4], header[-65539]
        self.act = act = cbor2.loads(self.payload)
        if cbor2.dumps(act, canonical=True) != self.payload:
            raise Refused("act")
        needed, allowed = self.MEMBERS.get(act.get(1), (None, None))
        common = {1, 3, 4, 5, 10} | ({2} if act.get(1) != 6 else set())
        if needed is None or not needed | common <= set(act) <= needed | common | allowed:
            raise Refused("members")
        if len(act.get(2, bytes(32))) != 32 or len(act[4]) != 8 or not NAME.fullmatch(act[3]) or not NAME.fullmatch(act[5]):
            raise Refused("names")
        reasons = range(1, 9) if act[1] in (1, 2) else [*range(1, 9), *range(16, 22)]
        if act.get(8, 1) not in reasons or act.get(7, 1) not in (1, 2):
            raise Refused("reason")
        order = act.get(9, "x")
        if not 1 <= len(order.encode()) <= 96 or any(unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") for c in order):
            raise Refused("order")
        parts = act.get(13, [[1, 0, 1]])
        if not 1 <= len(parts) <= 16 or [p[:2] for p in parts] != sorted({tuple(p[:2]): list(p[:2]) for p in parts}.values()):
            raise Refused("ends")
        if any(not 1 <= value <= 3 or not 1 <= number <= 65536 for value, _, number in parts):
            raise Refused("ends")
        changes, count = act[1] in (2, 3, 4, 5), act.get(12, 1)
        if changes and ({8, 9} & set(act) != ({8, 9} if count > 20 else set()) or not 1 <= count <= 65536):
            raise Refused("grounds")
        longest = {2: 31 * 86400, 3: 31 * 86400, 4: 367 * 86400}.get(act[1])
        if longest and act[11] - act[10] > longest or act.get(11, act[10] + 1) <= act[10]:
            raise Refused("end")
        ended = sum(n for _, _, n in act.get(13, []))
        if act[1] == 5 and ended != count or ended > count:
            raise Refused("ended")
        if act[1] == 7 and self.second is not None or self.second == self.first or self.second_officer == act[5]:
            raise Refused("officers")

    def signed(self, first, second=None):
        """Whether these public keys made the signatures."""
        message = cbor2.dumps(["Signature1", self.protected, b"", self.payload], canonical=True)
        if not holds(first, self.signature, message):
            return False
        if self.second is None:
            return second is None
        over = ["CounterSignatureV2", self.protected, self.signer, b"", self.payload, [self.signature]]
        return second is not None and holds(second, self.countersignature, cbor2.dumps(over, canonical=True))


def key_identifier(public):
    """RFC 9679: the first 8 bytes of the thumbprint."""
    return hashlib.sha256(cbor2.dumps({1: 1, -1: 6, -2: public}, canonical=True)).digest()[:8]


def unaccounted(acts, key, counts, issued, size):
    """docs/log.md §7: the values of which a list changes more codes than the log answers for. `acts`: (index, act) of those that count."""
    short, once, made = {}, [], set()
    for n, act in acts:
        # An act counts once, and from its own time on. Two acts of one kind on the same codes answer for them once.
        if n < size and act[4] == key and act[10] <= issued + 300 and act not in [a for a, _ in once]:
            once.append((act, (act[1], act[2]) not in made))
            made.add((act[1], act[2]))
    for value, kind in ((1, 4), (2, 3), (3, 2)):
        answered = sum(a[12] for a, is_new in once if is_new and a[1] == kind and a[11] > issued)
        ended = sum(c for a, _ in once for v, t, c in a.get(13, []) if v == value and t > issued)
        if counts.get(value, 0) > max(0, answered - ended):
            short[value] = (counts[value], max(0, answered - ended))
    return short


def opening(data):
    """(act, key id, index, reason, order, checkpoint) of an opening; raises for one that opens nothing."""
    key, index, reason, order, salt, leaf, path, text = cbor2.loads(data)
    entry, place, hashes, checkpoint = proof(text.encode())
    act = Act(entry)
    if act.act[4] != key or not 1 < act.act[1] < 6:
        raise Refused("act")
    if included(hashlib.sha256(b"\x00" + act_leaf(salt, key, index, reason, order)).digest(), leaf, act.act[12], path) != act.act[2]:
        raise Refused("leaf")
    if included(leaf_hash(entry), place, checkpoint.size, hashes) != checkpoint.root:
        raise Refused("not included")
    if act.act.get(8, reason) != reason or act.act.get(9, order) != order:
        raise Refused("grounds")
    return act, key, index, reason, order, checkpoint


def included(node, index, size, path):
    """RFC 9162 §2.1.3.2: the root that a path leads to."""
    if index >= size:
        raise Refused("index")
    last = size - 1
    for sibling in path:
        if last == 0:
            raise Refused("path")
        if index & 1 or index == last:
            node = hashlib.sha256(b"\x01" + sibling + node).digest()
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\x01" + node + sibling).digest()
        index, last = index >> 1, last >> 1
    if last:
        raise Refused("path")
    return node


def proof(data):
    """(entry, index, hashes, checkpoint) of a C2SP tlog-proof."""
    head, _, rest = data.partition(b"\n\n")
    lines = head.decode().split("\n")
    if lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1].startswith("extra ") or not lines[2].startswith("index "):
        raise Refused("proof")
    return (base64.b64decode(lines[1][6:], validate=True), int(lines[2][6:]),
            [base64.b64decode(line, validate=True) for line in lines[3:]], Checkpoint(rest))
