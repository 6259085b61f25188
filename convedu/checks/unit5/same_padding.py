"""Unit 5: how much padding keeps the size."""

import numpy as np

from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


def _cases(rng: np.random.Generator) -> list[Case]:
    drawn = [
        Case((int(n), int(k), int(s), "tensorflow"), "tensorflow")
        for n, k, s in zip(
            rng.integers(20, 60, 6), rng.integers(2, 8, 6), rng.integers(1, 5, 6), strict=True
        )
    ]
    return [
        Case((8, 3, 1, "symmetric"), "symmetric", public=True),
        Case((8, 3, 1, "tensorflow"), "tensorflow", public=True),
        Case((8, 3, 2, "tensorflow"), "tensorflow", public=True),
        Case((8, 4, 1, "tensorflow"), "tensorflow", public=True),
        Case((8, 4, 1, "symmetric"), "even kernels", public=True, raises=ValueError),
        Case((9, 5, 2, "symmetric"), "symmetric"),
        Case((16, 7, 3, "symmetric"), "symmetric"),
        Case((10, 1, 4, "symmetric"), "symmetric"),
        Case((8, 3, 2, "symmetric"), "symmetric"),  # TensorFlow has one pixel less here
        Case((9, 2, 3, "symmetric"), "even kernels", raises=ValueError),
        Case((9, 7, 2, "tensorflow"), "tensorflow"),
        Case((10, 1, 3, "tensorflow"), "tensorflow"),
        Case((12, 2, 4, "tensorflow"), "tensorflow"),
        Case((11, 6, 4, "tensorflow"), "tensorflow"),
        *drawn,
    ]


def _same_padding(n, k, s, style):
    if style == "symmetric":
        if k % 2 == 0:
            raise ValueError(f"no symmetric padding keeps the size with k = {k}")
        return (k - 1) // 2, (k - 1) // 2
    windows = -(-n // s)
    total = max((windows - 1) * s + k - n, 0)
    return total // 2, total - total // 2


def _tensorflow(change):
    """Return a function that is right for symmetric and changed for TensorFlow's style."""

    def answer(n, k, s, style):
        if style == "symmetric":
            return _same_padding(n, k, s, style)
        return change(n, k, s)

    return answer


def _total(n, k, s):
    return (-(-n // s) - 1) * s + k - n


def _halves(total):
    return total // 2, total - total // 2


def _floor_windows(n, k, s):
    return _halves(max((n // s - 1) * s + k - n, 0))


def _never_raises(n, k, s, style):
    return (k // 2, k // 2) if style == "symmetric" else _same_padding(n, k, s, style)


def _uneven_symmetric(n, k, s, style):
    return _halves(k - 1) if style == "symmetric" else _same_padding(n, k, s, style)


def _always_raises(n, k, s, style):
    if k % 2 == 0:
        raise ValueError
    return _same_padding(n, k, s, style)


def _symmetric(change):
    """Return a function that is right for TensorFlow's style and changed for symmetric."""

    def answer(n, k, s, style):
        if style == "symmetric":
            return change(n, k, s)
        return _same_padding(n, k, s, style)

    return answer


def _half_of_tensorflows(n, k, s):
    if k % 2 == 0:
        raise ValueError
    return (max(_total(n, k, s), 0) // 2,) * 2


def _styles_swapped(n, k, s, style):
    return _same_padding(n, k, s, "symmetric" if style == "tensorflow" else "tensorflow")


def _full(n, k, s, style):
    return tuple(2 * x for x in _same_padding(n, k, s, style))


same_padding = FunctionCheck(
    name="unit5/same_padding",
    reference=_same_padding,
    cases=_cases,
    shares={"symmetric": 0.25, "tensorflow": 0.5, "even kernels": 0.25},
    bugs=(
        Bug(
            "surplus-in-front",
            "An odd total is split the other way round: TensorFlow puts the surplus at the *end*, "
            "so for k = 4 it is (1, 2).",
            _tensorflow(lambda n, k, s: _halves(max(_total(n, k, s), 0))[::-1]),
        ),
        Bug(
            "stride-forgotten",
            "TensorFlow's style pads as if the stride were 1. With a stride fewer cells are "
            "needed: the last window begins at (windows - 1) · s.",
            _tensorflow(lambda n, k, s: _halves(k - 1)),
        ),
        Bug(
            "tensorflow-is-symmetric",
            "TensorFlow's style pads both sides alike. When the total is odd, one side gets more.",
            _tensorflow(lambda n, k, s: ((max(_total(n, k, s), 0) + 1) // 2,) * 2),
        ),
        Bug(
            "half-kernel-always",
            "You take half the kernel on both sides, in both styles. That is right for odd "
            "kernels in the symmetric style only; an even one has no answer there, and "
            "TensorFlow's style depends on n and s.",
            lambda n, k, s, style: (k // 2, k // 2),
        ),
        Bug(
            "half-kernel",
            "You take half the kernel on both sides in TensorFlow's style, whatever n and s are.",
            _tensorflow(lambda n, k, s: (k // 2, k // 2)),
        ),
        Bug(
            "negative-padding",
            "Your padding becomes negative where the stride is larger than the kernel. Less than "
            "none is not possible: `max(..., 0)`.",
            _tensorflow(lambda n, k, s: _halves(_total(n, k, s))),
        ),
        Bug(
            "half-cells",
            "You return half pixels. When the total is odd, the surplus goes to the end: one side "
            "rounded down, the other up.",
            _tensorflow(lambda n, k, s: (max(_total(n, k, s), 0) / 2,) * 2),
        ),
        Bug(
            "half-kernel-in-halves",
            "You take (k - 1) / 2 on both sides, in both styles. For an even k that is half a "
            "pixel, which no style has; and TensorFlow's style depends on n and s.",
            lambda n, k, s, style: ((k - 1) / 2,) * 2,
        ),
        Bug(
            "windows-for-steps",
            "In TensorFlow's style you count a step too many. The first window needs none: the "
            "last one begins at (windows - 1) · s.",
            _tensorflow(lambda n, k, s: _halves(max(_total(n, k, s) + s, 0))),
        ),
        Bug(
            "as-if-s-divided-n",
            "In TensorFlow's style your total is k - s. That holds only where s divides n; work "
            "out where the last window ends.",
            _tensorflow(lambda n, k, s: _halves(max(k - s, 0))),
        ),
        Bug(
            "floor-for-ceil",
            "You want n // s windows. SAME means n / s rounded *up*: 7 cells at stride 2 give 4.",
            _tensorflow(_floor_windows),
        ),
        Bug(
            "size-kept-at-any-stride",
            "You pad until n windows fit, whatever the stride. With a stride, SAME wants only "
            "n / s of them, rounded up.",
            _tensorflow(lambda n, k, s: _halves((n - 1) * s + k - n)),
        ),
        Bug(
            "all-at-the-end",
            "All of the padding stands at the end. Half of it, rounded down, comes first.",
            _tensorflow(lambda n, k, s: (0, max(_total(n, k, s), 0))),
        ),
        Bug(
            "even-kernel-accepted",
            "For an even kernel you return k // 2 on both sides: the output is one too large. No "
            "symmetric padding keeps the size, so raise a `ValueError`.",
            _never_raises,
        ),
        Bug(
            "even-kernel-rounded-down",
            "For an even kernel you return (k - 1) // 2 on both sides: the output is one too "
            "small. No symmetric padding keeps the size, so raise a `ValueError`.",
            _symmetric(lambda n, k, s: ((k - 1) // 2,) * 2),
        ),
        Bug(
            "symmetric-by-windows",
            "Your symmetric style shares out TensorFlow's total. It does not depend on n or s: "
            "(k - 1) / 2 on each side.",
            _symmetric(_half_of_tensorflows),
        ),
        Bug(
            "even-kernel-uneven",
            "For an even kernel you return two different numbers, which is not symmetric. Raise a "
            "`ValueError`.",
            _uneven_symmetric,
        ),
        Bug(
            "even-kernel-always-refused",
            "You refuse even kernels in TensorFlow's style too. There the surplus goes to the end.",
            _always_raises,
        ),
        Bug(
            "one-number",
            "You return one number. Asked for are two: the padding before and the padding after.",
            lambda n, k, s, style: _same_padding(n, k, s, style)[0],
        ),
        Bug(
            "styles-swapped",
            "The two styles are swapped.",
            _styles_swapped,
        ),
        Bug(
            "not-halved",
            "Each side gets the whole padding. The total k - 1 is shared between two sides.",
            _full,
        ),
    ),
    hints=(
        "At stride 1 a window of k makes the row k - 1 shorter. That much has to be added in all.",
        "TensorFlow wants ceil(n / s) windows: the last one begins at (windows - 1) · s and ends "
        "k cells later. What is missing of that is the total; it is never below 0.",
        "`-(-n // s)` rounds n / s up. The total is `(windows - 1) * s + k - n`, or 0 where that "
        "is negative. Before stands half of it, rounded down; after it the rest.",
    ),
)
