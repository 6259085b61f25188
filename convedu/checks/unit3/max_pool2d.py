"""Unit 3: the largest value of each window."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convedu import ops
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case, NoPrediction
from convedu.checks.function import FunctionCheck


def _max_pool2d(x, k, s):
    channels, height, width = x.shape
    rows, columns = (height - k) // s + 1, (width - k) // s + 1
    out = np.empty((channels, rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = x[:, i * s : i * s + k, j * s : j * s + k]
            out[:, i, j] = window.max(axis=(1, 2))
    return out


def _cases(rng: np.random.Generator) -> list[Case]:
    side_by_side, other = "windows side by side", "other strides"
    ramp = np.array([[[1.0, 5.0, 2.0, 0.0], [3.0, 4.0, 8.0, 6.0]]])
    return [
        Case((ramp, 2, 2), side_by_side, public=True),
        Case((np.stack([ramp[0], 0.0 - ramp[0]]), 2, 1), other, public=True),
        Case((dyadic_rationals(rng, 3, 4, 6), 2, 2), side_by_side),
        Case((-np.abs(dyadic_rationals(rng, 2, 7, 5)), 2, 2), side_by_side),
        Case((dyadic_rationals(rng, 2, 7, 8), 3, 3), side_by_side),
        Case((dyadic_rationals(rng, 2, 7, 10), 3, 2), other),
        Case((dyadic_rationals(rng, 1, 8, 5), 2, 3), other),
        Case((dyadic_rationals(rng, 3, 6, 9) * 4096 + 0.25, 3, 1), other),
    ]


def _windows(x, k, s):
    return sliding_window_view(x, (k, k), axis=(1, 2))[:, ::s, ::s]


def _stride_in_size_only(x, k, s):
    rows, columns = _max_pool2d(x, k, s).shape[1:]
    return _max_pool2d(x, k, 1)[:, :rows, :columns]


def _starts_at_zero(x, k, s):
    return np.maximum(_max_pool2d(x, k, s), 0)


def _side_over_stride(x, k, s):
    out = np.empty((len(x), x.shape[1] // s, x.shape[2] // s))
    for i, j in np.ndindex(out.shape[1:]):
        out[:, i, j] = x[:, i * s : i * s + k, j * s : j * s + k].max(axis=(1, 2))
    return out


def _each_window(count, value):
    """Return an answer that puts `value(x, i, j, k, s)` at each of `count(side, k, s)` places."""

    def answer(x, k, s):
        out = np.zeros((len(x), *(max(count(side, k, s), 0) for side in x.shape[1:])))
        for i, j in np.ndindex(out.shape[1:]):
            out[:, i, j] = value(x, i, j, k, s)
        return out

    return answer


def _largest(x, i, j, k, s):
    return x[:, i * s : i * s + k, j * s : j * s + k].max(axis=(1, 2))


def _position_of_the_largest(x, i, j, k, s):
    return x[:, i * s : i * s + k, j * s : j * s + k].reshape(len(x), -1).argmax(axis=1)


def _last_start_left_out(x, k, s):
    if k in x.shape[1:]:  # without any window the shape depends on how the loops are written
        raise NoPrediction
    return _each_window(lambda n, k, s: -((k - n) // s), _largest)(x, k, s)


def _where_it_begins(shape_of):
    """Return an answer whose values stand where their windows begin, in an array of zeros."""

    def answer(x, k, s):
        out = np.zeros(shape_of(x, k, s))
        for i in range(0, x.shape[1] - k + 1, s):
            for j in range(0, x.shape[2] - k + 1, s):
                out[:, i, j] = x[:, i : i + k, j : j + k].max(axis=(1, 2))
        return out

    return answer


def _channels_mixed(x, k, s):
    return np.broadcast_to(_max_pool2d(x, k, s).max(axis=0), _max_pool2d(x, k, s).shape).copy()


def _in_place(x, k, s):
    right = _max_pool2d(x, k, s)
    x[:, : right.shape[1], : right.shape[2]] = right
    return right


max_pool2d = FunctionCheck(
    name="unit3/max_pool2d",
    reference=_max_pool2d,
    cases=_cases,
    shares={"windows side by side": 0.25, "other strides": 0.5, "side_effects_and_type": 0.25},
    bugs=(
        Bug(
            "mean-for-max",
            "You take the mean of each window. That is average pooling; here the largest wins.",
            lambda x, k, s: _windows(x, k, s).mean(axis=(3, 4)),
        ),
        Bug(
            "sum-for-max",
            "You add the window up, as a convolution would. Pooling keeps its largest value.",
            lambda x, k, s: _windows(x, k, s).sum(axis=(3, 4)),
        ),
        Bug(
            "min-for-max",
            "You keep the smallest value of each window.",
            lambda x, k, s: _windows(x, k, s).min(axis=(3, 4)),
        ),
        Bug(
            "stride-is-window",
            "Your windows always lie side by side, as if the stride were `k`. They start every `s` "
            "positions: at `i * s`.",
            lambda x, k, s: _max_pool2d(x, k, k),
        ),
        Bug(
            "stride-1",
            "Your window moves by one whatever `s` is. It starts at `i * s` and `j * s`.",
            lambda x, k, s: _max_pool2d(x, k, 1),
        ),
        Bug(
            "stride-in-size-only",
            "Your output has the right size, but its windows start at `i` and not at `i * s`.",
            _stride_in_size_only,
        ),
        Bug(
            "starts-at-zero",
            "Where a window is all negative you give 0. Start with its first value, or with "
            "`-np.inf`, and not with zeros.",
            _starts_at_zero,
        ),
        Bug(
            "ceil-for-floor",
            "You let a last window hang over the border. Here only full windows count.",
            lambda x, k, s: ops.max_pool2d(x, k, stride=s, ceil_mode=True),
        ),
        Bug(
            "side-over-stride",
            "You count H // s windows, so the last ones hang over the border. A full window fits "
            "(H - k) // s + 1 times.",
            _side_over_stride,
        ),
        Bug(
            "side-over-window",
            "You count H // k windows, as if they lay side by side. They start every `s` "
            "positions, so (H - k) // s + 1 of them fit.",
            _each_window(lambda n, k, s: n // k, _largest),
        ),
        Bug(
            "last-windows-hang-over",
            "You begin a window every `s` positions to the very end, and the last ones hang over "
            "the border. A full window fits (H - k) // s + 1 times.",
            _each_window(lambda n, k, s: -(-n // s), _largest),
        ),
        Bug(
            "plus-one-inside",
            "You divide the number of places at stride 1, (H - k + 1), by the stride. The first "
            "window needs no step: divide H - k, then add 1.",
            _each_window(lambda n, k, s: (n - k + 1) // s, _largest),
        ),
        Bug(
            "last-start-left-out",
            "Where the stride divides, your last row or column is missing. The last window may "
            "begin at H - k itself, and `range` leaves its end out: `range(0, H - k + 1, s)`.",
            _last_start_left_out,
        ),
        Bug(
            "pixel-for-number",
            "You write to `out[:, i, j]` where i and j are the *pixel* at which the window begins. "
            "Let them count windows, and begin at row `i * s`, column `j * s`.",
            _where_it_begins(lambda x, k, s: _max_pool2d(x, k, s).shape),
        ),
        Bug(
            "zeros-between",
            "Your output is as large as the picture, and its values stand where their windows "
            "begin. Let them stand side by side.",
            _where_it_begins(lambda x, k, s: x.shape),
        ),
        Bug(
            "argmax",
            "You return *where* in the window the largest value stands (`argmax`). Keep the value "
            "itself: `max`.",
            _each_window(lambda n, k, s: (n - k) // s + 1, _position_of_the_largest),
        ),
        Bug(
            "channels-mixed",
            "You take the largest over all channels, and their axis is gone. Each channel is "
            "pooled by itself: the output is (C, H', W').",
            lambda x, k, s: _max_pool2d(x, k, s).max(axis=0),
        ),
        Bug(
            "channels-mixed",
            "You take the largest over all channels. Each channel is pooled by itself: "
            "`max(axis=(1, 2))` leaves the first axis alone.",
            _channels_mixed,
        ),
        Bug(
            "first-channel-only",
            "Only the first channel is pooled, and used for all.",
            lambda x, k, s: np.repeat(_max_pool2d(x[:1], k, s), len(x), axis=0),
        ),
        Bug(
            "transposed-output",
            "Rows and columns of your output are swapped. The first index after the channel counts "
            "rows.",
            lambda x, k, s: _max_pool2d(x, k, s).transpose(0, 2, 1),
        ),
        Bug(
            "one-short",
            "The last row and column of outputs are missing: a window fits (n - k) // s + 1 times.",
            lambda x, k, s: _max_pool2d(x, k, s)[:, :-1, :-1],
        ),
        Bug(
            "largest-size",
            "You compare sizes without the sign, so -8 beats 6. The largest value is 6.",
            lambda x, k, s: np.abs(_windows(x, k, s)).max(axis=(3, 4)),
        ),
        Bug(
            "window-and-stride-swapped",
            "`k` and `s` are swapped: `k` is the window's size, `s` its step.",
            lambda x, k, s: _max_pool2d(x, s, k),
        ),
        Bug(
            "input-changed",
            "The values are right, but your function writes into `x`, which belongs to its caller.",
            _in_place,
        ),
    ),
    hints=(
        "The output has `(H - k) // s + 1` rows; columns likewise.",
        "The window of output `[i, j]` starts at row `i * s` and column `j * s` and is `k` high "
        "and wide.",
        "`x[:, i*s : i*s + k, j*s : j*s + k].max(axis=(1, 2))` gives one number for each channel.",
    ),
)
