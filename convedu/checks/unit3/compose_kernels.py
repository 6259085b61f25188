"""Unit 3: two linear layers are one."""

import operator
from itertools import product

import numpy as np

from convedu import ops
from convedu.checks.bank import bank, flipped, same_sized, with_arguments, with_result, words
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
        Case((dyadic_rationals(rng, 3, 1), dyadic_rationals(rng, 2, 2)), shapes),
        Case((dyadic_rationals(rng, 1, 4), dyadic_rationals(rng, 3, 2)), shapes),
        Case((dyadic_rationals(rng, 3, 2) * 4096 + 0.25, dyadic_rationals(rng, 2, 2)), shapes),
    ]  # fmt: skip


def _whole(first, second):
    return [a + b - 1 for a, b in zip(first, second, strict=True)]


def _one_less(first, second):
    return [side - 1 for side in _whole(first, second)]


def _copies(
    *,
    sides=np.shape,
    size=_whole,
    put=operator.iadd,
    place=lambda i, j: (i, j),
):
    """Return an answer that puts shifted copies of k1 into an array of zeros.

    `sides` says how large a kernel is taken to be, `size` how large the result is, `put` what
    happens to the values that are there already, and `place` where the copy for a weight of k2
    begins.
    """

    def answer(k1, k2):
        first, second = sides(k1), sides(k2)
        out = np.zeros(size(first, second))
        for i, j in np.ndindex(*second):
            row, column = place(i, j)
            put(out[row : row + first[0], column : column + first[1]], k2[i, j] * k1)
        return out

    return answer


def _products(*, size=_whole, swapped=False, put=operator.add):
    """Return an answer that goes through all pairs of weights, one at a time.

    `swapped` says whether shapes are read as (columns, rows), `put` what becomes of the value
    that is there already and the product.
    """

    def answer(k1, k2):
        shapes = [kernel.shape[::-1] if swapped else kernel.shape for kernel in (k1, k2)]
        out = np.zeros(size(*shapes))
        for (i, j), (u, v) in product(np.ndindex(k1.shape), np.ndindex(k2.shape)):
            out[i + u, j + v] = put(out[i + u, j + v], k1[i, j] * k2[u, v])
        return out

    return answer


def _cut(k1, k2, size):
    whole = _compose_kernels(k1, k2)
    starts = [(n - wanted) // 2 for n, wanted in zip(whole.shape, size, strict=True)]
    return whole[tuple(slice(a, a + n) for a, n in zip(starts, size, strict=True))]


def _added(k1, k2):
    out = np.zeros_like(_compose_kernels(k1, k2))
    for kernel in (k1, k2):
        out[: kernel.shape[0], : kernel.shape[1]] += kernel
    return out


def _without_padding(k1, k2):
    if k2.shape[0] > k1.shape[0] or k2.shape[1] > k1.shape[1]:
        raise NoPrediction  # no window fits: an error, an empty array, or the kernels change places
    return ops.correlate2d(k1, k2)


def _without_padding_flipped(k1, k2):
    return ops.correlate2d(k1, flipped(k2))


def _second_sides(k1, k2):
    return k2.shape


def _exchanged(answer):
    """Return an answer that slides over the second kernel instead of the first."""
    return lambda k1, k2: answer(k2, k1)


def _first_row(kernel):
    return np.where(np.indices(kernel.shape)[0] == 0, kernel, 0)


def _first(kernel):
    return np.where(np.arange(kernel.size).reshape(kernel.shape) == 0, kernel, 0)


def _swapped(kernel):
    return kernel.shape[::-1]


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
            "cut-to-the-first": (
                lambda k1, k2: _cut(k1, k2, k1.shape),
                *same_sized(_without_padding_flipped, sides=_second_sides),
                *same_sized(ops.correlate2d, sides=_second_sides),
            ),
            "cut-to-the-second": (
                lambda k1, k2: _cut(k1, k2, k2.shape),
                *map(_exchanged, same_sized(_without_padding_flipped, sides=_second_sides)),
            ),
            "added": (_added, np.add),
            "elementwise-product": np.multiply,
            "without-padding": (_without_padding, with_arguments(_without_padding, k2=flipped)),
            "result-too-small": tuple(
                made(size=size)
                for made in (_copies, _products)
                for size in (lambda first, second: first, np.maximum, _one_less)
            ),
            "result-taken-for-square": (
                _copies(size=lambda first, second: [_whole(first, second)[0]] * 2),
                _products(size=lambda first, second: [_whole(first, second)[0]] * 2),
            ),
            "first-row-only": (
                with_arguments(_right, k2=_first_row),
                with_arguments(_right, k2=_first),
            ),
            "flipped-in-one-axis": tuple(
                with_arguments(_right, **{name: turn})
                for name in ("k1", "k2")
                for turn in (np.flipud, np.fliplr)
            ),
            "kernel-taken-for-square": _copies(sides=lambda kernel: (len(kernel), len(kernel))),
            "matrix-product": np.matmul,
            "tiled": (np.kron, lambda k1, k2: np.kron(k2, k1)),
            "overwritten": (
                _copies(put=np.copyto),
                _products(put=lambda old, product: product),
            ),
            "height-and-width-swapped": (_copies(sides=_swapped), _products(swapped=True)),
            "rows-shifted-only": _copies(place=lambda i, j: (i, 0)),
            "columns-shifted-only": _copies(place=lambda i, j: (0, j)),
            "not-shifted": _copies(place=lambda i, j: (0, 0)),
            "outer-product": (np.outer, np.multiply.outer),
            "second-not-used": with_arguments(_right, k2=np.ones_like),
            "first-not-used": with_arguments(_right, k1=np.ones_like),
            "second-summed": lambda k1, k2: k1 * k2.sum(),
            "mean-for-sum": lambda k1, k2: _right(k1, k2) / k2.size,
            "first-twice": lambda k1, k2: _right(k1, k1),
            "second-twice": lambda k1, k2: _right(k2, k2),
            "always-three": _copies(sides=lambda kernel: (3, 3)),
            "normalised": lambda k1, k2: _right(k1, k2) / (k1.sum() * k2.sum() or 1.0),
            "one-too-large": (
                with_result(_right, lambda kernel: np.pad(kernel, ((0, 1), (0, 1)))),
                with_result(_right, lambda kernel: np.pad(kernel, 1)),
            ),
            "transposed-second": with_arguments(_right, k2=np.transpose),
            "transposed-first": with_arguments(_right, k1=np.transpose),
            "relu-between": (
                with_arguments(_right, k1=ops.relu),
                with_result(_right, ops.relu),
                with_arguments(_right, k1=ops.relu, k2=ops.relu),
            ),
        },
    ),
)
