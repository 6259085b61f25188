"""Unit 1: one output by hand, under both conventions."""

import numpy as np

from convedu.checks.bank import words
from convedu.checks.number import Number, NumberCheck, number, wrong_values

PATCH = np.array([[3.0, 0.0, 1.0], [2.0, 4.0, 0.0], [1.0, 5.0, 2.0]])
KERNEL = np.array([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0], [0.0, 0.0, 1.0]])
"""The patch and the kernel of the numeric exercise; a test holds the notebook's against them."""

_WORDS = words(__file__)


def value(kernel: np.ndarray) -> float:
    """Return the output of a kernel on the patch."""
    return float((PATCH * kernel).sum())


def _number(variable: str, calculation: str, kernel: np.ndarray) -> Number:
    products = (PATCH * kernel)[PATCH * kernel != 0]
    wrong = wrong_values(_WORDS, {**globals(), "kernel": kernel, "products": products})
    messages = _WORDS.wrong[variable] | _WORDS.wrong["both"]
    return number(value(kernel), calculation, messages, wrong[variable] | wrong["both"])


ROTATED = KERNEL[::-1, ::-1]
one_output = NumberCheck(
    name="unit1/one_output",
    hints=_WORDS.hints,
    numbers={
        "answer_slides": _number("answer_slides", "patch * kernel, summed", KERNEL),
        "answer_flips": _number("answer_flips", "patch * kernel[::-1, ::-1], summed", ROTATED),
    },
)
