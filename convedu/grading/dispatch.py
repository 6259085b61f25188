"""From files to the ledger: finds out what has to be run, and has workers run it."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from itertools import chain

from .crew import Crew, CrewError, Hire
from .gradebook import Row, row_of
from .ledger import Ledger, Run
from .marks import Job, Result
from .pool import run_each
from .process import scratch
from .read import UnreadableError
from .submissions import Found
from .trial import EMPTY, SOLUTION, refuse_unfit, trials

Progress = Callable[[Row, int, int], None]
Marked = tuple[Found, str, Result]
Seen = tuple[Found, str, tuple[str, ...]]
Todo = tuple[Found, str, bytes]


def mark_files(
    ledger: Ledger,
    draft: Run,
    job: Job,
    found: Sequence[Found],
    *,
    hire: Hire,
    progress: Progress,
) -> Run:
    """Bring the ledger up to date with what was handed in.

    Parameters
    ----------
    ledger : Ledger
        Where results are written as they come.
    draft : Run
        The run as it will be recorded, once it is known that the exercise can be marked.
    job : Job
        What to mark with.
    found : sequence of Found
        What was handed in.
    hire : callable
        Given a folder for temporary files, finds those who mark; it is not called for nothing.
    progress : callable
        Told of each row that is not as it was, how many are done, and how many there are.

    Returns
    -------
    Run
        As it is recorded.

    Raises
    ------
    ExerciseError, SandboxError, LedgerError, CrewError, OSError
        If the class cannot be marked; what was marked before is kept.
    """
    seen: list[Seen] = []
    done = 0

    def tell(one: Found) -> None:
        nonlocal done
        done += 1
        row = row_of(job.exercise, one.student, ledger.result(run, one))
        progress(row, done, len(found))

    def note() -> None:
        nonlocal done
        new = [one for one, file, _ in seen if not ledger.holds(one, file)]
        done += len(seen) - len(new)
        ledger.see(run, seen)
        seen.clear()
        for one in new:
            tell(one)

    todo = _unknown(ledger, draft, job, found, seen)
    with (
        scratch(ledger.path.parent) as temporary,
        closing(_run(ledger, draft, job, todo, lambda: hire(temporary))) as marked,
    ):
        first = [one for one in [next(marked, None)] if one]  # the exercise can be marked
        run = ledger.begin_run(draft)
        for one, file, result in chain(first, marked):
            note()
            ledger.add(run, one, file, result)
            tell(one)
        note()
    return run


def _unknown(
    ledger: Ledger, draft: Run, job: Job, found: Sequence[Found], seen: list[Seen]
) -> Iterator[Todo]:
    """Yield what has to be run, and put into `seen` what is known or cannot be opened."""
    for one in found:
        try:
            data = _load(one, job)
        except UnreadableError as error:
            seen.append((one, "", (*one.reasons, str(error))))
            continue
        file = hashlib.sha256(data).hexdigest()
        if ledger.knows(draft, file):
            seen.append((one, file, one.reasons))
        else:
            yield one, file, data


def _load(one: Found, job: Job) -> bytes:
    if one.file is None:
        raise UnreadableError("There is nothing to mark.")
    return one.file.read(limit=job.limits.notebook_bytes)


def _run(
    ledger: Ledger,
    draft: Run,
    job: Job,
    todo: Iterator[Todo],
    hire: Callable[[], AbstractContextManager[Crew]],
) -> Iterator[Marked]:
    """Have it all marked; the first two tasks prove that the exercise can be marked."""
    first = [one for one in [next(todo, None)] if one]
    if not first:
        return
    files: dict[Found, str] = {}

    def tasks() -> Iterator[tuple[Found | str, tuple]]:
        yield from ((name, (job, data, {})) for name, data in trials(draft.text, job.exercise.name))
        for one, file, data in chain(first, todo):
            files[one] = file
            yield one, (job, data, ledger.spoken(draft, one.student))

    with hire() as crew:
        marked = run_each(crew.make, crew.work, tasks(), ahead=crew.ahead)
        yield from _accepted(ledger, draft, job, marked, files)


def _accepted(
    ledger: Ledger,
    draft: Run,
    job: Job,
    marked: Iterator[tuple[Found | str, Result | Exception]],
    files: dict[Found, str],
) -> Iterator[Marked]:
    """Hold results back until both trials have shown that the exercise can be marked."""
    held, waiting = [], {SOLUTION, EMPTY}
    with closing(marked):
        for task, result in marked:
            if isinstance(result, CrewError):
                raise result
            if isinstance(task, str):
                if isinstance(result, Exception):
                    raise result
                refuse_unfit(job, task, result)
                if job.exercise.steps:
                    ledger.keep(draft, result)  # for the report: see trial.notes
                waiting.remove(task)
            else:
                held.append((task, files.pop(task), _settled(result)))
            if not waiting:
                yield from held
                held.clear()


def _settled(result: Result | Exception) -> Result:
    """Return the result, or one that says what went wrong."""
    if isinstance(result, Exception):
        reason = f"It stopped the grader's worker twice ({type(result).__name__}: {result})."
        return Result("failed", (reason,))
    return result
