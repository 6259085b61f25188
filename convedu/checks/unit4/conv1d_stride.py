"""Unit 4: slide along a signal in steps of s."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.convolution import in_terms_of
from convedu.checks.function import function_check
from convedu.checks.unit4._strided import STRIDED, WORDS


def _signals(rng: np.random.Generator) -> list[Case]:
    """Draw signals, kernels and strides, most of which do not divide."""
    powers = 2.0 ** np.arange(8)
    lopsided = np.array([0.75, -1.25, 0.25])  # a sum of 0 or 1 hides that one divides by it
    return [
        Case((powers, np.array([1.0, 0.0, -1.0]), 2), "steps", public=True),
        Case((np.array([2, 0, 5, 1, 3, 4]), np.array([0.5, 0.25]), 3), "steps", public=True),
        Case((np.array([1.0, 3.0, -2.0, 0.5, 4.0]), lopsided, 1), "stride 1"),
        Case((dyadic_rationals(rng, 7), dyadic_rationals(rng, 3), 1), "stride 1"),
        # One weight, and one window: here most errors of an index that is too large stay away.
        Case((dyadic_rationals(rng, 9), dyadic_rationals(rng, 1), 2), "steps"),
        Case((dyadic_rationals(rng, 4), dyadic_rationals(rng, 3), 2), "steps"),
        Case((dyadic_rationals(rng, 9), dyadic_rationals(rng, 2), 2), "steps"),
        Case((dyadic_rationals(rng, 12), dyadic_rationals(rng, 4), 3), "steps"),
        Case((dyadic_rationals(rng, 10), dyadic_rationals(rng, 3), 5), "steps"),
        Case((dyadic_rationals(rng, 11) * 4096 + 0.25, dyadic_rationals(rng, 5), 2), "steps"),
        # An even kernel, and a stride that divides: half a kernel at each end is one too many here.
        Case((dyadic_rationals(rng, 8), dyadic_rationals(rng, 4), 2), "steps"),
    ]


@function_check(_signals, more_bugs=STRIDED, shared=in_terms_of(__file__, WORDS))
def conv1d_stride(x, w, s):
    size = (len(x) - len(w)) // s + 1
    out = np.zeros(size)
    for i in range(size):
        out[i] = (x[i * s : i * s + len(w)] * w).sum()
    return out
