"""Unit 3: keep the largest value of each window, channel by channel."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.function import function_check


def _cases(rng: np.random.Generator) -> list[Case]:
    side_by_side, other = "windows side by side", "other strides"
    ramp = np.array([[[1.0, 5.0, 2.0, 0.0], [3.0, 4.0, 8.0, 6.0]]])
    return [
        Case((ramp, 2, 2), side_by_side, public=True),
        Case((np.stack([ramp[0], 0.0 - ramp[0]]), 2, 1), other, public=True),
        Case((dyadic_rationals(rng, 3, 4, 6), 2, 2), side_by_side),
        Case(((np.arange(-48.0, 0.0).reshape(2, 4, 6) - 0.5) * 300, 2, 2), side_by_side),
        Case(((np.arange(-48.0, 0.0).reshape(2, 4, 6) - 0.5) * 300, 2, 1), other),
        Case((-np.abs(dyadic_rationals(rng, 2, 7, 5)), 2, 2), side_by_side),
        Case((dyadic_rationals(rng, 2, 7, 8), 3, 3), side_by_side),
        Case((dyadic_rationals(rng, 2, 7, 10), 3, 2), other),
        Case((dyadic_rationals(rng, 1, 8, 5), 2, 3), other),
        Case((dyadic_rationals(rng, 3, 6, 9) * 4096 + 0.25, 3, 1), other),
    ]


@function_check(_cases)
def max_pool2d(x, k, s):
    channels, height, width = x.shape
    rows, columns = (height - k) // s + 1, (width - k) // s + 1
    out = np.zeros((channels, rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = x[:, i * s : i * s + k, j * s : j * s + k]
            out[:, i, j] = window.max(axis=(1, 2))
    return out
