"""Unit 7, stretch: AlexNet with a head of global average pooling."""

from convedu import alexnet
from convedu.checks.number import Number, number_check
from convedu.checks.ratio import WORDS, ratio
from convedu.layers import Layer


def count(layers: tuple[Layer, ...]) -> int:
    """Return how many parameters they have."""
    return sum(layer.parameters for layer in layers)


NETWORK = alexnet.VARIANTS["global average pooling"]
ORIGINAL, UNGROUPED = alexnet.VARIANTS["original"], alexnet.VARIANTS["ungrouped"]
BODY, UNGROUPED_BODY = (count(alexnet.features(groups=groups)) for groups in (2, 1))
HEAD = count(alexnet.pooled_head())
TOTAL = count(NETWORK)

pooled_head = number_check(
    __file__,
    globals(),
    {
        "answer_total": Number(
            TOTAL, "the five convolutions as they were, and 256 * 1000 weights with 1000 biases"
        ),
        "answer_times": ratio(
            count(ORIGINAL), TOTAL, "the original's parameters divided by these", within=0.05
        ),
    },
    shared=WORDS,
)
