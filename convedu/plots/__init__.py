"""Arrays to pictures: the only part of the course that draws with matplotlib."""

from convedu.plots.costs import paired_bars, price_tag
from convedu.plots.grids import ACCENT, SIGNED, SIGNED_COLOURS, frame, number, show
from convedu.plots.kernels import channel_stack, kernel_lab
from convedu.plots.picture import LARGEST_PNG, Picture, curve, images, to_png
from convedu.plots.stacks import race, seen_through
from convedu.plots.windows import border_lab, tape, tiles

__all__ = [
    "ACCENT",
    "LARGEST_PNG",
    "SIGNED",
    "SIGNED_COLOURS",
    "Picture",
    "border_lab",
    "channel_stack",
    "curve",
    "frame",
    "images",
    "kernel_lab",
    "number",
    "paired_bars",
    "price_tag",
    "race",
    "seen_through",
    "show",
    "tape",
    "tiles",
    "to_png",
]
