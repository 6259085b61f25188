"""1,797 handwritten digits of 8 by 8 pixels, which ship with the course.

Where they come from and under which terms is told in LICENSES.md, beside this file.
"""

from importlib import resources

import numpy as np


def load() -> tuple[np.ndarray, np.ndarray]:
    """Read the digits.

    Returns
    -------
    images : ndarray
        (1797, 8, 8), float32, from 0 (paper) to 1 (ink).
    labels : ndarray
        (1797,), which digit each one is.

    Examples
    --------
    >>> images, labels = load()
    >>> images.shape, labels[:5].tolist()
    ((1797, 8, 8), [0, 1, 2, 3, 4])
    """
    stored = resources.files("convedu.digits") / "digits.npz"
    with stored.open("rb") as file, np.load(file) as digits:
        return digits["images"].astype(np.float32) / 16, digits["labels"].astype(np.int64)
