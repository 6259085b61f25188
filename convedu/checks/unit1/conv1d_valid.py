"""Unit 1: slide along a signal."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.convolution import CONVOLUTION, in_terms_of
from convedu.checks.function import function_check


def _cases(rng: np.random.Generator) -> list[Case]:
    return [
        Case((np.array([1.0, 2.0, 4.0, 8.0]), np.array([1.0, 0.0, -1.0])), public=True),
        Case((np.array([2, 0, 5, 1, 3]), np.array([0.5, 0.25])), public=True),
        Case((dyadic_rationals(rng, 3), dyadic_rationals(rng, 3))),
        Case((dyadic_rationals(rng, 5), dyadic_rationals(rng, 1))),
        Case((dyadic_rationals(rng, 9), dyadic_rationals(rng, 4))),
        Case((dyadic_rationals(rng, 12) * 4096 + 0.25, dyadic_rationals(rng, 5))),
    ]


@function_check(_cases, more_bugs=CONVOLUTION, shared=in_terms_of(__file__))
def conv1d_valid(x, w):
    size = len(x) - len(w) + 1
    out = np.zeros(size)
    for i in range(size):
        out[i] = (x[i : i + len(w)] * w).sum()
    return out
