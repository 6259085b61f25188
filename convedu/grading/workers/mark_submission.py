"""Mark one submission: from the bytes of its file to a result."""

import contextlib
import faulthandler
import importlib
import os
from collections.abc import Collection, Iterator, Mapping
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING, Any, TypeAlias

from convedu.grading.common.process import bounded
from convedu.grading.ledger.cache_keys import hashed, used_modules
from convedu.grading.limits import HOPELESS_SECONDS
from convedu.grading.model import Job, KernelLostError, Result
from convedu.grading.nbgrader.plan import plan
from convedu.grading.sandbox.bubblewrap import jails_ahead
from convedu.grading.sandbox.student_process import Program
from convedu.grading.submissions.extract import extract
from convedu.grading.submissions.parse import UnreadableError, parse

if TYPE_CHECKING:
    from convedu.grading.judge.nbval_runner import NbvalEngine
    from convedu.grading.nbgrader.engine import NotebookEngine

CachedChecks = Mapping[str, Collection[str]]
Engine: TypeAlias = "NbvalEngine | NotebookEngine"  # marks what is handed in for one job
_warm: dict[Job, Engine] = {}  # at most one


@contextlib.contextmanager
def prepared(job: Job, number: int) -> Iterator[None]:
    """Load what marks submissions of a job, and start jails, for the forks of this process."""
    exercise = job.exercise
    if exercise.runs_whole:
        from convedu.grading.nbgrader.engine import program

        around = program(exercise)
    else:
        around = Program(imports=tuple(sorted(exercise.imports)))
    with jails_ahead(number, job.sandbox, job.limits, around, hidden=job.hidden):
        if not exercise.runs_whole:  # all that takes long, while the jails start
            from convedu.grading.judge.nbval_runner import collected

            collected(exercise.judge)
            for module in used_modules(exercise):
                with contextlib.suppress(ImportError):  # the kernel will say which
                    importlib.import_module(module)  # or each kernel would do it anew
        yield


def open_engine(job: Job) -> Engine:
    """Start what marks submissions of a job; raises `SandboxError` or `KernelLostError`."""
    if job.exercise.runs_whole:
        from convedu.grading.nbgrader.engine import NotebookEngine

        return NotebookEngine(job)
    from convedu.grading.judge.nbval_runner import NbvalEngine

    return NbvalEngine(job)


def mark_with(engine: Engine, job: Job, data: bytes, cached_checks: CachedChecks) -> Result:
    """Read and mark one submission, whatever it is, with an engine that is warm for the job.

    `cached_checks` are, for the key of some answers, the checks that need not be run on them: the
    result has no verdict of these.
    """
    exercise = job.exercise
    merged: Any
    try:
        with bounded(job.limits.reading_seconds, job.limits.reading_bytes):
            submission = parse(data)
            read = plan if exercise.runs_whole else extract
            merged = read(exercise, submission.cells)
    except UnreadableError as error:
        return Result("unreadable", (str(error),))
    except (TimeoutError, MemoryError):
        return Result("unreadable", ("To read it takes too long, or too much memory.",))
    reasons = (*submission.repairs, *merged.repairs)
    key = hashed(merged.canonical())
    answers = tuple((answer.id, merged.text(answer.id)) for answer in exercise.answers)
    try:
        verdicts, remarks = engine.mark(merged, skip=cached_checks.get(key, ()))
    except KernelLostError as error:
        return Result("failed", (*reasons, f"It could not be marked: {error}."))
    reasons = (*reasons, *remarks)
    status = "repaired" if reasons else "ok"
    return Result(status, reasons, key, tuple(verdicts), engine.isolation, answers)


def mark_in_worker(job: Job, data: bytes, cached_checks: CachedChecks) -> Result:
    """Mark one submission in this process, with an engine that stays warm for the next."""
    if job not in _warm:
        release()
        Finalize(None, release, exitpriority=1)  # a process that was forked knows no atexit
        _warm[job] = open_engine(job)
    with open(os.devnull, "w") as nowhere:
        # If it hangs, this process is ended, even where no Python code would get a turn.
        faulthandler.dump_traceback_later(HOPELESS_SECONDS, exit=True, file=nowhere)
        try:
            return mark_with(_warm[job], job, data, cached_checks)
        finally:
            faulthandler.cancel_dump_traceback_later()


def release() -> None:
    """End this process's engine, with its kernel and jail."""
    while _warm:
        _warm.popitem()[1].close()
