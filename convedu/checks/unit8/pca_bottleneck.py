"""Unit 8, stretch: the best 1x1 weights for one picture, from its principal components."""

import numpy as np

from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


def _pca_bottleneck(x, mid):
    flat = x.reshape(len(x), -1)
    mean = flat.mean(axis=1, keepdims=True)
    down = np.linalg.svd(flat - mean, full_matrices=False)[0][:, :mid].T
    return (down.T @ (down @ (flat - mean)) + mean).reshape(x.shape)


def _response(rng: np.random.Generator, channels: int, height: int, width: int) -> np.ndarray:
    """Draw channels that resemble each other, as filter responses do."""
    strengths = (
        4 / 3.0 ** np.arange(channels)[:, np.newaxis]
    )  # far apart: the order is never in doubt
    sources = rng.normal(size=(channels, height * width)) * strengths
    mixing = np.linalg.qr(rng.normal(size=(channels, channels)))[0]
    means = dyadic_rationals(rng, channels, 1)
    return (mixing @ sources + means).reshape(channels, height, width).round(3)


def _cases(rng: np.random.Generator) -> list[Case]:
    return [
        Case((_response(rng, 3, 2, 3), 1)),
        Case((_response(rng, 4, 6, 5), 2)),
        Case((_response(rng, 8, 7, 9), 3)),
        Case((_response(rng, 5, 4, 6), 5)),
    ]


def _parts(x):
    flat = x.reshape(len(x), -1)
    return flat, flat.mean(axis=1, keepdims=True)


def _projected(directions, flat, shape):
    return (directions @ (directions.T @ flat)).reshape(shape)


def _not_centred(x, mid):
    flat, _ = _parts(x)
    return _projected(np.linalg.svd(flat, full_matrices=False)[0][:, :mid], flat, x.shape)


def _mean_not_added_back(x, mid):
    return _pca_bottleneck(x, mid) - _parts(x)[1][:, :, np.newaxis]


def _weakest(x, mid):
    flat, mean = _parts(x)
    directions = np.linalg.eigh(np.cov(flat))[1][:, :mid]
    return _projected(directions, flat - mean, x.shape) + mean[:, :, np.newaxis]


def _rows_for_columns(x, mid):
    flat, mean = _parts(x)
    directions = np.linalg.svd(flat - mean, full_matrices=False)[0][:mid].T
    return _projected(directions, flat - mean, x.shape) + mean[:, :, np.newaxis]


def _first_channels(x, mid):
    return np.where(np.arange(len(x))[:, None, None] < mid, x, _parts(x)[1][:, :, None])


def _pixel_mean(x, mid):
    flat = x.reshape(len(x), -1)
    mean = flat.mean(axis=0)
    directions = np.linalg.svd(flat - mean, full_matrices=False)[0][:, :mid]
    return _projected(directions, flat - mean, x.shape) + mean.reshape(x.shape[1:])


def _centres_in_place(x, mid):
    result = _pca_bottleneck(x, mid)
    x -= x.mean(axis=(1, 2), keepdims=True)
    return result


def _one_mean(x, mid):
    flat, mean = _parts(x)[0], x.mean()
    directions = np.linalg.svd(flat - mean, full_matrices=False)[0][:, :mid]
    return _projected(directions, flat - mean, x.shape) + mean


pca_bottleneck = FunctionCheck(
    name="unit8/pca_bottleneck",
    reference=_pca_bottleneck,
    cases=_cases,
    shares={"values": 0.75, "side_effects_and_type": 0.25},
    bugs=(
        Bug(
            "not-centred",
            "Take each channel's mean away first, and add it back at the end.",
            _not_centred,
        ),
        Bug("one-mean", "Each channel has a mean of its own; you take one for all.", _one_mean),
        Bug(
            "pixel-mean",
            "You take away the mean over the channels of a pixel. It is the mean over the pixels "
            "of a channel.",
            _pixel_mean,
        ),
        Bug(
            "mean-not-added-back",
            "The means are missing at the end: add them back.",
            _mean_not_added_back,
        ),
        Bug(
            "weakest-components",
            "You keep the weakest directions. `np.linalg.eigh` sorts upwards: take the last "
            "columns.",
            _weakest,
        ),
        Bug(
            "rows-for-columns",
            "The directions are the columns of what `svd` or `eigh` returns, not its rows.",
            _rows_for_columns,
        ),
        Bug(
            "first-channels",
            "You keep the first channels. The middle holds *mixtures* of all channels.",
            _first_channels,
        ),
        Bug(
            "one-too-many",
            "You keep one direction too many.",
            lambda x, mid: _pca_bottleneck(x, mid + 1),
        ),
        Bug(
            "unchanged",
            "You return the picture as it came. It has to pass through `mid` channels.",
            lambda x, mid: x + 0,
        ),
        Bug(
            "input-changed",
            "The values are right, but your function changes `x`, which belongs to its caller.",
            _centres_in_place,
        ),
    ),
    hints=(
        "Flatten to (C, H * W) and take the mean of each row away.",
        "`np.linalg.svd(flat - mean, full_matrices=False)[0]` has the directions as its columns, "
        "the strongest first. The first `mid` of them, as rows, are the weights down.",
        "With U for these columns, `down = U[:, :mid].T` narrows `flat - mean`, and `down.T` "
        "widens what comes out. The means are added last, and the shape is that of `x`.",
    ),
)
