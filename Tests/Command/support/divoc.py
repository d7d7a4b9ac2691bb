"""DIVOC certificates that an independent issuer signs: PyLD makes the canonical statements."""

import base64
import hashlib
import json
import random

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa
from pyld import jsonld

import corpus
from command import run

AT = "2022-04-15T05:20:00Z"
V1, V2 = "https://www.w3.org/2018/credentials/v1", "https://cowin.gov.in/credentials/vaccination/v1"


def digests(folder):
    """digest(document) → the SHA-256 of its canonical statements, with the contexts of a folder."""
    names = {V1: "credentials-v1", V2: "vaccination-v1", "https://w3id.org/security/v1": "security-v1",
             "https://w3id.org/security/v2": "security-v2"}

    def loader(url, options=None):
        return {"contextUrl": None, "documentUrl": url, "contentType": "application/ld+json",
                "document": json.loads((folder / f"{names[url]}.json").read_text())}

    return lambda document: hashlib.sha256(jsonld.normalize(document, {
        "algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": loader}).encode()).digest()


@pytest.fixture(scope="module")
def ld():
    """By the published contexts, or, where they are not there, by what our own say of the same terms."""
    published = corpus.OTHERS / "divoc/contexts"
    return digests(published if published.exists() else corpus.OWN / "divoc/contexts")


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Issuer:
    """Signs whatever it is told."""

    def __init__(self, ld, algorithm="PS256"):
        self.ld, self.algorithm = ld, algorithm
        self.key = rsa.generate_private_key(65537, 2048) if algorithm == "PS256" else ed25519.Ed25519PrivateKey.generate()

    def trust(self, tmp_path, **more):
        pem = self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
        file = tmp_path / "trust.json"
        file.write_text(json.dumps({"keys": [{
            "issuer": "https://a.example/", "verificationMethod": "did:a", "alg": self.algorithm, "pem": pem}], **more}))
        store = tmp_path / f"store{random.random()}"
        taken = run("trust", "import", "--format", "divoc", "--store", store, "--at", AT, file)
        assert taken.returncode == 0, taken.stderr
        return ("--store", store, "--at", AT)

    def sign(self, document, **proof):
        proof = {"type": "RsaSignature2018" if self.algorithm == "PS256" else "Ed25519Signature2018",
                 "created": "2021-03-03T04:28:46Z", "verificationMethod": "did:a", "proofPurpose": "assertionMethod", **proof}
        header = b64(json.dumps({"alg": self.algorithm, "b64": False, "crit": ["b64"]}).encode())
        options = {**proof, "@context": "https://w3id.org/security/v2"}
        signed = header.encode() + b"." + self.ld(options) + self.ld(document)
        if self.algorithm == "PS256":
            signature = self.key.sign(signed, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
        else:
            signature = self.key.sign(signed)
        return {**document, "proof": {**proof, "jws": f"{header}..{b64(signature)}"}}


def certificate(**changes):
    address = {"streetAddress": "", "streetAddress2": "", "district": "Chamba", "city": "", "addressRegion": "Himachal",
               "addressCountry": "IN", "postalCode": 176207}
    return {
        "@context": [V1, V2], "type": ["VerifiableCredential", "ProofOfVaccinationCredential"], "issuer": "https://a.example/",
        "issuanceDate": "2021-03-03T04:28:46.012Z", "nonTransferable": "true",
        "credentialSubject": {"type": "Person", "id": "did:Passport:A1", "refId": "1", "name": "Åsa \"Q\\uill\"\n李", "age": "65",
                              "gender": "Male", "nationality": "Indian", "address": dict(address)},
        "evidence": [{
            "id": "https://a.example/vaccine/1", "type": ["Vaccination"], "certificateId": "C1", "batch": "B", "vaccine": "COVISHIELD",
            "manufacturer": "Serum", "date": "2021-03-03T04:28:43.134Z", "effectiveStart": "2021-03-03", "effectiveUntil": "2025-12-31",
            "dose": 1, "totalDoses": 2, "verifier": {"name": "V"}, "facility": {"name": "F", "address": dict(address)}}], **changes}
