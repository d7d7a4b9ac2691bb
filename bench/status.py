#!/usr/bin/env python3
"""What status lists cost: `make bench-status`, or bench/status.py --hcode HCODE [--in-process HCODE_BENCH].

Whole runs of the program on a registry of ten million indexes, a hundred thousand of them changed; wall and CPU time.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CODES, CHANGED = 10_000_000, 100_000
URI = "https://health.example/status/1"


def run(name, *command, input=None):
    """One run, told in a line; what it printed."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, input=input, capture_output=True)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"bench: {name}: {done.stderr.decode()}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name:44} {wall * 1000:8.0f} ms  {cpu * 1000:8.0f} ms CPU")
    return done.stdout


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--hcode", required=True, type=Path)
    options.add_argument("--in-process", type=Path)
    options = options.parse_args()
    hcode = options.hcode.resolve()
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        for folder in ("code", "status"):
            os.mkdir(folder, mode=0o700)
            run("keygen", hcode, "keygen", "--issuer", "CN-HA", "--name", "bench", "--no-passphrase", "-o", folder)
        run("registry init", hcode, "registry", "init", "r", "--key", "code/CN-HA.pub", "--uri", URI, "--capacity", str(CODES))
        indexes = run(f"registry allocate --count {CHANGED}", hcode, "registry", "allocate", "r", "--count", str(CHANGED))
        run(f"status set, {CHANGED} codes", hcode, "status", "set", "--registry", "r", "-", "--to", "revoked", "--why", "error",
            "--authority", "bench", "--key", "code/CN-HA.key", "--one-officer", "--no-log", input=indexes)
        run("status build", hcode, "status", "build", "--registry", "r", "--key", "status/CN-HA.key", "-o", "list")
        run("status show --index", hcode, "status", "show", "list", "--index", indexes.split()[0].decode())
        print(f"{'list':44} {os.path.getsize('list'):8} bytes")
        print(f"{'registry':44} {os.path.getsize('r'):8} bytes")
    if options.in_process:
        subprocess.run([options.in_process, "status", str(CODES), str(CHANGED)], check=True)


if __name__ == "__main__":
    main()
