"""A small network with backprop in NumPy, and the left-right race that it runs.

`backprop` has the layers, `networks` trains them, `race` says who runs on which pictures; `inside`
has the networks of the widget Inside a Network.
"""

from convedu.training.networks import Data, Network, accuracy, train
from convedu.training.race import (
    CONTESTANTS,
    DENSE_HEADS,
    EPOCHS,
    EXPERIMENTS,
    SEEDS,
    left_right,
    results,
    run,
)

__all__ = [
    "CONTESTANTS",
    "DENSE_HEADS",
    "EPOCHS",
    "EXPERIMENTS",
    "SEEDS",
    "Data",
    "Network",
    "accuracy",
    "left_right",
    "results",
    "run",
    "train",
]
