"""Unit 8: the widest middle that a budget allows."""

import numpy as np

from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


def _best_mid(c, budget):
    mid = 0
    while 2 * c * (mid + 1) + 9 * (mid + 1) ** 2 <= budget:
        mid += 1
    return mid


def _price(c: int, mid: int) -> int:
    return 2 * c * mid + 9 * mid * mid


def _root(c, budget):
    return (-2 * c + (4 * c * c + 36 * budget) ** 0.5) / 18


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
        Case((c, _price(c, mid)), exact),
        Case((c, _price(c, mid + 1) - 1), between),
        Case((wide, _price(wide, far)), exact),
        Case((wide, _price(wide, far) + wide), between),
    ]


def _rounded(c, budget):
    return round(_root(c, budget))


def _largest_of_those_that_fit(c, budget):
    return max(mid for mid in range(1, int(budget**0.5)) if _price(c, mid) <= budget)


def _stops_before_c(c, budget):
    return max(mid for mid in range(c) if _price(c, mid) <= budget)


def _stops_before_c_and_begins_at_1(c, budget):
    return max(mid for mid in range(1, c) if _price(c, mid) <= budget)


def _nothing_after_the_loop(c, budget):
    for mid in range(c):
        if _price(c, mid) > budget:
            return mid - 1
    return None


best_mid = FunctionCheck(
    name="unit8/best_mid",
    reference=_best_mid,
    cases=_cases,
    shares={"a budget in between": 0.5, "a budget met exactly": 0.25, "nothing fits": 0.25},
    bugs=(
        Bug(
            "first-that-fails",
            "You return the first width that costs too much. The one before it is the answer.",
            lambda c, budget: _best_mid(c, budget) + 1,
        ),
        Bug(
            "first-that-reaches",
            "Your search stops at the first width that reaches the budget, which usually is over "
            "it already. Look one ahead: go on while the *next* width still fits.",
            lambda c, budget: _best_mid(c, budget - 1) + 1,
        ),
        Bug(
            "exact-fit-refused",
            "A width that costs exactly the budget is allowed: compare with `<=`.",
            lambda c, budget: _best_mid(c, budget - 1),
        ),
        *(
            Bug(
                "never-wider-than-c",
                "You stop at a middle as wide as `c`. A large budget allows more, and the task "
                "sets no other limit.",
                answer,
            )
            for answer in (
                lambda c, budget: min(c, _best_mid(c, budget)),
                _stops_before_c,
                _nothing_after_the_loop,
            )
        ),
        Bug(
            "never-wider-than-c-and-nothing",
            "Two things. You look at no middle wider than `c`, though a large budget allows one; "
            "and where nothing fits, your `max` has nothing to choose from.",
            _stops_before_c_and_begins_at_1,
        ),
        Bug(
            "never-wider-than-256",
            "You look at widths below 256 only. That was enough for the 256 channels of exercise "
            "4; here a budget may allow any width.",
            lambda c, budget: min(255, _best_mid(c, budget)),
        ),
        Bug(
            "nothing-to-choose-from",
            "Where nothing fits, your `max` has nothing to choose from. Let the widths begin at 0, "
            "or write `default=0`.",
            _largest_of_those_that_fit,
        ),
        Bug(
            "one-at-least",
            "Sometimes not even a middle of one channel fits. Then the answer is 0.",
            lambda c, budget: max(1, _best_mid(c, budget)),
        ),
        Bug(
            "not-rounded-down",
            "You return a fraction of a channel. Only whole channels exist, and the budget must "
            "hold: round down.",
            _root,
        ),
        Bug(
            "rounded-to-nearest",
            "You round to the nearest whole number, which is sometimes one too many. The budget "
            "must hold: round down.",
            _rounded,
        ),
        Bug(
            "one-1x1-forgotten",
            "Your price has one 1x1 layer only. There are two: one narrows, one widens.",
            lambda c, budget: _best_mid(c / 2, budget),
        ),
        Bug(
            "1x1-free",
            "You count the 3x3 layer only. The two 1x1 layers cost `2 * c * mid`.",
            lambda c, budget: int((budget / 9) ** 0.5),
        ),
        Bug(
            "k-not-squared",
            "A 3x3 window has nine places, and each has its weights.",
            lambda c, budget: int((-2 * c + (4 * c * c + 12 * budget) ** 0.5) / 6 + 1e-9),
        ),
        Bug(
            "price-for-width",
            "You return what the layer costs. Asked for is the width of its middle.",
            lambda c, budget: _price(c, _best_mid(c, budget)),
        ),
        *(
            Bug(
                "smallest-for-largest",
                "You return the first width that fits. Asked for is the largest.",
                answer,
            )
            for answer in (lambda c, budget: min(1, _best_mid(c, budget)), lambda c, budget: 0)
        ),
        Bug(
            "mid-not-squared",
            "Your 3x3 counts `mid` once. It reads `mid` channels and makes `mid`, so its price "
            "grows with the square.",
            lambda c, budget: budget // (2 * c + 9),
        ),
        Bug(
            "always-256",
            "You count with 256 channels outside, as in exercise 4. Here there are `c`.",
            lambda c, budget: _best_mid(256, budget),
        ),
        Bug(
            "middle-reads-all",
            "Your 3x3 reads all `c` channels. It sits between the 1x1 layers: `mid` in, `mid` out.",
            lambda c, budget: budget // (11 * c),
        ),
    ),
    hints=(
        "What does a middle of 1 cost? Of 2? Go on while it fits.",
        "Your `bottleneck_params(c, mid, 3)` gives the price. Begin with `mid = 0`, which costs "
        "nothing.",
        "As long as the price of `mid + 1` is within the budget, let `mid` grow by 1: a `while`.",
    ),
)
