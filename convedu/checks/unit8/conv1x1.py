"""Unit 8: a 1x1 convolution as a matrix product."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.function import function_check


def _by_channels(x, w):
    out = np.zeros((len(w), *x.shape[1:]))
    for o in range(len(w)):
        for c in range(len(x)):
            out[o] += w[o, c] * x[c]
    return out


def _by_pixels(x, w):
    _, height, width = x.shape
    out = np.zeros((len(w), height, width))
    for i in range(height):
        for j in range(width):
            out[:, i, j] = w @ x[:, i, j]
    return out


def _cases(rng: np.random.Generator) -> list[Case]:
    square, shapes = "as many out as in", "any number of channels"
    pixels = np.arange(1.0, 13.0).reshape(2, 2, 3)
    return [
        Case((pixels, np.array([[1.0, 0.5], [0.0, -1.0]])), square, public=True),
        Case((pixels, np.array([[1.0, 2.0], [0.0, 1.0], [0.5, 0.0]])), shapes, public=True),
        Case((dyadic_rationals(rng, 3, 4, 5), dyadic_rationals(rng, 3, 3)), square),
        Case((rng.integers(0, 9, (3, 2, 4)), dyadic_rationals(rng, 5, 3)), shapes),
        Case((dyadic_rationals(rng, 4, 3, 3), dyadic_rationals(rng, 1, 4)), shapes),
        Case((dyadic_rationals(rng, 1, 3, 2), dyadic_rationals(rng, 2, 1)), shapes),
        Case((dyadic_rationals(rng, 8, 1, 6), dyadic_rationals(rng, 3, 8)), shapes),
        Case((dyadic_rationals(rng, 6, 5, 4) * 4096 + 0.25, dyadic_rationals(rng, 2, 6)), shapes),
    ]


@function_check(_cases, others=(_by_channels, _by_pixels))
def conv1x1(x, w):
    channels, height, width = x.shape
    flat = w @ x.reshape(channels, height * width)
    return flat.reshape(len(w), height, width)
