"""The workers that mark: processes of this machine, or of others."""

import contextlib
import gc
import os
import signal
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent import futures
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any

from convedu.grading.common.errors import UserError
from convedu.grading.common.process import context, die_with_parent, environment, uninterrupted
from convedu.grading.model import Job


class WorkerPoolError(UserError):
    """No worker is left that can mark, and no submission is to blame."""


@dataclass(frozen=True)
class WorkerPool:
    """The workers that mark a class."""

    # Makes an executor; its ``shutdown(wait=True, cancel_futures=True)`` drops what is under way
    make: Callable[[], Executor]
    work: Callable[..., Any]  # what it is given to run
    ahead: int  # how many tasks keep all of them busy

    def retrying_map(self, tasks: Iterable[tuple[Any, tuple]]) -> Generator[tuple[Any, Any]]:
        """Yield each task with what `work` returned or raised for its arguments, as they finish.

        None can stop the others: one that was under way when a worker died is tried again alone
        before it is blamed.
        """
        tasks = iter(tasks)
        executor = self.make()
        pending: dict[Future, tuple[Any, tuple]] = {}
        try:
            while True:
                for task, arguments in islice(tasks, self.ahead - len(pending)):
                    pending[_submit(executor, self.work, arguments)] = (task, arguments)
                if not pending:
                    break
                suspects = []
                for task, arguments, result in _some(pending):
                    if isinstance(result, BrokenExecutor):
                        suspects.append((task, arguments))
                    else:
                        yield task, result
                for task, arguments in suspects:
                    executor = _fresh(executor, self.make)
                    yield task, _outcome(_submit(executor, self.work, arguments))
                if suspects:
                    executor = _fresh(executor, self.make)
        except BaseException:
            executor.shutdown(wait=True, cancel_futures=True)
            raise
        executor.shutdown(wait=True)


def _some(pending: dict[Future, tuple]) -> Iterator[tuple]:
    """Take out what has finished; where a worker has died, wait for all the others first."""
    done, _ = futures.wait(pending, return_when=futures.FIRST_COMPLETED)
    if any(isinstance(_outcome(future), BrokenExecutor) for future in done):
        done, _ = futures.wait(pending)
    for future in done:
        yield *pending.pop(future), _outcome(future)


def _submit(executor: Executor, work: Callable[..., Any], arguments: tuple) -> Future:
    """Submit a task, also to an executor of which it is not known yet that it broke."""
    try:
        return executor.submit(work, *arguments)
    except BrokenExecutor as error:
        future: Future = Future()
        future.set_exception(error)
        return future


def _outcome(future: Future) -> Any:
    """Wait for what comes of a task: what it returned, or the exception."""
    return future.exception() or future.result()


def _fresh(executor: Executor, make: Callable[[], Executor]) -> Executor:
    executor.shutdown(wait=True, cancel_futures=True)
    return make()


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
        self.prepared = contextlib.ExitStack()
        if start_from.get_start_method() == "fork":
            self.prepared.enter_context(_prepared(job, folder, workers))
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
        self.prepared.close()


@contextlib.contextmanager
def _prepared(job: Job, folder: Path, workers: int) -> Iterator[None]:
    """Load what each worker needs, once for all that are forks of this process."""
    before, tempfile.tempdir = tempfile.tempdir, str(folder)  # where a killed run's files are found
    with contextlib.ExitStack() as stack:
        try:
            with environment(OPENBLAS_NUM_THREADS="1"):  # or NumPy would start threads
                from convedu.grading.workers.mark_submission import prepared

                stack.enter_context(prepared(job, workers))
        finally:
            tempfile.tempdir = before
        gc.freeze()
        yield


def _start(settings: dict[str, str], folder: str) -> None:
    """Prepare a worker: it ends with the grader that started it, and leaves Ctrl-C to it."""
    die_with_parent()
    os.environ.update(settings)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # see uninterrupted
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)  # a Ctrl-Z must not use up a learner's time
    tempfile.tempdir = os.environ["TMPDIR"] = folder  # for what it starts, too
