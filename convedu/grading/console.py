"""What the grader says on a terminal, and with which code it ends."""

import sqlite3
from pathlib import Path

from rich.console import Console

from .classroom import grade
from .exercise import ExerciseError
from .exports import number
from .gradebook import Row
from .inmate import SandboxError
from .ledger import LedgerError
from .marks import KernelLostError
from .own import check
from .read import UnreadableError
from .report import SIGNS
from .submissions import SubmissionsError
from .unjailed import NOT_ISOLATED

USER_ERRORS = (
    ExerciseError,
    KernelLostError,
    LedgerError,
    OSError,
    SandboxError,
    SubmissionsError,
    UnreadableError,
    sqlite3.Error,
)
INTERRUPTED = 130


def run_grade(
    exercise: Path, submissions: Path, out: Path, *, seed: int, workers: int, sandbox: str
) -> int:
    """Mark a class and tell of it.

    Parameters
    ----------
    exercise, submissions, out : Path
        See `convedu.grading.classroom.grade`.
    seed, workers, sandbox
        See there.

    Returns
    -------
    int
        0 when every submission has a row; 2 if the class cannot be marked as asked.
    """
    console, errors = Console(highlight=False), Console(stderr=True, highlight=False)

    def tell(row: Row, done: int, total: int) -> None:
        line = f"[{done}/{total}] {row.student}: {number(row.score)}, {row.status}"
        console.print(line, markup=False, soft_wrap=True)

    try:
        marked = grade(
            exercise,
            submissions,
            out,
            seed=seed,
            workers=workers,
            sandbox=sandbox,
            progress=tell,
        )
    except KeyboardInterrupt:
        errors.print("Stopped. What was marked is kept: the same command goes on from here.")
        return INTERRUPTED
    except USER_ERRORS as error:
        errors.print(f"convedu grade: {error}", markup=False)
        return 2
    if marked.isolation == NOT_ISOLATED:
        console.print("[bold]The submissions were not isolated from this machine.[/bold]")
    last = f"{len(marked.rows)} marked: {out / 'report.html'}"
    console.print(last, markup=False, soft_wrap=True)
    return 0


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
    console, errors = Console(highlight=False), Console(stderr=True, highlight=False)
    try:
        result = check(notebook, sandbox=sandbox)
    except USER_ERRORS as error:
        errors.print(f"convedu check: {error}", markup=False)
        return 2
    for reason in result.reasons:
        console.print(reason, markup=False, soft_wrap=True)
    width = max((len(verdict.check) for verdict in result.verdicts), default=0)
    for verdict in result.verdicts:
        line = f"{SIGNS[verdict.state]} {verdict.check:{width}}  {verdict.state}"
        console.print(f"{line}. {verdict.message}".rstrip(), markup=False, soft_wrap=True)
    if not result.verdicts:
        return 2
    return int(any(verdict.fraction < 1 for verdict in result.verdicts))
