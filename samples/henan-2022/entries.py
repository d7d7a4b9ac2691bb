"""Writes the signed entries of a made log, a line each, the same each time: 2022-05-01 to 2022-07-10 in a province of eight offices.

Seven offices set a few reds a day, most of them for cases and their contacts. In June one office sets 1,317 reds in three days, on one
order, without a case behind them. Nothing here is about anybody; the numbers of the one office are those that were reported in 2022.
"""

import random
import sys
from datetime import datetime, timedelta, timezone
from hashlib import sha256

import acts

DICE = random.Random("henan-2022")
OFFICES = ["CN-HA-ZZ", "CN-HA-KF", "CN-HA-LY", "CN-HA-XX", "CN-HA-AY", "CN-HA-XC", "CN-HA-NY", "CN-HA-SQ"]
FIRST, DAYS = datetime(2022, 5, 1, tzinfo=timezone.utc), 71
BURST_OFFICE, BURST_DAYS, BURST = "CN-HA-ZZ", (datetime(2022, 6, 12).date(), datetime(2022, 6, 14).date()), 1317


def text(time):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def entry(office, time, number, status, reason, authority, officer, second):
    return {
        "act": "issued", "commitment": sha256(f"{office} {number}".encode()).hexdigest(), "issuer": office,
        "key_id": sha256(office.encode()).hexdigest()[:16], "officer": officer, "second_officer": second, "status": status,
        "reason": reason, "authority": authority, "time": text(time), "until": text(time + timedelta(days=14))}


def usual(office, day):
    """An ordinary day: cases, their contacts in red or yellow, and yellow for what is smaller."""
    made = []
    for case in range(DICE.choice([0, 0, 1, 1, 2])):
        order = f"{office}-{day:%m%d}-{case + 1}"
        desk = [f"desk-{DICE.randint(1, 6)}", f"chief-{DICE.randint(1, 3)}"]
        made.append(("red", "confirmed-case", order, *desk))
        made += [("red", "close-contact", order, *desk)] * DICE.randint(0, 3)
        made += [("yellow", "secondary-contact", order, desk[0], None)] * DICE.randint(0, 5)
    made += [("yellow", "arrival", "Rule 2022/7", f"desk-{DICE.randint(1, 6)}", None)] * DICE.randint(0, 4)
    return made


def burst():
    """How the 1,317 fall on three days."""
    return dict(zip((12, 13, 14), (446, 608, 263)))


def main():
    lines = []
    for number in range(DAYS):
        day = FIRST + timedelta(days=number)
        for office in OFFICES:
            made = usual(office, day)
            if office == BURST_OFFICE and datetime(2022, 5, 25, tzinfo=timezone.utc) <= day < datetime(2022, 6, 15, tzinfo=timezone.utc):
                # The office has had no case for weeks.
                made = [one for one in made if one[1] == "arrival"]
            if office == BURST_OFFICE and day.month == 6 and day.day in burst():
                made += [("red", "listed-area", "Order 2022/0617", "desk-3", "chief-2")] * burst()[day.day]
            for one in made:
                hour = DICE.choice(range(0, 10)) if one[2] != "Order 2022/0617" else DICE.choice([1, 2, 2, 3, 7, 8, 8, 13, 14])
                lines.append((day + timedelta(hours=hour, seconds=DICE.randrange(3600)), office, one))
    assert sum(burst().values()) == BURST
    for number, (time, office, one) in enumerate(sorted(lines, key=lambda line: line[:2])):
        if (time.month == 5) == (sys.argv[1] == "may"):
            print(acts.line(entry(office, time, number, *one)))


if __name__ == "__main__":
    main()
