"""The instructor's notebook with the learner's answers: what to run for whom, and what was mended.

Nothing else is taken of what was handed in but definitions and imports that an answer needs.
"""

import ast
import builtins
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from textwrap import shorten

from convedu.grading.common import static_analysis
from convedu.grading.exercise.model import Answer, Exercise
from convedu.grading.limits import NOTEBOOK_DEFINITIONS
from convedu.grading.submissions.cells import choose, repair
from convedu.grading.submissions.parse import Cell

_KNOWN = frozenset(dir(builtins)) | {"display", "get_ipython"}


@dataclass(frozen=True)
class Piece:
    """Some source to run for the student, and the id of the answer that it belongs to."""

    answer: str
    text: str
    keeps: tuple[str, ...] = ()  # names that count as they are after it, whatever runs later


@dataclass(frozen=True)
class Extraction:
    """What to run for the student, after the instructor's own set-up."""

    pieces: tuple[Piece, ...]  # in the order in which to run them
    missing: tuple[str, ...] = ()  # ids of answers of which nothing was found
    repairs: tuple[str, ...] = ()  # a sentence for each thing that was not as it should be

    def text(self, answer: str) -> str:
        """Return the source that was found for one answer."""
        return "\n\n".join(piece.text for piece in self.pieces if piece.answer == answer)

    def canonical(self) -> str:
        """Return one text for all that counts: the same text, the same marks."""
        return json.dumps([(piece.answer, piece.text) for piece in self.pieces])


def extract(exercise: Exercise, cells: Sequence[Cell]) -> Extraction:
    """Take the answers out of a submitted notebook."""
    cells, repairs = repair(exercise, cells)
    chosen = {answer.id: choose(answer, exercise, cells, repairs) for answer in exercise.answers}
    used = {index for one in chosen.values() for index in one.cells}
    answers = {answer.id: answer for answer in exercise.answers}
    ready = {name: one.cells if one.is_filled else [] for name, one in chosen.items()}
    bound = {
        name: answer
        for answer, own in ready.items()
        for index in own
        for name in static_analysis.cell(cells[index].source).binds
    }
    others = [
        (index, cell.source)
        for index, cell in enumerate(cells)
        if cell.kind == "code" and index not in used
    ]
    pool = DefinitionPool(others, _KNOWN | exercise.given | bound.keys(), exercise.names.keys())
    pieces: dict[str, list[Piece]] = {}
    missing: list[str] = []

    def run(answer: Answer) -> None:
        """Add an answer's pieces, after those of answers that were written above it and it uses."""
        if answer.id in pieces:
            return
        pieces[answer.id] = []
        own = ready[answer.id]
        texts = [cells[index].source for index in own]
        for name in sorted(_uses(texts)):
            other = bound.get(name, answer.id)
            if other != answer.id and ready[other][-1] < own[0]:
                run(answers[other])
        gap = not texts and not answer.names <= pool.known
        helpers = pool.take(texts, answer.names if gap else (), chosen[answer.id].end)
        if helpers:
            first_lines = (text.split("\n")[0] for text in helpers)
            names = ", ".join(f"`{shorten(line, 60, placeholder='...')}`" for line in first_lines)
            repairs.append(f"`{answer.id}`: taken from other cells: {names}.")
        elif gap:
            texts = [cells[index].source for index in chosen[answer.id].cells]
            missing.extend([] if texts else [answer.id])
        del pieces[answer.id]  # after those that it needed
        pieces[answer.id] = [Piece(answer.id, text) for text in helpers]
        for text in texts:
            keeps = sorted(answer.names & static_analysis.cell(text).binds) if own else ()
            pieces[answer.id].append(Piece(answer.id, text, tuple(keeps)))

    for answer in exercise.answers:
        run(answer)
    if missing:
        names = ", ".join(f"`{name}`" for name in missing)
        repairs.append(f"Deleted, and defined nowhere else: {names}.")
    return Extraction(
        tuple(piece for part in pieces.values() for piece in part),
        tuple(missing),
        tuple(dict.fromkeys(repairs)),
    )


def _uses(texts: Iterable[str]) -> set[str]:
    return set().union(*(static_analysis.cell(text).uses for text in texts))


class DefinitionPool:
    """Definitions outside the answers, and what fills them: an answer may take what it needs."""

    def __init__(self, texts: Iterable[tuple[int, str]], known: Set[str], asked: Set[str]) -> None:
        self.known = known
        self.taken: set[int] = set()
        every = (
            (cell, *pair) for cell, text in texts for pair in static_analysis.definitions(text)
        )
        self.definitions = list(islice(every, NOTEBOOK_DEFINITIONS))
        self.stars: list[int] = []  # may bind anything, but are nobody's own answer
        self.binding: defaultdict[str, list[int]] = defaultdict(list)
        self.filling: defaultdict[str, list[int]] = defaultdict(list)
        self.modules: set[str] = set()  # which a call of their functions does not change
        self.needs: list[Set[str]] = []
        for index, (_, text, reading) in enumerate(self.definitions):
            (statement,) = reading.tree.body
            is_block = not isinstance(statement, static_analysis.DEFINITIONS)
            self.needs.append(reading.uses - reading.binds if is_block else reading.uses)
            if isinstance(statement, ast.Import | ast.ImportFrom):
                self.modules |= reading.binds
            if text.startswith("from ") and text.endswith(" import *"):
                self.stars.append(index)
            elif not static_analysis.is_placeholder(text, asked):
                for name in reading.binds:
                    (self.filling if is_block else self.binding)[name].append(index)
                for name in static_analysis.changes(statement):
                    self.filling[name].append(index)

    def take(self, texts: Iterable[str], wanted: Iterable[str], end: int) -> list[str]:
        """Return, each once, what `texts` need or what binds `wanted`, with what these need."""
        wanted = set(wanted)
        needed = (wanted | _uses(texts)) - self.known
        indexes: set[int] = set()
        asked: set[str] = set()
        while needed:
            added = {index for name in needed for index in self._above(self.binding, name, end)}
            helpers = needed - wanted - self.modules  # a test may fill what it is about
            added.update(
                index for name in helpers for index in self._above(self.filling, name, end)
            )
            added.update(self.stars if needed - wanted else ())
            asked |= needed  # once, found or not
            indexes.update(added)
            needed = set().union(*(self.needs[index] for index in added)) - self.known - asked
        indexes -= self.taken
        self.taken |= indexes
        return [self.definitions[n][1] for n in sorted(indexes)]

    def _above(self, by_name: Mapping[str, list[int]], name: str, end: int) -> list[int]:
        indexes = by_name.get(name, [])
        return [index for index in indexes if self.definitions[index][0] < end] or indexes
