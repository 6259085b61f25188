"""The Kernel Lab without its drawing: an image, a kernel, and where the window lies."""

import zlib
from dataclasses import dataclass, replace
from functools import cached_property
from operator import index
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from convedu import ops

LARGEST_IMAGE = 512
LARGEST_KERNEL = 9
MOST = 1e9


@dataclass(frozen=True, eq=False)
class LabState:
    """One moment in the lab; a change makes a new state.

    Parameters
    ----------
    image : array_like
        (H, W), or one row of numbers.
    kernel : array_like
        (kH, kW), or one row of numbers; not larger than the image.
    flip : bool
        Convolve (turn the kernel by 180 degrees first) instead of correlating.
    cursor : (int, int), int or None
        The output pixel that is looked at, which is also where the window's top left corner lies;
        one number for a row, None for the middle.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> state = LabState([0, 0, 1, 0, 0], [1, 2, 3], cursor=1)
    >>> state.output
    array([[3., 2., 1.]])
    >>> state.terms()
    [(0.0, 1.0), (1.0, 2.0), (0.0, 3.0)]
    >>> state.step().cursor
    (0, 2)
    """

    image: ArrayLike
    kernel: ArrayLike
    flip: bool = False
    cursor: tuple[int, int] | int | None = None

    def __post_init__(self) -> None:
        image = plane("image", self.image, LARGEST_IMAGE)
        kernel = plane("kernel", self.kernel, LARGEST_KERNEL)
        if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
            raise ValueError(
                f"kernel has shape {kernel.shape}, expected at most the image's {image.shape}"
            )
        object.__setattr__(self, "image", image)
        object.__setattr__(self, "kernel", kernel)
        object.__setattr__(self, "flip", bool(self.flip))
        object.__setattr__(self, "cursor", self._place(self.cursor))

    @property
    def shape(self) -> tuple[int, int]:
        """The output's shape: one value for each place where the whole kernel fits."""
        (rows, cols), (high, wide) = self.image.shape, self.kernel.shape
        return rows - high + 1, cols - wide + 1

    @property
    def laid(self) -> np.ndarray:
        """The kernel as it lies on the image: turned by 180 degrees when `flip` is on."""
        return self.kernel[::-1, ::-1] if self.flip else self.kernel

    @cached_property
    def output(self) -> np.ndarray:
        """What the kernel makes of the image, without padding."""
        return (ops.convolve2d if self.flip else ops.correlate2d)(self.image, self.kernel)

    @property
    def window(self) -> np.ndarray:
        """The part of the image under the kernel."""
        (row, col), (high, wide) = self.cursor, self.kernel.shape
        return self.image[row : row + high, col : col + wide]

    @property
    def value(self) -> float:
        """The output at the cursor."""
        return float(self.output[self.cursor])

    def terms(self) -> list[tuple[float, float]]:
        """Return (input value, weight) for each place under the kernel, row by row."""
        return list(zip(self.window.ravel().tolist(), self.laid.ravel().tolist(), strict=True))

    def step(self, by: int = 1) -> "LabState":
        """Return the state `by` output pixels on in reading order; after the last, the first."""
        rows, cols = self.shape
        row, col = self.cursor
        return replace(self, cursor=divmod((row * cols + col + by) % (rows * cols), cols))

    def checksum(self) -> str:
        """Return eight hexadecimal digits that change with the output's sixth decimal."""
        rounded = np.round(self.output, 6) + 0.0  # no negative zeros
        return f"{zlib.crc32(rounded.astype('<f8').tobytes()):08x}"

    def _place(self, cursor: Any) -> tuple[int, int]:
        rows, cols = self.shape
        if cursor is None:
            return (rows - 1) // 2, (cols - 1) // 2
        try:
            row, col = (0, cursor) if np.ndim(cursor) == 0 else cursor
            row, col = index(row), index(col)
        except (TypeError, ValueError):
            raise TypeError(f"cursor is {cursor!r}, expected (row, column), both int") from None
        if not (0 <= row < rows and 0 <= col < cols):
            raise ValueError(
                f"cursor is {(row, col)}, expected a pixel of the {rows}x{cols} output"
            )
        return row, col


def plane(name: str, value: ArrayLike, largest: int) -> np.ndarray:
    """Return a read-only (H, W) copy in float64; one row of numbers becomes (1, W)."""
    try:
        array = np.array(value)
        if array.dtype.kind not in "buif":
            raise TypeError
        array = np.atleast_2d(array.astype(float))
    except (TypeError, ValueError):
        raise TypeError(f"{name} is {_short(value)}, expected rows of real numbers") from None
    if array.ndim != 2 or not array.size:
        raise ValueError(f"{name} has shape {array.shape}, expected (rows, columns), neither 0")
    if max(array.shape) > largest:
        raise ValueError(f"{name} has shape {array.shape}, expected at most {largest} a side")
    if not (np.abs(array) <= MOST).all():
        raise ValueError(f"{name} has a number beyond {MOST:.0f} or not a number")
    array.flags.writeable = False
    return array


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
