"""Unit 3: two linear layers are one."""

import operator

import numpy as np

from convedu import ops
from convedu.checks.bank import bank, flipped, with_arguments, with_result, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case, NoPrediction
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _compose_kernels(k1, k2):
    rows, columns = k2.shape
    out = np.zeros((k1.shape[0] + rows - 1, k1.shape[1] + columns - 1))
    for i in range(rows):
        for j in range(columns):
            out[i : i + k1.shape[0], j : j + k1.shape[1]] += k2[i, j] * k1
    return out


def _cases(rng: np.random.Generator) -> list[Case]:
    square, shapes = "square kernels", "any shape"
    return [
        Case((np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([[1.0, 0.0], [3.0, -1.0]])), square,
             public=True),
        Case((np.array([[1.0, 1.0]]), np.array([[1.0, 2.0, 4.0]])), shapes, public=True),
        Case((dyadic_rationals(rng, 3, 3), dyadic_rationals(rng, 3, 3)), square),
        Case((dyadic_rationals(rng, 2, 2), dyadic_rationals(rng, 3, 3)), square),
        Case((dyadic_rationals(rng, 5, 5), dyadic_rationals(rng, 3, 3)), square),
        Case((dyadic_rationals(rng, 2, 3), dyadic_rationals(rng, 4, 1)), shapes),
        Case((dyadic_rationals(rng, 1, 4), dyadic_rationals(rng, 3, 2)), shapes),
        Case((dyadic_rationals(rng, 3, 2) * 4096 + 0.25, dyadic_rationals(rng, 2, 2)), shapes),
    ]  # fmt: skip


def _copies(
    *,
    sides=np.shape,
    side=lambda first, second: first + second - 1,
    put=operator.iadd,
):
    """Return an answer that puts shifted copies of k1 into an array of zeros.

    `sides` says how large a kernel is taken to be, `side` how long the result is along an axis,
    `put` what happens to the values that are there already.
    """

    def answer(k1, k2):
        first, second = sides(k1), sides(k2)
        out = np.zeros([side(*pair) for pair in zip(first, second, strict=True)])
        for i, j in np.ndindex(*second):
            put(out[i : i + first[0], j : j + first[1]], k2[i, j] * k1)
        return out

    return answer


def _cut_to_first(k1, k2):
    whole = _compose_kernels(k1, k2)
    top, left = (whole.shape[0] - k1.shape[0]) // 2, (whole.shape[1] - k1.shape[1]) // 2
    return whole[top : top + k1.shape[0], left : left + k1.shape[1]]


def _added(k1, k2):
    out = np.zeros_like(_compose_kernels(k1, k2))
    for kernel in (k1, k2):
        out[: kernel.shape[0], : kernel.shape[1]] += kernel
    return out


def _without_padding(k1, k2):
    if k2.shape[0] > k1.shape[0] or k2.shape[1] > k1.shape[1]:
        raise NoPrediction  # no window fits: an error, an empty array, or the kernels change places
    return ops.correlate2d(k1, k2)


_right = _compose_kernels

compose_kernels = FunctionCheck(
    name="unit3/compose_kernels",
    reference=_right,
    cases=_cases,
    shares={"square kernels": 0.25, "any shape": 0.5, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "second-flipped": with_arguments(_right, k2=flipped),
            "result-flipped": with_result(_right, flipped),
            "both-flipped-one": with_arguments(_right, k1=flipped),
            "cut-to-the-first": _cut_to_first,
            "added": (_added, np.add),
            "elementwise-product": np.multiply,
            "without-padding": (_without_padding, with_arguments(_without_padding, k2=flipped)),
            "result-too-small": _copies(side=lambda first, second: first),
            "kernel-taken-for-square": _copies(sides=lambda kernel: (len(kernel), len(kernel))),
            "matrix-product": np.matmul,
            "tiled": (np.kron, lambda k1, k2: np.kron(k2, k1)),
            "overwritten": _copies(put=np.copyto),
            "normalised": lambda k1, k2: _right(k1, k2) / (k1.sum() * k2.sum() or 1.0),
            "one-too-large": with_result(_right, lambda kernel: np.pad(kernel, ((0, 1), (0, 1)))),
            "transposed-second": with_arguments(_right, k2=np.transpose),
            "relu-between": with_arguments(_right, k1=ops.relu),
        },
    ),
)
