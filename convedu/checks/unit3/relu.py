"""Unit 3: make the negative values of an array 0."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.function import function_check


def _cases(rng: np.random.Generator) -> list[Case]:
    row, any_ = "one axis", "any shape"
    return [
        Case((np.array([-1.5, 0.0, 2.0, -0.25, 0.75]),), row, public=True),
        Case((dyadic_rationals(rng, 9),), row),
        Case((np.array([6.5, -8.0, 0.5]),), row),
        Case((np.array([[1.0, -2.0, 3.0], [-4.0, 5.0, -0.5]]),), any_, public=True),
        Case((np.array([[-7.0, 0.25], [2.0, 9.5]]),), any_),
        Case((-np.abs(dyadic_rationals(rng, 2, 2)),), any_),
        Case((dyadic_rationals(rng, 2, 3, 4),), any_),
        Case((dyadic_rationals(rng, 2, 2, 3, 3) * 4096 + 0.25,), any_),
    ]


@function_check(_cases)
def relu(x):
    return np.maximum(x, 0)
