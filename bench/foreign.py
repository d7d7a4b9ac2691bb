#!/usr/bin/env python3
"""What certificates of other formats cost: part of `make bench`, or bench/foreign.py --help.

EU certificates of a signer made here, text to verdict, warm, on one core: hcode's library in one process, next to a verifier in
Python built on `cryptography` and `cbor2` that is given its keys parsed, in turns. Then whole runs of hcode with ten foreign
keys in the store and with ten thousand. The unit is CPU time; ratios of one run are what counts.
"""

import argparse
import base64
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Tests/Command/support"))
import hcert  # noqa: E402  the signer of the tests

AT, NOW = "2022-03-01T12:00:00Z", 1646136000
VALUES = [-1] * 256
for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"):
    VALUES[ord(character)] = value
USAGE = {"v": "2", "t": "1", "r": "3"}


def base45(text):
    values = [VALUES[byte] for byte in text]
    if min(values) < 0 or len(values) % 3 == 1:
        raise ValueError("base45")
    result = bytearray()
    whole = len(values) // 3 * 3
    for a, b, c in zip(values[0:whole:3], values[1:whole:3], values[2:whole:3]):
        group = a + 45 * b + 2025 * c
        if group > 0xFFFF:
            raise ValueError("base45")
        result.append(group >> 8)
        result.append(group & 255)
    if len(values) % 3:
        group = values[-2] + 45 * values[-1]
        if group > 255:
            raise ValueError("base45")
        result.append(group)
    return bytes(result)


def head(count):
    if count < 24:
        return bytes([0x40 | count])
    return bytes([0x58, count]) if count < 256 else b"\x59" + count.to_bytes(2, "big")


def is_genuine(text, keys):
    """The rules of docs/formats/dcc.md as somebody writes them in an afternoon; keys by id, parsed, with their purposes."""
    if not text.startswith(b"HC1:"):
        return False
    inflater = zlib.decompressobj()
    message = inflater.decompress(base45(text[4:]), 65536)
    if not inflater.eof:
        return False
    message = cbor2.loads(message)
    if isinstance(message, cbor2.CBORTag):
        message = message.value
    protected, unprotected, payload, signature = message
    header = cbor2.loads(protected)
    signed = b"\x84\x6aSignature1" + head(len(protected)) + protected + b"\x40" + head(len(payload)) + payload
    for key, purposes in keys.get(header.get(4, unprotected.get(4)), ()):
        try:
            if header[1] == -7 and isinstance(key, ec.EllipticCurvePublicKey) and len(signature) == 64:
                numbers = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
                key.verify(utils.encode_dss_signature(*numbers), signed, ec.ECDSA(hashes.SHA256()))
            elif header[1] == -37 and isinstance(key, rsa.RSAPublicKey):
                key.verify(signature, signed, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
            else:
                continue
        except InvalidSignature:
            continue
        claims = cbor2.loads(payload)
        certificate = claims[-260][1]
        groups = [group for group in "vtr" if certificate.get(group)]
        return (claims[6] <= NOW <= claims[4] and len(groups) == 1 and len(certificate[groups[0]]) == 1
                and (not purposes or USAGE[groups[0]] in purposes))
    return False


def run(*command, input=None):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, input=input)
    if done.returncode:
        sys.exit(f"bench: {' '.join(map(str, command))}\n  exit {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def pinned():
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def in_python(texts, keys, seconds):
    """Certificates verified per second of CPU time; the median of five turns."""
    rates = []
    for _ in range(5):
        start, count = time.thread_time(), 0
        while time.thread_time() - start < seconds / 5:
            for text in texts:
                assert is_genuine(text, keys)
            count += len(texts)
        rates.append(count / (time.thread_time() - start))
    return statistics.median(rates)


def in_hcode(program, index, texts, seconds):
    output = subprocess.run([program, "foreign", index, AT, str(seconds)], input=b"\n".join(texts) + b"\n",
                            capture_output=True, preexec_fn=pinned)
    try:
        return int(output.stdout.split(b"per_second=")[1])
    except IndexError:
        sys.exit(f"bench: {output.stdout.decode()}{output.stderr.decode()}")


def bare(seconds=1):
    """OpenSSL's own verifications of P-256 a second; None where its program is not."""
    try:
        output = subprocess.run(["openssl", "speed", "-seconds", str(seconds), "ecdsap256"], capture_output=True, text=True,
                                preexec_fn=pinned).stdout
        return float(output.split()[-1])
    except (OSError, ValueError, IndexError):
        return None


def certificates(signer, count):
    texts = []
    for number in range(count):
        entry = {"ci": f"URN:UVCI:01:XX:{number * 2654435761 % 10 ** 12:012}#A", "dt": f"2021-06-{number % 28 + 1:02}"}
        texts.append(signer.text(hcert.vaccination(**entry)).encode())
    return texts


def rates(options, folder):
    for name, make in (("ES256", lambda: hcert.Signer()), ("PS256, 2048 bits", lambda: hcert.Signer(rsa_bits=2048))):
        signers = [make() for _ in range(8)]
        keys = {signer.kid: [(signer.key.public_key(), "")] for signer in signers}
        texts = [text for signer in signers for text in certificates(signer, 32)]
        place = folder / name[:5]
        store = hcert.imported(place, *[[{"kid": base64.b64encode(signer.kid).decode(), "x509": base64.b64encode(signer.der).decode()}
                                         for signer in signers]])
        ours, theirs, roofs = [], [], []
        for _ in range(options.rounds):
            ours.append(in_hcode(options.in_process, store / "index", texts, options.seconds))
            theirs.append(in_python(texts, keys, options.seconds))
            roofs.append(bare() if name == "ES256" else None)
        ratio = statistics.median(a / b for a, b in zip(ours, theirs))
        roof = statistics.median(roofs) if all(roofs) else None
        more = f"; OpenSSL's bare verify {roof:,.0f}/s: {statistics.median(ours) / roof:.2f} of it" if roof else ""
        print(f"{name:18} {len(texts[0])} characters: hcode {statistics.median(ours):,.0f}/s, Python {statistics.median(theirs):,.0f}/s: "
              f"{ratio:.2f} x{more}")


def keys_list(count):
    entries = []
    for number in range(count):
        numbers = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
        x, y = (base64.urlsafe_b64encode(n.to_bytes(32, "big")).decode().rstrip("=") for n in (numbers.x, numbers.y))
        entries.append({"kid": base64.b64encode(os.urandom(8)).decode(), "jwk": {"kty": "EC", "crv": "P-256", "x": x, "y": y}})
    return {"keys": entries}


def start_up(options, folder):
    signer = hcert.Signer()
    text = certificates(signer, 1)[0].decode()
    commands = {}
    for count in (10, 10_000):
        own = {"kid": base64.b64encode(signer.kid).decode(), "x509": base64.b64encode(signer.der).decode()}
        listed = keys_list(count - 1)
        listed["keys"].append(own)
        store = hcert.imported(folder / str(count), listed)
        commands[count] = [options.hcode, "verify", "--quiet", "--at", AT, "--store", str(store), "--", text]
    times = {count: [] for count in commands}
    for _ in range(options.runs):
        for count, command in commands.items():
            pid = os.posix_spawn(command[0], command, os.environ)
            _, status, usage = os.wait4(pid, 0)
            if os.waitstatus_to_exitcode(status) != 30:
                sys.exit(f"bench: exit {os.waitstatus_to_exitcode(status)} instead of 30")
            times[count].append((usage.ru_utime + usage.ru_stime) * 1000)
    few, many = (statistics.median(times[count]) for count in (10, 10_000))
    print(f"hcode verify, whole run: 10 foreign keys {few:.1f} ms CPU, 10,000 {many:.1f} ms: {many / few:.2f} x")
    instructions = {count: counted(command) for count, command in commands.items()}
    if all(instructions.values()):
        print("  million instructions: " + ", ".join(f"{count:,} keys {number / 1e6:.1f}" for count, number in instructions.items()))


def counted(command):
    """Instructions as callgrind counts them; None without it."""
    try:
        done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command], capture_output=True, text=True)
        return int(done.stderr.split("Collected :")[1].split()[0])
    except (OSError, IndexError, ValueError):
        return None


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--hcode", required=True)
    options.add_argument("--in-process", required=True)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seconds", type=float, default=2, help="CPU time of a turn")
    options.add_argument("--runs", type=int, default=31)
    options = options.parse_args()
    options.hcode = str(Path(options.hcode).resolve())
    with tempfile.TemporaryDirectory() as folder:
        start_up(options, Path(folder))
        pinned()
        rates(options, Path(folder))


if __name__ == "__main__":
    main()
