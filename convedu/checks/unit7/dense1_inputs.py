"""Unit 7: how many numbers reach the first dense layer."""

import numpy as np

from convedu.checks import counting
from convedu.checks.cases import Case
from convedu.checks.function import function_check


def _cases(rng: np.random.Generator) -> list[Case]:
    one, two, three = (int(n) for n in rng.choice(np.arange(195, 290), 3, replace=False))
    # Whatever the seed: these tell apart all that can go wrong, in each share.
    pooled = [(231, 1), (254, 20), (216, 5), (199, 20), (210, 5), (255, 0), (220, 3), (one, 3)]
    again = [(254, 5), (196, 1), (214, 5), (199, 20), (215, 5), (220, 3), (two, 2)]
    unpooled = [(227, 0), (224, 2), (227, 20), (239, 0), (245, 0), (three, 1)]
    return [
        Case((227, 0, True), public=True),
        Case((224, 0, True), public=True),
        *(Case((*numbers, True)) for numbers in pooled),
        *(Case((*numbers, False), "pool5") for numbers in unpooled),
        *(Case((*numbers, True), "pool5") for numbers in again),
    ]


@function_check(_cases, shared=counting.WORDS)
def dense1_inputs(input, pad1, pool5):
    """Return how many numbers the first dense layer reads."""
    side = (input + 2 * pad1 - 11) // 4 + 1
    side = (side - 3) // 2 + 1
    side = (side - 3) // 2 + 1
    if pool5:
        side = (side - 3) // 2 + 1
    return 256 * side * side
