"""Unit 6: a dense layer between two shapes, which is also the dense twin of a convolution."""

from math import prod

import numpy as np

from convedu.checks import counting
from convedu.checks.cases import Case
from convedu.checks.function import function_check


def _cases(rng: np.random.Generator) -> list[Case]:
    c, h, w = (int(n) for n in rng.choice(np.arange(2, 12), 3, replace=False))
    f, up, across = (int(n) for n in rng.choice(np.arange(2, 12), 3, replace=False))
    n = int(rng.integers(20, 60))
    return [
        Case(((6,), (4,), False), public=True),
        Case(((2, 3, 4), (5,), True), public=True),
        Case(((n,), (c,), True)),
        Case(((c, h, w), (n,), True)),
        Case(((c, h, w), (f, up, across), True), "maps"),
        Case(((c, h, w), (f, up, across), False), "maps"),
        Case(((c, h), (f, up), True), "maps"),
    ]


@function_check(_cases, shared=counting.WORDS)
def dense_params(in_shape, out_shape, bias):
    """Count the weights and biases that connect every input with every output."""
    inputs, outputs = prod(in_shape), prod(out_shape)
    return inputs * outputs + outputs * bias
