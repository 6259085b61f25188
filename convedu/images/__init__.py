"""Six pictures, the named kernels, and two small images to reckon with by hand.

Where the pictures come from and under which terms is told in LICENSES.md, beside this file.
"""

from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType
from typing import Any

import numpy as np

from convedu._validate import choice, pair

_NAMES = ("camera", "astronaut", "brick", "chelsea", "coins", "text")

# Kernels as a layer uses them: they slide and are not flipped, so "sobel-x" is positive
# where the picture becomes brighter to the right, and "sobel-y" where it does downwards.
_ROWS = {
    "identity": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
    "blur": np.ones((3, 3)) / 9,
    "gaussian": np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]) / 256,
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "emboss": [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
    "outline": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
    "sobel-x": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
    "sobel-y": [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
}

# The letter F: turned or mirrored it is another picture, so a flip cannot hide.
_NUMBER_GRID = """
1 1 1 1 1 1 1 1 1
1 1 9 9 9 9 9 1 1
1 1 9 8 8 8 8 1 1
1 1 9 8 1 1 1 1 1
1 1 9 7 7 7 1 1 1
1 1 9 6 1 1 1 1 1
1 1 9 5 1 1 1 1 1
1 1 9 4 1 1 1 1 1
1 1 1 1 1 1 1 1 1
"""


def _read_only(rows: Any) -> np.ndarray:
    kernel = np.array(rows, dtype=np.float64)
    kernel.flags.writeable = False
    return kernel


KERNELS: Mapping[str, np.ndarray] = MappingProxyType({k: _read_only(v) for k, v in _ROWS.items()})
"""Name to kernel; the arrays are read-only, `kernel` gives one to change."""


def names() -> tuple[str, ...]:
    """Return the names of the pictures.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> names()
    ('camera', 'astronaut', 'brick', 'chelsea', 'coins', 'text')
    """
    return _NAMES


def load(name: str, *, layout: str = "HWC") -> np.ndarray:
    """Read a picture.

    Parameters
    ----------
    name : str
        One of `names()`.
    layout : {"HWC", "CHW"}
        "HWC" is what a plot wants: (H, W), or (H, W, 3) in colour. "CHW" is what a layer wants and
        always has its channels first: (1, H, W) or (3, H, W).

    Returns
    -------
    ndarray
        float64, from 0 (black) to 1 (white).

    Raises
    ------
    ValueError
        If there is no such picture or layout; the message lists what there is.

    Examples
    --------
    >>> load("camera").shape, load("astronaut", layout="CHW").shape
    ((256, 256), (3, 192, 192))
    """
    choice("name", name, _NAMES)
    choice("layout", layout, ("HWC", "CHW"))
    stored = resources.files("convedu.images") / "pictures.npz"
    with stored.open("rb") as file, np.load(file) as pictures:
        # Each row is stored as its difference from the row above (modulo 256): smaller numbers
        # make a smaller file.
        picture = np.cumsum(pictures[name], axis=0, dtype=np.uint8) / 255
    if layout == "HWC":
        return picture
    return np.ascontiguousarray(np.moveaxis(np.atleast_3d(picture), -1, 0))


def kernel(name: str) -> np.ndarray:
    """Return a new copy of a named kernel.

    Parameters
    ----------
    name : str
        One of `KERNELS`: identity, blur, gaussian, sharpen, emboss, outline, sobel-x, sobel-y.

    Returns
    -------
    ndarray
        float64.

    Raises
    ------
    ValueError
        If there is no such kernel; the message lists what there is.

    Examples
    --------
    >>> kernel("sobel-x")
    array([[-1.,  0.,  1.],
           [-2.,  0.,  2.],
           [-1.,  0.,  1.]])
    """
    return KERNELS[choice("name", name, tuple(KERNELS))].copy()


def impulse(size: int | tuple[int, int]) -> np.ndarray:
    """Return a black image with one white pixel in the middle.

    Parameters
    ----------
    size : int or (int, int)
        Height and width; where one is even, the pixel is after the middle.

    Returns
    -------
    ndarray
        float64.

    Examples
    --------
    >>> impulse((1, 5))
    array([[0., 0., 1., 0., 0.]])
    """
    height, width = pair("size", size, 1)
    image = np.zeros((height, width))
    image[height // 2, width // 2] = 1
    return image


def number_grid() -> np.ndarray:
    """Return a 9 by 9 image of one-digit whole numbers, for sums by hand.

    Returns
    -------
    ndarray
        Integers from 1 to 9.

    Examples
    --------
    >>> number_grid()[1:4, 2:5]
    array([[9, 9, 9],
           [9, 8, 8],
           [9, 8, 1]])
    """
    return np.array(_NUMBER_GRID.split(), dtype=np.int64).reshape(9, 9)
