"""Channel Mixer: a 1x1 convolution on a colour picture, a bottleneck's price, and the fold."""

from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from convedu import images, plots
from convedu.widgets import base
from convedu.widgets.mixer_state import FOLD_KERNELS, Bottleneck, Fold, MixerState, mixing_bias
from convedu.widgets.mixer_traits import (
    MATRICES,
    Matrix,
    Picture,
    colour_pictures,
    resolve,
    stack,
    unstack,
)

TABS = ("mix", "bottleneck", "fold")


class ChannelMixer(base.Widget):
    """Three tabs on the 1x1 convolution; what is changed on the page comes back as traits.

    Parameters
    ----------
    image : str or array_like
        "astronaut", "chelsea", "patches" (pure colours), or a (3, H, W) array.
    matrix : str or array_like
        The name of a matrix, or its numbers: (3, 3), or (1, 3) for a single output plane.
    bias : array_like or None
        One number for each row of the matrix; None for zeros.
    cursor : (int, int) or None
        The pixel whose product is written out; None for the middle.
    channels, mid : int
        The bottleneck's widths.
    weights : array_like
        Three numbers: how the 1x1 after the three 3x3 kernels mixes them.
    relu : bool
        Whether a ReLU stands between these two layers.
    tab : {"mix", "bottleneck", "fold"}
        Which tab is open.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> mixer = ChannelMixer("patches", "swap red and blue", cursor=(0, 0))
    >>> mixer.state.result
    array([0., 0., 1.])
    """

    title = "Channel Mixer"
    _esm = base.module("channel_mixer.js")
    _css = base.source("theme.css", "kernel_lab.css", "channel_mixer.css")

    tab = traitlets.Enum(TABS, "mix").tag(sync=True)
    image = Picture().tag(sync=True, to_json=stack, from_json=unstack)
    matrix = Matrix().tag(sync=True, to_json=lambda array, _: array.tolist())
    bias = traitlets.List(traitlets.Float()).tag(sync=True)
    cursor = traitlets.Any().tag(sync=True)
    channels = traitlets.Int().tag(sync=True)
    mid = traitlets.Int().tag(sync=True)
    weights = traitlets.List(traitlets.Float()).tag(sync=True)
    relu = traitlets.Bool().tag(sync=True)
    gallery = traitlets.Dict().tag(sync=True)
    presets = traitlets.Dict().tag(sync=True)
    kernels = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        image: str | ArrayLike = "astronaut",
        matrix: str | ArrayLike = "identity",
        *,
        bias: ArrayLike | None = None,
        cursor: tuple[int, int] | None = None,
        channels: int = 256,
        mid: int = 64,
        weights: ArrayLike = (1.0, 1.0, 0.5),
        relu: bool = False,
        tab: str = "mix",
    ) -> None:
        if tab not in TABS:
            raise ValueError(f"tab is {tab!r}, expected one of: {', '.join(TABS)}")
        state = MixerState(
            resolve("image", image, colour_pictures()),
            resolve("matrix", matrix, MATRICES),
            cursor,
            bias,
        )
        widths = Bottleneck(channels, mid)
        super().__init__(
            image=state.image,
            matrix=state.matrix,
            bias=state.bias.tolist(),
            cursor=state.cursor,
            channels=int(widths.channels),
            mid=int(widths.mid),
            weights=Fold(state.image, weights).weights[0].tolist(),
            relu=bool(relu),
            tab=tab,
            gallery={name: stack(array) for name, array in colour_pictures().items()},
            presets={name: rows.tolist() for name, rows in MATRICES.items()},
            kernels={name: images.KERNELS[name].tolist() for name in FOLD_KERNELS},
        )

    @property
    def state(self) -> MixerState:
        """The first tab as a value, for reckoning without a browser."""
        return MixerState(self.image, self.matrix, self.cursor, self.bias)

    @property
    def bottleneck(self) -> Bottleneck:
        """The second tab as a value."""
        return Bottleneck(self.channels, self.mid)

    @property
    def fold(self) -> Fold:
        """The third tab as a value."""
        return Fold(self.image, self.weights, self.relu)

    def describe(self) -> str:
        """Return the open tab in one sentence."""
        return {"mix": self._mix, "bottleneck": self._bottleneck, "fold": self._fold}[self.tab]()

    def static_png(self) -> bytes:
        """Return the open tab as a picture of at most 40 kB."""
        drawings = {"mix": self._draw_mix, "bottleneck": self._draw_price, "fold": self._draw_fold}
        return plots.to_png(drawings[self.tab]().figure)

    def _mix(self) -> str:
        state = self.state
        rows, cols = state.image.shape[1:]
        bias = f" plus {_numbers(state.bias)}" if state.bias.any() else ""
        return (
            f"Channel Mixer: {_name(state.image, colour_pictures(), 'array')} {rows}x{cols}, "
            f"matrix {_name(state.matrix, MATRICES, 'my own')} "
            f"{'x'.join(map(str, state.matrix.shape))}{bias}; pixel {state.cursor} from "
            f"{_numbers(state.vector)} to {_numbers(state.result)}; checksum {state.checksum()}"
        )

    def _bottleneck(self) -> str:
        widths = self.bottleneck
        steps = " + ".join(f"{price:,}" for price in widths.prices)
        return (
            f"Bottleneck {self.channels}-{self.mid}-{self.mid}-{self.channels}: {steps} = "
            f"{sum(widths.prices):,} weights against {widths.plain:,} of a plain 3x3, "
            f"{widths.saving:.2f} times; it saves up to a middle of {widths.widest}"
        )

    def _fold(self) -> str:
        fold = self.fold
        names = ", ".join(
            f"{_number(w)} {name}" for w, name in zip(self.weights, FOLD_KERNELS, strict=True)
        )
        return (
            f"Fold: 3x3, {'ReLU, ' if self.relu else ''}1x1 with {names}; "
            f"foldable: {'yes' if fold.foldable else 'no'}, "
            f"largest difference {_number(fold.difference)}"
        )

    def _draw_mix(self) -> "plots.Picture":
        state = self.state
        panels = {
            "input": _shown(state.image),
            "matrix": state.matrix,
            "output": _shown(state.output),
        }
        strongest = 1.7 * (np.abs(state.matrix).max() or 1)  # pale enough to read a number on it
        return plots.images(panels, alt=self.describe(), signed={"matrix": strongest})

    def _draw_price(self) -> "plots.Picture":
        mids = np.arange(1, self.channels + 1)
        prices = [sum(Bottleneck(self.channels, int(mid)).prices) for mid in mids]
        return plots.curve(
            mids,
            prices,
            at=self.mid,
            level=self.bottleneck.plain,
            names=("channels in the middle", "weights of the bottleneck", "plain 3x3"),
            alt=self.describe(),
        )

    def _draw_fold(self) -> "plots.Picture":
        fold = self.fold
        panels = {
            "two layers": fold.two_layers,
            "one folded kernel": fold.one_layer,
            "difference": fold.two_layers - fold.one_layer,
        }
        strongest = max(np.abs(fold.two_layers).max(), np.abs(fold.one_layer).max()) or 1
        return plots.images(panels, alt=self.describe(), signed=dict.fromkeys(panels, strongest))

    @traitlets.validate("cursor")
    def _on_the_picture(self, proposal: Any) -> tuple[int, int]:
        try:
            return MixerState(self.image, self.matrix, proposal.value).cursor
        except (TypeError, ValueError) as error:
            raise base.Refused(str(error)) from None

    @traitlets.validate("bias")
    def _one_for_each_row(self, proposal: Any) -> list[float]:
        try:
            return mixing_bias(proposal.value, len(self.matrix)).tolist()
        except (TypeError, ValueError) as error:
            raise base.Refused(str(error)) from None

    @traitlets.observe("matrix")
    def _bias_follows(self, change: Any) -> None:
        if len(self.bias) != len(change.new):
            self.bias = [0.0] * len(change.new)

    @traitlets.validate("channels", "mid")
    def _in_range(self, proposal: Any) -> int:
        try:
            if proposal.trait.name == "channels":
                return Bottleneck(proposal.value, 1).channels
            return Bottleneck(self.channels, proposal.value).mid
        except (TypeError, ValueError) as error:
            raise base.Refused(str(error)) from None

    @traitlets.validate("weights")
    def _three(self, proposal: Any) -> list[float]:
        try:
            return Fold(self.image, proposal.value).weights[0].tolist()
        except (TypeError, ValueError) as error:
            raise base.Refused(str(error)) from None

    @traitlets.observe("image", "channels")
    def _stay_inside(self, change: Any) -> None:
        if change.name == "channels":
            self.mid = min(self.mid, self.channels)
        elif self.cursor is not None:
            last = np.array(self.image.shape[1:]) - 1
            self.cursor = tuple(int(n) for n in np.minimum(self.cursor, last))


def _shown(planes: np.ndarray) -> np.ndarray:
    """Return planes as a screen has them: one as it is, three as colours from 0 to 1."""
    return planes[0] if len(planes) == 1 else np.moveaxis(np.clip(planes, 0, 1), 0, -1)


def _name(array: np.ndarray, named: dict[str, np.ndarray], other: str) -> str:
    return next((name for name, known in named.items() if np.array_equal(known, array)), other)


def _numbers(vector: np.ndarray) -> str:
    return f"[{', '.join(_number(x) for x in vector)}]"


def _number(x: float) -> str:
    return f"{round(float(x), 4) + 0.0:g}"
