"""Unit 3: negative values become zero."""

import numpy as np

from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


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


def _in_place(x):
    x[x < 0] = 0
    return x


def _all_or_nothing(x):
    return x if x.sum() > 0 else np.zeros_like(x)


relu = FunctionCheck(
    name="unit3/relu",
    reference=_relu,
    cases=_cases,
    shares={"one axis": 0.25, "any shape": 0.5, "side_effects_and_type": 0.25},
    bugs=(
        Bug(
            "absolute-value",
            "You flip the sign of negative values. A ReLU cuts them off: they become 0.",
            np.abs,
        ),
        Bug(
            "positive-cut",
            "You keep the negative values and cut off the positive. It is the other way round.",
            lambda x: np.minimum(x, 0),
        ),
        Bug(
            "array-taken-for-number",
            "`if x > 0` and `max(x, 0)` ask one question of a whole array. Compare element by "
            "element: NumPy has a function for it.",
            lambda x: max(x, 0),
        ),
        Bug(
            "one-axis-only",
            "Your loop goes along one axis. In an array of two axes each `x[i]` is a whole row: "
            "let NumPy compare all elements at once.",
            lambda x: np.array([max(value, 0) for value in x]),
        ),
        Bug(
            "largest-of-all",
            "`np.max(x, 0)` looks for the largest value along axis 0, and the array shrinks. "
            "Compare each value with 0 by itself.",
            lambda x: np.max(x, 0),
        ),
        Bug(
            "step",
            "You return whether a value is positive, as 0 or 1. A ReLU lets positive values "
            "through as they are.",
            lambda x: (x > 0) * 1.0,
        ),
        Bug(
            "clipped-at-one",
            "You cut off at 1 too. A ReLU has no upper limit.",
            lambda x: np.clip(x, 0, 1),
        ),
        Bug(
            "negatives-removed",
            "You leave the negative values out, so the array becomes shorter. Each keeps its place "
            "and becomes 0.",
            lambda x: x[x > 0],
        ),
        Bug(
            "shifted",
            "You subtract the smallest value, which moves all; a ReLU touches negatives only.",
            lambda x: x - x.min(),
        ),
        Bug(
            "leaky",
            "You let a little of the negative values through. That exists, as the leaky ReLU; the "
            "plain one gives 0.",
            lambda x: np.where(x > 0, x, 0.01 * x),
        ),
        Bug(
            "leaky",
            "You let a little of the negative values through. That exists, as the leaky ReLU; the "
            "plain one gives 0.",
            lambda x: np.where(x > 0, x, 0.1 * x),
        ),
        Bug(
            "all-or-nothing",
            "You decide once for the whole array. A ReLU looks at each value by itself.",
            _all_or_nothing,
        ),
        Bug(
            "smooth",
            "This is the softplus, log(1 + exp(x)), a smooth relative. A ReLU has a corner at 0.",
            lambda x: np.logaddexp(0, x),
        ),
        Bug(
            "sigmoid",
            "This is the sigmoid, which squeezes everything between 0 and 1. A ReLU leaves "
            "positive values as they are.",
            lambda x: 0.5 * (1 + np.tanh(x / 2)),
        ),
        Bug(
            "integers",
            "Your result holds whole numbers only, so fractions are cut off.",
            lambda x: np.maximum(x, 0).astype(int),
        ),
        Bug(
            "input-changed",
            "The values are right, but your function writes into `x`, which belongs to its caller. "
            "Make a new array.",
            _in_place,
        ),
    ),
    hints=(
        "What is the larger one of the value and 0?",
        "NumPy has a function that takes the larger of two, element by element.",
        "`np.maximum(x, 0)`; `np.max(x, 0)` is something else.",
    ),
)
