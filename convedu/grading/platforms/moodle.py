"""Moodle: its download of all submissions, and its grading worksheet with marks and comments.

The download has folders, ``Full Name_123456_assignsubmission_file_/x.ipynb``, or with the option
unticked ``..._file_x.ipynb``, and text typed in as ``..._onlinetext_``. The number is the
participant's in this assignment; with blind marking every name is "Participant"; groups have a name
and number, or none. Times are those of the download. (moodle/moodle: mod/assign/classes/
downloader.php, get_student_prefix and load_submissionplugin_filelist.)

The worksheet's import finds people by the number in "Participant 123" alone, skips what was
changed after the time in "Last modified (grade)" or is above the maximum, and takes decimals with a
point in every language. (mod/assign/feedback/offline/importgradeslib.php and locallib.php.) Titles
are in the language of whoever downloads it, but in one order (mod/assign/gradingtable.php). So the
maximum is known by its one number in all lines, with words of "yes" and "no" behind it and grades,
or nothing, before it. English titles are looked for first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from convedu.grading.common.errors import UserError
from convedu.grading.common.text import number, remarks
from convedu.grading.exercise.model import Exercise
from convedu.grading.model import StudentGrade
from convedu.grading.platforms.csv_sheet import Sheet
from convedu.grading.platforms.fill_column import Person, as_number, fill, no_column
from convedu.grading.platforms.platform import Exported, Platform
from convedu.grading.report.sentences import comment, is_ours
from convedu.grading.submissions.files import File, Layout, OwnedFile

_FILE = re.compile(
    r"(?P<name>.+?)(?:_(?P<id>\d+))?_assignsubmission_[a-z0-9]+?(?:_(?P<rest>.*))?",
    re.DOTALL,
)
_NUMBER = re.compile(r"\D*(\d+)")
_LOGINS = ("Username", "ID number", "Email address")
# "Yes" and "no" (core/moodle) in Moodle's language packs.
_YES = {
    *("yes", "ja", "oui", "sí", "sì", "si", "sim", "kyllä", "da", "tak", "ano", "áno", "igen"),
    *("evet", "jah", "jā", "taip", "bai", "po", "já", "ya", "có", "ναι", "да", "так"),
    *("иә", "тийм", "はい", "是", "예", "네", "כן", "نعم", "بله", "ใช่", "हाँ", "დიახ", "այո"),
}
_NO = {
    *("no", "nein", "non", "não", "nee", "nej", "nei", "ei", "ne", "nie", "nem", "nu", "hayır"),
    *("nē", "ez", "jo", "tidak", "không", "όχι", "нет", "не", "ні", "жоқ", "үгүй"),
    *("いいえ", "否", "아니오", "아니요", "לא", "لا", "خیر", "ไม่", "नहीं", "არა", "ոչ"),
}


def owner_of(file: File) -> OwnedFile | None:
    """Say whose a file is."""
    match = _FILE.fullmatch(file.parts[0])
    if not match:
        return None
    rest = file.parts[1:] or ((match["rest"],) if match["rest"] else ())
    return OwnedFile(file, match["name"], match["id"] or "", rest)


@dataclass(frozen=True)
class Columns:
    """The numbers of a worksheet's columns; None where there is none."""

    grade: int
    maximum: int | None
    locked: int | None
    comments: int | None
    name: int | None
    logins: tuple[int, ...]


def fill_moodle(
    sheet: Sheet,
    exercise: Exercise,
    rows: Sequence[StudentGrade],
    *,
    column: str = "",
    scale: bool = False,
) -> Exported:
    """Fill in grades (in `column`) and comments; raises UserError if it is no worksheet."""
    numbers = {
        line: match[1]
        for line in sheet.below()
        if (match := _NUMBER.fullmatch(sheet.value(line, 0).strip()))
    }
    if not numbers:
        raise UserError(
            f"{sheet.name} is no grading worksheet of Moodle: expected an Identifier such as "
            "'Participant 123' in its first column"
        )
    columns = _find_columns(sheet, column)
    people = []
    for line, identifier in numbers.items():
        logins = (sheet.value(line, index) for index in columns.logins)
        people.append(Person(line, sheet.value(line, columns.name), (identifier, *logins)))
    maximum = sheet.value(people[0].line, columns.maximum)
    worth = as_number(maximum)
    own_words: list[str] = []

    def put(line: int, row: StudentGrade, score: float) -> str:
        if sheet.value(line, columns.locked).strip().casefold() in _NO:
            return "The grade is locked, and left as it is"
        if worth is not None and round(score, 4) > worth:
            return "Above the maximum, which Moodle skips without a word, and left out"
        sheet.put(line, columns.grade, number(score))
        if columns.comments is None:
            return ""
        if is_ours(sheet.value(line, columns.comments)):
            sheet.put(line, columns.comments, comment(exercise, row))
        else:
            own_words.append(row.student)
        return ""

    filled = fill(rows, people, put, maximum=maximum, points=exercise.points, scale=scale)
    notes = [*filled.notes, *remarks({"A comment of somebody's was there and stays": own_words})]
    if columns.comments is None:
        notes.append("There is no column 'Feedback comments', so no comment was written.")
    return replace(filled, notes=notes)


def _find_columns(sheet: Sheet, wanted: str) -> Columns:
    """Return where everything is; raises UserError if it is no worksheet that is understood."""
    grade, comments = sheet.column(wanted or "Grade"), sheet.column("Feedback comments")
    maximum, locked = sheet.column("Maximum Grade"), sheet.column("Grade can be changed")
    if maximum is None:
        maximum = sheet.column("Scale")
    if maximum is None and locked is None:
        maxima = [index for index in _maxima(sheet) if not wanted or index - 1 == grade]
        if len(maxima) == 1:
            maximum = maxima[0]
            locked, grade = maximum + 1, maximum - 1
        elif wanted and grade:
            maximum, locked = grade + 1, grade + 2  # by their order; what is in them is seen below
        if maximum:
            comments = maximum + 4 if len(sheet.header) == maximum + 5 else comments
    if grade in (None, 0):
        raise no_column(sheet, repr(wanted or "Grade"), sheet.header[1:])
    written = {sheet.value(line, maximum).strip() for line in sheet.below()}
    is_scale = any(re.search(r"[^\W\d_]", text) for text in written)
    is_other = maximum not in (None, grade + 1) or (
        maximum == len(sheet.header) and not _are_grades(sheet, grade)
    )
    if is_scale or (wanted and is_other):
        raise UserError(
            f"{sheet.name}: the column behind {sheet.header[grade]!r} is no maximum, expected the "
            "grades of an assignment that is graded by points, not by a scale"
        )
    words = {sheet.value(line, locked).strip() for line in sheet.below()} - {""}
    if unknown := sorted(word for word in words if word.casefold() not in _YES | _NO):
        raise UserError(
            f"{sheet.name}: whether a grade can be changed is {' or '.join(map(repr, unknown))}, "
            "which is not understood: download the worksheet in English"
        )
    name = sheet.column("Full name")
    logins = tuple(index for title in _LOGINS if (index := sheet.column(title)) is not None)
    if name is None and not logins:  # by their order: the name if there is one, logins, the status
        name = None if grade == 2 or sheet.column("Status") == 1 else 1
        logins = tuple(range(2, grade - 1))
    return Columns(grade, maximum, locked, comments, name, logins)


def _are_grades(sheet: Sheet, index: int) -> bool:
    values = {sheet.value(line, index).strip() for line in sheet.below()}
    return all(value in ("", "-") or as_number(value) is not None for value in values)


def _maxima(sheet: Sheet) -> Iterator[int]:
    """Yield the columns that can be the maximum, by what is in and beside them."""
    for index in range(2, len(sheet.header) - 1):
        values = {sheet.value(line, index).strip() for line in sheet.below()}
        words = {sheet.value(line, index + 1).strip().casefold() for line in sheet.below()}
        is_maximum = len(values) == 1 and all(as_number(value) is not None for value in values)
        are_words = 1 <= len(words) <= 2 and not any(re.search(r"\d", word) for word in words)
        if is_maximum and are_words and "" not in words and _are_grades(sheet, index - 1):
            yield index


def feedback(row: StudentGrade, handed_in: File | None) -> str:
    """Return where a page belongs in the zip of feedback files: Moodle goes by the number."""
    # mod/assign/feedback/file/importziplib.php: divided at underscores, found by the number
    owner = owner_of(handed_in) if handed_in else None
    number = owner.id if owner else row.id
    if not number.isdecimal():
        return ""
    name = re.sub(r"[_/\\]", " ", owner.student if owner else row.student)
    return f"{name}_{number}_assignsubmission_file_/feedback.html"


PLATFORM = Platform(
    "moodle",
    Layout("moodle", "Moodle's download of all submissions", owner_of),
    fill=fill_moodle,
    file="moodle.csv",
    feedback=feedback,
    feedback_file="feedback-moodle.zip",
)
