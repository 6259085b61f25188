"""Checks of array arguments, and the dtype in which they are to be computed."""

from typing import Any

import numpy as np


def real_array(name: str, value: Any, *axes: str) -> np.ndarray:
    """Return `value` as an array of real numbers with one of the given layouts.

    A layout is a string such as "CHW", one letter an axis; "...HW" allows any axes before.
    """
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{name} must be an array whose rows are equally long: {error}") from None
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} must hold real numbers, got dtype {array.dtype}")
    for layout in axes:
        letters = layout.removeprefix("...")
        if array.ndim == len(letters) or (letters != layout and array.ndim > len(letters)):
            _no_empty_axis(name, array, letters)
            return array
    expected = " or ".join(f"({', '.join(layout)})".replace("., ., .", "...") for layout in axes)
    raise ValueError(f"{name} must have the axes {expected}, got the shape {array.shape}")


def _no_empty_axis(name: str, array: np.ndarray, letters: str) -> None:
    """Refuse a size of 0, except for the number of examples."""
    for letter, size in zip(letters[::-1], array.shape[::-1], strict=False):
        if size == 0 and letter != "N":
            raise ValueError(f"{name} must have no empty axis, got the shape {array.shape}")


def working_dtypes(*arrays: np.ndarray) -> tuple[np.dtype, np.dtype]:
    """Return the dtype of the result and the one to compute in.

    NumPy's promotion, except that whole numbers become float64 (sums of uint8 would wrap) and that
    float16 is computed in float32 (its sums would round at every step).
    """
    promoted = np.result_type(*arrays)
    result = promoted if promoted.kind == "f" else np.dtype(np.float64)
    return result, np.promote_types(result, np.float32)
