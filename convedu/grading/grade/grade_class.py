"""Mark a class: submissions go to the ledger, verdicts from there to marks and files.

Each of the three steps stands alone. Only the first runs anything, and only what has changed. For
what is done to marks that are there already see `convedu.grading.grade.results`.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import convedu
from convedu.grading.common.text import shown
from convedu.grading.exercise.load import load
from convedu.grading.grade.results import (
    LEDGER,
    GradedClass,
    alone,
    opened,
    publish,
    submissions_in,
)
from convedu.grading.gradebook.own_rules import People, own_rules
from convedu.grading.gradebook.policy import Policy, restored, stored
from convedu.grading.ledger.cache_keys import check_keys, reader_key
from convedu.grading.ledger.ledger import Ledger, Run
from convedu.grading.limits import DEFAULTS, Limits
from convedu.grading.model import Job
from convedu.grading.sandbox.bubblewrap import choose
from convedu.grading.submissions.find import Submissions, SubmissionsError
from convedu.grading.workers.scheduler import Marking, Progress
from convedu.grading.workers.worker_pool import Connect, local


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
    limits: Limits = DEFAULTS,
    student: str = "",
    progress: Progress = lambda row, done, total: None,
    taken: Callable[[Submissions], None] = lambda submissions: None,
) -> GradedClass:
    """Mark a class; `student`, by name, id or login, is run even if nothing has changed.

    Raises ExerciseError, SubmissionsError, UserError, SandboxError, LedgerError,
    WorkerPoolError, OSError if the class cannot be marked; what was marked before is kept.
    """
    policy = policy or Policy()
    # A cluster's workers see for themselves whether they have the jail.
    kind = "bubblewrap" if scheduler and sandbox != "none" else choose(sandbox)
    folders = (exercise.parent, Path(convedu.__file__).parent, submissions, out)
    hidden = tuple(str(folder.resolve()) for folder in folders)
    job = Job(load(exercise, without=(submissions, out)), seed, kind, limits, hidden)
    handed_in = submissions_in(submissions, job.exercise, layout, out)
    taken(with_notes(handed_in, policy))
    people = People((one.student, one.id) for one in handed_in.files)
    anew = people.one(student) if student else ""
    if layout == "auto" and handed_in.is_doubtful:
        raise SubmissionsError(
            f"{len(handed_in.without_notebook)} are without a notebook, so nothing was marked: "
            f"{shown(handed_in.without_notebook)}. If they are arranged as "
            f"{handed_in.layout.described}, say --layout {handed_in.layout.name}; else the layout "
            "they have"
        )
    draft = _draft(
        job, exercise, policy, submissions=submissions, layout=layout, taken=handed_in.taken
    )
    with alone(out), Ledger(out / LEDGER) as ledger:
        ledger.refuse_other(job.exercise.name)
        most = len(handed_in.files) + 2  # with the exercise's own two notebooks
        connect = _connector(min(workers, most), scheduler, job)
        marking = Marking(ledger, draft, job, handed_in.files, connect, progress, anew)
        return publish(ledger, marking.mark(), out)


def _connector(workers: int, scheduler: str, job: Job) -> Connect:
    if not scheduler:
        return partial(local, workers=workers, job=job)
    from convedu.grading.workers.dask_pool import connect

    return partial(connect, address=scheduler, sandbox=job.sandbox)


def with_notes(submissions: Submissions, policy: Policy) -> Submissions:
    """Add what to know of due dates and groups; raises UserError if they are unclear."""
    students = {one.student: one.id for one in submissions.files}
    notes = [
        *submissions.notes,
        *own_rules(policy.extensions, policy.members, students.items()).notes,
    ]
    timeless = sum(one.file is not None and one.submitted is None for one in submissions.files)
    if policy.due is not None and timeless:
        notes.append(
            f"Nothing says when {timeless} of them were handed in: those count as in time."
        )
    return replace(submissions, notes=tuple(notes))


def _draft(
    job: Job, exercise: Path, policy: Policy, *, submissions: Path, layout: str, taken: str
) -> Run:
    keys = check_keys(job)
    checks = [[check.name, check.points, keys[check.name]] for check in job.exercise.checks]
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
        "taken": taken,
        **stored(policy),
    }
    return Run(0, row, exercise.read_text(encoding="utf-8"))


def regrade(out: Path, *, exercise: Path | None = None, **options: Any) -> GradedClass:
    """Mark a class again as it was marked last, with the notebook `exercise` if that has moved.

    The options are those of `grade` that say who is to mark what, and who is told of it.
    """
    with opened(out) as ledger:
        row = ledger.last_run().row
    return grade(
        exercise or Path(row["source"]),
        Path(row["submissions"]),
        out,
        seed=row["seed"],
        sandbox=row["sandbox"],
        layout=row["layout"],
        policy=restored(row),
        limits=Limits.from_json(row["limits"]),
        **options,
    )
