"""A plain table with all there is of each mark, for a spreadsheet."""

from collections.abc import Sequence
from pathlib import Path

from convedu.grading.common import atomic_write
from convedu.grading.exercise.model import Exercise
from convedu.grading.gradebook.grades_csv import spreadsheet
from convedu.grading.model import StudentGrade
from convedu.grading.platforms.platform import Exported, Platform


def write(exercise: Exercise, rows: Sequence[StudentGrade], to: Path) -> Exported:
    """Write the table."""
    atomic_write.write(to, spreadsheet(exercise, rows))
    return Exported(len(rows))


PLATFORM = Platform("csv", write=write, file="marks.csv")
