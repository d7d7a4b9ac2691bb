"""What the built program loads, and from where."""

import re
import subprocess

from command import HCODE


def dynamic_section():
    return subprocess.run(["readelf", "-d", HCODE], capture_output=True, text=True, check=True).stdout


def test_the_program_loads_the_c_library_and_nothing_else():
    needed = set(re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic_section()))
    assert needed <= {"libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}


def test_no_library_is_looked_for_beside_the_program():
    assert not re.search(r"\((RPATH|RUNPATH)\)", dynamic_section())
