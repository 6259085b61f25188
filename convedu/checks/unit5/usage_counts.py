"""Unit 5: how often each cell is read."""

import numpy as np

from convedu.checks.answers import configurable
from convedu.checks.bank import bank, with_arguments, with_result, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


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


@configurable
def _counting(
    *,
    windows=lambda n, k, p, s: (n + 2 * p - k) // s + 1,
    size=lambda k: k,
    cell=lambda window, j, p, s: window * s + j - p,
    is_counted=lambda cell, n: 0 <= cell < n,
):
    """Return an answer in which one step may differ."""

    def answer(n, k, p, s):
        counts = [0] * n
        for window in range(windows(n, k, p, s)):
            for j in range(size(k)):
                read = cell(window, j, p, s)
                if is_counted(read, n):
                    counts[read] += 1
        return counts

    return answer


def _moved(change):
    """Return the cell that is read, changed."""
    return lambda window, j, p, s: change(window * s + j - p)


def _with_first(n, k, first, s, windows):
    """Return the counts of so many windows, the first of which begins at some cell."""
    starts = range(first, first + windows * s, s)
    return [sum(start <= cell < start + k for start in starts) for cell in range(n)]


def _per_output(n, k, p, s):
    windows = (n + 2 * p - k) // s + 1
    return [sum(0 <= w * s + j - p < n for j in range(k)) for w in range(windows)]


usage_counts = FunctionCheck(
    name="unit5/usage_counts",
    reference=_usage_counts,
    cases=_cases,
    shares={"no padding": 0.25, "padding": 0.5, "stride": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "negative-index": _counting(is_counted=lambda cell, n: cell < n),
            "past-the-end": (
                _counting(is_counted=lambda cell, n: True),
                _counting(is_counted=lambda cell, n: 0 <= cell <= n),
            ),
            "padding-read-as-cells": (
                lambda n, k, p, s: _counting(cell=_moved(lambda cell: cell % n))(n, k, p, s),
                lambda n, k, p, s: _counting(cell=_moved(abs))(n, k, p, s),
                lambda n, k, p, s: _counting(cell=_moved(lambda cell: min(max(cell, 0), n - 1)))(
                    n, k, p, s
                ),
            ),
            "padding-forgotten": with_arguments(_usage_counts, p=lambda p: 0),
            "padding-counted-as-cells": lambda n, k, p, s: _usage_counts(n + 2 * p, k, 0, s),
            "padding-in-front-only": _counting(windows=lambda n, k, p, s: (n + p - k) // s + 1),
            "padding-twice": _counting(cell=lambda window, j, p, s: window * s + j - 2 * p),
            "padding-added": _counting(cell=lambda window, j, p, s: window * s + j + p),
            "windows-without-padding": _counting(windows=lambda n, k, p, s: (n - k) // s + 1),
            "stride-forgotten": with_arguments(_usage_counts, s=lambda s: 1),
            "equal-everywhere": lambda n, k, p, s: [k] * n,
            "tent-too-high": lambda n, k, p, s: [min(i + 1, n - i) for i in range(n)],
            "closed-form": (
                lambda n, k, p, s: [min(i + 1, n - i, k) for i in range(n)],
                lambda n, k, p, s: [min(i + 1 + p, n - i + p, k) for i in range(n)],
            ),
            "whether-for-how-often": with_result(
                _usage_counts, lambda counts: [min(count, 1) for count in counts]
            ),
            "windows-for-cells": _counting(windows=lambda n, k, p, s: n),
            "stride-between-weights": _counting(cell=lambda window, j, p, s: window + j * s - p),
            "stride-twice": _counting(cell=lambda window, j, p, s: (window + j) * s - p),
            "stride-in-the-size-only": _counting(cell=lambda window, j, p, s: window + j - p),
            "begins-at-cell-0": _counting(cell=lambda window, j, p, s: window * s + j),
            "padding-times-stride": _counting(cell=lambda window, j, p, s: (window - p) * s + j),
            "cell-0-left-out": _counting(is_counted=lambda cell, n: 0 < cell < n),
            "last-cell-left-out": _counting(is_counted=lambda cell, n: 0 <= cell < n - 1),
            "three-written-in": _counting(size=lambda k: 3),
            "centred": (
                lambda n, k, p, s: _with_first(n, k, -(k // 2), s, (n + 2 * p - k) // s + 1),
                lambda n, k, p, s: _with_first(n, k, -(k // 2), s, -(-n // s)),
            ),
            "starts-at-one": with_result(
                _usage_counts, lambda counts: [count + 1 for count in counts]
            ),
            "divided-by-k": lambda n, k, p, s: [count / k for count in _usage_counts(n, k, p, s)],
            "added-up": with_result(_usage_counts, sum),
            "weight-left-out": _counting(size=lambda k: k - 1),
            "weight-too-many": _counting(size=lambda k: k + 1),
            "starts-only": _counting(size=lambda k: 1),
            "last-window-forgotten": _counting(windows=lambda n, k, p, s: (n + 2 * p - k) // s),
            "ceiling": _counting(windows=lambda n, k, p, s: -(-(n + 2 * p - k) // s) + 1),
            "plus-one-inside": _counting(windows=lambda n, k, p, s: (n + 2 * p - k + 1) // s),
            "plus-two": _counting(windows=lambda n, k, p, s: (n + 2 * p - k) // s + 2),
            "side-over-stride": _counting(windows=lambda n, k, p, s: n // s),
            "range-one-short": _counting(windows=lambda n, k, p, s: len(range(-p, n + p - k, s))),
            "hanging-over": _counting(windows=lambda n, k, p, s: len(range(-p, n + p, s))),
            "minus-zero-slice": lambda n, k, p, s: _usage_counts(n, k, p, s) if p else [],
            "cut-at-n": lambda n, k, p, s: _usage_counts(n + 2 * p, k, 0, s)[p:n],
            "per-output": _per_output,
            "every-s-th-cell": lambda n, k, p, s: [
                sum(cell in range(start, start + k, s) for start in range(-p, n + p - k + 1, s))
                for cell in range(n)
            ],
        },
    ),
)
