"""A key pair: its modes, its form, and what is refused to open."""

import base64
import json
import os
import random
import signal
import subprocess
import time

import pytest

from command import HCODE, assert_error, environment, listing

GREEN = ("--status", "green", "--valid", "1h", "--text")


def keygen(hcode, folder, *options, **kwargs):
    return hcode("keygen", "--issuer", "ZZ-K1", "--name", "河南省卫健委", "-o", folder, *options, **kwargs)


@pytest.fixture
def pair(hcode, tmp_path):
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    assert keygen(hcode, folder, "--no-passphrase").returncode == 0
    return folder / "ZZ-K1.key", folder / "ZZ-K1.pub"


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_the_secret_is_for_its_owner_alone_whatever_the_umask(hcode, tmp_path, umask):
    assert keygen(hcode, tmp_path, "--no-passphrase", umask=umask).returncode == 0
    assert (tmp_path / "ZZ-K1.key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "ZZ-K1.pub").stat().st_mode & 0o777 == 0o644 & ~umask


def test_the_public_key_is_a_json_web_key(pair):
    key = json.loads(pair[1].read_text())
    assert list(key) == ["kty", "crv", "alg", "use", "x", "kid", "issuer", "name", "created", "expires", "agreements"]
    assert (key["kty"], key["crv"], key["alg"], key["use"]) == ("OKP", "Ed25519", "Ed25519", "sig")
    assert (key["issuer"], key["name"]) == ("ZZ-K1", "河南省卫健委")
    from command import issuer
    assert key["kid"] == issuer.thumbprint(base64.urlsafe_b64decode(key["x"] + "=")).hex()[:16]


def agreements(path):
    return [(a["authority"], a["use"]) for a in json.loads(path.read_text())["agreements"]]


def test_a_key_agrees_to_be_listed_by_its_own_issuer_or_by_whom_it_was_told(hcode, tmp_path):
    keygen(hcode, tmp_path, "--no-passphrase")
    path = tmp_path / "ZZ-K1.pub"
    assert agreements(path) == [("ZZ-K1", "codes")]
    keygen(hcode, tmp_path, "--no-passphrase", "--force", "--for", "ZZ", "--for", "YY", "--use", "status-lists")
    assert agreements(path) == [("ZZ", "status-lists"), ("YY", "status-lists")]


def test_a_key_that_exists_agrees_on_its_holders_machine(hcode, tmp_path):
    keygen(hcode, tmp_path, "--no-passphrase")
    secret, public, other = tmp_path / "ZZ-K1.key", tmp_path / "ZZ-K1.pub", tmp_path / "other.pub"
    before = json.loads(public.read_text())
    assert hcode("key", "agree", secret, "--for", "ZZ", "-o", other).returncode == 0
    assert agreements(other) == [("ZZ", "codes")]
    assert {**json.loads(other.read_text()), "agreements": 0} == {**before, "agreements": 0}
    assert_error(hcode("key", "agree", secret, "--for", "ZZ", "-o", public), 73)
    assert hcode("key", "agree", secret, "--for", "ZZ", "--use", "status-lists", "-o", public, "--force").returncode == 0
    assert agreements(public) == [("ZZ-K1", "codes"), ("ZZ", "status-lists")]
    for number in range(6):
        assert hcode("key", "agree", secret, "--for", f"A{number}", "-o", public, "--force").returncode == 0
    assert_error(hcode("key", "agree", secret, "--for", "A9", "-o", public, "--force"), 64, "8 agreements")
    (tmp_path / "b").mkdir(mode=0o700)
    keygen(hcode, tmp_path / "b", "--no-passphrase")
    assert_error(hcode("key", "agree", secret, "--for", "ZZ", "-o", tmp_path / "b/ZZ-K1.pub", "--force"), 65, "another key")


def test_the_fingerprint_to_read_aloud_is_the_whole_thumbprint(hcode, tmp_path):
    told = keygen(hcode, tmp_path, "--no-passphrase").stdout.decode()
    from command import issuer
    x = base64.urlsafe_b64decode(json.loads((tmp_path / "ZZ-K1.pub").read_text())["x"] + "=")
    line = next(line for line in told.splitlines() if line.startswith("fingerprint"))
    assert line.split(maxsplit=1)[1].replace(" ", "") == issuer.thumbprint(x).hex()


def test_no_secret_is_told(hcode, tmp_path):
    result = keygen(hcode, tmp_path, "--no-passphrase")
    told = result.stdout + result.stderr
    secret = (tmp_path / "ZZ-K1.key").read_bytes()
    for line in secret.split():
        for part in line.split(b'"'):
            if len(part) >= 32:
                assert part not in told or part in (tmp_path / "ZZ-K1.pub").read_bytes()


def test_two_pairs_are_different(hcode, tmp_path):
    for name in "ab":
        (tmp_path / name).mkdir()
        keygen(hcode, tmp_path / name, "--no-passphrase")
    assert (tmp_path / "a/ZZ-K1.key").read_bytes() != (tmp_path / "b/ZZ-K1.key").read_bytes()


def test_an_existing_key_is_not_overwritten_without_force(hcode, pair):
    before = listing(pair[0].parent)
    assert_error(keygen(hcode, pair[0].parent, "--no-passphrase"), 73, "already exists")
    assert listing(pair[0].parent) == before
    assert keygen(hcode, pair[0].parent, "--no-passphrase", "--force").returncode == 0
    assert listing(pair[0].parent) != before and len(listing(pair[0].parent)) == 2
    assert pair[0].stat().st_mode & 0o777 == 0o600


def test_a_lone_public_key_keeps_its_name_too(hcode, pair):
    pair[0].unlink()
    assert_error(keygen(hcode, pair[0].parent, "--no-passphrase"), 73)
    assert list(listing(pair[0].parent)) == ["ZZ-K1.pub"]


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o601])
def test_a_secret_that_others_may_read_is_refused(hcode, pair, mode):
    pair[0].chmod(mode)
    assert_error(hcode("issue", "--key", pair[0], *GREEN), 77, f"mode {mode:o}", "hint: chmod 600")


@pytest.mark.parametrize("mode, refused", [(0o770, True), (0o777, True), (0o702, True), (0o1777, False), (0o755, False)])
def test_a_secret_in_a_folder_that_others_may_write_to_is_refused(hcode, pair, mode, refused):
    pair[0].parent.chmod(mode)
    result = hcode("issue", "--key", pair[0], *GREEN)
    if refused:
        assert_error(result, 77, "hint: chmod go-w")
    else:
        assert result.returncode == 0


@pytest.mark.parametrize("as_folder", [False, True])
def test_a_secret_key_given_as_trust_is_refused_and_not_echoed(hcode, pair, as_folder):
    secret = pair[0].read_bytes()
    place = pair[0]
    if as_folder:
        (pair[0].parent / "secret.pub").write_bytes(secret)
        place = pair[0].parent
    result = hcode("verify", "--trust", place, "HCODE1:A")
    assert_error(result, 78, "secret key")
    for length in (16, 12):
        for start in range(0, len(secret) - length, 4):
            part = secret[start:start + length]
            assert part not in result.stderr or part in str(pair[0]).encode()


def test_a_private_json_web_key_given_as_trust_is_refused(hcode, pair, tmp_path):
    key = json.loads(pair[1].read_text()) | {"d": "c2VjcmV0" * 5}
    (tmp_path / "x.pub").write_text(json.dumps(key))
    result = hcode("verify", "--trust", tmp_path / "x.pub", "HCODE1:A")
    assert_error(result, 78, "secret key")
    assert b"c2VjcmV0" not in result.stderr


def test_a_public_key_given_as_secret_is_refused(hcode, pair):
    pair[1].chmod(0o600)
    assert_error(hcode("issue", "--key", pair[1], *GREEN), 65, "not a secret key")


@pytest.mark.slow
def test_every_damage_of_a_key_file_is_noticed(hcode, pair):
    whole = pair[0].read_bytes()
    damaged = [b"", whole[:-1], whole[:len(whole) // 2], whole + b"x" * 9000, os.urandom(200)]
    damaged += [whole[:i] + bytes([whole[i] ^ 1]) + whole[i + 1:] for i in range(0, len(whole), 7)]
    for data in damaged:
        pair[0].write_bytes(data)
        result = hcode("issue", "--key", pair[0], *GREEN)
        if result.returncode == 0:
            # Only white space or the last line feed may differ and still sign as the same key.
            assert hcode("verify", "--trust", pair[1], result.stdout[:-1]).returncode == 0
            assert data.split() == whole.split(), data
        else:
            assert_error(result, 77 if result.returncode == 77 else 65)


@pytest.mark.parametrize("changes, word", [
    ({"x": "AAAA"}, "x is not"), ({"kid": "00" * 8}, "kid"), ({"issuer": "a b"}, "issuer"), ({"expires": "never"}, "time"),
    ({"kty": "RSA"}, "Ed25519"), ({"name": "a\x1bb"}, "name"), ({"x": "A" * 43}, "x is not"), ({"alg": 5}, "wrong type"),
    ({"created": "2030-01-01T00:00:00Z"}, "created"),
])
def test_a_damaged_public_key_is_refused_whole(hcode, tmp_path, changes, word):
    from command import issuer
    (tmp_path / "a.pub").write_text(json.dumps(issuer.HENAN.jwk()))
    (tmp_path / "b.pub").write_text(json.dumps(issuer.TAMIL_NADU.jwk(**changes)))
    assert_error(hcode("verify", "--trust", tmp_path, "HCODE1:A"), 78, "b.pub", word)


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_no_half_key(tmp_path):
    chance = random.Random(7)
    for round in range(40):
        folder = tmp_path / str(round)
        folder.mkdir(mode=0o700)
        process = subprocess.Popen(
            [HCODE, "keygen", "--issuer", "ZZ", "--name", "x", "--no-passphrase", "-o", folder],
            env=environment(tmp_path), stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, 0.03))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if (folder / "ZZ.pub").exists():
            json.loads((folder / "ZZ.pub").read_text())
        if (folder / "ZZ.key").exists():
            assert (folder / "ZZ.pub").exists(), "where there is a secret there is the public key"
            result = subprocess.run([HCODE, "issue", "--key", folder / "ZZ.key", *GREEN], env=environment(tmp_path),
                                    capture_output=True)
            assert result.returncode == 0, result.stderr
        for name in os.listdir(folder):
            assert (folder / name).stat().st_mode & 0o077 == 0 or "pub" in name
