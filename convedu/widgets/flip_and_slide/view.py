"""Flip and Slide: the integral of a convolution as an area that changes while a kernel slides."""

from dataclasses import asdict, fields
from typing import Any

import traitlets

from convedu.widgets.flip_and_slide.state import FUNCTIONS, LATEST, Overlap
from convedu.widgets.shared.base import Widget, invalid_trait


class FlipAndSlide(Widget):
    """Two functions, one mirrored and slid: the area under their product is the result.

    Parameters
    ----------
    signal, kernel : {"box", "ramp", "decay", "Gaussian", "two pulses"}
    time : float
        Where the kernel lies, from -4 to 4; rounded to tenths.
    flipped : bool
        Mirror the kernel before it is slid: convolution; else cross-correlation.

    Attributes
    ----------
    signal, kernel : str
    time : float
    flipped : bool

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> FlipAndSlide("box", "box", time=0.5)
    Flip and Slide: signal box, kernel box, flipped and slid to 0.5: area 1.500
    """

    title = "Flip and Slide"
    styles = ("controls", "panels")

    signal = traitlets.Unicode().tag(sync=True)
    kernel = traitlets.Unicode().tag(sync=True)
    time = traitlets.Float().tag(sync=True)
    flipped = traitlets.Bool().tag(sync=True)
    names = traitlets.List(list(FUNCTIONS)).tag(sync=True)
    latest = traitlets.Int(LATEST).tag(sync=True)

    def __init__(
        self,
        signal: str = "box",
        kernel: str = "ramp",
        *,
        time: float = 0.0,
        flipped: bool = True,
    ) -> None:
        super().__init__(**asdict(Overlap(signal, kernel, time, flipped)))

    @property
    def state(self) -> Overlap:
        """The overlap as a value, for reckoning without a browser."""
        return Overlap(self.signal, self.kernel, self.time, self.flipped)

    def describe(self) -> str:
        """Return the overlap in one sentence."""
        state = self.state
        moved = "flipped and slid" if state.flipped else "slid as it is"
        return (
            f"Flip and Slide: signal {state.signal}, kernel {state.kernel}, {moved} to "
            f"{state.time:g}: area {state.area:.3f}"
        )

    @traitlets.validate(*(field.name for field in fields(Overlap)))
    def _valid_value(self, proposal: Any) -> Any:
        with invalid_trait():
            return getattr(Overlap(**{proposal.trait.name: proposal.value}), proposal.trait.name)
