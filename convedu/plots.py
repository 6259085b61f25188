"""Arrays to pictures: the only module that draws with matplotlib."""

import base64
import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle
from PIL import Image

LARGEST_PNG = 40_000
"""What a picture stored in a notebook may weigh, in bytes."""

ACCENT = "#b0126b"
SIGNED_COLOURS = ("#17498a", "#86aed6", "#f7f7f7", "#e9ab6b", "#9c4a06")
SIGNED = LinearSegmentedColormap.from_list("signed", SIGNED_COLOURS, N=511)
"""Blue, white, orange: safe for the common colour blindnesses; 0 belongs in the middle."""


class Picture:
    """A figure that says in words what it shows: for nbval, and for readers who cannot see it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    alt : str
        What it shows, in a sentence.

    Raises
    ------
    ValueError
        If `alt` is empty.
    """

    def __init__(self, figure: Figure, alt: str) -> None:
        if not alt.strip():
            raise ValueError(f"alt is {alt!r}, expected a sentence that says what is shown")
        self.figure = figure
        self.alt = alt

    def __repr__(self) -> str:
        return f"Picture: {self.alt}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict, dict]:
        encoded = base64.b64encode(to_png(self.figure)).decode("ascii")
        return {"text/plain": repr(self), "image/png": encoded}, {"image/png": {"alt": self.alt}}


def images(
    panels: Mapping[str, np.ndarray],
    *,
    alt: str,
    columns: int = 3,
    signed: Mapping[str, float] | None = None,
) -> Picture:
    """Show images beside each other, each under its title.

    Parameters
    ----------
    panels : mapping of str to ndarray
        Title to (H, W) or (H, W, 3).
    alt : str
        What the pictures show, in a sentence.
    columns : int
        How many stand in a row.
    signed : mapping of str to float, optional
        Titles of panels to draw in blue - white - orange, and the number that is full orange.

    Returns
    -------
    Picture

    Examples
    --------
    >>> images({"a point": np.eye(1)}, alt="One white pixel.")
    Picture: One white pixel.
    """
    rows = -(-len(panels) // columns)
    width = min(columns, len(panels))
    figure = Figure(figsize=(2.4 * width, 2.6 * rows), layout="compressed")
    grid = figure.subplots(rows, width, squeeze=False).ravel()
    for ax, (title, panel) in zip(grid, panels.items(), strict=False):
        # What is mostly bright is a photograph with overshoots; what is mostly 0 are differences.
        white = 1 if np.median(panel) > 0.1 else None
        show(ax, panel, title=title, white=white, signed=(signed or {}).get(title))
    for ax in grid[len(panels) :]:
        ax.set_axis_off()
    return Picture(figure, alt)


def show(
    ax: Axes,
    grid: np.ndarray,
    *,
    title: str = "",
    numbers: bool | None = None,
    white: float | None = None,
    signed: float | None = None,
) -> None:
    """Draw a grid of numbers: grey, or blue - white - orange around 0 when there are negatives.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    grid : ndarray
        (H, W), or (H, W, 3) in colour.
    title : str
    numbers : bool or None
        Write the numbers into the cells; None for yes on small grids.
    white : float or None
        Draw negatives as a photograph would have them: grey from 0 to `white`, and only what lies
        below or above in blue or orange.
    signed : float or None
        Draw blue - white - orange from minus this number to it, whatever the grid holds.
    """
    low, high = min(grid.min(), 0), max(grid.max(), 1)
    colours = "gray"
    if signed:
        low, high, colours = -signed, signed, SIGNED
    elif low < -1e-9 and white:
        high = max(grid.max(), white)
        colours = _picture_colours(low, white, high)
    elif low < -1e-9:
        low, high = -max(-low, grid.max()), max(-low, grid.max())
        colours = SIGNED
    picture = ax.imshow(grid, cmap=colours, vmin=low, vmax=high)
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_color("#d5dade")
    ax.set_title(title, fontsize=9, color="#5c6670", loc="left")
    if (grid.ndim == 2 and max(grid.shape) <= 16) if numbers is None else numbers:
        for (row, col), x in np.ndenumerate(grid):
            colour = _ink(picture.cmap(picture.norm(x)))
            ax.text(col, row, number(x), ha="center", va="center", fontsize=7, color=colour)


def _picture_colours(low: float, white: float, high: float) -> ListedColormap:
    x = np.linspace(low, high, 511)
    grey = np.clip(x / white, 0, 1)[:, np.newaxis].repeat(3, axis=1)
    below = SIGNED(0.3 * (1 - x / low))[:, :3]
    above = SIGNED(0.7 + 0.3 * (x - white) / max(high - white, 1e-9))[:, :3]
    slack = 0.02 * white
    coloured = np.where((x < -slack)[:, np.newaxis], below, grey)
    return ListedColormap(np.where((x > white + slack)[:, np.newaxis], above, coloured))


def number(x: float) -> str:
    """Return a number with at most two decimals."""
    return f"{x:.0f}" if abs(x - round(x)) < 1e-9 else f"{x:.2f}"


def frame(ax: Axes, cursor: tuple[int, int], shape: tuple[int, int], *, room: float = 0) -> None:
    """Draw the window whose top left corner is at `cursor`, with `room` round it."""
    corner = cursor[1] - 0.5 - room, cursor[0] - 0.5 - room
    size = shape[1] + 2 * room, shape[0] + 2 * room
    for colour, width in (("white", 4), (ACCENT, 2)):
        ax.add_patch(Rectangle(corner, *size, fill=False, ec=colour, lw=width, clip_on=False))


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


def tape(
    axis: tuple[int, int, list[list[int]]], *, cursor: tuple[int, int], striped: bool = False
) -> Figure:
    """Draw a tape with a bracket for each window; cells that no window reads are hatched.

    Parameters
    ----------
    axis : (int, int, list of list of int)
        The number of cells, the padding, and the cells that each window reads.
    cursor : (int, int)
        The window that is looked at: its second number.
    striped : bool
        Black and white cells instead of plain ones.

    Returns
    -------
    matplotlib.figure.Figure
    """
    n, padding, windows = axis
    read = {cell for window in windows for cell in window}
    lanes = _lanes(windows)
    figure = Figure(figsize=(0.42 * (n + 2 * padding), 0.42 * (1.6 + 0.5 * lanes)))
    ax = figure.add_axes((0, 0, 1, 1))
    for cell in range(-padding, n + padding):
        inside = 0 <= cell < n
        face = _stripe(cell) if striped and inside else "white" if inside else "#f4f6f7"
        _tile(ax, (cell, 0), face, inside, lost=inside and cell not in read)
        white = {"boxstyle": "round,pad=0.15", "fc": "white", "ec": "none"}
        label = str(cell) if inside else "0"
        ax.text(cell + 0.5, 0.5, label, ha="center", va="center", fontsize=8, bbox=white)
    for number, window in enumerate(windows):
        y = 1.4 + 0.5 * (number % lanes)
        style = {"color": ACCENT, "lw": 2} if number == cursor[1] else {"color": "#5c6670", "lw": 1}
        left, right = window[0] + 0.12, window[-1] + 0.88
        ax.plot([left, left, right, right], [y - 0.2, y, y, y - 0.2], **style)
        ax.plot([cell + 0.5 for cell in window], [y] * len(window), "o", ms=3, **style)
    ax.set(xlim=(-padding - 0.1, n + padding + 0.1), ylim=(1.4 + 0.5 * lanes, -0.1))
    ax.set_axis_off()
    return figure


def tiles(
    down: tuple[int, int, list[list[int]]],
    across: tuple[int, int, list[list[int]]],
    *,
    cursor: tuple[int, int],
    striped: bool = False,
) -> Figure:
    """Draw a picture's cells with an outline for each window.

    Parameters
    ----------
    down, across : (int, int, list of list of int)
        For each axis: the number of cells, the padding, and the cells that each window reads.
    cursor : (int, int)
        The window that is looked at.
    striped : bool
        Black and white columns instead of plain cells.

    Returns
    -------
    matplotlib.figure.Figure
    """
    (high, top, rows), (wide, side, columns) = down, across
    read = [{cell for window in windows for cell in window} for windows in (rows, columns)]
    figure = Figure(figsize=(0.25 * (wide + 2 * side), 0.25 * (high + 2 * top)))
    ax = figure.add_axes((0, 0, 1, 1))
    for row, column in np.ndindex(high + 2 * top, wide + 2 * side):
        place = column - side, row - top
        inside = 0 <= place[0] < wide and 0 <= place[1] < high
        face = _stripe(place[0]) if striped and inside else "white" if inside else "#f4f6f7"
        lost = inside and (place[1] not in read[0] or place[0] not in read[1])
        _tile(ax, place, face, inside, lost=lost)
    for i, j in np.ndindex(len(rows), len(columns)):
        room = 0.1 + 0.11 * ((i + j) % 3)  # so that the sides of neighbours can be told apart
        size = [windows[0][-1] - windows[0][0] + 1 for windows in (columns, rows)]
        corner = columns[j][0], rows[i][0]
        at = (i, j) == tuple(cursor)
        style = {"ec": ACCENT, "lw": 2.5, "zorder": 3} if at else {"ec": "#5c6670", "lw": 0.8}
        room = 0 if at else room
        place = corner[0] + room, corner[1] + room
        ax.add_patch(Rectangle(place, size[0] - 2 * room, size[1] - 2 * room, fill=False, **style))
    ax.set(xlim=(-side - 0.15, wide + side + 0.15), ylim=(high + top + 0.15, -top - 0.15))
    ax.set_axis_off()
    return figure


def _tile(ax: Axes, corner: tuple[int, int], face: str, inside: bool, *, lost: bool) -> None:
    line = "-" if inside else ":"
    ax.add_patch(Rectangle(corner, 1, 1, fc=face, ec="#5c6670", lw=0.8, ls=line))
    if lost:
        ec = "#8a949c"
        ax.add_patch(Rectangle(corner, 1, 1, fill=False, hatch="////", ec=ec, lw=0))


def _stripe(cell: int) -> str:
    return "white" if cell % 2 else "#14181c"


def _lanes(windows: list[list[int]]) -> int:
    """Return in how many rows the windows must be drawn so that none covers another."""
    if len(windows) < 2:
        return 1
    stride = windows[1][0] - windows[0][0]
    return min(-(-(windows[0][-1] - windows[0][0] + 1) // stride), len(windows))


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


def border_lab(padded: np.ndarray, width: int, uses: np.ndarray, response: np.ndarray) -> Figure:
    """Draw a small picture with its border, how often its pixels are used, and a photo's output.

    Parameters
    ----------
    padded : ndarray
        (H, W), the border included.
    width : int
        The border's, in pixels.
    uses : ndarray
        How often each pixel is used.
    response : ndarray
        The photo's output.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure = Figure(figsize=(7.4, 2.6), layout="compressed")
    axes = figure.subplots(1, 3)
    show(axes[0], padded, title="with its border", numbers=False)
    axes[0].images[0].set(cmap=SIGNED, clim=(-2 * padded.max(), 2 * padded.max()))
    for (row, column), x in np.ndenumerate(padded):
        axes[0].text(column, row, number(x), ha="center", va="center", fontsize=5)
    size = padded.shape[0] - 2 * width, padded.shape[1] - 2 * width
    frame(axes[0], (width, width), size)
    show(axes[1], uses, title="how often each pixel is used", numbers=True)
    axes[1].images[0].set(cmap=SIGNED, clim=(-2 * uses.max(), 2 * uses.max()))
    for text in axes[1].texts:
        text.set(color="black")
    show(axes[2], response, title="the photo's output", numbers=False)
    return figure


def to_png(figure: Figure, *, dpi: int = 110) -> bytes:
    """Return a figure as a PNG file that is small enough to be stored in a notebook.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    dpi : int
        A picture that is too large gets fewer colours, then fewer pixels.

    Returns
    -------
    bytes
        At most `LARGEST_PNG` of them.
    """
    while True:
        drawn = io.BytesIO()
        figure.savefig(drawn, format="png", dpi=dpi)
        picture = Image.open(drawn).convert("RGB")
        for colours in (192, 96, 64):  # with fewer, a grey sky has bands that look like edges
            small = io.BytesIO()
            reduced = picture.quantize(colours, dither=Image.Dither.NONE, kmeans=2)
            reduced.save(small, "png", optimize=True)
            if small.tell() <= LARGEST_PNG:
                return small.getvalue()
        dpi = int(dpi * 0.85)


def _ink(colour: tuple[float, ...]) -> str:
    return "black" if np.dot(colour[:3], [0.2126, 0.7152, 0.0722]) > 0.45 else "white"


def seen_through(panels: Mapping[str, tuple[np.ndarray, tuple[list[int], list[int]]]]) -> Figure:
    """Draw a stack's maps beside each other, each with the positions that one output depends on.

    Parameters
    ----------
    panels : mapping
        Title to ((H, W), (rows, columns)).

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure = Figure(figsize=(max(1.7 * len(panels), 4), 2.2), layout="compressed")
    row = figure.subplots(1, len(panels), squeeze=False)[0]
    for ax, (title, (grid, (rows, columns))) in zip(row, panels.items(), strict=True):
        show(ax, grid, title=title, numbers=False)
        frame(ax, (rows[0], columns[0]), (rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1))
        if 1 < len(rows) * len(columns) <= 64:  # more dots would hide what they lie on
            places = np.stack(np.meshgrid(rows, columns), axis=-1).reshape(-1, 2)
            ax.plot(places[:, 1], places[:, 0], ".", color=ACCENT, markersize=3)
    return figure


def race(curves: Mapping[str, Mapping[str, list[float]]], *, chance: float = 0.1) -> Figure:
    """Draw accuracy over epochs: where a network learned (solid) and moved away from it (dashed).

    Parameters
    ----------
    curves : mapping
        Name of a network to its accuracies from 0 to 1, "left" and "right".
    chance : float
        What guessing gives.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure = Figure(figsize=(7.5, 2.5), layout="compressed")
    row = figure.subplots(1, len(curves), sharey=True, squeeze=False)[0]
    for ax, (name, sides) in zip(row, curves.items(), strict=True):
        for side, colour, line, lift in (
            ("left", SIGNED_COLOURS[0], "-", 5),
            ("right", ACCENT, "--", 5 if sides["right"][-1] < 0.5 else -14),
        ):
            accuracies = [100 * share for share in sides[side]]
            ax.plot(accuracies, line, color=colour, lw=2)
            label = f"{side} {accuracies[-1]:.0f} %"
            ax.annotate(label, (len(accuracies) - 1, accuracies[-1]), (-2, lift), fontsize=8,
                        textcoords="offset points", ha="right", color=colour)  # fmt: skip
        ax.axhline(100 * chance, color="#a3adb6", lw=1, ls=":")
        ax.set(ylim=(0, 108), xlabel="epochs")
        ax.set_title(name, fontsize=9, color="#5c6670", loc="left")
        ax.spines[["top", "right"]].set_visible(False)
    row[0].set_ylabel("% right")
    return figure


def curve(
    x: np.ndarray, y: np.ndarray, *, at: float, level: float, names: tuple[str, str, str], alt: str
) -> Picture:
    """Draw a curve, a level that it crosses, and one of its places.

    Parameters
    ----------
    x, y : array_like
    at : float
        The x to mark.
    level : float
        The height of the dashed line.
    names : (str, str, str)
        What x, y and the level are.
    alt : str
        What the picture shows, in a sentence.

    Returns
    -------
    Picture
    """
    figure = Figure(figsize=(6, 3), layout="constrained")
    ax = figure.subplots()
    ax.plot(x, y, color=SIGNED_COLOURS[0])
    ax.axhline(level, color="#5c6670", ls="--", lw=1)
    ax.annotate(names[2], (x[0], level), (0, 4), textcoords="offset points", color="#5c6670")
    height = float(np.interp(at, x, y))
    ax.plot([at, at, x[0]], [0, height, height], color=ACCENT, lw=1)
    ax.plot(at, height, "o", color=ACCENT)
    ax.set(xlabel=names[0], ylabel=names[1], xlim=(x[0], x[-1]), ylim=(0, None))
    ax.yaxis.set_major_formatter("{x:,.0f}")
    ax.spines[["top", "right"]].set_visible(False)
    return Picture(figure, alt)


def price_tag(costs: Mapping[str, int], bricks: int, size: tuple[int, int, int]) -> Figure:
    """Draw a layer's filters as bricks, and beside them what it costs on a log scale.

    Parameters
    ----------
    costs : mapping of str to int
        From the top downwards; the last one has the accent.
    bricks : int
        How many filters; at most 64 are drawn.
    size : (int, int, int)
        Height, width and depth of one filter.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure = Figure(figsize=(7.2, 2.9), layout="compressed")
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.5))
    _bricks(left, min(bricks, 64), *size)
    left.set_title(f"{bricks} bricks of {' × '.join(map(str, size))}", fontsize=9, loc="left")
    names = list(costs)
    colours = ["#c9822f"] * 3 + ["#3b6fae", "#86aed6", ACCENT]
    right.barh(names, [max(value, 0.5) for value in costs.values()], color=colours, left=0.5)
    right.set(xscale="log", xlim=(0.5, 10 ** (np.log10(max(costs.values())) * 1.5)))
    right.invert_yaxis()
    right.spines[["top", "right"]].set_visible(False)
    right.tick_params(labelsize=8)
    for row, value in enumerate(costs.values()):
        right.text(max(value, 0.5) * 1.6, row, f"{value:,}", va="center", fontsize=8)
    return figure


def _bricks(ax: Axes, many: int, face: int, _width: int, depth: int) -> None:
    side, length = 1 + 0.3 * face, 0.3 + 0.35 * depth**0.5
    dx, dy = 0.8 * length, 0.45 * length
    for i in range(many):
        x, y = (i % 8) * (side + dx + 0.8), -(i // 8) * (side + dy + 0.8)
        top = [(x, y), (x + dx, y + dy), (x + side + dx, y + dy), (x + side, y)]
        right = [(x + side, y), (x + side + dx, y + dy)]
        right += [(x + side + dx, y - side + dy), (x + side, y - side)]
        for corners, colour in ((top, "#c9822f"), (right, "#9c4a06")):
            ax.add_patch(Polygon(corners, fc=colour, ec="white", lw=0.4))
        ax.add_patch(Rectangle((x, y - side), side, side, fc="#e9ab6b", ec="white", lw=0.4))
    ax.autoscale_view()
    ax.set_aspect("equal")
    ax.set_axis_off()


def paired_bars(bars: Mapping[str, tuple[int, int]], *, title: str = "") -> Figure:
    """Draw for each layer its share of the parameters and its share of the multiply-adds.

    Parameters
    ----------
    bars : mapping of str to (int, int)
        Layer to parameters and multiply-adds, from the top downwards.
    title : str

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure = Figure(figsize=(6.4, 0.4 * len(bars) + 0.9), layout="compressed")
    ax = figure.subplots()
    counts = np.array(list(bars.values()), dtype=float)
    shares = 100 * counts / counts.sum(axis=0)
    places = np.arange(len(bars))
    styles = (("parameters", "#c9822f", ""), ("multiply-adds", "#86aed6", "////"))
    for i, (label, colour, hatch) in enumerate(styles):
        y = places + 0.4 * i - 0.2
        ax.barh(y, shares[:, i], 0.38, label=label, color=colour, hatch=hatch, ec="white", lw=0)
        for row, share in zip(y, shares[:, i], strict=True):
            ax.text(share + 0.8, row, f"{share:.1f} %", va="center", fontsize=7)
    ax.set_yticks(places, list(bars), fontsize=8)
    ax.set(xlim=(0, 100), xlabel="share of the whole, %")
    ax.invert_yaxis()
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(frameon=False, fontsize=8, loc="lower right")
    ax.set_title(title, fontsize=10, loc="left")
    return figure
