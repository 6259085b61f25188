"""Unit 1: kernels of your own, judged by what they do."""

import numpy as np

from convedu import ops
from convedu.checks.properties import property_check

EDGE = np.tile([0.0, 0.0, 0.0, 1.0, 1.0, 1.0], (6, 1))


def adds_up_to(kernel: np.ndarray, total: float) -> bool:
    """Tell whether the weights have a sum."""
    return bool(np.isclose(kernel.sum(), total))


def sees(kernel: np.ndarray, step: np.ndarray) -> bool:
    """Tell whether the kernel does something else to this edge than to a flat picture."""
    flat = step[1:-1, 1:-1] * kernel.sum()
    return bool(np.abs(ops.correlate2d(step, kernel) - flat).max() > 1e-9)


@property_check("blur", "sharpen", "outline", "vertical edges")
def make_kernel(name):
    """Return a 3x3 kernel: "blur", "sharpen", "outline" or "vertical edges"."""
    around = np.array([[0.0, 1, 0], [1, 0, 1], [0, 1, 0]])
    centre = np.array([[0.0, 0, 0], [0, 1, 0], [0, 0, 0]])
    kernels = {
        "blur": np.ones((3, 3)) / 9,
        "sharpen": 5 * centre - around,
        "outline": 4 * centre - around,
        "vertical edges": np.array([[-1.0, 0, 1]] * 3),
    }
    return kernels[name]
