"""No task can stop the others, not even one that ends its worker."""

import functools
import multiprocessing
import os
import signal
import sys
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from typing import ClassVar

import pytest

from convedu.grading.workers import worker_pool
from convedu.grading.workers.worker_pool import WorkerPool


def work(task):
    if task == "dies":
        os._exit(1)
    if task == "raises":
        raise ValueError("no")
    return task.upper()


def pool(workers=2):
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def results(tasks, make=pool):
    given = ((task, (task,)) for task in tasks)
    return dict(WorkerPool(make, work, ahead=3).retrying_map(given))


def test_a_worker_that_dies_costs_only_its_task():
    found = results(["a", "b", "dies", "c", "d"])
    assert "abruptly" in str(found.pop("dies"))
    assert found == {"a": "A", "b": "B", "c": "C", "d": "D"}


def test_an_exception_is_a_result():
    found = results(["a", "raises"], make=functools.partial(ThreadPoolExecutor, 2))
    assert found["a"] == "A"
    assert isinstance(found["raises"], ValueError)


def test_tasks_are_taken_up_as_there_is_room():
    taken = []

    def tasks():
        for number in range(20):
            taken.append(number)
            yield number, (str(number),)

    threads = functools.partial(ThreadPoolExecutor, 2)
    given = WorkerPool(threads, work, ahead=3).retrying_map(tasks())
    next(given)
    assert len(taken) <= 4
    given.close()


class Breaking(ThreadPoolExecutor):
    """Loses the task that is called so, and no other."""

    ran: ClassVar[list[str]] = []

    def submit(self, function, /, task):
        if task == "lost":
            self.ran.append(task)
            future = Future()
            future.set_exception(BrokenExecutor("a worker died"))
            return future
        return super().submit(self.noted, task)

    def noted(self, task):
        self.ran.append(task)
        return work(task)


def test_only_what_a_worker_died_with_is_tried_again(monkeypatch):
    monkeypatch.setattr(Breaking, "ran", [])
    found = results(["a", "lost", "b", "c"], make=functools.partial(Breaking, 2))
    assert isinstance(found.pop("lost"), BrokenExecutor)
    assert found == {"a": "A", "b": "B", "c": "C"}
    assert sorted(Breaking.ran) == ["a", "b", "c", "lost", "lost"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows stops no processes")
def test_ctrl_z_stops_no_worker(tmp_path):
    """It would stop what keeps the time, but not the student process, whose session is its own."""
    starts = {"initializer": worker_pool._start, "initargs": ({}, str(tmp_path))}
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned, **starts) as executor:
        ignored = executor.submit(signal.getsignal, signal.SIGTSTP).result()
    assert ignored == signal.SIG_IGN
