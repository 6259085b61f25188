"""Which cells count as an answer: those that its check has seen when the notebook was run."""

import ast
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from convedu.grading.common import static_analysis
from convedu.grading.exercise.model import Answer, Exercise
from convedu.grading.submissions.parse import Cell
from convedu.grading.submissions.repair import binds


@dataclass(frozen=True)
class Chosen:
    """The numbers of the cells of an answer, and of the cell that ends it."""

    cells: list[int]
    end: int


def choose(answer: Answer, exercise: Exercise, cells: Sequence[Cell], repairs: list[str]) -> Chosen:
    """Return the cells that count as an answer; `repairs` gets a sentence for what was amiss."""
    code = [index for index, cell in enumerate(cells) if cell.kind == "code"]
    own = [index for index in code if answer.id in cells[index].ids]
    others = [index for index in code if not cells[index].ids & exercise.ids]
    named = [index for index in others if binds(cells[index], answer)]
    group = sorted({*own, *named})
    filled = [index for index in group if not is_placeholder(cells[index], answer)]
    first = next((index for index in own if index in filled), min(own, default=None))
    end = _end(answer, exercise, cells, first)
    # What is below the answer's check counts only where nothing above it defines the name.
    levels = [
        [index for index in filled if (first is None or index >= first) and index < end],
        [index for index in filled if first is not None and index < first],
        [index for index in filled if index >= end],
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
    return Chosen(counted or group, end)


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
        for index in level:
            reading = static_analysis.read(cells[index].source)
            names = reading.binds & answer.names
            if names & wanted or (number == 0 and index in own):
                yield index
                defined |= names - _augmented(reading.tree)
        wanted -= defined


def _augmented(tree: ast.Module) -> set[str]:
    """Return the names that are changed as by `count += 1`, and so need a definition above."""
    targets = (one.target for one in tree.body if isinstance(one, ast.AugAssign))
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _end(answer: Answer, exercise: Exercise, cells: Sequence[Cell], first: int | None) -> int:
    """Return the number of the answer's check, or else of the next cell of the exercise's."""
    checks = _checks(exercise.judge)
    asking = {name for name, uses in checks.items() if uses & answer.names}
    start = -1 if first is None else first
    for wanted in (asking, exercise.ids - {answer.id} if first is not None else ()):
        for index, cell in enumerate(cells[start + 1 :], start + 1):
            if cell.ids & set(wanted) and answer.id not in cell.ids:
                return index
    return len(cells)


@lru_cache(maxsize=4)
def _checks(judge: str) -> dict[str, frozenset[str]]:
    """Return the names that each cell of the judge's notebook uses."""
    cells = json.loads(judge)["cells"] if judge else ()
    return {cell["id"]: static_analysis.cell("".join(cell["source"])).uses for cell in cells}
