"""Keys for posters and for lists of exposures (docs/venue.md, experimental): a trust list names them, they sign no codes, and act 7 of a log is theirs."""

import base64
import json

import command
import pytest
from authority import Authority, code_key, listed
from command import assert_error, verdict
from command import issuer as codes
from logs import Log, keygen, ok, signed

NOW = codes.IAT
A = Authority("CN-A")
VENUES = codes.Key("CN-A venues", "CN-A", "posters")
EXPOSURES = codes.Key("CN-A exposures", "CN-A", "exposures")
SPAN = {2: code_key(A.codes)[2], 3: code_key(A.codes)[3]}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("venues")
    mine = listed("CN-A", code_key(A.codes), {1: VENUES.x, **SPAN, 9: 1}, {1: EXPOSURES.x, **SPAN, 10: 1})
    (folder / "list").write_bytes(A.list(issuers=[mine]))
    ok("trust", "import", folder / "list", "--fingerprint", A.fingerprint, "--store", folder / "store", "--at", command.AT)
    return folder / "store"


def test_a_list_with_keys_for_venues_is_taken_and_shown(store):
    shown = json.loads(ok("trust", "show", "--json", "--store", store, "--at", command.AT))
    keys = {key["key_id"]: key["use"] for key in shown["lists"][0]["issuers"][0]["keys"]}
    assert keys == {A.codes.kid.hex(): "codes", VENUES.kid.hex(): "venues", EXPOSURES.kid.hex(): "exposures"}
    for language, word in (("en", "experimental"), ("zh", "试验性")):
        assert word in ok("trust", "show", "--store", store, "--at", command.AT, "--lang", language)
    for key in (VENUES, EXPOSURES):
        assert "for venues, and no codes" in ok("trust", "why", key.kid.hex(), "--store", store, "--at", command.AT, "--lang", "en")


@pytest.mark.parametrize("key", [VENUES, EXPOSURES])
def test_a_code_by_a_key_for_venues_is_forged(store, key):
    def judged(text):
        found = verdict(command.run("verify", "--json", "--store", store, "--at", command.AT, text))
        return found["verdict"], found["reason"]

    assert judged(A.code(key=key)) == ("forged", "grant-exceeded")
    assert judged(A.code()) == ("green", "as-signed")


@pytest.mark.parametrize("use", ["venues", "exposures"])
def test_the_program_makes_such_a_key_and_a_source_takes_it_without_a_grant(tmp_path, use):
    root = keygen(tmp_path / "root", "ROOT")
    made = keygen(tmp_path / "key", "CN-HA", "--use", use)
    assert json.loads(made.public.read_text())["agreements"][0]["use"] == use
    source = tmp_path / "trust.json"
    ok("trust", "init", "--authority", "CN-HA", "--name", "Henan", "--root", root.public, "--threshold", "1", "--source", source)
    assert_error(command.run("trust", "add", made.public, "--source", source), 65, "agree")
    assert_error(command.run("trust", "add", made.public, "--use", use, "--status", "green", "--source", source), 64, "no grant")
    ok("trust", "add", made.public, "--use", use, "--source", source)
    key, = json.loads(source.read_text())["issuers"][0]["keys"]
    assert key["use"] == use and "statuses" not in key
    assert_error(command.run("trust", "grant", "CN-HA", "--status", "green", "--source", source), 65)
    ok("trust", "build", "--source", source, "-o", tmp_path / "list")
    ok("trust", "sign", tmp_path / "list", "--key", root.secret)
    assert f'"use":"{use}"' in ok("trust", "show", tmp_path / "list", "--json").replace(" ", "")


def line(key, **changes):
    act = {1: 7, 2: bytes(range(32)), 3: "CN-A", 4: key.kid, 5: "desk-7", 10: NOW}
    return base64.b64encode(signed(codes.cbor(act | {int(k[1:]): v for k, v in changes.items()}), key)).decode() + "\n"


def test_a_log_takes_the_opening_of_a_day_by_a_key_for_exposures_and_by_no_other(store, tmp_path):
    log = Log(tmp_path)

    def append(text):
        return command.run("log", "append", log.folder, "--store", store, "--clock-is-right", input=text)

    for text in (line(A.codes), line(VENUES), line(EXPOSURES, _4=A.codes.kid), line(EXPOSURES, _12=1), line(EXPOSURES, _1=8)):
        assert_error(append(text), 65)
    result = append(line(EXPOSURES))
    assert result.returncode == 0, result.stderr
    log.checkpoint()
    shown = [json.loads(text) for text in ok("log", "export", log.folder, "--json").splitlines()]
    assert [entry["act"] for entry in shown] == ["opened"]
