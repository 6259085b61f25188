"""The Channel Stack without its drawing: planes, filters, and how far a sum has come."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from convedu import ops
from convedu._validate import within
from convedu.widgets.shared.values import pixel

LARGEST_SIDE = 64
MOST_CHANNELS = 4
MOST_FILTERS = 8


@dataclass(frozen=True, eq=False)
class ChannelState:
    """One moment in the stack; a change makes a new state.

    Parameters
    ----------
    image : array_like
        (C, H, W), stored channel-first.
    weight : array_like
        (8 at most, C, kH, kW): the filters that there are to choose from.
    bias : array_like
        One number for each filter.
    filters : int
        How many of the filters are in use.
    shown : int
        The filter that is looked at.
    cursor : (int, int) or None
        The output pixel that is looked at; None for the middle.
    step : int or None
        How far the sum has come: 1 to C for the products of a channel, C + 1 for their sum, C + 2
        for the bias, which completes the output; None for C + 2.
    misread : bool
        Take the image's numbers, in the order in which they lie in memory, for channel-last.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> state = ChannelState(np.ones((3, 4, 4)), np.ones((2, 3, 2, 2)), [0.5, 0], cursor=(0, 0))
    >>> state.partial_sums(), state.value
    ([4.0, 4.0, 4.0], 12.5)
    >>> state.advance().cursor, state.advance().step
    ((0, 1), 1)
    """

    image: np.ndarray
    weight: np.ndarray
    bias: np.ndarray
    filters: int = 1
    shown: int = 0
    cursor: Any = None  # (int, int) and int once they were looked at
    step: Any = None
    misread: bool = False

    def __post_init__(self) -> None:
        image = _numbers("image", self.image, "(C, H, W)", 3)
        weight = _numbers("weight", self.weight, "(F, C, kH, kW)", 4)
        bias = _numbers("bias", self.bias, "(F,)", 1)
        _fit(image, weight, bias)
        last = len(image) + 2
        held = {
            "image": image,
            "weight": weight,
            "bias": bias,
            "filters": within("filters", self.filters, 1, len(weight)),
            "shown": within("shown", self.shown, 0, self.filters - 1),
            "step": last if self.step is None else within("step", self.step, 1, last),
            "misread": bool(self.misread),
        }
        for name, value in held.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "cursor", pixel(self.cursor, self.shape, of="output"))

    @property
    def planes(self) -> np.ndarray:
        """The planes (C, H, W) as they are read; wrongly when `misread` is on."""
        if not self.misread:
            return self.image
        channels, rows, cols = self.image.shape
        return np.moveaxis(self.image.reshape(rows, cols, channels), 2, 0)

    @property
    def shape(self) -> tuple[int, int, int]:
        """The output's shape (F, H', W')."""
        (_, rows, cols), (high, wide) = self.image.shape, self.weight.shape[2:]
        return self.filters, rows - high + 1, cols - wide + 1

    @cached_property
    def output(self) -> np.ndarray:
        """What the filters in use make of the planes, calculated by `convedu.ops`."""
        used = slice(self.filters)
        return ops.conv2d(self.planes, self.weight[used], self.bias[used])

    @property
    def window(self) -> np.ndarray:
        """The part of the planes under the filter, (C, kH, kW)."""
        (row, col), (high, wide) = self.cursor, self.weight.shape[2:]
        return self.planes[:, row : row + high, col : col + wide]

    def partial_sums(self) -> list[float]:
        """Return the sum of the products of each channel under the filter."""
        return (self.window * self.weight[self.shown]).sum(axis=(1, 2)).tolist()

    @property
    def value(self) -> float:
        """The output at the cursor."""
        return float(self.output[(self.shown, *self.cursor)])

    @property
    def counts(self) -> dict[str, int]:
        """Weights, parameters (weights and biases) and multiplications of the filters in use."""
        weights = self.weight[: self.filters].size
        return {
            "weights": weights,
            "parameters": weights + self.filters,
            "multiplications": weights * self.shape[1] * self.shape[2],
        }

    def advance(self) -> "ChannelState":
        """Return the next step of the sum; after the last one, the first at the next pixel."""
        if self.step < len(self.image) + 2:
            return replace(self, step=self.step + 1)
        _, rows, cols = self.shape
        after = (self.cursor[0] * cols + self.cursor[1] + 1) % (rows * cols)
        return replace(self, step=1, cursor=divmod(after, cols))


def _numbers(name: str, value: ArrayLike, form: str, axes: int) -> np.ndarray:
    """Return a read-only copy in float64."""
    try:
        array = np.array(value)
    except ValueError:  # rows of different length
        array = np.array(None)
    if array.dtype.kind not in "buif":
        raise TypeError(f"{name} is a {type(value).__name__}, expected real numbers {form}")
    if array.ndim != axes or not array.size:
        raise ValueError(f"{name} has shape {array.shape}, expected {form}, no side 0")
    array = array.astype(float)
    if not np.isfinite(array).all():
        raise ValueError(f"{name} has a number that is infinite or none, expected finite ones")
    array.flags.writeable = False
    return array


def _fit(image: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> None:
    channels, *sides = image.shape
    if channels > MOST_CHANNELS or max(sides) > LARGEST_SIDE:
        raise ValueError(
            f"image has shape {image.shape}, expected at most {MOST_CHANNELS} channels and "
            f"{LARGEST_SIDE} a side"
        )
    if len(weight) > MOST_FILTERS:
        raise ValueError(f"weight has {len(weight)} filters, expected at most {MOST_FILTERS}")
    if weight.shape[1] != channels:
        raise ValueError(
            f"weight has filters of depth {weight.shape[1]}, expected the image's {channels} "
            "channels"
        )
    if weight.shape[2] > sides[0] or weight.shape[3] > sides[1]:
        raise ValueError(f"weight has shape {weight.shape}, expected kernels within {tuple(sides)}")
    if len(bias) != len(weight):
        raise ValueError(f"bias has {len(bias)} numbers, expected one a filter: {len(weight)}")
