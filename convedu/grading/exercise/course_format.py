"""An exercise of the course: cells are tagged, ids are readable, checks have stored outputs."""

import ast
import hashlib
from collections import Counter
from dataclasses import replace

from convedu.grading.common import static_analysis
from convedu.grading.exercise.fast_nbformat import Notebook, nbformat
from convedu.grading.exercise.model import Answer, Check, Exercise, ExerciseError
from convedu.grading.exercise.nbgrader_format import about

TAGS = {"setup", "answer", "check"}


def applies(notebook: Notebook) -> bool:
    """Tell whether a notebook is marked as an exercise of the course."""
    return any(TAGS & _tags(cell) for cell in notebook.cells)


def read(notebook: Notebook, text: str, *, name: str) -> Exercise:
    """Read an instructor's notebook; raises ExerciseError, which names the cell, if it is unfit."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in notebook.cells:
        if cell.cell_type != "code" and (TAGS & _tags(cell) or about(cell).get("points")):
            raise ExerciseError(
                f"cell {cell.id!r} is graded, but no code cell: see `EssayCheck` for a text"
            )
    setups = [cell for cell in code if "setup" in _tags(cell)]
    checks = [cell for cell in code if "check" in _tags(cell)]
    for cell in checks:
        _refuse_unrun(cell)
    asked = frozenset().union(*(_reading(cell).uses for cell in checks))
    answers = tuple(
        Answer(cell.id, frozenset(_reading(cell).binds & asked), cell.source)
        for cell in code
        if "answer" in _tags(cell)
    )
    if not answers or not checks:
        raise ExerciseError("no code cell is tagged 'answer', or none 'check'")
    counts = Counter(name for answer in answers for name in answer.names)
    if repeated := sorted(name for name, count in counts.items() if count > 1):
        raise ExerciseError(f"two answers bind, and checks ask for: {', '.join(repeated)}")
    given = frozenset().union(*(_reading(cell).binds for cell in setups))
    _refuse_untagged(code, asked - given.union(*(answer.names for answer in answers)))
    judged = [cell for cell in code if {"setup", "check"} & _tags(cell)]
    setup = "\n".join(static_analysis.strip_magics(cell.source)[0] for cell in setups)
    return Exercise(
        name=name,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        setup=static_analysis.without_package(setup, "convedu"),
        given=given,
        answers=answers,
        checks=tuple(
            Check(cell.id, cell.id.removeprefix("check-"), _points(cell), asserts=_asserts(cell))
            for cell in checks
        ),
        ids=frozenset(cell.id for cell in notebook.cells),
        judge=nbformat.v4.writes(nbformat.from_dict({**notebook, "cells": judged})),
        texts=tuple(
            (cell.id, cell.source) for cell in notebook.cells if "answer" not in _tags(cell)
        ),
    )


def with_checks(exercise: Exercise, name: str, data: bytes) -> Exercise:
    """Return an exercise with the file of checks beside it, which the jail does not get."""
    setup = static_analysis.without_package(exercise.setup, name.removesuffix(".py"))
    return replace(exercise, setup=setup, files=((name, data),))


def released(notebook: Notebook) -> Notebook:
    """Return what learners get, as `convedu release` makes it; the source is left as it is."""
    from convedu.authoring import NotebookError, release  # after nbformat: see fast_nbformat.py

    try:
        return release(notebook)
    except NotebookError as error:
        raise ExerciseError(str(error)) from None


def _tags(cell: Notebook) -> set[str]:
    return set(cell.metadata.get("tags", ()))


def _reading(cell: Notebook) -> static_analysis.Names:
    names = static_analysis.cell(cell.source)
    if not names.is_python:
        raise ExerciseError(f"cell {cell.id!r} is not Python")
    return names


def _refuse_unrun(cell: Notebook) -> None:
    """Refuse a check that never ran: nbval has nothing to compare and would let all pass."""
    if cell.execution_count is None or not (cell.outputs or _asserts(cell)):
        raise ExerciseError(
            f"check cell {cell.id!r} has no stored output: run the notebook and save it, unless it "
            "is the learners' copy, with which no class can be marked"
        )


def _asserts(cell: Notebook) -> bool:
    """Tell whether a cell judges by its own `assert` statements and shows nothing."""
    nodes = () if cell.outputs else ast.walk(_reading(cell).tree)
    return any(isinstance(node, ast.Assert) for node in nodes)


def _refuse_untagged(code: list[Notebook], needed: frozenset[str]) -> None:
    """Refuse a cell that is not run when a class is marked, but binds what a check asks for."""
    for cell in code:
        names = sorted(static_analysis.cell(cell.source).binds & needed)
        if names and not TAGS & _tags(cell):
            raise ExerciseError(
                f"cell {cell.id!r} binds {', '.join(names)}, which a check asks for, but has no "
                "tag and is not run when a class is marked: tag it 'setup' or 'answer'"
            )


def _points(cell: Notebook) -> float:
    points = about(cell).get("points")
    if isinstance(points, bool) or not isinstance(points, int | float) or not points >= 0:
        raise ExerciseError(f"check cell {cell.id!r}: points is {points!r}, expected a number >= 0")
    return points
