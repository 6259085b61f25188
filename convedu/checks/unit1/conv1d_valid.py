"""Unit 1: slide along a signal."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convedu.checks.bank import (
    bank,
    last,
    looping,
    same_sized,
    sliding,
    with_arguments,
    with_border,
    with_result,
    words,
)
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case, NoPrediction
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _conv1d_valid(x, w):
    size = len(x) - len(w) + 1
    out = np.zeros(size)
    for i in range(size):
        out[i] = (x[i : i + len(w)] * w).sum()
    return out


def _conv1d_cases(rng: np.random.Generator) -> list[Case]:
    return [
        Case((np.array([1.0, 2.0, 4.0, 8.0]), np.array([1.0, 0.0, -1.0])), public=True),
        Case((np.array([2, 0, 5, 1, 3]), np.array([0.5, 0.25])), public=True),
        Case((dyadic_rationals(rng, 3), dyadic_rationals(rng, 3))),
        Case((dyadic_rationals(rng, 5), dyadic_rationals(rng, 1))),
        Case((dyadic_rationals(rng, 9), dyadic_rationals(rng, 4))),
        Case((dyadic_rationals(rng, 12) * 4096 + 0.25, dyadic_rationals(rng, 5))),
    ]


def _too_far(answer):
    """Return an answer that goes on beyond the end, if anything hangs over there."""

    def further(x, w):
        if len(w) == 1:
            raise NoPrediction
        return answer(x, w)

    return further


def _three(x, w):
    return x.shape, (3,)


def _every_start(x, w):
    return (len(x) + len(w) - 1,), w.shape


def _in_zeros(zeros):
    def answer(x, w):
        out = zeros(x)
        right = _conv1d_valid(x, w)
        out[: len(right)] = right
        return out

    return answer


def _first_only(x, w):
    out = np.zeros(len(x) - len(w) + 1)
    out[0] = (x[: len(w)] * w).sum()
    return out


_right = _conv1d_valid

conv1d_valid = FunctionCheck(
    name="unit1/conv1d_valid",
    reference=_conv1d_valid,
    cases=_conv1d_cases,
    shares={"values": 0.75, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "flipped-kernel": with_arguments(_right, w=np.flip),
            "flipped-input": with_arguments(_right, x=np.flip),
            "last-window-lost": (
                with_result(_right, lambda y: y[:-1]),
                with_result(_right, lambda y: np.append(y[:-1], 0.0)),
            ),
            "same-size": (
                *same_sized(_right),
                with_border(_right, lambda k: (0, k - 1)),
                with_border(_right, lambda k: (k - 1, 0)),
            ),
            "full-size": lambda x, w: np.convolve(x, w[::-1], "full"),
            "numpy-convolve": np.convolve,
            "numpy-convolve/same": lambda x, w: np.convolve(x, w, "same"),
            "beyond-the-end": (
                _too_far(sliding(sides=_every_start)),
                _too_far(looping(sides=_every_start)),
            ),
            "zeros-left-over/like-x": _in_zeros(np.zeros_like),
            "always-three": (looping(sides=_three), sliding(sides=_three)),
            "start-forgotten": with_result(_right, lambda y: np.full_like(y, y[0])),
            "index-backwards": looping(pixel=lambda i, j, s: i - j),
            "end-not-moved": sliding(end=lambda i, k, s: k),
            "last-weight-lost": (
                sliding(value=lambda window, w: (window[:-1] * w[:-1]).sum()),
                sliding(value=lambda window, w: (window[1:] * w[1:]).sum()),
            ),
            "first-window-lost": with_result(_right, lambda y: np.append(0.0, y[1:])),
            "sums-multiplied": sliding(value=lambda window, w: window.sum() * w.sum()),
            "weights-forgotten": sliding(value=lambda window, w: window.sum()),
            "added-for-multiplied": sliding(value=lambda window, w: (window + w).sum()),
            "largest-product": sliding(value=lambda window, w: (window * w).max()),
            "normalised": lambda x, w: _right(x, w) / (w.sum() or 1.0),
            "index-not-moved": looping(pixel=lambda i, j, s: i),
            "zeros-left-over": _in_zeros(lambda x: np.zeros(len(x))),
            "mean-for-sum": sliding(value=lambda window, w: (window * w).mean()),
            "windows-side-by-side": lambda x, w: _right(x, w)[:: len(w)],
            "sum-never-reset": with_result(_right, np.cumsum),
            "overwritten": looping(collect=last),
            "wrapped": lambda x, w: sum(np.roll(x, -j) * w[j] for j in range(len(w))),
            "first-window-only": (
                with_result(_right, lambda y: y[0]),
                with_result(_right, lambda y: y[:1]),
                _first_only,
            ),
            "not-added": lambda x, w: sliding_window_view(x, len(w)) * w,
        },
    ),
)
