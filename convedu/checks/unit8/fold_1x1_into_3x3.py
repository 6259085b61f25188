"""Unit 8: two linear layers become one."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.function import function_check


def _in_loops(w3, b3, w1, b1):
    weight = np.zeros((len(w1), *w3.shape[1:]))
    bias = b1.copy()
    for o in range(len(w1)):
        for m in range(len(w3)):
            weight[o] += w1[o, m] * w3[m]
            bias[o] += w1[o, m] * b3[m]
    return weight, bias


def _layers(rng: np.random.Generator, inside: int, middle: int, out: int) -> tuple:
    return (
        dyadic_rationals(rng, middle, inside, 3, 3),
        dyadic_rationals(rng, middle),
        dyadic_rationals(rng, out, middle),
        dyadic_rationals(rng, out),
    )


def _cases(rng: np.random.Generator) -> list[Case]:
    ramp = np.arange(1.0, 19.0).reshape(2, 1, 3, 3)
    mixing = np.array([[1.0, -1.0], [0.5, 2.0]])
    small = ramp, np.array([1.0, 2.0]), mixing, np.array([0.25, 0.0])
    always = np.random.default_rng(1)
    same, any_ = "equal widths", "any widths"
    return [
        Case(small, same, public=True),
        Case(_layers(rng, 2, 2, 2), same),
        Case(_layers(rng, 3, 3, 3), same),
        Case(_layers(rng, 2, 3, 4), any_),
        Case(_layers(rng, 3, 4, 1), any_),
        Case(_layers(rng, 1, 2, 5), any_),
        # Whatever the seed: here the 3x3 has negative biases too.
        Case(_layers(always, 3, 3, 3), same),
        Case(_layers(always, 2, 3, 2), any_),
    ]


@function_check(_cases, others=(_in_loops,))
def fold_1x1_into_3x3(w3, b3, w1, b1):
    weight = np.einsum("om,mcij->ocij", w1, w3)
    bias = w1 @ b3 + b1
    return weight, bias
