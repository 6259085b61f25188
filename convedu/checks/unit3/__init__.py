"""Unit 3, stacking: one file an exercise, with its misconceptions and its hints."""

from .border_difference import border_difference
from .compose_kernels import compose_kernels
from .max_pool2d import max_pool2d
from .receptive_field import receptive_field
from .relu import relu
from .tiny_cnn_forward import tiny_cnn_forward
from .two_strided import two_strided

__all__ = [
    "border_difference",
    "compose_kernels",
    "max_pool2d",
    "receptive_field",
    "relu",
    "tiny_cnn_forward",
    "two_strided",
]
