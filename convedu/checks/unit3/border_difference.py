"""Unit 3, stretch: where two zero-padded layers are not the one composed layer."""

import numpy as np

from convedu import ops
from convedu.checks.bank import bank, flipped, with_result, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck
from convedu.checks.unit3.compose_kernels import compose_kernels

_WORDS = words(__file__)


def _border_difference(image, k1, k2):
    def slide(image, kernel, border):
        padded = np.pad(image, border)
        windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
        return (windows * kernel).sum(axis=(2, 3))

    twice = slide(slide(image, k1, len(k1) // 2), k2, len(k2) // 2)
    composed = slide(k1, k2[::-1, ::-1], len(k2) - 1)
    return ~np.isclose(twice, slide(image, composed, len(composed) // 2))


def _cases(rng: np.random.Generator) -> list[Case]:
    def drawn(rows: int, columns: int, first: int, second: int) -> Case:
        kernels = (dyadic_rationals(rng, side, side) for side in (first, second))
        return Case((dyadic_rationals(rng, rows, columns), *kernels))

    ones = np.ones((3, 3))
    return [
        Case((np.ones((12, 12)), ones, ones), public=True),
        drawn(12, 12, 3, 3),
        drawn(7, 10, 3, 3),
        drawn(9, 8, 3, 5),
    ]


def _comparing(
    *,
    border=lambda kernel: len(kernel) // 2,
    composed_border=lambda kernel: len(kernel) // 2,
    mode="constant",
    compose=compose_kernels.reference,
    differs=lambda twice, once: ~np.isclose(twice, once),
):
    """Return an answer that compares as the reference does, but for one thing.

    `border` and `composed_border` say how much is padded for a layer's own kernel and for the
    composed one, `mode` with what, `compose` what the composed kernel is, and `differs` what is
    made of the two pictures.
    """

    def answer(image, k1, k2):
        def slide(image, kernel, width):
            return ops.correlate2d(np.pad(image, width, mode), kernel)

        twice = slide(slide(image, k1, border(k1)), k2, border(k2))
        composed = compose(k1, k2)
        return differs(twice, slide(image, composed, composed_border(composed)))

    return answer


def _ring(width):
    """Return an answer that marks so many rings, whatever the kernels are."""

    def answer(image, k1, k2):
        out = np.ones(image.shape, bool)
        out[width:-width, width:-width] = False
        return out

    return answer


_right = _border_difference

border_difference = FunctionCheck(
    name="unit3/border_difference",
    reference=_right,
    cases=_cases,
    shares={"values": 0.75, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "none-differs": with_result(_right, np.zeros_like),
            "without-padding": _comparing(border=lambda k: 0, composed_border=lambda k: 0),
            "two-sizes": (
                _comparing(composed_border=lambda k: 1),
                _comparing(composed_border=lambda k: 0),
            ),
            "edge-for-zero": _comparing(mode="edge"),
            "ring-of-two": _ring(2),
            "ring-of-one": _ring(1),
            "everything-differs": with_result(_right, np.ones_like),
            "kernel-slid": _comparing(
                compose=lambda k1, k2: compose_kernels.reference(k1, flipped(k2))
            ),
            "equal-for-different": with_result(_right, np.logical_not),
            "difference-returned": (
                _comparing(differs=np.subtract),
                _comparing(differs=lambda twice, once: np.abs(twice - once)),
            ),
            "positions": with_result(_right, np.argwhere),
            "one-answer": lambda image, k1, k2: True,
            "counted": with_result(_right, np.sum),
        },
    ),
)
