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


def operands(layout: str, **arrays: Any) -> tuple[np.ndarray, np.ndarray, np.dtype]:
    """Return what slides over what, in the dtype to compute in, and the dtype of the result."""
    (_, still), (name, sliding) = ((k, real_array(k, v, layout)) for k, v in arrays.items())
    if any(k > n for k, n in zip(sliding.shape, still.shape, strict=True)):
        raise ValueError(f"{name} must fit into {still.shape}, got the shape {sliding.shape}")
    dtype, working = working_dtypes(still, sliding)
    return still.astype(working, copy=False), sliding.astype(working, copy=False), dtype


def channels_match(x: np.ndarray, w: np.ndarray, b: np.ndarray, groups: int) -> None:
    """Refuse channels which do not agree with each other or with the groups."""
    channels = x.shape[-3]
    if channels % groups or len(w) % groups:
        raise ValueError(
            f"groups must divide the channels of input ({channels}) and of the output "
            f"({len(w)}), got {groups}"
        )
    if w.shape[1] != channels // groups:
        raise ValueError(
            f"weight must have {channels // groups} channels for each filter ({channels} of "
            f"input in {groups} groups), got the shape {w.shape}"
        )
    if len(b) != len(w):
        raise ValueError(f"bias must have the shape ({len(w)},), one per filter, got {b.shape}")
