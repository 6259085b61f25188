"""A class's marks, from where they are kept to a file that a platform takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from convedu.grading.common.atomic_write import write
from convedu.grading.exercise.load import Exercise
from convedu.grading.gradebook.grades_csv import spreadsheet
from convedu.grading.model import StudentGrade
from convedu.grading.platforms.canvas import fill_canvas
from convedu.grading.platforms.csv_sheet import Sheet, SheetError
from convedu.grading.platforms.fill_column import Filled, doubts, is_marked
from convedu.grading.platforms.gradescope import results
from convedu.grading.platforms.moodle import fill_moodle
from convedu.grading.report import feedback_name

Platform = Literal["canvas", "moodle"]
_FILLS = {"canvas": fill_canvas, "moodle": fill_moodle}


@dataclass(frozen=True)
class Exported:
    """What was written.

    Attributes
    ----------
    path : Path
        The file or folder.
    placed, missing : int
        How many marks are in it, and how many of the class are not.
    notes : tuple of str
        What to look at before it is uploaded.
    """

    path: Path
    placed: int
    missing: int = 0
    notes: tuple[str, ...] = ()


def to_platform(
    platform: Platform,
    source: Path,
    exercise: Exercise,
    rows: Sequence[StudentGrade],
    to: Path,
    *,
    column: str = "",
    scale: bool = False,
) -> Exported:
    """Fill in a platform's own table, and write it as another file.

    Parameters
    ----------
    platform : {"canvas", "moodle"}
        Whose table it is.
    source : Path
        The table as the platform exports it; it stays as it is.
    exercise, rows
        The class.
    to : Path
        Where to.
    column : str
        Which column; see `fill_canvas` and `fill_moodle`.
    scale : bool
        Convert the points to the platform's maximum.

    Returns
    -------
    Exported

    Raises
    ------
    SheetError
        If the table cannot be filled in, or would be overwritten; then nothing is written.
    OSError
        If a file cannot be read or written.
    """
    if to.exists() and to.samefile(source):
        raise SheetError(f"--to is {source} itself; expected another file: yours stays as it is")
    filled: Filled = _FILLS[platform](
        Sheet.read(source), exercise, rows, column=column, scale=scale
    )
    _write(to, filled.data)
    return Exported(to, filled.placed, filled.missing, filled.notes)


def to_gradescope(exercise: Exercise, rows: Sequence[StudentGrade], to: Path) -> Exported:
    """Write results.json: for one student, or a folder of them.

    Parameters
    ----------
    exercise, rows
        The class; with one student, as in an autograder there, `to` may be a file.
    to : Path
        A file whose name ends in ``.json``, or a folder.

    Returns
    -------
    Exported
        Where the grader failed nothing is written: that is no mark of 0.

    Raises
    ------
    SheetError
        If several students are to be written into one file.
    OSError
        If it cannot be written.
    """
    single = to.suffix == ".json"
    if single and len(rows) != 1:
        raise SheetError(f"--to is {to}, but there are {len(rows)} students; expected a folder")
    marked = [row for row in rows if is_marked(row)]
    for row in marked:
        path = to if single else to / Path(feedback_name(row.student)).with_suffix(".json")
        _write(path, results(exercise, row))
    return Exported(to, len(marked), len(rows) - len(marked), tuple(doubts(rows)))


def to_spreadsheet(exercise: Exercise, rows: Sequence[StudentGrade], to: Path) -> Exported:
    """Write a table for Excel with all there is of each mark.

    Parameters
    ----------
    exercise, rows
        The class.
    to : Path
        Where to.

    Returns
    -------
    Exported
    """
    _write(to, spreadsheet(exercise, rows))
    return Exported(to, len(rows))


def _write(to: Path, content: str | bytes) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    write(to, content)
