"""The tables of extensions and of groups: a line for each learner, named as in a platform."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from convedu.grading.common.errors import UserError
from convedu.grading.gradebook.own_rules import Entry
from convedu.grading.gradebook.policy import parse_time
from convedu.grading.platforms.csv_sheet import Sheet
from convedu.grading.platforms.fill_column import as_number

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


def _entries(sheet: Sheet, value_of: Callable[[int], str]) -> Iterator[Entry]:
    """Yield what each line that is not empty says, and of whom."""
    columns = sheet.learner_columns()
    for line in sheet.below():
        if not any(sheet.value(line, column).strip() for column in range(len(sheet.header))):
            continue
        cells = {title: sheet.value(line, column).strip() for title, column in columns.items()}
        where = _where(sheet, line, next(iter(columns)))
        if not any(cells.values()):
            raise UserError(f"{where}: is empty, expected who is meant")
        names = tuple(filter(None, cells.values()))
        yield Entry(where, names, value_of(line), cells.get("id", ""))


def _group(sheet: Sheet, line: int) -> str:
    group = sheet.value(line, sheet.column("group")).strip()
    if not group:
        raise UserError(f"{_where(sheet, line, 'group')}: is empty, expected a group's name")
    return group


def _own_due(sheet: Sheet, line: int, due: datetime) -> datetime:
    own, hours = (sheet.value(line, sheet.column(title)).strip() for title in ("due", "hours"))
    if bool(own) == bool(hours):
        column = "due" if sheet.column("due") is not None else "hours"
        what = "is empty" if not own else "is given beside hours"
        raise UserError(f"{_where(sheet, line, column)}: {what}, expected either due or hours")
    if hours:
        more = as_number(hours)
        if more is None or more > MOST_HOURS:
            where = _where(sheet, line, "hours")
            raise UserError(f"{where}: is {hours!r}, expected hours from 0 to {MOST_HOURS:,}")
        return due + timedelta(hours=more)
    where = _where(sheet, line, "due")
    try:
        time = parse_time(own)
    except UserError as error:
        raise UserError(f"{where}: {error}") from None
    if time < due:
        raise UserError(
            f"{where}: {own!r} is before the class's own due date, expected a later one"
        )
    return time


def _where(sheet: Sheet, line: int, column: str) -> str:
    return f"{sheet.name}, line {line + 1}, column {column}"
