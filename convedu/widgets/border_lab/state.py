"""Border Lab without its drawing: what a border invents, how often each pixel is used."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from convedu import images, ops, shapes
from convedu._validate import choice, within

MODES = ("none", "zero", "edge", "reflect", "wrap")
RESPONSES = ("blur", "difference")
SIZE = 8
"""How many pixels a side the small picture has."""
RANGES = {"kernel": (1, 7), "padding": (0, 6), "stride": (1, 3)}


@dataclass(frozen=True)
class Border:
    """A border of one kind and width, and the windows that read it.

    Parameters
    ----------
    mode : {"none", "zero", "edge", "reflect", "wrap"}
    kernel, stride : int
        Of the sliding window, within `RANGES`.
    padding : int
        From 0 to ``kernel - 1``; it counts for nothing in mode "none".

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> border = Border("reflect", kernel=3, padding=1)
    >>> border.sources, border.size
    ([1, 0, 1, 2, 3, 4, 5, 6, 7, 6], 8)
    """

    mode: str = "zero"
    kernel: int = 3
    padding: int = 1
    stride: int = 1

    def __post_init__(self) -> None:
        choice("mode", self.mode, MODES)
        for name, (low, high) in RANGES.items():
            highest = self.kernel - 1 if name == "padding" else high
            object.__setattr__(self, name, within(name, getattr(self, name), low, highest))

    @property
    def width(self) -> int:
        """How many pixels are really added on each side."""
        return 0 if self.mode == "none" else self.padding

    @property
    def size(self) -> int:
        """The output's size for the small picture."""
        return shapes.output_size(SIZE, self.kernel, stride=self.stride, padding=self.width)

    @property
    def sources(self) -> list[int]:
        """For each place of a padded row, the pixel that stands there; -1 for a zero."""
        numbers = np.arange(1, SIZE + 1)[np.newaxis]
        return (self.pad(numbers, rows=0)[0] - 1).tolist()

    @property
    def uses(self) -> list[int]:
        """How often windows read each pixel of a row, its copies in the border included."""
        padded = SIZE + 2 * self.width
        counts = np.zeros(SIZE, int)
        reads = shapes.usage_counts(padded, self.kernel, stride=self.stride)
        for source, count in zip(self.sources, reads, strict=True):
            if source >= 0:
                counts[source] += count
        return counts.tolist()

    def reads(self, pixel: int) -> list[int]:
        """Return how often each window of a row reads a pixel, its copies included."""
        sources = self.sources
        starts = range(0, self.size * self.stride, self.stride)
        return [sources[start : start + self.kernel].count(pixel) for start in starts]

    @property
    def weights(self) -> dict[str, np.ndarray]:
        """The kernels of the responses: the mean, and right column minus left column."""
        k = self.kernel
        difference = np.zeros((k, k))
        difference[:, 0] -= 1 / k
        difference[:, -1] += 1 / k
        return {"blur": np.full((k, k), 1 / k**2), "difference": difference}

    def pad(self, picture: np.ndarray, rows: int | None = None) -> np.ndarray:
        """Return a picture with its border, or with another width above and below."""
        sides = (self.width if rows is None else rows, self.width)
        return ops.pad2d(picture, sides, "zero" if self.mode == "none" else self.mode)

    def respond(self, picture: np.ndarray, response: str) -> np.ndarray:
        """Return what the kernel makes of the padded picture."""
        y = ops.correlate2d(self.pad(picture), self.weights[response])
        return y[:: self.stride, :: self.stride]

    def means(self, picture: np.ndarray, response: str) -> tuple[float | None, float]:
        """Return the mean strength of the outputs that see the border, and of those that do not.

        The first is None where no output sees any.
        """
        y = np.abs(self.respond(picture, response))
        rows, columns = (self._sees_border(n) for n in picture.shape)
        border = rows[:, np.newaxis] | columns
        return (float(y[border].mean()) if border.any() else None), float(y[~border].mean())

    def _sees_border(self, n: int) -> np.ndarray:
        padded = n + 2 * self.width
        starts = np.arange(0, padded - self.kernel + 1, self.stride) - self.width
        return (starts < 0) | (starts + self.kernel > n)


@cache
def photos() -> dict[str, np.ndarray]:
    """Return the pictures that can be filtered: two photos of 128 pixels a side, and white."""
    halves = {name: _half(images.load(name)) for name in ("camera", "brick")}
    return {**halves, "white": np.ones((64, 64))}


def _half(picture: np.ndarray) -> np.ndarray:
    rows, columns = (n // 2 for n in picture.shape)
    return np.rint(picture.reshape(rows, 2, columns, 2).mean(axis=(1, 3)) * 255) / 255
