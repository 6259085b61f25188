"""The still picture of Sounds: a spectrum each."""

from matplotlib.figure import Figure

from convedu.plots.colours import ACCENT
from convedu.widgets.sounds.view import Sounds


def draw(widget: Sounds) -> Figure:
    """Draw the tones of each sound."""
    count = len(widget.state)
    figure = Figure(figsize=(5.6, 0.4 + 0.9 * count), layout="compressed")
    for ax, sound in zip(
        figure.subplots(count, 1, sharex=True, squeeze=False).ravel(), widget.state, strict=True
    ):
        for frequency, strength in sound.tones:
            ax.plot([frequency] * 2, [0, strength], color=ACCENT, lw=2)
        ax.axvspan(sound.rate / 2, 1e5, color="#d5dade")
        ax.set_title(sound.name, fontsize=8, loc="left")
        ax.set(xlim=(0, max(s.rate for s in widget.state) / 2), ylim=(0, 1))
        ax.tick_params(labelsize=7)
        ax.spines[["top", "right"]].set_visible(False)
    ax.set_xlabel("tones, in hertz", fontsize=8)
    return figure
