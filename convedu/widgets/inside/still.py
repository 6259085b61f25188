"""The still picture of Inside a Network."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from convedu.plots.colours import ACCENT
from convedu.plots.grids import frame, show
from convedu.training import inside
from convedu.widgets.inside.state import SIZES
from convedu.widgets.inside.view import InsideANetwork

TITLES = {"conv1": "conv", "pool1": "pool", "conv2": "conv", "pool2": "pool"}


def draw(widget: InsideANetwork) -> Figure:
    """Draw the input, the shared maps, and what each network reads with its ten shares."""
    state = widget.state
    figure = Figure(figsize=(7.6, 3.4), layout="compressed")
    parts: Any = figure.subfigures(1, 3, width_ratios=[1.3, 4, 2.2])
    left, middle, right = parts
    ax = left.subplots()
    show(ax, state.input, title="input", numbers=False)
    if state.chosen[0] in SIZES:
        top, start, side = state.field
        frame(ax, (top, start), (side, side))
    scales = widget.measured["scales"]
    columns = middle.subfigures(1, len(TITLES), width_ratios=[1, 1, 2, 2])
    for column, (layer, title) in zip(columns, TITLES.items(), strict=True):
        maps = state.maps[layer]
        axes = column.subplots(6, len(maps) // 6, squeeze=False)
        for number, (ax, grid) in enumerate(zip(axes.ravel(), maps, strict=True)):
            show(ax, grid, numbers=False, signed=scales[f"conv{layer[-1]}"])
            if state.chosen[:2] == (layer, number):
                frame(ax, state.chosen[2:], (1, 1))
        size = maps.shape[-1]
        axes[0, 0].set_title(f"{title}, {size} × {size}", fontsize=7, color="#5c6670", loc="left")
    bars = right.subplots(len(inside.HEADS), 1, sharex=True)
    for ax, (head, shares) in zip(bars, state.shares.items(), strict=True):
        best = state.reads[head]
        colours = [ACCENT if digit == best else "#a3adb6" for digit in range(10)]
        ax.bar(np.arange(10), shares, color=colours)
        ax.set(ylim=(0, 1), yticks=[], xticks=range(10))
        ax.tick_params(labelsize=6, length=0)
        ax.spines[["top", "right", "left"]].set_visible(False)
        title = f"{head}: {best}, {100 * shares[best]:.0f} %"
        ax.set_title(title, fontsize=7, color="#5c6670", loc="left")
    return figure
