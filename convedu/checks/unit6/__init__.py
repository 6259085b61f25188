"""Unit 6, counting parameters: one file an exercise, with its misconceptions and its hints."""

from .conv_macs import conv_macs
from .conv_params import conv_params
from .count_model import count_model
from .dense_params import dense_params
from .estimates import estimates
from .seed_layer import seed_layer
from .small_stack import small_stack

__all__ = [
    "conv_macs",
    "conv_params",
    "count_model",
    "dense_params",
    "estimates",
    "seed_layer",
    "small_stack",
]
