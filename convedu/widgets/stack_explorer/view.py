"""Stack Explorer: layers to add and remove, and what one output sees through all of them."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import traitlets

from convedu.widgets.shared.base import Widget, invalid_trait
from convedu.widgets.shared.values import checksum
from convedu.widgets.stack_explorer.state import KINDS, MOST_LAYERS, StackState, photo, weights


class StackExplorer(Widget):
    """A stack of layers over a photograph; what is changed on the page comes back as traits.

    Parameters
    ----------
    layers : sequence of str
        Names of layers, first layer first: 1x1, 3x3, 5x5, "3x3 stride 2", "3x3 dilation 2",
        "max pool", "mean pool".
    relu : bool
        Put a ReLU after each convolution but a last one.
    cursor : (int, int) or None
        The output whose receptive field is shown; None for the middle.
    padded : bool
        Let each convolution pad with zeros.
    twin : bool
        Show the one kernel that equals a linear stack, and the switches that part the two.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> explorer = StackExplorer(["3x3", "3x3"], relu=True)
    >>> explorer.state.field.size, explorer.state.difference > 0
    (5, True)
    """

    title = "Stack Explorer"
    styles = ("controls",)

    layers = traitlets.List(traitlets.Unicode()).tag(sync=True)
    relu = traitlets.Bool().tag(sync=True)
    padded = traitlets.Bool().tag(sync=True)
    twin = traitlets.Bool(True).tag(sync=True)
    cursor = traitlets.Any().tag(sync=True)
    image = traitlets.List(traitlets.List()).tag(sync=True)
    kinds = traitlets.Dict().tag(sync=True)
    bank = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        layers: Sequence[str] = ("3x3", "3x3"),
        *,
        relu: bool = False,
        cursor: tuple[int, int] | None = None,
        padded: bool = False,
        twin: bool = True,
    ) -> None:
        state = StackState(tuple(layers), relu, cursor, padded)
        super().__init__(
            layers=list(state.layers),
            relu=state.relu,
            padded=state.padded,
            twin=twin,
            cursor=state.cursor,
            image=photo().tolist(),
            kinds={name: asdict(kind) for name, kind in KINDS.items()},
            bank={
                name: [weights(position, kind).tolist() for position in range(MOST_LAYERS)]
                for name, kind in KINDS.items()
            },
        )

    @property
    def state(self) -> StackState:
        """The explorer as a value, for reckoning without a browser."""
        return StackState(tuple(self.layers), self.relu, tuple(self.cursor), self.padded)

    def describe(self) -> str:
        """Return the explorer in one sentence with a checksum of the output."""
        state = self.state
        size, field = state.sizes[-1], state.field.size
        rows, columns = state.seen(0)
        seen = "x".join(str(at[-1] - at[0] + 1) for at in (rows, columns))
        return (
            f"Stack Explorer: {', '.join(state.layers)}, {'with' if state.relu else 'without'} "
            f"ReLU{', padded with zeros' * state.padded}; output {size}x{size}, of which "
            f"{state.cursor} sees {seen} pixels, rows {rows[0]} to {rows[-1]}, columns "
            f"{columns[0]} to {columns[-1]}; one {field}x{field} kernel differs by at most "
            f"{state.difference:.4g}; checksum {checksum(state.maps[-1])}"
        )

    @traitlets.validate("layers", "padded", "cursor")
    def _fits(self, proposal: Any) -> Any:
        name, value = proposal.trait.name, proposal.value
        held = {"layers": self.layers, "padded": self.padded, "cursor": self.cursor, name: value}
        if name != "cursor":
            held["cursor"] = None  # follows the output's size, in `_stay_inside`
        with invalid_trait():
            state = StackState(tuple(held.pop("layers")), **held)
        return list(state.layers) if name == "layers" else getattr(state, name)

    @traitlets.observe("layers", "padded")
    def _stay_inside(self, _change: Any) -> None:
        last = StackState(tuple(self.layers), padded=self.padded).sizes[-1] - 1
        self.cursor = tuple(int(place) for place in np.clip(self.cursor, 0, last))
