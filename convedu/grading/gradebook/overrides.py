"""Points that a person sets for a student and a check; they stand whatever is run again."""

import difflib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from convedu.grading.common.errors import UserError
from convedu.grading.common.text import shown
from convedu.grading.exercise.model import Exercise
from convedu.grading.ledger.ledger import Ledger
from convedu.grading.model import Override, StudentGrade

MOST_NAMES = 12


@dataclass(frozen=True)
class SetPoints:
    """What is to be set."""

    line: int  # of the table that says so; 0 for a command of its own
    student: str
    check: str
    points: float | None  # None takes back what was set
    comment: str = ""  # the student reads it


def override(
    ledger: Ledger, exercise: Exercise, rows: Mapping[str, StudentGrade], wanted: SetPoints
) -> None:
    """Set a check's points for one of the students; raises UserError if they cannot be."""
    if wanted.student not in rows:
        raise UserError(unknown("student", wanted.student, rows))
    row, check, points = rows[wanted.student], wanted.check, wanted.points
    worth = {one.name: one.points for one in exercise.checks}
    if check not in worth:
        raise UserError(unknown("check", check, worth))
    if points is None:
        if check not in row.overrides:
            raise UserError(f"{check!r} of {row.student} is not set by hand: nothing to take back")
        ledger.remove_override(row.student, check)
    elif math.isfinite(points) and 0 <= points <= worth[check]:
        ledger.set_override(row.student, check, Override(points, wanted.comment), row.result.key)
    else:
        raise UserError(f"points is {points:g}, expected 0 to {worth[check]:g} for {check!r}")


def unknown(what: str, name: str, names: Iterable[str]) -> str:
    """Return a sentence on a name that is not known, with the nearest or the possible ones."""
    names = list(names)
    written: dict[str, list[str]] = {}  # in full, and each word of a person's name
    for one in names:
        for part in {one.casefold(), *one.casefold().split()}:
            written.setdefault(part, []).append(one)
    near = difflib.get_close_matches(name.casefold(), written, n=3)
    if likely := list(dict.fromkeys(one for part in near for one in written[part]))[:3]:
        meant = " or ".join(map(repr, likely))
        return f"there is no {what} {name!r}; did you mean {meant}?"
    return f"there is no {what} {name!r}, expected one of: {shown(names, MOST_NAMES)}"
