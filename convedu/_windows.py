"""Where the windows of a two-dimensional layer lie: padding and sizes for rows and columns."""

from typing import Any

from convedu._validate import pair
from convedu.shapes import output_size, same_padding, window_span

Pair = tuple[int, int]
Sides = tuple[Pair, Pair]
"""((top, bottom), (left, right))."""


def border(padding: Any) -> Sides:
    """Read an integer, (rows, columns) or ((top, bottom), (left, right))."""
    if isinstance(padding, (tuple, list)) and len(padding) == 2:
        return pair("padding[0]", padding[0], 0), pair("padding[1]", padding[1], 0)
    both = pair("padding", padding, 0)
    return both, both


def layer_border(padding: Any, size: Pair, kernel: Pair, stride: Pair, dilation: Pair) -> Sides:
    """Read the padding of a layer: an integer, (rows, columns), "valid" or "same"."""
    if padding == "valid":
        return (0, 0), (0, 0)
    if padding == "same":
        axes = zip(size, kernel, stride, dilation, strict=True)
        top_bottom, left_right = (same_padding(n, k, s, d) for n, k, s, d in axes)
        return top_bottom, left_right
    if isinstance(padding, str):
        raise TypeError(f"padding must be 'valid', 'same' or integers, got {padding!r}")
    rows, columns = pair("padding", padding, 0)
    return (rows, rows), (columns, columns)


def window_spans(name: str, size: Pair, kernel: Pair, sides: Sides, dilation: Pair) -> Pair:
    """Return how many rows and columns a window reaches over.

    Raises ValueError if it does not fit; `name` is the argument which is too large.
    """
    padded = tuple(n + sum(side) for n, side in zip(size, sides, strict=True))
    rows, columns = (window_span(k, d) for k, d in zip(kernel, dilation, strict=True))
    if rows > padded[0] or columns > padded[1]:
        raise ValueError(
            f"{name} must fit into the padded input: its {kernel[0]}x{kernel[1]} window with "
            f"dilation {dilation} spans {rows}x{columns}, the padded input is "
            f"{padded[0]}x{padded[1]}"
        )
    return rows, columns


def output_sizes(
    name: str,
    size: Pair,
    kernel: Pair,
    stride: Pair,
    sides: Sides,
    dilation: Pair,
    ceil_mode: bool = False,
) -> Pair:
    """Return the height and the width of the output; see `window_spans`."""
    window_spans(name, size, kernel, sides, dilation)  # or raises
    height, width = (
        output_size(n, k, stride=s, padding=p, dilation=d, ceil_mode=ceil_mode)
        for n, k, s, p, d in zip(size, kernel, stride, sides, dilation, strict=True)
    )
    return height, width


def pool_windows(
    n: Pair, kernel_size: Any, stride: Any, padding: Any, dilation: Any, ceil_mode: bool
) -> tuple[Sides, Sides, tuple[Pair, Pair, Pair, Pair]]:
    """Read the options of a pooling layer.

    Returns the border, what hangs over it in `ceil_mode`, and (kernel, output, stride, dilation).
    """
    kernel = pair("kernel_size", kernel_size, 1)
    stride = kernel if stride is None else pair("stride", stride, 1)
    dilation = pair("dilation", dilation, 1)
    rows, columns = pair("padding", padding, 0)
    if 2 * rows > kernel[0] or 2 * columns > kernel[1]:
        raise ValueError(f"padding must be at most half of kernel_size {kernel}, got {padding!r}")
    sides = (rows, rows), (columns, columns)
    output = output_sizes("kernel_size", n, kernel, stride, sides, dilation, ceil_mode)
    ends = (
        (windows - 1) * step + window_span(k, d)
        for windows, step, k, d in zip(output, stride, kernel, dilation, strict=True)
    )
    bottom, right = (
        max(end - m - sum(side), 0) for end, m, side in zip(ends, n, sides, strict=True)
    )
    return sides, ((0, bottom), (0, right)), (kernel, output, stride, dilation)
