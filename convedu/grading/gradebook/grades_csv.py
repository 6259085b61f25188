"""The marks as a table for a spreadsheet."""

import csv
import io
from collections.abc import Sequence

from convedu.grading.common.text import number, safe
from convedu.grading.exercise.model import Exercise
from convedu.grading.model import StudentGrade

BOM = "\ufeff"  # by which Excel knows UTF-8
BEFORE_CHECKS = ("student", "score", "max_score", "status")  # a column for each check follows


def grades(exercise: Exercise, rows: Sequence[StudentGrade]) -> str:
    """Return the text of grades.csv; see `columns` for what is in it."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    names = [check.name for check in exercise.checks]
    table.writerow([*BEFORE_CHECKS, *names])
    for row in rows:
        numbers = [number(row.points[name]) for name in names]
        first = [safe(row.student), number(row.score), number(exercise.points)]
        table.writerow([*first, safe(row.status), *numbers])
    return text.getvalue()


def columns(text: str) -> tuple[list[str], list[str]]:
    r"""Return the students and the checks that the text of a grades.csv names.

    >>> columns("student,score,max_score,status,conv1d\nada,2,4,ok,2\n")
    (['ada'], ['conv1d'])
    """
    header, *rows = csv.reader(io.StringIO(text, newline="")) if text else [[]]
    if tuple(header[: len(BEFORE_CHECKS)]) != BEFORE_CHECKS:
        return [], []
    return [row[0] for row in rows if row], header[len(BEFORE_CHECKS) :]


def spreadsheet(exercise: Exercise, rows: Sequence[StudentGrade]) -> str:
    """Return a table with all there is of each mark, for Excel: with a mark of UTF-8 and CRLF."""
    text = io.StringIO(newline="")
    text.write(BOM)
    table = csv.writer(text)
    names = [check.name for check in exercise.checks]
    about = ["student", "id", "submitted_utc", "attempt", "days_late", "penalty"]
    table.writerow([*about, "score", "max_score", *names, "set_by_hand", "status"])
    for row in rows:
        time = f"{row.submitted:%Y-%m-%d %H:%M:%S}" if row.submitted else ""
        own = [safe(row.student), safe(row.id), time, safe(row.attempt)]
        costs = [str(row.days_late), number(row.late_penalty)]
        scores = [number(value) for value in (row.score, exercise.points)]
        points = [number(row.points[name]) for name in names]
        last = [safe(" ".join(row.overrides)), safe(row.status)]
        table.writerow([*own, *costs, *scores, *points, *last])
    return text.getvalue()
