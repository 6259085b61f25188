"""Unit 1, stretch: a separable kernel in two steps."""

import numpy as np

from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck
from convedu.checks.unit1.correlate2d import padded_same
from convedu.ops import correlate2d


def _separable_cases(rng: np.random.Generator) -> list[Case]:
    lopsided = np.array([1.0, 2.0])
    return [
        Case((np.arange(1.0, 10.0).reshape(3, 3), lopsided), public=True),
        Case((dyadic_rationals(rng, 5, 7), dyadic_rationals(rng, 3))),
        Case((dyadic_rationals(rng, 9, 6), dyadic_rationals(rng, 5))),
    ]


def _blur_in_two_steps(image, g):
    rows = correlate2d(image, g[np.newaxis, :])
    return correlate2d(rows, g[:, np.newaxis])


def _row_twice(image, g):
    row = g[np.newaxis, :]
    return correlate2d(correlate2d(image, row), row)


def _sum_of_both(image, g):
    k = len(g)
    rows = correlate2d(image, g[np.newaxis, :])[: image.shape[0] - k + 1]
    columns = correlate2d(image, g[:, np.newaxis])[:, : image.shape[1] - k + 1]
    return rows + columns


separable = FunctionCheck(
    name="unit1/separable",
    reference=_blur_in_two_steps,
    cases=_separable_cases,
    shares={"values": 0.75, "side_effects_and_type": 0.25},
    bugs=(
        Bug(
            "row-only",
            "Only the row has slid so far. Slide the column over that result.",
            lambda image, g: correlate2d(image, g[np.newaxis, :]),
        ),
        Bug(
            "column-only",
            "Only the column has slid so far. Slide the row over that result.",
            lambda image, g: correlate2d(image, g[:, np.newaxis]),
        ),
        Bug(
            "row-twice",
            "The row slides twice. The second time it is a column: `g[:, np.newaxis]`.",
            _row_twice,
        ),
        Bug(
            "sum-of-both",
            "You add the row's result and the column's. The column slides over what the row gave.",
            _sum_of_both,
        ),
        Bug(
            "flipped-kernel",
            "You slide `g` flipped. Here it stays as it is.",
            lambda image, g: _blur_in_two_steps(image, g[::-1]),
        ),
        Bug(
            "normalised",
            "You divide by the sum of the weights. Leave `g` as it is.",
            lambda image, g: _blur_in_two_steps(image, g) / (g.sum() ** 2 or 1.0),
        ),
        Bug(
            "same-size",
            "Your output is as large as the image. Keep only the places where all of it fits.",
            lambda image, g: padded_same(image, np.outer(g, g), "zero"),
        ),
        Bug(
            "transposed-output",
            "Rows and columns of your output are swapped.",
            lambda image, g: _blur_in_two_steps(image, g).T,
        ),
    ),
    hints=(
        "`g[np.newaxis, :]` is a kernel with one row.",
        "`g[:, np.newaxis]` is a kernel with one column. Your `correlate2d` takes both.",
        "`correlate2d(correlate2d(image, row), column)`.",
    ),
)
