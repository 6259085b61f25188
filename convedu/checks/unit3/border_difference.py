"""Unit 3, stretch: where two zero-padded layers are not the one composed layer."""

import numpy as np

from convedu import ops
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck
from convedu.checks.unit3.compose_kernels import compose_kernels


def _slid(image, kernel):
    return ops.correlate2d(ops.pad2d(image, kernel.shape[0] // 2), kernel)


def _both(image, k1, k2):
    twice = _slid(_slid(image, k1), k2)
    once = _slid(image, compose_kernels.reference(k1, k2))
    return twice, once


def _border_difference(image, k1, k2):
    def slide(image, kernel, border):
        padded = np.pad(image, border)
        windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
        return (windows * kernel).sum(axis=(2, 3))

    twice = slide(slide(image, k1, len(k1) // 2), k2, len(k2) // 2)
    composed = slide(k1, k2[::-1, ::-1], len(k2) - 1)
    return ~np.isclose(twice, slide(image, composed, len(composed) // 2))


def _cases(rng: np.random.Generator) -> list[Case]:
    ones = np.ones((3, 3))
    return [
        Case((np.ones((12, 12)), ones, ones), public=True),
        Case(
            (
                dyadic_rationals(rng, 12, 12),
                dyadic_rationals(rng, 3, 3),
                dyadic_rationals(rng, 3, 3),
            )
        ),
        Case(
            (dyadic_rationals(rng, 7, 10), dyadic_rationals(rng, 3, 3), dyadic_rationals(rng, 3, 3))
        ),
        Case(
            (dyadic_rationals(rng, 9, 8), dyadic_rationals(rng, 3, 3), dyadic_rationals(rng, 5, 5))
        ),
    ]


def _ring(width):
    def answer(image, k1, k2):
        out = np.ones(image.shape, bool)
        out[width:-width, width:-width] = False
        return out

    return answer


def _valid(image, k1, k2):
    twice = ops.correlate2d(ops.correlate2d(image, k1), k2)
    return ~np.isclose(twice, ops.correlate2d(image, compose_kernels.reference(k1, k2)))


def _composed_by_sliding(image, k1, k2):
    twice, _ = _both(image, k1, k2)
    _, once = _both(image, k1, k2[::-1, ::-1])
    return ~np.isclose(twice, once)


def _composed_padded_by(rings):
    """Return an answer that pads by `rings` for the composed kernel."""

    def answer(image, k1, k2):
        twice, _ = _both(image, k1, k2)
        composed = compose_kernels.reference(k1, k2)
        return ~np.isclose(twice, ops.correlate2d(ops.pad2d(image, rings), composed))

    return answer


def _edge(image, k1, k2):
    def slid(x, k):
        return ops.correlate2d(ops.pad2d(x, k.shape[0] // 2, "edge"), k)

    return ~np.isclose(slid(slid(image, k1), k2), slid(image, compose_kernels.reference(k1, k2)))


_TWO_SIZES = (
    "Your two ways give pictures of different size. Each kernel pads by its own "
    "`len(kernel) // 2`: the composed one is larger, so it needs more."
)

border_difference = FunctionCheck(
    name="unit3/border_difference",
    reference=_border_difference,
    cases=_cases,
    shares={"values": 0.75, "side_effects_and_type": 0.25},
    bugs=(
        Bug(
            "none-differs",
            "You say that no pixel differs. Inside none does; look at the outermost ring.",
            lambda image, k1, k2: np.zeros(image.shape, bool),
        ),
        Bug(
            "without-padding",
            "You compare without padding, where both ways are the same everywhere. Pad each layer.",
            _valid,
        ),
        Bug("two-sizes", _TWO_SIZES, _composed_padded_by(1)),
        Bug("two-sizes", _TWO_SIZES, _composed_padded_by(0)),
        Bug(
            "edge-for-zero",
            "You pad with the nearest pixel. Pad with zeros.",
            _edge,
        ),
        Bug(
            "ring-of-two",
            "You mark two rings. The composed kernel reaches two pixels out, but only where the "
            "*second* kernel reads the first one's border is something lost.",
            _ring(2),
        ),
        Bug(
            "ring-of-one",
            "You mark one ring whatever the kernels are. How many rings differ depends on how far "
            "the second kernel reaches: a 5x5 reads two pixels beyond the border.",
            _ring(1),
        ),
        Bug(
            "everything-differs",
            "You say that every pixel differs. Compare with `np.isclose`, and compose the kernels "
            "with a true convolution.",
            lambda image, k1, k2: np.ones(image.shape, bool),
        ),
        Bug(
            "kernel-slid",
            "You compose the kernels by sliding one over the other, which turns it round. What "
            "does `check.compose_kernels` say of yours?",
            _composed_by_sliding,
        ),
        Bug(
            "equal-for-different",
            "You mark where both are the same. Turn it round with `~`.",
            lambda image, k1, k2: ~_border_difference(image, k1, k2),
        ),
        Bug(
            "difference-returned",
            "You return the difference itself. Asked is where it is not 0: True or False.",
            lambda image, k1, k2: np.subtract(*_both(image, k1, k2)),
        ),
        Bug(
            "difference-returned",
            "You return how large the difference is. Asked is where it is not 0: True or False.",
            lambda image, k1, k2: np.abs(np.subtract(*_both(image, k1, k2))),
        ),
        Bug(
            "positions",
            "You return the positions where they differ. Asked is an array as large as the "
            "picture, True or False at each pixel.",
            lambda image, k1, k2: np.argwhere(_border_difference(image, k1, k2)),
        ),
        Bug(
            "one-answer",
            "You say once whether anything differs. Asked is where: True or False at each pixel.",
            lambda image, k1, k2: True,
        ),
        Bug(
            "counted",
            "You return how many pixels differ. Asked is an array that says where.",
            lambda image, k1, k2: _border_difference(image, k1, k2).sum(),
        ),
        Bug(
            "transposed-output",
            "Rows and columns of your result are swapped.",
            lambda image, k1, k2: _border_difference(image, k1, k2).T,
        ),
    ),
    hints=(
        "Pad, slide, pad, slide: that is one way. Compose, pad by more, slide: that is the other.",
        "`np.pad(x, len(kernel) // 2)` pads with zeros so that the size stays. `conv2d` slides: it "
        "wants `x[np.newaxis]`, `kernel[np.newaxis, np.newaxis]` and `np.zeros(1)`.",
        "`twice` is what k2 makes of what k1 makes of the image, `once` what your "
        "`compose_kernels(k1, k2)` makes of it. Then `~np.isclose(twice, once)`.",
    ),
)
