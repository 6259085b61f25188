"""Pictures beside each other as HTML, where matplotlib is missing: in a browser's Python."""

import base64
import html
import struct
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from convedu.plots.scales import photo_white, scale_of

_SMALLEST = 180
"""How many pixels wide a picture is shown at least: small ones have their pixels as squares."""

_PERIOD = 4
"""From line to line of the hatching on negative numbers, in pixels."""


class PageImages:
    """Images that say in words what they show.

    Parameters
    ----------
    page : str
        The images as HTML.
    alt : str
        What they show, in a sentence.
    """

    def __init__(self, page: str, alt: str) -> None:
        self.alt = alt
        self._page = page

    def __repr__(self) -> str:
        return f"Picture: {self.alt}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._page}


def images(
    panels: Mapping[str, np.ndarray],
    *,
    alt: str,
    columns: int = 3,
    signed: Mapping[str, float] | None = None,
) -> PageImages:
    """Show images beside each other, each under its title; `convedu.plots.images` tells the rest.

    Examples
    --------
    >>> images({"a point": np.eye(1)}, alt="One white pixel.")
    Picture: One white pixel.
    """
    if not alt.strip():
        raise ValueError(f"alt is {alt!r}, expected a sentence that says what is shown")
    figures = []
    for number, (title, panel) in enumerate(panels.items()):
        pixels = colours(np.asarray(panel, float), signed=(signed or {}).get(title))
        source = "data:image/png;base64," + base64.b64encode(png(pixels)).decode("ascii")
        words = html.escape(alt if number == 0 else "", quote=True)
        width = max(_SMALLEST, min(2 * _SMALLEST, pixels.shape[1]))
        figures.append(
            f"<figure style='margin:0'><figcaption>{html.escape(title)}</figcaption>"
            f"<img alt='{words}' width='{width}' src='{source}' style='image-rendering:pixelated'>"
            "</figure>"
        )
    width = f"{columns * (2 * _SMALLEST + 20)}px"
    style = f"display:flex;flex-wrap:wrap;gap:12px;max-width:{width}"
    return PageImages(f"<div style='{style}'>{''.join(figures)}</div>", alt)


def colours(panel: np.ndarray, *, signed: float | None = None) -> np.ndarray:
    """Return the pixels of a panel, (H, W, 3) from 0 to 255; a hatched one has more of them.

    Examples
    --------
    >>> colours(np.array([[0.0, 1.0]]))[0].tolist()
    [[0, 0, 0], [255, 255, 255]]
    """
    if panel.ndim == 3:
        low, high = min(panel.min(), 0), max(panel.max(), 1)
        return _pixels((panel - low) / (high - low))
    scale = scale_of(panel, white=photo_white(panel), signed=signed)
    shown = scale.colours(panel)
    if scale.kind != "signed":
        return _pixels(shown)
    side = -(-_SMALLEST // max(panel.shape))
    large, numbers = (grid.repeat(side, 0).repeat(side, 1) for grid in (shown, panel))
    rows, columns = np.indices(numbers.shape)
    hatched, lighter = scale.hatched(numbers)
    line = hatched & ((rows + columns) % _PERIOD == 0)
    apart = np.where(lighter, 0.4, -0.4) * scale.high
    large[line] = scale.colours(numbers + apart)[line]
    return _pixels(large)


def _pixels(shares: np.ndarray) -> np.ndarray:
    return (255 * np.clip(shares, 0, 1)).round().astype(np.uint8)


def png(pixels: np.ndarray) -> bytes:
    """Return pixels (H, W, 3), from 0 to 255, as a PNG file."""
    height, width = pixels.shape[:2]
    rows = np.concatenate([np.zeros((height, 1), np.uint8), pixels.reshape(height, -1)], axis=1)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 6)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
