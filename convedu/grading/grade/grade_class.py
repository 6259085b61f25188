"""Marks a class: what was handed in goes to the ledger, from there to marks, from there to files.

Each of the three steps stands alone. Only the first runs anything, and only what has changed. For
what is done to marks that are there already see `convedu.grading.grade.results`.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import convedu
from convedu.grading.exercise.load import load
from convedu.grading.grade.results import LEDGER, last_run, opened
from convedu.grading.grade.write_reports import GradedClass, publish
from convedu.grading.gradebook.gradebook import StudentGrade
from convedu.grading.gradebook.policy import Policy, restored, stored
from convedu.grading.ledger.cache_keys import judges, reader_key
from convedu.grading.ledger.ledger import Ledger, Run
from convedu.grading.ledger.lock import alone
from convedu.grading.model import Job
from convedu.grading.sandbox.bubblewrap import choose
from convedu.grading.submissions.find import Submissions, find
from convedu.grading.workers.scheduler import Progress, mark_files
from convedu.grading.workers.worker_pool import Hire, local


def _silent(row: StudentGrade, done: int, total: int) -> None:
    """Tell nobody."""


def grade(
    exercise: Path,
    submissions: Path,
    out: Path,
    *,
    seed: int = 0,
    workers: int = 2,
    scheduler: str = "",
    sandbox: str = "auto",
    layout: str = "auto",
    policy: Policy | None = None,
    progress: Progress = _silent,
    taken: Callable[[Submissions], None] = lambda submissions: None,
) -> GradedClass:
    """Mark a class.

    Parameters
    ----------
    exercise : Path
        The instructor's notebook, under exercises/solutions/.
    submissions : Path
        A folder or a zip, in one of the layouts of `convedu.grading.submissions.owner`.
    out : Path
        Where grades.csv, grades.sqlite, report.html, moves.csv and feedback/ are written to.
    seed : int
        Draws other hidden cases.
    workers : int
        Processes of this machine that mark at the same time.
    scheduler : str
        Address of a Dask scheduler, to have its workers mark instead.
    sandbox : {"auto", "bubblewrap", "none"}
        Where the student processes run.
    layout : {"auto", "moodle", "canvas", "nbgrader", "folder"}
        How the submissions are arranged.
    policy : Policy, optional
        Until when, what lateness costs, which attempt counts.
    progress : callable
        Told of each row that is not as it was, how many are done, and how many there are.
    taken : callable
        Told once of what was found, before anything is marked.

    Returns
    -------
    Marked

    Raises
    ------
    ExerciseError, SubmissionsError, SandboxError, LedgerError, CrewError, OSError
        If the class cannot be marked; what was marked before is kept.
    """
    policy = policy or Policy()
    kind = _jail(sandbox, scheduler)
    job = make_job(exercise, seed=seed, sandbox=kind, hidden=(submissions, out))
    found = find(submissions, job.exercise.name, layout=layout, ignore=out)
    taken(with_times(found, policy))
    draft = _draft(job, exercise, policy, submissions=submissions, layout=layout)
    with alone(out), Ledger(out / LEDGER) as ledger:
        ledger.refuse_other(job.exercise.name)
        hire = _hire(workers, scheduler, job.sandbox)
        run = mark_files(ledger, draft, job, found.found, hire=hire, progress=progress)
        return publish(ledger, run, out)


def _jail(sandbox: str, scheduler: str) -> str:
    """Say which jail is wanted; a cluster's workers see for themselves whether they have it."""
    if not scheduler:
        return choose(sandbox)
    return "none" if sandbox == "none" else "bubblewrap"


def _hire(workers: int, scheduler: str, sandbox: str) -> Hire:
    if not scheduler:
        return partial(local, workers=workers)
    from convedu.grading.workers.dask_pool import connect

    return partial(connect, address=scheduler, sandbox=sandbox)


def with_times(found: Submissions, policy: Policy) -> Submissions:
    """Add a note if it is not known of some submissions whether they are late.

    Parameters
    ----------
    found : Submissions
        A class.
    policy : Policy
        Its rules.

    Returns
    -------
    Submissions
    """
    unknown = sum(one.file is not None and one.submitted is None for one in found.found)
    if policy.due is None or not unknown:
        return found
    note = f"Nothing says when {unknown} of them were handed in: those count as in time."
    return replace(found, notes=(*found.notes, note))


def make_job(exercise: Path, *, seed: int, sandbox: str, hidden: tuple[Path, ...] = ()) -> Job:
    """Return what to mark with.

    Parameters
    ----------
    exercise : Path
        The instructor's notebook.
    seed : int
        Which cases the checks draw.
    sandbox : {"bubblewrap", "none"}
        Where the student processes run.
    hidden : tuple of Path
        Folders that the jail must not show, beside the exercise's and convedu's own.

    Returns
    -------
    Job
    """
    folders = (exercise.parent, Path(convedu.__file__).parent, *hidden)
    paths = tuple(str(folder.resolve()) for folder in folders)
    return Job(load(exercise, without=hidden), seed, sandbox, hidden=paths)


def _draft(job: Job, exercise: Path, policy: Policy, *, submissions: Path, layout: str) -> Run:
    found = judges(job)
    checks = [[check.name, check.points, found[check.name]] for check in job.exercise.checks]
    row = {
        "exercise": job.exercise.name,
        "digest": job.exercise.digest,
        "seed": job.seed,
        "version": convedu.__version__,
        "sandbox": job.sandbox,
        "limits": json.dumps(job.limits.plain()),
        "reading": reader_key(job.exercise),
        "checks": json.dumps(checks),
        "source": str(exercise.resolve()),
        "submissions": str(submissions.resolve()),
        "layout": layout,
        **stored(policy),
    }
    return Run(0, row, exercise.read_text(encoding="utf-8"))


def regrade(
    out: Path,
    *,
    exercise: Path | None = None,
    workers: int = 2,
    scheduler: str = "",
    progress: Progress = _silent,
    taken: Callable[[Submissions], None] = lambda submissions: None,
) -> GradedClass:
    """Mark a class again as it was marked last, and run only what has changed.

    Parameters
    ----------
    out : Path
        Where the marks are.
    exercise : Path, optional
        The instructor's notebook, if it is no longer where it was.
    workers, scheduler, progress, taken
        See `grade`.

    Returns
    -------
    Marked

    Raises
    ------
    ExerciseError, SubmissionsError, SandboxError, LedgerError, CrewError, OSError
        If the class cannot be marked; what was marked before is kept.
    """
    with opened(out) as ledger:
        row = last_run(ledger).row
    return grade(
        exercise or Path(row["source"]),
        Path(row["submissions"]),
        out,
        seed=row["seed"],
        workers=workers,
        scheduler=scheduler,
        sandbox=row["sandbox"],
        layout=row["layout"],
        policy=restored(row),
        progress=progress,
        taken=taken,
    )
