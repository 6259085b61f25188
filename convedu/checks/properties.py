"""Checks a function by what its results do, for answers that have more than one right form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from convedu.checks import diagnosis
from convedu.checks.base import Check, source
from convedu.checks.call_recorder import Observation, observe_call
from convedu.checks.compare import assignment, numbers
from convedu.checks.verdict import Verdict


@dataclass(frozen=True)
class Property:
    """Something that a right result does; `name` is the misconception of one that does not."""

    name: str
    message: str
    check: Callable[[np.ndarray], bool]


def rules(
    messages: Mapping[str, str], checks: Mapping[str, Mapping[str, Callable]]
) -> dict[str, tuple[Property, ...]]:
    """Join the rules for each argument, by name, with what is said where one is broken.

    Raises
    ------
    ValueError
        If a rule has no message, or a message has no rule.
    """
    if unmatched := messages.keys() ^ {name for some in checks.values() for name in some}:
        names = ", ".join(sorted(unmatched))
        raise ValueError(f"messages and checks differ, expected both for each rule: {names}")
    return {
        argument: tuple(Property(name, messages[name], check) for name, check in some.items())
        for argument, some in checks.items()
    }


@dataclass(frozen=True, kw_only=True, eq=False)
class PropertyCheck(Check):
    """Calls a function once for each entry of `rules` and holds the result against its rules.

    Parameters
    ----------
    reference : callable
        One right answer among several, shown as the solution.
    rules : mapping
        From the argument of a call to the rules for its result, the most basic first. Each
        entry is an equal share of the points.
    """

    reference: Callable
    rules: Mapping[str, tuple[Property, ...]]

    def examine(self, *answers: object) -> Verdict:
        """Try the answer on each argument."""
        (answer,) = answers
        faulty: list[tuple[str | None, str, str]] = []
        missing = 0
        for argument, rules in self.rules.items():
            observation = observe_call(answer, (argument,))
            failure = observation.failure
            missing += bool(failure and failure.kind == "missing" and not failure.function)
            if fault := _broken(self.label, argument, rules, observation):
                faulty.append(fault)
            if observation.failure and observation.failure.kind in diagnosis.FATAL:
                return self.verdict("keep working", 0.0, faulty[-1][1])
        if missing == len(self.rules):
            return self.verdict("missing", 0.0)
        if not faulty:
            return self.verdict("correct", 1.0)
        fraction = 1 - len(faulty) / len(self.rules)
        state = "almost" if fraction >= 0.5 else "keep working"
        bug, message, case = faulty[0]
        return self.verdict(state, fraction, message, misconception=bug, case=case)

    def solution_source(self) -> str:
        """Return the reference's source."""
        return source(self.reference)


def _broken(
    name: str, argument: str, rules: tuple[Property, ...], observation: Observation
) -> tuple[str | None, str, str] | None:
    call = f"{name}({argument!r})"
    if observation.failure:
        called = name if observation.failure.kind == "uncallable" else call
        fault = diagnosis.of_outcome(called, observation, None)
        assert fault is not None  # as for every failure
        return None, f"{fault.message} {fault.detail}".strip(), ""
    if observation.value is None:
        message = f"`{call}` returns nothing (None): is there a `return` for this name?"
        return "nothing-returned", message, ""
    result = numbers(observation.value)
    if result is None:
        message = f"`{call}` gives no rows and columns: all rows have to be equally long."
        return "not-rows-and-columns", message, ""
    if np.iscomplexobj(result):
        return None, f"`{call}` gives complex numbers, expected real ones.", ""
    if result.ndim != 2:
        form = f"an array of shape {result.shape}" if result.ndim else "a single number"
        return "not-rows-and-columns", f"`{call}` gives {form}, expected rows and columns.", ""
    for rule in rules:
        if not rule.check(result):
            return rule.name, f"`{call}`: {rule.message}", assignment("your result", result)
    return None
