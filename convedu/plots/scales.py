"""How numbers become colours, whatever draws them; `widgets/shared/colour.js` does it on the page.

Blue and orange are safe for the common colour blindnesses. Without hue a sign is read from its
number, from hatching, or from the lightness.
"""

from dataclasses import dataclass

import numpy as np

STOPS = {
    "signed": ("#17498a", "#86aed6", "#f7f7f7", "#e9ab6b", "#9c4a06"),
    "shaded": ("#001a52", "#1556b4", "#8c8c8c", "#f09a38", "#ffe7bd"),
    "picture": ("#303030", "#dedede"),
    "below": ("#00103c", "#08267a"),
    "above": ("#ffd99a", "#fff3da"),
    "grey": ("#000000", "#ffffff"),
}
"""Colours at equal distances: from the lowest number to the highest one."""

LARGEST_HATCHED = 48
"""The side up to which a grid's negative cells are hatched: smaller cells hide the lines."""


@dataclass(frozen=True)
class Scale:
    """How numbers become colours; those at `low` and `high` have the outermost ones.

    Parameters
    ----------
    kind : {"grey", "signed", "shaded", "picture"}
        Black to white; blue, white, orange for cells that are numbered or hatched; blue, grey,
        orange, the less the darker; grey from 0 to `white` as in a photograph, and blue and orange
        for what lies below and above.
    low, high, white : float

    Examples
    --------
    >>> Scale("grey", 0, 2).colours([0, 1, 2]).tolist()
    [[0.0, 0.0, 0.0], [0.5, 0.5, 0.5], [1.0, 1.0, 1.0]]
    """

    kind: str
    low: float
    high: float
    white: float = 1

    def hatched(self, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return which numbers of a signed scale are hatched, and which with lighter lines."""
        return numbers <= -0.05 * self.high, numbers <= -0.6 * self.high

    def colours(self, numbers: np.typing.ArrayLike) -> np.ndarray:
        """Return the numbers' colours: one more axis, with shares of red, green and blue."""
        x = np.asarray(numbers, float)
        if self.kind != "picture":
            return _between(self.kind, x, self.low, self.high)
        slack = 0.02 * self.white  # next to black and white nobody sees a colour
        shown = _between("picture", x, 0, self.white)
        for where, name, low, high in (
            (x < -slack, "below", self.low, 0),
            (x > self.white + slack, "above", self.white, self.high),
        ):
            shown[where] = _between(name, x[where], low, high)
        return shown


def scale_of(
    grid: np.ndarray,
    *,
    white: float | None = None,
    signed: float | None = None,
    shaded: bool | None = None,
) -> Scale:
    """Return the scale for a grid of numbers.

    Parameters
    ----------
    grid : ndarray
    white : float, optional
        What is white in a photograph: with negative numbers, the scale is that of a picture.
    signed : float, optional
        The largest number of a scale with 0 in its middle, whatever the grid holds.
    shaded : bool, optional
        Whether such a scale has grey in its middle; by default where cells are too small to be
        hatched.
    """
    low, high = float(np.nanmin(grid)), float(np.nanmax(grid))
    if not signed and low >= -1e-9:
        return Scale("grey", min(low, 0), max(high, 1))
    if not signed and white:
        return Scale("picture", low, max(high, white), white)
    most = signed or max(-low, high)
    small = max(grid.shape) > LARGEST_HATCHED if shaded is None else shaded
    return Scale("shaded" if small else "signed", -most, most)


def photo_white(grid: np.ndarray) -> float | None:
    """Return 1 for what is mostly bright, a photograph, and None for differences."""
    return 1 if np.median(grid) > 0.1 else None


def _between(name: str, x: np.ndarray, low: float, high: float) -> np.ndarray:
    stops = np.array([[int(c[i : i + 2], 16) / 255 for i in (1, 3, 5)] for c in STOPS[name]])
    places = np.linspace(low, high if high > low else low + 1, len(stops))
    return np.stack([np.interp(x, places, channel) for channel in stops.T], axis=-1)
