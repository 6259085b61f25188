"""Price Tag: what a convolutional layer costs, and what its dense twin would."""

from dataclasses import asdict
from typing import Any

import traitlets

from convedu.widgets.price_tag.state import RANGES, TagState
from convedu.widgets.shared.base import Widget, invalid_trait


class PriceTag(Widget):
    """Sliders for one layer and its picture; the tag shows parameters, MACs, bytes, dense twin.

    Parameters
    ----------
    kernel, cin, cout : int
        Side of the square window, channels read and feature maps made.
    groups : int
        Has to divide both numbers of channels.
    bias : bool
    height, width : int
        Of the picture.
    stride, padding : int

    Attributes
    ----------
    layer : dict
        The arguments, as the sliders stand.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> PriceTag(cin=128, cout=64, height=40, width=50).state.parameters
    73792
    """

    title = "Price Tag"
    styles = ("controls",)

    layer = traitlets.Dict().tag(sync=True)
    ranges = traitlets.Dict({name: list(span) for name, span in RANGES.items()}).tag(sync=True)

    def __init__(self, **options: Any) -> None:
        super().__init__(layer=asdict(TagState(**options)))

    @property
    def state(self) -> TagState:
        """The tag as a value, for reckoning without a browser."""
        return TagState(**self.layer)

    def describe(self) -> str:
        """Return the layer and its costs in one sentence."""
        state = self.state
        shape = " × ".join(map(str, state.input_shape))
        costs = ", ".join(f"{name} {value:,}" for name, value in state.costs().items())
        return f"Price Tag: {state.layer} on {shape}; {costs}"

    @traitlets.validate("layer")
    def _valid_layer(self, proposal: Any) -> dict[str, Any]:
        with invalid_trait():
            return asdict(TagState(**proposal.value))
