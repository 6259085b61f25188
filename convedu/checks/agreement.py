"""Tells whether an answer does what the learner's function did."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from convedu.checks.call_recorder import Failure, Observation, observe_call
from convedu.checks.cases import Case, NoPrediction
from convedu.checks.compare import agrees, close, numbers, pieces, same
from convedu.checks.diagnosis import SIDE_EFFECTS_AND_TYPE, Diagnosis


@dataclass(frozen=True)
class Finding:
    """One case with what came out and what is wrong with it, if anything."""

    case: Case
    observation: Observation
    fault: Diagnosis | None


def is_wrong(finding: Finding) -> bool:
    """Tell whether a value is wrong, or there is none: all else is conduct."""
    return finding.fault is not None and finding.fault.kind != SIDE_EFFECTS_AND_TYPE


# What does not depend on the learner is worked out once, however many are marked.
@lru_cache(maxsize=16384)
def imagined(answer: Callable, case: Case) -> Observation:
    """Return what an answer does in a case."""
    return observe_call(answer, case.args)


def explains(answer: Callable, findings: Sequence[Finding]) -> bool:
    """Tell whether an answer does what the learner's function did in all these cases.

    That it ends in errors everywhere means nothing by itself: an error is like any other of its
    type. But where it does and where it does not tells a mistake (sides taken for equal) from
    others that end in an error of the same type.
    """
    # The answer's conduct matters only where all its values are right.
    conduct = not any(map(is_wrong, findings))
    failures = []
    for finding in findings:
        observation = imagined(answer, finding.case)
        if not matches(observation, finding.observation):
            return False
        if conduct and finding.fault and not _same_args(observation, finding.observation):
            return False
        failures.append((observation.failure, finding.observation.failure))
    if not all(one for one, _ in failures):
        return True
    alike = [one.text == other.text for one, other in failures if one and other]
    return 2 * sum(alike) >= len(alike) > 0


def matches(expected: Observation, seen: Observation) -> bool:
    """Tell whether an answer, as expected of it, does what was seen in a case."""
    if expected.failure and expected.failure.type == NoPrediction.__name__:
        return True
    if expected.failure or seen.failure:
        return _fail_alike(expected.failure, seen.failure)
    return equal(seen.value, expected.value)


def _fail_alike(expected: Failure | None, seen: Failure | None) -> bool:
    if expected is None or seen is None or expected.kind != seen.kind:
        return False
    return expected.type == seen.type or seen.is_error(expected.type)


def equal(one: object, other: object) -> bool:
    """Tell whether a learner's value is another one, as a check compares them."""
    if isinstance(one, str) or isinstance(other, str):
        return isinstance(one, str) and isinstance(other, str) and one == other
    parts, others = pieces(one), pieces(other)
    if parts and others:
        return len(parts) == len(others) and all(map(equal, parts, others))
    found, wanted = numbers(one), numbers(other)
    if found is None or wanted is None:
        return agrees(one, other)
    if found.shape != wanted.shape:
        # In lists that hold only empty ones the axes behind are lost.
        return not found.size and found.ndim > 0 and found.shape == wanted.shape[: found.ndim]
    if np.iscomplexobj(found) > np.iscomplexobj(wanted) and not _is_array(other):
        return False  # where one number is asked for, it is no conduct but wrong
    return bool(close(found, wanted).all())


def _is_array(value: object) -> bool:
    return isinstance(value, np.ndarray) and value.ndim > 0


def _same_args(one: Observation, other: Observation) -> bool:
    return all(same(a, b) for a, b in zip(one.args, other.args, strict=False))
