"""Reconcile the Numbers: AlexNet's table with the choices in which published counts differ."""

from dataclasses import asdict
from typing import Any

import traitlets

from convedu.widgets.reconcile.state import KNOWN, Choices, presets
from convedu.widgets.shared.base import Widget, invalid_trait


class Reconcile(Widget):
    """AlexNet's layers with switches; totals jump, and a second tab stops sharing weights.

    Parameters
    ----------
    groups : bool
        Convolutions 2, 4 and 5 in two groups, one for each GPU of 2012.
    input, pad1 : int
        Side of the picture (227 or 224) and padding of the first convolution (0 or 2).
    channels : {"2012", "torchvision"}
    pool5, flatten : bool
        False forgets that layer.
    head : {"dense", "pooled"}
        Three dense layers, or global average pooling and one.

    Attributes
    ----------
    choices : dict
        The arguments, as the switches stand.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> Reconcile(groups=False)
    Reconcile the Numbers: 62,378,344 parameters (ungrouped), 1,135,256,096 multiply-adds; dense \
layers hold 94.0 % of the parameters, convolutions do 94.8 % of the work
    """

    title = "Reconcile the Numbers"
    styles = ("controls", "blocks")

    choices = traitlets.Dict().tag(sync=True)
    presets = traitlets.Dict(presets()).tag(sync=True)
    known = traitlets.Dict({str(total): name for total, name in KNOWN.items()}).tag(sync=True)

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=asdict(Choices(**options)))

    @property
    def state(self) -> Choices:
        """The choices as a value, for reckoning without a browser."""
        return Choices(**self.choices)

    def describe(self) -> str:
        """Return the totals in one sentence."""
        state, counts = self.state, self.state.counts()
        dense = sum(c.parameters for c in counts if c.name.startswith("dense")) / state.total
        work = sum(c.macs for c in counts if c.name.startswith("conv")) / state.macs
        return (
            f"Reconcile the Numbers: {state.total:,} parameters ({state.verdict}), "
            f"{state.macs:,} multiply-adds; dense layers hold {100 * dense:.1f} % of the "
            f"parameters, convolutions do {100 * work:.1f} % of the work"
        )

    @traitlets.validate("choices")
    def _valid_choices(self, proposal: Any) -> dict[str, Any]:
        with invalid_trait():
            return asdict(Choices(**proposal.value))
