"""Small networks as descriptions, and one way to train them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from convedu.training import backprop

CLASSES = 10


@dataclass(frozen=True)
class Network:
    """A network for pictures with one channel.

    Parameters
    ----------
    filters : tuple of int
        Feature maps of each 3x3 convolution; between two of them stand ReLU and 2x2 max pooling.
    head : {"flatten", "global max", "global mean"}
        What leads from feature maps to the row of numbers that the last, dense layer reads.
    hidden : tuple of int
        Units of dense layers before the last.

    Examples
    --------
    >>> Network((8, 16), "global max").parameters((14, 28))
    1418
    """

    filters: tuple[int, ...] = ()
    head: str = "flatten"
    hidden: tuple[int, ...] = ()

    def build(self, size: tuple[int, int], seed: int) -> list[backprop.Step]:
        """Return the layers with fresh weights (He's scale: variance 2 / inputs)."""
        rng = np.random.default_rng([seed, 1])
        channels, (high, wide) = 1, size
        steps: list[backprop.Step] = []
        for number, filters in enumerate(self.filters):
            if number:
                steps.append((backprop.max_pool, ()))
                high, wide = high // 2, wide // 2
            steps += [
                (backprop.conv, draw_layer(rng, filters, channels, 3, 3)),
                (backprop.relu, ()),
            ]
            channels, high, wide = filters, high - 2, wide - 2
        heads = {
            "flatten": (backprop.flatten, channels * high * wide),
            "global max": (backprop.global_max, channels),
            "global mean": (backprop.global_mean, channels),
        }
        layer, width = heads[self.head]
        steps.append((layer, ()))
        for units in self.hidden:
            steps += [(backprop.dense, draw_layer(rng, units, width)), (backprop.relu, ())]
            width = units
        return [*steps, (backprop.dense, draw_layer(rng, CLASSES, width))]

    def parameters(self, size: tuple[int, int]) -> int:
        """Return how many numbers training sets, for pictures of that size."""
        return sum(array.size for _, own in self.build(size, 0) for array in own)


def draw_layer(rng: np.random.Generator, *shape: int) -> tuple[np.ndarray, np.ndarray]:
    """Return fresh weights of He's scale and zeros as biases."""
    scale = np.sqrt(2 / np.prod(shape[1:]))
    weight = rng.normal(0, scale, shape).astype(np.float32)
    return weight, np.zeros(shape[0], np.float32)


@dataclass(frozen=True)
class Data:
    """Pictures (N, 1, H, W) and which digit each one shows."""

    images: np.ndarray
    labels: np.ndarray

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of a picture."""
        return self.images.shape[2:]


def accuracy(steps: list[backprop.Step], data: Data) -> float:
    """Return the share of pictures for which the right digit has the highest score."""
    scores, _ = backprop.forward(steps, data.images)
    return float((scores.argmax(axis=1) == data.labels).mean())


def train(
    network: Network, data: Data, *, epochs: int, seed: int, batch: int = 32, rate: float = 0.003
) -> Iterator[tuple[float, list[backprop.Step]]]:
    """Train a network with Adam; whoever stops asking for more has stopped the training.

    Parameters
    ----------
    network : Network
    data : Data
    epochs : int
        How often each picture is seen.
    seed : int
        Of the first weights and of the order of the pictures.
    batch : int
        Pictures between two changes of the weights.
    rate : float
        Adam's step.

    Yields
    ------
    (float, list)
        How many epochs are over, after each batch; and the layers, whose weights go on changing.
    """
    steps = network.build(data.size, seed)
    adam = Adam([array for _, own in steps for array in own])
    rng = np.random.default_rng([seed, 2])
    starts = range(0, len(data.labels), batch)
    for epoch in range(epochs):
        order = rng.permutation(len(data.labels))
        for number, start in enumerate(starts, 1):
            chosen = order[start : start + batch]
            scores, backs = backprop.forward(steps, data.images[chosen])
            _, dscores = backprop.cross_entropy(scores, data.labels[chosen])
            gradients, _ = backprop.backward(backs, dscores)
            adam.step([array for own in gradients for array in own], rate)
            yield epoch + number / len(starts), steps


class Adam:
    """Moves weights against their gradients' running means, less where a gradient is restless."""

    def __init__(self, weights: Sequence[np.ndarray]) -> None:
        self._weights = weights
        self._means = [np.zeros_like(array) for array in weights]
        self._squares = [np.zeros_like(array) for array in weights]
        self._count = 0

    def step(self, gradients: Sequence[np.ndarray], rate: float) -> None:
        """Change the weights in place."""
        self._count += 1
        mean_part, square_part = (1 - decay**self._count for decay in (0.9, 0.999))
        each = zip(self._weights, self._means, self._squares, gradients, strict=True)
        for weight, mean, square, gradient in each:
            mean += 0.1 * (gradient - mean)
            square += 0.001 * (gradient**2 - square)
            weight -= rate * (mean / mean_part) / (np.sqrt(square / square_part) + 1e-8)
