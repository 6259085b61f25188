"""Unit 1: kernels of your own, judged by what they do."""

import numpy as np

from convedu import ops
from convedu.checks.bank import words
from convedu.checks.properties import PropertyCheck, rules

_WORDS = words(__file__)

FLAT = np.full((5, 5), 3.0)
LEFT_RIGHT = np.tile([0.0, 0.0, 0.0, 1.0, 1.0, 1.0], (6, 1))


def _sums_to(total: float):
    return lambda kernel: bool(np.isclose(kernel.sum(), total))


def _is_three(kernel: np.ndarray) -> bool:
    return kernel.shape == (3, 3)


def _all_alike(kernel: np.ndarray) -> bool:
    return bool(np.allclose(kernel, kernel[0, 0]))


def _centre_against_rest(kernel: np.ndarray) -> bool:
    around = np.delete(kernel.ravel(), 4)
    return kernel[1, 1] > 0 and bool((around <= 0).all() and (around < 0).any())


def _centre_against_rest_or_turned(kernel: np.ndarray) -> bool:
    return _centre_against_rest(kernel) or _centre_against_rest(-kernel)


def _sees(step: np.ndarray):
    return lambda kernel: bool(np.abs(ops.correlate2d(step, kernel)).max() > 1e-9)


def _blind_to(step: np.ndarray):
    return lambda kernel: not _sees(step)(kernel)


def _even_on_all_sides(kernel: np.ndarray) -> bool:
    return bool(np.allclose(kernel, kernel.T) and np.allclose(kernel, kernel[::-1]))


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
                "sharpen-blurs": _centre_against_rest,
                "lopsided": _even_on_all_sides,
            },
            "outline": {
                "not-3x3": _is_three,
                "outline-sum-1": lambda kernel: not _sums_to(1)(kernel),
                "outline-all-zero": np.any,
                "outline-sum": _blind_to(FLAT),
                "outline-centre": _centre_against_rest_or_turned,
                "lopsided": _even_on_all_sides,
            },
            "vertical edges": {
                "not-3x3": _is_three,
                "edges-sum": _blind_to(FLAT),
                "edges-turned": _sees(LEFT_RIGHT),
                "edges-both": _blind_to(LEFT_RIGHT.T),
            },
        },
    ),
)
