"""Unit 1, stretch: a separable kernel in two steps."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.function import function_check
from convedu.ops import correlate2d


def _separable_cases(rng: np.random.Generator) -> list[Case]:
    lopsided = np.array([1.0, 2.0])
    return [
        Case((np.arange(1.0, 10.0).reshape(3, 3), lopsided), public=True),
        Case((dyadic_rationals(rng, 5, 7), dyadic_rationals(rng, 3))),
        Case((dyadic_rationals(rng, 9, 6), dyadic_rationals(rng, 5))),
        Case((np.arange(35).reshape(5, 7) * 3 % 7, np.array([0.5, 0.25]))),
        # What one slide gives too, unless the product of two weights does not fit into a byte. The
        # image holds no bytes: `correlate2d`, as it is asked for, multiplies without converting.
        Case((dyadic_rationals(rng, 7, 6), np.array([10, 30, 60, 40, 20], np.uint8)), "two steps"),
    ]


def _blur_in_two_steps(image, g):
    rows = correlate2d(image, g[np.newaxis, :])
    return correlate2d(rows, g[:, np.newaxis])


separable = function_check(_separable_cases)(_blur_in_two_steps)
