"""Runs what lies in samples/ as its reader would."""

import os
import subprocess

from command import HCODE, ROOT

SAMPLES = ROOT / "samples"


def run(*arguments, **more):
    environment = {**os.environ, "HCODE": HCODE, "TZ": "UTC", "LC_ALL": "C.UTF-8", **more.pop("env", {})}
    return subprocess.run(
        [str(a) for a in arguments], capture_output=True, text=True, timeout=120, env=environment,
        **{"cwd": ROOT, **more})
