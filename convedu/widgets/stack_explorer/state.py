"""The Stack Explorer without its drawing: layers, what they give, and what one output sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from convedu import images, ops, shapes
from convedu.widgets.shared.values import pixel

MOST_LAYERS = 6


@dataclass(frozen=True)
class Kind:
    """A kind of layer. `pool` is None for a convolution, else "max" or "mean"."""

    kernel_size: int
    stride: int = 1
    dilation: int = 1
    pool: str | None = None


KINDS: Mapping[str, Kind] = {
    "1x1": Kind(1),
    "3x3": Kind(3),
    "5x5": Kind(5),
    "3x3 stride 2": Kind(3, stride=2),
    "3x3 dilation 2": Kind(3, dilation=2),
    "max pool": Kind(2, stride=2, pool="max"),
    "mean pool": Kind(2, stride=2, pool="mean"),
}
"""The layers there are to choose from."""


def photo() -> np.ndarray:
    """Return a photograph of 20 by 20 pixels, in multiples of 1/64 so that sums are exact."""
    picture = images.load("camera")[6:246, 6:246].reshape(20, 12, 20, 12).mean(axis=(1, 3))
    return np.round(picture * 64) / 64


def weights(position: int, kind: Kind) -> np.ndarray:
    """Return the kernel at a position of the stack: lopsided, in eighths, always the same.

    It removes the mean, so that a ReLU has negatives to cut off. A pool has the weights of the
    mean, the linear operation that comes closest to it.
    """
    k = kind.kernel_size
    if kind.pool:
        return np.full((k, k), 1 / k**2)
    rng = np.random.default_rng([20, position, k])
    kernel = rng.choice([-3, -2, -1, 1, 2, 3], (k, k))
    kernel[k // 2, k // 2] -= kernel.sum()
    kernel[k // 2, k // 2] += kernel[k // 2, k // 2] == 0  # a weight of 0 would see nothing
    return kernel / 8


def compose(first: np.ndarray, second: np.ndarray, jump: int = 1) -> np.ndarray:
    """Return the one kernel that does what two do, one after the other.

    Parameters
    ----------
    first, second : ndarray
        (k, k) each; both slide, without a flip.
    jump : int
        How far apart in the picture two neighbouring positions of the second kernel lie.

    Returns
    -------
    ndarray

    Examples
    --------
    >>> compose(np.array([[1, 1]]), np.array([[1, 2]]))
    array([[1., 3., 2.]])
    """
    rows, columns = (jump * (n - 1) for n in second.shape)
    out = np.zeros((first.shape[0] + rows, first.shape[1] + columns))
    for (i, j), weight in np.ndenumerate(second):
        top, left = i * jump, j * jump
        out[top : top + first.shape[0], left : left + first.shape[1]] += weight * first
    return out


@dataclass(frozen=True, eq=False)
class StackState:
    """One moment in the explorer.

    Parameters
    ----------
    layers : tuple of str
        Names from `KINDS`, first layer first.
    relu : bool
        Whether a ReLU stands after each convolution but a last one.
    padded : bool
        Whether each convolution pads with zeros, so that its stride alone changes the size.
    cursor : (int, int) or None
        The output that is looked at; None for the middle.

    Raises
    ------
    TypeError, ValueError
        If a layer has no such name, does not fit any more, or the cursor lies outside.

    Examples
    --------
    >>> state = StackState(("3x3", "3x3"))
    >>> state.field.size, state.difference
    (5, 0.0)
    """

    layers: tuple[str, ...]
    relu: bool = False
    cursor: Any = None  # (int, int) once it was looked at
    padded: bool = False

    def __post_init__(self) -> None:
        layers = tuple(self.layers)
        if not 1 <= len(layers) <= MOST_LAYERS:
            raise ValueError(f"layers has {len(layers)} entries, expected 1 to {MOST_LAYERS}")
        if unknown := [name for name in layers if name not in KINDS]:
            raise ValueError(f"layers has {unknown[0]!r}, expected only: {', '.join(KINDS)}")
        object.__setattr__(self, "layers", layers)
        last = self.sizes[-1]  # raises where a window does not fit
        object.__setattr__(self, "cursor", pixel(self.cursor, (last, last), of="output"))

    @property
    def kinds(self) -> list[Kind]:
        """The layers' kinds."""
        return [KINDS[name] for name in self.layers]

    @property
    def paddings(self) -> list[int]:
        """How many zeros each layer puts round what it reads."""
        return [
            kind.dilation * (kind.kernel_size // 2) if self.padded and not kind.pool else 0
            for kind in self.kinds
        ]

    @property
    def sizes(self) -> list[int]:
        """Height and width of the input, and after each layer."""
        sizes = [len(photo())]
        for number, (kind, padding) in enumerate(zip(self.kinds, self.paddings, strict=True), 1):
            steps: dict[str, Any] = {
                "stride": kind.stride,
                "dilation": kind.dilation,
                "padding": padding,
            }
            try:
                size = shapes.output_size(sizes[-1], kind.kernel_size, **steps)
            except ValueError:
                span = shapes.window_span(kind.kernel_size, kind.dilation)
                raise ValueError(
                    f"layer {number} spans {span} positions, expected at most the "
                    f"{sizes[-1]} that are left"
                ) from None
            sizes.append(size)
        return sizes

    @cached_property
    def maps(self) -> list[np.ndarray]:
        """The picture, and what each layer makes of it."""
        maps = [photo()]
        for position, (kind, padding) in enumerate(zip(self.kinds, self.paddings, strict=True)):
            after = _apply(maps[-1], weights(position, kind), kind, padding)
            rectified = self.relu and not kind.pool and position < len(self.layers) - 1
            maps.append(ops.relu(after) if rectified else after)
        return maps

    @property
    def field(self) -> shapes.ReceptiveField:
        """What one output sees of the picture, along one axis."""
        return shapes.receptive_field(self.kinds)

    def seen(self, level: int) -> tuple[list[int], list[int]]:
        """Return which rows and columns of `maps[level]` the output at the cursor depends on."""
        rows, columns = ({position} for position in self.cursor)
        layers = zip(self.kinds, self.paddings, self.sizes[:-1], strict=True)
        for kind, padding, size in [*layers][level:][::-1]:
            inside = set(range(size))  # beyond it there are zeros, which depend on nothing
            rows, columns = (_read(at, kind, padding) & inside for at in (rows, columns))
        return sorted(rows), sorted(columns)

    @cached_property
    def kernel(self) -> np.ndarray:
        """The one kernel that equals the stack, if every layer in it is linear."""
        kernel, jump = np.ones((1, 1)), 1
        for position, kind in enumerate(self.kinds):
            own = compose(np.ones((1, 1)), weights(position, kind), kind.dilation)
            kernel = compose(kernel, own, jump)
            jump *= kind.stride
        return kernel

    @cached_property
    def twin(self) -> np.ndarray:
        """What that one kernel gives, on the picture padded once, by as much as the stack pads."""
        before, jump = 0, 1
        for kind, padding in zip(self.kinds, self.paddings, strict=True):
            before += padding * jump
            jump *= kind.stride
        size, last = len(self.kernel), (self.sizes[-1] - 1) * jump
        after = max(0, last + size - before - len(photo()))
        whole = _apply(np.pad(photo(), (before, after)), self.kernel, Kind(size, stride=jump))
        return whole[: self.sizes[-1], : self.sizes[-1]]

    @property
    def differing(self) -> int:
        """How many outputs of the stack are not what that one kernel gives."""
        return int((self.maps[-1] != self.twin).sum())

    @property
    def difference(self) -> float:
        """The largest difference between the stack and that one kernel."""
        return float(np.abs(self.maps[-1] - self.twin).max())


def _apply(x: np.ndarray, kernel: np.ndarray, kind: Kind, padding: int = 0) -> np.ndarray:
    if kind.pool == "max":
        return ops.max_pool2d(x[np.newaxis], kind.kernel_size)[0]
    options = {"stride": kind.stride, "dilation": kind.dilation, "padding": padding}
    return ops.conv2d(x[np.newaxis], kernel[np.newaxis, np.newaxis], **options)[0]


def _read(positions: set[int], kind: Kind, padding: int) -> set[int]:
    """Return which positions the windows at `positions` read."""
    taps = range(kind.kernel_size)
    return {p * kind.stride + tap * kind.dilation - padding for p in positions for tap in taps}
