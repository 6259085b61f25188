"""Unit 5: TensorFlow's SAME for ResNet's first layer, by hand."""

from convedu import shapes
from convedu.checks.number import number_check

N, K, S = 224, 7, 2
BEFORE, AFTER = shapes.same_padding(N, K, S)
TOTAL = BEFORE + AFTER
SYMMETRIC, _ = shapes.same_padding(N, K, S, style="symmetric")
SIZE_KEPT = (N - 1) * S + K - N

tensorflow_same = number_check(__file__, globals())
