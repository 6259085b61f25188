"""Mark one submission: from the bytes of its file to a result."""

import contextlib
import faulthandler
import os
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

from convedu.grading.judge.nbval_runner import Engine
from convedu.grading.ledger.cache_keys import hashed
from convedu.grading.model import (
    Job,
    KernelLostError,
    Result,
    Verdict,
)
from convedu.grading.submissions.extract import extract
from convedu.grading.submissions.parse import UnreadableError, parse

HOPELESS_SECONDS = 900.0
Spoken = Mapping[str, Collection[str]]
_warm: dict[Job, Engine] = {}  # at most one


def mark_with(engine: Engine, job: Job, data: bytes, cached_checks: Spoken) -> Result:
    """Read, merge and mark one submission.

    Returns whatever was handed in; without a verdict of the checks that were not run.
    """
    try:
        submission = parse(data)
    except UnreadableError as error:
        return Result("unreadable", (str(error),))
    merged = extract(job.exercise, submission.cells)
    reasons = (*submission.repairs, *merged.repairs)
    key = hashed(merged.canonical())
    answers = tuple((answer.id, merged.text(answer.id)) for answer in job.exercise.answers)
    known = cached_checks.get(key, ())
    verdicts: tuple[Verdict, ...] = ()
    if len(known) < len(job.exercise.checks):
        try:
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


def _engine(job: Job) -> Engine:
    if job not in _warm:
        release()
        _release_at_end()
        _warm[job] = Engine(
            job.exercise,
            seed=job.seed,
            sandbox=job.sandbox,
            limits=job.limits,
            hidden=tuple(map(Path, job.hidden)),
        )
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
