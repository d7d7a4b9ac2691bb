"""Others judge our codes, and we judge theirs: cbor2 and cryptography from PyPI, qrencode and zbarimg from Debian.

pycose 1.1.0 does not know the algorithm -19 (RFC 9864), so a copy of the message with -8, its older name, is given to
it: there it takes the structure apart and builds the Sig_structure, whose bytes are compared with ours.
"""

import base64
import hashlib
import json
import os
import random
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import cbor2
import pytest
import reference_verifier
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pycose.messages import Sign1Message

ROOT = Path(__file__).resolve().parents[2]
HCODE = os.environ.get("HCODE") or str(ROOT / ".build/release/hcode")

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def base45_encode(octets):
    text = ""
    for at in range(0, len(octets), 2):
        group = octets[at:at + 2]
        value = int.from_bytes(group, "big")
        for _ in range(len(group) + 1):
            text += ALPHABET[value % 45]
            value //= 45
    return text


def run(*arguments, input=None):
    return subprocess.run([HCODE, *arguments], input=input, capture_output=True, env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"})


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    assert run("keygen", "--issuer", "CN-HA", "--name", "河南", "-o", str(folder), "--no-passphrase").returncode == 0
    return folder


def issue(desk, status="green", *more):
    reason = [] if status == "green" else ["--reason", "symptoms", "--authority", "Order 7"]
    reason += ["--one-officer"] if status == "red" else []
    done = run("issue", "--key", str(desk / "CN-HA.key"), "--status", status, "--valid", "24h", *reason, *more, "--text")
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().rstrip("\n")


@pytest.mark.parametrize("status", ["green", "yellow", "red"])
def test_another_implementation_verifies_our_code_byte_for_byte(desk, status):
    text = issue(desk, status, "--name", "张小明", "--latin-name", "Zhang Xiaoming", "--birth-date", "1985-03-07")
    octets = reference_verifier.base45(text[7:])
    assert base45_encode(octets) == text[7:]
    message = cbor2.loads(octets)
    assert message.tag == 18 and cbor2.dumps(message, canonical=True) == octets
    protected, unprotected, payload, signature = message.value
    assert cbor2.loads(protected)[1] == -19 and unprotected == {}
    assert cbor2.dumps(cbor2.loads(payload), canonical=True) == payload
    jwk = json.loads((desk / "CN-HA.pub").read_text())
    x = base64.urlsafe_b64decode(jwk["x"] + "=")
    thumbprint = hashlib.sha256(cbor2.dumps({1: 1, -1: 6, -2: x}, canonical=True)).digest()
    assert cbor2.loads(protected)[4] == thumbprint[:8] == bytes.fromhex(jwk["kid"])
    signed = cbor2.dumps(["Signature1", protected, b"", payload])
    Ed25519PublicKey.from_public_bytes(x).verify(signature, signed)
    renamed = cbor2.dumps({1: -8, 4: thumbprint[:8]}, canonical=True)
    other = Sign1Message.from_cose_obj([renamed, {}, payload, signature], True)
    assert other.payload == payload and other._create_sig_structure() == cbor2.dumps(["Signature1", renamed, b"", payload])
    assert cbor2.loads(payload)[-65537][1] == ["green", "yellow", "red"].index(status)


def test_a_code_and_a_key_file_made_elsewhere_are_accepted(tmp_path):
    secret = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"a key for tests, worth nothing").digest())
    x = secret.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    kid = hashlib.sha256(cbor2.dumps({1: 1, -1: 6, -2: x}, canonical=True)).digest()[:8]
    now = datetime.now(timezone.utc).replace(microsecond=0)

    def rfc3339(time):
        return time.strftime("%Y-%m-%dT%H:%M:%SZ")

    jwk = {"kty": "OKP", "crv": "Ed25519", "alg": "Ed25519", "use": "sig", "x": base64.urlsafe_b64encode(x).decode().rstrip("="),
           "kid": kid.hex(), "issuer": "PY-1", "name": "Python", "created": rfc3339(now - timedelta(1)), "expires": rfc3339(now + timedelta(9))}
    (tmp_path / "py.pub").write_text(json.dumps(jwk))
    issued = int(now.timestamp())
    claims = {1: "PY-1", 4: issued + 3600, 6: issued, 7: b"\x2a", -65537: {1: 0, 2: {1: "José"}, 3: [[1, 960, 0, "LAB"]]}}
    protected, payload = cbor2.dumps({1: -19, 4: kid}, canonical=True), cbor2.dumps(claims, canonical=True)
    signature = secret.sign(cbor2.dumps(["Signature1", protected, b"", payload]))
    text = "HCODE1:" + base45_encode(cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature])))
    subprocess.run(["qrencode", "-o", tmp_path / "py.png", text], check=True)
    done = run("scan", "--json", "--trust", str(tmp_path / "py.pub"), str(tmp_path / "py.png"))
    told = json.loads(done.stdout)
    assert done.returncode == 0 and told["holder"] == {"name": "José"} and told["code_index"] == 42


@pytest.mark.slow
def test_the_independent_verifier_agrees_with_every_vector_and_the_generator_makes_them_again(tmp_path):
    kit = ROOT / "conformance"
    done = subprocess.run([sys.executable, kit / "clients/reference_verifier.py", kit / "codes"], capture_output=True, text=True)
    assert done.stdout.strip().endswith(", 0 failed") and int(done.stdout.split()[-4]) >= 90
    subprocess.run([sys.executable, kit / "make/make_vectors.py", tmp_path], check=True, capture_output=True)
    before, after = ({p.relative_to(folder): p.read_bytes() for p in [*folder.glob("codes/*/*.json"), folder / "flags.json"]} for folder in (kit, tmp_path))
    assert before == after


def mutated(generator, text):
    """A code with one to three changes, in its characters or in its bytes behind Base45."""
    if generator.random() < 0.4:
        characters = list(text)
        for _ in range(generator.randint(1, 3)):
            place = generator.randrange(len(characters))
            characters[place:place + 1] = generator.choice([[], [generator.choice(ALPHABET)], [characters[place]] * 2])
        return "".join(characters)
    octets = bytearray(reference_verifier.base45(text[7:]))
    for _ in range(generator.randint(1, 3)):
        place = generator.randrange(len(octets))
        octets[place:place + 1] = generator.choice([b"", bytes([generator.randrange(256)]), bytes([octets[place] ^ 1 << generator.randrange(8)])])
    return "HCODE1:" + base45_encode(bytes(octets))


def resigned(generator, text, secret):
    """The same code with a change in its claims and a signature that is right for them."""
    protected, _, payload, _ = cbor2.loads(reference_verifier.base45(text[7:])).value
    octets = bytearray(payload)
    for _ in range(generator.randint(1, 2)):
        place = generator.randrange(len(octets))
        octets[place] = generator.choice([generator.randrange(256), octets[place] ^ 1 << generator.randrange(8)])
    signature = secret.sign(cbor2.dumps(["Signature1", protected, b"", bytes(octets)]))
    return "HCODE1:" + base45_encode(cbor2.dumps(cbor2.CBORTag(18, [protected, {}, bytes(octets), signature])))


@pytest.mark.slow
def test_two_verifiers_agree_on_thousands_of_damaged_and_resigned_codes(tmp_path):
    vectors = [json.loads(path.read_text()) for path in sorted((ROOT / "conformance/codes/good").iterdir())]
    same = [v for v in vectors if v["trust"] == vectors[0]["trust"] and v["at"] == vectors[0]["at"]]
    assert len(same) >= 20
    jwk, at = same[0]["trust"][0], same[0]["at"]
    (tmp_path / "issuer.pub").write_text(json.dumps(jwk))
    secret = next(key for key in (Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"hcode test vector key %d" % n).digest()) for n in range(9))
                  if base64.urlsafe_b64encode(key.public_key().public_bytes_raw()).decode().rstrip("=") == jwk["x"])
    generator = random.Random(20261124)
    texts = [mutated(generator, generator.choice(same)["text"]) for _ in range(2000)]
    texts += [resigned(generator, generator.choice(same)["text"], secret) for _ in range(2000)]
    texts = [text for text in texts if text.startswith("HCODE1:") and text == text.strip("\t\r\n")]
    done = run("verify", "--exact", "--json", "--trust", str(tmp_path / "issuer.pub"), "--at", at, "-", input="\n".join(texts).encode() + b"\n")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == len(texts) > 3000
    differences = []
    for text, ours in zip(texts, told):
        theirs = reference_verifier.verify(text, [jwk], at)
        if (ours["verdict"], ours["reason"]) != (theirs["verdict"], theirs["reason"]):
            differences.append((text, ours["verdict"], ours["reason"], theirs["verdict"], theirs["reason"]))
    assert differences == []
    assert len({ours["reason"] for ours in told}) >= 12
