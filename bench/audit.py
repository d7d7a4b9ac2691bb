#!/usr/bin/env python3
"""What 'hcode log audit' asks about: simulated logs of a year, honest ones and ones with abuse in them (docs/log.md §8).

    python3 bench/audit.py                                     # the two tables, about ten minutes
    python3 bench/audit.py --quick --hcode .build/release/hcode   # fewer plants, and one log read by hcode itself

The rules of docs/log.md §8 are written here a second time. With --hcode both have to ask the same questions about the same log.
All numbers come from a fixed seed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "samples/henan-2022"))
import acts  # noqa: E402  signs the entries

DAYS = 365
KINDS = ["red", "raised", "yellow", "suspended", "revoked"]
# For each red.
SHARES = numpy.array([1, 0.35, 3, 0.6, 0.3])
LENGTHS = [(1, 28), (7, 8), (28, 4)]


# The rules


class Group:
    """Series that are compared with each other: counts by member and day. Days before `since` are only compared with."""

    def __init__(self, counts, since=0):
        self.counts, self.since = counts, since
        self.windows, self.usuals = {}, {}

    def window(self, length):
        if length not in self.windows:
            sums = numpy.cumsum(self.counts, axis=1)
            sums[:, length:] = sums[:, length:] - numpy.cumsum(self.counts, axis=1)[:, :-length]
            self.windows[length] = sums
        return self.windows[length]

    def usual(self, length, before):
        """The median of the windows before; with fewer than four the mean of the days before, of a day with the others' present day."""
        if length not in self.usuals:
            present = self.window(length)
            members, days = present.shape
            earlier = numpy.full((before, members, days), numpy.nan)
            for number in range(1, before + 1):
                first = number * length + length - 1
                if first < days:
                    earlier[number - 1, :, first:] = present[:, length - 1:days - number * length]
            known = (numpy.arange(days) - length + 1) // length
            result = numpy.zeros((members, days))
            # Those that are not there are sorted to the end.
            known = numpy.clip(known, 0, before)
            earlier = numpy.sort(earlier, axis=0)
            for middle in ((known - 1) // 2, known // 2):
                middle = numpy.maximum(middle, 0)
                result += numpy.take_along_axis(earlier, numpy.broadcast_to(middle, (1, members, days)), axis=0)[0] / 2
            if length > 1:
                before_it = numpy.arange(days) - length + 1
                sums = numpy.concatenate([numpy.zeros((members, 1)), numpy.cumsum(self.counts, axis=1)], axis=1)
                for day in numpy.nonzero(known < 4)[0]:
                    first = before_it[day]
                    result[:, day] = sums[:, first] / first * length if first >= length else numpy.inf
                self.usuals[length] = result
                return result
            for day in numpy.nonzero((known < 4) & (numpy.arange(days) >= self.since))[0]:
                for member in range(members):
                    found = [present[member, day - n * length] for n in range(1, before + 1) if day - n * length - length + 1 >= 0]
                    if len(found) < 4:
                        found += list(numpy.delete(present[:, day], member))
                    later = day + length
                    while len(found) < 4 and later < days:
                        found.append(present[member, later])
                        later += length
                    result[member, day] = numpy.median(found) if found else 0
            self.usuals[length] = result
        return self.usuals[length]

    def common_rise(self, member, length, before, day):
        usual, present = self.usual(length, before)[:, day], self.window(length)[:, day]
        others = (usual > 0) & numpy.isfinite(usual) & (numpy.arange(len(usual)) != member)
        return max(1, numpy.median(present[others] / usual[others])) if others.sum() >= 5 else 1

    def joint_rise(self, member, length, before, day):
        rest = self.window(length).sum(axis=0) - self.window(length)[member]
        earlier = [rest[day - n * length] for n in range(1, before + 1) if day - n * length - length + 1 >= 0]
        usual = numpy.median(earlier) if earlier else 0
        return max(1, rest[day] / usual) if usual > 0 else 1

    def second(self, member, length, day):
        others = sorted(numpy.delete(self.window(length)[:, day], member), reverse=True)
        return others[min(1, len(others) - 1)] if others else 0


def by_kind(counts, since=0):
    """Groups of each act, and of all together, from counts by member, act and day."""
    return [(kind, Group(counts[:, n], since)) for n, kind in enumerate(KINDS)] + [("all", Group(counts.sum(axis=1), since))]


def hits(groups, member, margin, factor, expected):
    """Windows of a member with more than can be expected: first and last day, length, act, usual, excess."""
    found = []
    for kind, group in groups:
        for length, before in LENGTHS:
            present, usual = group.window(length)[member], group.usual(length, before)[member]
            wanted = (group.counts[member] > 0) & (present >= margin) & (present >= factor * usual + margin)
            wanted[:group.since] = False
            for day in numpy.nonzero(wanted)[0]:
                bound = factor * expected(kind, group, length, before, day, usual[day]) + margin
                if present[day] >= bound:
                    found.append((day - length + 1, day, length, kind, usual[day], present[day] / bound))
    return found


def office_hits(groups, office):
    return hits(groups, office, 20, 3, lambda kind, group, length, before, day, usual: (
        usual * group.common_rise(office, length, before, day)))


def officer_hits(groups, officer):
    return hits(groups, officer, 30, 4, lambda kind, group, length, before, day, usual: max(
        usual * group.joint_rise(officer, length, before, day), group.second(officer, length, day)))


def questions(found):
    """Windows that overlap or follow each other are one question."""
    made, last = [], None
    for hit in sorted(found, key=lambda hit: hit[:2]):
        if last is None or hit[0] > last + 1:
            made.append([])
            last = hit[1]
        made[-1].append(hit)
        last = max(last, hit[1])
    return made


# Made logs


def made(dice, offices, officers, reds, outbreaks):
    """Counts by office, officer, act and day, and the days of outbreaks by office."""
    days = numpy.arange(DAYS)
    rate = reds * numpy.where(days % 7 >= 5, 0.55, 1) * (2 + numpy.cos(2 * numpy.pi * days / DAYS)) / 2
    rate = numpy.tile(rate, (offices, 1)) * dice.lognormal(0, 0.35, (offices, 1)) * dice.lognormal(0, 0.25, (offices, DAYS))
    ill = numpy.zeros((offices, DAYS), bool)

    def wave(first, length, height):
        return 1 + (height - 1) * numpy.exp(-((days - first - length / 2) / (length / 4)) ** 2)

    if outbreaks:
        for first in dice.choice(DAYS - 60, 2, replace=False):
            length = dice.integers(30, 60)
            rate *= wave(first, length, 5)
            ill[:, first:first + length] = True
        for office in range(offices):
            first, length = dice.integers(40, DAYS - 30), dice.integers(10, 25)
            rate[office] *= wave(first, length, dice.uniform(3, 20))
            ill[office, first:first + length] = True
    weights = dice.gamma(2, 1, (offices, officers, 1)) * numpy.ones(DAYS)
    weights *= dice.random((offices, officers, DAYS)) > 0.25
    for office, officer in zip(*numpy.nonzero(dice.random((offices, officers)) < 0.2)):
        day = dice.integers(30, DAYS - 30)
        weights[office, officer, :day] *= (part := dice.integers(2))
        weights[office, officer, day:] *= 1 - part
    sums = weights.sum(axis=1, keepdims=True)
    weights = numpy.divide(weights, sums, where=sums > 0, out=numpy.zeros_like(weights))
    return dice.poisson(rate[:, None, None] * weights[:, :, None] * SHARES[None, None, :, None]), ill


def plants(reds):
    """Abuse: a name and what it adds to an office, its officers, its acts and days, from a day on."""
    def by_one(kind, number, days):
        def add(dice, office, first):
            officer = dice.integers(len(office))
            office[officer, KINDS.index(kind), first:first + days] += number
            return [officer], range(first, first + days)
        return add

    def spread(dice, office, first):
        office[:, 0, first] += dice.multinomial(60, numpy.full(len(office), 1 / len(office)))
        return list(range(len(office))), [first]

    def share(dice, office, first):
        officer = dice.integers(len(office))
        office[:, 0, first] = numpy.ceil(9 / max(len(office) - 1, 1))
        office[officer, 0, first] = 91
        return [officer], [first]

    def decoys(dice, office, first):
        officer = dice.integers(len(office))
        office[:, 0, first - 30:first] *= 3
        office[officer, 0, first] += 150
        return [officer], [first]

    return [
        ("30 red in a day, one officer", by_one("red", 30, 1)), ("60 red in a day, one officer", by_one("red", 60, 1)),
        ("150 red in a day, one officer", by_one("red", 150, 1)), ("60 red in a day, over all officers", spread),
        ("150 yellow in a day", by_one("yellow", 150, 1)), ("60 raised in a day", by_one("raised", 60, 1)),
        ("60 suspended in a day", by_one("suspended", 60, 1)), ("60 revoked in a day", by_one("revoked", 60, 1)),
        ("1,317 yellow in a day", by_one("yellow", 1317, 1)), ("15 red a day for 40 days, one officer", by_one("red", 15, 40)),
        ("19 red a day for 50 days, one officer", by_one("red", 19, 50)), ("5 red a day for 90 days", by_one("red", 5, 90)),
        ("2 red a day for 110 days", by_one("red", 2, 110)), ("one officer sets 91 of 100", share),
        ("decoys x3 for a month, then 150", decoys)]


def found(groups, counts, office, add, dice):
    """Whether a plant raises a question that the honest log does not."""
    first = int(dice.integers(150, DAYS - 115))
    planted = counts[office].copy()
    who, days = add(dice, planted, first)

    def touching(hits):
        return {hit[:4] for hit in hits if hit[1] >= days[0] and hit[0] <= days[-1]}

    # From here on an office is compared with its own past alone, and with the others' rise.
    since, others = 139, dict(groups)

    def of_office(counts):
        return hits(by_kind(counts.sum(axis=0, keepdims=True), since), 0, 20, 3, lambda kind, _, length, before, day, usual: (
            usual * others[kind].common_rise(office, length, before, day)))

    if touching(of_office(planted)) - touching(of_office(counts[office])):
        return True
    own, honest = by_kind(planted, since), by_kind(counts[office], since)
    return any(touching(officer_hits(own, officer)) - touching(officer_hits(honest, officer)) for officer in who)


def office_groups(counts):
    return by_kind(counts.sum(axis=1))


def table_of_questions(seed, logs):
    print("| offices x officers, reds a day and office | calm: questions a year, offices / officers | with outbreaks | of the office "
          "questions in an outbreak |\n|---|---|---|---|")
    for offices, officers, reds in [(3, 3, 2), (18, 10, 3), (18, 10, 30), (60, 10, 10)]:
        cells = []
        for outbreaks in (False, True):
            asked, inside = Counter(), 0
            for log in range(logs if offices < 60 else 1):
                counts, ill = made(numpy.random.default_rng([seed, offices, reds, outbreaks, log]), offices, officers, reds, outbreaks)
                groups = office_groups(counts)
                for office in range(offices):
                    for question in questions(office_hits(groups, office)):
                        asked["offices"] += 1
                        inside += any(ill[office, max(hit[0], 0):hit[1] + 1].any() for hit in question)
                    own = by_kind(counts[office])
                    asked["officers"] += sum(len(questions(officer_hits(own, officer))) for officer in range(officers))
            number = logs if offices < 60 else 1
            cells.append(f"{asked['offices'] / number:.2g} / {asked['officers'] / number:.2g}")
        cells.append(f"{inside / asked['offices']:.2f}" if asked["offices"] else "none asked")
        print(f"| {offices} x {officers}, {reds} | " + " | ".join(cells) + " |", flush=True)


def table_of_abuse(seed, number):
    print("\n| abuse at one office of 18 x 10, found by either series | 3 a day, calm | with outbreaks | 30 a day, calm | with outbreaks |\n"
          "|---|---|---|---|---|")
    worlds = []
    for reds in (3, 30):
        for outbreaks in (False, True):
            counts, _ = made(numpy.random.default_rng([seed, 18, reds, outbreaks]), 18, 10, reds, outbreaks)
            worlds.append((reds, counts, office_groups(counts)))
    for row, (name, _) in enumerate(plants(3)):
        cells = []
        for column, (reds, counts, groups) in enumerate(worlds):
            dice = numpy.random.default_rng([seed, row, column])
            seen = sum(found(groups, counts, int(dice.integers(18)), plants(reds)[row][1], dice) for _ in range(number))
            cells.append(f"{seen / number:.2f}")
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


# hcode on the same log


def entries(counts, first):
    dice = numpy.random.default_rng(1)
    for office, officer, kind, day in zip(*numpy.nonzero(counts)):
        for _ in range(counts[office, officer, kind, day]):
            time = first + timedelta(days=int(day), seconds=int(dice.integers(86_400)))
            red = KINDS[kind] in ("red", "raised")
            yield {
                "act": "issued" if KINDS[kind] in ("red", "yellow") else KINDS[kind], "commitment": dice.bytes(32).hex(), "issuer": f"CN-{office}",
                "key_id": "63923925bf1b74d0", "officer": f"desk-{officer}", **({"second_officer": "chief-1"} if red else {}),
                "status": "red" if red else "yellow", "reason": "close-contact", "authority": f"Order {dice.integers(10**9)}",
                "time": time.strftime("%Y-%m-%dT%H:%M:%SZ"), "until": (time + timedelta(days=14)).strftime("%Y-%m-%dT%H:%M:%SZ")}


def compared(program, seed):
    """Lets hcode read a made log with plants, and compares its questions with those of the rules above."""
    dice = numpy.random.default_rng([seed, 99])
    counts, _ = made(dice, 7, 4, 3, True)
    for office, (_, add) in zip((1, 2, 4), [plants(3)[i] for i in (2, 9, 11)]):
        add(dice, counts[office], 200)
    first = (datetime.now(timezone.utc) - timedelta(days=DAYS)).replace(hour=0, minute=0, second=0, microsecond=0)
    expected = set()

    def ask(kind, groups, member, found, office, officer):
        for question in questions(found):
            shortest = min(hit[2] for hit in question)
            closest = [hit for hit in question if hit[2] == shortest]
            days = min(hit[0] for hit in closest), max(hit[1] for hit in closest)
            text = [(first + timedelta(days=int(day))).strftime("%Y-%m-%d") for day in days]
            acts = tuple(int(groups[n][1].counts[member, days[0]:days[1] + 1].sum()) for n in range(len(KINDS)))
            expected.add((kind, f"CN-{office}", officer and f"desk-{officer - 1}", *text, shortest, acts))

    groups = office_groups(counts)
    for office in range(len(counts)):
        ask("burst", groups, office, office_hits(groups, office), office, None)
        own = by_kind(counts[office])
        for officer in range(len(counts[office])):
            ask("officer-burst", own, officer, officer_hits(own, officer), office, officer + 1)
    with tempfile.TemporaryDirectory() as folder:
        def run(*args, **kwargs):
            done = subprocess.run([program, *args], cwd=folder, capture_output=True, text=True, **kwargs)
            if done.returncode not in (0, 10):
                raise SystemExit(done.stderr)
            return done.stdout

        run("keygen", "--issuer", "LOG", "--name", "Log", "--no-passphrase")
        run("log", "init", "log", "--key", "LOG.key", "--origin", "bench.example/log")
        run("log", "append", "log", input="\n".join(map(acts.line, entries(counts, first))))
        run("log", "checkpoint", "log", "--key", "LOG.key")
        report = json.loads(run("log", "audit", "log", "--log-key", "log/vkey", "--json"))
    told = {(f["finding"], f["issuer"], f.get("officer"), f["first_day"], f["last_day"], f["window_days"],
             tuple(f["acts"][kind] for kind in KINDS)) for f in report["findings"] if "burst" in f["finding"]}
    print(f"{report['size']:,} entries: hcode asks {len(told)} questions, the rules here {len(expected)}")
    for word, rest in (("hcode only", told - expected), ("here only", expected - told)):
        for one in sorted(rest, key=str):
            print(" ", word, one)
    return told == expected and told


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--hcode", type=Path)
    options.add_argument("--seed", type=int, default=2022)
    options.add_argument("--quick", action="store_true", help="the comparison and five plants of each kind")
    options = options.parse_args()
    if options.hcode and not compared(str(options.hcode.resolve()), options.seed):
        return 1
    table_of_questions(options.seed, 1 if options.quick else 3)
    table_of_abuse(options.seed, 5 if options.quick else 20)
    return 0


if __name__ == "__main__":
    sys.exit(main())
