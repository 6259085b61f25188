"""The folder of a class's marks: read them, set some by hand, hold it alone; nothing is run."""

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from convedu.grading.exercise.model import Exercise
from convedu.grading.grade.write_reports import GradedClass, graded, publish
from convedu.grading.gradebook import overrides
from convedu.grading.gradebook.overrides import SetPoints
from convedu.grading.ledger.ledger import Ledger, LedgerError, Run
from convedu.grading.model import StudentGrade
from convedu.grading.platforms import layouts
from convedu.grading.submissions.files import File, SubmissionsError
from convedu.grading.submissions.find import find

if sys.platform != "win32":
    import fcntl

LEDGER = "grades.sqlite"


def override(out: Path, changes: Iterable[SetPoints]) -> GradedClass:
    """Set points by hand, and write the marks again once.

    Raises UserError if some cannot be set, LedgerError if there are no finished marks.
    """
    with opened(out) as ledger, alone(out):
        run = _finished(ledger)
        job, rows = graded(ledger, run)
        by_name = {row.student: row for row in rows}
        for one in changes:
            overrides.override(ledger, job.exercise, by_name, one)
        return publish(ledger, run, out)


def marks(out: Path) -> tuple[Exercise, tuple[StudentGrade, ...]]:
    """Return the exercise that a class was marked with, and each student's marks without answers.

    Raises LedgerError if there are no finished marks.
    """
    with opened(out) as ledger:
        job, rows = graded(ledger, _finished(ledger))
    return job.exercise, rows


def handed_in(out: Path, exercise: Exercise) -> dict[str, File]:
    """Return each student's submission, as far as all that were marked are where they were."""
    with opened(out) as ledger:
        row = ledger.last_run().row
    try:
        submissions = find(
            Path(row["submissions"]),
            exercise.name,
            layouts=layouts(),
            layout=row["layout"],
            ignore=out,
            belongs=exercise.is_in,
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


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Make and hold a folder of marks: two graders would each write out half of the class.

    Windows and some network disks have no such lock: there nothing is held. Raises LedgerError if
    it cannot be made or written to, or another process holds it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(f"{folder} cannot be the folder for marks: {error.strerror}") from None
    if not os.access(folder, os.W_OK):
        raise LedgerError(f"{folder} cannot be written to: give another --out, or make it writable")
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            _hold(handle, folder)
        yield
    finally:
        os.close(handle)


def _hold(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise LedgerError(
            f"another convedu is at work in {folder}: wait for it to end, or give another --out"
        ) from None
