"""Unit 4, stride: one file an exercise, with its misconceptions and its hints."""

from .alias import alias
from .both_ways import both_ways
from .conv1d_stride import conv1d_stride
from .conv2d_stride import conv2d_stride
from .lost_pixels import lost_pixels
from .out_size import out_size
from .resnet_size import resnet_size

__all__ = [
    "alias",
    "both_ways",
    "conv1d_stride",
    "conv2d_stride",
    "lost_pixels",
    "out_size",
    "resnet_size",
]
