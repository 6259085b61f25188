"""Bring the ledger up to date: find out which checks have to run, and have workers run them."""

import hashlib
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from itertools import chain, islice

from convedu.grading.common.process import scratch
from convedu.grading.exercise.model import Exercise
from convedu.grading.ledger.ledger import Ledger, Run
from convedu.grading.model import Job, Result, StudentGrade, student_grade
from convedu.grading.submissions.find import StudentFile
from convedu.grading.submissions.parse import UnreadableError
from convedu.grading.workers.preflight import EMPTY, SOLUTION, reference_notebooks, require_valid
from convedu.grading.workers.retrying_map import retrying_map
from convedu.grading.workers.worker_pool import Connect, WorkerPool, WorkerPoolError

Progress = Callable[[StudentGrade, int, int], None]
MarkedFile = tuple[StudentFile, str, Result]
Seen = tuple[StudentFile, str, tuple[str, ...]]
Todo = tuple[StudentFile, str, bytes]
Task = tuple[StudentFile, str] | str  # a submission and its hash, or the name of a reference


def mark_files(
    ledger: Ledger,
    draft: Run,
    job: Job,
    submissions: Sequence[StudentFile],
    *,
    connect: Connect,
    progress: Progress,
    anew: str = "",
) -> Run:
    """Bring the ledger up to date with what was handed in, and mark the student `anew` whatever is.

    `connect` starts the workers, given a folder for temporary files, if any are needed. Raises
    ExerciseError, SandboxError, LedgerError, WorkerPoolError, OSError if the class cannot be
    marked; what was marked before is kept.
    """
    seen: list[Seen] = []
    todo = _unknown(ledger, draft, job, submissions, seen, anew)
    with (
        scratch(ledger.path.parent) as temporary,
        closing(_run(ledger, draft, job, todo, lambda: connect(temporary), anew)) as marked,
    ):
        first = list(islice(marked, 1))  # the exercise can be marked
        record = _Record(ledger, ledger.begin_run(draft), job.exercise, len(submissions), progress)
        for one, file, result in chain(first, marked):
            record.see(seen)
            record.add(one, file, result, anew=one.student == anew)
        record.see(seen)
    return record.run


@dataclass
class _Record:
    """Writes what came of submissions into the ledger, and tells of each that is not as it was."""

    ledger: Ledger
    run: Run
    exercise: Exercise
    total: int
    progress: Progress
    done: int = 0

    def add(self, one: StudentFile, file: str, result: Result, *, anew: bool) -> None:
        self.ledger.add(self.run, one, file, result, anew=anew)
        self._report(one)

    def see(self, seen: list[Seen]) -> None:
        """Record what needed no marking, and empty the list."""
        new = [one for one, file, _ in seen if not self.ledger.holds(one, file)]
        self.done += len(seen) - len(new)
        self.ledger.see(self.run, seen)
        seen.clear()
        for one in new:
            self._report(one)

    def _report(self, one: StudentFile) -> None:
        self.done += 1
        row = student_grade(self.exercise, one.student, self.ledger.result(self.run, one))
        self.progress(row, self.done, self.total)


def _unknown(
    ledger: Ledger,
    draft: Run,
    job: Job,
    submissions: Sequence[StudentFile],
    seen: list[Seen],
    anew: str = "",
) -> Iterator[Todo]:
    """Yield what has to be run, and put into `seen` what is known or cannot be opened."""
    for one in submissions:
        if one.file is None:
            seen.append((one, "", one.reasons))
            continue
        try:
            data = one.file.read(limit=job.limits.notebook_bytes)
        except UnreadableError as error:
            seen.append((one, "", (*one.reasons, str(error))))
            continue
        file = hashlib.sha256(data).hexdigest()
        if one.student != anew and ledger.is_cached(draft, file):
            seen.append((one, file, one.reasons))
        else:
            yield one, file, data


def _run(
    ledger: Ledger,
    draft: Run,
    job: Job,
    todo: Iterator[Todo],
    connect: Callable[[], AbstractContextManager[WorkerPool]],
    anew: str,
) -> Generator[MarkedFile]:
    """Have it all marked; the first two tasks prove that the exercise can be marked."""
    first = list(islice(todo, 1))
    if not first:
        return

    def tasks() -> Iterator[tuple[Task, tuple]]:
        for name, data in reference_notebooks(draft.text, job.exercise.name):
            yield name, (job, data, {})
        for one, file, data in chain(first, todo):
            cached = {} if one.student == anew else ledger.cached_checks(draft, one.student)
            yield (one, file), (job, data, cached)

    with connect() as pool:
        marked = retrying_map(pool.make, pool.work, tasks(), ahead=pool.ahead)
        yield from _accepted(ledger, draft, job, marked)


def _accepted(
    ledger: Ledger,
    draft: Run,
    job: Job,
    marked: Generator[tuple[Task, Result | Exception]],
) -> Generator[MarkedFile]:
    """Hold results back until both reference notebooks show that the exercise can be marked."""
    early, waiting = [], {SOLUTION, EMPTY}
    with closing(marked):
        for task, result in marked:
            if isinstance(result, WorkerPoolError):
                raise result
            if isinstance(task, str):
                if isinstance(result, BrokenExecutor):
                    raise WorkerPoolError(
                        f"the process that marks was ended while it tried {task}, and again when "
                        "alone: is there too little memory?"
                    )
                if isinstance(result, Exception):
                    raise result
                require_valid(job, task, result)
                if job.exercise.runs_whole:
                    ledger.keep(draft, result)  # for the report: see preflight.notes
                waiting.remove(task)
            else:
                early.append((*task, _settled(result)))
            if not waiting:
                yield from early
                early.clear()


def _settled(result: Result | Exception) -> Result:
    """Return the result, or one that says what went wrong."""
    if isinstance(result, BrokenExecutor):
        return Result("failed", ("It ended the grader's own process, and again when alone.",))
    if isinstance(result, Exception):
        reason = f"The grader could not mark it ({type(result).__name__}: {result})."
        return Result("failed", (reason,))
    return result
