"""Which line of a platform's table is whose: by number or login first, else by a clear name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from convedu.grading.gradebook.people import name_variants
from convedu.grading.model import StudentGrade


@dataclass(frozen=True)
class Person:
    """A line of the platform's table."""

    line: int
    name: str
    numbers: tuple[str, ...]  # ids, logins, addresses; the strongest first


def match(
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
            claimed.setdefault(fitting[0].line, []).append((how, row))
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


_Index = Mapping[str, list[Person]]


def _levels(people: Sequence[Person]) -> list[_Index]:
    """Return indexes of the people: by each of their numbers, and last by their names."""
    columns = zip(*(person.numbers for person in people), strict=True)
    keys = [list(map(_logins, column)) for column in columns]
    keys.append([name_variants(person.name) for person in people])
    return [_index(people, level) for level in keys]


def _index(people: Sequence[Person], keys: Sequence[set[str]]) -> _Index:
    index: dict[str, list[Person]] = {}
    for person, own in zip(people, keys, strict=True):
        for key in own:
            index.setdefault(key, []).append(person)
    return index


def _logins(number: str) -> set[str]:
    """Return a number or address, and the part of an address that people take for the login."""
    plain = number.strip().casefold()
    return {plain, plain.partition("@")[0]} - {""}


def _fitting(row: StudentGrade, levels: Sequence[_Index]) -> tuple[list[Person], str]:
    """Return who fits at the strongest level at which anybody does, and by what."""
    *numbers, names = levels
    for how, key in (("id", row.id.casefold()), ("login", row.student.casefold())):
        for level in numbers:
            if key and (fitting := level.get(key)):
                return fitting, how
    people = {
        person.line: person for key in name_variants(row.student) for person in names.get(key, ())
    }
    return list(people.values()), "name"
