"""Unit 8: what a bottleneck costs."""

import numpy as np

from convedu.checks.bank import bank, with_arguments, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


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
    bugs=bank(
        _WORDS.bugs,
        {
            "way-back-forgotten": lambda c, mid, k: c * mid + k * k * mid * mid,
            "middle-only": lambda c, mid, k: k * k * mid * mid,
            "k-not-squared": lambda c, mid, k: 2 * c * mid + k * mid * mid,
            "always-3x3": with_arguments(_bottleneck_params, k=lambda k: 3),
            "middle-reads-all": lambda c, mid, k: 2 * c * mid + k * k * c * mid,
            "one-kernel-a-channel": lambda c, mid, k: 2 * c * mid + k * k * mid,
            "every-layer-k": lambda c, mid, k: k * k * (2 * c * mid + mid * mid),
            "one-1x1-is-k": lambda c, mid, k: c * mid + k * k * (mid * mid + mid * c),
            "direct": lambda c, mid, k: k * k * c * c,
            "biases-counted": (
                lambda c, mid, k: _bottleneck_params(c, mid, k) + 2 * mid + c,
                lambda c, mid, k: _bottleneck_params(c, mid, k) + 3 * mid,
                lambda c, mid, k: _bottleneck_params(c, mid, k) + mid,
                lambda c, mid, k: _bottleneck_params(c, mid, k) + c,
                lambda c, mid, k: _bottleneck_params(c, mid, k) + 3,
            ),
            "channels-added": (
                lambda c, mid, k: 2 * (c + mid) + k * k * mid * mid,
                lambda c, mid, k: 2 * (c + mid) + k * k * 2 * mid,
                lambda c, mid, k: 2 * c * mid + k * k * 2 * mid,
            ),
            "not-added-up": lambda c, mid, k: (c * mid, k * k * mid * mid, mid * c),
            "window-forgotten": with_arguments(_bottleneck_params, k=lambda k: 1),
            "side-doubled": lambda c, mid, k: 2 * c * mid + 2 * k * mid * mid,
            "outer-only": lambda c, mid, k: 2 * c * mid,
            "first-only": lambda c, mid, k: c * mid,
            "middle-wide": lambda c, mid, k: 2 * c * mid + k * k * c * c,
            "last-from-c": (
                lambda c, mid, k: c * mid + k * k * mid * mid + c * c,
                lambda c, mid, k: c * c + k * k * mid * mid + c * mid,
                lambda c, mid, k: c * c + k * k * mid * mid + c * c,
            ),
            "multiplied": lambda c, mid, k: c * mid * k * k * mid * mid * mid * c,
            "ratio-returned": (
                lambda c, mid, k: k * k * c * c / _bottleneck_params(c, mid, k),
                lambda c, mid, k: _bottleneck_params(c, mid, k) / (k * k * c * c),
            ),
            "direct-to-c": lambda c, mid, k: c * mid + k * k * mid * c,
        },
    ),
)
