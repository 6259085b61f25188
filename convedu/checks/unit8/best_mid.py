"""Unit 8: the widest middle that a budget allows."""

import numpy as np

from convedu.checks.cases import Case
from convedu.checks.function import function_check
from convedu.checks.unit8._bottleneck import WORDS, price


def _cases(rng: np.random.Generator) -> list[Case]:
    exact, between = "a budget met exactly", "a budget in between"
    c, wide = (int(n) for n in rng.integers([20, 200], [60, 400]))
    mid, far = (int(n) for n in rng.integers([3, 40], [10, 120]))
    return [
        Case((8, price(8, 2, 3)), exact, public=True),
        Case((256, 9 * 256 * 256), between, public=True),
        Case((8, price(8, 3, 3) - 1), between),
        Case((64, price(64, 1, 3) - 1), "nothing fits"),
        Case((4, 1000), between),  # wider than c
        Case((16, price(16, 600, 3) + 1), between),  # and wider than the lesson's layers
        Case((8, price(8, 1, 3)), exact),
        Case((64, price(64, 2, 3) - 1), between),
        Case((8, price(8, 3, 3)), exact),
        Case((50, price(50, 211, 3)), exact),
        Case((c, price(c, mid, 3)), exact),
        Case((c, price(c, mid + 1, 3) - 1), between),
        Case((wide, price(wide, far, 3)), exact),
        Case((wide, price(wide, far, 3) + wide), between),
    ]


@function_check(_cases, shared=WORDS)
def best_mid(c, budget):
    k, best = 3, 0
    for mid in range(1, budget + 1):
        if c * mid + k * k * mid * mid + mid * c > budget:
            break
        best = mid
    return best
