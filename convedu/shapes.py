"""How large things become, how far they see: arithmetic on whole numbers, one axis at a time.

A picture has two axes, so each question here is asked once for its height and once for its width.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from convedu._validate import choice, pair, whole


class ReceptiveField(NamedTuple):
    """What one output of a stack of layers sees, along one axis.

    Output `i` sees the input positions ``start + i * jump`` up to, and without,
    ``start + i * jump + size``. With padding, `start` is negative: the first output
    looks at positions outside of the picture.
    """

    size: int
    jump: int
    start: int


class Window(NamedTuple):
    """The sliding window of one layer; each value is an integer or a pair (rows, columns)."""

    kernel_size: Any
    stride: Any = 1
    dilation: Any = 1
    padding: Any = 0


def window_span(kernel: int, dilation: int = 1) -> int:
    """Return how many positions a window reaches over, holes included.

    Parameters
    ----------
    kernel : int
        Number of positions that the window reads.
    dilation : int
        Distance between two positions that it reads.

    Returns
    -------
    int

    Examples
    --------
    >>> window_span(3), window_span(3, dilation=2)
    (3, 5)
    """
    return whole("dilation", dilation, 1) * (whole("kernel", kernel, 1) - 1) + 1


def output_size(
    n: int,
    kernel: int,
    *,
    stride: int = 1,
    padding: int | tuple[int, int] = 0,
    dilation: int = 1,
    ceil_mode: bool = False,
) -> int:
    """Return how many windows fit: floor((n + 2 padding - dilation (kernel - 1) - 1) / stride) + 1.

    Parameters
    ----------
    n : int
        Size of the input.
    kernel, stride, dilation : int
        Of the sliding window.
    padding : int or (int, int)
        Positions added on each side, or (before, after).
    ceil_mode : bool
        Let one last window hang over the end (pooling layers offer this), as long as it
        starts inside of the input or the padding before it.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If not even one window fits, or a size is too small.
    TypeError
        If a size is not an integer.

    Examples
    --------
    >>> output_size(224, 7, stride=2, padding=3)
    112
    >>> output_size(8, 3, stride=2), output_size(8, 3, stride=2, ceil_mode=True)
    (3, 4)
    """
    n = whole("n", n, 1)
    stride = whole("stride", stride, 1)
    before, after = pair("padding", padding, 0)
    span = window_span(kernel, dilation)
    free = n + before + after - span
    if free < 0:
        raise ValueError(
            f"kernel must fit into the padded input: it spans {span} positions (kernel {kernel}, "
            f"dilation {dilation}) of {n + before + after} (n {n}, padding {before} + {after})"
        )
    if not ceil_mode:
        return free // stride + 1
    last = -(-free // stride)
    return last + 1 if last * stride < n + before else last


def same_padding(
    n: int, kernel: int, stride: int = 1, dilation: int = 1, *, style: str = "tensorflow"
) -> tuple[int, int]:
    """Return the padding (before, after) which makes the output ceil(n / stride) long.

    Parameters
    ----------
    n : int
        Size of the input.
    kernel, stride, dilation : int
        Of the sliding window.
    style : {"tensorflow", "symmetric"}
        "tensorflow" pads no more than the windows read; an odd position goes to the end.
        "symmetric" pads both sides alike, whatever `n` is, as PyTorch's layers do.

    Returns
    -------
    (int, int)

    Raises
    ------
    ValueError
        If a window of even span is to be padded symmetrically: no number of positions on
        both sides keeps the size.

    Examples
    --------
    >>> same_padding(224, 7, stride=2)
    (2, 3)
    >>> same_padding(224, 7, stride=2, style="symmetric")
    (3, 3)
    """
    n = whole("n", n, 1)
    stride = whole("stride", stride, 1)
    span = window_span(kernel, dilation)
    if choice("style", style, ("tensorflow", "symmetric")) == "tensorflow":
        windows = -(-n // stride)
        total = max((windows - 1) * stride + span - n, 0)
        return total // 2, total - total // 2
    if span % 2 == 0:
        raise ValueError(
            f"kernel must span an odd number of positions for symmetric padding: kernel {kernel} "
            f"with dilation {dilation} spans {span}"
        )
    return span // 2, span // 2


def usage_counts(
    n: int, kernel: int, *, stride: int = 1, padding: int | tuple[int, int] = 0, dilation: int = 1
) -> list[int]:
    """Return for each position of the input how many windows read it.

    Parameters
    ----------
    n : int
        Size of the input.
    kernel, stride, dilation : int
        Of the sliding window.
    padding : int or (int, int)
        Positions added on each side, or (before, after).

    Returns
    -------
    list of int
        `n` counts. A position at the border is read less often, and 0 means never.

    Examples
    --------
    >>> usage_counts(6, 3)
    [1, 2, 3, 3, 2, 1]
    >>> usage_counts(6, 3, stride=3, padding=1)
    [1, 1, 1, 1, 1, 0]
    """
    windows = output_size(n, kernel, stride=stride, padding=padding, dilation=dilation)
    before, _ = pair("padding", padding, 0)
    counts = [0] * n
    for window in range(windows):
        for tap in range(kernel):
            position = window * stride + tap * dilation - before
            if 0 <= position < n:
                counts[position] += 1
    return counts


def receptive_field(layers: Iterable[Any], *, axis: int | None = None) -> ReceptiveField:
    """Return how much of the input one output of a stack of layers sees.

    Parameters
    ----------
    layers : iterable
        First layer first: objects with `kernel_size` and, if they are not the usual ones,
        `stride`, `dilation` and `padding`; or tuples (kernel, stride, dilation, padding) which
        may end early; or an integer, the kernel's size.
    axis : {None, 0, 1}
        0 follows the rows and 1 the columns. None asks that each layer treats both alike.

    Returns
    -------
    ReceptiveField
        (size, jump, start).

    Raises
    ------
    ValueError
        If `axis` is None and a layer is not square, or if the position of a window depends on the
        picture's size, as with padding "same" and a stride.
    TypeError
        If a layer has no `kernel_size` (a dense layer sees everything).

    Examples
    --------
    >>> receptive_field([(3, 2), (3, 2)])
    ReceptiveField(size=7, jump=4, start=0)
    >>> receptive_field([(3, 1, 1, 1)] * 2)
    ReceptiveField(size=5, jump=1, start=-2)
    """
    if axis not in (None, 0, 1):
        raise ValueError(f"axis must be None, 0 or 1, got {axis!r}")
    size, jump, start = 1, 1, 0
    for index, layer in enumerate(layers):
        kernel, stride, dilation, padding = _window(layer, f"layers[{index}]", axis)
        # Neighbours in this layer's input lie `jump` apart in the picture.
        size += (window_span(kernel, dilation) - 1) * jump
        start -= padding * jump
        jump *= stride
    return ReceptiveField(size, jump, start)


def _window(layer: Any, name: str, axis: int | None) -> tuple[int, int, int, int]:
    """Return (kernel, stride, dilation, padding) of a layer along one axis."""
    if isinstance(layer, tuple):
        if not 1 <= len(layer) <= 4:
            raise TypeError(f"{name} must be (kernel, stride, dilation, padding), got {layer!r}")
        window = Window(*layer)
    elif hasattr(layer, "kernel_size"):
        window = Window(*(getattr(layer, f, Window._field_defaults.get(f)) for f in Window._fields))
    else:
        window = Window(whole(f"{name} without kernel_size", layer, 1))
    kernel = _along(f"{name}.kernel_size", window.kernel_size, 1, axis)
    stride = _along(f"{name}.stride", window.stride, 1, axis)
    dilation = _along(f"{name}.dilation", window.dilation, 1, axis)
    if window.padding == "valid":
        return kernel, stride, dilation, 0
    if window.padding != "same":
        return kernel, stride, dilation, _along(f"{name}.padding", window.padding, 0, axis)
    if stride > 1:
        raise ValueError(
            f"{name}.padding must be numbers where the stride is {stride}: how much 'same' pads "
            "depends on the picture's size"
        )
    return kernel, stride, dilation, (window_span(kernel, dilation) - 1) // 2


def _along(name: str, value: Any, minimum: int, axis: int | None) -> int:
    """Return the part of an integer or a pair that belongs to one axis."""
    rows_columns = pair(name, value, minimum)
    if axis is None and rows_columns[0] != rows_columns[1]:
        raise ValueError(f"axis must be 0 or 1 where {name} differs between rows and columns")
    return rows_columns[axis or 0]
