"""The still picture of the Left-Right Race."""

from matplotlib.figure import Figure

from convedu.plots.colours import ACCENT, BLUE, LINE
from convedu.widgets.race.view import LeftRightRace

CHANCE = 10  # % that guessing gives


def draw(race: LeftRightRace) -> Figure:
    """Draw accuracy over epochs: where a network learned, and moved away from it (dashed)."""
    curves = {name: stored["runs"][race.seed] for name, stored in race.stored.items()}
    figure = Figure(figsize=(7.5, 2.5), layout="compressed")
    row = figure.subplots(1, len(curves), sharey=True, squeeze=False)[0]
    for ax, (name, sides) in zip(row, curves.items(), strict=True):
        for side, colour, line, lift in (
            ("left", BLUE, "-", 5),
            ("right", ACCENT, "--", 5 if sides["right"][-1] < 0.5 else -14),
        ):
            accuracies = [100 * share for share in sides[side]]
            ax.plot(accuracies, line, color=colour, lw=2)
            label = f"{side} {accuracies[-1]:.0f} %"
            ax.annotate(label, (len(accuracies) - 1, accuracies[-1]), (-2, lift), fontsize=8,
                        textcoords="offset points", ha="right", color=colour)  # fmt: skip
        ax.axhline(CHANCE, color=LINE, lw=1, ls=":")
        ax.set(ylim=(0, 108), xlabel="epochs")
        ax.set_title(name, fontsize=9, loc="left")
        ax.spines[["top", "right"]].set_visible(False)
    row[0].set_ylabel("% right")
    return figure
