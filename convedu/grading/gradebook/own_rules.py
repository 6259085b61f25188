"""Own due dates and groups: which students an instructor's tables mean, and what holds for them."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from convedu.grading.common.errors import UserError
from convedu.grading.common.text import remarks, shown

MOST_NAMES = 12
_ID_BEHIND = re.compile(r" \([^()]*\)$")


@dataclass(frozen=True)
class Entry:
    """What a line of one of the two tables says, and of whom: looked up anew with each class."""

    where: str  # such as ``extensions.csv, line 3, column student``
    cells: tuple[str, ...]  # the learner's name, login, number or address, as written
    value: str  # the due date in ISO 8601, or the group
    id: str = ""  # what the platform calls the learner, if the table says it


@dataclass(frozen=True)
class OwnRules:
    """What holds for some of a class."""

    due: Mapping[str, datetime]  # a student's own due date
    groups: Mapping[str, tuple[str, ...]]  # by each member the whole group, if one handed in
    ids: Mapping[str, str]  # what the platform calls members who have handed in nothing
    notes: Sequence[str] = ()  # what the instructor should know of


class People:
    """The students of a class, each with a name and what the platform calls them."""

    def __init__(self, students: Iterable[tuple[str, str]]) -> None:
        self._ways: list[dict[str, set[str]]] = [{}, {}, {}]  # the sure ones first
        for student, id_ in students:
            keys = {student}, {id_.casefold(), student.casefold()}, name_variants(student)
            for way, written in zip(self._ways, keys, strict=True):
                for key in written - {""}:
                    way.setdefault(key, set()).add(student)

    def find(self, cells: Sequence[str]) -> list[str]:
        """Return who is meant by all of the cells that fit anybody: several if that is unclear."""
        fitting = [people for cell in filter(None, cells) if (people := self._fitting(cell))]
        if not fitting:
            return []
        return sorted(set.intersection(*fitting) or set.union(*fitting))

    def one(self, *cells: str) -> str:
        """Return the only one who is meant by the cells; raises UserError."""
        fitting, written = self.find(cells), [*filter(None, cells)]
        if len(fitting) == 1:
            return fitting[0]
        if not fitting:
            raise UserError(unknown("student", " or ".join(written), self._ways[0]))
        names = " or ".join(map(repr, written))
        raise UserError(f"{names} may be {' or '.join(fitting)}: give an id or login")

    def _fitting(self, cell: str) -> set[str]:
        exact, folded, variants = self._ways
        return (
            exact.get(cell)
            or folded.get(cell.casefold())
            or folded.get(cell.casefold().partition("@")[0])
            or set().union(*(variants.get(one, ()) for one in name_variants(cell)))
        )


def own_rules(
    extensions: Iterable[Entry], members: Iterable[Entry], students: Iterable[tuple[str, str]]
) -> OwnRules:
    """Find out whom the entries mean; raises UserError where that is not one student each."""
    people = People(students)
    present, absent = _by_student(members, people)
    by_group: dict[str, list[str]] = {}
    for student, entry in (present | absent).items():
        by_group.setdefault(entry.value, []).append(student)
    handed_in = {entry.value for entry in present.values()}
    absent = {name: entry for name, entry in absent.items() if entry.value in handed_in}
    in_group = present | absent
    due, strangers = _by_student(extensions, people)
    due_of_absent, strangers = _by_student(
        strangers.values(), People((name, entry.id) for name, entry in absent.items())
    )
    dates = due | due_of_absent
    notes = remarks(
        {
            "With an extension, but nobody so called has handed in": sorted(strangers),
            "In a group, without a submission of their own": sorted(absent),
            "Groups without any submission": sorted(by_group.keys() - handed_in),
        }
    )
    return OwnRules(
        due={name: datetime.fromisoformat(entry.value) for name, entry in dates.items()},
        groups={name: tuple(sorted(by_group[entry.value])) for name, entry in in_group.items()},
        ids={name: entry.id for name, entry in absent.items()},
        notes=notes,
    )


def _by_student(
    entries: Iterable[Entry], people: People
) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """Return the entries of students who are there, and those of others by the name in them."""
    present: dict[str, Entry] = {}
    others: dict[str, Entry] = {}
    for entry in entries:
        fitting = people.find(entry.cells)
        if len(fitting) > 1:
            raise UserError(
                f"{entry.where}: {entry.cells[0]!r} may be {' or '.join(fitting)}; "
                "expected an id or a login that only one of them has"
            )
        student, into = (fitting[0], present) if fitting else (entry.cells[0], others)
        if student in into:
            raise UserError(
                f"{entry.where}: {student} is there a second time, after {into[student].where}"
            )
        into[student] = entry
    return present, others


def name_variants(name: str) -> set[str]:
    """Return the ways to write a name that count as the same: "Lovelace, Ada" is "lovelaceada"."""
    last, comma, first = _ID_BEHIND.sub("", name).partition(",")
    both = {_squeezed(last + first), _squeezed(first + last)} if comma else {_squeezed(last)}
    return both - {""}


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())


def unknown(what: str, name: str, names: Iterable[str]) -> str:
    """Return a sentence on a name that is not known, with the nearest or the possible ones."""
    names = list(names)
    written: dict[str, list[str]] = {}  # in full, and each word of a person's name
    for one in names:
        for part in {one.casefold(), *one.casefold().split()}:
            written.setdefault(part, []).append(one)
    near = difflib.get_close_matches(name.casefold(), written, n=3)
    if likely := list(dict.fromkeys(one for part in near for one in written[part]))[:3]:
        meant = " or ".join(map(repr, likely))
        return f"there is no {what} {name!r}; did you mean {meant}?"
    return f"there is no {what} {name!r}, expected one of: {shown(names, MOST_NAMES)}"
