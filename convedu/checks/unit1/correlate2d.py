"""Unit 1: slide over an image."""

import numpy as np

from convedu.checks.bank import (
    bank,
    flipped,
    looping,
    sliding,
    transposed,
    with_arguments,
    with_border,
    with_result,
    words,
)
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case
from convedu.checks.convolution import CONVOLUTION, filled, messages
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _correlate2d(image, kernel):
    (H, W), (kH, kW) = image.shape, kernel.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out[i, j] = (image[i : i + kH, j : j + kW] * kernel).sum()
    return out


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


def _square_kernel(image, kernel):
    return image.shape, (len(kernel),) * 2


def _window_of_swapped_indices(image, kernel):
    kH, kW = kernel.shape
    out = np.zeros((image.shape[0] - kH + 1, image.shape[1] - kW + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[j : j + kH, i : i + kW] * kernel).sum()
    return out


def _of_columns_first(image, kernel):
    loop = looping(sides=lambda image, kernel: (image.shape, kernel.shape[::-1]))
    return loop(image, kernel)


def _wrapped(image, kernel):
    return sum(np.roll(image, (-u, -v), (0, 1)) * kernel[u, v] for u, v in np.ndindex(kernel.shape))


_right = _correlate2d

correlate2d = FunctionCheck(
    name="unit1/correlate2d",
    reference=_correlate2d,
    cases=pictures,
    shares={"square kernels": 0.25, "any shape": 0.5, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        {**messages(_WORDS.terms), **_WORDS.bugs},
        {
            "flipped-rows": with_arguments(_right, kernel=np.flipud),
            "flipped-columns": with_arguments(_right, kernel=np.fliplr),
            "transposed-kernel": (
                with_arguments(_right, kernel=transposed),
                lambda image, kernel: _of_columns_first(image, kernel.T),
            ),
            "rotated-90": (
                with_arguments(_right, kernel=np.rot90),
                with_arguments(_right, kernel=lambda kernel: np.rot90(kernel, -1)),
            ),
            "transposed-output": with_result(_right, transposed),
            "indices-swapped": _window_of_swapped_indices,
            "matrix-product": tuple(
                sliding(value=value)
                for value in (
                    lambda window, kernel: (window @ kernel).sum(),
                    lambda window, kernel: (window @ kernel.T).sum(),
                    lambda window, kernel: (kernel @ window).sum(),
                )
            ),
            "image-transposed": lambda image, kernel: _right(image.T, kernel),
            "kernel-taken-for-square": (
                looping(sides=_square_kernel),
                sliding(sides=_square_kernel),
                sliding(size=lambda kernel: (len(kernel),) * 2),
                sliding(size=lambda kernel: (kernel.shape[1],) * 2),
            ),
            "image-taken-for-square": sliding(
                sides=lambda image, kernel: ((len(image),) * 2, kernel.shape)
            ),
            "image-taken-for-square/kernel-too": sliding(
                sides=lambda image, kernel: ((len(image),) * 2, (len(kernel),) * 2)
            ),
            "height-and-width-swapped": sliding(
                sides=lambda image, kernel: (image.shape[::-1], kernel.shape[::-1])
            ),
            "first-row-only": sliding(value=lambda window, kernel: (window[0] * kernel[0]).sum()),
            "wrapped": _wrapped,
            "full-size/flipped": with_border(
                with_arguments(_right, kernel=flipped), lambda k: (k - 1, k - 1)
            ),
            **CONVOLUTION,
            "returns-early": (with_result(_right, filled(0)), with_result(_right, filled(0, 0))),
        },
    ),
)
