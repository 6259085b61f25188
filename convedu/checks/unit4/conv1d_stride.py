"""Unit 4: slide along a signal in steps of s."""

import numpy as np

from convedu import ops
from convedu.checks.bank import bank, sliding, with_arguments, with_result, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case, NoPrediction
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _signals(rng: np.random.Generator) -> list[Case]:
    """Draw signals, kernels and strides, most of which do not divide."""
    powers = 2.0 ** np.arange(8)
    return [
        Case((powers, np.array([1.0, 0.0, -1.0]), 2), "steps", public=True),
        Case((np.array([2, 0, 5, 1, 3, 4]), np.array([0.5, 0.25]), 3), "steps", public=True),
        Case((dyadic_rationals(rng, 7), dyadic_rationals(rng, 3), 1), "stride 1"),
        Case((dyadic_rationals(rng, 9), dyadic_rationals(rng, 2), 2), "steps"),
        Case((dyadic_rationals(rng, 12), dyadic_rationals(rng, 4), 3), "steps"),
        Case((dyadic_rationals(rng, 10), dyadic_rationals(rng, 3), 5), "steps"),
        Case((dyadic_rationals(rng, 11) * 4096 + 0.25, dyadic_rationals(rng, 5), 2), "steps"),
    ]


def _conv1d_stride(x, w, s):
    size = (len(x) - len(w)) // s + 1
    out = np.zeros(size)
    for i in range(size):
        out[i] = (x[i * s : i * s + len(w)] * w).sum()
    return out


def _of_dense(pick):
    """Return an answer that takes some of the outputs at stride 1."""
    return lambda x, w, s: pick(ops.correlate1d(x, w), s)


def _stepping(**step):
    """Return an answer in which one step may differ, as `sliding` names them."""
    slide = sliding(**step)
    return lambda x, w, s: slide(x, w, (s,))


def _hangs_over(x, w, s):
    return ops.correlate1d(np.pad(x, (0, len(w) - 1)), w)[::s]


def _input_first(x, w, s):
    if len(x[::s]) < len(w):
        raise NoPrediction
    return ops.correlate1d(x[::s], w)


def _dilated(x, w, s):
    out = len(x) - s * (len(w) - 1)
    if out < 1:
        raise NoPrediction
    return sum(x[j * s : j * s + out] * w[j] for j in range(len(w)))


def _right_shape(x, w, stride):
    return _conv1d_stride(x, w, *stride).shape


def _dense_shape(x, w, stride):
    return (len(x) - len(w) + 1,)


_right = _conv1d_stride

conv1d_stride = FunctionCheck(
    name="unit4/conv1d_stride",
    reference=_right,
    cases=_signals,
    shares={"stride 1": 0.25, "steps": 0.5, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "size-but-not-index": _stepping(start=lambda i, s: i, end=lambda i, k, s: i + k),
            "index-but-not-size": _stepping(shape=_dense_shape),
            "cell-for-number": _stepping(place=lambda i, s: i * s, shape=_right_shape),
            "stride-forgotten": _of_dense(lambda y, s: y),
            "input-subsampled-first": _input_first,
            "dilation-for-stride": _dilated,
            "starts-late": _of_dense(lambda y, s: y[s - 1 :: s]),
            "last-window-hangs-over": _hangs_over,
            "last-window-lost": with_result(_right, lambda y: y[:-1]),
            "kernel-forgotten": _stepping(count=lambda n, k, s: n // s),
            "plus-one-inside": _stepping(count=lambda n, k, s: (n - k + 1) // s),
            "stride-in-start-only": _stepping(end=lambda i, k, s: i + k),
            "last-start-left-out": _of_dense(lambda y, s: y[:-1][::s]),
            "windows-side-by-side": lambda x, w, s: ops.correlate1d(x, w)[:: len(w)],
            "flipped-kernel": with_arguments(_right, w=lambda w: w[::-1]),
            "mean-for-sum": _stepping(value=lambda window, w: (window * w).mean()),
        },
    ),
)
