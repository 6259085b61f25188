"""Sounds: each with a button to hear it and the tones that are in it."""

from collections.abc import Mapping
from typing import Any

import traitlets

from convedu.widgets.shared.base import Widget
from convedu.widgets.sounds.state import Sound, sounds_of


class Sounds(Widget):
    """Sounds to hear, each beside its spectrum; none plays by itself.

    Parameters
    ----------
    sounds : mapping
        From a name to (samples, rate): an array of at most 16,000 numbers, and how many of them
        there are in a second.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> import numpy as np
    >>> tone = np.sin(2 * np.pi * 500 * np.arange(800) / 8000)
    >>> Sounds({"a tone": (tone, 8000), "every third sample": (tone[::3], 8000 / 3)})
    Sounds: a tone, loudest at 500 Hz; every third sample, loudest at 499 Hz
    """

    title = "Sounds"
    styles = ()

    sounds = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self, sounds: Mapping[str, tuple[Any, float]]) -> None:
        self.state: list[Sound] = sounds_of(sounds)
        super().__init__(
            sounds=[
                {"name": s.name, "rate": s.rate, "tones": s.tones, "samples": s.bytes}
                for s in self.state
            ]
        )

    def describe(self) -> str:
        """Return the loudest tones of each sound."""
        return f"Sounds: {'; '.join(map(str, self.state))}"
