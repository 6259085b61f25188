"""Unit 8, stretch: the best 1x1 weights for one picture, from its principal components."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.function import function_check


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


@function_check(_cases)
def pca_bottleneck(x, mid):
    flat = x.reshape(len(x), -1)
    mean = flat.mean(axis=1, keepdims=True)
    directions = np.linalg.svd(flat - mean, full_matrices=False)[0]
    down = directions[:, :mid].T
    middle = down @ (flat - mean)
    return (down.T @ middle + mean).reshape(x.shape)
