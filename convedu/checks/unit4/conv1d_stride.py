"""Unit 4: slide along a signal in steps of s."""

import numpy as np

from convedu import ops
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case, NoPrediction
from convedu.checks.function import FunctionCheck


def signals(rng: np.random.Generator) -> list[Case]:
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


def ends_missing(x, w):
    """Slide over the signal as if zeros stood behind it, so that no last window is dropped."""
    return ops.correlate1d(np.concatenate([x, np.zeros(len(w) - 1)]), w)


def _size_only(x, w, s):
    return ops.correlate1d(x, w)[: len(_conv1d_stride(x, w, s))]


def _index_only(x, w, s):
    out = np.zeros(len(x) - len(w) + 1)
    right = _conv1d_stride(x, w, s)
    out[: len(right)] = right
    return out


def _each_window(count, value):
    """Return an answer that puts `value(x, w, s, i)` at each of `count(n, k, s)` places."""

    def answer(x, w, s):
        return np.array([value(x, w, s, i) for i in range(count(len(x), len(w), s))])

    return answer


def _right_window(x, w, s, i):
    return (x[i * s : i * s + len(w)] * w).sum()


def _ends_without_stride(x, w, s, i):
    return (x[i * s : i + len(w)] * w).sum()


def _cell_for_number(x, w, s):
    out = np.zeros(len(_conv1d_stride(x, w, s)))
    for i in range(0, len(x) - len(w) + 1, s):
        out[i] = (x[i : i + len(w)] * w).sum()
    return out


def _input_first(x, w, s):
    if len(x[::s]) < len(w):
        raise NoPrediction
    return ops.correlate1d(x[::s], w)


def _dilated(x, w, s):
    out = len(x) - s * (len(w) - 1)
    if out < 1:
        raise NoPrediction
    return sum(x[j * s : j * s + out] * w[j] for j in range(len(w)))


def _last_start_left_out(x, w, s):
    return ops.correlate1d(x, w)[:-1][::s]


def _changes(x, w, s):
    right = _conv1d_stride(x, w, s)
    x[: len(right)] = right
    return right


conv1d_stride = FunctionCheck(
    name="unit4/conv1d_stride",
    reference=_conv1d_stride,
    cases=signals,
    shares={"stride 1": 0.25, "steps": 0.5, "side_effects_and_type": 0.25},
    bugs=(
        Bug(
            "size-but-not-index",
            "The stride is in your size and not in your index: you take the first few outputs "
            "of stride 1. Window `i` begins at `x[i * s]`.",
            _size_only,
        ),
        Bug(
            "index-but-not-size",
            "Your windows are right, and zeros follow: the output is still as long as at stride "
            "1. Divide in the size as well.",
            _index_only,
        ),
        Bug(
            "cell-for-number",
            "You write to `out[i]` where i is the *cell* at which the window begins. The outputs "
            "stand side by side: let i count windows, and begin at cell `i * s`.",
            _cell_for_number,
        ),
        Bug(
            "stride-forgotten",
            "You slide by one cell each time. With stride s, the window jumps s cells.",
            lambda x, w, s: ops.correlate1d(x, w),
        ),
        Bug(
            "input-subsampled-first",
            "You throw cells of the input away before the kernel sees them. The stride skips "
            "outputs: the window still reads neighbours.",
            _input_first,
        ),
        Bug(
            "dilation-for-stride",
            "You spread the weights s cells apart; that is dilation. A stride moves the whole "
            "window.",
            _dilated,
        ),
        Bug(
            "starts-late",
            "Your first window begins at cell s - 1. The first one begins at cell 0, whatever "
            "the stride.",
            lambda x, w, s: ops.correlate1d(x, w)[s - 1 :: s],
        ),
        Bug(
            "last-window-hangs-over",
            "You have a last window that hangs over the end, and count zeros there. Where a "
            "window does not fit as a whole, it does not count: round down.",
            lambda x, w, s: ends_missing(x, w)[::s],
        ),
        Bug(
            "last-window-lost",
            "The last output is missing. The size is (n - k) // s + 1: the window at the start "
            "counts too.",
            lambda x, w, s: _conv1d_stride(x, w, s)[:-1],
        ),
        Bug(
            "kernel-forgotten",
            "You count n / s windows, so the last ones find too few cells. The window's own cells "
            "come off first: (n - k) // s + 1.",
            _each_window(lambda n, k, s: n // s, _right_window),
        ),
        Bug(
            "plus-one-inside",
            "You divide the number of places at stride 1, n - k + 1, by the stride. The first "
            "window needs no step: divide n - k, then add 1.",
            _each_window(lambda n, k, s: (n - k + 1) // s, _right_window),
        ),
        Bug(
            "stride-in-start-only",
            "Your slice begins at `i * s`, but it ends where it would at stride 1. It holds as "
            "many cells as `w` has weights: up to `i * s + len(w)`.",
            _each_window(lambda n, k, s: (n - k) // s + 1, _ends_without_stride),
        ),
        Bug(
            "last-start-left-out",
            "Where the stride divides, your last output is missing. The last window may begin at "
            "n - k itself, and `range` leaves its end out: `range(0, n - k + 1, s)`.",
            _last_start_left_out,
        ),
        Bug(
            "windows-side-by-side",
            "Your window jumps by its own length. It jumps by s, so windows may overlap or leave "
            "cells out.",
            lambda x, w, s: ops.correlate1d(x, w)[:: len(w)],
        ),
        Bug(
            "flipped-kernel",
            "You slide the flipped kernel. Here it stays as it is, as in a network's layer.",
            lambda x, w, s: _conv1d_stride(x, w[::-1], s),
        ),
        Bug(
            "mean-for-sum",
            "You take the mean of the products. The output is their sum.",
            lambda x, w, s: _conv1d_stride(x, w, s) / len(w),
        ),
        Bug(
            "integers",
            "Your output holds whole numbers only, so fractions are cut off. Make it with "
            "`np.zeros(size)`; `zeros_like` copies the input's dtype.",
            lambda x, w, s: _conv1d_stride(x, w, s).astype(int),
        ),
        Bug(
            "integers-kept",
            "For a signal of whole numbers your output holds whole numbers too, so fractions are "
            "cut off: `zeros_like` copies the dtype. Make it with `np.zeros(size)`.",
            lambda x, w, s: _conv1d_stride(x, w, s).astype(x.dtype),
        ),
        Bug(
            "input-changed",
            "The values are right, but your function writes into `x`, which belongs to its "
            "caller. Write into a new array.",
            _changes,
        ),
    ),
    hints=(
        "How many windows fit? You have just written a function that says so.",
        "Window `i` begins at cell `i * s`: both the size and the index need the stride.",
        "`out[i] = (x[i * s : i * s + len(w)] * w).sum()` for each `i` below "
        "`(len(x) - len(w)) // s + 1`.",
    ),
)
