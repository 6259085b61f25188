"""Pictures beside each other as HTML, where matplotlib is missing: in a browser's Python."""

import base64
import html
import struct
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from convedu.plots.colours import SIGNED_COLOURS

_SMALLEST = 180
"""How many pixels wide a picture is shown at least: small ones have their pixels as squares."""


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
    """Return the pixels (H, W, 3) of a panel, from 0 to 255.

    Grey from 0 to 1 or to the largest value; blue, white, orange around 0 where there are negative
    values; a photograph stays grey, and only what lies beyond 0 and 1 is blue or orange.

    Examples
    --------
    >>> colours(np.array([[0.0, 1.0]]))[0].tolist()
    [[0, 0, 0], [255, 255, 255]]
    """
    low, high = min(panel.min(), 0), max(panel.max(), 1)
    if panel.ndim == 3:
        shown = (panel - low) / (high - low)
    elif signed:
        shown = _signed(0.5 + panel / (2 * signed))
    elif low >= -1e-9:
        shown = np.repeat(((panel - low) / (high - low))[..., np.newaxis], 3, axis=2)
    elif np.median(panel) > 0.1:
        grey = np.repeat(np.clip(panel, 0, 1)[..., np.newaxis], 3, axis=2)
        below = _signed(0.3 * (1 - panel / low))
        above = _signed(0.7 + 0.3 * (panel - 1) / max(high - 1, 1e-9))
        shown = np.where((panel < -0.02)[..., np.newaxis], below, grey)
        shown = np.where((panel > 1.02)[..., np.newaxis], above, shown)
    else:
        shown = _signed(0.5 + panel / (2 * max(-panel.min(), panel.max())))
    return (255 * np.clip(shown, 0, 1)).round().astype(np.uint8)


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


def _signed(share: np.ndarray) -> np.ndarray:
    """Return blue to white to orange, as shares of red, green and blue."""
    stops = np.array([[int(c[i : i + 2], 16) / 255 for i in (1, 3, 5)] for c in SIGNED_COLOURS])
    places = np.linspace(0, 1, len(stops))
    channels = [np.interp(share, places, stops[:, channel]) for channel in range(3)]
    return np.stack(channels, axis=-1)
