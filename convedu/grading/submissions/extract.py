"""The instructor's notebook with the learner's answers: what to run for whom, and what was mended.

Only the source of answers comes from the learner. A cell is found by its id, else by its nbgrader
id, else by the names that it defines; of the rest of what was handed in nothing is taken but the
definitions and imports that an answer needs.
"""

import ast
import builtins
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from convedu.grading.common import static_analysis
from convedu.grading.exercise.load import Answer, Exercise
from convedu.grading.submissions.parse import Cell
from convedu.grading.submissions.repair import (
    binds,
    claimed,
    marked,
    mend,
)

MOST_DEFINITIONS = 2_000  # outside the answers
_KNOWN = frozenset(dir(builtins)) | {"display", "get_ipython"}


@dataclass(frozen=True)
class Piece:
    """Some source to run for the student, and the id of the answer that it belongs to."""

    answer: str
    text: str


@dataclass(frozen=True)
class Extraction:
    """What to run for the student, after the instructor's own set-up.

    Attributes
    ----------
    pieces : tuple of Piece
        In the order in which to run them.
    missing : tuple of str
        Ids of answers of which nothing was found.
    repairs : tuple of str
        A sentence for each thing that was not as it should be.
    texts : tuple of Piece
        Answers that are not run but read.
    """

    pieces: tuple[Piece, ...]
    missing: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    texts: tuple[Piece, ...] = ()

    def text(self, answer: str) -> str:
        """Return the source that was found for one answer."""
        every = (*self.pieces, *self.texts)
        return "\n\n".join(piece.text for piece in every if piece.answer == answer)

    def canonical(self) -> str:
        """Return one text for all that counts: the same text, the same marks."""
        return json.dumps([(piece.answer, piece.text) for piece in (*self.pieces, *self.texts)])


def extract(exercise: Exercise, cells: Sequence[Cell]) -> Extraction:
    """Take the answers out of a submitted notebook.

    Parameters
    ----------
    exercise : Exercise
        The instructor's notebook.
    cells : sequence of Cell
        The submitted one.

    Returns
    -------
    Merged
    """
    cells, repairs = mend(exercise, cells)
    chosen = {answer.id: _choose(answer, exercise, cells, repairs) for answer in exercise.coded}
    used = [cell for group in chosen.values() for cell in group]
    shelf = DefinitionPool(
        cell.source for cell in cells if cell.kind == "code" and cell not in used
    )
    ready = {
        answer.id: [cell.source for cell in chosen[answer.id] if not _is_stub(cell, answer)]
        for answer in exercise.coded
    }
    shelf.known |= exercise.given.union(*(_binds(text) for part in ready.values() for text in part))
    pieces, missing = [], []
    for answer in exercise.coded:
        texts = ready[answer.id]
        gap = not texts and not answer.names <= shelf.known
        taken = shelf.take(texts, answer.names if gap else ())
        if taken:
            names = ", ".join(f"`{_short(text)}`" for text in taken)
            repairs.append(f"`{answer.id}`: taken from other cells: {names}.")
        elif gap:
            texts = [cell.source for cell in chosen[answer.id]]
            missing += [] if texts else [answer.id]
        pieces += [Piece(answer.id, text) for text in [*taken, *texts]]
    if missing:
        names = ", ".join(f"`{name}`" for name in missing)
        repairs.append(f"Deleted, and defined nowhere else: {names}.")
    return Extraction(
        tuple(pieces), tuple(missing), tuple(dict.fromkeys(repairs)), tuple(_read(exercise, cells))
    )


def _read(exercise: Exercise, cells: Sequence[Cell]) -> Iterator[Piece]:
    """Yield the answers that a person reads, whatever type of cell they are in."""
    for answer in exercise.answers:
        own = [cell for cell in cells if marked(cell, answer)] if answer.kind == "text" else []
        yield from (Piece(answer.id, cell.source) for cell in own if not _is_stub(cell, answer))


def _choose(
    answer: Answer, exercise: Exercise, cells: Sequence[Cell], repairs: list[str]
) -> list[Cell]:
    """Return the cells that belong to an answer, in the notebook's order: the last one counts."""
    own = [cell for cell in cells if cell.kind == "code" and marked(cell, answer)]
    free = [cell for cell in cells if cell.kind == "code" and not claimed(cell, exercise)]
    named = [cell for cell in free if binds(cell, answer)]
    group = [cell for cell in cells if cell in own or cell in named]
    filled = [cell for cell in group if not _is_stub(cell, answer)]
    if filled and len(filled) < len(group):
        repairs.append(f"`{answer.id}`: an empty copy of the cell was passed over.")
    if len(filled) > 1:
        repairs.append(f"`{answer.id}`: {len(filled)} cells define it and were run in order.")
    if named and not own:
        repairs.append(f"`{answer.id}`: the cell had lost its id and was found by what it defines.")
    return filled or group


def _is_stub(cell: Cell, answer: Answer) -> bool:
    untouched = bool(answer.stub) and cell.source.strip() == answer.stub.strip()
    return untouched or static_analysis.is_placeholder(cell.source, answer.names)


def _short(text: str) -> str:
    line = text.split("\n")[0]
    return line if len(line) <= 60 else f"{line[:57]}..."


class DefinitionPool:
    r"""The definitions outside the answers, from which an answer may take what it needs.

    What fills a list or a dictionary after its definition belongs to it.

    Parameters
    ----------
    texts : iterable of str
        The sources of all code cells that are not run themselves.

    Attributes
    ----------
    known : set of str
        Names for which nothing needs to be taken.

    Examples
    --------
    >>> area = "def area(r): return math.pi * r**2"
    >>> shelf = DefinitionPool(["import math", area, "print(area(2))"])
    >>> shelf.take(["def volume(r, h): return h * area(r)"], ())
    ['import math', 'def area(r):\n    return math.pi * r ** 2']
    """

    def __init__(self, texts: Iterable[str]) -> None:
        pairs = (pair for text in texts for pair in static_analysis.definitions(text))
        self.definitions = list(islice(pairs, MOST_DEFINITIONS))
        self.stars: list[int] = []  # may bind anything, but are nobody's own answer
        self.binding: dict[str, list[int]] = {}
        self.filling: dict[str, list[int]] = {}
        self.modules: set[str] = set()  # which a call of their functions does not change
        for place, (text, reading) in enumerate(self.definitions):
            if text.startswith("from ") and text.endswith(" import *"):
                self.stars.append(place)
            elif not static_analysis.is_placeholder(text, reading.binds):
                self._put(place, reading)
        self.known = set(_KNOWN)
        self.taken: set[int] = set()

    def _put(self, place: int, reading: static_analysis.Names) -> None:
        (statement,) = reading.tree.body
        if isinstance(statement, ast.Import | ast.ImportFrom):
            self.modules |= reading.binds
        by_name = (
            self.binding if isinstance(statement, static_analysis.DEFINITIONS) else self.filling
        )
        for name in reading.binds:
            by_name.setdefault(name, []).append(place)
        for name in static_analysis.changes(statement):
            self.filling.setdefault(name, []).append(place)

    def _needs(self, place: int) -> frozenset[str]:
        reading = self.definitions[place][1]
        is_block = not isinstance(reading.tree.body[0], static_analysis.DEFINITIONS)
        return reading.uses - reading.binds if is_block else reading.uses  # a loop binds its own

    def take(self, texts: Iterable[str], wanted: Iterable[str]) -> list[str]:
        """Return the definitions that `texts` need or that bind `wanted`, with what these need.

        Each is given out once.
        """
        wanted = set(wanted)
        needed = wanted.union(*map(_uses, texts)) - self.known
        places: set[int] = set()
        while needed:
            found = {place for name in needed for place in self.binding.get(name, ())}
            helpers = needed - wanted - self.modules  # a test may fill what it is about
            found.update(place for name in helpers for place in self.filling.get(name, ()))
            found.update(self.stars if needed - wanted else ())
            self.known |= needed  # asked for once, found or not
            places.update(found)
            needed = set().union(*map(self._needs, found)) - self.known
        places -= self.taken
        self.taken |= places
        return [self.definitions[n][0] for n in sorted(places)]


def _binds(text: str) -> frozenset[str]:
    found = static_analysis.read(text)
    return found.binds if found else frozenset()


def _uses(text: str) -> frozenset[str]:
    found = static_analysis.read(text)
    return found.uses if found else frozenset()
