"""Unit 3: two linear layers are one."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.function import function_check


def _cases(rng: np.random.Generator) -> list[Case]:
    square, shapes = "square kernels", "any shape"
    return [
        Case((np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([[1.0, 0.0], [3.0, -1.0]])), square,
             public=True),
        Case((np.array([[1.0, 1.0]]), np.array([[1.0, 2.0, 4.0]])), shapes, public=True),
        Case((dyadic_rationals(rng, 3, 3), dyadic_rationals(rng, 3, 3)), square),
        Case((dyadic_rationals(rng, 2, 2), dyadic_rationals(rng, 3, 3)), square),
        Case((dyadic_rationals(rng, 5, 5), dyadic_rationals(rng, 3, 3)), square),
        Case((dyadic_rationals(rng, 2, 3), dyadic_rationals(rng, 4, 1)), shapes),
        Case((dyadic_rationals(rng, 3, 1), dyadic_rationals(rng, 2, 2)), shapes),
        Case((dyadic_rationals(rng, 1, 4), dyadic_rationals(rng, 3, 2)), shapes),
        Case((np.array([[1, 2], [3, 5]]), np.array([[0.5, 0.25], [-0.75, 0.5]])), square),
        Case((dyadic_rationals(rng, 3, 2) * 4096 + 0.25, dyadic_rationals(rng, 2, 2)), shapes),
    ]  # fmt: skip


@function_check(_cases)
def compose_kernels(k1, k2):
    (H1, W1), (H2, W2) = k1.shape, k2.shape
    out = np.zeros((H1 + H2 - 1, W1 + W2 - 1))
    for i in range(H2):
        for j in range(W2):
            out[i : i + H1, j : j + W1] += k2[i, j] * k1
    return out
