"""Unit 8: what a bottleneck costs."""

import numpy as np

from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


def _bottleneck_params(c, mid, k):
    return c * mid + k * k * mid * mid + mid * c


def _cases(rng: np.random.Generator) -> list[Case]:
    draws = rng.integers([5, 2, 2], [200, 60, 8], (4, 3)).tolist()
    return [
        Case((256, 64, 3), public=True),
        Case((4, 2, 1), public=True),
        Case((64, 64, 3)),
        *(Case(tuple(draw)) for draw in draws),
    ]


bottleneck_params = FunctionCheck(
    name="unit8/bottleneck_params",
    reference=_bottleneck_params,
    cases=_cases,
    shares={"values": 1.0},
    bugs=(
        Bug(
            "way-back-forgotten",
            "The last layer is missing: a 1x1 leads back from `mid` to `c` channels, and it costs "
            "as much as the first.",
            lambda c, mid, k: c * mid + k * k * mid * mid,
        ),
        Bug(
            "middle-only",
            "You count the layer in the middle only. The two 1x1 layers are cheap, not free.",
            lambda c, mid, k: k * k * mid * mid,
        ),
        Bug(
            "k-not-squared",
            "A window has k times k places, and each has its weights. You count k of them.",
            lambda c, mid, k: 2 * c * mid + k * mid * mid,
        ),
        Bug(
            "always-3x3",
            "Your middle layer is always a 3x3. Its window is `k` times `k`.",
            lambda c, mid, k: 2 * c * mid + 9 * mid * mid,
        ),
        Bug(
            "middle-reads-all",
            "Your middle layer reads all `c` channels. By then only `mid` of them are left: that "
            "is the point of the first 1x1.",
            lambda c, mid, k: 2 * c * mid + k * k * c * mid,
        ),
        Bug(
            "one-kernel-a-channel",
            "Your middle layer has one kernel for each channel. Each of its `mid` filters has a "
            "kernel for each of the `mid` channels.",
            lambda c, mid, k: 2 * c * mid + k * k * mid,
        ),
        Bug(
            "every-layer-k",
            "You give all three layers a k x k window. The first and the last are 1x1.",
            lambda c, mid, k: k * k * (2 * c * mid + mid * mid),
        ),
        Bug(
            "one-1x1-is-k",
            "One of your outer layers has a k x k window. Both are 1x1: only the middle layer "
            "looks at neighbours.",
            lambda c, mid, k: c * mid + k * k * (mid * mid + mid * c),
        ),
        Bug(
            "direct",
            "This is the layer without a bottleneck, from `c` to `c` channels at once.",
            lambda c, mid, k: k * k * c * c,
        ),
        Bug(
            "biases-counted",
            "You count the biases as well: one for each output channel of the three layers. Here "
            "only weights are asked for.",
            lambda c, mid, k: 2 * c * mid + k * k * mid * mid + 2 * mid + c,
        ),
        Bug(
            "channels-added",
            "For the 1x1 layers you add the channels. Each output has a weight for each input: "
            "multiply.",
            lambda c, mid, k: 2 * (c + mid) + k * k * mid * mid,
        ),
        Bug(
            "direct-to-c",
            "Your middle layer already writes `c` channels. It stays narrow, `mid` in and `mid` "
            "out; the last 1x1 widens.",
            lambda c, mid, k: c * mid + k * k * mid * c,
        ),
    ),
    hints=(
        "Three layers: 1x1 from `c` to `mid`, k x k from `mid` to `mid`, 1x1 from `mid` to `c`.",
        "Each layer has k * k * inputs * outputs weights, with k = 1 for the first and the last.",
        "The first has `c * mid` weights, the one in the middle `k * k` times as many as a 1x1 "
        "from `mid` to `mid`. Add the way back.",
    ),
)
