"""What the student's processes have used, as Linux counts it."""

import os
import time

_TICKS = os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> int:
    """Return the bytes of memory that only this process or its shared mappings hold.

    Anonymous and shared pages count, and what is swapped out; the process may be gone by now.
    """
    own = _resident(f"{pid}/status")
    if own is not None:
        return own
    # Its first thread has ended and tells nothing any more: each other one tells of all memory.
    try:
        threads = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return 0
    return max((_resident(f"{pid}/task/{thread}/status") or 0 for thread in threads), default=0)


def _resident(name: str) -> int | None:
    """Return the bytes that a status file of /proc tells of, None where it tells of none."""
    rows = [line.split() for line in _read(name).splitlines()]
    counted = ("RssAnon:", "RssShmem:", "VmSwap:")
    sizes = [int(row[1]) for row in rows if row and row[0] in counted]
    return sum(sizes) * 1024 if sizes else None


def others() -> list[int]:
    """Return all processes of this name space but the one that asks."""
    own = os.getpid()
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != own]


def busy(pid: int) -> float:
    """Return for how many seconds a process and its buried children have had a core."""
    numbers = _read(f"{pid}/stat").rpartition(")")[2].split()[11:15]
    return sum(map(int, numbers)) / _TICKS


def ready(pid: int) -> float:
    """Return for how many seconds a process was ready to run and had no core."""
    numbers = _read(f"{pid}/schedstat").split()
    return int(numbers[1]) / 1e9 if len(numbers) == 3 else 0.0


def _read(name: str) -> str:
    try:
        with open(f"/proc/{name}") as file:
            return file.read()
    except OSError:
        return ""


class CpuWait:
    """For how long a student was kept waiting for a core by others than itself."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.before = self._now()

    def since(self) -> float:
        """Return the seconds since this was last asked.

        Whoever starts many threads keeps itself waiting: of the time that passed only that counts
        in which none of them had a core.
        """
        now = self._now()
        passed, waited, used = (new - old for new, old in zip(now, self.before, strict=True))
        self.before = now
        return max(0.0, min(waited, passed - used))

    def _now(self) -> tuple[float, float, float]:
        return time.monotonic(), ready(self.pid), sum(map(busy, others()))
