"""Unit 6: how much a convolutional layer has to calculate."""

import numpy as np

from convedu.checks import counting
from convedu.checks.cases import Case
from convedu.checks.function import function_check


def _cases(rng: np.random.Generator) -> list[Case]:
    cin, cout = (2 * int(n) for n in rng.choice(np.arange(2, 12), 2, replace=False))
    high, wide = (int(n) for n in rng.choice(np.arange(13, 30), 2, replace=False))
    return [
        Case(((3, 6, 6), 2, 3, 1, 0, 1), public=True),
        Case(((1, 5, 8), 4, 2, 1, 0, 1), public=True),
        Case(((cin, high, wide), cout, 3, 1, 1, 1)),
        Case(((cin, high, wide), cout, 5, 1, 0, 1)),
        Case(((cin, high, wide), cout, 4, 3, 1, 1), "stride"),
        Case(((cin, high + 1, wide + 2), cout, 3, 4, 2, 1), "stride"),
        Case(((cin, high, wide), cout, 3, 2, 1, 2), "stride"),
        Case(((2, 13, 15), 3, 4, 3, 1, 1), "stride"),  # neither side divides, nor their product
        Case(((8, 13, 16), 6, 3, 3, 1, 2), "stride"),  # both sides divide
    ]


@function_check(_cases, shared=counting.WORDS)
def conv_macs(in_shape, cout, k, stride, padding, groups):
    """Count the multiply-adds of a layer with k x k windows on a (C, H, W) input."""
    cin, height, width = in_shape
    rows = (height + 2 * padding - k) // stride + 1
    columns = (width + 2 * padding - k) // stride + 1
    weights = cout * (cin // groups) * k * k
    return weights * rows * columns
