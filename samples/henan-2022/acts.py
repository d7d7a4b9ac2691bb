"""Signs entries of a log as docs/log.md §2 says, with Python and the libcrypto that comes with it: what an issuer's own program does."""

import base64
import ctypes
import ctypes.util
from datetime import datetime, timezone
from hashlib import sha256

LIBRARY = ctypes.CDLL(ctypes.util.find_library("crypto") or "libcrypto.so.3")
LIBRARY.EVP_PKEY_new_raw_private_key.restype = LIBRARY.EVP_MD_CTX_new.restype = ctypes.c_void_p
LIBRARY.EVP_PKEY_new_raw_private_key.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
LIBRARY.EVP_PKEY_get_raw_public_key.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_size_t)]
LIBRARY.EVP_DigestSignInit.argtypes = [ctypes.c_void_p] * 5
LIBRARY.EVP_DigestSign.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_size_t), ctypes.c_char_p, ctypes.c_size_t]
LIBRARY.EVP_MD_CTX_free.argtypes = [ctypes.c_void_p]
ED25519 = 1087  # NID_ED25519

ACTS = ("issued", "raised", "suspended", "revoked", "cleared", "destroyed")
REASONS = ("confirmed-case", "suspected-case", "close-contact", "secondary-contact", "listed-area", "symptoms", "test-overdue", "arrival")


class Key:
    """An officer's key, made from a text: for samples and measurements only."""

    def __init__(self, text):
        self.key = LIBRARY.EVP_PKEY_new_raw_private_key(ED25519, None, sha256(text.encode()).digest(), 32)
        public, length = ctypes.create_string_buffer(32), ctypes.c_size_t(32)
        assert LIBRARY.EVP_PKEY_get_raw_public_key(self.key, public, ctypes.byref(length)) == 1
        self.kid = sha256(cbor({1: 1, -1: 6, -2: public.raw})).digest()[:8]

    def sign(self, message):
        context = LIBRARY.EVP_MD_CTX_new()
        signature, length = ctypes.create_string_buffer(64), ctypes.c_size_t(64)
        made = (LIBRARY.EVP_DigestSignInit(context, None, None, None, self.key) == 1
                and LIBRARY.EVP_DigestSign(context, signature, ctypes.byref(length), message, len(message)) == 1)
        LIBRARY.EVP_MD_CTX_free(context)
        assert made
        return signature.raw


def head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    width = next(w for w in (1, 2, 4, 8) if number < 1 << 8 * w)
    return bytes([major << 5 | {1: 24, 2: 25, 4: 26, 8: 27}[width]]) + number.to_bytes(width, "big")


def cbor(value):
    """Deterministic CBOR (RFC 8949 §4.2) of what an entry needs."""
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    pairs = sorted((cbor(k), cbor(v)) for k, v in value.items())
    return head(5, len(pairs)) + b"".join(k + v for k, v in pairs)


def seconds(text):
    return int(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc).timestamp())


_keys = {}


def key(issuer, officer):
    if (issuer, officer) not in _keys:
        _keys[issuer, officer] = Key(f"{issuer} {officer}")
    return _keys[issuer, officer]


def line(entry):
    """A line for `hcode log append`. `entry` has the words of `hcode log export --json`."""
    act = {1: ACTS.index(entry["act"]) + 1, 2: bytes.fromhex(entry["commitment"]), 3: entry["issuer"],
           4: bytes.fromhex(entry["key_id"]), 5: entry["officer"], 10: seconds(entry["time"]), 11: seconds(entry["until"])}
    if entry["act"] == "issued":
        act |= {7: {"yellow": 1, "red": 2}[entry["status"]], 8: REASONS.index(entry["reason"]) + 1, 9: entry["authority"]}
    else:
        act[12] = entry.get("count", 1)
    first, payload = key(entry["issuer"], entry["officer"]), cbor(act)
    protected = cbor({1: -19, 4: first.kid, 16: "application/hcode-act+cbor"})
    signature, unprotected = first.sign(cbor(["Signature1", protected, b"", payload])), {}
    if second := entry.get("second_officer"):
        other = key(entry["issuer"], second)
        signer = cbor({1: -19, 4: other.kid, -65539: second})
        unprotected[11] = [signer, {}, other.sign(cbor(["CounterSignatureV2", protected, signer, b"", payload, [signature]]))]
    return base64.b64encode(b"\xd2" + cbor([protected, unprotected, payload, signature])).decode()
