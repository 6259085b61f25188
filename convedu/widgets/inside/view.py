"""Inside a Network: a digit that the learner draws, and every number that it makes."""

from typing import Any

import numpy as np
import traitlets

from convedu.training import inside
from convedu.widgets.inside.state import SIZES, InsideState, centred, stored_digits
from convedu.widgets.shared.base import InvalidTrait, Widget, invalid_trait
from convedu.widgets.shared.values import checksum, number_text

EXAMPLES = 3
"""Stored digits of each kind."""
_NAMES = {
    "dense": "dense",
    "global max": "global max",
    "taught everywhere": "dense, taught everywhere",
    "no convolution": "no convolution",
}


class InsideANetwork(Widget):
    """Four small trained networks on one drawing; what is changed on the page comes back as traits.

    Three of them share two convolutions and decide in different ways; the fourth has none.

    Parameters
    ----------
    digit : int or None
        A stored digit to start with, from 0 to 9; None for empty paper.
    example : int
        Which of the three stored ones.
    shift : (int, int)
        How far the digit stands off the middle: down and to the right.
    network : {"dense", "global max", "taught everywhere", "no convolution"}
        Which network's scores are shown and explained.
    score : int or None
        The digit whose score is explained; None for the one that the network reads.
    off : (sequence of int, sequence of int)
        Filters of both convolutions that are switched off, from 0.
    cover : (int, int) or None
        The corner of a black square of 5 by 5 pixels that lies on the input.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> widget = InsideANetwork(3, shift=(0, 4))
    >>> widget.state.reads["dense"], widget.state.reads["global max"]
    (9, 3)
    """

    title = "Inside a Network"
    styles = ("controls", "panels")

    stored = traitlets.Int(allow_none=True).tag(sync=True)
    picture = traitlets.List(traitlets.List(traitlets.Int())).tag(sync=True)
    shift = traitlets.Any().tag(sync=True)
    cover = traitlets.Any().tag(sync=True)
    network = traitlets.Enum(inside.HEADS).tag(sync=True)
    off = traitlets.Any().tag(sync=True)
    score = traitlets.Int(allow_none=True, min=0, max=9).tag(sync=True)
    chosen = traitlets.Any().tag(sync=True)
    weights = traitlets.Dict().tag(sync=True)
    digits: Any = traitlets.List().tag(sync=True)
    measured = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        digit: int | None = 3,
        *,
        example: int = 0,
        shift: tuple[int, int] = (0, 0),
        network: str = "dense",
        score: int | None = None,
        off: tuple[Any, Any] = ((), ()),
        cover: tuple[int, int] | None = None,
    ) -> None:
        _one_of("digit", digit, (None, *range(10)))
        _one_of("example", example, range(EXAMPLES))
        _one_of("network", network, inside.HEADS)
        _one_of("score", score, (None, *range(10)))
        stored = None if digit is None else EXAMPLES * digit + example
        known = stored_digits()
        picture = np.zeros((inside.SIDE,) * 2, int)
        if stored is not None:
            picture = centred(known[stored]["counts"])
        state = InsideState(picture, shift, cover, (frozenset(off[0]), frozenset(off[1])))
        super().__init__(
            stored=stored,
            picture=picture.tolist(),
            shift=list(state.shift),
            cover=None if cover is None else list(cover),
            network=network,
            off=[sorted(filters) for filters in state.off],
            score=score,
            chosen=list(state.loudest),
            weights=_packed(inside.weights()),
            digits=known,
            measured=inside.measured(),
        )

    @property
    def state(self) -> InsideState:
        """The widget as a value, for reckoning without a browser."""
        return self._state()

    def describe(self) -> str:
        """Return the drawing, what each network reads, and the chosen number, with a checksum."""
        state = self.state
        what = "a drawing"
        if self.stored is not None:
            what = f"a stored {self.digits[self.stored]['label']}"
        down, right = state.shift
        where = f" moved {down} down and {right} to the right" * bool(down or right)
        covered = f", covered at {state.cover}" * (state.cover is not None)
        off = "".join(
            f", filters {', '.join(str(n + 1) for n in sorted(filters))} of convolution {stage} off"
            for stage, filters in enumerate(state.off, 1)
            if filters
        )
        reads = ", ".join(
            f"{_NAMES[head]} {digit} ({100 * state.shares[head][digit]:.0f} %)"
            for head, digit in state.reads.items()
        )
        return (
            f"Inside a Network: {what}{where}{covered}{off}; read as: {reads}"
            f"{self._chosen_text(state)}; checksum {checksum(state.maps['pool2'])}"
        )

    def _chosen_text(self, state: InsideState) -> str:
        layer, number, row, column = state.chosen
        if layer not in SIZES:
            return ""
        top, left, side = state.seen
        value = number_text(state.maps[layer][number, row, column])
        return (
            f"; {layer}, map {number + 1}, [{row}, {column}] = {value} sees {side}x{side} pixels "
            f"from [{top}, {left}]"
        )

    def _state(self, **other: Any) -> InsideState:
        held = {
            name: getattr(self, name) for name in ("picture", "shift", "cover", "off", "chosen")
        }
        held |= other
        cover = held["cover"]
        return InsideState(
            np.array(held["picture"]),
            tuple(held["shift"]),
            None if cover is None else tuple(cover),
            (frozenset(held["off"][0]), frozenset(held["off"][1])),
            tuple(held["chosen"]),
        )

    @traitlets.validate("picture", "shift", "cover", "off", "chosen")
    def _fits(self, proposal: Any) -> Any:
        if self.picture:  # not while the widget is made
            with invalid_trait():
                self._state(**{proposal.trait.name: proposal.value})
        return proposal.value

    @traitlets.validate("stored")
    def _is_stored(self, proposal: Any) -> int | None:
        last = 10 * EXAMPLES - 1
        if proposal.value is not None and not 0 <= proposal.value <= last:
            raise InvalidTrait(f"stored is {proposal.value}, expected None or 0 to {last}")
        return proposal.value

    @traitlets.observe("stored")
    def _show_stored(self, change: Any) -> None:
        if self.digits and change.new is not None:
            self.picture = centred(self.digits[change.new]["counts"]).tolist()


def _one_of(name: str, value: Any, known: Any) -> None:
    if value not in known:
        raise ValueError(f"{name} is {value!r}, expected one of: {', '.join(map(str, known))}")


def _packed(weights: inside.Weights) -> dict[str, Any]:
    """Return all weights in the browser's form: float16, one after the other, and their shapes."""
    arrays = [array.astype("<f2").tobytes() for own in weights.values() for array in own]
    shapes = {name: [list(array.shape) for array in own] for name, own in weights.items()}
    return {"shapes": shapes, "data": b"".join(arrays)}
