"""Which marks have changed since they were last written out, and why."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from convedu.grading.common.text import csv_row, number
from convedu.grading.exercise.model import Exercise
from convedu.grading.ledger.ledger import Run
from convedu.grading.model import GradeChange, Published, StudentGrade

LATE, ALL = "(late)", "(all)"
Marks = dict[str, dict[str, Any]]


def marks_of(exercise: Exercise, row: StudentGrade, run: Run) -> str:
    """Return what each mark of a student is made from."""
    common = {"key": row.result.key, "attempt": row.attempt, "seed": run.row["seed"]}
    marks: Marks = {
        check.name: {
            "points": row.points[check.name],
            "worth": check.points,
            "judge": run.check_keys[check.name],
            "by hand": check.name in row.overrides,
            **common,
        }
        for check in exercise.checks
    }
    return json.dumps({**marks, LATE: {"points": -row.late_penalty}} if row.late_penalty else marks)


def find_changes(
    before: Mapping[str, Published], after: Mapping[str, Published]
) -> Iterator[GradeChange]:
    """Yield the marks that have changed; a student who is new has none that could."""
    for student, present in after.items():
        if student in before and before[student].marks != present.marks:
            old, new = json.loads(before[student].marks), json.loads(present.marks)
            yield from _of_student(student, old, new)
    for student in sorted(before.keys() - after.keys()):
        points = [mark["points"] for mark in json.loads(before[student].marks).values()]
        score = round(max(0.0, sum(points)), 4)
        yield GradeChange(student, ALL, score, None, "no longer among the submissions")


def _of_student(student: str, old: Marks, new: Marks) -> Iterator[GradeChange]:
    for name in [*old, *(name for name in new if name not in old)]:
        one, other = old.get(name, {}), new.get(name, {})
        if one.get("points") != other.get("points"):
            why = "; ".join(_why(name, one, other)) or "marked again"
            yield GradeChange(student, name, one.get("points"), other.get("points"), why)


def _why(name: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    if name == LATE:
        yield "another penalty for lateness"
    elif not old or not new:
        yield "the check is new" if new else "the check is gone"
    elif old["by hand"] or new["by hand"]:
        yield "set by hand" if new["by hand"] else "no longer set by hand"
    else:
        if old["attempt"] != new["attempt"]:
            yield "another attempt counts"
        elif not old["key"]:
            yield "it was not marked before"
        elif old["key"] != new["key"]:
            yield "other answers were handed in"
        if old["worth"] != new["worth"]:
            yield f"worth {number(new['worth'])} in place of {number(old['worth'])}"
        if old["seed"] != new["seed"]:
            yield f"seed {new['seed']} in place of {old['seed']}"
        elif old["judge"] != new["judge"]:
            yield "the check was changed"


def table(changes: Sequence[GradeChange]) -> str:
    """Return the text of changes.csv, in the given order."""
    lines = ["when,student,check,before,after,why\n"]
    for change in changes:
        names = (change.made, change.student, change.check)
        points = ("" if value is None else value for value in (change.before, change.after))
        lines.append(csv_row(*names, *points, change.why))
    return "".join(lines)
