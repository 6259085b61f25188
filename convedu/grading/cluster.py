"""Those who mark are the workers of a Dask cluster: other processes, most likely other machines.

A worker gets a submission's bytes and the instructor's notebook, and sends back a result. It reads
no file of this machine. A worker that would not mark as this machine does is refused.
"""

import contextlib
import hashlib
import platform
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, InvalidStateError
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import convedu

from .crew import Crew, CrewError, mark
from .inmate import SandboxError
from .jail import choose
from .marks import Job, Result

if TYPE_CHECKING:
    from distributed import Client, Security

HOME = Path(convedu.__file__).parent
SCHEMES = ("tcp", "tls")
CONNECT_SECONDS = 20.0
IDLE_SECONDS = 60.0  # how long a cluster may be without any worker
LOOK_SECONDS = 2.0
RELEASE_SECONDS = 5.0
LEAST_AHEAD = 32  # workers may join later
START = "`dask worker ADDRESS --nthreads 1 --nworkers -1`"


class WorkerLostError(BrokenExecutor):
    """Workers died while they had the task; it may not have been its doing."""


@dataclass(frozen=True)
class Likeness:
    """What has to be the same wherever a class is marked, or marks would depend on the machine."""

    python: str
    numpy: str
    convedu: str

    def differences(self, other: "Likeness") -> list[str]:
        """Return a sentence for each thing that is not as with another.

        Examples
        --------
        >>> Likeness("3.11", "2.1", "0.1 (abc)").differences(Likeness("3.12", "2.1", "0.1 (abc)"))
        ['it has Python 3.11, expected 3.12']
        """
        names = {"python": "Python", "numpy": "NumPy", "convedu": "convedu"}
        return [
            f"it has {shown} {getattr(self, name)}, expected {getattr(other, name)}"
            for name, shown in names.items()
            if getattr(self, name) != getattr(other, name)
        ]


@cache
def likeness() -> Likeness:
    """Return what this process would mark with."""
    code = hashlib.sha256()
    for path in sorted(HOME.rglob("*.py")):
        data = path.read_bytes()
        code.update(f"{path.relative_to(HOME).as_posix()} {len(data)}\n".encode() + data)
    own = f"{convedu.__version__} (code {code.hexdigest()[:12]})"
    return Likeness(".".join(platform.python_version_tuple()[:2]), version("numpy"), own)


@contextlib.contextmanager
def hired(folder: Path, *, address: str, sandbox: str) -> Iterator[Crew]:
    """Have the workers of a Dask cluster mark.

    Parameters
    ----------
    folder : Path
        Not used: a worker's temporary files are where Dask has put its own.
    address : str
        The scheduler's, such as ``tcp://10.0.0.5:8786``.
    sandbox : {"bubblewrap", "none"}
        What each worker must have.

    Yields
    ------
    Crew

    Raises
    ------
    CrewError
        If there is no such cluster, or one of its workers would not mark as this machine does.
    """
    with _connected(address) as client:
        wanted = likeness()
        workers = _fit_workers(client, wanted, sandbox)
        ahead = max(LEAST_AHEAD, 2 * workers)
        try:
            yield Crew(partial(_Workers, client), partial(mark_there, wanted), ahead)
        finally:
            _let_go(client)


@contextlib.contextmanager
def _connected(address: str) -> Iterator["Client"]:
    try:
        from distributed import Client, Security
    except ImportError:
        raise CrewError(
            "--scheduler needs dask.distributed: python -m pip install 'convedu[cluster]'"
        ) from None
    security = Security()  # from Dask's own configuration
    if trouble := _unusable(address, security):
        raise CrewError(f"--scheduler is {address!r}: {trouble}")
    try:
        client = Client(address, timeout=CONNECT_SECONDS, security=security, set_as_default=False)
    except OSError as error:
        raise CrewError(
            f"--scheduler is {address!r}: no Dask scheduler answers ({error})"
        ) from None
    with client:
        yield client


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
    return ""


def _fit_workers(client: "Client", wanted: Likeness, sandbox: str) -> int:
    """Return how many workers there are, after each was found fit."""
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError:
        raise CrewError(f"the cluster has no worker: start some with {START}") from None
    said = client.run(objections, wanted, sandbox, on_error="return")
    for worker, what in sorted(said.items()):
        if isinstance(what, Exception):
            what = [f"it cannot load convedu ({type(what).__name__}: {what})"]
        if what:
            raise CrewError(_refusal(worker, what))
    return len(said)


def _refusal(worker: str, what: list[str]) -> str:
    return f"the worker {worker} is not fit to mark: {'; '.join(what)}"


def objections(wanted: Likeness, sandbox: str, dask_worker: Any = None) -> list[str]:
    """Return, on a worker, why it must not mark.

    Parameters
    ----------
    wanted : Likeness
        What it has to be like.
    sandbox : {"bubblewrap", "none"}
        What it must have.
    dask_worker : distributed.Worker
        This worker; Dask fills it in.

    Returns
    -------
    list of str
        Empty if it is fit.
    """
    said = likeness().differences(wanted)
    threads = dask_worker.state.nthreads
    if threads != 1:  # an engine serves one thread, and lives as long as it
        said.append(f"it has {threads} threads, expected 1: start it with {START}")
    try:
        choose(sandbox)
    except SandboxError as error:
        said.append(str(error))
    return said


def mark_there(
    wanted: Likeness, job: Job, data: bytes, spoken: dict[str, frozenset[str]]
) -> Result:
    """Mark one submission, on a worker.

    Parameters
    ----------
    wanted : Likeness
        What the worker has to be like.
    job, data, spoken
        See `convedu.grading.marking.mark_in_worker`.

    Returns
    -------
    Result

    Raises
    ------
    CrewError
        If the worker is not fit to mark.
    """
    from distributed import get_worker

    worker = get_worker()
    try:
        folder = _settled(wanted, job.sandbox)
        own = (str(HOME), str(HOME.parent / "exercises"), str(folder))
        return mark(replace(job, hidden=(*job.hidden, *own)), data, spoken)
    except SandboxError as error:
        raise CrewError(_refusal(worker.address, [str(error)])) from None


@cache
def _settled(wanted: Likeness, sandbox: str) -> Path:
    """Hold that this worker is fit, for it may have come late; return where it may write."""
    from distributed import get_worker

    worker = get_worker()
    if said := objections(wanted, sandbox, worker):
        raise CrewError(_refusal(worker.address, said))
    tempfile.tempdir = worker.local_directory  # which Dask removes, even after a crash
    return Path(worker.local_directory)


def release_there() -> None:
    """End a worker's engine, with its kernel and jail."""
    from .marking import release

    release()


def _let_go(client: "Client") -> None:
    """Have each worker end its engine, without waiting long for those that are busy or gone."""
    from distributed import fire_and_forget, wait

    with contextlib.suppress(Exception):
        ending = [
            client.submit(release_there, workers=[one], pure=False) for one in client.nthreads()
        ]
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

    def submit(self, work: Callable, /, *args: Any) -> Future:
        """Send a task to whichever worker has time."""
        future: Future = Future()
        self._open.add(future)
        self._inner.submit(work, *args).add_done_callback(partial(self._pass_on, future))
        return future

    def _pass_on(self, future: Future, inner: Future) -> None:
        from distributed import KilledWorker

        self._open.discard(future)
        with contextlib.suppress(InvalidStateError):  # it was given up by _watch
            if inner.cancelled():
                future.set_exception(CrewError("the Dask scheduler was lost"))
            elif isinstance(error := inner.exception(), KilledWorker):
                future.set_exception(WorkerLostError(f"{error.allowed_failures + 1} workers died"))
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
                        future.set_exception(CrewError("the Dask cluster has lost all workers"))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Forget all tasks; what a worker has begun it ends, and nobody hears of it."""
        self._ended.set()
        with contextlib.suppress(Exception):  # the scheduler may be gone
            self._inner.shutdown(wait=wait and not cancel_futures)
