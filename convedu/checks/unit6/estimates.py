"""Unit 6: a network's numbers within a factor of two, and the layers that dominate it."""

from math import prod

from convedu.checks.number import number_check
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
BYTES = 4 * BATCH * prod(FIRST)

estimates = number_check(__file__, globals())
