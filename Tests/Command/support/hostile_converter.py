#!/usr/bin/python3 -IS
"""What a converter could do that a hostile picture took over. Tries each, and writes to standard error the names of those that it
could do. It takes no part of the tests' packages: it stands in for a program of the system."""

import ctypes
import fcntl
import mmap
import os
import platform
import socket
import sys

HOME, PARENT = "@HOME@", os.getppid()
X86 = platform.machine() == "x86_64"
C = ctypes.CDLL(None, use_errno=True)
INPUT, OUTPUT = 0, 1


def call(*arguments):
    result = C.syscall(*[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments])
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result


def number(x86, arm):
    return x86 if X86 else arm


def read(path):
    with open(path, "rb") as file:
        return file.read(1)


def write(path, flags=os.O_WRONLY):
    descriptor = os.open(path, flags, 0o600)
    os.write(descriptor, b"x")
    os.close(descriptor)


def passing(path):
    write(path, os.O_WRONLY | os.O_CREAT)
    os.unlink(path)


def shared():
    descriptor = os.open(HOME + "/victim", os.O_RDWR)
    mmap.mmap(descriptor, 1)[0] = 0


def forked(start):
    if start() == 0:
        os._exit(0)
    try:
        os.wait()
    except OSError:
        pass


def by_descriptor():
    """An owner of a pipe gets a signal when something is in it."""
    reading, writing = os.pipe()
    fcntl.fcntl(reading, 8, PARENT)  # F_SETOWN
    os.close(reading), os.close(writing)


def inherited():
    for descriptor in range(3, 64):
        try:
            os.fstat(descriptor)
        except OSError:
            continue
        return
    raise OSError("nothing is open")


def of_parent():
    buffer = ctypes.create_string_buffer(16)
    vector = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 1)
    call(number(310, 270), PARENT, ctypes.byref(vector), 1, ctypes.byref(vector), 1, 0)


ATTEMPTS = {
    # Files.
    "read-home": lambda: read(HOME + "/secret"),
    "list-home": lambda: os.listdir(HOME),
    "read-passwd": lambda: read("/etc/passwd"),
    "list-etc": lambda: os.listdir("/etc"),
    "read-proc": lambda: read(f"/proc/{PARENT}/cmdline"),
    "read-memory": lambda: read(f"/proc/{PARENT}/maps"),
    "write-new": lambda: write(HOME + "/new", os.O_WRONLY | os.O_CREAT),
    "write-empty": lambda: os.close(os.open(HOME + "/new-too", os.O_WRONLY | os.O_CREAT)),
    "write-temporary": lambda: passing(f"/tmp/hostile-{PARENT}"),
    "write-memory-disk": lambda: passing(f"/dev/shm/hostile-{PARENT}"),
    "write-unnamed": lambda: os.close(os.open(HOME, os.O_WRONLY | os.O_TMPFILE)),
    "write-over": lambda: write(HOME + "/victim"),
    "write-shared": shared,
    "write-input": lambda: os.close(os.open(f"/proc/self/fd/{INPUT}", os.O_RDWR | os.O_APPEND)) or os.pwrite(INPUT, b"x", 0),
    "truncate": lambda: os.truncate(HOME + "/victim", 0),
    "truncate-by-reading": lambda: os.close(os.open(HOME + "/victim", os.O_RDONLY | os.O_TRUNC)),
    "rename": lambda: os.rename(HOME + "/folder", HOME + "/other"),
    "unlink": lambda: os.unlink(HOME + "/precious"),
    "rmdir": lambda: os.rmdir(HOME + "/empty"),
    "mkdir": lambda: os.mkdir(HOME + "/made"),
    "link": lambda: os.link(HOME + "/victim", HOME + "/linked"),
    "symlink": lambda: os.symlink("/", HOME + "/pointing"),
    "fifo": lambda: os.mkfifo(HOME + "/fifo"),
    "chmod": lambda: os.chmod(HOME + "/secret", 0o666),
    "chown": lambda: os.chown(HOME + "/secret", -1, -1),
    "utime": lambda: os.utime(HOME + "/secret", (0, 0)),
    "xattr": lambda: os.setxattr(HOME + "/secret", "user.x", b"x"),
    "inherited": inherited,
    "terminal": lambda: os.open("/dev/tty", os.O_RDWR),
    # Sockets.
    "inet": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
    "inet-udp": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "inet6": lambda: socket.socket(socket.AF_INET6, socket.SOCK_STREAM),
    "unix": lambda: socket.socket(socket.AF_UNIX).connect(HOME + "/door"),
    "unix-pair": lambda: socket.socketpair(),
    "netlink": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0),
    "packet": lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0),
    "raw": lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1),
    "alg": lambda: socket.socket(38, socket.SOCK_SEQPACKET),
    "vsock": lambda: socket.socket(40, socket.SOCK_STREAM),
    # Processes.
    "fork": lambda: forked(os.fork),
    "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
    "clone": lambda: forked(lambda: call(number(56, 220), 17, 0, 0, 0, 0)),
    "clone3": lambda: forked(lambda: call(435, ctypes.create_string_buffer(b"\0" * 32 + b"\x11" + b"\0" * 31), 64)),
    "session": os.setsid,
    "outlive": lambda: call(number(157, 167), 1, 0, 0, 0, 0),
    "namespace": lambda: call(number(272, 97), 0x10000000),
    "signal": lambda: os.kill(PARENT, 0),
    "signal-group": lambda: os.killpg(os.getpgid(PARENT), 0),
    "signal-thread": lambda: call(number(234, 131), PARENT, PARENT, 0),
    "signal-old-thread": lambda: call(number(200, 130), PARENT, 0),
    "signal-by-descriptor": by_descriptor,
    "process-descriptor": lambda: os.pidfd_open(PARENT),
    "trace": lambda: call(number(101, 117), 0x4206, PARENT, 0, 0),  # seizing stops nothing
    "peek": of_parent,
    "limit": lambda: call(number(302, 261), PARENT, 7, 0, ctypes.create_string_buffer(16)),
    "affinity": lambda: os.sched_setaffinity(PARENT, os.sched_getaffinity(PARENT)),
    "priority": lambda: os.setpriority(os.PRIO_PROCESS, PARENT, os.getpriority(os.PRIO_PROCESS, PARENT)),
    # What else the kernel has between processes.
    "rings": lambda: call(425, 1, ctypes.create_string_buffer(120)),
    "watch": lambda: call(number(294, 26), 0),
    "shared-memory": lambda: call(number(31, 195), call(number(29, 194), 0, 1, 0o1600), 0, 0),
    "queue": lambda: call(number(71, 187), call(number(68, 186), 0, 0o1600), 0, 0),
    "events": lambda: call(number(298, 241), ctypes.create_string_buffer(128), 0, -1, -1, 0),
    "keys": lambda: call(number(250, 219), 0, -3, 0),
    "personality": lambda: call(number(135, 92), 0x0040000),
}

if __name__ == "__main__":
    done = []
    for name, attempt in ATTEMPTS.items():
        try:
            attempt()
        except (OSError, ValueError):
            continue
        done.append(name)
    print("could:", *done, file=sys.stderr)
    sys.exit(3)
