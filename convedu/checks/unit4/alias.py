"""Unit 4, stretch: blur before the stride, and measure the alias."""

import numpy as np

from convedu import ops
from convedu.checks.bank import (
    bank,
    flipped,
    same_sized,
    with_arguments,
    with_border,
    with_result,
    words,
)
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _cases(rng: np.random.Generator) -> list[Case]:
    stripes = np.tile([0.0, 1.0], (6, 4))
    tent = np.outer([1, 2, 1], [1, 2, 1]) / 16
    return [
        Case((stripes, np.ones((1, 1)), 2), public=True),
        Case((stripes, tent, 2), public=True),
        Case((np.tile([0.0, 0.0, 1.0], (7, 4)), np.array([[1.0, 2.0]]) / 3, 3)),
        # Nine starts with means of their own, and a kernel that does not add up to 1.
        Case((np.arange(72.0).reshape(9, 8) * 3 % 19, np.full((1, 1), 2.0), 3)),
        Case((dyadic_rationals(rng, 8, 9), dyadic_rationals(rng, 2, 3), 2)),
        Case((dyadic_rationals(rng, 11, 10), dyadic_rationals(rng, 3, 2), 3)),
    ]


def _alias(image, kernel, s):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    blurred = (windows * kernel).sum(axis=(2, 3))
    means = [blurred[i::s, j::s].mean() for i in range(s) for j in range(s)]
    return max(means) - min(means)


def _each_start(keep):
    """Return pictures: `keep(blurred, i, j, s)` for each of the s * s starts."""
    return lambda blurred, s: [keep(blurred, i, j, s) for i in range(s) for j in range(s)]


_subsampled = _each_start(lambda blurred, i, j, s: blurred[i::s, j::s])


def _range(values):
    return max(values) - min(values)


def _comparing(
    *,
    blur=ops.correlate2d,
    pictures=_subsampled,
    refilter=lambda picture, kernel: picture,
    measure=np.mean,
    spread=_range,
):
    """Return an answer in which one step differs: what is blurred, kept, measured, compared.

    `refilter` is what happens to a picture once it is subsampled.
    """

    def answer(image, kernel, s):
        kept = pictures(blur(image, kernel), s)
        return spread([measure(refilter(picture, kernel)) for picture in kept])

    return answer


def _unblurred(image, kernel):
    return image


def _kernel_sides(image, kernel, s):
    return kernel.shape


_right = _alias

alias = FunctionCheck(
    name="unit4/alias",
    reference=_right,
    cases=_cases,
    shares={"values": 0.75, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "not-blurred": _comparing(blur=_unblurred),
            "blurred-after": _comparing(blur=_unblurred, refilter=ops.correlate2d),
            "all-means": _comparing(spread=list),
            "diagonal-starts": _comparing(
                pictures=lambda blurred, s: [blurred[i::s, i::s] for i in range(s)]
            ),
            "rows-subsampled-only": _comparing(
                pictures=lambda blurred, s: [blurred[i::s] for i in range(s)]
            ),
            "columns-subsampled-only": _comparing(
                pictures=lambda blurred, s: [blurred[:, i::s] for i in range(s)]
            ),
            "corner-for-steps": _comparing(
                pictures=_each_start(lambda blurred, i, j, s: blurred[i:s, j:s])
            ),
            "corner-for-steps/moved": _comparing(
                pictures=_each_start(lambda blurred, i, j, s: blurred[i : i + s, j : j + s])
            ),
            "one-start-too-many": _comparing(
                pictures=lambda blurred, s: [
                    blurred[i::s, j::s] for i in range(s + 1) for j in range(s + 1)
                ]
            ),
            "blurred-with-stride": lambda image, kernel, s: _range(
                [part.mean() for part in _subsampled(ops.correlate2d(image, kernel)[::s, ::s], s)]
            ),
            "kernel-normalised": (
                with_arguments(_right, kernel=lambda k: k / (k.sum() or 1.0)),
                with_arguments(_right, kernel=lambda k: k / k.size),
            ),
            "first-minus-last": (
                _comparing(spread=lambda means: means[0] - means[-1]),
                _comparing(spread=lambda means: means[-1] - means[0]),
                _comparing(spread=lambda means: abs(means[-1] - means[0])),
            ),
            "sum-for-mean": _comparing(measure=np.sum),
            "largest-pixel-for-mean": _comparing(measure=np.max),
            "median-for-mean": _comparing(measure=np.median),
            "two-starts": _comparing(
                pictures=lambda blurred, s: [blurred[i::s, j::s] for i in (0, 1) for j in (0, 1)]
            ),
            "step-forgotten": _comparing(
                pictures=_each_start(lambda blurred, i, j, s: blurred[i:, j:])
            ),
            "step-of-two": _comparing(
                pictures=_each_start(lambda blurred, i, j, s: blurred[i::2, j::2])
            ),
            "last-start-left-out": _comparing(
                pictures=lambda blurred, s: [
                    blurred[i::s, j::s] for i in range(s - 1) for j in range(s - 1)
                ]
            ),
            "first-start-left-out": _comparing(
                pictures=lambda blurred, s: [
                    blurred[i::s, j::s] for i in range(1, s) for j in range(1, s)
                ]
            ),
            "rows-and-columns-apart": _comparing(
                pictures=lambda blurred, s: [
                    part for i in range(s) for part in (blurred[i::s], blurred[:, i::s])
                ]
            ),
            "starts-from-one": _comparing(
                pictures=_each_start(lambda blurred, i, j, s: blurred[i + 1 :: s, j + 1 :: s])
            ),
            "blocks-for-starts": _comparing(
                pictures=_each_start(
                    lambda blurred, i, j, s: blurred[i * s : i * s + s, j * s : j * s + s]
                )
            ),
            "one-picture": (
                _comparing(pictures=lambda blurred, s: [blurred[::s, ::s]], spread=np.ravel),
                _comparing(pictures=lambda blurred, s: [blurred[::s, ::s]]),
                _comparing(pictures=lambda blurred, s: [*blurred[::s, ::s].ravel()]),
            ),
            "same-size": same_sized(_right, sides=_kernel_sides),
            "full-size": with_border(_right, lambda k: (k - 1, k - 1), sides=_kernel_sides),
            "flipped-kernel": with_arguments(_right, kernel=flipped),
            "smallest-minus-largest": with_result(_right, lambda difference: -difference),
            "rows-only": _comparing(
                pictures=lambda blurred, s: [blurred[i::s, ::s] for i in range(s)]
            ),
            "columns-only": _comparing(
                pictures=lambda blurred, s: [blurred[::s, i::s] for i in range(s)]
            ),
            "standard-deviation": (
                _comparing(spread=np.std),
                _comparing(spread=lambda means: np.std(means, ddof=1)),
            ),
            "variance": _comparing(spread=np.var),
            "largest-only": _comparing(spread=max),
            "smallest-only": _comparing(spread=min),
            "mean-of-means": _comparing(spread=np.mean),
            "both-not-subtracted": (
                _comparing(spread=lambda means: (max(means), min(means))),
                _comparing(spread=lambda means: (min(means), max(means))),
            ),
            "range-of-pixels": (
                lambda image, kernel, s: np.ptp(ops.correlate2d(image, kernel)),
                lambda image, kernel, s: np.ptp(image),
            ),
        },
    ),
)
