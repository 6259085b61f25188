"""The still picture of the Border Lab."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from convedu.plots.colours import DARK_INK
from convedu.plots.grids import frame, number, show
from convedu.widgets.border_lab.state import SIZE, Border, photos
from convedu.widgets.border_lab.view import BorderLab

_TITLE: dict[str, Any] = {"fontsize": 8, "loc": "left"}


def draw(lab: BorderLab) -> Figure:
    """Draw a pixel and the windows that read it, how often all are used, a photo's output."""
    state = lab.state
    row, column = lab.cursor
    reads = np.outer(state.reads(row), state.reads(column))
    uses = np.outer(state.uses, state.uses)
    figure = Figure(figsize=(8.4, 2.5), layout="compressed")
    axes = figure.subplots(1, 4)
    _draw_windows(axes[0], state, (row, column), reads)
    axes[0].set_title(f"windows that read pixel {row * SIZE + column + 1}", **_TITLE)
    for ax, counts, title in (
        (axes[1], uses, "how often each pixel is used"),
        (axes[2], reads, "output: how often it reads it"),
    ):
        show(ax, counts, numbers=True, signed=2 * max(counts.max(), 1))
        ax.set_title(title, **_TITLE)
        for text in ax.texts:
            text.set_visible(text.get_text() != "0")
    frame(axes[1], (row, column), (1, 1))
    show(axes[3], state.respond(photos()[lab.photo], lab.response), numbers=False)
    axes[3].set_title("the photo's output", **_TITLE)
    return figure


def _draw_windows(ax: Axes, state: Border, cursor: tuple[int, int], reads: np.ndarray) -> None:
    padded = state.pad(np.arange(1.0, SIZE**2 + 1).reshape(SIZE, SIZE))
    show(ax, padded, numbers=False, signed=4 * padded.max())
    for (row, column), x in np.ndenumerate(padded):
        ax.text(column, row, number(x), ha="center", va="center", fontsize=5, color=DARK_INK)
    outline = (state.width - 0.5,) * 2
    ax.add_patch(Rectangle(outline, SIZE, SIZE, fill=False, ec=DARK_INK, lw=1.2))
    for row, column in np.argwhere(reads):
        corner = column * state.stride - 0.4, row * state.stride - 0.4
        side = state.kernel - 0.2
        ax.add_patch(Rectangle(corner, side, side, fill=False, ec="#17498a", lw=0.8))
    frame(ax, (cursor[0] + state.width, cursor[1] + state.width), (1, 1))
