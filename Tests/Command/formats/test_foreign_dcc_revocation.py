"""Revocation of EU certificates: by whichever id the key is held, however countries are spelled, and with lists that have ended beside others."""

import json

import pytest

import hcert
from command import assert_error, run
from hcert import UVCI, Signer, b64, batch, did, halved, imported, reasons, vaccination
from signed_batches import signed

pytestmark = pytest.mark.slow

AT, LATER = "2022-03-01T12:00:00Z", "2022-04-15T12:00:00Z"
MISSING = ["revocation-missing"]
A, B = b"kidAAAAA", b"kidBBBBB"


@pytest.fixture(scope="module")
def signer():
    return Signer(country="ZZ")


def relabelled(text, kid):
    """What its bearer can make of a text whose key id is not protected."""
    protected, _, payload, signature = hcert.message(text)
    return hcert.written([protected, {4: kid}, payload, signature])


def listed(signer, *kids):
    return [{"kid": b64(kid), "rawData": b64(signer.der)} for kid in kids]


def of_no_country(signer, kid):
    """A certificate whose countries are not the batch's, so that the key id alone decides."""
    return signer.text(vaccination(co="ZZ"), kid=kid, protects_kid=False, iss="ZZ")


# Which key it is

HASHED = {"SIGNATURE": halved, "UCI": lambda text: UVCI, "COUNTRYCODEUCI": lambda text: "ZZ" + UVCI}


@pytest.mark.parametrize("hash_type", HASHED)
@pytest.mark.parametrize("country", ["XX", "ZZ"])
def test_no_other_name_of_its_key_saves_a_revoked_certificate(hash_type, country, signer, tmp_path):
    text = of_no_country(signer, A)
    store = imported(tmp_path, listed(signer, A, B), batch(hash_type, HASHED[hash_type](text), kid=b64(A), country=country))
    for kid in (A, B):
        assert reasons(relabelled(text, kid), store) == ["revoked"]
    other = signer.text(vaccination(co="ZZ", ci="other"), kid=B, protects_kid=False, iss="ZZ")
    assert reasons(other, store) == ["no-rules"]


def test_the_names_of_a_key_are_those_of_every_list_and_its_certificates_own(signer, tmp_path):
    for number, (files, revoked) in enumerate([
            ([("dcc", listed(signer, A)), ("gdhcn", did((signer, "DSC", {})))], A),
            ([("dcc", listed(signer, A)), ("gdhcn", did((signer, "DSC", {})))], signer.kid),
            ([("dcc", listed(signer, A))], signer.kid), ([("dcc", listed(signer, A)), ("dcc", signer.der)], A)]):
        text, folder = of_no_country(signer, A), tmp_path / str(number)
        for place, (format, content) in enumerate(files):
            imported(folder, content, format=format, options=("--valid", "366d", "--source", f"s{place}"))
        store = imported(folder, batch("SIGNATURE", halved(text), kid=b64(revoked)))
        names = [A, signer.kid] if len(files) == 2 else [A]
        assert [reasons(relabelled(text, kid), store) for kid in names] == [["revoked"]] * len(names), number


def test_a_batch_of_another_country_and_key_revokes_nothing(signer, tmp_path):
    text, stranger = of_no_country(signer, A), Signer()
    store = imported(tmp_path, listed(signer, A) + listed(stranger, B), batch("SIGNATURE", halved(text), kid=b64(B)))
    assert reasons(text, store) == ["no-rules"]


def test_another_list_that_knows_less_of_the_signer_takes_no_revocation_back(tmp_path):
    """A list that says where a signer is from, and one that does not: no objection of either is lost."""
    signer = Signer(country="GB")
    text = signer.text(vaccination(co="GG"), iss="GG")
    bare = {"keys": [{"kid": b64(signer.kid), "subjectPublicKeyInfo": b64(signer.spki)}]}
    store = imported(tmp_path, signer.der, batch("SIGNATURE", halved(text), country="GB"))
    assert reasons(text, store) == ["revoked"]
    imported(tmp_path, bare, options=("--valid", "366d", "--source", "bare"))
    assert reasons(text, store) == ["revoked"]


# Countries

@pytest.mark.parametrize("listed_as, written", [("EL", "GR"), ("GR", "EL"), ("UK", "GB"), ("GB", "UK"), ("gr", "EL"), ("EL", "EL")])
def test_a_country_is_one_however_it_is_spelled(listed_as, written, tmp_path):
    signer = Signer(country="ZZ")
    text = signer.text(vaccination(co=written), iss=written)
    for number, (hash_type, hashed) in enumerate([
            ("SIGNATURE", halved(text)), ("UCI", UVCI), ("COUNTRYCODEUCI", listed_as.upper() + UVCI), ("COUNTRYCODEUCI", written + UVCI)]):
        folder = tmp_path / str(number)
        store = imported(folder, signer.der, batch(hash_type, hashed, country=listed_as))
        assert reasons(text, store) == ["revoked"], (hash_type, hashed)
    # The list that has ended is of the country too.
    store = imported(tmp_path / "ended", signer.der)
    imported(tmp_path / "ended", batch("UCI", "x", country=listed_as), at=AT, options=("--valid", "1d"))
    assert reasons(text, store) == ["no-rules"]
    assert reasons(text, store, at=LATER) == MISSING


# Lists that have ended

def test_a_list_that_counts_does_not_stand_for_one_that_has_ended(signer, tmp_path):
    text = of_no_country(signer, A)
    store = imported(tmp_path, listed(signer, A, B))
    imported(tmp_path, batch("UCI", "x", kid=b64(A)), at=AT, options=("--valid", "1d", "--source", "a"))
    imported(tmp_path, batch("UCI", "y", kid=b64(A)), at=AT, options=("--valid", "90d", "--source", "b"))
    for kid in (A, B):
        assert reasons(relabelled(text, kid), store, at=LATER) == MISSING
    imported(tmp_path, batch("UCI", "z", kid=b64(A)), at=AT, options=("--valid", "90d", "--source", "a"))
    assert reasons(text, store, at=LATER) == ["no-rules"]


def test_a_list_of_other_keys_may_have_ended(signer, tmp_path):
    store = imported(tmp_path, listed(signer, A))
    imported(tmp_path, batch("UCI", "x", kid=b64(B)), at=AT, options=("--valid", "1d"))
    assert reasons(of_no_country(signer, A), store, at=LATER) == ["no-rules"]


def test_what_is_expired_and_cannot_be_looked_up_is_refused_all_the_same(signer, tmp_path):
    store = imported(tmp_path, listed(signer, A))
    imported(tmp_path, batch("UCI", "x", kid=b64(A)), at=AT, options=("--valid", "1d"))
    assert reasons(signer.text(vaccination(), kid=A, exp=1646500000), store, at=LATER) == ["expired"]


def test_of_the_batches_of_a_source_the_newest_counts_and_of_no_other(signer, tmp_path):
    """They are never changed: the next one takes nobody's place."""
    def take(content, days, *options):
        return imported(tmp_path, content, at=AT, options=("--valid", f"{days}d", *options))

    text = of_no_country(signer, A)
    imported(tmp_path, listed(signer, A))
    first = batch("UCI", "x", kid=b64(A))
    store = take(signed(first), 1)
    assert reasons(text, store, at=LATER) == MISSING
    take(signed(batch("UCI", "y", kid=b64(A))), 90, "--source", "b")
    assert reasons(text, store, at=LATER) == MISSING
    take(signed(batch("UCI", "y", kid=b64(A))), 90)
    assert reasons(text, store, at=LATER) == ["no-rules"]
    # The same in plain JSON has no date, and takes the place of none that has one.
    path = tmp_path / "plain.json"
    path.write_text(json.dumps(first))
    assert_error(run("trust", "import", "--format", "dcc", "--valid", "1d", "--store", store, "--at", AT, path), 65, "rollback")
    assert reasons(text, store, at=LATER) == ["no-rules"]
