"""The instructor's notebook: what is asked, what is checked, what it is worth."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from . import source
from .formats import nbformat

VERDICT = "application/vnd.convedu.verdict+json"
PACKAGE = "convedu"
Notebook = nbformat.NotebookNode


class ExerciseError(ValueError):
    """An instructor's notebook with which no class can be marked; the text says why."""


@dataclass(frozen=True)
class Answer:
    """A cell that the learner fills in: its id, the names checks ask for, the reference's text."""

    id: str
    names: frozenset[str]
    text: str


@dataclass(frozen=True)
class Check:
    """A cell that judges: its id, its name in ledger and gradebook, its points."""

    id: str
    name: str
    points: float


@dataclass(frozen=True)
class Exercise:
    """Everything that marking needs to know of the instructor's notebook.

    Attributes
    ----------
    name : str
        The file's stem, such as ``01-convolution``.
    digest : str
        SHA-256 of the file.
    setup : str
        What is run for the student before the answers: the set-up cells without convedu.
    given : frozenset of str
        Names that the set-up cells bind.
    answers, checks : tuple
        In the notebook's order.
    ids : frozenset of str
        The ids of all cells: none of them is a learner's own cell.
    judge : str
        The notebook that nbval runs: set-up and check cells with their stored outputs.
    """

    name: str
    digest: str
    setup: str
    given: frozenset[str]
    answers: tuple[Answer, ...]
    checks: tuple[Check, ...]
    ids: frozenset[str]
    judge: str

    @property
    def points(self) -> float:
        """The most that can be reached."""
        return sum(check.points for check in self.checks)

    @property
    def names(self) -> dict[str, str]:
        """Each name that a check asks for, and the answer that gives it."""
        return {name: answer.id for answer in self.answers for name in answer.names}

    @property
    def imports(self) -> set[str]:
        """The modules that the set-up cells import, but for convedu."""
        return source.imported_modules(self.setup)


def load(path: Path) -> Exercise:
    """Read an instructor's notebook.

    Parameters
    ----------
    path : Path
        A notebook with solutions and stored outputs, such as those under exercises/solutions/.

    Returns
    -------
    Exercise

    Raises
    ------
    ExerciseError
        If a class cannot be marked with it; the text names the cell.
    """
    try:
        return from_text(path.read_text(encoding="utf-8"), name=path.stem)
    except (OSError, UnicodeDecodeError) as error:
        raise ExerciseError(f"{path} cannot be read: {error}") from None
    except ExerciseError as error:
        raise ExerciseError(f"{path}: {error}") from None


def from_text(text: str, *, name: str) -> Exercise:
    """Read an instructor's notebook from its text.

    Parameters
    ----------
    text : str
        The file's content.
    name : str
        The exercise's name.

    Returns
    -------
    Exercise

    Raises
    ------
    ExerciseError
        If a class cannot be marked with it.
    """
    try:
        notebook = nbformat.reads(text, as_version=4)
    except Exception as error:
        raise ExerciseError(f"it is no notebook ({type(error).__name__}: {error})") from None
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    setups, checks = _tagged(code, "setup"), _tagged(code, "check")
    for cell in checks:
        _refuse_unrun(cell)
    asked = frozenset().union(*(_reading(cell).uses for cell in checks))
    answers = tuple(
        Answer(cell.id, frozenset(_reading(cell).binds & asked), cell.source)
        for cell in _tagged(code, "answer")
    )
    if not answers or not checks:
        raise ExerciseError("no code cell is tagged 'answer', or none 'check'")
    _refuse_repeated([cell.id for cell in notebook.cells])
    setup = "\n".join(source.plain(cell.source)[0] for cell in setups)
    return Exercise(
        name=name,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        setup=source.without_package(setup, PACKAGE),
        given=frozenset().union(*(_reading(cell).binds for cell in setups)),
        answers=answers,
        checks=tuple(
            Check(cell.id, cell.id.removeprefix("check-"), _points(cell)) for cell in checks
        ),
        ids=frozenset(cell.id for cell in notebook.cells),
        judge=nbformat.writes(_judge(notebook, [*setups, *checks])),
    )


def _tagged(code: list[Notebook], tag: str) -> list[Notebook]:
    return [cell for cell in code if tag in cell.metadata.get("tags", ())]


def _reading(cell: Notebook) -> source.Reading:
    found = source.read(source.plain(cell.source)[0])
    if found is None:
        raise ExerciseError(f"cell {cell.id!r} is not Python")
    return found


def _refuse_unrun(cell: Notebook) -> None:
    """Refuse a check that never ran: nbval has nothing to compare and would let all pass."""
    if cell.execution_count is None or not cell.outputs:
        raise ExerciseError(
            f"check cell {cell.id!r} has no stored output: run the notebook and save it"
        )


def _refuse_repeated(ids: list[str]) -> None:
    repeated = sorted({name for name in ids if ids.count(name) > 1})
    if repeated:
        raise ExerciseError(f"cell ids are used twice: {', '.join(repeated)}")


def _points(cell: Notebook) -> float:
    points = cell.metadata.get("nbgrader", {}).get("points")
    if isinstance(points, bool) or not isinstance(points, int | float) or not points >= 0:
        raise ExerciseError(f"check cell {cell.id!r}: points is {points!r}, expected a number >= 0")
    return points


def _judge(notebook: Notebook, kept: list[Notebook]) -> Notebook:
    ids = {cell.id for cell in kept}
    return nbformat.from_dict(
        {**notebook, "cells": [cell for cell in notebook.cells if cell.id in ids]}
    )
