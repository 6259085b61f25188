"""The bounds within which a submission is read and run."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Self

MIB = 1 << 20
BOUNDS = ("timeout", "memory", "died")  # how a learner's process may be lost


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one submission may use.

    >>> Limits(seconds=2.0).memory_bytes == 1024 * MIB
    True
    """

    # Of one answer cell, and of all calls of one check together: see `TimeBudget`
    seconds: float = 5.0
    # Sum over all processes of the student; also each one's address space above the start
    memory_bytes: int = 1024 * MIB
    processes: int = 16  # processes and threads at a time
    # Size of each of the three writable file systems (work, /tmp, /dev/shm), and of a file
    file_bytes: int = 16 * MIB
    open_files: int = 64  # file descriptors of one process
    notebook_bytes: int = 16_000_000  # size of a submitted file

    def plain(self) -> dict[str, float | int]:
        """Return the limits as a dictionary that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read limits that a ledger holds; one that is no longer known is left out.

        >>> Limits.from_json('{"seconds": 2.5, "value_bytes": 1}').seconds
        2.5
        """
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in json.loads(text).items() if name in known})


DEFAULTS = Limits()
