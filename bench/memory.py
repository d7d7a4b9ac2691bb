"""The peak of a running program's memory, in MiB: rusage's begins with what the parent had, and is that of a larger parent."""


def high_water(pid):
    """How far it has come by now; None once it has ended."""
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass
    return None
