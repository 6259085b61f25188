"""Compares what came out with what was expected, leniently in form and strictly in value."""

import pprint
import textwrap
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from numbers import Real
from typing import Any

import numpy as np

WIDTH = 78
"""What a card in the notebook holds without wrapping, in characters."""

REAL = Real | Decimal
"""What is a number as it is: a fraction too, and a NumPy scalar."""

_SINGLE = (np.float16, np.float32, np.complex64)
FLOATING = 1e-13
"""How far off a count may be, of its size, that was worked out with floating-point numbers."""

DEEPEST = 24
MOST_TEXT = 600
"""Characters of a value that is no array."""

MOST_KEYS, MOST_AXES, MOST_PARTS = 12, 4, 5_000
_TEXT_OR_NESTED = (str, bytes, list, tuple)


def numbers(value: object) -> np.ndarray | None:
    """Return `value` as an array of numbers, or None where it is not one."""
    if _holds_text(value) or is_masked(value):  # of texts each takes as much as the longest
        return None
    try:
        array = np.asarray(value)
    except ValueError:  # rows of different length
        return None
    array = _as_floats(array) if array.dtype == object else array
    return array if array.dtype.kind in "biufc" else None


def is_masked(value: object) -> bool:
    """Tell whether `value` is an array that says of some elements that they are none."""
    mask = getattr(value, "mask", None) if isinstance(value, np.ndarray) else None
    return mask is not None and bool(np.any(mask))


def _as_floats(array: np.ndarray) -> np.ndarray:
    """Return an array of fractions and the like as one of numbers; of anything else as it is."""
    parts = array.ravel().tolist()
    try:
        made = [float(part) for part in parts if isinstance(part, REAL)]
    except (OverflowError, ValueError):  # larger than any float; a decimal that signals
        return array
    return np.array(made).reshape(array.shape) if len(made) == len(parts) else array


def _holds_text(value: object, depth: int = 0) -> bool:
    if not isinstance(value, list | tuple):
        return isinstance(value, str | bytes)
    kinds = set(map(type, value))  # long lists have few kinds of things
    if depth == DEEPEST or not any(issubclass(kind, _TEXT_OR_NESTED) for kind in kinds):
        return False
    return any(_holds_text(part, depth + 1) for part in value)


def is_long(value: object) -> bool:
    """Tell of lists in lists that NumPy takes long to read them."""
    left, todo = MOST_PARTS, [value]
    while todo:
        part = todo.pop()
        if isinstance(part, list | tuple):
            left -= len(part)
            if left < 0:
                return True
            todo += part
    return False


def pieces(value: object) -> tuple | None:
    """Return the arrays of ``return weight, bias``; None for a value that is one thing."""
    if not isinstance(value, tuple):
        return None
    return value if any(isinstance(part, np.ndarray) and part.ndim for part in value) else None


def close(found: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Tell for each element whether it agrees: a count exactly, a real number up to rounding."""
    equal = found == wanted
    if equal.all():  # nearly always, and ten times as fast
        return equal
    if wanted.dtype.kind in "biu":
        return np.isclose(found, wanted, rtol=FLOATING, atol=0)
    # Rounding is in proportion to the value itself, and for the sums of an FFT, or of float32,
    # a little to the largest of all.
    largest = float(np.abs(wanted[np.isfinite(wanted)]).max(initial=1.0))
    share = 2e-6 if found.dtype in _SINGLE else 1e-9
    return np.isclose(found, wanted, rtol=1e-6, atol=share * largest)


def is_plain(value: object) -> bool:
    """Tell whether a value can be compared: of numbers, texts, None, and what holds these."""
    if isinstance(value, dict):
        return all(map(is_plain, (*value, *value.values())))
    if numbers(value) is not None or value is None or isinstance(value, str):
        return True
    return isinstance(value, list | tuple) and all(map(is_plain, value))


def agrees(found: object, wanted: object) -> bool:
    """Tell whether a plain value is another: a dictionary, a list of texts, None."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return found.keys() == wanted.keys() and all(agrees(found[k], wanted[k]) for k in wanted)
    value, right = numbers(found), numbers(wanted)
    if value is not None and right is not None:
        is_truth = value.dtype == bool and right.dtype != bool
        return value.shape == right.shape and not is_truth and bool(close(value, right).all())
    if isinstance(wanted, list | tuple) and isinstance(found, list | tuple):
        return len(found) == len(wanted) and all(map(agrees, found, wanted))
    if isinstance(found, str) and isinstance(wanted, str):
        return found == wanted
    return found is None and wanted is None


def same(before: object, after: object) -> bool:
    """Tell whether two arguments are equal to the last bit."""
    if isinstance(before, dict) and isinstance(after, dict):
        return before.keys() == after.keys() and all(same(before[k], after[k]) for k in before)
    try:
        return np.array_equal(np.asarray(before), np.asarray(after))
    except ValueError:  # rows of different length
        rows = [value for value in (before, after) if isinstance(value, list | tuple)]
        return len(rows) == 2 and len(rows[0]) == len(rows[1]) and all(map(same, *rows))


def assignment(name: str, value: object) -> str:
    """Return ``name = value`` as text that fits a notebook's width, as much as can be read."""
    if isinstance(value, dict):
        first = islice(value.items(), MOST_KEYS)
        lines = [assignment(f"{name}[{_pruned(key)!r}]", part) for key, part in first]
        more = len(value) - MOST_KEYS
        return "\n".join(lines + ([f"{name} has {more:,} more keys"] if more > 0 else []))
    head = f"{name} = "
    found = None if isinstance(value, tuple) else numbers(value)
    if found is None or found.ndim == 0:
        return head + _written(value, len(head))
    array = np.asarray(value)
    if array.ndim > MOST_AXES:  # NumPy leaves parts out of each axis, and there are too many
        start = array[(0,) * (array.ndim - 2)] if array.size else array.reshape(0)
        return f"{head}{array.ndim} axes of sizes {array.shape}\n" + assignment("its start", start)
    return head + np.array2string(
        array, separator=", ", threshold=80, prefix=head, max_line_width=WIDTH, suppress_small=True
    )


def digits(value: Any) -> str:
    """Return a number as a learner wrote it: whole ones in full, others with six digits."""
    if isinstance(value, bool):
        return str(value)
    whole = not isinstance(value, complex) and abs(value) < 1e15 and float(value).is_integer()
    return str(int(value)) if whole else f"{value:g}"


def _written(value: object, indent: int) -> str:
    # A NumPy scalar looks like the number that it is, a list of dictionaries takes many lines.
    plain = value.item() if isinstance(value, np.ndarray | np.generic) else value
    text = pprint.pformat(_pruned(plain), width=WIDTH - indent, sort_dicts=False)
    return textwrap.indent(text, " " * indent).lstrip()[:MOST_TEXT]


class _Words(str):
    """Words that stand for a value: they are written as they are."""

    __slots__ = ()
    __repr__ = str.__str__


def _pruned(value: object, room: Iterator[int] | None = None) -> object:
    """Return a value without what would be cut off its text, which takes long to be written.

    Each part has a character at least, so no more parts are kept than there is `room` for.
    """
    room = room or iter(range(MOST_TEXT))
    if isinstance(value, str | bytes):
        return value[: 2 * MOST_TEXT]
    if isinstance(value, int) and value.bit_length() > 4 * MOST_TEXT:
        return _Words(f"a number of {value.bit_length():,} bits")
    if isinstance(value, dict):
        return {
            _pruned(key, room): _pruned(value[key], room)
            for key, _ in zip(value, room, strict=False)
        }
    if isinstance(value, list | tuple):
        parts = [_pruned(part, room) for part, _ in zip(value, room, strict=False)]
        return parts if isinstance(value, list) else tuple(parts)
    return value
