"""AlexNet as data: the published variants and the mistakes that give other well-known counts.

The network is that of Krizhevsky, Sutskever and Hinton, "ImageNet Classification with Deep
Convolutional Neural Networks" (2012). Every number about it is counted from these layers.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from convedu.layers import Conv2d, Flatten, GlobalAvgPool2d, Layer, Linear, MaxPool2d, ReLU
from convedu.layers import summary as _summary

INPUT = (3, 227, 227)
"""The input for which conv1 fits exactly: (227 - 11) / 4 + 1 = 55. The paper's text says 224."""

CHANNELS = (96, 256, 384, 384, 256)
CLASSES = 1000
HIDDEN = 4096


def features(
    *,
    channels: Sequence[int] = CHANNELS,
    groups: int = 2,
    pad1: int = 0,
    pool5: bool = True,
) -> tuple[Layer, ...]:
    """Return the convolutional part.

    Parameters
    ----------
    channels : sequence of int
        The filters of the five convolutions.
    groups : int
        2 for the original, whose second, fourth and fifth convolution were split over two GPUs.
    pad1 : int
        Padding of the first convolution.
    pool5 : bool
        Whether the last pooling is there; forgetting it is a known mistake.

    Returns
    -------
    tuple of Layer

    Examples
    --------
    >>> len([layer for layer in features() if layer.parameters])
    5
    """
    c1, c2, c3, c4, c5 = channels
    pool = MaxPool2d(3, stride=2)
    layers = (
        *(Conv2d(3, c1, 11, stride=4, padding=pad1), ReLU(), pool),
        *(Conv2d(c1, c2, 5, padding=2, groups=groups), ReLU(), pool),
        *(Conv2d(c2, c3, 3, padding=1), ReLU()),
        *(Conv2d(c3, c4, 3, padding=1, groups=groups), ReLU()),
        *(Conv2d(c4, c5, 3, padding=1, groups=groups), ReLU()),
    )
    return (*layers, pool) if pool5 else layers


def dense_head(inputs: int) -> tuple[Layer, ...]:
    """Return the three dense layers of the classic head, for `inputs` numbers."""
    return (
        *(Linear(inputs, HIDDEN), ReLU()),
        *(Linear(HIDDEN, HIDDEN), ReLU()),
        Linear(HIDDEN, CLASSES),
    )


def network(
    *, input_shape: tuple[int, int, int] = INPUT, flatten: bool = True, **options: object
) -> tuple[Layer, ...]:
    """Return the whole network; the head takes as many numbers as the features give.

    Parameters
    ----------
    input_shape : (int, int, int)
        Channels, height and width, which decide how large the first dense layer is.
    flatten : bool
        False leaves the Flatten out, a known mistake: the dense layers then see each position's
        channels alone.
    **options
        Passed on to `features`.

    Returns
    -------
    tuple of Layer

    Examples
    --------
    >>> sum(layer.parameters for layer in network())
    60965224
    """
    body = features(**options)
    channels, height, width = _summary(body, input_shape).rows[-1].output_shape
    if not flatten:
        return (*body, *dense_head(channels))
    return (*body, Flatten(), *dense_head(channels * height * width))


def pooled_head(channels: int = CHANNELS[-1]) -> tuple[Layer, ...]:
    """Return the light head: the mean of each feature map, then one dense layer."""
    return GlobalAvgPool2d(), Flatten(), Linear(channels, CLASSES)


VARIANTS: Mapping[str, tuple[Layer, ...]] = MappingProxyType(
    {
        "original": network(),
        "ungrouped": network(groups=1),
        # torchvision's pads the first convolution and takes 224 pixels.
        "torchvision": network(
            input_shape=(3, 224, 224), channels=(64, 192, 384, 256, 256), groups=1, pad1=2
        ),
        "global average pooling": (*features(), *pooled_head()),
    }
)
"""Name to layers: what was published."""

MISTAKES: Mapping[str, tuple[Layer, ...]] = MappingProxyType(
    {
        "pool5 forgotten": network(groups=1, pool5=False),
        "flatten forgotten": network(groups=1, flatten=False),
        "224 without padding": network(input_shape=(3, 224, 224), groups=1),
    }
)
"""Name to layers: what gives the wrong counts that are in circulation."""
