"""Kernel Lab: an image, a kernel that can be edited and their output, on the page and in Python."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from convedu import images
from convedu.widgets.kernel_lab.state import LARGEST_KERNEL, LabState
from convedu.widgets.shared.base import Widget, invalid_trait
from convedu.widgets.shared.gallery import Gallery, from_page, gallery_trait, to_page
from convedu.widgets.shared.values import (
    LARGEST_IMAGE,
    array_named,
    checksum,
    name_of,
    number_text,
    plane,
)

_ROW_KERNELS = {
    "identity": [0, 1, 0],
    "1 2 3": [1, 2, 3],
    "blur": [1 / 3, 1 / 3, 1 / 3],
    "difference": [-1, 0, 1],
    "sharpen": [-1, 3, -1],
}


class Plane(traitlets.TraitType):
    """A trait that holds a read-only (H, W) array; `named` are arrays that a name stands for."""

    def __init__(
        self, name: str, largest: int, named: Callable[[], dict[str, np.ndarray]], **form: Any
    ) -> None:
        super().__init__()
        self._takes = name, largest
        self._named = named
        self.tag(sync=True, **form)

    def validate(self, obj: traitlets.HasTraits, value: Any) -> np.ndarray:
        """Return the value as an array, or refuse it with a sentence."""
        name, largest = self._takes
        with invalid_trait():
            return plane(name, array_named(name, value, self._named()), largest)


@cache
def pictures() -> dict[str, np.ndarray]:
    """Return the images that have a name, in grey."""
    photos = {name: _grey(images.load(name)) for name in images.names()}
    return {**photos, "number grid": images.number_grid(), "impulse": images.impulse(9)}


def kernels() -> dict[str, np.ndarray]:
    """Return the kernels that have a name."""
    return dict(images.KERNELS)


class KernelLab(Widget):
    """An image, a kernel and their output; what is changed on the page comes back as traits.

    Parameters
    ----------
    image : str or array_like
        The name of a picture, "number grid", "impulse", an (H, W) array, or one row of numbers,
        which makes the lab one-dimensional.
    kernel : str or array_like
        The name of a kernel, a (kH, kW) array, or one row of numbers.
    flip : bool
        Convolve (turn the kernel by 180 degrees first) instead of correlating.
    cursor : (int, int), int or None
        The output pixel whose multiply-add is written out; None for the middle.

    Attributes
    ----------
    image, kernel : ndarray
        Read-only, in float64. A new value may be a name; one that does not fit is refused and the
        old one stays.
    flip : bool
    cursor : (int, int)

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> lab = KernelLab([0, 0, 1, 0, 0], [1, 2, 3], flip=True)
    >>> lab.output
    array([[1., 2., 3.]])
    """

    title = "Kernel Lab"
    styles = ("controls", "panels")

    image = Plane("image", LARGEST_IMAGE, pictures, to_json=to_page, from_json=from_page)
    kernel = Plane("kernel", LARGEST_KERNEL, kernels, to_json=lambda array, _: array.tolist())
    flip = traitlets.Bool().tag(sync=True)
    cursor = traitlets.Any().tag(sync=True)
    gallery = gallery_trait()
    presets = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        image: str | ArrayLike = "camera",
        kernel: str | ArrayLike = "blur",
        *,
        flip: bool = False,
        cursor: tuple[int, int] | int | None = None,
    ) -> None:
        state = LabState(
            array_named("image", image, pictures()),
            array_named("kernel", kernel, kernels()),
            flip,
            cursor,
        )
        super().__init__(
            image=state.image,
            kernel=state.kernel,
            flip=state.flip,
            cursor=state.cursor,
            gallery=_gallery(state.image),
            presets={name: np.atleast_2d(rows).tolist() for name, rows in _presets(state).items()},
        )

    @property
    def state(self) -> LabState:
        """The lab as a value, for reckoning without a browser."""
        return LabState(self.image, self.kernel, self.flip, self.cursor)

    @property
    def output(self) -> np.ndarray:
        """What the kernel makes of the image, calculated by `convedu.ops`."""
        return self.state.output

    def describe(self) -> str:
        """Return the lab in one sentence with a checksum of the output."""
        state, out = self.state, self.output
        picture = name_of(state.image, _gallery(state.image).pictures, "array")
        place = state.cursor[1] if _is_row(state) else state.cursor
        kind = "flipped (convolution)" if state.flip else "slid (cross-correlation)"
        return (
            f"Kernel Lab: {picture} {_size(state.image)}, "
            f"kernel {name_of(state.kernel, _presets(state), 'my own')} {_size(state.kernel)} "
            f"with sum {number_text(state.kernel.sum())}, {kind}; output {_size(out)} from "
            f"{number_text(out.min())} to {number_text(out.max())}, {number_text(state.value)} at "
            f"{place}; checksum {checksum(state.output)}"
        )

    @traitlets.validate("image", "kernel", "cursor")
    def _fits(self, proposal: Any) -> Any:
        held = {name: getattr(self, name) for name in ("image", "kernel", "cursor")}
        held[proposal.trait.name] = proposal.value
        if proposal.trait.name != "cursor":
            held["cursor"] = None  # follows the output's size, in `_stay_inside`
        with invalid_trait():
            return getattr(LabState(**held), proposal.trait.name)

    @traitlets.observe("image", "kernel")
    def _stay_inside(self, _change: Any) -> None:
        rows, cols = LabState(self.image, self.kernel).shape
        self.cursor = min(self.cursor[0], rows - 1), min(self.cursor[1], cols - 1)


def _gallery(image: np.ndarray) -> Gallery:
    return _pictures_or_rows(image.shape[1] if image.shape[0] == 1 else None)


@cache
def _pictures_or_rows(length: int | None) -> Gallery:
    if length is None:
        return Gallery(pictures())
    step = (np.arange(length) >= length // 2).astype(float)[np.newaxis]
    return Gallery({"impulse": images.impulse((1, length)), "step": step})


def _presets(state: LabState) -> dict[str, np.ndarray]:
    if not _is_row(state):
        return kernels()
    return {name: np.array([row], dtype=float) for name, row in _ROW_KERNELS.items()}


def _is_row(state: LabState) -> bool:
    return state.image.shape[0] == state.kernel.shape[0] == 1


def _grey(picture: np.ndarray) -> np.ndarray:
    if picture.ndim == 3:
        picture = np.rint(picture @ [0.299, 0.587, 0.114] * 255) / 255
    return picture


def _size(array: np.ndarray) -> str:
    rows, cols = array.shape
    return str(cols) if rows == 1 else f"{rows}x{cols}"
