"""The folder of a class's marks: read, set by hand, written for people, held alone.

Nothing is run here, so that another due date or a mark set by hand is written out at once. What
would be written as it is already there is not written again.
"""

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from convedu.grading.common.atomic_write import write
from convedu.grading.exercise.load import from_text
from convedu.grading.exercise.model import Exercise
from convedu.grading.gradebook import changes, overrides
from convedu.grading.gradebook.gradebook import gradebook
from convedu.grading.gradebook.grades_csv import grades
from convedu.grading.gradebook.overrides import SetPoints
from convedu.grading.gradebook.policy import restored
from convedu.grading.ledger import source_digest
from convedu.grading.ledger.cache_keys import hashed
from convedu.grading.ledger.ledger import Ledger, LedgerError, Run
from convedu.grading.limits import Limits
from convedu.grading.model import GradeChange, Job, Published, StudentGrade
from convedu.grading.platforms import layouts
from convedu.grading.report import class_page, feedback_name, student_page
from convedu.grading.submissions.files import File, SubmissionsError
from convedu.grading.submissions.find import Submissions, find
from convedu.grading.workers.preflight import notes

if sys.platform != "win32":
    import fcntl

LEDGER = "grades.sqlite"


@dataclass(frozen=True)
class GradedClass:
    """A class that was marked."""

    job: Job  # what it was marked with
    rows: tuple[StudentGrade, ...]  # one for each student, without the answers
    isolation: str  # what was around the student processes
    changes: tuple[GradeChange, ...] = ()  # of marks that were written out before


def override(out: Path, wanted: Iterable[SetPoints]) -> GradedClass:
    """Set points by hand, and write the marks again once.

    Raises UserError if some cannot be set, LedgerError if there are no finished marks.
    """
    with opened(out) as ledger, alone(out):
        run = _finished(ledger)
        job, rows = graded(ledger, run)
        by_name = {row.student: row for row in rows}
        for one in wanted:
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
        submissions = submissions_in(Path(row["submissions"]), exercise, row["layout"], out)
    except (OSError, SubmissionsError):
        return {}
    return {one.student: one.file for one in submissions.files if one.file}


def submissions_in(source: Path, exercise: Exercise, layout: str, out: Path) -> Submissions:
    """Find what was handed in, as any platform has it, but for the marks; see `find`."""
    return find(
        source,
        exercise.name,
        layouts=layouts(),
        layout=layout,
        ignore=out,
        belongs=exercise.is_in,
    )


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


def publish(ledger: Ledger, run: Run, out: Path) -> GradedClass:
    """Write a class's marks."""
    job, rows = graded(ledger, run)
    isolation = ledger.isolation(run)
    before = ledger.published()
    after = _published(run, job, rows, isolation)
    changed = tuple(changes.find_changes(before, after))
    stale = {
        name for name, one in after.items() if name not in before or one.page != before[name].page
    }
    for row in rows:
        path = out / "feedback" / feedback_name(row.student)
        if row.student in stale or not path.is_file():
            write(path, student_page(job, _with_answers(ledger, row)))
    if stale or before.keys() - after.keys() or not (out / "report.html").is_file():
        full = (_with_answers(ledger, row) for row in rows)
        exercise_notes = notes(ledger, run, job.exercise)
        report = class_page(job, full, isolation, notes=exercise_notes, taken=run.row["taken"])
        write(out / "report.html", report)
    write(out / "grades.csv", grades(job.exercise, rows, taken=run.row["taken"]))
    ledger.finish_publishing(run, isolation, changed, after)
    if known := ledger.changes():
        write(out / "changes.csv", changes.table(known))
    return GradedClass(job, rows, isolation, changed)


def graded(ledger: Ledger, run: Run) -> tuple[Job, tuple[StudentGrade, ...]]:
    """Return what a run was marked with, and its gradebook without the answers."""
    exercise = from_text(run.text, name=run.row["exercise"])
    limits = Limits.from_json(run.row["limits"])
    rows = gradebook(exercise, ledger.attempts(run), restored(run.row), ledger.overrides())
    return Job(exercise, run.row["seed"], run.row["sandbox"], limits), tuple(rows)


def _published(
    run: Run, job: Job, rows: Sequence[StudentGrade], isolation: str
) -> dict[str, Published]:
    """Return for each student what the marks are made from, and a digest of all that a page is."""
    code = source_digest.digest(["convedu.grading.report", "convedu.grading.gradebook.grades_csv"])
    checks = [repr(check) for check in job.exercise.checks]
    common = hashed([code, job.exercise.digest, checks, job.seed, isolation, run.row["taken"]])
    return {
        row.student: Published(
            hashed([common, repr(row)]), changes.marks_of(job.exercise, row, run)
        )
        for row in rows
    }


def _with_answers(ledger: Ledger, row: StudentGrade) -> StudentGrade:
    return replace(row, result=replace(row.result, answers=ledger.answers_of(row.result.key)))


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
