"""Unit 7: how many numbers reach the first dense layer."""

import numpy as np

from convedu.checks import counting
from convedu.checks.bank import bank, edited, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__, counting.WORDS)


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
        # Whatever the seed: these tell apart all that can go wrong, in each share.
        Case((254, 20, True)),
        Case((216, 5, True)),
        Case((199, 20, True)),
        Case((210, 5, True)),
        Case((255, 0, True)),
        Case((220, 3, True)),
        Case((239, 0, False), "pool5"),
        Case((254, 5, True), "pool5"),
        Case((196, 1, True), "pool5"),
        Case((214, 5, True), "pool5"),
        Case((199, 20, True), "pool5"),
        Case((215, 5, True), "pool5"),
        Case((220, 3, True), "pool5"),
    ]


def _dense1_inputs(input, pad1, pool5):
    """Return how many numbers the first dense layer reads."""
    side = (input + 2 * pad1 - 11) // 4 + 1
    side = (side - 3) // 2 + 1
    side = (side - 3) // 2 + 1
    if pool5:
        side = (side - 3) // 2 + 1
    return 256 * side * side


dense1_inputs = FunctionCheck(
    name="unit7/dense1_inputs",
    reference=_dense1_inputs,
    cases=_cases,
    shares={"values": 0.5, "pool5": 0.5},
    hints=_WORDS.hints,
    bugs=bank(_WORDS.bugs, edited(_dense1_inputs, _WORDS.edits), counting.WORDS),
)
