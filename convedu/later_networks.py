"""Two networks after AlexNet, from their published tables: ViT-B/16 and ConvNeXt-T.

A dense layer that works at each patch alike is a 1x1 convolution, and stands here as one.
"""

from dataclasses import dataclass

from convedu.layers import Conv2d, Layer, Linear

__all__ = ["NETWORKS", "Part", "parameters", "pointwise_share"]


@dataclass(frozen=True)
class Part:
    """Layers that a network repeats.

    Parameters
    ----------
    name : str
    layers : tuple of Layer
    times : int
        How often they come.
    others : int
        What each repetition learns beside its layers: two numbers a channel for a normalisation,
        one a channel for a scale, one for each place.
    """

    name: str
    layers: tuple[Layer, ...]
    times: int = 1
    others: int = 0

    @property
    def parameters(self) -> int:
        """Number of values that training sets, over all repetitions."""
        return self.times * (sum(layer.parameters for layer in self.layers) + self.others)


def _vit(width: int, blocks: int, patch: int, side: int) -> tuple[Part, ...]:
    attention = Conv2d(width, 3 * width, 1), Conv2d(width, width, 1)
    mixing = Conv2d(width, 4 * width, 1), Conv2d(4 * width, width, 1)
    places = (side // patch) ** 2 + 1  # the patches, and one more in which the answer grows
    return (
        Part("patches", (Conv2d(3, width, patch, stride=patch),)),
        Part("one patch more, and where each lies", (), others=width + width * places),
        Part("blocks", (*attention, *mixing), blocks, others=2 * 2 * width),
        Part("head", (Linear(width, 1000),), others=2 * width),
    )


def _convnext(widths: tuple[int, ...], blocks: tuple[int, ...]) -> tuple[Part, ...]:
    parts = [Part("patches", (Conv2d(3, widths[0], 4, stride=4),), others=2 * widths[0])]
    for stage, (width, count) in enumerate(zip(widths, blocks, strict=True)):
        if stage:
            before = widths[stage - 1]
            halving = Conv2d(before, width, 2, stride=2)
            parts.append(Part("half the side", (halving,), others=2 * before))
        depthwise = Conv2d(width, width, 7, padding=3, groups=width)
        mixing = Conv2d(width, 4 * width, 1), Conv2d(4 * width, width, 1)
        parts.append(Part("blocks", (depthwise, *mixing), count, others=3 * width))
    return (*parts, Part("head", (Linear(widths[-1], 1000),), others=2 * widths[-1]))


NETWORKS = {
    "ViT-B/16": _vit(768, 12, patch=16, side=224),
    "ConvNeXt-T": _convnext((96, 192, 384, 768), (3, 3, 9, 3)),
}
"""The parts of each network, from the picture to 1,000 scores."""


def parameters(name: str) -> int:
    """Return how many values training sets in one of `NETWORKS`.

    Examples
    --------
    >>> parameters("ViT-B/16"), parameters("ConvNeXt-T")
    (86567656, 28589128)
    """
    return sum(part.parameters for part in NETWORKS[name])


def pointwise_share(name: str) -> float:
    """Return which share of a network's parameters is in 1x1 convolutions.

    Examples
    --------
    >>> round(pointwise_share("ConvNeXt-T"), 2)
    0.91
    """
    pointwise = sum(
        part.times * layer.parameters
        for part in NETWORKS[name]
        for layer in part.layers
        if isinstance(layer, Conv2d) and layer.kernel_size == 1
    )
    return pointwise / parameters(name)
