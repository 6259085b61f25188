"""Unit 5: how much a blur darkens the border."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.function import function_check
from convedu.checks.unit5.pad2d import MODES


def _cases(rng: np.random.Generator) -> list[Case]:
    white, ramp = np.ones((5, 6)), np.arange(1.0, 31.0).reshape(5, 6)
    drawn = [np.abs(dyadic_rationals(rng, *shape)) + 0.25 for shape in ((5, 6), (7, 5), (6, 6))]
    return [
        Case((white, "zero"), "zero", public=True),
        Case((ramp, "edge"), "other modes", public=True),
        Case((ramp.astype(int) % 7 + 1, "zero"), "zero"),
        Case((ramp.astype(int) % 7 + 1, "edge"), "other modes"),
        *(Case((image, "zero"), "zero") for image in drawn),
        *(Case((image, mode), "other modes") for image in drawn for mode in MODES[1:]),
    ]


@function_check(_cases)
def border_ratio(image, mode):
    """Return the mean of a blurred image's border divided by the mean inside."""
    padded = np.pad(image, 1, "constant" if mode == "zero" else mode)
    blurred = np.lib.stride_tricks.sliding_window_view(padded, (3, 3)).mean(axis=(2, 3))
    inner = blurred[1:-1, 1:-1]
    border = (blurred.sum() - inner.sum()) / (blurred.size - inner.size)
    return border / inner.mean()
