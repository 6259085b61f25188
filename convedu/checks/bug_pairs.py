"""Two mistakes made at once, as one bug: its answer has both.

Each kind of pair is tried in one case first, so that hardly any has to be made.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np

from convedu.checks.agreement import Finding, equal, imagined, matches
from convedu.checks.answers import Answer, Edited
from convedu.checks.call_recorder import Observation, observe_call
from convedu.checks.cases import Bug, Case
from convedu.checks.common import RESULT_MESSAGES, Change, changed, result_changes, with_result
from convedu.checks.compare import close, numbers, pieces
from convedu.checks.relations import SCALED

_AS_A_WHOLE = 2
"""How many comparisons of `_agreement` are of whole results; the others are of single numbers."""

_ANSWERS = 5
"""How many answers of one name are joined with others: making one for each pair takes its time."""


def pairs(
    wrong: Sequence[Finding], reference: Answer, own: Sequence[Bug], known: Sequence[Bug]
) -> Iterator[Bug]:
    """Yield pairs of mistakes that give what was found in the first of these cases.

    `own` are a check's bugs, `known` also those that every result can show.
    """
    right = imagined(reference, wrong[0].case)
    yield from _changed(own, wrong[0], right)
    for how in (_sum, _product):
        for one, other in _fitting(how, known, wrong, reference):
            yield _both(one, other, _effects(how, one.answer, other.answer, reference))
    yield from _edited(own, wrong[0], right)
    yield from _scaled(own, wrong[0])


def _both(one: Bug, other: Bug, answer: Answer) -> Bug:
    message = f"Two mistakes at once. One: {one.message} The other: {other.message}"
    return Bug(f"{one.name} + {other.name}", message, answer)


# --- a result that is changed too ------------------------------------------------------------


def _changed(own: Sequence[Bug], finding: Finding, right: Observation) -> Iterator[Bug]:
    fitting: dict[Any, list[tuple[str, Change]]] = {}
    for bug in own:
        result = imagined(bug.answer, finding.case).value
        if not isinstance(result, np.ndarray):
            continue
        key = result.shape, result.dtype, result.tobytes()  # many give the same in a small case
        if key not in fitting:
            fitting[key] = [
                (name, change)
                for name, some in result_changes().items()
                for change in some
                if _is_told(changed(result, change), result, right, finding.observation)
            ]
        for name, change in fitting[key]:
            if name != bug.name:
                other = Bug(name, RESULT_MESSAGES[name], with_result(bug.answer, change))
                yield _both(bug, other, other.answer)


def _is_told(after: Any, before: np.ndarray, right: Observation, seen: Observation) -> bool:
    """Tell whether a changed result is what was seen, and if axes are changed, they are wrong."""
    axes = np.ndim(after)
    return equal(seen.value, after) and (axes == before.ndim or axes != np.ndim(right.value))


def _scaled(own: Sequence[Bug], finding: Finding) -> Iterator[Bug]:
    """Yield the bugs whose results are a factor off, the one that this case tells."""
    seen = numbers(finding.observation.value)
    if seen is None or not seen.size or seen.dtype.kind == "c":
        return
    for bug in own:
        result = numbers(imagined(bug.answer, finding.case).value)
        if result is None or seen.shape != result.shape:
            continue
        place = np.abs(result).argmax()
        with np.errstate(all="ignore"):
            factor = seen.flat[place] / result.flat[place]
        if np.isfinite(factor) and equal(seen, factor * result):
            other = Bug("scaled", SCALED, bug.answer)
            yield _both(bug, other, _times(bug.answer, factor))


def _times(answer: Answer, factor: float) -> Answer:
    return lambda *args: factor * np.asarray(answer(*args))


# --- effects that add up, or multiply --------------------------------------------------------
#
# A forgotten bias and a flipped kernel change a sum independently, so that the result of both is
# one's, plus the other's, minus the right one. Ignored groups and a stride left out change a
# product: one's, times the other's, divided by the right one.


def _sum(one: np.ndarray, other: np.ndarray, right: np.ndarray) -> np.ndarray:
    return one + other - right


def _product(one: np.ndarray, other: np.ndarray, right: np.ndarray) -> np.ndarray:
    return one * other / right


def _fitting(
    how: Callable, known: Sequence[Bug], wrong: Sequence[Finding], reference: Answer
) -> Iterator[tuple[Bug, Bug]]:
    """Yield which two give together what was seen where each wrong result is wrong first."""
    places = [place for finding in wrong for place in _first_difference(finding, reference)]
    one, other = np.triu_indices(len(known) if places else 0, 1)
    for case, place, value, real in places:
        each = np.full(len(known), np.nan)
        for number in {*one.tolist(), *other.tolist()}:
            result = numbers(imagined(known[number].answer, case).value)
            if result is not None and result.shape == value.shape:
                each[number] = np.real(result[place])
        with np.errstate(all="ignore"):
            fits = np.isclose(how(each[one], each[other], value[place]), real[place], 1e-5)
        one, other = one[fits], other[fits]
    both = ((known[i], known[j]) for i, j in zip(one.tolist(), other.tolist(), strict=True))
    yield from (pair for pair in both if pair[0].name != pair[1].name)


def _first_difference(
    finding: Finding, reference: Answer
) -> Iterator[tuple[Case, tuple[int, ...], np.ndarray, np.ndarray]]:
    """Yield the case, the first place that is wrong, the right numbers and those seen, if any."""
    value = numbers(imagined(reference, finding.case).value)
    real = numbers(finding.observation.value)
    if value is not None and real is not None and value.shape == real.shape:
        for place in np.argwhere(~np.isclose(value, real, rtol=1e-5))[:1].tolist():
            yield finding.case, tuple(place), value, real


def _effects(how: Callable, one: Answer, other: Answer, right: Answer) -> Answer:
    """Return the answer with both effects; it gives None where this makes no sense."""

    def answer(*args: Any) -> Any:
        results = [observe_call(each, args) for each in (one, other, right)]
        for this, that in ((0, other), (1, one)):
            if matches(results[2], results[this]):
                return that(*args)
        values = [numbers(result.value) for result in results]
        arrays = [1.0 * value for value in values if value is not None]
        if len(arrays) < len(values) or len({array.shape for array in arrays}) > 1:
            return None
        with np.errstate(all="ignore"):
            return how(*arrays)

    return answer


# --- two edits -------------------------------------------------------------------------------


def _edited(own: Sequence[Bug], finding: Finding, right: Observation) -> Iterator[Bug]:
    """Yield the pairs of edits, those first that are of the first two answers of their names."""
    names = [bug.name for bug in own]
    ranks = [names[:place].count(name) for place, name in enumerate(names)]
    tried = [
        (bug, rank, bug.answer)
        for bug, rank in zip(own, ranks, strict=True)
        if isinstance(bug.answer, Edited) and rank < _ANSWERS
    ]
    shape, _ = _flat(finding.observation.value)
    if (
        shape is not None and shape == _flat(right.value)[0]
    ):  # two wrong shapes hardly make it right
        tried = [one for one in tried if _flat(imagined(one[2], finding.case).value)[0] == shape]
    results = [imagined(answer, finding.case) for _, _, answer in tried]
    made = {answer.source for _, _, answer in tried}
    compatible = list(_compatible(results, right, finding.observation))
    for i, j in sorted(compatible, key=lambda both: sum(tried[place][1] > 1 for place in both)):
        (one, _, first), (other, _, second) = tried[i], tried[j]
        if one.name == other.name or first.right is not second.right:
            continue
        for answer in _together(first, second):
            if answer.source not in made:
                made.add(answer.source)
                if matches(imagined(answer, finding.case), finding.observation):
                    yield _both(one, other, answer)


@lru_cache(maxsize=16384)
def _together(one: Edited, other: Edited) -> tuple[Edited, ...]:
    """Return the answers with both edits, as far as one leaves what the other replaces."""
    return tuple(each for each in (one.and_then(other), other.and_then(one)) if each.applies)


def _compatible(
    results: Sequence[Observation], right: Observation, seen: Observation
) -> Iterator[tuple[int, int]]:
    """Yield which two may give together what was seen.

    What one of them leaves right, the shape or a number, is as the other one makes it, but for a
    sixth of the numbers, which the two may change only together.
    """
    if not results:
        return
    idle = np.array([_agreement(result, right, right, seen) for result in results], int)
    differs = 1 - np.array([_agreement(result, seen, right, seen) for result in results], int)
    numbers_seen = idle.shape[1] - _AS_A_WHOLE
    idle[:, :_AS_A_WHOLE] *= numbers_seen + 1
    contradict = idle @ differs.T > numbers_seen // 6
    for i, j in combinations(range(len(results)), 2):
        if not (contradict[i, j] or contradict[j, i]):
            yield i, j


def _agreement(
    result: Observation, other: Observation, right: Observation, seen: Observation
) -> list[bool]:
    """Return whether a result agrees with another one as a whole, in shape, in each number."""
    whole = matches(result, other)
    shape, found = _flat(result.value)
    real_shape, real = _flat(seen.value)
    right_shape, _ = _flat(right.value)
    if real_shape is None or right_shape is None:
        return [whole, whole]
    other_shape, wanted = _flat(other.value)
    places = np.zeros(real.size if real_shape == right_shape else 0, bool)
    if len(places) and shape == other_shape:
        places = close(found, wanted)
    return [whole, shape == other_shape, *places.tolist()]


def _flat(value: object) -> tuple[list[tuple[int, ...]] | None, np.ndarray]:
    """Return the shapes and all numbers of a result; no shapes where it has other things."""
    parts = [numbers(part) for part in pieces(value) or (value,)]
    arrays = [part for part in parts if part is not None]
    if len(arrays) < len(parts):
        return None, np.zeros(0)
    return [array.shape for array in arrays], np.concatenate([array.ravel() for array in arrays])
