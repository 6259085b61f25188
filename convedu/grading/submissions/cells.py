"""A submitted notebook's cells: damaged ones are mended, and those that are answers chosen.

As an answer those cells count that its check has seen when the notebook was run.
"""

import ast
import json
import re
import textwrap
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from convedu.grading.common import static_analysis
from convedu.grading.exercise.model import Answer, Exercise
from convedu.grading.submissions.parse import Cell

_FENCE = re.compile(r"^[ \t]*```.*$", re.MULTILINE)  # within a line: no text takes long


def repair(exercise: Exercise, cells: Sequence[Cell]) -> tuple[list[Cell], list[str]]:
    """Return the cells in a form in which answers can be found, and a sentence for each repair."""
    repairs: list[str] = []
    cells = _identified(exercise, cells)
    plain = [_as_python(cell, exercise, repairs) for cell in cells]
    whole = _unsplit(exercise, plain, repairs)
    return _retyped(exercise, whole, repairs), repairs


def _identified(exercise: Exercise, cells: Sequence[Cell]) -> list[Cell]:
    """Give the instructor's own cells back the ids that some editors renew or strip."""
    present = {name for cell in cells for name in cell.ids}
    lost: dict[str, list[str]] = {}
    for name, text in exercise.texts:
        if name not in present:
            lost.setdefault(text.strip(), []).append(name)
    identified = []
    for cell in cells:
        names = [] if cell.ids & exercise.ids else lost.get(cell.source.strip(), [])
        identified.append(replace(cell, id=names.pop(0)) if names else cell)
    return identified


def binds(cell: Cell, answer: Answer) -> bool:
    """Tell whether a cell's source binds a name that the answer is asked for."""
    return bool(static_analysis.cell(cell.source).binds & answer.names)


def _as_python(cell: Cell, exercise: Exercise, repairs: list[str]) -> Cell:
    """Take magics out, and the margin off what then defines an answer: a split part needs its."""
    if cell.kind != "code":
        return cell
    text, dropped = static_analysis.strip_magics(cell.source)
    if dropped:
        lines = ", ".join(f"`{line[:40]}`" for line in dropped[:3])
        repairs.append(f"Lines that are not Python were passed over: {lines}.")
    plain = replace(cell, source=text)
    if static_analysis.read(text).is_python:
        return plain
    whole = replace(cell, source=textwrap.dedent(text))
    return whole if any(binds(whole, answer) for answer in exercise.answers) else plain


def _unsplit(exercise: Exercise, cells: list[Cell], repairs: list[str]) -> list[Cell]:
    """Join an answer with the cells after it, where it is no Python without them."""
    whole, index = [], 0
    while index < len(cells):
        cell, used = cells[index], 1
        for answer in exercise.answers:
            if cell.kind == "code" and answer.id in cell.ids:
                texts = list(_own(cells[index:], answer, exercise))
                used = static_analysis.parts_of_cell(texts)
                cell = replace(cell, source="\n".join(texts[:used]))
                if used > 1:
                    repairs.append(f"`{answer.id}`: {used} parts of a split cell were joined.")
        whole.append(cell)
        index += used
    return whole


def _own(cells: Sequence[Cell], answer: Answer, exercise: Exercise) -> Iterator[str]:
    """Yield the texts of the first cell and of those after it that may be parts of it."""
    for cell in cells:
        if cell.kind != "code" or (cell.ids & exercise.ids and answer.id not in cell.ids):
            return
        yield cell.source


def _retyped(exercise: Exercise, cells: list[Cell], repairs: list[str]) -> list[Cell]:
    """Take the text of a markdown or raw cell as code where an answer has no other."""
    for answer in exercise.answers:
        if any(cell.kind == "code" and binds(cell, answer) for cell in cells):
            continue
        for index, cell in enumerate(cells):
            text = static_analysis.strip_magics(_FENCE.sub("", cell.source).strip("\n"))[0]
            code = replace(cell, kind="code", source=text)
            if cell.kind != "code" and (answer.id in cell.ids or binds(code, answer)):
                cells[index] = code
                repairs.append(f"`{answer.id}`: the text of a {cell.kind} cell was taken as code.")
    return cells


@dataclass(frozen=True)
class Chosen:
    """The numbers of the cells of an answer, and of the cell that ends it."""

    cells: list[int]
    is_filled: bool
    end: int


def choose(answer: Answer, exercise: Exercise, cells: Sequence[Cell], repairs: list[str]) -> Chosen:
    """Return the cells that count as an answer; `repairs` gets a sentence for what was amiss."""
    code = [index for index, cell in enumerate(cells) if cell.kind == "code"]
    own = [index for index in code if answer.id in cells[index].ids]
    others = [index for index in code if not cells[index].ids & exercise.ids]
    named = [index for index in others if binds(cells[index], answer)]
    group = sorted({*own, *named})
    filled = [
        index
        for index in group
        if not static_analysis.is_placeholder(cells[index].source, answer.names)
    ]
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
    return Chosen(counted or group, bool(counted), end)


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
    next_ones = exercise.ids - {answer.id} if first is not None else frozenset()
    below = range(0 if first is None else first + 1, len(cells))
    for wanted in (asking, next_ones):
        for index in below:
            if cells[index].ids & wanted and answer.id not in cells[index].ids:
                return index
    return len(cells)


@lru_cache(maxsize=4)
def _checks(judge: str) -> dict[str, frozenset[str]]:
    """Return the names that each cell of the judge's notebook uses."""
    cells = json.loads(judge)["cells"] if judge else ()
    return {cell["id"]: static_analysis.cell("".join(cell["source"])).uses for cell in cells}
