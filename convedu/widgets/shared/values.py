"""What the widgets' states and words have in common: arrays, names for them, places on them."""

import zlib
from collections.abc import Mapping
from operator import index
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

LARGEST_IMAGE = 512
MOST = 1e9


def plane(name: str, value: ArrayLike, largest: int) -> np.ndarray:
    """Return a read-only (H, W) copy in float64; one row of numbers becomes (1, W).

    Raises
    ------
    TypeError, ValueError
        If these are no real numbers, none at all, too large, or more than `largest` a side.
    """
    try:
        array = np.array(value)
        if array.dtype.kind not in "buif":
            raise TypeError
        array = np.atleast_2d(array.astype(float))
    except (TypeError, ValueError):
        raise TypeError(f"{name} is {_shortened(value)}, expected rows of real numbers") from None
    if array.ndim != 2 or not array.size:
        raise ValueError(f"{name} has shape {array.shape}, expected (rows, columns), neither 0")
    if max(array.shape) > largest:
        raise ValueError(f"{name} has shape {array.shape}, expected at most {largest} a side")
    if not (np.abs(array) <= MOST).all():
        raise ValueError(f"{name} has a number beyond {MOST:.0f} or not a number")
    array.flags.writeable = False
    return array


def pixel(
    cursor: Any, shape: tuple[int, ...], *, default: tuple[int, int] | None = None, of: str
) -> tuple[int, int]:
    """Return a cursor as (row, column) of an (..., H, W) array; `default` or the middle for None.

    Raises
    ------
    TypeError, ValueError
        If it is no pair of whole numbers, or not on the array; `of` is what the message calls it.
    """
    rows, columns = shape[-2:]
    if cursor is None:
        return default or ((rows - 1) // 2, (columns - 1) // 2)
    try:
        row, column = map(index, cursor)
    except (TypeError, ValueError):
        raise TypeError(f"cursor is {cursor!r}, expected (row, column), both int") from None
    if not (0 <= row < rows and 0 <= column < columns):
        raise ValueError(
            f"cursor is {(row, column)}, expected a pixel of the {rows}x{columns} {of}"
        )
    return row, column


def array_named(argument: str, value: Any, named: Mapping[str, np.ndarray]) -> Any:
    """Return the array that a name stands for; anything but a name as it is.

    Raises
    ------
    ValueError
        If there is no such name; the message lists those there are.
    """
    if not isinstance(value, str):
        return value
    if value not in named:
        known = ", ".join(named)
        raise ValueError(f"{argument} is {value!r}, expected an array or one of: {known}")
    return named[value]


def name_of(array: np.ndarray, named: Mapping[str, np.ndarray], other: str) -> str:
    """Return the name that stands for an array, or `other`."""
    return next((name for name, known in named.items() if np.array_equal(known, array)), other)


def number_text(x: float) -> str:
    """Return a number with at most four decimals; never "-0"."""
    return f"{round(float(x), 4) + 0.0:g}"


def checksum(array: np.ndarray) -> str:
    """Return eight hexadecimal digits that change with the array's sixth decimal."""
    rounded = np.round(array, 6) + 0.0  # no negative zeros
    return f"{zlib.crc32(rounded.astype('<f8').tobytes()):08x}"


def pack(image: np.ndarray, _widget: Any = None) -> dict[str, Any]:
    """Return an image in the browser's form: bytes where exact, 64-bit floats elsewhere."""
    data = np.clip(np.rint(image * 255), 0, 255).astype(np.uint8)
    if np.array_equal(data / 255, image):
        return {"shape": list(image.shape), "dtype": "u1", "data": data.tobytes()}
    return {"shape": list(image.shape), "dtype": "f8", "data": image.astype("<f8").tobytes()}


def unpack(packed: Mapping[str, Any], _widget: Any = None) -> np.ndarray:
    """Return the image of the browser's form."""
    data: np.ndarray = np.frombuffer(packed["data"], np.dtype(packed["dtype"]).newbyteorder("<"))
    return (data / 255 if packed["dtype"] == "u1" else data).reshape(packed["shape"])


def _shortened(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
