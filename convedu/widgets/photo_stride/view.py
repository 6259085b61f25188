"""Photo Stride: a picture of which only every s-th pixel is kept, blurred before or not."""

from functools import cache
from typing import Any

import traitlets

from convedu.widgets.photo_stride.state import SIDE, STRIDES, Sampling, photos
from convedu.widgets.shared.base import Widget, invalid_trait
from convedu.widgets.shared.gallery import Gallery, gallery_trait
from convedu.widgets.shared.values import checksum, pixel


class PhotoStride(Widget):
    """A photo under a stride, pixel by pixel in a magnifier, and a blur that can come before.

    Parameters
    ----------
    picture : {"brick", "camera", "rings"}
    stride : int
        From 1 to 8.
    blurred : bool
    start : int
        The first row and column that is kept, from 0 to ``stride - 1``.
    cursor : (int, int)
        The pixel in the middle of the magnifier.

    Attributes
    ----------
    picture : str
    stride, start : int
        A smaller stride takes a start that is too far along.
    blurred : bool
    cursor : list of int

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> PhotoStride("brick", stride=4).state.output.shape
    (64, 64)
    """

    title = "Photo Stride"
    styles = ("controls", "panels")

    picture = traitlets.Unicode("brick").tag(sync=True)
    stride = traitlets.Int(1).tag(sync=True)
    blurred = traitlets.Bool().tag(sync=True)
    start = traitlets.Int(0).tag(sync=True)
    cursor = traitlets.List([0, 0]).tag(sync=True)
    gallery = gallery_trait()
    strides: Any = traitlets.List(list(STRIDES)).tag(sync=True)

    def __init__(
        self,
        picture: str = "brick",
        *,
        stride: int = 1,
        blurred: bool = False,
        start: int = 0,
        cursor: tuple[int, int] = (SIDE // 2, SIDE // 2),
    ) -> None:
        state = Sampling(picture, stride, blurred, start)
        super().__init__(
            picture=state.picture,
            stride=state.stride,
            blurred=state.blurred,
            start=state.start,
            cursor=list(cursor),
            gallery=_gallery(),
        )

    @property
    def state(self) -> Sampling:
        """The sampling as a value, for reckoning without a browser."""
        return Sampling(self.picture, self.stride, self.blurred, self.start)

    def describe(self) -> str:
        """Return the sampling in one sentence with a checksum of what is kept."""
        state, size = self.state, "x".join(map(str, self.state.output.shape))
        before = "blurred, then " if state.blurred else ""
        return (
            f"Photo Stride: {state.picture}, {SIDE}x{SIDE} pixels, {before}stride {state.stride} "
            f"from {state.start}: {size}; one pixel later they change by {state.unrest:.3f} on "
            f"average; checksum {checksum(state.output)}"
        )

    @traitlets.validate("picture", "stride", "start")
    def _valid_value(self, proposal: Any) -> Any:
        name = proposal.trait.name
        values: dict[str, Any] = {
            "picture": self.picture,
            "stride": self.stride,
            "start": self.start,
        }
        values |= {name: proposal.value} | ({"start": 0} if name == "stride" else {})
        with invalid_trait():
            return getattr(Sampling(**values), name)

    @traitlets.observe("stride")
    def _stay_inside(self, _change: Any) -> None:
        self.start = min(self.start, self.stride - 1)

    @traitlets.validate("cursor")
    def _valid_cursor(self, proposal: Any) -> list[int]:
        with invalid_trait():
            return list(pixel(proposal.value, (SIDE, SIDE), of="picture"))


@cache
def _gallery() -> Gallery:
    return Gallery(photos())
