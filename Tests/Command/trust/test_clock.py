"""No verdict rests on a clock that cannot be right, nothing is imported by one, and every wrong date has a way out (docs/trust.md §4.7, §4.8)."""

import json
from types import SimpleNamespace

import pytest

import authority as made
import command
import hcert
from authority import DAY, Authority, Key, code_key, listed, status_key
from clocks import clock, now, stopped  # noqa: F401
from command import assert_error, issuer, verdict

YEAR = 366 * DAY
START = now()


def rfc3339(seconds):
    return issuer.rfc3339(int(seconds))


class Gate:
    """A store, and runs at a gate whose clock is ahead."""

    def __init__(self, folder, clock):  # noqa: F811
        self.folder, self.clock, self.store, self.count = folder, clock, folder / "store", 0

    def run(self, *args, shift=0, **kwargs):
        return command.run(*args, env=self.clock(shift), **kwargs)

    def file(self, content):
        self.count += 1
        path = self.folder / f"file-{self.count}"
        path.write_bytes(content)
        return path

    def take(self, *contents, options=(), shift=0):
        return self.run("trust", "import", "--store", self.store, *options, *map(self.file, contents), shift=shift)

    def taken(self, *contents, **kwargs):
        result = self.take(*contents, **kwargs)
        assert result.returncode == 0, result.stderr
        return result

    def judged(self, text, *options, shift=0):
        found = verdict(self.run("verify", "--json", "--store", self.store, *options, "--", text, shift=shift))
        return found["verdict"], found["reason"]

    def shown(self):
        return json.loads(self.run("trust", "show", "--json", "--store", self.store).stdout)

    def clock_check(self, shift=0):
        checks = json.loads(self.run("doctor", "--json", "--store", self.store, shift=shift).stdout)["checks"]
        return next(c for c in checks if c["check"] == "clock")


@pytest.fixture
def gate(tmp_path, clock):  # noqa: F811
    return Gate(tmp_path, clock)


A = Authority("CN-HA")
PINNED = ("--fingerprint", A.fingerprint)


def trust_list(issuers=None, issued=None, authority=A, **changes):
    """A list of today, with keys of today."""
    issued = START - 60 if issued is None else issued
    return authority.list(issuers=own() if issuers is None else issuers, issued=issued, expires=issued + 30 * DAY, **changes)


def own(key=None, status=None):
    """The issuer with a status list."""
    lasting = {"since": START - DAY, "until": START + 300 * DAY}
    return [listed(A.id, code_key(key or A.codes, status_list=A.uri, **lasting), status_key(status or A.status, A.uri, **lasting))]


def without_status():
    return [listed(A.id, code_key(A.codes, since=START - DAY, until=START + 300 * DAY))]


def status_list(statuses=None, issued=None, days=7, **changes):
    issued = START - 60 if issued is None else issued
    return A.status_list(statuses, issued=issued, expires=issued + days * DAY, **changes)


def code(iat=None, **changes):
    return A.code(iat=START - 60 if iat is None else iat, **changes)


SIGNER = hcert.Signer()


def dcc(iat, exp):
    return SIGNER.text(hcert.vaccination(), iat=int(iat), exp=int(exp))


def rules():
    rule = json.loads(made.EU_RULES)[0] | {"ValidFrom": "2020-01-01T00:00:00Z"}
    return json.dumps({"country": "CN", "issued": rfc3339(START - 60), "rules": [rule]}).encode()


def foreign(gate, shift=0, more=()):
    gate.taken(SIGNER.der, options=("--format", "dcc", *more), shift=shift)
    gate.taken(rules(), options=("--format", "rules", *more), shift=shift)


# ---------------------------------------------------------------- verdicts


@pytest.mark.parametrize("years", [1, 3, 20])
def test_an_ended_certificate_of_another_format_is_not_green_when_the_clock_is_years_behind(gate, years):
    """Neither the signer's certificate nor rules that an operator imports are dated: only the import is known."""
    foreign(gate)
    text = dcc(START - years * YEAR - 600, START - years * YEAR + DAY)
    assert gate.judged(text) == ("refused", "expired")
    assert gate.judged(text, shift=-years * YEAR) == ("undecided", "clock")


def test_300_seconds_are_no_contradiction_and_more_are_one(gate):
    foreign(gate)
    text = dcc(START - 2000, START + DAY)
    assert gate.judged(text, shift=-200)[0] == "green"
    assert gate.judged(text, shift=-700) == ("undecided", "clock")


def test_without_a_store_the_release_of_the_program_bounds_the_clock(gate, tmp_path):
    keys = command.made_keys(tmp_path)
    result = gate.run("issue", "--key", keys.secret, "--status", "green", "--valid", "24h", "--text")
    text = result.stdout.decode().strip()
    found = verdict(gate.run("verify", "--json", "--trust", keys.public, "--", text, shift=-20 * YEAR))
    assert (found["verdict"], found["reason"]) == ("undecided", "clock")
    store = gate.store
    foreign(gate)
    for path in (store / "index",):
        raw = bytearray(path.read_bytes())
        raw[8:16], raw[40:48] = bytes(8), bytes(8)
        raw[48:80] = __import__("hashlib").sha256(bytes(raw[:48])).digest()
        path.write_bytes(raw)
    assert gate.judged(dcc(START - 4 * YEAR, START + DAY), shift=-YEAR) == ("undecided", "clock")
    check = gate.clock_check(shift=-YEAR)
    assert check["state"] == "fault" and "before this program was released" in check["detail"]


def test_a_question_about_an_earlier_time_is_answered(gate):
    """--at is no clock: neither the last import nor the release says that one may not ask."""
    foreign(gate)
    text = dcc(START - 3 * YEAR - 600, START - 3 * YEAR + DAY)
    assert gate.judged(text, "--at", rfc3339(START - 3 * YEAR))[0] == "green"


def test_a_question_about_a_time_before_what_was_signed_is_not(gate):
    gate.taken(trust_list(without_status()), options=PINNED)
    text = code(iat=START - 3 * DAY)
    assert gate.judged(text, "--at", rfc3339(START - 2 * DAY)) == ("undecided", "clock")
    foreign(gate)
    old = dcc(START - 3 * YEAR - 600, START - 3 * YEAR + DAY)
    assert gate.judged(old, "--at", rfc3339(START - 3 * YEAR)) == ("undecided", "clock")


def test_a_scan_writes_nothing(gate):
    foreign(gate)
    before = command.listing(gate.store)
    gate.judged(dcc(START - 60, START + DAY), shift=DAY)
    assert command.listing(gate.store) == before


def test_doctor_shows_both_dates_and_what_set_them(gate):
    gate.taken(trust_list(without_status()), options=PINNED)
    check = gate.clock_check()
    assert check["state"] == "ok"
    for words in (f"newest date signed {rfc3339(START - 60)}, the trust list of CN-HA, version 1", "last import 2", "released 2"):
        assert words in check["detail"], check
    back = gate.clock_check(shift=-DAY)
    assert back["state"] == "fault" and "--clock-is-right" in back["hint"]


# ---------------------------------------------------------------- imports


def test_a_clock_that_is_behind_imports_nothing(gate):
    gate.taken(trust_list(without_status()), options=PINNED)
    before = command.listing(gate.store)
    stopped(gate.take(SIGNER.der, options=("--format", "dcc"), shift=-DAY), "last change")
    stopped(gate.take(rules(), options=("--format", "rules"), shift=-DAY))
    stopped(gate.run("trust", "update", "--store", gate.store, shift=-DAY))
    assert command.listing(gate.store) == before


def test_a_new_store_is_not_begun_with_a_clock_from_before_the_release(gate):
    stopped(gate.take(SIGNER.der, options=("--format", "dcc"), shift=-20 * YEAR), "released")
    assert not gate.store.exists()


def test_a_year_after_the_last_import_the_next_one_asks_and_a_day_less_does_not(gate):
    gate.taken(SIGNER.der, options=("--format", "dcc"))
    stopped(gate.take(rules(), options=("--format", "rules"), shift=YEAR + 60))
    stopped(gate.take(rules(), options=("--format", "rules", "--at", rfc3339(START + YEAR + 600))))
    gate.taken(rules(), options=("--format", "rules"), shift=YEAR - DAY)


def test_once_ahead_and_insisted_is_never_green_and_one_import_puts_it_right(gate):
    foreign(gate)
    text = dcc(START - 60, START + 40 * YEAR)
    ahead = 20 * YEAR
    gate.taken(rules(), options=("--format", "rules", "--clock-is-right"), shift=ahead)
    assert gate.judged(text) == ("undecided", "clock")
    stopped(gate.take(rules(), options=("--format", "rules")))
    foreign(gate, more=("--clock-is-right",))
    assert gate.judged(text)[0] == "green"


def test_what_was_imported_by_a_clock_that_was_ahead_counts_no_longer_than_what_is_imported_now(gate):
    """A store that is new knows no date but the release, so such a clock begins it."""
    foreign(gate, shift=20 * YEAR)
    gate.run("trust", "update", "--store", gate.store, "--clock-is-right")
    shown = gate.shown()
    for held in (shown["foreign"][0], shown["rules"][0]):
        assert issuer.seconds(held["expires"]) <= now() + 30 * DAY and issuer.seconds(held["imported_at"]) <= now()
    assert gate.judged(dcc(START - 60, START + DAY))[0] == "green"


def test_update_with_a_right_clock_puts_it_right_without_anything_to_fetch(gate):
    foreign(gate)
    gate.taken(rules(), options=("--format", "rules", "--clock-is-right"), shift=5 * YEAR)
    seen = gate.shown()["seen"]
    gate.run("trust", "update", "--store", gate.store, "--clock-is-right")
    assert gate.shown()["seen"] < seen


def test_force_does_not_vouch_for_the_clock(gate, tmp_path):
    keys = command.made_keys(tmp_path)
    assert_error(gate.run("issue", "--key", keys.secret, "--status", "green", "--valid", "1h", "--force", "-o", tmp_path / "a.png", shift=-20 * YEAR),
                 78, "released")


def test_what_is_refused_notes_no_time(gate):
    gate.taken(trust_list(without_status()), options=PINNED)
    seen = gate.shown()["seen"]
    assert gate.take(trust_list(without_status(), issued=START - 40 * DAY, authority=Authority("MM")), shift=100 * DAY).returncode == 65
    assert gate.shown()["seen"] == seen


def test_an_import_as_of_a_time_ahead_notes_no_later_time_than_the_clock(gate):
    gate.taken(SIGNER.der, options=("--format", "dcc", "--at", rfc3339(START + 200 * DAY)))
    assert gate.shown()["seen"] <= rfc3339(now())


def test_an_import_as_of_an_earlier_time_notes_no_earlier_time(gate):
    gate.taken(SIGNER.der, options=("--format", "dcc"))
    seen = gate.shown()["seen"]
    gate.taken(rules(), options=("--format", "rules", "--at", rfc3339(START)))
    assert gate.shown()["seen"] >= seen


# ---------------------------------------------------------------- the longest lives


@pytest.mark.parametrize("extra, outcome", [(0, None), (1, "lives-too-long")])
def test_a_status_list_lives_31_days(gate, extra, outcome):
    gate.taken(trust_list(), options=PINNED)
    issued = START - 60
    result = gate.take(A.status_list(issued=issued, expires=issued + 31 * DAY + extra))
    assert result.returncode == (65 if outcome else 0)
    assert outcome is None or outcome.encode() in result.stderr


@pytest.mark.parametrize("extra, outcome", [(0, None), (1, "lives-too-long")])
def test_a_status_delta_lives_31_days(gate, extra, outcome):
    gate.taken(trust_list(), status_list(issued=START - 120), options=PINNED)
    result = gate.take(A.status_delta({}, {7: 1}, issued=START - 60, expires=START - 60 + 31 * DAY + extra))
    assert result.returncode == (65 if outcome else 0)
    assert outcome is None or outcome.encode() in result.stderr
    assert gate.judged(code())[0] == ("refused" if outcome is None else "green")


@pytest.mark.parametrize("extra, outcome", [(0, None), (1, "lives-too-long")])
def test_a_bundle_lives_93_days(gate, extra, outcome):
    first = trust_list(without_status())
    bundle = A.bundle((1, first), issued=START - 60, expires=START - 60 + 93 * DAY + extra)
    result = gate.take(bundle, options=PINNED)
    assert result.returncode == (65 if outcome else 0)
    assert outcome is None or outcome.encode() in result.stderr


@pytest.mark.parametrize("format, content", [("dcc", SIGNER.der), ("rules", rules())])
def test_rules_and_foreign_files_live_366_days_from_their_import(gate, format, content):
    gate.taken(content, options=("--format", format, "--valid", "3650d"))
    kind = "rules" if format == "rules" else "foreign"
    assert START + YEAR - 60 <= issuer.seconds(gate.shown()[kind][0]["expires"]) <= now() + YEAR


def test_rules_that_say_that_they_live_for_years_live_366_days(gate):
    long = json.dumps(json.loads(rules()) | {"expires": rfc3339(START + 10 * YEAR)}).encode()
    gate.taken(long, options=("--format", "rules"))
    assert issuer.seconds(gate.shown()["rules"][0]["expires"]) <= now() + YEAR


def test_rules_of_a_bundle_that_say_no_end_live_30_days(gate):
    bundle = A.bundle((1, trust_list(without_status())), (4, rules()), issued=START - 60, expires=START + DAY)
    gate.taken(bundle, options=PINNED)
    assert issuer.seconds(gate.shown()["rules"][0]["expires"]) <= now() + 30 * DAY


# ---------------------------------------------------------------- after one wrong clock, at a gate


AHEAD = 100 * DAY


def first_import(gate, *more, **kwargs):
    gate.taken(trust_list(**kwargs), status_list(), *more, options=PINNED)
    assert gate.judged(code()) == ("green", "as-signed")


def put_right(gate, *contents):
    """The next trust list, with a right clock."""
    assert gate.judged(code()) == ("undecided", "clock")
    result = gate.take(*contents, options=("--clock-is-right",))
    assert result.returncode == 0, result.stderr
    assert gate.judged(code()) == ("green", "as-signed")


def test_a_code_from_a_clock_that_was_ahead_is_refused_and_a_new_one_is_not(gate):
    first_import(gate)
    assert gate.judged(code(iat=START + AHEAD)) == ("refused", "not-yet-valid")
    gate.taken(status_list({7: 1}, issued=START - 30))
    assert gate.judged(code(index=8)) == ("green", "as-signed")


def test_a_status_list_from_a_clock_that_was_ahead_goes_with_its_signer(gate):
    first_import(gate)
    wrong = status_list(issued=START + AHEAD)
    assert_error(gate.take(wrong), 65, "not-yet-issued")
    gate.taken(wrong, shift=AHEAD + 60)
    new = Key("CN-HA status 2", "CN-HA", "status")
    old = [[A.status.kid, START - 30]]
    put_right(gate, trust_list(own(status=new), version=2, issued=START - 30, m12=old), status_list(issued=START - 20, key=new))
    assert gate.shown()["newest_signed"] < rfc3339(START + DAY)


def test_a_trust_list_from_a_clock_that_was_ahead_is_followed_by_the_next_version(gate):
    first_import(gate)
    wrong = trust_list(version=2, issued=START + AHEAD)
    assert_error(gate.take(wrong), 65, "not-yet-issued")
    gate.taken(wrong, shift=AHEAD + 60)
    put_right(gate, trust_list(version=3, issued=START - 30))


def test_a_bundle_from_a_clock_that_was_ahead_goes_with_its_snapshot_key(gate):
    first_import(gate)
    lists = (1, trust_list())
    ahead = 20 * DAY
    wrong = A.bundle(lists, issued=START + ahead, expires=START + ahead + DAY)
    assert_error(gate.take(wrong), 65, "not-yet-issued")
    gate.taken(wrong, shift=ahead + 60)
    new = Key("CN-HA snapshot 2", "CN-HA", "snapshot")
    next_list = trust_list(version=2, issued=START - 30, m8=made.role([new]))
    put_right(gate, next_list)
    gate.taken(A.bundle((1, next_list), issued=START - 10, expires=START + DAY, key=new))


def test_where_no_next_list_can_be_had_the_authority_is_forgotten_and_imported_again(gate):
    first_import(gate)
    gate.taken(trust_list(version=2, issued=START + AHEAD), shift=AHEAD + 60)
    assert gate.run("trust", "forget", "CN-HA", "--store", gate.store).returncode == 0
    gate.taken(trust_list(), status_list(), options=(*PINNED, "--clock-is-right"))
    assert gate.judged(code()) == ("green", "as-signed")
