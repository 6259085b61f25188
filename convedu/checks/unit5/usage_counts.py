"""Unit 5: how often each cell is read."""

import numpy as np

from convedu import shapes
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


def _cases(rng: np.random.Generator) -> list[Case]:
    drawn = [
        Case((int(n), int(k), int(k) - 2, int(s)), "stride")
        for n, k, s in zip(
            rng.integers(9, 16, 4), rng.integers(3, 6, 4), rng.integers(2, 4, 4), strict=True
        )
    ]
    return [
        Case((6, 3, 0, 1), "no padding", public=True),
        Case((6, 3, 1, 1), "padding", public=True),
        Case((6, 3, 2, 1), "padding", public=True),
        Case((8, 3, 0, 2), "stride", public=True),
        Case((7, 4, 0, 1), "no padding"),
        Case((5, 4, 0, 1), "no padding"),
        Case((7, 4, 1, 1), "padding"),
        Case((9, 5, 2, 1), "padding"),
        Case((11, 2, 1, 4), "stride"),
        Case((9, 4, 2, 3), "stride"),
        *drawn,
    ]


def _usage_counts(n, k, p, s):
    counts = [0] * n
    for window in range((n + 2 * p - k) // s + 1):
        for j in range(k):
            cell = window * s + j - p
            if 0 <= cell < n:
                counts[cell] += 1
    return counts


def _negative_index(n, k, p, s):
    counts = [0] * n
    for window in range((n + 2 * p - k) // s + 1):
        for j in range(k):
            if window * s + j - p < n:
                counts[window * s + j - p] += 1
    return counts


def _past_the_end(n, k, p, s):
    counts = [0] * n
    for window in range((n + 2 * p - k) // s + 1):
        for j in range(k):
            counts[window * s + j - p] += 1
    return counts


def _one_window_less(n, k, p, s):
    counts = [0] * n
    for window in range((n + 2 * p - k) // s):
        for j in range(k):
            if 0 <= window * s + j - p < n:
                counts[window * s + j - p] += 1
    return counts


def _from(starts):
    """Return an answer that counts the windows which begin at these cells."""

    def answer(n, k, p, s):
        begin = list(starts(n, k, p, s))
        return [sum(i <= cell < i + k for i in begin) for cell in range(n)]

    return answer


def _cut_from_the_end(n, k, p, s):
    return shapes.usage_counts(n, k, stride=s, padding=p) if p else []


def _starts(n, k, p, s):
    counts = [0] * n
    for window in range((n + 2 * p - k) // s + 1):
        if 0 <= window * s - p < n:
            counts[window * s - p] += 1
    return counts


def _cells(cell, first=0):
    """Return an answer that takes `cell(window, j, p, s)` for what a window reads."""

    def answer(n, k, p, s):
        counts = [0] * n
        for window in range((n + 2 * p - k) // s + 1):
            for j in range(k):
                if first <= cell(window, j, p, s) < n:
                    counts[cell(window, j, p, s)] += 1
        return counts

    return answer


def _tent(n, k, p, s):
    return [min(i + 1, n - i) for i in range(n)]


def _per_output(n, k, p, s):
    windows = (n + 2 * p - k) // s + 1
    return [sum(0 <= w * s + j - p < n for j in range(k)) for w in range(windows)]


usage_counts = FunctionCheck(
    name="unit5/usage_counts",
    reference=_usage_counts,
    cases=_cases,
    shares={"no padding": 0.25, "padding": 0.5, "stride": 0.25},
    bugs=(
        Bug(
            "negative-index",
            "What is read in front of cell 0 is counted at the end: in Python, index -1 is the "
            "last cell. Leave out what is below 0.",
            _negative_index,
        ),
        Bug(
            "past-the-end",
            "Your count runs past the end of the list. The last windows read the padding, whose "
            "cells are none of the n: count a cell only if it is one of 0 to n - 1.",
            _past_the_end,
        ),
        Bug(
            "padding-forgotten",
            "The padding changes nothing in your count. With padding, windows begin at cell -p, "
            "and the first cells are read more often.",
            lambda n, k, p, s: shapes.usage_counts(n, k, stride=s),
        ),
        Bug(
            "padding-counted-as-cells",
            "You count the padded cells too. Only the n cells of the input are asked for.",
            lambda n, k, p, s: shapes.usage_counts(n + 2 * p, k, stride=s),
        ),
        Bug(
            "padding-in-front-only",
            "You shift the windows by p, and add p cells once only. The padding stands on both "
            "sides, so there are more windows at the end.",
            lambda n, k, p, s: shapes.usage_counts(n, k, stride=s, padding=(p, 0)),
        ),
        Bug(
            "stride-forgotten",
            "You count as if the stride were 1. With stride s there are fewer windows.",
            lambda n, k, p, s: shapes.usage_counts(n, k, padding=p),
        ),
        Bug(
            "equal-everywhere",
            "You return k for each cell. That holds only far from the border: the first cell is "
            "seen by fewer windows.",
            lambda n, k, p, s: [k] * n,
        ),
        Bug(
            "tent-too-high",
            "Your counts rise to the middle of the tape. They rise to k at most: no cell is seen "
            "by more than k windows.",
            _tent,
        ),
        Bug(
            "stride-in-the-size-only",
            "You use the stride for how many windows there are, and then move them by 1. Window "
            "`i` begins `i * s` further on.",
            _cells(lambda window, j, p, s: window + j - p),
        ),
        Bug(
            "begins-at-cell-0",
            "You have the windows that padding adds, but your first one begins at cell 0. It "
            "begins in the padding, p cells earlier.",
            _cells(lambda window, j, p, s: window * s + j),
        ),
        Bug(
            "padding-times-stride",
            "You multiply the padding by the stride. The first window begins at cell -p, whatever "
            "the stride is.",
            _cells(lambda window, j, p, s: (window - p) * s + j),
        ),
        Bug(
            "cell-0-left-out",
            "Cell 0 is never counted. It is one of the input's: 0 to n - 1.",
            _cells(lambda window, j, p, s: window * s + j - p, first=1),
        ),
        Bug(
            "starts-only",
            "You count the windows that *begin* at a cell. A window reads k cells.",
            _starts,
        ),
        Bug(
            "last-window-forgotten",
            "You stop one window too early. There is one window more than there are steps.",
            _one_window_less,
        ),
        Bug(
            "range-one-short",
            "Your last window is missing where it ends exactly at the end: `range` stops before "
            "its second number. Add 1 to it.",
            _from(lambda n, k, p, s: range(-p, n + p - k, s)),
        ),
        Bug(
            "hanging-over",
            "Your last windows hang over the end. A window counts only where all k cells fit.",
            _from(lambda n, k, p, s: range(-p, n + p, s)),
        ),
        Bug(
            "minus-zero-slice",
            "With p = 0 your slice `p:-p` is empty, since -0 is 0. Write `p : p + n`.",
            _cut_from_the_end,
        ),
        Bug(
            "per-output",
            "You count, for each output, how many real cells it reads. Asked for is the other "
            "direction: for each cell, how many windows read it.",
            _per_output,
        ),
    ),
    hints=(
        "Start with a list of n zeros, and let each window add 1 to each cell that it reads.",
        "Window `i` reads the cells `i * s - p` up to `i * s - p + k - 1`. Count a cell only if it "
        "is one of the input's: 0 to n - 1.",
        "Two loops: `i` over `(n + 2 * p - k) // s + 1` windows, `j` over k weights. Weight j of "
        "window i reads cell `i * s + j - p`.",
    ),
)
