"""Photo Stride without its drawing: which pixels a stride keeps, with and without a blur before."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from convedu import images, ops
from convedu._validate import choice, within

STRIDES = (1, 8)
SIDE = 256
"""How many pixels a side each picture has."""


def photos() -> dict[str, np.ndarray]:
    """Return the photos to choose from."""
    return {name: images.load(name) for name in ("brick", "camera")}


@cache
def pictures() -> dict[str, np.ndarray]:
    """Return all pictures to choose from: the photos, and rings that become finer outwards."""
    down, across = np.mgrid[-1 : 1 : SIDE * 1j, -1 : 1 : SIDE * 1j]
    rings = 0.5 + 0.5 * np.cos(130 * (down**2 + across**2))
    return {**photos(), "rings": np.rint(rings * 255) / 255}


def tent(stride: int) -> np.ndarray:
    """Return the weights of the blur along one axis: they rise, fall and add up to 1.

    Examples
    --------
    >>> tent(2).tolist()
    [0.25, 0.5, 0.25]
    """
    box = np.full(stride, 1 / stride)
    return np.convolve(box, box)


@dataclass(frozen=True)
class Sampling:
    """A picture of which a stride keeps every s-th row and column.

    Parameters
    ----------
    picture : {"brick", "camera", "rings"}
    stride : int
        From 1 to 8.
    blurred : bool
        Blur before pixels are skipped, with a tent of ``2 * stride - 1`` pixels.
    start : int
        The first row and column that is kept, from 0 to ``stride - 1``.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> Sampling("rings", stride=4).output.shape
    (64, 64)
    """

    picture: str = "brick"
    stride: int = 1
    blurred: bool = False
    start: int = 0

    def __post_init__(self) -> None:
        choice("picture", self.picture, tuple(pictures()))
        object.__setattr__(self, "stride", within("stride", self.stride, *STRIDES))
        object.__setattr__(self, "start", within("start", self.start, 0, self.stride - 1))
        if not isinstance(self.blurred, bool):
            raise TypeError(f"blurred is {self.blurred!r}, expected True or False")

    @property
    def read(self) -> np.ndarray:
        """The picture that the stride reads: blurred or as it is."""
        picture = pictures()[self.picture]
        if not self.blurred:
            return picture
        weights = tent(self.stride)
        padded = ops.pad2d(picture, self.stride - 1, "reflect")
        return ops.correlate2d(padded, np.outer(weights, weights))

    @property
    def output(self) -> np.ndarray:
        """The pixels that are kept."""
        return self.read[self.start :: self.stride, self.start :: self.stride]

    @property
    def unrest(self) -> float:
        """By how much the kept pixels change on average if the stride starts one pixel later."""
        read, start, stride = self.read, self.start, self.stride
        after = read[start + 1 :: stride, start + 1 :: stride]
        here = self.output[: len(after), : after.shape[1]]
        return float(np.abs(here - after).mean())
