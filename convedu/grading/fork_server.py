"""multiprocessing's fork server: it loads what workers need once, and each of them is a fork of it.

It has one thread, so forking it is safe. What is here keeps it from outliving a grader that is
killed, and the folder of its socket from outliving both.
"""

import atexit
import multiprocessing
import os
import shutil
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from pathlib import Path

from .process import uninterrupted

BLAS_THREADS = "OPENBLAS_NUM_THREADS"
PRELOADED = "convedu.grading.preloaded"


def worker_context() -> BaseContext:
    """Return what starts workers, and start the fork server where the system has one.

    Returns
    -------
    multiprocessing.context.BaseContext
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():  # on Windows
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([PRELOADED])
    before = os.environ.get(BLAS_THREADS)
    os.environ[BLAS_THREADS] = "1"  # or NumPy would start threads as it is loaded
    try:
        with uninterrupted():
            forkserver.ensure_running()
    finally:
        del os.environ[BLAS_THREADS]
        if before is not None:
            os.environ[BLAS_THREADS] = before
    return context


def let_go_of_server() -> None:
    """Close a child's share in the pipe whose end the server waits for.

    Each child is given one, so that it can use the server, too. Then a killed grader would not end
    the server while there are children, nor the children while there is a server.
    """
    server = _server()
    pipe = getattr(server, "_forkserver_alive_fd", None)
    if pipe is not None and forkserver.get_inherited_fds() is not None:
        server._forkserver_alive_fd = None
        os.close(pipe)


def sweep_at_end() -> None:
    """Remove the folder of the server's socket when it ends: a killed grader cannot do it."""

    def sweep() -> None:
        server = _server()
        address = getattr(server, "_forkserver_address", None)
        is_it = getattr(server, "_forkserver_pid", None) is None  # others know its number
        if is_it and isinstance(address, str) and address.startswith(os.sep):
            shutil.rmtree(Path(address).parent, ignore_errors=True)

    atexit.register(sweep)


def _server() -> object:
    return getattr(forkserver, "_forkserver", None)
