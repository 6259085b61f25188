"""Unit 7, stretch: AlexNet with a head of global average pooling."""

from convedu import alexnet
from convedu.checks.bank import words
from convedu.checks.number import NumberCheck, number, wrong_values
from convedu.checks.ratio import WORDS, ratio
from convedu.layers import Layer

_WORDS = words(__file__, WORDS)


def count(layers: tuple[Layer, ...]) -> int:
    """Return how many parameters they have."""
    return sum(layer.parameters for layer in layers)


NETWORK = alexnet.VARIANTS["global average pooling"]
ORIGINAL, UNGROUPED = alexnet.VARIANTS["original"], alexnet.VARIANTS["ungrouped"]
BODY, UNGROUPED_BODY = (count(alexnet.features(groups=groups)) for groups in (2, 1))
HEAD = count(alexnet.pooled_head())
_WRONG = wrong_values(_WORDS, globals())

pooled_head = NumberCheck(
    name="unit7/pooled_head",
    hints=_WORDS.hints,
    numbers={
        "answer_total": number(
            count(NETWORK),
            "the five convolutions as they were, and 256 * 1000 weights with 1000 biases",
            _WORDS.wrong["answer_total"],
            _WRONG["answer_total"],
        ),
        "answer_times": ratio(
            count(ORIGINAL),
            count(NETWORK),
            "the original's parameters divided by these",
            _WORDS.wrong["answer_times"],
            _WRONG["answer_times"],
            within=0.05,
        ),
    },
)
