"""The runs of a ledger: each time a class was marked, with all that it takes to do it again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from convedu.grading.ledger.database import Database, LedgerError, now


@dataclass(frozen=True)
class Run:
    """One marking of a class, with all that it takes to do it again.

    Attributes
    ----------
    id : int
        Its number in the ledger.
    row : mapping
        The columns of the table ``run``.
    text : str
        The instructor's notebook.
    """

    id: int
    row: Mapping[str, object] = field(repr=False)
    text: str = field(repr=False)

    @cached_property
    def judges(self) -> dict[str, str]:
        """The digest of each check, by its name."""
        return {name: judge for name, _, judge in json.loads(self.row["checks"])}

    @property
    def reader_key(self) -> str:
        """The digest of what finds the answers in a file."""
        return self.row["reading"]


class Runs(Database):
    """A ledger's file, as far as its runs are concerned."""

    def begin_run(self, draft: Run) -> Run:
        """Record that a class is about to be marked.

        Parameters
        ----------
        draft : Run
            Without its number.

        Returns
        -------
        Run

        Raises
        ------
        LedgerError
            If the ledger is that of another exercise.
        """
        row = draft.row
        with self.transaction():
            exercise = {"digest": row["digest"], "name": row["exercise"], "text": draft.text}
            self.insert("exercise", exercise, or_else="IGNORE")
            return replace(draft, id=self.insert("run", {"started": now(), **row}))

    def refuse_other(self, exercise: str) -> None:
        """Hold that the ledger is that of an exercise, or new.

        Raises
        ------
        LedgerError
            If it is that of another.
        """
        query = "SELECT exercise FROM run WHERE exercise != ? LIMIT 1"
        if other := self.base.execute(query, (exercise,)).fetchone():
            raise LedgerError(
                f"{self.path} holds the marks of {other[0]}: give another --out for {exercise}"
            )

    def finish_run(self, run: Run, isolation: str) -> None:
        """Record that a run's reports are written, and in which isolation it was marked."""
        with self.transaction():
            self.base.execute(
                "UPDATE run SET finished = ?, isolation = ? WHERE id = ?",
                (now(), isolation, run.id),
            )

    def isolation(self, run: Run) -> str:
        """Return what was around the student processes of a run's verdicts."""
        marks = ", ".join("?" * len(run.judges))
        found = self.base.execute(
            f"SELECT DISTINCT isolation FROM verdict WHERE judge IN ({marks})",
            (*run.judges.values(),),
        )
        return ", ".join(sorted(name for (name,) in found if name)) or str(run.row["sandbox"])

    def last_run(self) -> Run | None:
        """Return the last run, finished or not, or None if there is none."""
        found = self.base.execute(
            "SELECT run.*, text FROM run JOIN exercise USING (digest) ORDER BY id DESC LIMIT 1"
        )
        row = found.fetchone()
        if row is None:
            return None
        columns = dict(zip((name for name, *_ in found.description), row, strict=True))
        return Run(columns["id"], columns, columns.pop("text"))
