"""Which cells count as an answer: those that its check has seen when the notebook was run."""

import ast
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from convedu.grading.common import static_analysis
from convedu.grading.exercise.model import Answer, Exercise
from convedu.grading.submissions.parse import Cell
from convedu.grading.submissions.repair import binds, claimed, marked


@dataclass(frozen=True)
class Chosen:
    """The cells of an answer in the notebook's order, and the number of the cell that ends it."""

    cells: list[Cell]
    end: int


def choose(answer: Answer, exercise: Exercise, cells: Sequence[Cell], repairs: list[str]) -> Chosen:
    """Return the cells that count as an answer: of those that define a name the last one does.

    What is defined again below the answer's check does not count, unless nothing above it does.
    `repairs` gets a sentence for what was not as it should be.
    """
    code = [place for place, cell in enumerate(cells) if cell.kind == "code"]
    own = [place for place in code if marked(cells[place], answer)]
    named = [
        place
        for place in code
        if not claimed(cells[place], exercise) and binds(cells[place], answer)
    ]
    group = sorted({*own, *named})
    filled = [place for place in group if not is_placeholder(cells[place], answer)]
    first = next((place for place in own if place in filled), min(own, default=None))
    end = _end(answer, exercise, cells, first)
    levels = [
        [place for place in filled if (first is None or place >= first) and place < end],
        [place for place in filled if first is not None and place < first],
        [place for place in filled if place >= end],
    ]
    counted = sorted(_counted(answer, cells, own, levels))
    if counted and len(filled) < len(group):
        repairs.append(f"`{answer.id}`: an empty copy of the cell was passed over.")
    if len(counted) > 1:
        repairs.append(f"`{answer.id}`: {len(counted)} cells define it and were run in order.")
    if set(levels[2]) - set(counted):
        repairs.append(f"`{answer.id}`: what defines it again below its check does not count.")
    if named and not own:
        repairs.append(f"`{answer.id}`: the cell had lost its id and was found by what it defines.")
    return Chosen([cells[place] for place in counted or group], end)


def is_placeholder(cell: Cell, answer: Answer) -> bool:
    """Tell whether nothing is filled in yet."""
    return static_analysis.is_placeholder(cell.source, answer.names)


def _counted(
    answer: Answer, cells: Sequence[Cell], own: Collection[int], levels: Sequence[Sequence[int]]
) -> Iterator[int]:
    """Yield the numbers of the cells that count: a level does for names not defined before it."""
    wanted = set(answer.names)
    for number, level in enumerate(levels):
        defined: set[str] = set()
        for place in level:
            found = static_analysis.read(cells[place].source)
            names = found.binds & answer.names if found else frozenset()
            if names & wanted or (number == 0 and place in own):
                yield place
                defined |= names - _augmented(found)
        wanted -= defined


def _augmented(found: static_analysis.Names | None) -> set[str]:
    """Return the names that are changed as by `count += 1`, and so need a definition above."""
    statements = found.tree.body if found else ()
    targets = (one.target for one in statements if isinstance(one, ast.AugAssign))
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _end(answer: Answer, exercise: Exercise, cells: Sequence[Cell], first: int | None) -> int:
    """Return the number of the answer's check, or else of the next cell of the exercise's."""
    checks = _checks(exercise.judge)
    asking = {name for name, uses in checks.items() if uses & answer.names}
    start = -1 if first is None else first
    for wanted in (asking, exercise.ids - {answer.id} if first is not None else ()):
        for place, cell in enumerate(cells[start + 1 :], start + 1):
            if {cell.id, cell.grade_id} & set(wanted) and not marked(cell, answer):
                return place
    return len(cells)


@lru_cache(maxsize=4)
def _checks(judge: str) -> dict[str, frozenset[str]]:
    """Return the names that each cell of the judge's notebook uses."""
    found = {}
    for cell in json.loads(judge)["cells"] if judge else ():
        found[cell.get("id", "")] = static_analysis.uses("".join(cell["source"]))
    return found
