"""The price of a bottleneck, and what it is wrongly said to be in all exercises that ask for it."""

from convedu.checks.bank import words

WORDS = words(__file__)
"""Its edits are of the sum that `price` returns."""


def price(c, mid, k):
    """Return how many weights the three layers have."""
    return c * mid + k * k * mid * mid + mid * c
