"""Blocks of numbers drawn to scale, as the widgets draw them: depth goes right and up."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from convedu.plots.colours import LINE


@dataclass(frozen=True)
class Block:
    """A block whose front face has its top left corner at (x, y); y goes down."""

    x: float
    y: float
    width: float
    height: float
    depth: float

    @property
    def slant(self) -> float:
        """How far to the right, and as far up, its back lies."""
        return self.depth * math.sqrt(0.5)


def draw_block(
    ax: Axes,
    block: Block,
    *,
    picture: np.ndarray | None = None,
    slices: Sequence[str] = (),
    edge: str = LINE,
    **shown: Any,
) -> None:
    """Draw a block.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    block : Block
    picture : ndarray, optional
        What stands on the front face; `shown` are options of `imshow` for it.
    slices : sequence of str
        The colours of equally deep slices, the first one in front; one grey block by default.
    edge : str
        The edges' colour.
    """
    x, y, width, height = block.x, block.y, block.width, block.height
    colours = slices or ("#e8ebed",)
    step = block.slant / len(colours)
    for i in reversed(range(len(colours))):
        left, top = x + i * step, y - i * step
        lid = [(left, top), (left + step, top - step), (left + step + width, top - step)]
        side = [(left + width, top), (left + step + width, top - step)]
        side += [(left + step + width, top - step + height), (left + width, top + height)]
        style: dict[str, Any] = {"fc": colours[i], "ec": edge, "lw": 0.6}
        ax.add_patch(Polygon([*lid, (left + width, top)], **style))
        ax.add_patch(Polygon(side, **style))
    ax.add_patch(Rectangle((x, y), width, height, fc="white", ec=edge, lw=0.8))
    if picture is not None:
        extent = (x, x + width, y + height, y)
        ax.imshow(picture, extent=extent, interpolation="nearest", zorder=2, **shown)
