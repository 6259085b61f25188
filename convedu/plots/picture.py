"""Figures as a notebook keeps them: small, and said in words."""

import base64
import io
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from convedu.plots.colours import ACCENT, BLUE, LINE, STYLE
from convedu.plots.grids import show
from convedu.plots.scales import photo_white

LARGEST_PNG = 40_000
"""What a picture stored in a notebook may weigh, in bytes."""


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


@rc_context(STYLE)
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
        Titles of panels to draw from blue to orange, and the number that has the last colour.

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
    # As high as the highest panel wants to be: wide ones would float in white.
    high = min(1, max(len(panel) / panel.shape[1] for panel in panels.values()))
    figure = Figure(figsize=(2.4 * width, (2.4 * high + 0.2) * rows), layout="compressed")
    grid = figure.subplots(rows, width, squeeze=False).ravel()
    for ax, (title, panel) in zip(grid, panels.items(), strict=False):
        white = photo_white(panel)
        show(ax, panel, title=title, white=white, signed=(signed or {}).get(title))
    for ax in grid[len(panels) :]:
        ax.set_axis_off()
    return Picture(figure, alt)


@rc_context(STYLE)
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
    ax.plot(x, y, color=BLUE)
    ax.axhline(level, color=LINE, ls="--", lw=1)
    ax.annotate(names[2], (x[0], level), (0, 4), textcoords="offset points")
    height = float(np.interp(at, x, y))
    ax.plot([at, at, x[0]], [0, height, height], color=ACCENT, lw=1)
    ax.plot(at, height, "o", color=ACCENT)
    ax.set(xlabel=names[0], ylabel=names[1], xlim=(x[0], x[-1]), ylim=(0, None))
    ax.yaxis.set_major_formatter("{x:,.0f}")
    ax.spines[["top", "right"]].set_visible(False)
    return Picture(figure, alt)


@rc_context(STYLE)
def still_png(draw: Callable[[], Figure]) -> bytes:
    """Return what `draw` draws as a PNG file that is small enough to be stored in a notebook."""
    return to_png(draw())


def to_png(figure: Figure, *, dpi: int = 110) -> bytes:
    """Return a figure as a PNG file that is small enough to be stored in a notebook.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    dpi : int
        A picture that is too large gets fewer colours, then fewer pixels; its words keep their
        size.

    Returns
    -------
    bytes
        At most `LARGEST_PNG` of them.
    """
    sizes = {text: float(text.get_fontsize()) for text in figure.findobj(Text)}
    try:
        return _small_png(figure, dpi, sizes)
    finally:
        for text, size in sizes.items():
            text.set_fontsize(size)


def _small_png(figure: Figure, dpi: int, sizes: Mapping[Text, float]) -> bytes:
    wanted = dpi
    while True:
        drawn = io.BytesIO()
        for text, size in sizes.items():
            text.set_fontsize(size * wanted / dpi)
        figure.savefig(drawn, format="png", dpi=dpi)
        picture = Image.open(drawn)
        for colours in (192, 96, 64):  # with fewer, a grey sky has bands that look like edges
            small = with_fewer_colours(picture, colours)
            if len(small) <= LARGEST_PNG:
                return small
        dpi = int(dpi * 0.85)


def with_fewer_colours(picture: Image.Image, colours: int) -> bytes:
    """Return a picture as a PNG with a palette of at most `colours`.

    Pillow finds good ones only for pixels that nothing shines through, so the others, the ground
    and the soft edges of letters on it, get a quarter of them to themselves.
    """
    pixels = np.asarray(picture.convert("RGBA"))
    solid = pixels[..., 3] == 255
    places = np.zeros(solid.shape, np.uint8)
    palette = np.zeros((0, 4), np.uint8)
    soft: dict[str, Any] = {"colors": colours // 4, "method": Image.Quantize.FASTOCTREE}
    full: dict[str, Any] = {"colors": colours - colours // 4, "kmeans": 2}
    for where, mode, options in ((~solid, "RGBA", soft), (solid, "RGB", full)):
        if where.any():
            row = Image.fromarray(pixels[where][np.newaxis]).convert(mode)
            reduced = row.quantize(dither=Image.Dither.NONE, **options)
            places[where] = np.asarray(reduced)[0] + len(palette)
            part = np.array(reduced.getpalette("RGBA"), np.uint8).reshape(-1, 4)
            palette = np.concatenate([palette, part])
    small = io.BytesIO()
    image = Image.fromarray(places, mode="P")
    image.putpalette(palette.tobytes(), "RGBA")
    image.save(small, "png", optimize=True, transparency=palette[:, 3].tobytes())
    return small.getvalue()
