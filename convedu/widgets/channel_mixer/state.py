"""The Channel Mixer without its drawing: a matrix at a pixel, a bottleneck's price, a fold."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from convedu import images, layers, ops
from convedu._validate import within
from convedu.widgets.shared.values import LARGEST_IMAGE, pixel, plane

CHANNELS = ("red", "green", "blue")
MOST_CHANNELS = 1024
FOLD_KERNELS = ("sobel-x", "sobel-y", "outline")
SIDE, LEAST_SIDE = 96, 12


@dataclass(frozen=True, eq=False)
class MixerState:
    """A 1x1 convolution of a colour picture, and the pixel that is looked at.

    Parameters
    ----------
    image : array_like
        (3, H, W).
    matrix : array_like
        (3, 3), or (1, 3) for a single plane: row o holds the weights of output channel o.
    cursor : (int, int) or None
        Row and column; None for the middle.
    bias : array_like or None
        One number for each row of the matrix; None for zeros.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> state = MixerState(np.ones((3, 1, 1)), [[0.25, 0.5, 0.25]])
    >>> state.vector, state.result
    (array([1., 1., 1.]), array([1.]))
    """

    image: np.ndarray
    matrix: np.ndarray
    cursor: Any = None  # (int, int) and ndarray once they were looked at
    bias: Any = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "image", colour_planes(self.image))
        object.__setattr__(self, "matrix", mixing_matrix(self.matrix))
        object.__setattr__(self, "bias", mixing_bias(self.bias, len(self.matrix)))
        middle = self.image.shape[1] // 2, self.image.shape[2] // 2
        cursor = pixel(self.cursor, self.image.shape, default=middle, of="image")
        object.__setattr__(self, "cursor", cursor)

    @cached_property
    def output(self) -> np.ndarray:
        """What the layer makes of the picture: (3, H, W) or (1, H, W)."""
        return ops.conv2d(self.image, self.matrix[:, :, np.newaxis, np.newaxis], self.bias)

    @property
    def vector(self) -> np.ndarray:
        """The channels of the pixel at the cursor."""
        return self.image[(slice(None), *self.cursor)]

    @property
    def result(self) -> np.ndarray:
        """The matrix times that vector, plus the bias: the output's channels at the same place."""
        return self.matrix @ self.vector + self.bias


@dataclass(frozen=True)
class Bottleneck:
    """1x1 down, 3x3 on fewer channels, 1x1 up; and the plain 3x3 that it stands for.

    Parameters
    ----------
    channels : int
        Coming in and going out.
    mid : int
        In the middle, 1 to `channels`.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> Bottleneck(256, 64).prices, Bottleneck(256, 64).plain, Bottleneck(256, 64).widest
    ((16384, 36864, 16384), 589824, 229)
    """

    channels: int
    mid: int

    def __post_init__(self) -> None:
        for name, most in (("channels", MOST_CHANNELS), ("mid", self.channels)):
            within(name, getattr(self, name), 1, most)

    @property
    def prices(self) -> tuple[int, int, int]:
        """The weights of the three layers."""
        down = layers.Conv2d(self.channels, self.mid, 1, bias=False)
        middle = layers.Conv2d(self.mid, self.mid, 3, bias=False)
        up = layers.Conv2d(self.mid, self.channels, 1, bias=False)
        return down.parameters, middle.parameters, up.parameters

    @property
    def plain(self) -> int:
        """The weights of the 3x3 layer without a bottleneck."""
        return layers.Conv2d(self.channels, self.channels, 3, bias=False).parameters

    @property
    def saving(self) -> float:
        """How many times as many weights the plain layer has; below 1 the bottleneck costs more."""
        return self.plain / sum(self.prices)

    @property
    def widest(self) -> int:
        """The widest middle that still saves weights; 0 if none does."""
        saves = (m for m in range(self.channels, 0, -1) if Bottleneck(self.channels, m).saving > 1)
        return next(saves, 0)


@dataclass(frozen=True, eq=False)
class Fold:
    """Three 3x3 kernels, then a 1x1 that mixes their maps; and the one kernel of both.

    Parameters
    ----------
    image : array_like
        (3, H, W), read in grey.
    weights : array_like
        Three numbers, one for each of `FOLD_KERNELS`.
    relu : bool
        Whether negative values are cut off between the layers.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> Fold(np.eye(5) * np.ones((3, 1, 1)), [1, 0, 0]).difference
    0.0
    """

    image: np.ndarray
    weights: Any  # ndarray once they were looked at
    relu: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "image", colour_planes(self.image))
        weights = plane("weights", self.weights, 3)
        if weights.shape != (1, 3):
            raise ValueError(f"weights has shape {np.shape(self.weights)}, expected three numbers")
        object.__setattr__(self, "weights", weights)

    @cached_property
    def grey(self) -> np.ndarray:
        """The picture in grey: every n-th pixel of a large one, each n times of a tiny one."""
        step = -(-max(self.image.shape) // SIDE)
        times = -(-LEAST_SIDE // min(self.image.shape[1:]))
        return self.image.mean(axis=0)[::step, ::step].repeat(times, 0).repeat(times, 1)

    @property
    def kernels(self) -> np.ndarray:
        """The first layer's kernels, (3, 3, 3)."""
        return np.stack([images.KERNELS[name] for name in FOLD_KERNELS])

    @property
    def kernel(self) -> np.ndarray:
        """The one kernel into which both layers fold."""
        return np.tensordot(self.weights[0], self.kernels, 1)

    @cached_property
    def two_layers(self) -> np.ndarray:
        """What the two layers make of the picture."""
        maps = ops.conv2d(self.grey[np.newaxis], self.kernels[:, np.newaxis])
        if self.relu:
            maps = ops.relu(maps)
        return ops.conv2d(maps, self.weights[:, :, np.newaxis, np.newaxis])[0]

    @cached_property
    def one_layer(self) -> np.ndarray:
        """What the folded kernel makes of it."""
        return ops.correlate2d(self.grey, self.kernel)

    @property
    def difference(self) -> float:
        """The largest difference between the two, in absolute value."""
        return float(np.abs(self.two_layers - self.one_layer).max())

    @property
    def foldable(self) -> bool:
        """Whether one kernel does the same, up to rounding."""
        return self.difference < 1e-9


def colour_planes(value: ArrayLike) -> np.ndarray:
    """Return a read-only (3, H, W) copy in float64."""
    shape = np.shape(value)
    if len(shape) != 3 or shape[0] != 3:
        hint = "; np.moveaxis(image, -1, 0) puts channels first" if shape[-1:] == (3,) else ""
        raise ValueError(f"image has shape {shape}, expected (3, height, width){hint}")
    planes = np.stack([plane("image", part, LARGEST_IMAGE) for part in np.asarray(value)])
    planes.flags.writeable = False
    return planes


def mixing_matrix(value: ArrayLike) -> np.ndarray:
    """Return a read-only (3, 3) or (1, 3) copy in float64."""
    matrix = plane("matrix", value, 3)
    if matrix.shape not in ((3, 3), (1, 3)):
        raise ValueError(f"matrix has shape {matrix.shape}, expected (3, 3) or (1, 3)")
    return matrix


def mixing_bias(value: Any, rows: int) -> np.ndarray:
    """Return a read-only copy in float64, one number for each of the matrix's rows."""
    bias = plane("bias", np.zeros(rows) if value is None else value, 3)
    if bias.shape != (1, rows):
        raise ValueError(f"bias has shape {np.shape(value)}, expected ({rows},), one for each row")
    return bias[0]
