"""What a class's marks say about the class and about its checks: figures, no pictures.

A check's *difficulty* is the mean share of its points (so a large value is an easy check); how well
it *separates* is the corrected item-total correlation, that is Pearson's correlation between a
check and the sum of all others: Crocker and Algina, Introduction to Classical and Modern Test
Theory (1986), chapter 14. The interval around it is Fisher's.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation

FEWEST = 20
"""Below so many submissions an interval around a correlation covers nearly everything."""
MOST_BINS = 20
_STEPS = (0.25, 0.5, 1, 2, 5, 10, 20, 25, 50, 100)
_NORMAL = 1.959964  # 95 % of a normal distribution lie so many standard deviations around its mean


@dataclass(frozen=True)
class Separation:
    """How well a check separates: the correlation with an interval, or why there is none."""

    value: float = 0.0
    low: float = 0.0
    high: float = 0.0
    reason: str = ""


def separation(shares: Sequence[float], totals: Sequence[float], points: float) -> Separation:
    """Return the corrected item-total correlation of a check."""
    count = len(shares)
    if count < FEWEST:
        return Separation(reason=f"too few ({count})")
    rests = [round(total - points * share, 9) for total, share in zip(totals, shares, strict=True)]
    if min(shares) == max(shares):
        return Separation(reason="the same for all")
    try:
        value = correlation(shares, rests)
    except StatisticsError:
        return Separation(reason="no other check differs")
    value = min(1.0, max(-1.0, value))
    if abs(value) == 1.0:
        return Separation(value, value, value)
    width = _NORMAL / math.sqrt(count - 3)
    middle = math.atanh(value)
    return Separation(value, math.tanh(middle - width), math.tanh(middle + width))


def bins(scores: Sequence[float], full: float) -> tuple[float, list[int]]:
    """Return a round step of points, and how many scores lie in each step from 0 on."""
    most = max([full, *scores])
    step = next((step for step in _STEPS if most / step <= MOST_BINS), most / MOST_BINS)
    counts = [0] * (int(most / step + 1e-9) + 1)
    for score in scores:
        counts[int(score / step + 1e-9)] += 1
    return step, counts
