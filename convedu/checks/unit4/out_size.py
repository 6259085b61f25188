"""Unit 4: how many windows fit."""

import math

import numpy as np

from convedu.checks.bank import bank, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _out_size(n, k, s=1, p=0, d=1):
    span = d * (k - 1) + 1
    return (n + 2 * p - span) // s + 1


def _sizes(rng: np.random.Generator) -> list[Case]:
    plain, padded, dilated = "stride", "padding", "dilation"
    bounds = (30, 60), (2, 6), (2, 5), (1, 4), (2, 4)
    return [
        Case((8, 3), plain, public=True),
        Case((8, 3, 2), plain, public=True),
        Case((7, 3, 2), plain, public=True),
        Case((11, 2, 4), plain),
        Case((12, 3, 4), plain),
        Case((10, 3, 4), plain),  # three quarters of a step are left
        Case((9, 1, 3), plain),
        Case((9, 4, 2, 1), padded, public=True),
        Case((13, 4, 2, 3), padded),  # the padding is worth more than one window
        Case((13, 4, 4, 1), padded),
        Case((10, 3, 1, 0, 2), dilated, public=True),
        Case((16, 3, 4, 1, 3), dilated),
        Case((14, 3, 2, 1, 3), dilated),
        Case((20, 2, 5, 3, 4), dilated),
        *(Case(tuple(int(rng.integers(*each)) for each in bounds), dilated) for _ in range(6)),
    ]


def _counting(
    *,
    tape=lambda n, p: n + 2 * p,
    span=lambda k, d: d * (k - 1) + 1,
    count=lambda free, s: free // s + 1,
):
    """Return an answer that counts as the reference does, but for one thing.

    `tape` says how many cells the window slides over, `span` over how many it reaches, and
    `count` how many windows fit if so many cells are free behind the first one.
    """
    return lambda n, k, s=1, p=0, d=1: count(tape(n, p) - span(k, d), s)


def _count_or_refuse(error):
    def count(free, s):
        if free % s:
            raise error
        return free // s + 1

    return count


out_size = FunctionCheck(
    name="unit4/out_size",
    reference=_out_size,
    cases=_sizes,
    shares={"stride": 0.5, "padding": 0.25, "dilation": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "fraction-returned": _counting(count=lambda free, s: free / s + 1),
            "ceil-for-floor": _counting(count=lambda free, s: math.ceil(free / s) + 1),
            "rounded": (
                # Python rounds halves to the even number, so that it matters when 1 is added.
                _counting(count=lambda free, s: round(free / s + 1)),
                _counting(count=lambda free, s: round(free / s) + 1),
            ),
            "brackets-forgotten": (
                lambda n, k, s=1, p=0, d=1: n + 2 * p - d * (k - 1) - 1 // s + 1,
                lambda n, k, s=1, p=0, d=1: n + 2 * p - (d * (k - 1) + 1) // s + 1,
                lambda n, k, s=1, p=0, d=1: n + 2 * p - k // s + 1,
                lambda n, k, s=1, p=0, d=1: n - d * (k - 1) - 1 + 2 * p // s + 1,
                lambda n, k, s=1, p=0, d=1: n + (2 * p - d * (k - 1) - 1) // s + 1,
            ),
            "refused": (
                _counting(count=_count_or_refuse(ValueError)),
                _counting(count=_count_or_refuse(AssertionError)),
            ),
            "first-window-forgotten": _counting(count=lambda free, s: free // s),
            "plus-one-inside": _counting(count=lambda free, s: (free + 1) // s),
            "kernel-forgotten": (
                _counting(span=lambda k, d: 0, count=lambda free, s: free // s),
                _counting(span=lambda k, d: 0),
                lambda n, k, s=1, p=0, d=1: n // s,
                lambda n, k, s=1, p=0, d=1: n // s + 1,
            ),
            "same-size-assumed": (
                lambda n, k, s=1, p=0, d=1: -(-n // s),
                _counting(span=lambda k, d: 0, count=lambda free, s: -(-free // s)),
            ),
            "last-start-left-out": _counting(count=lambda free, s: -(-free // s)),
            "stride-forgotten": _counting(count=lambda free, s: free + 1),
            "padding-once": _counting(tape=lambda n, p: n + p),
            "padding-forgotten": _counting(tape=lambda n, p: n),
            "padding-taken-off": _counting(tape=lambda n, p: n - 2 * p),
            "padding-and-dilation-forgotten": _counting(tape=lambda n, p: n, span=lambda k, d: k),
            "one-too-many": (
                _counting(span=lambda k, d: d * (k - 1)),
                _counting(span=lambda k, d: d * (k - 1) - 1),
            ),
            "padding-added-after": lambda n, k, s=1, p=0, d=1: _out_size(n, k, s, 0, d) + 2 * p,
            "gaps-only": _counting(span=lambda k, d: (k - 1) * (d - 1)),
            "dilation-forgotten": _counting(span=lambda k, d: k),
            "one-gap": _counting(span=lambda k, d: k + d - 1),
            "dilation-times-kernel": (
                _counting(span=lambda k, d: d * k),
                _counting(span=lambda k, d: d * k + 1),
            ),
            "holes-too-wide": _counting(span=lambda k, d: k + (k - 1) * d),
            "stride-multiplied": _counting(count=lambda free, s: free * s + 1),
            "windows-side-by-side": lambda n, k, s=1, p=0, d=1: (n + 2 * p) // k,
        },
    ),
)
