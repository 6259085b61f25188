"""Unit 6: how much a convolutional layer has to calculate."""

from math import prod

import numpy as np

from convedu.checks.answers import configurable
from convedu.checks.bank import bank, with_arguments, with_result, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


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
        Case(((4, 13, 16), 6, 3, 3, 1, 2), "stride"),  # both sides divide
    ]


def _conv_macs(in_shape, cout, k, stride, padding, groups):
    """Count the multiply-adds of a layer with k x k windows on a (C, H, W) input."""
    cin, height, width = in_shape
    rows = (height + 2 * padding - k) // stride + 1
    columns = (width + 2 * padding - k) // stride + 1
    weights = cout * (cin // groups) * k * k
    return weights * rows * columns


@configurable
def _count(
    *,
    window=lambda k: k * k,
    depth=lambda cin, groups: cin // groups,
    filters=lambda cout, groups: cout,
    side=lambda n, k, stride, padding: (n + 2 * padding - k) // stride + 1,
    places=lambda rows, columns: rows * columns,
):
    """Return an answer in which one factor may differ."""

    def answer(in_shape, cout, k, stride, padding, groups):
        cin, height, width = in_shape
        weights = window(k) * depth(cin, groups) * filters(cout, groups)
        return weights * places(*(side(n, k, stride, padding) for n in (height, width)))

    return answer


def _at_stride_1(change):
    """Return an answer that divides how many places there are at stride 1."""

    def answer(in_shape, cout, k, stride, padding, groups):
        places = prod(n + 2 * padding - k + 1 for n in in_shape[1:])
        return k * k * (in_shape[0] // groups) * cout * change(places, stride)

    return answer


def _one(*factors):
    return 1


_outputs = _count(window=_one, depth=_one)
_fractions = _count(side=lambda n, k, stride, padding: (n + 2 * padding - k) / stride + 1)

conv_macs = FunctionCheck(
    name="unit6/conv_macs",
    reference=_conv_macs,
    cases=_cases,
    shares={"values": 0.5, "stride": 0.5},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "weights-only": _count(side=_one),
            "at-every-input-pixel": _count(side=lambda n, k, stride, padding: n),
            "depth-forgotten": _count(depth=_one),
            "one-filter": _count(filters=_one),
            "outputs-counted": _outputs,
            "one-plane-of-one-filter": _count(depth=_one, filters=_one),
            "side-not-squared": _count(window=lambda k: k),
            "three-written-in": _count(window=lambda k: 9),
            "window-sides-added": _count(window=lambda k: 2 * k),
            "window-forgotten": _count(window=_one),
            "at-every-padded-pixel": _count(side=lambda n, k, stride, padding: n + 2 * padding),
            "flops": (
                with_result(_conv_macs, lambda macs: 2 * macs),
                lambda *layer: 2 * _conv_macs(*layer) - _outputs(*layer),
                lambda *layer: 2 * _conv_macs(*layer) + _outputs(*layer),
            ),
            "padding-ignored": with_arguments(_conv_macs, padding=lambda padding: 0),
            "padding-after-division": (
                _count(side=lambda n, k, stride, padding: (n - k) // stride + 1 + padding),
                _count(side=lambda n, k, stride, padding: (n - k) // stride + 1 + 2 * padding),
            ),
            "channels-squared": (
                _count(filters=_one, depth=lambda cin, groups: cin // groups * cin),
                _count(filters=lambda cout, groups: cout * (cout // groups), depth=_one),
            ),
            "padding-on-four-sides": _count(
                side=lambda n, k, stride, padding: (n + 4 * padding - k) // stride + 1
            ),
            "padding-once": _count(
                side=lambda n, k, stride, padding: (n + padding - k) // stride + 1
            ),
            "taken-for-square": (
                with_arguments(_conv_macs, in_shape=lambda s: (s[0], s[1], s[1])),
                with_arguments(_conv_macs, in_shape=lambda s: (s[0], s[2], s[2])),
            ),
            "one-side-only": (
                _count(places=lambda rows, columns: rows),
                _count(places=lambda rows, columns: columns),
            ),
            "sides-added": _count(places=lambda rows, columns: rows + columns),
            "stride-ignored": with_arguments(_conv_macs, stride=lambda stride: 1),
            "ceiling": _count(
                side=lambda n, k, stride, padding: -(-(n + 2 * padding - k) // stride) + 1
            ),
            "rounded-to-nearest": (
                _count(
                    side=lambda n, k, stride, padding: round((n + 2 * padding - k) / stride + 1)
                ),
                _count(
                    side=lambda n, k, stride, padding: round((n + 2 * padding - k) / stride) + 1
                ),
            ),
            "fractions-to-the-end": with_result(_fractions, int),
            "fractions-kept": _fractions,
            "area-over-stride": tuple(
                _at_stride_1(lambda places, stride, power=power: places // stride**power)
                for power in (1, 2)
            ),
            "plus-one-inside": _count(
                side=lambda n, k, stride, padding: (n + 2 * padding - k + 1) // stride
            ),
            "same-size": _count(side=lambda n, k, stride, padding: -(-n // stride)),
            "window-not-taken-off": (
                _count(side=lambda n, k, stride, padding: (n + 2 * padding) // stride),
                _count(side=lambda n, k, stride, padding: (n + 2 * padding) // stride + 1),
            ),
            "side-over-stride": (
                _count(side=lambda n, k, stride, padding: n // stride),
                _count(side=lambda n, k, stride, padding: n // stride + 1),
            ),
            "stride-twice": tuple(
                lambda *layer, power=power: _conv_macs(*layer) // layer[3] ** power
                for power in (1, 2)
            ),
            "stride-multiplied": _count(
                side=lambda n, k, stride, padding: (n + 2 * padding - k) * stride + 1
            ),
            "plus-one-forgotten": _count(
                side=lambda n, k, stride, padding: (n + 2 * padding - k) // stride
            ),
            "channels-last": with_arguments(_conv_macs, in_shape=lambda s: (s[2], s[0], s[1])),
            "groups-ignored": with_arguments(_conv_macs, groups=_one),
            "groups-multiply": _count(depth=lambda cin, groups: cin * groups),
            "groups-twice": _count(filters=lambda cout, groups: cout // groups),
            "biases-counted": (
                lambda *layer: _conv_macs(*layer) + _outputs(*layer),
                lambda *layer: _conv_macs(*layer) + layer[1],
            ),
        },
    ),
)
