"""Unit 1: slide over an image."""

import numpy as np

from convedu import ops
from convedu.checks.bank import (
    bank,
    last,
    looping,
    same_sized,
    sliding,
    transposed,
    with_arguments,
    with_border,
    with_result,
    words,
)
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case
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


def _three(image, kernel):
    return image.shape, (3, 3)


def _filled(*places):
    """Return an answer that fills only some places of its output."""

    def change(right):
        out = np.zeros_like(right)
        out[places] = right[places]
        return out

    return with_result(_correlate2d, change)


def _in_an_image(start):
    """Return an answer that writes into an array as large as the image, ``start(image)``."""

    def answer(image, kernel):
        out = start(image.astype(float))
        small = _correlate2d(image, kernel)
        out[: small.shape[0], : small.shape[1]] = small
        return out

    return answer


def _window_of_swapped_indices(image, kernel):
    kH, kW = kernel.shape
    out = np.zeros((image.shape[0] - kH + 1, image.shape[1] - kW + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[j : j + kH, i : i + kW] * kernel).sum()
    return out


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
        _WORDS.bugs,
        {
            "flipped-kernel": ops.convolve2d,
            "flipped-rows": with_arguments(_right, kernel=np.flipud),
            "flipped-columns": with_arguments(_right, kernel=np.fliplr),
            "transposed-kernel": with_arguments(_right, kernel=transposed),
            "rotated-90": (
                with_arguments(_right, kernel=np.rot90),
                with_arguments(_right, kernel=lambda kernel: np.rot90(kernel, -1)),
            ),
            "transposed-output": with_result(_right, transposed),
            "indices-swapped": _window_of_swapped_indices,
            "matrix-product": sliding(value=lambda window, kernel: (window @ kernel).sum()),
            "window-for-number": sliding(value=lambda window, kernel: window * kernel),
            "returns-early": (_filled(0), _filled(0, 0)),
            "start-forgotten": (
                with_result(_right, lambda y: np.full_like(y, y[0, 0])),
                with_result(_right, lambda y: np.repeat(y[:1], len(y), axis=0)),
                with_result(_right, lambda y: np.repeat(y[:, :1], y.shape[1], axis=1)),
            ),
            "index-backwards": looping(pixel=lambda i, u, s: i - u),
            "end-not-moved": sliding(end=lambda i, k, s: k),
            "last-weights-lost": sliding(
                value=lambda window, kernel: (window[:-1, :-1] * kernel[:-1, :-1]).sum()
            ),
            "sums-multiplied": sliding(value=lambda window, kernel: window.sum() * kernel.sum()),
            "image-transposed": lambda image, kernel: _right(image.T, kernel),
            "weights-forgotten": sliding(value=lambda window, kernel: window.sum()),
            "added-for-multiplied": sliding(value=lambda window, kernel: (window + kernel).sum()),
            "always-three": (sliding(sides=_three), looping(sides=_three)),
            "index-not-moved": looping(pixel=lambda i, u, s: i),
            "kernel-taken-for-square": (
                looping(sides=_square_kernel),
                sliding(sides=_square_kernel),
            ),
            "full-size": with_border(_right, lambda k: (k - 1, k - 1)),
            "full-size/flipped": with_border(ops.convolve2d, lambda k: (k - 1, k - 1)),
            "image-taken-for-square": sliding(
                sides=lambda image, kernel: ((len(image),) * 2, kernel.shape)
            ),
            "image-taken-for-square/kernel-too": sliding(
                sides=lambda image, kernel: ((len(image),) * 2, (len(kernel),) * 2)
            ),
            "height-and-width-swapped": sliding(
                sides=lambda image, kernel: (image.shape[::-1], kernel.shape[::-1])
            ),
            "same-zero": same_sized(_right),
            "same-edge": same_sized(_right, mode="edge"),
            "same-mirrored": same_sized(_right, mode="reflect"),
            "same-wrapped": same_sized(_right, mode="wrap"),
            "zeros-left-over": _in_an_image(np.zeros_like),
            "image-left-over": _in_an_image(np.array),
            "first-outputs-lost": _filled(slice(1, None), slice(1, None)),
            "one-short": (
                with_result(_right, lambda y: y[:-1, :-1]),
                _filled(slice(-1), slice(-1)),
            ),
            "first-row-only": sliding(value=lambda window, kernel: (window[0] * kernel[0]).sum()),
            "mean-for-sum": sliding(value=lambda window, kernel: (window * kernel).mean()),
            "normalised": lambda image, kernel: _right(image, kernel) / (kernel.sum() or 1.0),
            "largest-product": sliding(value=lambda window, kernel: (window * kernel).max()),
            "overwritten": looping(collect=last),
            "sum-never-reset": with_result(_right, lambda y: np.cumsum(y).reshape(y.shape)),
            "windows-side-by-side": lambda image, kernel: _right(image, kernel)[
                :: kernel.shape[0], :: kernel.shape[1]
            ],
            "wrapped": _wrapped,
        },
    ),
)
