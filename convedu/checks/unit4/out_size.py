"""Unit 4: how many windows fit."""

import math

import numpy as np

from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


def _out_size(n, k, s=1, p=0, d=1):
    span = d * (k - 1) + 1
    return (n + 2 * p - span) // s + 1


def _sizes(rng: np.random.Generator) -> list[Case]:
    plain, padded, dilated = "stride", "padding", "dilation"
    drawn = [
        Case(
            (
                int(rng.integers(30, 60)),
                int(rng.integers(2, 6)),
                int(rng.integers(2, 5)),
                int(rng.integers(1, 4)),
                int(rng.integers(2, 4)),
            ),
            dilated,
        )
        for _ in range(6)
    ]
    return [
        Case((8, 3), plain, public=True),
        Case((8, 3, 2), plain, public=True),
        Case((7, 3, 2), plain, public=True),
        Case((11, 2, 4), plain),
        Case((12, 3, 4), plain),
        Case((9, 1, 3), plain),
        Case((9, 4, 2, 1), padded, public=True),
        Case((13, 4, 2, 3), padded),  # the padding is worth more than one window
        Case((10, 3, 1, 0, 2), dilated, public=True),
        Case((14, 3, 2, 1, 3), dilated),
        Case((20, 2, 5, 3, 4), dilated),
        *drawn,
    ]


def _exact(n, k, s=1, p=0, d=1):
    return (n + 2 * p - d * (k - 1) - 1) / s + 1


def _refused(n, k, s=1, p=0, d=1):
    if (n + 2 * p - d * (k - 1) - 1) % s:
        raise ValueError
    return _out_size(n, k, s, p, d)


_ROUNDED = (
    "You round to the nearest whole number. Even if nine tenths of a step are left, the window "
    "does not fit: round down."
)

out_size = FunctionCheck(
    name="unit4/out_size",
    reference=_out_size,
    cases=_sizes,
    shares={"stride": 0.5, "padding": 0.25, "dilation": 0.25},
    bugs=(
        Bug(
            "fraction-returned",
            "You return a fraction where the stride does not divide. A window fits or it does "
            "not: round the quotient down, with `//`.",
            _exact,
        ),
        Bug(
            "ceil-for-floor",
            "You round up. The last window would hang over the end, and then it does not count: "
            "round down.",
            lambda n, k, s=1, p=0, d=1: math.ceil(_exact(n, k, s, p, d)),
        ),
        Bug("rounded", _ROUNDED, lambda n, k, s=1, p=0, d=1: round(_exact(n, k, s, p, d))),
        # Python rounds halves to the even number, so that it matters when the 1 is added.
        Bug("rounded", _ROUNDED, lambda n, k, s=1, p=0, d=1: round(_exact(n, k, s, p, d) - 1) + 1),
        Bug(
            "brackets-forgotten",
            "`//` binds stronger than `-`: only the 1 before it is divided. Put brackets round all "
            "that the stride divides.",
            lambda n, k, s=1, p=0, d=1: n + 2 * p - d * (k - 1) - 1 // s + 1,
        ),
        Bug(
            "refused",
            "You refuse a stride that does not divide. That is normal and no error: the rest is "
            "dropped, so round down.",
            _refused,
        ),
        Bug(
            "first-window-forgotten",
            "One is missing. The division counts the *steps*; the place where the window starts "
            "counts too.",
            lambda n, k, s=1, p=0, d=1: _out_size(n, k, s, p, d) - 1,
        ),
        Bug(
            "plus-one-inside",
            "You divide the size at stride 1, its first window too. That window needs no step: "
            "divide the free cells by the stride, then add 1.",
            lambda n, k, s=1, p=0, d=1: (n + 2 * p - d * (k - 1)) // s,
        ),
        Bug(
            "kernel-forgotten",
            "Your size is n divided by the stride, whatever the kernel is. A wide kernel reaches "
            "the end sooner: take its cells off first.",
            lambda n, k, s=1, p=0, d=1: (n + 2 * p) // s,
        ),
        Bug(
            "same-size-assumed",
            "That is n / s rounded up, what a layer with SAME padding gives. Here the padding is "
            "p, also when p is 0.",
            lambda n, k, s=1, p=0, d=1: -(-n // s),
        ),
        Bug(
            "stride-forgotten",
            "You count the windows at stride 1. With stride s the window jumps: divide by s.",
            lambda n, k, s=1, p=0, d=1: _out_size(n, k, 1, p, d),
        ),
        Bug(
            "padding-once",
            "You count the padding once. It stands on both sides: add 2p.",
            lambda n, k, s=1, p=0, d=1: (n + p - d * (k - 1) - 1) // s + 1,
        ),
        Bug(
            "padding-forgotten",
            "The padding does not enter. The window slides over n + 2p cells.",
            lambda n, k, s=1, p=0, d=1: (n - d * (k - 1) - 1) // s + 1,
        ),
        Bug(
            "padding-and-dilation-forgotten",
            "Neither padding nor dilation enters. The window slides over n + 2p cells, and it "
            "reaches over d(k - 1) + 1 of them.",
            lambda n, k, s=1, p=0, d=1: (n - k) // s + 1,
        ),
        Bug(
            "one-too-many",
            "You take d(k - 1) off, one too few: a window reaches over d(k - 1) + 1 cells. Try "
            "n = 3, k = 3.",
            lambda n, k, s=1, p=0, d=1: (n + 2 * p - d * (k - 1)) // s + 1,
        ),
        Bug(
            "gaps-only",
            "You take (k - 1)(d - 1) off, the holes alone. The window's own cells count too: it "
            "reaches over d(k - 1) + 1.",
            lambda n, k, s=1, p=0, d=1: (n + 2 * p - (k - 1) * (d - 1)) // s + 1,
        ),
        Bug(
            "dilation-forgotten",
            "Your window is k cells wide whatever the dilation. With holes it reaches over "
            "d(k - 1) + 1 cells.",
            lambda n, k, s=1, p=0, d=1: _out_size(n, k, s, p),
        ),
        Bug(
            "one-gap",
            "You widen the window once. There are k - 1 gaps between k cells, and each becomes d "
            "wide: d(k - 1) + 1.",
            lambda n, k, s=1, p=0, d=1: (n + 2 * p - k - d + 1) // s + 1,
        ),
        Bug(
            "dilation-times-kernel",
            "You take d times k for the window's reach. There are k - 1 gaps between k cells: "
            "d(k - 1) + 1.",
            lambda n, k, s=1, p=0, d=1: (n + 2 * p - d * k) // s + 1,
        ),
    ),
    hints=(
        "Lay the window at the very start. How many cells are free behind it?",
        "The window reaches over d(k - 1) + 1 cells of n + 2p. Each step of s uses s free cells, "
        "and an incomplete step does not count.",
        "`(n + 2 * p - d * (k - 1) - 1) // s + 1`.",
    ),
)
