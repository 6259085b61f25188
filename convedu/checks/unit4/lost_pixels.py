"""Unit 4: which cells no window reads."""

import numpy as np

from convedu.checks.bank import bank, with_arguments, with_result, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _cases(rng: np.random.Generator) -> list[Case]:
    end, gaps, padded = "at the end", "between windows", "padding"
    drawn = zip(
        rng.integers(20, 30, 5),
        rng.integers(2, 5, 5),
        rng.integers(5, 8, 5),
        rng.integers(1, 3, 5),
        strict=True,
    )
    return [
        Case((8, 3, 2, 0), end, public=True),
        Case((7, 3, 2, 0), end, public=True),
        Case((11, 4, 3, 0), end),
        Case((12, 3, 3, 0), end),
        Case((13, 3, 5, 0), gaps, public=True),
        Case((10, 1, 3, 0), gaps),
        Case((8, 3, 2, 1), padded, public=True),
        Case((11, 2, 4, 1), padded),
        Case((9, 3, 4, 2), padded),
        Case((10, 3, 3, 1), padded),  # the last window ends with the padding behind
        Case((12, 2, 5, 1), padded),
        Case((12, 2, 5, 2), padded),
        Case((12, 3, 4, 1), padded),  # a window that hangs over would read the last cell
        *(Case(tuple(map(int, each)), padded) for each in drawn),
    ]


def _lost_pixels(n, k, s, p):
    read = set()
    for window in range((n + 2 * p - k) // s + 1):
        for j in range(k):
            read.add(window * s + j - p)
    return [i for i in range(n) if i not in read]


def _ticking(
    *,
    windows=lambda n, k, s, p: (n + 2 * p - k) // s + 1,
    width=lambda k, s: k,
    step=lambda k, s: s,
    first=0,
    cells=range,
    cell=lambda place, n, p: place - p,
):
    """Return an answer that ticks off what is read, as the reference does, but for one thing.

    `windows` says how many there are, `step` how far apart they begin, `first` with which one,
    `width` how many cells one reads, `cell` which cell of the input lies at a place of the padded
    tape, and `cells` which ones are asked about.
    """

    def answer(n, k, s, p):
        starts = [window * step(k, s) for window in range(first, windows(n, k, s, p))]
        read = {cell(start + j, n, p) for start in starts for j in range(width(k, s))}
        return [i for i in cells(n) if i not in read]

    return answer


def _tail(n, k, s, p):
    last = (n + 2 * p - k) // s * s + k - p
    return list(range(last, n))


def _wrapped(place, n, p):
    return (place - p) % n if place - p < n else None


_right = _lost_pixels

lost_pixels = FunctionCheck(
    name="unit4/lost_pixels",
    reference=_right,
    cases=_cases,
    shares={"at the end": 0.25, "between windows": 0.25, "padding": 0.5},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "end-only": _tail,
            "nothing-lost": lambda n, k, s, p: [],
            "padding-forgotten": with_arguments(_right, p=lambda p: 0),
            "padding-counted-as-cells": lambda n, k, s, p: _right(n + 2 * p, k, s, 0),
            "padding-not-taken-off": _ticking(cell=lambda place, n, p: place),
            "padding-added": _ticking(cell=lambda place, n, p: place + p),
            "first-window-forgotten": _ticking(first=1),
            "last-cell-forgotten": _ticking(cells=lambda n: range(n - 1)),
            "one-cell-more": _ticking(cells=lambda n: range(n + 1)),
            "cell-0-forgotten": _ticking(cells=lambda n: range(1, n)),
            "numbered-with-padding": lambda n, k, s, p: [i + p for i in _right(n, k, s, p)],
            "set-returned": with_result(_right, set),
            "from-large-to-small": with_result(_right, lambda cells: cells[::-1]),
            "window-of-one": _ticking(width=lambda k, s: 1),
            "window-one-short": _ticking(width=lambda k, s: k - 1),
            "window-one-long": _ticking(width=lambda k, s: k + 1),
            "stride-for-kernel": _ticking(width=lambda k, s: s),
            "last-window-forgotten": _ticking(windows=lambda n, k, s, p: (n + 2 * p - k) // s),
            "last-start-left-out": _ticking(windows=lambda n, k, s, p: -((k - n - 2 * p) // s)),
            "plus-one-inside": _ticking(windows=lambda n, k, s, p: (n + 2 * p - k + 1) // s),
            "kernel-forgotten": (
                _ticking(windows=lambda n, k, s, p: (n + 2 * p) // s),
                _ticking(windows=lambda n, k, s, p: n // s),
            ),
            "no-padding-behind": _ticking(windows=lambda n, k, s, p: (n + p - k) // s + 1),
            "windows-of-the-bare-tape": _ticking(windows=lambda n, k, s, p: (n - k) // s + 1),
            "padding-once": _ticking(
                windows=lambda n, k, s, p: (n + p - k) // s + 1, cell=lambda place, n, p: place
            ),
            "stride-forgotten": _ticking(step=lambda k, s: 1),
            "windows-side-by-side": _ticking(step=lambda k, s: k),
            "gaps-only": (
                # A window that hangs over the end reads all that is lost there.
                lambda n, k, s, p: [cell for cell in range(n) if (cell + p) % s >= k],
                lambda n, k, s, p: [cell for cell in range(n) if cell % s >= k],
            ),
            "rest-of-the-tape": (
                lambda n, k, s, p: [*range(n - (n + 2 * p - k) % s, n)],
                lambda n, k, s, p: [*range(n - (n - k) % s, n)],
            ),
            "truth-for-positions": (
                lambda n, k, s, p: [cell in _right(n, k, s, p) for cell in range(n)],
                lambda n, k, s, p: [cell not in _right(n, k, s, p) for cell in range(n)],
            ),
            "padding-listed": lambda n, k, s, p: [
                cell for cell in range(-p, n + p) if cell + p in _right(n + 2 * p, k, s, 0)
            ],
            "number-for-positions": with_result(_right, len),
            "read-for-lost": lambda n, k, s, p: sorted({*range(n)} - {*_right(n, k, s, p)}),
            "negative-index": _ticking(cell=_wrapped),
            "one-based": with_result(_right, lambda cells: [i + 1 for i in cells]),
        },
    ),
)
