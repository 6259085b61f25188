"""What a platform is to the grader: how its submissions lie, and how marks and pages get into it.

The pages go into one zip or folder, named so that the platform gives each to its owner.
"""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from convedu.grading.common import atomic_write
from convedu.grading.common.errors import UserError
from convedu.grading.common.text import remarks
from convedu.grading.exercise.model import Exercise
from convedu.grading.model import StudentGrade
from convedu.grading.report import feedback_name
from convedu.grading.submissions.files import File, Layout

_NEVER = (1980, 1, 1, 0, 0, 0)  # so that the same pages give the same bytes


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


def write_feedback(
    platform: Platform,
    pages: Path,
    rows: Sequence[StudentGrade],
    handed_in: Mapping[str, File],
    to: Path,
) -> Exported:
    """Write the pages, as a platform names them, to a zip or folder; raises UserError."""
    if platform.feedback is None:
        raise UserError(f"{platform.name} takes no feedback in bulk")
    paths = {row.student: platform.feedback(row, handed_in.get(row.student)) for row in rows}
    named = {student: path for student, path in paths.items() if path}
    if to.suffix == ".zip":
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as made:
            for student, path in named.items():
                page = (pages / feedback_name(student)).read_bytes()
                made.writestr(zipfile.ZipInfo(path, _NEVER), page, zipfile.ZIP_DEFLATED)
        atomic_write.write(to, content.getvalue())
    else:
        for student, path in named.items():
            atomic_write.write(to / path, (pages / feedback_name(student)).read_bytes())
    left = [student for student in paths if student not in named]
    what = f"Not in it, since {platform.name} gave no number for them"
    return Exported(len(named), len(left), remarks({what: left}))


def by_login(row: StudentGrade, handed_in: File | None) -> str:
    """Return where a page belongs in a folder of one's own: by number or login, else by name."""
    return f"{Path(feedback_name(row.id or row.student)).stem}/feedback.html"


PLATFORM = Platform("folder", feedback=by_login, feedback_file="feedback-by-login")
