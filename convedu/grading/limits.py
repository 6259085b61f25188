"""The bounds within which a submission is read and run."""

from dataclasses import asdict, dataclass

MIB = 1 << 20
BOUNDS = ("timeout", "memory", "died")  # how a learner's process may be lost


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one submission may use.

    Parameters
    ----------
    seconds : float
        Of one answer cell, and of all calls of one check together: see `TimeBudget`.
    memory_bytes : int
        Sum over all processes of the student; also each one's address space above the start.
    processes : int
        Processes and threads at a time.
    file_bytes : int
        Size of each of the three writable file systems (work, /tmp, /dev/shm), and of a file.
    open_files : int
        File descriptors of one process.
    value_bytes : int
        Arrays in one reply of the student process.
    notebook_bytes : int
        Size of a submitted file.

    Examples
    --------
    >>> Limits(seconds=2.0).memory_bytes == 1024 * MIB
    True
    """

    seconds: float = 5.0
    memory_bytes: int = 1024 * MIB
    processes: int = 16
    file_bytes: int = 16 * MIB
    open_files: int = 64
    value_bytes: int = 32 * MIB
    notebook_bytes: int = 16_000_000

    def plain(self) -> dict[str, float | int]:
        """Return the limits as a dictionary that JSON can hold."""
        return asdict(self)
