"""The tables of extensions and of groups: a line for each learner, named as in a platform."""

import math
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from convedu.grading.gradebook.own_rules import Entry
from convedu.grading.gradebook.policy import PolicyError, parse_time
from convedu.grading.platforms.csv_sheet import Sheet, SheetError

MOST_HOURS = 24 * 366


def read_extensions(path: Path, due: datetime | None) -> tuple[Entry, ...]:
    """Read who is `due` later, or by `hours`; raises SheetError, which names line and column."""
    if due is None:
        raise SheetError(f"--extensions is {path} without --due, expected both")
    sheet = Sheet.read(path)
    if sheet.column("due") is None and sheet.column("hours") is None:
        raise SheetError(f"{sheet.name}: expected a column due or hours beside the student")
    return tuple(
        Entry(where, cells, _own_due(sheet, line, due).isoformat(), id_)
        for line, where, cells, id_ in _learners(sheet)
    )


def read_groups(path: Path) -> tuple[Entry, ...]:
    """Read who hands in together, by `group`; raises SheetError, which names line and column."""
    sheet = Sheet.read(path)
    column = sheet.column("group")
    if column is None:
        raise SheetError(f"{sheet.name}: expected a column group beside the student")
    entries = []
    for line, where, cells, id_ in _learners(sheet):
        group = sheet.value(line, column).strip()
        if not group:
            raise SheetError(f"{_where(sheet, line, 'group')}: is empty, expected a group's name")
        entries.append(Entry(where, cells, group, id_))
    return tuple(entries)


def _learners(sheet: Sheet) -> Iterator[tuple[int, str, tuple[str, ...], str]]:
    """Yield of each line that is not empty its number, its place, its learner and the id."""
    columns = sheet.learner_columns()
    for line in sheet.below():
        if not any(sheet.value(line, column).strip() for column in range(len(sheet.header))):
            continue
        cells = {title: sheet.value(line, column).strip() for title, column in columns.items()}
        where = _where(sheet, line, next(iter(columns)))
        if not any(cells.values()):
            raise SheetError(f"{where}: is empty, expected who is meant")
        yield line, where, tuple(filter(None, cells.values())), cells.get("id", "")


def _own_due(sheet: Sheet, line: int, due: datetime) -> datetime:
    own, hours = (sheet.value(line, sheet.column(title)).strip() for title in ("due", "hours"))
    if bool(own) == bool(hours):
        column = "due" if sheet.column("due") is not None else "hours"
        what = "is empty" if not own else "is given beside hours"
        raise SheetError(f"{_where(sheet, line, column)}: {what}, expected either due or hours")
    if hours:
        where = _where(sheet, line, "hours")
        try:
            more = float(hours)
        except ValueError:
            more = math.nan
        if not 0 <= more <= MOST_HOURS:
            raise SheetError(f"{where}: is {hours!r}, expected hours from 0 to {MOST_HOURS:,}")
        return due + timedelta(hours=more)
    where = _where(sheet, line, "due")
    try:
        time = parse_time(own)
    except PolicyError as error:
        raise SheetError(f"{where}: {error}") from None
    if time < due:
        raise SheetError(
            f"{where}: {own!r} is before the class's own due date, expected a later one"
        )
    return time


def _where(sheet: Sheet, line: int, column: str) -> str:
    return f"{sheet.name}, line {line + 1}, column {column}"
