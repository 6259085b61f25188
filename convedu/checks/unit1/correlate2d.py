"""Unit 1: slide over an image."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convedu import ops
from convedu.checks.base import quarters
from convedu.checks.function import Bug, Case, FunctionCheck


def _correlate2d(image, kernel):
    (H, W), (kH, kW) = image.shape, kernel.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out[i, j] = (image[i : i + kH, j : j + kW] * kernel).sum()
    return out


def pictures(rng: np.random.Generator) -> list[Case]:
    """Draw images and kernels, none of them symmetric, some of them not square."""
    square, shapes = "square kernels", "any shape"
    ramp = np.arange(1.0, 10.0).reshape(3, 3)
    return [
        Case((ramp, np.array([[0.0, 1.0], [2.0, 0.0]])), square, public=True),
        Case((ramp, np.array([[1.0, -1.0]])), shapes, public=True),
        Case((quarters(rng, 4, 5), quarters(rng, 2, 2)), square),
        Case((quarters(rng, 3, 3), quarters(rng, 3, 3)), square),
        Case((quarters(rng, 6, 8), quarters(rng, 3, 3)), square),
        Case((quarters(rng, 7, 4), quarters(rng, 3, 2)), shapes),
        Case((quarters(rng, 5, 7), quarters(rng, 1, 4)), shapes),
        Case((quarters(rng, 6, 6) * 4096 + 0.25, quarters(rng, 3, 3)), square),
        Case((np.arange(12).reshape(3, 4) % 5, quarters(rng, 2, 3) + 0.125), shapes),
    ]


def padded_same(image, kernel, mode):
    """Slide over the image with a border added, so that the output is as large as the image."""
    rows, columns = (k - 1 for k in kernel.shape)
    sides = ((rows // 2, rows - rows // 2), (columns // 2, columns - columns // 2))
    return ops.correlate2d(ops.pad2d(image, sides, mode), kernel)


def _in_a_copy_of_the_image(image, kernel):
    out = np.zeros(image.shape)
    small = ops.correlate2d(image, kernel)
    out[: small.shape[0], : small.shape[1]] = small
    return out


def _kernel_taken_for_square(image, kernel):
    k = kernel.shape[0]
    if k > kernel.shape[1]:
        raise IndexError
    return ops.correlate2d(image, kernel[:, :k])


def _windows_taken_for_square(image, kernel):
    k = kernel.shape[0]
    out = np.zeros((image.shape[0] - k + 1, image.shape[1] - k + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i : i + k, j : j + k] * kernel).sum()
    return out


def _rows_and_columns_swapped(image, kernel):
    return ops.correlate2d(image, kernel).T


def _one_short(image, kernel):
    return ops.correlate2d(image, kernel)[:-1, :-1]


def _first_row_only(image, kernel):
    return ops.correlate2d(image, kernel[:1])[: image.shape[0] - kernel.shape[0] + 1]


def _wrapped(image, kernel):
    rows, columns = kernel.shape
    return sum(
        np.roll(image, (-i, -j), (0, 1)) * kernel[i, j] for i in range(rows) for j in range(columns)
    )


def _overwritten(image, kernel):
    return image[kernel.shape[0] - 1 :, kernel.shape[1] - 1 :] * kernel[-1, -1]


def _strides_by_kernel(image, kernel):
    return ops.correlate2d(image, kernel)[:: kernel.shape[0], :: kernel.shape[1]]


def _never_reset(image, kernel):
    result = ops.correlate2d(image, kernel)
    return np.cumsum(result).reshape(result.shape)


def _normalised(image, kernel):
    total = kernel.sum()
    return ops.correlate2d(image, kernel) / (total if total else 1.0)


def _largest_product(image, kernel):
    products = sliding_window_view(image, kernel.shape) * kernel
    return products.max(axis=(2, 3))


def _scales_in_place(image, kernel):
    result = ops.correlate2d(image, kernel)
    image[0] = 0
    return result


ROTATED = (
    "Your output equals the one with the kernel rotated by 180 degrees: that is true "
    "convolution. `correlate2d` slides the kernel as it stands, as a CNN layer does."
)

_SQUARE = "For both axes you use one side of the kernel. Take `kH, kW = kernel.shape`."

_SHAPE_BUGS = (
    Bug(
        "same-zero",
        "Your output is as large as the image: beyond the border you count zeros. Keep only the "
        "places where the whole kernel fits.",
        lambda image, kernel: padded_same(image, kernel, "zero"),
    ),
    Bug(
        "same-edge",
        "Your output is as large as the image: beyond the border you repeat the last pixel. Keep "
        "only the places where the whole kernel fits.",
        lambda image, kernel: padded_same(image, kernel, "edge"),
    ),
    Bug(
        "zeros-left-over",
        "Your output is as large as the image, with zeros left over at the right and below. Make "
        "it as large as there are places: `(H - kH + 1, W - kW + 1)`.",
        _in_a_copy_of_the_image,
    ),
    Bug(
        "one-short",
        "The last row and column of outputs are missing. A window of k fits n - k + 1 times, "
        "not n - k.",
        _one_short,
    ),
)

correlate2d = FunctionCheck(
    name="unit1/correlate2d",
    reference=_correlate2d,
    cases=pictures,
    shares={"square kernels": 0.25, "any shape": 0.5, "conduct": 0.25},
    bugs=(
        Bug("flipped-kernel", ROTATED, ops.convolve2d),
        Bug(
            "flipped-rows",
            "You turn the kernel upside down. Row 0 of the kernel meets the top row of the window.",
            lambda image, kernel: ops.correlate2d(image, kernel[::-1]),
        ),
        Bug(
            "flipped-columns",
            "You mirror the kernel left to right. Column 0 meets the window's left column.",
            lambda image, kernel: ops.correlate2d(image, kernel[:, ::-1]),
        ),
        Bug(
            "transposed-kernel",
            "You use `kernel[j, i]` where the image has `[i, j]`: rows and columns of the kernel "
            "are swapped.",
            lambda image, kernel: ops.correlate2d(image, kernel.T),
        ),
        Bug(
            "transposed-output",
            "Rows and columns of your output are swapped. The first index counts rows, downwards.",
            _rows_and_columns_swapped,
        ),
        Bug("kernel-taken-for-square", _SQUARE, _kernel_taken_for_square),
        Bug("kernel-taken-for-square", _SQUARE, _windows_taken_for_square),
        *_SHAPE_BUGS,
        Bug(
            "first-row-only",
            "Only the kernel's first row enters the sum. You need two loops over the window, or "
            "one slice over both axes.",
            _first_row_only,
        ),
        Bug(
            "mean-for-sum",
            "You take the mean of the products. The output is their sum: a blur is a mean only "
            "because its weights already add up to 1.",
            lambda image, kernel: ops.correlate2d(image, kernel) / kernel.size,
        ),
        Bug(
            "normalised",
            "You divide by the kernel's sum. Leave the weights alone: a kernel that adds up to "
            "0 finds edges.",
            _normalised,
        ),
        Bug(
            "largest-product",
            "You keep the largest product of each window. Add the products up.",
            _largest_product,
        ),
        Bug(
            "overwritten",
            "Only the last product survives: each one overwrites the one before. Add them up, "
            "`+=` and not `=`.",
            _overwritten,
        ),
        Bug(
            "sum-never-reset",
            "Your sum goes on from window to window. Start each output at zero.",
            _never_reset,
        ),
        Bug(
            "windows-side-by-side",
            "Your window jumps by its own size. It moves by one each time, so windows overlap.",
            _strides_by_kernel,
        ),
        Bug(
            "wrapped",
            "Beyond the right and lower border your window goes on at the other side. With an FFT: "
            "cut the result to the places where the whole kernel fits.",
            _wrapped,
        ),
        Bug(
            "integers",
            "Your output holds whole numbers only, so fractions are cut off. Make it with "
            "`np.zeros(shape)`, which is floating point.",
            lambda image, kernel: ops.correlate2d(image, kernel).astype(int),
        ),
        Bug(
            "integers-kept",
            "For an image of whole numbers your output holds whole numbers too, so fractions are "
            "cut off: `zeros_like` copies the dtype. Make it with `np.zeros(shape)`.",
            lambda image, kernel: ops.correlate2d(image, kernel).astype(image.dtype),
        ),
        Bug(
            "input-changed",
            "The values are right, but your function writes into `image`, which belongs to its "
            "caller. Write into a new array.",
            _scales_in_place,
        ),
    ),
    hints=(
        "Do one output by hand first: lay the kernel on the top left corner, multiply what "
        "lies on top of each other, add up.",
        "The output has `H - kH + 1` rows and `W - kW + 1` columns. Two loops walk over them.",
        "The window of output `[i, j]` is `image[i:i + kH, j:j + kW]`. Multiply it by `kernel` "
        "and take the `.sum()`.",
    ),
)
