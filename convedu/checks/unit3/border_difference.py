"""Unit 3, stretch: where two zero-padded layers are not the one composed layer."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.function import function_check
from convedu.checks.unit3.compose_kernels import compose_kernels as composed

compose_kernels = composed.reference  # in the exercise it is the learner's


def _cases(rng: np.random.Generator) -> list[Case]:
    def drawn(rows: int, columns: int, first: int, second: int) -> Case:
        kernels = (dyadic_rationals(rng, side, side) for side in (first, second))
        return Case((dyadic_rationals(rng, rows, columns), *kernels))

    ones = np.ones((3, 3))
    down = np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 2.0]])
    ramp = np.arange(1.0, 64.0).reshape(7, 9)
    return [
        Case((np.ones((12, 12)), ones, ones), public=True),
        Case((ramp, down, ones)),  # what reads down and to the right loses nothing at two sides
        Case((ramp / 1000, ones / 9, down / 3)),  # small, and rounding differs inside
        Case((np.arange(63).reshape(7, 9) % 8, down / 2, ones)),
        drawn(12, 12, 3, 3),
        drawn(7, 10, 3, 3),
        drawn(9, 8, 3, 5),
    ]


@function_check(_cases)
def border_difference(image, k1, k2):
    def slide(x, kernel):
        padded = np.pad(x, len(kernel) // 2)
        windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
        return (windows * kernel).sum(axis=(2, 3))

    twice = slide(slide(image, k1), k2)
    once = slide(image, compose_kernels(k1, k2))
    return ~np.isclose(twice, once)
