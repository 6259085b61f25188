"""A table of points that a person has set: by student and check, or a column for each check."""

from collections.abc import Iterator, Mapping, Sequence

from convedu.grading.common.errors import UserError
from convedu.grading.common.text import number
from convedu.grading.exercise.model import Exercise
from convedu.grading.gradebook.overrides import SetPoints
from convedu.grading.gradebook.people import People
from convedu.grading.model import StudentGrade
from convedu.grading.platforms.csv_sheet import Sheet
from convedu.grading.platforms.fill_column import as_number


def read_points(sheet: Sheet, exercise: Exercise, rows: Sequence[StudentGrade]) -> list[SetPoints]:
    """Return what a table sets, with a line or a column for each check; raises UserError."""
    columns = sheet.learner_columns().values()
    wide = {check.name: index for check in exercise.checks if (index := sheet.column(check.name))}
    long = sheet.column("check"), sheet.column("points")
    if not wide and None in long:
        raise UserError(
            f"{sheet.name}: expected the columns check and points, or columns called like checks: "
            + ", ".join(check.name for check in exercise.checks)
        )
    comment = sheet.column("comment")
    people = People((row.student, row.id) for row in rows)
    worth = {check.name: check.points for check in exercise.checks}
    set_points: dict[tuple[str, str], SetPoints] = {}
    wrong: list[str] = []
    for line in sheet.below():
        cells = [sheet.value(line, index).strip() for index in columns]
        for check, text in _cells(sheet, line, wide, long):
            student, why = _student(cells, people)
            points = as_number(text)
            if check not in worth:
                why = f"there is no check {check!r}"
            elif points is None or points > worth[check]:
                why = f"points is {text!r}, expected 0 to {number(worth[check])} for {check!r}"
            elif not why and (student, check) in set_points:
                why = f"{check!r} of {student} is set twice"
            if why or points is None:
                wrong.append(f"line {line + 1}: {why}")
            else:
                words = sheet.value(line, comment).strip()
                set_points[student, check] = SetPoints(line, student, check, points, words)
    if wrong:
        more = f", and {len(wrong) - 10} more" if len(wrong) > 10 else ""
        raise UserError(f"{sheet.name}, of which nothing was set: {'; '.join(wrong[:10])}{more}")
    return list(set_points.values())


def _cells(
    sheet: Sheet, line: int, wide: Mapping[str, int], long: tuple[int | None, int | None]
) -> Iterator[tuple[str, str]]:
    """Yield the checks and points of a line, as they are written."""
    if None not in long:
        pairs = [(sheet.value(line, long[0]).strip(), sheet.value(line, long[1]).strip())]
    else:
        pairs = [(check, sheet.value(line, index).strip()) for check, index in wide.items()]
    yield from ((check, points) for check, points in pairs if points)


def _student(cells: Sequence[str], people: People) -> tuple[str, str]:
    """Return the student that a line means, or why that is unclear."""
    written = " or ".join(map(repr, filter(None, cells))) or "nothing"
    match people.find(cells):
        case [student]:
            return student, ""
        case []:
            return "", f"nobody is called {written}"
        case several:
            return "", f"{written} may be {' or '.join(several)}"
