"""From attempts to grades: which attempt counts, points set by hand, lateness, groups."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from convedu.grading.common.text import natural
from convedu.grading.exercise.model import Exercise
from convedu.grading.gradebook.own_rules import own_rules
from convedu.grading.gradebook.policy import Policy
from convedu.grading.model import Attempt, Override, StudentGrade, student_grade

_NEVER = datetime.min.replace(tzinfo=UTC)


def gradebook(
    exercise: Exercise,
    attempts: Iterable[Attempt],
    policy: Policy,
    overrides: Mapping[str, Mapping[str, tuple[Override, str]]],
) -> Iterator[StudentGrade]:
    """Turn results into marks: for each student, what counts of the attempts of the group."""
    by_student: dict[str, list[Attempt]] = {}
    for one in attempts:
        by_student.setdefault(one.student, []).append(one)
    ids = {student: some[0].id for student, some in by_student.items()}
    rules = own_rules(policy.extensions, policy.members, ids.items())
    ids = {**rules.ids, **ids}
    for student in sorted({*by_student, *rules.groups}):
        group = rules.groups.get(student, (student,))
        set_by_hand = overrides.get(student, {})
        rows = [
            replace(
                _row(exercise, one, policy, set_by_hand, rules.due.get(student)),
                student=student,
                id=ids[student],
                handed_in_by="" if one.student == student else one.student,
                group=group if len(group) > 1 else (),
            )
            for member in group
            for one in by_student.get(member, ())
        ]
        readable = [row for row in rows if row.result.verdicts or _is_lost(row)] or rows
        chosen = max(readable, key=lambda row: _rank(row, policy))
        yield replace(chosen, attempts=len(rows))


def _is_lost(row: StudentGrade) -> bool:
    """Tell whether the grader failed: nobody knows then whether this was the best attempt."""
    return row.result.status == "failed"


def _rank(row: StudentGrade, policy: Policy) -> tuple:
    """Sort the attempts: of equal scores the later one counts, in a group by the time."""
    time = row.submitted or _NEVER if row.group else _NEVER
    own = not row.handed_in_by  # of two that are alike
    order = (natural(row.attempt), row.result.key, own)
    if policy.attempts == "best":
        return (_is_lost(row), row.score, time, order)
    return (time, row.score if row.group else 0.0, order)


def _row(
    exercise: Exercise,
    attempt: Attempt,
    policy: Policy,
    overrides: Mapping[str, tuple[Override, str]],
    own_due: datetime | None,
) -> StudentGrade:
    row = student_grade(exercise, attempt.student, attempt.result)
    applied = {
        check.name: replace(
            override,
            points=min(override.points, check.points),
            outdated=key != attempt.result.key,
        )
        for check in exercise.checks
        if check.name in overrides
        for override, key in [overrides[check.name]]
    }
    points = {**row.points, **{name: override.points for name, override in applied.items()}}
    late = policy.days_late(attempt.submitted, own_due)
    return replace(
        row,
        points=points,
        overrides=applied,
        submitted=attempt.submitted,
        own_due=own_due,
        attempt=attempt.attempt,
        days_late=late,
        late_penalty=round(
            min(late * policy.late_penalty * exercise.points, sum(points.values())), 4
        ),
    )
