"""Unit 2, stretch: the same layer without a loop."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convedu.checks.bank import bank, edited, words
from convedu.checks.function import FunctionCheck
from convedu.checks.unit2.conv_multi import WORDS, conv_multi, layers

_WORDS = words(__file__, WORDS)


def _conv_windows(x, w, b):
    """Return what conv_multi does, without a loop."""
    windows = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum("cyxij,fcij->fyx", windows, w) + b[:, np.newaxis, np.newaxis]


conv_windows = FunctionCheck(
    name="unit2/conv_windows",
    reference=_conv_windows,
    cases=layers,
    shares=conv_multi.shares,
    hints=_WORDS.hints,
    bugs=(*conv_multi.bugs, *bank(_WORDS.bugs, edited(_conv_windows, _WORDS.edits))),
)
