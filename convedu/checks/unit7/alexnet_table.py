"""Unit 7: the table of AlexNet's eight layers, for any variant."""

from collections.abc import Callable, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np

from convedu.checks import counting
from convedu.checks.answers import Answer, configurable
from convedu.checks.bank import bank, with_result, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__, counting.WORDS)

ORIGINAL = {"input": 227, "pad1": 0, "channels": [96, 256, 384, 384, 256], "groups": 2}
TORCHVISION = {"input": 224, "pad1": 2, "channels": [64, 192, 384, 256, 256], "groups": 1}


def _cases(rng: np.random.Generator) -> list[Case]:
    def drawn(**fixed):
        channels = [2 * int(n) for n in rng.choice(np.arange(4, 40), 5, replace=False)]
        return {"input": 227, "pad1": 0, "channels": channels, "groups": 1} | fixed

    return [
        Case((ORIGINAL,), "published", public=True),
        Case((TORCHVISION,), "published", public=True),
        Case((drawn(),), "variants"),
        Case((drawn(groups=2, input=231),), "variants"),
        Case((drawn(input=int(rng.choice([193, 209, 242, 258])), pad1=1),), "variants"),
        Case((drawn(input=240, pad1=3, groups=2),), "variants"),
        # Here one padding, two, a size rounded up and a pooling that halves are all different.
        Case(
            ({"input": 245, "pad1": 5, "channels": [8, 12, 20, 24, 16], "groups": 4},), "variants"
        ),
    ]


def _alexnet_table(variant):
    """Return [weights, biases, MACs] of the five convolutions and the three dense layers."""
    windows, strides = [11, 5, 3, 3, 3], [4, 1, 1, 1, 1]
    paddings = [variant["pad1"], 2, 1, 1, 1]
    groups = [1, variant["groups"], 1, variant["groups"], variant["groups"]]
    table, cin, side = [], 3, variant["input"]
    for i in range(5):
        k, cout = windows[i], variant["channels"][i]
        side = (side + 2 * paddings[i] - k) // strides[i] + 1
        weights = k * k * (cin // groups[i]) * cout
        table.append([weights, cout, weights * side * side])
        if i in (0, 1, 4):
            side = (side - 3) // 2 + 1
        cin = cout
    inputs = cin * side * side
    for outputs in (4096, 4096, 1000):
        table.append([inputs * outputs, outputs, inputs * outputs])
        inputs = outputs
    return table


class _Layer(NamedTuple):
    """A layer with parameters: what it reads and makes, and the side of its maps, 1 for dense."""

    number: int
    inputs: int
    biases: int
    weights: int
    side_before: int
    side: int
    side_pooled: int
    groups: int

    @property
    def parameters(self) -> int:
        return self.weights + self.biases

    @property
    def macs(self) -> int:
        return self.weights * self.side**2

    @property
    def is_dense(self) -> bool:
        return self.number > 5


@configurable
def _table(
    *,
    conv1: Callable = counting.places,
    shrinks: Callable = lambda k: 0,
    pool: Callable = counting.places,
    pools: Sequence[int] = (1, 2, 5),
    grouped: Sequence[int] = (2, 4, 5),
    weights: Callable = lambda k, deep, filters: k * k * deep * filters,
    pixels: Callable = lambda side: side**2,
    row: Callable = lambda layer: [layer.weights, layer.biases, layer.macs],
) -> Answer:
    """Return an answer that counts as the reference does, but for one thing.

    Parameters
    ----------
    conv1, pool : callable
        The side that is made of n pixels by windows of side k, stride s and a padding.
    shrinks : callable
        By how much a later convolution with windows of side k makes the maps smaller.
    pools, grouped : sequence of int
        The convolutions that a pooling follows, and those with groups.
    weights : callable
        Of a convolution, from its window's side and what it reads and makes.
    pixels : callable
        How many numbers of a map the first dense layer reads, from its side.
    row : callable
        The table's row for a `_Layer`.
    """

    def answer(variant: dict) -> list[list[int]]:
        channels = [3, *variant["channels"]]
        before, table = variant["input"], []
        side = conv1(before, 11, 4, variant["pad1"])
        for number, (k, (deep, filters)) in enumerate(
            zip((11, 5, 3, 3, 3), pairwise(channels), strict=True), 1
        ):
            side -= shrinks(k) if number > 1 else 0
            pooled = pool(side, 3, 2) if number in pools else side
            groups = variant["groups"] if number in grouped else 1
            learned = weights(k, deep, filters) // groups
            table.append(row(_Layer(number, deep, filters, learned, before, side, pooled, groups)))
            before = side = pooled
        widths = channels[-1] * pixels(side), 4096, 4096, 1000
        for number, (reads, makes) in enumerate(pairwise(widths), 6):
            table.append(row(_Layer(number, reads, makes, reads * makes, 1, 1, 1, 1)))
        return table

    return answer


def _in_some_layers(row: Callable, where: Callable | None = None) -> tuple[Answer, ...]:
    """Return answers whose row is `row(layer)` where it says, else in all layers or one kind."""
    kinds = (lambda x: True, lambda x: not x.is_dense, lambda x: x.is_dense)
    return tuple(
        _table(row=lambda x, here=here: row(x) if here(x) else [x.weights, x.biases, x.macs])
        for here in ((where,) if where else kinds)
    )


def _macs(count: Callable, where: Callable = lambda layer: True) -> Answer:
    """Return an answer whose third column is `count(layer)` in some layers."""
    return _in_some_layers(lambda x: [x.weights, x.biases, count(x)], where)[0]


def _with(**fixed: object) -> Answer:
    """Return an answer to which a part of the variant is always the same."""
    return lambda variant: _alexnet_table(variant | fixed)


_RIGHT_GROUPS = (2, 4, 5)
_NAMED_GROUPS = ((), (1, 2, 4, 5), (2, 3, 4, 5))


def _first_inputs_stay(table):
    inputs = table[5][0] // 4096
    return [*table[:6], *([inputs * made, made, inputs * made] for _, made, _ in table[6:])]


def _subsets(*layers: int) -> list[tuple[int, ...]]:
    return [some for size in range(len(layers) + 1) for some in combinations(layers, size)]


alexnet_table = FunctionCheck(
    name="unit7/alexnet_table",
    reference=_alexnet_table,
    cases=_cases,
    shares={"published": 0.5, "variants": 0.25, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "pool5-forgotten": _table(pools=(1, 2)),
            "pool5-and-groups": _table(pools=(1, 2), grouped=()),
            "biases-in-weights": (
                *_in_some_layers(lambda x: [x.weights + x.biases, x.biases, x.macs]),
                *_in_some_layers(
                    lambda x: [x.parameters, x.biases, x.parameters * x.side**2],
                ),
            ),
            "biases-forgotten": _in_some_layers(lambda x: [x.weights, 0, x.macs]),
            "biases-split": _in_some_layers(
                lambda x: [x.weights, x.biases // x.groups, x.macs], lambda x: x.groups > 1
            ),
            "biases-by-input": _in_some_layers(lambda x: [x.weights, x.inputs, x.macs]),
            "columns-swapped": _in_some_layers(lambda x: [x.biases, x.weights, x.macs]),
            "macs-first": _in_some_layers(lambda x: [x.macs, x.weights, x.biases]),
            "rows-and-columns-swapped": with_result(
                _alexnet_table, lambda table: [list(column) for column in zip(*table, strict=True)]
            ),
            "dense-missing": (
                with_result(_alexnet_table, lambda table: table[:5]),
                with_result(_alexnet_table, lambda table: table[:7]),
                with_result(_alexnet_table, lambda table: table[:6] + table[7:]),
            ),
            "dense-without-work": _macs(lambda x: 0, lambda x: x.is_dense),
            "flatten-forgotten": _table(pixels=lambda side: 1),
            "groups-ignored": _table(grouped=()),
            "groups-everywhere": _table(grouped=(2, 3, 4, 5)),
            "groups-elsewhere": tuple(
                _table(grouped=some)
                for some in _subsets(1, 2, 3, 4, 5)
                if some not in (_RIGHT_GROUPS, *_NAMED_GROUPS)
            ),
            "groups-in-weights-only": _macs(lambda x: x.macs * x.groups),
            "groups-written-in": _with(groups=2),
            "padding-ignored": _table(conv1=counting.PADDED_SIDE["padding-ignored"]),
            "always-the-original": (
                *(_with(**{name: ORIGINAL[name]}) for name in ("input", "channels")),
                lambda variant: _alexnet_table(ORIGINAL),
                lambda variant: _alexnet_table(ORIGINAL | {"groups": variant["groups"]}),
                _with(input=227, pad1=0),
            ),
            **counting.in_layers(
                _table, "conv1", "pool", "plus-one-forgotten", "rounded-to-nearest", pool_alone=True
            ),
            **counting.in_layers(
                _table, "conv1", "pool", "plus-one-inside", "rounded-up", "fractions-kept"
            ),
            "window-not-taken-off": _table(conv1=lambda n, k, s, p: (n + 2 * p) // s),
            "pool-one-too-many": _table(pool=lambda n, k, s: n // 2),
            "pool-stride-3": _table(pool=counting.SIDE["windows-side-by-side"]),
            "stride-forgotten": _table(conv1=counting.SIDE["stride-ignored"]),
            "pooled-elsewhere": tuple(
                _table(pools=some)
                for some in _subsets(1, 2, 3, 4, 5)
                if some not in ((), (1, 2), (1, 2, 5), (1, 2, 3, 4, 5))
            ),
            "pooled-after-each": _table(pools=(1, 2, 3, 4, 5)),
            "never-pooled": _table(pools=()),
            "map-side-not-squared": _table(pixels=lambda side: side),
            "macs-side-not-squared": _macs(lambda x: x.weights * x.side),
            **{
                name: _table(weights=lambda k, deep, filters, of=of: of(k) * deep * filters)
                for name, of in counting.WINDOW.items()
            },
            "depth-forgotten": (
                *(
                    _table(weights=lambda k, deep, filters: k * k * filters, **groups)
                    for groups in ({}, {"grouped": ()})
                ),
                _table(weights=lambda k, deep, filters: k * k * filters * (1 if k > 5 else deep)),
            ),
            "channels-stay": tuple(
                _table(weights=lambda k, deep, filters: k * k * 3 * filters, **groups)
                for groups in ({}, {"grouped": ()})
            ),
            "dense-shape-stays": with_result(_alexnet_table, _first_inputs_stay),
            "one-filter": _table(weights=lambda k, deep, filters: k * k * deep),
            "depth-of-its-own": _table(
                weights=lambda k, deep, filters: k * k * (filters if k < 11 else deep) * filters
            ),
            "groups-twice": _in_some_layers(
                lambda x: [x.weights // x.groups, x.biases, x.macs // x.groups],
                lambda x: not x.is_dense,
            ),
            "conv1-split": _table(grouped=(1, 2, 4, 5)),
            "later-padding": tuple(
                _table(shrinks=off.get)
                for off in ({5: 4, 3: 2}, {5: 4, 3: 0}, {5: 0, 3: 2}, {5: 2, 3: 0}, {5: -4, 3: -2})
            ),
            "biases-per-plane": _in_some_layers(
                lambda x: [x.weights, x.biases * x.inputs, x.macs], lambda x: not x.is_dense
            ),
            "macs-are-weights": _macs(lambda x: x.weights),
            "macs-with-biases": (
                _macs(lambda x: x.macs + x.biases * x.side**2),
                _macs(lambda x: x.macs + x.biases),
                _macs(lambda x: x.macs + x.biases, lambda x: x.is_dense),
                _macs(lambda x: x.macs + x.biases, lambda x: not x.is_dense),
            ),
            "macs-with-conv-biases": _macs(
                lambda x: x.macs + x.biases * x.side**2, lambda x: not x.is_dense
            ),
            "macs-after-pooling": _macs(lambda x: x.weights * x.side_pooled**2),
            "macs-at-input": _macs(lambda x: x.weights * x.side_before**2),
            "macs-for-each-map": _macs(lambda x: x.macs * x.biases, lambda x: not x.is_dense),
            "padding-once": (
                _table(conv1=counting.PADDED_SIDE["padding-once"], shrinks=lambda k: (k - 1) // 2),
                _table(conv1=counting.PADDED_SIDE["padding-once"]),
            ),
            "flops": (
                _macs(lambda x: 2 * x.macs),
                _macs(lambda x: 2 * x.macs, lambda x: not x.is_dense),
            ),
        },
        counting.WORDS,
    ),
)
