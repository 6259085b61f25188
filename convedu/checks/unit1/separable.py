"""Unit 1, stretch: a separable kernel in two steps."""

import numpy as np

from convedu.checks.bank import bank, same_sized, with_arguments, with_border, with_result, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck
from convedu.ops import correlate2d

_WORDS = words(__file__)


def _separable_cases(rng: np.random.Generator) -> list[Case]:
    lopsided = np.array([1.0, 2.0])
    return [
        Case((np.arange(1.0, 10.0).reshape(3, 3), lopsided), public=True),
        Case((dyadic_rationals(rng, 5, 7), dyadic_rationals(rng, 3))),
        Case((dyadic_rationals(rng, 9, 6), dyadic_rationals(rng, 5))),
        # What one slide gives too, unless the product of two weights does not fit into a byte.
        Case((dyadic_rationals(rng, 7, 6), np.array([10, 30, 60, 40, 20], np.uint8)), "two steps"),
    ]


def _blur_in_two_steps(image, g):
    rows = correlate2d(image, g[np.newaxis, :])
    return correlate2d(rows, g[:, np.newaxis])


def _row_only(image, g):
    return correlate2d(image, g[np.newaxis, :])


def _column_only(image, g):
    return correlate2d(image, g[:, np.newaxis])


def _sum_of_both(cut):
    """Return an answer that adds both results, cut alike by ``cut(array, axis, k)``."""
    return lambda image, g: (
        cut(_row_only(image, g), 0, len(g)) + cut(_column_only(image, g), 1, len(g))
    )


def _first(array, axis, k):
    return np.take(array, range(array.shape[axis] - k + 1), axis)


def _middle(array, axis, k):
    return np.take(array, range((k - 1) // 2, array.shape[axis] - k // 2), axis)


def _fixed(image, g):
    return _blur_in_two_steps(image, np.array([1, 4, 6, 4, 1]) / 16)


def _sides(image, g):
    return len(g), len(g)


_right = _blur_in_two_steps

separable = FunctionCheck(
    name="unit1/separable",
    reference=_blur_in_two_steps,
    cases=_separable_cases,
    shares={"values": 0.5, "two steps": 0.25, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "row-only": _row_only,
            "column-only": _column_only,
            "row-twice": lambda image, g: _row_only(_row_only(image, g), g),
            "column-twice": lambda image, g: _column_only(_column_only(image, g), g),
            "sum-of-both": (_sum_of_both(_first), _sum_of_both(_middle)),
            "both-returned": lambda image, g: (_row_only(image, g), _column_only(image, g)),
            "weights-added": lambda image, g: correlate2d(image, g[np.newaxis] + g[:, np.newaxis]),
            "one-slide": lambda image, g: correlate2d(image, np.outer(g, g)),
            "fixed-weights": _fixed,
            "one-short": with_result(_right, lambda y: y[:-1, :-1]),
            "full-size": with_border(_right, lambda k: (k - 1, k - 1), sides=_sides),
            "mean-for-sum": lambda image, g: _right(image, g) / len(g) ** 2,
            "flipped-kernel": with_arguments(_right, g=np.flip),
            "flipped-once": (
                lambda image, g: _column_only(_row_only(image, g), g[::-1]),
                lambda image, g: _column_only(_row_only(image, g[::-1]), g),
            ),
            "normalised": lambda image, g: _right(image, g) / (g.sum() ** 2 or 1.0),
            "same-size": same_sized(_right, sides=_sides),
        },
    ),
)
