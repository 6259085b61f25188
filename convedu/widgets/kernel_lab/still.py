"""The still picture of the Kernel Lab."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from convedu.plots.colours import LINE
from convedu.plots.grids import frame, number, show
from convedu.widgets.kernel_lab.view import KernelLab


def draw(lab: KernelLab) -> Figure:
    """Draw the input, the kernel as it lies on it and the output."""
    state = lab.state
    image, laid, output, cursor = state.image, state.laid, state.output, state.cursor
    row = image.shape[0] == laid.shape[0] == 1
    figure = Figure(figsize=(5, 2.6) if row else (7, 2.5), layout="compressed")
    axes = figure.subplots(3 if row else 1, 1 if row else 3, squeeze=False).ravel()
    room = max(image.shape) / 50 if max(image.shape) > 16 else 0  # else too small to be seen
    show(axes[0], image, title="input")
    frame(axes[0], cursor, laid.shape, room=room)
    strongest = np.abs(laid).max() * 1.7  # pale enough to read a number on it
    title = "kernel, turned by 180°" if state.flip else "kernel"
    show(axes[1], laid, title=title, numbers=True, signed=strongest or 1)
    for text in axes[1].texts:
        text.set_fontsize(9)
    # A kernel that keeps the brightness gives a picture, one that removes it gives differences.
    white = max(image.max(), 1) * max(laid.sum(), 1) if laid.sum() >= 0.5 else None
    range_ = f"output: {number(output.min())} to {number(output.max())}"
    show(axes[2], output, title=range_, white=white)
    frame(axes[2], cursor, (1, 1), room=room)
    if row:  # the kernel under its window, each output under its window's middle
        middle = (image.shape[1] - output.shape[1]) / 2
        for ax, shift in ((axes[1], cursor[1]), (axes[2], middle)):
            ax.set_xlim(-0.5 - shift, image.shape[1] - 0.5 - shift)
            ax.set_frame_on(False)
            (left, right, bottom, top) = ax.images[0].get_extent()
            edge = Rectangle((left, top), right - left, bottom - top, fill=False, ec=LINE)
            ax.add_patch(edge)
    return figure
