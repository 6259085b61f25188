"""The still picture of the Border Lab."""

import numpy as np
from matplotlib.figure import Figure

from convedu.plots.grids import SIGNED, frame, number, show
from convedu.widgets.border_lab.state import SIZE, photos
from convedu.widgets.border_lab.view import BorderLab


def draw(lab: BorderLab) -> Figure:
    """Draw the small picture with its border, how often its pixels are used, a photo's output."""
    state = lab.state
    padded = state.pad(np.arange(1.0, SIZE**2 + 1).reshape(SIZE, SIZE))
    uses = np.outer(state.uses, state.uses)
    response = state.respond(photos()[lab.photo], lab.response)
    figure = Figure(figsize=(7.4, 2.6), layout="compressed")
    axes = figure.subplots(1, 3)
    show(axes[0], padded, title="with its border", numbers=False)
    axes[0].images[0].set(cmap=SIGNED, clim=(-2 * padded.max(), 2 * padded.max()))
    for (row, column), x in np.ndenumerate(padded):
        axes[0].text(column, row, number(x), ha="center", va="center", fontsize=5)
    frame(axes[0], (state.width, state.width), (SIZE, SIZE))
    show(axes[1], uses, title="how often each pixel is used", numbers=True)
    axes[1].images[0].set(cmap=SIGNED, clim=(-2 * uses.max(), 2 * uses.max()))
    for text in axes[1].texts:
        text.set(color="black")
    show(axes[2], response, title="the photo's output", numbers=False)
    return figure
