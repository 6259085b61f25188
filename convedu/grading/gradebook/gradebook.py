"""What a student gets: fractions become points, a person may overrule, lateness costs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from convedu.grading.common.text import natural
from convedu.grading.exercise.load import Exercise
from convedu.grading.gradebook.policy import Policy
from convedu.grading.model import WAITING, Result


@dataclass(frozen=True)
class Override:
    """What a person has set by hand in place of a check's points.

    Attributes
    ----------
    points : float
        What counts.
    comment : str
        Why; the student reads it.
    set : str
        When, as ISO 8601 in UTC.
    outdated : bool
        Whether other answers counted then.
    """

    points: float
    comment: str = ""
    set: str = ""
    outdated: bool = False


@dataclass(frozen=True)
class Attempt:
    """One of the things that a student has handed in.

    Attributes
    ----------
    student : str
        The name.
    result : Result
        What came of it.
    attempt : str
        Which it is; empty if there is one.
    id : str
        What the learning platform calls the student; empty if it said nothing.
    submitted : datetime or None
        When it was handed in, in UTC, where that is known.
    """

    student: str
    result: Result
    attempt: str = ""
    id: str = ""
    submitted: datetime | None = None


@dataclass(frozen=True)
class StudentGrade:
    """One student's result, as reports show it.

    Attributes
    ----------
    student : str
        The name.
    result : Result
        What came of the submission that counts.
    points : mapping of str to float
        For each check, by its name; overrides are in it.
    overrides : mapping of str to Override
        Those set by hand, by the check's name.
    id : str
        What the learning platform calls the student; empty if it said nothing.
    submitted : datetime or None
        When it was handed in, in UTC, where that is known.
    attempt : str
        Which of several attempts counts; empty if there is one.
    attempts : int
        How many there are.
    days_late : int
        Days begun after the due date.
    penalty : float
        Points taken off for that.
    """

    student: str
    result: Result
    points: Mapping[str, float]
    overrides: Mapping[str, Override] = field(default_factory=dict)
    id: str = ""
    submitted: datetime | None = None
    attempt: str = ""
    attempts: int = 1
    days_late: int = 0
    late_penalty: float = 0.0

    @property
    def score(self) -> float:
        """The sum of the points, less the penalty."""
        return round(max(0.0, sum(self.points.values()) - self.late_penalty), 4)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The checks whose points a person must set and has not set yet."""
        waiting = [one.check for one in self.result.verdicts if one.state == WAITING]
        return tuple(name for name in waiting if name not in self.overrides)

    @property
    def status(self) -> str:
        """The status and, behind a colon, the reasons for it."""
        waiting = f"{WAITING}: {', '.join(self.waiting)}" if self.waiting else ""
        if self.result.status == "ok":
            return waiting or "ok"
        return f"{self.result.status}: {' '.join([*self.result.reasons, waiting])}".rstrip()


def gradebook(
    exercise: Exercise,
    attempts: Iterable[Attempt],
    policy: Policy,
    overrides: Mapping[str, Mapping[str, tuple[Override, str]]],
) -> Iterator[StudentGrade]:
    """Turn results into marks.

    Parameters
    ----------
    exercise : Exercise
        Says what each check is worth.
    attempts : iterable of Attempt
        Those of a student one after the other.
    policy : Policy
        Which attempt counts, and what lateness costs.
    overrides : mapping
        For each student and check what was set by hand, and the key of the answers it was set on.

    Yields
    ------
    StudentGrade
        One for each student.
    """
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
    row = row_of(exercise, attempt.student, attempt.result)
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


def row_of(exercise: Exercise, student: str, result: Result) -> StudentGrade:
    """Turn a result's fractions into points.

    Parameters
    ----------
    exercise : Exercise
        Says what each check is worth.
    student : str
        Whose result it is.
    result : Result
        A check without a verdict gives no points.

    Returns
    -------
    StudentGrade
    """
    fractions = {verdict.check: verdict.fraction for verdict in result.verdicts}
    points = {
        check.name: round(check.points * fractions.get(check.name, 0.0), 4)
        for check in exercise.checks
    }
    return StudentGrade(student, result, points)
