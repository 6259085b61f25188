"""Unit 1: true convolution."""

import numpy as np

from convedu import ops
from convedu.checks.cases import Bug
from convedu.checks.function import FunctionCheck
from convedu.checks.unit1.correlate2d import padded_same, pictures


def _convolve2d(image, kernel):
    turned = kernel[::-1, ::-1]
    (H, W), (kH, kW) = image.shape, kernel.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out[i, j] = (image[i : i + kH, j : j + kW] * turned).sum()
    return out


def _full(image, kernel):
    rows, columns = kernel.shape
    return ops.convolve2d(ops.pad2d(image, (rows - 1, columns - 1)), kernel)


def _rotates_in_place(image, kernel):
    result = ops.convolve2d(image, kernel)
    kernel[:] = kernel[::-1, ::-1].copy()
    return result


def _quarter_turn(image, kernel):
    return ops.correlate2d(image, np.rot90(kernel))


def _flips_all(image, kernel):
    return ops.convolve2d(image[::-1, ::-1], kernel)


convolve2d = FunctionCheck(
    name="unit1/convolve2d",
    reference=_convolve2d,
    cases=pictures,
    shares={"square kernels": 0.25, "any shape": 0.5, "side_effects_and_type": 0.25},
    bugs=(
        Bug(
            "not-flipped",
            "This is cross-correlation: the kernel slides as it stands. True convolution rotates "
            "it by 180 degrees first. If you call your own `correlate2d`, is that one right?",
            ops.correlate2d,
        ),
        Bug(
            "flipped-rows",
            "You flip the kernel along its rows only, which mirrors it. A rotation by 180 degrees "
            "flips both axes.",
            lambda image, kernel: ops.correlate2d(image, kernel[::-1]),
        ),
        Bug(
            "flipped-columns",
            "You flip the kernel along its columns only, which mirrors it. A rotation by 180 "
            "degrees flips both axes.",
            lambda image, kernel: ops.correlate2d(image, kernel[:, ::-1]),
        ),
        Bug(
            "transposed-kernel",
            "You transpose the kernel. Convolution rotates it: `kernel[::-1, ::-1]`.",
            lambda image, kernel: ops.correlate2d(image, kernel.T),
        ),
        Bug(
            "rotated-90",
            "You turn the kernel by 90 degrees, once. Convolution needs 180 degrees.",
            _quarter_turn,
        ),
        Bug(
            "rotated-90",
            "You turn the kernel by 90 degrees, once. Convolution needs 180 degrees.",
            lambda image, kernel: ops.correlate2d(image, np.rot90(kernel, -1)),
        ),
        Bug(
            "transposed-too",
            "You rotate the kernel and transpose it as well. The rotation alone is meant: "
            "`kernel[::-1, ::-1]`.",
            lambda image, kernel: ops.correlate2d(image, kernel[::-1, ::-1].T),
        ),
        Bug(
            "one-short",
            "The last row and column of outputs are missing. A window of k fits n - k + 1 times, "
            "not n - k. If you call your own `correlate2d`, is that one right?",
            lambda image, kernel: ops.convolve2d(image, kernel)[:-1, :-1],
        ),
        Bug(
            "flipped-image",
            "You rotate the image instead of the kernel, and the output comes out rotated too.",
            lambda image, kernel: ops.correlate2d(image[::-1, ::-1], kernel),
        ),
        Bug(
            "flipped-both",
            "Your output is rotated, and the flip undone: did you rotate the image too, or the "
            "output? Rotate the kernel only.",
            _flips_all,
        ),
        Bug(
            "full-size",
            "Your output is larger than the image: you begin as soon as one weight touches it. "
            "Keep only the places where the whole kernel fits.",
            _full,
        ),
        Bug(
            "same-size",
            "Your output is as large as the image: beyond the border you count zeros. Keep only "
            "the places where the whole kernel fits.",
            lambda image, kernel: padded_same(image, kernel[::-1, ::-1], "zero"),
        ),
        Bug(
            "mean-for-sum",
            "You take the mean of the products. The output is their sum.",
            lambda image, kernel: ops.convolve2d(image, kernel) / kernel.size,
        ),
        Bug(
            "integers",
            "Your output holds whole numbers only, so fractions are cut off.",
            lambda image, kernel: ops.convolve2d(image, kernel).astype(int),
        ),
        Bug(
            "input-changed",
            "The values are right, but you rotate the caller's kernel in place. "
            "`kernel[::-1, ::-1]` is a new view and leaves the original alone.",
            _rotates_in_place,
        ),
    ),
    hints=(
        "You have nearly all of it: convolution is cross-correlation with another kernel. Is the "
        "check of your `correlate2d` correct? A mistake in there comes back here.",
        "Which kernel gives an impulse back upright, if sliding gives it back upside down?",
        "Rotate by 180 degrees, which flips both axes, and call what you have: "
        "`correlate2d(image, kernel[::-1, ::-1])`.",
    ),
)
