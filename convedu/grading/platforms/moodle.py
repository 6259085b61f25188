"""Moodle: its download of all submissions, and its grading worksheet with marks and comments.

The download has folders, or with the option unticked one flat folder:
``Full Name_123456_assignsubmission_file_/x.ipynb``, ``..._file_x.ipynb``, text typed in as
``..._onlinetext_``. Underscores in names become spaces; the number is the participant's in this
assignment; with blind marking every name is "Participant"; groups have their own name and number,
or none. Up to 3.x the plugin's name ends in an underscore. (moodle/moodle:
mod/assign/classes/downloader.php, get_student_prefix and load_submissionplugin_filelist;
files/classes/local/archive_writer/zip_writer.php streams files into the zip, so each has the time
of the download and none that of its submission.)

The worksheet's columns: Identifier ("Participant 123", the same number), Full name and Email
address (not with blind marking), Status, Grade, Maximum Grade, Grade can be changed, Last modified
(submission), Last modified (grade), Feedback comments. The import finds people by the Identifier's
number alone, skips what was changed after the time in "Last modified (grade)" or is above the
maximum, and takes decimals with a point in every language. (mod/assign/feedback/offline/
importgradeslib.php and locallib.php, lib/moodlelib.php unformat_float.)
The titles are in the language of whoever downloads it: see `moodle_columns`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from convedu.grading.common.text import number, remarks
from convedu.grading.exercise.model import Exercise
from convedu.grading.model import StudentGrade
from convedu.grading.platforms.comments import comment, is_ours
from convedu.grading.platforms.csv_sheet import Sheet
from convedu.grading.platforms.fill_column import Maximum, fill
from convedu.grading.platforms.match import Person
from convedu.grading.platforms.moodle_columns import NUMBER, Columns, find_columns, is_no
from convedu.grading.platforms.platform import Exported, Platform
from convedu.grading.submissions.files import File
from convedu.grading.submissions.owner import Layout, Owner, share_owned

_FILE = re.compile(
    r"(?P<name>.+?)(?:_(?P<id>\d+))?_assignsubmission_[a-z0-9]+?(?:_(?P<rest>.*))?",
    re.DOTALL,
)


def owner_of(file: File) -> Owner | None:
    """Say whose a file is."""
    match = _FILE.fullmatch(file.parts[0])
    if not match:
        return None
    rest = file.parts[1:] or ((match["rest"],) if match["rest"] else ())
    is_flat = len(file.parts) == 1 and not file.folder
    return Owner(match["name"], match["id"] or "", rest, flat=is_flat)


def share(files: Sequence[File]) -> float:
    """Return how many files, or without any how many folders, are named as Moodle does it."""
    tops = [File((file.parts[0],), file.read) for file in files if file.folder]
    return share_owned(files, owner_of) or (
        sum(owner_of(top) is not None for top in tops) / len(tops) if tops else 0.0
    )


def fill_moodle(
    sheet: Sheet,
    exercise: Exercise,
    rows: Sequence[StudentGrade],
    *,
    column: str = "",
    scale: bool = False,
) -> Exported:
    """Fill in the grades and the comments.

    `column` is the title of the grades, if it is not "Grade"; `scale` converts the exercise's
    points to the worksheet's maximum. Raises SheetError if it is no worksheet, or the column is not
    there.
    """
    columns = find_columns(sheet, column)
    people = _people(sheet, columns)
    worth = sheet.value(people[0].line, columns.maximum)
    maximum = Maximum(worth, exercise.points, scale=scale)
    own_words: list[str] = []

    def put(line: int, row: StudentGrade, score: float) -> str:
        if columns.locked is not None and is_no(sheet.value(line, columns.locked)):
            return "The grade is locked, and left as it is"
        if maximum.value is not None and round(score, 4) > maximum.value:
            return "Above the maximum, which Moodle skips without a word, and left out"
        sheet.put(line, columns.grade, number(score))
        if columns.comments is None:
            return ""
        if is_ours(sheet.value(line, columns.comments)):
            sheet.put(line, columns.comments, comment(exercise, row))
        else:
            own_words.append(row.student)
        return ""

    filled = fill(rows, people, maximum, put)
    notes = [*filled.notes, *remarks({"A comment of somebody's was there and stays": own_words})]
    if columns.comments is None:
        notes.append("There is no column 'Feedback comments', so no comment was written.")
    return replace(filled, notes=notes)


def _people(sheet: Sheet, columns: Columns) -> list[Person]:
    people = []
    for line in sheet.below():
        if match := NUMBER.fullmatch(sheet.value(line, 0).strip()):
            numbers = (match[1], *(sheet.value(line, index) for index in columns.logins))
            people.append(Person(line, sheet.value(line, columns.name), numbers))
    return people


def feedback(row: StudentGrade, handed_in: File | None) -> str:
    """Return where a learner's page belongs in the zip of feedback files.

    Moodle divides the folder's name at underscores into name, number, kind and plugin, and finds
    the participant by the number (mod/assign/feedback/file/importziplib.php).
    """
    owner = owner_of(handed_in) if handed_in else None
    number = owner.id if owner else row.id
    if not number.isdecimal():
        return ""
    name = re.sub(r"[_/\\]", " ", owner.student if owner else row.student)
    return f"{name}_{number}_assignsubmission_file_/feedback.html"


PLATFORM = Platform(
    "moodle",
    Layout("moodle", "Moodle's download of all submissions", owner_of, share),
    fill=fill_moodle,
    file="moodle.csv",
    feedback=feedback,
    feedback_file="feedback-moodle.zip",
)
