"""What a bottleneck is wrongly said to cost, in all exercises that ask for its price."""

from collections.abc import Callable

from convedu.checks.bank import words

WORDS = words(__file__)

Price = Callable[[int, int, int], int]


def price(c: int, mid: int, k: int) -> int:
    """Return how many weights the three layers have."""
    return c * mid + k * k * mid * mid + mid * c


WRONG: dict[str, Price | tuple[Price, ...]] = {
    "way-back-forgotten": lambda c, mid, k: c * mid + k * k * mid * mid,
    "middle-only": lambda c, mid, k: k * k * mid * mid,
    "k-not-squared": lambda c, mid, k: 2 * c * mid + k * mid * mid,
    "middle-reads-all": lambda c, mid, k: 2 * c * mid + k * k * c * mid,
    "one-kernel-a-channel": lambda c, mid, k: 2 * c * mid + k * k * mid,
    "every-layer-k": lambda c, mid, k: k * k * (2 * c * mid + mid * mid),
    "one-1x1-is-k": lambda c, mid, k: c * mid + k * k * (mid * mid + mid * c),
    "biases-counted": (
        lambda c, mid, k: price(c, mid, k) + 2 * mid + c,
        lambda c, mid, k: price(c, mid, k) + 3 * mid,
        lambda c, mid, k: price(c, mid, k) + mid,
        lambda c, mid, k: price(c, mid, k) + c,
        lambda c, mid, k: price(c, mid, k) + 3,
    ),
    "channels-added": (
        lambda c, mid, k: 2 * (c + mid) + k * k * mid * mid,
        lambda c, mid, k: 2 * (c + mid) + k * k * 2 * mid,
        lambda c, mid, k: 2 * c * mid + k * k * 2 * mid,
        lambda c, mid, k: 2 * c * mid + k * k + mid * mid,
    ),
    "window-forgotten": lambda c, mid, k: 2 * c * mid + mid * mid,
    "side-doubled": lambda c, mid, k: 2 * c * mid + 2 * k * mid * mid,
    "outer-only": lambda c, mid, k: 2 * c * mid,
    "first-only": lambda c, mid, k: c * mid,
    "a-way-twice": lambda c, mid, k: 3 * c * mid + k * k * mid * mid,
    "middle-twice": lambda c, mid, k: 2 * c * mid + 2 * k * k * mid * mid,
    "middle-wide": lambda c, mid, k: 2 * c * mid + k * k * c * c,
    "last-from-c": (
        lambda c, mid, k: c * mid + k * k * mid * mid + c * c,
        lambda c, mid, k: c * c + k * k * mid * mid + c * c,
    ),
    "direct-to-c": lambda c, mid, k: c * mid + k * k * mid * c,
}
"""Of c, mid and k: by name, what it is wrongly said to cost."""


def prices(name: str) -> tuple[Price, ...]:
    """Return the wrong prices of that name."""
    wrong = WRONG[name]
    return wrong if isinstance(wrong, tuple) else (wrong,)
