"""Unit 2: four filters on a colour picture, in numbers."""

from convedu.checks.number import number_check

C, H, W = 3, 32, 32
F, K = 4, 5
"""The picture and the filters of the numeric exercise."""

SIDE = H - K + 1
FILTER = C * K * K
WEIGHTS = F * FILTER
PARAMETERS = WEIGHTS + F
MULTIPLICATIONS = WEIGHTS * SIDE * SIDE

four_filters = number_check(__file__, globals())
