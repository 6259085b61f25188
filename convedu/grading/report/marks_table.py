"""All marks of a class: complete for ten thousand, and light enough to be opened."""

from collections.abc import Iterator

from convedu.grading.common.text import many, number, shown
from convedu.grading.exercise.model import Check, Exercise
from convedu.grading.model import StudentGrade
from convedu.grading.report.page import LIMITS, SIGNS, macro

_SHADES = "abcd"


def line(exercise: Exercise, row: StudentGrade) -> str:
    """Return one student's row, without the closing tags that HTML does not need."""
    cells = [_cell(row, check) for check in exercise.checks]
    return macro("marks_table.html", "line")(row, cells, ", ".join(_notes(row)))


def _cell(row: StudentGrade, check: Check) -> tuple[str, str]:
    """Return a check's shade (the darker, the more is lost) and what its cell says."""
    by_hand = check.name in row.overrides
    if not row.result.verdicts and not by_hand:
        return "", "–"
    if not check.points:
        states = (one.state for one in row.result.verdicts if one.check == check.name)
        return "", SIGNS.get(next(states, ""), "–")
    points = row.points[check.name]
    lost = 1.0 - points / check.points
    shade = _SHADES[min(3, int(lost * 4))] if lost > 0 else ""
    return shade, number(points) + "*" * by_hand


def _notes(row: StudentGrade) -> Iterator[str]:
    if row.days_late:
        cost = f" (−{number(row.late_penalty)})" if row.late_penalty else ""
        yield f"{many(row.days_late, 'day')} late{cost}"
    if row.own_due:
        yield f"own due date {row.own_due:%Y-%m-%d %H:%M}"
    if row.handed_in_by:
        yield f"handed in by {row.handed_in_by}"
    elif row.group:
        yield f"for {shown([name for name in row.group if name != row.student])} too"
    if row.attempts > 1:
        yield f"{row.attempt or 'one'} of {row.attempts} attempts"
    for one in row.result.verdicts:
        if one.limit_hit:
            yield f"{LIMITS.get(one.limit_hit, one.limit_hit)}: {one.check}"
