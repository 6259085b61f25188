"""The colours that pictures share, whatever draws them."""

from typing import Any

ACCENT = "#d6368f"
BLUE = "#4080c4"
INK = "#717b86"
LINE = "#8a949c"
"""Words need 4.3 to 1 and lines 3 to 1 on white as on JupyterLab's dark page: a stored picture
cannot know on which of them it will stand."""

DARK_INK = "#14181c"
"""For numbers on cells, which are painted."""

STYLE: dict[Any, Any] = {
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": LINE,
    "axes.titlecolor": INK,
    "xtick.color": LINE,
    "ytick.color": LINE,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "grid.color": LINE,
    "legend.labelcolor": INK,
    "hatch.linewidth": 0.6,
}
"""Matplotlib's settings for a figure without paper of its own."""
