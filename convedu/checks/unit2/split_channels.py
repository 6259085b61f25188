"""Unit 2: a channel-last picture, taken apart into planes."""

import numpy as np

from convedu.checks.bank import bank, edited, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _split_cases(rng: np.random.Generator) -> list[Case]:
    return [
        Case((np.arange(12.0).reshape(2, 2, 3),), public=True),
        Case((np.arange(8).reshape(2, 4, 1),), public=True),
        Case((dyadic_rationals(rng, 4, 5, 3),)),
        Case((dyadic_rationals(rng, 6, 3, 4),)),
        Case((dyadic_rationals(rng, 3, 3, 3) * 4096 + 0.25,)),
    ]


def _split_channels(image):
    """Return the planes of a channel-last image (H, W, C): a list of C arrays (H, W)."""
    planes = []
    for c in range(image.shape[2]):
        planes.append(image[:, :, c])
    return planes


split_channels = FunctionCheck(
    name="unit2/split_channels",
    reference=_split_channels,
    cases=_split_cases,
    shares={"values": 0.75, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(_WORDS.bugs, edited(_split_channels, _WORDS.edits)),
)
