"""Write what people read: grades.csv, report.html, feedback, changes.csv.

Nothing is run here, so that another due date or a mark set by hand is written out at once. What
would be written as it is already there is not written again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from convedu.grading.common.atomic_write import write
from convedu.grading.exercise.load import from_text
from convedu.grading.gradebook import changes
from convedu.grading.gradebook.gradebook import gradebook
from convedu.grading.gradebook.grades_csv import grades
from convedu.grading.gradebook.policy import restored
from convedu.grading.ledger import source_digest
from convedu.grading.ledger.cache_keys import hashed
from convedu.grading.ledger.ledger import Ledger, Run
from convedu.grading.limits import Limits
from convedu.grading.model import GradeChange, Job, Published, StudentGrade
from convedu.grading.report import class_page, feedback_name, student_page
from convedu.grading.workers.preflight import notes


@dataclass(frozen=True)
class GradedClass:
    """A class that was marked."""

    job: Job  # what it was marked with
    rows: tuple[StudentGrade, ...]  # one for each student, without the answers
    isolation: str  # what was around the student processes
    changes: tuple[GradeChange, ...] = ()  # of marks that were written out before


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
        if row.student in stale or not path.exists():
            write(path, student_page(job, _with_answers(ledger, row)))
    if stale or before.keys() - after.keys() or not (out / "report.html").exists():
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
