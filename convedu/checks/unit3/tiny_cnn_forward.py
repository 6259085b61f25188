"""Unit 3: a whole network, from a picture to its scores."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.function import function_check
from convedu.ops import conv2d  # in the exercise it is given


def _drawn(rng: np.random.Generator, size: tuple, filters: int, classes: int) -> Case:
    channels, height, width = size
    inside = filters * ((height - 2) // 2) * ((width - 2) // 2)
    params = {
        "conv_w": dyadic_rationals(rng, filters, channels, 3, 3),
        "conv_b": dyadic_rationals(rng, filters),
        "dense_w": dyadic_rationals(rng, classes, inside),
        "dense_b": dyadic_rationals(rng, classes),
    }
    # One class votes against every feature, so that a ReLU at the end cannot hide.
    params["dense_w"][0] = -np.abs(params["dense_w"][0])
    return Case((dyadic_rationals(rng, *size), params), "one" if filters == 1 else "several")


def _cases(rng: np.random.Generator) -> list[Case]:
    fixed = np.random.default_rng(3)  # here a ReLU matters, whatever is drawn otherwise
    return [
        # Sides of their own: most mistakes leave another number of features than most others.
        _drawn(fixed, (1, 7, 9), 1, 3),
        _drawn(fixed, (2, 7, 9), 3, 4),
        _drawn(rng, (1, 9, 7), 1, 3),
        _drawn(rng, (1, 8, 6), 1, 4),
        _drawn(rng, (1, 9, 8), 4, 10),
        _drawn(rng, (2, 7, 10), 3, 5),
        _drawn(rng, (3, 9, 11), 2, 10),
    ]


@function_check(_cases)
def tiny_cnn_forward(x, params):
    maps = np.maximum(conv2d(x, params["conv_w"], params["conv_b"]), 0)
    windows = np.lib.stride_tricks.sliding_window_view(maps, (2, 2), axis=(1, 2))[:, ::2, ::2]
    features = windows.max(axis=(3, 4)).ravel()
    return params["dense_w"] @ features + params["dense_b"]
