"""Germany's list of DCC signers: its first line is a signature over the rest, by a key that is published elsewhere."""

import base64
import json

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

import passports as made
from command import assert_error, run
from passports import AT


def public(key, encoding=serialization.Encoding.PEM):
    return key.public_key().public_bytes(encoding, serialization.PublicFormat.SubjectPublicKeyInfo)


def signed(key, entries, form="raw"):
    body = json.dumps({"certificates": entries}).encode() + b"\n"
    signature = key.sign(body, ec.ECDSA(hashes.SHA256()))
    if form == "raw":
        r, s = decode_dss_signature(signature)
        signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return base64.b64encode(signature) + b"\n" + body


@pytest.fixture(scope="module")
def signers():
    return [{"certificateType": "DSC", "country": "DE", "kid": base64.b64encode(bytes([number] * 8)).decode(),
             "rawData": base64.b64encode(made.authority("DE", f"Signer {number}").der).decode()} for number in (1, 2)]


def take(tmp_path, data, *options):
    (tmp_path / "list").write_bytes(data)
    return run("trust", "import", "--json", "--format", "dcc", "--store", tmp_path / "store", "--at", AT, *options, tmp_path / "list")


def keep(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


@pytest.mark.parametrize("form", ["raw", "der"])
@pytest.mark.parametrize("kind", ["pem", "der", "certificate"])
def test_the_signature_in_the_first_line_is_checked_by_the_list_key(tmp_path, signers, form, kind):
    holder = made.authority("DE", "List")
    key = {"pem": public(holder.key), "der": public(holder.key, serialization.Encoding.DER), "certificate": made.pem(holder.certificate)}[kind]
    result = take(tmp_path, signed(holder.key, signers, form), "--list-key", keep(tmp_path, "key", key))
    assert result.returncode == 0, result.stderr
    taken = json.loads(result.stdout)
    assert taken["signed"] and taken["noted"] == [] and taken["entries"] == 2


def test_without_a_list_key_the_import_says_that_nobody_checked(tmp_path, signers):
    key = ec.generate_private_key(ec.SECP256R1())
    taken = json.loads(take(tmp_path, signed(key, signers)).stdout)
    assert not taken["signed"] and taken["noted"] == ["not checked: the signature in its first line (--list-key)"]


def test_an_altered_list_and_another_keys_list_are_refused(tmp_path, signers):
    key, other = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    good = signed(key, signers)
    option = ("--list-key", keep(tmp_path, "key", public(key)))
    altered = {
        "another country": good.replace(b'"DE"', b'"FR"', 1),
        "the last line end": good[:-1],
        "another key": signed(other, signers),
        "a signature of nothing": base64.b64encode(bytes(64)) + good[good.index(b"\n"):],
        "a short signature": base64.b64encode(base64.b64decode(good.split(b"\n")[0])[:-1]) + good[good.index(b"\n"):],
    }
    for what, data in altered.items():
        result = take(tmp_path, data, *option)
        assert result.returncode == 65 and b"bad-signature" in result.stderr, (what, result.stderr)
    assert_error(take(tmp_path, good.split(b"\n", 1)[1], *option), 65, "under-signed")
    assert not (tmp_path / "store" / "index").exists()
    assert take(tmp_path, good, *option).returncode == 0


def test_a_key_that_was_given_once_checks_every_later_list_of_the_name(tmp_path, signers):
    key, other = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    assert take(tmp_path, signed(key, signers), "--list-key", keep(tmp_path, "key", public(key))).returncode == 0
    assert_error(take(tmp_path, signed(other, signers)), 65, "bad-signature")
    assert_error(take(tmp_path, json.dumps({"certificates": signers}).encode()), 65, "under-signed")
    assert_error(take(tmp_path, signed(other, signers), "--list-key", keep(tmp_path, "other", public(other))), 65, "unknown-signer")
    newer = json.loads(take(tmp_path, signed(key, signers[:1])).stdout)
    assert newer["signed"] and newer["outcome"] == "replaced" and newer["entries"] == 1
    shown = json.loads(run("trust", "show", "--json", "--store", tmp_path / "store", "--at", AT).stdout)
    assert shown["foreign"][0]["noted"] == []
    assert run("trust", "forget", "--store", tmp_path / "store", "dcc").returncode == 0
    assert take(tmp_path, signed(other, signers)).returncode == 0


def test_a_list_key_that_is_none_or_is_out_of_place_is_an_error(tmp_path, signers):
    key = ec.generate_private_key(ec.SECP256R1())
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    for data in (b"", b"no key", secret, public(key)[:-40]):
        assert_error(take(tmp_path, signed(key, signers), "--list-key", keep(tmp_path, "key", data)), 65, "no key")
    path = keep(tmp_path, "key", public(key))
    for options in (("--list-key", path), ("--format", "rules", "--list-key", path),
                    ("--format", "dcc", "--list-key", path, "--signature", path, "--certificate", path)):
        assert_error(run("trust", "import", *options, path), 64, "--list-key")
