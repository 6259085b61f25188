"""The record of a class: what was handed in, what was found in it, and each check's verdict.

All SQL is here; the tables are described in schema.sql.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

from convedu.grading.common.errors import UserError
from convedu.grading.model import Attempt, GradeChange, Override, Published, Result, Verdict
from convedu.grading.submissions.find import StudentFile

FORMAT = 2
PATIENCE = 30.0  # seconds for a reader to finish
FULL = 1 << 20  # bytes of a disk with which nothing can be done
LATER_COLUMNS = {"extensions": "[]", "members": "[]", "taken": ""}  # of the table `run`
# The columns that hold a verdict's and a change's fields, in their order
_VERDICT = "name, state, fraction, misconception, message, example, seconds, limit_hit"
_CHANGE = "student, name, before, after, why, made"

Keys = Mapping[str, str]  # the digest of each check with all it depends on, by the check's name
Answers = tuple[tuple[str, str], ...]


class LedgerError(UserError):
    """The ledger cannot be used; the text says why, and what to do."""


@dataclass(frozen=True)
class Run:
    """One marking of a class, with all that it takes to do it again."""

    id: int  # its number in the ledger
    row: Mapping[str, Any] = field(repr=False)  # the columns of the table `run`
    text: str = field(repr=False)  # the instructor's notebook

    @cached_property
    def check_keys(self) -> dict[str, str]:
        """The digest of each check, by its name."""
        return {name: key for name, _, key in json.loads(self.row["checks"])}


class Ledger:
    """The record, opened for reading and writing; the file is made if it is not there.

    Raises LedgerError, and leaves the file as it is, if that is no ledger or one of another format.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.connection = sqlite3.connect(path, timeout=PATIENCE)
            try:
                self._set_up()
            except BaseException:
                self.close()
                raise
        except sqlite3.Error as error:
            raise self._unusable(error) from None

    def _set_up(self) -> None:
        """Make the tables, if there is nothing yet; raises LedgerError for another format."""
        version = self.connection.execute("PRAGMA user_version").fetchone()[0]
        tables = self.connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        if version != FORMAT and (version or tables):
            age = "a later" if version > FORMAT else "an earlier"
            raise LedgerError(
                f"{self.path} was written by {age} convedu (format {version}, expected {FORMAT}). "
                "Nothing in it was changed: give another --out, or move the file away and grade "
                "again"
            )
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = NORMAL")
        if not tables:
            schema = files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
            self.connection.executescript(
                f"BEGIN IMMEDIATE; {schema} PRAGMA user_version = {FORMAT}; COMMIT;"
            )
        known = {row[1] for row in self.connection.execute("PRAGMA table_info(run)")}
        for name in LATER_COLUMNS.keys() - known:  # a ledger of earlier days
            column = f"{name} TEXT NOT NULL DEFAULT '{LATER_COLUMNS[name]}'"
            self.connection.execute(f"ALTER TABLE run ADD COLUMN {column}")

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self.close()
        if isinstance(error, sqlite3.Error | json.JSONDecodeError):
            raise self._unusable(error) from None

    def _unusable(self, error: Exception) -> LedgerError:
        """Say why; of a full disk SQLite often says no more than "disk I/O error"."""
        is_full = shutil.disk_usage(self.path.parent).free < FULL
        advice = " (the disk is full; make room, and the same command goes on from here)"
        reason = f"{error}{advice if is_full else ''}"
        return LedgerError(f"{self.path} cannot be used as a ledger: {reason}")

    def _insert(self, table: str, row: Mapping[str, object]) -> int:
        """Put a row into a table, in the place of one with the same key; return its number."""
        marks = ", ".join("?" * len(row))
        values = [utf8_safe(value) for value in row.values()]
        query = f"REPLACE INTO {table} ({', '.join(row)}) VALUES ({marks})"
        number = self.connection.execute(query, values).lastrowid
        assert number is not None  # as after every insert
        return number

    def begin_run(self, draft: Run) -> Run:
        """Record that a class is about to be marked; returns the draft with its number."""
        row = draft.row
        with self.connection:
            exercise = {"digest": row["digest"], "name": row["exercise"], "text": draft.text}
            self._insert("exercise", exercise)
            return replace(draft, id=self._insert("run", {"started": _now(), **row}))

    def refuse_other(self, exercise: str) -> None:
        """Raise LedgerError if the ledger is that of another exercise."""
        query = "SELECT exercise FROM run WHERE exercise != ? LIMIT 1"
        if other := self.connection.execute(query, (exercise,)).fetchone():
            raise LedgerError(
                f"{self.path} holds the marks of {other[0]}: give another --out for {exercise}"
            )

    def isolation(self, run: Run) -> str:
        """Return what was around the student processes of a run's verdicts."""
        marks = ", ".join("?" * len(run.check_keys))
        query = f"SELECT DISTINCT isolation FROM verdict WHERE judge IN ({marks})"
        rows = self.connection.execute(query, (*run.check_keys.values(),))
        return ", ".join(sorted(name for (name,) in rows if name)) or str(run.row["sandbox"])

    def last_run(self) -> Run:
        """Return the last run, finished or not; raises LedgerError if there is none."""
        cursor = self.connection.execute(
            "SELECT run.*, text FROM run JOIN exercise USING (digest) ORDER BY id DESC LIMIT 1"
        )
        row = cursor.fetchone()
        if row is None:
            raise LedgerError(f"{self.path} has no marks yet: run `convedu grade` first")
        columns = dict(zip((name for name, *_ in cursor.description), row, strict=True))
        return Run(columns["id"], columns, columns.pop("text"))

    def is_cached(self, run: Run, file: str) -> bool:
        """Tell whether a file, by its hash, need not be run: each check has its verdict."""
        query = "SELECT status, key FROM content WHERE file = ? AND reading = ?"
        row = self.connection.execute(query, (file, run.row["reading"])).fetchone()
        if row is None:
            return False
        status, key = row
        return status == "unreadable" or self._judged(key, run.check_keys) == set(run.check_keys)

    def cached_checks(self, run: Run, student: str) -> dict[str, frozenset[str]]:
        """Return the checks that need no run for answers that a student gave before, by key."""
        query = "SELECT DISTINCT key FROM submission JOIN content USING (file) WHERE student = ?"
        keys = self.connection.execute(query, (utf8_safe(student),)).fetchall()
        return {key: frozenset(self._judged(key, run.check_keys)) for (key,) in keys if key}

    def _judged(self, key: str, check_keys: Keys) -> set[str]:
        """Return the checks of which some answers have a verdict that is no failure."""
        query = "SELECT judge FROM verdict WHERE key = ? AND state != 'failed'"
        judged = {check_key for (check_key,) in self.connection.execute(query, (key,))}
        return {name for name, check_key in check_keys.items() if check_key in judged}

    def holds(self, submission: StudentFile, file: str) -> bool:
        """Tell whether this very file is the last that is known of a submission."""
        row = (utf8_safe(submission.student), utf8_safe(submission.attempt), file)
        query = "SELECT 1 FROM submission WHERE student = ? AND attempt = ? AND file = ?"
        return self.connection.execute(query, row).fetchone() is not None

    def see(self, run: Run, seen: Iterable[tuple[StudentFile, str]]) -> None:
        """Record files that needed no marking, each with its hash."""
        with self.connection:
            for submission, file in seen:
                self._add_submission(run, submission, file)

    def add(
        self, run: Run, submission: StudentFile, file: str, result: Result, *, anew: bool = False
    ) -> None:
        """Record what came of a submission; earlier verdicts stand, unless it was marked anew."""
        with self.connection:
            if result.status == "failed":
                self._add_submission(run, submission, file, result.reasons)
                return
            self._add_submission(run, submission, file)
            content = {
                "file": file,
                "reading": run.row["reading"],
                "status": result.status,
                "key": result.key,
                "reasons": json.dumps(result.reasons),
                "answers": json.dumps(result.answers),
            }
            self._insert("content", content)
            self._add_verdicts(run, result, anew=anew)

    def keep(self, run: Run, result: Result) -> None:
        """Record the verdicts on answers that nobody has handed in; earlier verdicts stand."""
        with self.connection:
            self._add_verdicts(run, result)

    def _add_verdicts(self, run: Run, result: Result, *, anew: bool = False) -> None:
        judged = set() if anew else self._judged(result.key, run.check_keys)
        for verdict in result.verdicts:
            if verdict.check not in judged:
                row = {"key": result.key, "judge": run.check_keys[verdict.check]}
                row |= {"isolation": result.isolation, **_columns(_VERDICT, verdict)}
                self._insert("verdict", row)

    def _add_submission(
        self, run: Run, submission: StudentFile, file: str, failure: tuple[str, ...] | None = None
    ) -> None:
        row = {
            "student": submission.student,
            "attempt": submission.attempt,
            "id": submission.id,
            "run": run.id,
            "submitted": submission.submitted.isoformat() if submission.submitted else "",
            "file": file,
            "reasons": json.dumps([*submission.reasons, *(failure or ())]),
            "failed": failure is not None,
            "marked": _now(),
        }
        self._insert("submission", row)

    def result(self, run: Run, submission: StudentFile) -> Result:
        """Return what came of a submission of a run, without answers; KeyError without it."""
        for attempt in self.attempts(run, submission):
            return attempt.result
        raise KeyError(submission.student)

    def attempts(self, run: Run, only: StudentFile | None = None) -> Iterator[Attempt]:
        """Yield the submissions of a run without their answers, those of a student together."""
        values = [run.row["reading"], run.id]
        if only is not None:
            values += [utf8_safe(only.student), utf8_safe(only.attempt)]
        where = "" if only is None else "AND student = ? AND attempt = ?"
        rows = self.connection.execute(
            "SELECT student, attempt, id, submitted, submission.reasons, failed,"
            " content.status, content.reasons, key FROM submission"
            " LEFT JOIN content ON content.file = submission.file AND reading = ?"
            f" WHERE run = ? {where} ORDER BY student, attempt",
            values,
        )
        for student, attempt, id_, submitted, reasons, failed, status, more_reasons, key in rows:
            result = Result("failed" if failed else "unreadable", tuple(json.loads(reasons)))
            if status and not failed:
                reasons = (*result.reasons, *json.loads(more_reasons))
                verdicts, isolation = self.verdicts(key, run.check_keys)
                status = "repaired" if status == "ok" and reasons else status
                result = Result(status, reasons, key, verdicts, isolation).with_failures()
            time = datetime.fromisoformat(submitted) if submitted else None
            yield Attempt(student, result, attempt, id_, time)

    def verdicts(self, key: str, check_keys: Keys) -> tuple[tuple[Verdict, ...], str]:
        """Return the verdicts on some answers, in the checks' order, and in which isolation."""
        query = f"SELECT judge, isolation, {_VERDICT} FROM verdict WHERE key = ?"
        rows = {check_key: row for check_key, *row in self.connection.execute(query, (key,))}
        known = [rows[check_key] for check_key in check_keys.values() if check_key in rows]
        isolations = sorted({isolation for isolation, *_ in known} - {""})
        return tuple(Verdict(*values) for _, *values in known), ", ".join(isolations)

    def answers_of(self, key: str) -> Answers:
        """Return the answers that have a key; nothing if there are none."""
        query = "SELECT answers FROM content WHERE key = ? LIMIT 1"
        row = self.connection.execute(query, (key,)).fetchone() if key else None
        return tuple((answer, text) for answer, text in json.loads(row[0])) if row else ()

    def set_override(self, student: str, check: str, override: Override, key: str) -> None:
        """Record points that a person has set on the answers that have a key."""
        row = {
            "student": student,
            "name": check,
            "points": override.points,
            "comment": override.comment,
            "made": override.set or _now(),
            "key": key,
        }
        with self.connection:
            self._insert("override", row)

    def remove_override(self, student: str, check: str) -> None:
        """Forget what a person has set."""
        query = "DELETE FROM override WHERE student = ? AND name = ?"
        with self.connection:
            self.connection.execute(query, (utf8_safe(student), check))

    def overrides(self) -> dict[str, dict[str, tuple[Override, str]]]:
        """Return what is set by hand for each student and check, and on which answers."""
        by_student: dict[str, dict[str, tuple[Override, str]]] = {}
        query = "SELECT student, name, points, comment, made, key FROM override"
        for student, name, points, comment, made, key in self.connection.execute(query):
            by_student.setdefault(student, {})[name] = Override(points, comment, made), key
        return by_student

    def published(self) -> dict[str, Published]:
        """Return what was last written out, by student."""
        rows = self.connection.execute("SELECT student, page, marks FROM published")
        return {student: Published(page, marks) for student, page, marks in rows}

    def finish_publishing(
        self, run: Run, isolation: str, changes: Iterable[GradeChange], after: dict[str, Published]
    ) -> None:
        """Record that a run's reports are written, what is in them, and what that has changed."""
        with self.connection:
            for change in changes:
                self._insert("move", _columns(_CHANGE, replace(change, made=_now())))
            self.connection.execute("DELETE FROM published")
            for student, one in after.items():
                row = {"student": student, "page": one.page, "marks": one.marks}
                self._insert("published", row)
            query = "UPDATE run SET finished = ?, isolation = ? WHERE id = ?"
            self.connection.execute(query, (_now(), isolation, run.id))

    def changes(self) -> list[GradeChange]:
        """Return all changes of marks that were written out, the oldest first."""
        query = f"SELECT {_CHANGE} FROM move ORDER BY id"
        return [GradeChange(*row) for row in self.connection.execute(query)]


def utf8_safe(value: object) -> object:
    """Return text that UTF-8 can hold: a learner's may have halves of characters in it."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return value


def _columns(names: str, fields: Verdict | GradeChange) -> dict[str, Any]:
    return dict(zip(names.split(", "), astuple(fields), strict=True))


def _now() -> str:
    """Return the time, as the ledger writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
