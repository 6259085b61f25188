"""The part that runs on a Dask worker, once its versions are known to be the grader's."""

import hashlib
import multiprocessing
import sys
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import convedu
from convedu.grading.ledger import source_digest
from convedu.grading.model import Job, Result
from convedu.grading.sandbox.bubblewrap import choose
from convedu.grading.sandbox.student_process import SandboxError
from convedu.grading.workers.worker_pool import WorkerPoolError, mark

HOME = Path(convedu.__file__).parent
START = "`dask worker ADDRESS --nthreads 1 --nworkers -1`"


@dataclass(frozen=True)
class Environment:
    """What has to be the same wherever a class is marked, or marks would depend on the machine."""

    python: str
    numpy: str
    convedu: str

    def differences(self, other: "Environment") -> list[str]:
        """Return a sentence for each thing that is not as with another.

        >>> ours = Environment("3.11", "2.1", "0.1 (abc)")
        >>> ours.differences(Environment("3.12", "2.1", "0.1 (abc)"))
        ['it has Python 3.11, expected 3.12']
        """
        names = {"python": "Python", "numpy": "NumPy", "convedu": "convedu"}
        return [
            f"it has {shown} {getattr(self, name)}, expected {getattr(other, name)}"
            for name, shown in names.items()
            if getattr(self, name) != getattr(other, name)
        ]


@cache
def environment() -> Environment:
    """Return what this process would mark with."""
    code = hashlib.sha256()
    for path in sorted(HOME.rglob("*.py")):
        data = path.read_bytes()
        code.update(f"{path.relative_to(HOME).as_posix()} {len(data)}\n".encode() + data)
    own = f"{convedu.__version__} (code {code.hexdigest()[:12]})"
    return Environment(*source_digest.versions(), own)


def objections(wanted: Environment, sandbox: str, dask_worker: Any = None) -> list[str]:
    """Return, on a worker, why it must not mark.

    `dask_worker`: this worker; Dask fills it in. Returns empty if it is fit.
    """
    reasons = environment().differences(wanted)
    threads = dask_worker.state.nthreads
    if threads != 1:  # an engine serves one thread, and lives as long as it
        reasons.append(f"it has {threads} threads, expected 1: start it with {START}")
    if sys.flags.optimize:
        reasons.append("it skips asserts: start it without -O and PYTHONOPTIMIZE")
    try:
        choose(sandbox)
    except SandboxError as error:
        reasons.append(str(error))
    return reasons


def mark_there(
    wanted: Environment, job: Job, data: bytes, cached_checks: dict[str, frozenset[str]]
) -> Result:
    """Mark one submission, on a worker.

    Raises WorkerPoolError if the worker is not fit to mark.
    """
    from distributed import get_worker

    worker = get_worker()
    try:
        folder = _settled(wanted, job.sandbox)
        own = (str(HOME), str(HOME.parent / "exercises"), str(folder))
        return mark(replace(job, hidden=(*job.hidden, *own)), data, cached_checks)
    except SandboxError as error:
        raise WorkerPoolError(refusal(worker.address, [str(error)])) from None


@cache
def _settled(wanted: Environment, sandbox: str) -> Path:
    """Hold that this worker is fit, for it may have come late; return where it may write."""
    from distributed import get_worker

    worker = get_worker()
    if reasons := objections(wanted, sandbox, worker):
        raise WorkerPoolError(refusal(worker.address, reasons))
    tempfile.tempdir = worker.local_directory  # which Dask removes, even after a crash
    multiprocessing.current_process().daemon = False  # a daemon may have no kernel as its child
    return Path(worker.local_directory)


def release_there() -> None:
    """End a worker's engine, with its kernel and jail."""
    from convedu.grading.workers.mark_submission import release

    release()


def refusal(worker: str, what: list[str]) -> str:
    """Say that a worker must not mark."""
    return f"the worker {worker} is not fit to mark: {'; '.join(what)}"
