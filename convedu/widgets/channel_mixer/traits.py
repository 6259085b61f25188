"""What the Channel Mixer takes: pictures and matrices, as arrays or by name."""

from functools import cache
from typing import Any

import numpy as np
import traitlets

from convedu import images
from convedu.widgets.channel_mixer.state import colour_planes, mixing_matrix
from convedu.widgets.shared.base import invalid_trait
from convedu.widgets.shared.gallery import Gallery
from convedu.widgets.shared.values import array_named, pack, unpack

MATRICES = {
    "identity": np.eye(3),
    "swap red and blue": np.eye(3)[::-1],
    "red only": np.diag([1.0, 0.0, 0.0]),
    "grey": np.tile([0.299, 0.587, 0.114], (3, 1)),
    "sepia": np.array([[0.393, 0.769, 0.189], [0.349, 0.686, 0.168], [0.272, 0.534, 0.131]]),
    "more colour": 2 * np.eye(3) - np.tile([0.299, 0.587, 0.114], (3, 1)),
    "one grey plane": np.array([[0.299, 0.587, 0.114]]),
    "red minus green": np.array([[1.0, -1.0, 0.0]]),
}
_PATCHES = "100 010 001 110 011 101 111 000"


@cache
def colour_pictures() -> dict[str, np.ndarray]:
    """Return the colour pictures that have a name, channels first."""
    photos = {name: images.load(name, layout="CHW") for name in ("astronaut", "chelsea")}
    patches = [[float(bit) for bit in colour] for colour in _PATCHES.split()]
    return {**photos, "patches": np.array(patches).T.reshape(3, 2, 4)}


class Picture(traitlets.TraitType):
    """A trait that holds a read-only (3, H, W) array or takes its name."""

    def validate(self, obj: traitlets.HasTraits, value: Any) -> np.ndarray:
        """Return the value as an array, or refuse it with a sentence."""
        with invalid_trait():
            return colour_planes(array_named("image", value, colour_pictures()))


class Matrix(traitlets.TraitType):
    """A trait that holds a read-only (3, 3) or (1, 3) array or takes its name."""

    def validate(self, obj: traitlets.HasTraits, value: Any) -> np.ndarray:
        """Return the value as an array, or refuse it with a sentence."""
        with invalid_trait():
            return mixing_matrix(array_named("matrix", value, MATRICES))


@cache
def colour_gallery() -> Gallery:
    """Return them for the page, where the three planes lie one below the other."""
    return Gallery(colour_pictures(), to_page=_stack, from_page=_unstack)


def _stack(image: np.ndarray) -> dict[str, Any]:
    return pack(image.reshape(-1, image.shape[2]))


def _unstack(packed: dict[str, Any]) -> np.ndarray:
    below = unpack(packed)
    return below.reshape(3, -1, below.shape[1])
