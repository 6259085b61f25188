"""Unit 1: kernels of your own, judged by what they do."""

import numpy as np

from convedu import ops
from convedu.checks.properties import Property, PropertyCheck

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


_SIZE = Property("not-3x3", "expected a 3x3 kernel.", _is_three)
_EVEN = Property(
    "lopsided",
    "it treats one side unlike another. Make it the same on all sides.",
    _even_on_all_sides,
)


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
    rules={
        "blur": (
            _SIZE,
            Property(
                "blur-not-divided",
                "its weights add up to 9, so the picture becomes nine times as bright. "
                "Divide by the number of weights.",
                lambda kernel: not _sums_to(9)(kernel),
            ),
            Property(
                "blur-all-zero",
                "every weight is 0: the picture turns black. `1 // 9` is 0, `1 / 9` is not.",
                lambda kernel: bool(kernel.any()),
            ),
            Property(
                "blur-sum",
                "the weights have to add up to 1, or a flat region changes its brightness.",
                _sums_to(1),
            ),
            Property(
                "blur-uneven",
                "its impulse response is not flat. This blur is a plain mean: each of the nine "
                "pixels counts alike.",
                _all_alike,
            ),
        ),
        "sharpen": (
            _SIZE,
            Property(
                "sharpen-sum-0",
                "the weights add up to 0, which keeps only the edges. To keep the picture and "
                "strengthen its edges they add up to 1.",
                lambda kernel: not _sums_to(0)(kernel),
            ),
            Property("sharpen-sum", "the weights have to add up to 1.", _sums_to(1)),
            Property(
                "sharpen-blurs",
                "it does not set a pixel against its neighbours: the centre is positive and the "
                "weights around it are negative (or 0).",
                _centre_against_rest,
            ),
            _EVEN,
        ),
        "outline": (
            _SIZE,
            Property(
                "outline-sum-1",
                "the weights add up to 1, which keeps the picture itself. An outline is 0 "
                "wherever the picture is flat.",
                lambda kernel: not _sums_to(1)(kernel),
            ),
            Property("outline-all-zero", "every weight is 0.", lambda kernel: bool(kernel.any())),
            Property(
                "outline-sum",
                "the weights have to add up to 0, or flat regions light up.",
                _blind_to(FLAT),
            ),
            Property(
                "outline-centre",
                "the centre stands against all weights around it: they have the other sign (or "
                "are 0).",
                _centre_against_rest_or_turned,
            ),
            _EVEN,
        ),
        "vertical edges": (
            _SIZE,
            Property(
                "edges-sum",
                "a flat region has no edge, so the weights have to add up to 0.",
                _blind_to(FLAT),
            ),
            Property(
                "edges-turned",
                "it answers to horizontal edges (bright above dark). For vertical ones the left "
                "column stands against the right one.",
                _sees(LEFT_RIGHT),
            ),
            Property(
                "edges-both",
                "it answers to horizontal edges too. Make the three rows alike (or in proportion).",
                _blind_to(LEFT_RIGHT.T),
            ),
        ),
    },
    hints=(
        "First decide what the weights add up to: 1 keeps the brightness, 0 removes it.",
        "Blur: nine equal weights. Sharpen: a strong centre against its neighbours. Outline: the "
        "same with another sum. Vertical edges: left column against right column.",
        "Sharpen is `[[0, -1, 0], [-1, 5, -1], [0, -1, 0]]`. For the outline change one number; "
        "for the vertical edges each row is `[-1, 0, 1]`.",
    ),
)
