"""Unit 4: how many windows fit."""

import numpy as np

from convedu.checks.cases import Case
from convedu.checks.function import function_check


def _sizes(rng: np.random.Generator) -> list[Case]:
    plain, padded, dilated = "stride", "padding", "dilation"
    bounds = (30, 60), (2, 6), (2, 5), (1, 4), (2, 4)
    return [
        Case((8, 3), plain, public=True),
        Case((8, 3, 2), plain, public=True),
        Case((7, 3, 2), plain, public=True),
        Case((11, 2, 4), plain),
        Case((12, 3, 4), plain),
        Case((10, 3, 4), plain),  # three quarters of a step are left
        Case((9, 1, 3), plain),
        Case((9, 4, 2, 1), padded, public=True),
        Case((13, 4, 2, 3), padded),  # the padding is worth more than one window
        Case((13, 4, 4, 1), padded),
        Case((10, 3, 4, 3), padded),  # cells and padding, each divided by itself, give one less
        Case((10, 3, 1, 0, 2), dilated, public=True),
        Case((16, 3, 4, 1, 3), dilated),
        Case((14, 3, 2, 1, 3), dilated),
        Case((20, 2, 5, 3, 4), dilated),
        Case((10, 2, 4, 3, 2), dilated),
        *(Case(tuple(int(rng.integers(*each)) for each in bounds), dilated) for _ in range(6)),
    ]


@function_check(_sizes)
def out_size(n, k, s=1, p=0, d=1):
    span = d * (k - 1) + 1
    return (n + 2 * p - span) // s + 1
