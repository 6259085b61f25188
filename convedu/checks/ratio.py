"""How many times as much: a ratio worked out by hand, and what is usually given in its place."""

from collections.abc import Mapping, Sequence

from convedu.checks.bank import words
from convedu.checks.number import Number, number

WORDS = words(__file__)


def ratio(
    larger: float,
    smaller: float,
    calculation: str,
    messages: Mapping[str, str],
    wrong: Mapping[str, float | Sequence[float]],
    *,
    within: float,
) -> Number:
    """Return the `Number` larger / smaller, with the wrong values that any ratio has, and more."""
    value = larger / smaller
    usual = {
        "upside-down": [1 / value],
        "difference": [larger - smaller],
        "count-for-ratio": [larger, smaller],
        "how-many-more": [value - 1],
        "per-cent": [100 * value, 100 / value, 100 - 100 / value, 1 - 1 / value, 100 * (value - 1)],
    }
    return number(value, calculation, {**WORDS.bugs, **messages}, {**wrong, **usual}, within=within)
