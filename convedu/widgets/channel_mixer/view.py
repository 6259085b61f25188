"""Channel Mixer: a 1x1 convolution on a colour picture, a bottleneck's price, and the fold."""

from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from convedu import images
from convedu._validate import choice
from convedu.widgets.channel_mixer.state import (
    FOLD_KERNELS,
    Bottleneck,
    Fold,
    MixerState,
    mixing_bias,
)
from convedu.widgets.channel_mixer.traits import (
    MATRICES,
    Matrix,
    Picture,
    colour_gallery,
    colour_pictures,
)
from convedu.widgets.shared.base import Widget, invalid_trait
from convedu.widgets.shared.gallery import from_page, gallery_trait, to_page
from convedu.widgets.shared.values import array_named, checksum, name_of, number_text

TABS = ("mix", "bottleneck", "fold")


class ChannelMixer(Widget):
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
    styles = ("controls", "panels")

    tab = traitlets.Enum(TABS, "mix").tag(sync=True)
    image = Picture().tag(sync=True, to_json=to_page, from_json=from_page)
    matrix = Matrix().tag(sync=True, to_json=lambda array, _: array.tolist())
    bias = traitlets.List(traitlets.Float()).tag(sync=True)
    cursor = traitlets.Any().tag(sync=True)
    channels = traitlets.Int().tag(sync=True)
    mid = traitlets.Int().tag(sync=True)
    weights = traitlets.List(traitlets.Float()).tag(sync=True)
    relu = traitlets.Bool().tag(sync=True)
    gallery = gallery_trait()
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
        state = MixerState(
            array_named("image", image, colour_pictures()),
            array_named("matrix", matrix, MATRICES),
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
            tab=choice("tab", tab, TABS),
            gallery=colour_gallery(),
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

    def _mix(self) -> str:
        state = self.state
        rows, cols = state.image.shape[1:]
        bias = f" plus {_numbers(state.bias)}" if state.bias.any() else ""
        return (
            f"Channel Mixer: {name_of(state.image, colour_pictures(), 'array')} {rows}x{cols}, "
            f"matrix {name_of(state.matrix, MATRICES, 'my own')} "
            f"{'x'.join(map(str, state.matrix.shape))}{bias}; pixel {state.cursor} from "
            f"{_numbers(state.vector)} to {_numbers(state.result)}; "
            f"checksum {checksum(state.output)}"
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
            f"{number_text(w)} {name}" for w, name in zip(self.weights, FOLD_KERNELS, strict=True)
        )
        return (
            f"Fold: 3x3, {'ReLU, ' if self.relu else ''}1x1 with {names}; "
            f"foldable: {'yes' if fold.foldable else 'no'}, "
            f"largest difference {number_text(fold.difference)}"
        )

    @traitlets.validate("cursor")
    def _on_the_picture(self, proposal: Any) -> tuple[int, int]:
        with invalid_trait():
            return MixerState(self.image, self.matrix, proposal.value).cursor

    @traitlets.validate("bias")
    def _one_for_each_row(self, proposal: Any) -> list[float]:
        with invalid_trait():
            return mixing_bias(proposal.value, len(self.matrix)).tolist()

    @traitlets.observe("matrix")
    def _bias_follows(self, change: Any) -> None:
        if len(self.bias) != len(change.new):
            self.bias = [0.0] * len(change.new)

    @traitlets.validate("channels", "mid")
    def _in_range(self, proposal: Any) -> int:
        with invalid_trait():
            if proposal.trait.name == "channels":
                return Bottleneck(proposal.value, 1).channels
            return Bottleneck(self.channels, proposal.value).mid

    @traitlets.validate("weights")
    def _three(self, proposal: Any) -> list[float]:
        with invalid_trait():
            return Fold(self.image, proposal.value).weights[0].tolist()

    @traitlets.observe("image", "channels")
    def _stay_inside(self, change: Any) -> None:
        if change.name == "channels":
            self.mid = min(self.mid, self.channels)
        elif self.cursor is not None:
            last = np.array(self.image.shape[1:]) - 1
            self.cursor = tuple(int(n) for n in np.minimum(self.cursor, last))


def _numbers(vector: np.ndarray) -> str:
    return f"[{', '.join(number_text(x) for x in vector)}]"
