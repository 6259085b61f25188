"""Mark on the workers of a Dask cluster: other processes, most likely on other machines.

A worker gets a submission's bytes and the instructor's notebook, and sends back a result: see
dask_worker.py. It reads no file of this machine.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, InvalidStateError
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from convedu.grading.workers import dask_worker
from convedu.grading.workers.worker_pool import WorkerPool, WorkerPoolError

if TYPE_CHECKING:
    from distributed import Client, Security

SCHEMES = ("tcp", "tls")
CONNECT_SECONDS = 20.0
IDLE_SECONDS = 60.0  # how long a cluster may be without any worker
LOOK_SECONDS = 2.0
RELEASE_SECONDS, CLOSE_SECONDS = 5.0, 2.0
LEAST_AHEAD = 32  # workers may join later


@contextlib.contextmanager
def connect(folder: Path, *, address: str, sandbox: str) -> Iterator[WorkerPool]:
    """Have the workers of the Dask cluster with a scheduler at this address mark.

    Raises WorkerPoolError if there is none, or a worker would not mark as this machine does.
    """
    with _connected(address) as client:
        wanted = dask_worker.environment()
        workers = _fit_workers(client, wanted, sandbox)
        ahead = max(LEAST_AHEAD, 2 * workers)
        try:
            yield WorkerPool(
                partial(_Workers, client), partial(dask_worker.mark_there, wanted), ahead
            )
        finally:
            _let_go(client)


@contextlib.contextmanager
def _connected(address: str) -> Iterator["Client"]:
    try:
        from distributed import Client, Security
    except ImportError:
        raise WorkerPoolError(
            "--scheduler needs dask.distributed: in the course's folder, "
            "`python -m pip install --editable '.[cluster]'`"
        ) from None
    security = Security()  # from Dask's own configuration
    if trouble := _unusable(address, security):
        raise WorkerPoolError(f"--scheduler is {address!r}: {trouble}")
    try:
        client = Client(address, timeout=CONNECT_SECONDS, security=security, set_as_default=False)
    except OSError as error:
        raise WorkerPoolError(
            f"--scheduler is {address!r}: no Dask scheduler answers ({error})"
        ) from None
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # a loss is told once
    try:
        yield client
    finally:
        client.close(CLOSE_SECONDS)


def _unusable(address: str, security: "Security") -> str:
    """Say what is wrong with an address; with some, Dask would stop for a minute."""
    try:
        parts = urlsplit(address)
        well = parts.scheme in SCHEMES and parts.hostname and parts.port
    except ValueError:
        well = False
    if not well:
        return "expected an address as `dask scheduler` prints it, such as tcp://10.0.0.5:8786"
    if parts.scheme == "tls" and not security.get_connection_args("client")["ssl_context"]:
        return "TLS needs certificates: set distributed.comm.tls in Dask's configuration"
    if parts.scheme != "tls" and security.require_encryption:
        return "Dask's configuration requires encryption: expected tls://"
    return ""


def _fit_workers(client: "Client", wanted: dask_worker.Environment, sandbox: str) -> int:
    """Return how many workers there are, after each was found fit."""
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError:
        raise WorkerPoolError(
            f"the cluster has no worker: start some with {dask_worker.START}"
        ) from None
    answers = client.run(dask_worker.objections, wanted, sandbox, on_error="return")
    for worker, what in sorted(answers.items()):
        if isinstance(what, Exception):
            what = [f"it cannot load convedu ({type(what).__name__}: {what})"]
        if what:
            raise WorkerPoolError(dask_worker.refusal(worker, what))
    return len(answers)


def _let_go(client: "Client") -> None:
    """Have each worker end its engine, without waiting long for those that are busy or gone."""
    from distributed import fire_and_forget, wait

    from convedu.grading.workers.mark_submission import release

    if client.status != "running":  # Dask would try to reconnect first
        return
    with contextlib.suppress(Exception):
        ending = [client.submit(release, workers=[one], pure=False) for one in client.nthreads()]
        fire_and_forget(ending)
        wait(ending, timeout=RELEASE_SECONDS)


class _Workers(Executor):
    """Dask's executor, which tells what a task did from what happened to those who had it."""

    def __init__(self, client: "Client") -> None:
        self._client = client
        self._inner = client.get_executor(pure=False)
        self._open: set[Future] = set()
        self._ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def submit(self, work: Callable, /, *args: Any, **options: Any) -> Future:
        """Send a task to whichever worker has time."""
        future: Future = Future()
        self._open.add(future)
        self._inner.submit(work, *args, **options).add_done_callback(partial(self._pass_on, future))
        return future

    def _pass_on(self, future: Future, inner: Future) -> None:
        from distributed import KilledWorker

        self._open.discard(future)
        with contextlib.suppress(InvalidStateError):  # it was given up by _watch
            if inner.cancelled():
                future.set_exception(WorkerPoolError("the Dask scheduler was lost"))
            elif isinstance(error := inner.exception(), KilledWorker):
                future.set_exception(BrokenExecutor(f"{error.allowed_failures + 1} workers died"))
            elif error is not None:
                future.set_exception(error)
            else:
                future.set_result(inner.result())

    def _watch(self) -> None:
        """Give up where there has been no worker for long: Dask would wait for ever."""
        seen = time.monotonic()
        while not self._ended.wait(LOOK_SECONDS):
            with contextlib.suppress(Exception):  # a lost scheduler is told by the futures
                if self._client.nthreads():
                    seen = time.monotonic()
            if time.monotonic() - seen > IDLE_SECONDS:
                for future in tuple(self._open):
                    with contextlib.suppress(InvalidStateError):
                        future.set_exception(
                            WorkerPoolError("the Dask cluster has lost all workers")
                        )

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Forget all tasks; what a worker has begun it ends, and nobody hears of it."""
        self._ended.set()
        if self._client.status == "running":
            self._inner.shutdown(wait=False)
