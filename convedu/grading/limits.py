"""The bounds within which a submission is read and run."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Self

MIB = 1 << 20
BOUNDS = ("timeout", "memory", "died")  # how a learner's process may be lost

# What is read of a class: files and folders in all, in a student's folder, folders in folders
CLASS_FILES, STUDENT_FILES, FOLDER_DEPTH = 1_000_000, 50_000, 12
ZIP_LIST_BYTES = 64 * MIB  # the platform's zip: its list of entries; a student's own has a 64th
STUDENT_ZIP_FILES, STUDENT_ZIP_BYTES = 2_000, 50_000_000
TABLE_BYTES = 64 * MIB  # a platform's table
# What lies beside an instructor's notebook: each worker gets all of it
BESIDE_FILES, BESIDE_BYTES, BESIDE_DEPTH = 1_000, 32 * MIB, 6

# What is read of a notebook; its parts are lists and objects, which take memory whatever they hold
NOTEBOOK_CELLS, NOTEBOOK_PARTS = 2_000, 1_000_000
NOTEBOOK_CHARACTERS, CELL_CHARACTERS = 500_000, 100_000  # to read Python takes time and memory
NOTEBOOK_DEFINITIONS = 2_000  # outside the answers
SPLIT_PARTS = 6  # parts of one cell that are joined
ANSWER_CHARACTERS = 20_000  # of an answer that is compared with others: no learner's own is longer
QUOTED_CHARACTERS = 200  # of the line of a test that a message quotes

# Seconds that the grader waits for its own processes
START_SECONDS, SETUP_SECONDS, STOP_SECONDS = 60.0, 60.0, 5.0
CHECK_SECONDS = 60.0  # a check's own work, beside the learner's
HOPELESS_SECONDS = 900.0  # a submission; after that its worker is ended
GRACE_SECONDS = 0.5  # a process that has closed its connection, and will end by itself
INTERRUPT_SECONDS = 2.0  # what a cell does when it is interrupted
KERNEL_BYTES = 2048 * MIB  # for the checks: one may multiply what a learner returns

# In the limit of one check: all cells of an answer with every replay, and the waiting for a core
# that is forgiven, if it is worth that
ANSWER_LIMITS, FORGIVEN_LIMITS, LEAST_FORGIVEN_SECONDS = 3, 4.0, 0.05
# A notebook that is run whole: a cell has the 30 s that nbgrader gives it where the limit is 5 s,
# each that is interrupted leaves the next ones half of it, and a run has 100 s.
FIRST_CELL_LIMITS, LEAST_CELL_LIMITS, NOTEBOOK_LIMITS = 6.0, 1.0, 20.0
RERUNS = 3  # of a notebook, each without the cell that has ended its process


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one submission may use."""

    # Of one answer cell, and of all calls of one check together: see `TimeBudget`
    seconds: float = 5.0
    # Sum over all processes of the student; also each one's address space above the start
    memory_bytes: int = 1024 * MIB
    processes: int = 16  # processes and threads at a time
    # Size of each of the three writable file systems (work, /tmp, /dev/shm), and of a file
    file_bytes: int = 16 * MIB
    open_files: int = 64  # file descriptors of one process
    notebook_bytes: int = 50_000_000  # size of a submitted file: pictures in outputs are large
    # Of the grader's own process while it looks for the answers in a file: processor time, and
    # what it may grow by
    reading_seconds: float = 20.0
    reading_bytes: int = 1024 * MIB

    def plain(self) -> dict[str, float | int]:
        """Return the limits as a dictionary that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read limits that a ledger holds; one that is no longer known is left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in json.loads(text).items() if name in known})


DEFAULTS = Limits()
