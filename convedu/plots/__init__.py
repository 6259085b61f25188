"""Arrays to pictures, with matplotlib, which is loaded when something is first drawn."""

from convedu._lazy import lazy_names

__all__ = [
    "ACCENT",
    "LARGEST_PNG",
    "SIGNED",
    "SIGNED_COLOURS",
    "Picture",
    "curve",
    "frame",
    "images",
    "number",
    "show",
    "to_png",
]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "grids": ("ACCENT", "SIGNED", "SIGNED_COLOURS", "frame", "number", "show"),
        "picture": ("LARGEST_PNG", "Picture", "curve", "images", "to_png"),
    },
)
