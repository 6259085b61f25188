"""Check a learner's own notebook, with the code that marks a class."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import convedu
from convedu.course_address import how_to_get
from convedu.grading.exercise.load import load as load_exercise
from convedu.grading.exercise.model import ExerciseError
from convedu.grading.limits import Limits
from convedu.grading.model import Job, Result
from convedu.grading.sandbox.bubblewrap import choose
from convedu.grading.sandbox.student_process import SandboxError
from convedu.grading.submissions.files import is_copy
from convedu.grading.submissions.parse import UnreadableError, load, parse

PUBLIC_SEED = 0
OWN_IDS = ("answer-", "check-", "predict-")  # others are the same in several; the last: lessons


def find_source(notebook: Path) -> Path:
    """Find the nearest instructor's notebook of a learner's copy: by its cells, else by its name.

    Raises ExerciseError if there is none, UnreadableError if the copy is no notebook.
    """
    sources = list(_sources(notebook))
    if not sources:
        raise ExerciseError(
            f"no exercises/solutions in the folder of {notebook}, in this one, or above them: "
            f"{how_to_get()}"
        )
    own = _marks(notebook)
    shared = {source: len(own & _marks(source)) for source in sources}
    most = max(shared.values())
    alike = [source for source in sources if most and shared[source] == most]
    named = [source for source in sources if not own and is_copy(notebook.name, source.stem)]
    if likely := alike or named:
        return likely[0]
    if not notebook.is_file():
        raise ExerciseError(f"{notebook} is no file, expected a notebook")
    parse(load(notebook, limit=Limits().notebook_bytes))  # says what is wrong with a damaged one
    raise ExerciseError(
        f"{notebook} belongs to no exercise: it has none of the cells of an exercise in "
        "exercises/solutions, which was looked for in its folder, in this one, and in all above "
        "them"
    )


def _sources(notebook: Path) -> Iterator[Path]:
    """Yield all instructor's notebooks in reach of a copy or of the current folder, nearest first.

    Those of the course that convedu itself lies in come last.
    """
    course = Path(convedu.__file__).resolve().parents[1]
    folders = (*notebook.resolve().parents, Path.cwd(), *Path.cwd().parents, course)
    for folder in dict.fromkeys(folders):
        for below in ("solutions", "exercises/solutions"):
            yield from sorted((folder / below).glob("*.ipynb"))


def _marks(notebook: Path) -> set[str]:
    """Return an exercise's ids and, as an editor may change these, the text of its check cells."""
    try:
        cells = parse(load(notebook, limit=Limits().notebook_bytes)).cells
    except UnreadableError:
        return set()
    ids = {name for cell in cells for name in (cell.id, cell.grade_id)}
    texts = {cell.source.strip() for cell in cells if cell.kind == "code"}
    return {name for name in ids if name.startswith(OWN_IDS)} | {
        text for text in texts if text.startswith("check.")
    }


def check(notebook: Path, *, sandbox: str = "auto") -> Result:
    """Run an exercise's checks on a notebook, with the public seed.

    Raises ExerciseError, UnreadableError, SandboxError, KernelLostError if they cannot be run.
    """
    exercise = load_exercise(find_source(notebook))
    data = load(notebook, limit=Limits().notebook_bytes)
    try:
        return _check(Job(exercise, PUBLIC_SEED, choose(sandbox)), data)
    except SandboxError:
        if sandbox != "auto":
            raise
        return _check(Job(exercise, PUBLIC_SEED, "none"), data)


def _check(job: Job, data: bytes) -> Result:
    from convedu.grading.workers.mark_submission import mark_with, open_engine, prepared

    with prepared(job, 1), closing(open_engine(job)) as engine:
        return mark_with(engine, job, data, {}).with_failures()
