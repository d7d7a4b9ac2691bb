"""Trust material of other formats in an authority's bundle: a station imports one file."""

import base64
import json
from datetime import timedelta
from hashlib import sha256

import cbor2
import pytest

import command
import passports as made
from authority import AT, DAY, NOW, Authority, cbor, recognised, role
from command import assert_error, run, verdict

pytestmark = pytest.mark.slow

FOREIGN = 6
A, B = Authority("CN-A"), Authority("CN-B")
PINNED = ("--fingerprint", A.fingerprint)
CSCA = made.authority("DE")
SIGNER = made.seal_signer(CSCA, "DE")
SEAL = made.seal(SIGNER, "DEU")
LIST = made.master_list([CSCA], made.list_signer(CSCA))
CRL = made.der(made.revocation_list(CSCA, [SIGNER.certificate.serial_number]))
DCC = json.dumps([{"kid": base64.b64encode(bytes(8)).decode(), "x509": base64.b64encode(made.authority("FR").der).decode()}]).encode()


def member(format, data, name=None):
    return FOREIGN, cbor({1: format, **({2: name} if name else {}), 3: data})


def bundle(*members, authority=A, trust_list=None, **changes):
    return authority.bundle((1, trust_list or authority.list()), *members, **changes)


class Station:
    def __init__(self, folder):
        self.folder, self.store, self.count = folder, folder / "store", 0

    def file(self, data):
        self.count += 1
        path = self.folder / f"file{self.count}"
        path.write_bytes(data)
        return path

    def take(self, data, *options, at=AT):
        return run("trust", "import", "--store", self.store, "--at", at, *options, self.file(data))

    def taken(self, data, *options, **changes):
        result = self.take(data, *options, **changes)
        assert result.returncode == 0, result.stderr

    def refused(self, word, data, *options, **changes):
        before = command.listing(self.store) if self.store.exists() else None
        assert_error(self.take(data, *options, **changes), 65, f": {word}: ")
        if before is not None:
            assert command.listing(self.store) == before, "a refusal changed the store"

    def warned(self, word, data, *options):
        """A foreign file in it is refused, and the bundle is taken."""
        result = self.take(data, *options)
        assert result.returncode == 0 and b"warning: " in result.stderr, result.stderr
        assert f": {word}: ".encode() in result.stderr, result.stderr

    def shown(self, at=AT):
        lists = json.loads(run("trust", "show", "--json", "--store", self.store, "--at", at).stdout)["foreign"]
        return {one["name"]: one for one in lists}

    def judged(self, at=AT):
        return verdict(run("verify", "--exact", "--json", "--store", self.store, "--at", at, "--", SEAL))


@pytest.fixture
def station(tmp_path):
    return Station(tmp_path)


def test_one_file_brings_the_authoritys_lists_and_those_of_other_formats(station):
    station.taken(bundle(member("vdsnc", LIST, "de"), member("dcc", DCC)), *PINNED)
    shown = station.shown()
    assert set(shown) == {"vdsnc/de/master-list-DEU", "dcc"}
    assert all(one["authority"] == "CN-A" for one in shown.values()) and shown["vdsnc/de/master-list-DEU"]["dated"]
    assert station.judged()["genuine"]
    text = run("trust", "show", "--store", station.store, "--at", AT).stdout.decode()
    assert "in a bundle of CN-A" in text


def test_files_are_taken_in_their_order_so_that_a_revocation_list_finds_its_authority(station):
    station.warned("unknown-signer", bundle(member("vdsnc", CRL), member("vdsnc", LIST), issued=NOW - 900), *PINNED)
    station.taken(bundle(member("vdsnc", LIST), member("vdsnc", CRL)), *PINNED)
    assert station.judged()["reasons"] == ["revoked"]


def test_the_next_bundle_takes_the_place_of_the_last_ones_files_and_leaves_the_operators(station):
    station.taken(LIST, "--format", "vdsnc", "--source", "own")
    station.taken(bundle(member("vdsnc", LIST, "de"), member("dcc", DCC)), *PINNED)
    station.taken(bundle(member("dcc", DCC), issued=NOW - 500))
    assert set(station.shown()) == {"vdsnc/own/master-list-DEU", "dcc"}
    assert station.shown()["vdsnc/own/master-list-DEU"]["authority"] is None
    station.taken(bundle(issued=NOW - 400))
    assert set(station.shown()) == {"vdsnc/own/master-list-DEU"}


def test_forgetting_the_authority_takes_out_what_came_in_its_bundles(station):
    station.taken(LIST, "--format", "vdsnc", "--source", "own")
    station.taken(bundle(member("dcc", DCC)), *PINNED)
    assert run("trust", "forget", "--store", station.store, "CN-A").returncode == 0
    assert set(station.shown()) == {"vdsnc/own/master-list-DEU"}


def test_files_go_forward_only_also_by_bundle(station):
    older = made.master_list([CSCA], made.list_signer(CSCA), at=made.NOW - 5 * made.DAY)
    station.taken(LIST, "--format", "vdsnc")
    station.warned("rollback", bundle(member("vdsnc", older), issued=NOW - 900), *PINNED)
    ahead = made.master_list([CSCA], made.list_signer(CSCA), at=made.NOW + made.DAY)
    station.warned("not-yet-issued", bundle(member("vdsnc", ahead), issued=NOW - 890), *PINNED)
    station.warned("expired", bundle(member("vdsnc", LIST), member(
        "vdsnc", made.der(made.revocation_list(CSCA, until=made.NOW - timedelta(hours=1)))), issued=NOW - 880), *PINNED)
    assert "authority" in station.shown()["vdsnc//master-list-DEU"]
    # A bundle that was taken is not taken back by an older one.
    station.taken(bundle(member("dcc", DCC)), *PINNED)
    station.refused("rollback", bundle(member("vdsnc", LIST), issued=NOW - 700))


def test_the_operators_key_and_lifetime_stand_when_a_bundle_brings_the_next_file(station):
    signer = made.list_signer(CSCA)
    station.taken(made.master_list([CSCA], signer, at=made.NOW - 5 * made.DAY), "--format", "vdsnc", "--valid", "7d", "--list-key",
                  station.file(CSCA.der))
    other = made.authority("DE")
    station.warned("bad-signature", bundle(member("vdsnc", made.master_list([other], made.list_signer(other))), issued=NOW - 900), *PINNED)
    station.taken(bundle(member("vdsnc", LIST)), *PINNED)
    found = station.shown()["vdsnc//master-list-DEU"]
    assert (found["expires"], found["noted"], found["authority"]) == ("2026-12-01T10:00:00Z", [], "CN-A")


def test_a_neighbour_that_is_only_recognised_names_no_authorities_of_other_worlds(station):
    station.taken(A.list(recognises=[recognised(B)]), *PINNED)
    station.warned("unknown-authority", bundle(member("vdsnc", LIST), authority=B, issued=NOW - 900))
    station.taken(bundle(authority=B))
    assert station.shown() == {}


def test_a_bad_foreign_file_is_refused_alone_and_a_bad_list_with_its_bundle(station):
    good = member("vdsnc", LIST)
    broken = bytearray(LIST)
    broken[LIST.index(CSCA.der) + len(CSCA.der) - 1] ^= 1
    for number, (word, bad) in enumerate((
            ("malformed-list", (FOREIGN, b"")),
            ("malformed-list", (FOREIGN, LIST)),
            ("malformed-list", (FOREIGN, cbor({1: "vdsnc", 3: LIST, 4: 1}))),
            ("malformed-list", (FOREIGN, cbor({1: "vdsnc"}))),
            ("malformed-list", (FOREIGN, cbor({3: LIST}))),
            ("malformed-list", (FOREIGN, cbor({1: "vdsnc", 3: LIST.hex()}))),
            ("malformed-list", (FOREIGN, cbor2.dumps({3: LIST, 1: "vdsnc"}))),
            ("malformed-list", member("hcode", LIST)),
            ("malformed-list", member("rules", LIST)),
            ("malformed-list", member("new", LIST)),
            ("malformed-list", member("vdsnc", LIST, "a/b")),
            ("malformed-list", member("vdsnc", LIST, "x" * 65)),
            ("malformed-list", member("vdsnc", LIST, "a\x1b[31m")),
            ("malformed-list", member("vdsnc", b"")),
            ("malformed-list", member("vdsnc", DCC)),
            ("malformed-list", member("vdsnc", LIST)),  # the second of its name
            ("bad-signature", member("vdsnc", bytes(broken), "x")),
            ("malformed-list", (7, good[1])),
            ("malformed-list", (4 + 1, good[1])),
    )):
        result = station.take(bundle(good, bad, issued=NOW - 5000 + number), *PINNED)
        assert result.returncode == (0 if bad[0] == FOREIGN else 65), (bad, result.stderr)
        assert f": {word}: ".encode() in result.stderr, (bad, result.stderr)
    assert set(station.shown()) == {"vdsnc//master-list-DEU"}


def test_a_foreign_file_is_of_the_snapshot_or_the_bundle_is_none(station):
    members = [(1, A.list()), member("vdsnc", LIST)]
    entries = [[kind, sha256(data).digest(), len(data)] for kind, data in members]
    exchanged = [members[0][1], member("vdsnc", LIST, "x")[1]]
    station.refused("snapshot-mismatch", A.bundle(entries=entries, files=exchanged), *PINNED)
    as_list = [[1, *entries[1][1:]]]
    station.refused("malformed-list", A.bundle(entries=entries[:1] + as_list, files=[d for _, d in members]), *PINNED)
    station.refused("under-signed", A.bundle(*members, key=A.codes), *PINNED)


def test_nothing_is_taken_a_second_time_from_a_bundle_that_was_taken(station):
    data = bundle(member("dcc", DCC))
    station.taken(data, *PINNED)
    def shown():
        """All but the clock at the last import, which moves on."""
        found = json.loads(run("trust", "show", "--json", "--store", station.store, "--at", AT).stdout)
        return found | {"seen": None}

    before = shown()
    station.taken(data, at="2026-11-24T11:00:00Z")
    assert shown() == before


# MARK: The command


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    """A snapshot key of the program's own, and the list of an authority that names it."""
    folder = tmp_path_factory.mktemp("snapshot")
    folder.chmod(0o700)
    assert run("keygen", "--issuer", "CN-A", "--name", "x", "--no-passphrase", "-o", folder).returncode == 0
    x = json.loads((folder / "CN-A.pub").read_text())["x"]
    public = base64.urlsafe_b64decode(x + "=")
    (folder / "list").write_bytes(A.list(_8=[1, [public]]))
    for name, data in (("german.ml", LIST), ("crl.der", CRL), ("signers.json", DCC), ("broken", LIST[:-9]), ("jwks", b'{"keys":[]}')):
        (folder / name).write_bytes(data)
    return folder


def packed(snapshot, output, *foreign):
    options = [option for one in foreign for option in ("--foreign", one)]
    return run("trust", "bundle", "--key", "CN-A.key", "-o", output, "--at", AT, *options, "list", cwd=snapshot)


def test_the_program_packs_what_its_stations_take(station, snapshot):
    output = station.folder / "stick"
    result = packed(snapshot, output, "vdsnc/de:german.ml", "vdsnc/de:crl.der", "dcc:signers.json")
    assert result.returncode == 0, result.stderr
    assert b"4 files" in result.stdout
    snapshot_file, files = cbor2.loads(output.read_bytes())
    assert files[1:] == [member("vdsnc", LIST, "de")[1], member("vdsnc", CRL, "de")[1], member("dcc", DCC)[1]]
    payload = cbor2.loads(cbor2.loads(snapshot_file).value[2])
    assert [entry[0] for entry in payload[4]] == [1, FOREIGN, FOREIGN, FOREIGN]
    station.taken(output.read_bytes(), *PINNED)
    assert len(station.shown()) == 3 and station.judged()["reasons"] == ["revoked"]


def test_the_same_files_make_the_same_bundle(tmp_path, snapshot):
    for name in ("one", "two"):
        assert packed(snapshot, tmp_path / name, "vdsnc/de:german.ml", "dcc:signers.json").returncode == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_what_no_station_would_take_is_not_packed(tmp_path, snapshot):
    for foreign, status in (("vdsnc:broken", 65), ("dcc:german.ml", 65), ("shc:jwks", 65), ("vdsnc:missing", 66), ("vdsnc", 64),
                            ("vdsnc:", 64), ("new:german.ml", 64), ("rules:german.ml", 64), ("vdsnc/a/b:german.ml", 64),
                            ("vdsnc/:german.ml", 64), ("vdsnc/ä:german.ml", 64), ("hcode:german.ml", 64)):
        result = packed(snapshot, tmp_path / "none", foreign)
        assert result.returncode == status, (foreign, result.returncode, result.stderr)
        assert not (tmp_path / "none").exists()
