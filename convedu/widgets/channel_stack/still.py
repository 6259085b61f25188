"""The still picture of the Channel Stack."""

import numpy as np
from matplotlib.figure import Figure

from convedu.plots.colours import DARK_INK
from convedu.plots.grids import SIGNED, frame, show
from convedu.widgets.channel_stack.view import ChannelStack


def draw(stack: ChannelStack) -> Figure:
    """Draw the planes, one kernel for each, and the feature maps."""
    state = stack.state
    planes, output, cursor, shown = state.planes, state.output, state.cursor, state.shown
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
        show(onto, kernel, title=f"its kernel → {parts[-1]}", numbers=True)
        onto.images[0].set(cmap=SIGNED, clim=(-strongest, strongest))
        for text in onto.texts:
            text.set(color=DARK_INK, fontsize=5 if max(size) > 3 else 8)
    columns = min(len(output), 4)
    grid = right.subplots(-(-len(output) // columns), columns, squeeze=False).ravel()
    for ax in grid[len(output) :]:
        ax.set_axis_off()
    for f, (ax, plane) in enumerate(zip(grid, output, strict=False)):
        show(ax, plane, title=f"map {f}", numbers=False if len(output) > 1 else None)
    frame(grid[shown], cursor, (1, 1), room=room)
    total = f"{' + '.join(parts)} + bias {bias:g} = {output[(shown, *cursor)]:.2f}"
    right.suptitle(total.replace("+ -", "− "), fontsize=9)
    return figure
