"""From attempts to grades: which attempt counts, points set by hand, the cost of lateness."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from convedu.grading.common.text import natural
from convedu.grading.exercise.model import Exercise
from convedu.grading.gradebook.policy import Policy
from convedu.grading.model import Attempt, Override, StudentGrade, student_grade


def gradebook(
    exercise: Exercise,
    attempts: Iterable[Attempt],
    policy: Policy,
    overrides: Mapping[str, Mapping[str, tuple[Override, str]]],
) -> Iterator[StudentGrade]:
    """Turn results into marks."""
    for student, group in groupby(attempts, key=lambda one: one.student):
        held = overrides.get(student, {})
        rows = [_row(exercise, one, policy, held) for one in group]
        readable = [row for row in rows if row.result.verdicts or _is_lost(row)] or rows
        chosen = max(readable, key=lambda row: _rank(row, policy))
        yield replace(chosen, attempts=len(rows))


def _is_lost(row: StudentGrade) -> bool:
    """Tell whether the grader failed: nobody knows then whether this was the best attempt."""
    return row.result.status == "failed"


def _rank(row: StudentGrade, policy: Policy) -> tuple:
    """Sort the attempts: of two with the same score the later one counts."""
    order = (natural(row.attempt), row.result.key)
    return (_is_lost(row), row.score, order) if policy.attempts == "best" else (order,)


def _row(
    exercise: Exercise,
    attempt: Attempt,
    policy: Policy,
    overrides: Mapping[str, tuple[Override, str]],
) -> StudentGrade:
    row = student_grade(exercise, attempt.student, attempt.result)
    held = {
        check.name: replace(
            override,
            points=min(override.points, check.points),
            outdated=key != attempt.result.key,
        )
        for check in exercise.checks
        if check.name in overrides
        for override, key in [overrides[check.name]]
    }
    points = {**row.points, **{name: override.points for name, override in held.items()}}
    late = policy.days_late(attempt.submitted)
    return replace(
        row,
        points=points,
        overrides=held,
        id=attempt.id,
        submitted=attempt.submitted,
        attempt=attempt.attempt,
        days_late=late,
        late_penalty=round(
            min(late * policy.late_penalty * exercise.points, sum(points.values())), 4
        ),
    )
