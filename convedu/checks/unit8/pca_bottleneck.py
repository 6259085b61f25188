"""Unit 8, stretch: the best 1x1 weights for one picture, from its principal components."""

from collections.abc import Callable

import numpy as np

from convedu.checks.answers import Answer, configurable
from convedu.checks.bank import bank, with_arguments, with_result, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _pca_bottleneck(x, mid):
    flat = x.reshape(len(x), -1)
    mean = flat.mean(axis=1, keepdims=True)
    down = np.linalg.svd(flat - mean, full_matrices=False)[0][:, :mid].T
    return (down.T @ (down @ (flat - mean)) + mean).reshape(x.shape)


def _response(rng: np.random.Generator, channels: int, height: int, width: int) -> np.ndarray:
    """Draw channels that resemble each other, as filter responses do."""
    # Far apart: the order is never in doubt.
    strengths = 4 / 3.0 ** np.arange(channels)[:, np.newaxis]
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


def _channel_means(flat):
    return flat.mean(axis=1, keepdims=True)


def _strongest(u, mid):
    return u[:, :mid]


@configurable
def _projecting(
    *,
    mean: Callable = _channel_means,
    directions: Callable = _strongest,
    narrowed: Callable = lambda flat, mean: flat - mean,
    strengths: Callable = lambda s: 1.0,
    added: Callable = lambda mean: mean,
) -> Answer:
    """Return an answer that narrows and widens as the reference does, but for one thing.

    Parameters
    ----------
    mean : callable
        What is taken away from the flat channels.
    directions : callable
        The columns to keep, from those of the singular value decomposition and `mid`.
    narrowed : callable
        What is led through the directions, from the flat channels and what was taken away.
    strengths : callable
        What the middle channels are multiplied by, from the singular values.
    added : callable
        What is added again, from what was taken away.
    """

    def answer(x, mid):
        flat = x.reshape(len(x), -1)
        taken = mean(flat)
        columns, values, _ = np.linalg.svd(flat - taken, full_matrices=False)
        kept = directions(columns, mid)
        middle = strengths(values[:mid, np.newaxis]) * (kept.T @ narrowed(flat, taken))
        return (kept @ middle + added(taken)).reshape(x.shape)

    return answer


def _standardised(flat, mean):
    return (flat - mean) / flat.std(axis=1, keepdims=True)


def _directions_of_the_raw(x, mid):
    flat = x.reshape(len(x), -1)
    kept, mean = np.linalg.svd(flat, full_matrices=False)[0][:, :mid], _channel_means(flat)
    return (kept @ (kept.T @ (flat - mean)) + mean).reshape(x.shape)


def _of_the_standardised(x, mid):
    flat = x.reshape(len(x), -1)
    mean = _channel_means(flat)
    middle = _standardised(flat, mean)
    kept = np.linalg.svd(middle, full_matrices=False)[0][:, :mid]
    return (kept @ (kept.T @ middle) + mean).reshape(x.shape)


def _pixels_scrambled(x, mid):
    rows = x.reshape(-1, len(x))
    return _pca_bottleneck(rows.T[:, np.newaxis], mid)[:, 0].T.reshape(x.shape)


def _right_vectors(x, mid):
    flat = x.reshape(len(x), -1)
    centred = flat - _channel_means(flat)
    return np.linalg.svd(centred, full_matrices=False)[2][:mid] @ centred


def _middle(x, mid):
    flat = x.reshape(len(x), -1)
    centred = flat - _channel_means(flat)
    kept = np.linalg.svd(centred, full_matrices=False)[0][:, :mid]
    return (kept.T @ centred).reshape(mid, *x.shape[1:])


pca_bottleneck = FunctionCheck(
    name="unit8/pca_bottleneck",
    reference=_pca_bottleneck,
    cases=_cases,
    shares={"values": 0.75, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "not-centred": _projecting(mean=lambda flat: 0),
            "one-mean": (
                _projecting(mean=np.mean),
                _projecting(added=np.mean),
            ),
            "the-rest": _projecting(directions=lambda u, mid: u[:, mid:]),
            "one-direction": (
                _projecting(directions=lambda u, mid: u[:, mid - 1 : mid]),
                _projecting(directions=lambda u, mid: u[:, :1]),
            ),
            "reshaped-from-pixels": with_result(
                _pca_bottleneck, lambda y: y.reshape(len(y), -1).T.reshape(y.shape)
            ),
            "pixel-mean": _projecting(mean=lambda flat: flat.mean(axis=0)),
            "mean-not-added-back": _projecting(added=lambda mean: 0),
            "weakest-components": _projecting(directions=lambda u, mid: u[:, -mid:]),
            "rows-for-columns": _projecting(directions=lambda u, mid: u[:mid].T),
            "first-channels": _projecting(directions=lambda u, mid: np.eye(len(u))[:, :mid]),
            "right-vectors": _right_vectors,
            "narrowed-with-mean": _projecting(narrowed=lambda flat, mean: flat),
            "mean-twice": _projecting(added=lambda mean: 2 * mean),
            "directions-not-centred": _directions_of_the_raw,
            "standardised": (
                _projecting(narrowed=_standardised),
                _projecting(narrowed=_standardised, added=lambda mean: 0),
                _of_the_standardised,
            ),
            "strengths-used": tuple(
                _projecting(strengths=how)
                for how in (lambda s: s, lambda s: 1 / s, lambda s: s**2, lambda s: s**0.5)
            ),
            "mean-sign": _projecting(
                mean=lambda flat: -_channel_means(flat), added=lambda mean: -mean
            ),
            "pixels-scrambled": _pixels_scrambled,
            "median": _projecting(mean=lambda flat: np.median(flat, axis=1, keepdims=True)),
            "one-too-few": with_arguments(_pca_bottleneck, mid=lambda mid: mid - 1),
            "not-widened": _middle,
            "still-flat": with_result(_pca_bottleneck, lambda y: y.reshape(len(y), -1)),
            "one-too-many": with_arguments(_pca_bottleneck, mid=lambda mid: mid + 1),
            "unchanged": lambda x, mid: x + 0,
        },
    ),
)
