"""Unit 1: one output by hand, under both conventions."""

import numpy as np

from convedu.checks.number import number_check

PATCH = np.array([[3.0, 0.0, 1.0], [2.0, 4.0, 0.0], [1.0, 5.0, 2.0]])
KERNEL = np.array([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0], [0.0, 0.0, 1.0]])
"""The patch and the kernel of the numeric exercise; a test holds the notebook's against them."""

ROTATED = KERNEL[::-1, ::-1]
SLID, FLIPPED = PATCH * KERNEL, PATCH * ROTATED

one_output = number_check(__file__, globals())
