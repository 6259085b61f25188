"""The still pictures of the Channel Mixer, one for each tab."""

import numpy as np
from matplotlib.figure import Figure

from convedu import plots
from convedu.widgets.channel_mixer.state import Bottleneck
from convedu.widgets.channel_mixer.view import ChannelMixer


def draw(mixer: ChannelMixer) -> Figure:
    """Draw the open tab."""
    return {"mix": _mix, "bottleneck": _bottleneck, "fold": _fold}[mixer.tab](mixer)


def _mix(mixer: ChannelMixer) -> Figure:
    state = mixer.state
    panels = {
        "input": _shown(state.image),
        "matrix": state.matrix,
        "output": _shown(state.output),
    }
    strongest = 1.7 * (np.abs(state.matrix).max() or 1)  # pale enough to read a number on it
    return plots.images(panels, alt=mixer.describe(), signed={"matrix": strongest}).figure


def _bottleneck(mixer: ChannelMixer) -> Figure:
    mids = np.arange(1, mixer.channels + 1)
    prices = [sum(Bottleneck(mixer.channels, int(mid)).prices) for mid in mids]
    return plots.curve(
        mids,
        prices,
        at=mixer.mid,
        level=mixer.bottleneck.plain,
        names=("channels in the middle", "weights of the bottleneck", "plain 3x3"),
        alt=mixer.describe(),
    ).figure


def _fold(mixer: ChannelMixer) -> Figure:
    fold = mixer.fold
    panels = {
        "two layers": fold.two_layers,
        "one folded kernel": fold.one_layer,
        "difference": fold.two_layers - fold.one_layer,
    }
    strongest = max(np.abs(fold.two_layers).max(), np.abs(fold.one_layer).max()) or 1
    signed = dict.fromkeys(panels, strongest)
    return plots.images(panels, alt=mixer.describe(), signed=signed).figure


def _shown(planes: np.ndarray) -> np.ndarray:
    """Return planes as a screen has them: one as it is, three as colours from 0 to 1."""
    return planes[0] if len(planes) == 1 else np.moveaxis(np.clip(planes, 0, 1), 0, -1)
