"""The grader's data: a job, its results, the grades; plain, cheap to import and to send."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from convedu.grading.common.errors import UserError
from convedu.grading.exercise.model import Exercise
from convedu.grading.limits import Limits

WAITING = "needs a person"  # the state of a verdict that only a person can give
NOT_ISOLATED = "none: not isolated"  # what a result says was around the student process


class KernelLostError(UserError):
    """The trusted kernel died or hangs: no verdict of the learner's, but a fault of the grader."""


@dataclass(frozen=True)
class Verdict:
    """What one check says of one submission."""

    check: str  # the check's name
    # ``missing``, ``keep working``, ``almost``, ``correct``, ``needs a person``, or ``failed``
    # where the check itself stopped with an error
    state: str
    fraction: float  # the share of the check's points
    misconception: str | None = None  # the bug that explains the answer
    message: str = ""  # what the learner is told
    case: str = ""  # the smallest failing case; empty where it is hidden
    seconds: float = field(default=0.0, compare=False)  # how long the check took
    # ``timeout``, ``memory`` or ``died`` where a bound ended the learner's process, else empty
    limit_hit: str = ""


@dataclass(frozen=True)
class Job:
    """Everything but the submission: the same for a whole class."""

    exercise: Exercise  # the instructor's notebook
    seed: int  # which cases the checks draw
    sandbox: str  # ``bubblewrap`` or ``none``
    limits: Limits = field(default_factory=Limits)  # what a submission may use
    hidden: tuple[str, ...] = ()  # folders that the jail must not show


@dataclass(frozen=True)
class Result:
    """What came of one submission."""

    # ``ok``; ``repaired``, if something had to be mended first; ``unreadable``, if there was
    # nothing to mark; ``failed``, if the grader itself did not manage
    status: str
    reasons: tuple[str, ...] = ()  # A sentence for each repair, or why it was not marked
    key: str = ""  # digest of the answers as they were run; empty if there are none
    verdicts: tuple[Verdict, ...] = ()  # one for each check
    isolation: str = ""  # what was around the student process
    # The answer cells' ids and what was run as the learner's answer to each
    answers: tuple[tuple[str, str], ...] = ()

    def with_failures(self) -> "Result":
        """Return the result with a sentence for each check that itself failed."""
        failed = [verdict for verdict in self.verdicts if verdict.state == "failed"]
        if not failed:
            return self
        sentences = (f"The check `{one.check}` itself failed ({one.message})." for one in failed)
        return replace(self, status="failed", reasons=(*self.reasons, *sentences))


@dataclass(frozen=True)
class Override:
    """What a person has set by hand in place of a check's points."""

    points: float  # what counts
    comment: str = ""  # why; the student reads it
    set: str = ""  # when, as ISO 8601 in UTC
    outdated: bool = False  # whether other answers counted then


@dataclass(frozen=True)
class Attempt:
    """One of the things that a student has handed in."""

    student: str
    result: Result
    attempt: str = ""  # which it is; empty if there is one
    id: str = ""  # what the learning platform calls the student; empty if it said nothing
    submitted: datetime | None = None  # when it was handed in, in UTC, where that is known


@dataclass(frozen=True)
class StudentGrade:
    """One student's result, as reports show it."""

    student: str
    result: Result  # what came of the submission that counts
    points: Mapping[str, float]  # for each check, by its name; overrides are in it
    # Those set by hand, by the check's name
    overrides: Mapping[str, Override] = field(default_factory=dict)
    id: str = ""  # what the learning platform calls the student; empty if it said nothing
    submitted: datetime | None = None  # when it was handed in, in UTC, where that is known
    attempt: str = ""  # which of several attempts counts; empty if there is one
    attempts: int = 1
    days_late: int = 0  # days begun after the due date
    late_penalty: float = 0.0
    own_due: datetime | None = None  # the student's own due date, where it is not the class's
    group: tuple[str, ...] = ()  # all for whom one submission counts; empty for one alone
    handed_in_by: str = ""  # the member of the group whose submission it is; empty for the student

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
        by = f"Handed in by {self.handed_in_by}." if self.handed_in_by else ""
        if self.result.status == "ok" and not by:
            return waiting or "ok"
        reasons = filter(None, [*self.result.reasons, by, waiting])
        return f"{self.result.status}: {' '.join(reasons)}".removesuffix(": ")


def student_grade(exercise: Exercise, student: str, result: Result) -> StudentGrade:
    """Turn a result's fractions into points."""
    fractions = {verdict.check: verdict.fraction for verdict in result.verdicts}
    points = {
        check.name: round(check.points * fractions.get(check.name, 0.0), 4)
        for check in exercise.checks
    }
    return StudentGrade(student, result, points)


@dataclass(frozen=True)
class GradeChange:
    """A mark that is another than it was."""

    student: str
    check: str  # its name; ``(late)`` is the penalty, ``(all)`` the score
    before: float | None  # the points; None if there were none
    after: float | None
    why: str  # what has changed
    made: str = ""  # when, as ISO 8601 in UTC; empty for now


@dataclass(frozen=True)
class Published:
    """What was written out about a student."""

    page: str  # the digest of what the feedback is made from
    marks: str  # JSON: for each check what the mark is made from
