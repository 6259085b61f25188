"""Unit 2: a layer with several channels, several filters and a bias."""

import numpy as np

from convedu import ops
from convedu.checks.bank import (
    bank,
    flipped,
    same_sized,
    transposed,
    with_arguments,
    with_border,
    with_result,
    words,
)
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def layers(rng: np.random.Generator) -> list[Case]:
    """Draw inputs (C, H, W) with 1, 3 and 4 channels, filters (F, C, kH, kW) and biases (F,)."""
    one, several = "one filter", "several filters"

    def draw(channels, high, wide, filters, *kernel, scale=1.0):
        x = dyadic_rationals(rng, channels, high, wide) * scale
        return x, dyadic_rationals(rng, filters, channels, *kernel), dyadic_rationals(rng, filters)

    ramp = np.arange(1.0, 28.0).reshape(3, 3, 3)
    corners = np.array([[[1.0, 0], [0, -1]], [[0, 2], [0, 0]], [[0, 0], [1, 0]]])
    return [
        Case((ramp, corners[np.newaxis], np.array([0.5])), one, public=True),
        Case(
            (ramp[:2], np.stack([corners[:2], corners[1:]]), np.array([1.0, -2.0])), several, True
        ),
        Case(draw(1, 4, 5, 1, 2, 3), one),
        Case(draw(3, 6, 5, 1, 3, 2), one),
        Case(draw(3, 5, 7, 2, 3, 3), several),
        Case(draw(4, 6, 6, 3, 3, 3), several),
        Case(draw(2, 7, 5, 4, 2, 1), several),
        Case(draw(3, 6, 6, 2, 3, 3, scale=4096.25), several),
        Case((np.arange(24).reshape(2, 3, 4) % 5, *draw(2, 3, 4, 2, 2, 2)[1:]), several),
    ]


def _conv_multi(x, w, b):
    """Slide F filters w (F, C, kH, kW) over x (C, H, W); b (F,) is added once to each output."""
    (F, _, kH, kW), (_, H, W) = w.shape, x.shape
    out = np.zeros((F, H - kH + 1, W - kW + 1))
    for f in range(F):
        for i in range(out.shape[1]):
            for j in range(out.shape[2]):
                out[f, i, j] = (x[:, i : i + kH, j : j + kW] * w[f]).sum() + b[f]
    return out


def _layer(
    *,
    value=lambda window, w, b, f: (window * w[f]).sum() + b[f],
    sides=lambda x, w: (x.shape[1:], w.shape[2:]),
    window=lambda x, rows, columns: x[:, rows, columns],
):
    """Return a layer in which one step may differ: sides as they are read, windows, values."""

    def answer(x, w, b):
        (H, W), (kH, kW) = sides(x, w)
        out = np.zeros((len(w), max(H - kH + 1, 0), max(W - kW + 1, 0)))
        for f, i, j in np.ndindex(out.shape):
            part = window(x, slice(i, i + kH), slice(j, j + kW))
            out[f, i, j] = value(part, w, b, f)
        return out

    return answer


def _of_planes(combine):
    """Return an answer made of the planes (F, C, H', W'), one for each filter and channel."""

    def answer(x, w, b):
        planes = [[ops.correlate2d(x[c], kernel) for c, kernel in enumerate(f)] for f in w]
        return combine(np.array(planes), b[:, np.newaxis, np.newaxis])

    return answer


def _one_channel(channel, kernel):
    return lambda x, w, b: np.array(
        [ops.correlate2d(channel(f, x), kernel(f, w)) + b[f] for f in range(len(w))]
    )


def _in_zeros_like_the_input(x, w, b):
    right = _conv_multi(x, w, b)
    out = np.zeros((len(w), *x.shape[1:]))
    out[:, : right.shape[1], : right.shape[2]] = right
    return out


def _first_map_only(out):
    return np.concatenate([out[:1], np.zeros_like(out[1:])])


_right = _conv_multi

conv_multi = FunctionCheck(
    name="unit2/conv_multi",
    reference=_conv_multi,
    cases=layers,
    shares={"one filter": 0.25, "several filters": 0.5, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "bias-per-channel": _of_planes(lambda planes, b: (planes + b[:, None]).sum(axis=1)),
            "bias-per-tap": lambda x, w, b: _right(x, w, b * w[0].size),
            "bias-forgotten": with_arguments(_right, b=np.zeros_like),
            "first-bias-for-all": with_arguments(_right, b=lambda b: b[[0] * len(b)]),
            "filters-not-indexed": _layer(value=lambda part, w, b, f: (part * w[f]).sum() + b),
            "bias-twice": with_arguments(_right, b=lambda b: 2 * b),
            "bias-multiplied": lambda x, w, b: ops.conv2d(x, w) * b[:, None, None],
            "biases-reversed": with_arguments(_right, b=np.flip),
            "biases-added-up": with_arguments(_right, b=lambda b: np.full_like(b, b.sum())),
            "bias-in-weights": lambda x, w, b: ops.conv2d(x, w + b[:, None, None, None]),
            "bias-subtracted": with_arguments(_right, b=np.negative),
            "bias-along-a-row": lambda x, w, b: ops.conv2d(x, w) + b,
            "first-channel-only": with_arguments(_right, x=lambda x: x[:1], w=lambda w: w[:, :1]),
            "always-three": lambda x, w, b: _right(x[[0, 1, 2]], w[:, [0, 1, 2]], b),
            "channels-not-added": (
                _of_planes(lambda planes, b: planes + b[:, None]),
                _of_planes(lambda planes, b: planes),
            ),
            "last-channel-survives": with_arguments(
                _right, x=lambda x: x[-1:], w=lambda w: w[:, -1:]
            ),
            "mean-over-channels": _of_planes(lambda planes, b: planes.mean(axis=1) + b),
            "largest-channel": _of_planes(lambda planes, b: planes.max(axis=1) + b),
            "one-kernel-for-all-channels": with_arguments(
                _right, w=lambda w: np.repeat(w[:, :1], w.shape[1], axis=1)
            ),
            "one-channel-per-filter": (
                _one_channel(lambda f, x: x[f], lambda f, w: w[f, 0]),
                _one_channel(lambda f, x: x[f % len(x)], lambda f, w: w[f, f % w.shape[1]]),
                _one_channel(lambda f, x: x[f], lambda f, w: w[f, f]),
            ),
            "channels-reversed": with_arguments(_right, x=lambda x: x[::-1]),
            "channels-added-first": (
                lambda x, w, b: _right(x.sum(axis=0)[None], w.sum(axis=1)[:, None], b),
                lambda x, w, b: _right(x.mean(axis=0)[None], w.sum(axis=1)[:, None], b),
                lambda x, w, b: _right(x.sum(axis=0)[None], w.mean(axis=1)[:, None], b),
            ),
            "all-planes-in-a-row": _of_planes(
                lambda planes, b: (planes + b[:, None]).reshape(-1, *planes.shape[2:])
            ),
            "filters-reversed": with_arguments(_right, w=lambda w: w[::-1]),
            "first-filter-reused": with_arguments(_right, w=lambda w: w[[0] * len(w)]),
            "first-filter-only": with_result(_right, lambda out: out[:1]),
            "first-filter-only/axis-gone": with_result(_right, lambda out: out[0]),
            "returns-early": with_result(_right, _first_map_only),
            "all-filters-at-once": _layer(value=lambda part, w, b, f: (part * w).sum() + b[f]),
            "filters-added": (
                with_result(_right, lambda out: out.sum(axis=0)),
                lambda x, w, b: ops.conv2d(x, w).sum(axis=0) + b,
                lambda x, w, b: ops.conv2d(x, w).sum(axis=0),
            ),
            "filters-averaged": with_result(_right, lambda out: out.mean(axis=0)),
            "largest-filter": with_result(_right, lambda out: out.max(axis=0)),
            "sum-never-reset": with_result(_right, lambda out: np.cumsum(out, axis=0)),
            "filters-last": with_result(_right, lambda out: np.moveaxis(out, 0, 2)),
            "flipped-kernel": with_arguments(_right, w=flipped),
            "flipped-filter": with_arguments(_right, w=lambda w: w[:, ::-1, ::-1, ::-1]),
            "transposed-kernel": with_arguments(_right, w=transposed),
            "channel-last": _layer(
                sides=lambda x, w: (x.shape[:2], w.shape[2:]),
                window=lambda x, rows, columns: x[rows, columns],
            ),
            "matrix-product": _layer(value=lambda part, w, b, f: (part @ w[f]).sum() + b[f]),
            "transposed-output": with_result(_right, transposed),
            "kernel-taken-for-square": _layer(
                sides=lambda x, w: (x.shape[1:], (w.shape[2], w.shape[2]))
            ),
            "one-short": with_result(_right, lambda out: out[:, :-1, :-1]),
            "height-and-width-swapped": _layer(sides=lambda x, w: (x.shape[:0:-1], w.shape[:1:-1])),
            "always-three-pixels": _layer(sides=lambda x, w: (x.shape[1:], (3, 3))),
            "indices-swapped": _layer(window=lambda x, rows, columns: x[:, columns, rows]),
            "start-forgotten": with_result(
                _right, lambda out: np.broadcast_to(out[:, :1, :1], out.shape).copy()
            ),
            "overwritten": _layer(value=lambda part, w, b, f: (part * w[f])[-1, -1, -1] + b[f]),
            "mean-for-sum": _layer(value=lambda part, w, b, f: (part * w[f]).mean() + b[f]),
            "weights-forgotten": _layer(value=lambda part, w, b, f: part.sum() + b[f]),
            "windows-side-by-side": lambda x, w, b: _right(x, w, b)[
                :, :: w.shape[2], :: w.shape[3]
            ],
            "same-size": same_sized(_right),
            "same-edge": same_sized(_right, mode="edge"),
            "full-size": with_border(_right, lambda k: (k - 1, k - 1)),
            "zeros-left-over": _in_zeros_like_the_input,
            "negatives-cut": with_result(_right, lambda out: np.maximum(out, 0)),
        },
    ),
)
