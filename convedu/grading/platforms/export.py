"""A class's marks, from where they are kept to a file that a platform takes."""

from collections.abc import Sequence
from pathlib import Path

from convedu.grading.common.atomic_write import write
from convedu.grading.exercise.model import Exercise
from convedu.grading.model import StudentGrade
from convedu.grading.platforms.csv_sheet import Sheet, SheetError
from convedu.grading.platforms.platform import Exported, Platform


def fill_table(
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

    Raises SheetError if the table cannot be filled in, or would be overwritten (then nothing is
    written), OSError if a file cannot be read or written.
    """
    if to.exists() and to.samefile(source):
        raise SheetError(f"the output is {source} itself, expected another: yours stays as it is")
    assert platform.fill is not None  # or there is no table to fill in
    filled = platform.fill(Sheet.read(source), exercise, rows, column=column, scale=scale)
    write(to, filled.data)
    return Exported(to, filled.placed, filled.missing, filled.notes)
