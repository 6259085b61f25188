"""A small network with backprop in NumPy, and the left-right race that it runs.

`backprop` has the layers, `networks` trains them, `race` says who runs on which pictures.
"""

from convedu.training.networks import Data, Network, accuracy, train
from convedu.training.race import CONTESTANTS, EPOCHS, EXPERIMENTS, SEEDS, left_right, results, run

__all__ = [
    "CONTESTANTS",
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
