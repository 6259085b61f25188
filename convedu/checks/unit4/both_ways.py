"""Unit 4: a stride keeps every s-th output of stride 1."""

import numpy as np

from convedu.checks.cases import Bug, Case, dyadic_rationals
from convedu.checks.function import function_check
from convedu.checks.unit4.conv1d_stride import conv1d_stride as striding

conv1d_stride = striding.reference  # in the exercise it is the learner's


def _signals(rng: np.random.Generator) -> list[Case]:
    return [
        Case((2.0 ** np.arange(8), np.array([1.0, 0.0, -1.0]), 2), public=True),
        Case((dyadic_rationals(rng, 9), dyadic_rationals(rng, 2), 3)),
        Case((dyadic_rationals(rng, 13), dyadic_rationals(rng, 4), 2)),
        Case((dyadic_rationals(rng, 12), dyadic_rationals(rng, 3), 4)),
        Case((np.array([2, 0, 5, 1, 3, 4, 7]), np.array([0.5, 0.25]), 2)),
        # A stride that divides; drawn numbers may make the last output 0.
        Case((dyadic_rationals(rng, 11), dyadic_rationals(rng, 3), 4)),
        Case((1.0 + np.arange(11) ** 2, np.array([1.0, 2.0, 4.0]), 4)),
    ]


def _with(convolution):
    """Return an answer that uses another convolution for both rows."""
    return lambda x, w, s: np.array([convolution(x, w, s), convolution(x, w, 1)[::s]])


# Mistakes in the convolution itself that leave both rows equally long.
_OF_BOTH = {
    "last-window-hangs-over", "same-size", "plus-one-inside", "last-start-left-out",
    "stride-for-kernel", "start-forgotten", "index-not-moved", "overwritten", "sum-never-reset",
    "always-three", "mean-for-sum", "largest-product", "weights-forgotten",
}  # fmt: skip

_INHERITED = [
    Bug(bug.name, bug.message, _with(bug.answer)) for bug in striding.bugs if bug.name in _OF_BOTH
]


@function_check(_signals, inherited=_INHERITED)
def both_ways(x, w, s):
    direct = conv1d_stride(x, w, s)
    dense = conv1d_stride(x, w, 1)
    return np.array([direct, dense[::s]])
