"""The still pictures of Tape and Tiles."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from convedu.plots.colours import ACCENT, DARK_INK, LINE
from convedu.widgets.tape.state import Axis
from convedu.widgets.tape.view import TapeAndTiles


def draw(widget: TapeAndTiles) -> Figure:
    """Draw the tape or the tiles."""
    row, column = widget.cursor
    striped = widget.picture == "stripes"
    if len(widget.state) == 1:
        return _tape(widget.state[0], column, striped)
    down, across = widget.state
    return _tiles(down, across, (row, column), striped)


def _tape(axis: Axis, cursor: int, striped: bool) -> Figure:
    """Draw a tape with a bracket for each window; cells that no window reads are hatched."""
    n, padding, windows = axis.n, axis.padding, axis.windows
    read = {cell for window in windows for cell in window}
    lanes = _lanes(windows)
    figure = Figure(figsize=(0.42 * (n + 2 * padding), 0.42 * (1.6 + 0.5 * lanes)))
    ax = figure.add_axes((0, 0, 1, 1))
    for cell in range(-padding, n + padding):
        inside = 0 <= cell < n
        face = _stripe(cell) if striped and inside else "white" if inside else "#f4f6f7"
        _tile(ax, (cell, 0), face, inside, lost=inside and cell not in read)
        white = {"boxstyle": "round,pad=0.15", "fc": "white", "ec": "none"}
        label = str(cell) if inside else "0"
        words: dict[str, Any] = {"fontsize": 8, "color": DARK_INK, "bbox": white}
        ax.text(cell + 0.5, 0.5, label, ha="center", va="center", **words)
    for place, window in enumerate(windows):
        y = 1.4 + 0.5 * (place % lanes)
        style: dict[str, Any] = (
            {"color": ACCENT, "lw": 2} if place == cursor else {"color": LINE, "lw": 1}
        )
        left, right = window[0] + 0.12, window[-1] + 0.88
        ax.plot([left, left, right, right], [y - 0.2, y, y, y - 0.2], **style)
        ax.plot([cell + 0.5 for cell in window], [y] * len(window), "o", ms=3, **style)
    ax.set(xlim=(-padding - 0.1, n + padding + 0.1), ylim=(1.4 + 0.5 * lanes, -0.1))
    ax.set_axis_off()
    return figure


def _tiles(down: Axis, across: Axis, cursor: tuple[int, int], striped: bool) -> Figure:
    """Draw a picture's cells with an outline for each window."""
    high, top, rows = down.n, down.padding, down.windows
    wide, side, columns = across.n, across.padding, across.windows
    read = [{cell for window in windows for cell in window} for windows in (rows, columns)]
    figure = Figure(figsize=(0.25 * (wide + 2 * side), 0.25 * (high + 2 * top)))
    ax = figure.add_axes((0, 0, 1, 1))
    for row, column in np.ndindex(high + 2 * top, wide + 2 * side):
        place = column - side, row - top
        inside = 0 <= place[0] < wide and 0 <= place[1] < high
        face = _stripe(place[0]) if striped and inside else "white" if inside else "#f4f6f7"
        lost = inside and (place[1] not in read[0] or place[0] not in read[1])
        _tile(ax, place, face, inside, lost=lost)
    for i, j in np.ndindex(len(rows), len(columns)):
        room = 0.1 + 0.11 * ((i + j) % 3)  # so that the sides of neighbours can be told apart
        size = [windows[0][-1] - windows[0][0] + 1 for windows in (columns, rows)]
        corner = columns[j][0], rows[i][0]
        at = (i, j) == cursor
        style: dict[str, Any] = (
            {"ec": ACCENT, "lw": 2.5, "zorder": 3} if at else {"ec": LINE, "lw": 0.8}
        )
        room = 0 if at else room
        place = corner[0] + room, corner[1] + room
        ax.add_patch(Rectangle(place, size[0] - 2 * room, size[1] - 2 * room, fill=False, **style))
    ax.set(xlim=(-side - 0.15, wide + side + 0.15), ylim=(high + top + 0.15, -top - 0.15))
    ax.set_axis_off()
    return figure


def _tile(ax: Axes, corner: tuple[int, int], face: str, inside: bool, *, lost: bool) -> None:
    line = "-" if inside else ":"
    ax.add_patch(Rectangle(corner, 1, 1, fc=face, ec=LINE, lw=0.8, ls=line))
    if lost:
        ax.add_patch(Rectangle(corner, 1, 1, fill=False, hatch="////", ec=LINE, lw=0))


def _stripe(cell: int) -> str:
    return "white" if cell % 2 else DARK_INK


def _lanes(windows: list[list[int]]) -> int:
    """Return in how many rows the windows must be drawn so that none covers another."""
    if len(windows) < 2:
        return 1
    stride = windows[1][0] - windows[0][0]
    return min(-(-(windows[0][-1] - windows[0][0] + 1) // stride), len(windows))
