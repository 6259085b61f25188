"""Unit 8: what a bottleneck costs."""

import numpy as np

from convedu.checks.cases import Case
from convedu.checks.function import function_check
from convedu.checks.unit8._bottleneck import WORDS


def _cases(rng: np.random.Generator) -> list[Case]:
    draws = rng.integers([5, 2, 2], [200, 60, 8], (4, 3)).tolist()
    return [
        Case((256, 64, 3), public=True),
        Case((4, 2, 1), public=True),
        Case((64, 64, 3)),
        Case((30, 7, 5)),  # whatever the seed: these tell apart all that can go wrong
        Case((11, 24, 2)),
        *(Case(tuple(draw)) for draw in draws),
    ]


@function_check(_cases, shared=WORDS)
def bottleneck_params(c, mid, k):
    return c * mid + k * k * mid * mid + mid * c
