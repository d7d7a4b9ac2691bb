"""A terminal for the program to run on."""

import os
import pty
import re
import select
import subprocess
import time

from command import HCODE, environment

# What moves the cursor, turns text round or hides it.
HOSTILE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")


def on_terminal(*args, env=None, typed=(), home="/nonexistent", cwd=None, timeout=60, program=HCODE):
    """Runs with a controlling terminal; each of `typed` is (what to wait for, what to type).

    Gives the exit status and the bytes that reached the terminal, the terminal's own CR LF made LF again.
    """
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [program, *map(os.fspath, args)], stdin=slave, stdout=slave, stderr=slave, cwd=cwd, close_fds=True,
        env=environment(home, **({"TERM": "xterm-256color"} | (env or {}))), start_new_session=True,
        preexec_fn=lambda: __import__("fcntl").ioctl(0, __import__("termios").TIOCSCTTY, 0))
    os.close(slave)
    shown, waiting, deadline, seen = b"", list(typed), time.monotonic() + timeout, 0
    try:
        while time.monotonic() < deadline:
            if waiting and waiting[0][0] in shown[seen:]:
                seen = len(shown)
                time.sleep(0.05)  # until the echo is off
                os.write(master, waiting.pop(0)[1])
            if select.select([master], [], [], 0.2)[0]:
                try:
                    data = os.read(master, 65536)
                except OSError:
                    break
                if not data:
                    break
                shown += data
            elif process.poll() is not None:
                break
        status = process.wait(timeout=max(1, deadline - time.monotonic()))
    finally:
        if process.poll() is None:
            process.kill()
        os.close(master)
    return status, shown.replace(b"\r\n", b"\n")
