"""The left-right race and the three experiments beside it: data, contestants, stored results."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from convedu import digits
from convedu.training.networks import Data, Network, accuracy, train

EPOCHS = 20
SEEDS = (0, 1, 2)
TRAINING = 1347
"""Pictures to learn from: three quarters."""

CONTESTANTS: Mapping[str, Network] = {
    "conv + global max": Network((8, 16), "global max"),
    "same conv + dense": Network((8, 16), "flatten"),
    "MLP": Network(hidden=(128,)),
}
"""Who runs the left-right race."""

DENSE_HEADS: Mapping[str, Network] = {
    "dense 128, dense 10": Network((8, 16), "flatten", (128,)),
    "dense 32, dense 10": Network((8, 16), "flatten", (32,)),
    "dense 10": Network((8, 16), "flatten"),
    "global max, dense 10": Network((8, 16), "global max"),
}
"""The same convolutions under heads that become smaller."""

EXPERIMENTS: Mapping[str, Mapping[str, Network]] = {
    "anywhere": {
        "MLP, 22 hidden": Network(hidden=(22,)),
        "MLP, 256 hidden": Network(hidden=(256,)),
        "MLP, 1024 hidden": Network(hidden=(1024,)),
        "conv + dense": Network((8, 16), "flatten"),
        "conv + global mean": Network((16, 32), "global mean"),
    },
    "centred": {
        "MLP, 8 hidden": Network(hidden=(8,)),
        "MLP, 32 hidden": Network(hidden=(32,)),
        "MLP, 128 hidden": Network(hidden=(128,)),
        "MLP, 512 hidden": Network(hidden=(512,)),
        "conv 4 + dense": Network((4,), "flatten"),
        "conv 16 + dense": Network((16,), "flatten"),
        "conv 64 + dense": Network((64,), "flatten"),
        "conv 8 + global max": Network((8,), "global max"),
    },
}
"""Other places for the digits, other networks: evidence for and against counting parameters."""


def split(seed: int) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Return (images, labels) to learn from and to test with, shuffled."""
    images, labels = digits.load()
    order = np.random.default_rng([seed, 0]).permutation(len(labels))
    first, rest = order[:TRAINING], order[TRAINING:]
    return (images[first], labels[first]), (images[rest], labels[rest])


def place(
    images: np.ndarray, canvas: tuple[int, int], rows: np.ndarray, columns: np.ndarray
) -> np.ndarray:
    """Return black canvases (N, 1, H, W), each with a digit whose corner is at (row, column)."""
    out = np.zeros((len(images), 1, *canvas), np.float32)
    for picture, image, row, column in zip(out, images, rows, columns, strict=True):
        picture[0, row : row + 8, column : column + 8] = image
    return out


def left_right(seed: int) -> dict[str, Data]:
    """Return "train" and "left" with digits in the left half, and "right" with "left" moved.

    The canvas is 14 by 28. Each digit stands up to one pixel off its half's middle, so that a
    margin of two pixels is left all round.
    """
    (train_images, train_labels), (test_images, test_labels) = split(seed)
    rng = np.random.default_rng([seed, 3])

    def halves(images: np.ndarray, labels: np.ndarray, *shifts: int) -> list[Data]:
        rows, columns = rng.integers(2, 5, (2, len(images)))
        return [Data(place(images, (14, 28), rows, columns + s), labels) for s in shifts]

    [training] = halves(train_images, train_labels, 0)
    left, right = halves(test_images, test_labels, 0, 14)
    return {"train": training, "left": left, "right": right}


def experiment(name: str, seed: int) -> dict[str, Data]:
    """Return "train" and "test" with digits anywhere on 20 by 20 pixels, or centred as they are.

    Anywhere: at one of 9 by 9 places, with a margin of two pixels. At the very border some windows
    that see ink would be missing, which fails a network for another reason.
    """
    rng = np.random.default_rng([seed, 3])
    data = {}
    for part, (images, labels) in zip(("train", "test"), split(seed), strict=True):
        if name == "centred":
            data[part] = Data(images[:, np.newaxis], labels)
        else:
            rows, columns = rng.integers(2, 11, (2, len(images)))
            data[part] = Data(place(images, (20, 20), rows, columns), labels)
    return data


def run(
    network: Network, data: Mapping[str, Data], *, seed: int, epochs: int = EPOCHS
) -> Iterator[tuple[float, dict[str, float] | None]]:
    """Train on "train" and yield (epochs over, accuracies on the rest) after each batch.

    The accuracies, from 0 to 1, come at the start and at each epoch's end, and are None between.
    """
    tests = {name: part for name, part in data.items() if name != "train"}
    fresh = network.build(data["train"].size, seed)
    yield 0.0, {name: accuracy(fresh, part) for name, part in tests.items()}
    for over, steps in train(network, data["train"], epochs=epochs, seed=seed):
        whole = over == int(over)
        yield over, {n: accuracy(steps, part) for n, part in tests.items()} if whole else None


@cache
def results() -> dict[str, Any]:
    """Return what ``python -m convedu.training`` has measured, from the file beside this one."""
    stored = resources.files("convedu.training") / "results.json"
    return json.loads(stored.read_text("utf-8"))
