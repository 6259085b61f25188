"""What the commands have to tell a script, as plain data; docs/instructors.md has the keys."""

from pathlib import Path
from typing import Any

from convedu.grading.grade.write_reports import GradedClass
from convedu.grading.model import Result, StudentGrade
from convedu.grading.report import feedback_name

CHANGE = ("student", "check", "before", "after", "why")


def class_facts(marked: GradedClass, out: Path) -> dict[str, Any]:
    """Return what there is to say of a class that was marked."""
    exercise = marked.job.exercise
    return {
        "exercise": exercise.name,
        "seed": marked.job.seed,
        "isolation": marked.isolation,
        "max_score": exercise.points,
        "checks": {check.name: check.points for check in exercise.checks},
        "students": [_student(row, out) for row in marked.rows],
        "changes": [{name: getattr(one, name) for name in CHANGE} for one in marked.changes],
        "grades": str(out / "grades.csv"),
        "report": str(out / "report.html"),
    }


def _student(row: StudentGrade, out: Path) -> dict[str, Any]:
    return {
        "student": row.student,
        "id": row.id,
        "score": row.score,
        "status": row.result.status,
        "reasons": list(row.result.reasons),
        "needs_a_person": list(row.waiting),
        "points": dict(row.points),
        "set_by_hand": sorted(row.overrides),
        "misconceptions": {
            one.check: one.misconception for one in row.result.verdicts if one.misconception
        },
        "attempt": row.attempt,
        "attempts": row.attempts,
        "group": list(row.group),
        "handed_in_by": row.handed_in_by,
        "own_due": row.own_due.isoformat() if row.own_due else "",
        "days_late": row.days_late,
        "penalty": row.late_penalty,
        "feedback": str(out / "feedback" / feedback_name(row.student)),
    }


def check_facts(result: Result) -> dict[str, Any]:
    """Return what there is to say of a learner's own notebook."""
    names = ("check", "state", "fraction", "misconception", "message")
    return {
        "reasons": list(result.reasons),
        "checks": [{name: getattr(one, name) for name in names} for one in result.verdicts],
    }
