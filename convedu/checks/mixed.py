"""Finds two mistakes that were made at once: their effects add up."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from convedu.checks.compare import numbers
from convedu.checks.observe import Outcome


def pairs(
    wrong: Sequence[Sequence[Outcome]], right: Sequence[Outcome]
) -> Iterator[tuple[tuple[int, int], list[Outcome]]]:
    """Yield each pair of mistakes, and what somebody who makes both gets.

    A forgotten bias and a flipped kernel change a sum independently, so that the result of both
    is one's, plus the other's, minus the right one. Where this makes no sense, the pair is left
    out.

    Parameters
    ----------
    wrong : sequence of sequence of Outcome
        For each mistake what comes of it, case by case.
    right : sequence of Outcome
        For each case what the right answer gives.

    Yields
    ------
    (int, int), list of Outcome
        Which two mistakes, and an outcome for each case.

    Examples
    --------
    >>> right = [Outcome(1.0), Outcome(5.0)]
    >>> minus_one, double = [Outcome(0.0), Outcome(4.0)], [Outcome(2.0), Outcome(10.0)]
    >>> [(both, [float(each.value) for each in got])
    ...  for both, got in pairs([minus_one, double], right)]
    [((0, 1), [1.0, 9.0])]
    """
    for one, other in combinations(range(len(wrong)), 2):
        both = [_mixed(*three) for three in zip(wrong[one], wrong[other], right, strict=True)]
        if None not in both:
            yield (one, other), both


def _mixed(one: Outcome, other: Outcome, right: Outcome) -> Outcome | None:
    for this, that in ((one, other), (other, one)):
        if _equal(this, right):
            return that
    values = [numbers(outcome.value) for outcome in (one, other, right)]
    if any(v is None for v in values) or len({v.shape for v in values}) > 1:
        return None
    first, second, wanted = (1.0 * v for v in values)
    return Outcome(value=np.asarray(first + second - wanted), args=right.args)


def _equal(one: Outcome, other: Outcome) -> bool:
    if one.failure or other.failure:
        return bool(one.failure and other.failure and one.failure.type == other.failure.type)
    found, wanted = numbers(one.value), numbers(other.value)
    return found is not None and wanted is not None and np.array_equal(found, wanted)
