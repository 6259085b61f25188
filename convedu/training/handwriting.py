"""Simulated drawings: strokes in another hand each time, counted in dots as the digits were.

The digits of `convedu.digits` were scanned in 32 by 32 dots, and each pixel is how many of 4 by 4
dots have ink. The widget Inside a Network counts what a learner draws in the same way.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np

BOX = 32
"""Dots along each side of a digit."""
BROADEST = 28
"""Dots that a digit may be wide."""
PEN = 2.3
"""The radius of the widget's pen, in dots."""

Strokes = list[np.ndarray]
"""Lines (points, 2) of x, to the right, and y, downwards."""


@cache
def ways(part: str) -> list[list[list[list[list[float]]]]]:
    """Return how each digit can be written, for "training" or "testing".

    By digit, way and stroke: points in a box from 0 to 1; one that comes twice is a corner.
    """
    stored = resources.files("convedu.training") / "strokes.json"
    return list(json.loads(stored.read_text("utf-8"))[part].values())


def curve(points: Sequence[Sequence[float]], between: int = 40) -> np.ndarray:
    """Return points on smooth lines (Catmull-Rom splines) through those between two corners."""
    through = np.asarray(points, float)
    corners = np.flatnonzero((through[1:] == through[:-1]).all(axis=1)) + 1
    return np.concatenate([_spline(piece, between) for piece in np.split(through, corners)])


def _spline(through: np.ndarray, between: int) -> np.ndarray:
    before, after = 2 * through[0] - through[1], 2 * through[-1] - through[-2]
    ends = np.concatenate([[before], through, [after]])
    a, b, c, d = (ends[i : i + len(through) - 1] for i in range(4))
    t = np.linspace(0, 1, between, endpoint=False)[:, np.newaxis, np.newaxis]
    cubic = b + t * (c - a) / 2 + t**2 * (a - 2.5 * b + 2 * c - d / 2)
    cubic = cubic + t**3 * (1.5 * (b - c) + (d - a) / 2)
    return np.concatenate([cubic.swapaxes(0, 1).reshape(-1, 2), through[-1:]])


def another_hand(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    """Return strokes with another slant, turn, width, and with smooth waves in them."""
    slant, turn = rng.normal(0, 0.16), rng.normal(0, 0.07)
    wide = np.exp(rng.normal(0, 0.15))
    waves = rng.normal(0, 0.042, (3, 2, 2))  # by frequency, what moves, along what
    phases = rng.uniform(0, 2 * np.pi, (3, 2, 2))
    frequencies = 2.2 * np.arange(1, 4)[:, np.newaxis, np.newaxis]
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])

    def moved(points: np.ndarray) -> np.ndarray:
        along = points[:, np.newaxis, np.newaxis, :]
        points = points + (waves * np.sin(frequencies * along + phases)).sum(axis=(1, 3))
        x, y = points.T - 0.5
        return np.stack([x * wide - slant * y, y], axis=1) @ rotation

    return [moved(points) for points in strokes]


def fit(strokes: Strokes, pen: float = PEN) -> Strokes:
    """Move and scale strokes so that their ink fills the box in height, or else in width."""
    every = np.concatenate(strokes)
    low, high = every.min(axis=0), every.max(axis=0)
    room = np.array([BROADEST, BOX]) - 2 * pen
    scale = (room / np.maximum(high - low, 1e-6)).min()
    return [(points - (low + high) / 2) * scale + BOX / 2 for points in strokes]


def count_dots(strokes: Strokes, pen: float = PEN) -> np.ndarray:
    """Return how many of 4 by 4 dots a round pen inks, (8, 8), from 0 to 16."""
    centres = np.arange(BOX) + 0.5
    inked = np.zeros((BOX, BOX), bool)
    for points in strokes:
        x, y = (points[:, axis, np.newaxis] - centres for axis in (0, 1))
        distances = x[:, np.newaxis, :] ** 2 + y[:, :, np.newaxis] ** 2
        inked |= distances.min(axis=0) <= pen**2
    return inked.reshape(8, 4, 8, 4).sum(axis=(1, 3))


def drawings(
    count: int, rng: np.random.Generator, *, part: str = "training", vary_pen: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """Return simulated drawings (count, 8, 8) from 0 to 1 with their labels."""
    labels = np.arange(count) % 10
    pictures = np.empty((count, 8, 8), np.float32)
    for picture, label in zip(pictures, labels, strict=True):
        known = ways(part)[label]
        strokes = [curve(points) for points in known[rng.integers(len(known))]]
        pen = rng.uniform(1.7, 2.9) if vary_pen else PEN
        picture[:] = count_dots(fit(another_hand(strokes, rng), pen), pen) / 16
    return pictures, labels
