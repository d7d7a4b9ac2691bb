"""A log that is too long for one file."""

import base64
import os
import struct
import time

import pytest

import command
from command import assert_error, issuer as codes
from logs import TYPE, Log, ok

pytestmark = pytest.mark.slow


def lines(count):
    """Entries of some 500 bytes. Their signatures are none: who appends without --signer is not asked for them."""
    now = int(time.time())
    protected = codes.cbor({1: codes.ED25519, 4: bytes(8), 16: TYPE})
    signer = codes.cbor({1: codes.ED25519, 4: bytes(7) + b"\1", -65539: "s" * 32})
    order = "Order " + "x" * 90
    for _ in range(count):
        payload = codes.cbor({1: 1, 2: os.urandom(32), 3: "CN-HA", 4: bytes(8), 5: "f" * 32, 7: 2, 8: 1, 9: order, 10: now, 11: now + 86_400})
        entry = (b"\xd2\x84" + codes.cbor(protected) + b"\xa1\x0b\x83" + codes.cbor(signer) + b"\xa0\x58\x40" + bytes(64)
                 + b"\x59" + struct.pack(">H", len(payload)) + payload + b"\x58\x40" + bytes(64))
        yield base64.b64encode(entry).decode()


def test_an_export_that_no_gate_takes_is_refused_and_says_where_to_begin(tmp_path):
    log = Log(tmp_path)
    made = list(lines(100_000))
    size = len(base64.b64decode(made[0])) + 2
    total = 0
    while total * size < 140 << 20:
        total += len(made)
        ok("log", "append", log.folder, "--clock-is-right", input="\n".join(made) + "\n")
        log.checkpoint()
        # A history has a checkpoint an hour; an export begins at one of them.
        ok("log", "checkpoint", log.folder, "--key", log.key.secret, "--clock-is-right", "--at", command.ahead(hours=2 * total // len(made)))
    output = tmp_path / "whole.log"
    refused = command.run("log", "export", log.folder, "-o", output)
    assert_error(refused, 65, "more than 128 MiB")
    assert not output.exists()
    since = int(refused.stderr.split(b"--since ")[1].split()[0])
    assert 0 < since < total
    ok("log", "export", log.folder, "--since", (since // len(made) + 1) * len(made), "-o", output)
    assert output.stat().st_size <= 128 << 20
