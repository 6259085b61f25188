"""Unit 1: one output by hand, under both conventions."""

import numpy as np

from convedu.checks.bank import words
from convedu.checks.number import NumberCheck, number

PATCH = np.array([[3.0, 0.0, 1.0], [2.0, 4.0, 0.0], [1.0, 5.0, 2.0]])
KERNEL = np.array([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0], [0.0, 0.0, 1.0]])
"""The patch and the kernel of the numeric exercise; a test holds the notebook's against them."""

_WORDS = words(__file__)


def _value(kernel: np.ndarray) -> float:
    return float((PATCH * kernel).sum())


def _number(variable: str, calculation: str, kernel: np.ndarray):
    value = _value(kernel)
    products = (PATCH * kernel)[PATCH * kernel != 0]
    matrix_products = (PATCH @ KERNEL, KERNEL @ PATCH, PATCH @ KERNEL[::-1, ::-1])
    return number(
        value,
        calculation,
        _WORDS.wrong[variable] | _WORDS.wrong["both"],
        {
            "conventions-swapped": _value(kernel[::-1, ::-1]),
            "mean-for-sum": value / 9,
            "transposed-kernel": _value(KERNEL.T),
            "flipped-along-one-axis": (_value(KERNEL[:, ::-1]), _value(KERNEL[::-1])),
            "sign-lost": (_value(np.abs(KERNEL)), _value(np.abs(KERNEL[::-1, ::-1]))),
            "sum-of-patch": PATCH.sum(),
            "matrix-product": tuple(product.sum() for product in matrix_products),
            "sums-multiplied": PATCH.sum() * KERNEL.sum(),
            "added-for-multiplied": (PATCH + KERNEL).sum(),
            "product-left-out": value - products,
            "centre-only": PATCH[1, 1] * KERNEL[1, 1],
            "rotated-90": (_value(np.rot90(KERNEL)), _value(np.rot90(KERNEL, -1))),
        },
    )


one_output = NumberCheck(
    name="unit1/one_output",
    hints=_WORDS.hints,
    numbers={
        "answer_slides": _number("answer_slides", "patch * kernel, summed", KERNEL),
        "answer_flips": _number(
            "answer_flips", "patch * kernel[::-1, ::-1], summed", KERNEL[::-1, ::-1]
        ),
    },
)
