"""Unit 6: one layer by hand, 3x3 from 128 to 64 channels."""

from math import prod

from convedu.checks.number import number_check
from convedu.layers import Conv2d, Linear

K, CIN, COUT = 3, 128, 64
LAYER = Conv2d(CIN, COUT, K, padding=1)

PICTURE = (CIN, 40, 50)
TWIN = Linear(prod(PICTURE), prod(LAYER.output_shape(PICTURE)))

seed_layer = number_check(__file__, globals())
