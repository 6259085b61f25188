"""Unit 6: how much a convolutional layer has to calculate."""

from math import prod

import numpy as np

from convedu.checks import counting
from convedu.checks.answers import configurable
from convedu.checks.bank import bank, with_result, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__, counting.WORDS)


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
    side=counting.places,
    places=lambda rows, columns: rows * columns,
):
    """Return an answer in which one factor may differ."""

    def answer(in_shape, cout, k, stride, padding, groups):
        cin, height, width = in_shape
        weights = window(k) * depth(cin, groups) * filters(cout, groups)
        return weights * places(*(side(n, k, stride, padding) for n in (height, width)))

    return answer


def _one(*factors):
    return 1


def _area_over_stride(power):
    """Return an answer that divides how many places there are at stride 1."""

    def answer(in_shape, cout, k, stride, padding, groups):
        places = prod(n + 2 * padding - k + 1 for n in in_shape[1:]) // stride**power
        return k * k * (in_shape[0] // groups) * cout * places

    return answer


_outputs = _count(window=_one, depth=_one)

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
            "outputs-counted": _outputs,
            "one-plane-of-one-filter": _count(depth=_one, filters=_one),
            "at-every-input-pixel": _count(side=lambda n, k, s, p: n),
            "at-every-padded-pixel": _count(side=lambda n, k, s, p: n + 2 * p),
            **counting.turned(
                _count,
                window=counting.WINDOW,
                depth=counting.DEPTH,
                filters=counting.FILTERS,
                side={**counting.SIDE, **counting.PADDED_SIDE},
                places=counting.PLACES,
            ),
            **counting.misread(_conv_macs),
            "flops": (
                with_result(_conv_macs, lambda macs: 2 * macs),
                lambda *layer: 2 * _conv_macs(*layer) - _outputs(*layer),
                lambda *layer: 2 * _conv_macs(*layer) + _outputs(*layer),
            ),
            "channels-squared": (
                _count(filters=_one, depth=lambda cin, groups: cin // groups * cin),
                _count(filters=lambda cout, groups: cout * (cout // groups), depth=_one),
            ),
            "fractions-to-the-end": with_result(_count(side=counting.SIDE["fractions-kept"]), int),
            "area-over-stride": (_area_over_stride(1), _area_over_stride(2)),
            "stride-twice": tuple(
                lambda *layer, power=power: _conv_macs(*layer) // layer[3] ** power
                for power in (1, 2)
            ),
            "biases-counted": (
                lambda *layer: _conv_macs(*layer) + _outputs(*layer),
                lambda *layer: _conv_macs(*layer) + layer[1],
            ),
        },
        counting.WORDS,
    ),
)
