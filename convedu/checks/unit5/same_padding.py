"""Unit 5: how much padding keeps the size."""

import numpy as np

from convedu.checks.answers import configurable
from convedu.checks.bank import bank, unraised, with_arguments, with_result, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


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


def _halves(total):
    return total // 2, total - total // 2


def _ceiling(n, s):
    return -(-n // s)


@configurable
def _styles(
    *,
    windows=_ceiling,
    total=lambda n, k, s, windows: max((windows - 1) * s + k - n, 0),
    share=_halves,
    symmetric=lambda n, k, s: ((k - 1) // 2,) * 2,
    refused=("symmetric",),
):
    """Return an answer in which one step may differ.

    TensorFlow's style wants so many `windows`, which need a `total` to `share`. Even kernels are
    `refused` in some styles.
    """

    def answer(n, k, s, style):
        if style in refused and k % 2 == 0:
            raise ValueError
        if style == "symmetric":
            return symmetric(n, k, s)
        return share(total(n, k, s, windows(n, s)))

    return answer


def _half_of_tensorflows(n, k, s):
    return (_same_padding(n, k, s, "tensorflow")[0],) * 2


def _total_only(n, k, s, style):
    before, after = _same_padding(n, k, s, style)
    return before if style == "symmetric" else before + after


def _rounded(total):
    return round(total / 2), total - round(total / 2)


def _size_kept(n, k, s):
    return (((n - 1) * s + k - n) // 2,) * 2


def _odd_refused(n, k, s, style):
    if style == "symmetric" and k % 2:
        raise ValueError
    return ((k - 1) // 2,) * 2 if style == "symmetric" else _same_padding(n, k, s, style)


_SWAPPED = {"symmetric": "tensorflow", "tensorflow": "symmetric"}

same_padding = FunctionCheck(
    name="unit5/same_padding",
    reference=_same_padding,
    cases=_cases,
    shares={"symmetric": 0.25, "tensorflow": 0.5, "even kernels": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "surplus-in-front": _styles(share=lambda total: _halves(total)[::-1]),
            "stride-forgotten": _styles(total=lambda n, k, s, windows: k - 1),
            "tensorflow-is-symmetric": _styles(share=lambda total: ((total + 1) // 2,) * 2),
            "half-kernel-always": (
                lambda n, k, s, style: (k // 2, k // 2),
                lambda n, k, s, style: ((k - 1) // 2,) * 2,
            ),
            "half-kernel": tuple(
                _styles(total=lambda n, k, s, windows, half=half: half(k), share=lambda p: (p, p))
                for half in (lambda k: k // 2, lambda k: (k - 1) // 2)
            ),
            "negative-padding": _styles(total=lambda n, k, s, windows: (windows - 1) * s + k - n),
            "half-cells": _styles(share=lambda total: (total / 2, total / 2)),
            "half-kernel-in-halves": lambda n, k, s, style: ((k - 1) / 2,) * 2,
            "windows-for-steps": _styles(
                total=lambda n, k, s, windows: max(windows * s + k - n, 0)
            ),
            "as-if-s-divided-n": _styles(total=lambda n, k, s, windows: max(k - s, 0)),
            "windows-rounded-past": _styles(windows=lambda n, s: n // s + 1),
            "floor-for-ceil": _styles(windows=lambda n, s: n // s),
            "size-kept-at-any-stride": _styles(windows=lambda n, s: n),
            "all-at-the-end": _styles(share=lambda total: (0, total)),
            "all-in-front": _styles(share=lambda total: (total, 0)),
            "surplus-dropped": _styles(share=lambda total: (total // 2,) * 2),
            "rounded-to-nearest": _styles(share=_rounded),
            "even-kernel-accepted": _styles(symmetric=lambda n, k, s: (k // 2,) * 2, refused=()),
            "even-kernel-rounded-down": _styles(refused=()),
            "symmetric-by-windows": _styles(symmetric=_half_of_tensorflows),
            "even-kernel-uneven": tuple(
                _styles(symmetric=lambda n, k, s, turn=turn: _halves(k - 1)[::turn], refused=())
                for turn in (1, -1)
            ),
            "odd-kernel-refused": _odd_refused,
            "symmetric-with-stride": (
                _styles(symmetric=_size_kept, refused=()),
                _styles(symmetric=_size_kept),
            ),
            "symmetric-only": with_arguments(_same_padding, style=lambda style: "symmetric"),
            "tensorflow-only": with_arguments(_same_padding, style=lambda style: "tensorflow"),
            **unraised(_same_padding),
            "even-kernel-always-refused": _styles(refused=("symmetric", "tensorflow")),
            "one-number": (
                *(with_result(_same_padding, choose) for choose in (min, max, sum)),
                _total_only,
            ),
            "styles-swapped": with_arguments(_same_padding, style=lambda style: _SWAPPED[style]),
            "not-halved": (
                with_result(_same_padding, lambda both: (2 * both[0], 2 * both[1])),
                with_result(_same_padding, lambda both: (sum(both),) * 2),
                _styles(share=lambda total: (total, total)),
                _styles(symmetric=lambda n, k, s: (k - 1, k - 1)),
            ),
            "symmetric-one-too-many": _styles(symmetric=lambda n, k, s: ((k + 1) // 2,) * 2),
            "kernel-for-total": _styles(total=lambda n, k, s, windows: k),
            "kernel-left-out": _styles(total=lambda n, k, s, windows: windows * s - n),
            "windows-to-nearest": _styles(windows=lambda n, s: round(n / s)),
            "absolute-value": _styles(
                total=lambda n, k, s, windows: abs((windows - 1) * s + k - n)
            ),
            "nothing-added": _styles(total=lambda n, k, s, windows: 0),
        },
    ),
)
