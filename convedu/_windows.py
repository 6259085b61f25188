"""Where the windows of a two-dimensional layer lie: padding and sizes for rows and columns."""

from typing import Any

from convedu._sizes import pair
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


def output_sizes(
    name: str,
    size: Pair,
    kernel: Pair,
    stride: Pair,
    sides: Sides,
    dilation: Pair,
    ceil_mode: bool = False,
) -> Pair:
    """Return the height and the width of the output; `name` is the argument which is too large."""
    padded = tuple(n + sum(side) for n, side in zip(size, sides, strict=True))
    span = tuple(window_span(k, d) for k, d in zip(kernel, dilation, strict=True))
    if span[0] > padded[0] or span[1] > padded[1]:
        raise ValueError(
            f"{name} must fit into the padded input: its {kernel[0]}x{kernel[1]} window with "
            f"dilation {dilation} spans {span[0]}x{span[1]}, the padded input is "
            f"{padded[0]}x{padded[1]}"
        )
    height, width = (
        output_size(n, k, stride=s, padding=p, dilation=d, ceil_mode=ceil_mode)
        for n, k, s, p, d in zip(size, kernel, stride, sides, dilation, strict=True)
    )
    return height, width
