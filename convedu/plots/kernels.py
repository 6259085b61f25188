"""The still pictures of the Kernel Lab and the Channel Stack."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from convedu.plots.grids import SIGNED, frame, number, show


def kernel_lab(
    image: np.ndarray,
    laid: np.ndarray,
    output: np.ndarray,
    cursor: tuple[int, int],
    *,
    flip: bool = False,
) -> Figure:
    """Draw the Kernel Lab as it stands: the input, the kernel on it and the output.

    Parameters
    ----------
    image, laid, output : ndarray
        (H, W) each; `laid` is the kernel as it lies on the image.
    cursor : (int, int)
        The output pixel to mark.
    flip : bool
        Whether the kernel was turned, for its title.

    Returns
    -------
    matplotlib.figure.Figure
    """
    row = image.shape[0] == laid.shape[0] == 1
    figure = Figure(figsize=(5, 2.6) if row else (7, 2.5), layout="compressed")
    axes = figure.subplots(3 if row else 1, 1 if row else 3)
    room = max(image.shape) / 50 if max(image.shape) > 16 else 0  # else too small to be seen
    show(axes[0], image, title="input")
    frame(axes[0], cursor, laid.shape, room=room)
    show(axes[1], laid, title="kernel, turned by 180°" if flip else "kernel", numbers=True)
    strongest = np.abs(laid).max() * 1.7  # pale enough to read a number on it
    axes[1].images[0].set(cmap=SIGNED, clim=(-strongest, strongest))
    for text in axes[1].texts:
        text.set(color="black", fontsize=9)
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
            edge = Rectangle((left, top), right - left, bottom - top, fill=False, ec="#d5dade")
            ax.add_patch(edge)
    return figure


def channel_stack(
    planes: np.ndarray,
    kernels: np.ndarray,
    output: np.ndarray,
    cursor: tuple[int, int],
    *,
    shown: int = 0,
    bias: float = 0,
) -> Figure:
    """Draw the Channel Stack as it stands: planes, one kernel for each, and the feature maps.

    Parameters
    ----------
    planes : ndarray
        (C, H, W).
    kernels : ndarray
        (C, kH, kW): the filter that is shown.
    output : ndarray
        (F, H', W').
    cursor : (int, int)
        The output pixel to mark.
    shown : int
        The filter that is shown.
    bias : float
        Its bias.

    Returns
    -------
    matplotlib.figure.Figure
    """
    names = ("red", "green", "blue") if len(planes) == 3 else [f"channel {c}" for c in range(4)]
    figure = Figure(figsize=(7, 1.7 * len(planes)), layout="compressed")
    left, right = figure.subfigures(1, 2, width_ratios=(2, 3))
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
            text.set(color="#14181c", fontsize=5 if max(size) > 3 else 8)
    columns = min(len(output), 4)
    grid = right.subplots(-(-len(output) // columns), columns, squeeze=False).ravel()
    for ax in grid[len(output) :]:
        ax.set_axis_off()
    for f, (ax, plane) in enumerate(zip(grid, output, strict=False)):
        show(ax, plane, title=f"map {f}", numbers=False if len(output) > 1 else None)
    frame(grid[shown], cursor, (1, 1), room=room)
    total = f"{' + '.join(parts)} + bias {bias:g} = {output[(shown, *cursor)]:.2f}"
    right.suptitle(total.replace("+ -", "− "), fontsize=9, color="#14181c")
    return figure
