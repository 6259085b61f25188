"""Channel Stack: planes, filters as deep as there are planes, and their sum, step by step."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from convedu import images, ops
from convedu.widgets.channel_stack.state import ChannelState
from convedu.widgets.shared.base import Widget, invalid_trait
from convedu.widgets.shared.values import checksum, number_text, pack

# Weights as large as can be told apart in their products, with one decimal.
_BOX = np.full((5, 5), 0.2)
_RAMP = np.tile([-0.2, -0.2, 0, 0.2, 0.2], (5, 1))
_DOT = np.pad([[5.0]], 2) - _BOX
_NOTHING = np.zeros((5, 5))


def _stack(*kernels: np.ndarray) -> np.ndarray:
    return np.round(np.stack(kernels), 1)


FILTERS: Mapping[str, np.ndarray] = MappingProxyType({
    "red against the rest": _stack(_BOX, -_BOX / 2, -_BOX / 2),
    "brightness": _stack(_BOX / 2, _BOX / 2, _BOX / 2),
    "upright edges": _stack(_RAMP, _RAMP, _RAMP),
    "level edges": _stack(_RAMP.T, _RAMP.T, _RAMP.T),
    "blue against yellow": _stack(-_BOX / 2, -_BOX / 2, _BOX),
    "small dots": _stack(_DOT, _DOT, _DOT),
    "edges of red only": _stack(_RAMP, _NOTHING, _NOTHING),
    "red leftwards of blue": _stack(-_RAMP, _NOTHING, _RAMP),
})  # fmt: skip
"""Name to filter (3, 5, 5), to be used where none are given."""

_SYNCED = ("filters", "shown", "cursor", "step", "misread")


@cache
def face() -> np.ndarray:
    """Return the astronaut's picture, 32 by 32 pixels, channel-first."""
    small = ops.avg_pool2d(images.load("astronaut", layout="CHW"), 6)
    return np.rint(small * 255) / 255


class ChannelStack(Widget):
    """A picture with several channels under filters that are as deep, on the page and in Python.

    Parameters
    ----------
    image : array_like, optional
        (C, H, W) with 1 to 4 channels; None for a face of shape (3, 32, 32).
    weight : array_like, optional
        (F, C, kH, kW), at most 8 filters to choose from; None for those of `FILTERS`.
    bias : array_like, optional
        (F,); None for 0.5 each.
    filters, shown, cursor, step, misread
        As in `ChannelState`; what is changed on the page comes back as these traits.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> stack = ChannelStack(filters=4)
    >>> stack.output.shape
    (4, 28, 28)
    """

    title = "Channel Stack"
    styles = ("controls", "panels", "blocks")

    data = traitlets.Dict(read_only=True).tag(sync=True)
    filters = traitlets.Any().tag(sync=True)
    shown = traitlets.Any().tag(sync=True)
    cursor = traitlets.Any().tag(sync=True)
    step = traitlets.Any().tag(sync=True)
    misread = traitlets.Bool().tag(sync=True)

    def __init__(
        self,
        image: ArrayLike | None = None,
        weight: ArrayLike | None = None,
        bias: ArrayLike | None = None,
        *,
        filters: int = 1,
        shown: int = 0,
        cursor: tuple[int, int] | None = None,
        step: int | None = None,
        misread: bool = False,
    ) -> None:
        named = weight is None
        filter_weights: Any = np.stack(list(FILTERS.values())) if named else weight
        planes: Any = face() if image is None else image
        biases: Any = np.full(np.shape(filter_weights)[:1], 0.5) if bias is None else bias
        state = ChannelState(
            planes,
            filter_weights,
            biases,
            filters,
            shown,
            cursor,
            step,
            misread,
        )
        self._start = state
        self._names = list(FILTERS) if named else [""] * len(state.weight)
        super().__init__(**{name: getattr(state, name) for name in _SYNCED})
        self.set_trait("data", self._packed())

    @property
    def state(self) -> ChannelState:
        """The stack as a value, for reckoning without a browser."""
        return self._with()

    @property
    def output(self) -> np.ndarray:
        """What the filters in use make of the image, (F, H', W')."""
        return self.state.output

    def describe(self) -> str:
        """Return the stack in one sentence with a checksum of the output."""
        state = self.state
        counts = ", ".join(f"{number:,} {name}" for name, number in state.counts.items())
        name = self._names[state.shown]
        reading = "misread as channel-last" if state.misread else "read channel-first"
        return (
            f"Channel Stack: image {state.image.shape} {reading}, weight "
            f"{(state.filters, *state.weight.shape[1:])}, output {state.shape}; {counts}; "
            f"filter {state.shown}{f' ({name})' * bool(name)}, {_sum_so_far(state)} at "
            f"{state.cursor}; checksum {checksum(state.output)}"
        )

    def _with(self, **changed: Any) -> ChannelState:
        start = self._start
        held = {name: getattr(self, name) for name in _SYNCED} | changed
        return ChannelState(start.image, start.weight, start.bias, **held)

    def _packed(self) -> dict[str, Any]:
        """Return what does not change, in the browser's form."""
        start = self._start
        return {
            "image": [pack(plane) for plane in start.image],
            "weight": start.weight.tolist(),
            "bias": start.bias.tolist(),
            "names": self._names,
        }

    @traitlets.validate("filters", "shown", "cursor", "step")
    def _fits(self, proposal: Any) -> Any:
        name = proposal.trait.name
        # Fewer filters than the shown one: it gives way, in `_show_one_in_use`.
        held = {name: proposal.value} | ({"shown": 0} if name == "filters" else {})
        with invalid_trait():
            return getattr(self._with(**held), name)

    @traitlets.observe("filters")
    def _show_one_in_use(self, _change: Any) -> None:
        self.shown = min(self.shown, self.filters - 1)


def _sum_so_far(state: ChannelState) -> str:
    channels = len(state.image)
    parts = state.partial_sums()
    sums = " + ".join(number_text(part) for part in parts[: state.step])
    if state.step <= channels:
        return f"partial sums {sums.replace(' + ', ', ')}"
    if state.step == channels + 1:
        return f"{sums} = {number_text(sum(parts))}"
    return f"{sums} + bias {state.bias[state.shown]:g} = {number_text(state.value)}"
