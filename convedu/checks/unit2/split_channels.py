"""Unit 2: a channel-last picture, taken apart into planes."""

import numpy as np

from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


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


def _in_place(image):
    planes = [image[:, :, c].copy() for c in range(image.shape[2])]
    image[:, :, 1:] = 0
    image[:, :, :1] += 1
    return planes


split_channels = FunctionCheck(
    name="unit2/split_channels",
    reference=_split_channels,
    cases=_split_cases,
    shares={"values": 0.75, "side_effects_and_type": 0.25},
    bugs=(
        Bug(
            "reshaped",
            "You only read the same numbers in another shape: `reshape` moves nothing, so each "
            "plane mixes the channels. Pick a channel with `image[:, :, c]`, or move the axis.",
            lambda image: image.reshape(image.shape[2], *image.shape[:2]),
        ),
        Bug(
            "transposed-planes",
            "The channels are apart, but rows and columns are swapped in each: `.T` reverses all "
            "three axes. Move only the last one to the front.",
            lambda image: image.T,
        ),
        Bug(
            "rows-taken-for-channels",
            "You index the first axis, which counts rows. In (H, W, C) the channel is the last.",
            lambda image: [image[c] for c in range(image.shape[2])],
        ),
        Bug(
            "rows-taken-for-channels",
            "You index the first axis, which counts rows. In (H, W, C) the channel is the last, "
            "and there need not be three of them.",
            lambda image: [image[c] for c in range(3)],
        ),
        Bug(
            "rows-counted",
            "`len(image)` counts rows, the first axis. How many channels there are stands in "
            "`image.shape[2]`.",
            lambda image: [image[:, :, c] for c in range(len(image))],
        ),
        Bug(
            "columns-taken-for-channels",
            "You index the middle axis, which counts columns. In (H, W, C) the channel is the "
            "last.",
            lambda image: np.moveaxis(image, 1, 0),
        ),
        Bug(
            "first-channel-only",
            "This is the first plane alone. Return all of them, one for each channel.",
            lambda image: image[:, :, 0],
        ),
        Bug(
            "always-three",
            "You take three channels whatever the image has. A grey picture has one, a picture "
            "with transparency four: ask `image.shape[2]`.",
            lambda image: [image[:, :, c] for c in range(3)],
        ),
        Bug(
            "axis-kept",
            "Each plane keeps a channel axis of length 1: (H, W, 1). A number as an index drops "
            "the axis, a slice or `np.split` keeps it.",
            lambda image: _planes(image)[..., np.newaxis],
        ),
        Bug(
            "coloured",
            "You return pictures in which the other channels are set to 0. A plane is one number "
            "a pixel: shape (H, W).",
            _coloured,
        ),
        Bug(
            "reversed-order",
            "The planes come in reverse order, blue first. OpenCV stores pictures that way; here "
            "plane 0 is channel 0.",
            lambda image: _planes(image)[::-1],
        ),
        Bug(
            "same-plane",
            "Each of your planes is the first one. Let the loop's variable choose the channel.",
            lambda image: _planes(image)[[0] * image.shape[2]],
        ),
        Bug(
            "last-channel-lost",
            "One channel is missing at the end. `range(n)` already stops before n.",
            lambda image: _planes(image)[:-1],
        ),
        Bug(
            "averaged",
            "You average over the channels. Nothing is calculated here: the numbers stay.",
            lambda image: image.mean(axis=2),
        ),
        Bug(
            "unchanged",
            "The image comes back as it was, channel-last. The planes have the channel first.",
            lambda image: image.copy(),
        ),
        Bug(
            "input-changed",
            "The values are right, but your function writes into `image`, which belongs to its "
            "caller.",
            _in_place,
        ),
    ),
    hints=(
        "Which axis of (H, W, C) counts the channels?",
        "`image[:, :, 0]` is all rows, all columns, channel 0: the first plane.",
        "`[image[:, :, c] for c in range(image.shape[2])]`, or `np.moveaxis(image, 2, 0)`.",
    ),
)
