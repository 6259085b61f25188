"""The operations of a convolutional network, in NumPy, to be read as well as used.

`correlate1d`, `correlate2d` and `convolve2d` are the definitions; `conv2d` is the layer, with the
names and the meaning it has in PyTorch, in the form that is fast. Arrays are channel-first:
(H, W), (C, H, W) or (N, C, H, W).

Floating dtypes are kept and whole numbers become float64. Inputs are left as they were; the result
is always a new array in C order. A NaN touches only the outputs whose window sees it.
"""

import itertools
import math
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from convedu._validate import (
    channels_match,
    choice,
    operands,
    pair,
    real_array,
    whole,
    working_dtypes,
)
from convedu._windows import Pair, Sides, border, layer_border, pool_windows, window_spans

BAND_BYTES = 4 * 2**20
"""About how much scratch memory `conv2d` uses, however large the picture is."""


def pad2d(x: ArrayLike, padding: Any, mode: str = "zero") -> np.ndarray:
    """Add a border to the last two axes.

    Parameters
    ----------
    x : array_like
        (..., H, W).
    padding : int, (int, int) or ((int, int), (int, int))
        The same on all sides, or (rows, columns), or ((top, bottom), (left, right)).
    mode : {"zero", "edge", "reflect", "wrap"}
        What stands in the border: zeros, the nearest pixel, the picture mirrored at its outermost
        pixels, or the opposite side of the picture.

    Returns
    -------
    ndarray
        Of the dtype of `x`.

    Examples
    --------
    >>> pad2d([[1, 2, 3]], (0, 2), "reflect")
    array([[3, 2, 1, 2, 3, 2, 1]])
    """
    x = real_array("x", x, "...HW")
    sides = border(padding)
    if choice("mode", mode, ("zero", "edge", "reflect", "wrap")) == "zero":
        return _pad_with(0, x, sides, x.dtype).copy()
    rows, columns = (_border_index(n, *s, mode) for n, s in zip(x.shape[-2:], sides, strict=True))
    return np.ascontiguousarray(x[..., rows[:, np.newaxis], columns])


def correlate1d(signal: ArrayLike, kernel: ArrayLike) -> np.ndarray:
    """Slide a kernel along a signal: each output is the sum of the products under the kernel.

    Parameters
    ----------
    signal, kernel : array_like
        One axis each.

    Returns
    -------
    ndarray
        One value for each place where the whole kernel fits.

    Examples
    --------
    >>> correlate1d([0, 0, 1, 0, 0], [1, 2, 3])
    array([3., 2., 1.])
    """
    signal, kernel, dtype = operands("W", signal=signal, kernel=kernel)
    windows = sliding_window_view(signal, kernel.shape)
    return np.einsum("xi,i->x", windows, kernel).astype(dtype, copy=False)


def correlate2d(image: ArrayLike, kernel: ArrayLike) -> np.ndarray:
    """Slide a kernel over an image: each output is the sum of the products under the kernel.

    Parameters
    ----------
    image, kernel : array_like
        (H, W) each.

    Returns
    -------
    ndarray
        One value for each place where the whole kernel fits.

    Examples
    --------
    >>> correlate2d([[0, 0, 0], [0, 1, 0], [0, 0, 0]], [[1, 2], [3, 4]])
    array([[4., 3.],
           [2., 1.]])
    """
    image, kernel, dtype = operands("HW", image=image, kernel=kernel)
    windows = sliding_window_view(image, kernel.shape)
    return np.einsum("yxij,ij->yx", windows, kernel, order="C").astype(dtype, copy=False)


def convolve2d(image: ArrayLike, kernel: ArrayLike) -> np.ndarray:
    """Convolve as mathematics does: slide the kernel turned by 180 degrees.

    Parameters
    ----------
    image, kernel : array_like
        (H, W) each.

    Returns
    -------
    ndarray
        One value for each place where the whole kernel fits.

    Examples
    --------
    >>> convolve2d([[0, 0, 0], [0, 1, 0], [0, 0, 0]], [[1, 2], [3, 4]])
    array([[1., 2.],
           [3., 4.]])
    """
    return correlate2d(image, real_array("kernel", kernel, "HW")[::-1, ::-1])


def conv2d(
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    *,
    stride: int | Pair = 1,
    padding: int | Pair | str = 0,
    dilation: int | Pair = 1,
    groups: int = 1,
) -> np.ndarray:
    """Apply a convolutional layer, as `torch.nn.functional.conv2d` does.

    Parameters
    ----------
    input : array_like
        (N, C_in, H, W) or (C_in, H, W).
    weight : array_like
        (C_out, C_in // groups, kH, kW): one filter for each output channel.
    bias : array_like, optional
        (C_out,), added once to each output.
    stride, dilation : int or (int, int)
        Steps of the window, and between the positions that it reads.
    padding : int, (int, int), "valid" or "same"
        Rows and columns of zeros on each side. "same" makes the output ceil(H / stride) high;
        a surplus row or column goes to the bottom or the right. That is TensorFlow's rule, and at
        stride 1 PyTorch's too, which refuses "same" with a stride.
    groups : int
        Split the channels into so many groups which do not see each other.

    Returns
    -------
    ndarray
        (N, C_out, H', W') or (C_out, H', W').

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> image, weight = np.ones((3, 32, 32)), np.ones((4, 3, 5, 5))
    >>> conv2d(image, weight).shape
    (4, 28, 28)
    """
    x = real_array("input", input, "NCHW", "CHW")
    w = real_array("weight", weight, "OIHW")
    b = np.zeros(len(w), w.dtype) if bias is None else real_array("bias", bias, "O")
    groups = whole("groups", groups, 1)
    channels_match(x, w, b, groups)
    stride, dilation = pair("stride", stride, 1), pair("dilation", dilation, 1)
    dtype, working = working_dtypes(x, w, b)
    sides = layer_border(padding, x.shape[-2:], w.shape[-2:], stride, dilation)
    span = window_spans("weight", x.shape[-2:], w.shape[-2:], sides, dilation)
    images = _pad_with(0, x.reshape(-1, *x.shape[-3:]), sides, working)
    w = w.astype(working, copy=False)
    # On a wide picture with few filters the time goes into laying out windows: lay out less.
    is_wide = images.shape[-1] >= 4 * stride[1] * len(w)
    if is_wide and groups == 1 and dilation[0] == 1 < w.shape[2]:
        out = _as_row_products(images, w, span[1], stride, dilation[1])
    else:
        out = _as_matrix_products(images, w, span, stride, dilation, groups)
    if bias is not None:
        out += b.astype(working)[:, np.newaxis, np.newaxis]
    return out.reshape(*x.shape[:-3], *out.shape[1:]).astype(dtype, copy=False)


def _as_matrix_products(
    x: np.ndarray, w: np.ndarray, span: Pair, stride: Pair, dilation: Pair, groups: int
) -> np.ndarray:
    """Write the windows of a band of rows as the columns of a matrix, and multiply (im2col).

    The rows are written once for each column of the kernel, and then, in longer pieces, once for
    each of its rows: that takes less time than the short pieces of each window.
    """
    channels, kernel = w.shape[1], w.shape[2:]
    x = x.reshape(len(x), groups, channels, *x.shape[2:])
    matrices = w.reshape(groups, len(w) // groups, -1)
    if kernel == stride == (1, 1):  # each pixel is a column already
        out = np.matmul(matrices, x.reshape(*x.shape[:3], -1))
        return out.reshape(len(x), len(w), *x.shape[3:])
    height, width = ((x.shape[3 + a] - span[a]) // stride[a] + 1 for a in (0, 1))

    # A band is a part of one image in one group, or many images if they are small.
    image_bytes = matrices.shape[2] * height * width * x.itemsize
    images = max(1, min(len(x), BAND_BYTES // image_bytes))
    rows = math.ceil(height / math.ceil(image_bytes / BAND_BYTES))
    most = images * channels * kernel[1] * width  # numbers in a row of all that a band holds
    row_scratch = np.empty(most * ((rows - 1) * stride[0] + span[0]), x.dtype)
    scratch = np.empty(most * kernel[0] * rows, x.dtype)

    out = np.empty((len(x), groups, matrices.shape[1], height * width), x.dtype)
    starts = range(0, len(x), images), range(groups), range(0, height, rows)
    for first, group, top in itertools.product(*starts):
        count = min(rows, height - top)
        reach = (count - 1) * stride[0] + span[0]
        band = x[first : first + images, group, :, top * stride[0] : top * stride[0] + reach]
        shape = len(band), channels, kernel[1], reach, width
        laid = row_scratch[: math.prod(shape)].reshape(shape)
        across = (1, kernel[1]), (reach, width), (1, stride[1]), (1, dilation[1])
        for j, view in enumerate(_taps(band, *across)):
            laid[:, :, j] = view
        shape = len(band), channels, *kernel, count, width
        columns = scratch[: math.prod(shape)].reshape(shape)
        down = (kernel[0], 1), (count, width), (stride[0], 1), (dilation[0], 1)
        for i, view in enumerate(_taps(laid, *down)):
            columns[:, :, i] = view
        part = out[first : first + images, group, :, top * width : (top + count) * width]
        np.matmul(matrices[group], columns.reshape(len(band), matrices.shape[2], -1), out=part)
    return out.reshape(len(x), len(w), height, width)


def _as_row_products(
    x: np.ndarray, w: np.ndarray, span: int, stride: Pair, dilation: int
) -> np.ndarray:
    """Write each row once for each column of the kernel, and multiply output row by output row.

    In memory the rows that one output row reads lie behind each other: they are a matrix already.
    """
    kernel_rows = w.shape[2]
    taps = sliding_window_view(x, span, axis=3)[..., :: stride[1], ::dilation]
    taps = taps.transpose(0, 2, 1, 4, 3)  # N, H, C, kW, W'
    matrix = w.transpose(0, 2, 1, 3).reshape(len(w), -1)  # C_out, kH * C * kW
    height, width = (x.shape[2] - kernel_rows) // stride[0] + 1, taps.shape[-1]

    row_bytes = math.prod(taps.shape[2:]) * x.itemsize
    rows = min(height, max(1, BAND_BYTES // (row_bytes * stride[0])))  # of the output, in a band
    scratch = np.empty((stride[0] * (rows - 1) + kernel_rows, *taps.shape[2:]), x.dtype)
    out = np.empty((len(x), len(w), height, width), x.dtype)
    for image, top in itertools.product(range(len(x)), range(0, height, rows)):
        first, count = top * stride[0], min(rows, height - top)
        laid = scratch[: stride[0] * (count - 1) + kernel_rows]
        laid[...] = taps[image, first : first + len(laid)]
        windows = sliding_window_view(laid, kernel_rows, axis=0)[:: stride[0]]
        columns = windows.transpose(0, 4, 1, 2, 3).reshape(count, matrix.shape[1], width)
        np.matmul(matrix, columns, out=out[image, :, top : top + count].transpose(1, 0, 2))
    return out


def max_pool2d(
    input: ArrayLike,
    kernel_size: int | Pair,
    *,
    stride: int | Pair | None = None,
    padding: int | Pair = 0,
    dilation: int | Pair = 1,
    ceil_mode: bool = False,
) -> np.ndarray:
    """Take the largest value of each window, as `torch.nn.functional.max_pool2d` does.

    Parameters
    ----------
    input : array_like
        (N, C, H, W) or (C, H, W).
    kernel_size : int or (int, int)
        Of the window.
    stride : int or (int, int), optional
        As far as the window is large, if not given.
    padding, dilation : int or (int, int)
        As in `conv2d`; the border never wins. At most half of the window is border.
    ceil_mode : bool
        Let a last window hang over the bottom or the right.

    Returns
    -------
    ndarray
        (N, C, H', W') or (C, H', W').

    Examples
    --------
    >>> max_pool2d([[[1, 2, 5], [3, 4, 6]]], 2, ceil_mode=True)
    array([[[4., 6.]]])
    """
    x = real_array("input", input, "NCHW", "CHW")
    dtype, _ = working_dtypes(x)
    sides, overhang, windows = pool_windows(
        x.shape[-2:], kernel_size, stride, padding, dilation, ceil_mode
    )
    x = _pad_with(-np.inf, _pad_with(-np.inf, x, sides, dtype), overhang, dtype)
    first, *others = _taps(x, *windows)
    out = first.copy()
    for tap in others:
        np.maximum(out, tap, out=out)
    return out


def avg_pool2d(
    input: ArrayLike,
    kernel_size: int | Pair,
    *,
    stride: int | Pair | None = None,
    padding: int | Pair = 0,
    dilation: int | Pair = 1,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> np.ndarray:
    """Take the mean of each window, as `torch.nn.functional.avg_pool2d` does.

    Parameters
    ----------
    input, kernel_size, stride, padding, dilation, ceil_mode
        As in `max_pool2d`.
    count_include_pad : bool
        Divide by the size of the window, zeros of the border included, or only by the number of
        pixels in it. What hangs over in `ceil_mode` is never counted.

    Returns
    -------
    ndarray
        (N, C, H', W') or (C, H', W').

    Examples
    --------
    >>> avg_pool2d([[[1, 3], [5, 7]]], 2)
    array([[[4.]]])
    """
    x = real_array("input", input, "NCHW", "CHW")
    dtype, working = working_dtypes(x)
    sides, overhang, windows = pool_windows(
        x.shape[-2:], kernel_size, stride, padding, dilation, ceil_mode
    )

    def sum_of_windows(array, border_value):
        array = _pad_with(border_value, array, sides, working)
        return sum(_taps(_pad_with(0, array, overhang, working), *windows))

    counts = sum_of_windows(np.ones(x.shape[-2:]), 1 if count_include_pad else 0)
    return (sum_of_windows(x, 0) / np.maximum(counts, 1)).astype(dtype, copy=False)


def relu(x: ArrayLike) -> np.ndarray:
    """Replace every negative value by zero.

    Parameters
    ----------
    x : array_like
        Of any shape.

    Returns
    -------
    ndarray

    Examples
    --------
    >>> relu([-1.5, 0, 2])
    array([0., 0., 2.])
    """
    x = real_array("x", x, "...")
    dtype, _ = working_dtypes(x)
    return np.maximum(x, 0, dtype=dtype, order="C")


def linear(input: ArrayLike, weight: ArrayLike, bias: ArrayLike | None = None) -> np.ndarray:
    """Apply a dense layer, as `torch.nn.functional.linear` does.

    Parameters
    ----------
    input : array_like
        (..., inputs).
    weight : array_like
        (outputs, inputs).
    bias : array_like, optional
        (outputs,).

    Returns
    -------
    ndarray
        (..., outputs).

    Examples
    --------
    >>> linear([1, 2], [[3, 4], [5, 6]], [0.5, 0])
    array([11.5, 17. ])
    """
    x = real_array("input", input, "...I")
    w = real_array("weight", weight, "OI")
    b = np.zeros(len(w), w.dtype) if bias is None else real_array("bias", bias, "O")
    if x.shape[-1] != w.shape[1]:
        raise ValueError(f"input must have {w.shape[1]} features as weight has, got {x.shape[-1]}")
    if len(b) != len(w):
        raise ValueError(f"bias must have the shape ({len(w)},), got {b.shape}")
    dtype, working = working_dtypes(x, w, b)
    out = x.astype(working, copy=False) @ w.astype(working, copy=False).T
    return (out + b.astype(working)).astype(dtype, order="C", copy=False)


def _pad_with(value: float, x: np.ndarray, sides: Sides, dtype: np.dtype) -> np.ndarray:
    """Return `x` surrounded by a value, in C order."""
    (top, bottom), (left, right) = sides
    if not any((top, bottom, left, right)):
        return np.ascontiguousarray(x, dtype)
    height, width = x.shape[-2:]
    shape = (*x.shape[:-2], top + height + bottom, left + width + right)
    padded = np.full(shape, value, dtype)
    padded[..., top : top + height, left : left + width] = x
    return padded


def _border_index(n: int, before: int, after: int, mode: str) -> np.ndarray:
    """Return which of `n` positions stands at each place of a padded axis."""
    position = np.arange(-before, n + after)
    if mode == "edge":
        return np.clip(position, 0, n - 1)
    if mode == "wrap":
        return position % n
    there_and_back = max(2 * (n - 1), 1)
    position %= there_and_back
    return np.minimum(position, there_and_back - position)


def _taps(
    x: np.ndarray, kernel: Pair, size: Pair, stride: Pair, dilation: Pair
) -> list[np.ndarray]:
    """Return for each place in the window the view of what it reads, as large as the output."""
    return [
        x[
            ...,
            i * dilation[0] : i * dilation[0] + (size[0] - 1) * stride[0] + 1 : stride[0],
            j * dilation[1] : j * dilation[1] + (size[1] - 1) * stride[1] + 1 : stride[1],
        ]
        for i in range(kernel[0])
        for j in range(kernel[1])
    ]
