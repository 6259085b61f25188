"""Before a class, an exercise is tried with its solution (full marks) and an empty notebook (none).

With an exercise of the course both are a condition. A notebook that is run whole may have tests
that its own solution fails or an empty notebook passes: then the report says so.
"""

from collections.abc import Iterator

from convedu.grading.common.text import number
from convedu.grading.exercise.load import learners_copy
from convedu.grading.exercise.model import Check, Exercise, ExerciseError
from convedu.grading.ledger.cache_keys import hashed
from convedu.grading.ledger.ledger import Ledger, Run
from convedu.grading.model import WAITING, Job, Result, Verdict
from convedu.grading.nbgrader.plan import plan
from convedu.grading.submissions.parse import parse

SOLUTION, EMPTY = "the instructor's own solution", "the learner's empty notebook"


def reference_notebooks(text: str, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the names of the two, each with what would be handed in."""
    try:
        empty = learners_copy(text)
    except ExerciseError as error:
        raise ExerciseError(f"{name}: {error}") from None
    yield SOLUTION, text.encode()
    yield EMPTY, empty.encode()


def require_valid(job: Job, name: str, result: Result) -> None:
    """Raise ExerciseError if what came of one of the two shows that the exercise cannot mark."""
    wanted = 1.0 if name == SOLUTION else 0.0
    judged = [verdict for verdict in result.verdicts if verdict.state != WAITING]
    wrong = [f"{v.check} ({v.message or v.state})" for v in judged if v.fraction != wanted]
    if wrong and job.exercise.runs_whole:  # see notes
        return
    if wrong or not result.verdicts:
        should = "full marks" if wanted else "no marks"
        what = ", ".join(wrong) or " ".join(result.reasons)
        raise ExerciseError(f"{job.exercise.name}: {name} should get {should}, but: {what}")


def notes(ledger: Ledger, run: Run, exercise: Exercise) -> tuple[str, ...]:
    """Return sentences on what a person should know of an exercise before marks are given."""
    if not exercise.runs_whole:
        return exercise.notes
    judged: list[dict[str, Verdict]] = []  # of the solution, of the empty notebook
    for _, data in reference_notebooks(run.text, ""):
        key = hashed(plan(exercise, parse(data).cells).canonical())
        verdicts, _ = ledger.verdicts(key, run.check_keys)
        judged.append({verdict.check: verdict for verdict in verdicts})
    solved, empty = judged
    sentences = [
        _note(check, solved.get(check.name), empty.get(check.name)) for check in exercise.checks
    ]
    return (*exercise.notes, *filter(None, sentences))


def _note(check: Check, solved: Verdict | None, empty: Verdict | None) -> str:
    if check.by_person:
        return f"`{check.name}` needs a person: set its points with `convedu override`."
    if solved and solved.state == WAITING:
        return f"`{check.name}` needs a person. {solved.message}"
    if solved and solved.fraction < 1 and check.points:
        return f"`{check.name}` gives {_of(check, solved)} to its own solution. {solved.message}"
    if empty and empty.fraction and check.points:
        return f"`{check.name}` gives {_of(check, empty)} to an empty notebook."
    return ""


def _of(check: Check, verdict: Verdict) -> str:
    points = number(round(check.points * verdict.fraction, 4))
    return f"{points} of {number(check.points)} points"
