"""The record of all marks: one SQLite file, written as verdicts come, safe against a crash.

Tables
------
run
    One row each time a class was marked: when, what with, in which isolation.
submission
    The last state of each student's file in one context (exercise, seed, version, sandbox): the
    file's hash, the key of its answers, its status with the reasons.
verdict
    One row for each check of each set of answers, by the answers' key.
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from .marks import Result, Verdict

SCHEMA = """
CREATE TABLE IF NOT EXISTS run (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    exercise TEXT NOT NULL,
    digest TEXT NOT NULL,          -- SHA-256 of the instructor's notebook
    seed INTEGER NOT NULL,
    version TEXT NOT NULL,         -- of convedu
    sandbox TEXT NOT NULL,
    isolation TEXT NOT NULL        -- as the jail calls itself
);
CREATE TABLE IF NOT EXISTS submission (
    student TEXT NOT NULL,
    context TEXT NOT NULL,         -- hash of exercise, seed, version, sandbox and limits
    file TEXT NOT NULL,            -- SHA-256 of the submitted file, empty if it cannot be opened
    key TEXT NOT NULL,             -- of the verdicts, empty if there are none
    status TEXT NOT NULL CHECK (status IN ('ok', 'repaired', 'unreadable', 'failed')),
    reasons TEXT NOT NULL,         -- JSON: sentences
    isolation TEXT NOT NULL,
    marked TEXT NOT NULL,
    PRIMARY KEY (student, context)
);
CREATE INDEX IF NOT EXISTS submission_file ON submission (context, file);
CREATE TABLE IF NOT EXISTS verdict (
    key TEXT NOT NULL,             -- hash of context and answers as merged
    name TEXT NOT NULL,            -- of the check
    place INTEGER NOT NULL,        -- its place in the exercise
    state TEXT NOT NULL,
    fraction REAL NOT NULL CHECK (fraction BETWEEN 0 AND 1),
    misconception TEXT,
    message TEXT NOT NULL,
    example TEXT NOT NULL,         -- the smallest failing case, empty where it is hidden
    seconds REAL NOT NULL,
    limit_hit TEXT NOT NULL,       -- timeout, memory, died or empty
    PRIMARY KEY (key, name)
);
"""


class LedgerError(RuntimeError):
    """The ledger cannot be used; the text says why."""


class Ledger:
    """The record, opened for writing.

    Parameters
    ----------
    path : Path
        The file; it is made if it is not there.

    Raises
    ------
    LedgerError
        If it cannot be made, or is no ledger.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.base = sqlite3.connect(path, timeout=30.0)
            self.base.execute("PRAGMA journal_mode = WAL")
            self.base.execute("PRAGMA synchronous = NORMAL")
            self.base.executescript(SCHEMA)
        except sqlite3.Error as error:
            raise LedgerError(f"{path} cannot be used as a ledger: {error}") from None

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self.base.close()

    def add_run(self, **row: object) -> None:
        """Record that a class is marked: the columns of the table ``run`` but id and time."""
        with self._transaction():
            self._insert("run", {"started": _now(), **row})

    def add(self, student: str, context: str, file: str, result: Result) -> None:
        """Record what came of a submission, all of it or nothing.

        Parameters
        ----------
        student : str
            Whose.
        context : str
            See `convedu.grading.marks.Job.context`.
        file : str
            The hash of what was handed in.
        result : Result
            What came of it.
        """
        row = {"student": student, "context": context, "file": file, "key": result.key}
        row |= {"status": result.status, "reasons": json.dumps(result.reasons)}
        with self._transaction():
            self._insert("submission", {**row, "isolation": result.isolation, "marked": _now()})
            for place, verdict in enumerate(result.verdicts):
                self._insert("verdict", _columns(result.key, place, verdict))

    def known(self, context: str, file: str) -> Result | None:
        """Return what came of this very file earlier, if the grader managed to mark it.

        Parameters
        ----------
        context : str
            What it is to be marked with.
        file : str
            Its hash.

        Returns
        -------
        Result or None
        """
        return self._result(
            "context = ? AND file = ? AND file != '' AND status != 'failed' LIMIT 1", context, file
        )

    def result(self, student: str, context: str) -> Result | None:
        """Return what came of a student's submission, or None if there is no row."""
        return self._result("student = ? AND context = ?", student, context)

    def _result(self, where: str, *values: str) -> Result | None:
        query = f"SELECT status, reasons, key, isolation FROM submission WHERE {where}"
        found = self.base.execute(query, values).fetchone()
        if found is None:
            return None
        status, reasons, key, isolation = found
        return Result(status, tuple(json.loads(reasons)), key, self._verdicts(key), isolation)

    def _verdicts(self, key: str) -> tuple[Verdict, ...]:
        rows: Iterable[tuple] = self.base.execute(
            "SELECT name, state, fraction, misconception, message, example, seconds, limit_hit"
            " FROM verdict WHERE key = ? ORDER BY place",
            (key,),
        )
        return tuple(Verdict(*row) for row in rows)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            with self.base:
                yield
        except sqlite3.Error as error:
            raise LedgerError(f"{self.path} cannot be written: {error}") from None

    def _insert(self, table: str, row: dict[str, object]) -> None:
        marks = ", ".join("?" * len(row))
        values = [_storable(value) for value in row.values()]
        self.base.execute(
            f"INSERT OR REPLACE INTO {table} ({', '.join(row)}) VALUES ({marks})", values
        )


def _columns(key: str, place: int, verdict: Verdict) -> dict[str, object]:
    return {
        "key": key,
        "name": verdict.check,
        "place": place,
        "state": verdict.state,
        "fraction": verdict.fraction,
        "misconception": verdict.misconception,
        "message": verdict.message,
        "example": verdict.case,
        "seconds": verdict.seconds,
        "limit_hit": verdict.limit_hit,
    }


def _storable(value: object) -> object:
    """Return text that UTF-8 can hold: a learner's may have halves of characters in it."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return value


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
