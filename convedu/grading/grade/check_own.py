"""Check a learner's own notebook, with the code that marks a class."""

from pathlib import Path

from convedu.grading.exercise.load import load as load_exercise
from convedu.grading.exercise.model import ExerciseError
from convedu.grading.limits import Limits
from convedu.grading.model import Job, Result
from convedu.grading.sandbox.bubblewrap import choose
from convedu.grading.sandbox.student_process import SandboxError
from convedu.grading.submissions.parse import load

PUBLIC_SEED = 0


def find_source(notebook: Path) -> Path:
    """Find the instructor's notebook for a learner's copy.

    Raises ExerciseError if there is none of that name in ``solutions`` or ``exercises/solutions``,
    upward.
    """
    for folder in notebook.resolve().parents:
        for place in ("solutions", "exercises/solutions"):
            source = folder / place / notebook.name
            if source.is_file():
                return source
    raise ExerciseError(
        f"{notebook} belongs to no exercise: there is no solutions/{notebook.name} in its folder, "
        "nor exercises/solutions/ in any folder above it"
    )


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
