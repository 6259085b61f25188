"""Processes and folders that must not outlive the one that made them."""

import contextlib
import multiprocessing
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any


def context() -> Any:
    """Return what starts processes: by forks where that is safe (Linux, one thread), else anew."""
    alone = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if alone else "spawn")


def die_with_parent() -> None:
    """Have Linux kill this process, which multiprocessing has made, when its maker is gone."""
    maker = multiprocessing.parent_process()
    if maker is not None and sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != maker.pid:  # it was gone before the request was made
            os._exit(1)


def bound_memory(more: int) -> None:
    """Let this process grow by so much and no further (Linux)."""
    if sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        bound = pages * resource.getpagesize() + more
        if most == resource.RLIM_INFINITY or bound < most:
            resource.setrlimit(resource.RLIMIT_AS, (bound, most))


class _OvertimeError(BaseException):
    """The time is over; nothing on the way handles it."""


@contextlib.contextmanager
def bounded(seconds: float, more: int) -> Iterator[None]:
    """Raise TimeoutError or MemoryError where more processor time or memory is used (Linux).

    The time is bounded in a main thread only, and between two steps of Python code.
    """
    if sys.platform != "linux":
        yield
        return
    import resource

    def stop(*_: object) -> None:
        raise _OvertimeError

    before = resource.getrlimit(resource.RLIMIT_AS)
    is_timed = threading.current_thread() is threading.main_thread()
    earlier = signal.signal(signal.SIGPROF, stop) if is_timed else None
    try:
        bound_memory(more)
        if is_timed:
            signal.setitimer(signal.ITIMER_PROF, seconds)
        yield
    except _OvertimeError:
        raise TimeoutError(f"more than {seconds:g} s") from None
    finally:
        if is_timed:
            signal.setitimer(signal.ITIMER_PROF, 0.0)
            signal.signal(signal.SIGPROF, earlier)
        resource.setrlimit(resource.RLIMIT_AS, before)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Put off Ctrl-C, which could hit a worker before it ignores it (not on Windows)."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def environment(*, without: Iterable[str] = (), **values: str) -> Iterator[None]:
    """Set environment variables of this process for a while."""
    before = dict(os.environ)
    for name in without:
        os.environ.pop(name, None)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Give a folder for temporary files, without what a killed run has left; one run at a time."""
    own = folder.absolute() / ".working"  # processes work in folders of their own
    _remove(own)
    own.mkdir(exist_ok=True)
    try:
        yield own
    finally:
        _remove(own)


def _remove(folder: Path) -> None:
    """Remove a folder in which processes that were just killed may still have written."""
    for _ in range(40):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.05)
