"""A grid of numbers as a picture: grey, signed, with its values or with a frame."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from convedu.plots.colours import ACCENT, LINE
from convedu.plots.scales import STOPS, Scale, scale_of

LARGEST_SHARP = 128
"""The side, in pixels, up to which a picture is drawn with its pixels as squares."""

STEPS = 511
"""Colours of a scale; an odd number, so that 0 has its own in the middle."""


def show(
    ax: Axes,
    grid: np.ndarray,
    *,
    title: str = "",
    numbers: bool | None = None,
    white: float | None = None,
    signed: float | None = None,
    shaded: bool | None = None,
) -> None:
    """Draw a grid of numbers: grey, or from blue over 0 to orange when there are negatives.

    Negative cells without a number are hatched, and where cells are too small for that the lower
    numbers are the darker ones: a sign is read without hue, too.

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
        Draw from blue to orange, from minus this number to it, whatever the grid holds.
    shaded : bool or None
        Whether 0 is grey and not white; None for yes on large grids.
    """
    scale = scale_of(grid, white=white, signed=signed, shaded=shaded)
    # What is drawn larger than it is keeps its pixels: smoothed ones blur and weigh more.
    smooth = None if max(grid.shape[:2]) > LARGEST_SHARP else "nearest"
    picture = ax.imshow(
        grid, cmap=colormap(scale), vmin=scale.low, vmax=scale.high, interpolation=smooth
    )
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_color(LINE)
    ax.set_title(title, fontsize=9, loc="left")
    if (grid.ndim == 2 and max(grid.shape) <= 16) if numbers is None else numbers:
        for (row, col), x in np.ndenumerate(grid):
            colour = _ink(picture.cmap(picture.norm(x)))
            ax.text(col, row, number(x), ha="center", va="center", fontsize=7, color=colour)
    elif scale.kind == "signed" and grid.ndim == 2:
        hatched, lighter = scale.hatched(grid)
        _hatch(ax, hatched & ~lighter, STOPS["signed"][0])
        _hatch(ax, lighter, STOPS["signed"][1])


def colormap(scale: Scale) -> ListedColormap:
    """Return a scale as Matplotlib takes it."""
    return ListedColormap(scale.colours(np.linspace(scale.low, scale.high, STEPS)))


def _hatch(ax: Axes, where: np.ndarray, colour: str) -> None:
    corners = np.argwhere(where)[:, np.newaxis, ::-1] - 0.5
    if len(corners):
        square = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)])
        outlines = (corners + square).reshape(-1, 2)
        codes = [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY] * len(corners)
        ax.add_patch(PathPatch(Path(outlines, codes), fill=False, lw=0, ec=colour, hatch="//////"))


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
