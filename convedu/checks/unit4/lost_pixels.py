"""Unit 4: which cells no window reads."""

import numpy as np

from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


def _cases(rng: np.random.Generator) -> list[Case]:
    end, gaps, padded = "at the end", "between windows", "padding"
    drawn = [
        Case((int(n), int(k), int(s), int(p)), padded)
        for n, k, s, p in zip(
            rng.integers(20, 30, 5),
            rng.integers(2, 5, 5),
            rng.integers(5, 8, 5),
            rng.integers(1, 3, 5),
            strict=True,
        )
    ]
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
        *drawn,
    ]


def _lost_pixels(n, k, s, p):
    read = set()
    for window in range((n + 2 * p - k) // s + 1):
        for j in range(k):
            read.add(window * s + j - p)
    return [i for i in range(n) if i not in read]


def _tail(n, k, s, p):
    last = (n + 2 * p - k) // s * s + k - p
    return list(range(last, n))


def _in_padded_tape(n, k, s, p):
    return _lost_pixels(n + 2 * p, k, s, 0)


def _not_shifted(n, k, s, p):
    read = {window * s + j for window in range((n + 2 * p - k) // s + 1) for j in range(k)}
    return [i for i in range(n) if i not in read]


def _not_a_start(n, k, s, p):
    starts = {window * s - p for window in range((n + 2 * p - k) // s + 1)}
    return [i for i in range(n) if i not in starts]


def _ceil(n, k, s, p):
    windows = -(-(n + 2 * p - k) // s) + 1
    read = {window * s + j - p for window in range(windows) for j in range(k)}
    return [i for i in range(n) if i not in read]


def _one_window_less(n, k, s, p):
    read = {w * s + j - p for w in range((n + 2 * p - k) // s) for j in range(k)}
    return [i for i in range(n) if i not in read]


def _wrapped(n, k, s, p):
    windows = (n + 2 * p - k) // s + 1
    read = {(w * s + j - p) % n for w in range(windows) for j in range(k) if w * s + j - p < n}
    return [i for i in range(n) if i not in read]


lost_pixels = FunctionCheck(
    name="unit4/lost_pixels",
    reference=_lost_pixels,
    cases=_cases,
    shares={"at the end": 0.25, "between windows": 0.25, "padding": 0.5},
    bugs=(
        Bug(
            "end-only",
            "You find what is lost behind the last window. When the stride is larger than the "
            "kernel, cells *between* two windows are lost too.",
            _tail,
        ),
        Bug(
            "nothing-lost",
            "You find nothing lost behind the last window. A step that is not whole is dropped, "
            "and those cells with it.",
            lambda n, k, s, p: [],
        ),
        Bug(
            "padding-forgotten",
            "You leave the padding out. The first window begins at cell -p, so with p = 1 its "
            "second weight meets cell 0.",
            lambda n, k, s, p: _lost_pixels(n, k, s, 0),
        ),
        Bug(
            "padding-counted-as-cells",
            "You number the cells of the padded tape. Only the n cells of the input can be lost, "
            "and cell 0 is the first one behind the padding.",
            _in_padded_tape,
        ),
        Bug(
            "padding-not-taken-off",
            "Your windows begin at cell 0 of the padded tape, and you tick off the input's cells "
            "by those numbers. Cell `i` of the input lies p further on: take p off.",
            _not_shifted,
        ),
        Bug(
            "numbered-with-padding",
            "You find the right cells, but number them with the padding. Cell 0 is the first one "
            "of the input, behind the padding: take p off.",
            lambda n, k, s, p: [i + p for i in _lost_pixels(n, k, s, p)],
        ),
        Bug(
            "set-returned",
            "You return a set, which has no order. Asked for is a list, from small to large.",
            lambda n, k, s, p: set(_lost_pixels(n, k, s, p)),
        ),
        Bug(
            "from-large-to-small",
            "Your list runs from large to small. Asked for is the other way round.",
            lambda n, k, s, p: _lost_pixels(n, k, s, p)[::-1],
        ),
        Bug(
            "window-of-one",
            "You keep only the cell where each window begins. A window reads k cells.",
            _not_a_start,
        ),
        Bug(
            "last-window-hangs-over",
            "You let a last window hang over the end, and it reads what is really lost. Round "
            "down.",
            _ceil,
        ),
        Bug(
            "last-window-forgotten",
            "You stop one window too early. There is one window more than there are steps.",
            _one_window_less,
        ),
        Bug(
            "number-for-positions",
            "You return how many are lost. Asked for is the list of their positions, such as "
            "`[7]`, and `[]` for none.",
            lambda n, k, s, p: len(_lost_pixels(n, k, s, p)),
        ),
        Bug(
            "read-for-lost",
            "You list the cells that *are* read. Wanted are the others.",
            lambda n, k, s, p: sorted(set(range(n)) - set(_lost_pixels(n, k, s, p))),
        ),
        Bug(
            "negative-index",
            "Cells before the tape wrap round to its end: in Python, index -1 is the last cell. "
            "Leave out what is below 0.",
            _wrapped,
        ),
        Bug(
            "one-based",
            "You count from 1. The first cell is cell 0, as everywhere in Python.",
            lambda n, k, s, p: [i + 1 for i in _lost_pixels(n, k, s, p)],
        ),
    ),
    hints=(
        "Do not look for a formula. Tick off what each window reads; what has no tick is lost.",
        "Window `i` reads the cells from `i * s - p` on, k of them. Some of those lie in the "
        "padding and are no cells of the input.",
        "`read = {i * s + j - p for i in range(windows) for j in range(k)}`, then "
        "`[c for c in range(n) if c not in read]`.",
    ),
)
