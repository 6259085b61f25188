"""Unit 2, stretch: the same layer without a loop."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convedu.checks.cases import Bug
from convedu.checks.function import FunctionCheck
from convedu.checks.unit2.conv_multi import BANK, layers


def _conv_windows(x, w, b):
    """Return what conv_multi does, without a loop."""
    windows = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum("cyxij,fcij->fyx", windows, w) + b[:, np.newaxis, np.newaxis]


def _without_axis(x, w, b):
    return sliding_window_view(x, w.shape[2:])


def _windows_over_channels(x, w, b):
    windows = sliding_window_view(x, w.shape[1:])
    return np.einsum("oyxcij,fcij->foyx", windows, w) + b[:, np.newaxis, np.newaxis, np.newaxis]


conv_windows = FunctionCheck(
    name="unit2/conv_windows",
    reference=_conv_windows,
    cases=layers,
    shares={"one filter": 0.25, "several filters": 0.5, "side_effects_and_type": 0.25},
    bugs=(
        *BANK,
        Bug(
            "axis-left-over",
            "An axis of length 1 is left over: the window is as deep as the input, so it fits "
            "once along the channels. Let the windows run over `axis=(1, 2)`.",
            _windows_over_channels,
        ),
        Bug(
            "without-axis",
            "`sliding_window_view` got two sides for three axes. Say which ones the window "
            "slides along: `axis=(1, 2)`.",
            _without_axis,
        ),
    ),
    hints=(
        "`sliding_window_view(x, (kH, kW), axis=(1, 2))` has shape (C, H', W', kH, kW).",
        "In `np.einsum` each axis has a letter, and the letters that do not come back on the right "
        "are added up. `w` is (F, C, kH, kW): which three vanish?",
        '`np.einsum("cyxij,fcij->fyx", windows, w)`, then the bias: `b[:, None, None]`.',
    ),
)
