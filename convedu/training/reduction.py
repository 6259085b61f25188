"""What a 1x1 layer keeps of the last maps of Inside a Network, by how many channels it leaves."""

from functools import cache
from typing import NamedTuple

import numpy as np

from convedu.training import inside, race
from convedu.training.networks import CLASSES, Data


class Kept(NamedTuple):
    """Shares of test digits that are read right.

    `expanded` is with a second 1x1 back to all channels and the dense layer as it was; `relearned`
    with a dense layer that is fitted to the reduced maps.
    """

    expanded: float
    relearned: float


@cache
def last_maps() -> tuple[Data, Data]:
    """Return the maps (N, 12, 4, 4) of the digits in the middle: to learn from, and to test by."""
    train, test = (
        Data(inside.last_maps(inside.placed(images, 0, 0)), labels)
        for images, labels in race.split(inside.measured()["seed"])
    )
    return train, test


@cache
def mixtures(count: int) -> np.ndarray:
    """Return a 1x1 layer's weights (count, 12, 1, 1): the maps' first principal components.

    The components are about zero and not about the mean, so that the layer needs no bias.

    Examples
    --------
    >>> mixtures(4).shape
    (4, 12, 1, 1)
    """
    if not 1 <= count <= inside.MAPS[-1]:
        raise ValueError(f"count is {count}, expected 1 to {inside.MAPS[-1]}")
    train, _ = last_maps()
    channels = np.moveaxis(train.images, 1, 0).reshape(inside.MAPS[-1], -1).astype(float)
    components, _, _ = np.linalg.svd(channels @ channels.T)
    signs = np.sign(components.sum(axis=0))  # a component may point either way
    return (components * signs)[:, :count].T[:, :, np.newaxis, np.newaxis]


@cache
def kept(count: int) -> Kept:
    """Return how many test digits are still read right with so many channels.

    Examples
    --------
    >>> kept(12).expanded == kept(4).expanded
    False
    """
    train, test = last_maps()
    down = mixtures(count)[..., 0, 0]
    weight, bias = inside.weights()["dense"]
    rebuilt = _mixed(down.T, _mixed(down, test.images))
    expanded = rebuilt.reshape(len(rebuilt), -1) @ weight.T + bias
    wanted = np.eye(CLASSES)[train.labels]
    fitted, *_ = np.linalg.lstsq(_rows(_mixed(down, train.images)), wanted, rcond=None)
    relearned = _rows(_mixed(down, test.images)) @ fitted
    return Kept(*(_share_right(scores, test.labels) for scores in (expanded, relearned)))


def _mixed(weights: np.ndarray, maps: np.ndarray) -> np.ndarray:
    return np.einsum("mc,ncij->nmij", weights, maps)


def _rows(maps: np.ndarray) -> np.ndarray:
    """Return a row for each digit, with a 1 for the bias."""
    return np.column_stack([maps.reshape(len(maps), -1), np.ones(len(maps))])


def _share_right(scores: np.ndarray, labels: np.ndarray) -> float:
    return float(np.mean(scores.argmax(axis=1) == labels))
