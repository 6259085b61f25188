"""Unit 4: slide over an image with one stride for each axis."""

import numpy as np

from convedu import ops
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case, NoPrediction
from convedu.checks.function import FunctionCheck


def _pictures(rng: np.random.Generator) -> list[Case]:
    ramp = np.arange(1.0, 21.0).reshape(4, 5)
    lopsided = np.array([[0.0, 1.0], [2.0, 0.0]])
    equal, different = "equal strides", "different strides"
    return [
        Case((ramp, lopsided, (2, 2)), equal, public=True),
        Case((ramp, lopsided, (1, 3)), different, public=True),
        Case((dyadic_rationals(rng, 6, 8), dyadic_rationals(rng, 3, 3), (3, 2)), different),
        Case((dyadic_rationals(rng, 9, 9), dyadic_rationals(rng, 3, 3), (2, 2)), equal),
        Case((dyadic_rationals(rng, 8, 8), dyadic_rationals(rng, 3, 2), (2, 3)), different),
        Case((dyadic_rationals(rng, 7, 10), dyadic_rationals(rng, 2, 4), (4, 1)), different),
        Case(
            (dyadic_rationals(rng, 9, 8) * 4096 + 0.25, dyadic_rationals(rng, 3, 3), (2, 3)),
            different,
        ),
        Case(
            (np.arange(35).reshape(5, 7) % 6, dyadic_rationals(rng, 2, 2) + 0.125, (2, 3)),
            different,
        ),
    ]


def _conv2d_stride(image, kernel, stride):
    (H, W), (kH, kW), (sh, sw) = image.shape, kernel.shape, stride
    out = np.zeros(((H - kH) // sh + 1, (W - kW) // sw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            window = image[i * sh : i * sh + kH, j * sw : j * sw + kW]
            out[i, j] = (window * kernel).sum()
    return out


def _first_outputs(image, kernel, stride):
    rows, columns = _conv2d_stride(image, kernel, stride).shape
    return ops.correlate2d(image, kernel)[:rows, :columns]


def _each_window(count, value):
    """Return a convolution that puts `value(image, kernel, i, j, sh, sw)` at each place.

    `count(n, k, s)` says how many places there are along an axis.
    """

    def answer(image, kernel, stride):
        axes = zip(image.shape, kernel.shape, stride, strict=True)
        out = np.zeros([max(count(*axis), 0) for axis in axes])
        for i, j in np.ndindex(out.shape):
            out[i, j] = value(image, kernel, i, j, *stride)
        return out

    return answer


def _fits(n, k, s):
    return (n - k) // s + 1


def _window(image, kernel, i, j, sh, sw):
    return image[i * sh : i * sh + kernel.shape[0], j * sw : j * sw + kernel.shape[1]]


def _sum_of_products(image, kernel, *where):
    return (_window(image, kernel, *where) * kernel).sum()


def _matrix_product(image, kernel, *where):
    return (_window(image, kernel, *where) @ kernel).sum()


def _products(image, kernel, *where):
    return _window(image, kernel, *where) * kernel


def _ends_without_stride(image, kernel, i, j, sh, sw):
    return (image[i * sh : i + kernel.shape[0], j * sw : j + kernel.shape[1]] * kernel).sum()


def _kernel_taken_for_square(image, kernel, stride):
    k = len(kernel)
    out = np.zeros([_fits(n, k, s) for n, s in zip(image.shape, stride, strict=True)])
    for i, j in np.ndindex(out.shape):
        row, column = i * stride[0], j * stride[1]
        out[i, j] = (image[row : row + k, column : column + k] * kernel).sum()
    return out


def _where_it_begins(shape_of):
    """Return a convolution whose outputs stand where their windows begin, in an array of zeros."""

    def answer(image, kernel, stride):
        out = np.zeros(shape_of(image, kernel, stride))
        dense = ops.correlate2d(image, kernel)
        for i in range(0, dense.shape[0], stride[0]):
            for j in range(0, dense.shape[1], stride[1]):
                out[i, j] = dense[i, j]
        return out

    return answer


def _hangs_over(image, kernel, stride):
    behind = [(0, k - 1) for k in kernel.shape]
    return ops.correlate2d(np.pad(image, behind), kernel)[:: stride[0], :: stride[1]]


def _input_first(image, kernel, stride):
    small = image[:: stride[0], :: stride[1]]
    if small.shape[0] < kernel.shape[0] or small.shape[1] < kernel.shape[1]:
        raise NoPrediction
    return ops.correlate2d(small, kernel)


def _changes(image, kernel, stride):
    right = _conv2d_stride(image, kernel, stride)
    image[0] = 0
    return right


conv2d_stride = FunctionCheck(
    name="unit4/conv2d_stride",
    reference=_conv2d_stride,
    cases=_pictures,
    shares={"equal strides": 0.25, "different strides": 0.5, "side_effects_and_type": 0.25},
    bugs=(
        Bug(
            "strides-swapped",
            "The two strides are swapped: the first one, sh, moves down, the second to the right.",
            lambda image, kernel, stride: _conv2d_stride(image, kernel, stride[::-1]),
        ),
        Bug(
            "first-stride-for-both",
            "You use the first stride in both directions. Take `sh, sw = stride`.",
            lambda image, kernel, stride: _conv2d_stride(image, kernel, (stride[0],) * 2),
        ),
        Bug(
            "second-stride-for-both",
            "You use the second stride in both directions. Take `sh, sw = stride`.",
            lambda image, kernel, stride: _conv2d_stride(image, kernel, (stride[1],) * 2),
        ),
        Bug(
            "rows-only",
            "You jump from row to row, and within a row you go by one column. The second stride "
            "is missing.",
            lambda image, kernel, stride: ops.correlate2d(image, kernel)[:: stride[0]],
        ),
        Bug(
            "columns-only",
            "You jump within a row, and then you go down by one row. The first stride is missing.",
            lambda image, kernel, stride: ops.correlate2d(image, kernel)[:, :: stride[1]],
        ),
        Bug(
            "stride-forgotten",
            "You slide by one pixel each time, in both directions.",
            lambda image, kernel, stride: ops.correlate2d(image, kernel),
        ),
        Bug(
            "size-but-not-index",
            "The strides are in your size and not in your index. Window `[i, j]` begins at row "
            "`i * sh`, column `j * sw`.",
            _first_outputs,
        ),
        Bug(
            "zeros-between",
            "Your output is as large as the image, with zeros between the values. They stand where "
            "their windows begin: let them stand side by side.",
            _where_it_begins(lambda image, kernel, stride: image.shape),
        ),
        Bug(
            "pixel-for-number",
            "You write to `out[i, j]` where i and j are the *pixel* at which the window begins. "
            "Let them count windows, and begin at row `i * sh`, column `j * sw`.",
            _where_it_begins(lambda *args: _conv2d_stride(*args).shape),
        ),
        Bug(
            "last-window-hangs-over",
            "Your last windows hang over the edge, and you count zeros there. Round the size down.",
            _hangs_over,
        ),
        Bug(
            "one-short",
            "The last row and column of outputs are missing: a window fits (n - k) // s + 1 times.",
            lambda image, kernel, stride: _conv2d_stride(image, kernel, stride)[:-1, :-1],
        ),
        Bug(
            "kernel-forgotten",
            "You count n / s windows along an axis, so the last ones find too few pixels. The "
            "window's own pixels come off first: (n - k) // s + 1.",
            _each_window(lambda n, k, s: n // s, _sum_of_products),
        ),
        Bug(
            "plus-one-inside",
            "You divide the number of places at stride 1, n - k + 1, by the stride. The first "
            "window needs no step: divide n - k, then add 1.",
            _each_window(lambda n, k, s: (n - k + 1) // s, _sum_of_products),
        ),
        Bug(
            "stride-in-start-only",
            "Your window begins at `i * sh`, `j * sw`, but it ends where it would at stride 1. It "
            "is as large as the kernel: up to `i * sh + kH` and `j * sw + kW`.",
            _each_window(_fits, _ends_without_stride),
        ),
        Bug(
            "matrix-product",
            "`@` multiplies rows by columns. Here each weight meets the one pixel below it: "
            "`window * kernel`.",
            _each_window(_fits, _matrix_product),
        ),
        Bug(
            "window-for-number",
            "You put several numbers into one place of the output. One belongs there: multiply "
            "with `*`, and `.sum()` adds up the whole window.",
            _each_window(_fits, _products),
        ),
        Bug(
            "kernel-taken-for-square",
            "You use the kernel's height for its width too. Take `kH, kW = kernel.shape`.",
            _kernel_taken_for_square,
        ),
        Bug(
            "mean-for-sum",
            "You take the mean of the products. The output is their sum.",
            lambda image, kernel, stride: _conv2d_stride(image, kernel, stride) / kernel.size,
        ),
        Bug(
            "integers",
            "Your output holds whole numbers only, so fractions are cut off. Make it with "
            "`np.zeros(shape)`, which is floating point.",
            lambda image, kernel, stride: _conv2d_stride(image, kernel, stride).astype(int),
        ),
        Bug(
            "last-start-left-out",
            "Where a stride divides, your last row or column is missing. The last window may begin "
            "at n - k itself, and `range` leaves its end out: `range(0, n - k + 1, s)`.",
            lambda image, kernel, stride: ops.correlate2d(image, kernel)[:-1, :-1][
                :: stride[0], :: stride[1]
            ],
        ),
        Bug(
            "integers-kept",
            "For an image of whole numbers your output holds whole numbers too, so fractions are "
            "cut off: `zeros_like` copies the dtype. Make it with `np.zeros(shape)`.",
            lambda image, kernel, stride: _conv2d_stride(image, kernel, stride).astype(image.dtype),
        ),
        Bug(
            "input-subsampled-first",
            "You throw pixels away before the kernel sees them. The stride skips outputs, not "
            "inputs.",
            _input_first,
        ),
        Bug(
            "starts-late",
            "Your first window does not begin at pixel [0, 0]. It always does.",
            lambda image, kernel, stride: ops.correlate2d(image, kernel)[
                stride[0] - 1 :: stride[0], stride[1] - 1 :: stride[1]
            ],
        ),
        Bug(
            "flipped-kernel",
            "You slide the kernel rotated by 180 degrees. Here it stays as it is.",
            lambda image, kernel, stride: _conv2d_stride(image, kernel[::-1, ::-1], stride),
        ),
        Bug(
            "transposed-output",
            "Rows and columns of your output are swapped.",
            lambda image, kernel, stride: _conv2d_stride(image, kernel, stride).T,
        ),
        Bug(
            "input-changed",
            "The values are right, but your function changes `image`, which belongs to its caller.",
            _changes,
        ),
    ),
    hints=(
        "As in one dimension a stride enters twice, in the size and in the index. Here it does so "
        "along each axis: sh for the rows, sw for the columns.",
        "Two sizes, each rounded down for itself: `(H - kH) // sh + 1` and `(W - kW) // sw + 1`.",
        "The window for `out[i, j]` is `image[i * sh : i * sh + kH, j * sw : j * sw + kW]`.",
    ),
)
