"""A layer of an MLP above a layer of a CNN, step under step."""

from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from convedu import ops
from convedu.plots.colours import ACCENT, BLUE, INK, LINE, STYLE
from convedu.plots.grids import colormap
from convedu.plots.picture import Picture
from convedu.plots.scales import Scale

_STEPS = {"1. weighted sums": (0, 24), "2. bias": (24.5, 31.5), "3. not linear": (32, 46.5)}
"""Each step's title, and where it begins and ends; x goes right, y goes down."""
_WIDTH, _HEIGHT, _ROW, _TOP = 52, 35, 16.3, 2.4


@rc_context(STYLE)
def mlp_above_cnn(image: np.ndarray, kernel: np.ndarray) -> Picture:
    """Draw a layer of an MLP above a layer of a CNN that makes as many numbers.

    Parameters
    ----------
    image : array_like
        (H, W), a few pixels, which both layers read.
    kernel : array_like
        (kH, kW), the CNN's; the MLP's weights are random, as before any training.

    Returns
    -------
    Picture

    Examples
    --------
    >>> mlp_above_cnn(np.eye(5), np.ones((3, 3))).alt[:56]
    'Two rows of the same three steps: weighted sums, a bias,'
    """
    image, kernel = np.asarray(image, float), np.asarray(kernel, float)
    sums = ops.correlate2d(image, kernel)
    everything = np.arange(image.size).reshape(image.shape)
    windows = np.lib.stride_tricks.sliding_window_view(everything, kernel.shape)
    rng = np.random.default_rng(0)
    weight = rng.normal(size=(sums.size, image.size)) / 2
    biases = rng.normal(size=(sums.size, 1))
    figure = Figure(figsize=(_WIDTH / 10, _HEIGHT / 10), layout="compressed")
    ax = figure.subplots()
    ax.set(xlim=(0, _WIDTH), ylim=(_HEIGHT, 0), aspect="equal")
    ax.set_axis_off()
    for title, (left, right) in _STEPS.items():
        band = Rectangle((left, _TOP), right - left, _HEIGHT - _TOP, fc=LINE, alpha=0.12, lw=0)
        ax.add_patch(band)
        ax.text((left + right) / 2, _TOP / 2, title, ha="center", va="center")
    ax.text(49.4, _TOP / 2, "again", ha="center", va="center")
    vector = image.reshape(-1, 1)
    read = np.tile(everything.ravel(), (sums.size, 1))
    _layer(ax, 0, vector, weight @ vector, biases, read)
    _layer(ax, 1, image, sums, np.full((1, 1), -0.5), windows.reshape(sums.size, -1))
    own = f"{weight.size} weights, {len(biases)} bias{'es' * (len(biases) > 1)}"
    for row, line in enumerate(
        (f"MLP: all to all, {own}", f"CNN: a window, {kernel.size} weights, 1 bias")
    ):
        ax.text(0.6, _TOP + 0.5 + row * _ROW, line, va="top", weight="bold")
    alt = (
        "Two rows of the same three steps: weighted sums, a bias, a function that is not linear; "
        f"then again. Above, an MLP: each sum reads all {image.size} numbers with weights and a "
        f"bias of its own, in all {own}. Below, a CNN: each sum reads a window of {kernel.size} "
        f"pixels, always with the same {kernel.size} weights and the same bias."
    )
    return Picture(figure, alt)


def _layer(
    ax: Axes, row: int, x: np.ndarray, sums: np.ndarray, bias: np.ndarray, read: np.ndarray
) -> None:
    """Draw a layer from what it reads to what it gives; `read` has each sum's pixels."""
    middle = _TOP + (row + 0.5) * _ROW + 1
    signed = {"cmap": colormap(Scale("shaded", -1, 1)), "largest": np.abs(sums).max()}
    start, pixel = _cells(ax, (6.5, middle), x, cmap="gray", largest=x.max())
    end, place = _cells(ax, (20, middle), sums, **signed)
    for here, pixels in zip(end, read, strict=True):
        _lines(ax, start[pixels], here, color=LINE, lw=0.3, alpha=0.6, zorder=0)
    for number, colour in ((0, ACCENT), (-1, BLUE)):
        seen = start[read[number]]
        _lines(ax, seen, end[number] - [place / 2, 0], color=colour, lw=0.8, zorder=3)
        if len(seen) < x.size:
            corner, size = seen.min(axis=0) - pixel / 2, np.ptp(seen, axis=0) + pixel
            ax.add_patch(Rectangle(corner, *size, fill=False, ec=colour, lw=2, zorder=3))
    for sign, left in {"+": 25.5, "…": 49.4}.items():
        ax.text(left, middle, sign, size=14, ha="center", va="center")
    _cells(ax, (28.8, middle), bias, **signed)
    ax.plot([33, 35, 37], [middle, middle, middle - 2.5], color=INK, lw=2)
    ax.annotate("", (39.5, middle), (37.5, middle), arrowprops={"arrowstyle": "->", "color": INK})
    _cells(ax, (43, middle), ops.relu(sums + bias), **signed)


def _cells(
    ax: Axes, middle: tuple[float, float], grid: np.ndarray, *, cmap: Any, largest: float
) -> tuple[np.ndarray, float]:
    """Draw a grid of numbers, and return the middles of its cells, (n, 2), and their side."""
    side = min(1.9, 13 / len(grid))
    height, width = side * grid.shape[0], side * grid.shape[1]
    left, top = middle[0] - width / 2, middle[1] - height / 2
    extent = (left, left + width, top + height, top)
    low = 0 if cmap == "gray" else -largest
    ax.imshow(grid, cmap=cmap, vmin=low, vmax=largest, extent=extent, zorder=2)
    for row, column in np.ndindex(grid.shape):
        corner = left + column * side, top + row * side
        ax.add_patch(Rectangle(corner, side, side, fill=False, ec=LINE, lw=0.5, zorder=2))
    rows, columns = np.indices(grid.shape).reshape(2, -1)
    return np.stack([left + (columns + 0.5) * side, top + (rows + 0.5) * side], axis=1), side


def _lines(ax: Axes, starts: np.ndarray, end: np.ndarray, **style: Any) -> None:
    for start in starts:
        ax.plot(*np.stack([start, end], axis=1), **style)
