"""An assignment in nbgrader's format as an exercise: which cell is what, and what it is worth.

A cell's role is in its metadata (schema versions 0 to 3, which differ in nothing that matters
here): a solution is an answer, a graded cell that is no solution is a test, one that is both needs
a person. Every other code cell is set-up. What was handed in is run whole, as nbgrader does it.
"""

import hashlib
import re
from collections.abc import Iterable

from convedu.grading.common import static_analysis
from convedu.grading.exercise.fast_nbformat import Notebook
from convedu.grading.exercise.model import (
    Answer,
    Check,
    Exercise,
    ExerciseError,
    SourceCell,
    refuse_repeated,
)
from convedu.grading.exercise.nbgrader_cells import (
    HIDDEN,
    about,
    cleared_text,
    regions,
    released,
    released_cell,
    role_of,
)

__all__ = ["applies", "read", "released"]

NEWEST_SCHEMA = 3
BESIDE = (
    "Its tests run beside the learner's code, as with nbgrader: somebody who sets out to cheat "
    "can. Nobody else can be harmed. For marks that cannot be stolen use the course's own format."
)
_AUTOTEST = re.compile(r"^\s*#+\s*(HASHED\s+)?AUTOTEST\b", re.MULTILINE)


def applies(notebook: Notebook) -> bool:
    """Tell whether a notebook is an assignment of nbgrader's."""
    return any(about(cell).get("grade") for cell in notebook.cells)


def read(notebook: Notebook, text: str, *, name: str) -> Exercise:
    """Read an instructor's source notebook, with solutions and hidden tests.

    Stored outputs are not looked at. Raises `ExerciseError` if a class cannot be marked with it;
    the text names the cell.
    """
    language = notebook.metadata.get("kernelspec", {}).get("language", "python")
    if language.lower() != "python":
        raise ExerciseError(f"it is written in {language}, expected Python")
    for number, cell in enumerate(notebook.cells):
        _refuse(cell, about(cell).get("grade_id") or cell.get("id") or f"cell-{number}")
    cells = tuple(map(_source_cell, notebook.cells))
    refuse_repeated([cell.id for cell in cells if cell.id], "grade_ids")
    pairs = list(zip(cells, notebook.cells, strict=True))
    checks = tuple(_check(cell, raw) for cell, raw in pairs if cell.role in ("test", "person"))
    if not checks:
        raise ExerciseError("it has no graded cell")
    setups = (cell for cell in cells if cell.role == "setup")
    tasks = [(cell.id, _points(raw)) for cell, raw in pairs if cell.role == "task"]
    return Exercise(
        name=name,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        setup="\n".join(static_analysis.strip_magics(cell.text)[0] for cell in setups),
        given=frozenset(),
        answers=tuple(_answer(cell, raw) for cell, raw in pairs if _fills(cell)),
        checks=checks,
        ids=frozenset(cell.id for cell in cells if cell.id),
        judge="",
        notes=(BESIDE, *_of_tasks(tasks)),
        cells=cells,
    )


def _refuse(cell: Notebook, name: str) -> None:
    metadata, role = about(cell), role_of(cell)
    if role in ("answer", "test", "person") and not metadata.get("grade_id"):
        raise ExerciseError(f"cell {name!r} is graded or a solution, but has no grade_id")
    version = metadata.get("schema_version", 0)
    if not isinstance(version, int) or version > NEWEST_SCHEMA:
        raise ExerciseError(
            f"cell {name!r}: schema_version is {version!r}, expected at most {NEWEST_SCHEMA}"
        )
    if role == "wrong":
        raise ExerciseError(f"cell {name!r} is no code, so it must be both solution and graded")
    if role == "test" and _AUTOTEST.search(cell.source):
        raise ExerciseError(
            f"cell {name!r} has AUTOTEST lines, which only nbgrader can turn into tests: "
            "write the tests out"
        )


def _source_cell(cell: Notebook) -> SourceCell:
    metadata, role = about(cell), role_of(cell)
    name = str(metadata.get("grade_id") or "")
    locked = role in ("test", "task") or (metadata.get("locked") and role not in _FILLED)
    lines = regions(cell.source, HIDDEN, name)
    return SourceCell(
        id=name,
        cell_id=str(cell.get("id", "")),
        kind=cell.cell_type,
        role=role,
        is_fixed=bool(name and locked),
        text=cleared_text(cell),
        released=released_cell(cell).source,
        shown=tuple(line if where == "outside" else "" for line, where in lines),
    )


_FILLED = ("answer", "person")


def _fills(cell: SourceCell) -> bool:
    return cell.role in _FILLED


def _answer(cell: SourceCell, raw: Notebook) -> Answer:
    names = static_analysis.binds(raw.source) if cell.kind == "code" else frozenset()
    return Answer(cell.id, names, raw.source)


def _check(cell: SourceCell, raw: Notebook) -> Check:
    return Check(cell.id, cell.id, _points(raw), by_person=cell.role == "person")


def _of_tasks(tasks: Iterable[tuple[str, float]]) -> Iterable[str]:
    for name, points in tasks:
        yield f"The task `{name}` ({points:g} points) is not marked here, nor counted."


def _points(cell: Notebook) -> float:
    """Return what a cell is worth; nbgrader has stored an empty field as text."""
    given = about(cell).get("points")
    try:
        points = float(given or 0)
    except (TypeError, ValueError):
        points = -1.0
    if not 0 <= points < float("inf"):
        name = about(cell).get("grade_id")
        raise ExerciseError(f"cell {name!r}: points is {given!r}, expected a number >= 0")
    return int(points) if points.is_integer() else points
