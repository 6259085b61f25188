"""Trains the networks of `convedu.training.inside` and measures what they have learned."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from convedu.training import backprop, handwriting, race
from convedu.training.inside import (
    HEADS,
    LAYERS,
    REACH,
    Weights,
    fresh,
    head_steps,
    placed,
    scores,
    shared_steps,
)
from convedu.training.networks import CLASSES, Adam

EPOCHS, BATCH, RATE, DECAY = 70, 32, 0.006, 1e-4
DRAWINGS = 3000
"""Simulated drawings to learn from, beside the digits of people."""


def roughened(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return digits (N, 8, 8) with a little more slant, size and ink, as hands differ."""
    count = len(images)
    spread = np.array([[0.05, 0.03], [0.07, 0.1]])  # rows and columns of the linear map
    linear = np.eye(2) + rng.normal(0, spread, (count, 2, 2))
    grid = np.stack(np.meshgrid(np.arange(8), np.arange(8), indexing="ij")) - 3.5
    places = np.einsum("nij,jrc->nirc", linear, grid) + 3.5
    places += rng.normal(0, 0.15, (count, 2))[..., np.newaxis, np.newaxis]
    low = np.floor(places).astype(int)
    (down, right), padded = (places - low).swapaxes(0, 1), np.pad(images, [(0, 0), (3, 3), (3, 3)])

    def at(row: int, column: int) -> np.ndarray:
        r, c = (np.clip(low[:, i] + off + 3, 0, 13) for i, off in enumerate((row, column)))
        return padded[np.arange(count)[:, np.newaxis, np.newaxis], r, c]

    upper = at(0, 0) * (1 - right) + at(0, 1) * right
    lower = at(1, 0) * (1 - right) + at(1, 1) * right
    ink = rng.uniform(0.85, 1.25, (count, 1, 1))
    return np.clip((upper * (1 - down) + lower * down) * ink, 0, 1).astype(np.float32)


def lessons(seed: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return what is learned from: digits of people and simulated drawings, with their labels."""
    (images, labels), _ = race.split(seed)
    drawn, names = handwriting.drawings(DRAWINGS, rng)
    return np.concatenate([images, drawn]), np.concatenate([labels, names])


# ---- training


def train(*, seed: int = 0, epochs: int = EPOCHS, say: Callable[[str], None] = print) -> Weights:
    """Train all four networks and return weights that float16 holds exactly.

    "dense" and "global max" learn together with the convolutions, from digits in the middle or one
    pixel off it; so does "no convolution". Then "taught everywhere" learns on the same maps, which
    stay as they are, from digits at all 121 places.
    """
    weights = fresh(seed)
    rng = np.random.default_rng([seed, 22])
    data = lessons(seed, rng)

    def off_the_middle(count: int) -> np.ndarray:
        return rng.integers(0, 2, (2, 2, count)).sum(axis=0) - 1

    def anywhere(count: int) -> np.ndarray:
        return rng.integers(-REACH, REACH + 1, (2, count))

    shared = _Trainer(weights, ("conv1", "conv2", "dense", "global max"))
    alone = _Trainer(weights, ("hidden", "no convolution"))
    for rate, x, labels in _batches(data, rng, epochs, off_the_middle, say):
        shared.step(_shared_gradients(weights, x, labels), rate)
        alone.step(_head_gradients(weights, "no convolution", x, labels)[0], 0.35 * rate)
    everywhere = _Trainer(weights, ("taught everywhere",))
    for rate, x, labels in _batches(data, rng, epochs, anywhere, say):
        maps, _ = backprop.forward(shared_steps(weights), x)
        everywhere.step(_head_gradients(weights, "taught everywhere", maps, labels)[0], 2 * rate)
    return {name: (_as_half(w), _as_half(b)) for name, (w, b) in weights.items()}


class _Trainer:
    """Adam for some layers, whose weights also shrink a little in each step."""

    def __init__(self, weights: Weights, names: Sequence[str]) -> None:
        self._arrays = [array for name in names for array in weights[name]]
        self._adam = Adam(self._arrays)

    def step(self, gradients: Sequence[np.ndarray], rate: float) -> None:
        pairs = zip(gradients, self._arrays, strict=True)
        self._adam.step([gradient + DECAY * array for gradient, array in pairs], rate)


def _batches(
    data: tuple[np.ndarray, np.ndarray],
    rng: np.random.Generator,
    epochs: int,
    draw_places: Callable[[int], np.ndarray],
    say: Callable[[str], None],
) -> Iterator[tuple[float, np.ndarray, np.ndarray]]:
    """Yield the rate, pictures and labels of each batch; the rate falls twice."""
    images, labels = data
    for epoch in range(epochs):
        share = epoch / epochs
        rate = RATE * (1 if share < 0.6 else 0.3 if share < 0.85 else 0.1)
        order = rng.permutation(len(labels))
        for start in range(0, len(labels), BATCH):
            chosen = order[start : start + BATCH]
            own = roughened(images[chosen], rng)
            yield rate, placed(own, *draw_places(len(chosen))), labels[chosen]
        say(f"epoch {epoch + 1} of {epochs}")


def _head_gradients(
    weights: Weights, head: str, x: np.ndarray, labels: np.ndarray
) -> tuple[list[np.ndarray], np.ndarray]:
    """Return the gradients of a head's weights, and of what it reads."""
    out, backs = backprop.forward(head_steps(weights, head), x)
    gradients, dx = backprop.backward(backs, backprop.cross_entropy(out, labels)[1])
    return [array for own in gradients for array in own], dx


def _shared_gradients(weights: Weights, x: np.ndarray, labels: np.ndarray) -> list[np.ndarray]:
    """Return the gradients of the convolutions and of the two heads that learn with them.

    What the global maximum wants of the convolutions counts twice: only one place of each map
    speaks for it.
    """
    maps, backs = backprop.forward(shared_steps(weights), x)
    dense, for_dense = _head_gradients(weights, "dense", maps, labels)
    pooled, for_pooled = _head_gradients(weights, "global max", maps, labels)
    gradients, _ = backprop.backward(backs, for_dense + 2 * for_pooled)
    return [*(array for own in gradients for array in own), *dense, *pooled]


def _as_half(array: np.ndarray) -> np.ndarray:
    return array.astype(np.float16).astype(np.float32)


PLACES: Mapping[str, Sequence[tuple[int, int]]] = {
    "in the middle": ((0, 0),),
    **{
        f"{n} off": ((0, n), (0, -n), (n, 0), (-n, 0)) for n in range(1, REACH + 1)
    },
}  # fmt: skip
"""Where test digits stand: down, right."""


def accuracies(
    weights: Weights, images: np.ndarray, labels: np.ndarray
) -> dict[str, dict[str, float]]:
    """Return by place and network the share of digits that it reads."""
    found = {}
    for place, shifts in PLACES.items():
        told = [scores(weights, placed(images, *shift)) for shift in shifts]
        found[place] = {
            head: float(np.mean([each[head].argmax(axis=1) == labels for each in told]))
            for head in HEADS
        }
    return found


def digits_to_show(weights: Weights, images: np.ndarray, labels: np.ndarray) -> list[int]:
    """Return the positions of three digits of each kind that all four networks read.

    In the middle, that is, and "dense" also one pixel beside it. The first of the three shows best
    what moving does: "global max" reads it at most places, "dense" at fewest from 3 pixels on.
    """
    steps = range(-REACH, REACH + 1)
    shifts = [(0, n) for n in steps] + [(n, 0) for n in steps]
    right = {
        shift: {head: told.argmax(axis=1) == labels for head, told in own.items()}
        for shift in shifts
        for own in [scores(weights, placed(images, *shift))]
    }
    good = np.all([*right[0, 0].values(), right[0, 1]["dense"], right[0, -1]["dense"]], axis=0)
    far = [shift for shift in shifts if max(map(abs, shift)) > 2]
    worth = np.sum([right[shift]["global max"] for shift in shifts], axis=0)
    worth = worth - np.sum([right[shift]["dense"] for shift in far], axis=0)
    chosen = []
    for digit in range(CLASSES):
        own = np.flatnonzero(good & (labels == digit))
        best = own[worth[own].argmax()]
        chosen += [best, *own[own != best][:2]]
    return [int(position) for position in chosen]


def measure(weights: Weights, seed: int = 0) -> dict[str, Any]:
    """Return everything of inside.json: accuracies, digits to show, scales for colours."""
    _, (images, labels) = race.split(seed)
    drawn = handwriting.drawings(
        600, np.random.default_rng([seed, 23]), part="testing", vary_pen=False
    )
    maps = {}
    x = placed(images, 0, 0)
    for name, (layer, own) in zip(LAYERS, shared_steps(weights), strict=True):
        x, _ = layer(x, *own)
        maps[name] = x
    pooled = x.max(axis=(2, 3))
    evidence = {
        "conv1": (maps["conv1"], 0.995),
        "conv2": (maps["conv2"], 0.99),
        "cell": (weights["dense"][0] * x.reshape(len(x), 1, -1), 0.998),
        "map": (weights["global max"][0] * pooled[:, np.newaxis], 0.98),
    }
    return {
        "command": "python -m convedu.training inside",
        "seed": seed,
        "digits": accuracies(weights, images, labels),
        "drawings": accuracies(weights, *drawn)["in the middle"],
        "stored": digits_to_show(weights, images, labels),
        "scales": {
            name: round(float(np.quantile(np.abs(array), share)), 3)
            for name, (array, share) in evidence.items()
        },
    }


def save(weights: Weights, measured: Mapping[str, Any]) -> None:
    """Write inside.npz and inside.json beside this module."""
    folder = Path(__file__).parent
    arrays: dict[str, Any] = {
        f"{name}.{kind}": array.astype(np.float16)
        for name, own in weights.items()
        for kind, array in zip(("weight", "bias"), own, strict=True)
    }
    np.savez_compressed(folder / "inside.npz", **arrays)
    text = json.dumps(measured, indent=1)
    (folder / "inside.json").write_text(text + "\n", encoding="utf-8")
