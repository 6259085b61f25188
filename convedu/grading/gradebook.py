"""What a student gets: fractions become points, a person may overrule, lateness costs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .exercise import Exercise
from .marks import Result


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
    """

    points: float
    comment: str = ""
    set: str = ""


@dataclass(frozen=True)
class Row:
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
    penalty: float = 0.0

    @property
    def score(self) -> float:
        """The sum of the points, less the penalty."""
        return round(max(0.0, sum(self.points.values()) - self.penalty), 4)

    @property
    def status(self) -> str:
        """The status and, behind a colon, the reasons for it."""
        if self.result.status == "ok":
            return "ok"
        return f"{self.result.status}: {' '.join(self.result.reasons)}"


def row_of(exercise: Exercise, student: str, result: Result) -> Row:
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
    Row
    """
    fractions = {verdict.check: verdict.fraction for verdict in result.verdicts}
    points = {
        check.name: round(check.points * fractions.get(check.name, 0.0), 4)
        for check in exercise.checks
    }
    return Row(student, result, points)
