"""Another judge of trust lists: what the program makes it takes, what is broken neither of them does."""

import base64
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import cbor2
import make_trust_vectors as faulty
import pytest
import reference_trust

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
HCODE = os.environ.get("HCODE") or str(ROOT / ".build/release/hcode")

VECTORS = sorted((ROOT / "conformance/lists").glob("*/*.json"))
AT = "2027-01-10T10:00:00Z"


def hcode(*args, cwd, status=0):
    result = subprocess.run([HCODE, *map(str, args)], cwd=cwd, capture_output=True, text=True,
                            env={"HOME": "/nonexistent", "PATH": os.environ["PATH"], "LANG": "C.UTF-8"})
    assert result.returncode == status, (args, result)
    return result


def keygen(folder, issuer, use="codes"):
    made = folder / issuer
    made.mkdir(mode=0o700)
    hcode("keygen", "--issuer", issuer, "--name", "河南", "--no-passphrase", "--valid", "1000d", "--for", "CN-HA", "--use", use, "-o", made, cwd=folder)
    public = made / f"{issuer}.pub"
    return SimpleNamespace(public=public, secret=made / f"{issuer}.key",
                           x=base64.urlsafe_b64decode(json.loads(public.read_text())["x"] + "="))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Two versions by the program, the second under other root keys."""
    folder = tmp_path_factory.mktemp("authority")
    r1, r2, r3, codes, snapshot = (keygen(folder, n) for n in ("R1", "R2", "R3", "CN-HA-ZZ", "SNAP"))
    status = keygen(folder, "CN-HA-ST", "status-lists")
    hcode("trust", "init", "--authority", "CN-HA", "--name", "Henan", "--name", "zh=河南", "--root", r1.public, r2.public,
          "--snapshot", snapshot.public, cwd=folder)
    hcode("trust", "add", codes.public, "--status", "green,red", "--evidence", "pcr:72h,recovery:any",
          "--longest-validity", "7d", "--status-list", "https://zz/1", "--appeal", "tel 12345", cwd=folder)
    hcode("trust", "add", status.public, "--use", "status-lists", "--for-status-list", "https://zz/1", cwd=folder)
    hcode("trust", "sunset", "CN-HA-ZZ", "--on", "2029-01-01T00:00:00Z", cwd=folder)
    hcode("trust", "build", "--at", AT, cwd=folder)
    hcode("trust", "sign", "CN-HA-1.trust", "--key", r1.secret, cwd=folder)
    half = (folder / "CN-HA-1.trust").read_bytes()
    hcode("trust", "sign", "CN-HA-1.trust", "--key", r2.secret, cwd=folder)
    hcode("trust", "roots", "--add", r3.public, "--remove", reference_trust.kid(r1.x).hex(), cwd=folder)
    hcode("trust", "build", "--at", AT, cwd=folder)
    for root in (r3, r1, r2):
        new_only = (folder / "CN-HA-2.trust").read_bytes()
        hcode("trust", "sign", "CN-HA-2.trust", "--key", root.secret, "--old", "CN-HA-1.trust", cwd=folder)
    read = [(folder / f"CN-HA-{n}.trust").read_bytes() for n in (1, 2)]
    return SimpleNamespace(first=read[0], second=read[1], half=half, without_old=new_only, roots=[r1.x, r2.x],
                           new_roots=[r2.x, r3.x])


@pytest.mark.parametrize("path", VECTORS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_vector_is_judged_as_it_says(path):
    expected, said = reference_trust.vector(path)
    assert said == expected


def test_the_generator_writes_the_vectors_that_are_kept(tmp_path):
    subprocess.run([sys.executable, ROOT / "conformance/make/make_trust_vectors.py", tmp_path], check=True, capture_output=True)
    kept = {p.relative_to(ROOT / "conformance"): p.read_bytes() for p in VECTORS}
    assert {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.glob("*/*/*.json")} == kept


def test_what_the_program_makes_is_accepted(made):
    assert reference_trust.judge(made.first, [], made.roots, AT) == "accepted"
    assert reference_trust.judge(made.second, [made.first], made.roots, AT) == "accepted"
    assert reference_trust.judge(made.second, [], made.new_roots, AT) == "accepted"


def test_what_the_program_has_not_finished_is_not(made):
    assert reference_trust.judge(made.half, [], made.roots, AT) == "under-signed"
    assert reference_trust.judge(made.without_old, [made.first], made.roots, AT) != "accepted"
    assert reference_trust.judge(made.first, [made.second], made.new_roots, AT) == "unsigned-root-change"
    assert reference_trust.judge(made.first, [], [], AT) == "unknown-authority"
    assert reference_trust.judge(made.first, [], made.roots, "2027-02-09T10:00:00Z") == "expired"


def test_the_list_says_what_the_source_said(made):
    payload = cbor2.loads(cbor2.loads(made.first).value[2])
    assert (payload[1], payload[2], payload[3], payload[5] - payload[4]) == ("CN-HA", {"en": "Henan", "zh": "河南"}, 1, 30 * 86400)
    assert payload[7] == [2, sorted(made.roots)]
    key = next(i for i in payload[9] if i[1] == "CN-HA-ZZ")[3][0]
    assert key[4] == {1: [0, 2], 2: {1: 4320, 5: 0}, 3: 7 * 86400} and key[5] == "https://zz/1"


def test_no_cut_and_no_changed_byte_is_accepted(made):
    chance = random.Random(11)
    for end in range(0, len(made.first), 9):
        assert reference_trust.judge(made.first[:end], [], made.roots, AT) == "malformed-list"
    for _ in range(300):
        place = chance.randrange(len(made.first))
        changed = bytearray(made.first)
        changed[place] ^= 1 << chance.randrange(8)
        assert reference_trust.judge(bytes(changed), [], made.roots, AT) != "accepted"


def public_files(folder, roots):
    """The pinned root keys of a vector as key files."""
    known = {k.x: k for k in [*faulty.ROOTS, *faulty.NEW_ROOTS, *faulty.MORE, faulty.STRANGER]}
    for number, root in enumerate(roots):
        place = folder / f"{number}.pub"
        place.write_text(json.dumps(known[base64.urlsafe_b64decode(root + "=")].jwk()))
        yield from ("--root", place)


@pytest.mark.parametrize("path", VECTORS[::5], ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_the_built_program_says_the_same(path, tmp_path):
    case = json.loads(path.read_text())
    options = ["--store", tmp_path / "store", *public_files(tmp_path, case["roots"])]
    for held in case.get("held", []):
        (tmp_path / "held").write_bytes(base64.b64decode(held))
        # Taken while it had not ended.
        hcode("trust", "import", tmp_path / "held", *options, "--at", "2026-11-24T09:55:00Z", cwd=tmp_path)
    (tmp_path / "list").write_bytes(base64.b64decode(case["file"]))
    outcome = case["expect"]["outcome"]
    result = hcode("trust", "import", tmp_path / "list", *options, "--at", case["at"], cwd=tmp_path, status=0 if outcome == "accepted" else 65)
    assert outcome == "accepted" or outcome in result.stderr
