"""Unit 3: make the negative values of an array 0."""

import numpy as np

from convedu.checks.bank import bank, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _relu(x):
    return np.maximum(x, 0)


def _cases(rng: np.random.Generator) -> list[Case]:
    row, any_ = "one axis", "any shape"
    return [
        Case((np.array([-1.5, 0.0, 2.0, -0.25, 0.75]),), row, public=True),
        Case((dyadic_rationals(rng, 9),), row),
        Case((np.array([[1.0, -2.0, 3.0], [-4.0, 5.0, -0.5]]),), any_, public=True),
        Case((-np.abs(dyadic_rationals(rng, 2, 2)),), any_),
        Case((dyadic_rationals(rng, 2, 3, 4),), any_),
        Case((dyadic_rationals(rng, 2, 2, 3, 3) * 4096 + 0.25,), any_),
    ]


def _leaky(slope):
    return lambda x: np.where(x > 0, x, slope * x)


relu = FunctionCheck(
    name="unit3/relu",
    reference=_relu,
    cases=_cases,
    shares={"one axis": 0.25, "any shape": 0.5, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "absolute-value": np.abs,
            "positive-cut": lambda x: np.minimum(x, 0),
            "array-taken-for-number": lambda x: max(x, 0),
            "one-axis-only": lambda x: np.array([max(value, 0) for value in x]),
            "largest-of-all": lambda x: np.max(x, 0),
            "step": lambda x: (x > 0) * 1.0,
            "clipped-at-one": lambda x: np.clip(x, 0, 1),
            "negatives-removed": lambda x: x[x > 0],
            "shifted": lambda x: x - x.min(),
            "leaky": (_leaky(0.01), _leaky(0.1)),
            "all-or-nothing": lambda x: x if x.sum() > 0 else np.zeros_like(x),
            "smooth": lambda x: np.logaddexp(0, x),
            "sigmoid": lambda x: 0.5 * (1 + np.tanh(x / 2)),
        },
    ),
)
