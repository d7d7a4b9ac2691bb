#!/usr/bin/env python3
"""The measurements behind docs/performance.md: `make bench`, or bench/run.py --help.

Compares hcode with the C libraries alone (bench/floor.c) and with zbarimg, as whole processes, and hcode's
issuing in one process with the floor's. The unit is CPU time, user and system: it holds within a few per cent
on a busy machine where wall time doubles. The programs take turns, so that a noisy minute falls on all of
them, and the pictures rotate, so that no branch predictor learns one. It judges nothing: the exit status is 0
unless a program does not do its work.
"""

import argparse
import base64
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import batch
import store

PICTURES = 64
FAMILIES = ["王 WANG", "李 LI", "张 ZHANG", "刘 LIU", "陈 CHEN", "杨 YANG", "赵 ZHAO", "黄 HUANG"]
GIVEN = ["小明 XIAOMING", "建国 JIANGUO", "秀英 XIUYING", "伟 WEI", "芳 FANG", "丽华 LIHUA", "志强 ZHIQIANG", "敏 MIN"]
QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def stop(message):
    sys.exit(f"bench: {message}")


def person(index):
    """The options of `hcode issue` for one of 64 people; the same facts for all, so one size of code."""
    family, given = FAMILIES[index % 8].split(), GIVEN[index // 8 % 8].split()
    taken = time.strftime("%Y-%m-%dT%H:%M:00Z", time.gmtime(time.time() - 3600 - index * 60))
    return [
        "--status", "green", "--name", family[0] + given[0], "--latin-name", f"{family[1]} {given[1]}",
        "--document-tail", f"{(index + 1) * 2654435761 % 10000:04}", "--test", f"pcr:negative:{taken}:郑州 LAB7",
        "--valid", "24h",
    ]


def checked(command):
    """Runs a command that must succeed and gives its output."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        stop(f"{' '.join(map(str, command))}\n  exit {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def cpu_milliseconds(command, expected=0):
    """User and system time of one child, from wait4; stops when the child does not do its work."""
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=SILENT)
    _, status, usage = os.wait4(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code != expected:
        stop(f"exit {code} instead of {expected}: {' '.join(command)}")
    return (usage.ru_utime + usage.ru_stime) * 1000


SILENT = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]


class Desk:
    """Keys and rotating pictures in a temporary folder, all made by hcode itself."""

    def __init__(self, hcode, folder):
        self.hcode, self.folder = hcode, folder
        checked([hcode, "keygen", "--issuer", "CN-HA", "--name", "bench", "-o", folder, "--no-passphrase"])
        self.key, self.public = str(folder / "CN-HA.key"), str(folder / "CN-HA.pub")
        x = json.loads(Path(self.public).read_text())["x"]
        self.public_hex = base64.urlsafe_b64decode(x + "=" * (-len(x) % 4)).hex()

    def issue(self, index, picture, scale=None):
        more = ["--force"] + (["--module-size", str(scale)] if scale else [])
        return [self.hcode, "issue", "--key", self.key, *person(index), *more, "-o", str(picture)]

    def pictures(self, side):
        """64 pictures of about 260 px (what hcode makes unasked) or 520 px."""
        paths = [str(self.folder / f"{side}-{index}.png") for index in range(PICTURES)]
        for index, path in enumerate(paths):
            checked(self.issue(index, path, None if side == 260 else 8))
        return paths


def png_side(path):
    return int.from_bytes(Path(path).read_bytes()[16:20], "big")


def in_turn(programs, rounds):
    """Median CPU milliseconds of each program; `programs` maps a name to a function from round to command."""
    samples = {name: [] for name in programs}
    for number in range(rounds + 1):
        for name, command in programs.items():
            spent = cpu_milliseconds(command(number))
            if number:  # the first round only warms the page cache
                samples[name].append(spent)
    return {name: (statistics.median(each), spread(each)) for name, each in samples.items()}


def spread(values):
    """Half the distance between the quartiles, in per cent of the median."""
    low, middle, high = statistics.quantiles(values, n=4)
    return (high - low) / 2 / middle * 100 if middle else 0.0


def instructions(command, folder):
    """Million instructions of one run under callgrind, or None. The program is stripped before: valgrind 3.19
    gives up on the debug information of a static Swift one."""
    stripped = folder / (Path(command[0]).name + ".stripped")
    if not stripped.exists() and subprocess.run(["strip", "-o", stripped, command[0]], **QUIET).returncode:
        shutil.copy(command[0], stripped)
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", str(stripped), *command[1:]],
        stdin=subprocess.DEVNULL, capture_output=True, text=True)
    counted = re.search(r"Collected : (\d+)", done.stderr)
    return int(counted.group(1)) / 1e6 if counted and done.returncode == 0 else None


def microseconds(command):
    """The CPU time for each code that an in-process loop prints as us_per_code=..., and its line."""
    said = checked(command)
    found = re.search(r"us_per_code=([0-9.]+)", said)
    if not found:
        stop(f"{command[0]} printed no us_per_code=: {said.strip()}")
    return float(found.group(1)), said.strip()


def compare_processes(desk, floor, rounds, folder):
    """The table of whole processes; returns the ratios that are goals."""
    goals = {}
    have_zbarimg, have_valgrind = shutil.which("zbarimg"), shutil.which("valgrind")
    for side in (260, 520):
        try:
            paths = desk.pictures(side)
        except SystemExit as refusal:
            if side == 260:
                raise
            print(f"\nNo pictures of {side} px: {refusal}")
            continue
        pick = lambda number, paths=paths: paths[number % PICTURES]
        out = folder / f"out-{side}.png"
        scale = None if side == 260 else 8
        programs = {
            "hcode scan": lambda n: [desk.hcode, "scan", "--trust", desk.public, pick(n)],
            "floor scan": lambda n: [floor, "scan", pick(n), desk.public_hex],
        }
        if have_zbarimg:
            programs["zbarimg"] = lambda n: [have_zbarimg, "-q", "--raw", pick(n)]
            programs["zbarimg, QR only, no D-Bus"] = lambda n: [
                have_zbarimg, "-q", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", pick(n)]
        programs["hcode issue"] = lambda n: desk.issue(n, out, scale)
        if side == 260:
            programs["floor issue"] = lambda n: [floor, "issue", str(out)]
            programs["hcode --version"] = lambda n: [desk.hcode, "--version"]
        found = in_turn(programs, rounds)
        counts = {name: instructions(command(0), folder) for name, command in programs.items()} if have_valgrind else {}

        print(f"\nWhole process, pictures of {png_side(paths[0])} px, {rounds} rounds in turn")
        print(f"  {'program':<28}{'CPU ms':>9}{'± %':>6}{'x floor':>9}{'x zbarimg':>11}{'M instr':>9}")
        for name, (median, percent) in found.items():
            base = found["floor issue" if "issue" in name and "floor issue" in found else "floor scan"][0]
            to_floor = "" if name == "hcode --version" or ("issue" in name and side != 260) else f"{median / base:.2f}"
            to_zbar = f"{median / found['zbarimg'][0]:.2f}" if have_zbarimg and "scan" in name else ""
            count = f"{counts[name]:.1f}" if counts.get(name) else "-"
            print(f"  {name:<28}{median:>9.2f}{percent:>6.1f}{to_floor:>9}{to_zbar:>11}{count:>9}")
        goals[f"scan {png_side(paths[0])} px / floor", "at most", 1.3] = found["hcode scan"][0] / found["floor scan"][0]
        if have_zbarimg:
            goals[f"scan {png_side(paths[0])} px / zbarimg", "at most", 0.5] = found["hcode scan"][0] / found["zbarimg"][0]
    return goals


def compare_stores(desk, rounds, folder):
    """A scan with one key against a scan with a store of a thousand issuers and five status lists."""
    kept, registry = store.make(desk.hcode, folder, desk.public)
    paths = []
    for index in range(PICTURES):
        paths.append(str(folder / f"store-{index}.png"))
        checked([*desk.issue(index, paths[-1]), "--registry", registry])
    programs = {
        "scan, one key": lambda n: [desk.hcode, "scan", "--trust", desk.public, paths[n % PICTURES]],
        "scan, 1,000 issuers": lambda n: [desk.hcode, "scan", "--store", str(kept), paths[n % PICTURES]],
    }
    found = in_turn(programs, rounds)
    counts = {name: instructions(command(0), folder) for name, command in programs.items()} if shutil.which("valgrind") else {}
    print(f"\nA store of {store.ISSUERS} issuers and {store.STATUS_LISTS} status lists of {store.CODES} codes, {rounds} rounds in turn")
    for name, (median, percent) in found.items():
        print(f"  {name:<28}{median:>9.2f} ms CPU{percent:>6.1f} %{counts.get(name) or 0:>9.1f} M instr")
    ratio = found["scan, 1,000 issuers"][0] / found["scan, one key"][0]
    return {("scan 1,000 issuers / one key", "at most", 1.3): ratio}


def compare_issuing(in_process, floor, repeats, rounds):
    """Codes a second in one process, the two taking turns."""
    programs = {"floor issue-loop": [floor, "issue-loop", str(rounds)]}
    if in_process:
        programs["hcode-bench"] = [in_process, str(rounds)]
    spent, lines = {name: [] for name in programs}, {}
    for _ in range(repeats):
        for name, command in programs.items():
            value, lines[name] = microseconds(command)
            spent[name].append(value)
    print(f"\nIssuing in one process, PNG in memory, {repeats} times {rounds} rounds of 64 codes in turn")
    for name, values in spent.items():
        median = statistics.median(values)
        print(f"  {name:<28}{median:>9.1f} us{1e6 / median:>9.0f} codes/s   {lines[name]}")
    if not in_process:
        print("  hcode-bench is not built: nothing to compare with")
        return {}
    ratio = statistics.median(spent["floor issue-loop"]) / statistics.median(spent["hcode-bench"])
    return {("issue codes/s / floor's", "at least", 0.9): ratio}


def rule_lines(folder):
    """The rules of the sample on a certificate that passes by each of its ways, and, with the corpus, the rule tests that
    countries published: lines for `hcode-bench rules`."""
    root = Path(__file__).resolve().parents[1]
    external = {"validationClock": "2026-11-26T08:00:00Z", "valueSets": {}, "countryCode": "CN"}
    test = {"kind": "pcr", "time": "2026-11-25T10:00:00Z", "result": "negative"}
    dose = {"kind": "vaccination", "time": "2026-05-01T10:00:00Z", "dose": 2, "of": 2}
    payloads = [{"evidence": [test], "pcr": [test]}, {"evidence": [dose], "vaccination": [dose]}, {"evidence": []}]
    logics = [rule["Logic"] for rule in json.loads((root / "samples/rules/evidence.json").read_text())["rules"]]
    files = {"the sample's": [(logic, {"payload": p, "external": external}) for logic in logics for p in payloads]}
    corpus = Path(os.environ.get("HCODE_CORPUS") or root.parent / "shared/corpus") / "dcc/rules"
    published = [(entry["rule"]["Logic"], {"payload": t["payload"], "external": t["external"]})
                 for path in sorted(corpus.glob("*.json")) for entry in json.loads(path.read_text())["rules"]
                 for t in entry["tests"]]
    if published:
        files["published tests"] = published
    for name, work in files.items():
        path = folder / (name.split()[0] + ".jsonl")
        path.write_text("".join(json.dumps({"logic": logic, "data": data}) + "\n" for logic, data in work))
        yield name, path, len(work)


def work_rules(in_process, repeats, rounds, folder):
    """Rules a second in one process: read once, worked again and again."""
    if not in_process:
        return
    print(f"\nRules in one process, read once, {repeats} times {rounds} rounds")
    for name, path, count in rule_lines(folder):
        values = [microseconds([in_process, "rules", str(path), str(rounds)])[0] for _ in range(repeats)]
        median = statistics.median(values)
        print(f"  {name:<28}{median:>9.2f} us{1e6 / median:>9.0f} rules/s   {count} of them")


def scan_loop(desk, floor, rounds):
    paths = [str(desk.folder / f"260-{index}.png") for index in range(PICTURES)]
    value, line = microseconds([floor, "scan-loop", str(rounds), desk.public_hex, *paths])
    print(f"\nFloor, scanning in one process: {value:.1f} us, {1e6 / value:.0f} codes/s   {line}")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--hcode", default=".build/release/hcode", type=Path)
    options.add_argument("--floor", default=".build-bench/floor", type=Path)
    options.add_argument("--in-process", type=Path, help="hcode-bench ROUNDS prints us_per_code=...")
    options.add_argument("--python", help="a Python with segno and PyNaCl, for the comparison with it")
    options.add_argument("--quick", action="store_true", help="11 rounds instead of 41")
    asked = options.parse_args()
    for path in filter(None, (asked.hcode, asked.floor, asked.in_process)):
        if not os.access(path, os.X_OK):
            stop(f"no program at {path}; run `make bench`")
    hcode, floor = str(asked.hcode.resolve()), str(asked.floor.resolve())
    in_process = str(asked.in_process.resolve()) if asked.in_process else None
    rounds, repeats, loops = (11, 3, 15) if asked.quick else (41, 7, 41)

    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    print(f"{model.group(1) if model else 'unknown processor'}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="hcode-bench-") as name:
        desk = Desk(hcode, Path(name))
        goals = compare_processes(desk, floor, rounds, Path(name))
        goals |= compare_stores(desk, rounds, Path(name))
        scan_loop(desk, floor, 5 if asked.quick else 15)
        goals |= compare_issuing(in_process, floor, repeats, loops)
        work_rules(in_process, repeats, loops, Path(name))
        goals |= batch.compare(desk, floor, microseconds, 3 if asked.quick else 7, Path(name), asked.python)

    print("\nGoals")
    for (what, side, limit), ratio in goals.items():
        met = ratio <= limit if side == "at most" else ratio >= limit
        print(f"  {what:<32}{ratio:>7.2f}   {side} {limit}: {'met' if met else 'NOT met'}")


if __name__ == "__main__":
    main()
