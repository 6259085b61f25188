"""Mends damaged cells before answers are looked for: magics, splits, wrong cell types."""

import re
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
    plain = [_without_margin(_without_magics(cell, repairs), exercise) for cell in cells]
    whole = _unsplit(exercise, plain, repairs)
    return _retyped(exercise, whole, repairs), repairs


def _identified(exercise: Exercise, cells: Sequence[Cell]) -> list[Cell]:
    """Give the instructor's own cells back the ids that some editors renew or strip."""
    present = {name for cell in cells for name in (cell.id, cell.grade_id)}
    lost: dict[str, list[str]] = {}
    for name, text in exercise.texts:
        if name not in present:
            lost.setdefault(text.strip(), []).append(name)
    identified = []
    for cell in cells:
        names = [] if claimed(cell, exercise) else lost.get(cell.source.strip(), [])
        identified.append(replace(cell, id=names.pop(0)) if names else cell)
    return identified


def marked(cell: Cell, answer: Answer) -> bool:
    """Tell whether a cell carries the answer's id, as its own or as nbgrader's."""
    return answer.id in (cell.id, cell.grade_id)


def claimed(cell: Cell, exercise: Exercise) -> bool:
    """Tell whether a cell carries the id of some cell of the exercise."""
    return bool({cell.id, cell.grade_id} & exercise.ids)


def binds(cell: Cell, answer: Answer) -> bool:
    """Tell whether a cell's source binds a name that the answer is asked for."""
    return bool(static_analysis.binds(cell.source) & answer.names)


def _without_magics(cell: Cell, repairs: list[str]) -> Cell:
    if cell.kind != "code":
        return cell
    text, dropped = static_analysis.strip_magics(cell.source)
    if dropped:
        lines = ", ".join(f"`{line[:40]}`" for line in dropped[:3])
        repairs.append(f"Lines that are not Python were passed over: {lines}.")
    return replace(cell, source=text)


def _without_margin(cell: Cell, exercise: Exercise) -> Cell:
    """Take the margin off a cell that defines an answer; a part of a split cell needs its own."""
    if (
        cell.kind != "code"
        or cell.source[:1] not in (" ", "\t", "\n")
        or static_analysis.read(cell.source)
    ):
        return cell
    whole = replace(cell, source=static_analysis.dedented(cell.source))
    return whole if any(binds(whole, answer) for answer in exercise.answers) else cell


def _unsplit(exercise: Exercise, cells: list[Cell], repairs: list[str]) -> list[Cell]:
    """Join an answer with the cells after it, where it is no Python without them."""
    whole, index = [], 0
    while index < len(cells):
        cell, used = cells[index], 1
        for answer in exercise.answers:
            if cell.kind == "code" and marked(cell, answer):
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
        if last.kind != "code" or (claimed(last, exercise) and not marked(last, answer)):
            break
        if static_analysis.read(first.source) and (
            static_analysis.read(last.source) or last.source[:1] != " "
        ):
            break
        text = "\n".join(cell.source for cell in cells[:count])
        if static_analysis.read(text):
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
            if cell.kind != "code" and (marked(cell, answer) or binds(code, answer)):
                cells[index] = code
                repairs.append(f"`{answer.id}`: the text of a {cell.kind} cell was taken as code.")
    return cells
