"""Unit 8, 1x1 convolution: one file an exercise, with its misconceptions and its hints."""

from .best_mid import best_mid
from .bottleneck_params import bottleneck_params
from .conv1x1 import conv1x1
from .fold_1x1_into_3x3 import fold_1x1_into_3x3
from .pca_bottleneck import pca_bottleneck
from .saving import saving

__all__ = [
    "best_mid",
    "bottleneck_params",
    "conv1x1",
    "fold_1x1_into_3x3",
    "pca_bottleneck",
    "saving",
]
