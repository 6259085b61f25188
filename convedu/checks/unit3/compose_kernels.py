"""Unit 3: two linear layers are one."""

import numpy as np

from convedu import ops
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case, NoPrediction
from convedu.checks.function import FunctionCheck


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


def _padded(k1, k2):
    rows, columns = k2.shape
    return ops.pad2d(k1, (rows - 1, columns - 1))


def _correlated(k1, k2):
    return ops.correlate2d(_padded(k1, k2), k2)


def _cut_to_first(k1, k2):
    whole = _compose_kernels(k1, k2)
    top, left = (whole.shape[0] - k1.shape[0]) // 2, (whole.shape[1] - k1.shape[1]) // 2
    return whole[top : top + k1.shape[0], left : left + k1.shape[1]]


def _added(k1, k2):
    out = np.zeros_like(_compose_kernels(k1, k2))
    out[: k1.shape[0], : k1.shape[1]] += k1
    out[: k2.shape[0], : k2.shape[1]] += k2
    return out


def _without_padding(k1, k2):
    if k2.shape[0] > k1.shape[0] or k2.shape[1] > k1.shape[1]:
        raise NoPrediction  # no window fits: an error, an empty array, or the kernels change places
    return ops.correlate2d(k1, k2)


def _copies_in(shape_of):
    """Return an answer that adds up the copies in an array of `shape_of(k1, k2)`."""

    def answer(k1, k2):
        out = np.zeros(shape_of(k1, k2))
        for (i, j), weight in np.ndenumerate(k2):
            out[i : i + k1.shape[0], j : j + k1.shape[1]] += weight * k1
        return out

    return answer


def _taken_for_square(k1, k2):
    first, second = len(k1), len(k2)
    out = np.zeros((first + second - 1,) * 2)
    for i in range(second):
        for j in range(second):
            out[i : i + first, j : j + first] += k2[i, j] * k1
    return out


def _overwritten(k1, k2):
    out = np.zeros_like(_compose_kernels(k1, k2))
    for (i, j), weight in np.ndenumerate(k2):
        out[i : i + k1.shape[0], j : j + k1.shape[1]] = weight * k1
    return out


def _one_too_large(k1, k2):
    return np.pad(_compose_kernels(k1, k2), ((0, 1), (0, 1)))


def _in_place(k1, k2):
    right = _compose_kernels(k1, k2)
    k1 *= 2
    return right


compose_kernels = FunctionCheck(
    name="unit3/compose_kernels",
    reference=_compose_kernels,
    cases=_cases,
    shares={"square kernels": 0.25, "any shape": 0.5, "side_effects_and_type": 0.25},
    bugs=(
        Bug(
            "second-flipped",
            "You slide the second kernel over the first one, padded. That turns the second kernel "
            "round: to compose two sliding layers takes a true convolution of their kernels.",
            _correlated,
        ),
        Bug(
            "result-flipped",
            "Your result is turned by 180 degrees.",
            lambda k1, k2: _compose_kernels(k1, k2)[::-1, ::-1],
        ),
        Bug(
            "both-flipped-one",
            "You slide the first kernel over the second one, padded. That turns the first kernel "
            "round: add shifted copies of it instead.",
            lambda k1, k2: _correlated(k2, k1),
        ),
        Bug(
            "cut-to-the-first",
            "Your result is as large as the first kernel. Two layers see more than one: it has "
            "k1 + k2 - 1 rows and columns.",
            _cut_to_first,
        ),
        Bug(
            "added",
            "You add the two kernels. The second layer weighs what the first one gives: multiply.",
            _added,
        ),
        Bug(
            "added",
            "You add the two kernels, `k1 + k2`. The second layer weighs what the first one gives: "
            "multiply. And two layers see more than one, so the result is larger than both.",
            lambda k1, k2: k1 + k2,
        ),
        Bug(
            "elementwise-product",
            "`k1 * k2` multiplies only the weights that lie on top of each other. Each weight of "
            "the second kernel meets *all* that the first one gives: the result is larger than "
            "both.",
            lambda k1, k2: k1 * k2,
        ),
        Bug(
            "without-padding",
            "You slide one kernel over the other only where it fits, so the result is smaller. Two "
            "layers see more than one: it has k1 + k2 - 1 rows and columns.",
            _without_padding,
        ),
        Bug(
            "without-padding",
            "You convolve the kernels only where one fits into the other, so the result is "
            "smaller. Two layers see more than one: it has k1 + k2 - 1 rows and columns.",
            lambda k1, k2: _without_padding(k1, k2[::-1, ::-1]),
        ),
        Bug(
            "result-too-small",
            "The shifted copies of `k1` do not fit into your result. It has k1 + k2 - 1 rows and "
            "columns.",
            _copies_in(lambda k1, k2: k1.shape),
        ),
        Bug(
            "kernel-taken-for-square",
            "You use a kernel's height for its width too: `len(k1)` counts rows only. Kernels may "
            "be of any shape: `H1, W1 = k1.shape`.",
            _taken_for_square,
        ),
        Bug(
            "matrix-product",
            "`@` multiplies rows by columns. Here one kernel slides over what the other one gives: "
            "the result is larger than both.",
            lambda k1, k2: k1 @ k2,
        ),
        Bug(
            "tiled",
            "You set a copy of one kernel beside the other for each weight (`np.kron`). The copies "
            "lie one pixel apart and overlap, and overlaps add up.",
            np.kron,
        ),
        Bug(
            "tiled",
            "You set a copy of one kernel beside the other for each weight (`np.kron`). The copies "
            "lie one pixel apart and overlap, and overlaps add up.",
            lambda k1, k2: np.kron(k2, k1),
        ),
        Bug(
            "overwritten",
            "Each shifted copy overwrites the one before where they overlap. Add them up: `+=`.",
            _overwritten,
        ),
        Bug(
            "normalised",
            "You divide by the sum of the result. Leave the weights as they come.",
            lambda k1, k2: _compose_kernels(k1, k2) / (k1.sum() * k2.sum() or 1.0),
        ),
        Bug(
            "one-too-large",
            "Your result has a row and a column too many, all 0: it is k1 + k2 - 1, not k1 + k2.",
            _one_too_large,
        ),
        Bug(
            "transposed-second",
            "You use `k2[j, i]` for the copy at row i, column j: its rows and columns are swapped.",
            lambda k1, k2: _compose_kernels(k1, k2.T),
        ),
        Bug(
            "relu-between",
            "You cut off negative weights. Without a ReLU between the layers nothing is cut.",
            lambda k1, k2: _compose_kernels(np.maximum(k1, 0), k2),
        ),
        Bug(
            "input-changed",
            "The values are right, but your function changes `k1`, which belongs to its caller.",
            _in_place,
        ),
    ),
    hints=(
        "Feed an impulse through both layers in your head: how wide is what comes out?",
        "Weight `k2[i, j]` of the second layer reads the first layer's output i rows down and j "
        "columns right. So it adds a copy of `k1`, shifted by as much.",
        "Start with zeros of size k1 + k2 - 1. For each i, j: "
        "`out[i : i + H1, j : j + W1] += k2[i, j] * k1`.",
    ),
)
