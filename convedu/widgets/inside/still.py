"""The still picture of Inside a Network."""

import numpy as np
from matplotlib.figure import Figure

from convedu.plots.colours import ACCENT, LINE
from convedu.plots.grids import frame, show
from convedu.widgets.inside.state import SIZES
from convedu.widgets.inside.view import InsideANetwork

TITLES = {"conv1": "conv", "pool1": "pool", "conv2": "conv", "pool2": "pool"}
ROWS = 6
"""Maps of a layer that stand one below the other."""


def draw(widget: InsideANetwork) -> Figure:
    """Draw the input, the shared maps, and what each network reads with its ten shares."""
    state = widget.state
    figure = Figure(figsize=(7.6, 3.3))
    grid = figure.add_gridspec(
        4, 6, width_ratios=[1.6, 1, 1, 2, 2, 2.6], wspace=0.12, hspace=0.9,
        left=0.005, right=0.995, bottom=0.06, top=0.88,
    )  # fmt: skip
    first = figure.add_subplot(grid[:, 0])
    show(first, state.input, title="input", numbers=False)
    layer, number, row, column = state.chosen
    if layer in SIZES:
        top, start, side = state.seen
        frame(first, (top, start), (side, side))
    for place, (name, title) in enumerate(TITLES.items(), 1):
        maps = state.maps[name]
        ax = figure.add_subplot(grid[:, place])
        size = maps.shape[-1]
        scale = widget.measured["scales"][f"conv{name[-1]}"]
        show(
            ax,
            mosaic(maps),
            title=f"{title}\n{size} × {size}",
            numbers=False,
            signed=scale,
            shaded=False,
        )
        ax.spines[:].set_visible(False)
        if layer == name:
            corner = corner_of(number, maps)
            frame(ax, (corner[0] + row, corner[1] + column), (1, 1))
    for place, (head, shares) in enumerate(state.shares.items()):
        ax = figure.add_subplot(grid[place, -1])
        best = state.reads[head]
        colours = [ACCENT if digit == best else LINE for digit in range(10)]
        ax.bar(np.arange(10), shares, color=colours)
        ax.set(ylim=(0, 1), yticks=[], xticks=range(10))
        ax.tick_params(labelsize=6, length=0, pad=1)
        ax.spines[["top", "right", "left"]].set_visible(False)
        title = f"{head}: {best}, {100 * shares[best]:.0f} %"
        ax.set_title(title, fontsize=8, loc="left", pad=2)
    return figure


def corner_of(number: int, maps: np.ndarray) -> tuple[int, int]:
    """Return where a map's first row and column stand in the mosaic."""
    columns, step = len(maps) // ROWS, maps.shape[-1] + _gap(maps)
    return number // columns * step, number % columns * step


def mosaic(maps: np.ndarray) -> np.ndarray:
    """Return all maps of a layer in one grid, six below each other, with nothing between them."""
    size = maps.shape[-1]
    bottom, right = corner_of(len(maps) - 1, maps)
    grid = np.full((bottom + size, right + size), np.nan)
    for number, each in enumerate(maps):
        row, column = corner_of(number, maps)
        grid[row : row + size, column : column + size] = each
    return grid


def _gap(maps: np.ndarray) -> int:
    return max(1, maps.shape[-1] // 8)
