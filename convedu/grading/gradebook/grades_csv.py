"""The marks as a table for a spreadsheet."""

import csv
import io
from collections.abc import Sequence

from convedu.grading.common.text import csv_row
from convedu.grading.exercise.model import Exercise
from convedu.grading.model import StudentGrade

BOM = "\ufeff"  # by which Excel knows UTF-8
BEFORE_CHECKS = ("student", "score", "max_score", "status", "layout")  # one for each check follows


def grades(exercise: Exercise, rows: Sequence[StudentGrade], *, taken: str = "") -> str:
    """Return grades.csv; `taken` is the layout of the submissions, and how much of them lies so."""
    names = [check.name for check in exercise.checks]
    lines = [_titles([*BEFORE_CHECKS, *names]) + "\n"]
    for row in rows:
        points = [row.points[name] for name in names]
        about = (row.student, row.score, exercise.points, row.status, taken)
        lines.append(csv_row(*about, *points))
    return "".join(lines)


def _titles(names: Sequence[str]) -> str:
    return ",".join(
        name if name.replace("-", "_").isidentifier() else csv_row(name, end="") for name in names
    )


def columns(text: str) -> tuple[list[str], list[str]]:
    """Return the students and the checks that the text of a grades.csv names."""
    header, *rows = csv.reader(io.StringIO(text, newline="")) if text else [[]]
    if tuple(header[: len(BEFORE_CHECKS)]) != BEFORE_CHECKS:
        return [], []
    return [row[0] for row in rows if row], header[len(BEFORE_CHECKS) :]


def spreadsheet(exercise: Exercise, rows: Sequence[StudentGrade]) -> str:
    """Return a table with all there is of each mark, for Excel: with a mark of UTF-8 and CRLF."""
    names = [check.name for check in exercise.checks]
    about = ["student", "id", "submitted_utc", "attempt", "days_late", "penalty"]
    header = [*about, "score", "max_score", *names, "set_by_hand", "status"]
    lines = [BOM + _titles(header) + "\r\n"]
    for row in rows:
        time = f"{row.submitted:%Y-%m-%d %H:%M:%S}" if row.submitted else ""
        own = (row.student, row.id, time, row.attempt, row.days_late, row.late_penalty)
        points = [row.points[name] for name in names]
        last = (" ".join(row.overrides), row.status)
        lines.append(csv_row(*own, row.score, exercise.points, *points, *last, end="\r\n"))
    return "".join(lines)
