"""Unit 2: colour to grey, as one filter of one pixel."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.function import function_check
from convedu.checks.unit2.conv_multi import conv_multi as layer

conv_multi = layer.reference  # in the exercise it is the learner's


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


@function_check(_gray_cases)
def rgb_to_gray_as_conv(image):
    """Turn an image (3, H, W) into grey, (1, H, W), with one filter of shape (1, 3, 1, 1)."""
    w = np.array([0.299, 0.587, 0.114]).reshape(1, 3, 1, 1)
    return conv_multi(image, w, np.zeros(1))
