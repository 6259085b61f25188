"""Runs tasks on an executor so that no task can stop the others, not even by killing its worker."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, wait
from itertools import islice
from typing import Any, TypeVar

Task = TypeVar("Task")


def run_each(
    make: Callable[[], Executor],
    work: Callable[..., Any],
    tasks: Iterable[tuple[Task, tuple]],
    *,
    ahead: int,
) -> Iterator[tuple[Task, Any]]:
    """Yield each task with what came of it, as they finish.

    Parameters
    ----------
    make : callable
        Makes an executor; called again where one broke.
    work : callable
        What to run.
    tasks : iterable of (task, arguments)
        Taken up as there is room, so it may be long.
    ahead : int
        How many are under way at a time.

    Yields
    ------
    task : object
        As it was given.
    result : object
        What `work` returned, or the exception. A task that was under way when a worker died is
        tried again alone before it is blamed.
    """
    tasks = iter(tasks)
    pool, pending = make(), {}
    try:
        while True:
            for task, arguments in islice(tasks, ahead - len(pending)):
                pending[pool.submit(work, *arguments)] = (task, arguments)
            if not pending:
                return
            done, _ = wait(pending, return_when=FIRST_COMPLETED)
            suspects = []
            for future in done:
                task, arguments = pending.pop(future)
                if isinstance(future.exception(), BrokenExecutor):
                    suspects.append((task, arguments))
                else:
                    yield task, future.exception() or future.result()
            if suspects:
                suspects += pending.values()
                pending.clear()
                for task, arguments in suspects:
                    pool = _fresh(pool, make)
                    future = pool.submit(work, *arguments)
                    yield task, future.exception() or future.result()
                pool = _fresh(pool, make)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _fresh(pool: Executor, make: Callable[[], Executor]) -> Executor:
    pool.shutdown(wait=True, cancel_futures=True)
    return make()
