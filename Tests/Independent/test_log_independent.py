"""Other people's Merkle tree (pymerkle), Ed25519 (OpenSSL) and CBOR (cbor2) on the logs that the program makes."""

import base64
import os
import subprocess
from functools import partial
from pathlib import Path

import cbor2
import pytest
import reference_log as reference
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
HCODE = os.environ.get("HCODE") or str(ROOT / ".build/release/hcode")


def hcode(*args, cwd, input=None):
    result = subprocess.run([HCODE, *map(str, args)], cwd=cwd, input=input, capture_output=True, text=True,
                            env={"HOME": "/nonexistent", "PATH": os.environ["PATH"], "LANG": "C.UTF-8"})
    assert result.returncode == 0, (args, result)
    return result.stdout


DESK, CHIEF = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))


def public(key):
    return key.public_key().public_bytes_raw()


def line(number):
    """An entry that this test signs with another library."""
    dumps = partial(cbor2.dumps, canonical=True)
    payload = dumps({1: 1, 2: number.to_bytes(32, "big"), 3: "CN-HA", 4: bytes(8), 5: "desk-7", 7: 2, 8: 1, 9: f"命令 2026/{number}",
                     10: 1_764_057_600, 11: 1_765_267_200})
    protected = dumps({1: -19, 4: reference.key_identifier(public(DESK)), 16: "application/hcode-act+cbor"})
    signature = DESK.sign(dumps(["Signature1", protected, b"", payload]))
    signer = dumps({1: -19, 4: reference.key_identifier(public(CHIEF)), -65539: "chief-1"})
    second = CHIEF.sign(dumps(["CounterSignatureV2", protected, signer, b"", payload, [signature]]))
    return base64.b64encode(dumps(cbor2.CBORTag(18, [protected, {11: [signer, {}, second]}, payload, signature]))).decode()


SIZES = (1, 2, 255, 256, 257, 700)


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """A log that grew in steps, cosigned; the checkpoint of each step."""
    folder = tmp_path_factory.mktemp("log")
    for name in ("LOG", "WITNESS"):
        hcode("keygen", "--issuer", name, "--name", name, "--no-passphrase", cwd=folder)
    hcode("log", "init", "log", "--key", "LOG.key", "--origin", "health.example/log", cwd=folder)
    (folder / "w.vkey").write_text(hcode("log", "key", "WITNESS.pub", "--name", "w.example", "--witness", cwd=folder))
    steps, done = {}, 0
    for size in SIZES:
        hcode("log", "append", "log", cwd=folder, input="\n".join(line(n) for n in range(done, size)))
        hcode("log", "checkpoint", "log", "--key", "LOG.key", cwd=folder)
        steps[size] = (folder / "log/checkpoint").read_bytes()
        done = size
    hcode("log", "witness", "log", "--log-key", "log/vkey", "--key", "WITNESS.key", "--name", "w.example", "--state", "state",
          "-o", "cosigned", "--first", cwd=folder)
    hcode("log", "checkpoint", "log", "--cosigned", "cosigned", "--witness", "w.vkey", cwd=folder)
    return folder, steps


@pytest.fixture(scope="module")
def judge(log):
    tree = InmemoryTree(algorithm="sha256")
    for entry in reference.entries(log[0] / "log", SIZES[-1]):
        tree.append_entry(entry)
    return tree


def test_each_checkpoint_has_the_root_that_the_other_tree_has(log, judge):
    folder, steps = log
    for size, data in steps.items():
        checkpoint = reference.Checkpoint(data)
        assert checkpoint.size == size and checkpoint.root == judge.get_root(size)
        leaves = [reference.leaf_hash(e) for e in reference.entries(folder / "log", SIZES[-1])[:size]]
        assert checkpoint.root == reference.tree_hash(leaves)


def test_the_log_and_the_witness_signed_and_said_when(log):
    folder, _ = log
    checkpoint = reference.Checkpoint((folder / "log/checkpoint").read_bytes())
    text = (folder / "log/vkey").read_text()
    assert checkpoint.times(text) == [None]
    name, _, key = reference.vkey(text)
    timed = reference.base64.b64encode(b"\x04" + key).decode()
    [time] = checkpoint.times(f"{name}+{reference.key_id(name, 4, key).hex()}+{timed}")
    [seen] = checkpoint.times((folder / "w.vkey").read_text())
    assert 1_700_000_000 < time <= seen


def test_every_tile_is_what_the_entries_below_it_hash_to(log):
    folder, _ = log
    size = SIZES[-1]
    row = [reference.leaf_hash(e) for e in reference.entries(folder / "log", size)]
    level = 0
    while row:
        for number in range(0, len(row), 256):
            part = row[number:number + 256]
            assert reference.tile(folder / "log", level, number // 256, len(part)) == b"".join(part)
        row = [reference.tree_hash(row[n:n + 256]) for n in range(0, len(row) - 255, 256)]
        level += 1
    assert level == 2


@pytest.mark.parametrize("index", [0, 1, 254, 255, 256, 511, 512, 698, 699])
def test_the_programs_inclusion_proofs_are_the_other_trees(log, judge, index):
    folder, _ = log
    hcode("log", "prove", "log", "--index", index, "-o", f"{index}.tlog-proof", cwd=folder)
    entry, place, hashes, checkpoint = reference.proof((folder / f"{index}.tlog-proof").read_bytes())
    theirs = judge.prove_inclusion(index + 1, checkpoint.size)
    assert place == index and reference.Act(entry).act[9] == f"命令 2026/{index}"
    verify_inclusion(reference.leaf_hash(entry), checkpoint.root, theirs)
    # pymerkle's path begins with the leaf itself.
    assert [bytes.fromhex(h) for h in theirs.serialize()["path"]][1:] == hashes


def test_entries_are_deterministic_cbor(log):
    folder, _ = log
    for entry in reference.entries(folder / "log", SIZES[-1])[::50]:
        act = reference.Act(entry)
        assert act.signed(public(DESK), public(CHIEF)) and not act.signed(public(CHIEF), public(DESK)) and not act.signed(public(DESK))


def test_the_other_tree_finds_each_checkpoint_grown_from_the_one_before(log, judge):
    _, steps = log
    for old, new in zip(SIZES, SIZES[1:]):
        proof = judge.prove_consistency(old, new)
        verify_consistency(reference.Checkpoint(steps[old]).root, reference.Checkpoint(steps[new]).root, proof)
