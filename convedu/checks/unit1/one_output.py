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


SLIDES, TURNED = _value(KERNEL), _value(KERNEL[::-1, ::-1])


def _number(variable: str, calculation: str, value: float, other: float):
    slid = KERNEL if value == SLIDES else KERNEL[::-1, ::-1]
    products = (PATCH * slid)[PATCH * slid != 0]
    return number(
        value,
        calculation,
        _WORDS.wrong[variable] | _WORDS.wrong["both"],
        {
            "conventions-swapped": other,
            "mean-for-sum": value / 9,
            "transposed-kernel": _value(KERNEL.T),
            "mirrored-kernel": _value(KERNEL[:, ::-1]),
            "upside-down-kernel": _value(KERNEL[::-1]),
            "sign-lost": (_value(np.abs(KERNEL)), _value(np.abs(KERNEL[::-1, ::-1]))),
            "sum-of-patch": float(PATCH.sum()),
            "matrix-product": tuple(
                float(product.sum())
                for product in (PATCH @ KERNEL, KERNEL @ PATCH, PATCH @ KERNEL[::-1, ::-1])
            ),
            "sums-multiplied": float(PATCH.sum() * KERNEL.sum()),
            "added-for-multiplied": float((PATCH + KERNEL).sum()),
            "product-left-out": tuple(value - products),
            "centre-only": float(PATCH[1, 1] * KERNEL[1, 1]),
            "rotated-90": (_value(np.rot90(KERNEL)), _value(np.rot90(KERNEL, -1))),
        },
    )


one_output = NumberCheck(
    name="unit1/one_output",
    hints=_WORDS.hints,
    numbers={
        "answer_slides": _number("answer_slides", "patch * kernel, summed", SLIDES, TURNED),
        "answer_flips": _number(
            "answer_flips", "patch * kernel[::-1, ::-1], summed", TURNED, SLIDES
        ),
    },
)
