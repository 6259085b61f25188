"""Unit 5: how often each cell is read."""

import numpy as np

from convedu.checks.cases import Case
from convedu.checks.function import function_check


def _cases(rng: np.random.Generator) -> list[Case]:
    drawn = rng.integers([9, 3, 2], [16, 6, 4], (4, 3)).tolist()
    return [
        Case((6, 3, 0, 1), "no padding", public=True),
        Case((6, 3, 1, 1), "padding", public=True),
        Case((6, 3, 2, 1), "padding", public=True),
        Case((8, 3, 0, 2), "stride", public=True),
        *(Case((n, 4, 0, 1), "no padding") for n in (7, 5)),
        *(Case(numbers, "padding") for numbers in ((7, 4, 1, 1), (9, 5, 2, 1))),
        *(Case(numbers, "stride") for numbers in ((11, 2, 1, 4), (9, 4, 2, 3), (10, 5, 1, 2))),
        *(Case((n, k, k - 2, s), "stride") for n, k, s in drawn),
    ]


@function_check(_cases)
def usage_counts(n, k, p, s):
    """Return for each of n cells how many windows read it."""
    counts = [0] * n
    for window in range((n + 2 * p - k) // s + 1):
        for j in range(k):
            cell = window * s + j - p
            if 0 <= cell < n:
                counts[cell] += 1
    return counts
