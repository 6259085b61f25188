"""Marks a class: finds the submissions, marks what has changed, writes ledger and reports."""

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import convedu

from .exercise import ExerciseError, load
from .exports import grades, write
from .formats import nbformat
from .gradebook import Row, row_of
from .jail import choose
from .ledger import Ledger
from .marks import Job, Result
from .pool import run_each
from .process import scratch, start_worker
from .read import UnreadableError
from .report import class_page, feedback_name, student_page
from .submissions import Found, find

SOLUTION, EMPTY = "the instructor's own solution", "the learner's empty notebook"
Progress = Callable[[Row, int, int], None]


@dataclass(frozen=True)
class Marked:
    """A class that was marked.

    Attributes
    ----------
    job : Job
        What it was marked with.
    rows : tuple of Row
        One for each student.
    isolation : str
        What was around the student processes.
    """

    job: Job
    rows: tuple[Row, ...]
    isolation: str


def grade(
    exercise: Path,
    submissions: Path,
    out: Path,
    *,
    seed: int = 0,
    workers: int = 2,
    sandbox: str = "auto",
    progress: Progress = lambda row, done, total: None,
) -> Marked:
    """Mark a folder of submissions.

    Parameters
    ----------
    exercise : Path
        The instructor's notebook, under exercises/solutions/.
    submissions : Path
        A folder or a zip, in one of the layouts of `convedu.grading.intake.layouts`.
    out : Path
        Where grades.csv, grades.sqlite, report.html and feedback/ are written to.
    seed : int
        Draws other hidden cases.
    workers : int
        Processes that mark at the same time.
    sandbox : {"auto", "bubblewrap", "none"}
        Where the student processes run.
    progress : callable
        Told of each row, how many are done, and how many there are.

    Returns
    -------
    Marked

    Raises
    ------
    ExerciseError, SubmissionsError, SandboxError, LedgerError, OSError
        If the class cannot be marked; what was marked before is kept.
    """
    job = make_job(exercise, seed=seed, sandbox=sandbox, hidden=(submissions, out))
    found = find(submissions, job.exercise.name, ignore=out).found
    (out / "feedback").mkdir(parents=True, exist_ok=True)
    rows: dict[str, Row] = {}
    with Ledger(out / "grades.sqlite") as ledger:
        for one, file, result in _results(job, exercise, found, ledger, out, workers):
            ledger.add(one.student, job.context(), file, result)
            row = rows[one.student] = row_of(job.exercise, one.student, result)
            write(out / "feedback" / feedback_name(one.student), student_page(job, row))
            progress(row, len(rows), len(found))
        ordered = tuple(rows[one.student] for one in found)
        isolation = ", ".join(sorted({row.result.isolation for row in ordered} - {""})) or sandbox
        ledger.add_run(
            exercise=job.exercise.name,
            digest=job.exercise.digest,
            seed=seed,
            version=convedu.__version__,
            sandbox=job.sandbox,
            isolation=isolation,
        )
    write(out / "grades.csv", grades(job.exercise, ordered))
    write(out / "report.html", class_page(job, ordered, isolation))
    return Marked(job, ordered, isolation)


def make_job(
    exercise: Path, *, seed: int = 0, sandbox: str = "auto", hidden: tuple[Path, ...] = ()
) -> Job:
    """Return what to mark with.

    Parameters
    ----------
    exercise : Path
        The instructor's notebook.
    seed : int
        Which cases the checks draw.
    sandbox : {"auto", "bubblewrap", "none"}
        What the user asked for.
    hidden : tuple of Path
        Folders that the jail must not show, beside the exercise's and convedu's own.

    Returns
    -------
    Job
    """
    folders = (exercise.parent, Path(convedu.__file__).parent, *hidden)
    paths = tuple(str(folder.resolve()) for folder in folders)
    return Job(load(exercise), seed, choose(sandbox), hidden=paths)


def _results(
    job: Job, exercise: Path, found: Sequence[Found], ledger: Ledger, out: Path, workers: int
) -> Iterator[tuple[Found, str, Result]]:
    """Yield each submission, its file's hash and its result: first those that need no run."""
    todo = []
    for one in found:
        file, known = _without_run(one, job, ledger)
        if known is None:
            todo.append(one)
        else:
            yield one, file, known
    if todo:
        with scratch(out) as folder:
            yield from _run(job, exercise, todo, lambda: _pool(workers, folder), ahead=2 * workers)


def _without_run(one: Found, job: Job, ledger: Ledger) -> tuple[str, Result | None]:
    try:
        file = _digest(_load(one, job))
    except UnreadableError as error:
        return "", Result("unreadable", (*one.reasons, str(error)))
    return file, ledger.known(job.context(), file)


def _load(one: Found, job: Job) -> bytes:
    if one.file is None:
        raise UnreadableError("There is nothing to mark.")
    return one.file.read(limit=job.limits.notebook_bytes)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _run(
    job: Job, exercise: Path, todo: list[Found], make: Callable[[], Executor], *, ahead: int
) -> Iterator[tuple[Found, str, Result]]:
    """Mark in worker processes; the first two tasks prove that the exercise can be marked."""
    files: dict[Found, str] = {}

    def tasks() -> Iterator[tuple[Found | str, tuple[Job, bytes]]]:
        yield from ((name, (job, data)) for name, data in trials(exercise))
        for one in todo:
            try:
                data = _load(one, job)
            except UnreadableError:  # it was readable a moment ago
                data = b""
            files[one] = _digest(data)
            yield one, (job, data)

    held, waiting = [], {SOLUTION, EMPTY}
    for task, result in run_each(make, _mark, tasks(), ahead=ahead):
        if isinstance(task, str):
            _refuse_unfit(job, task, result)
            waiting.remove(task)
        else:
            held.append((task, files.pop(task), _settled(task, result)))
        if not waiting:
            yield from held
            held.clear()


def _mark(job: Job, data: bytes) -> Result:
    """Mark in a worker: only there pytest and Jupyter's client are needed, and loaded."""
    from .marking import mark_in_worker

    return mark_in_worker(job, data)


def _pool(workers: int, folder: Path) -> Executor:
    return ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=start_worker,
        initargs=(os.getpid(), str(folder)),
    )


def trials(exercise: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the two notebooks by which an exercise is tried before a class: full marks and none.

    Parameters
    ----------
    exercise : Path
        The instructor's notebook.

    Yields
    ------
    name : str
        Which of the two.
    data : bytes
        As if it had been handed in.
    """
    from convedu.authoring import NotebookError, release  # after nbformat: see formats.py

    text = exercise.read_text(encoding="utf-8")
    try:
        empty = nbformat.writes(release(nbformat.reads(text, as_version=4)))
    except NotebookError as error:
        raise ExerciseError(f"{exercise}: {error}") from None
    yield SOLUTION, text.encode()
    yield EMPTY, empty.encode()


def _refuse_unfit(job: Job, name: str, result: Result | Exception) -> None:
    if isinstance(result, Exception):
        raise result
    wanted = 1.0 if name == SOLUTION else 0.0
    wrong = [f"{v.check} ({v.state})" for v in result.verdicts if v.fraction != wanted]
    if wrong or not result.verdicts:
        should = "full marks" if wanted else "no marks"
        what = ", ".join(wrong) or " ".join(result.reasons)
        raise ExerciseError(f"{job.exercise.name}: {name} should get {should}, but: {what}")


def _settled(one: Found, result: Result | Exception) -> Result:
    """Return the result with what was odd about the file itself, or with what went wrong."""
    if isinstance(result, Exception):
        reason = f"It stopped the grader's worker twice ({type(result).__name__}: {result})."
        return Result("failed", (*one.reasons, reason))
    if not one.reasons:
        return result
    status = "repaired" if result.status == "ok" else result.status
    return replace(result, status=status, reasons=(*one.reasons, *result.reasons))
