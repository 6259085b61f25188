"""Unit 7: how many numbers reach the first dense layer."""

import numpy as np

from convedu import alexnet
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck
from convedu.layers import summary

CHANNELS = alexnet.CHANNELS[-1]


def _cases(rng: np.random.Generator) -> list[Case]:
    sizes = [int(n) for n in rng.choice(np.arange(195, 290), 3, replace=False)]
    return [
        Case((227, 0, True), public=True),
        Case((224, 0, True), public=True),
        Case((231, 1, True)),
        Case((sizes[0], 3, True)),
        Case((227, 0, False), "pool5"),
        Case((224, 2, False), "pool5"),
        Case((sizes[1], 2, True), "pool5"),
        Case((sizes[2], 1, False), "pool5"),
        Case((227, 20, False), "pool5"),  # tells one padding, two and none apart
    ]


def _dense1_inputs(input, pad1, pool5):
    """Return how many numbers the first dense layer reads."""
    side = (input + 2 * pad1 - 11) // 4 + 1
    for _ in range(3 if pool5 else 2):
        side = (side - 3) // 2 + 1
    return 256 * side * side


def _side(input, pad1, pool5):
    body = alexnet.features(pad1=pad1, pool5=pool5)
    return summary(body, (3, input, input)).rows[-1].output_shape[-1]


def _sides(input, pad1, pools, size=lambda n, k, s: (n - k) // s + 1):
    side = size(input + 2 * pad1, 11, 4)
    for _ in range(pools):
        side = size(side, 3, 2)
    return CHANNELS * side * side


def _fractions(input, pad1, pool5):
    return _sides(input, pad1, _pools(pool5), lambda n, k, s: (n - k) / s + 1)


def _unpadded(n, p, pool5):
    side = (n + 2 * p - 11) // 4 + 1
    for window in (5, 7):  # a 5x5 takes 4 off, three 3x3 together 6
        side = (side - 3) // 2 + 1 - (window - 1)
    return CHANNELS * ((side - 3) // 2 + 1 if pool5 else side) ** 2


def _pools(pool5):
    return 3 if pool5 else 2


dense1_inputs = FunctionCheck(
    name="unit7/dense1_inputs",
    reference=_dense1_inputs,
    cases=_cases,
    shares={"values": 0.5, "pool5": 0.5},
    bugs=(
        Bug(
            "pool5-forgotten",
            "You leave out the last pooling even where `pool5` is True. It makes the maps smaller "
            "once more: the mistake behind 177 million weights.",
            lambda n, p, pool5: _sides(n, p, 2),
        ),
        Bug(
            "pool5-always",
            "You pool a third time even where `pool5` is False.",
            lambda n, p, pool5: _sides(n, p, 3),
        ),
        Bug(
            "pool5-reversed",
            "You pool a third time exactly where `pool5` is False.",
            lambda n, p, pool5: _sides(n, p, _pools(not pool5)),
        ),
        Bug(
            "one-map",
            "You count one feature map. There are 256 of them.",
            lambda n, p, pool5: _side(n, p, pool5) ** 2,
        ),
        Bug(
            "side-not-squared",
            "You multiply by the side once. A map has rows and columns.",
            lambda n, p, pool5: CHANNELS * _side(n, p, pool5),
        ),
        Bug(
            "channels-only",
            "You count the channels. Each of the 256 maps brings all its pixels.",
            lambda n, p, pool5: CHANNELS,
        ),
        Bug(
            "side-only",
            "This is the side of the last maps. How many numbers are on them, and how many maps?",
            _side,
        ),
        Bug(
            "one-gpu",
            "You count the maps of one GPU. The dense layers read those of both: 256.",
            lambda n, p, pool5: CHANNELS // 2 * _side(n, p, pool5) ** 2,
        ),
        Bug(
            "pad1-ignored",
            "You leave `pad1` out.",
            lambda n, p, pool5: _sides(n, 0, _pools(pool5)),
        ),
        Bug(
            "pad1-once",
            "You add the padding once. It stands on both sides: `input + 2 * pad1`.",
            lambda n, p, pool5: _sides(n - p, p, _pools(pool5)),
        ),
        Bug(
            "rounded-up",
            "You round sizes up. The size formula rounds down: `//`.",
            lambda n, p, pool5: _sides(n, p, _pools(pool5), lambda n, k, s: -(-(n - k) // s) + 1),
        ),
        Bug(
            "conv1-rounded-up",
            "You round the first convolution's size up. The size formula rounds down: `//`.",
            lambda n, p, pool5: _sides(
                n,
                p,
                _pools(pool5),
                lambda n, k, s: ((n - k) // s if s == 2 else -(-(n - k) // s)) + 1,
            ),
        ),
        Bug(
            "size-shrinks",
            "Your convolutions after the first have no padding. They are padded so that height "
            "and width stay.",
            _unpadded,
        ),
        Bug(
            "fractions-kept",
            "You carry fractions along. Each size is rounded down before the next layer: `//`.",
            _fractions,
        ),
        Bug(
            "fractions-to-the-end",
            "You carry fractions along and round once at the end. Each size is rounded down before "
            "the next layer: `//`.",
            lambda n, p, pool5: int(_fractions(n, p, pool5)),
        ),
        Bug(
            "pool-halves",
            "You halve the side in a pooling. A window of 3 that moves by 2 stops at "
            "`(side - 3) // 2 + 1` places: one fewer where the side is even.",
            lambda n, p, pool5: _sides(
                n, p, _pools(pool5), lambda n, k, s: (n - k) // s + 1 if s == 4 else n // 2
            ),
        ),
        Bug(
            "pool-stride-3",
            "Your pooling windows lie side by side. They are 3 wide and move by 2.",
            lambda n, p, pool5: _sides(
                n, p, _pools(pool5), lambda n, k, s: (n - k) // s + 1 if s == 4 else n // 3
            ),
        ),
        Bug(
            "one-pooling-missing",
            "You have one pooling too few. There are two before the fifth convolution, and the "
            "last one if `pool5`.",
            lambda n, p, pool5: _sides(n, p, _pools(pool5) - 1),
        ),
        Bug(
            "always-the-original",
            "You return the original's numbers. Let the size follow from `input` and `pad1`.",
            lambda n, p, pool5: _sides(227, 0, _pools(pool5)),
        ),
        Bug(
            "weights-counted",
            "These are the layer's weights. Asked for is how many numbers it *reads*.",
            lambda n, p, pool5: _sides(n, p, _pools(pool5)) * alexnet.HIDDEN,
        ),
        Bug(
            "stride-forgotten",
            "You leave out the stride of the first convolution. Its windows move by 4.",
            lambda n, p, pool5: _sides(
                n, p, _pools(pool5), lambda n, k, s: (n - k) // (1 if s == 4 else s) + 1
            ),
        ),
        Bug(
            "plus-one-forgotten",
            "You forget the `+ 1` of the size formula: the window also stops at its first place.",
            lambda n, p, pool5: _sides(n, p, _pools(pool5), lambda n, k, s: (n - k) // s),
        ),
    ),
    hints=(
        "Follow the side of the maps: 227, 55, then each pooling about halves it.",
        "Only the first convolution and the pooling layers change the side. Two poolings come "
        "before the fifth convolution, the third after it.",
        "`side = (input + 2 * pad1 - 11) // 4 + 1`; each pooling makes it `(side - 3) // 2 + 1`. "
        "How many numbers are on 256 maps of that side?",
    ),
)
