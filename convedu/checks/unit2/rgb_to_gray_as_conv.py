"""Unit 2: colour to grey, as one filter of one pixel."""

import numpy as np

from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck
from convedu.checks.unit2.conv_multi import _conv_multi as conv_multi

LUMA = np.array([0.299, 0.587, 0.114])
"""How bright red, green and blue look (Rec. 601), from the exercise's text."""


def _gray_cases(rng: np.random.Generator) -> list[Case]:
    pure = np.array([[[1.0, 0, 0]], [[0, 1, 0]], [[0, 0, 1]]])  # a red, a green, a blue pixel
    return [
        Case((pure,), public=True),
        Case((np.arange(24.0).reshape(3, 4, 2),), public=True),
        Case((dyadic_rationals(rng, 3, 5, 4),)),
        Case((rng.integers(0, 256, (3, 6, 3)),)),
        Case((rng.integers(0, 256, (3, 4, 5)).astype(np.uint8),)),
        Case((dyadic_rationals(rng, 3, 2, 2) * 4096 + 0.25,)),
    ]


def _rgb_to_gray_as_conv(image):
    """Turn an image (3, H, W) into grey, (1, H, W), with one filter of shape (1, 3, 1, 1)."""
    w = np.array([0.299, 0.587, 0.114]).reshape(1, 3, 1, 1)
    return conv_multi(image, w, np.zeros(1))


def _weighted(image, weights):
    return np.tensordot(np.asarray(weights), image, 1)[np.newaxis]


def _gray(image):
    return _weighted(image, LUMA)


def _in_place(image):
    result = _gray(image)
    image[:] = (image * LUMA[:, np.newaxis, np.newaxis]).astype(image.dtype)
    return result


rgb_to_gray_as_conv = FunctionCheck(
    name="unit2/rgb_to_gray_as_conv",
    reference=_rgb_to_gray_as_conv,
    cases=_gray_cases,
    shares={"values": 0.75, "side_effects_and_type": 0.25},
    bugs=(
        Bug(
            "plain-mean",
            "You take the plain mean of the channels. Eyes see green brighter than blue: use the "
            "three weights of the task.",
            lambda image: image.mean(axis=0, keepdims=True),
        ),
        Bug(
            "sum-wraps",
            "You add the channels up as they are and divide by 3. That is the plain mean, and the "
            "sum of uint8 values wraps round above 255. Use the three weights of the task: times a "
            "fraction, a pixel becomes a float.",
            lambda image: ((image[0] + image[1] + image[2]) / 3)[np.newaxis],
        ),
        Bug(
            "sum-wraps",
            "You add the channels up as they are and divide by 3. That is the plain mean, the sum "
            "of uint8 values wraps round above 255, and the axis of the one feature map is "
            "missing. Use the three weights of the task.",
            lambda image: (image[0] + image[1] + image[2]) / 3,
        ),
        Bug(
            "mean-without-axis",
            "You take the plain mean of the channels, and their axis is gone. Use the three "
            "weights of the task; one filter gives one feature map, (1, H, W).",
            lambda image: image.mean(axis=0),
        ),
        Bug(
            "three-filters",
            "You made three filters of depth 1, (3, 1, 1, 1). One filter that reads three channels "
            "has the shape (1, 3, 1, 1).",
            lambda image: image.sum(axis=0, dtype=float) * LUMA[:, np.newaxis, np.newaxis],
        ),
        Bug(
            "plain-sum",
            "You add the channels up without weights. The filter has one weight for each.",
            lambda image: image.sum(axis=0, keepdims=True, dtype=float),
        ),
        Bug(
            "channels-reversed",
            "Your weights meet the channels in reverse order: plane 0 is red and gets 0.299.",
            lambda image: _weighted(image, LUMA[::-1]),
        ),
        Bug(
            "plane-axis-dropped",
            "The values are there, but the shape is (H, W). One filter gives one feature map, "
            "and the layer's output keeps its axis: (1, H, W).",
            lambda image: _gray(image)[0],
        ),
        Bug(
            "channels-not-added",
            "You weigh the three planes but do not add them up. One filter gives one plane.",
            lambda image: image * LUMA[:, np.newaxis, np.newaxis],
        ),
        Bug(
            "repeated-three-times",
            "You return the grey plane three times. One filter gives one plane.",
            lambda image: _gray(image)[[0, 0, 0]],
        ),
        Bug(
            "first-channel-only",
            "This is the red plane alone. The filter reads all three.",
            lambda image: image[:1].copy(),
        ),
        Bug(
            "weighted-red-only",
            "Only the red plane enters the sum. A filter is as deep as the image: three kernels "
            "of one weight.",
            lambda image: image[:1] * LUMA[0],
        ),
        Bug(
            "divided-by-three",
            "You divide by three as well. The weights already add up to 1.",
            lambda image: _gray(image) / 3,
        ),
        Bug(
            "brightest-channel",
            "You keep the largest of the three values. Weigh them and add them up.",
            lambda image: image.max(axis=0, keepdims=True),
        ),
        Bug(
            "other-weights",
            "These are the weights of another standard (Rec. 709, for screens). The task names "
            "0.299, 0.587 and 0.114.",
            lambda image: _weighted(image, [0.2126, 0.7152, 0.0722]),
        ),
        Bug(
            "integers",
            "Your output holds whole numbers only, so the fractions are cut off. Calculate with "
            "floats.",
            lambda image: _gray(image).astype(int),
        ),
        Bug(
            "integers-kept",
            "For an image of whole numbers your output holds whole numbers too, so fractions are "
            "cut off. Leave it as the floats that come out.",
            lambda image: _gray(image).astype(image.dtype),
        ),
        Bug(
            "channel-last",
            "You take the colour from the last axis, `image[:, :, 0]`. Here the image is "
            "(3, H, W): red is `image[0]`.",
            lambda image: sum(LUMA[c] * image[:, :, c] for c in range(3)),
        ),
        Bug(
            "channel-last",
            "You multiply along the last axis, as for a channel-last picture. Here the image is "
            "(3, H, W): the channel comes first.",
            lambda image: image @ LUMA,
        ),
        Bug(
            "input-changed",
            "The values are right, but your function writes into `image`, which belongs to its "
            "caller.",
            _in_place,
        ),
    ),
    hints=(
        "Which shape has one filter that reads three channels and only one pixel?",
        "`(F, C, kH, kW)` is `(1, 3, 1, 1)`: three weights, `reshape` gives them that shape.",
        "`conv_multi(image, w, np.zeros(1))` with `w = np.array([0.299, 0.587, 0.114])"
        ".reshape(1, 3, 1, 1)`.",
    ),
)
