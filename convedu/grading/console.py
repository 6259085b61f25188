"""What the grader says on a terminal, and with which code it ends."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from .classroom import grade, override, regrade
from .exercise import ExerciseError
from .exports import number
from .gradebook import Row
from .hand import OverrideError
from .inmate import SandboxError
from .intake.layouts import NAMES
from .ledger import LedgerError
from .marks import KernelLostError
from .moves import Move
from .own import check
from .policy import PolicyError, make_policy
from .publishing import Marked
from .read import UnreadableError
from .report import SIGNS
from .submissions import Submissions, SubmissionsError
from .unjailed import NOT_ISOLATED

USER_ERRORS = (
    ExerciseError,
    KernelLostError,
    LedgerError,
    OSError,
    OverrideError,
    PolicyError,
    SandboxError,
    SubmissionsError,
    UnreadableError,
    sqlite3.Error,
)
INTERRUPTED = 130
MOST_MOVES = 50
OUT, ERRORS = Console(highlight=False), Console(stderr=True, highlight=False)


def run_grade(
    exercise: Path,
    submissions: Path,
    out: Path,
    *,
    due: str = "",
    penalty: str = "",
    attempts: str = "best",
    **options: Any,
) -> int:
    """Mark a class and tell of it.

    Parameters
    ----------
    exercise, submissions, out : Path
        See `convedu.grading.classroom.grade`.
    due, penalty, attempts : str
        See `convedu.grading.policy.make_policy`.
    **options
        See `convedu.grading.classroom.grade`.

    Returns
    -------
    int
        0 when every submission has a row; 2 if the class cannot be marked as asked.
    """

    def mark() -> Marked:
        policy = make_policy(due, penalty, attempts)
        if policy.due:
            OUT.print(f"{str(policy)[0].upper()}{str(policy)[1:]}.", soft_wrap=True)
        told = {"progress": _line, "taken": _taken}
        return grade(exercise, submissions, out, policy=policy, **told, **options)

    return _told("grade", mark, out)


def run_regrade(out: Path, **options: Any) -> int:
    """Mark a class again as it was marked last, and tell of it.

    Parameters
    ----------
    out : Path
        Where the marks are.
    **options
        See `convedu.grading.classroom.regrade`.

    Returns
    -------
    int
        0 when every submission has a row; 2 if the class cannot be marked as asked.
    """
    told = {"progress": _line, "taken": _taken}
    return _told("regrade", lambda: regrade(out, **told, **options), out)


def run_override(
    out: Path, student: str, check: str, points: float | None, *, comment: str = ""
) -> int:
    """Set a check's points for a student by hand, and tell of it.

    Parameters
    ----------
    out : Path
        Where the marks are.
    student, check, points, comment
        See `convedu.grading.classroom.override`.

    Returns
    -------
    int
        0 if it was set, 2 if not.
    """
    return _told("override", lambda: override(out, student, check, points, comment=comment), out)


def _taken(submissions: Submissions) -> None:
    students = len({one.student for one in submissions.found})
    several = "1 student" if students == 1 else f"{students} students"
    line = f"Taken as {NAMES[submissions.layout]}: {several}."
    for text in (line, *submissions.notes):
        OUT.print(text, markup=False, soft_wrap=True)


def _line(row: Row, done: int, total: int) -> None:
    line = f"[{done}/{total}] {row.student}: {number(row.score)}, {row.status}"
    OUT.print(line, markup=False, soft_wrap=True)


def _told(command: str, mark: Callable[[], Marked], out: Path) -> int:
    try:
        marked = mark()
    except KeyboardInterrupt:
        ERRORS.print("Stopped. What was marked is kept: the same command goes on from here.")
        return INTERRUPTED
    except USER_ERRORS as error:
        ERRORS.print(f"convedu {command}: {error}", markup=False, soft_wrap=True)
        return 2
    if marked.isolation == NOT_ISOLATED:
        OUT.print("[bold]The submissions were not isolated from this machine.[/bold]")
    if marked.moves:
        OUT.print(_table(marked.moves))
        OUT.print(f"All moves: {out / 'moves.csv'}", markup=False, soft_wrap=True)
    last = f"{len(marked.rows)} marked: {out / 'report.html'}"
    OUT.print(last, markup=False, soft_wrap=True)
    return 0


def _table(moves: Sequence[Move]) -> Table:
    """Return the marks that have moved, as many as can be read."""
    several = "1 mark has moved" if len(moves) == 1 else f"{len(moves)} marks have moved"
    table = Table(title=several, title_justify="left", box=box.SIMPLE)
    for name in ("student", "check"):
        table.add_column(name, overflow="fold")
    for name in ("before", "after"):
        table.add_column(name, justify="right")
    table.add_column("why", overflow="fold")
    for one in moves[:MOST_MOVES]:
        points = ["" if value is None else number(value) for value in (one.before, one.after)]
        table.add_row(*(escape(text) for text in (one.student, one.check, *points, one.why)))
    if len(moves) > MOST_MOVES:
        table.add_row(f"and {len(moves) - MOST_MOVES} more", "", "", "", "")
    return table


def run_check(notebook: Path, *, sandbox: str) -> int:
    """Check a learner's own notebook and tell of it.

    Parameters
    ----------
    notebook : Path
        The learner's copy.
    sandbox : str
        See `convedu.grading.own.check`.

    Returns
    -------
    int
        0 if every check is correct, 1 if not, 2 if they cannot be run.
    """
    try:
        result = check(notebook, sandbox=sandbox)
    except USER_ERRORS as error:
        ERRORS.print(f"convedu check: {error}", markup=False)
        return 2
    for reason in result.reasons:
        OUT.print(reason, markup=False, soft_wrap=True)
    width = max((len(verdict.check) for verdict in result.verdicts), default=0)
    for verdict in result.verdicts:
        line = f"{SIGNS[verdict.state]} {verdict.check:{width}}  {verdict.state}"
        OUT.print(f"{line}. {verdict.message}".rstrip(), markup=False, soft_wrap=True)
    if not result.verdicts:
        return 2
    return int(any(verdict.fraction < 1 for verdict in result.verdicts))
