"""Bring the ledger up to date: find out which checks have to run, and have workers run them."""

import hashlib
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

from convedu.grading.common.process import scratch
from convedu.grading.ledger.ledger import Ledger, Run
from convedu.grading.model import Job, Result, StudentGrade, student_grade
from convedu.grading.submissions.find import StudentFile
from convedu.grading.submissions.parse import UnreadableError
from convedu.grading.workers.preflight import EMPTY, SOLUTION, reference_notebooks, require_valid
from convedu.grading.workers.worker_pool import Connect, WorkerPoolError

Progress = Callable[[StudentGrade, int, int], None]
MarkedFile = tuple[StudentFile, str, Result]
Seen = tuple[StudentFile, str]
Todo = tuple[StudentFile, str, bytes]
Task = tuple[StudentFile, str] | str  # a submission and its hash, or the name of a reference


@dataclass
class Marking:
    """Has what is new run by workers, and writes into the ledger what comes of it."""

    ledger: Ledger
    run: Run  # a draft, until the exercise has shown that it can be marked
    job: Job
    submissions: Sequence[StudentFile]
    connect: Connect  # starts the workers, if any are needed
    progress: Progress  # told of each submission that is not as it was
    anew: str = ""  # the student to be marked whatever is in the ledger
    seen: list[Seen] = field(default_factory=list)  # what needs no marking, not yet recorded
    done: int = 0

    def mark(self) -> Run:
        """Mark the class; return the run, which is not a draft any more.

        Raises ExerciseError, SandboxError, LedgerError, WorkerPoolError, OSError if the class
        cannot be marked; what was marked before is kept.
        """
        with scratch(self.ledger.path.parent) as folder, closing(self._marked(folder)) as marked:
            first = list(islice(marked, 1))  # the exercise can be marked
            self.run = self.ledger.begin_run(self.run)
            for one, file, result in chain(first, marked):
                self._record_seen()
                self.ledger.add(self.run, one, file, result, anew=one.student == self.anew)
                self._report(one)
            self._record_seen()
        return self.run

    def _record_seen(self) -> None:
        new = [one for one, file in self.seen if not self.ledger.holds(one, file)]
        self.done += len(self.seen) - len(new)
        self.ledger.see(self.run, self.seen)
        self.seen.clear()
        for one in new:
            self._report(one)

    def _report(self, one: StudentFile) -> None:
        self.done += 1
        row = student_grade(self.job.exercise, one.student, self.ledger.result(self.run, one))
        self.progress(row, self.done, len(self.submissions))

    def unknown(self) -> Iterator[Todo]:
        """Yield what has to be run; what is known or cannot be opened is seen."""
        for one in self.submissions:
            if one.file is None:
                self.seen.append((one, ""))
                continue
            try:
                data = one.file.read(limit=self.job.limits.notebook_bytes)
            except UnreadableError as error:
                self.seen.append((replace(one, reasons=(*one.reasons, str(error))), ""))
                continue
            file = hashlib.sha256(data).hexdigest()
            if one.student != self.anew and self.ledger.is_cached(self.run, file):
                self.seen.append((one, file))
            else:
                yield one, file, data

    def _marked(self, folder: Path) -> Generator[MarkedFile]:
        """Have it all marked; the first two tasks prove that the exercise can be marked."""
        todo = self.unknown()
        first = list(islice(todo, 1))
        if not first:
            return

        def tasks() -> Iterator[tuple[Task, tuple]]:
            for name, data in reference_notebooks(self.run.text, self.job.exercise.name):
                yield name, (self.job, data, {})
            for one, file, data in chain(first, todo):
                is_anew = one.student == self.anew
                cached = {} if is_anew else self.ledger.cached_checks(self.run, one.student)
                yield (one, file), (self.job, data, cached)

        with self.connect(folder) as pool:
            yield from self.accepted(pool.retrying_map(tasks()))

    def accepted(self, marked: Generator[tuple[Task, Result | Exception]]) -> Generator[MarkedFile]:
        """Hold results back until both reference notebooks show that the exercise can be marked."""
        early, waiting = [], {SOLUTION, EMPTY}
        with closing(marked):
            for task, result in marked:
                if isinstance(result, WorkerPoolError):
                    raise result
                if isinstance(task, str):
                    self._require_valid(task, result)
                    waiting.remove(task)
                else:
                    early.append((*task, _settled(result)))
                if not waiting:
                    yield from early
                    early.clear()

    def _require_valid(self, name: str, result: Result | Exception) -> None:
        if isinstance(result, BrokenExecutor):
            raise WorkerPoolError(
                f"the process that marks was ended while it tried {name}, and again when alone: is "
                "there too little memory?"
            )
        if isinstance(result, Exception):
            raise result
        require_valid(self.job, name, result)
        if self.job.exercise.runs_whole:
            self.ledger.keep(self.run, result)  # for the report: see preflight.notes


def _settled(result: Result | Exception) -> Result:
    """Return the result, or one that says what went wrong."""
    if isinstance(result, BrokenExecutor):
        return Result("failed", ("It ended the grader's own process, and again when alone.",))
    if isinstance(result, Exception):
        reason = f"The grader could not mark it ({type(result).__name__}: {result})."
        return Result("failed", (reason,))
    return result
