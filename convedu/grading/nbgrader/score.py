"""From how the cells have ended to verdicts, with nbgrader's points, and remarks on the row."""

import builtins
from collections.abc import Iterator, Sequence

from convedu.grading.common import static_analysis
from convedu.grading.common.escape_controls import escape_controls
from convedu.grading.common.text import shortened
from convedu.grading.exercise.model import Check, Exercise
from convedu.grading.limits import BOUNDS, QUOTED_CHARACTERS
from convedu.grading.model import WAITING, Verdict
from convedu.grading.nbgrader.plan import Plan, PlannedCell
from convedu.grading.nbgrader.run import NOT_RUN, End, Outcome

FORGED = "A test that must fail has passed in this notebook: a person has to look at it."
_MISSED = "ModuleNotFoundError"
_DID = {
    "timeout": "ran longer than it may",
    "memory": "used more memory than it may",
    "died": "ended the process",
    NOT_RUN: "was not run: the notebook ended its process too often",
}


def verdicts(exercise: Exercise, plan: Plan, outcome: Outcome) -> list[Verdict]:
    """Return a verdict for each check, in order."""
    return [
        _unread(check, plan) if check.by_person else _tested(check, plan, outcome)
        for check in exercise.checks
    ]


def _unread(check: Check, plan: Plan) -> Verdict:
    index = plan.indexes.get(check.id)
    if index is None or not plan.cells[index].text.strip() or plan.cells[index].is_untouched:
        return Verdict(check.name, "missing", 0.0)
    return Verdict(check.name, WAITING, 0.0, message="This answer is read by a person.")


def _tested(check: Check, plan: Plan, outcome: Outcome) -> Verdict:
    index = plan.indexes[check.id]
    end = _end(plan, index, outcome)
    limit = end.bound if end.bound in BOUNDS else ""
    if outcome.is_forged:
        state, fraction, message = WAITING, 0.0, FORGED
    elif end.is_good:
        fraction = _fraction(check, end)
        state = "correct" if fraction == 1 else "almost" if fraction else "keep working"
        message = ""
    else:
        missing = end.error == "NotImplementedError" or _is_unanswered(plan.cells[:index])
        state = "missing" if missing and not limit else "keep working"
        fraction, message = 0.0, "" if state == "missing" else _what_failed(plan.cells[index], end)
    return Verdict(
        check.name, state, fraction, message=message, seconds=end.seconds, limit_hit=limit
    )


def _end(plan: Plan, index: int, outcome: Outcome) -> End:
    """Return how a cell has ended; an empty one is not run, and ends well."""
    never = End(bound=NOT_RUN) if plan.cells[index].text.strip() else End()
    return outcome.ends.get(index, never)


def _fraction(check: Check, end: End) -> float:
    """Return the share of the points: the first number that is shown says how many."""
    points = _number(end)
    if points is None or not check.points:
        return 1.0
    return min(1.0, points / check.points) if points > 0 else 0.0  # NaN is not


def _number(end: End) -> float | None:
    for text in end.results:
        try:
            return float(text)
        except ValueError:
            continue
    return None


def _is_unanswered(above: Sequence[PlannedCell]) -> bool:
    """Tell whether the nearest answer above a test was left as it was given out."""
    answers = (cell for cell in reversed(above) if cell.source and cell.source.role == "answer")
    nearest = next(answers, None)
    return nearest is not None and (nearest.is_untouched or not nearest.text.strip())


def _what_failed(cell: PlannedCell, end: End) -> str:
    """Say which test did not pass, never with what a hidden one contains."""
    if end.bound:
        return f"This test {_DID[end.bound]}."
    shown, line = cell.source.shown if cell.source else (), end.line
    text = shown[line - 1].strip() if line and line <= len(shown) else ""
    quoted = shortened(text, QUOTED_CHARACTERS)
    test = f"This test did not pass: `{quoted}`." if text else "A hidden test did not pass."
    if end.inner is None:
        return test
    kind = end.error if hasattr(builtins, end.error) else "an exception"
    return f"{test} Your code raised {kind} in line {end.inner}."


def remarks(exercise: Exercise, plan: Plan, outcome: Outcome) -> list[str]:
    """Return a sentence for each thing that a person should know of a run."""
    sentences = [FORGED] if outcome.is_forged else []
    missed = {end.module for end in outcome.ends.values() if end.error == _MISSED}
    if missed:  # only what some cell imports is named: it could be any text
        absent = sorted(missed & _imported(plan))
        sentences += [f"The module `{name}` is not there." for name in absent]
    for index, end in sorted(outcome.ends.items()):
        if end.bound in BOUNDS:
            cell = plan.cells[index]
            name = cell.source.id if cell.source else _first_line(cell.text)
            sentences.append(f"The cell `{name}` {_DID[end.bound]}.")
    left = sum(index not in outcome.ends for index, cell in enumerate(plan.cells) if cell.runs)
    if left:
        sentences.append(f"Its last {left} cells were not run: it ended its process too often.")
    for check in exercise.checks:
        if not check.by_person:
            sentences += _beyond(check, _end(plan, plan.indexes[check.id], outcome))
    return list(dict.fromkeys(sentences))


def _imported(plan: Plan) -> set[str]:
    texts = (static_analysis.strip_magics(cell.text)[0] for cell in plan.cells)
    modules = set().union(*map(static_analysis.imported_modules, texts))
    return modules | {module.partition(".")[0] for module in modules}


def _first_line(text: str) -> str:
    return escape_controls(text.strip().partition("\n")[0][:40], line=True)


def _beyond(check: Check, end: End) -> Iterator[str]:
    """Tell of a number of points that is none: with it nbgrader stops, or gives all."""
    points = _number(end) if end.is_good else None
    if points is not None and not 0 <= points <= check.points:
        counts = check.points * _fraction(check, end)
        yield (
            f"`{check.name}` ended with {points:g}, expected 0 to {check.points:g} points: "
            f"it counts as {counts:g}."
        )
