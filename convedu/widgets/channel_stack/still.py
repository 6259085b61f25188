"""The still picture of the Channel Stack."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.patches import Rectangle

from convedu.plots.blocks import Block, draw_block
from convedu.plots.colours import ACCENT, LINE
from convedu.plots.grids import frame, show
from convedu.widgets.channel_stack.state import ChannelState
from convedu.widgets.channel_stack.view import ChannelStack

_COLOURS = ("#d9534f", "#5a9e6f", "#5b84c4")
"""Red, green, blue."""


def draw(stack: ChannelStack) -> Figure:
    """Draw the planes, one kernel for each, the blocks to scale, and the feature maps."""
    state = stack.state
    planes, cursor, shown = state.planes, state.cursor, state.shown
    kernels, bias = state.weight[shown], float(state.bias[shown])
    names = ("red", "green", "blue") if len(planes) == 3 else [f"channel {c}" for c in range(4)]
    figure = Figure(figsize=(7, 1.7 * len(planes)), layout="compressed")
    left, right = figure.subfigures(1, 2, squeeze=False, width_ratios=(2, 3))[0]
    room = max(planes.shape[1:]) / 50 if max(planes.shape[1:]) > 16 else 0
    strongest = np.abs(kernels).max() * 1.7  # pale enough to read a number on it
    parts: list[str] = []
    rows = zip(left.subplots(len(planes), 2, squeeze=False), planes, kernels, names, strict=False)
    (row, col), size = cursor, kernels.shape[1:]
    for (beside, onto), plane, kernel, name in rows:
        show(beside, plane, title=f"{name} plane")
        frame(beside, cursor, size, room=room)
        part = (plane[row : row + size[0], col : col + size[1]] * kernel).sum()
        parts.append(f"{part:.2f}")
        title = f"its kernel → {parts[-1]}"
        show(onto, kernel, title=title, numbers=True, signed=strongest or 1)
        for text in onto.texts:
            text.set_fontsize(5 if max(size) > 3 else 8)
    blocks, maps = right.subfigures(2, 1, height_ratios=(3, 2))
    _draw_blocks(blocks.subplots(), state)
    _draw_maps(maps, state, room)
    total = f"{' + '.join(parts)} + bias {bias:g} = {state.value:.2f}"
    right.suptitle(total.replace("+ -", "− "), fontsize=9)
    return figure


def _draw_maps(figure: SubFigure, state: ChannelState, room: float) -> None:
    output = state.output
    columns = min(len(output), 4)
    grid = figure.subplots(-(-len(output) // columns), columns, squeeze=False).ravel()
    for ax in grid[len(output) :]:
        ax.set_axis_off()
    for f, (ax, plane) in enumerate(zip(grid, output, strict=False)):
        show(ax, plane, title=f"map {f}", numbers=False if len(output) > 1 else None, shaded=True)
    frame(grid[state.shown], state.cursor, (1, 1), room=room)


def _draw_blocks(ax: Axes, state: ChannelState) -> None:
    """Draw picture, filters and feature maps to scale, and what one output is made of."""
    channels, rows, cols = state.planes.shape
    filters, high, wide = state.shape
    k_rows, k_cols = state.weight.shape[2:]
    (row, col), gap = state.cursor, max(rows, cols) / 6
    colours = _COLOURS if channels == 3 else ("#e8ebed",) * channels
    picture = Block(0, -rows, cols, rows, channels)
    front = state.planes[0] if channels != 3 else np.clip(np.moveaxis(state.planes, 0, 2), 0, 1)
    draw_block(ax, picture, picture=front, slices=colours, cmap="gray")
    left = cols + picture.slant + gap
    down, across = k_rows + channels, k_cols + channels
    lines = max(1, rows // down)  # filters above each other
    for f in range(filters):
        place = left + f // lines * across, -k_rows - f % lines * down
        edge = ACCENT if f == state.shown else LINE
        draw_block(ax, Block(*place, k_cols, k_rows, channels), slices=colours, edge=edge)
    right = left + -(-filters // lines) * across + gap
    maps = Block(right, -high, wide, high, filters)
    draw_block(
        ax, maps, picture=state.output[state.shown], slices=("white",) * filters, cmap="gray"
    )
    ax.add_patch(
        Rectangle((col, row - rows), k_cols, k_rows, fill=False, ec=ACCENT, lw=1.5, zorder=3)
    )
    end = right + col + 0.5, row - high + 0.5
    for down in (0, k_rows):
        ax.plot([col + k_cols, end[0]], [row - rows + down, end[1]], color=ACCENT, lw=0.8, zorder=3)
    ax.plot(*end, "s", color=ACCENT, ms=3, zorder=3)
    names = {
        cols / 2: f"{rows} × {cols} × {channels}",
        (left + right - gap) / 2: f"{filters} of {k_rows} × {k_cols} × {channels}",
        right + wide / 2: f"{high} × {wide} × {filters}",
    }
    for middle, words in names.items():
        ax.text(middle, gap / 3, words, ha="center", va="top", fontsize=7)
    ax.set(xlim=(-1, right + wide + maps.slant + 1), aspect="equal")
    ax.set_ylim(gap, -max(rows + picture.slant, high + maps.slant) - 1)
    ax.set_axis_off()
