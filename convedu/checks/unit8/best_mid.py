"""Unit 8: the widest middle that a budget allows."""

from bisect import bisect_right
from collections.abc import Callable

import numpy as np

from convedu.checks.bank import bank, with_arguments, with_result, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck
from convedu.checks.unit8._bottleneck import WORDS, WRONG, price, prices

_WORDS = words(__file__, WORDS)


_WIDTHS = range(1, 1_000_000)
"""More than any budget of the cases allows."""


def _best_mid(c, budget):
    mid = 0
    while 2 * c * (mid + 1) + 9 * (mid + 1) ** 2 <= budget:
        mid += 1
    return mid


def _price(c: int, mid: int) -> int:
    return price(c, mid, 3)


def _root(c, budget, weights=9):
    return (-c + (c * c + weights * budget) ** 0.5) / weights


def _cases(rng: np.random.Generator) -> list[Case]:
    exact, between = "a budget met exactly", "a budget in between"
    c, wide = (int(n) for n in rng.integers([20, 200], [60, 400]))
    mid, far = (int(n) for n in rng.integers([3, 40], [10, 120]))
    return [
        Case((8, _price(8, 2)), exact, public=True),
        Case((256, 9 * 256 * 256), between, public=True),
        Case((8, _price(8, 3) - 1), between),
        Case((64, _price(64, 1) - 1), "nothing fits"),
        Case((4, 1000), between),  # wider than c
        Case((16, _price(16, 300) + 1), between),  # and wider than the 256 of the lesson
        Case((8, _price(8, 1)), exact),
        Case((64, _price(64, 2) - 1), between),
        Case((8, _price(8, 3)), exact),
        Case((50, _price(50, 211)), exact),
        Case((c, _price(c, mid)), exact),
        Case((c, _price(c, mid + 1) - 1), between),
        Case((wide, _price(wide, far)), exact),
        Case((wide, _price(wide, far) + wide), between),
    ]


def _widest_of(widths):
    """Return an answer that takes the largest of some widths that fit."""
    return lambda c, budget: max(m for m in widths(c, budget) if _price(c, m) <= budget)


def _priced(price: Callable):
    """Return an answer for which a bottleneck costs `price(c, mid)`."""

    def answer(c, budget):
        return bisect_right(_WIDTHS, budget, key=lambda mid: price(c, mid))

    return answer


def _with_window(weights: int):
    """Return an answer for which the window of the middle layer has another number of weights."""
    return _priced(lambda c, mid: 2 * c * mid + weights * mid * mid)


def _nothing_after_the_loop(c, budget):
    return next((mid - 1 for mid in range(c) if _price(c, mid) > budget), None)


_below_the_budget = with_arguments(_best_mid, budget=lambda budget: budget - 1)

best_mid = FunctionCheck(
    name="unit8/best_mid",
    reference=_best_mid,
    cases=_cases,
    shares={"a budget in between": 0.5, "a budget met exactly": 0.25, "nothing fits": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "first-that-fails": with_result(_best_mid, lambda mid: mid + 1),
            "first-that-reaches": with_result(_below_the_budget, lambda mid: mid + 1),
            "exact-fit-refused": _below_the_budget,
            "never-wider-than-c": (
                lambda c, budget: min(c, _best_mid(c, budget)),
                _widest_of(lambda c, budget: range(c)),
                _nothing_after_the_loop,
            ),
            "never-wider-than-c-and-nothing": _widest_of(lambda c, budget: range(1, c)),
            "fixed-limit": tuple(
                with_result(_best_mid, lambda mid, cap=cap: min(cap, mid))
                for cap in (255, 256, 99, 100, 127, 128, 199, 200)
            ),
            "one-too-few": (
                with_result(_best_mid, lambda mid: mid - 1),
                with_result(_best_mid, lambda mid: max(0, mid - 1)),
            ),
            "no-zero": (
                with_result(_best_mid, lambda mid: mid or None),
                with_result(_best_mid, lambda mid: mid or -1),
            ),
            "widths-left-out": (
                with_result(_best_mid, lambda mid: 2 ** (mid.bit_length() - 1) if mid else 0),
                with_result(_best_mid, lambda mid: (mid + 1) // 2 * 2 - 1 if mid else 0),
                with_result(_best_mid, lambda mid: mid if mid > 1 else 0),
                *(
                    with_result(_best_mid, lambda mid, step=step: mid // step * step)
                    for step in (2, 4, 8, 10, 16)
                ),
            ),
            "budget-left-returned": lambda c, budget: budget - _price(c, _best_mid(c, budget)),
            "all-that-fit": (
                with_result(_best_mid, lambda mid: list(range(mid + 1))),
                with_result(_best_mid, lambda mid: list(range(1, mid + 1))),
            ),
            "budget-ignored": lambda c, budget: _best_mid(c, 9 * c * c),
            "nothing-to-choose-from": _widest_of(lambda c, budget: range(1, int(budget**0.5))),
            "one-at-least": with_result(_best_mid, lambda mid: max(1, mid)),
            "not-rounded-down": _root,
            "rounded-to-nearest": with_result(_root, round),
            **{
                name: tuple(_priced(lambda c, mid, of=of: of(c, mid, 3)) for of in prices(name))
                for name in WRONG
            },
            "another-window": tuple(map(_with_window, (25, 4, 49))),
            "price-for-width": lambda c, budget: _price(c, _best_mid(c, budget)),
            "smallest-for-largest": (
                with_result(_best_mid, lambda mid: min(1, mid)),
                lambda c, budget: 0,
            ),
            "always-256": with_arguments(_best_mid, c=lambda c: 256),
        },
        WORDS,
    ),
)
