"""The still picture of Photo Stride."""

from matplotlib.figure import Figure

from convedu.plots.grids import show
from convedu.widgets.photo_stride.view import PhotoStride


def draw(widget: PhotoStride) -> Figure:
    """Draw what the stride reads and what it keeps, equally large."""
    state = widget.state
    figure = Figure(figsize=(5.6, 2.9), layout="compressed")
    panels = {
        "blurred" if state.blurred else "the picture": state.read,
        f"what stride {state.stride} keeps": state.output,
    }
    for ax, (title, picture) in zip(figure.subplots(1, 2), panels.items(), strict=True):
        show(ax, picture, title=title, numbers=False)
    return figure
