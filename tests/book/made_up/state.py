"""What the made-up widget computes with."""

from importlib.resources import as_file, files

import numpy as np


def steps() -> list[int]:
    """Return the numbers of the widget's file."""
    with as_file(files(__package__) / "steps.npy") as path:
        return np.load(path).tolist()
