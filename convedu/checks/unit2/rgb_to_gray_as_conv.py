"""Unit 2: colour to grey, as one filter of one pixel."""

import numpy as np

from convedu.checks.bank import bank, with_result, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck
from convedu.checks.unit2.conv_multi import _conv_multi as conv_multi

_WORDS = words(__file__)

LUMA = np.array([0.299, 0.587, 0.114])
"""How bright red, green and blue look (Rec. 601), from the exercise's text."""


def _gray_cases(rng: np.random.Generator) -> list[Case]:
    pure = np.array([[[1.0, 0, 0]], [[0, 1, 0]], [[0, 0, 1]]])  # a red, a green, a blue pixel
    return [
        Case((pure,), public=True),
        Case((np.arange(24.0).reshape(3, 4, 2),), public=True),
        Case((np.abs(dyadic_rationals(rng, 3, 5, 4)),)),
        Case((rng.integers(0, 256, (3, 6, 3)),)),
        Case((rng.integers(0, 256, (3, 4, 5)).astype(np.uint8),)),
        Case((np.abs(dyadic_rationals(rng, 3, 2, 2)) * 64 + 0.25,)),
    ]


def _rgb_to_gray_as_conv(image):
    """Turn an image (3, H, W) into grey, (1, H, W), with one filter of shape (1, 3, 1, 1)."""
    w = np.array([0.299, 0.587, 0.114]).reshape(1, 3, 1, 1)
    return conv_multi(image, w, np.zeros(1))


def _weighted(weights):
    """Return an answer that adds the channels up with these weights, (1, H, W)."""
    return lambda image: np.tensordot(np.asarray(weights), image, 1)[np.newaxis]


def _weighed(image):
    return image * LUMA[:, np.newaxis, np.newaxis]


def _along_the_columns(image):
    return conv_multi(image, LUMA.reshape(1, 1, 1, 3), np.zeros(1))


def _wider_window(image):
    return conv_multi(image, np.ones((1, 3, 3, 3)) * LUMA[:, None, None], np.zeros(1))


_gray = _weighted(LUMA)

rgb_to_gray_as_conv = FunctionCheck(
    name="unit2/rgb_to_gray_as_conv",
    reference=_rgb_to_gray_as_conv,
    cases=_gray_cases,
    shares={"values": 0.75, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "plain-mean": lambda image: image.mean(axis=0, keepdims=True),
            "sum-wraps": lambda image: ((image[0] + image[1] + image[2]) / 3)[np.newaxis],
            "sum-wraps/axis-gone": lambda image: (image[0] + image[1] + image[2]) / 3,
            "mean-without-axis": lambda image: image.mean(axis=0),
            "three-filters": lambda image: _weighed(image.sum(axis=0, dtype=float)),
            "plain-sum": lambda image: image.sum(axis=0, keepdims=True, dtype=float),
            "channels-reversed": _weighted(LUMA[::-1]),
            "plane-axis-dropped": with_result(_gray, lambda out: out[0]),
            "channels-not-added": _weighed,
            "repeated-three-times": with_result(_gray, lambda out: out[[0, 0, 0]]),
            "first-channel-only": lambda image: image[:1].copy(),
            "one-channel-only": (
                lambda image: image[1:2].copy(),
                lambda image: image[2:].copy(),
                lambda image: image[1:2] * LUMA[1],
            ),
            "blue-forgotten": _weighted([*LUMA[:2], 0]),
            "bias-added": with_result(_gray, lambda out: out + 1),
            "root-mean-square": lambda image: np.sqrt(
                (image.astype(float) ** 2).mean(axis=0, keepdims=True)
            ),
            "weighted-red-only": lambda image: image[:1] * LUMA[0],
            "divided-by-three": _weighted(LUMA / 3),
            "brightest-channel": lambda image: image.max(axis=0, keepdims=True),
            "lightness": lambda image: _weighted([0.5, 0.5])(
                np.stack([image.max(axis=0), image.min(axis=0)]).astype(float)
            ),
            "other-weights": _weighted([0.2126, 0.7152, 0.0722]),
            "weights-rounded": tuple(
                map(_weighted, ([0.3, 0.59, 0.11], [0.3, 0.6, 0.1], [0.2989, 0.587, 0.114]))
            ),
            "filter-along-the-columns": _along_the_columns,
            "red-and-green-swapped": _weighted(LUMA[[1, 0, 2]]),
            "green-and-blue-swapped": _weighted(LUMA[[0, 2, 1]]),
            "divided-by-255": _weighted(LUMA / 255),
            "plane-axis-last": with_result(_gray, lambda out: np.moveaxis(out, 0, -1)),
            "wider-window": _wider_window,
            "channel-last": lambda image: sum(LUMA[c] * image[:, :, c] for c in range(3)),
            "channel-last/product": lambda image: image @ LUMA,
        },
    ),
)
