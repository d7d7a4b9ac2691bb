"""What an auditor is told of a log: the sample of 1,317 reds first of all, and nothing about an honest one."""

import csv
import io
import json
import os
import subprocess
import xml.etree.ElementTree as ElementTree

import pytest

import command
from command import ROOT, assert_error, verdict
from logs import Log, append, entry, ok

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample, run as it is."""
    out = tmp_path_factory.mktemp("henan") / "out"
    done = subprocess.run([ROOT / "samples/henan-2022/run.sh", out], capture_output=True, text=True, timeout=120,
                          env=os.environ | {"HCODE": command.HCODE, "LC_ALL": "C.UTF-8"})
    assert done.returncode == 0, done.stdout + done.stderr
    return out, done.stdout


def test_the_sample_shows_the_1317_on_its_first_page(sample):
    _, told = sample
    page = told[told.index("every entry is in the tree"):].splitlines()[:25]
    burst = next(line for line in page if "1317" in line)
    assert "CN-HA-ZZ: 1317 reds in 3 days, 2022-06-12 to 2022-06-14" in burst and burst.strip().startswith("1.")
    assert "without a logged case" in burst
    assert any("CN-HA-ZZ, officer desk-3: 1317 reds in 3 days" in line for line in page)
    assert any("1317 restrictions on one order, Order 2022/0617" in line for line in page)
    assert not any("one-officer" in line for line in page)


def test_the_sample_is_the_same_in_json_and_csv(sample):
    out, _ = sample
    found = json.loads((out / "audit.json").read_text())
    [burst] = [f for f in found["findings"] if f["finding"] == "burst"]
    assert burst == {"finding": "burst", "issuer": "CN-HA-ZZ", "count": 1317, "act": "red", "first_day": "2022-06-12",
                     "last_day": "2022-06-14", "window_days": 1, "usual": 0, "cases": 0, "acts": burst["acts"],
                     "reasons": burst["reasons"], "officers": burst["officers"]}
    assert burst["acts"]["suspended"] == burst["acts"]["revoked"] == 0 and burst["acts"]["red"] == burst["reasons"]["listed-area"] == 1317 and burst["acts"]["raised"] == 0
    [officer] = [f for f in found["findings"] if f["finding"] == "officer-burst"]
    assert (officer["officer"], officer["count"], officer["officers"]) == ("desk-3", 1317, 1)
    assert (found["history"], found["dated_by_own_time"]) == (2, found["size"])
    assert [f["authority"] for f in found["findings"] if f["finding"] == "one-order"] == ["Order 2022/0617"]
    rows = list(csv.DictReader(io.StringIO((out / "days.csv").read_text())))
    mine = {r["day"]: int(r["reds"]) for r in rows if r["issuer"] == "CN-HA-ZZ"}
    assert [mine[f"2022-06-{d}"] for d in (12, 13, 14)] == [446, 608, 263] and min(r["day"] for r in rows) == "2022-06-01"
    assert sum(found["reds_by_hour"]) == sum(i["reds"] for i in found["issuers"]) == sum(int(r["reds"]) for r in rows)


def test_the_chart_is_a_picture_with_the_burst_in_it(sample):
    out, _ = sample
    root = ElementTree.fromstring((out / "reds.svg").read_text())
    filled = [r for r in root.iter("{http://www.w3.org/2000/svg}rect") if r.get("fill") == "#c00020"]
    assert len(filled) == 3
    png = subprocess.run(["rsvg-convert", out / "reds.svg"], capture_output=True)
    assert png.stdout.startswith(b"\x89PNG")


def days(log, issuer, counts, **changes):
    """Reds of an issuer on days in a row, from 1 May on."""
    lines = []
    for day, count in enumerate(counts):
        lines += [entry(f"{issuer}{day}-{n}", issuer=issuer, time=f"2026-05-{day + 1:02}T08:00:00Z", until="2026-07-01T00:00:00Z",
                        **changes) for n in range(count)]
    log.append(*lines)


def audit(log, *options):
    result = command.run("log", "audit", log.folder, "--log-key", log.vkey, "--json", *options)
    assert result.returncode in (0, 10), result.stderr
    found = verdict(result)
    assert (result.returncode == 10) == bool(found["findings"])
    return found


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path)


def test_an_honest_log_has_nothing_to_ask_about(log):
    days(log, "CN-A", [5, 6, 4, 7, 30, 5, 6] * 3)
    days(log, "CN-B", [150] * 20)
    log.checkpoint()
    assert audit(log)["findings"] == []
    assert "NOTHING TO ASK ABOUT" in ok("log", "audit", log.folder, "--log-key", log.vkey)


def test_a_burst_is_measured_by_the_issuers_own_baseline(log):
    # Three times the usual and 20 more: 26 of 2, 140 of 40.
    days(log, "CN-A", [2] * 14 + [25], reason="symptoms")
    days(log, "CN-B", [2] * 14 + [26, 30], reason="symptoms")
    days(log, "CN-C", [40] * 14 + [139], reason="symptoms")
    log.checkpoint()
    [found] = audit(log)["findings"]
    assert (found["issuer"], found["count"], found["act"], found["usual"], found["cases"]) == ("CN-B", 56, "red", 2, 0)
    assert (found["first_day"], found["last_day"], found["window_days"]) == ("2026-05-15", "2026-05-16", 1)


def test_a_new_office_that_begins_with_a_burst_is_seen(log):
    days(log, "CN-A", [1] * 20)
    days(log, "CN-B", [0] * 19 + [25], reason="listed-area")
    log.checkpoint()
    [found] = audit(log)["findings"]
    assert (found["issuer"], found["count"], found["usual"]) == ("CN-B", 25, 0)


CHANGE = {"status": None, "reason": None, "authority": None}


def test_what_needs_two_officers_and_has_one_and_one_order_for_many(log):
    ends = [{"status": "red", "until": "2026-12-01T00:00:00Z", "count": 2}]
    log.append(*(entry(n, second_officer=None) for n in range(4)), entry(0, **CHANGE, act="raised", second_officer=None, count=3),
               entry(0, **CHANGE, act="cleared", second_officer=None, count=2, until=None, ends=ends),
               entry(0, **CHANGE, act="suspended", second_officer=None, count=20),
               entry(0, **CHANGE | {"reason": "error", "authority": "Order 9"}, act="revoked", second_officer=None, count=21))
    days(log, "CN-B", [15] * 14, authority="Order 1")
    log.checkpoint()
    found = {(f["finding"], f["issuer"], f.get("act")): f["count"] for f in audit(log)["findings"] if "burst" not in f["finding"]}
    assert found == {("one-officer", "CN-HA", None): 4 + 3 + 2 + 21, ("one-order", "CN-B", None): 210}


def test_each_kind_of_restriction_is_counted_by_codes_and_a_clearing_is_none(log):
    log.append(*(entry(n, issuer="CN-A", time=f"2026-05-{n + 1:02}T08:00:00Z", until="2026-05-31T00:00:00Z") for n in range(20)))
    for act, count in (("raised", 26), ("suspended", 27), ("revoked", 28)):
        log.append(entry(0, act=act, issuer="CN-A", status=None, reason="close-contact", authority=f"Order {act}", count=count,
                         time="2026-05-20T09:00:00Z", until="2026-05-31T00:00:00Z"))
    log.checkpoint()
    found = audit(log)
    [issuer] = found["issuers"]
    assert (issuer["reds"], issuer["raised"], issuer["suspended"], issuer["revoked"]) == (46, 26, 27, 28)
    [burst] = [f for f in found["findings"] if f["finding"] == "burst"]
    assert burst["acts"] == {"red": 1, "raised": 26, "yellow": 0, "suspended": 27, "revoked": 28}
    told = command.run("log", "audit", log.folder, "--log-key", log.vkey).stdout.decode()
    assert "suspensions 27, revocations 28" in told


def test_who_says_that_records_were_erased_is_listed(log):
    log.append(entry(0, **CHANGE, act="destroyed", commitment=None, until=None, count=70_000, before="2026-11-01T00:00:00Z"))
    log.checkpoint()
    found = audit(log)
    assert found["destroyed"] == [{"issuer": "CN-HA", "records": 70_000}] and found["findings"] == []
    assert b"RECORDS ERASED" in command.run("log", "audit", log.folder, "--log-key", log.vkey).stdout


def test_an_entry_that_stands_twice_counts_once(log):
    line = entry(0)
    log.append(line, line)
    log.checkpoint()
    found = audit(log)
    assert found["repeated"] == 1 and found["issuers"][0]["reds"] == 1


def test_an_entry_that_is_written_again_later_is_a_repeat(log):
    line = entry(0)
    log.append(line, json.dumps(json.loads(line) | {"time": "2026-11-26T08:00:00Z"}))
    log.checkpoint()
    found = audit(log)
    assert (found["repeated"], found["findings"], found["issuers"][0]["reds"]) == (1, [], 1)


DECOYS = {
    "yellow for red": {"status": "yellow", "reason": "test-overdue"},
    "a second officer who was not there": {"second_officer": "chief-1"},
    "an order that nobody gave": {"authority": "Order 7"},
    "a case that was none": {"reason": "confirmed-case"},
    "another end": {"until": "2026-07-02T00:00:00Z"},
    "another key": {"key_id": "0011223344556677"},
}


@pytest.mark.parametrize("decoy", DECOYS.values(), ids=DECOYS)
@pytest.mark.parametrize("order", [1, -1], ids=["before", "after"])
def test_a_decoy_with_the_commitment_of_a_red_code_hides_nothing_of_it(log, decoy, order):
    days(log, "CN-A", [0, 0, 25], reason="listed-area", second_officer=None)
    log.checkpoint()
    true = [{k: v for k, v in e.items() if k != "index"} for e in log.entries()]
    honest = audit(log)
    other = Log(log.home / "other", origin="other.example/log")
    other.append(*(json.dumps(x) for e in true for x in [e | decoy, e][::order]))
    other.checkpoint()
    found = audit(other)
    assert found["findings"][-1] == {"finding": "contradicting-entries", "issuer": "CN-A", "count": 25}
    assert sorted(found["findings"][:-1], key=str) == sorted(honest["findings"], key=str)
    assert found["issuers"] == honest["issuers"] and found["reds_by_hour"] == honest["reds_by_hour"] and found["repeated"] == 0
    told = command.run("log", "audit", other.folder, "--log-key", other.vkey)
    assert told.returncode == 10 and b"25 commitments about which entries contradict each other" in told.stdout


def test_orders_are_counted_whichever_entry_names_them(log):
    lines = [json.loads(entry(number, authority="Order 1")) for number in range(201)]
    log.append(*(json.dumps(e | {"authority": f"Decoy {n}"}) for n, e in enumerate(lines)), *(json.dumps(e) for e in lines + lines))
    log.checkpoint()
    found = audit(log)
    assert {(f["finding"], f.get("authority"), f["count"]) for f in found["findings"]} >= {
        ("one-order", "Order 1", 201), ("contradicting-entries", None, 201)}
    assert (found["issuers"][0]["reds"], found["repeated"]) == (201, 201)


def test_an_issuer_cannot_hide_a_red_behind_the_name_of_another(log):
    days(log, "CN-A", [1] * 10 + [25], reason="listed-area")
    log.checkpoint()
    true = [{k: v for k, v in e.items() if k != "index"} for e in log.entries()]
    other = Log(log.home / "other", origin="other.example/log")
    other.append(*(json.dumps(e | {"issuer": "CN-B"}) for e in true), *(json.dumps(e) for e in true))
    other.checkpoint()
    assert {(f["finding"], f["issuer"], f["count"]) for f in audit(other)["findings"]} >= {("burst", "CN-A", 25)}


def test_since_leaves_what_was_before_as_the_baseline(log):
    days(log, "CN-A", [3] * 20 + [40])
    log.checkpoint()
    found = audit(log, "--since", "2026-05-20T00:00:00Z")
    assert found["issuers"][0]["reds"] == 43 and found["findings"][0]["usual"] == 3
    assert audit(log, "--since", "2026-05-30T00:00:00Z")["findings"] == []


def test_a_log_that_contradicts_what_was_seen_is_not_audited(log):
    days(log, "CN-A", [3] * 3)
    log.checkpoint()
    (log.home / "seen").write_bytes((log.folder / "checkpoint").read_bytes())
    other = log.home / "other"
    ok("log", "init", other, "--key", log.key.secret, "--origin", "health.example/log")
    append(other, entry(0), entry(1))
    ok("log", "checkpoint", other, "--key", log.key.secret, "--at", command.ahead(minutes=5))
    result = command.run("log", "audit", other, "--log-key", log.vkey, "--seen", log.home / "seen")
    assert_error(result, 65, "rollback")
    assert audit(log, "--seen", log.home / "seen")["size"] == 9
    assert_error(command.run("log", "audit", log.folder, "--log-key", log.vkey, "--seen", log.home / "none"), 66)


def at_days(log, *batches):
    """A checkpoint for each (day of June, lines): the days are the log's own, whatever the entries say."""
    for day, lines in batches:
        log.append(*lines)
        ok("log", "checkpoint", log.folder, "--key", log.key.secret, "--at", f"2026-06-{day:02}T08:00:00Z", "--clock-is-right")


def lines(count, time, issuer="CN-A", **changes):
    return [entry(n, issuer=issuer, time=time, until="2026-12-30T00:00:00Z",
                  **{"second_officer": "chief-1", "authority": f"Order {time} {changes.get('officer')} {n // 100}"} | changes) for n in range(count)]


QUIET = [(day, lines(1, f"2026-06-{day:02}T07:00:00Z")) for day in range(1, 29)]


@pytest.mark.parametrize("own, is_misdated", [
    ("2026-06-29T07:30:00Z", False), ("1970-01-02T00:00:00Z", True), ("2026-06-21T07:00:00Z", True), ("2026-06-21T09:00:00Z", False),
    ("2026-06-29T08:05:00Z", False), ("2026-06-29T08:06:00Z", True), ("9999-12-29T00:00:00Z", True)])
def test_an_entry_counts_when_the_checkpoints_say_whatever_time_it_says(log, own, is_misdated):
    until = "9999-12-31T00:00:00Z" if own > "9" else "2026-12-30T00:00:00Z"
    at_days(log, *QUIET, (29, [json.dumps(json.loads(line) | {"until": until}) for line in lines(60, own, reason="symptoms")]))
    found = audit(log, "--since", "2026-06-29T00:00:00Z")
    assert found["issuers"][0]["reds"] == 60
    [burst] = [f for f in found["findings"] if f["finding"] == "burst"]
    assert (burst["count"], burst["first_day"], burst["usual"], burst["cases"]) == (60, "2026-06-29", 1, 14)
    assert [f["count"] for f in found["findings"] if f["finding"] == "misdated"] == ([60] if is_misdated else [])


def test_entries_spread_over_days_that_are_past_are_a_burst_of_the_day_that_they_were_made(log):
    at_days(log, *QUIET, (29, [line for day in range(1, 29) for line in lines(5, f"2026-06-{day:02}T09:00:00Z", reason="symptoms")]))
    found = audit(log)
    [burst] = [f for f in found["findings"] if f["finding"] == "burst"]
    assert (burst["count"], burst["first_day"], burst["last_day"]) == (140, "2026-06-29", "2026-06-29")
    assert [f["count"] for f in found["findings"] if f["finding"] == "misdated"] == [20 * 5]


def test_what_an_auditor_saw_bounds_a_log_that_lost_its_history(log):
    at_days(log, *QUIET)
    (log.home / "seen").write_bytes((log.folder / "checkpoint").read_bytes())
    at_days(log, (29, lines(60, "2026-05-01T00:00:00Z")))
    (log.folder / "history").write_bytes(b"")
    assert [f["finding"] for f in audit(log)["findings"] if f["finding"] == "misdated"] == []
    assert audit(log)["dated_by_own_time"] == 88
    found = audit(log, "--seen", log.home / "seen")
    assert [f["count"] for f in found["findings"] if f["finding"] == "misdated"] == [60]
    assert found["dated_by_own_time"] == 28


def test_checkpoints_whose_clock_went_back_are_asked_about(log):
    at_days(log, (1, lines(1, "2026-06-01T07:00:00Z")), (20, lines(1, "2026-06-02T07:00:00Z")), (3, lines(1, "2026-06-03T07:00:00Z")))
    [found] = audit(log)["findings"]
    assert found == {"finding": "clock-went-back", "count": 1, "time_before": "2026-06-20T08:00:00Z", "time_after": "2026-06-03T08:00:00Z"}
    shown = command.run("log", "audit", log.folder, "--log-key", log.vkey).stdout.decode()
    assert "clock went back before 1 checkpoints, first from 2026-06-20T08:00:00Z" in shown


def test_one_officer_among_ten_is_found_where_the_office_is_not(log):
    for day in range(1, 29):
        for desk in range(10):
            count = 10 if day < 28 else 91 if desk == 3 else 1
            log.append(*lines(count, f"2026-05-{day:02}T08:00:00Z", officer=f"desk-{desk}"))
    log.checkpoint()
    [found] = audit(log)["findings"]
    assert (found["finding"], found["officer"], found["count"], found["usual"]) == ("officer-burst", "desk-3", 91, 10)
    assert (found["first_day"], found["act"], found["officers"]) == ("2026-05-28", "red", 1)
    page = command.run("log", "audit", log.folder, "--log-key", log.vkey).stdout.decode().splitlines()
    assert any("CN-A, officer desk-3: 91 reds in 1 day" in line for line in page[:12])


def test_colleagues_who_rise_together_are_not_asked_about_and_the_office_is(log):
    for day in range(1, 29):
        for desk in range(4):
            log.append(*lines(5 if day < 28 else 60, f"2026-05-{day:02}T08:00:00Z", officer=f"desk-{desk}"))
    log.checkpoint()
    assert [f["finding"] for f in audit(log)["findings"]] == ["burst"]


def test_a_rise_everywhere_is_allowed_for_from_five_other_offices_on(log):
    def made(folder, offices):
        folder.mkdir()
        new = Log(folder)
        for office in range(offices):
            days(new, f"CN-{office}", [10] * 27 + [80], officer="desk-1")
        new.checkpoint()
        return audit(new)["findings"]

    assert made(log.home / "six", 6) == []
    assert [f["finding"] for f in made(log.home / "five", 5)] == ["burst"] * 5


def test_a_slow_drip_is_found_by_the_longer_windows(log):
    for office in ("CN-A", "CN-B", "CN-C"):
        log.append(*(line for day in range(1, 31) for line in lines(3, f"2026-09-{day:02}T08:00:00Z", issuer=office)))
        log.append(*(line for day in range(1, 32) for line in lines(3, f"2026-10-{day:02}T08:00:00Z", issuer=office)))
    log.append(*(line for day in range(1, 32) for line in lines(15, f"2026-10-{day:02}T09:00:00Z", issuer="CN-B", officer="desk-3",
                                                                reason="close-contact")))
    log.checkpoint()
    found = audit(log)["findings"]
    assert {(f["finding"], f["issuer"], f.get("officer")) for f in found} == {
        ("burst", "CN-B", None), ("officer-burst", "CN-B", "desk-3")}
    assert all(f["window_days"] > 1 for f in found)


def test_yellow_for_red_is_found_and_asked_about_once(log):
    days(log, "CN-B", [3] * 30, status="yellow", second_officer=None, officer="desk-1")
    log.append(*lines(1317, "2026-05-31T09:00:00Z", "CN-B", status="yellow", second_officer=None, officer="desk-3", reason="listed-area"))
    log.checkpoint()
    found = audit(log)["findings"]
    assert [(f["finding"], f["act"], f["count"]) for f in found] == [("burst", "yellow", 1317), ("officer-burst", "yellow", 1317)]
