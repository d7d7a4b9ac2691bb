"""What a text costs through clients/hcode.py, and through a process of its own:  HCODE=… python3 bench/coprocess.py STORE TEXT"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "clients"))
import hcode  # noqa: E402

PROGRAM = os.environ.get("HCODE", "hcode")


def microseconds(work, times):
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(1e6 * (time.perf_counter() - start))
    return statistics.median(taken)


def main(store, text):
    with hcode.Gate("--store", store, program=PROGRAM) as gate:
        answer = gate.verify(text)
        print("verdict", answer.verdict, answer.reason)
        print(f"a text and its answer   {microseconds(lambda: gate.verify(text), 2000):8.0f} µs, median of 2,000")
    command = [PROGRAM, "verify", "--exact", "--json", "--store", store, "--", text]
    print(f"a process each          {microseconds(lambda: subprocess.run(command, capture_output=True), 100):8.0f} µs, median of 100")


main(*sys.argv[1:])
