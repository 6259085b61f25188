"""Unit 1: one output by hand, under both conventions."""

import numpy as np

from convedu.checks.number import Number, NumberCheck, Wrong

PATCH = np.array([[3.0, 0.0, 1.0], [2.0, 4.0, 0.0], [1.0, 5.0, 2.0]])
KERNEL = np.array([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0], [0.0, 0.0, 1.0]])
"""The patch and the kernel of the numeric exercise; a test holds the notebook's against them."""


def _value(kernel: np.ndarray) -> float:
    return float((PATCH * kernel).sum())


SLIDES, TURNED = _value(KERNEL), _value(KERNEL[::-1, ::-1])
_COMMON = (
    Wrong(
        "transposed-kernel",
        _value(KERNEL.T),
        "you swapped rows and columns of the kernel.",
    ),
    Wrong(
        "mirrored-kernel",
        _value(KERNEL[:, ::-1]),
        "you mirrored the kernel left to right. A rotation by 180 degrees flips both axes.",
    ),
    Wrong(
        "upside-down-kernel",
        _value(KERNEL[::-1]),
        "you turned the kernel upside down. A rotation by 180 degrees flips both axes.",
    ),
    Wrong("sign-lost", _value(np.abs(KERNEL)), "look at the sign of the weight in the middle."),
    Wrong("sum-of-patch", float(PATCH.sum()), "you added the pixels up without the weights."),
    Wrong(
        "matrix-product",
        float((PATCH @ KERNEL).sum()),
        "you took the matrix product. Multiply what lies on top of each other, `*` and not `@`.",
    ),
)

one_output = NumberCheck(
    name="unit1/one_output",
    numbers={
        "answer_slides": Number(
            SLIDES,
            "patch * kernel, summed",
            (
                Wrong(
                    "conventions-swapped",
                    TURNED,
                    "this is true convolution, the kernel rotated. Sliding leaves it as it is.",
                ),
                Wrong(
                    "mean-for-sum",
                    SLIDES / 9,
                    "you divided by nine. The output is the sum of the products.",
                ),
                *_COMMON,
            ),
        ),
        "answer_flips": Number(
            TURNED,
            "patch * kernel[::-1, ::-1], summed",
            (
                Wrong(
                    "conventions-swapped",
                    SLIDES,
                    "this is cross-correlation. Rotate the kernel by 180 degrees first.",
                ),
                Wrong(
                    "mean-for-sum",
                    TURNED / 9,
                    "you divided by nine. The output is the sum of the products.",
                ),
                *_COMMON,
            ),
        ),
    },
    hints=(
        "Nine products each time, and most of them are 0.",
        "Sliding: the kernel's top left weight meets the patch's top left pixel. Flipped: the "
        "kernel's bottom right weight meets it.",
        "Sliding: 3·1 + 0·2 + 4·(-1) + 0·3 + 2·1. Flipped: write the kernel down turned by 180 "
        "degrees, then do the same.",
    ),
)
