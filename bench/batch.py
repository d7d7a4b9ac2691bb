"""`hcode issue --batch` beside the C chain of the same libraries, and beside what people write in an afternoon: for bench/run.py.

The people are 20,000 of the floor's kind: Chinese and Latin name, document tail, one test, a code of about 261 characters.
The C chain (bench/floor issue-loop) makes its claims in memory, signs, encodes and writes PNG in memory, without reading,
verifying or writing anything; hcode reads CSV, checks, signs, verifies, encodes, draws and writes one archive with a line
and a checksum for each. CPU time, in turn; the rest of the machine may be busy.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from memory import high_water

COUNT = 20_000
FAMILIES = ["王 WANG", "李 LI", "张 ZHANG", "刘 LIU", "陈 CHEN", "杨 YANG", "赵 ZHAO", "黄 HUANG"]
GIVEN = ["小明 XIAOMING", "建国 JIANGUO", "秀英 XIUYING", "伟 WEI", "芳 FANG", "丽华 LIHUA", "志强 ZHIQIANG", "敏 MIN"]

# One code each in a loop of the shell, as its users would: openssl signs, base32 spells (there is no Base45), qrencode draws.
SHELL = r"""
cd "$1"
openssl genpkey -algorithm ed25519 -out key.pem 2>/dev/null
for number in $(seq "$2"); do
  printf '{"iss":"CN-HA","name":"Wang %s","status":"green","exp":1795593600}' "$number" > claims
  openssl pkeyutl -sign -rawin -inkey key.pem -in claims -out signature
  cat claims signature | base32 -w 0 | tr -d = | qrencode -l M -s 4 -o code.png
done
"""

# The same in Python with the usual packages.
PYTHON = r"""
import io, json, sys, base64
import segno
from nacl.signing import SigningKey
key = SigningKey.generate()
for number in range(int(sys.argv[1])):
    claims = json.dumps({"iss": "CN-HA", "name": f"Wang {number}", "status": "green", "exp": 1795593600}).encode()
    text = "X:" + base64.b32encode(claims + key.sign(claims).signature).decode().rstrip("=")
    segno.make_qr(text, error="m").save(io.BytesIO(), kind="png", scale=4)
"""


def write_people(path, count):
    taken = time.strftime("%Y-%m-%dT%H:%M:00Z", time.gmtime(time.time() - 3600))
    with open(path, "w", encoding="utf-8") as file:
        file.write("status,valid,name,latin_name,document_tail,test_kind,test_result,test_time,test_place\n")
        for index in range(count):
            family, given = FAMILIES[index % 8].split(), GIVEN[index // 8 % 8].split()
            file.write(f"green,24h,{family[0]}{given[0]},{family[1]} {given[1]},{(index + 1) * 2654435761 % 10000:04},"
                       f"pcr,negative,{taken},郑州 LAB7\n")


def run(command):
    """CPU seconds, wall seconds and peak MiB of a child that has to succeed."""
    start, peak = time.monotonic(), 0
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1)])
    while True:
        # What it says last counts: at first it is still a copy of this program.
        peak = high_water(pid) or peak
        done, status, usage = os.wait4(pid, os.WNOHANG)
        if done:
            break
        time.sleep(0.005)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"bench: exit {os.waitstatus_to_exitcode(status)}: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start, peak


def issue(desk, people, output, jobs, count):
    for old in output.parent.glob(output.name + "*"):
        old.unlink()
    return run([desk.hcode, "issue", "--batch", str(people), "--key", desk.key, "--index-range", f"0..{count - 1}", "--quiet",
                "-o", str(output), "--jobs", str(jobs)])


def compare(desk, floor, microseconds, rounds, folder, python):
    """Prints the tables; returns the goals."""
    people, output = folder / "people.csv", folder / "codes.tar"
    write_people(people, COUNT)
    chain, spent, lines, walls = [], {"tar": [], "ndjson": []}, folder / "codes.ndjson", {1: [], 2: []}
    for _ in range(rounds):
        chain.append(microseconds([floor, "issue-loop", "31"])[0])
        cpu, wall, _ = issue(desk, people, output, 1, COUNT)
        spent["tar"].append(cpu / COUNT * 1e6)
        walls[1].append(wall)
        walls[2].append(issue(desk, people, output, 2, COUNT)[1])
        spent["ndjson"].append(issue(desk, people, lines, 1, COUNT)[0] / COUNT * 1e6)
    middle = {name: statistics.median(values) for name, values in {"chain": chain, **spent}.items()}
    print(f"\nBatch of {COUNT} people, one thread, {rounds} rounds in turn: CPU time a code, reading and starting included")
    for name, text in [("chain", "C chain, PNG in memory, nothing read or verified"), ("tar", "hcode issue --batch -o codes.tar"),
                       ("ndjson", "hcode issue --batch -o codes.ndjson")]:
        print(f"  {text:<52}{middle[name]:>8.1f} us{1e6 / middle[name]:>8.0f} codes/s")
    two = min(walls[1]) / min(walls[2])
    print(f"  two threads: best of {rounds} {COUNT / min(walls[2]):.0f} codes/s on the wall, one {COUNT / min(walls[1]):.0f}")
    # 1,500 rows are more than are ever in hand, so that what grows with the rows would show.
    peaks = {}
    for count in (1_500, COUNT):
        write_people(people, count)
        peaks[count] = issue(desk, people, output, 2, count)[2]
    print("  peak memory, two threads: " + ", ".join(f"{peak:.1f} MiB for {count}" for count, peak in peaks.items()))
    peers(folder, python)
    return {
        ("batch codes/CPU s / C chain's", "at least", 3): middle["chain"] / middle["tar"],
        ("batch, two threads / one (wall)", "at least", 1.9): two,
        (f"batch, memory of {COUNT} / 1,500", "at most", 1.2): peaks[COUNT] / peaks[1_500],
    }


def peers(folder, python):
    number = 40
    cpu = child_seconds(["/bin/bash", "-c", SHELL, "bash", str(folder), str(number)])
    print(f"  {'openssl + base32 + qrencode in a shell loop':<52}{cpu / number * 1e6:>8.0f} us{number / cpu:>8.0f} codes/s")
    if python and Path(python).exists():
        number = 100
        cpu = child_seconds([python, "-c", PYTHON, str(number)])
        print(f"  {'Python: PyNaCl + segno, one process':<52}{cpu / number * 1e6:>8.0f} us{number / cpu:>8.0f} codes/s")
    else:
        print("  Python: PyNaCl + segno: not installed, nothing to compare with")


def child_seconds(command):
    """CPU seconds of a child and of its children."""
    before = os.times()
    if subprocess.run(command, stdout=subprocess.DEVNULL).returncode:
        sys.exit(f"bench: {command[0]} failed")
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system
