"""An instructor's own tables: of later dates, of groups, and of points that a person has set."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from convedu.grading.common.errors import UserError
from convedu.grading.common.text import number, shown
from convedu.grading.exercise.model import Exercise
from convedu.grading.gradebook.overrides import SetPoints
from convedu.grading.gradebook.own_rules import Entry, People
from convedu.grading.gradebook.policy import parse_time
from convedu.grading.model import StudentGrade
from convedu.grading.platforms.csv_sheet import Sheet
from convedu.grading.platforms.fill_column import as_number

LEARNER = ("student", "name", "id", "login", "email")  # titles of what says who is meant
MOST_HOURS = 24 * 366


def read_extensions(path: Path, due: datetime | None) -> tuple[Entry, ...]:
    """Read who is due later, by `due` or `hours`; raises UserError, which names line and column."""
    if due is None:
        raise UserError(f"--extensions is {path} without --due, expected both")
    sheet = Sheet.read(path)
    if sheet.column("due") is None and sheet.column("hours") is None:
        raise UserError(f"{sheet.name}: expected a column due or hours beside the student")
    return tuple(_entries(sheet, lambda line: _own_due(sheet, line, due).isoformat()))


def read_groups(path: Path) -> tuple[Entry, ...]:
    """Read who hands in together, by `group`; raises UserError, which names line and column."""
    sheet = Sheet.read(path)
    if sheet.column("group") is None:
        raise UserError(f"{sheet.name}: expected a column group beside the student")
    return tuple(_entries(sheet, lambda line: _group(sheet, line)))


def read_points(sheet: Sheet, exercise: Exercise, rows: Sequence[StudentGrade]) -> list[SetPoints]:
    """Return what a table sets, with a line or a column for each check; raises UserError."""
    columns = _learner_columns(sheet).values()
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
        for check, text in _points(sheet, line, wide, long):
            student, why, points = "", "", as_number(text)
            try:
                student = people.one(*cells)
            except UserError as error:
                why = str(error)
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
        raise UserError(f"{sheet.name}, of which nothing was set: {shown(wrong, most=10)}")
    return list(set_points.values())


def unread(sheet: Sheet, exercise: Exercise) -> list[str]:
    """Return the titles of a table of points that say nothing here."""
    known = {*LEARNER, "check", "points", "comment", *(check.name for check in exercise.checks)}
    return [title for title in sheet.header if title.strip().casefold() not in {"", *known}]


def _learner_columns(sheet: Sheet) -> dict[str, int]:
    """Return the columns that say who is meant, by title."""
    columns = {title: index for title in LEARNER if (index := sheet.column(title)) is not None}
    if not columns:
        raise UserError(
            f"{sheet.name}: expected a column {', '.join(LEARNER[:-1])} or {LEARNER[-1]}"
        )
    return columns


def _entries(sheet: Sheet, value_of: Callable[[int], str]) -> Iterator[Entry]:
    """Yield what each line that is not empty says, and of whom."""
    columns = _learner_columns(sheet)
    for line in sheet.below():
        if not any(sheet.value(line, column).strip() for column in range(len(sheet.header))):
            continue
        cells = {title: sheet.value(line, column).strip() for title, column in columns.items()}
        names = tuple(filter(None, cells.values()))
        where = _where(sheet, line, next(iter(columns)))
        if not names:
            raise UserError(f"{where}: is empty, expected who is meant")
        yield Entry(where, names, value_of(line), cells.get("id", ""))


def _where(sheet: Sheet, line: int, column: str) -> str:
    return f"{sheet.name}, line {line + 1}, column {column}"


def _group(sheet: Sheet, line: int) -> str:
    group = sheet.value(line, sheet.column("group")).strip()
    if not group:
        raise UserError(f"{_where(sheet, line, 'group')}: is empty, expected a group's name")
    return group


def _own_due(sheet: Sheet, line: int, due: datetime) -> datetime:
    own, hours = (sheet.value(line, sheet.column(title)).strip() for title in ("due", "hours"))
    where = _where(sheet, line, "due" if own or sheet.column("hours") is None else "hours")
    if bool(own) == bool(hours):
        what = "is empty" if not own else "is given beside hours"
        raise UserError(f"{where}: {what}, expected either due or hours")
    if hours:
        more = as_number(hours)
        if more is None or more > MOST_HOURS:
            raise UserError(f"{where}: is {hours!r}, expected hours from 0 to {MOST_HOURS:,}")
        return due + timedelta(hours=more)
    try:
        time = parse_time(own)
    except UserError as error:
        raise UserError(f"{where}: {error}") from None
    if time < due:
        raise UserError(
            f"{where}: {own!r} is before the class's own due date, expected a later one"
        )
    return time


def _points(
    sheet: Sheet, line: int, wide: Mapping[str, int], long: tuple[int | None, int | None]
) -> Iterator[tuple[str, str]]:
    """Yield the checks and points of a line, as they are written."""
    pairs = wide.items() if None in long else [(sheet.value(line, long[0]).strip(), long[1])]
    for check, index in pairs:
        if points := sheet.value(line, index).strip():
            yield check, points
