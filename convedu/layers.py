"""Layers as descriptions: what they cost and what shape they give, without any array.

Names, arguments and their order are PyTorch's; options are given by name. A shape is (C, H, W) or
(N, C, H, W), and (features,) or (N, features) after `Flatten`. One MAC is one multiplication with
its addition; biases, pooling and ReLU cost so little beside them that they count as none.
"""

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from typing import ClassVar

from convedu._summary import Row, Summary, summary
from convedu._validate import pair, whole
from convedu._windows import Pair, layer_border, output_sizes, pool_windows

__all__ = [
    "AvgPool2d",
    "Conv2d",
    "Flatten",
    "GlobalAvgPool2d",
    "Layer",
    "Linear",
    "MaxPool2d",
    "ReLU",
    "Row",
    "Summary",
    "summary",
]

Shape = tuple[int, ...]


@dataclass(frozen=True, repr=False)
class Layer:
    """What all layers share: without weights of its own a layer costs nothing."""

    @property
    def weights(self) -> int:
        """Number of weights."""
        return 0

    @property
    def biases(self) -> int:
        """Number of biases."""
        return 0

    @property
    def parameters(self) -> int:
        """Number of values that training sets: weights and biases."""
        return self.weights + self.biases

    def output_shape(self, shape: Sequence[int]) -> Shape:
        """Return the shape of the output for an input of this shape; the same, if not told else."""
        return _checked(shape)

    def macs(self, shape: Sequence[int]) -> int:
        """Return the number of multiply-adds for an input of this shape."""
        self.output_shape(shape)
        return 0

    def __repr__(self) -> str:
        """Show the layer as one would write it, without the options that are as usual."""
        fields = [(f, getattr(self, f.name)) for f in dataclasses.fields(self)]
        shown = [repr(value) for f, value in fields if not f.kw_only]
        shown += [f"{f.name}={value!r}" for f, value in fields if f.kw_only and value != f.default]
        return f"{type(self).__name__}({', '.join(shown)})"


@dataclass(frozen=True, repr=False)
class Conv2d(Layer):
    """A convolutional layer.

    Parameters
    ----------
    in_channels, out_channels : int
        Feature maps read and made.
    kernel_size : int or (int, int)
        Height and width of the window.
    stride, padding, dilation, groups
        As in `convedu.ops.conv2d`.
    bias : bool
        Add one learned number to each feature map.

    Examples
    --------
    >>> layer = Conv2d(128, 64, 3, padding=1)
    >>> layer.weights, layer.parameters, layer.output_shape((128, 40, 50))
    (73728, 73792, (64, 40, 50))
    """

    in_channels: int
    out_channels: int
    kernel_size: int | Pair
    _: KW_ONLY
    stride: int | Pair = 1
    padding: int | Pair | str = 0
    dilation: int | Pair = 1
    groups: int = 1
    bias: bool = True

    def __post_init__(self) -> None:
        """Refuse what no input could mend."""
        for name in ("in_channels", "out_channels", "groups"):
            whole(name, getattr(self, name), 1)
        sizes = (pair(f, getattr(self, f), 1) for f in ("kernel_size", "stride", "dilation"))
        layer_border(self.padding, (1, 1), *sizes)
        if self.in_channels % self.groups or self.out_channels % self.groups:
            raise ValueError(
                f"groups must divide in_channels ({self.in_channels}) and out_channels "
                f"({self.out_channels}), got {self.groups}"
            )

    @property
    def weights(self) -> int:
        """Number of weights: a filter reads the channels of its own group only."""
        height, width = pair("kernel_size", self.kernel_size, 1)
        return self.out_channels * (self.in_channels // self.groups) * height * width

    @property
    def biases(self) -> int:
        """Number of biases: one for each feature map."""
        return self.out_channels if self.bias else 0

    def output_shape(self, shape: Sequence[int]) -> Shape:
        """Return (..., out_channels, H', W')."""
        *batch, _, height, width = _image_shape(shape, self.in_channels)
        n = (height, width)
        options = (self.kernel_size, self.stride, self.dilation)
        kernel, stride, dilation = (pair("", value, 1) for value in options)
        sides = layer_border(self.padding, n, kernel, stride, dilation)
        size = output_sizes("kernel_size", n, kernel, stride, sides, dilation)
        return (*batch, self.out_channels, *size)

    def macs(self, shape: Sequence[int]) -> int:
        """Return weights times positions: each weight is used once at each position."""
        *batch, _, height, width = self.output_shape(shape)
        return math.prod(batch) * self.weights * height * width


@dataclass(frozen=True, repr=False)
class _Pool2d(Layer):
    """A window that slides over each channel by itself and learns nothing."""

    kernel_size: int | Pair
    _: KW_ONLY
    stride: int | Pair | None = None
    padding: int | Pair = 0
    dilation: int | Pair = 1
    ceil_mode: bool = False

    def __post_init__(self) -> None:
        """Fill in the stride; refuse what no input could mend."""
        if self.stride is None:
            object.__setattr__(self, "stride", self.kernel_size)
        kernel, dilation = (pair(f, getattr(self, f), 1) for f in ("kernel_size", "dilation"))
        large_enough = (kernel[0] * dilation[0], kernel[1] * dilation[1])
        self.output_shape((1, *large_enough))

    def output_shape(self, shape: Sequence[int]) -> Shape:
        """Return (..., C, H', W')."""
        *rest, height, width = _image_shape(shape)
        size = (height, width)
        options = (self.kernel_size, self.stride, self.padding, self.dilation, self.ceil_mode)
        _, _, (_, output, _, _) = pool_windows(size, *options)
        return (*rest, *output)


class MaxPool2d(_Pool2d):
    """Keep the largest value of each window.

    Parameters
    ----------
    kernel_size, stride, padding, dilation, ceil_mode
        As in `convedu.ops.max_pool2d`; without `stride` the windows lie side by side.

    Examples
    --------
    >>> MaxPool2d(3, stride=2).output_shape((96, 55, 55))
    (96, 27, 27)
    """


@dataclass(frozen=True, repr=False, kw_only=True)
class AvgPool2d(_Pool2d):
    """Keep the mean of each window.

    Parameters
    ----------
    kernel_size, stride, padding, dilation, ceil_mode, count_include_pad
        As in `convedu.ops.avg_pool2d`; without `stride` the windows lie side by side.

    Examples
    --------
    >>> AvgPool2d(2).output_shape((6, 28, 28))
    (6, 14, 14)
    """

    count_include_pad: bool = True


@dataclass(frozen=True, repr=False)
class GlobalAvgPool2d(Layer):
    """Keep one number of each channel, its mean, whatever the size of the picture.

    Examples
    --------
    >>> GlobalAvgPool2d().output_shape((256, 13, 13))
    (256, 1, 1)
    """

    def output_shape(self, shape: Sequence[int]) -> Shape:
        """Return (..., C, 1, 1)."""
        return (*_image_shape(shape)[:-2], 1, 1)


@dataclass(frozen=True, repr=False)
class ReLU(Layer):
    """Replace negative values by zero.

    Examples
    --------
    >>> ReLU().output_shape((64, 40, 50))
    (64, 40, 50)
    """

    kernel_size: ClassVar[int] = 1


@dataclass(frozen=True, repr=False)
class Flatten(Layer):
    """Write all channels, rows and columns of a picture one after the other.

    Examples
    --------
    >>> Flatten().output_shape((256, 6, 6))
    (9216,)
    """

    def output_shape(self, shape: Sequence[int]) -> Shape:
        """Return (..., C * H * W)."""
        *batch, channels, height, width = _image_shape(shape)
        return (*batch, channels * height * width)


@dataclass(frozen=True, repr=False)
class Linear(Layer):
    """A dense layer: each output reads every input.

    Parameters
    ----------
    in_features, out_features : int
        Numbers read and made.
    bias : bool
        Add one learned number to each output.

    Examples
    --------
    >>> Linear(9216, 4096).weights
    37748736
    """

    in_features: int
    out_features: int
    _: KW_ONLY
    bias: bool = True

    def __post_init__(self) -> None:
        """Refuse what no input could mend."""
        whole("in_features", self.in_features, 1)
        whole("out_features", self.out_features, 1)

    @property
    def weights(self) -> int:
        """Number of weights: one for each pair of an input and an output."""
        return self.in_features * self.out_features

    @property
    def biases(self) -> int:
        """Number of biases: one for each output."""
        return self.out_features if self.bias else 0

    def output_shape(self, shape: Sequence[int]) -> Shape:
        """Return (..., out_features)."""
        *batch, features = _checked(shape)
        if len(batch) > 1:
            raise ValueError(f"shape must be (features,) or (N, features), got {shape}: Flatten it")
        if features != self.in_features:
            raise ValueError(f"shape must end with in_features, {self.in_features}, got {shape}")
        return (*batch, self.out_features)

    def macs(self, shape: Sequence[int]) -> int:
        """Return the number of weights, for each example."""
        return math.prod(self.output_shape(shape)[:-1]) * self.weights


def _checked(shape: Sequence[int]) -> Shape:
    """Return a shape as a tuple of integers."""
    if not isinstance(shape, (tuple, list)) or not shape:
        raise TypeError(f"shape must be a tuple of integers, got {shape!r}")
    return tuple(whole(f"shape[{axis}]", size, 1) for axis, size in enumerate(shape))


def _image_shape(shape: Sequence[int], channels: int | None = None) -> Shape:
    """Return a shape if it is (C, H, W) or (N, C, H, W), with so many channels."""
    checked = _checked(shape)
    if len(checked) not in (3, 4):
        raise ValueError(f"shape must be (C, H, W) or (N, C, H, W), got {checked}")
    if channels not in (None, checked[-3]):
        raise ValueError(f"shape must have {channels} channels, as in_channels says, got {checked}")
    return checked
