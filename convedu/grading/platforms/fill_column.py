"""What the two platforms' tables have in common: a column is found, scores are put in and told."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from convedu.grading.common.errors import UserError
from convedu.grading.common.text import number, remarks
from convedu.grading.gradebook.own_rules import name_variants
from convedu.grading.model import StudentGrade
from convedu.grading.platforms.csv_sheet import Sheet
from convedu.grading.platforms.platform import Exported


@dataclass(frozen=True)
class Person:
    """A line of the platform's table."""

    line: int
    name: str
    numbers: tuple[str, ...]  # ids, logins, addresses; the strongest first


_Level = dict[str, set[Person]]


def fill(
    rows: Sequence[StudentGrade],
    people: Sequence[Person],
    put: Callable[[int, StudentGrade, float], str],
    *,
    maximum: str,
    points: float,
    scale: bool,
) -> Exported:
    """Put each score where it belongs: `put` writes it into a line, or returns why it did not.

    Where the table's `maximum` is not the exercise's `points`, that is told, or with `scale` the
    scores are converted; raises UserError if it is no number to convert to.
    """
    worth, maximum = as_number(maximum), maximum.strip()
    notes = []
    if scale and not worth:
        raise UserError(
            f"the table's maximum is {maximum!r}, expected a number above 0: "
            "without it --scale has nothing to convert to"
        )
    if maximum and worth is None:
        notes.append(f"The table's maximum {maximum!r} is not understood.")
    elif worth is not None and worth != points and not scale:
        worths = f"{number(worth)}, the exercise's {number(points)}"
        notes.append(f"The table's maximum is {worths}; --scale converts the marks.")
    marked = [row for row in rows if is_marked(row)]
    lines, mismatches = _match(marked, people)
    kept: dict[str, list[str]] = {}
    for line, row in lines.items():
        score = row.score / points * worth if scale and worth and points else row.score
        if why := put(line, row, score):
            kept.setdefault(why, []).append(row.student)
    placed = len(lines) - sum(map(len, kept.values()))
    doubtful = doubts([*lines.values(), *(row for row in rows if not is_marked(row))])
    notes += [*remarks(mismatches | kept), *doubtful]
    return Exported(placed, len(rows) - placed, notes)


def _match(
    rows: Sequence[StudentGrade], people: Sequence[Person]
) -> tuple[dict[int, StudentGrade], dict[str, list[str]]]:
    """Return each line's row, and what is to be said of whom."""
    levels = _levels(people)
    claimed: dict[int, list[tuple[str, StudentGrade]]] = {}
    unknown: list[str] = []
    unclear: list[str] = []
    for row in rows:
        fitting, how = _fitting(row, levels)
        if len(fitting) == 1:
            (person,) = fitting
            claimed.setdefault(person.line, []).append((how, row))
        else:
            (unclear if fitting else unknown).append(row.student)
    lines: dict[int, StudentGrade] = {}
    differing: list[str] = []
    for person in people:
        claims = claimed.get(person.line, [])
        sure = [claim for claim in claims if claim[0] == "id"] or claims
        if len(sure) == 1:
            ((how, row),) = sure
            lines[person.line] = row
            differing += _remarks(row, person, how)
        unclear += [row.student for _, row in claims if row is not lines.get(person.line)]
    return lines, {
        "Marked here, but not in the table": unknown,
        "Marked here, but it is unclear who that is in the table": unclear,
        "In the table, but without a mark here": [
            one.name or one.numbers[0] for one in people if one.line not in lines
        ],
        "Number and name do not agree; please look": differing,
    }


def _remarks(row: StudentGrade, person: Person, how: str) -> Iterator[str]:
    """Say so if the platform's number and the name do not both speak for somebody."""
    if row.id and row.id != row.student and person.name:
        if how == "name":
            yield f"{row.student} ({row.id}) by name only"
        elif not name_variants(row.student) & name_variants(person.name):
            yield f"{row.student} is {person.name} ({row.id}) there"


def _levels(people: Sequence[Person]) -> list[_Level]:
    """Return who has which key: by each of their numbers, and last by their names."""
    count = len(people[0].numbers) + 1 if people else 1
    levels: list[_Level] = [{} for _ in range(count)]
    for person in people:
        keys = [*map(_logins, person.numbers), name_variants(person.name)]
        for level, own in zip(levels, keys, strict=True):
            for key in own:
                level.setdefault(key, set()).add(person)
    return levels


def _logins(number: str) -> set[str]:
    """Return a number or address, and the part of an address that people take for the login."""
    plain = number.strip().casefold()
    return {plain, plain.partition("@")[0]} - {""}


def _fitting(row: StudentGrade, levels: Sequence[_Level]) -> tuple[set[Person], str]:
    """Return who fits at the strongest level at which anybody does, and by what."""
    *numbers, names = levels
    for how, key in (("id", row.id.casefold()), ("login", row.student.casefold())):
        for level in numbers:
            if key and (fitting := level.get(key)):
                return fitting, how
    variants = name_variants(row.student)
    return set().union(*(names.get(key, ()) for key in variants)), "name"


def is_marked(row: StudentGrade) -> bool:
    """Tell whether a row has a mark to be given: where the grader failed a person has to set it."""
    if row.result.status != "failed":
        return True
    judged = {one.check for one in row.result.verdicts if one.state != "failed"}
    return row.points.keys() <= judged | row.overrides.keys()


def doubts(rows: Sequence[StudentGrade]) -> list[str]:
    """Return a sentence for each reason to wait with marks, or to look at them again."""
    reasons: dict[str, Callable[[StudentGrade], object]] = {
        "A person has not marked all of it yet": lambda row: row.waiting,
        "Not marked, since the grader failed, and left out": lambda row: not is_marked(row),
        "There was nothing to mark, which gives 0": lambda row: row.result.status == "unreadable",
    }
    return remarks(
        {what: [row.student for row in rows if applies(row)] for what, applies in reasons.items()}
    )


_PLAIN = re.compile(r"\d+(?:[.]\d+|,(?!\d{3}$)\d+)?")
_GROUPED = re.compile(
    r"(?P<whole>\d{1,3}(?:(?P<sign>[.,'’ \u00a0\u202f])\d{3})(?:(?P=sign)\d{3})*)"
    r"(?:(?!(?P=sign))[.,](?P<rest>\d+))?"
)


def as_number(text: str) -> float | None:
    """Return a number as it is written somewhere in the world, or None if it is unclear."""
    text = text.strip()
    if _PLAIN.fullmatch(text):
        return float(text.replace(",", "."))
    match = _GROUPED.fullmatch(text)
    if not match or (match["rest"] is None and len(match["whole"]) < 8):
        return None
    return float(re.sub(r"\D", "", match["whole"]) + "." + (match["rest"] or "0"))


def no_column(sheet: Sheet, wanted: str, choices: Sequence[str]) -> UserError:
    """Return the error that lists the columns there are."""
    return UserError(
        f"{sheet.name} has no column {wanted}; name one with --column: "
        + (", ".join(repr(title) for title in choices) or "it has none to fill in")
    )
