"""Unit 2: a channel-last picture, taken apart into planes."""

import numpy as np

from convedu.checks.bank import bank, words
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
    return [image[:, :, c] for c in range(image.shape[2])]


def _planes(image):
    return np.stack(_split_channels(image))


def _coloured(image):
    planes = np.zeros((image.shape[2], *image.shape))
    for c in range(image.shape[2]):
        planes[c, :, :, c] = image[:, :, c]
    return planes


split_channels = FunctionCheck(
    name="unit2/split_channels",
    reference=_split_channels,
    cases=_split_cases,
    shares={"values": 0.75, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "reshaped": lambda image: image.reshape(image.shape[2], *image.shape[:2]),
            "transposed-planes": np.transpose,
            "rows-taken-for-channels": lambda image: [image[c] for c in range(image.shape[2])],
            "rows-taken-for-channels/three": lambda image: [image[c] for c in range(3)],
            "rows-last": lambda image: np.moveaxis(image, 0, -1),
            "first-channel-lost": lambda image: _split_channels(image)[1:],
            "flattened-planes": lambda image: [p.ravel() for p in _split_channels(image)],
            "rows-counted": lambda image: [image[:, :, c] for c in range(len(image))],
            "columns-taken-for-channels": (
                lambda image: np.moveaxis(image, 1, 0),
                lambda image: [image[:, c] for c in range(image.shape[2])],
            ),
            "first-channel-only": lambda image: image[:, :, 0],
            "always-three": lambda image: [image[:, :, c] for c in range(3)],
            "axis-kept": lambda image: _planes(image)[..., np.newaxis],
            "coloured": _coloured,
            "reversed-order": lambda image: _planes(image)[::-1],
            "same-plane": lambda image: _planes(image)[[0] * image.shape[2]],
            "last-channel-lost": (
                lambda image: _planes(image)[:-1],
                lambda image: _split_channels(image)[:-1],
            ),
            "returns-early": (
                lambda image: _planes(image)[:1],
                lambda image: [image[:, :, 0]] + [np.zeros(image.shape[:2])] * (image.shape[2] - 1),
            ),
            "divided-by-255": lambda image: _planes(image) / 255,
            "joined-below": lambda image: np.concatenate(_split_channels(image)),
            "joined-beside": lambda image: np.concatenate(_split_channels(image), axis=1),
            "averaged": lambda image: image.mean(axis=2),
            "unchanged": np.copy,
        },
    ),
)
