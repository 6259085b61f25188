"""Unit 3: keep the largest value of each window, channel by channel."""

import numpy as np

from convedu import ops
from convedu.checks.bank import bank, looping, same_sized, sliding, with_result, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case, NoPrediction
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


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
        Case(((np.arange(-48.0, 0.0).reshape(2, 4, 6) - 0.5) * 300, 2, 2), side_by_side),
        Case(((np.arange(-48.0, 0.0).reshape(2, 4, 6) - 0.5) * 300, 2, 1), other),
        Case((-np.abs(dyadic_rationals(rng, 2, 7, 5)), 2, 2), side_by_side),
        Case((dyadic_rationals(rng, 2, 7, 8), 3, 3), side_by_side),
        Case((dyadic_rationals(rng, 2, 7, 10), 3, 2), other),
        Case((dyadic_rationals(rng, 1, 8, 5), 2, 3), other),
        Case((dyadic_rationals(rng, 3, 6, 9) * 4096 + 0.25, 3, 1), other),
    ]


def _pooling(value=np.max, **step):
    """Return a pooling in which one step may differ, as `sliding` names them."""
    slide = sliding(value=lambda window, kernel: value(window), **step)
    return lambda x, k, s: np.stack([slide(plane, np.ones((k, k)), (s, s)) for plane in x])


def _one_by_one(**step):
    """Return a pooling that compares one value at a time, as `looping` names its steps."""
    loop = looping(collect=max, **step)
    return lambda x, k, s: np.stack([loop(plane, np.ones((k, k)), (s, s)) for plane in x])


def _windows_from(row_of, column_of):
    """Return an answer whose size is right, but whose windows begin at other rows or columns."""

    def answer(x, k, s):
        out = np.zeros_like(_max_pool2d(x, k, s))
        for i, j in np.ndindex(out.shape[1:]):
            row, column = row_of(i, k, s), column_of(j, k, s)
            out[:, i, j] = x[:, row : row + k, column : column + k].max(axis=(1, 2))
        return out

    return answer


def _indices_swapped(x, k, s):
    out = np.zeros_like(_max_pool2d(x, k, s))
    for i, j in np.ndindex(out.shape[1:]):
        out[:, i, j] = x[:, j * s : j * s + k, i * s : i * s + k].max(axis=(1, 2))
    return out


def _last_start_left_out(x, k, s):
    if k in x.shape[1:]:  # without any window the shape depends on how the loops are written
        raise NoPrediction
    return _pooling(count=lambda n, k, s: -((k - n) // s))(x, k, s)


def _at_least(start):
    """Return an answer whose maximum starts from a number."""
    return with_result(_max_pool2d, lambda pooled: np.maximum(pooled, start))


def _planes_last(x, k, s):
    return np.moveaxis(_max_pool2d(np.moveaxis(x, 2, 0), k, s), 0, 2)


def _swapped(plane, window):
    return plane.shape[::-1], window.shape


def _square(plane, window):
    return (len(plane), len(plane)), window.shape


def _dense_shape(plane, window, stride):
    return [n - len(window) + 1 for n in plane.shape]


def _right_shape(plane, window, stride):
    return _max_pool2d(plane[np.newaxis], len(window), stride[0]).shape[1:]


_right = _max_pool2d

max_pool2d = FunctionCheck(
    name="unit3/max_pool2d",
    reference=_right,
    cases=_cases,
    shares={"windows side by side": 0.25, "other strides": 0.5, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "mean-for-max": _pooling(np.mean),
            "sum-for-max": _pooling(np.sum),
            "min-for-max": _pooling(np.min),
            "stride-is-window": lambda x, k, s: _right(x, k, k),
            "stride-1": lambda x, k, s: _right(x, k, 1),
            "stride-in-size-only": _pooling(start=lambda i, s: i, end=lambda i, k, s: i + k),
            "stride-in-start-only": (
                _pooling(end=lambda i, k, s: i * s + s),
                _pooling(end=lambda i, k, s: i + k),
            ),
            "window-one-short": _pooling(end=lambda i, k, s: i * s + k - 1),
            "window-one-long": _pooling(end=lambda i, k, s: i * s + k + 1),
            "starts-at-zero": with_result(_right, lambda pooled: np.maximum(pooled, 0)),
            "starts-too-high": tuple(map(_at_least, (-1, 1, -10, -100, -999, -1000))),
            "window-of-two": lambda x, k, s: _right(x, 2, s),
            "position-forgotten": _pooling(start=lambda i, s: 0, end=lambda i, k, s: k),
            "first-of-window": _pooling(lambda window: window.flat[0]),
            "last-of-window": _pooling(lambda window: window.flat[-1]),
            "one-axis-only": (
                _pooling(lambda window: window[0].max()),
                _pooling(lambda window: window[:, 0].max()),
            ),
            "median-for-max": _pooling(np.median),
            "largest-of-the-channel": with_result(
                _right, lambda y: np.broadcast_to(y.max(axis=(1, 2), keepdims=True), y.shape)
            ),
            "same-size": same_sized(_right, sides=lambda x, k, s: (k, k)),
            "height-and-width-swapped": _pooling(sides=_swapped),
            "image-taken-for-square": _pooling(sides=_square),
            "channels-last": _planes_last,
            "ceil-for-floor": lambda x, k, s: ops.max_pool2d(x, k, stride=s, ceil_mode=True),
            "side-over-stride": (
                _pooling(count=lambda n, k, s: n // s),
                _one_by_one(count=lambda n, k, s: n // s),
            ),
            "side-over-window": _pooling(count=lambda n, k, s: n // k),
            "last-windows-hang-over": (
                _pooling(count=lambda n, k, s: -(-n // s)),
                _one_by_one(count=lambda n, k, s: -(-n // s)),
            ),
            "one-too-many": _pooling(count=lambda n, k, s: (n - k) // s + 2),
            "plus-one-inside": _pooling(count=lambda n, k, s: (n - k + 1) // s),
            "last-start-left-out": _last_start_left_out,
            "pixel-for-number": _pooling(place=lambda i, s: i * s, shape=_right_shape),
            "zeros-between": (
                _pooling(place=lambda i, s: i * s, shape=lambda plane, *rest: plane.shape),
                _pooling(place=lambda i, s: i * s, shape=_dense_shape),
            ),
            "index-but-not-size": _pooling(shape=_dense_shape),
            "window-for-stride-in-index": _windows_from(
                lambda i, k, s: i * k, lambda j, k, s: j * k
            ),
            "stride-in-one-index-only": (
                _windows_from(lambda i, k, s: i * s, lambda j, k, s: j),
                _windows_from(lambda i, k, s: i, lambda j, k, s: j * s),
            ),
            "stride-added": _windows_from(lambda i, k, s: i + s, lambda j, k, s: j + s),
            "indices-swapped": _indices_swapped,
            "argmax": _pooling(np.argmax),
            "channels-mixed": (
                with_result(_right, lambda pooled: pooled.max(axis=0)),
                with_result(_right, lambda y: np.repeat([y.max(axis=0)], len(y), axis=0)),
            ),
            "first-channel-only": (
                with_result(_right, lambda y: np.repeat(y[:1], len(y), axis=0)),
                with_result(_right, lambda y: y[:1]),
                with_result(_right, lambda y: y[0]),
            ),
            "returns-early": (
                with_result(_right, lambda y: np.where(np.indices(y.shape)[0] == 0, y, 0)),
                with_result(_right, lambda y: np.where(np.indices(y.shape)[1] == 0, y, 0)),
                with_result(
                    _right, lambda y: np.where(np.arange(y.size).reshape(y.shape) == 0, y, 0)
                ),
                with_result(_right, lambda y: np.where(np.indices(y.shape)[1:].any(0), 0, y)),
                with_result(_right, lambda y: np.where(np.indices(y.shape)[:2].any(0), 0, y)),
            ),
            "one-short": with_result(_right, lambda pooled: pooled[:, :-1, :-1]),
            "largest-size": _pooling(lambda window: np.abs(window).max()),
            "window-and-stride-swapped": lambda x, k, s: _right(x, s, k),
        },
    ),
)
