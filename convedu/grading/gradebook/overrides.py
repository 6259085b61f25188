"""Points that a person sets for a student and a check; they stand whatever is run again."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from convedu.grading.common.errors import UserError
from convedu.grading.exercise.model import Exercise
from convedu.grading.gradebook.own_rules import People, unknown
from convedu.grading.ledger.ledger import Ledger
from convedu.grading.model import Override, StudentGrade


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
    name = wanted.student
    row = rows.get(name) or rows[People((one.student, one.id) for one in rows.values()).one(name)]
    check, points = wanted.check, wanted.points
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
