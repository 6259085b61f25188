"""Unit 2, tensors: one file an exercise, with its misconceptions and its hints."""

from .conv_multi import conv_multi
from .conv_windows import conv_windows
from .four_filters import four_filters
from .output_shape import output_shape
from .rgb_to_gray_as_conv import rgb_to_gray_as_conv
from .split_channels import split_channels

__all__ = [
    "conv_multi",
    "conv_windows",
    "four_filters",
    "output_shape",
    "rgb_to_gray_as_conv",
    "split_channels",
]
