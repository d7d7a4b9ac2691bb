"""Where the holder was: issued, granted, shown, and joined with the areas that a place rates."""

import copy
import json
import random
import re
from datetime import date, datetime, timedelta, timezone

import pytest

import command
import samples
from authority import AT, DAY, GREEN, NOW, PCR, Authority, code_key, listed, recognised
from command import ROOT, assert_error, verdict

SAMPLE = json.loads((ROOT / "samples/rules/areas.json").read_text())
ITINERARY = 6
DECLARED, REGISTERED, NETWORK = 1, 2, 3
GREEN_CODE = ("--status", "green", "--valid", "24h")


def itinerary(*stays, days=14, source=REGISTERED, age=60):
    """`stays`: (area, days since it was left) or an area that was not left."""
    pairs = sorted(stay if isinstance(stay, tuple) else (stay, 0) for stay in stays)
    return (ITINERARY, age, days, source, *(part for pair in pairs for part in pair))


def rated(areas, rules=None):
    return {**SAMPLE, "areas": {"issued": "2026-11-24T00:00:00Z", "covers": ["CN"], **areas}} | ({"rules": rules} if rules else {})


def asks(logic, **changes):
    return [{**SAMPLE["rules"][1], "Identifier": "GR-CN-0099", "Logic": logic, **changes}]


@pytest.fixture(scope="module")
def henan():
    return Authority("CN-HA")


@pytest.fixture
def gate(hcode, tmp_path, henan):
    def take(*files, fingerprint=henan.fingerprint):
        paths = []
        for number, content in enumerate(files):
            paths.append(tmp_path / f"{number}.trust")
            paths[-1].write_bytes(content)
        return hcode("trust", "import", "--store", tmp_path / "store", "--at", AT, "--fingerprint", fingerprint, *paths)

    def judge(evidence, rules=SAMPLE, *options, by=henan, at=AT):
        path = tmp_path / "rules.json"
        path.write_text(json.dumps(rules))
        text = by.code(evidence=evidence, lasting=60 * DAY)
        result = hcode("verify", "--json", "--store", tmp_path / "store", "--at", at, "--rules", path, *options, "--", text)
        return verdict(result) | {"exit": result.returncode}

    everything = {kind: 0 for kind in range(1, 7)}
    result = take(henan.list(issuers=[listed("CN-HA", code_key(henan.codes, evidence=everything))]))
    assert result.returncode == 0, result.stderr
    judge.take, judge.run, judge.store = take, hcode, tmp_path / "store"
    return judge


def said(found):
    return found["verdict"], found["reason"], found["exit"]


PASSED = ("green", "as-signed", 0)
REFUSED = ("refused", "rule-failed", 12)
DESK = ("yellow", "rule-yellow", 10)


# The codes are of 2026-11-24, and the sample rates CN-410105 high from the 18th, CN-410102 from the 20th, CN-4101 medium from the 18th.
@pytest.mark.parametrize("evidence, expected", [
    (itinerary("CN-110101"), PASSED),
    (itinerary("CN-410105"), REFUSED),
    (itinerary(("CN-410105", 6), "CN-110101"), REFUSED),
    (itinerary(("CN-410105", 8), "CN-110101"), PASSED),
    (itinerary(("CN-410102", 4), "CN-110101"), REFUSED),
    (itinerary(("CN-410102", 6), "CN-110101"), DESK),
    (itinerary("CN-410106"), DESK),
    (itinerary("CN-4101"), DESK),
    (itinerary("CN-41"), PASSED),
    (itinerary("CN"), PASSED),
    (itinerary("VN-HN"), DESK),
    (itinerary(("VN-HN", 9), "CN-11"), PASSED),
    (itinerary("CN-99"), DESK),
    (itinerary("CN-110101", source=DECLARED), REFUSED),
    (itinerary("CN-110101", source=NETWORK), PASSED),
    (itinerary("CN-110101", days=6), REFUSED),
    (itinerary("CN-110101", age=25 * 60), REFUSED),
    ((PCR, 60, 0), REFUSED),
])
def test_the_sample_judges_stays_by_the_ratings(gate, evidence, expected):
    assert said(gate([evidence])) == expected


def test_near_is_not_in(gate):
    """The asterisk: a province with a rated county in it is near, and the code does not say whether its holder was in it."""
    rules = asks({"if": [{"in": ["high", {"var": "payload.itinerary.0.stays.0.near"}]}, False, True]})
    near = rated({"high": {"CN-410105": "2026-11-18"}}, rules)
    for area, expected in [("CN-41", REFUSED), ("CN-4101", REFUSED), ("CN", REFUSED), ("CN-410105", PASSED), ("CN-4102", PASSED), ("CN-11", PASSED)]:
        assert said(gate([itinerary(area)], near)) == expected, area


def test_the_official_numbers_of_cities_and_provinces_are_the_short_ones(gate):
    """GB/T 2260 writes Zhengzhou as 410100 and Henan as 410000; itineraries are shorter."""
    for rating in ("CN-410100", "CN-410000", "CN-4100"):
        for stay in ("CN-410105", "CN-4101", "CN-410100"):
            assert said(gate([itinerary(stay)], rated({"high": {rating: "2026-11-18"}}))) == REFUSED, (rating, stay)
    near = asks({"if": [{"in": ["high", {"var": "payload.itinerary.0.stays.0.near"}]}, False, True]})
    assert said(gate([itinerary("CN-410100")], rated({"high": {"CN-410105": "2026-11-18"}}, near))) == REFUSED
    twice = {"high": {"CN-410100": "2026-11-23", "CN-4101": "2026-11-18"}}
    assert said(gate([itinerary(("CN-410105", 5))], rated(twice))) == REFUSED


UNRATED = asks({"===": [{"var": "payload.itinerary.0.stays.0.risk"}, "unrated"]})


@pytest.mark.parametrize("rating, stay, expected", [
    ("GB-ENG", "GB-LND", REFUSED), ("GB-EAW", "GB-LND", REFUSED), ("GB-UKM", "GB-BFS", REFUSED), ("GB", "GB-LND", REFUSED), ("FR-IDF", "FR-75", REFUSED),
    ("FR", "FR-75", REFUSED), ("IT-25", "IT-MI", REFUSED), ("VN", "VN-HN", REFUSED), ("GB-ZZZ", "GB-ZZZ", REFUSED), ("GB", "GB-ZZZ", REFUSED),
    ("GB-SCT", "GB-LND", PASSED), ("GB-LND", "GB-ENG", PASSED), ("FR-IDF", "FR-69", PASSED), ("FR-IDF", "IT-MI", PASSED)])
def test_a_rating_counts_in_every_part_of_its_area_in_any_country(gate, rating, stay, expected):
    made = rated({"covers": [stay[:2]], "high": {rating: "2026-11-18"}})
    assert said(gate([itinerary(stay)], made)) == expected


def test_the_gravest_rating_of_the_areas_around_a_stay_counts(gate):
    for high, medium in (("GB-LND", "GB-ENG"), ("GB-ENG", "GB-LND"), ("GB", "GB-ENG")):
        made = rated({"covers": ["GB"], "high": {high: "2026-11-18"}, "medium": {medium: "2026-11-18"}})
        assert said(gate([itinerary("GB-LND")], made)) == REFUSED, (high, medium)


def test_near_is_inside_in_any_country(gate):
    rules = asks({"if": [{"in": ["high", {"var": "payload.itinerary.0.stays.0.near"}]}, False, True]})
    for area, expected in [("GB-ENG", REFUSED), ("GB-GBN", REFUSED), ("GB", REFUSED), ("GB-SCT", PASSED), ("GB-LND", PASSED)]:
        assert said(gate([itinerary(area)], rated({"high": {"GB-LND": "2026-11-18"}}, rules))) == expected, area


@pytest.mark.parametrize("covers, area, expected", [
    (None, "CN-410106", REFUSED), (None, "CN-110101", PASSED), (None, "CN", PASSED), ([], "CN-110101", PASSED),
    (["CN-41"], "CN-420102", PASSED), (["CN-41"], "CN-410305", REFUSED), (["CN-41"], "CN", PASSED), (["CN-4103"], "CN-410305", REFUSED),
    (["CN"], "CN-110101", REFUSED), (["CN"], "CN-990101", PASSED),
    (["GB-ENG"], "GB-LND", REFUSED), (["GB"], "GB-LND", REFUSED), (["GB-SCT"], "GB-LND", PASSED), (["GB"], "GB-ZZZ", PASSED), (["QQ"], "QQ", PASSED),
    (["VN"], "VN-HN", REFUSED)])
def test_what_nobody_rated_is_low_only_where_the_ratings_say_that_they_cover_it(gate, covers, area, expected):
    """A county has the rating of the city or province that its digits name; without one it is low inside `covers` and unrated elsewhere."""
    areas = {"medium": {"CN-4101": "2026-11-18"}} | ({} if covers is None else {"covers": covers})
    made = rated(areas, UNRATED)
    if covers is None:
        del made["areas"]["covers"]
    assert said(gate([itinerary(area)], made)) == expected


def test_whoever_was_still_there_may_be_there_now(gate):
    """The itinerary ended on the 24th; the county is risky from the 26th on, and the code is shown on the 27th."""
    now = command.issuer.rfc3339(NOW + 3 * DAY)
    ratings = {"issued": "2026-11-26T00:00:00Z", "high": {"CN-410105": "2026-11-26"}}
    assert said(gate([itinerary("CN-410105")], rated(ratings, SAMPLE["rules"][1:2]), at=now)) == REFUSED
    assert said(gate([itinerary(("CN-410105", 1))], rated(ratings, SAMPLE["rules"][1:2]), at=now)) == PASSED
    ago = asks({"===": [{"var": "payload.itinerary.0.stays.0.days_ago"}, 0]})
    assert said(gate([itinerary("CN-410105")], rated(ratings, ago), at=now)) == PASSED


def test_a_stay_lasts_to_the_end_of_the_day_on_which_the_area_was_left(gate):
    for left, days in [(1, 0), (2, 1), (8, 7)]:
        ago = asks({"===": [{"var": "payload.itinerary.0.stays.0.days_ago"}, days]})
        assert said(gate([itinerary(("CN-410105", left))], rated({}, ago))) == PASSED, left


def test_a_stay_of_high_risk_does_not_hide_from_a_rule_on_medium_risk_with_a_longer_window(gate):
    def within(rating, days, **changes):
        return asks({"if": [{"var": f"payload.risk.{rating}"}, {">": [{"var": f"payload.risk.{rating}.days_ago"}, days]}, True]}, **changes)

    rules = within("high", 7) + within("medium", 13, Identifier="GR-CN-0098", Fails="yellow")
    high = {"high": {"CN-410105": "2026-11-01"}}
    for left, expected in [(3, REFUSED), (10, DESK), (14, DESK)]:
        assert said(gate([itinerary(("CN-410105", left), "CN-11")], rated(high, rules))) == expected, left
    # The later medium stay counts, and so does the later high one.
    both = {**high, "medium": {"CN-42": "2026-11-01"}}
    assert said(gate([itinerary(("CN-410105", 12), ("CN-42", 9))], rated(both, within("medium", 9, Fails="yellow")))) == DESK


def test_ratings_of_the_future_say_nothing(gate):
    for issued, expected in [("2026-11-24T10:05:00Z", REFUSED), ("2026-11-24T10:05:01Z", ("undecided", "rule-open", 30))]:
        assert said(gate([itinerary("CN-410105")], rated({"issued": issued, "high": {"CN-410105": "2026-11-18"}}))) == expected
    found = gate([itinerary("CN-110101")], rated({"issued": "2026-12-24T00:00:00Z"}))
    assert "2026-12-24" in found["detail"] and "yet to come" in found["detail"]


def test_a_rule_may_say_how_old_ratings_may_be(gate):
    fresh = asks({"<=": [{"var": "payload.ratings.days_ago"}, 2]})
    for issued, expected in [("2026-11-24T00:00:00Z", PASSED), ("2026-11-21T10:00:01Z", PASSED), ("2026-11-21T10:00:00Z", REFUSED)]:
        assert said(gate([itinerary("CN-110101")], rated({"issued": issued}, fresh))) == expected, issued
    bare = {key: value for key, value in SAMPLE.items() if key != "areas"} | {"rules": fresh}
    assert said(gate([itinerary("CN-110101")], bare)) == ("undecided", "rule-open", 30)


def stored(gate, tmp_path, content, at=AT):
    (tmp_path / "set.json").write_text(json.dumps(content))
    return gate.run("trust", "import", "--format", "rules", "--store", gate.store, "--at", at, tmp_path / "set.json")


def test_older_ratings_and_a_set_without_a_date_do_not_replace_newer_ones(gate, tmp_path):
    day = "2026-11-{:02}T00:00:00Z".format
    assert stored(gate, tmp_path, rated({"issued": day(23)}) | {"issued": day(22)}).returncode == 0
    assert_error(stored(gate, tmp_path, rated({"issued": day(22)}) | {"issued": day(23)}), 65, "rollback", "ratings of areas")
    undated = {key: value for key, value in rated({"issued": day(24)}).items() if key != "issued"}
    assert_error(stored(gate, tmp_path, undated), 65, "rollback", "does not say when it was issued")
    assert_error(stored(gate, tmp_path, rated({"issued": day(25)}) | {"issued": day(24)}), 65, "not-yet-issued")
    assert stored(gate, tmp_path, rated({"issued": day(24)}) | {"issued": day(24)}).returncode == 0
    assert gate.run("trust", "forget", "--store", gate.store, "rules").returncode == 0
    assert stored(gate, tmp_path, undated).returncode == 0
    older = undated | {"areas": undated["areas"] | {"issued": day(23)}}
    assert_error(stored(gate, tmp_path, older), 65, "rollback", "ratings of areas")


def test_ratings_of_more_than_a_week_are_a_warning(gate, tmp_path):
    day = "2026-11-{:02}T00:00:00Z".format
    made = rated({"issued": day(17)}) | {"issued": day(24), "expires": "2027-03-01T00:00:00Z"}
    assert stored(gate, tmp_path, made).returncode == 0
    told = gate.run("trust", "show", "--store", gate.store, "--at", AT, "--json").stdout.decode()
    assert '"areas-old"' in told
    assert "ratings of areas in rules are old" in gate.run("doctor", "--store", gate.store, "--at", AT).stdout.decode()
    assert stored(gate, tmp_path, made | {"areas": made["areas"] | {"issued": day(18)}, "issued": "2026-11-24T00:00:01Z"}).returncode == 0
    assert '"areas-old"' not in gate.run("trust", "show", "--store", gate.store, "--at", AT, "--json").stdout.decode()


def test_a_refusal_says_whether_the_holder_was_in_a_risky_area_or_near_one(gate, tmp_path):
    def line(evidence, rules, at=AT):
        (tmp_path / "rules.json").write_text(json.dumps(rules))
        text = Authority("CN-HA").code(evidence=[evidence], lasting=60 * DAY)
        return gate.run("verify", "--store", gate.store, "--at", at, "--rules", tmp_path / "rules.json", "--", text).stdout.decode()

    high = {"high": {"CN-410105": "2026-11-18"}}
    told = line(itinerary("CN-410105"), rated(high))
    assert "the holder was in an area of high risk" in told and "near" not in told and "CN-41" not in told
    near = asks({"if": [{"in": ["high", {"var": "payload.itinerary.0.stays.0.near"}]}, False, True]})
    told = line(itinerary("CN-4101"), rated(high, near))
    assert "near an area of high risk" in told and "was in an" not in told
    assert "of high risk" not in line((PCR, 60, 0), rated(high))


def test_a_refusal_is_graver_than_the_desk_and_a_question_that_is_open_too(gate):
    both = [dict(SAMPLE["rules"][1], Logic=False, Identifier="GR-CN-0001"), dict(SAMPLE["rules"][1], Logic=False, Fails="yellow", Identifier="GR-CN-0002")]
    assert said(gate([itinerary("CN")], rated({}, both))) == REFUSED
    unasked = [dict(both[0], Logic={"+": [1, "x"]}), both[1]]
    assert said(gate([itinerary("CN")], rated({}, unasked))) == ("undecided", "rule-open", 30)
    assert said(gate([itinerary("CN")], rated({}, both[1:]))) == DESK
    found = gate([itinerary("CN")], rated({}, both[1:]))
    assert found["genuine"] is True and found["rules"][0]["outcome"] == "failed" and found["status"] == "green"
    assert_error(gate.run("rules", "check", "--at", AT, "-", input=json.dumps(rated({}, [dict(both[1], Fails="red")]))), 65, "Fails")


def test_rules_that_ask_for_ratings_are_open_without_them(gate):
    bare = {key: value for key, value in SAMPLE.items() if key != "areas"}
    found = gate([itinerary("CN-110101")], bare)
    assert said(found) == ("undecided", "rule-open", 30) and "does not rate areas" in found["detail"]
    result = gate.run("rules", "check", "--at", AT, "-", input=json.dumps(bare))
    assert result.returncode == 10 or result.returncode == 65 or b"areas" in result.stdout


def test_a_code_with_two_itineraries_is_forged(gate):
    assert said(gate([itinerary("CN-11"), itinerary("CN-41")]))[:2] == ("forged", "malformed-evidence")


def test_an_itinerary_beyond_the_grant_is_forged(gate, henan):
    other = Authority("CN-HB")
    assert gate.take(other.list(issuers=[listed("CN-HB", code_key(other.codes, evidence={PCR: 0}))]), fingerprint=other.fingerprint).returncode == 0
    found = gate([itinerary("CN-11")], by=other)
    assert said(found)[:2] == ("forged", "grant-exceeded") and "itinerary" in found["detail"]
    aged = Authority("CN-HN")
    keys = code_key(aged.codes, evidence={ITINERARY: 24 * 60})
    assert gate.take(aged.list(issuers=[listed("CN-HN", keys)]), fingerprint=aged.fingerprint).returncode == 0
    assert said(gate([itinerary("CN-11", age=25 * 60)], by=aged))[1] == "grant-exceeded"


def test_no_green_rests_on_an_itinerary(gate):
    neighbour = Authority("CN-HB")
    home = Authority("CN")
    theirs = neighbour.list(issuers=[listed("CN-HB", code_key(neighbour.codes, evidence={PCR: 0, ITINERARY: 0}))])
    assert gate.take(home.list(recognises=[recognised(neighbour, green_with={PCR: 0})]), theirs, fingerprint=home.fingerprint).returncode == 0
    assert said(gate([itinerary("CN-11")], by=neighbour))[1] == "evidence-not-recognised"


def join(ratings, stays, at, now):
    """The join in as few lines as it takes: docs/rules.md §6."""
    covers, risks = ratings.get("covers", []), []
    outer = lambda a: [a] + ([a[:n] for n in (7, 5, 2) if n < len(a)] if a.startswith("CN") else [a[:2]] if len(a) > 2 else [])
    for area, left in stays:
        end = at - timedelta(days=left) if left else now
        last = min(at, end.replace(hour=0, minute=0, second=0) + timedelta(days=1)) if left else now
        counts = lambda since: (end + timedelta(hours=14)).date() >= date.fromisoformat(since)
        risk = next((r for r in ("high", "medium") if any(a in ratings.get(r, {}) and counts(ratings[r][a]) for a in outer(area))), None)
        near = [r for r in ("high", "medium") if any(area in outer(a)[1:] and counts(since) for a, since in ratings.get(r, {}).items())]
        known = any(c in outer(area) for c in covers) and not area.startswith("CN-99")
        risks.append((risk or ("low" if known else "unrated"), near, max(0, int((now - last).total_seconds()) // DAY)))
    return risks


@pytest.mark.slow
def test_another_join_agrees_on_made_ratings_and_stays(gate):
    draw = random.Random(20261130)
    areas = ["CN", "CN-11", "CN-1101", "CN-110101", "CN-41", "CN-4101", "CN-410105", "CN-4102", "CN-99", "VN", "VN-HN", "SG"]
    now = datetime.fromtimestamp(NOW, timezone.utc)
    for _ in range(60):
        ratings = {"high": {}, "medium": {}, "covers": draw.choice([["CN"], ["CN-41"], ["CN", "VN"]])}
        for area in draw.sample(areas, 5):
            ratings[draw.choice(["high", "medium"])][area] = (now - timedelta(days=draw.randrange(14))).date().isoformat()
        stays = sorted((area, draw.randrange(15)) for area in draw.sample(areas, draw.randrange(1, 5)))
        told = join(ratings, stays, now - timedelta(minutes=now.minute % 1 + 70), now)
        expected = [{"risk": r, "near": n, "days_ago": d} for r, n, d in told]
        for number, fact in enumerate(expected):
            place = f"payload.itinerary.0.stays.{number}."
            rules = asks({"if": [{"===": [{"var": place + "risk"}, fact["risk"]]}, {"===": [{"var": place + "days_ago"}, fact["days_ago"]]}, False]})
            assert said(gate([itinerary(*stays)], rated(ratings, rules))) == PASSED, (ratings, stays, fact)
            for rating in ("high", "medium"):
                holds = {"in": [rating, {"var": place + "near"}]}
                logic = {"if": [holds, True, False]} if rating in fact["near"] else {"if": [holds, False, True]}
                assert said(gate([itinerary(*stays)], rated(ratings, asks(logic)))) == PASSED, (ratings, stays, fact, rating)


ORDER = ["green", "yellow", "undecided", "refused"]


@pytest.mark.slow
def test_rating_one_more_area_never_makes_a_verdict_milder(gate):
    draw = random.Random(7)
    areas = ["CN", "CN-11", "CN-110101", "CN-41", "CN-4101", "CN-410105", "CN-4102", "VN"]
    for _ in range(40):
        ratings = {"high": {a: "2026-11-20" for a in draw.sample(areas, 2)}, "medium": {a: "2026-11-20" for a in draw.sample(areas, 2)}}
        stays = sorted((area, draw.randrange(10)) for area in draw.sample(areas, 3))
        more = copy.deepcopy(ratings)
        more["high"][draw.choice(areas)] = "2026-11-18"
        later = copy.deepcopy(ratings)
        later["high"] = {a: "2026-11-22" for a in ratings["high"]}
        words = [gate([itinerary(*stays)], rated(r))["verdict"] for r in (later, ratings, more)]
        assert words == sorted(words, key=ORDER.index), (ratings, stays)


@pytest.mark.parametrize("areas, words", [
    ({"high": {"cn-41": "2026-11-18"}}, "areas.high.cn-41"), ({"high": {"CN-HA": "2026-11-18"}}, "areas.high.CN-HA"),
    ({"high": {"CN-41": "18.11.2026"}}, "2026-11-18"), ({"high": ["CN-41"]}, "areas.high"), ({"covers": ["China"]}, "areas.covers[0]"),
    ({"High": {"CN-41": "2026-11-18"}}, "areas.High"), ({"low": {}}, "areas.low"), ({"high": None}, "areas.high"),
    ({"issued": "yesterday"}, "areas.issued"), ({"issued": None}, "areas.issued")])
def test_ratings_that_cannot_be_read_name_their_place(gate, areas, words):
    assert_error(gate.run("rules", "check", "--at", AT, "-", input=json.dumps(rated(areas))), 65, words)


def test_rules_check_counts_areas_that_no_itinerary_can_name(gate):
    result = gate.run("rules", "check", "--at", AT, "-", input=json.dumps(rated({"high": {"CN-99": "2026-11-18", "VN": "2026-11-18"}})))
    assert "2 rated areas" in result.stdout.decode() + result.stderr.decode()


def test_an_itinerary_is_issued_read_back_and_explained(hcode, keys, issue, tmp_path):
    day = (datetime.now(timezone.utc) - timedelta(days=3)).date().isoformat()
    report = issue(keys, tmp_path / "c.png", *GREEN_CODE, "--name", "王小明", "--itinerary", "14d:network", "--stay", "CN-410105",
                   "--stay", f"CN-110101:{day}")
    fact = report["evidence"][0]
    assert (fact["kind"], fact["days"], fact["source"]) == ("itinerary", 14, "network")
    assert fact["stays"] == [{"area": "CN-110101", "until": day}, {"area": "CN-410105", "until": fact["time"][:10]}]
    found = verdict(hcode("scan", "--json", "--trust", keys.public, tmp_path / "c.png"))
    assert found["evidence"] == report["evidence"]
    line = hcode("scan", "--trust", keys.public, tmp_path / "c.png").stdout.decode()
    assert "itinerary of 14 d, 2 areas, from a telephone network" in line and "CN-" not in line
    assert "CN-110101 until " + day in hcode("explain", "--trust", keys.public, tmp_path / "c.png").stdout.decode()
    for part in ("itinerary", "evidence"):
        result = hcode("scan", "--json", "--without", part, "--trust", keys.public, tmp_path / "c.png")
        assert b"CN-11" not in result.stdout and verdict(result)["withheld"] == [part]


@pytest.mark.parametrize("options, words", [
    (("--itinerary", "14d:network", "--itinerary", "14d:declared", "--stay", "CN"), "--itinerary counts once"),
    (("--itinerary", "14d:registered"), "go together"), (("--stay", "CN"), "go together"),
    (("--itinerary", "14:registered", "--stay", "CN"), "14d:registered"), (("--itinerary", "14d:me", "--stay", "CN"), "14d:registered"),
    (("--itinerary", "32d:registered", "--stay", "CN"), "1 to 31 days"), (("--itinerary", "7d:declared", "--stay", "cn"), "'cn' is not an area code"),
    (("--itinerary", "7d:declared", "--stay", "CN-HA"), "is not an area code"), (("--itinerary", "7d:declared", "--stay", "CN:yesterday"), "is not an area code"),
    (("--itinerary", "7d:declared", "--stay", "CN:2020-01-01"), "outside the days"), (("--itinerary", "7d:declared", "--stay", "CN:2099-01-01"), "outside the days"),
    (("--itinerary", "7d:declared", "--stay", "CN", "--stay", "CN"), "each once"),
    (("--itinerary", "7d:declared", *(x for n in range(9) for x in ("--stay", f"CN-1{n}"))), "1 to 8 areas")])
def test_an_itinerary_that_is_none_is_refused_before_anything_is_signed(hcode, keys, tmp_path, options, words):
    result = hcode("issue", "--key", keys.secret, *GREEN_CODE, *options, "-o", tmp_path / "c.png")
    assert_error(result, 64, words)
    assert not (tmp_path / "c.png").exists()


def test_a_batch_has_columns_for_an_itinerary(hcode, keys, tmp_path):
    today, day = (datetime.now(timezone.utc) - timedelta(days=n) for n in (0, 2))
    table = tmp_path / "people.csv"
    table.write_text(f"name,行程,stays\nA,14d:registered,\"CN-41, CN-11 {day:%Y-%m-%d}\"\nB,7d:declared,VN-HN\nC,,\nD,14d:registered,\n"
                     "E,,CN\nF,14:x,CN\nG,7d:network,cn\nH,7d:network,CN 2020-01-01\n")
    result = hcode("issue", "--key", keys.secret, "--batch", table, *GREEN_CODE, "--index-range", "0..9", "-o", tmp_path / "o.ndjson")
    assert result.returncode == 65
    said = result.stderr.decode()
    for row, column in [(4, "stays"), (5, "itinerary"), (6, "itinerary"), (7, "stays"), (8, "stays")]:
        assert f"row {row}: {table}:{row + 1}: {column}: " in said, said
    texts = [line["text"] for line in map(json.loads, (tmp_path / "o.ndjson").read_text().splitlines()) if "text" in line]
    found = [verdict(hcode("verify", "--json", "--trust", keys.public, "--", text))["evidence"] for text in texts]
    assert [f[0]["stays"] if f else None for f in found] == [
        [{"area": "CN-11", "until": f"{day:%Y-%m-%d}"}, {"area": "CN-41", "until": f"{today:%Y-%m-%d}"}],
        [{"area": "VN-HN", "until": f"{today:%Y-%m-%d}"}], None]


@pytest.mark.slow
def test_the_sample_of_three_provinces_changes_with_the_list_and_not_with_the_code(tmp_path):
    done = samples.run(samples.SAMPLES / "areas/run.sh", tmp_path)
    assert done.returncode == 0, done.stderr
    said = [int(word) for word in re.findall(r"^exit (\d+)", done.stdout, re.MULTILINE)]
    assert said == [0, 0, 0, 12, 12, 10, 10, 10, 10, 12]


@pytest.mark.slow
def test_a_bubble_is_narrow_and_ends_by_itself(tmp_path):
    done = samples.run(samples.SAMPLES / "bubble/run.sh", tmp_path)
    assert done.returncode == 0, done.stderr
    rows = re.findall(r"^(\S+)\.png +at (\w+)  exit (\d+)", done.stdout, re.MULTILINE)
    today = {(code, place): int(status) for code, place, status in rows[:8]}
    later = {(code, place): int(status) for code, place, status in rows[8:]}
    assert today == {(f"{at}-{who}", place): 12 if at != place and who == "vaccinated" else 0
                     for at in ("HK", "SG") for who in ("tested", "vaccinated") for place in ("HK", "SG")}
    assert later == {(code, place): 0 if code.startswith(place) else 12 for code, place in today}


@pytest.mark.slow
def test_a_campus_takes_codes_of_province_city_and_school(tmp_path):
    done = samples.run(samples.SAMPLES / "campus/run.sh", tmp_path)
    assert done.returncode == 0, done.stderr
    assert [int(word) for word in re.findall(r"^exit (\d+)", done.stdout, re.MULTILINE)] == [0, 0, 0, 12]
