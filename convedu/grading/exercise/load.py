"""The instructor's notebook: what is asked, what is checked, what it is worth."""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Literal

from convedu.grading.common import static_analysis
from convedu.grading.exercise.fast_nbformat import nbformat

VERDICT = "application/vnd.convedu.verdict+json"
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
        return set().union(*map(static_analysis.imported_modules, texts))


def refuse_repeated(ids: Sequence[str], what: str) -> None:
    """Refuse a notebook in which an id stands twice: it is unclear then which cell is meant.

    Parameters
    ----------
    ids : sequence of str
        Of all cells.
    what : str
        What they are called.

    Raises
    ------
    ExerciseError
        If one of them stands twice.
    """
    if repeated := sorted(name for name, count in Counter(ids).items() if count > 1):
        raise ExerciseError(f"{what} are used twice: {', '.join(repeated)}")


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
    if sys.flags.optimize:
        raise ExerciseError(
            "Python runs with -O or PYTHONOPTIMIZE, which skips every assert, so that tests made "
            "of them pass whatever is answered: unset it, and run the command again"
        )
    try:
        return from_text(path.read_text(encoding="utf-8"), name=path.stem)
    except (OSError, UnicodeDecodeError) as error:
        raise ExerciseError(f"{path} cannot be read: {error}") from None
    except ExerciseError as error:
        raise ExerciseError(f"{path}: {error}") from None


@lru_cache(maxsize=1)  # a class's files are written of the exercise that was just marked
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
    notebook = _parsed(text)
    return _format_of(notebook).read(notebook, text, name=name)


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
    notebook = _parsed(text)
    return nbformat.writes(_format_of(notebook).released(notebook))


def _parsed(text: str) -> Notebook:
    try:
        return nbformat.reads(text, as_version=4)
    except Exception as error:
        raise ExerciseError(f"it is no notebook ({type(error).__name__}: {error})") from None


def _format_of(notebook: Notebook) -> ModuleType:
    """Return the module that knows a notebook's format; what has both kinds of marks is ours."""
    from convedu.grading.exercise import course_format, nbgrader_format  # which need this file

    if not course_format.applies(notebook) and nbgrader_format.applies(notebook):
        return nbgrader_format
    return course_format
