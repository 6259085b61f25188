"""Check a learner's own notebook, with the code that marks a class."""

from collections.abc import Iterator
from pathlib import Path

import convedu
from convedu.course_address import how_to_get
from convedu.grading.exercise.load import load as load_exercise
from convedu.grading.exercise.model import ExerciseError
from convedu.grading.limits import Limits
from convedu.grading.model import Job, Result
from convedu.grading.sandbox.bubblewrap import choose
from convedu.grading.sandbox.student_process import SandboxError
from convedu.grading.submissions.parse import UnreadableError, load, parse
from convedu.grading.submissions.pick_notebook import is_copy

PUBLIC_SEED = 0
OWN_IDS = ("answer-", "check-")  # other ids are the same in several exercises


def find_source(notebook: Path) -> Path:
    """Find the instructor's notebook for a learner's copy: by its cells, else by its name.

    It is looked for in ``solutions`` and ``exercises/solutions`` of the copy's folder, the current
    one, and all above them, and in the course that convedu itself lies in. Raises ExerciseError if
    there is none.
    """
    sources = list(_sources(notebook))
    if not sources:
        raise ExerciseError(
            f"no exercises/solutions in the folder of {notebook}, in this one, or above them: "
            f"{how_to_get()}"
        )
    own = _marks(notebook)
    likely = max(sources, key=lambda source: len(own & _marks(source)), default=None)
    if likely and own & _marks(likely):
        return likely
    for fits in (lambda name: notebook.name == name, lambda name: _is_copy(notebook.name, name)):
        for source in sources:
            if fits(source.name):
                return source
    raise ExerciseError(
        f"{notebook} belongs to no exercise: it has none of the cells of an exercise in "
        "exercises/solutions, which was looked for in its folder, in this one, and in all above "
        "them"
    )


def _is_copy(name: str, source: str) -> bool:
    return is_copy(name, source.removesuffix(".ipynb"))


def _sources(notebook: Path) -> Iterator[Path]:
    """Yield all instructor's notebooks in reach, the nearest first."""
    course = Path(convedu.__file__).resolve().parents[1]
    folders = (*notebook.resolve().parents, Path.cwd(), *Path.cwd().parents, course)
    for folder in dict.fromkeys(folders):
        for below in ("solutions", "exercises/solutions"):
            yield from sorted((folder / below).glob("*.ipynb"))


def _marks(notebook: Path) -> set[str]:
    """Return what an exercise is known by: ids of its answers and checks, and its checks' source.

    An editor may have changed the ids.
    """
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

    Raises ExerciseError, UnreadableError, SandboxError, KernelLostError if the checks cannot be
    run.
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
    from convedu.grading.workers.mark_submission import mark_with, open_engine

    engine = open_engine(job)
    try:
        return mark_with(engine, job, data, {}).with_failures()
    finally:
        engine.close()
