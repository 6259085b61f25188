"""Which marks have moved since they were last written out, and why."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from convedu.grading.exercise.load import Exercise
from convedu.grading.gradebook.gradebook import StudentGrade
from convedu.grading.gradebook.grades_csv import number, safe
from convedu.grading.ledger.database import now
from convedu.grading.ledger.ledger import Ledger, Run

LATE, ALL = "(late)", "(all)"
Marks = dict[str, dict[str, Any]]


def marks_of(exercise: Exercise, row: StudentGrade, run: Run) -> str:
    """Return what each mark of a student is made from."""
    common = {"key": row.result.key, "attempt": row.attempt, "seed": run.row["seed"]}
    marks: Marks = {
        check.name: {
            "points": row.points[check.name],
            "worth": check.points,
            "judge": run.judges[check.name],
            "by hand": check.name in row.overrides,
            **common,
        }
        for check in exercise.checks
    }
    return json.dumps({**marks, LATE: {"points": -row.late_penalty}} if row.late_penalty else marks)


def moved(before: Mapping[str, Published], after: Mapping[str, Published]) -> Iterator[GradeChange]:
    """Yield the marks that have moved; a student who is new has none that could."""
    for student, present in after.items():
        if student in before and before[student].marks != present.marks:
            old, new = json.loads(before[student].marks), json.loads(present.marks)
            yield from _moved(student, old, new)
    for student in sorted(before.keys() - after.keys()):
        points = [mark["points"] for mark in json.loads(before[student].marks).values()]
        score = round(max(0.0, sum(points)), 4)
        yield GradeChange(student, ALL, score, None, "no longer among the submissions")


def _moved(student: str, old: Marks, new: Marks) -> Iterator[GradeChange]:
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
        elif old["key"] != new["key"]:
            yield "other answers were handed in"
        if old["worth"] != new["worth"]:
            yield f"worth {number(new['worth'])} in place of {number(old['worth'])}"
        if old["seed"] != new["seed"]:
            yield f"seed {new['seed']} in place of {old['seed']}"
        elif old["judge"] != new["judge"]:
            yield "the check was changed"


def published(ledger: Ledger) -> dict[str, Published]:
    """Return what was last written out, by student."""
    rows = ledger.base.execute("SELECT student, page, marks FROM published")
    return {student: Published(page, marks) for student, page, marks in rows}


def record(
    ledger: Ledger,
    moves: Sequence[GradeChange],
    before: Mapping[str, Published],
    after: Mapping[str, Published],
) -> None:
    """Record what was written out, and what has moved by that."""
    for one in moves:
        row = {"student": one.student, "name": one.check, "why": one.why, "made": now()}
        ledger.insert("move", {**row, "before": one.before, "after": one.after})
    for student in before.keys() - after.keys():
        ledger.base.execute("DELETE FROM published WHERE student = ?", (student,))
    for student, present in after.items():
        if present != before.get(student):
            row = {"student": student, "page": present.page, "marks": present.marks}
            ledger.insert("published", row)


def history(ledger: Ledger) -> list[GradeChange]:
    """Return all moves that were recorded, the oldest first."""
    rows = ledger.base.execute(
        "SELECT student, name, before, after, why, made FROM move ORDER BY id"
    )
    return [GradeChange(*row) for row in rows]


def table(moves: Sequence[GradeChange]) -> str:
    """Return the text of moves.csv.

    `moves`: in order.
    """
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(["when", "student", "check", "before", "after", "why"])
    for one in moves:
        sheet.writerow([one.made, safe(one.student), safe(one.check), *one.points, safe(one.why)])
    return text.getvalue()
