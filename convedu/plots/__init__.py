"""Arrays to pictures, with matplotlib, which is loaded when something is first drawn."""

from importlib.util import find_spec

from convedu._lazy import lazy_names

IN_PAGE = find_spec("matplotlib") is None
"""Whether images are drawn without matplotlib: a browser's Python has none."""

__all__ = [
    "ACCENT",
    "LARGEST_PNG",
    "Picture",
    "curve",
    "frame",
    "images",
    "mlp_above_cnn",
    "number",
    "show",
    "still_png",
    "to_png",
]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "colours": ("ACCENT",),
        "grids": ("frame", "number", "show"),
        "page": ("images",) if IN_PAGE else (),
        "picture": (
            "LARGEST_PNG",
            "Picture",
            "curve",
            "still_png",
            "to_png",
            *(() if IN_PAGE else ("images",)),
        ),
        "two_networks": ("mlp_above_cnn",),
    },
)
