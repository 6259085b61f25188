"""The pictures that a widget offers: a notebook's page gets them once, not with each widget."""

import sys
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import traitlets

from convedu.widgets.shared.values import pack, unpack

SMALL = 10_000
"""Up to how many bytes pictures go with their widget."""

Packed = dict[str, Any]


class Gallery:
    """Pictures by name, in the browser's form.

    Parameters
    ----------
    pictures : mapping of str to ndarray
    to_page : callable
        Makes the browser's form of a picture.
    from_page : callable
        Makes a picture of it again.
    """

    def __init__(
        self,
        pictures: Mapping[str, np.ndarray],
        *,
        to_page: Callable[[np.ndarray], Packed] = pack,
        from_page: Callable[[Packed], np.ndarray] = unpack,
    ) -> None:
        self.pictures = pictures
        self.packed = {name: to_page(picture) for name, picture in pictures.items()}
        self._to_page, self._from_page = to_page, from_page
        self._model: Any = None

    def reference(self, _widget: Any = None) -> str | dict[str, Packed]:
        """Return what a widget's state holds: the pictures, or the number of a model with them."""
        size = sum(len(packed["data"]) for packed in self.packed.values())
        if size <= SMALL or sys.platform == "emscripten":  # the book's pages have no other models
            return self.packed
        return f"IPY_MODEL_{self._shared().model_id}"

    def outward(self, picture: np.ndarray) -> Packed:
        """Return a picture in the browser's form: by its name, if it is one of these."""
        for name, known in self.pictures.items():
            if picture is known or np.array_equal(picture, known):
                return {"name": name}
        return self._to_page(picture)

    def inward(self, packed: Packed) -> np.ndarray:
        """Return the picture that the browser's form stands for."""
        return self.pictures[packed["name"]] if "name" in packed else self._from_page(packed)

    def _shared(self) -> Any:
        from ipywidgets import Widget

        class Pictures(Widget):
            pictures = traitlets.Dict(self.packed).tag(sync=True)

        if self._model is None or self._model.comm is None:  # it may have been closed
            self._model = Pictures()
        return self._model


def gallery_trait() -> traitlets.TraitType:
    """Return a widget's trait ``gallery``."""
    return traitlets.Instance(Gallery).tag(sync=True, to_json=Gallery.reference)


def to_page(picture: np.ndarray, widget: Any) -> Packed:
    """Return the browser's form of a picture of a widget that has a gallery."""
    return widget.gallery.outward(picture)


def from_page(packed: Packed, widget: Any) -> np.ndarray:
    """Return the picture that the browser's form stands for in a widget that has a gallery."""
    return widget.gallery.inward(packed)
