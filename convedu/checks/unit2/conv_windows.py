"""Unit 2, stretch: the same layer without a loop."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convedu.checks.bank import bank, words
from convedu.checks.function import FunctionCheck
from convedu.checks.unit2.conv_multi import conv_multi, layers

_WORDS = words(__file__)


def _conv_windows(x, w, b):
    """Return what conv_multi does, without a loop."""
    windows = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum("cyxij,fcij->fyx", windows, w) + b[:, np.newaxis, np.newaxis]


def _windows_over_channels(x, w, b):
    windows = sliding_window_view(x, w.shape[1:])
    return np.einsum("oyxcij,fcij->foyx", windows, w) + b[:, np.newaxis, np.newaxis, np.newaxis]


def _einsum(letters, spare):
    """Return an answer whose `einsum` has these letters on the right."""

    def answer(x, w, b):
        windows = sliding_window_view(x, w.shape[2:], axis=(1, 2))
        bias = b.reshape(-1, *(1,) * spare) if spare else b[0]
        return np.einsum(f"cyxij,fcij->{letters}", windows, w) + bias

    return answer


def _kernel_axes_swapped(x, w, b):
    windows = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum("cyxij,fcji->fyx", windows, w) + b[:, np.newaxis, np.newaxis]


conv_windows = FunctionCheck(
    name="unit2/conv_windows",
    reference=_conv_windows,
    cases=layers,
    shares=conv_multi.shares,
    hints=_WORDS.hints,
    bugs=(
        *conv_multi.bugs,
        *bank(
            _WORDS.bugs,
            {
                "kernel-axes-swapped": _kernel_axes_swapped,
                "letter-missing": (_einsum("fy", 1), _einsum("fx", 1), _einsum("yx", 0)),
                "letter-too-many": tuple(
                    _einsum(letters, 3) for letters in ("fyxi", "fyxj", "fiyx", "fjyx")
                ),
                "axis-left-over": _windows_over_channels,
                "without-axis": lambda x, w, b: sliding_window_view(x, w.shape[2:]),
            },
        ),
    ),
)
