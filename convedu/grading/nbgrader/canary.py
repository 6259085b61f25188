"""Tests that must fail: one goes before each real one, to see whether any can."""

import secrets
from collections.abc import Callable

_random = secrets.SystemRandom()  # a learner's process must not foresee it


def canary() -> str:
    """Return a cell that uses no name and ends in an error, another each time."""
    one, two = _random.sample(range(2, 1000), 2)
    return _random.choice(_KINDS)(one, two)


_KINDS: tuple[Callable[[int, int], str], ...] = (
    lambda a, b: f"assert {a} + {b} == {a + b + 1}",
    lambda a, b: f"assert {a} * {b} == {a * b - 1}, 'not {a * b}'",
    lambda a, b: f"assert [{a}, {b}] == [{b}, {a}]",
    lambda a, b: f"assert {{'n': {a}}} == {{'n': {b}}}",
    lambda a, b: f"assert not ({a} < {a + b})",
    lambda a, b: f"assert '{a}' in '{b}', 'expected {a}'" if str(a) not in str(b) else f"{a} / 0",
    lambda a, b: f"({a}, {b})[{a}]",
    lambda a, b: f"{{{a}: {b}}}[{a + b}]",
    lambda a, b: f"try:\n    {a} / 0\nexcept {a}:\n    pass",
)
