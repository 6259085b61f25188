"""The workers that mark: processes of this machine, or of others."""

import contextlib
import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from multiprocessing import resource_tracker
from pathlib import Path

from convedu.grading.common.errors import UserError
from convedu.grading.common.process import context, die_with_parent, environment, uninterrupted
from convedu.grading.model import Job, Result

Work = Callable[[Job, bytes, dict[str, frozenset[str]]], Result]


class WorkerPoolError(UserError):
    """No worker is left that can mark, and no submission is to blame."""


@dataclass(frozen=True)
class WorkerPool:
    """The workers that mark a class."""

    # Makes an executor; its ``shutdown(wait=True, cancel_futures=True)`` drops what is under way
    make: Callable[[], Executor]
    work: Work  # what it is given to run
    ahead: int  # how many tasks keep all of them busy


Connect = Callable[[Path], AbstractContextManager[WorkerPool]]


@contextlib.contextmanager
def local(folder: Path, *, workers: int, job: Job) -> Iterator[WorkerPool]:
    """Have processes of this machine mark."""
    from convedu.grading.workers.mark_submission import mark_in_worker

    yield WorkerPool(partial(_Pool, workers, folder, job), mark_in_worker, 2 * workers)


class _Pool(ProcessPoolExecutor):
    """Processes that a Ctrl-C does not reach, and that can be ended in the middle of a task."""

    def __init__(self, workers: int, folder: Path, job: Job) -> None:
        start_from = context()
        if start_from.get_start_method() == "fork":
            _prepare(job, folder)
        else:
            resource_tracker.ensure_running()  # to start it later would let Ctrl-C through
        super().__init__(
            workers,
            mp_context=start_from,
            initializer=_start,
            initargs=(dict(os.environ), str(folder)),
        )

    def submit(self, work: Callable, /, *args: object, **options: object) -> Future:
        """Submit a task; this may start a process."""
        with uninterrupted():
            return super().submit(work, *args, **options)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the pool; with `cancel_futures` at once, whatever is under way."""
        if cancel_futures:
            for process in list((self._processes or {}).values()):
                process.kill()  # what it has started ends with it
        super().shutdown(wait, cancel_futures=cancel_futures)


def _prepare(job: Job, folder: Path) -> None:
    """Load what each worker needs, once for all that are forks of this process."""
    before, tempfile.tempdir = tempfile.tempdir, str(folder)  # where a killed run's files are found
    try:
        with environment(OPENBLAS_NUM_THREADS="1"):  # or NumPy would start threads as it is loaded
            from convedu.grading.workers.mark_submission import prepare

            prepare(job)
    finally:
        tempfile.tempdir = before


def _start(settings: dict[str, str], folder: str) -> None:
    """Prepare a worker: it ends with the grader that started it, and leaves Ctrl-C to it."""
    die_with_parent()
    os.environ.update(settings)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # see uninterrupted
    tempfile.tempdir = os.environ["TMPDIR"] = folder  # for what it starts, too
