"""Read the marks of a class, or set some by hand; nothing is run."""

from collections.abc import Iterable
from pathlib import Path

from convedu.grading.exercise.model import Exercise
from convedu.grading.grade.write_reports import GradedClass, job_of, publish, rows_of
from convedu.grading.gradebook import overrides
from convedu.grading.gradebook.overrides import SetPoints
from convedu.grading.ledger.ledger import Ledger, LedgerError, Run
from convedu.grading.ledger.lock import alone
from convedu.grading.model import StudentGrade
from convedu.grading.platforms import layouts
from convedu.grading.submissions.files import File, SubmissionsError
from convedu.grading.submissions.find import find

LEDGER = "grades.sqlite"


def override(out: Path, changes: Iterable[SetPoints]) -> GradedClass:
    """Set points by hand, and write the marks again once.

    Raises UserError if some cannot be set, LedgerError if there are no finished marks.
    """
    with opened(out) as ledger, alone(out):
        run = _finished(ledger)
        job = job_of(run)
        rows = {row.student: row for row in rows_of(ledger, run, job)}
        for one in changes:
            overrides.override(ledger, job.exercise, rows, one)
        return publish(ledger, run, out)


def marks(out: Path) -> tuple[Exercise, tuple[StudentGrade, ...]]:
    """Return the exercise that a class was marked with, and each student's marks without answers.

    Raises LedgerError if there are no finished marks.
    """
    with opened(out) as ledger:
        run = _finished(ledger)
        job = job_of(run)
        return job.exercise, rows_of(ledger, run, job)


def handed_in(out: Path) -> dict[str, File]:
    """Return each student's submission, as far as all that were marked are where they were."""
    with opened(out) as ledger:
        run = ledger.last_run()
    row = run.row
    try:
        submissions = find(
            Path(row["submissions"]),
            row["exercise"],
            layouts=layouts(),
            layout=row["layout"],
            ignore=out,
            belongs=job_of(run).exercise.is_in,
        )
    except (OSError, SubmissionsError):
        return {}
    return {one.student: one.file for one in submissions.files if one.file}


def opened(out: Path) -> Ledger:
    """Open the ledger of an earlier marking; raises LedgerError if there is none."""
    path = out / LEDGER
    if not path.is_file():
        raise LedgerError(f"there is no {path}: expected the --out of an earlier `convedu grade`")
    return Ledger(path)


def _finished(ledger: Ledger) -> Run:
    run = ledger.last_run()
    if not run.row["finished"]:
        raise LedgerError(f"{ledger.path}: the last run did not end: run `convedu grade` again")
    return run
