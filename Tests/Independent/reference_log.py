"""A second reader of hcode's logs, written from docs/log.md and the C2SP specifications alone."""

import base64
import hashlib
import struct
from pathlib import Path

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


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


def raise_commitment(kid, index):
    return hashlib.sha256(cbor2.dumps(["hcode log: raise", kid, index], canonical=True)).digest()


def proof(data):
    """(entry, index, hashes, checkpoint) of a C2SP tlog-proof."""
    head, _, rest = data.partition(b"\n\n")
    lines = head.decode().split("\n")
    if lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1].startswith("extra ") or not lines[2].startswith("index "):
        raise Refused("proof")
    return (base64.b64decode(lines[1][6:], validate=True), int(lines[2][6:]),
            [base64.b64decode(line, validate=True) for line in lines[3:]], Checkpoint(rest))
