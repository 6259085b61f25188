"""Checks numbers that a learner worked out by hand; each known wrong one has its own message."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from convedu.checks import faults
from convedu.checks.base import Check
from convedu.checks.compare import digits, numbers
from convedu.checks.observe import Outcome, observe_value
from convedu.checks.verdict import Verdict


@dataclass(frozen=True)
class Wrong:
    """A known wrong value, the misconception that leads to it, and what helps."""

    name: str
    value: float
    says: str


@dataclass(frozen=True)
class Number:
    """One number: its value, computed and not typed, how to get there, and the known wrong ones.

    `within` is how far off a rounded answer may be.
    """

    value: float
    worked: str
    wrong: tuple[Wrong, ...] = ()
    within: float = 0.0


@dataclass(frozen=True, kw_only=True, eq=False)
class NumberCheck(Check):
    """Compares numbers; `numbers` maps each answer's variable to its `Number`, in call order."""

    numbers: Mapping[str, Number]

    def examine(self, *answers: object) -> Verdict:
        """Compare each answer; the first wrong one is talked about."""
        if len(answers) != len(self.numbers):
            raise TypeError(
                f"check.{self.label} got {len(answers)} answers, "
                f"expected {len(self.numbers)}: {', '.join(self.numbers)}"
            )
        outcomes = [observe_value(answer) for answer in answers]
        if all(o.failure and o.failure.kind == "missing" for o in outcomes):
            return self.verdict("missing", 0.0)
        pairs = zip(self.numbers.items(), outcomes, strict=True)
        faults = [_fault(name, number, outcome) for (name, number), outcome in pairs]
        right = faults.count(None)
        if right == len(faults):
            return self.verdict("correct", 1.0)
        bug, message = next(fault for fault in faults if fault)
        state = "almost" if right >= len(faults) / 2 else "keep working"
        return self.verdict(state, right / len(faults), message, misconception=bug)

    def worked(self) -> str:
        """Return each number with the way to it."""
        return "\n".join(f"{k} = {n.value:.10g}   # {n.worked}" for k, n in self.numbers.items())


def _fault(name: str, number: Number, outcome: Outcome) -> tuple[str | None, str] | None:
    if outcome.failure and outcome.failure.kind == "missing":
        return None, f"`{name}` is still missing."
    if outcome.failure and outcome.failure.kind != "foreign":
        fault = faults.of_outcome(name, outcome, number.value)
        return None, f"{fault.says} {fault.detail}".strip()
    if kind := _other_kind(outcome):
        return None, f"`{name}` is {kind}."
    value = outcome.value
    if _equal(float(value), number.value, number.within):
        return None
    for wrong in number.wrong:
        if _equal(float(value), wrong.value, number.within):
            return wrong.name, f"`{name}`: {wrong.says}"
    given = f"`{name}` is {digits(float(value))}"
    if value and any(_equal(float(value), short) for short in _shortened(number.value)):
        return None, f"{given}: rounded too far. Give more decimals."
    return None, f"{given}: not yet. Go step by step, or open a hint."


def _other_kind(outcome: Outcome) -> str:
    """Say what there is in place of one real number, and what is expected; or nothing."""
    value = outcome.value
    found = None if outcome.failure else numbers(value)
    if found is None or (found.ndim and not isinstance(value, np.ndarray)):
        kind = outcome.failure.type if outcome.failure else type(value).__name__
        return f"{faults.public(kind)}, expected one number"
    if found.ndim:
        return f"an array of shape {found.shape}, expected one number"
    odd = {"c": "complex, expected a real number", "b": "a truth value, expected one number"}
    return odd.get(found.dtype.kind, "")


def _shortened(value: float) -> list[float]:
    """Return the value with fewer decimals, rounded or cut off."""
    return [
        shorten(value * 10**places) / 10**places
        for places in range(4)
        for shorten in (round, math.floor)
    ]


def _equal(one: float, other: float, within: float = 0.0) -> bool:
    return abs(one - other) <= max(within, 1e-6 * max(1.0, abs(other)))
