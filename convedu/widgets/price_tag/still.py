"""The still picture of the Price Tag."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from convedu.plots.colours import ACCENT
from convedu.widgets.price_tag.view import PriceTag


def draw(tag: PriceTag) -> Figure:
    """Draw a layer's filters as bricks, and beside them what it costs on a log scale."""
    costs, bricks, size = tag.state.costs(), tag.state.cout, tag.state.brick
    figure = Figure(figsize=(7.2, 2.9), layout="compressed")
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.5))
    _bricks(left, min(bricks, 64), *size)
    left.set_title(f"{bricks} bricks of {' × '.join(map(str, size))}", fontsize=9, loc="left")
    names = list(costs)
    colours = ["#c9822f"] * 3 + ["#3b6fae", "#86aed6", ACCENT]
    right.barh(names, [max(value, 0.5) for value in costs.values()], color=colours, left=0.5)
    right.set(xscale="log", xlim=(0.5, 10 ** (np.log10(max(costs.values())) * 1.5)))
    right.invert_yaxis()
    right.spines[["top", "right"]].set_visible(False)
    right.tick_params(labelsize=8)
    for row, value in enumerate(costs.values()):
        right.text(max(value, 0.5) * 1.6, row, f"{value:,}", va="center", fontsize=8)
    return figure


def _bricks(ax: Axes, many: int, face: int, _width: int, depth: int) -> None:
    side, length = 1 + 0.3 * face, 0.3 + 0.35 * depth**0.5
    dx, dy = 0.8 * length, 0.45 * length
    for i in range(many):
        x, y = (i % 8) * (side + dx + 0.8), -(i // 8) * (side + dy + 0.8)
        top = [(x, y), (x + dx, y + dy), (x + side + dx, y + dy), (x + side, y)]
        right = [(x + side, y), (x + side + dx, y + dy)]
        right += [(x + side + dx, y - side + dy), (x + side, y - side)]
        for corners, colour in ((top, "#c9822f"), (right, "#9c4a06")):
            ax.add_patch(Polygon(corners, fc=colour, ec="white", lw=0.4))
        ax.add_patch(Rectangle((x, y - side), side, side, fc="#e9ab6b", ec="white", lw=0.4))
    ax.autoscale_view()
    ax.set_aspect("equal")
    ax.set_axis_off()
