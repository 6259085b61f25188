"""Who is meant in an instructor's table: by name, login, address or the platform's number."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

_ID_BEHIND = re.compile(r" \([^()]*\)$")


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
        fitting = [found for cell in filter(None, cells) if (found := self._fitting(cell))]
        if not fitting:
            return []
        return sorted(set.intersection(*fitting) or set.union(*fitting))

    def _fitting(self, cell: str) -> set[str]:
        exact, folded, variants = self._ways
        return (
            exact.get(cell)
            or folded.get(cell.casefold())
            or folded.get(cell.casefold().partition("@")[0])
            or set().union(*(variants.get(one, ()) for one in name_variants(cell)))
        )


def name_variants(name: str) -> set[str]:
    """Return the ways to write a name that count as the same: "Lovelace, Ada" is "lovelaceada"."""
    last, comma, first = _ID_BEHIND.sub("", name).partition(",")
    both = {_squeezed(last + first), _squeezed(first + last)} if comma else {_squeezed(last)}
    return both - {""}


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())
