#!/usr/bin/env python3
"""Synthetic people for `hcode issue --batch`: bench/people.py COUNT [--seed N] [--format csv|ndjson] [--bad N] [--at TIME].

The same arguments give the same people, a row at a time, so that a million cost no memory. Names are Chinese, Latin,
Arabic and Cyrillic in turn, colours mostly green. With --bad every Nth row cannot be issued, each for another reason.
Nobody in it is anybody.
"""

import argparse
import csv
import json
import random
import sys
from datetime import datetime, timedelta, timezone

CHINESE = ("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志")
LATIN = (
    ["García", "Müller", "Nguyễn", "O'Brien", "Świątek", "Şahin", "Đorđević", "Ólafsson", "Smith", "Dupont"],
    ["Anna", "José", "Zoë", "Łukasz", "Çağla", "Søren", "Mary-Jane", "Þóra", "Piotr", "Marie"],
)
ARABIC = (
    ["الخطيب", "حسين", "المصري", "العلي", "عبد الرحمن", "منصور", "الشامي", "قاسم"],
    ["محمد", "فاطمة", "أحمد", "عائشة", "يوسف", "مريم", "عمر", "زينب"],
)
CYRILLIC = (
    ["Иванов", "Смирнова", "Кузнецов", "Шевченко", "Петрова", "Ґалаґан", "Ђорђевић", "Щербаков"],
    ["Алексей", "Ольга", "Дмитрий", "Наталья", "Юрій", "Љубица", "Пётр", "Елена"],
)
LATIN_FAMILY = ["WANG", "LI", "ZHANG", "GARCIA", "IVANOV", "HUSSEIN", "NGUYEN", "O'BRIEN", "SMITH", "PETROVA"]
LATIN_GIVEN = ["WEI", "FANG", "MARY-JANE", "OLGA", "YUSUF", "FATIMA", "JOSE", "ANNA", "PIOTR", "XIAOMING"]
COLUMNS = [
    "ref", "status", "valid", "name", "latin_name", "birth_date", "document_tail", "reason", "authority",
    "test_kind", "test_result", "test_time", "test_place",
]
# What is wrong with each bad row in turn, and the column that has to be named for it.
FAULTS = [
    ("status", "grün"), ("birth_date", "3/7/1985"), ("birth_date", "31113"), ("latin_name", "Zhāng"),
    ("document_tail", "123456789"), ("test_time", "2026-11-23 08:00"), ("valid", "400d"), ("name", "a\u202eb"),
    ("test_kind", "swab"), ("test_result", ""),
]


def people(count, seed, at, bad=0):
    """Yields a dict for each person."""
    source = random.Random(seed)
    for number in range(count):
        script = number % 4
        if script == 0:
            family, given = CHINESE
            name = source.choice(family) + "".join(source.choice(given) for _ in range(source.randint(1, 2)))
        else:
            family, given = (LATIN, ARABIC, CYRILLIC)[script - 1]
            name = f"{source.choice(given)} {source.choice(family)}"
        born = datetime(1930, 1, 1) + timedelta(days=source.randrange(34_000))
        taken = at - timedelta(minutes=source.randrange(60, 60 * 48))
        draw = source.random()
        person = {
            "ref": f"P{number + 1:09}", "status": "green", "valid": "24h", "name": name,
            "latin_name": f"{source.choice(LATIN_FAMILY)} {source.choice(LATIN_GIVEN)}",
            "birth_date": born.strftime("%Y-%m-%d"),
            "document_tail": f"{source.randrange(1000):03}{source.choice('0123456789X')}",
            "reason": "", "authority": "", "test_kind": source.choice(["pcr", "antigen"]), "test_result": "negative",
            "test_time": taken.strftime("%Y-%m-%dT%H:%M:%SZ"), "test_place": f"LAB{source.randrange(40)}",
        }
        if draw < 0.03:
            person |= {"status": "yellow", "valid": "7d", "reason": "close-contact", "authority": "Order 2026/117"}
        elif draw < 0.04:
            person |= {"status": "yellow", "valid": "14d", "reason": "suspected-case", "authority": "Order 2026/118",
                       "test_result": "positive"}
        if bad and number % bad == bad - 1:
            column, value = FAULTS[number // bad % len(FAULTS)]
            person[column] = value
        yield person


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("count", type=int)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--format", choices=["csv", "ndjson"], default="csv")
    options.add_argument("--bad", type=int, default=0, help="every so many rows one that cannot be issued")
    options.add_argument("--at", default=None, help="the time of issue (RFC 3339, Z); default: now")
    asked = options.parse_args()
    at = datetime.strptime(asked.at, "%Y-%m-%dT%H:%M:%SZ") if asked.at else datetime.now(timezone.utc)
    rows = people(asked.count, asked.seed, at, asked.bad)
    if asked.format == "csv":
        writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        for row in rows:
            print(json.dumps({k: v for k, v in row.items() if v != ""}, ensure_ascii=False))


if __name__ == "__main__":
    main()
