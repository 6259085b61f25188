"""Mends damaged cells before answers are looked for: magics, splits, wrong cell types."""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import replace

from convedu.grading.common import static_analysis
from convedu.grading.exercise.model import Answer, Exercise
from convedu.grading.limits import SPLIT_PARTS
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
                cell, used = _joined(cells[index : index + SPLIT_PARTS], answer, exercise)
                if used > 1:
                    repairs.append(f"`{answer.id}`: {used} parts of a split cell were joined.")
        whole.append(cell)
        index += used
    return whole


def _joined(cells: Sequence[Cell], answer: Answer, exercise: Exercise) -> tuple[Cell, int]:
    """Return the first cell with as many after it as make it Python, and how many that is."""
    first = cells[0]
    for count in range(2, len(cells) + 1):
        last = cells[count - 1]
        if last.kind != "code" or (last.ids & exercise.ids and answer.id not in last.ids):
            break
        is_part = last.source[:1] == " " and not static_analysis.read(last.source).is_python
        if static_analysis.read(first.source).is_python and not is_part:
            break
        text = "\n".join(cell.source for cell in cells[:count])
        if static_analysis.read(text).is_python:
            return replace(first, source=text), count
    return first, 1


def _retyped(exercise: Exercise, cells: list[Cell], repairs: list[str]) -> list[Cell]:
    """Take the text of a markdown or raw cell as code where an answer has no other."""
    cells = list(cells)
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
