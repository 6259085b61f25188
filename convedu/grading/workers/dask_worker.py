"""The part that runs on a Dask worker, once its versions are known to be the grader's."""

import multiprocessing
import sys
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import convedu
from convedu.grading.ledger.source_digest import ROOT, digest_of, everything, versions
from convedu.grading.model import Job, Result
from convedu.grading.sandbox.bubblewrap import choose
from convedu.grading.sandbox.student_process import SandboxError
from convedu.grading.workers.worker_pool import WorkerPoolError

START = "`dask worker ADDRESS --nthreads 1 --nworkers -1`"

# What has to be the same wherever a class is marked, or marks would depend on the machine
Environment = tuple[str, ...]


@cache
def environment() -> Environment:
    """Return what this process would mark with: Python, NumPy and convedu in their versions."""
    code = digest_of(everything())
    python, numpy = versions()
    own = f"convedu {convedu.__version__} (code {code[:12]})"
    return f"Python {python}", f"NumPy {numpy}", own


def objections(wanted: Environment, sandbox: str, dask_worker: Any = None) -> list[str]:
    """Return why a worker must not mark; Dask fills in `dask_worker`."""
    pairs = zip(environment(), wanted, strict=True)
    reasons = [f"it has {own}, expected {other}" for own, other in pairs if own != other]
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
    """Mark one submission on a worker; raises WorkerPoolError if that is not fit to mark."""
    from distributed import get_worker

    from convedu.grading.workers.mark_submission import mark_in_worker

    worker = get_worker()
    try:
        folder = _settled(wanted, job.sandbox)
        own = (str(ROOT), str(ROOT.parent / "exercises"), str(folder))
        return mark_in_worker(replace(job, hidden=(*job.hidden, *own)), data, cached_checks)
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


def refusal(worker: str, what: list[str]) -> str:
    """Say that a worker must not mark."""
    return f"the worker {worker} is not fit to mark: {'; '.join(what)}"
