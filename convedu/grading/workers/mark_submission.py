"""Mark one submission: from the bytes of its file to a result."""

import contextlib
import faulthandler
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

from convedu.grading.exercise.model import Exercise
from convedu.grading.judge.nbval_runner import Engine
from convedu.grading.ledger.cache_keys import hashed
from convedu.grading.model import (
    Job,
    KernelLostError,
    Result,
    Verdict,
)
from convedu.grading.nbgrader.engine import NotebookEngine
from convedu.grading.nbgrader.plan import Plan, plan
from convedu.grading.submissions.extract import Extraction, extract
from convedu.grading.submissions.parse import Cell, UnreadableError, parse

HOPELESS_SECONDS = 900.0
Spoken = Mapping[str, Collection[str]]
_warm: dict[Job, Engine | NotebookEngine] = {}  # at most one


def read_answers(exercise: Exercise, cells: Sequence[Cell]) -> Extraction | Plan:
    """Take out of a submission what is run of it."""
    return plan(exercise, cells) if exercise.runs_whole else extract(exercise, cells)


def open_engine(job: Job) -> Engine | NotebookEngine:
    """Start what marks submissions of a job; raises `SandboxError` or `KernelLostError`."""
    hidden = tuple(map(Path, job.hidden))
    if job.exercise.runs_whole:
        return NotebookEngine(job.exercise, sandbox=job.sandbox, limits=job.limits, hidden=hidden)
    return Engine(
        job.exercise, seed=job.seed, sandbox=job.sandbox, limits=job.limits, hidden=hidden
    )


def mark_with(
    engine: Engine | NotebookEngine, job: Job, data: bytes, cached_checks: Spoken
) -> Result:
    """Read and mark one submission, whatever it is, with an engine that is warm for the job.

    `cached_checks` are, for the key of some answers, the checks that need not be run on them: the
    result has no verdict of these.
    """
    try:
        submission = parse(data)
    except UnreadableError as error:
        return Result("unreadable", (str(error),))
    merged = read_answers(job.exercise, submission.cells)
    reasons = (*submission.repairs, *merged.repairs)
    key = hashed(merged.canonical())
    answers = tuple((answer.id, merged.text(answer.id)) for answer in job.exercise.answers)
    known = cached_checks.get(key, ())
    verdicts: tuple[Verdict, ...] = ()
    try:
        if isinstance(engine, NotebookEngine):
            # It is run even if all is known, for what there is to remark.
            assert isinstance(merged, Plan)
            found, remarks = engine.mark(merged)
            verdicts, reasons = tuple(found), (*reasons, *remarks)
        elif isinstance(merged, Extraction) and len(known) < len(job.exercise.checks):
            verdicts = tuple(engine.mark(merged, skip=known))
    except KernelLostError as error:
        return Result("failed", (*reasons, f"It could not be marked: {error}."))
    status = "repaired" if reasons else "ok"
    return Result(status, reasons, key, verdicts, engine.isolation, answers)


def mark_in_worker(job: Job, data: bytes, cached_checks: Spoken) -> Result:
    """Mark one submission in this process, with an engine that stays warm for the next."""
    engine = _engine(job)
    with _deadline():
        return mark_with(engine, job, data, cached_checks)


def _engine(job: Job) -> Engine | NotebookEngine:
    if job not in _warm:
        release()
        _release_at_end()
        _warm[job] = open_engine(job)
    return _warm[job]


def release() -> None:
    """End this process's engine, with its kernel and jail."""
    while _warm:
        _warm.popitem()[1].close()


@cache
def _release_at_end() -> None:
    """Have the engine released when this process ends: one that was forked knows no atexit."""
    Finalize(None, release, exitpriority=1)


@contextlib.contextmanager
def _deadline() -> Iterator[None]:
    """End this process if it hangs, even where no Python code would get a turn."""
    with open(os.devnull, "w") as nowhere:
        faulthandler.dump_traceback_later(HOPELESS_SECONDS, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
