"""An authority that signs whatever it is told, made from docs/trust.md alone."""

import zlib
from hashlib import sha256

import command
from command import issuer as codes

DAY, HOUR = 86400, 3600
NOW = codes.NOW
AT = command.AT
GREEN, YELLOW, RED = 0, 1, 2
PCR, ANTIGEN, ANTIBODY, VACCINATION, RECOVERY = 1, 2, 3, 4, 5
cbor, Tag, Key = codes.cbor, codes.Tag, codes.Key

TRUST_LIST = "application/hcode-trust-list+cbor"
SNAPSHOT = "application/hcode-snapshot+cbor"
STATUS_LIST = "application/statuslist+cwt"
STATUS_DELTA = "application/hcode-status-delta+cbor"


def role(keys, threshold=1):
    return [threshold, sorted(k.x for k in keys)]


def fingerprint(role_value):
    return sha256(cbor(role_value)).hexdigest()


def cose_sign(payload, signers, type_=TRUST_LIST, duplicate=False):
    """COSE_Sign with one signature of each signer (or each of them twice)."""
    body = cbor({16: type_})
    entries = []
    for key in sorted(signers, key=lambda k: k.kid):
        protected = cbor({1: codes.ED25519, 4: key.kid})
        message = cbor(["Signature", body, protected, b"", payload])
        entries += [[protected, {}, key.sign(message)]] * (2 if duplicate else 1)
    return cbor(Tag(98, [body, {}, payload, entries]))


def cose_sign1(payload, key, type_):
    protected = cbor({1: codes.ED25519, 4: key.kid, 16: type_})
    return cbor(Tag(18, [protected, {}, payload, key.sign(cbor(["Signature1", protected, b"", payload]))]))


def grant(statuses=(GREEN, YELLOW, RED), evidence=None, longest=None, officers=1):
    evidence = {k: 0 for k in range(1, 6)} if evidence is None else evidence
    return {1: list(statuses), 2: evidence} | ({3: longest} if longest else {}) | ({4: 1} if officers == 1 else {})


def code_key(key, statuses=(GREEN, YELLOW, RED), evidence=None, status_list=None, longest=None,
             since=NOW - 30 * DAY, until=NOW + 365 * DAY, officers=1):
    entry = {1: key.x, 2: since, 3: until, 4: grant(statuses, evidence, longest, officers)}
    return entry | ({5: status_list} if status_list else {})


def status_key(key, *uris, since=NOW - 30 * DAY, until=NOW + 365 * DAY):
    return {1: key.x, 2: since, 3: until, 6: list(uris)}


def listed(identifier, *keys, appeal=None, sunset=None):
    entry = {1: identifier, 2: {"en": f"Issuer {identifier}"}, 3: sorted(keys, key=lambda k: k[1])}
    return entry | ({4: appeal} if appeal else {}) | ({5: sunset} if sunset else {})


def recognised(other, statuses=(GREEN, YELLOW, RED), green_with=None, otherwise=None, sunset=None, roots=None):
    entry = {1: other.id, 2: {"en": f"Authority {other.id}"}, 3: roots or other.role, 4: list(statuses)}
    for number, value in ((5, green_with), (6, otherwise), (7, sunset)):
        if value is not None:
            entry[number] = value
    return entry


class Authority:
    """`roots` root keys of which `threshold` sign."""

    def __init__(self, identifier, roots=1, threshold=1, generation=1):
        self.id, self.threshold = identifier, threshold
        self.roots = [Key(f"{identifier} root {generation}.{n}", identifier, "root") for n in range(roots)]
        self.snapshot = Key(f"{identifier} snapshot", identifier, "snapshot")
        self.codes = Key(f"{identifier} codes", identifier, "codes")
        self.status = Key(f"{identifier} status", identifier, "status")
        self.uri = f"https://{identifier.lower()}.example/status"

    @property
    def role(self):
        return role(self.roots, self.threshold)

    @property
    def fingerprint(self):
        return fingerprint(self.role)

    def payload(self, version=1, issuers=None, recognises=(), issued=NOW - HOUR, expires=NOW + 30 * DAY, ttl=DAY,
                sunset=None, **changes):
        issuers = [listed(self.id, code_key(self.codes))] if issuers is None else issuers
        value = {1: self.id, 2: {"en": f"Authority {self.id}", "zh": "机构"}, 3: version, 4: issued, 5: expires, 6: ttl,
                 7: self.role, 8: role([self.snapshot]), 9: sorted(issuers, key=lambda i: i[1])}
        if recognises:
            value[10] = sorted(recognises, key=lambda r: r[1])
        if sunset:
            value[11] = sunset
        value |= {int(k[1:]): v for k, v in changes.items()}
        return cbor({k: v for k, v in value.items() if v is not None})

    def list(self, *args, signers=None, **kwargs):
        return cose_sign(self.payload(*args, **kwargs), self.roots[:self.threshold] if signers is None else signers)

    def with_status(self):
        """Its own issuer, with a status list."""
        return [listed(self.id, code_key(self.codes, status_list=self.uri), status_key(self.status, self.uri))]

    def status_list(self, statuses=None, size=4096, issued=NOW - HOUR, expires=NOW + 7 * DAY, ttl=DAY, key=None, uri=None):
        """`statuses`: index to value."""
        return cose_sign1(
            cbor({2: uri or self.uri, 4: expires, 6: issued, 65534: ttl,
                  65533: {"bits": 2, "lst": zlib.compress(bits(statuses or {}, size), 9)}}),
            key or self.status, STATUS_LIST)

    def status_delta(self, old, new, size=4096, issued=NOW - 1800, expires=NOW + 7 * DAY, ttl=DAY, changes=None, result=None):
        by_status = {}
        for index in sorted(new):
            if new[index] != old.get(index, 0):
                by_status.setdefault(new[index], []).append(index)
        encoded = {status: [b - a for a, b in zip([0] + indexes, indexes)] for status, indexes in by_status.items()}
        delta = {1: sha256(bits(old, size)).digest(), 2: result or sha256(bits(new, size)).digest(),
                 3: encoded if changes is None else changes}
        return cose_sign1(cbor({2: self.uri, 4: expires, 6: issued, 65534: ttl, -65538: delta}), self.status, STATUS_DELTA)

    def bundle(self, *members, issued=NOW - 600, expires=NOW + 7 * DAY, key=None, entries=None, files=None):
        """`members`: (kind, bytes)."""
        entries = [[k, sha256(b).digest(), len(b)] for k, b in members] if entries is None else entries
        payload = cbor({1: self.id, 2: issued, 3: expires, 4: entries})
        return cbor([cose_sign(payload, [key or self.snapshot], SNAPSHOT),
                     [b for _, b in members] if files is None else files])

    def code(self, status=GREEN, evidence=None, index=7, key=None, lasting=DAY, iat=codes.IAT):
        health = {GREEN: codes.GREEN, YELLOW: codes.YELLOW, RED: codes.RED}[status]
        health = codes.changed(health, {3: codes.MISSING if evidence is None else [list(e) for e in evidence]})
        claims = {1: self.id, 4: iat + lasting, 6: iat, 7: index.to_bytes(max(1, (index.bit_length() + 7) // 8), "big"),
                  codes.HEALTH: health}
        return codes.text(claims, key or self.codes)


def bits(statuses, size):
    """Two bits a code, least significant first."""
    raw = bytearray((size + 3) // 4)
    for index, value in statuses.items():
        raw[index // 4] |= value << index % 4 * 2
    return bytes(raw)
