"""Marks as nbgrader does: cell by cell, in the notebook's order, and no error is full marks.

Set-up cells run on both sides of the wall, answers in the learner's process, tests in the trusted
kernel. What an answer has defined is bound before the next cell runs.
"""

import builtins
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from convedu.grading.exercise.load import Check, Exercise, Step
from convedu.grading.limits import BOUNDS, NEEDS_OBJECTS
from convedu.grading.model import WAITING, Verdict
from convedu.grading.submissions.extract import Extraction


@dataclass(frozen=True)
class Ran:
    """What nbval says of a cell: whether it did as it should, its outputs, how long it took."""

    well: bool
    outputs: Sequence[Any]
    seconds: float


def mark(
    exercise: Exercise,
    merged: Extraction,
    command: Callable[..., Any],
    run: Callable[[str], Ran],
) -> list[Verdict]:
    """Mark one submission.

    Parameters
    ----------
    exercise : Exercise
        One with steps.
    merged : Merged
        The learner's answers.
    command : callable
        Has the trusted kernel carry out one of the commands of inside.py.
    run : callable
        Has nbval run a cell, by its id.

    Returns
    -------
    list of Verdict
        One for each check, in order.
    """
    command("begin_steps", given=sorted(exercise.given))
    checks = {check.id: check for check in exercise.checks}
    names = {answer.id: sorted(answer.names) for answer in exercise.coded}
    verdicts = []
    for step in exercise.steps:
        if step.kind == "answer":
            texts = [piece.text for piece in merged.pieces if piece.answer == step.id]
            command("go_on", cell=step.id, texts=texts, names=names[step.id])
        elif step.kind == "setup":
            _set_up(step, command, run)
        elif checks[step.id].judge == "person":
            verdicts.append(_unread(checks[step.id], merged))
        else:
            ran = run(step.id)
            verdicts.append(verdict(checks[step.id], ran, command("seen")))
    command("end")
    return verdicts


def _set_up(step: Step, command: Callable[..., Any], run: Callable[[str], Ran]) -> None:
    """Run a set-up cell on both sides; as with nbgrader an error in it is no reason to stop."""
    if step.text:
        command("go_on", cell=step.id, texts=[step.text], names=[])
    run(step.id)


def _unread(check: Check, merged: Extraction) -> Verdict:
    if not merged.text(check.id).strip():
        return Verdict(check.name, "missing", 0.0)
    return Verdict(check.name, WAITING, 0.0, message="This answer is read by a person.")


def verdict(check: Check, ran: Ran, seen: dict[str, Any]) -> Verdict:
    """Judge a test cell by whether it ran without an error.

    Parameters
    ----------
    check : Check
        With the lines that the learner may see.
    ran : Ran
        What came of the cell.
    seen : dict
        What the trusted kernel has noticed: see `convedu.grading.judge.kernel_commands.seen`.

    Returns
    -------
    Verdict
        The fraction is the number that the cell ends with, where it does, as a share of the points.
    """
    trouble = seen["trouble"]
    if trouble is not None:
        state = WAITING if trouble["kind"] == NEEDS_OBJECTS else "keep working"
        limit = trouble["kind"] if trouble["kind"] in BOUNDS else ""
        found = Verdict(check.name, state, 0.0, message=trouble["text"], limit_hit=limit)
    elif ran.well:
        found = _passed(check, ran.outputs)
    elif _is_missing(seen):
        found = Verdict(check.name, "missing", 0.0)
    else:
        found = Verdict(check.name, "keep working", 0.0, message=_what_failed(check, seen))
    return replace(found, seconds=ran.seconds)


def _passed(check: Check, outputs: Sequence[Any]) -> Verdict:
    results = [out for out in outputs if out.output_type == "execute_result"]
    points = _number(results[0].data.get("text/plain", "")) if results else None
    if points is None:
        return Verdict(check.name, "correct", 1.0)
    if points > check.points:
        message = f"it ends with {points:g}, more than its {check.points:g} points"
        return Verdict(check.name, "failed", 0.0, message=message)
    if not points > 0:  # nbgrader gives full marks for a negative number or NaN: see docs
        return Verdict(check.name, "keep working", 0.0)
    fraction = points / check.points
    return Verdict(check.name, "correct" if fraction == 1 else "almost", fraction)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _is_missing(seen: dict[str, Any]) -> bool:
    failure = seen["unbound"] or seen["failure"]
    return failure is not None and failure["kind"] == "missing" and not failure.get("function")


def _what_failed(check: Check, seen: dict[str, Any]) -> str:
    """Say which test did not pass, never with what a hidden one contains."""
    line = seen["line"]
    text = check.shown[line - 1].strip() if line and line <= len(check.shown) else ""
    test = f"This test did not pass: `{text}`." if text else "A hidden test did not pass."
    failure = seen["unbound"] or seen["failure"]
    if failure is None:
        return test
    kind = failure["type"] if hasattr(builtins, failure["type"]) else "an exception"
    place = f" in line {failure['line']}" if failure["line"] else ""
    return f"{test} Your code raised {kind}{place}."
