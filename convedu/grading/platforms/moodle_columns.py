"""The columns of Moodle's grading worksheet, in whatever language it was downloaded.

They have the same order everywhere: the identifier; name and identity fields, unless marking is
blind; status; grade; its maximum; whether it can be changed; two times; comments. (moodle/moodle:
mod/assign/gradingtable.php.) So the maximum is known by its one number in all lines, with words of
"yes" and "no" behind it and grades, or nothing, before it. English titles are looked for first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from convedu.grading.platforms.csv_sheet import Sheet, SheetError
from convedu.grading.platforms.fill_column import as_number, no_column

NUMBER = re.compile(r"\D*(\d+)")
_LOGINS = ("Username", "ID number", "Email address")
# "Yes" and "no" (core/moodle) in Moodle's language packs.
_YES = frozenset(
    {
        *("yes", "ja", "oui", "sí", "si", "sim", "kyllä", "da", "tak", "ano", "áno", "igen"),
        *("evet", "jah", "jā", "taip", "bai", "po", "já", "ya", "có", "ναι", "да", "так"),
        *("иә", "тийм", "はい", "是", "예", "네", "כן", "نعم", "بله", "ใช่", "हाँ", "დიახ", "այո"),
    }
)
_NO = frozenset(
    {
        *("no", "nein", "non", "não", "nee", "nej", "nei", "ei", "ne", "nie", "nem", "nu", "hayır"),
        *("nē", "ez", "jo", "tidak", "không", "όχι", "нет", "не", "ні", "жоқ", "үгүй"),
        *("いいえ", "否", "아니오", "아니요", "לא", "لا", "خیر", "ไม่", "नहीं", "არა", "ոչ"),
    }
)


@dataclass(frozen=True)
class Columns:
    """The numbers of a worksheet's columns; None where there is none."""

    grade: int
    maximum: int | None
    locked: int | None
    comments: int | None
    name: int | None
    logins: tuple[int, ...]


def is_no(word: str) -> bool:
    """Tell whether a word is "no" in one of Moodle's languages."""
    return word.strip().casefold() in _NO


def find_columns(sheet: Sheet, grade: str = "") -> Columns:
    """Return where everything is; `grade` is the title of the grades, if it is known.

    Raises SheetError if it is no worksheet, or one that is not understood.
    """
    if not any(NUMBER.fullmatch(sheet.value(line, 0).strip()) for line in sheet.below()):
        raise SheetError(
            f"{sheet.name} is no grading worksheet of Moodle: expected an Identifier such as "
            "'Participant 123' in its first column"
        )
    maximum, locked = sheet.column("Maximum Grade"), sheet.column("Grade can be changed")
    index = sheet.column(grade or "Grade")
    comments = sheet.column("Feedback comments")
    if maximum is None:
        maxima = [n for n in _maxima(sheet) if not grade or n - 1 == index]
        if len(maxima) == 1:
            maximum = maxima[0]
            locked, index = maximum + 1, maximum - 1
            comments = maximum + 4 if len(sheet.header) == maximum + 5 else comments
    if index in (None, 0):
        raise no_column(sheet, repr(grade or "Grade"), sheet.header[1:])
    if locked is not None:
        _refuse_unknown_words(sheet, locked)
    is_blind = sheet.column("Status") == 1 or (maximum == 3 and index == 2)
    return Columns(index, maximum, locked, comments, *_identity(sheet, index, is_blind=is_blind))


def _identity(sheet: Sheet, grade: int, *, is_blind: bool) -> tuple[int | None, tuple[int, ...]]:
    """Return the columns of the name and of what else identifies a person."""
    named = tuple(index for title in _LOGINS if (index := sheet.column(title)) is not None)
    if named or sheet.column("Full name") is not None:
        return sheet.column("Full name"), named
    fields = range(2, grade - 1)  # behind the name, before the status
    return (None if is_blind else 1), tuple(fields)


def _maxima(sheet: Sheet) -> Iterator[int]:
    """Yield the columns that can be the maximum, by what is in and beside them."""
    for index in range(2, len(sheet.header) - 1):
        values = {sheet.value(line, index).strip() for line in sheet.below()}
        words = {sheet.value(line, index + 1).strip().casefold() for line in sheet.below()}
        grades = {sheet.value(line, index - 1).strip() for line in sheet.below()}
        is_maximum = len(values) == 1 and all(as_number(value) is not None for value in values)
        are_words = 1 <= len(words) <= 2 and not any(re.search(r"\d", word) for word in words)
        are_grades = all(not value or as_number(value) is not None for value in grades)
        if is_maximum and are_words and "" not in words and are_grades:
            yield index


def _refuse_unknown_words(sheet: Sheet, locked: int) -> None:
    words = {sheet.value(line, locked).strip() for line in sheet.below()} - {""}
    unknown = sorted(word for word in words if word.casefold() not in _YES | _NO)
    if unknown:
        raise SheetError(
            f"{sheet.name}: {sheet.header[locked]!r} says {' and '.join(map(repr, unknown))}, "
            "which is not understood: download the worksheet in English"
        )
