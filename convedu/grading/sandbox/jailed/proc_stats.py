"""What the student's processes have used, as Linux counts it."""

import os
import time

_TICKS = os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> int:
    """Return the bytes of memory that only this process or its shared mappings hold.

    Anonymous and shared pages count, and what is swapped out; the process may be gone by now.
    """
    try:
        threads = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return 0
    # Each tells of all memory, and one that has ended of none: the first one too may have.
    return max((_resident(f"{pid}/task/{thread}/status") for thread in threads), default=0)


def _resident(name: str) -> int:
    rows = [line.split() for line in _read(name).splitlines()]
    counted = ("RssAnon:", "RssShmem:", "VmSwap:")
    return sum(int(row[1]) * 1024 for row in rows if row and row[0] in counted)


def others() -> list[int]:
    """Return all processes of this name space but the one that asks."""
    own = os.getpid()
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != own]


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
        """Return the time, how long the student waited for a core, and how long all had one."""
        waited = _read(f"{self.pid}/schedstat").split()[1:2]
        # Each one's own time and that of the children which it has buried
        ticks = [_read(f"{pid}/stat").rpartition(")")[2].split()[11:15] for pid in others()]
        used = sum(sum(map(int, four)) for four in ticks)
        return time.monotonic(), sum(map(int, waited)) / 1e9, used / _TICKS
