"""Unit 4, stretch: blur before the stride, and measure the alias."""

import numpy as np

from convedu import ops
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


def _cases(rng: np.random.Generator) -> list[Case]:
    stripes = np.tile([0.0, 1.0], (6, 4))
    tent = np.outer([1, 2, 1], [1, 2, 1]) / 16
    return [
        Case((stripes, np.ones((1, 1)), 2), public=True),
        Case((stripes, tent, 2), public=True),
        Case((np.tile([0.0, 0.0, 1.0], (7, 4)), np.array([[1.0, 2.0]]) / 3, 3)),
        Case((dyadic_rationals(rng, 8, 9), dyadic_rationals(rng, 2, 3), 2)),
        Case((dyadic_rationals(rng, 11, 10), dyadic_rationals(rng, 3, 2), 3)),
    ]


def _alias(image, kernel, s):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    blurred = (windows * kernel).sum(axis=(2, 3))
    means = [blurred[i::s, j::s].mean() for i in range(s) for j in range(s)]
    return max(means) - min(means)


def _every_start(picture, s):
    return [picture[i::s, j::s] for i in range(s) for j in range(s)]


def _means(image, kernel, s):
    return [part.mean() for part in _every_start(ops.correlate2d(image, kernel), s)]


def _spread(image, s):
    means = [part.mean() for part in _every_start(image, s)]
    return max(means) - min(means)


def _blur_after(image, kernel, s):
    means = []
    for i in range(s):
        for j in range(s):
            small = image[i::s, j::s]
            if small.shape[0] < kernel.shape[0] or small.shape[1] < kernel.shape[1]:
                raise ValueError
            means.append(ops.correlate2d(small, kernel).mean())
    return max(means) - min(means)


def _of_each(pictures, measure=np.mean):
    """Return an answer: by how much a measure of `pictures(blurred, s)` differs."""

    def answer(image, kernel, s):
        values = [measure(picture) for picture in pictures(ops.correlate2d(image, kernel), s)]
        return max(values) - min(values)

    return answer


alias = FunctionCheck(
    name="unit4/alias",
    reference=_alias,
    cases=_cases,
    shares={"values": 1.0},
    bugs=(
        Bug(
            "not-blurred",
            "The kernel does not enter. Slide it over the image first, at stride 1.",
            lambda image, kernel, s: _spread(image, s),
        ),
        Bug(
            "blurred-after",
            "You subsample first and blur then. What the stride has mixed up no blur can undo: "
            "blur first.",
            _blur_after,
        ),
        Bug(
            "all-means",
            "You return the mean of each start. Wanted is one number: the largest minus the "
            "smallest.",
            _means,
        ),
        Bug(
            "diagonal-starts",
            "You move the start down and right together. There are s starts in each direction, "
            "s · s in all.",
            _of_each(lambda blurred, s: [blurred[i::s, i::s] for i in range(s)]),
        ),
        Bug(
            "rows-subsampled-only",
            "You keep every s-th row, but all columns. The stride goes both ways: "
            "`blurred[i::s, j::s]`, with s starts for each.",
            _of_each(lambda blurred, s: [blurred[i::s] for i in range(s)]),
        ),
        Bug(
            "columns-subsampled-only",
            "You keep every s-th column, but all rows. The stride goes both ways: "
            "`blurred[i::s, j::s]`, with s starts for each.",
            _of_each(lambda blurred, s: [blurred[:, i::s] for i in range(s)]),
        ),
        Bug(
            "corner-for-steps",
            "`[i:s, j:s]` keeps what lies between i and s: a small corner. With two colons, "
            "`[i::s, j::s]`, it is every s-th one from i on.",
            _of_each(lambda blurred, s: [blurred[i:s, j:s] for i in range(s) for j in range(s)]),
        ),
        Bug(
            "sum-for-mean",
            "You compare sums. The pictures that the starts leave need not be equally large: take "
            "the mean of each.",
            _of_each(_every_start, np.sum),
        ),
        Bug(
            "largest-pixel-for-mean",
            "You compare the brightest pixels. Compare the means of the pictures.",
            _of_each(_every_start, np.max),
        ),
        Bug(
            "two-starts",
            "You try the starts 0 and 1 whatever the stride is. A stride of s has s starts each "
            "way.",
            _of_each(lambda blurred, s: [blurred[i::s, j::s] for i in (0, 1) for j in (0, 1)]),
        ),
        Bug(
            "flipped-kernel",
            "You slide the kernel rotated by 180 degrees. Here it stays as it is.",
            lambda image, kernel, s: _alias(image, kernel[::-1, ::-1], s),
        ),
        Bug(
            "smallest-minus-largest",
            "The sign is wrong: take the smallest mean away from the largest.",
            lambda image, kernel, s: -_alias(image, kernel, s),
        ),
        Bug(
            "rows-only",
            "Your starts differ in their row only.",
            _of_each(lambda blurred, s: [blurred[i::s, ::s] for i in range(s)]),
        ),
        Bug(
            "columns-only",
            "Your starts differ in their column only.",
            _of_each(lambda blurred, s: [blurred[::s, i::s] for i in range(s)]),
        ),
        Bug(
            "standard-deviation",
            "You return the standard deviation of the means. Wanted is the largest minus the "
            "smallest.",
            lambda image, kernel, s: np.std(_means(image, kernel, s)),
        ),
        Bug(
            "largest-only",
            "You return the largest mean. How far is it from the smallest?",
            lambda image, kernel, s: max(_means(image, kernel, s)),
        ),
        Bug(
            "range-of-pixels",
            "You compare pixels. Compare the *means* of the pictures that the different starts "
            "leave.",
            lambda image, kernel, s: np.ptp(ops.correlate2d(image, kernel)),
        ),
    ),
    hints=(
        "Slide the kernel first, at stride 1. A stride of s keeps every s-th of these outputs, and "
        "where it starts is an accident: there are s · s possibilities.",
        "If `blurred` are the outputs at stride 1, `blurred[i::s, j::s]` is kept when the start is "
        "at row i, column j.",
        "Take the mean of each of them, then `max(means) - min(means)`.",
    ),
)
