"""Unit 2: a channel-last picture, taken apart into planes."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.function import function_check


def _split_cases(rng: np.random.Generator) -> list[Case]:
    return [
        Case((np.arange(12.0).reshape(2, 2, 3),), public=True),
        Case((np.arange(8).reshape(2, 4, 1),), public=True),
        Case((dyadic_rationals(rng, 4, 5, 3),)),
        Case((dyadic_rationals(rng, 6, 3, 4),)),
        Case((dyadic_rationals(rng, 3, 3, 3) * 4096 + 0.25,)),
    ]


@function_check(_split_cases)
def split_channels(image):
    """Return the planes of a channel-last image (H, W, C): a list of C arrays (H, W)."""
    planes = []
    for c in range(image.shape[2]):
        planes.append(image[:, :, c])
    return planes
