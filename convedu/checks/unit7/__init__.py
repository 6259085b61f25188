"""Unit 7, AlexNet: one file an exercise, with its misconceptions and its hints."""

from .alexnet_table import alexnet_table
from .dense1 import dense1
from .dense1_inputs import dense1_inputs
from .diagnose import diagnose
from .equivariance_error import equivariance_error
from .locally_connected_params import locally_connected_params
from .pooled_head import pooled_head

__all__ = [
    "alexnet_table",
    "dense1",
    "dense1_inputs",
    "diagnose",
    "equivariance_error",
    "locally_connected_params",
    "pooled_head",
]
