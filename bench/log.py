#!/usr/bin/env python3
"""Measures a log of a million entries: append, checkpoint, proof, verification, audit, and the import into a store's index.

    python3 bench/log.py --hcode .build/release/hcode [--entries 1000000]

Each figure is the time of one whole process; the smaller ones are medians of five.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "samples/henan-2022"))
import acts  # noqa: E402  signs the entries


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--hcode", required=True)
    options.add_argument("--entries", type=int, default=1_000_000)
    options = options.parse_args()
    program = str(Path(options.hcode).resolve())

    with tempfile.TemporaryDirectory() as folder:
        def run(*args, input=None):
            began = time.perf_counter()
            done = subprocess.run([program, *map(str, args)], cwd=folder, input=input, capture_output=True)
            if done.returncode not in (0, 10):
                raise SystemExit(done.stderr.decode())
            return time.perf_counter() - began, done.stdout

        def median(*args):
            return statistics.median(run(*args)[0] for _ in range(5))

        def line(number):
            return acts.line({
                "act": "issued", "commitment": sha256(str(number).encode()).hexdigest(), "issuer": f"CN-HA-{number % 18}",
                "key_id": "63923925bf1b74d0", "officer": f"desk-{number % 97}", "second_officer": f"chief-{number % 13}", "status": "red",
                "reason": "confirmed-case", "authority": f"Order 2026/{number // 20}",
                "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1_780_000_000 + number)), "until": "2026-12-31T00:00:00Z"})

        run("keygen", "--issuer", "LOG", "--name", "Log", "--no-passphrase")
        run("log", "init", "log", "--key", "LOG.key", "--origin", "bench.example/log")
        single = [run("log", "append", "log", input=line(-n - 1).encode())[0] for n in range(20)]
        print(f"append of one entry, a process and a sync each: {statistics.median(single) * 1000:.1f} ms")
        spent, batch = 0.0, 10_000
        for start in range(0, options.entries, batch):
            text = "\n".join(line(n) for n in range(start, min(start + batch, options.entries))).encode()
            spent += run("log", "append", "log", input=text)[0]
        print(f"append in batches of {batch:,}: {options.entries / spent:,.0f} entries/s")
        first = run("log", "checkpoint", "log", "--key", "LOG.key")[0]
        print(f"checkpoint over {options.entries:,} new entries: {first:.1f} s")
        run("log", "append", "log", input=line(-100).encode())
        print(f"checkpoint over one more: {run('log', 'checkpoint', 'log', '--key', 'LOG.key')[0] * 1000:.0f} ms")
        size = sum(p.stat().st_size for p in Path(folder, "log").rglob("*") if p.is_file())
        print(f"the folder: {size / 2 ** 20:.0f} MiB, {size / options.entries:.0f} bytes an entry")
        index = options.entries // 3
        print(f"proof: {median('log', 'prove', 'log', '--index', index, '-o', 'proof', '--force') * 1000:.0f} ms, "
              f"{Path(folder, 'proof').stat().st_size:,} bytes")
        print(f"verification of the proof: {median('log', 'verify', 'proof', '--log-key', 'log/vkey') * 1000:.0f} ms")
        print(f"verification of the whole log: {run('log', 'verify', 'log', '--log-key', 'log/vkey')[0]:.1f} s")
        print(f"audit: {run('log', 'audit', 'log', '--log-key', 'log/vkey', '--json')[0]:.1f} s")


if __name__ == "__main__":
    main()
