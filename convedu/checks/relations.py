"""What a wrong result has to do with the right one, where no known mistake gives it.

Such a name describes the results and guesses nothing: it holds in every case by itself.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import product

import numpy as np

from convedu.checks.bank import words
from convedu.checks.cases import Bug
from convedu.checks.compare import close, numbers

Pair = tuple[np.ndarray, np.ndarray]
"""A learner's result and the right one."""

_WORDS = words(__file__)
SCALED = _WORDS.wrong["constant"]["scaled"]
_LARGEST = 10_000
"""Of larger results the parts are not compared with each other: it would take too long."""


def find_relation(
    kind: str, results: Sequence[object], right: Sequence[object], reference: Callable
) -> Bug | None:
    """Return what relates results to the right ones, as a bug, or None.

    "constant" is what one constant makes of all of them, and "array" what has to do with those that
    are wrong. The bug's answer is the right one: what the learner does is not known.
    """
    both = [(numbers(one), numbers(other)) for one, other in zip(results, right, strict=True)]
    pairs = [(f, w) for f, w in both if f is not None and w is not None and f.dtype.kind != "c"]
    wrong = [pair for pair in pairs if not _equal(*pair)]
    if len(pairs) < len(both) or len(wrong) < 2:
        return None
    if kind == "array" and all(map(_is_of_positions, right)):
        kind = "positions"
    for name, message in _WORDS.wrong[kind].items():
        if seen := _holds(kind, name)(pairs if kind == "constant" else wrong):
            return Bug(name, message.format(seen), reference, general=True)
    return None


def _is_of_positions(right: object) -> bool:
    """Tell whether a right result is a list of places, each of them once, from small to large."""
    return isinstance(right, list) and right == sorted({*np.ravel(right).tolist()})


def _equal(found: np.ndarray, wanted: np.ndarray) -> bool:
    return found.shape == wanted.shape and bool(close(found, wanted).all())


def _are_alike(pairs: Sequence[Pair]) -> bool:
    """Tell whether all results are the same, though the right ones are not."""
    (found, wanted), *rest = pairs
    return all(_equal(each, found) for each, _ in rest) and not all(
        _equal(each, wanted) for _, each in rest
    )


def _constant(pairs: Sequence[Pair], of_pair: Callable) -> bool:
    """Tell whether `of_pair` gives the same number at all places of all cases."""
    if any(f.shape != w.shape or not np.isfinite(f).all() for f, w in pairs):
        return False
    with np.errstate(all="ignore"):
        each = np.concatenate([np.ravel(of_pair(1.0 * f, 1.0 * w)) for f, w in pairs])
    each = each[~np.isnan(each)]  # 0 / 0: what is 0 stays 0 whatever the factor is
    return each.size > 1 and bool(np.isfinite(each[0]) and np.allclose(each, each[0], rtol=1e-6))


def _blocks(large: np.ndarray, small: np.ndarray) -> Iterator[np.ndarray]:
    """Yield all parts of an array that have another one's shape."""
    spare = [n - m for n, m in zip(large.shape, small.shape, strict=True)]
    if min(spare) >= 0 and np.prod([1 + each for each in spare]) * small.size <= _LARGEST:
        for starts in product(*(range(each + 1) for each in spare)):
            yield large[tuple(slice(a, a + m) for a, m in zip(starts, small.shape, strict=True))]


def _is_part(small: np.ndarray, large: np.ndarray) -> bool:
    if small.ndim != large.ndim or not small.ndim or not small.size:
        return False
    return small.shape != large.shape and any(_equal(b, small) for b in _blocks(large, small))


def _is_border_alone(found: np.ndarray, wanted: np.ndarray) -> bool:
    inside = (slice(1, -1),) * wanted.ndim
    if wanted.dtype.kind != "f" or not wanted[inside].size:  # whole numbers may be a table
        return False
    return bool(close(found, wanted)[inside].all())


def _is_shifted(found: np.ndarray, wanted: np.ndarray) -> bool:
    """Tell whether all numbers stand one place further, along one axis or another."""
    for axis, size in enumerate(wanted.shape):
        if size > 2:
            ahead, behind = (np.moveaxis(each, axis, 0) for each in (found, wanted))
            if _equal(ahead[1:], behind[:-1]) or _equal(ahead[:-1], behind[1:]):
                return True
    return False


def _is_reduced(found: np.ndarray, wanted: np.ndarray) -> bool:
    """Tell whether numbers along one axis, or all, are joined to one."""
    if not wanted.size:
        return False
    joins = (np.sum, np.mean, np.max, np.min)
    axes = (*range(wanted.ndim), None)
    return any(
        _equal(found, join(wanted, axis=axis, keepdims=keep))
        for join, axis, keep in product(joins, axes, (False, True))
    )


def _is_one_of_them(found: np.ndarray, wanted: np.ndarray) -> bool:
    """Tell whether only one entry along an axis is there."""
    return any(
        _equal(found, np.take(wanted, place, axis))
        for axis, size in enumerate(wanted.shape)
        for place in (0, -1)
        if size > 1
    )


def _entries_right(pairs: Sequence[Pair]) -> str:
    """Return the entries that are wrong in every case, if the others are right in all."""
    if any(not w.ndim or f.shape != w.shape or len(w) != len(pairs[0][1]) for f, w in pairs):
        return ""
    right = [
        [_equal(*map(np.atleast_1d, each)) for each in zip(*pair, strict=True)] for pair in pairs
    ]
    if not any(right[0]) or any(row != right[0] for row in right):
        return ""
    return ", ".join(str(i) for i, is_right in enumerate(right[0]) if not is_right)


_OF_ALL: dict[str, Callable[[Sequence[Pair]], bool | str]] = {
    "always-the-same": _are_alike,
    "scaled": lambda pairs: _constant(pairs, np.divide),
    "off-by-a-constant": lambda pairs: _constant(pairs, np.subtract),
    "entries-right": _entries_right,
}
"""The relations that say something of all results together, and not of each."""


@cache
def _holds(kind: str, name: str) -> Callable[[Sequence[Pair]], bool | str]:
    """Return what tells whether a relation holds, or where, read when it is asked for."""
    if name not in _WORDS.values[kind]:
        return _OF_ALL[name]
    (expression,) = _WORDS.values[kind][name]
    holds = eval(f"lambda f, w: {expression}", globals())
    return lambda pairs: all(holds(*pair) for pair in pairs)
