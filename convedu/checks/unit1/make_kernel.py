"""Unit 1: kernels of your own, judged by what they do."""

import numpy as np

from convedu import ops
from convedu.checks.bank import words
from convedu.checks.properties import PropertyCheck, rules

_WORDS = words(__file__)

_EDGE = np.tile([0.0, 0.0, 0.0, 1.0, 1.0, 1.0], (6, 1))


def _adds_up_to(total: float):
    return lambda kernel: bool(np.isclose(kernel.sum(), total))


def _does_not_add_up_to(total: float):
    return lambda kernel: not np.isclose(kernel.sum(), total)


def _sees(kernel: np.ndarray, step: np.ndarray) -> bool:
    """Tell whether the kernel does something else to this edge than to a flat picture."""
    flat = step[1:-1, 1:-1] * kernel.sum()
    return bool(np.abs(ops.correlate2d(step, kernel) - flat).max() > 1e-9)


_OF_ALL = {"not-3x3": lambda kernel: kernel.shape == (3, 3)}
_BOTH_WAYS = {"lopsided": lambda kernel: _sees(kernel, _EDGE) == _sees(kernel, _EDGE.T)}


def _make_kernel(name):
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


make_kernel = PropertyCheck(
    name="unit1/make_kernel",
    reference=_make_kernel,
    hints=_WORDS.hints,
    rules=rules(
        _WORDS.bugs,
        {
            "blur": {
                **_OF_ALL,
                "blur-not-divided": _does_not_add_up_to(9),
                "blur-all-zero": np.any,
                "blur-sum": _adds_up_to(1),
                "blur-uneven": lambda kernel: bool(np.allclose(kernel, kernel[0, 0])),
            },
            "sharpen": {
                **_OF_ALL,
                "sharpen-sum-0": _does_not_add_up_to(0),
                "sharpen-sum": _adds_up_to(1),
                "sharpen-blurs": lambda kernel: bool(kernel[1, 1] > 1),
                **_BOTH_WAYS,
            },
            "outline": {
                **_OF_ALL,
                "outline-sum-1": _does_not_add_up_to(1),
                "outline-all-zero": np.any,
                "outline-sum": _adds_up_to(0),
                "outline-centre": lambda kernel: (
                    abs(kernel[1, 1]) > abs(np.delete(kernel, 4)).max()
                ),
                **_BOTH_WAYS,
            },
            "vertical edges": {
                **_OF_ALL,
                "edges-sum": _adds_up_to(0),
                "edges-turned": lambda kernel: _sees(kernel, _EDGE),
                "edges-both": lambda kernel: not _sees(kernel, _EDGE.T),
            },
        },
    ),
)
