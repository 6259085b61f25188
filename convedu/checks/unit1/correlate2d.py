"""Unit 1: slide over an image."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convedu import ops
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


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
        Case((dyadic_rationals(rng, 4, 5), dyadic_rationals(rng, 2, 2)), square),
        Case((dyadic_rationals(rng, 3, 3), dyadic_rationals(rng, 3, 3)), square),
        Case((dyadic_rationals(rng, 6, 8), dyadic_rationals(rng, 3, 3)), square),
        Case((dyadic_rationals(rng, 7, 4), dyadic_rationals(rng, 3, 2)), shapes),
        Case((dyadic_rationals(rng, 5, 7), dyadic_rationals(rng, 1, 4)), shapes),
        Case((dyadic_rationals(rng, 6, 6) * 4096 + 0.25, dyadic_rationals(rng, 3, 3)), square),
        Case((np.arange(12).reshape(3, 4) % 5, dyadic_rationals(rng, 2, 3) + 0.125), shapes),
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


def _each_window(count, value):
    """Return an answer that puts `value(image, kernel, i, j)` at each of `count` places."""

    def answer(image, kernel):
        out = np.zeros([max(n, 0) for n in count(image, kernel)])
        for i, j in np.ndindex(out.shape):
            out[i, j] = value(image, kernel, i, j)
        return out

    return answer


def _places(image, kernel):
    return image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1


def _window(image, kernel, i, j):
    return image[i : i + kernel.shape[0], j : j + kernel.shape[1]]


def _places_of_a_square(image, kernel):
    return len(image) - kernel.shape[0] + 1, len(image) - kernel.shape[1] + 1


def _all_taken_for_square(image, kernel, i, j):
    k = len(kernel)
    return (image[i : i + k, j : j + k] * kernel).sum()


def _sides_swapped(image, kernel, i, j):
    columns, rows = kernel.shape
    return (image[i : i + rows, j : j + columns] * kernel).sum()


def _indices_swapped(image, kernel, i, j):
    return (_window(image, kernel, j, i) * kernel).sum()


def _full(image, kernel):
    rows, columns = kernel.shape
    return ops.correlate2d(ops.pad2d(image, (rows - 1, columns - 1)), kernel)


def _kept(rows, columns):
    """Return an answer that gets no further than the first rows and columns of the output."""

    def answer(image, kernel):
        right = ops.correlate2d(image, kernel)
        out = np.zeros_like(right)
        out[:rows, :columns] = right[:rows, :columns]
        return out

    return answer


def _in_bytes(image, kernel):
    # By way of int64: what a float beyond 0 to 255 becomes in uint8 depends on the machine.
    return ops.correlate2d(image, kernel).astype(np.int64).astype(np.uint8)


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

_FULL = (
    "Your output is larger than the image: you begin as soon as one weight touches it. Keep only "
    "the places where the whole kernel fits."
)
_IMAGE_SQUARE = (
    "You use the image's height for its width too: `len(image)` counts rows only. Take "
    "`H, W = image.shape`."
)
_EARLY = "You return too early: the other outputs are still 0. Move `return` out of the loops."

_SHAPE_BUGS = (
    Bug("full-size", _FULL, _full),
    Bug(
        "full-size",
        _FULL + " And the kernel is flipped; here it slides as it stands.",
        lambda image, kernel: _full(image, kernel[::-1, ::-1]),
    ),
    Bug(
        "image-taken-for-square",
        _IMAGE_SQUARE,
        _each_window(_places_of_a_square, lambda im, k, i, j: (_window(im, k, i, j) * k).sum()),
    ),
    Bug(
        "image-taken-for-square",
        _IMAGE_SQUARE + " The kernel need not be square either.",
        _each_window(lambda im, k: (len(im) - len(k) + 1,) * 2, _all_taken_for_square),
    ),
    Bug(
        "height-and-width-swapped",
        "You take the width for the height: a `.shape` says the rows first, `H, W = image.shape`.",
        _each_window(lambda im, k: _places(im, k)[::-1], _sides_swapped),
    ),
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
    shares={"square kernels": 0.25, "any shape": 0.5, "side_effects_and_type": 0.25},
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
        Bug(
            "indices-swapped",
            "You cut the window out of the image at `[j, i]`. For output `[i, j]`, `i` moves down "
            "the rows and `j` along the columns.",
            _each_window(_places, _indices_swapped),
        ),
        Bug(
            "matrix-product",
            "`@` and `np.dot` multiply rows by columns. Here each weight meets the one pixel below "
            "it: `window * kernel`.",
            _each_window(_places, lambda im, k, i, j: (_window(im, k, i, j) @ k).sum()),
        ),
        Bug(
            "window-for-number",
            "You put several numbers into one place of the output. One belongs there: multiply "
            "with `*`, and `.sum()` adds up the whole window.",
            _each_window(_places, lambda im, k, i, j: _window(im, k, i, j) * k),
        ),
        Bug("returns-early", _EARLY, _kept(1, None)),
        Bug("returns-early", _EARLY, _kept(1, 1)),
        Bug(
            "index-not-moved",
            "Every weight meets the same pixel, `image[i, j]`. Weight `kernel[u, v]` meets "
            "`image[i + u, j + v]`.",
            lambda im, k: im[: _places(im, k)[0], : _places(im, k)[1]] * k.sum(),
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
            "bytes",
            "Your output is uint8: it holds whole numbers from 0 to 255 only, and what is below 0 "
            "wraps round (10 - 200 becomes 66). Make it with `np.zeros(shape)`, and calculate "
            "with floats.",
            _in_bytes,
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
