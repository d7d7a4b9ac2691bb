"""EU Digital COVID Certificates: a signer of our own that can be made to do anything."""

import base64
import hashlib
import json
import re
import zlib
from datetime import datetime, timedelta, timezone

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

import foreign
from command import run, verdict

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def base45_bytes(text):
    result = b""
    for start in range(0, len(text), 3):
        group = text[start:start + 3]
        number = sum(ALPHABET.index(character) * 45 ** place for place, character in enumerate(group))
        result += number.to_bytes(len(group) - 1, "big")
    return result


def base45(data):
    text = ""
    for start in range(0, len(data), 2):
        group = data[start:start + 2]
        number = int.from_bytes(group, "big")
        for _ in range(len(group) + 1):
            text += ALPHABET[number % 45]
            number //= 45
    return text


def message(text):
    """The four parts of the COSE message in a text."""
    value = cbor2.loads(zlib.decompress(base45_bytes(text.rstrip("\r\n")[4:])))
    while isinstance(value, cbor2.CBORTag):
        value = value.value
    return value


def written(parts):
    """The text of a message of those four parts."""
    return "HC1:" + base45(zlib.compress(cbor2.dumps(cbor2.CBORTag(18, parts))))


def claims(text):
    return cbor2.loads(message(text)[2])


def clock(text):
    """A clock of the corpus: with or without a zone, with any number of decimals."""
    text = re.sub(r"\.\d+", "", text)
    text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text).replace("Z", "+00:00")
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=timezone.utc)


def rfc3339(time):
    """The first whole second that is not before a time."""
    if isinstance(time, (int, float)):
        time = datetime.fromtimestamp(time, timezone.utc)
    if time.microsecond:
        time += timedelta(seconds=1)
    return time.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


# As long as a file may count.
LONGEST = ("--valid", "366d", "--allow-empty")


def new_year(at):
    """The first second of the year of a time: what is imported then for the longest time counts all year."""
    return at[:4] + "-01-01T00:00:00Z"


def imported(folder, *files, at="2022-01-01T00:00:00Z", format="dcc", options=LONGEST):
    """A store with those files' contents, each an object that becomes JSON, or bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(files):
        path = folder / f"{number}.trust"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        result = run("trust", "import", "--format", format, *options, "--store", folder / "store", "--at", at, path)
        assert result.returncode == 0, result.stderr
    return folder / "store"


def b64(data):
    return base64.b64encode(data).decode()


class Signer:
    """A document signer with a certificate of its own, that signs whatever it is told."""

    START = datetime(2021, 1, 1, tzinfo=timezone.utc)

    def __init__(self, country="XX", usage=(), rsa_bits=None, until=datetime(2031, 1, 1, tzinfo=timezone.utc), curve=None):
        self.key = rsa.generate_private_key(65537, rsa_bits) if rsa_bits else ec.generate_private_key(curve or ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COUNTRY_NAME, country),
                          x509.NameAttribute(x509.NameOID.COMMON_NAME, "signer of a test")])
        builder = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(self.key.public_key())
                   .serial_number(x509.random_serial_number()).not_valid_before(self.START).not_valid_after(until))
        if usage:
            builder = builder.add_extension(x509.ExtendedKeyUsage(list(map(x509.ObjectIdentifier, usage))), critical=False)
        self.der = builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
        self.kid = hashlib.sha256(self.der).digest()[:8]
        self.spki = self.key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)

    def jwk(self, zeros=0):
        """A JWK whose coordinates have zeros in front, or have lost theirs."""
        numbers = self.key.public_key().public_numbers()

        def url(number):
            data = number.to_bytes(32, "big")
            data = bytes(zeros) + data if zeros >= 0 else data.lstrip(b"\0")
            return base64.urlsafe_b64encode(data).decode().rstrip("=")

        return {"kty": "EC", "crv": "P-256", "x": url(numbers.x), "y": url(numbers.y)}

    def signature(self, protected, payload):
        signed = cbor2.dumps(["Signature1", protected, b"", payload])
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(signed, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
        r, s = utils.decode_dss_signature(self.key.sign(signed, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def text(self, content, kind=1, kid=None, protects_kid=True, **changes):
        """The text of a certificate; `changes` are claims by name, None takes one away. A key id that is not protected stands beside the signature."""
        claims = {1: "XX", 4: 1700000000, 6: 1640995200, -260: {kind: content}}
        for name, value in changes.items():
            number = {"iss": 1, "exp": 4, "nbf": 5, "iat": 6}[name]
            claims[number] = value
        payload = cbor2.dumps({number: value for number, value in claims.items() if value is not None})
        algorithm = -37 if isinstance(self.key, rsa.RSAPrivateKey) else -7
        names = {4: self.kid if kid is None else kid}
        protected = cbor2.dumps({1: algorithm} | (names if protects_kid else {}))
        unprotected = {} if protects_kid else names
        return written([protected, unprotected, payload, self.signature(protected, payload)])


def vaccination(**changes):
    entry = {"tg": "840539006", "vp": "1119349007", "mp": "EU/1/20/1528", "ma": "ORG-100030215", "dn": 2, "sd": 2,
             "dt": "2021-06-11", "co": "XX", "is": "Ministry of Tests", "ci": "URN:UVCI:01:XX:TEST1#A"} | changes
    return {"ver": "1.3.0", "nam": {"fn": "Gößinger", "gn": "Ada", "fnt": "GOESSINGER", "gnt": "ADA"},
            "dob": "1998-02-26", "v": [entry]}


AT = "2022-03-01T12:00:00Z"


def judged(text, store, at=AT):
    found = verdict(run("verify", "--exact", "--json", "--at", at, "--store", store, "--", text))
    foreign.SCHEMA.validate(found)
    return found


def reasons(text, store, at=AT):
    return judged(text, store, at)["reasons"]


def pem(der):
    lines = base64.encodebytes(der).decode()
    return f"-----BEGIN CERTIFICATE-----\n{lines}-----END CERTIFICATE-----\n"


def halved(text):
    signature = message(text)[3]
    return signature[:32] if len(signature) == 64 else signature


def batch(hash_type, *hashed, **changes):
    entries = [{"hash": b64(hashlib.sha256(value if isinstance(value, bytes) else value.encode()).digest()[:16])} for value in hashed]
    return {"country": "XX", "expires": "2022-06-01T00:00:00.000Z", "kid": "UNKNOWN_KID", "hashType": hash_type, "entries": entries} | changes


UVCI = "URN:UVCI:01:XX:TEST1#A"


def did(*entries, domain="DCC", did_id="did:web:example.org:v2:trustlist"):
    """A trust list as the network publishes it."""
    methods = []
    for key, usage, more in entries:
        kid = b64(key.kid)
        methods.append({
            "id": f"{did_id}:{domain}:XXA:{usage}#{kid}", "type": "JsonWebKey2020", "controller": did_id,
            "publicKeyJwk": key.jwk(zeros=1) | {"kid": kid, "x5c": [b64(key.der)]}} | more)
    return {"@context": ["https://www.w3.org/ns/did/v1"], "id": f"{did_id}:{domain}", "verificationMethod": methods,
            "proof": {"type": "JsonWebSignature2020"}}
