"""Finds two mistakes that were made at once: their effects add up, or they multiply."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations

import numpy as np

from convedu.checks.call_recorder import Observation
from convedu.checks.compare import numbers


def pairs(
    wrong: Sequence[Sequence[Observation]],
    right: Sequence[Observation],
    seen: Sequence[Observation] = (),
) -> Iterator[tuple[tuple[int, int], Iterator[Observation | None]]]:
    """Yield each pair of mistakes, and what somebody who makes both gets.

    A forgotten bias and a flipped kernel change a sum independently, so that the result of both
    is one's, plus the other's, minus the right one. Ignored groups and a stride left out change
    a product: one's, times the other's, divided by the right one. All pairs are tried as a sum
    first.

    Parameters
    ----------
    wrong : sequence of sequence of Observation
        For each mistake what comes of it, case by case.
    right : sequence of Observation
        For each case what the right answer gives.
    seen : sequence of Observation, optional
        For each case what a learner's answer gives: pairs that give something else at one place
        are left out at once.

    Yields
    ------
    (int, int), iterator of Observation or None
        Which two mistakes, and what comes of both, case by case, worked out as it is asked for;
        None where this makes no sense.

    Examples
    --------
    >>> right = [Observation(1.0), Observation(5.0)]
    >>> triple = [Observation(3.0), Observation(15.0)]
    >>> double = [Observation(2.0), Observation(10.0)]
    >>> [(both, [float(each.value) for each in got])
    ...  for both, got in pairs([triple, double], right)]
    [((0, 1), [4.0, 20.0]), ((0, 1), [6.0, 30.0])]
    """
    for how in (_sum, _product):
        likely = _likely(how, wrong, right, seen)
        for one, other in combinations(range(len(wrong)), 2):
            if likely is None or likely[one, other]:
                yield (one, other), map(partial(_mixed, how), wrong[one], wrong[other], right)


def _likely(
    how: Callable,
    wrong: Sequence[Sequence[Observation]],
    right: Sequence[Observation],
    seen: Sequence[Observation],
) -> np.ndarray | None:
    """Return which pairs give what was seen at the first wrong place; None if there is none."""
    for case, (expected, found) in enumerate(zip(right, seen, strict=False)):
        value, real = numbers(expected.value), numbers(found.value)
        if value is None or real is None or value.shape != real.shape:
            continue
        places = np.argwhere(~np.isclose(value, real, rtol=1e-5))
        if not len(places):
            continue
        place = tuple(places[0])
        each = np.array([_at(observations[case], value.shape, place) for observations in wrong])
        with np.errstate(all="ignore"):
            both = how(each[:, None], each, value[place])
        return np.zeros((len(each),) * 2) if both is None else np.isclose(both, real[place], 1e-5)
    return None


def _at(observation: Observation, shape: tuple[int, ...], place: tuple[int, ...]) -> complex:
    value = numbers(observation.value)
    return np.nan if value is None or value.shape != shape else value[place]


def _sum(one: np.ndarray, other: np.ndarray, right: np.ndarray) -> np.ndarray:
    return one + other - right


def _product(one: np.ndarray, other: np.ndarray, right: np.ndarray) -> np.ndarray | None:
    return one * other / right if right.all() else None


def _mixed(
    how: Callable, one: Observation, other: Observation, right: Observation
) -> Observation | None:
    for this, that in ((one, other), (other, one)):
        if _equal(this, right):
            return that
    values = [numbers(observation.value) for observation in (one, other, right)]
    arrays = [value for value in values if value is not None]
    if len(arrays) < len(values) or len({array.shape for array in arrays}) > 1:
        return None
    mixed = how(*(1.0 * array for array in arrays))
    return None if mixed is None else Observation(value=np.asarray(mixed), args=right.args)


def _equal(one: Observation, other: Observation) -> bool:
    if one.failure or other.failure:
        return bool(one.failure and other.failure and one.failure.type == other.failure.type)
    found, wanted = numbers(one.value), numbers(other.value)
    return found is not None and wanted is not None and np.array_equal(found, wanted)
