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
from logs import Log, entry, ok

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
    assert any("no case behind them" in line for line in page)
    assert any("1317 reds on one order, Order 2022/0617" in line for line in page)
    assert not any("one-officer" in line for line in page)


def test_the_sample_is_the_same_in_json_and_csv(sample):
    out, _ = sample
    found = json.loads((out / "audit.json").read_text())
    [burst] = [f for f in found["findings"] if f["finding"] == "burst"]
    assert burst == {"finding": "burst", "issuer": "CN-HA-ZZ", "reds": 1317, "first_day": "2022-06-12", "last_day": "2022-06-14",
                     "usual": 0, "cases": 0, "officers": 1, "reds_by_reason": {"listed-area": 1317}}
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
    days(log, "CN-A", [2] * 14 + [19], reason="symptoms")
    days(log, "CN-B", [2] * 14 + [20, 30], reason="symptoms")
    days(log, "CN-C", [40] * 14 + [399], reason="symptoms")
    log.checkpoint()
    [found] = audit(log)["findings"]
    assert (found["issuer"], found["reds"], found["usual"], found["cases"]) == ("CN-B", 50, 2, 0)
    assert (found["first_day"], found["last_day"]) == ("2026-05-15", "2026-05-16")


def test_a_new_office_that_begins_with_a_burst_is_seen(log):
    days(log, "CN-A", [1] * 20)
    days(log, "CN-B", [0] * 19 + [25], reason="listed-area")
    log.checkpoint()
    [found] = audit(log)["findings"]
    assert (found["issuer"], found["reds"], found["usual"]) == ("CN-B", 25, 0)


def test_reds_without_authority_or_second_officer_and_one_order_for_many(log):
    log.append(*(entry(n, authority=None) for n in range(3)), *(entry(n, second_officer=None) for n in range(4)))
    days(log, "CN-B", [15] * 14, authority="Order 1")
    log.append(entry(0, act="raised", second_officer=None))
    log.checkpoint()
    found = {(f["finding"], f["issuer"]): f["reds"] for f in audit(log)["findings"]}
    assert found == {("without-authority", "CN-HA"): 3, ("one-officer", "CN-HA"): 5, ("one-order", "CN-B"): 210}


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
    days(log, "CN-A", [0, 0, 25], reason="listed-area", second_officer=None, authority=None)
    log.checkpoint()
    true = [{k: v for k, v in e.items() if k != "index"} for e in log.entries()]
    honest = audit(log)
    other = Log(log.home / "other", origin="other.example/log")
    other.append(*(json.dumps(x) for e in true for x in [e | decoy, e][::order]))
    other.checkpoint()
    found = audit(other)
    assert found["findings"][-1] == {"finding": "contradicting-entries", "issuer": "CN-A", "commitments": 25}
    assert sorted(found["findings"][:-1], key=str) == sorted(honest["findings"], key=str)
    assert found["issuers"] == honest["issuers"] and found["reds_by_hour"] == honest["reds_by_hour"] and found["repeated"] == 0
    told = command.run("log", "audit", other.folder, "--log-key", other.vkey)
    assert told.returncode == 10 and b"25 commitments of which entries say different things" in told.stdout


def test_orders_are_counted_whichever_entry_names_them(log):
    lines = [json.loads(entry(number, authority="Order 1")) for number in range(201)]
    log.append(*(json.dumps(e | {"authority": f"Decoy {n}"}) for n, e in enumerate(lines)), *(json.dumps(e) for e in lines + lines))
    log.checkpoint()
    found = audit(log)
    assert {(f["finding"], f.get("authority"), f.get("reds", f.get("commitments"))) for f in found["findings"]} >= {
        ("one-order", "Order 1", 201), ("contradicting-entries", None, 201)}
    assert (found["issuers"][0]["reds"], found["repeated"]) == (201, 201)


def test_an_issuer_cannot_hide_a_red_behind_the_name_of_another(log):
    days(log, "CN-A", [25], reason="listed-area")
    log.checkpoint()
    true = [{k: v for k, v in e.items() if k != "index"} for e in log.entries()]
    other = Log(log.home / "other", origin="other.example/log")
    other.append(*(json.dumps(e | {"issuer": "CN-B"}) for e in true), *(json.dumps(e) for e in true))
    other.checkpoint()
    assert {(f["finding"], f["issuer"], f["reds"]) for f in audit(other)["findings"]} >= {("burst", "CN-A", 25)}


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
    ok("log", "append", other, input=entry(0) + "\n" + entry(1))
    ok("log", "checkpoint", other, "--key", log.key.secret, "--at", command.ahead(minutes=5))
    result = command.run("log", "audit", other, "--log-key", log.vkey, "--seen", log.home / "seen")
    assert_error(result, 65, "rollback")
    assert audit(log, "--seen", log.home / "seen")["size"] == 9
    assert_error(command.run("log", "audit", log.folder, "--log-key", log.vkey, "--seen", log.home / "none"), 66)
