"""The file behind the ledger: SQLite, safe against a crash, in a form that has a number.

Tables
------
run
    One row each time a class was marked: when, what with, in which isolation.
exercise
    The instructor's notebooks, as they were when something was marked with them.
submission
    What each student handed in, attempt by attempt: which file, in which run it was last there.
content
    What was found in a file: the answers, or why there are none, and what was mended.
verdict
    What a judge says of a set of answers. A judge is a check with all that it depends on.
override
    Points that a person has set, for a student and a check, whatever else changes.
published
    The marks as they were last written out, to tell which have moved since.
move
    Each mark that has moved after it was written out, and why.
"""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

FORMAT = 2
PATIENCE = 30.0  # seconds for a reader to finish
FULL = 1 << 20  # bytes of a disk with which nothing can be done
SCHEMA = """
CREATE TABLE IF NOT EXISTS run (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT NOT NULL DEFAULT '',   -- when the reports were written; empty until then
    exercise TEXT NOT NULL,
    digest TEXT NOT NULL,                -- of the instructor's notebook
    seed INTEGER NOT NULL,
    version TEXT NOT NULL,               -- of convedu
    sandbox TEXT NOT NULL,
    isolation TEXT NOT NULL DEFAULT '',  -- as the jail calls itself
    limits TEXT NOT NULL,                -- JSON
    reading TEXT NOT NULL,               -- digest of what finds the answers in a file
    checks TEXT NOT NULL,                -- JSON: name, points and judge of each
    source TEXT NOT NULL,                -- the exercise's path
    submissions TEXT NOT NULL,           -- their path
    layout TEXT NOT NULL,                -- how the submissions are arranged
    due TEXT NOT NULL,                   -- ISO 8601; empty if there is no due date
    penalty REAL NOT NULL,               -- share of the full points for each day late
    attempts TEXT NOT NULL               -- which attempt counts
);
CREATE TABLE IF NOT EXISTS exercise (
    digest TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS submission (
    student TEXT NOT NULL,
    attempt TEXT NOT NULL,
    id TEXT NOT NULL,              -- what the learning platform calls the student
    submitted TEXT NOT NULL,       -- ISO 8601 in UTC; empty if it is not known
    file TEXT NOT NULL,            -- SHA-256 of the submitted file, empty if it cannot be opened
    reasons TEXT NOT NULL,         -- JSON: what was odd about the file, or why it was not marked
    failed INTEGER NOT NULL,       -- whether the grader itself did not manage
    run INTEGER NOT NULL,          -- the last in which it was there
    marked TEXT NOT NULL,
    PRIMARY KEY (student, attempt)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS content (
    file TEXT NOT NULL,
    reading TEXT NOT NULL,         -- digest of what reads and merges, with what it looks for
    status TEXT NOT NULL CHECK (status IN ('ok', 'repaired', 'unreadable')),
    reasons TEXT NOT NULL,         -- JSON: sentences
    key TEXT NOT NULL,             -- digest of the answers, empty if there are none
    answers TEXT NOT NULL,         -- JSON: the answers' ids and what was run
    PRIMARY KEY (file, reading)
);
CREATE INDEX IF NOT EXISTS content_key ON content (key);
CREATE TABLE IF NOT EXISTS verdict (
    key TEXT NOT NULL,             -- of the answers
    judge TEXT NOT NULL,           -- digest of the check with all that it depends on
    name TEXT NOT NULL,            -- of the check
    state TEXT NOT NULL,
    fraction REAL NOT NULL CHECK (fraction BETWEEN 0 AND 1),
    misconception TEXT,
    message TEXT NOT NULL,
    example TEXT NOT NULL,         -- the smallest failing case, empty where it is hidden
    seconds REAL NOT NULL,
    limit_hit TEXT NOT NULL,       -- timeout, memory, died or empty
    isolation TEXT NOT NULL,
    PRIMARY KEY (key, judge)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS override (
    student TEXT NOT NULL,
    name TEXT NOT NULL,            -- of the check
    points REAL NOT NULL,
    comment TEXT NOT NULL,
    made TEXT NOT NULL,
    key TEXT NOT NULL,             -- of the answers that counted then
    PRIMARY KEY (student, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS published (
    student TEXT PRIMARY KEY,
    page TEXT NOT NULL,            -- digest of what the feedback was made from
    marks TEXT NOT NULL            -- JSON: for each check what the mark was made from
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS move (
    id INTEGER PRIMARY KEY,
    made TEXT NOT NULL,
    student TEXT NOT NULL,
    name TEXT NOT NULL,            -- of the check
    before REAL,
    after REAL,
    why TEXT NOT NULL
);
"""


class LedgerError(RuntimeError):
    """The ledger cannot be used; the text says why, and what to do."""


class Database:
    """The file, opened for reading and writing.

    Parameters
    ----------
    path : Path
        The file; it is made if it is not there.

    Raises
    ------
    LedgerError
        If it cannot be made, is no ledger, or one of another format. It is then left as it was.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.base: sqlite3.Connection | None = None
        try:
            self.base = sqlite3.connect(path, timeout=PATIENCE)
            self._refuse_other_formats()
            self.base.execute("PRAGMA journal_mode = WAL")
            self.base.execute("PRAGMA synchronous = NORMAL")
            if not self._format():
                self.base.executescript(
                    f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {FORMAT}; COMMIT;"
                )
        except sqlite3.Error as error:
            self.close()
            raise LedgerError(f"{path} cannot be used as a ledger: {self._why(error)}") from None
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file."""
        if self.base is not None:
            self.base.close()

    def _format(self) -> int:
        return self.base.execute("PRAGMA user_version").fetchone()[0]

    def _refuse_other_formats(self) -> None:
        found = self._format()
        empty = not self.base.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        if found == FORMAT or (found == 0 and empty):
            return
        age = "a later" if found > FORMAT else "an earlier"
        raise LedgerError(
            f"{self.path} was written by {age} convedu (format {found}, expected {FORMAT}). "
            "Nothing in it was changed: give another --out, or move the file away and grade again"
        )

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):
            raise LedgerError(f"{self.path} cannot be used: {self._why(error)}") from None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all of what follows or nothing.

        Raises
        ------
        LedgerError
            If it cannot be written.
        """
        try:
            with self.base:
                yield
        except sqlite3.Error as error:
            raise LedgerError(f"{self.path} cannot be written: {self._why(error)}") from None

    def _why(self, error: sqlite3.Error) -> str:
        """Return the reason; of a full disk SQLite often says no more than "disk I/O error"."""
        full = shutil.disk_usage(self.path.parent).free < FULL
        advice = "the disk is full; make room, and the same command goes on from here"
        return f"{error} ({advice})" if full else str(error)

    def insert(self, table: str, row: Mapping[str, object], *, or_else: str = "REPLACE") -> int:
        """Put a row into a table, in the place of one with the same key.

        Parameters
        ----------
        table : str
            Its name.
        row : mapping
            Columns and values.
        or_else : {"REPLACE", "IGNORE"}
            What to do where there is one with the same key.

        Returns
        -------
        int
            The row's number.
        """
        marks = ", ".join("?" * len(row))
        values = [utf8_safe(value) for value in row.values()]
        query = f"INSERT OR {or_else} INTO {table} ({', '.join(row)}) VALUES ({marks})"
        return self.base.execute(query, values).lastrowid


def utf8_safe(value: object) -> object:
    r"""Return text that UTF-8 can hold: a learner's may have halves of characters in it.

    Examples
    --------
    >>> utf8_safe("a\udcff"), utf8_safe(3)
    ('a\\udcff', 3)
    """
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return value


def now() -> str:
    """Return the time, as the ledger writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
