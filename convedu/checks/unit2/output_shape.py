"""Unit 2: what shape a layer gives, and when it refuses."""

import numpy as np

from convedu.checks.cases import Case
from convedu.checks.function import function_check


def _shape_cases(rng: np.random.Generator) -> list[Case]:
    drawn = rng.permutation(np.arange(2, 9))
    channels, filters, high, wide = (int(n) for n in drawn[:4])
    x = (channels, high + 20, wide + 10)
    return [
        Case(((3, 32, 32), (4, 3, 5, 5)), public=True),
        Case(((3, 10, 8), (1, 3, 3, 2)), public=True),
        Case((x, (filters, channels, high, wide))),
        Case(((1, high + 9, wide + 12), (filters, 1, high, wide))),
        Case(((5, 9, 9), (5, 5, 3, 1)), "mismatch"),  # must not be refused: filters = channels
        Case(((3, 32, 32), (4, 1, 5, 5)), "mismatch", True, ValueError),
        Case(((4, 9, 9), (4, 3, 3, 3)), "mismatch", raises=ValueError),
        Case(((2, 9, 9), (4, 3, 3, 3)), "mismatch", raises=ValueError),
        Case((x, (channels, filters, high, wide)), "mismatch", raises=ValueError),
        Case(((2, 9, 9), (3, 4, 3, 3)), "mismatch", raises=ValueError),  # twice as deep
    ]


@function_check(_shape_cases)
def output_shape(in_shape, w_shape):
    """Return (F, H', W') for an input (C, H, W) and filters (F, C, kH, kW)."""
    (C, H, W), (F, depth, kH, kW) = in_shape, w_shape
    if depth != C:
        raise ValueError(f"the filters have {depth} channels, the input has {C}")
    return F, H - kH + 1, W - kW + 1
