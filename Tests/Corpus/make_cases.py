"""Makes the cases of Israel's first form and of DIVOC anew, with new throw-away keys: make_cases.py, in the tests' environment.

The other formats' cases were made by programs that are not kept here (SOURCE.md).
"""

import base64
import io
import json
import sys
import zipfile
from datetime import datetime, timezone
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Command/support"))
import divoc  # noqa: E402

NOW = int(datetime(2022, 4, 15, 5, 20, tzinfo=timezone.utc).timestamp())


class Cases:
    """The manifest of a format, and its files."""

    def __init__(self, format):
        self.format, self.folder, self.cases = format, HERE / format, []
        for name in ("cases", "trust"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)

    def trust(self, name, content):
        (self.folder / f"trust/{name}.json").write_text(json.dumps(content, indent=1) + "\n")

    def add(self, id, content, expect="accept", trust="alpha", now=NOW, **more):
        data = content if isinstance(content, bytes) else content.encode()
        (self.folder / f"cases/{id}.txt").write_bytes(data)
        self.cases.append({"id": id, "format": self.format, "input": [f"cases/{id}.txt"], "carrier": "binary", "now": now,
                           "trust": f"trust/{trust}.json", "expect": expect, **more, "origin": "made"})

    def reject(self, id, content, reason, **more):
        self.add(id, content, "reject", reason=reason, **more)

    def write(self):
        manifest = {"schema": "hcode-format-cases/1", "format": self.format, "cases": self.cases}
        (self.folder / "cases.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")


def spki(key):
    return base64.b64encode(key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)).decode()


def israel():
    cases = Cases("il")
    curve, factors = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
    keys = [{"c": "IL MOHEC", "et": 3, "spki": spki(curve)}, {"c": "IL MOH", "et": 2, "spki": spki(factors)}]
    cases.trust("alpha", {"keys": keys})
    cases.trust("alpha-revoked", {"keys": keys, "revoked_cn": ["c-7"], "revoked_fn": ["f-8"]})

    def text(sealed=None, key=curve, separator="#", **changes):
        message = {"c": "IL MOHEC", "et": 3, "ct": 1, "e": "2022-06-01", "id": "01/IL/TEST1", "cn": "c-1", "fn": "f-1",
                   "gl": "לוי", "fl": "נועה", "g": "Levi", "f": "Noa", "b": "1985-03-07",
                   "d1": {"d": "2021-02-01", "c": "TEST"}, "d2": {"d": "2021-02-22", "c": "TEST"}} | changes
        data = json.dumps({k: v for k, v in message.items() if v is not None}, ensure_ascii=False)
        if key is factors:
            signature = key.sign((sealed or data).encode(), padding.PKCS1v15(), hashes.SHA256())
        else:
            signature = key.sign((sealed or data).encode(), ec.ECDSA(hashes.SHA256()))
        return f"{base64.b64encode(signature).decode()}{separator}{data}"

    cases.add("made-ok-ec", text())
    cases.add("made-ok-rsa", text(key=factors, c="IL MOH", et=2))
    good = text()
    cases.reject("made-changed-name", good.replace("Noa", "Nob"), "bad-signature")
    cases.reject("made-expired", text(e="2022-04-14"), "expired")
    cases.add("made-ok-last-day", text(e="2022-04-15"))
    cases.reject("made-issuer-unknown", text(c="IL OTHER"), "unknown-key")
    cases.reject("made-type-unknown", text(et=4), "alg-not-allowed")
    cases.reject("made-type-of-the-other-key", text(et=2), "unknown-key")
    cases.reject("made-base64-cut", good[1:], ["bad-encoding", "bad-structure", "bad-prefix"])
    cases.reject("made-member-twice", good.replace('{"c"', '{"c": "IL MOHEC", "c"'), "bad-structure")
    cases.reject("made-issuer-missing", text(c=None), "bad-structure")
    cases.reject("made-coarse-batch-revoked", text(cn="c-7"), "revoked", trust="alpha-revoked")
    cases.reject("made-fine-batch-revoked", text(fn="f-8"), "revoked", trust="alpha-revoked")
    cases.add("made-ok-batches-of-others-revoked", text(), trust="alpha-revoked")
    cases.write()


def zipped(text, name="certificate.json"):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return target.getvalue()


def cowin():
    cases = Cases("divoc")
    digest = divoc.digests(HERE / "divoc/contexts")
    rsa_issuer, edwards, stranger = divoc.Issuer(digest), divoc.Issuer(digest, "EdDSA"), divoc.Issuer(digest)

    def entry(issuer):
        pem = issuer.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
        return {"issuer": "https://a.example/", "verificationMethod": "did:a" if issuer is rsa_issuer else "did:b",
                "alg": issuer.algorithm, "pem": pem}

    cases.trust("alpha", {"keys": [entry(rsa_issuer), entry(edwards)]})
    cases.trust("alpha-revoked", {"keys": [entry(rsa_issuer)], "revoked": ["C1"]})
    name = {"name": "Åsa Quill 李"}

    def written(document):
        return json.dumps(document, ensure_ascii=False)

    def certificate(**changes):
        plain = divoc.certificate(**changes)
        plain["credentialSubject"] |= name
        return plain

    signed = rsa_issuer.sign(certificate())
    cases.add("made-ok-ps256", written(signed), fields=name)
    cases.add("made-ok-eddsa", written(edwards.sign(certificate(), verificationMethod="did:b")), fields=name)
    cases.add("made-ok-zipped", zipped(written(signed)), fields=name)
    cases.reject("made-strangers-key", written(stranger.sign(certificate())), "bad-signature")
    cases.reject("made-changed-name", written(signed).replace("Åsa", "Osa"), "bad-signature")
    cases.reject("made-changed-vaccine", written(signed).replace("COVISHIELD", "COVAXIN"), "bad-signature")
    cases.reject("made-changed-created", written(signed).replace('"created": "2021', '"created": "2020'), "bad-signature")
    cases.reject("made-purpose-authentication", written(rsa_issuer.sign(certificate(), proofPurpose="authentication")), "bad-claims")
    cases.reject("made-key-unknown", written(rsa_issuer.sign(certificate(), verificationMethod="did:c")), "unknown-key")
    cases.reject("made-issuer-unknown", written(rsa_issuer.sign(certificate(issuer="https://c.example/"))), "unknown-issuer")
    cases.reject("made-context-more", written({**signed, "@context": [*signed["@context"], "https://evil.example/"]}), "unsupported")
    cases.reject("made-revoked", written(signed), "revoked", trust="alpha-revoked")
    damaged = bytearray(zipped(written(signed)))
    damaged[40 + len("certificate.json")] ^= 1
    cases.reject("made-zip-damaged", bytes(damaged), ["bad-encoding", "bad-structure"])
    cases.write()


if __name__ == "__main__":
    israel()
    cowin()
