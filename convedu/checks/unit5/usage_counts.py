"""Unit 5: how often each cell is read."""

import numpy as np

from convedu.checks.bank import bank, edited, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _cases(rng: np.random.Generator) -> list[Case]:
    drawn = [
        Case((int(n), int(k), int(k) - 2, int(s)), "stride")
        for n, k, s in zip(
            rng.integers(9, 16, 4), rng.integers(3, 6, 4), rng.integers(2, 4, 4), strict=True
        )
    ]
    return [
        Case((6, 3, 0, 1), "no padding", public=True),
        Case((6, 3, 1, 1), "padding", public=True),
        Case((6, 3, 2, 1), "padding", public=True),
        Case((8, 3, 0, 2), "stride", public=True),
        Case((7, 4, 0, 1), "no padding"),
        Case((5, 4, 0, 1), "no padding"),
        Case((7, 4, 1, 1), "padding"),
        Case((9, 5, 2, 1), "padding"),
        Case((11, 2, 1, 4), "stride"),
        Case((9, 4, 2, 3), "stride"),
        *drawn,
    ]


def _usage_counts(n, k, p, s):
    """Return for each of n cells how many windows read it."""
    counts = [0] * n
    for window in range((n + 2 * p - k) // s + 1):
        for j in range(k):
            cell = window * s + j - p
            if 0 <= cell < n:
                counts[cell] += 1
    return counts


usage_counts = FunctionCheck(
    name="unit5/usage_counts",
    reference=_usage_counts,
    cases=_cases,
    shares={"no padding": 0.25, "padding": 0.5, "stride": 0.25},
    hints=_WORDS.hints,
    bugs=bank(_WORDS.bugs, edited(_usage_counts, _WORDS.edits)),
)
