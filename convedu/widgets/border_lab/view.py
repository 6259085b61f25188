"""Border Lab: five borders, how often each pixel is used, and what a border does to a photo."""

from functools import cache
from typing import Any

import numpy as np
import traitlets

from convedu._validate import choice
from convedu.widgets.border_lab.state import MODES, RANGES, RESPONSES, SIZE, Border, photos
from convedu.widgets.shared.base import Widget, invalid_trait
from convedu.widgets.shared.gallery import Gallery, gallery_trait
from convedu.widgets.shared.values import pixel


class BorderLab(Widget):
    """A small picture with its border, a map of how often its pixels are used, and a photo.

    Parameters
    ----------
    mode : {"none", "zero", "edge", "reflect", "wrap"}
    kernel, padding, stride : int
        `padding` goes from 0 to ``kernel - 1``.
    photo : {"camera", "brick", "white"}
    response : {"blur", "difference"}
        The mean under the window, or its right column minus its left one.
    cursor : (int, int)
        The pixel of the small picture that is looked at.

    Attributes
    ----------
    mode, photo, response : str
    kernel, padding, stride : int
        A smaller kernel takes a padding that is too wide for it along.
    cursor : list of int

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> BorderLab("zero", kernel=3, padding=1).state.uses
    [2, 3, 3, 3, 3, 3, 3, 2]
    """

    title = "Border Lab"
    styles = ("controls", "svg")

    mode = traitlets.Enum(MODES, "zero").tag(sync=True)
    kernel = traitlets.Int(3).tag(sync=True)
    padding = traitlets.Int(1).tag(sync=True)
    stride = traitlets.Int(1).tag(sync=True)
    cursor = traitlets.List([0, 0]).tag(sync=True)
    photo = traitlets.Unicode("camera").tag(sync=True)
    response = traitlets.Enum(RESPONSES, "blur").tag(sync=True)
    gallery = gallery_trait()
    ranges = traitlets.Dict(RANGES).tag(sync=True)

    def __init__(
        self,
        mode: str = "zero",
        *,
        kernel: int = 3,
        padding: int = 1,
        stride: int = 1,
        photo: str = "camera",
        response: str = "blur",
        cursor: tuple[int, int] = (0, 0),
    ) -> None:
        border = Border(mode, kernel, padding, stride)
        super().__init__(
            mode=mode,
            kernel=border.kernel,
            padding=border.padding,
            stride=border.stride,
            photo=choice("photo", photo, tuple(photos())),
            response=choice("response", response, RESPONSES),
            cursor=list(cursor),
            gallery=_gallery(),
        )

    @property
    def state(self) -> Border:
        """The border as a value, for reckoning without a browser."""
        return Border(self.mode, self.kernel, self.padding, self.stride)

    @property
    def ratio(self) -> float | None:
        """Mean strength of the outputs that see the border, by that of the others."""
        border, inside = self.state.means(photos()[self.photo], self.response)
        return None if border is None or inside < 1e-12 else border / inside

    def describe(self) -> str:
        """Return the lab in one sentence."""
        state = self.state
        uses = np.outer(state.uses, state.uses)
        border, inside = state.means(photos()[self.photo], self.response)
        means = f"inside {inside:.3f}"
        if border is not None:
            ratio = "none" if self.ratio is None else f"{self.ratio:.2f}"
            means = f"border {border:.3f}, {means}, ratio {ratio}"
        return (
            f"Border Lab: {SIZE}x{SIZE} pixels, kernel {state.kernel}, stride {state.stride}, "
            f"mode {state.mode}, padding {state.width}; output {state.size}x{state.size}; corner "
            f"used {uses[0, 0]} times, centre {uses[SIZE // 2, SIZE // 2]}; {self.photo} under "
            f"{self.response}: {means}"
        )

    @traitlets.validate("kernel", "padding", "stride")
    def _valid_number(self, proposal: Any) -> int:
        name, value = proposal.trait.name, proposal.value
        numbers = {name: getattr(self, name) for name in RANGES} | {name: value}
        if name == "kernel":
            numbers["padding"] = 0  # follows, in `_narrow`
        with invalid_trait():
            return getattr(Border(**numbers), name)

    @traitlets.observe("kernel")
    def _narrow(self, _change: Any) -> None:
        self.padding = min(self.padding, self.kernel - 1)

    @traitlets.validate("photo")
    def _valid_photo(self, proposal: Any) -> str:
        with invalid_trait():
            return choice("photo", proposal.value, tuple(photos()))

    @traitlets.validate("cursor")
    def _valid_cursor(self, proposal: Any) -> list[int]:
        with invalid_trait():
            return list(pixel(proposal.value, (SIZE, SIZE), of="small picture"))


@cache
def _gallery() -> Gallery:
    return Gallery(photos())
