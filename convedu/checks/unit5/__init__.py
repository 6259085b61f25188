"""Unit 5, padding: one file an exercise, with its misconceptions and its hints."""

from .border_distance import border_distance
from .border_ratio import border_ratio
from .pad2d import pad2d
from .same_padding import same_padding
from .tensorflow_same import tensorflow_same
from .usage_counts import usage_counts

__all__ = [
    "border_distance",
    "border_ratio",
    "pad2d",
    "same_padding",
    "tensorflow_same",
    "usage_counts",
]
