#!/usr/bin/env python3
"""What is written in an hour: Base45, CBOR, a signature, an expiry. The kit must find it dangerous. Needs `cbor2` and `cryptography`."""

import json
import sys
from base64 import urlsafe_b64decode
from datetime import datetime

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def base45(text):
    groups = [[ALPHABET.index(c) for c in text[i:i + 3]] for i in range(0, len(text), 3)]
    return b"".join(sum(n * 45 ** i for i, n in enumerate(g)).to_bytes(len(g) - 1, "big") for g in groups)


def verify(text, trust, at):
    protected, _, payload, signature = cbor2.loads(base45(text.strip().removeprefix("HCODE1:"))).value
    kid, claims = cbor2.loads(protected)[4].hex(), cbor2.loads(payload)
    key = next(k for k in trust if k["kid"] == kid)
    Ed25519PublicKey.from_public_bytes(urlsafe_b64decode(key["x"] + "=")).verify(signature, cbor2.dumps(["Signature1", protected, b"", payload]))
    if claims[4] <= datetime.fromisoformat(at.replace("Z", "+00:00")).timestamp():
        return {"verdict": "refused", "reason": "expired"}
    status = ["green", "yellow", "red"][claims[-65537][1]]
    return {"verdict": status, "reason": "as-signed", "status": status}


print(json.dumps({"protocol": 1, "client": "naive", "version": "1", "ops": ["verify"]}), flush=True)
for line in sys.stdin:
    question = json.loads(line)
    try:
        answer = verify(question["text"], question["trust"], question["at"])
    except Exception:  # whatever it is
        answer = {"verdict": "forged", "reason": "bad-signature"}
    print(json.dumps({"id": question["id"]} | answer), flush=True)
