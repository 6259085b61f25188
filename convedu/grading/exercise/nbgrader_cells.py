"""What an assignment's cells are to nbgrader, and what its learners get of them."""

from collections.abc import Iterable, Iterator

from convedu.grading.exercise.fast_nbformat import Notebook, nbformat
from convedu.grading.exercise.model import ExerciseError

SOLUTION, HIDDEN, SCHEME = "SOLUTION", "HIDDEN TESTS", "MARK SCHEME"
CODE_STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
TEXT_STUB = "YOUR ANSWER HERE"


def released(notebook: Notebook) -> Notebook:
    """Return what learners get, as `nbgrader generate_assignment` makes it.

    Solutions, hidden tests, mark schemes and outputs are left out; the source stays as it is.
    """
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
        return stub if role_of(cell) in ("answer", "person") else cell.source
    if role_of(cell) not in ("answer", "person"):
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
    inside, lines = False, []
    for line in text.split("\n"):
        if f"BEGIN {what}" in line:
            if inside:
                raise ExerciseError(f"cell {name!r}: BEGIN {what} within BEGIN {what}")
            inside = True
            lines.append((line, "begin"))
        elif f"END {what}" in line:
            inside = False
            lines.append((line, "end"))
        else:
            lines.append((line, "inside" if inside else "outside"))
    if inside:
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
