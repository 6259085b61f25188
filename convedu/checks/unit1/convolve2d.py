"""Unit 1: true convolution."""

from collections.abc import Iterator

import numpy as np

from convedu import ops
from convedu.checks.bank import (
    bank,
    flipped,
    looping,
    transposed,
    with_arguments,
    with_result,
    words,
)
from convedu.checks.cases import Bug
from convedu.checks.function import FunctionCheck
from convedu.checks.unit1.correlate2d import correlate2d, pictures

_WORDS = words(__file__)


def _convolve2d(image, kernel):
    turned = kernel[::-1, ::-1]
    (H, W), (kH, kW) = image.shape, kernel.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out[i, j] = (image[i : i + kH, j : j + kW] * turned).sum()
    return out


def _with(**changes):
    """Return an answer that slides over a changed image, or with a changed kernel."""
    return with_arguments(ops.correlate2d, **changes)


def _rotates_in_place(image, kernel):
    result = _convolve2d(image, kernel)
    kernel[:] = kernel[::-1, ::-1].copy()
    return result


def _circular(image, kernel):
    return sum(np.roll(image, (u, v), (0, 1)) * kernel[u, v] for u, v in np.ndindex(kernel.shape))


def _of_sliding() -> Iterator[Bug]:
    """Yield the bugs of sliding, with the kernel rotated, that have no name of their own here."""
    for bug in correlate2d.bugs:
        if bug.name not in _WORDS.bugs and "flipped" not in bug.message + bug.name:
            asks = f"{bug.message} If you call your own `correlate2d`, is that one right?"
            yield Bug(bug.name, asks, _turned(bug.answer))


def _turned(answer):
    return lambda image, kernel: answer(image, flipped(kernel))


convolve2d = FunctionCheck(
    name="unit1/convolve2d",
    reference=_convolve2d,
    cases=pictures,
    shares={"square kernels": 0.25, "any shape": 0.5, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=(
        *bank(
            _WORDS.bugs,
            {
                "not-flipped": ops.correlate2d,
                "flipped-rows": _with(kernel=np.flipud),
                "flipped-columns": _with(kernel=np.fliplr),
                "transposed-kernel": _with(kernel=transposed),
                "rotated-90": (
                    _with(kernel=np.rot90),
                    _with(kernel=lambda kernel: np.rot90(kernel, -1)),
                ),
                "transposed-too": _with(kernel=lambda kernel: flipped(kernel).T),
                "flipped-image": _with(image=flipped),
                "flipped-both": _with(image=flipped, kernel=flipped),
                "flipped-output": (
                    with_result(ops.correlate2d, np.flipud),
                    with_result(ops.correlate2d, np.fliplr),
                ),
                "full-with-an-fft": _circular,
                "flipped-one-off": looping(weight=lambda u, k, i: -u),
                "index-backwards": looping(pixel=lambda i, u, s: i - u),
                "input-changed": _rotates_in_place,
            },
        ),
        *_of_sliding(),
    ),
)
