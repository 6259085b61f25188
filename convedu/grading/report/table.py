"""All marks of a class: complete for ten thousand, and light enough to be opened."""

from collections.abc import Iterator, Sequence

from convedu.grading.common.text import many, number
from convedu.grading.exercise.load import Exercise
from convedu.grading.model import StudentGrade
from convedu.grading.report.page import (
    LIMITS,
    SIGNS,
    heading,
    person,
    text,
)

BLOCK = 250
_SHADES = "abcd"
_ROW_PIXELS = 31


def line(exercise: Exercise, row: StudentGrade) -> str:
    """Return one student's row.

    Parameters
    ----------
    exercise : Exercise
        Says which checks there are and what they are worth.
    row : StudentGrade
        The student's.

    Returns
    -------
    str
        Without the closing tags that HTML does not need: half the size in a large class.
    """
    cells = "".join(_cell(row, check.name, check.points) for check in exercise.checks)
    return (
        f"<tr><td>{person(row.student)}<td>{number(row.score)}<td>{text(row.result.status)}"
        f"{cells}<td>{text(', '.join(_notes(row)))}"
    )


def _cell(row: StudentGrade, name: str, worth: float) -> str:
    if not row.result.verdicts and name not in row.overrides:
        return "<td>–"
    if not worth:
        said = next((one.state for one in row.result.verdicts if one.check == name), "")
        return f"<td>{SIGNS.get(said, '–')}"
    points = row.points[name]
    lost = 1.0 - points / worth
    shade = f" class={_SHADES[min(3, int(lost * 4))]}" if lost > 0 else ""
    return f"<td{shade}>{number(points)}{'*' if name in row.overrides else ''}"


def _notes(row: StudentGrade) -> Iterator[str]:
    if row.days_late:
        yield f"{many(row.days_late, 'day')} late" + f" (−{number(row.late_penalty)})" * bool(
            row.late_penalty
        )
    if row.attempts > 1:
        yield f"{row.attempt or 'one'} of {row.attempts} attempts"
    for one in row.result.verdicts:
        if one.limit_hit:
            yield f"{LIMITS.get(one.limit_hit, one.limit_hit)}: {one.check}"


def table(exercise: Exercise, students: Sequence[str], lines: Sequence[str]) -> str:
    """Return the whole table, in blocks of which a browser lays out those that are seen.

    Parameters
    ----------
    exercise : Exercise
        For the headings.
    students : sequence of str
        Their names, in the order of the lines.
    lines : sequence of str
        Their rows; see `line`.

    Returns
    -------
    str
    """
    starts = range(0, len(lines), BLOCK)
    names = ["student", "score", "status", *(check.name for check in exercise.checks), "notes"]
    head = "".join(f"<th scope=col>{heading(name)}" for name in names)
    worth = "".join(f"<td>{number(check.points)}" for check in exercise.checks)
    full = f"<tr class=soft><td>full marks<td>{number(exercise.points)}<td>{worth}<td>"
    wide = 31 + 5.2 * len(exercise.checks)
    blocks, links = [], []
    for place, start in enumerate(starts):
        rows = lines[start : start + BLOCK]
        named = f"{text(students[start])} to {text(students[start + len(rows) - 1])}"
        links.append(f'<a href="#block{place}">{named}</a>')
        blocks.append(
            f'<div class="block scroll" id="block{place}" '
            f'style="--high:{_ROW_PIXELS * len(rows)}px;--wide:{wide:.0f}rem">\n'
            f'<table class="marks"><caption>{named}</caption>'
            f"<thead><tr>{head}{full if not place else ''}<tbody>\n" + "\n".join(rows)
        )
        blocks.append("</table></div>")
    index = f"<nav>{' '.join(links)}</nav>" if len(links) > 1 else ""
    return "\n".join([index, *blocks])
