"""Four networks for one digit: three heads on the same convolutions, and one without any.

Twice a 3x3 convolution, ReLU and 2x2 max pooling: 22x22 pixels become 6 maps of 10x10 and 12 of
4x4. What ``python -m convedu.training inside`` has learned is in inside.npz, what it measured in
inside.json.
"""

import json
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from convedu.training import backprop, race
from convedu.training.networks import CLASSES, draw_layer

SIDE = 22
REACH = 5
"""How far off the middle a digit can stand with a margin of two pixels."""
MAPS = (6, 12)
CELLS = 4 * 4
"""Numbers in each of the last maps."""
HIDDEN = 32
"""Units of the network without convolution."""
HEADS = ("dense", "global max", "taught everywhere", "no convolution")
"""Four ways to decide; each is also the name of its last layer."""
LAYERS = ("conv1", "relu1", "pool1", "conv2", "relu2", "pool2")
"""The shared layers, in their order."""

Weights = dict[str, tuple[np.ndarray, np.ndarray]]
"""Weight and bias of each layer."""


def fresh(seed: int) -> Weights:
    """Return untrained weights."""
    rng = np.random.default_rng([seed, 21])
    shapes = {
        "conv1": (MAPS[0], 1, 3, 3),
        "conv2": (MAPS[1], MAPS[0], 3, 3),
        "dense": (CLASSES, MAPS[1] * CELLS),
        "global max": (CLASSES, MAPS[1]),
        "taught everywhere": (CLASSES, MAPS[1] * CELLS),
        "hidden": (HIDDEN, SIDE * SIDE),
        "no convolution": (CLASSES, HIDDEN),
    }
    return {name: draw_layer(rng, *shape) for name, shape in shapes.items()}


def shared_steps(weights: Weights) -> list[backprop.Step]:
    """Return the layers that three of the networks share."""
    return [
        *((backprop.conv, weights["conv1"]), (backprop.relu, ()), (backprop.max_pool, ())),
        *((backprop.conv, weights["conv2"]), (backprop.relu, ()), (backprop.max_pool, ())),
    ]


def head_steps(weights: Weights, head: str) -> list[backprop.Step]:
    """Return the layers of one head: on the shared maps, or on the picture."""
    last = (backprop.dense, weights[head])
    if head == "no convolution":
        hidden = (backprop.dense, weights["hidden"])
        return [(backprop.flatten, ()), hidden, (backprop.relu, ()), last]
    return [(backprop.global_max if head == "global max" else backprop.flatten, ()), last]


def scores(weights: Weights, pictures: np.ndarray) -> dict[str, np.ndarray]:
    """Return each network's scores (N, 10) for pictures (N, 1, 22, 22)."""
    maps, _ = backprop.forward(shared_steps(weights), pictures)
    reads = {head: pictures if head == "no convolution" else maps for head in HEADS}
    return {head: backprop.forward(head_steps(weights, head), x)[0] for head, x in reads.items()}


def placed(images: np.ndarray, down: np.ndarray | int, right: np.ndarray | int) -> np.ndarray:
    """Return canvases (N, 1, 22, 22) with digits (N, 8, 8) so far off the middle."""
    middle = (SIDE - images.shape[1]) // 2
    corners = (np.broadcast_to(middle + np.asarray(off), len(images)) for off in (down, right))
    return race.place(images, (SIDE, SIDE), *corners)


@cache
def weights() -> Weights:
    """Return what was learned, from inside.npz."""
    stored = resources.files("convedu.training") / "inside.npz"
    with stored.open("rb") as file, np.load(file) as arrays:
        found = {name: arrays[name].astype(np.float32) for name in arrays.files}
    names = dict.fromkeys(name.rpartition(".")[0] for name in found)
    return {name: (found[f"{name}.weight"], found[f"{name}.bias"]) for name in names}


@cache
def measured() -> dict[str, Any]:
    """Return what was measured, from inside.json."""
    stored = resources.files("convedu.training") / "inside.json"
    return json.loads(stored.read_text("utf-8"))


def last_maps(pictures: np.ndarray) -> np.ndarray:
    """Return what the trained heads read, (N, 12, 4, 4), of pictures (N, 1, 22, 22)."""
    return backprop.forward(shared_steps(weights()), pictures)[0]
