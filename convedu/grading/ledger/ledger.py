"""The record of a class: what was handed in, what was found in it, and each check's verdict."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from convedu.grading.gradebook.gradebook import Attempt
from convedu.grading.ledger.database import LedgerError, now, utf8_safe
from convedu.grading.ledger.runs import Run, Runs
from convedu.grading.model import Result, Verdict
from convedu.grading.submissions.find import Found

__all__ = ["Ledger", "LedgerError", "Run"]
Judges = Mapping[str, str]
Answers = tuple[tuple[str, str], ...]
_VERDICT = "name, state, fraction, misconception, message, example, seconds, limit_hit"


class Ledger(Runs):
    """The record, opened for reading and writing; its tables are in `database`."""

    def is_cached(self, run: Run, file: str) -> bool:
        """Tell whether a file need not be run: it has been read, and every judge has spoken.

        Parameters
        ----------
        run : Run
            In which it would be.
        file : str
            The file's hash.

        Returns
        -------
        bool
        """
        row = self.base.execute(
            "SELECT status, key FROM content WHERE file = ? AND reading = ?", (file, run.reader_key)
        ).fetchone()
        if row is None:
            return False
        return row[0] == "unreadable" or self._spoken(row[1], run.judges) == set(run.judges)

    def cached_checks(self, run: Run, student: str) -> dict[str, frozenset[str]]:
        """Return which checks need no run for the answers that a student has given before.

        Parameters
        ----------
        run : Run
            In which they would be.
        student : str
            Whose.

        Returns
        -------
        dict of str to frozenset of str
            The checks' names, by the answers' key.
        """
        keys = self.base.execute(
            "SELECT DISTINCT key FROM submission JOIN content USING (file) WHERE student = ?",
            (utf8_safe(student),),
        ).fetchall()
        return {key: frozenset(self._spoken(key, run.judges)) for (key,) in keys if key}

    def _spoken(self, key: str, judges: Judges) -> set[str]:
        rows = self._judged("judge", key, judges, "state != 'failed'")
        said = {judge for (judge,) in rows}
        return {name for name, judge in judges.items() if judge in said}

    def _judged(self, columns: str, key: str, judges: Judges, where: str = "1") -> Iterable[tuple]:
        marks = ", ".join("?" * len(judges))
        query = f"SELECT {columns} FROM verdict WHERE key = ? AND judge IN ({marks}) AND {where}"
        return self.base.execute(query, (key, *judges.values()))

    def holds(self, one: Found, file: str) -> bool:
        """Tell whether this very file is the last that is known of a submission."""
        row = (utf8_safe(one.student), utf8_safe(one.attempt), file)
        query = "SELECT 1 FROM submission WHERE student = ? AND attempt = ? AND file = ?"
        return self.base.execute(query, row).fetchone() is not None

    def see(self, run: Run, found: Iterable[tuple[Found, str, tuple[str, ...]]]) -> None:
        """Record that files were there in a run and needed no marking.

        Parameters
        ----------
        run : Run
            Which.
        found : iterable of (Found, str, tuple of str)
            Each with its file's hash, and what was odd about it.
        """
        with self.transaction():
            for one, file, reasons in found:
                self._submission(run, one, file, reasons, failed=False)

    def add(self, run: Run, one: Found, file: str, result: Result) -> None:
        """Record what came of a submission, all of it or nothing.

        Parameters
        ----------
        run : Run
            In which it was marked.
        one : Found
            Whose file.
        file : str
            Its hash.
        result : Result
            What came of it, as it came from the worker. Verdicts that stood before stand.
        """
        failed = result.status == "failed"
        reasons = (*one.reasons, *result.reasons) if failed else one.reasons
        with self.transaction():
            self._submission(run, one, file, reasons, failed=failed)
            if failed:
                return
            row = {
                "file": file,
                "reading": run.reader_key,
                "status": result.status,
                "key": result.key,
            }
            row |= {"reasons": json.dumps(result.reasons), "answers": json.dumps(result.answers)}
            self.insert("content", row)
            self._keep(run, result)

    def keep(self, run: Run, result: Result) -> None:
        """Record the verdicts on answers that nobody has handed in.

        Parameters
        ----------
        run : Run
            In which they were marked.
        result : Result
            What came of them. Verdicts that stood before stand.
        """
        with self.transaction():
            self._keep(run, result)

    def _keep(self, run: Run, result: Result) -> None:
        said = self._spoken(result.key, run.judges)
        for verdict in result.verdicts:
            if verdict.check not in said:
                self._verdict(result, verdict, run.judges[verdict.check])

    def _submission(
        self, run: Run, one: Found, file: str, reasons: tuple[str, ...], *, failed: bool
    ) -> None:
        submitted = one.submitted.isoformat() if one.submitted else ""
        row = {"student": one.student, "attempt": one.attempt, "id": one.id, "run": run.id}
        row |= {"submitted": submitted, "file": file, "reasons": json.dumps(reasons)}
        self.insert("submission", {**row, "failed": failed, "marked": now()})

    def _verdict(self, result: Result, verdict: Verdict, judge: str) -> None:
        row = {"key": result.key, "judge": judge, "isolation": result.isolation}
        row |= {"name": verdict.check, "state": verdict.state, "fraction": verdict.fraction}
        row |= {"misconception": verdict.misconception, "message": verdict.message}
        row |= {"example": verdict.case, "seconds": verdict.seconds}
        self.insert("verdict", {**row, "limit_hit": verdict.limit_hit})

    def attempts(self, run: Run) -> Iterator[Attempt]:
        """Yield what came of each submission that was there in a run, without the answers.

        Parameters
        ----------
        run : Run
            Which.

        Yields
        ------
        Attempt
            Those of a student one after the other.
        """
        yield from self._attempts(run, "1")

    def result(self, run: Run, one: Found) -> Result:
        """Return what came of a submission that was there in a run, without the answers.

        Raises
        ------
        KeyError
            If it was not.
        """
        where = "student = ? AND attempt = ?"
        for found in self._attempts(run, where, utf8_safe(one.student), utf8_safe(one.attempt)):
            return found.result
        raise KeyError(one.student)

    def _attempts(self, run: Run, where: str, *values: object) -> Iterator[Attempt]:
        rows = self.base.execute(
            "SELECT student, attempt, id, submitted, submission.reasons, failed,"
            " content.status, content.reasons, key FROM submission"
            " LEFT JOIN content ON content.file = submission.file AND reading = ?"
            f" WHERE run = ? AND {where} ORDER BY student, attempt",
            (run.reader_key, run.id, *values),
        )
        for student, attempt, id_, submitted, own, failed, *content in rows:
            result = self._result(tuple(json.loads(own)), bool(failed), content, run.judges)
            time = datetime.fromisoformat(submitted) if submitted else None
            yield Attempt(student, result, attempt, id_, time)

    def _result(self, own: tuple[str, ...], failed: bool, content: list, judges: Judges) -> Result:
        status, reasons, key = content
        if failed or status is None:
            return Result("failed" if failed else "unreadable", own)
        reasons = (*own, *json.loads(reasons))
        if status == "ok" and reasons:
            status = "repaired"
        verdicts, isolation = self.verdicts(key, judges)
        return Result(status, reasons, key, verdicts, isolation).with_failures()

    def verdicts(self, key: str, judges: Judges) -> tuple[tuple[Verdict, ...], str]:
        """Return what the judges say of some answers, in their order, and in which isolation."""
        rows = self._judged(f"judge, isolation, {_VERDICT}", key, judges)
        found = {judge: (isolation, Verdict(*values)) for judge, isolation, *values in rows}
        said = [found[judge] for judge in judges.values() if judge in found]
        isolations = sorted({isolation for isolation, _ in said} - {""})
        return tuple(verdict for _, verdict in said), ", ".join(isolations)

    def answers_of(self, key: str) -> Answers:
        """Return the answers that have a key; nothing if there are none."""
        row = self.base.execute("SELECT answers FROM content WHERE key = ? LIMIT 1", (key,))
        found = row.fetchone() if key else None
        return tuple(map(tuple, json.loads(found[0]))) if found else ()
