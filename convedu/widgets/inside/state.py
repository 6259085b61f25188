"""Inside a Network without its drawing: what the networks get, make of it, and read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from convedu import ops, shapes
from convedu.training import inside, race
from convedu.widgets.shared.values import pixel

COVER = 5
"""Pixels along each side of the cover."""
FULL = 16
"""Dots of ink in a pixel that is all white."""
SIZES: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(("conv1", "relu1"), (6, 20)),
    "pool1": (6, 10),
    **dict.fromkeys(("conv2", "relu2"), (12, 8)),
    "pool2": (12, 4),
}
"""How many maps each layer has, and how large they are."""
OTHER_LAYERS = ("", "input", "evidence", "hidden", "score", "cover")
"""What else can be explained on the page."""
_WINDOWS = {"conv": (3, 1), "relu": (1, 1), "pool": (2, 2)}


def stored_digits() -> list[dict[str, Any]]:
    """Return digits that no network has learned from, three of each kind: label and counts."""
    measured = inside.measured()
    _, (images, labels) = race.split(measured["seed"])
    return [
        {
            "label": int(labels[position]),
            "counts": np.rint(images[position] * FULL).astype(int).ravel().tolist(),
        }
        for position in measured["stored"]
    ]


def centred(counts: Sequence[int]) -> np.ndarray:
    """Return 8 by 8 counts in the middle of a picture (22, 22)."""
    margin = (inside.SIDE - 8) // 2
    return np.pad(np.reshape(counts, (8, 8)), margin)


@dataclass(frozen=True, eq=False)
class InsideState:
    """One moment in the widget.

    Parameters
    ----------
    picture : ndarray
        (22, 22), how many of 16 dots of each pixel have ink, before it is moved; none by default.
    shift : (int, int)
        How far it is moved down and to the right.
    cover : (int, int) or None
        The corner of a black square of 5 by 5 pixels.
    off : (set, set)
        Filters of both convolutions that are switched off, from 0.
    chosen : (str, int, int, int)
        The number that is explained: layer, map, row, column.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> three = InsideState(centred(stored_digits()[9]["counts"]))
    >>> three.reads["dense"], three.maps["conv2"].shape
    (3, (12, 8, 8))
    """

    picture: np.ndarray = field(default_factory=lambda: np.zeros((inside.SIDE,) * 2, int))
    shift: tuple[int, int] = (0, 0)
    cover: tuple[int, int] | None = None
    off: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
    chosen: tuple[str, int, int, int] = ("", 0, 0, 0)

    def __post_init__(self) -> None:
        picture = np.asarray(self.picture)
        if picture.shape != (inside.SIDE,) * 2:
            raise ValueError(f"picture has shape {picture.shape}, expected (22, 22)")
        if picture.min() < 0 or picture.max() > FULL:
            raise ValueError(
                f"picture has {picture.min()} to {picture.max()}, expected 0 to {FULL}"
            )
        _pair("shift", self.shift, -(inside.SIDE - 8) // 2, (inside.SIDE - 8) // 2)
        if self.cover is not None:
            _pair("cover", self.cover, 0, inside.SIDE - COVER)
        for stage, (filters, count) in enumerate(zip(self.off, inside.MAPS, strict=True)):
            if unknown := {*filters} - {*range(count)}:
                raise ValueError(
                    f"off[{stage}] has {min(unknown)}, expected filters from 0 to {count - 1}"
                )
        layer, number, *place = self.chosen
        if layer not in (*SIZES, *OTHER_LAYERS):
            raise ValueError(f"chosen has {layer!r}, expected one of: {', '.join(SIZES)}")
        if layer in SIZES:
            maps, size = SIZES[layer]
            pixel(place, (size, size), of=layer)
            if not 0 <= number < maps:
                raise ValueError(f"chosen has map {number}, expected 0 to {maps - 1}")

    @cached_property
    def input(self) -> np.ndarray:
        """What the networks get, (22, 22), from 0 to 1."""
        down, right = self.shift
        side = inside.SIDE
        room = np.pad(np.asarray(self.picture) / FULL, side)
        moved = room[side - down : 2 * side - down, side - right : 2 * side - right].copy()
        if self.cover is not None:
            row, column = self.cover
            moved[row : row + COVER, column : column + COVER] = 0
        return moved

    @cached_property
    def maps(self) -> dict[str, np.ndarray]:
        """Each shared layer's maps, (maps, size, size)."""
        found, x = {}, self.input[np.newaxis]
        for stage, off in enumerate(self.off, 1):
            weight, bias = inside.weights()[f"conv{stage}"]
            x = ops.conv2d(x, weight.astype(float), bias.astype(float))
            x[[*off]] = 0
            found[f"conv{stage}"] = x
            found[f"relu{stage}"] = x = ops.relu(x)
            found[f"pool{stage}"] = x = ops.max_pool2d(x, 2)
        return found

    @cached_property
    def scores(self) -> dict[str, np.ndarray]:
        """Each network's ten scores."""
        weights = {name: (w.astype(float), b) for name, (w, b) in inside.weights().items()}
        last = self.maps["pool2"]
        reads = {head: last.ravel() for head in inside.HEADS}
        reads["global max"] = last.max(axis=(1, 2))
        weight, bias = weights["hidden"]
        reads["no convolution"] = ops.relu(weight @ self.input.ravel() + bias)
        return {head: weights[head][0] @ x + weights[head][1] for head, x in reads.items()}

    @property
    def reads(self) -> dict[str, int]:
        """The digit with the highest score, for each network."""
        return {head: int(scores.argmax()) for head, scores in self.scores.items()}

    @property
    def shares(self) -> dict[str, np.ndarray]:
        """What the softmax makes of the scores."""
        odds = {head: np.exp(scores - scores.max()) for head, scores in self.scores.items()}
        return {head: each / each.sum() for head, each in odds.items()}

    @property
    def seen(self) -> tuple[int, int, int]:
        """What the chosen number sees of the input: first row, first column, pixels a side."""
        layer, _, row, column = self.chosen
        behind = [*SIZES][: [*SIZES].index(layer) + 1]
        reach = shapes.receptive_field([_WINDOWS[name[:-1]] for name in behind])
        return row * reach.jump, column * reach.jump, reach.size

    @property
    def loudest(self) -> tuple[str, int, int, int]:
        """The number of the second convolution that is largest after its ReLU."""
        maps = self.maps["relu2"]
        number, row, column = np.unravel_index(maps.argmax(), maps.shape)
        return "conv2", int(number), int(row), int(column)


def _pair(name: str, value: Any, low: int, high: int) -> None:
    if len(value) != 2 or not all(low <= each <= high for each in value):
        raise ValueError(f"{name} is {value!r}, expected two numbers from {low} to {high}")
