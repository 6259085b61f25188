"""A grid of numbers as a picture: grey, signed, with its values or with a frame."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LinearSegmentedColormap, ListedColormap
from matplotlib.patches import Rectangle

from convedu.plots.colours import ACCENT, LINE, SIGNED_COLOURS

LARGEST_SHARP = 128
"""The side, in pixels, up to which a picture is drawn with its pixels as squares."""

SIGNED = LinearSegmentedColormap.from_list("signed", SIGNED_COLOURS, N=511)


def show(
    ax: Axes,
    grid: np.ndarray,
    *,
    title: str = "",
    numbers: bool | None = None,
    white: float | None = None,
    signed: float | None = None,
) -> None:
    """Draw a grid of numbers: grey, or blue - white - orange around 0 when there are negatives.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    grid : ndarray
        (H, W), or (H, W, 3) in colour.
    title : str
    numbers : bool or None
        Write the numbers into the cells; None for yes on small grids.
    white : float or None
        Draw negatives as a photograph would have them: grey from 0 to `white`, and only what lies
        below or above in blue or orange.
    signed : float or None
        Draw blue - white - orange from minus this number to it, whatever the grid holds.
    """
    low, high = min(grid.min(), 0), max(grid.max(), 1)
    colours: str | Colormap = "gray"
    if signed:
        low, high, colours = -signed, signed, SIGNED
    elif low < -1e-9 and white:
        high = max(grid.max(), white)
        colours = _picture_colours(low, white, high)
    elif low < -1e-9:
        low, high = -max(-low, grid.max()), max(-low, grid.max())
        colours = SIGNED
    # What is drawn larger than it is keeps its pixels: smoothed ones blur and weigh more.
    smooth = None if max(grid.shape[:2]) > LARGEST_SHARP else "nearest"
    picture = ax.imshow(grid, cmap=colours, vmin=low, vmax=high, interpolation=smooth)
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_color(LINE)
    ax.set_title(title, fontsize=9, loc="left")
    if (grid.ndim == 2 and max(grid.shape) <= 16) if numbers is None else numbers:
        for (row, col), x in np.ndenumerate(grid):
            colour = _ink(picture.cmap(picture.norm(x)))
            ax.text(col, row, number(x), ha="center", va="center", fontsize=7, color=colour)


def _picture_colours(low: float, white: float, high: float) -> ListedColormap:
    x = np.linspace(low, high, 511)
    grey = np.clip(x / white, 0, 1)[:, np.newaxis].repeat(3, axis=1)
    below = SIGNED(0.3 * (1 - x / low))[:, :3]
    above = SIGNED(0.7 + 0.3 * (x - white) / max(high - white, 1e-9))[:, :3]
    slack = 0.02 * white
    coloured = np.where((x < -slack)[:, np.newaxis], below, grey)
    return ListedColormap(np.where((x > white + slack)[:, np.newaxis], above, coloured))


def number(x: float) -> str:
    """Return a number with at most two decimals."""
    return f"{x:.0f}" if abs(x - round(x)) < 1e-9 else f"{x:.2f}"


def frame(ax: Axes, cursor: tuple[int, int], shape: tuple[int, int], *, room: float = 0) -> None:
    """Draw the window whose top left corner is at `cursor`, with `room` round it."""
    corner = cursor[1] - 0.5 - room, cursor[0] - 0.5 - room
    size = shape[1] + 2 * room, shape[0] + 2 * room
    for colour, width in (("white", 4), (ACCENT, 2)):
        ax.add_patch(Rectangle(corner, *size, fill=False, ec=colour, lw=width, clip_on=False))


def _ink(colour: Any) -> str:
    return "black" if np.dot(colour[:3], [0.2126, 0.7152, 0.0722]) > 0.45 else "white"
