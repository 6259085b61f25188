"""Arrays to pictures, with matplotlib, which is loaded when something is first drawn."""

from convedu._lazy import lazy_names

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
        "costs": ("paired_bars", "price_tag"),
        "grids": ("ACCENT", "SIGNED", "SIGNED_COLOURS", "frame", "number", "show"),
        "kernels": ("channel_stack", "kernel_lab"),
        "picture": ("LARGEST_PNG", "Picture", "curve", "images", "to_png"),
        "stacks": ("race", "seen_through"),
        "windows": ("border_lab", "tape", "tiles"),
    },
)
