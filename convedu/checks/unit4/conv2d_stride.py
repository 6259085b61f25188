"""Unit 4: slide over an image with one stride for each axis."""

import numpy as np

from convedu import ops
from convedu.checks.bank import bank, flipped, sliding, with_arguments, with_result, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case, NoPrediction
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _pictures(rng: np.random.Generator) -> list[Case]:
    ramp = np.arange(1.0, 21.0).reshape(4, 5)
    lopsided = np.array([[0.0, 1.0], [2.0, 0.0]])
    equal, different = "equal strides", "different strides"
    return [
        Case((ramp, lopsided, (2, 2)), equal, public=True),
        Case((ramp, lopsided, (1, 3)), different, public=True),
        Case((dyadic_rationals(rng, 6, 8), dyadic_rationals(rng, 3, 3), (3, 2)), different),
        Case((dyadic_rationals(rng, 9, 9), dyadic_rationals(rng, 3, 3), (2, 2)), equal),
        Case((dyadic_rationals(rng, 8, 8), dyadic_rationals(rng, 3, 2), (2, 3)), different),
        Case((dyadic_rationals(rng, 7, 10), dyadic_rationals(rng, 2, 4), (4, 1)), different),
        Case(
            (dyadic_rationals(rng, 9, 8) * 4096 + 0.25, dyadic_rationals(rng, 3, 3), (2, 3)),
            different,
        ),
        Case(
            (np.arange(35).reshape(5, 7) % 6, dyadic_rationals(rng, 2, 2) + 0.125, (2, 3)),
            different,
        ),
    ]


def _conv2d_stride(image, kernel, stride):
    (H, W), (kH, kW), (sh, sw) = image.shape, kernel.shape, stride
    out = np.zeros(((H - kH) // sh + 1, (W - kW) // sw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            window = image[i * sh : i * sh + kH, j * sw : j * sw + kW]
            out[i, j] = (window * kernel).sum()
    return out


def _of_dense(pick):
    """Return an answer that takes some of the outputs at stride 1."""
    return lambda image, kernel, stride: pick(ops.correlate2d(image, kernel), *stride)


def _hangs_over(image, kernel, stride):
    behind = [(0, k - 1) for k in kernel.shape]
    return ops.correlate2d(np.pad(image, behind), kernel)[:: stride[0], :: stride[1]]


def _input_first(image, kernel, stride):
    small = image[:: stride[0], :: stride[1]]
    if small.shape[0] < kernel.shape[0] or small.shape[1] < kernel.shape[1]:
        raise NoPrediction
    return ops.correlate2d(small, kernel)


def _right_shape(*args):
    return _conv2d_stride(*args).shape


_right = _conv2d_stride

conv2d_stride = FunctionCheck(
    name="unit4/conv2d_stride",
    reference=_right,
    cases=_pictures,
    shares={"equal strides": 0.25, "different strides": 0.5, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "strides-swapped": with_arguments(_right, stride=lambda stride: stride[::-1]),
            "first-stride-for-both": with_arguments(_right, stride=lambda stride: stride[:1] * 2),
            "second-stride-for-both": with_arguments(_right, stride=lambda stride: stride[1:] * 2),
            "rows-only": _of_dense(lambda y, sh, sw: y[::sh]),
            "columns-only": _of_dense(lambda y, sh, sw: y[:, ::sw]),
            "stride-forgotten": _of_dense(lambda y, sh, sw: y),
            "size-but-not-index": sliding(start=lambda i, s: i, end=lambda i, k, s: i + k),
            "zeros-between": sliding(
                place=lambda i, s: i * s, shape=lambda image, kernel, stride: image.shape
            ),
            "pixel-for-number": sliding(place=lambda i, s: i * s, shape=_right_shape),
            "last-window-hangs-over": _hangs_over,
            "one-short": with_result(_right, lambda y: y[:-1, :-1]),
            "kernel-forgotten": sliding(count=lambda n, k, s: n // s),
            "plus-one-inside": sliding(count=lambda n, k, s: (n - k + 1) // s),
            "stride-in-start-only": sliding(end=lambda i, k, s: i + k),
            "matrix-product": sliding(value=lambda window, kernel: (window @ kernel).sum()),
            "window-for-number": sliding(value=lambda window, kernel: window * kernel),
            "kernel-taken-for-square": sliding(
                sides=lambda image, kernel: (image.shape, (len(kernel), len(kernel)))
            ),
            "mean-for-sum": sliding(value=lambda window, kernel: (window * kernel).mean()),
            "last-start-left-out": _of_dense(lambda y, sh, sw: y[:-1, :-1][::sh, ::sw]),
            "input-subsampled-first": _input_first,
            "starts-late": _of_dense(lambda y, sh, sw: y[sh - 1 :: sh, sw - 1 :: sw]),
            "flipped-kernel": with_arguments(_right, kernel=flipped),
        },
    ),
)
