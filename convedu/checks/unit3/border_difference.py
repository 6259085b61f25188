"""Unit 3, stretch: where two zero-padded layers are not the one composed layer."""

import numpy as np

from convedu import ops
from convedu.checks.bank import bank, flipped, with_arguments, with_result, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case, NoPrediction
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
    down = np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 2.0]])
    ramp = np.arange(1.0, 64.0).reshape(7, 9)
    return [
        Case((np.ones((12, 12)), ones, ones), public=True),
        Case((ramp, down, ones)),  # what reads down and to the right loses nothing at two sides
        Case((ramp / 10, ones / 9, down / 3)),  # not exact, so that rounding differs inside
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
    """Return an answer that marks `width(k1, k2)` whole rings, whatever the weights are."""

    def answer(image, k1, k2):
        rings = width(k1, k2)
        out = np.ones(image.shape, bool)
        out[rings:-rings, rings:-rings] = False
        return out

    return answer


def _compared_exactly(image, k1, k2):
    if (image * 4 % 1).any():  # which pixels differ by rounding depends on how the sums are written
        raise NoPrediction
    return _border_difference(image, k1, k2)


def _middle(kernel, side):
    start = (len(kernel) - side) // 2
    return kernel[start : start + side, start : start + side]


_right = _border_difference
_compose = compose_kernels.reference

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
            "ring-of-two": (
                _ring(lambda k1, k2: 2),
                _ring(lambda k1, k2: (len(k1) + len(k2) - 2) // 2),
            ),
            "ring-of-one": _ring(lambda k1, k2: 1),
            "everything-differs": with_result(_right, np.ones_like),
            "kernel-slid": (
                _comparing(compose=lambda k1, k2: _compose(k1, flipped(k2))),
                _comparing(compose=lambda k1, k2: _compose(flipped(k1), k2)),
            ),
            "composed-turned": _comparing(compose=lambda k1, k2: flipped(_compose(k1, k2))),
            "composed-cut": (
                _comparing(compose=lambda k1, k2: _middle(_compose(k1, k2), len(k1))),
                _comparing(compose=lambda k1, k2: _middle(_compose(k1, k2), len(k2))),
            ),
            "flipped-kernel": with_arguments(_right, k1=flipped, k2=flipped),
            "kernels-swapped": lambda image, k1, k2: _right(image, k2, k1),
            "compared-exactly": _compared_exactly,
            "whole-ring": _ring(lambda k1, k2: len(k2) // 2),
            "equal-for-different": with_result(_right, np.logical_not),
            "difference-returned": (
                _comparing(differs=np.subtract),
                _comparing(differs=lambda twice, once: once - twice),
                _comparing(differs=lambda twice, once: np.abs(twice - once)),
            ),
            "positions": (with_result(_right, np.argwhere), with_result(_right, np.nonzero)),
            "other-padding": tuple(_comparing(mode=mode) for mode in ("reflect", "symmetric")),
            "one-answer": (lambda image, k1, k2: True, lambda image, k1, k2: False),
            "counted": (with_result(_right, np.sum), with_result(_right, np.mean)),
            "padded-size": (
                with_result(_right, lambda differs: np.pad(differs, 1)),
                _comparing(border=lambda k: len(k) - 1, composed_border=lambda k: len(k) - 1),
            ),
            "as-two-pictures": _comparing(differs=lambda twice, once: (twice, once)),
        },
    ),
)
