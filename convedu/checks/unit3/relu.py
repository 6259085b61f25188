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
        Case((np.array([6.5, -8.0, 0.5]),), row),
        Case((np.array([[1.0, -2.0, 3.0], [-4.0, 5.0, -0.5]]),), any_, public=True),
        Case((np.array([[-7.0, 0.25], [2.0, 9.5]]),), any_),
        Case((-np.abs(dyadic_rationals(rng, 2, 2)),), any_),
        Case((dyadic_rationals(rng, 2, 3, 4),), any_),
        Case((dyadic_rationals(rng, 2, 2, 3, 3) * 4096 + 0.25,), any_),
    ]


def _leaky(slope):
    return lambda x: np.where(x > 0, x, slope * x)


def _loop_variable_changed(x):
    for value in x:
        if value < 0:
            value = 0
    return x


def _two_axes(x):
    out = np.zeros_like(x)
    for i, j in np.ndindex(x.shape[0], x.shape[1]):
        out[i, j] = max(x[i, j], 0)
    return out


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
            "positive-cut": (lambda x: np.minimum(x, 0), lambda x: np.abs(np.minimum(x, 0))),
            "array-taken-for-number": lambda x: max(x, 0),
            "one-axis-only": lambda x: np.array([max(value, 0) for value in x]),
            "two-axes-only": (
                _two_axes,
                lambda x: np.array([[max(value, 0) for value in row] for row in x]),
            ),
            "unchanged": (np.copy, _loop_variable_changed),
            "largest-of-all": (
                lambda x: np.max(x, 0),
                lambda x: max(x.max(), 0),
                lambda x: np.full_like(x, max(x.max(), 0)),
            ),
            "step": (lambda x: (x > 0) * 1.0, lambda x: (x >= 0) * 1.0),
            "sign": np.sign,
            "zero-becomes-one": (
                lambda x: np.maximum(x, 1),
                lambda x: np.where(x > 0, x, 1.0),
            ),
            "minus-one-for-zero": (
                lambda x: np.maximum(x, -1),
                lambda x: np.where(x > 0, x, -1.0),
            ),
            "clipped-at-one": lambda x: np.clip(x, 0, 1),
            "clipped-at-six": lambda x: np.clip(x, 0, 6),
            "negatives-removed": (lambda x: x[x > 0], lambda x: x[x >= 0]),
            "flattened": lambda x: np.maximum(x, 0).ravel(),
            "first-only": (
                lambda x: np.where(np.arange(x.size).reshape(x.shape) > 0, x, _relu(x)),
                lambda x: np.where(np.arange(x.size).reshape(x.shape) > 0, 0, _relu(x)),
                lambda x: max(x[0], 0),
            ),
            "added-up": (lambda x: np.maximum(x, 0).sum(), lambda x: np.maximum(x, 0).sum(axis=0)),
            "shifted": lambda x: x - x.min(),
            "scaled": (
                lambda x: np.maximum(x, 0) / np.abs(x).max(),
                lambda x: np.maximum(x, 0) / (x.max() if x.max() > 0 else 1.0),
            ),
            "squared": lambda x: np.maximum(x, 0) ** 2,
            "doubled": lambda x: x + np.abs(x),
            "leaky": tuple(map(_leaky, (0.01, 0.1, 0.001, 0.02, 0.05, 0.2, 0.25, 0.3, 0.5))),
            "all-or-nothing": (
                lambda x: x if x.sum() > 0 else np.zeros_like(x),
                lambda x: x if (x > 0).all() else np.zeros_like(x),
                lambda x: x if (x > 0).any() else np.zeros_like(x),
            ),
            "smooth": lambda x: np.logaddexp(0, x),
            "sigmoid": lambda x: 0.5 * (1 + np.tanh(x / 2)),
            "tanh": np.tanh,
            "elu": lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
            "swish": lambda x: x * 0.5 * (1 + np.tanh(x / 2)),
        },
    ),
)
