"""Sounds without their drawing: samples, and the tones that are in them."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from convedu._validate import real_array

FAINT = 0.02
"""Tones weaker than this are not drawn."""
LOUD = 0.1
"""Tones at least as strong as this are named."""
SAMPLES = 16_000
"""The longest sound."""


@dataclass(frozen=True, eq=False)
class Sound:
    """Samples and how many of them there are in a second.

    Parameters
    ----------
    name : str
    samples : array_like
        At most 16,000 numbers; what is beyond -1 and 1 is cut off when it is heard.
    rate : float
        In hertz, samples a second, from 1,000 to 48,000.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> time = np.arange(800) / 8000
    >>> str(Sound("a", np.sin(2 * np.pi * 440 * time), 8000))
    'a, loudest at 440 Hz'
    """

    name: str
    samples: np.ndarray
    rate: float

    def __post_init__(self) -> None:
        samples = real_array(f"the samples of {self.name!r}", self.samples, "N").astype(float)
        if not 2 <= len(samples) <= SAMPLES:
            raise ValueError(f"{self.name!r} has {len(samples)} samples, expected 2 to {SAMPLES}")
        if not 1000 <= self.rate <= 48_000:
            raise ValueError(f"the rate of {self.name!r} is {self.rate}, expected 1000 to 48000")
        object.__setattr__(self, "samples", samples)

    @property
    def tones(self) -> list[tuple[float, float]]:
        """The tones that are not faint: frequency in hertz, and strength."""
        strengths = 2 * np.abs(np.fft.rfft(self.samples)) / len(self.samples)
        frequencies = np.fft.rfftfreq(len(self.samples), 1 / self.rate)
        return [
            (round(float(frequencies[i]), 1), round(float(strengths[i]), 3))
            for i in np.flatnonzero(strengths >= FAINT)
        ]

    @property
    def bytes(self) -> bytes:
        """The samples as they are heard: from -1 to 1 in 255 steps."""
        return np.rint(127 + 127 * np.clip(self.samples, -1, 1)).astype(np.uint8).tobytes()

    def __str__(self) -> str:
        loud = [f"{frequency:.0f}" for frequency, strength in self.tones if strength >= LOUD]
        return f"{self.name}, " + (
            f"loudest at {' and '.join(loud)} Hz" if loud else "no loud tone"
        )


def sounds_of(named: Any) -> list[Sound]:
    """Return sounds from a mapping of names to (samples, rate)."""
    if not isinstance(named, dict) or not named:
        raise TypeError(f"sounds must be a dict of name to (samples, rate), got {named!r}")
    return [Sound(str(name), samples, float(rate)) for name, (samples, rate) in named.items()]
