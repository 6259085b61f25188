"""Unit 8: what a bottleneck costs."""

import numpy as np

from convedu.checks.bank import bank, edited, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck
from convedu.checks.unit8._bottleneck import WORDS

_WORDS = words(__file__, WORDS)


def _bottleneck_params(c, mid, k):
    return c * mid + k * k * mid * mid + mid * c


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


bottleneck_params = FunctionCheck(
    name="unit8/bottleneck_params",
    reference=_bottleneck_params,
    cases=_cases,
    shares={"values": 1.0},
    hints=_WORDS.hints,
    bugs=bank(_WORDS.bugs, edited(_bottleneck_params, WORDS.edits | _WORDS.edits), WORDS),
)
