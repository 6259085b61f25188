"""Unit 1: true convolution."""

from collections.abc import Iterator

import numpy as np

from convedu.checks.bank import bank, edited, words
from convedu.checks.cases import Bug
from convedu.checks.function import FunctionCheck
from convedu.checks.unit1.correlate2d import correlate2d, pictures

_WORDS = words(__file__)


def _convolve2d(image, kernel):
    turned = kernel[::-1, ::-1]
    (H, W), (kH, kW) = image.shape, turned.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out[i, j] = (image[i : i + kH, j : j + kW] * turned).sum()
    return out


def _of_sliding() -> Iterator[Bug]:
    """Yield the bugs of sliding, with the kernel rotated, that have no name of their own here."""
    for bug in correlate2d.bugs:
        if bug.name not in _WORDS.bugs and "flipped" not in bug.message + bug.name:
            asks = f"{bug.message} If you call your own `correlate2d`, is that one right?"
            yield Bug(bug.name, asks, _turned(bug.answer))


def _turned(answer):
    return lambda image, kernel: answer(image, kernel[::-1, ::-1])


convolve2d = FunctionCheck(
    name="unit1/convolve2d",
    reference=_convolve2d,
    cases=pictures,
    shares={"square kernels": 0.25, "any shape": 0.5, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=(*bank(_WORDS.bugs, edited(_convolve2d, _WORDS.edits)), *_of_sliding()),
)
