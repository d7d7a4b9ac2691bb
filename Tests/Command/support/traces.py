"""What strace saw of a run, and runs that it disturbs."""

import re
import shutil
import subprocess

import pytest

from command import HCODE, environment

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="no strace")

CALLS = ("openat", "access", "faccessat2", "mkdir", "flock", "write", "pwrite64", "lseek", "fsync", "fdatasync", "syncfs", "ftruncate", "close",
         "rename", "link", "unlink", "rmdir")


def traced(args, options, trace="/dev/null", cwd=None):
    return subprocess.run(["strace", "-qq", "-o", str(trace), *options, HCODE, *map(str, args)], capture_output=True,
                          env=environment("/nonexistent"), cwd=cwd, timeout=60)


def calls_from(trace, mark):
    """The calls from the first that names that file on: (call, how manyth of its kind)."""
    counts, found, begun = {}, [], False
    for line in trace.read_text().splitlines():
        call = re.match(r"(?:\d+ +)?(\w+)\(", line)
        if not call:
            continue
        counts[call[1]] = counts.get(call[1], 0) + 1
        begun = begun or str(mark) in line
        if begun:
            found.append((call[1], counts[call[1]]))
    return found
