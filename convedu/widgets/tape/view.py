"""Tape and Tiles: a window jumps along a tape, or over a picture, and some cells are never read."""

from dataclasses import asdict
from typing import Any

import traitlets

from convedu._validate import choice
from convedu.widgets.shared.base import InvalidTrait, Widget, invalid_trait
from convedu.widgets.tape.state import RANGES, Axis, axes_of

PICTURES = ("numbers", "stripes")


class TapeAndTiles(Widget):
    """Windows over a tape (one axis) or over tiles (two), with the size formula filled in.

    Parameters
    ----------
    n, kernel, stride, padding, dilation : int or (int, int)
        A pair (rows, columns) in any of them makes tiles.
    cursor : (int, int) or int
        The window that is looked at.
    picture : {"numbers", "stripes"}
        What stands in the cells: their numbers, or black and white stripes.

    Attributes
    ----------
    axes : list of dict
        n, kernel, stride, padding and dilation of each axis, as the sliders stand.
    cursor : list of int
    picture : str

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> TapeAndTiles(8, 3, stride=2)
    Tape and Tiles: 8 cells, kernel 3, stride 2, padding 0, dilation 1: floor(5 / 2) + 1 = 3 \
windows; cells never read: 7
    """

    title = "Tape and Tiles"
    styles = ("controls", "svg")

    axes: Any = traitlets.List().tag(sync=True)
    cursor = traitlets.List([0, 0]).tag(sync=True)
    picture = traitlets.Enum(PICTURES, "numbers").tag(sync=True)
    ranges = traitlets.Dict(RANGES).tag(sync=True)

    def __init__(
        self,
        n: int | tuple[int, int] = 8,
        kernel: int | tuple[int, int] = 3,
        *,
        stride: int | tuple[int, int] = 1,
        padding: int | tuple[int, int] = 0,
        dilation: int | tuple[int, int] = 1,
        cursor: tuple[int, int] | int = 0,
        picture: str = "numbers",
    ) -> None:
        axes = axes_of(n=n, kernel=kernel, stride=stride, padding=padding, dilation=dilation)
        super().__init__(
            axes=[asdict(axis) for axis in axes],
            cursor=[0, cursor] if isinstance(cursor, int) else list(cursor),
            picture=choice("picture", picture, PICTURES),
        )

    @property
    def state(self) -> tuple[Axis, ...]:
        """The axes as values, for reckoning without a browser: one for a tape, two for tiles."""
        return tuple(Axis(**values) for values in self.axes)

    def describe(self) -> str:
        """Return each axis in one sentence."""
        if len(self.axes) == 1:
            return f"Tape and Tiles: {self.state[0]}"
        down, across = self.state
        return f"Tape and Tiles: down {down}; across {across}"

    @traitlets.validate("axes")
    def _valid_axes(self, proposal: Any) -> list[dict[str, int]]:
        if len(proposal.value) not in (1, 2):
            raise InvalidTrait(f"axes has {len(proposal.value)} entries, expected one or two")
        with invalid_trait():
            return [asdict(Axis(**values)) for values in proposal.value]

    @traitlets.validate("cursor")
    def _valid_cursor(self, proposal: Any) -> list[int]:
        sizes = [1, *(axis.size for axis in self.state)][-2:]
        if len(proposal.value) != 2:
            raise InvalidTrait(f"cursor is {proposal.value!r}, expected [row, column]")
        # Sliders make the output smaller under the cursor's feet: it goes to the nearest window.
        return [
            min(max(int(at), 0), max(size - 1, 0))
            for at, size in zip(proposal.value, sizes, strict=True)
        ]

    @traitlets.observe("axes")
    def _stay_inside(self, _change: Any) -> None:
        self.cursor = list(self.cursor)
