"""Flip and Slide without its drawing: two functions, one of them slid, and the area they share."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from convedu._validate import choice

Function = Callable[[np.ndarray], np.ndarray]

FUNCTIONS: dict[str, Function] = {
    "box": lambda x: np.where(np.abs(x) < 1, 1.0, 0.0),
    "ramp": lambda x: np.where(np.abs(x) < 1, (x + 1) / 2, 0.0),
    "decay": lambda x: np.where(x > 0, np.exp(-np.abs(x)), 0.0),
    "Gaussian": lambda x: np.exp(-2 * x**2),
    "two pulses": lambda x: (
        np.where(np.abs(x + 0.8) < 0.2, 1.0, 0.0) + np.where(np.abs(x - 0.8) < 0.2, 0.5, 0.0)
    ),
}
LATEST = 4
"""How far t goes from 0, in both directions."""
WIDTH = 0.02
"""How wide the strips are whose areas are added up."""
STRIPS = WIDTH * (np.arange(-400, 400) + 0.5)
"""The middles of the strips; beyond them nothing is added that could be seen."""


@dataclass(frozen=True)
class Overlap:
    """A signal, and a kernel that lies at a time.

    Parameters
    ----------
    signal, kernel : {"box", "ramp", "decay", "Gaussian", "two pulses"}
    time : float
        From -4 to 4; rounded to tenths.
    flipped : bool
        Mirror the kernel before it is slid: convolution; else cross-correlation.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> round(Overlap("box", "box", 0.5).area, 2)
    1.5
    """

    signal: str = "box"
    kernel: str = "ramp"
    time: float = 0.0
    flipped: bool = True

    def __post_init__(self) -> None:
        for name in ("signal", "kernel"):
            choice(name, getattr(self, name), tuple(FUNCTIONS))
        if isinstance(self.time, bool) or not isinstance(self.time, int | float):
            raise TypeError(f"time must be a number, got {self.time!r}")
        if not -LATEST <= self.time <= LATEST:
            raise ValueError(f"time must be from {-LATEST} to {LATEST}, got {self.time}")
        object.__setattr__(self, "time", round(float(self.time), 1))
        if not isinstance(self.flipped, bool):
            raise TypeError(f"flipped is {self.flipped!r}, expected True or False")

    def slid(self, places: np.ndarray) -> np.ndarray:
        """Return the kernel's values where it lies now."""
        away = places - self.time
        return FUNCTIONS[self.kernel](-away if self.flipped else away)

    def product(self, places: np.ndarray) -> np.ndarray:
        """Return the values whose area is the result."""
        return FUNCTIONS[self.signal](places) * self.slid(places)

    @property
    def area(self) -> float:
        """The result at this time."""
        return float(WIDTH * self.product(STRIPS).sum())

    @property
    def is_symmetric(self) -> bool:
        """Whether the kernel is its own mirror image, so that the flip changes nothing."""
        kernel = FUNCTIONS[self.kernel]
        return bool(np.allclose(kernel(STRIPS), kernel(-STRIPS)))
