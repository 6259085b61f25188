"""Unit 7: the table of AlexNet's eight layers, for any variant."""

import numpy as np

from convedu.checks import counting
from convedu.checks.cases import Case
from convedu.checks.function import function_check

ORIGINAL = {"input": 227, "pad1": 0, "channels": [96, 256, 384, 384, 256], "groups": 2}
TORCHVISION = {"input": 224, "pad1": 2, "channels": [64, 192, 384, 256, 256], "groups": 1}


def _cases(rng: np.random.Generator) -> list[Case]:
    def drawn(**fixed):
        channels = [2 * int(n) for n in rng.choice(np.arange(4, 40), 5, replace=False)]
        return {"input": 227, "pad1": 0, "channels": channels, "groups": 1} | fixed

    # Of this one padding, two, a size rounded up and a pooling that halves are all different.
    telling = drawn(input=245, pad1=5, channels=[8, 12, 20, 24, 16], groups=4)
    # The other pictures end in 6x6 maps, these do not: who has written 6 or 36 in shows here.
    not_6x6 = int(rng.choice([193, 209, 258]))
    return [
        Case((ORIGINAL,), "published", public=True),
        Case((TORCHVISION,), "published", public=True),
        Case((drawn(),), "variants"),
        Case((drawn(groups=2, input=231),), "variants"),
        Case((drawn(input=not_6x6, pad1=1),), "variants"),
        Case((drawn(input=240, pad1=3, groups=2),), "variants"),
        Case((telling,), "variants"),
    ]


@function_check(
    _cases,
    shared=counting.WORDS._replace(edits={}),  # of the lines of unit 6
)
def alexnet_table(variant):
    """Return [weights, biases, MACs] of the five convolutions and the three dense layers."""
    g = variant["groups"]
    windows, strides = [11, 5, 3, 3, 3], [4, 1, 1, 1, 1]
    paddings, groups = [variant["pad1"], 2, 1, 1, 1], [1, g, 1, g, g]
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
