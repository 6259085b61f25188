"""The still pictures of the Stack Explorer and the Left-Right Race."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from convedu.plots.grids import ACCENT, SIGNED_COLOURS, frame, show


def seen_through(panels: Mapping[str, tuple[np.ndarray, tuple[list[int], list[int]]]]) -> Figure:
    """Draw a stack's maps beside each other, each with the positions that one output depends on.

    Parameters
    ----------
    panels : mapping
        Title to ((H, W), (rows, columns)).

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure = Figure(figsize=(max(1.7 * len(panels), 4), 2.2), layout="compressed")
    row = figure.subplots(1, len(panels), squeeze=False)[0]
    for ax, (title, (grid, (rows, columns))) in zip(row, panels.items(), strict=True):
        show(ax, grid, title=title, numbers=False)
        frame(ax, (rows[0], columns[0]), (rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1))
        if 1 < len(rows) * len(columns) <= 64:  # more dots would hide what they lie on
            places = np.stack(np.meshgrid(rows, columns), axis=-1).reshape(-1, 2)
            ax.plot(places[:, 1], places[:, 0], ".", color=ACCENT, markersize=3)
    return figure


def race(curves: Mapping[str, Mapping[str, list[float]]], *, chance: float = 0.1) -> Figure:
    """Draw accuracy over epochs: where a network learned (solid) and moved away from it (dashed).

    Parameters
    ----------
    curves : mapping
        Name of a network to its accuracies from 0 to 1, "left" and "right".
    chance : float
        What guessing gives.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure = Figure(figsize=(7.5, 2.5), layout="compressed")
    row = figure.subplots(1, len(curves), sharey=True, squeeze=False)[0]
    for ax, (name, sides) in zip(row, curves.items(), strict=True):
        for side, colour, line, lift in (
            ("left", SIGNED_COLOURS[0], "-", 5),
            ("right", ACCENT, "--", 5 if sides["right"][-1] < 0.5 else -14),
        ):
            accuracies = [100 * share for share in sides[side]]
            ax.plot(accuracies, line, color=colour, lw=2)
            label = f"{side} {accuracies[-1]:.0f} %"
            ax.annotate(label, (len(accuracies) - 1, accuracies[-1]), (-2, lift), fontsize=8,
                        textcoords="offset points", ha="right", color=colour)  # fmt: skip
        ax.axhline(100 * chance, color="#a3adb6", lw=1, ls=":")
        ax.set(ylim=(0, 108), xlabel="epochs")
        ax.set_title(name, fontsize=9, color="#5c6670", loc="left")
        ax.spines[["top", "right"]].set_visible(False)
    row[0].set_ylabel("% right")
    return figure
