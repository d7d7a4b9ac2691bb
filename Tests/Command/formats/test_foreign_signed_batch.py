"""Revocation batches of the EU's gateway as their country signed them: CMS, in DER and Base64."""

import base64
import json

import pytest

import passports as made
from command import run
from hcert import AT, UVCI, Signer, batch, reasons, vaccination
from passports import DAY
from signed_batches import COUNTRY, NOW, UPLOAD, signed


@pytest.fixture
def take(tmp_path):
    """Takes a file; the object that is printed, or the refusal's word."""
    def take(data, *options, at=AT):
        (tmp_path / "file").write_bytes(data)
        result = run("trust", "import", "--json", "--format", "dcc", "--store", tmp_path / "store", "--at", at, *options, tmp_path / "file")
        if result.returncode == 0:
            return json.loads(result.stdout)
        assert result.returncode == 65, result.stderr
        return result.stderr.decode().split(": ")[3]
    take.store = tmp_path / "store"
    take.folder = tmp_path
    return take


@pytest.fixture
def pin(tmp_path):
    def pin(holder):
        (tmp_path / "pin").write_bytes(holder.der)
        return "--list-key", tmp_path / "pin"
    return pin


@pytest.mark.parametrize("encoded", [bytes, base64.b64encode, base64.encodebytes])
def test_what_a_signed_batch_revokes_is_revoked(take, encoded):
    signer = Signer()
    take(signer.der)
    taken = take(encoded(signed(batch("UCI", UVCI))))
    assert taken["what"].startswith("dcc//revocation-") and not taken["signed"]
    assert taken["noted"] == ["not checked: who Upload is, who signed it (--list-key)"]
    assert reasons(signer.text(vaccination()), take.store) == ["revoked"]
    assert reasons(signer.text(vaccination(ci="other")), take.store) == ["no-rules"]


def test_batches_stand_beside_one_another_and_go_by_their_names(take):
    signer = Signer()
    take(signer.der)
    first, second = (take(signed(batch("UCI", text))) for text in (UVCI, "other"))
    assert first["what"] != second["what"] and second["outcome"] == "added"
    for text in (UVCI, "other"):
        assert reasons(signer.text(vaccination(ci=text)), take.store) == ["revoked"]
    assert run("trust", "forget", "--store", take.store, first["what"]).returncode == 0
    assert reasons(signer.text(vaccination()), take.store) == ["no-rules"]
    assert reasons(signer.text(vaccination(ci="other")), take.store) == ["revoked"]


def test_the_list_key_says_whose_the_batch_is(take, pin):
    data = signed(batch("UCI", UVCI))
    for name, holder in (("a", UPLOAD), ("b", COUNTRY)):
        taken = take(data, "--source", name, *pin(holder))
        assert taken["signed"] and taken["noted"] == []
    assert take(data, *pin(made.Holder("XX", "Other", since=NOW - DAY))) == "bad-signature"


@pytest.mark.slow
def test_each_way_to_be_a_bad_signed_batch_is_refused_by_its_name(take):
    good = batch("UCI", UVCI)
    data = signed(good)
    at = data.index(b"XX", data.index(b'"country"'))
    ended = made.Holder("XX", "Upload", by=COUNTRY, since=NOW - 300 * DAY, until=NOW - 2 * DAY)
    for what, bad, word in (
            ("an altered country", data[:at] + b"YY" + data[at + 2:], "bad-signature"),
            ("a broken signature", signed(good, alter=lambda s: s[:-1] + bytes([s[-1] ^ 1])), "bad-signature"),
            ("SHA-1", signed(good, hash_name="sha1"), "bad-signature"),
            ("another type among the attributes", signed(good, attribute_type=made.MASTER_LIST), "bad-signature"),
            ("no certificate", signed(good, certificates=[]), "bad-signature"),
            ("another type", signed(good, content_type=made.MASTER_LIST), "malformed-list"),
            ("no batch", signed(b"hello"), "malformed-list"),
            ("a list of signers", signed([{"kid": "AAAAAAAAAAA=", "x509": "MAA="}]), "malformed-list"),
            ("a batch of an unknown type", signed(good | {"hashType": "SHA1"}), "malformed-list"),
            ("a signer past its end", signed(good, ended), "expired"),
            ("a batch of tomorrow", signed(good, at=NOW + DAY), "not-yet-issued"),
            ("a byte behind it", data + b"\0", "malformed-list")):
        assert take(bad) == word, what
    for length in range(3, len(data), 50):
        assert take(data[:length]) == "malformed-list", length
        assert take(base64.b64encode(data[:length])) == "malformed-list", length
    assert not (take.store / "index").exists()
