"""Unit 1: kernels of your own, judged by what they do."""

import numpy as np

from convedu import ops
from convedu.checks.bank import words
from convedu.checks.properties import PropertyCheck, rules

_WORDS = words(__file__)

LEFT_RIGHT = np.tile([0.0, 0.0, 0.0, 1.0, 1.0, 1.0], (6, 1))


def _sums_to(total: float):
    return lambda kernel: bool(np.isclose(kernel.sum(), total))


def _is_three(kernel: np.ndarray) -> bool:
    return kernel.shape == (3, 3)


def _all_alike(kernel: np.ndarray) -> bool:
    return bool(np.allclose(kernel, kernel[0, 0]))


def _lifts_an_impulse(kernel: np.ndarray) -> bool:
    """Tell whether a single bright pixel comes out brighter than it was."""
    return bool(kernel[1, 1] > 1)


def _answers_most_at_its_centre(kernel: np.ndarray) -> bool:
    return bool(np.abs(kernel[1, 1]) > np.abs(np.delete(kernel.ravel(), 4)).max())


def _sees(step: np.ndarray):
    """Return a rule: the kernel does something else to this edge than to a flat picture."""

    def rule(kernel: np.ndarray) -> bool:
        flat = step[1:-1, 1:-1] * kernel.sum()
        return bool(np.abs(ops.correlate2d(step, kernel) - flat).max() > 1e-9)

    return rule


def _blind_to(step: np.ndarray):
    return lambda kernel: not _sees(step)(kernel)


def _sees_both_or_neither(kernel: np.ndarray) -> bool:
    return _sees(LEFT_RIGHT)(kernel) == _sees(LEFT_RIGHT.T)(kernel)


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
                "not-3x3": _is_three,
                "blur-not-divided": lambda kernel: not _sums_to(9)(kernel),
                "blur-all-zero": np.any,
                "blur-sum": _sums_to(1),
                "blur-uneven": _all_alike,
            },
            "sharpen": {
                "not-3x3": _is_three,
                "sharpen-sum-0": lambda kernel: not _sums_to(0)(kernel),
                "sharpen-sum": _sums_to(1),
                "sharpen-blurs": _lifts_an_impulse,
                "lopsided": _sees_both_or_neither,
            },
            "outline": {
                "not-3x3": _is_three,
                "outline-sum-1": lambda kernel: not _sums_to(1)(kernel),
                "outline-all-zero": np.any,
                "outline-sum": _sums_to(0),
                "outline-centre": _answers_most_at_its_centre,
                "lopsided": _sees_both_or_neither,
            },
            "vertical edges": {
                "not-3x3": _is_three,
                "edges-sum": _sums_to(0),
                "edges-turned": _sees(LEFT_RIGHT),
                "edges-both": _blind_to(LEFT_RIGHT.T),
            },
        },
    ),
)
