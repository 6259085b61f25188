"""Unit 8: a 1x1 convolution as a matrix product."""

from collections.abc import Callable
from functools import partial

import numpy as np

from convedu.checks.answers import Answer, configurable
from convedu.checks.bank import bank, with_result, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _conv1x1(x, w):
    channels, height, width = x.shape
    flat = w @ x.reshape(channels, height * width)
    return flat.reshape(len(w), height, width)


def _cases(rng: np.random.Generator) -> list[Case]:
    square, shapes = "as many out as in", "any number of channels"
    pixels = np.arange(1.0, 13.0).reshape(2, 2, 3)
    return [
        Case((pixels, np.array([[1.0, 0.5], [0.0, -1.0]])), square, public=True),
        Case((pixels, np.array([[1.0, 2.0], [0.0, 1.0], [0.5, 0.0]])), shapes, public=True),
        Case((dyadic_rationals(rng, 3, 4, 5), dyadic_rationals(rng, 3, 3)), square),
        Case((rng.integers(0, 9, (3, 2, 4)), dyadic_rationals(rng, 5, 3)), shapes),
        Case((dyadic_rationals(rng, 4, 3, 3), dyadic_rationals(rng, 1, 4)), shapes),
        Case((dyadic_rationals(rng, 1, 3, 2), dyadic_rationals(rng, 2, 1)), shapes),
        Case((dyadic_rationals(rng, 8, 1, 6), dyadic_rationals(rng, 3, 8)), shapes),
        Case((dyadic_rationals(rng, 6, 5, 4) * 4096 + 0.25, dyadic_rationals(rng, 2, 6)), shapes),
    ]


def _own_channel_only(x, w):
    if len(w) != len(x):
        raise ValueError
    return np.diag(w)[:, np.newaxis, np.newaxis] * x


def _of_shape(x, w):
    return len(w), *x.shape[1:]


@configurable
def _loop(
    *,
    zeros: Callable = lambda x, w: np.zeros(_of_shape(x, w)),
    sizes: Callable = lambda x, w: (len(w), len(x)),
    weight: Callable = lambda w, o, c: w[o, c],
    in_place: bool = True,
) -> Answer:
    """Return an answer that adds up in a loop as a right one does, but for one thing.

    Parameters
    ----------
    zeros : callable
        The array for the sums.
    sizes : callable
        How many channels are made and read.
    weight : callable
        What output o takes from channel c.
    in_place : bool
        Whether ``+=`` is written: it refuses to put fractions into whole numbers.
    """

    def answer(x, w):
        out = zeros(x, w)
        for o, c in np.ndindex(*sizes(x, w)):
            if in_place:
                out[o] += weight(w, o, c) * x[c]
            else:
                out[o] = out[o] + weight(w, o, c) * x[c]
        return out

    return answer


@configurable
def _pixel_by_pixel(
    *,
    sizes: Callable = lambda high, wide: (high, wide),
    mix: Callable = np.matmul,
    zeros: Callable = lambda x, w: np.zeros(_of_shape(x, w)),
) -> Answer:
    """Return an answer that goes from pixel to pixel.

    Parameters
    ----------
    sizes : callable
        How many rows and columns it goes through, from the picture's.
    mix : callable
        What is made of the matrix and a pixel's channels.
    zeros : callable
        The array for the results.
    """

    def answer(x, w):
        out = zeros(x, w)
        for i, j in np.ndindex(*sizes(*x.shape[1:])):
            out[:, i, j] = mix(w, x[:, i, j])
        return out

    return answer


def _swapped(w, o, c):
    return w[c, o]


def _without_last(out, rows, columns):
    out[:, out.shape[1] - rows :] = 0
    out[:, :, out.shape[2] - columns :] = 0
    return out


def _without_others(out, channel):
    return out * (np.arange(len(out)) == channel)[:, np.newaxis, np.newaxis]


def _zeros_of_its_dtype(x, w):
    return np.zeros(_of_shape(x, w), x.dtype)


def _normalised(x, w):
    total = w.sum(axis=1)
    return _conv1x1(x, w) / np.where(total == 0, 1, total)[:, np.newaxis, np.newaxis]


conv1x1 = FunctionCheck(
    name="unit8/conv1x1",
    reference=_conv1x1,
    cases=_cases,
    shares={
        "as many out as in": 0.25,
        "any number of channels": 0.5,
        "side_effects_and_type": 0.25,
    },
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "transposed-matrix": lambda x, w: np.tensordot(w.T, x, 1),
            "transposed-in-einsum": lambda x, w: np.einsum("co,chw->ohw", w, x),
            "transposed-in-a-loop": (
                _loop(weight=_swapped),
                _loop(
                    sizes=lambda x, w: w.T.shape,
                    weight=_swapped,
                    zeros=lambda x, w: np.zeros(_of_shape(x, w.T)),
                ),
            ),
            "rows-for-channels": (
                lambda x, w: w @ x,
                lambda x, w: x @ w,
                lambda x, w: x @ w.T,
            ),
            "rows-for-channels-dot": lambda x, w: np.dot(w, x),
            "pixels-scrambled": lambda x, w: (x.reshape(-1, len(x)) @ w.T).T.reshape(
                _of_shape(x, w)
            ),
            "pixels-scrambled-twice": lambda x, w: (x.reshape(-1, len(x)) @ w.T).reshape(
                _of_shape(x, w)
            ),
            "output-scrambled": lambda x, w: (w @ x.reshape(len(x), -1)).T.reshape(_of_shape(x, w)),
            "channels-last": with_result(_conv1x1, lambda out: np.moveaxis(out, 0, -1)),
            "as-deep-as-the-input": (
                _loop(zeros=lambda x, w: np.zeros(x.shape)),
                _loop(zeros=lambda x, w: np.zeros_like(x)),
                _pixel_by_pixel(zeros=lambda x, w: np.zeros(x.shape)),
            ),
            "one-index-twice": (
                _loop(weight=lambda w, o, c: w[o, o]),
                _loop(weight=lambda w, o, c: w[c, c]),
            ),
            "still-flat": with_result(_conv1x1, lambda out: out.reshape(len(out), -1)),
            "width-and-height-swapped": (
                with_result(
                    _conv1x1, lambda out: out.reshape(len(out), out.shape[2], out.shape[1])
                ),
                _loop(zeros=lambda x, w: np.zeros((len(w), x.shape[2], x.shape[1]))),
                _pixel_by_pixel(
                    sizes=lambda high, wide: (wide, high),
                    zeros=lambda x, w: np.zeros((len(w), x.shape[2], x.shape[1])),
                ),
                _pixel_by_pixel(sizes=lambda high, wide: (wide, high)),
            ),
            "taken-for-square": (
                _pixel_by_pixel(sizes=lambda high, wide: (high, high)),
                _pixel_by_pixel(sizes=lambda high, wide: (wide, wide)),
            ),
            "all-added-up": (
                _pixel_by_pixel(mix=lambda w, pixel: (w * pixel).sum()),
                _pixel_by_pixel(mix=lambda w, pixel: w.sum() * pixel.sum()),
            ),
            "added-along-outputs": _pixel_by_pixel(mix=lambda w, pixel: (w * pixel).sum(axis=0)),
            "signs-lost": (
                with_result(_conv1x1, np.abs),
                with_result(_conv1x1, np.negative),
                _loop(weight=lambda w, o, c: abs(w[o, c])),
            ),
            "not-summed": lambda x, w: w[:, :, np.newaxis, np.newaxis] * x,
            "one-plane": with_result(_conv1x1, lambda out: out.sum(axis=0)),
            "own-channel-only": _own_channel_only,
            "first-channel-only": lambda x, w: w[:, :1, np.newaxis] * x[0],
            "last-channel-left-out": _loop(sizes=lambda x, w: (len(w), len(x) - 1)),
            "first-channel-left-out": _loop(weight=lambda w, o, c: w[o, c] * (c > 0)),
            "count-written-in": (
                _loop(sizes=lambda x, w: (len(w), 2)),
                _loop(sizes=lambda x, w: (len(w), 3)),
                _loop(sizes=lambda x, w: (2, len(x))),
                _loop(sizes=lambda x, w: (3, len(x))),
            ),
            "sums-multiplied": lambda x, w: w.sum(1)[:, np.newaxis, np.newaxis] * x.sum(0),
            "added-for-multiplied": lambda x, w: np.broadcast_to(
                w.sum(1)[:, np.newaxis, np.newaxis] + x.sum(0), _of_shape(x, w)
            ),
            "first-output-only": (
                with_result(_conv1x1, lambda out: _without_others(out, 0)),
                with_result(_conv1x1, lambda out: _without_others(out, len(out) - 1)),
                with_result(_conv1x1, lambda out: out[:1]),
                with_result(_conv1x1, lambda out: out[0]),
            ),
            "last-pixels-left-out": tuple(
                with_result(_conv1x1, partial(_without_last, rows=rows, columns=columns))
                for rows, columns in ((1, 1), (1, 0), (0, 1))
            ),
            "channel-counts-confused": tuple(
                _loop(zeros=zeros, sizes=sizes)
                for zeros in (
                    lambda x, w: np.zeros(_of_shape(x, w)),
                    lambda x, w: np.zeros(x.shape),
                )
                for sizes in (
                    lambda x, w: (len(w), len(w)),
                    lambda x, w: (len(x), len(x)),
                    lambda x, w: (len(x), len(w)),
                )
            ),
            "overwritten": lambda x, w: w[:, -1, np.newaxis, np.newaxis] * x[-1],
            "mean-for-sum": lambda x, w: _conv1x1(x, w) / len(x),
            "normalised": _normalised,
            "relu-added": with_result(_conv1x1, lambda out: np.maximum(out, 0)),
            "integers": (
                with_result(_conv1x1, lambda out: out.astype(int)),
                _loop(zeros=_zeros_of_its_dtype, in_place=False),
                _loop(zeros=_zeros_of_its_dtype),
                _loop(zeros=lambda x, w: np.zeros(_of_shape(x, w), int)),
                _loop(zeros=lambda x, w: np.zeros(_of_shape(x, w), int), in_place=False),
            ),
        },
    ),
)
