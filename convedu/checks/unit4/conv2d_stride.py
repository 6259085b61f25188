"""Unit 4: slide over an image with one stride for each axis."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.convolution import in_terms_of, slide, slide_by_pixel
from convedu.checks.function import function_check
from convedu.checks.unit4._strided import STRIDED, WORDS


def _pictures(rng: np.random.Generator) -> list[Case]:
    ramp = np.arange(1.0, 21.0).reshape(4, 5)
    lopsided = np.array([[0.0, 1.0], [2.0, 0.0]])
    whole = np.arange(35).reshape(5, 7) % 6
    equal, different = "equal strides", "different strides"
    return [
        Case((ramp, lopsided, (2, 2)), equal, public=True),
        Case((ramp, lopsided, (1, 3)), different, public=True),
        Case((dyadic_rationals(rng, 6, 8), dyadic_rationals(rng, 3, 3), (3, 2)), different),
        Case((dyadic_rationals(rng, 9, 9), dyadic_rationals(rng, 3, 3), (2, 2)), equal),
        # One weight, and one window: here most errors of an index that is too large stay away.
        Case((dyadic_rationals(rng, 7, 9), dyadic_rationals(rng, 1, 1), (2, 2)), equal),
        Case((dyadic_rationals(rng, 4, 4), dyadic_rationals(rng, 3, 3), (2, 2)), equal),
        Case((dyadic_rationals(rng, 4, 6), dyadic_rationals(rng, 2, 3), (1, 1)), equal),
        Case((dyadic_rationals(rng, 8, 8), dyadic_rationals(rng, 3, 2), (2, 3)), different),
        Case((dyadic_rationals(rng, 7, 10), dyadic_rationals(rng, 2, 4), (4, 1)), different),
        Case(
            (dyadic_rationals(rng, 9, 8) * 4096 + 0.25, dyadic_rationals(rng, 3, 3), (2, 3)),
            different,
        ),
        Case((whole, dyadic_rationals(rng, 2, 2) + 0.125, (2, 3)), different),
    ]


@function_check(
    _pictures,
    others=(slide, slide_by_pixel),
    more_bugs=STRIDED,
    shared=in_terms_of(__file__, WORDS),
)
def conv2d_stride(image, kernel, stride):
    (H, W), (kH, kW), (sh, sw) = image.shape, kernel.shape, stride
    out = np.zeros(((H - kH) // sh + 1, (W - kW) // sw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            window = image[i * sh : i * sh + kH, j * sw : j * sw + kW]
            out[i, j] = (window * kernel).sum()
    return out
