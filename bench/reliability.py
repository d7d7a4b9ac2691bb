#!/usr/bin/env python3
"""Issues a batch of synthetic people, kills it on the way, and holds what came out against what went in.

    bench/reliability.py --count 1000000 --kills 20 --scans 1000

Makes the people (bench/people.py, one in --bad cannot be issued), issues them with `hcode issue --batch` into one archive,
with SIGKILL at --kills random moments and --resume after each, and then reads everything back: every person has one line
and one picture or one rejected row, every index is used once, the people of --scans random pictures are who they should
be, each code verified by `hcode scan`. Prints figures; the exit status is 0 only when nothing is lost and nothing twice.
"""

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tarfile
import tempfile
import time
from datetime import datetime, timezone
from pathlib import Path

import people
from memory import high_water

BAD_EVERY = 10_007


def stop(message):
    sys.exit(f"reliability: {message}")


def write_people(path, count, seed, at):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, people.COLUMNS)
        writer.writeheader()
        writer.writerows(people.people(count, seed, at, BAD_EVERY))


def seconds_a_code(hcode, folder, at, count=10_000):
    """How long a code takes here, by a batch of the same people that nobody kills."""
    write_people(folder / "some.csv", count, 0, at)
    start = time.monotonic()
    subprocess.run([hcode, "issue", "--batch", folder / "some.csv", "--key", folder / "CN-HA.key", "--index-range", f"0..{count - 1}",
                    "-o", folder / "some.tar", "--quiet"], stderr=subprocess.DEVNULL)
    return (time.monotonic() - start) / count


def issue_with_kills(command, kills, source, seconds):
    """Runs until it is done, killed so many times; the exit status, what each run took and the peak of memory in MiB."""
    spent = []
    peak = 0
    while True:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + source.uniform(0, seconds) if len(spent) < kills else None
        reached = 0
        while True:
            reached = high_water(child.pid) or reached
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if deadline and time.monotonic() > deadline:
                child.kill()
                _, status, usage = os.wait4(child.pid, 0)
                break
            time.sleep(0.01)
        spent.append(usage.ru_utime + usage.ru_stime)
        peak = max(peak, reached)
        if os.waitstatus_to_exitcode(status) != -9:
            return os.waitstatus_to_exitcode(status), spent, peak


def check_lines(results, rejects, expected):
    """Every person is issued once or rejected once."""
    rejected = set()
    if rejects.exists():
        with open(rejects, encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if row["ref"] in rejected:
                    stop(f"{row['ref']} is rejected twice")
                rejected.add(row["ref"])
    indexes = set()
    issued = 0
    with open(results, encoding="utf-8") as file:
        for number, person in enumerate(expected, 1):
            if person["ref"] in rejected:
                continue
            line = json.loads(file.readline())
            if line["ref"] != person["ref"] or line["row"] != number or line["status"] != person["status"]:
                stop(f"row {number} is {line['ref']} instead of {person['ref']}")
            if line["code_index"] in indexes:
                stop(f"index {line['code_index']} is used twice")
            indexes.add(line["code_index"])
            issued += 1
        if file.readline():
            stop("there are more codes than people")
    return issued, rejected


def check_pictures(hcode, public, archive, count, scans, expected, rejected, folder, at, source):
    """Every issued row has one picture; those of some random rows are scanned and compared with the person."""
    people_of = {}
    chosen = set(source.sample(range(1, count + 1), min(scans, count)))
    for number, person in enumerate(expected, 1):
        if number in chosen and person["ref"] not in rejected:
            people_of[f"{number:08}.png"] = person
    names = set()
    pictures = folder / "pictures"
    pictures.mkdir()
    with tarfile.open(archive, "r|") as tar:
        for entry in tar:
            if entry.name in names:
                stop(f"{entry.name} is in the archive twice")
            names.add(entry.name)
            if entry.name in people_of:
                (pictures / entry.name).write_bytes(tar.extractfile(entry).read())
    done = subprocess.run(
        [hcode, "scan", "--json", "--trust", public, "--at", at, str(pictures)], capture_output=True, text=True)
    seen = 0
    for line in done.stdout.splitlines():
        verdict = json.loads(line)
        person = people_of[Path(verdict["source"]).name]
        holder = verdict["holder"]
        told = (verdict["verdict"], holder["name"], holder["latin_name"], holder["birth_date"], holder["document_tail"])
        wanted = (person["status"], person["name"], person["latin_name"], person["birth_date"], person["document_tail"])
        if told != wanted:
            stop(f"{verdict['source']}: {told} instead of {wanted}")
        seen += 1
    if seen != len(people_of):
        stop(f"{seen} of {len(people_of)} pictures were read")
    return len(names), seen


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--hcode", default=".build/release/hcode", type=Path)
    options.add_argument("--count", type=int, default=20_000)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--scans", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--registry", action="store_true", help="indexes from a registry instead of a range")
    options.add_argument("--folder", type=Path, default=None, help="where the files go; default: a temporary folder")
    asked = options.parse_args()
    hcode = str(asked.hcode.resolve())
    source = random.Random(asked.seed)
    now = datetime.now(timezone.utc).replace(microsecond=0)
    at = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    with tempfile.TemporaryDirectory(prefix="hcode-reliability-", dir=asked.folder) as name:
        folder = Path(name)
        subprocess.run([hcode, "keygen", "--issuer", "CN-HA", "--name", "bench", "-o", folder, "--no-passphrase"],
                       check=True, stdout=subprocess.DEVNULL)
        write_people(folder / "people.csv", asked.count, asked.seed, now)
        output = folder / "codes.tar"
        command = [hcode, "issue", "--batch", str(folder / "people.csv"), "--key", str(folder / "CN-HA.key"), "--resume",
                   "-o", str(output), "--quiet"]
        if asked.registry:
            registry = str(folder / "CN-HA.registry")
            subprocess.run([hcode, "registry", "init", registry, "--key", str(folder / "CN-HA.pub"), "--uri",
                            "https://bench.example/CN-HA.status", "--capacity", str(asked.count * 2 + 1)],
                           check=True, stdout=subprocess.DEVNULL)
            command += ["--registry", registry]
        else:
            command += ["--index-range", f"0..{asked.count - 1}", "--at", at]
        # Twice as long at the most as one of so many parts takes, so that the kills fall all over it and all of them do.
        part = asked.count * seconds_a_code(hcode, folder, now) / (asked.kills + 5)
        start = time.monotonic()
        status, spent, peak = issue_with_kills(command, asked.kills, source, 2 * part)
        seconds = time.monotonic() - start
        expected = lambda: people.people(asked.count, asked.seed, now, BAD_EVERY)
        if status != (65 if asked.count >= BAD_EVERY else 0):
            stop(f"exit status {status}")
        issued, rejected = check_lines(
            Path(f"{output}.issued.ndjson"), Path(f"{output}.rejects.csv"), expected())
        if issued + len(rejected) != asked.count:
            stop(f"{issued} issued and {len(rejected)} rejected of {asked.count}")
        later = (now.timestamp() + 3600)
        pictures, scanned = check_pictures(
            hcode, str(folder / "CN-HA.pub"), output, asked.count, asked.scans, expected(), rejected, folder,
            datetime.fromtimestamp(later, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), source)
        if pictures != issued:
            stop(f"{pictures} pictures of {issued} codes")
        print(f"people {asked.count}  issued {issued}  rejected {len(rejected)}  pictures {pictures}  scanned back {scanned}")
        print(f"kills {len(spent) - 1}  wall {seconds:.0f} s  CPU {sum(spent):.0f} s  peak {peak:.0f} MiB  "
              f"archive {output.stat().st_size} bytes")
        print("nothing lost, nothing twice")


if __name__ == "__main__":
    main()
