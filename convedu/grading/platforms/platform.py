"""What a platform is to the grader: how its submissions lie, and how marks get into it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from convedu.grading.exercise.model import Exercise
from convedu.grading.model import StudentGrade
from convedu.grading.submissions.files import File
from convedu.grading.submissions.owner import Layout


@dataclass(frozen=True)
class Exported:
    """How many marks are in what a platform gets, and what to look at before it is uploaded."""

    placed: int
    missing: int = 0  # marks of the class that have no place in it
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Platform:
    """A platform; what it does not have is None.

    `fill` puts marks into the platform's own table (with the options `column` and `scale`); `write`
    makes a file or folder anew. `file` is what that is called beside the marks. `feedback` names
    the place of a learner's page (nothing, if it cannot) in the zip or folder `feedback_file`.
    """

    name: str
    layout: Layout | None = None
    fill: Callable[..., Exported] | None = None
    write: Callable[[Exercise, Sequence[StudentGrade], Path], Exported] | None = None
    file: str = ""
    feedback: Callable[[StudentGrade, File | None], str] | None = None
    feedback_file: str = ""
