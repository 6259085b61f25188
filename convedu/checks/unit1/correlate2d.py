"""Unit 1: slide over an image."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.convolution import CONVOLUTION, in_terms_of
from convedu.checks.function import function_check


def pictures(rng: np.random.Generator) -> list[Case]:
    """Draw images and kernels, none of them symmetric, some of them not square."""
    square, shapes = "square kernels", "any shape"
    ramp = np.arange(1.0, 10.0).reshape(3, 3)
    return [
        Case((ramp, np.array([[0.0, 1.0], [2.0, 0.0]])), square, public=True),
        Case((ramp, np.array([[1.0, -1.0]])), shapes, public=True),
        Case((dyadic_rationals(rng, 4, 5), dyadic_rationals(rng, 2, 2)), square),
        Case((dyadic_rationals(rng, 3, 3), dyadic_rationals(rng, 3, 3)), square),
        Case((dyadic_rationals(rng, 6, 8), dyadic_rationals(rng, 3, 3)), square),
        Case((dyadic_rationals(rng, 7, 4), dyadic_rationals(rng, 3, 2)), shapes),
        Case((dyadic_rationals(rng, 5, 7), dyadic_rationals(rng, 1, 4)), shapes),
        Case((dyadic_rationals(rng, 6, 6) * 4096 + 0.25, dyadic_rationals(rng, 3, 3)), square),
        Case((np.arange(12).reshape(3, 4) % 5, dyadic_rationals(rng, 2, 3) + 0.125), shapes),
    ]


@function_check(pictures, more_bugs=CONVOLUTION, shared=in_terms_of(__file__))
def correlate2d(image, kernel):
    (H, W), (kH, kW) = image.shape, kernel.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out[i, j] = (image[i : i + kH, j : j + kW] * kernel).sum()
    return out
