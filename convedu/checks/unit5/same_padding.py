"""Unit 5: how much padding keeps the size."""

import numpy as np

from convedu.checks.cases import Case
from convedu.checks.function import function_check


def _cases(rng: np.random.Generator) -> list[Case]:
    symmetric = [(9, 5, 2), (16, 7, 3), (10, 1, 4), (8, 3, 2)]  # of the last SAME has one less
    # The third tells rounding up from rounding to the nearest.
    tensorflow = [(9, 7, 2), (10, 1, 3), (10, 5, 3), (12, 2, 4), (11, 6, 4)]
    drawn = rng.integers([20, 2, 1], [60, 8, 5], (6, 3)).tolist()
    return [
        Case((8, 3, 1, "symmetric"), "symmetric", public=True),
        Case((8, 3, 1, "tensorflow"), "tensorflow", public=True),
        Case((8, 3, 2, "tensorflow"), "tensorflow", public=True),
        Case((8, 4, 1, "tensorflow"), "tensorflow", public=True),
        Case((8, 4, 1, "symmetric"), "even kernels", public=True, raises=ValueError),
        *(Case((*numbers, "symmetric"), "symmetric") for numbers in symmetric),
        Case((9, 2, 3, "symmetric"), "even kernels", raises=ValueError),
        *(Case((*numbers, "tensorflow"), "tensorflow") for numbers in (*tensorflow, *drawn)),
    ]


@function_check(_cases)
def same_padding(n, k, s, style):
    """Return the padding (before, after) of n cells."""
    if style == "symmetric":
        if k % 2 == 0:
            raise ValueError("no symmetric padding keeps the size with an even k")
        half = (k - 1) // 2
        return half, half
    windows = -(-n // s)
    total = max((windows - 1) * s + k - n, 0)
    before = total // 2
    return before, total - before
