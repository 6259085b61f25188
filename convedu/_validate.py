"""Checks of arguments: every message names the argument, what it was and what was expected."""

import operator
from typing import Any

import numpy as np


def whole(name: str, value: Any, minimum: int) -> int:
    """Return `value` as an int of at least `minimum`; no bool, no rounding of floats."""
    number = _number(name, value)
    if number < minimum:
        raise ValueError(f"{name} must be at least {minimum}, got {number}")
    return number


def within(name: str, value: Any, low: int, high: int) -> int:
    """Return `value` as an int from `low` to `high`."""
    number = _number(name, value)
    if not low <= number <= high:
        raise ValueError(f"{name} must be from {low} to {high}, got {number}")
    return number


def _number(name: str, value: Any) -> int:
    try:
        if isinstance(value, bool):
            raise TypeError
        return operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be an integer, got {value!r}") from None


def pair(name: str, value: Any, minimum: int) -> tuple[int, int]:
    """Return a pair of integers; one integer stands for both."""
    if not isinstance(value, (tuple, list)):
        both = whole(name, value, minimum)
        return both, both
    if len(value) != 2:
        raise ValueError(f"{name} must be an integer or a pair of integers, got {value!r}")
    return whole(f"{name}[0]", value[0], minimum), whole(f"{name}[1]", value[1], minimum)


def choice(name: str, value: Any, options: tuple[str, ...]) -> str:
    """Return `value` if it is one of the words in `options`."""
    if value not in options:
        raise ValueError(f"{name} must be one of {', '.join(map(repr, options))}, got {value!r}")
    return value


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
        split = f" in {groups} groups" if groups > 1 else ""
        raise ValueError(
            f"weight must have {channels // groups} channels for each filter (the input has "
            f"{channels}{split}), got the shape {w.shape}"
        )
    if len(b) != len(w):
        raise ValueError(f"bias must have the shape ({len(w)},), one per filter, got {b.shape}")
