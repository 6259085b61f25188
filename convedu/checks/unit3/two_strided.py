"""Unit 3: how far two 3x3 layers with stride 2 see, on paper."""

from convedu import shapes
from convedu.checks.number import number_check

K, S = 3, 2
SIZE, JUMP, _ = shapes.receptive_field([(K, S), (K, S)])

two_strided = number_check(__file__, globals())
