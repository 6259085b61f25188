"""Unit 7, stretch: AlexNet with a head of global average pooling."""

from convedu import alexnet
from convedu.checks.number import Number, number_check
from convedu.checks.ratio import WORDS, ratio
from convedu.checks.unit7.diagnose import BODY, KNOWN, total

NETWORK = alexnet.VARIANTS["global average pooling"]
TOTAL, CONVOLUTIONS = total(NETWORK), total(BODY)
UNGROUPED = total(alexnet.features(groups=1))
HEAD = total(alexnet.pooled_head())

pooled_head = number_check(
    __file__,
    globals(),
    {
        "answer_total": Number(
            TOTAL, "the five convolutions as they were, and 256 * 1000 weights with 1000 biases"
        ),
        "answer_times": ratio(
            KNOWN["original"], TOTAL, "the original's parameters divided by these", within=0.05
        ),
    },
    shared=WORDS,
)
