"""The still picture of the Stack Explorer."""

import numpy as np
from matplotlib.figure import Figure

from convedu.plots.colours import ACCENT
from convedu.plots.grids import frame, show
from convedu.widgets.stack_explorer.view import StackExplorer


def draw(explorer: StackExplorer) -> Figure:
    """Draw the stack's maps, each with the positions that the output at the cursor depends on."""
    state = explorer.state
    maps = list(zip(("input", *state.layers), state.maps, strict=True))
    figure = Figure(figsize=(max(1.7 * len(maps), 4), 2.2), layout="compressed")
    axes = figure.subplots(1, len(maps), squeeze=False)[0]
    for level, (ax, (name, grid)) in enumerate(zip(axes, maps, strict=True)):
        rows, columns = state.seen(level)
        place = f"{level}. " if level else ""
        title = f"{place}{name}\n{len(grid)} × {len(grid)}"
        show(ax, grid, title=title, numbers=False)
        frame(ax, (rows[0], columns[0]), (rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1))
        if 1 < len(rows) * len(columns) <= 64:  # more dots would hide what they lie on
            places = np.stack(np.meshgrid(rows, columns), axis=-1).reshape(-1, 2)
            ax.plot(places[:, 1], places[:, 0], ".", color=ACCENT, markersize=3)
    return figure
