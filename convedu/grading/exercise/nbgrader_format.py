"""An assignment in nbgrader's format as an exercise: which cell is what, and what it is worth.

A cell's role is in its metadata (schema versions 0 to 3, which differ in nothing that matters
here): a solution is an answer, a graded cell that is no solution is a test, one that is both needs
a person. Every other code cell is set-up. What was handed in is run whole, as nbgrader does it.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from convedu.grading.common import static_analysis
from convedu.grading.exercise import model
from convedu.grading.exercise.fast_nbformat import Notebook, nbformat
from convedu.grading.exercise.model import ExerciseError

SOLUTION, HIDDEN, SCHEME = "SOLUTION", "HIDDEN TESTS", "MARK SCHEME"
CODE_STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
TEXT_STUB = "YOUR ANSWER HERE"
FILLED = ("answer", "person")  # roles of cells that learners fill in
NEWEST_SCHEMA = 3
BESIDE = (
    "Its tests run beside the learner's code, as with nbgrader: somebody who sets out to cheat "
    "can. Nobody else can be harmed. For marks that cannot be stolen use the course's own format."
)
_AUTOTEST = re.compile(r"^\s*#+\s*(HASHED\s+)?AUTOTEST\b", re.MULTILINE)


def applies(notebook: Notebook) -> bool:
    """Tell whether a notebook is an assignment of nbgrader's."""
    return any(about(cell).get("grade") for cell in notebook.cells)


def read(notebook: Notebook, text: str, *, name: str) -> model.Exercise:
    """Read an instructor's notebook; raises ExerciseError, which names the cell, if it is unfit."""
    language = notebook.metadata.get("kernelspec", {}).get("language", "python")
    if language.lower() != "python":
        raise ExerciseError(f"it is written in {language}, expected Python")
    cells = tuple(map(_source_cell, notebook.cells))
    counts = Counter(cell.id for cell in cells if cell.id)
    if repeated := sorted(name for name, count in counts.items() if count > 1):
        raise ExerciseError(f"grade_ids are used twice: {', '.join(repeated)}")
    pairs = list(zip(cells, notebook.cells, strict=True))
    checks = tuple(
        model.Check(cell.id, cell.id, _points(raw), by_person=cell.role == "person")
        for cell, raw in pairs
        if cell.role in ("test", "person")
    )
    if not checks:
        raise ExerciseError("it has no graded cell")
    setups = (cell for cell in cells if cell.role == "setup")
    tasks = (
        f"The task `{cell.id}` ({_points(raw):g} points) is not marked here, nor counted."
        for cell, raw in pairs
        if cell.role == "task"
    )
    return model.Exercise(
        name=name,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        setup="\n".join(static_analysis.strip_magics(cell.text)[0] for cell in setups),
        given=frozenset(),
        answers=tuple(
            model.Answer(cell.id, _binds(raw), raw.source)
            for cell, raw in pairs
            if cell.role in FILLED
        ),
        checks=checks,
        ids=frozenset(cell.id for cell in cells if cell.id),
        judge="",
        notes=(BESIDE, *tasks),
        cells=cells,
    )


def _binds(cell: Notebook) -> frozenset[str]:
    return static_analysis.cell(cell.source).binds if cell.cell_type == "code" else frozenset()


def _source_cell(cell: Notebook) -> model.SourceCell:
    metadata, role = about(cell), role_of(cell)
    cell_id, grade_id = str(cell.get("id") or ""), str(metadata.get("grade_id") or "")
    name = grade_id or cell_id or cell.source[:40]
    if role in ("answer", "test", "person") and not grade_id:
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
    locked = role in ("test", "task") or (metadata.get("locked") and role not in FILLED)
    return model.SourceCell(
        id=grade_id,
        cell_id=cell_id,
        kind=cell.cell_type,
        role=role,
        is_fixed=bool(grade_id and locked),
        text=cleared_text(cell),
        released=released_cell(cell).source,
        shown=tuple(
            line if where == "outside" else ""
            for line, where in regions(cell.source, HIDDEN, grade_id)
        ),
    )


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


def released(notebook: Notebook) -> Notebook:
    """Return what learners get, as `nbgrader generate_assignment` makes it."""
    cells = [released_cell(cell) for cell in notebook.cells]
    return nbformat.from_dict({**notebook, "cells": cells})


def released_cell(cell: Notebook) -> Notebook:
    """Return what learners get of one cell."""
    name, text = about(cell).get("grade_id", ""), cleared_text(cell)
    for what in (HIDDEN, SCHEME):
        text = "\n".join(line for line, where in regions(text, what, name) if where == "outside")
    copy = {**cell, "source": text}
    if cell.cell_type == "code":
        copy |= {"outputs": [], "execution_count": None}
    return nbformat.from_dict(copy)


def cleared_text(cell: Notebook) -> str:
    """Return a cell's text without its solution: nbgrader runs its hidden tests with the rest."""
    name = about(cell).get("grade_id", "")
    lines = regions(cell.source, SOLUTION, name)
    stub = CODE_STUB if cell.cell_type == "code" else TEXT_STUB
    if all(where == "outside" for _, where in lines):
        return stub if role_of(cell) in FILLED else cell.source
    if role_of(cell) not in FILLED:
        raise ExerciseError(f"cell {name!r} has a solution, but is no solution cell")
    return "\n".join(_cleared(lines, stub))


def _cleared(lines: Iterable[tuple[str, str]], stub: str) -> Iterator[str]:
    for line, where in lines:
        if where == "begin":
            margin = line[: len(line) - len(line.lstrip())]
            yield from (margin + part for part in stub.split("\n"))
        elif where == "outside":
            yield line


def regions(text: str, what: str, name: str) -> list[tuple[str, str]]:
    """Return each line and where it is: outside, inside, or at one end of a region."""
    lines, where = [], "outside"
    for line in text.split("\n"):
        if f"BEGIN {what}" in line:
            if where == "inside":
                raise ExerciseError(f"cell {name!r}: BEGIN {what} within BEGIN {what}")
            lines.append((line, "begin"))
            where = "inside"
        elif f"END {what}" in line:
            lines.append((line, "end"))
            where = "outside"
        else:
            lines.append((line, where))
    if where == "inside":
        raise ExerciseError(f"cell {name!r}: BEGIN {what} without END {what}")
    return lines


def about(cell: Notebook) -> dict:
    """Return what nbgrader has written of a cell, if it has."""
    metadata = cell.metadata.get("nbgrader")
    return metadata if isinstance(metadata, dict) else {}


def role_of(cell: Notebook) -> str:
    """Return ``setup``, ``answer``, ``test``, ``person``, ``task``, ``wrong`` or nothing."""
    metadata = about(cell)
    grade, solution = bool(metadata.get("grade")), bool(metadata.get("solution"))
    if metadata.get("task"):
        return "task"
    if grade and solution:
        return "person"
    if cell.cell_type != "code":
        return "wrong" if grade or solution else ""
    return "test" if grade else "answer" if solution else "setup"
