"""Arrays to pictures, with matplotlib, which is loaded when something is first drawn."""

from importlib.util import find_spec

from convedu._lazy import lazy_names

IN_PAGE = find_spec("matplotlib") is None
"""Whether images are drawn without matplotlib: a browser's Python has none."""

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

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "colours": ("ACCENT", "SIGNED_COLOURS"),
        "costs": ("paired_bars", "price_tag"),
        "grids": ("SIGNED", "frame", "number", "show"),
        "kernels": ("channel_stack", "kernel_lab"),
        "page": ("images",) if IN_PAGE else (),
        "picture": ("LARGEST_PNG", "Picture", "curve", "to_png", *(() if IN_PAGE else ("images",))),
        "stacks": ("race", "seen_through"),
        "windows": ("border_lab", "tape", "tiles"),
    },
)
