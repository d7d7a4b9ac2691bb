"""A certificate signs only what it is for; names are compared as RFC 5280 §7.1 says; a file that says less does not replace one that says more."""

import json

import pytest
from cryptography.x509.name import _ASN1Type

import hcert
import passports as made
from command import assert_error, run
from passports import AT, DAY, NOW
from stations import station  # noqa: F401  a fixture


@pytest.fixture(scope="module")
def de():
    return made.authority("DE")


# MARK: Who signs master lists


def signers(de):
    """Holders of certificates that Germany's authority issued for something else, by what they are."""
    return {
        "a signer of seals": made.seal_signer(de, "DE"),
        "a certificate without extended key usage": made.Holder("DE", "Passports", by=de),
        "a usage that was the tests'": made.Holder("DE", "Lists", by=de, usage=made.x509.ObjectIdentifier("2.23.136.1.1.9")),
        "the usage twice": made.list_signer(de).altered(made.usage_twice),
        "a usage that cannot be read": made.list_signer(de).altered(made.usage_unreadable),
        "a key for encryption": made.list_signer(de, key_usage=made.key_usage("key_encipherment")),
        "an authority below it": made.list_signer(de, authority=True),
    }


@pytest.mark.parametrize("pinned", [True, False])
def test_only_a_signer_of_master_lists_signs_one(station, de, pinned):
    option = ("--list-key", station.file(made.pem(de.certificate))) if pinned else ()
    evil = made.authority("AU")
    for what, signer in signers(de).items():
        said = station.refused(made.master_list([de, evil], signer), "unknown-signer", *option)
        assert "may not sign it" in said, what
    assert not (station.store / "index").exists()
    for days, good in ((2, made.list_signer(de)), (1, made.list_signer(de, key_usage=made.key_usage("digital_signature")))):
        station.taken(made.master_list([de, evil], good, at=NOW - days * DAY), *option)


def test_the_list_key_itself_signs_whatever_its_certificate_says(station, de):
    signer = made.seal_signer(de, "DE")
    assert station.taken(made.master_list([de], signer), "--list-key", station.file(signer.der))["signed"]


def test_the_authority_was_valid_when_its_signer_signed(station):
    old = made.authority("DE", until=NOW - 3 * DAY)
    data = made.master_list([old], made.list_signer(old), at=NOW - DAY)
    station.refused(data, "expired", "--list-key", station.file(old.der))
    assert station.taken(made.master_list([old], made.list_signer(old), at=NOW - 4 * DAY), "--list-key", station.file(old.der))["signed"]


def test_a_list_that_the_list_key_did_not_sign_is_not_read(station, de):
    """What is signed by another is refused for that, whatever it holds."""
    other = made.authority("DE", "Other")
    data = made.signed_message(b"no list at all", made.list_signer(other))
    station.refused(data, "bad-signature", "--list-key", station.file(de.der))
    broken = b"QUJD\n{ no JSON"
    said = station.take(broken, "--list-key", station.file(de.der), format="dcc")
    assert_error(said, 65, "bad-signature")


# MARK: Authorities and signers of seals


def test_an_authority_is_one_by_its_basic_constraints_and_its_key_usage(station):
    for authority in (
            made.authority("IT", key_usage=made.key_usage("key_cert_sign")).altered(made.no_constraints),
            made.authority("IT", key_usage=made.key_usage("digital_signature", "crl_sign")),
            made.Holder("IT", "CSCA", authority=False)):
        station.refused(authority.der, "it is not of an authority")
    station.taken(made.authority("IT", key_usage=made.key_usage("key_cert_sign", "crl_sign")).der)


@pytest.mark.parametrize("change, reasons", [
    (None, ["no-rules"]), (made.usage_twice, ["key-usage"]), (made.usage_unreadable, ["key-usage"])])
def test_a_purpose_that_cannot_be_read_is_no_purpose_of_a_signer_of_seals(station, de, change, reasons):
    station.taken(de.der)
    signer = made.seal_signer(de, "DE")
    if change:
        signer.altered(change)
    assert station.judged(made.seal(signer, "DEU"))["reasons"] == reasons


@pytest.mark.parametrize("usage, reasons", [
    (["digital_signature"], ["no-rules"]), (["content_commitment"], ["no-rules"]), (["key_encipherment"], ["key-usage"]),
    (["key_cert_sign", "crl_sign"], ["key-usage"])])
def test_a_key_that_may_not_sign_signs_no_seal(station, de, usage, reasons):
    station.taken(de.der)
    assert station.judged(made.seal(made.seal_signer(de, "DE", key_usage=made.key_usage(*usage)), "DEU"))["reasons"] == reasons


def test_an_authority_vouches_for_nothing_before_it_began(station):
    young = made.authority("IT", since=NOW + DAY)
    station.taken(young.der)
    assert station.judged(made.seal(made.seal_signer(young, "IT"), "ITA"))["reasons"] == ["not-yet-valid"]


@pytest.mark.parametrize("change", [made.usage_twice, made.usage_unreadable])
def test_a_signer_of_dccs_whose_usage_cannot_be_read_is_left_out_and_named(station, change):
    signer = made.Holder("XX", "Tests", usage=made.x509.ObjectIdentifier("1.3.6.1.4.1.1847.2021.1.1"), authority=False).altered(change)
    assert "its extended key usage cannot be read" in station.refused(signer.der, "empty-list", format="dcc")
    taken = station.taken(signer.der, "--allow-empty", format="dcc")
    assert taken["entries"] == 0 and "its extended key usage cannot be read" in taken["left_out"][0]
    encrypts = made.Holder("XX", "Encryption", authority=False, key_usage=made.key_usage("key_encipherment"))
    assert "its key usage does not let it sign" in station.taken(encrypts.der, "--source", "b", "--allow-empty", format="dcc")["left_out"][0]


@pytest.mark.parametrize("usage", ["1.3.6.1.4.1.1847.2021.1.1", "1.3.6.1.5.5.7.3.2"])
def test_a_signer_of_certificates_or_a_client_uploads_no_revocations(station, usage):
    country = made.Holder("XX", "Upload authority")
    signer = made.Holder("XX", "Another", by=country, usage=made.x509.ObjectIdentifier(usage))
    data = made.signed_message(json.dumps(hcert.batch("UCI", "x")).encode(), signer, content_type="1.2.840.113549.1.7.1",
                               attribute_type="1.2.840.113549.1.7.1")
    said = station.take(data, "--list-key", station.file(country.der), format="dcc")
    assert_error(said, 65, "for something else than revocation batches")


# MARK: Names


SPELLINGS = {
    "another type of string": ("CSCA Germany", _ASN1Type.PrintableString),
    "UTF-16": ("CSCA Germany", _ASN1Type.BMPString),
    "capitals": ("csca GERMANY", None),
    "blanks": ("  CSCA   Germany ", None),
    "a blank that is none of ASCII's": ("CSCA\u00a0Germany", None),
    "a letter that nobody sees": ("CSCA Ger\u00admany", None),
}


@pytest.mark.parametrize("key_identifier", [True, False])
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_what_an_authority_revoked_is_revoked_however_its_name_is_spelled(station, spelling, key_identifier):
    csca = made.authority("DE", "CSCA Germany")
    station.taken(csca.der)
    other = made.name("DE", *SPELLINGS[spelling])
    signer, another = (made.seal_signer(csca, "DE", issuer=other) for _ in range(2))
    station.taken(made.der(made.revocation_list(csca, [signer.certificate.serial_number], key_identifier=key_identifier)))
    assert station.judged(made.seal(signer, "DEU"))["reasons"] == ["revoked"]
    assert station.judged(made.seal(another, "DEU"))["reasons"] == ["no-rules"]
    # And the other way round: the list spells the name in its way.
    third = made.seal_signer(csca, "DE")
    station.taken(made.der(made.revocation_list(
        csca, [third.certificate.serial_number], issuer=other, key_identifier=key_identifier, made=NOW - DAY / 2)))
    assert station.judged(made.seal(third, "DEU"))["reasons"] == ["revoked"]


def test_the_list_of_an_authoritys_newer_key_revokes_what_the_older_one_signed(station):
    old, new = made.authority("DE", "CSCA Germany"), made.authority("DE", "CSCA GERMANY")
    signer = made.seal_signer(old, "DE")
    for csca in (old, new):
        station.taken(csca.der)
    station.taken(made.der(made.revocation_list(new, [signer.certificate.serial_number])))
    assert station.judged(made.seal(signer, "DEU"))["reasons"] == ["revoked"]


def test_another_name_is_another_authority(station):
    csca, other = made.authority("DE", "CSCA Germany"), made.authority("DE", "CSCA Germany 2")
    for authority in (csca, other):
        station.taken(authority.der)
    signer = made.seal_signer(csca, "DE")
    station.taken(made.der(made.revocation_list(other, [signer.certificate.serial_number])))
    assert station.judged(made.seal(signer, "DEU"))["reasons"] == ["no-rules"]


def test_a_revocation_list_is_of_an_authority_that_may_sign_one_and_was_valid(station):
    for changes in ({"key_usage": made.key_usage("key_cert_sign")}, {"until": NOW - 2 * DAY}, {"since": NOW - DAY / 2}):
        csca = made.authority("IT", **changes)
        station.taken(csca.der, "--valid", "90d", at=AT if "until" not in changes else "2026-11-01T10:00:00Z")
        station.refused(made.der(made.revocation_list(csca, [7])), "bad-signature")


# MARK: Files that say less


def test_a_list_without_a_date_does_not_replace_a_dated_one(station, de):
    signer, pin = made.list_signer(de), ("--list-key", station.file(made.pem(de.certificate)))
    station.taken(made.master_list([de, made.authority("FR")], signer), *pin)
    assert "no date that a signature covers" in station.refused(made.master_list([de], signer, at=None), "rollback")
    station.refused(made.master_list([de], signer, at=NOW - 5 * DAY), "rollback")
    assert run("trust", "forget", "--store", station.store, "vdsnc//master-list-DEU").returncode == 0
    station.taken(made.master_list([de], signer, at=None), *pin)


def test_a_file_without_entries_does_not_replace_one_with_some_unless_it_is_signed_and_dated(station, de):
    revoked = {"revoked": ["1"]}
    station.taken(json.dumps(revoked).encode(), format="divoc")
    said = station.refused(json.dumps({"revoked": []}).encode(), "rollback", format="divoc")
    assert "this one has none" in said
    station.taken(json.dumps({"revoked": ["2"]}).encode(), format="divoc")
    station.taken(de.der)
    station.taken(made.der(made.revocation_list(de, [7])))
    assert station.taken(made.der(made.revocation_list(de, [], made=NOW - DAY / 2)))["outcome"] == "replaced"


# MARK: What is signed of a seal


@pytest.mark.parametrize("spelling", ["1", "1.0", "1e0", "10e-1", "0.1E1", "1.00000000000000000000001"])
def test_a_dose_is_the_number_that_is_signed_however_the_bearer_writes_it(station, de, spelling):
    station.taken(de.der)
    seal = made.seal(made.seal_signer(de, "DE"), "DEU")
    found = station.judged(seal.replace('"seq": 1}', f'"seq": {spelling}}}').replace('"v": 1}', f'"v": {spelling}}}'))
    assert found["genuine"] and found["evidence"][0]["dose"] == 1
    assert station.judged(seal.replace('"seq": 1}', '"seq": 2}'))["reason"] == "bad-signature"
    twice = station.judged(seal.replace('"seq": 1}', '"seq": 1, "seq": 2}'))
    assert not twice["genuine"] and twice["verdict"] == "forged"
