"""The still picture of Flip and Slide."""

from dataclasses import replace

import numpy as np
from matplotlib.figure import Figure

from convedu.plots.colours import ACCENT, INK
from convedu.widgets.flip_and_slide.state import FUNCTIONS, LATEST, STRIPS
from convedu.widgets.flip_and_slide.view import FlipAndSlide


def draw(widget: FlipAndSlide) -> Figure:
    """Draw the overlap, and the result as far as the kernel has come."""
    state = widget.state
    figure = Figure(figsize=(5.6, 3.2), layout="compressed")
    above, below = figure.subplots(2, 1, sharex=True)
    placed = "g(t − τ)" if state.flipped else "g(τ − t)"
    above.plot(STRIPS, FUNCTIONS[state.signal](STRIPS), color=INK, lw=1.5, label="f(τ)")
    above.plot(STRIPS, state.slid(STRIPS), color=ACCENT, lw=1.5, ls="--", label=placed)
    above.fill_between(STRIPS, state.product(STRIPS), color=ACCENT, alpha=0.3, label="product")
    time = f"{state.time:g}".replace("-", "−")  # as on the axis
    above.set_title(f"kernel at t = {time}, area {state.area:.2f}", fontsize=9)
    above.legend(fontsize=7, loc="best", frameon=False)
    times = np.round(np.linspace(-LATEST, LATEST, 20 * LATEST + 1), 1)
    areas = np.array([replace(state, time=time).area for time in times.tolist()])
    until = times <= state.time
    below.plot(times[until], areas[until], color=INK, lw=1.5)
    below.plot(state.time, state.area, "o", color=ACCENT, ms=5)
    below.set_title("result up to t", fontsize=9)
    below.set(xlim=(-LATEST, LATEST), ylim=(0, 1.05 * areas.max()))
    for ax in (above, below):
        ax.tick_params(labelsize=7)
        ax.spines[["top", "right"]].set_visible(False)
    return figure
