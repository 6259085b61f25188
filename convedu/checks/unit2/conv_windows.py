"""Unit 2, stretch: the same layer without a loop."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convedu.checks.function import function_check
from convedu.checks.unit2.conv_multi import conv_multi, layers


@function_check(layers, inherited=conv_multi.bugs)
def conv_windows(x, w, b):
    """Return what conv_multi does, without a loop."""
    windows = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum("cyxij,fcij->fyx", windows, w) + b[:, np.newaxis, np.newaxis]
