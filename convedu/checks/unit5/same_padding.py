"""Unit 5: how much padding keeps the size."""

import numpy as np

from convedu.checks.bank import bank, edited, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _cases(rng: np.random.Generator) -> list[Case]:
    drawn = [
        Case((int(n), int(k), int(s), "tensorflow"), "tensorflow")
        for n, k, s in zip(
            rng.integers(20, 60, 6), rng.integers(2, 8, 6), rng.integers(1, 5, 6), strict=True
        )
    ]
    return [
        Case((8, 3, 1, "symmetric"), "symmetric", public=True),
        Case((8, 3, 1, "tensorflow"), "tensorflow", public=True),
        Case((8, 3, 2, "tensorflow"), "tensorflow", public=True),
        Case((8, 4, 1, "tensorflow"), "tensorflow", public=True),
        Case((8, 4, 1, "symmetric"), "even kernels", public=True, raises=ValueError),
        Case((9, 5, 2, "symmetric"), "symmetric"),
        Case((16, 7, 3, "symmetric"), "symmetric"),
        Case((10, 1, 4, "symmetric"), "symmetric"),
        Case((8, 3, 2, "symmetric"), "symmetric"),  # TensorFlow has one pixel less here
        Case((9, 2, 3, "symmetric"), "even kernels", raises=ValueError),
        Case((9, 7, 2, "tensorflow"), "tensorflow"),
        Case((10, 1, 3, "tensorflow"), "tensorflow"),
        Case((12, 2, 4, "tensorflow"), "tensorflow"),
        Case((11, 6, 4, "tensorflow"), "tensorflow"),
        *drawn,
    ]


def _same_padding(n, k, s, style):
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


same_padding = FunctionCheck(
    name="unit5/same_padding",
    reference=_same_padding,
    cases=_cases,
    shares={"symmetric": 0.25, "tensorflow": 0.5, "even kernels": 0.25},
    hints=_WORDS.hints,
    bugs=bank(_WORDS.bugs, edited(_same_padding, _WORDS.edits)),
)
