"""The still picture of the Price Tag."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from convedu.plots.colours import ACCENT, BLUE
from convedu.widgets.price_tag.view import PriceTag


def draw(tag: PriceTag) -> Figure:
    """Draw a layer's filters as bricks, and beside them what it costs on a log scale."""
    costs, bricks, size = tag.state.costs(), tag.state.cout, tag.state.brick
    figure = Figure(figsize=(7.2, 2.9), layout="compressed")
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.5))
    _bricks(left, min(bricks, 64), *size)
    title = f"{bricks} bricks of {'x'.join(map(str, size))}, to scale"
    left.set_title(title, fontsize=9, loc="left")
    names = list(costs)
    colours = ["#c9822f"] * 3 + [BLUE, "#5b93cc", ACCENT]
    right.barh(names, [max(value, 0.5) for value in costs.values()], color=colours, left=0.5)
    right.set(xscale="log", xlim=(0.5, 10 ** (np.log10(max(costs.values())) * 1.5)))
    right.invert_yaxis()
    right.spines[["top", "right"]].set_visible(False)
    right.tick_params(labelsize=8)
    for row, value in enumerate(costs.values()):
        right.text(max(value, 0.5) * 1.6, row, f"{value:,}", va="center", fontsize=8)
    return figure


def _bricks(ax: Axes, many: int, face: int, _width: int, depth: int) -> None:
    dx, dy = 0.9 * depth, 0.436 * depth
    wide, high = face + dx + 0.4 * face + 0.7, 1.4 * face + 0.3
    sizes = [(across * wide, -(-many // across) * high + dy) for across in range(1, 9)]
    across = 1 + int(np.argmin([max(right, down / 1.2) for right, down in sizes]))
    for i in range(many):
        x, y = i % across * wide, -(i // across) * high
        top = [(x, y), (x + dx, y + dy), (x + face + dx, y + dy), (x + face, y)]
        side = [(x + face, y), (x + face + dx, y + dy)]
        side += [(x + face + dx, y - face + dy), (x + face, y - face)]
        for corners, colour in ((top, "#c9822f"), (side, "#9c4a06")):
            ax.add_patch(Polygon(corners, fc=colour, ec="white", lw=0.2))
        ax.add_patch(Rectangle((x, y - face), face, face, fc="#e9ab6b", ec="white", lw=0.2))
    ax.autoscale_view()
    ax.set_aspect("equal")
    ax.set_axis_off()
