"""Unit 1, convolution: one file an exercise, with its misconceptions and its hints."""

from .conv1d_valid import conv1d_valid
from .convolve2d import convolve2d
from .correlate2d import correlate2d
from .make_kernel import make_kernel
from .one_output import one_output
from .separable import separable

__all__ = ["conv1d_valid", "convolve2d", "correlate2d", "make_kernel", "one_output", "separable"]
