"""Unit 4: the output size of ResNet's first layer, by hand."""

from convedu.checks.number import number_check

N, K, S, P = 224, 7, 2, 3
EXACT = (N + 2 * P - K) / S + 1
SIZE = int(EXACT)

resnet_size = number_check(__file__, globals())
