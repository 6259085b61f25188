"""The still picture of Reconcile the Numbers."""

from math import isqrt

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from convedu.plots.blocks import Block, draw_block
from convedu.plots.colours import BLUE
from convedu.widgets.reconcile.state import Choices
from convedu.widgets.reconcile.view import Reconcile

_DEEPEST = 400
"""Numbers; a deeper block is cut, as in the page."""


def draw(reconcile: Reconcile) -> Figure:
    """Draw the volumes to scale, and for each layer its shares of parameters and work."""
    state = reconcile.state
    figure = Figure(figsize=(6.8, 0.4 * len(state.counts()) + 2.7), layout="compressed")
    volumes, table = figure.subplots(2, 1, height_ratios=(2, 3))
    _draw_volumes(volumes, state)
    _draw_shares(table, state)
    volumes.set_title(f"{state.total:,} parameters: {state.verdict}", fontsize=10, loc="left")
    return figure


def _draw_volumes(ax: Axes, state: Choices) -> None:
    right, before = 0.0, None
    for name, shape in state.volumes():
        # A row of numbers is a plate, one number deep.
        depth, height, width = shape if len(shape) == 3 else (1, *[isqrt(shape[0])] * 2)
        if before:  # all lean the same way, so bars fit close together
            right += max(before.width + min(height, before.slant) + 25, 75)
        before = Block(right, -height, width, height, min(depth, _DEEPEST))
        draw_block(ax, before)
        ax.text(right + width / 2, 14, name, ha="right", va="top", fontsize=6, rotation=45)
    ax.set(xlim=(-10, right + 80), ylim=(90, -330), aspect="equal")
    ax.set_axis_off()


def _draw_shares(ax: Axes, state: Choices) -> None:
    layers = state.counts()
    counts = np.array([(layer.parameters, layer.macs) for layer in layers], dtype=float)
    shares = 100 * counts / counts.sum(axis=0)
    places = np.arange(len(layers))
    styles = (("parameters", "#c9822f", ""), ("multiply-adds", BLUE, "////"))
    for i, (label, colour, hatch) in enumerate(styles):
        y = places + 0.4 * i - 0.2
        ax.barh(y, shares[:, i], 0.38, label=label, color=colour, hatch=hatch, ec="white", lw=0)
        for row, share in zip(y, shares[:, i], strict=True):
            ax.text(share + 0.8, row, f"{share:.1f} %", va="center", fontsize=7)
    ax.set_yticks(places, [layer.name for layer in layers], fontsize=8)
    ax.set(xlim=(0, 100), xlabel="share of the whole, %")
    ax.invert_yaxis()
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(frameon=False, fontsize=8, loc="lower right")
