"""What runs in which order: the learner's notebook with the instructor's own graded cells in it.

As nbgrader does it, locked and graded cells are the instructor's, found by `grade_id`, and flags
are never the learner's. Beyond it, cells that lost their id are found, deleted tests are put back,
and the parts of a split cell are joined.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from convedu.grading.common import static_analysis
from convedu.grading.exercise.model import Exercise, SourceCell
from convedu.grading.submissions.parse import Cell


@dataclass(frozen=True)
class PlannedCell:
    """A cell to run or to read; `source` is the instructor's cell that it stands for, if any."""

    kind: str
    text: str
    source: SourceCell | None = None
    own_id: str = ""  # that the learner's notebook gives it

    @property
    def is_test(self) -> bool:
        """Whether its end decides over points."""
        return self.source is not None and self.source.role == "test"

    @property
    def runs(self) -> bool:
        """Whether there is anything to run."""
        return self.kind == "code" and bool(self.text.strip())

    @property
    def is_untouched(self) -> bool:
        """Whether it is the instructor's and as it was released."""
        return self.source is not None and self.text.strip() == self.source.released.strip()

    @cached_property
    def binds(self) -> frozenset[str]:
        """The names that it gives a value to."""
        return static_analysis.cell(self.text).binds if self.kind == "code" else frozenset()


@dataclass(frozen=True)
class Plan:
    """All cells in running order, and a sentence for each thing that was mended."""

    cells: tuple[PlannedCell, ...]
    repairs: tuple[str, ...] = ()

    @cached_property
    def indexes(self) -> dict[str, int]:
        """The places of the instructor's cells that are there, by their `grade_id`."""
        return {cell.source.id: index for index, cell in enumerate(self.cells) if cell.source}

    def text(self, name: str) -> str:
        """Return what stands in the cell with some `grade_id`; nothing if there is none."""
        return self.cells[self.indexes[name]].text if name in self.indexes else ""

    def canonical(self) -> str:
        """Return one text for all that counts: the same text, the same marks."""
        named = (cell for cell in self.cells if cell.kind == "code" or cell.source)
        return json.dumps([[cell.source.id if cell.source else "", cell.text] for cell in named])


def plan(exercise: Exercise, cells: Sequence[Cell]) -> Plan:
    """Lay a submission out as it will be run."""
    repairs: list[str] = []
    planned = _without_copies(exercise, cells)
    _find_lost(exercise, planned, repairs)
    _put_back(exercise, planned, repairs)
    for index, cell in enumerate(planned):
        if cell.source:  # its type is the instructor's, and its text where nobody fills it in
            text = cell.source.text if cell.source.is_fixed else cell.text
            planned[index] = replace(cell, kind=cell.source.kind, text=text)
    return Plan(tuple(_joined(planned, repairs)), tuple(repairs))


def _without_copies(exercise: Exercise, cells: Sequence[Cell]) -> list[PlannedCell]:
    """Give each grade_id to the last cell that has it; the others are the learner's own."""
    sources = {cell.id: cell for cell in exercise.cells if cell.id}
    planned = []
    for cell in reversed(cells):
        source = sources.pop(cell.grade_id, None)
        planned.append(PlannedCell(cell.kind, cell.source, source, cell.id))
    return planned[::-1]


def _has_id(cell: PlannedCell, source: SourceCell) -> bool:
    return bool(source.cell_id) and (cell.own_id, cell.kind) == (source.cell_id, source.kind)


def _has_text(cell: PlannedCell, source: SourceCell) -> bool:
    text = source.released.strip()
    return bool(text) and (cell.text.strip(), cell.kind) == (text, source.kind)


def _has_names(cell: PlannedCell, source: SourceCell) -> bool:
    wanted = static_analysis.cell(source.released).binds if source.role == "answer" else set()
    return bool(wanted) and wanted <= cell.binds


def _find_lost(exercise: Exercise, planned: list[PlannedCell], repairs: list[str]) -> None:
    """Find the instructor's cells that have lost their grade_id: by cell id, text, or names."""
    present = {cell.source.id for cell in planned if cell.source}
    for source in exercise.cells:
        if not source.id or source.id in present:
            continue
        free = [index for index, cell in enumerate(planned) if cell.source is None]
        for fits in (_has_id, _has_text if source.is_fixed else _has_names):
            if fitting := [index for index in free if fits(planned[index], source)]:
                planned[fitting[-1]] = replace(planned[fitting[-1]], source=source)
                repairs.append(f"`{source.id}`: the cell had lost its id and was found.")
                break


def _put_back(exercise: Exercise, planned: list[PlannedCell], repairs: list[str]) -> None:
    """Put what was deleted behind the nearest cell of the instructor's above it that is there."""
    for index, source in enumerate(exercise.cells):
        is_wanted = source.is_fixed and source.role in ("test", "setup")
        if not is_wanted or any(cell.source is source for cell in planned):
            continue
        above = reversed(exercise.cells[:index])
        behind = next(filter(None, (_end(planned, one) for one in above)), 0)
        position = behind or (0 if source.role == "setup" else len(planned))
        planned.insert(position, PlannedCell("code", source.released, source))
        if source.released.strip():  # an empty cell is no cell to whoever reads the file
            repairs.append(f"`{source.id}`: the deleted cell was put back.")


def _end(planned: Sequence[PlannedCell], source: SourceCell) -> int:
    """Return the number of the cell behind a cell of the instructor's, 0 if that is not there."""
    for count in range(len(planned), 0, -1):
        cell = planned[count - 1]
        is_copy = cell.source is None and (_has_id(cell, source) or _has_text(cell, source))
        if cell.source is source or is_copy:
            return count
    return 0


def _joined(cells: list[PlannedCell], repairs: list[str]) -> Iterator[PlannedCell]:
    """Join a learner's cell with those after it where only together they are Python."""
    index = 0
    while index < len(cells):
        first = cells[index]
        texts = [first.text, *_following(cells[index:])]
        count = static_analysis.parts_of_cell(texts)
        if count > 1:
            name = f"`{first.source.id}`" if first.source else "A cell of the learner's"
            repairs.append(f"{name}: {count} parts of a split cell were joined.")
        yield replace(first, text="\n".join(texts[:count]))
        index += count


def _following(cells: Sequence[PlannedCell]) -> Iterator[str]:
    """Yield the texts of the cells behind the first that may be parts of it."""
    first = cells[0]
    is_learners = first.kind == "code" and (first.source is None or not first.source.is_fixed)
    for cell in cells[1:] if is_learners else ():
        if cell.source or cell.kind != "code":
            return
        yield cell.text
