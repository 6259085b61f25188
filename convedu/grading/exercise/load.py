"""The instructor's notebook: what is asked, what is checked, what it is worth."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from convedu.grading.common import static_analysis
from convedu.grading.exercise.fast_nbformat import nbformat
from convedu.grading.exercise.files_beside import beside

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
    """

    id: str
    names: frozenset[str]
    text: str


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
    by_person : bool
        Its points are a person's to give.
    """

    id: str
    name: str
    points: float
    by_person: bool = False


@dataclass(frozen=True)
class SourceCell:
    """A cell of a notebook that is run whole.

    Attributes
    ----------
    id : str
        Its grade_id, empty where it has none.
    cell_id : str
        Its own id, empty where it has none.
    kind : str
        ``code``, ``markdown`` or ``raw``.
    role : {"answer", "test", "person", "task", "setup", ""}
        What nbgrader takes it for.
    is_fixed : bool
        Whatever a learner has made of it, this one counts.
    text : str
        What is run where it is fixed.
    released : str
        What learners get.
    shown : tuple of str
        The lines of its text, hidden ones empty.
    """

    id: str
    cell_id: str
    kind: str
    role: str
    is_fixed: bool
    text: str
    released: str
    shown: tuple[str, ...]


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
    notes : tuple of str
        A sentence for each thing that its author should know before marks are given.
    cells : tuple of SourceCell
        All cells, of a notebook that is run whole; empty where answers are called by checks.
    files : tuple of (str, bytes)
        What is there beside a notebook that is run whole: names with ``/``, and contents.
    """

    name: str
    digest: str
    setup: str
    given: frozenset[str]
    answers: tuple[Answer, ...]
    checks: tuple[Check, ...]
    ids: frozenset[str]
    judge: str
    notes: tuple[str, ...] = ()
    cells: tuple[SourceCell, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()

    @property
    def runs_whole(self) -> bool:
        """Whether a submitted notebook is run as it stands, its tests with it."""
        return bool(self.cells)

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
        """The modules that the instructor's cells and files import, but for convedu."""
        texts = [self.setup, *(answer.text for answer in self.answers)]
        texts += [cell.text for cell in self.cells if cell.kind == "code"]
        texts += [data.decode(errors="replace") for name, data in self.files if name[-3:] == ".py"]
        plain = (static_analysis.strip_magics(text)[0] for text in texts)
        return set().union(*map(static_analysis.imported_modules, plain))


def refuse_repeated(ids: Sequence[str], what: str) -> None:
    """Raise `ExerciseError` if an id stands twice: it is unclear then which cell is meant."""
    if repeated := sorted(name for name, count in Counter(ids).items() if count > 1):
        raise ExerciseError(f"{what} are used twice: {', '.join(repeated)}")


def load(path: Path, *, without: Sequence[Path] = ()) -> Exercise:
    """Read an instructor's notebook, and what is beside it where it is run whole.

    Files in or below `without` (submissions, marks) stay out. Raises `ExerciseError` if a class
    cannot be marked with it; the text names the cell.
    """
    try:
        exercise = from_text(path.read_text(encoding="utf-8"), name=path.stem)
        if exercise.runs_whole:
            exercise = replace(exercise, files=beside(path, without=without))
    except (OSError, UnicodeDecodeError) as error:
        raise ExerciseError(f"{path} cannot be read: {error}") from None
    except ExerciseError as error:
        raise ExerciseError(f"{path}: {error}") from None
    return exercise


@lru_cache(maxsize=1)  # a class's files are written of the exercise that was just marked
def from_text(text: str, *, name: str) -> Exercise:
    """Read an instructor's notebook from its text, without what is beside it.

    Raises `ExerciseError` if a class cannot be marked with it.
    """
    notebook = _parsed(text)
    return _format_of(notebook).read(notebook, text, name=name)


def learners_copy(text: str) -> str:
    """Return what learners get of an instructor's notebook: nothing is filled in.

    Raises `ExerciseError` if it cannot be made; the text names the cell.
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
