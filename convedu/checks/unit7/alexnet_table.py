"""Unit 7: the table of AlexNet's eight layers, for any variant."""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from convedu import alexnet
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck
from convedu.layers import Conv2d, Flatten, Layer, Linear, MaxPool2d, Row, summary

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
    ]


def _alexnet_table(variant):
    """Return [weights, biases, MACs] of the five convolutions and the three dense layers."""
    c1, c2, c3, c4, c5 = variant["channels"]
    groups = variant["groups"]
    convolutions = [(11, 3, c1), (5, c1 // groups, c2), (3, c2, c3)]
    convolutions += [(3, c3 // groups, c4), (3, c4 // groups, c5)]
    side = (variant["input"] + 2 * variant["pad1"] - 11) // 4 + 1
    rows = []
    for number, (k, deep, filters) in enumerate(convolutions, 1):
        weights = k * k * deep * filters
        rows.append([weights, filters, weights * side * side])
        if number in (1, 2, 5):
            side = (side - 3) // 2 + 1
    for inputs, outputs in ((c5 * side * side, 4096), (4096, 4096), (4096, 1000)):
        rows.append([inputs * outputs, outputs, inputs * outputs])
    return rows


def rows_of(
    variant: dict, *, mend: callable = lambda layers: layers, flatten: bool = True
) -> list[Row]:
    """Return the summary's rows with parameters; `mend` may change the features' layers."""
    size, pad1, channels, groups = (variant[n] for n in ("input", "pad1", "channels", "groups"))
    shape = (3, size, size)
    body = mend(alexnet.features(channels=channels, groups=groups, pad1=pad1))
    deep, high, wide = summary(body, shape).rows[-1].output_shape
    head = alexnet.dense_head(deep * high * wide if flatten else deep)
    if not flatten:
        return [*summary(body, shape).rows, *summary(head, (deep,)).rows]
    return list(summary((*body, Flatten(), *head), shape).rows)


def _table(rows: list[Row]) -> list[list[int]]:
    return [[r.layer.weights, r.layer.biases, r.macs] for r in rows if r.parameters]


def _each(kind: type[Layer], **options):
    """Return a `mend` that gives all layers of a kind other options."""
    return lambda layers: [replace(x, **options) if isinstance(x, kind) else x for x in layers]


def _conv3_split(layers):
    split = next((x.groups for x in layers if isinstance(x, Conv2d) and x.groups > 1), 1)
    third = [x for x in layers if isinstance(x, Conv2d)][2]
    return [replace(x, groups=split) if x is third else x for x in layers]


def _mended(mend, **options):
    return lambda variant: _table(rows_of(variant, mend=mend, **options))


def _but(**fixed):
    return lambda variant: _table(rows_of({**variant, **fixed}))


def _recount(count):
    """Return an answer that counts each row with `count(row, rows before it)`."""

    def answer(variant):
        rows = rows_of(variant)
        return [count(row, rows[:i]) for i, row in enumerate(rows) if row.parameters]

    return answer


def _biases_by_input(row, _before):
    layer = row.layer
    return [layer.weights, getattr(layer, "in_channels", 0) or layer.in_features, row.macs]


def _macs_are_weights(row, _before):
    return [row.layer.weights, row.layer.biases, row.layer.weights]


def _macs_with_biases(row, _before):
    positions = int(np.prod(row.output_shape[1:]))
    return [row.layer.weights, row.layer.biases, row.macs + row.layer.biases * positions]


def _macs_with_conv_biases(row, before):
    with_biases = isinstance(row.layer, Conv2d)
    return (_macs_with_biases if with_biases else _right_row)(row, before)


def _right_row(row, _before):
    return [row.layer.weights, row.layer.biases, row.macs]


def _macs_after_pooling(variant):
    rows = rows_of(variant)
    table = []
    for row, later in zip(rows, [*rows[2:], None, None], strict=True):
        if not row.parameters:
            continue
        pooled = later and isinstance(later.layer, MaxPool2d)
        places = int(np.prod((later if pooled else row).output_shape[1:]))
        table.append([row.layer.weights, row.layer.biases, row.layer.weights * places])
    return table


def _padded_once(variant):
    table, side = [], variant["input"]
    for row in rows_of(variant):
        layer = row.layer
        if isinstance(layer, Conv2d | MaxPool2d):
            side = (side + layer.padding - layer.kernel_size) // layer.stride + 1
        if isinstance(layer, Conv2d):
            table.append([layer.weights, layer.biases, layer.weights * side * side])
    inputs = variant["channels"][-1] * side * side * alexnet.HIDDEN
    return [*table, [inputs, alexnet.HIDDEN, inputs], *_table(rows_of(variant))[-2:]]


def _square(side):
    return side * side


def _written(*, pools=(1, 2, 5), borders=2, pixels=_square, places=_square, split=None):
    """Return an answer that is written as the reference is, but for one thing.

    `split` gives, for layer `number`, how many groups the filters are divided by a second time.
    """

    def answer(variant):
        channels, groups = [3, *variant["channels"]], variant["groups"]
        side = (variant["input"] + borders * variant["pad1"] - 11) // 4 + 1
        table = []
        for number, k in enumerate((11, 5, 3, 3, 3), 1):
            deep = channels[number - 1] // (groups if number in (2, 4, 5) else 1)
            filters = channels[number]
            weights = k * k * deep * filters // (split(number, groups) if split else 1)
            table.append([weights, filters, weights * places(side)])
            if number in pools:
                side = (side - 3) // 2 + 1
        widths = (channels[5] * pixels(side), 4096, 4096, 1000)
        return table + [[a * b, b, a * b] for a, b in pairwise(widths)]

    return answer


def _macs_at_input(row, before):
    sides = before[-1].output_shape if before else None
    if not isinstance(row.layer, Conv2d) or sides is None:
        return _right_row(row, before)
    return [row.layer.weights, row.layer.biases, row.layer.weights * sides[1] * sides[2]]


def _macs_at_every_input(variant):
    table = _recount(_macs_at_input)(variant)
    table[0][2] = table[0][0] * variant["input"] ** 2
    return table


def _macs_for_each_map(row, _before):
    maps = row.layer.biases if isinstance(row.layer, Conv2d) else 1
    return [row.layer.weights, row.layer.biases, row.macs * maps]


def _macs_twice(row, _before):
    return [row.layer.weights, row.layer.biases, 2 * row.macs]


alexnet_table = FunctionCheck(
    name="unit7/alexnet_table",
    reference=_alexnet_table,
    cases=_cases,
    shares={"published": 0.5, "variants": 0.5},
    bugs=(
        Bug(
            "pool5-forgotten",
            "Your first dense layer reads the fifth convolution's output. The third pooling layer "
            "stands in between and makes it smaller.",
            _mended(lambda layers: layers[:-1]),
        ),
        Bug(
            "pool5-and-groups",
            "Two things are missing. The pooling after the fifth convolution makes the maps "
            "smaller before the first dense layer. And with groups, each filter of convolutions 2, "
            "4 and 5 reads only `channels // groups`.",
            lambda variant: _table(
                rows_of({**variant, "groups": 1}, mend=lambda layers: layers[:-1])
            ),
        ),
        Bug(
            "biases-in-weights",
            "Your first column holds all parameters. It is for the weights alone: the biases have "
            "the second column.",
            _recount(lambda row, _before: [row.parameters, row.layer.biases, row.macs]),
        ),
        Bug(
            "columns-swapped",
            "Your weights and biases have changed places: first the weights, then the biases.",
            _recount(lambda row, _before: [row.layer.biases, row.layer.weights, row.macs]),
        ),
        Bug(
            "dense-without-work",
            "Your dense layers do no work. Each of their weights is used once for a picture: as "
            "many MACs as weights.",
            _recount(
                lambda row, _before: [
                    row.layer.weights,
                    row.layer.biases,
                    0 if isinstance(row.layer, Linear) else row.macs,
                ]
            ),
        ),
        Bug(
            "flatten-forgotten",
            "Your first dense layer reads the channels only. It reads every number of the last "
            "feature maps: channels times rows times columns.",
            _mended(lambda layers: layers, flatten=False),
        ),
        Bug(
            "groups-ignored",
            "You count as if there were no groups. In the second, fourth and fifth convolution "
            "each filter reads only `channels // groups`.",
            _but(groups=1),
        ),
        Bug(
            "groups-everywhere",
            "You split the third convolution too. There the two GPUs exchanged their maps: it "
            "reads all channels.",
            _mended(_conv3_split),
        ),
        Bug("pad1-ignored", "You leave `pad1` out of the first size.", _but(pad1=0)),
        Bug(
            "pool-one-too-many",
            "Where a size is even, your pooling gives one too many. The windows are 3 wide with "
            "stride 2, and the size is rounded down.",
            _mended(_each(MaxPool2d, kernel_size=2)),
        ),
        Bug(
            "pool-stride-3",
            "Your pooling windows lie side by side. They are 3 wide and move by 2.",
            _mended(_each(MaxPool2d, stride=3)),
        ),
        Bug(
            "pooled-after-each",
            "You pool after every convolution. It is done after the first, the second and the "
            "fifth only.",
            _written(pools=(1, 2, 3, 4, 5)),
        ),
        Bug(
            "never-pooled",
            "Your sides never become smaller after the first convolution. After convolutions 1, 2 "
            "and 5 a pooling window of 3 moves by 2.",
            _written(pools=()),
        ),
        Bug(
            "side-not-squared",
            "Your first dense layer reads one side of each map. A map has rows and columns.",
            _written(pixels=lambda side: side),
        ),
        Bug(
            "macs-side-not-squared",
            "Your MACs count one row of the output. Each weight works in every row and every "
            "column.",
            _written(places=lambda side: side),
        ),
        Bug(
            "groups-twice",
            "You divide by the groups for what is read and for what is made. Each filter becomes "
            "shallower, but all of them are still there.",
            _written(split=lambda number, groups: groups if number in (2, 4, 5) else 1),
        ),
        Bug(
            "conv1-split",
            "You split the first convolution, too. Only 2, 4 and 5 have groups: each GPU read the "
            "whole picture.",
            _written(split=lambda number, groups: groups if number == 1 else 1),
        ),
        Bug(
            "size-shrinks",
            "Your convolutions after the first have no padding. They are padded so that height "
            "and width stay: 2 for the 5x5, 1 for the 3x3.",
            _mended(
                lambda layers: [
                    replace(x, padding=0) if isinstance(x, Conv2d) and x.stride == 1 else x
                    for x in layers
                ]
            ),
        ),
        Bug(
            "biases-by-input",
            "You give each layer as many biases as it has inputs. There is one for each feature "
            "map, or for each dense output.",
            _recount(_biases_by_input),
        ),
        Bug(
            "macs-are-weights",
            "Your MACs equal the weights. In a convolution every weight works at each position of "
            "the output.",
            _recount(_macs_are_weights),
        ),
        Bug(
            "macs-with-biases",
            "You count the biases as MACs. A bias is added without a multiplication.",
            _recount(_macs_with_biases),
        ),
        Bug(
            "macs-with-conv-biases",
            "You count the biases as MACs. A bias is added without a multiplication.",
            _recount(_macs_with_conv_biases),
        ),
        Bug(
            "macs-after-pooling",
            "You pool first and count then. A convolution's weights work at each position of its "
            "own output, before the pooling.",
            _macs_after_pooling,
        ),
        Bug(
            "macs-at-input",
            "You multiply by the rows and columns of what a convolution *reads*. Its weights work "
            "once for each pixel that comes *out*.",
            _macs_at_every_input,
        ),
        Bug(
            "macs-for-each-map",
            "You multiply by the number of maps a second time. It is in the weights already: MACs "
            "are weights times rows times columns.",
            _recount(_macs_for_each_map),
        ),
        *(
            Bug(
                "pad1-once",
                "You add the padding once. It stands on both sides: `2 * padding`.",
                answer,
            )
            for answer in (_padded_once, _written(borders=1))
        ),
        Bug(
            "flops",
            "Your third column is in FLOPs, twice as many: a MAC is a multiplication with its "
            "addition.",
            _recount(_macs_twice),
        ),
    ),
    hints=(
        "Keep the side of the feature maps in a variable. It changes in the first convolution and "
        "in the pooling after convolutions 1, 2 and 5.",
        "Weights: `k * k * (c_in // groups) * c_out`, with groups in convolutions 2, 4 and 5 only. "
        "MACs: weights times `side * side`.",
        "A pooling makes `side = (side - 3) // 2 + 1`. The dense layers read `c5 * side * side`, "
        "4096 and 4096 numbers.",
    ),
)
