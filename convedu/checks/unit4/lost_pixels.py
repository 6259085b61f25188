"""Unit 4: which cells no window reads."""

import numpy as np

from convedu.checks.cases import Case
from convedu.checks.function import function_check


def _cases(rng: np.random.Generator) -> list[Case]:
    end, gaps, padded = "at the end", "between windows", "padding"
    bounds = (20, 30), (2, 5), (5, 8), (1, 3)
    return [
        Case((8, 3, 2, 0), end, public=True),
        Case((7, 3, 2, 0), end, public=True),
        Case((11, 4, 3, 0), end),
        Case((12, 3, 3, 0), end),
        Case((13, 3, 5, 0), gaps, public=True),
        Case((10, 1, 3, 0), gaps),
        Case((8, 3, 2, 1), padded, public=True),
        Case((11, 2, 4, 1), padded),
        Case((9, 3, 4, 2), padded),
        Case((10, 3, 3, 1), padded),  # the last window ends with the padding behind
        Case((12, 2, 5, 1), padded),
        Case((12, 2, 5, 2), padded),
        Case((12, 3, 4, 1), padded),  # a window that hangs over would read the last cell
        *(Case(tuple(int(rng.integers(*each)) for each in bounds), padded) for _ in range(5)),
    ]


@function_check(_cases)
def lost_pixels(n, k, s, p):
    read = set()
    for window in range((n + 2 * p - k) // s + 1):
        for j in range(k):
            read.add(window * s + j - p)
    return [i for i in range(n) if i not in read]
