"""Streams for the program to live on: camera frames, and a process that is spoken to while it runs."""

import io
import json
import os
import select
import signal
import subprocess
import time

from PIL import Image

from command import HCODE, environment

WAIT = 20


def scene(*codes, size=(640, 480)):
    """What a camera sees: codes beside each other on grey."""
    view = Image.new("L", size, 200)
    for number, code in enumerate(codes):
        picture = Image.open(code.path).convert("L")
        side = min(size[0] // max(1, len(codes)) - 20, size[1] - 20)
        view.paste(picture.resize((side, side)), (10 + number * (side + 20), 10))
    return view


def pnm(view, colour=False):
    """A raw PGM or PPM frame."""
    view = view.convert("RGB" if colour else "L")
    return b"P%d\n%d %d\n255\n" % (6 if colour else 5, *view.size) + view.tobytes()


def jpeg(view):
    """A JPEG frame."""
    file = io.BytesIO()
    view.save(file, "JPEG", quality=85)
    return file.getvalue()


class Running:
    """hcode while it runs: what it prints is read line by line as it comes."""

    def __init__(self, *args, home, stdin=subprocess.PIPE, **more):
        self.process = subprocess.Popen(
            [HCODE, *map(os.fspath, map(str, args))], stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment(home), bufsize=0, **more)
        self.buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe:
                pipe.close()

    def send(self, data):
        self.process.stdin.write(data)

    def line(self, wait=WAIT):
        """The next line of standard output, or None when none comes in time."""
        deadline = time.monotonic() + wait
        while b"\n" not in self.buffer:
            if not select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))[0]:
                return None
            data = os.read(self.process.stdout.fileno(), 65536)
            if not data:
                return None
            self.buffer += data
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.decode()

    def verdict(self, wait=WAIT):
        line = self.line(wait)
        return line and json.loads(line)

    def peak_memory(self):
        """KiB so far; what the parent had before exec does not count, as it does in getrusage."""
        status = open(f"/proc/{self.process.pid}/status").read()
        return int(status.split("VmHWM:")[1].split()[0])

    def end(self, with_signal=None):
        """Ends it; gives the status, the rest of standard output, and standard error."""
        if with_signal:
            self.process.send_signal(with_signal)
        elif self.process.stdin:
            self.process.stdin.close()
            self.process.stdin = None
        rest, errors = self.process.communicate(timeout=WAIT)
        return self.process.returncode, self.buffer + rest, errors.decode()


SIGNALS = [signal.SIGINT, signal.SIGTERM]
