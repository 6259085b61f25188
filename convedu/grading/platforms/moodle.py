"""Moodle's grading worksheet, with marks and comments filled in.

Its columns: Identifier ("Participant 123", the number that is also in the names of the downloaded
submissions), Full name and Email address (not with blind marking), Status, Grade, Maximum Grade,
Grade can be changed, Last modified (submission), Last modified (grade), Feedback comments. The
import finds people by the Identifier's number alone, skips what was changed after the time in "Last
modified (grade)" or is above the maximum, and takes decimals with a point in every language.
(moodle/moodle:
mod/assign/feedback/offline/importgradeslib.php and locallib.php, lib/moodlelib.php unformat_float.)
The titles are in the language of whoever downloads it, so the column may have to be named.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from convedu.grading.common.text import shown
from convedu.grading.exercise.load import Exercise
from convedu.grading.model import StudentGrade
from convedu.grading.platforms.comments import comment, is_ours
from convedu.grading.platforms.csv_sheet import Sheet, SheetError
from convedu.grading.platforms.fill_column import (
    Filled,
    as_number,
    fill,
    no_column,
    scaled,
    worth_note,
)
from convedu.grading.platforms.match import Person

LOGINS = ("Username", "ID number", "Email address")
_NUMBER = re.compile(r"\D*(\d+)")


def fill_moodle(
    sheet: Sheet,
    exercise: Exercise,
    rows: Sequence[StudentGrade],
    *,
    column: str = "",
    scale: bool = False,
) -> Filled:
    """Fill in the grades and the comments.

    Parameters
    ----------
    sheet : Sheet
        The worksheet as Moodle gives it; it is changed.
    exercise : Exercise
        What was marked.
    rows : sequence of Row
        The class.
    column : str
        The title of the grades, if it is not "Grade".
    scale : bool
        Convert the exercise's points to the worksheet's maximum.

    Returns
    -------
    Filled

    Raises
    ------
    SheetError
        If it is no worksheet, or the column is not there.
    """
    people = _people(sheet)
    place = _grades(sheet, column or "Grade")
    highest, locked = sheet.column("Maximum Grade"), sheet.column("Grade can be changed")
    said = sheet.column("Feedback comments")
    possible = as_number(sheet.value(people[0].line, highest))
    own_words: list[str] = []

    def put(line: int, row: StudentGrade) -> str:
        if sheet.value(line, locked).strip().casefold() == "no":
            return "The grade is locked, and left as it is"
        score = scaled(row, exercise.points, possible, scale=scale)
        if possible is not None and float(score) > possible:
            return "Above the maximum, which Moodle skips without a word, and left out"
        sheet.put(line, place, score)
        if said is not None and is_ours(sheet.value(line, said)):
            sheet.put(line, said, comment(exercise, row))
        elif said is not None:
            own_words.append(row.student)
        return ""

    filled = fill(sheet, rows, people, put)
    notes = [*worth_note(exercise.points, possible, scale=scale), *filled.notes]
    if own_words:
        notes.append(f"A comment of somebody's was there and stays: {shown(own_words)}.")
    if said is None:
        notes.append("There is no column 'Feedback comments', so no comment was written.")
    return replace(filled, notes=tuple(notes))


def _grades(sheet: Sheet, title: str) -> int:
    place = sheet.column(title)
    if place in (None, 0):
        raise no_column(sheet, repr(title), sheet.header[1:])
    return place


def _people(sheet: Sheet) -> list[Person]:
    columns = [place for title in LOGINS if (place := sheet.column(title)) is not None]
    name = sheet.column("Full name")
    people = []
    for line in sheet.below():
        if found := _NUMBER.fullmatch(sheet.value(line, 0).strip()):
            numbers = (found[1], *(sheet.value(line, place) for place in columns))
            people.append(Person(line, sheet.value(line, name), numbers))
    if not people:
        raise SheetError(
            f"{sheet.name} is no grading worksheet of Moodle: expected an Identifier such as "
            "'Participant 123' in its first column"
        )
    return people
