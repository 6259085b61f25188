"""Unit 1: true convolution."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from convedu.checks.cases import Bug
from convedu.checks.function import function_check
from convedu.checks.unit1.correlate2d import correlate2d, pictures


def _of_sliding() -> Iterator[Bug]:
    """Yield the bugs of sliding, with the kernel rotated, but for those that flip it."""
    for bug in correlate2d.bugs:
        # `kernel[-u, -v]` is the rotated kernel one off, and has a name of its own.
        if "flipped" not in bug.message + bug.name and bug.name != "weights-one-off":
            message = bug.message.replace("`kernel[u, v]`", "`[u, v]` of the rotated kernel")
            yield replace(bug, message=message, answer=_turned(bug.answer))


def _turned(answer):
    return lambda image, kernel: answer(image, kernel[::-1, ::-1])


@function_check(pictures, inherited=_of_sliding())
def convolve2d(image, kernel):
    turned = kernel[::-1, ::-1]
    (H, W), (kH, kW) = image.shape, turned.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out[i, j] = (image[i : i + kH, j : j + kW] * turned).sum()
    return out
