"""The Kernel Lab without its drawing: an image, a kernel, and where the window lies."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from convedu import ops
from convedu.widgets.shared.values import LARGEST_IMAGE, pixel, plane

LARGEST_KERNEL = 9


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

    image: np.ndarray
    kernel: np.ndarray
    flip: bool = False
    cursor: Any = None  # (int, int) once it was looked at

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
        one_number = self.cursor is not None and np.ndim(self.cursor) == 0
        cursor = (0, self.cursor) if one_number else self.cursor
        object.__setattr__(self, "cursor", pixel(cursor, self.shape, of="output"))

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
