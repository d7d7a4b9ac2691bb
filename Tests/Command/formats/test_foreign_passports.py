"""Trust material of passport authorities: master lists, certificates in PEM, revocation lists. Good ones, and each way to be bad."""

import json
import shutil
import subprocess
from datetime import datetime, timezone

import pytest
from asn1crypto import crl
from cryptography import x509

import passports as made
from command import assert_error, peak, run
from passports import AT, DAY, NOW, YEAR
from stations import station  # noqa: F401  a fixture

pytestmark = pytest.mark.slow


class World:
    """Two states, a signer of master lists, a signer of seals in each."""

    def __init__(self):
        self.de, self.fr = made.authority("DE"), made.authority("FR")
        self.signer = made.list_signer(self.de)
        self.seals = {"DEU": made.seal_signer(self.de, "DE"), "FRA": made.seal_signer(self.fr, "FR")}

    def list(self, *more, **changes):
        return made.master_list([self.de, self.fr, *more], self.signer, **changes)

    def seal(self, state):
        return made.seal(self.seals[state], state)


@pytest.fixture(scope="module")
def world():
    return World()


# MARK: Master lists


def test_every_authority_of_a_master_list_vouches_for_its_states_seals(station, world):
    taken = station.taken(world.list())
    assert taken["what"] == "vdsnc//master-list-DEU" and taken["contents"] == {"authorities": 2}
    for state, authority in (("DEU", "CSCA DE"), ("FRA", "CSCA FR")):
        found = station.judged(world.seal(state))
        assert found["genuine"] and found["issuer"] == state and found["issuer_name"] == authority
    stranger = made.authority("IT")
    assert station.judged(made.seal(made.seal_signer(stranger, "IT"), "ITA"))["reason"] == "unknown-issuer"
    assert station.judged(made.seal(world.seals["FRA"], "DEU"))["reason"] == "issuer-mismatch"


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl program")
def test_another_program_reads_our_master_lists_as_signed(tmp_path, world):
    (tmp_path / "list.ml").write_bytes(world.list())
    (tmp_path / "de.pem").write_bytes(made.pem(world.de.certificate))
    result = subprocess.run(
        ["openssl", "cms", "-verify", "-inform", "DER", "-in", tmp_path / "list.ml", "-CAfile", tmp_path / "de.pem", "-purpose", "any",
         "-attime", str(int(NOW.timestamp())), "-out", tmp_path / "content"], capture_output=True)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "content").read_bytes() == made.content([world.de.der, world.fr.der])


def test_the_import_says_that_a_list_certified_by_itself_proves_not_whose_it_is(station, world):
    taken = station.taken(world.list())
    assert not taken["signed"] and "who made it is not checked" in " ".join(taken["noted"])
    shown = json.loads(run("trust", "show", "--json", "--store", station.store, "--at", AT).stdout)["foreign"][0]
    assert shown["dated"] and shown["noted"] == taken["noted"]


@pytest.mark.parametrize("pin", ["signer", "authority", "key"])
def test_a_list_key_says_whose_the_list_is_and_checks_the_next_one_without_being_told(station, world, pin):
    file = {"signer": world.signer.der, "authority": made.pem(world.de.certificate),
            "key": world.de.key.public_key().public_bytes(made.serialization.Encoding.PEM,
                                                          made.serialization.PublicFormat.SubjectPublicKeyInfo)}[pin]
    taken = station.taken(world.list(at=NOW - 2 * DAY), "--list-key", station.file(file))
    assert taken["signed"] and taken["noted"] == []
    evil = made.authority("DE")
    forged = made.master_list([evil, world.fr], made.list_signer(evil))
    station.refused(forged, "bad-signature")
    own = made.list_signer(evil)
    station.refused(made.master_list([evil], own), "unknown-signer", "--list-key", station.file(own.der))
    assert station.taken(world.list())["outcome"] == "replaced"
    assert station.judged(world.seal("FRA"))["genuine"]


def test_a_signer_whom_nobody_in_the_list_certified_needs_a_list_key(station, world):
    outside = made.authority("DE", "Another CSCA")
    data = made.master_list([world.de, world.fr], made.list_signer(outside))
    assert "--list-key" in station.refused(data, "unknown-signer")
    station.refused(data, "bad-signature", "--list-key", station.file(world.de.der))
    assert station.taken(data, "--list-key", station.file(outside.der))["signed"]


def claims_two_gigabytes(data):
    """The outermost length, in its four bytes."""
    body = data[2 + (data[1] & 0x7F if data[1] > 0x80 else 0):]
    return b"\x30\x84\x7f\xff\xff\xff" + body


def bad_lists(world):
    good = world.list()
    content = made.content([world.de.der, world.fr.der])
    huge = content[:1] + b"\x84\x7f\xff\xff\xff" + content[2 + (content[1] & 0x7F):]
    other = made.seal_signer(world.de, "DE")
    at = good.index(world.fr.der) + len(world.fr.der) - 1
    return {
        "bad-signature": {
            "a broken signature": world.list(alter=lambda s: s[:-1] + bytes([s[-1] ^ 1])),
            "an altered certificate": good[:at] + bytes([good[at] ^ 1]) + good[at + 1:],
            "a signed attribute of another type": world.list(attribute_type="data"),
            "SHA-1": world.list(hash_name="sha1"),
            "the certificate of another key": world.list(certificates=[other.der]),
            "no certificate": world.list(certificates=[]),
            "two signers of whom one did not sign": made.signed_message(
                content, world.signer, made.list_signer(world.de), alter=lambda s, n=[0]: n.append(1) or (s if len(n) < 3 else s[:-1] + b"\0")),
        },
        "malformed-list": {
            "another type of content": world.list(content_type="1.2.3.4"),
            "no signer": made.signed_message(content, certificates=[world.de.der]),
            "17 signers": made.signed_message(content, *[world.signer] * 17),
            "version 1": made.signed_message(made.content([world.de.der], version=1), world.signer),
            "no certificate in it": made.signed_message(made.content([]), world.signer),
            "something else in it": made.signed_message(b"hello", world.signer),
            "an integer among the certificates": made.signed_message(made.content([world.de.der, b"\x02\x01\x00"]), world.signer),
            "a content that claims 2 GB": made.signed_message(huge, world.signer),
            "a message that claims 2 GB": claims_two_gigabytes(good),
            "a byte behind it": good + b"\0",
            "a certificate of no authority alone": made.signed_message(made.content([world.seals["DEU"].der]), world.signer),
        },
        "expired": {"a signer past its end": made.master_list([world.de], made.list_signer(world.de, until=NOW - 2 * DAY))},
        "not-yet-issued": {"a list of tomorrow": world.list(at=NOW + DAY)},
        "unknown-signer": {
            "an authority past its end that certified the signer": (lambda old: made.master_list([old, world.fr], made.list_signer(old)))(
                made.authority("DE", until=NOW - 2 * DAY)),
        },
    }


def test_each_way_to_be_a_bad_master_list_is_refused_by_its_name(station, world):
    for word, lists in bad_lists(world).items():
        for what, data in lists.items():
            result = station.take(data)
            assert result.returncode == 65 and f"{word}:" in result.stderr.decode(), (what, result.stderr)
            assert len(result.stderr) < 1000, what
    assert not (station.store / "index").exists()


def test_a_master_list_that_is_cut_off_anywhere_is_refused(station, world):
    data = world.list()
    for length in range(0, len(data), 50):
        result = station.take(data[:length])
        assert result.returncode == 65, (length, result.stderr)


def test_what_is_twice_in_a_list_counts_once_and_what_is_no_authority_is_left_out_and_named(station, world):
    link = made.Holder("FR", "CSCA FR 2", by=world.fr, authority=True)
    nameless = made.authority("QQ")
    taken = station.taken(made.master_list([world.de, world.fr, world.fr, world.seals["DEU"], link, nameless], world.signer))
    assert taken["contents"] == {"authorities": 2}
    assert "1 of its certificates are in it twice" in taken["noted"]
    left = "\n".join(taken["left_out"])
    assert "Seals: it is not of an authority" in left and "CSCA FR 2: it is not" in left and "CSCA QQ: its subject names no country" in left


def test_an_authority_past_its_end_makes_its_seals_refused_and_not_forged(station, world):
    old = made.authority("IT", since=NOW - 9 * YEAR, until=NOW - DAY)
    station.taken(world.list(old))
    found = station.judged(made.seal(made.seal_signer(old, "IT"), "ITA"))
    assert (found["verdict"], found["reasons"]) == ("refused", ["key-expired"])
    assert station.judged(world.seal("DEU"))["genuine"]


def test_an_authority_certified_anew_vouches_though_its_older_certificate_has_ended(station, world):
    old = made.authority("IT", since=NOW - 9 * YEAR, until=NOW - DAY)
    new = made.authority("IT")
    new.key = old.key
    renewed = (x509.CertificateBuilder().subject_name(old.name).issuer_name(old.name).public_key(old.key.public_key()).serial_number(9)
               .not_valid_before(NOW - DAY).not_valid_after(NOW + YEAR)
               .add_extension(x509.BasicConstraints(True, 0), True)
               .add_extension(x509.SubjectKeyIdentifier.from_public_key(old.key.public_key()), False)
               .sign(old.key, made.hashes.SHA256()))
    new.certificate = renewed
    station.taken(world.list(old, new))
    assert station.judged(made.seal(made.seal_signer(old, "IT"), "ITA"))["reasons"] == ["no-rules"]


def test_an_older_master_list_of_a_state_is_refused_and_another_states_stands_beside_it(station, world):
    station.taken(world.list())
    station.refused(world.list(at=NOW - 2 * DAY), "rollback")
    station.refused(made.master_list([world.de], world.signer), "equivocation")
    fr = made.list_signer(world.fr, "FR")
    assert station.taken(made.master_list([world.fr], fr))["what"] == "vdsnc//master-list-FRA"
    assert station.taken(world.list(at=NOW))["outcome"] == "replaced"


def test_a_master_list_is_no_list_of_dcc_signers(station, world):
    assert_error(station.take(world.list(), format="dcc"), 65, "malformed-list")


# MARK: Certificates in PEM


def test_certificates_of_authorities_come_in_pem_one_or_many(station, world):
    one = station.taken(made.pem(world.de.certificate))
    assert one["what"].startswith("vdsnc//csca-DEU-") and one["expires"] == "2027-11-25T10:00:00Z", "366 days, not the certificate's ten years"
    many = station.taken(b"text between\n" + made.pem(world.de.certificate, world.fr.certificate), "--source", "eu")
    assert many["what"] == "vdsnc/eu" and many["contents"] == {"authorities": 2}
    for state in ("DEU", "FRA"):
        assert station.judged(world.seal(state))["genuine"]
    damaged = made.pem(world.de.certificate, world.fr.certificate).replace(b"-----END", b"-----ENDE", 1)
    station.refused(damaged, "malformed-list")
    station.refused(made.pem(world.seals["DEU"].certificate), "malformed-list")
    station.refused(made.pem(world.de.certificate), "under-signed", "--list-key", station.file(world.de.der))


# MARK: Revocation lists


def later(time):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize("encoded", [made.der, made.pem])
@pytest.mark.parametrize("key_identifier", [True, False])
def test_what_an_authority_revoked_is_read_as_revoked(station, world, encoded, key_identifier):
    station.taken(world.list())
    serial = world.seals["FRA"].certificate.serial_number
    taken = station.taken(encoded(made.revocation_list(world.fr, [7, serial], key_identifier=key_identifier)))
    assert taken["what"].startswith("vdsnc//crl-FRA-") and taken["contents"] == {"revoked_certificates": 2}
    assert taken["expires"] == later(NOW + 30 * DAY)
    found = station.judged(world.seal("FRA"))
    assert (found["verdict"], found["reasons"]) == ("refused", ["revoked"])
    assert station.judged(made.seal(made.seal_signer(world.fr, "FR"), "FRA"))["reasons"] == ["no-rules"]
    # The same number of another authority is another certificate.
    other = made.seal_signer(world.de, "DE", serial=serial)
    assert station.judged(made.seal(other, "DEU"))["reasons"] == ["no-rules"]


def test_a_revocation_list_counts_only_by_the_authority_that_is_held(station, world):
    data = made.der(made.revocation_list(world.fr, [7]))
    station.refused(data, "unknown-signer")
    station.taken(world.list())
    evil = made.authority("FR")
    station.refused(made.der(made.revocation_list(world.fr, [7], by=evil)), "bad-signature")
    station.refused(made.der(made.revocation_list(evil, [7])), "bad-signature")
    station.refused(data, "malformed-list", "--list-key", station.file(world.fr.der))
    station.taken(data)
    station.refused(made.der(made.revocation_list(world.fr, [], made=NOW - 2 * DAY)), "rollback")
    station.refused(made.der(made.revocation_list(world.fr, [])), "equivocation")
    station.refused(made.der(made.revocation_list(world.fr, [], made=NOW - 2 * YEAR, until=NOW - YEAR), ), "rollback")
    station.refused(made.der(made.revocation_list(world.de, [], made=NOW - 2 * DAY, until=NOW - DAY)), "expired")
    station.refused(made.der(made.revocation_list(world.de, [], made=NOW + DAY)), "not-yet-issued")


def element(tag, content):
    """DER, of any length."""
    length = len(content)
    octets = length.to_bytes((length.bit_length() + 7) // 8 or 1, "big")
    return bytes([tag]) + (octets if length < 128 else bytes([0x80 | len(octets)]) + octets) + content


def million(csca):
    """A list of a million entries with the signature of a list of one."""
    whole = crl.CertificateList.load(made.der(made.revocation_list(csca, [7])))
    contents = whole["tbs_cert_list"]
    parts = {name: contents[name].dump() for name in contents}
    date = contents["this_update"].dump()
    parts["revoked_certificates"] = element(0x30, b"".join(
        element(0x30, b"\x02\x04" + number.to_bytes(4, "big") + date) for number in range(1 << 24, (1 << 24) + 1_000_000)))
    return element(0x30, element(0x30, b"".join(parts.values())) + whole["signature_algorithm"].dump() + whole["signature"].dump())


def test_a_revocation_list_is_not_read_before_its_signature_has_held(station, world):
    """It took 20 s and 3.9 GB to say that nobody had signed it."""
    data = station.file(million(world.fr))
    for word in ("unknown-signer", "bad-signature"):
        status, said, memory = peak("trust", "import", "--format", "vdsnc", "--store", station.store, "--at", AT, data)
        assert status == 65 and word in said and memory < 200, (said, memory)
        station.taken(world.list()) if word == "unknown-signer" else None


def test_a_number_in_another_spelling_and_an_entry_with_a_reason_are_read(station, world):
    station.taken(world.list())
    serial = world.seals["FRA"].certificate.serial_number
    reason = x509.CRLReason(x509.ReasonFlags.key_compromise)
    taken = station.taken(made.der(made.revocation_list(world.fr, [serial, 1, 128, 255, 256], reason=reason)))
    assert taken["contents"] == {"revoked_certificates": 5}
    assert station.judged(world.seal("FRA"))["reasons"] == ["revoked"]
    indirect = x509.CertificateIssuer([x509.DirectoryName(world.de.name)])
    station.refused(made.der(made.revocation_list(world.fr, [serial], reason=indirect, critical=True)), "malformed-list")


def test_part_of_a_revocation_list_is_not_taken_for_the_whole(station, world):
    station.taken(world.list())
    for extension in (x509.DeltaCRLIndicator(3),
                      x509.IssuingDistributionPoint(None, None, True, False, None, False, False)):
        station.refused(made.der(made.revocation_list(world.fr, [7], extension=extension)), "malformed-list")
    good = made.der(made.revocation_list(world.fr, [7]))
    for length in range(2, len(good), 50):
        station.refused(good[:length], "malformed-list")
    station.refused(good + b"\0", "malformed-list")
    station.refused(claims_two_gigabytes(good), "malformed-list")
    station.refused(made.pem(made.revocation_list(world.fr, [7]), made.revocation_list(world.de, [7])), "malformed-list")
    station.refused(made.pem(made.revocation_list(world.fr, [7]), world.fr.certificate), "malformed-list")


def test_where_a_revocation_list_ended_seals_are_undecided_and_what_it_revoked_stays_so(station, world):
    station.taken(world.list(), "--valid", "60d")
    station.taken(made.der(made.revocation_list(world.fr, [world.seals["FRA"].certificate.serial_number], until=NOW + 2 * DAY)))
    good = made.seal(made.seal_signer(world.fr, "FR"), "FRA")
    at = later(NOW + 3 * DAY)
    found = station.judged(good, at=at)
    assert (found["verdict"], found["reasons"]) == ("undecided", ["revocation-missing"])
    assert station.judged(world.seal("FRA"), at=at)["reasons"] == ["revoked"]
    assert station.judged(world.seal("DEU"), at=at)["reasons"] == ["no-rules"]
    station.taken(made.der(made.revocation_list(world.fr, [], made=NOW + 3 * DAY, until=NOW + 9 * DAY)), at=at)
    assert station.judged(good, at=at)["reasons"] == ["no-rules"]
    assert station.judged(world.seal("FRA"), at=at)["reasons"] == ["no-rules"]
