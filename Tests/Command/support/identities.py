"""Identity QR codes of claim 169: by somebody else's program, and altered ones by hand."""

import base64
import json
import zlib

import cbor2
import claim169
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from authority import NOW
from hcert import base45

ISSUER = "https://id.example"
SEED = bytes(range(32))
YEAR = 365 * 86400


def b64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def ed25519_jwk(seed=SEED, kid="k1"):
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return {"kty": "OKP", "crv": "Ed25519", "x": b64url(public), **({"kid": kid} if kid else {})}


def ec_jwk(key, kid="k2"):
    numbers = key.public_key().public_numbers()
    return {"kty": "EC", "crv": "P-256", "kid": kid, "x": b64url(numbers.x.to_bytes(32, "big")), "y": b64url(numbers.y.to_bytes(32, "big"))}


def rsa_jwk(key, kid="k3"):
    numbers = key.public_key().public_numbers()
    return {"kty": "RSA", "kid": kid, "n": b64url(numbers.n.to_bytes((numbers.n.bit_length() + 7) // 8, "big")), "e": "AQAB"}


def of_another_program(kid=b"k1", **members):
    """As the package claim169 writes it."""
    members = {"id": "410105198503072415", "full_name": "ZHANG Xiaoming", "date_of_birth": "1985-03-07"} | members
    claim = claim169.Claim169Input(id=members.pop("id"), full_name=members.pop("full_name"))
    for name, value in members.items():
        setattr(claim, name, value)
    meta = claim169.CwtMetaInput(issuer=ISSUER, expires_at=NOW + YEAR)
    meta.issued_at = meta.not_before = NOW - YEAR
    key = Ed25519PrivateKey.from_private_bytes(SEED)
    return claim169.encode_with_signer(claim, meta, lambda algorithm, _, data: key.sign(data), "EdDSA", key_id=kid)


def identity(**changes):
    """Claims as a map of numbers; None takes one away."""
    claims = {1: ISSUER, 4: NOW + YEAR, 5: NOW - YEAR, 6: NOW - YEAR,
              169: {1: "410105198503072415", 4: "ZHANG Xiaoming", 8: "19850307"}}
    for name, value in changes.items():
        number = int(name[1:])
        claims[number] = value
    return {key: value for key, value in claims.items() if value is not None}


def text_of(message):
    return base45(zlib.compress(message, 9))


def signed(claims, sign=None, algorithm=-8, kid=b"k1", tags=(18,), protected=None, unprotected=None, payload=None):
    header = {1: algorithm, **({4: kid} if kid else {})} if protected is None else protected
    header = header if isinstance(header, bytes) else cbor2.dumps(header)
    payload = cbor2.dumps(claims) if payload is None else payload
    to_sign = cbor2.dumps(["Signature1", header, b"", payload])
    signature = (sign or Ed25519PrivateKey.from_private_bytes(SEED).sign)(to_sign)
    message = [header, unprotected or {}, payload, signature]
    for tag in tags:
        message = cbor2.CBORTag(tag, message)
    return text_of(cbor2.dumps(message))


def es256(key):
    def sign(data):
        r, s = utils.decode_dss_signature(key.sign(data, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return sign


def ps256(key):
    return lambda data: key.sign(data, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())


def rs256(key):
    return lambda data: key.sign(data, padding.PKCS1v15(), hashes.SHA256())


def trust(*keys, issuer=ISSUER):
    return json.dumps({"issuers": [{"iss": issuer, "keys": list(keys)}]}).encode()
