"""Unit 7: what a convolution would cost if it did not share its weights."""

import numpy as np

from convedu.checks import counting
from convedu.checks.cases import Case
from convedu.checks.function import function_check


def _cases(rng: np.random.Generator) -> list[Case]:
    deep, filters = (int(n) for n in rng.choice(np.arange(2, 12), 2, replace=False))
    high, wide = (int(n) for n in rng.choice(np.arange(13, 30), 2, replace=False))
    return [
        Case(((1, 4, 4), 2, 3, 1, False), public=True),
        Case(((3, 6, 8), 5, 2, 2, True), public=True),
        Case(((deep, high, wide), filters, 3, 1, True)),
        Case(((deep, high, wide), filters, 4, 3, False), "stride"),
        Case(((deep, high + 1, wide + 1), filters, 5, 4, True), "stride"),
        # 2.67 and 3.67 places: down, not nearest, and a fraction in the end too.
        Case(((2, 9, 12), 2, 4, 3, True), "stride"),
        Case(((2, 11, 14), 3, 4, 3, False), "stride"),  # 3.33 and 4.33: not up either
        Case(((3, 227, 227), 96, 11, 4, True), "stride"),
    ]


@function_check(_cases, shared=counting.WORDS)
def locally_connected_params(in_shape, cout, k, stride, bias):
    """Count the parameters of a layer whose filters differ from place to place."""
    cin, height, width = in_shape
    rows = (height - k) // stride + 1
    columns = (width - k) // stride + 1
    return rows * columns * (cout * cin * k * k + cout * bias)
