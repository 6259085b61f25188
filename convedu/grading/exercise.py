"""The instructor's notebook: what is asked, what is checked, what it is worth."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from . import source
from .formats import nbformat

VERDICT = "application/vnd.convedu.verdict+json"
PACKAGE = "convedu"
Notebook = nbformat.NotebookNode


class ExerciseError(ValueError):
    """An instructor's notebook with which no class can be marked; the text says why."""


@dataclass(frozen=True)
class Answer:
    """A cell that the learner fills in.

    Attributes
    ----------
    id : str
        The cell's id, or nbgrader's.
    names : frozenset of str
        What it defines and checks ask for.
    text : str
        The reference's source.
    stub : str
        The learner's source before anything is filled in, where that may bind no name.
    kind : {"code", "text"}
        Text is read by a person and never run.
    """

    id: str
    names: frozenset[str]
    text: str
    stub: str = ""
    kind: Literal["code", "text"] = "code"


@dataclass(frozen=True)
class Check:
    """What judges, and what it is worth.

    Attributes
    ----------
    id : str
        The cell's id, or nbgrader's.
    name : str
        In ledger and gradebook.
    points : float
        The most that it gives.
    judge : {"output", "error", "person"}
        Full marks are for the stored output, for no error, or a person's to give.
    shown : tuple of str
        The lines of a cell that is judged by its errors, hidden ones empty.
    """

    id: str
    name: str
    points: float
    judge: Literal["output", "error", "person"] = "output"
    shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """A cell in the order in which nbgrader would run it; `text` is what the student runs of it."""

    kind: Literal["setup", "answer", "check"]
    id: str
    text: str = ""


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
    steps : tuple of Step
        The order of set-up, answers and checks where it counts; empty if set-up is run once, and
        all answers before all checks.
    notes : tuple of str
        A sentence for each thing in the notebook that is not marked as its author may expect.
    """

    name: str
    digest: str
    setup: str
    given: frozenset[str]
    answers: tuple[Answer, ...]
    checks: tuple[Check, ...]
    ids: frozenset[str]
    judge: str
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """The most that can be reached."""
        return sum(check.points for check in self.checks)

    @property
    def names(self) -> dict[str, str]:
        """Each name that a check asks for, and the answer that gives it."""
        return {name: answer.id for answer in self.answers for name in answer.names}

    @property
    def coded(self) -> tuple[Answer, ...]:
        """The answers that are run."""
        return tuple(answer for answer in self.answers if answer.kind == "code")

    @property
    def imports(self) -> set[str]:
        """The modules that set-up cells and the reference's answers import, but for convedu."""
        texts = [self.setup, *(answer.text for answer in self.coded)]
        texts += [step.text for step in self.steps]
        return set().union(*map(source.imported_modules, texts))


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
    from . import nbgrader_format  # which needs this file

    notebook = _parsed(text)
    if not _has_tags(notebook) and nbgrader_format.applies(notebook):
        return nbgrader_format.read(notebook, text, name=name)
    return _read(notebook, text, name=name)


def learners_copy(text: str) -> str:
    """Return what learners get of an instructor's notebook: nothing is filled in.

    Parameters
    ----------
    text : str
        The file's content.

    Returns
    -------
    str
        A notebook's text.

    Raises
    ------
    ExerciseError
        If it cannot be made; the text names the cell.
    """
    from convedu.authoring import NotebookError, release  # after nbformat: see formats.py

    from . import nbgrader_format

    notebook = _parsed(text)
    if not _has_tags(notebook) and nbgrader_format.applies(notebook):
        return nbformat.writes(nbgrader_format.released(notebook))
    try:
        return nbformat.writes(release(notebook))
    except NotebookError as error:
        raise ExerciseError(str(error)) from None


def _parsed(text: str) -> Notebook:
    try:
        return nbformat.reads(text, as_version=4)
    except Exception as error:
        raise ExerciseError(f"it is no notebook ({type(error).__name__}: {error})") from None


def _has_tags(notebook: Notebook) -> bool:
    roles = {"setup", "answer", "check"}
    return any(roles & set(cell.metadata.get("tags", ())) for cell in notebook.cells)


def _read(notebook: Notebook, text: str, *, name: str) -> Exercise:
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
    given = frozenset().union(*(_reading(cell).binds for cell in setups))
    _refuse_untagged(code, asked - given.union(*(answer.names for answer in answers)))
    setup = "\n".join(source.plain(cell.source)[0] for cell in setups)
    return Exercise(
        name=name,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        setup=source.without_package(setup, PACKAGE),
        given=given,
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


def _refuse_untagged(code: list[Notebook], needed: frozenset[str]) -> None:
    """Refuse a cell that is not run when a class is marked, but binds what a check asks for."""
    for cell in code:
        found = source.read(source.plain(cell.source)[0])
        names = sorted(found.binds & needed) if found else []
        if names and not {"setup", "answer", "check"} & set(cell.metadata.get("tags", ())):
            raise ExerciseError(
                f"cell {cell.id!r} binds {', '.join(names)}, which a check asks for, but has no "
                "tag and is not run when a class is marked: tag it 'setup' or 'answer'"
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
