"""Unit 6: how much a convolutional layer has to calculate."""

from math import prod

import numpy as np

from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck
from convedu.layers import Conv2d


def _cases(rng: np.random.Generator) -> list[Case]:
    cin, cout = (2 * int(n) for n in rng.choice(np.arange(2, 12), 2, replace=False))
    high, wide = (int(n) for n in rng.choice(np.arange(13, 30), 2, replace=False))
    return [
        Case(((3, 6, 6), 2, 3, 1, 0, 1), public=True),
        Case(((1, 5, 8), 4, 2, 1, 0, 1), public=True),
        Case(((cin, high, wide), cout, 3, 1, 1, 1)),
        Case(((cin, high, wide), cout, 5, 1, 0, 1)),
        Case(((cin, high, wide), cout, 4, 3, 1, 1), "stride"),
        Case(((cin, high + 1, wide + 2), cout, 3, 4, 2, 1), "stride"),
        Case(((cin, high, wide), cout, 3, 2, 1, 2), "stride"),
        Case(((2, 13, 15), 3, 4, 3, 1, 1), "stride"),  # neither side divides, nor their product
    ]


def _conv_macs(in_shape, cout, k, stride, padding, groups):
    """Count the multiply-adds of a layer with k x k windows on a (C, H, W) input."""
    cin, height, width = in_shape
    rows = (height + 2 * padding - k) // stride + 1
    columns = (width + 2 * padding - k) // stride + 1
    weights = cout * (cin // groups) * k * k
    return weights * rows * columns


def _macs(in_shape, cout, k, stride, padding, groups):
    layer = Conv2d(in_shape[0], cout, k, stride=stride, padding=padding, groups=groups)
    return layer.macs(in_shape)


def _outputs(in_shape, cout, k, stride, padding, groups):
    return int(
        np.prod(Conv2d(1, cout, k, stride=stride, padding=padding).output_shape((1, *in_shape[1:])))
    )


def _at_every_pixel(in_shape, cout, k, stride, padding, groups):
    return Conv2d(in_shape[0], cout, k, groups=groups).weights * in_shape[1] * in_shape[2]


def _square(in_shape, cout, k, stride, padding, groups):
    cin, height, _ = in_shape
    return _macs((cin, height, height), cout, k, stride, padding, groups)


def _with_sides(side):
    """Return an answer with another size formula."""

    def answer(in_shape, cout, k, stride, padding, groups):
        weights = Conv2d(in_shape[0], cout, k, groups=groups).weights
        return weights * prod(side(n, k, stride, padding) for n in in_shape[1:])

    return answer


def _channels_last(in_shape, cout, k, stride, padding, groups):
    rows, columns = ((n + 2 * padding - k) // stride + 1 for n in in_shape[:2])
    return k * k * (in_shape[2] // groups) * cout * rows * columns


_fractions = _with_sides(lambda n, k, stride, padding: (n + 2 * padding - k) / stride + 1)


conv_macs = FunctionCheck(
    name="unit6/conv_macs",
    reference=_conv_macs,
    cases=_cases,
    shares={"values": 0.5, "stride": 0.5},
    bugs=(
        Bug(
            "weights-only",
            "This is the number of weights. Each of them is used once at every position of the "
            "window: multiply by the positions.",
            lambda s, o, k, *rest: Conv2d(s[0], o, k, groups=rest[2]).weights,
        ),
        Bug(
            "at-every-input-pixel",
            "You multiply by the *input*'s height and width. The window stops once for each "
            "*output* pixel.",
            _at_every_pixel,
        ),
        Bug(
            "depth-forgotten",
            "You count the products of one plane only. A filter multiplies in every channel that "
            "it reads.",
            lambda s, o, k, *rest: _outputs(s, o, k, *rest) * k * k,
        ),
        Bug(
            "one-filter",
            "You count one filter. Every one of the `cout` filters slides over the picture.",
            lambda s, o, k, *rest: _macs(s, o, k, *rest) // o,
        ),
        Bug(
            "outputs-counted",
            "This is how many numbers come out. Each of them needs a product for every weight of "
            "its filter.",
            _outputs,
        ),
        Bug(
            "one-plane-of-one-filter",
            "You count one flat window. A filter is as deep as what it reads, and there are "
            "`cout` filters.",
            lambda s, o, k, *rest: _outputs(s, o, k, *rest) // o * k * k,
        ),
        Bug(
            "side-not-squared",
            "You multiply by `k` once. The window has two sides.",
            lambda s, o, k, *rest: _macs(s, o, k, *rest) // k,
        ),
        Bug(
            "flops",
            "You have counted FLOPs, twice as many: a MAC is one multiplication together with its "
            "addition.",
            lambda *args: 2 * _macs(*args),
        ),
        Bug(
            "padding-ignored",
            "You leave the padding out of the output's size.",
            lambda s, o, k, stride, padding, groups: _macs(s, o, k, stride, 0, groups),
        ),
        Bug(
            "padding-once",
            "You add the padding once. There is a border on both sides: `H + 2 * padding - k`.",
            lambda s, o, k, stride, padding, groups: _macs(
                (s[0], s[1] - padding, s[2] - padding), o, k, stride, padding, groups
            ),
        ),
        Bug(
            "taken-for-square",
            "You take the height for both sides. Work out rows and columns one by one.",
            _square,
        ),
        Bug(
            "stride-ignored",
            "You leave the stride out. With stride 2 the window stops at about a quarter of the "
            "places.",
            lambda s, o, k, stride, padding, groups: _macs(s, o, k, 1, padding, groups),
        ),
        Bug(
            "ceiling",
            "You round up where the last step does not fit. The size formula rounds down: `//`.",
            _with_sides(lambda n, k, stride, padding: -(-(n + 2 * padding - k) // stride) + 1),
        ),
        Bug(
            "rounded-to-nearest",
            "You round to the nearest whole number. The size formula rounds down: `//`.",
            _with_sides(lambda n, k, stride, padding: round((n + 2 * padding - k) / stride + 1)),
        ),
        Bug(
            "fractions-to-the-end",
            "You carry fractions along and cut them off at the end. Each side is rounded down "
            "first: `//`.",
            lambda *args: int(_fractions(*args)),
        ),
        Bug(
            "fractions-kept",
            "You carry fractions along where the last step does not fit. The size formula rounds "
            "down: `//`.",
            _fractions,
        ),
        Bug(
            "side-over-stride",
            "You divide the input's side by the stride. The window's size and the padding count, "
            "too: `(H + 2 * padding - k) // stride + 1`.",
            _with_sides(lambda n, k, stride, padding: n // stride),
        ),
        Bug(
            "plus-one-forgotten",
            "You forget the `+ 1` of the size formula: the window also stops at its first place.",
            _with_sides(lambda n, k, stride, padding: (n + 2 * padding - k) // stride),
        ),
        Bug(
            "channels-last",
            "You read the shape as height, width, channels. Here the channels come first.",
            _channels_last,
        ),
        Bug(
            "groups-ignored",
            "You count as if every filter read all channels. With groups it reads `cin // groups`.",
            lambda s, o, k, stride, padding, groups: _macs(s, o, k, stride, padding, 1),
        ),
        Bug(
            "groups-twice",
            "You divide by `groups` for the input and for the output. The filters are split up "
            "too, but all of them are still there.",
            lambda *args: _macs(*args) // args[-1],
        ),
        Bug(
            "biases-counted",
            "You add one for each bias. A bias is an addition without a multiplication, and counts "
            "as no MAC here.",
            lambda s, o, *rest: _macs(s, o, *rest) + _outputs(s, o, *rest),
        ),
    ),
    hints=(
        "How many products does one output value need?",
        "One output value needs `k * k * (cin // groups)` products. How many output values are "
        "there?",
        "Rows: `(H + 2 * padding - k) // stride + 1`, columns likewise. MACs: weights times rows "
        "times columns.",
    ),
)
