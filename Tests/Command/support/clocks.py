"""The machine's clock, set to any time for one run."""

import subprocess
from datetime import datetime, timezone

import pytest

import command

DAY = 86400

SHIM = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
static long shift(void) { const char *s = getenv("TEST_CLOCK_SHIFT"); return s ? atol(s) : 0; }
int clock_gettime(clockid_t id, struct timespec *t) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
  int result = real(id, t);
  if (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE) t->tv_sec += shift();
  return result;
}
time_t time(time_t *p) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  if (p) *p = t.tv_sec;
  return t.tv_sec;
}
"""


@pytest.fixture(scope="session")
def clock(tmp_path_factory):
    """clock(shift) → the environment of a run whose clock is so many seconds ahead."""
    folder = tmp_path_factory.mktemp("clock")
    (folder / "shim.c").write_text(SHIM)
    subprocess.run(["cc", "-shared", "-fPIC", "-o", folder / "shim.so", folder / "shim.c", "-ldl"], check=True)
    return lambda shift: {"LD_PRELOAD": str(folder / "shim.so"), "TEST_CLOCK_SHIFT": str(int(shift))}


def now():
    return int(datetime.now(timezone.utc).timestamp())


def stopped(result, *words):
    """A command that the clock stopped: what it saw, and what to do."""
    command.assert_error(result, 78, "clock", "--clock-is-right", *words)
