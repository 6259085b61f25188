"""Unit 1, stretch: a separable kernel in two steps."""

import numpy as np

from convedu.checks.bank import bank, same_sized, with_arguments, words
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
    ]


def _blur_in_two_steps(image, g):
    rows = correlate2d(image, g[np.newaxis, :])
    return correlate2d(rows, g[:, np.newaxis])


def _row_only(image, g):
    return correlate2d(image, g[np.newaxis, :])


def _column_only(image, g):
    return correlate2d(image, g[:, np.newaxis])


def _sum_of_both(image, g):
    rows, columns = _row_only(image, g), _column_only(image, g)
    return rows[: len(columns)] + columns[:, : rows.shape[1]]


_right = _blur_in_two_steps

separable = FunctionCheck(
    name="unit1/separable",
    reference=_blur_in_two_steps,
    cases=_separable_cases,
    shares={"values": 0.75, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "row-only": _row_only,
            "column-only": _column_only,
            "row-twice": lambda image, g: _row_only(_row_only(image, g), g),
            "sum-of-both": _sum_of_both,
            "flipped-kernel": with_arguments(_right, g=np.flip),
            "normalised": lambda image, g: _right(image, g) / (g.sum() ** 2 or 1.0),
            "same-size": same_sized(_right, sides=lambda image, g: (len(g),) * 2),
        },
    ),
)
