"""Tape and Tiles without its drawing: where windows lie along an axis, and what they never read."""

from dataclasses import dataclass
from typing import Any

from convedu import shapes
from convedu._validate import within

RANGES = {"n": (1, 16), "kernel": (1, 5), "stride": (1, 5), "padding": (0, 3), "dilation": (1, 3)}
"""What the sliders offer: small enough that every cell can be read."""


@dataclass(frozen=True)
class Axis:
    """One axis: cells, and a window that moves over them.

    Parameters
    ----------
    n, kernel, stride, padding, dilation : int
        As in `shapes.output_size`; each within `RANGES`.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> axis = Axis(8, 3, 2)
    >>> axis.size, axis.windows, axis.lost
    (3, [[0, 1, 2], [2, 3, 4], [4, 5, 6]], [7])
    """

    n: int = 8
    kernel: int = 3
    stride: int = 1
    padding: int = 0
    dilation: int = 1

    def __post_init__(self) -> None:
        for name, (low, high) in RANGES.items():
            object.__setattr__(self, name, within(name, getattr(self, name), low, high))

    @property
    def free(self) -> int:
        """The cells that are left over when the window lies at the start; below 0: no room."""
        return self.n + 2 * self.padding - shapes.window_span(self.kernel, self.dilation)

    @property
    def size(self) -> int:
        """How many windows fit; 0 where not even one does."""
        if self.free < 0:
            return 0
        return shapes.output_size(self.n, self.kernel, **self._options)

    @property
    def windows(self) -> list[list[int]]:
        """The cells that each window reads; those below 0 or from n on lie in the padding."""
        taps = range(0, self.kernel * self.dilation, self.dilation)
        starts = (window * self.stride - self.padding for window in range(self.size))
        return [[start + tap for tap in taps] for start in starts]

    @property
    def counts(self) -> list[int]:
        """How many windows read each cell."""
        if self.free < 0:
            return [0] * self.n
        return shapes.usage_counts(self.n, self.kernel, **self._options)

    @property
    def lost(self) -> list[int]:
        """The cells that no window reads."""
        return [cell for cell, count in enumerate(self.counts) if not count]

    def __str__(self) -> str:
        head = (
            f"{self.n} cells, kernel {self.kernel}, stride {self.stride}, "
            f"padding {self.padding}, dilation {self.dilation}"
        )
        if self.free < 0:
            return f"{head}: the window does not fit"
        lost = ", ".join(map(str, self.lost)) or "none"
        sum_ = f"floor({self.free} / {self.stride}) + 1 = {self.size}"
        return f"{head}: {sum_} windows; cells never read: {lost}"

    @property
    def _options(self) -> dict[str, Any]:
        return {"stride": self.stride, "padding": self.padding, "dilation": self.dilation}


def axes_of(**values: Any) -> tuple[Axis, ...]:
    """Return one axis, or two where a value is a pair (rows, columns).

    Examples
    --------
    >>> [axis.stride for axis in axes_of(n=8, kernel=3, stride=(2, 3), padding=0, dilation=1)]
    [2, 3]
    """
    pairs = [value for value in values.values() if isinstance(value, tuple | list)]
    for name, value in values.items():
        if isinstance(value, tuple | list) and len(value) != 2:
            raise ValueError(f"{name} is {value!r}, expected one number or (rows, columns)")
    if not pairs:
        return (Axis(**values),)
    return tuple(
        Axis(**{name: v[at] if isinstance(v, tuple | list) else v for name, v in values.items()})
        for at in (0, 1)
    )
