"""Unit 4: slide over an image with one stride for each axis."""

import numpy as np

from convedu.checks.bank import bank, looping, sliding, transposed, with_arguments, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck
from convedu.checks.unit4 import _strided

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


def _as_it_is(sh, sw):
    return sh, sw


def _strides(*, index=_as_it_is, size=_as_it_is):
    """Return an answer with other strides in the index, or in the size."""

    def answer(image, kernel, stride):
        (high, wide), (sh, sw) = kernel.shape, index(*stride)
        out = np.zeros_like(_conv2d_stride(image, kernel, size(*stride)))
        for i, j in np.ndindex(out.shape):
            out[i, j] = (image[i * sh : i * sh + high, j * sw : j * sw + wide] * kernel).sum()
        return out

    return answer


def _diagonal(image, kernel, stride):
    (high, wide), (sh, sw) = kernel.shape, stride
    out = np.zeros_like(_conv2d_stride(image, kernel, stride))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i * sh : i * sh + high, i * sw : i * sw + wide] * kernel).sum()
    return out


def _swapped(image, kernel):
    return image.shape[::-1], kernel.shape[::-1]


def _kernel_swapped(image, kernel):
    return image.shape, kernel.shape[::-1]


def _square(image, kernel):
    return image.shape, (len(kernel), len(kernel))


def _square_image(image, kernel):
    return (len(image), len(image)), kernel.shape


_right = _conv2d_stride

conv2d_stride = FunctionCheck(
    name="unit4/conv2d_stride",
    reference=_right,
    cases=_pictures,
    shares={"equal strides": 0.25, "different strides": 0.5, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        {**_strided.messages(_WORDS.terms), **_WORDS.bugs},
        {
            "strides-swapped": with_arguments(_right, stride=lambda stride: stride[::-1]),
            "first-stride-for-both": with_arguments(_right, stride=lambda stride: stride[:1] * 2),
            "second-stride-for-both": with_arguments(_right, stride=lambda stride: stride[1:] * 2),
            "rows-only": with_arguments(_right, stride=lambda stride: (stride[0], 1)),
            "rows-twice": lambda image, kernel, stride: _conv2d_stride(image, kernel, (1, 1))[
                :: stride[0]
            ][:: stride[1]],
            "columns-only": with_arguments(_right, stride=lambda stride: (1, stride[1])),
            **_strided.STRIDED,
            "strides-in-index-swapped": _strides(index=lambda sh, sw: (sw, sh)),
            "strides-in-size-swapped": _strides(size=lambda sh, sw: (sw, sh)),
            "stride-in-one-index-only": (
                _strides(index=lambda sh, sw: (sh, 1)),
                _strides(index=lambda sh, sw: (1, sw)),
            ),
            "one-stride-in-both-indices": (
                _strides(index=lambda sh, sw: (sh, sh)),
                _strides(index=lambda sh, sw: (sw, sw)),
            ),
            "height-and-width-swapped": (
                sliding(sides=_swapped),
                looping(sides=_swapped),
            ),
            "kernel-taken-for-square": (
                sliding(sides=_square),
                looping(sides=_square),
            ),
            "image-taken-for-square": (
                sliding(sides=_square_image),
                looping(sides=_square_image),
            ),
            "transposed-kernel": (
                with_arguments(_right, kernel=transposed),
                with_arguments(looping(sides=_kernel_swapped), kernel=transposed),
            ),
            "diagonal": _diagonal,
            "matrix-product": sliding(value=lambda window, kernel: (window @ kernel).sum()),
        },
    ),
)
