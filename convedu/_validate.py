"""Checks of sizes: every message names the argument, what it was and what was expected."""

import operator
from typing import Any


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
