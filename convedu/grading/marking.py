"""From the bytes of one submission to its result, in whatever process that happens."""

import atexit
import contextlib
import faulthandler
import hashlib
import json
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import convedu

from .engine import Engine, Verdict
from .exercise import Exercise
from .kernel import KernelLostError
from .limits import Limits
from .merge import Merged, merge
from .process import die_with
from .read import UnreadableError, parse

HOPELESS_SECONDS = 900.0


@dataclass(frozen=True)
class Job:
    """Everything but the submission: the same for a whole class.

    Attributes
    ----------
    exercise : Exercise
        The instructor's notebook.
    seed : int
        Which cases the checks draw.
    sandbox : str
        ``bubblewrap`` or ``none``.
    limits : Limits
        What a submission may use.
    hidden : tuple of str
        Folders that the jail must not show.
    """

    exercise: Exercise
    seed: int
    sandbox: str
    limits: Limits = Limits()
    hidden: tuple[str, ...] = ()

    def context(self) -> str:
        """Return the hash of all that a mark depends on beside the answers."""
        parts = [self.exercise.digest, self.seed, convedu.__version__, self.sandbox]
        return _hash(json.dumps([*parts, self.limits.plain()], sort_keys=True))


@dataclass(frozen=True)
class Result:
    """What came of one submission.

    Attributes
    ----------
    status : str
        ``ok``; ``repaired``, if something had to be mended first; ``unreadable``, if there was
        nothing to mark; ``failed``, if the grader itself did not manage.
    reasons : tuple of str
        A sentence for each repair, or why it was not marked.
    key : str
        Hash of exercise, answers, seed and version; empty if nothing was marked.
    verdicts : tuple of Verdict
        One for each check.
    isolation : str
        What was around the student process.
    """

    status: str
    reasons: tuple[str, ...] = ()
    key: str = ""
    verdicts: tuple[Verdict, ...] = ()
    isolation: str = ""


def mark_with(engine: Engine, job: Job, data: bytes) -> Result:
    """Read, merge and mark one submission.

    Parameters
    ----------
    engine : Engine
        Warm, for this job.
    job : Job
        What to mark with.
    data : bytes
        The submitted file.

    Returns
    -------
    Result
        Whatever was handed in.
    """
    try:
        submission = parse(data)
    except UnreadableError as error:
        return Result("unreadable", (str(error),))
    merged = merge(job.exercise, submission.cells)
    reasons = (*submission.repairs, *merged.repairs)
    try:
        verdicts = tuple(engine.mark(merged))
    except KernelLostError as error:
        return Result("failed", (*reasons, f"It could not be marked: {error}."))
    status = "repaired" if reasons else "ok"
    return Result(status, reasons, key(job, merged), verdicts, engine.isolation)


def key(job: Job, merged: Merged) -> str:
    """Return the hash under which the verdicts on some answers are kept."""
    return _hash(job.context() + merged.canonical())


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def start_worker(parent: int) -> None:
    """Prepare a worker process: it ends with the one that started it, and leaves Ctrl-C to it."""
    die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def mark_in_worker(job: Job, data: bytes) -> Result:
    """Mark one submission in this process, with an engine that stays warm for the next.

    Parameters
    ----------
    job : Job
        What to mark with.
    data : bytes
        The submitted file.

    Returns
    -------
    Result
    """
    with _deadline():
        return mark_with(_engine(job), job, data)


@lru_cache(maxsize=1)
def _engine(job: Job) -> Engine:
    engine = Engine(
        job.exercise,
        seed=job.seed,
        sandbox=job.sandbox,
        limits=job.limits,
        hidden=tuple(map(Path, job.hidden)),
    )
    atexit.register(engine.close)
    return engine


@contextlib.contextmanager
def _deadline() -> Iterator[None]:
    """End this process if it hangs, even where no Python code would get a turn."""
    with open(os.devnull, "w") as nowhere:
        faulthandler.dump_traceback_later(HOPELESS_SECONDS, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
