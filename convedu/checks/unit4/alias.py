"""Unit 4, stretch: blur before the stride, and measure the alias."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.function import function_check
from convedu.checks.unit4.conv2d_stride import conv2d_stride as striding

conv2d_stride = striding.reference  # in the exercise it is the learner's


def _cases(rng: np.random.Generator) -> list[Case]:
    stripes = np.tile([0.0, 1.0], (6, 4))
    tent = np.outer([1, 2, 1], [1, 2, 1]) / 16
    return [
        Case((stripes, np.ones((1, 1)), 2), public=True),
        Case((stripes, tent, 2), public=True),
        Case((np.tile([0.0, 0.0, 1.0], (7, 4)), np.array([[1.0, 2.0]]) / 3, 3)),
        # Nine starts with means of their own, and a kernel that does not add up to 1.
        Case((np.arange(72).reshape(9, 8) * 3 % 19, np.full((1, 1), 2.5), 3)),
        Case((dyadic_rationals(rng, 8, 9), dyadic_rationals(rng, 2, 3), 2)),
        Case((dyadic_rationals(rng, 11, 10), dyadic_rationals(rng, 3, 2), 3)),
    ]


@function_check(_cases)
def alias(image, kernel, s):
    blurred = conv2d_stride(image, kernel, (1, 1))
    means = [blurred[i::s, j::s].mean() for i in range(s) for j in range(s)]
    return max(means) - min(means)
