"""Unit 7: what a convolution would cost if it did not share its weights."""

from math import prod

import numpy as np

from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck
from convedu.layers import Conv2d


def _cases(rng: np.random.Generator) -> list[Case]:
    deep, filters = (int(n) for n in rng.choice(np.arange(2, 12), 2, replace=False))
    high, wide = (int(n) for n in rng.choice(np.arange(13, 30), 2, replace=False))
    return [
        Case(((1, 4, 4), 2, 3, 1, False), public=True),
        Case(((3, 6, 8), 5, 2, 2, True), public=True),
        Case(((deep, high, wide), filters, 3, 1, True)),
        Case(((deep, high, wide), filters, 4, 3, False), "stride"),
        Case(((deep, high + 1, wide + 1), filters, 5, 4, True), "stride"),
        Case(((2, 9, 12), 3, 4, 3, True), "stride"),  # 2.67 and 3.67 places: down, not nearest
        Case(((3, 227, 227), 96, 11, 4, True), "stride"),
    ]


def _locally_connected_params(in_shape, cout, k, stride, bias):
    """Count the parameters of a layer whose filters differ from place to place."""
    cin, height, width = in_shape
    rows, columns = (height - k) // stride + 1, (width - k) // stride + 1
    return rows * columns * cout * (k * k * cin + bias)


def _places(in_shape, k, stride):
    return prod(Conv2d(1, 1, k, stride=stride).output_shape((1, *in_shape[1:])))


def _count(each, places=_places):
    """Return an answer: places times what `each` counts at one place."""

    def answer(in_shape, cout, k, stride, bias):
        return places(in_shape, k, stride) * each(in_shape[0], cout, k, bias)

    return answer


def _right(cin, cout, k, bias):
    return cout * (k * k * cin + bias)


def _rounded_up(in_shape, k, stride):
    return prod(-(-(n - k) // stride) + 1 for n in in_shape[1:])


_fractions = _count(_right, lambda s, k, stride: prod((n - k) / stride + 1 for n in s[1:]))


locally_connected_params = FunctionCheck(
    name="unit7/locally_connected_params",
    reference=_locally_connected_params,
    cases=_cases,
    shares={"values": 0.5, "stride": 0.5},
    bugs=(
        Bug(
            "weights-shared",
            "This is the convolution: one set of filters for all places. Without sharing each "
            "place of the output has filters of its own.",
            lambda s, o, k, stride, bias: _right(s[0], o, k, bias),
        ),
        Bug(
            "bias-shared",
            "You add one bias for each map. Without sharing each *output value* has its own.",
            lambda s, o, k, stride, bias: (
                _places(s, k, stride) * _right(s[0], o, k, False) + o * bias
            ),
        ),
        Bug(
            "bias-forgotten",
            "With `bias` each output value learns one number more, after its weights.",
            _count(lambda i, o, k, b: _right(i, o, k, False)),
        ),
        Bug(
            "bias-always",
            "You add biases even where `bias` is False.",
            _count(lambda i, o, k, b: _right(i, o, k, True)),
        ),
        Bug(
            "one-bias-a-place",
            "You add one bias at each place. Each of the `cout` filters there has its own.",
            lambda s, o, k, stride, bias: (
                _places(s, k, stride) * (_right(s[0], o, k, False) + bias)
            ),
        ),
        Bug(
            "one-filter",
            "You count one filter at each place. There are `cout` of them.",
            _count(lambda i, o, k, b: _right(i, 1, k, b)),
        ),
        Bug(
            "depth-forgotten",
            "Your filters are flat. Each is as deep as the input: `k * k * cin`.",
            _count(lambda i, o, k, b: _right(1, o, k, b)),
        ),
        Bug(
            "side-not-squared",
            "You multiply by `k` once. The window has two sides.",
            _count(lambda i, o, k, b: o * (k * i + b)),
        ),
        Bug(
            "dense",
            "This is the dense layer, in which each output reads the whole picture. Here it still "
            "reads its own window only.",
            lambda s, o, k, stride, bias: _places(s, k, stride) * o * (prod(s) + bias),
        ),
        Bug(
            "at-every-input-pixel",
            "You count the places of the *input*. The filters stand where the window stops: count "
            "the output's places.",
            _count(_right, lambda s, k, stride: s[1] * s[2]),
        ),
        Bug(
            "stride-ignored",
            "You leave the stride out of the places.",
            _count(_right, lambda s, k, stride: _places(s, k, 1)),
        ),
        Bug(
            "padded",
            "You count the places as with padding. There is none: the window stops only where it "
            "fits, at `(size - k) // stride + 1` places.",
            _count(_right, lambda s, k, stride: prod(-(-n // stride) for n in s[1:])),
        ),
        Bug(
            "rounded-up",
            "You round the places up. The size formula rounds down: `//`.",
            _count(_right, _rounded_up),
        ),
        Bug(
            "rounded-to-nearest",
            "You round to the nearest whole number. The number of places is rounded down: `//`.",
            _count(_right, lambda s, k, stride: prod(round((n - k) / stride + 1) for n in s[1:])),
        ),
        Bug(
            "plus-one-forgotten",
            "You forget the `+ 1` of the size formula: the window also stops at its first place.",
            _count(_right, lambda s, k, stride: prod((n - k) // stride for n in s[1:])),
        ),
        Bug(
            "one-bias-in-all",
            "You add a single bias. Without sharing each *output value* has its own.",
            lambda s, o, k, stride, bias: _places(s, k, stride) * _right(s[0], o, k, False) + bias,
        ),
        Bug(
            "bias-per-window-plane",
            "You add a bias for each plane of each window. The planes' sums become one number "
            "first, and the bias is added once to that.",
            _count(lambda i, o, k, b: o * i * (k * k + b)),
        ),
        Bug(
            "fractions-to-the-end",
            "You carry fractions along and cut them off at the end. The places are rounded down "
            "first, each side by itself: `//`.",
            lambda *args: int(_fractions(*args)),
        ),
        Bug(
            "fractions-kept",
            "You carry fractions along. The number of places is rounded down: `//`.",
            _fractions,
        ),
        Bug(
            "channels-last",
            "You read the shape as height, width, channels. Here the channels come first.",
            lambda s, o, k, stride, bias: (
                prod((n - k) // stride + 1 for n in s[:2]) * _right(s[2], o, k, bias)
            ),
        ),
        Bug(
            "taken-for-square",
            "You take the height for both sides. Work out rows and columns one by one.",
            _count(_right, lambda s, k, stride: _places((s[0], s[1], s[1]), k, stride)),
        ),
    ),
    hints=(
        "At how many places does the window stop? Each of them is a little layer of its own.",
        "At one place there are `cout` filters of `k * k * cin` weights, and `cout` biases.",
        "The window stops at `(H - k) // stride + 1` rows, columns likewise. Multiply what stands "
        "at one place, biases included, by the number of places.",
    ),
)
