"""How many times as much: a ratio worked out by hand, and what is usually given in its place."""

from convedu.checks.bank import words
from convedu.checks.number import Number, known_values

WORDS = words(__file__)


def ratio(larger: float, smaller: float, calculation: str, *, within: float) -> Number:
    """Return the `Number` larger / smaller, with the wrong values that any ratio has."""
    value = larger / smaller
    names = {"larger": larger, "smaller": smaller, "value": value}
    return Number(value, calculation, known_values(WORDS, "ratio", names), within)
