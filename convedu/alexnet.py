"""AlexNet as data: variants, a lighter head, the mistakes that give other counts, and a run of it.

The network is that of Krizhevsky, Sutskever and Hinton, "ImageNet Classification with Deep
Convolutional Neural Networks" (2012), without its normalisation layers, which learn nothing. Every
number about it is counted from these layers. `forward` runs them on a picture, full size.
"""

import math
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from convedu import ops
from convedu._tensor_file import read_arrays
from convedu._validate import pair
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
    *, input_shape: tuple[int, int, int] = INPUT, flatten: bool = True, **options: Any
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
"""Name to layers: three that were published, and the first one with the course's lighter head."""

MISTAKES: Mapping[str, tuple[Layer, ...]] = MappingProxyType(
    {
        "pool5 forgotten": network(groups=1, pool5=False),
        "flatten forgotten": network(groups=1, flatten=False),
        "224 without padding": network(input_shape=(3, 224, 224), groups=1),
    }
)
"""Name to layers: what gives the wrong counts that are in circulation."""


Parameters = tuple[np.ndarray, np.ndarray] | None
"""A layer's weight and bias as `ops` takes them; None for a layer that learns nothing."""


def random_parameters(layers: Sequence[Layer], *, seed: int = 0) -> tuple[Parameters, ...]:
    """Return parameters as a network has them before it has learned anything.

    Parameters
    ----------
    layers : sequence of Layer
    seed : int
        The same seed gives the same numbers.

    Returns
    -------
    tuple
        For each layer (weight, bias) in float32, or None. The weights are drawn evenly from an
        interval in which the signal neither fades nor explodes from layer to layer (He, 2015).

    Examples
    --------
    >>> weight, bias = random_parameters([Linear(6, 2)])[0]
    >>> weight.shape, weight.dtype.name, float(abs(weight).max()) < 1
    ((2, 6), 'float32', True)
    """
    random = np.random.default_rng(seed)
    return tuple(_draw(layer, random) if layer.weights else None for layer in layers)


KEYS = tuple(
    [f"features.{index}" for index in (0, 3, 6, 8, 10)]
    + [f"classifier.{index}" for index in (1, 4, 6)]
)
"""What torchvision calls the layers of its AlexNet that learn, in their order."""

MEAN = (0.485, 0.456, 0.406)
DEVIATION = (0.229, 0.224, 0.225)
"""Of ImageNet's pixels, channel by channel: torchvision's weights were trained with them."""


def load(path: str | Path) -> tuple[Parameters, ...]:
    """Return trained parameters for ``VARIANTS["torchvision"]`` from a file of your own.

    The course ships no trained weights and fetches none. Where torchvision is installed and has
    them, two lines write the file::

        state = torchvision.models.alexnet(weights="DEFAULT").state_dict()
        np.savez("alexnet.npz", **{name: array.numpy() for name, array in state.items()})

    Instead of the second line, ``safetensors.torch.save_file(state, "alexnet.safetensors")``.

    Parameters
    ----------
    path : str or Path
        A safetensors or npz file with torchvision's names and shapes.

    Returns
    -------
    tuple
        As `random_parameters` gives them.

    Raises
    ------
    OSError, ValueError
        If the file cannot be read, or an array is missing or has another shape.

    Examples
    --------
    >>> load("README.md")
    Traceback (most recent call last):
    ValueError: README.md is neither safetensors nor npz, or it is damaged
    """
    layers = VARIANTS["torchvision"]
    shapes: dict[str, tuple[int, ...]] = {}
    for key, layer in zip(KEYS, (layer for layer in layers if layer.weights), strict=True):
        weight = _weight_shape(layer)
        shapes |= {f"{key}.weight": weight, f"{key}.bias": weight[:1]}
    arrays = read_arrays(path, shapes)
    pairs = ((arrays[f"{key}.weight"], arrays[f"{key}.bias"]) for key in KEYS)
    return tuple(next(pairs) if layer.weights else None for layer in layers)


def prepare(image: np.ndarray) -> np.ndarray:
    """Return a picture as torchvision's trained weights expect it.

    Parameters
    ----------
    image : ndarray
        (H, W, 3) from 0 to 1.

    Returns
    -------
    ndarray
        (3, 224, 224) in float32: the nearest pixels of the square in the middle, less the mean of
        ImageNet's pixels, divided by their standard deviation, channel by channel.

    Examples
    --------
    >>> prepare(np.full((30, 40, 3), 0.5)).shape
    (3, 224, 224)
    """
    if image.ndim != 3 or image.shape[2] != 3:
        raise ValueError(f"image has shape {image.shape}, expected (H, W, 3)")
    height, width = image.shape[:2]
    side = min(height, width)
    nearest = np.arange(224) * side // 224
    rows, columns = (height - side) // 2 + nearest, (width - side) // 2 + nearest
    square = image[rows][:, columns].astype(np.float32)
    normalised = (square - np.array(MEAN, np.float32)) / np.array(DEVIATION, np.float32)
    return np.ascontiguousarray(normalised.transpose(2, 0, 1))


def highest(
    scores: np.ndarray, labels: str | Path | None = None, *, count: int = 5
) -> list[tuple[str, float]]:
    """Return the classes with the highest scores, each with its probability.

    Parameters
    ----------
    scores : ndarray
        The last layer's output, one number for each class.
    labels : str or Path, optional
        A text file of your own with one name a line; numbers stand for the classes without it.
    count : int

    Raises
    ------
    OSError, ValueError
        If the file cannot be read or has another number of lines than there are scores.

    Examples
    --------
    >>> [(name, round(chance, 2)) for name, chance in highest(np.log([1, 6, 3]), count=2)]
    [('class 1', 0.6), ('class 2', 0.3)]
    """
    names = [f"class {i}" for i in range(len(scores))]
    if labels is not None:
        names = Path(labels).read_text("utf-8").splitlines()
        if len(names) != len(scores):
            raise ValueError(
                f"{Path(labels).name} has {len(names)} lines, expected {len(scores)}, one a class"
            )
    chances = np.exp(np.asarray(scores, float) - np.max(scores))
    chances /= chances.sum()
    return [(names[i], float(chances[i])) for i in np.argsort(-chances, kind="stable")[:count]]


def _weight_shape(layer: Layer) -> tuple[int, ...]:
    if isinstance(layer, Linear):
        return layer.out_features, layer.in_features
    assert isinstance(layer, Conv2d)  # no other has weights
    window = pair("kernel_size", layer.kernel_size, 1)
    return layer.out_channels, layer.in_channels // layer.groups, *window


def _draw(layer: Layer, random: np.random.Generator) -> Parameters:
    shape = _weight_shape(layer)
    weight = random.random(shape, dtype=np.float32)
    weight -= 0.5
    weight *= 2 * math.sqrt(6 / math.prod(shape[1:]))
    return weight, np.zeros(layer.biases or shape[0], np.float32)


@dataclass(frozen=True)
class Step:
    """What one layer made of its input, and how long it took."""

    layer: Layer
    output: np.ndarray
    seconds: float


def forward(
    layers: Sequence[Layer], parameters: Sequence[Parameters], image: np.ndarray
) -> Iterator[Step]:
    """Run a network on a picture, layer by layer.

    Parameters
    ----------
    layers : sequence of Layer
    parameters : sequence
        As `random_parameters` gives them.
    image : ndarray
        (C, H, W) or (N, C, H, W).

    Yields
    ------
    Step
        One for each layer, when it is done.

    Examples
    --------
    >>> layers = Conv2d(1, 2, 3), ReLU(), GlobalAvgPool2d(), Flatten()
    >>> x = np.ones((1, 5, 5), np.float32)
    >>> [step.output.shape for step in forward(layers, random_parameters(layers), x)]
    [(2, 3, 3), (2, 3, 3), (2, 1, 1), (2,)]
    """
    if len(parameters) != len(layers):
        raise ValueError(f"parameters has {len(parameters)} entries, expected {len(layers)}")
    x = image
    for layer, held in zip(layers, parameters, strict=True):
        start = time.perf_counter()
        x = _apply(layer, held, x)
        yield Step(layer, x, time.perf_counter() - start)


def _apply(layer: Layer, held: Parameters | None, x: np.ndarray) -> np.ndarray:
    match layer:
        case Conv2d() if held:
            options = {f: getattr(layer, f) for f in ("stride", "padding", "dilation", "groups")}
            return ops.conv2d(x, *held, **options)
        case MaxPool2d():
            options = {f: getattr(layer, f) for f in ("stride", "padding", "dilation", "ceil_mode")}
            return ops.max_pool2d(x, layer.kernel_size, **options)
        case Linear() if held:
            return ops.linear(x, *held)
        case ReLU():
            return ops.relu(x)
        case Flatten():
            return x.reshape(*x.shape[:-3], -1)
        case GlobalAvgPool2d():
            return x.mean(axis=(-2, -1), keepdims=True)
    raise TypeError(f"layers has {layer!r}, expected a layer of AlexNet")
