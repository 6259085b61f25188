"""Unit 8, stretch: the best 1x1 weights for one picture, from its principal components."""

from collections.abc import Callable

import numpy as np

from convedu.checks.bank import Answer, bank, with_arguments, words
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


def _projecting(
    *,
    mean: Callable = _channel_means,
    directions: Callable = _strongest,
    added: Callable = lambda mean: mean,
) -> Answer:
    """Return an answer that narrows and widens as the reference does, but for one thing.

    Parameters
    ----------
    mean : callable
        What is taken away from the flat channels.
    directions : callable
        The columns to keep, from those of the singular value decomposition and `mid`.
    added : callable
        What is added again, from what was taken away.
    """

    def answer(x, mid):
        flat = x.reshape(len(x), -1)
        taken = mean(flat)
        kept = directions(np.linalg.svd(flat - taken, full_matrices=False)[0], mid)
        return (kept @ (kept.T @ (flat - taken)) + added(taken)).reshape(x.shape)

    return answer


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
            "one-mean": _projecting(mean=np.mean),
            "pixel-mean": _projecting(mean=lambda flat: flat.mean(axis=0)),
            "mean-not-added-back": _projecting(added=lambda mean: 0),
            "weakest-components": _projecting(directions=lambda u, mid: u[:, -mid:]),
            "rows-for-columns": _projecting(directions=lambda u, mid: u[:mid].T),
            "first-channels": _projecting(directions=lambda u, mid: np.eye(len(u))[:, :mid]),
            "one-too-many": with_arguments(_pca_bottleneck, mid=lambda mid: mid + 1),
            "unchanged": lambda x, mid: x + 0,
        },
    ),
)
