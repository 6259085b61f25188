"""Unit 7, stretch: AlexNet with a head of global average pooling."""

from convedu import alexnet
from convedu.checks.number import number_check
from convedu.checks.unit7.diagnose import BODY, KNOWN, total

NETWORK = alexnet.VARIANTS["global average pooling"]
TOTAL, CONVOLUTIONS = total(NETWORK), total(BODY)
UNGROUPED = total(alexnet.features(groups=1))
HEAD = total(alexnet.pooled_head())
ORIGINAL = KNOWN["original"]

pooled_head = number_check(__file__, globals())
