"""Offices that are over: the audit says who has said that the records are destroyed, and asks who has not."""

import pytest

import command
from authority import Authority, code_key, listed
from command import assert_error, verdict
from logs import Log, entry, officer, ok, seconds, signed_line

pytestmark = pytest.mark.slow

# Before the checkpoints of the tests, which the clock dates.
BEGIN, SUNSET, LATER = "2026-10-01T00:00:00Z", "2026-11-20T00:00:00Z", "2099-01-01T00:00:00Z"
STATUS = "https://cn-ha.example/status"


class World:
    """An authority of two code keys, each with a registry, whose list sets an end."""

    def __init__(self, folder, sunset=SUNSET, of_issuer=False, registries=2):
        self.folder, self.log, self.store = folder, Log(folder), folder / "store"
        self.keys = [officer("desk-7"), officer("desk-9")]
        since, until = seconds(BEGIN), seconds("2027-09-01T00:00:00Z")
        own = listed("CN-HA", *(code_key(key, status_list=f"{STATUS}/{n}" if n < registries else None, since=since, until=until)
                                for n, key in enumerate(self.keys)), sunset=seconds(sunset) if of_issuer else None)
        authority = Authority("CN-HA")
        self.list = folder / "CN-HA.trust"
        self.list.write_bytes(authority.list(issuers=[own], issued=seconds("2026-11-29T00:00:00Z"), expires=seconds("2027-09-01T00:00:00Z"),
                                             sunset=None if of_issuer else seconds(sunset)))
        ok("trust", "import", self.list, "--store", self.store, "--fingerprint", authority.fingerprint)

    def claim(self, key=0, **changes):
        members = {"act": "destroyed", "commitment": None, "status": None, "reason": None, "authority": None, "until": None, "second_officer": None,
                   "key_id": self.keys[key].kid.hex(), "officer": self.keys[key].name, "time": "2026-11-29T12:00:00Z", "count": 5,
                   "before": "2026-11-19T00:00:00Z"}
        return entry(0, **(members | changes))

    def code(self, key=0, **changes):
        return entry(0, **({"status": "yellow", "second_officer": None, "key_id": self.keys[key].kid.hex(), "officer": self.keys[key].name,
                            "time": "2026-11-10T00:00:00Z", "until": "2026-11-19T00:00:00Z"} | changes))

    def audit(self, *options):
        self.log.checkpoint()
        result = command.run("log", "audit", self.log.folder, "--log-key", self.log.vkey, "--json", *(options or ("--store", self.store)))
        assert result.returncode in (0, 10), result.stderr
        found = verdict(result)
        assert (result.returncode == 10) == bool(found["findings"])
        return found

    def lacks(self):
        """What the audit says of each key that lacks a claim, and that it asks about no more than these."""
        found = self.audit()
        [end] = found["ends"]
        lacks = {d["key_id"]: d["lack"] for d in end["not_destroyed"]}
        asked = [f for f in found["findings"] if f["finding"] == "not-destroyed"]
        assert [f["count"] for f in asked] == ([len(lacks)] if lacks and end["is_over"] else [])
        return {number: lacks[key.kid.hex()] for number, key in enumerate(self.keys) if key.kid.hex() in lacks}


@pytest.mark.parametrize("of_issuer", [False, True])
def test_an_office_that_is_over_is_asked_about_until_each_of_its_registries_is_said_to_be_destroyed(tmp_path, of_issuer):
    w = World(tmp_path, of_issuer=of_issuer)
    w.log.append(w.code())
    assert w.lacks() == {0: "no-claim", 1: "no-claim"}
    w.log.append(w.claim(0))
    assert w.lacks() == {1: "no-claim"}
    w.log.append(w.claim(1))
    assert w.lacks() == {}
    told = command.run("log", "audit", w.log.folder, "--log-key", w.log.vkey, "--store", w.store).stdout.decode()
    assert "ISSUERS WHOSE END IS SET" in told and f"over since {SUNSET}; says that its records are destroyed" in told


def test_the_first_page_names_the_question_and_the_details_name_the_keys(tmp_path):
    w = World(tmp_path)
    w.log.append(w.code(), w.claim(0, count=0))
    w.log.checkpoint()
    done = command.run("log", "audit", w.log.folder, "--log-key", w.log.vkey, "--store", w.store)
    told = done.stdout.decode()
    assert done.returncode == 10
    assert f"1.  CN-HA: over since {SUNSET}, and of 2 registries 2 are not said to be destroyed" in told
    assert f"key {w.keys[0].kid.hex()}: an entry says so for 0 records, but 1 code had been logged" in told
    assert f"key {w.keys[1].kid.hex()}: no entry says that it is destroyed" in told


def test_before_its_end_nobody_is_asked(tmp_path):
    w = World(tmp_path, sunset=LATER)
    w.log.append(w.code())
    found = w.audit()
    [end] = found["ends"]
    assert found["findings"] == [] and not end["is_over"] and len(end["not_destroyed"]) == 2
    assert f"ends {LATER}" in ok("log", "audit", w.log.folder, "--log-key", w.log.vkey, "--store", w.store)


@pytest.mark.parametrize("lack, changes", [
    ("before-end", {"time": "2026-11-19T23:59:59Z"}), ("too-few", {"count": 2}), (None, {"count": 3}), (None, {"time": SUNSET})])
def test_a_claim_from_before_the_end_or_of_too_few_records_does_not_hold(tmp_path, lack, changes):
    w = World(tmp_path, registries=1)
    w.log.append(w.code(), w.code(), w.code(), w.claim(**changes))
    assert w.lacks() == ({0: lack} if lack else {})


def test_codes_that_are_logged_after_a_claim_void_it_and_a_later_claim_holds(tmp_path):
    w = World(tmp_path, registries=1)
    code = w.code()
    w.log.append(code, w.claim(), code)
    assert w.lacks() == {}, "a repeat is no new code"
    w.log.append(w.code(time="2026-11-29T13:00:00Z", until="2026-11-29T14:00:00Z"))
    assert w.lacks() == {0: "issued-after"}
    w.log.append(w.claim(count=7, time="2026-11-29T15:00:00Z", before="2026-11-29T15:00:00Z"))
    assert w.lacks() == {}
    assert [f["finding"] for f in w.audit()["findings"]] == ["destroyed-twice"]


@pytest.mark.parametrize("lack, before", [
    ("while-valid", "2026-11-29T12:00:01Z"), (None, "2026-11-29T12:00:00Z"), (None, "2026-11-19T00:00:00Z"), ("before-code", "2026-11-18T23:59:59Z")])
def test_a_claim_of_codes_that_had_not_ended_does_not_hold(tmp_path, lack, before):
    """Member 14 says by when all codes had ended; the log says when one of them ends."""
    w = World(tmp_path, registries=1)
    w.log.append(w.code(), w.claim(before=before))
    assert w.lacks() == ({0: lack} if lack else {})


def test_a_claim_that_stands_twice_counts_once(tmp_path):
    w = World(tmp_path, registries=1)
    w.log.append(w.claim(), w.claim())
    found = w.audit()
    assert found["findings"] == [] and found["repeated"] == 1 and found["destroyed"] == [{"issuer": "CN-HA", "records": 5}]


def test_a_forged_claim_and_one_of_another_issuer_say_nothing_of_this_one(tmp_path):
    w = World(tmp_path, registries=1)
    # Signed by a stranger in this issuer's name; and by another issuer, of this issuer's key.
    w.log.append(w.claim(officer="stranger"), w.claim(issuer="CN-HB"))
    found = w.audit()
    assert sorted((f["finding"], f["issuer"]) for f in found["findings"]) == [
        ("not-destroyed", "CN-HA"), ("unsigned", "CN-HA"), ("unsigned", "CN-HB")]
    assert found["destroyed"] == []


def test_forged_codes_do_not_void_a_claim(tmp_path):
    w = World(tmp_path, registries=1)
    w.log.append(w.claim(count=0), w.code(officer="stranger"))
    found = w.audit()
    [end] = found["ends"]
    assert end["not_destroyed"] == [] and [f["finding"] for f in found["findings"]] == ["unsigned"]


def test_a_claim_that_the_checkpoints_date_before_the_end_does_not_hold_whatever_it_says(tmp_path):
    w = World(tmp_path, registries=1)
    w.log.append(w.claim(time="2026-11-19T12:00:00Z"))
    ok("log", "checkpoint", w.log.folder, "--key", w.log.key.secret, "--at", "2026-11-19T13:00:00Z", "--clock-is-right")
    w.log.append(w.claim(time="2026-11-21T00:00:00Z", before="2026-11-18T00:00:00Z"))
    ok("log", "checkpoint", w.log.folder, "--key", w.log.key.secret, "--at", "2026-11-19T15:00:00Z", "--clock-is-right")
    assert w.lacks() == {0: "before-end"}


def test_without_a_store_nothing_is_known_of_ends(tmp_path):
    w = World(tmp_path)
    w.log.append(w.code())
    found = w.audit("--since", BEGIN)
    assert found["ends"] == [] and found["findings"] == []


def test_an_office_that_has_nothing_to_do_with_this_log_is_not_asked_about(tmp_path):
    w = World(tmp_path)
    w.log.append(w.code(issuer="CN-HB"))
    assert w.audit()["ends"] == []


def test_an_entry_with_a_member_too_many_is_none(tmp_path):
    w = World(tmp_path)
    line = signed_line(w.claim(until="2027-01-01T00:00:00Z"))
    assert_error(command.run("log", "append", w.log.folder, "--clock-is-right", input=line + "\n"), 65, "other members")
