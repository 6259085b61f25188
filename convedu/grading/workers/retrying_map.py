"""Run tasks on an executor so that none can stop the others, not even by killing its worker."""

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from itertools import islice
from typing import Any, TypeVar

Task = TypeVar("Task")


def retrying_map(
    make: Callable[[], Executor],
    work: Callable[..., Any],
    tasks: Iterable[tuple[Task, tuple]],
    *,
    ahead: int,
) -> Generator[tuple[Task, Any]]:
    """Yield each task with what `work` returned or raised, as they finish.

    `make` makes an executor, and another where one broke. A task that was under way when a worker
    died is tried again alone before it is blamed.
    """
    tasks = iter(tasks)
    pool = make()
    pending: dict[Future, tuple[Any, tuple]] = {}
    try:
        while True:
            for task, arguments in islice(tasks, ahead - len(pending)):
                pending[_submit(pool, work, arguments)] = (task, arguments)
            if not pending:
                break
            suspects = []
            for task, arguments, result in _some(pending):
                if isinstance(result, BrokenExecutor):
                    suspects.append((task, arguments))
                else:
                    yield task, result
            for task, arguments in suspects:
                pool = _fresh(pool, make)
                yield task, _outcome(_submit(pool, work, arguments))
            if suspects:
                pool = _fresh(pool, make)
    except BaseException:
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    pool.shutdown(wait=True)


def _some(pending: dict[Future, tuple]) -> Iterator[tuple]:
    """Take out what has finished; where a worker has died, wait for all the others first."""
    done, _ = wait(pending, return_when=FIRST_COMPLETED)
    if any(isinstance(_outcome(future), BrokenExecutor) for future in done):
        done, _ = wait(pending)
    for future in done:
        yield *pending.pop(future), _outcome(future)


def _submit(pool: Executor, work: Callable[..., Any], arguments: tuple) -> Future:
    """Submit a task, also to a pool of which it is not known yet that it broke."""
    try:
        return pool.submit(work, *arguments)
    except BrokenExecutor as error:
        future: Future = Future()
        future.set_exception(error)
        return future


def _outcome(future: Future) -> Any:
    """Wait for what comes of a task: what it returned, or the exception."""
    return future.exception() or future.result()


def _fresh(pool: Executor, make: Callable[[], Executor]) -> Executor:
    pool.shutdown(wait=True, cancel_futures=True)
    return make()
