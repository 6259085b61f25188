"""The still picture of Reconcile the Numbers."""

import numpy as np
from matplotlib.figure import Figure

from convedu.plots.colours import BLUE
from convedu.widgets.reconcile.view import Reconcile


def draw(reconcile: Reconcile) -> Figure:
    """Draw for each layer its share of the parameters and its share of the multiply-adds."""
    state = reconcile.state
    layers = state.counts()
    figure = Figure(figsize=(6.4, 0.4 * len(layers) + 0.9), layout="compressed")
    ax = figure.subplots()
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
    ax.set_title(f"{state.total:,} parameters: {state.verdict}", fontsize=10, loc="left")
    return figure
