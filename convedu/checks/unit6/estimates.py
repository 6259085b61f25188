"""Unit 6: a network's numbers within a factor of two, and the layers that dominate it."""

from math import prod

from convedu.checks.number import Number, number_check
from convedu.layers import Conv2d, Linear

BATCH = 16
FIRST = (64, 112, 112)
LAYERS = {
    1: Conv2d(3, 64, 7, stride=2, padding=3, bias=False),
    2: Conv2d(64, 256, 3, stride=2, padding=1, bias=False),
    3: Conv2d(256, 512, 3, stride=2, padding=1, bias=False),
    4: Linear(512 * 7 * 7, 1000, bias=False),
}
INPUTS = {1: (3, 224, 224), 2: FIRST, 3: (256, 28, 28), 4: (512 * 7 * 7,)}
WEIGHTS = {row: layer.weights for row, layer in LAYERS.items()}
MACS = {row: layer.macs(INPUTS[row]) for row, layer in LAYERS.items()}

estimates = number_check(
    __file__,
    globals(),
    {
        "answer_weights_3": Number(WEIGHTS[3], "3 * 3 * 256 * 512; 10 * 2**17 is near", factor=2),
        "answer_macs": Number(
            MACS[2],
            "3 * 3 * 64 * 256 weights at 56 * 56 places; 150_000 * 3_000 is near",
            factor=2,
        ),
        "answer_bytes": Number(
            4 * BATCH * prod(FIRST),
            "16 * 64 * 112 * 112 numbers of 4 bytes; 1_000 * 12_000 * 4 is near",
            factor=2,
        ),
        "answer_total": Number(
            sum(WEIGHTS.values()),
            "25_088 * 1_000 in the dense layer; the others hardly matter",
            factor=2,
        ),
        "answer_most_weights": Number(
            max(WEIGHTS, key=WEIGHTS.__getitem__), "the dense layer: 25 of 26 million"
        ),
        "answer_most_macs": Number(
            max(MACS, key=MACS.__getitem__), "the second layer: 460 million of 840"
        ),
    },
)
