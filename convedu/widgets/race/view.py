"""Left-Right Race: stored curves at once, and a run that really trains while the notebook lives."""

import asyncio
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any

import traitlets

from convedu import training
from convedu.widgets.shared.base import InvalidTrait, Widget

_PAUSE = 0.1
"""Seconds between two reports of a run; more often nobody could see."""


class LeftRightRace(Widget):
    """Three networks learn digits in the left half of a canvas and are tested in the right half.

    Parameters
    ----------
    seed : int
        Of the split, the first weights and the order of the pictures: one of the stored runs.

    Attributes
    ----------
    live : dict
        The curves of the last run in this notebook, in the form of ``stored[name][seed]``.
    running : bool
        Whether a run is under way.
    progress : float
        How much of it is over, from 0 to 1.

    Raises
    ------
    ValueError
        If no run of that seed is stored.

    Examples
    --------
    >>> race = LeftRightRace(seed=1)
    >>> len(race.stored["MLP"]["runs"][1]["left"]) == training.EPOCHS + 1
    True
    """

    title = "Left-Right Race"
    styles = ("controls",)

    seed = traitlets.Int().tag(sync=True)
    stored = traitlets.Dict().tag(sync=True)
    live = traitlets.Dict().tag(sync=True)
    running = traitlets.Bool().tag(sync=True)
    progress = traitlets.Float().tag(sync=True)
    doing = traitlets.Unicode().tag(sync=True)

    def __init__(self, *, seed: int = 0) -> None:
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()
        super().__init__(seed=seed, stored=training.results()["left-right"])
        self.on_msg(self._receive)

    def run(self) -> None:
        """Train all three networks in the background; a second call while one runs does nothing."""
        if self.running:
            return
        self.running, self.live, self.progress = True, {}, 0.0
        self._stopped = threading.Event()
        # Everything the run needs is handed over: the learner may change the seed meanwhile.
        steps = self._train(self.seed, self._stopped)
        if sys.platform == "emscripten":  # a browser has no threads
            self._task = asyncio.ensure_future(_take_turns(steps))
        else:
            self._thread = threading.Thread(target=lambda: [*steps], daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the run after the batch that it is at; what it has found stays."""
        self._stopped.set()

    def wait(self, timeout: float | None = None) -> None:
        """Return when the run is over, or after `timeout` seconds."""
        if self._thread is not None:
            self._thread.join(timeout)

    def describe(self) -> str:
        """Return what the stored run found, network by network."""
        ends = (
            f"{name} ({found['parameters']:,} parameters) "
            f"{_percent(found['runs'][self.seed]['left'])} left, "
            f"{_percent(found['runs'][self.seed]['right'])} right"
            for name, found in self.stored.items()
        )
        return (
            f"Left-Right Race, stored run {self.seed}, digits named correctly after "
            f"{training.EPOCHS} epochs: {'; '.join(ends)}"
        )

    @traitlets.validate("seed")
    def _known(self, proposal: Any) -> int:
        if proposal.value not in training.SEEDS:
            raise InvalidTrait(f"seed is {proposal.value}, expected one of {training.SEEDS}")
        return proposal.value

    def _receive(self, _widget: Any, content: Mapping[str, Any], _buffers: Any) -> None:
        {"run": self.run, "stop": self.stop}[content["do"]]()

    def _train(self, seed: int, stopped: threading.Event) -> Iterator[None]:
        """Train all three networks; a step is one report of `training.run`."""
        reported = 0.0
        try:
            data = training.left_right(seed)
            for number, (name, network) in enumerate(training.CONTESTANTS.items()):
                for over, points in training.run(network, data, seed=seed):
                    if stopped.is_set():
                        return
                    if points:
                        self.live = _longer(self.live, name, points)
                    if time.monotonic() > reported + _PAUSE:
                        reported = time.monotonic()
                        self.doing = f"{name}: epoch {int(over)} of {training.EPOCHS}"
                        share = number + over / training.EPOCHS
                        self.progress = share / len(training.CONTESTANTS)
                    yield
            self.progress = 1.0
        except Exception as error:  # nobody sees what a thread raises
            self.doing = f"The run ended with {type(error).__name__}: {error}"
        else:
            self.doing = "Finished."
        finally:
            if stopped.is_set():
                self.doing = "Stopped."
            self.running = False


async def _take_turns(steps: Iterator[None]) -> None:
    """Go through `steps`, and let the page do what is waiting after each of them."""
    for _ in steps:
        await asyncio.sleep(0)


def _longer(
    curves: Mapping[str, dict[str, list[float]]], name: str, points: Mapping[str, float]
) -> dict[str, dict[str, list[float]]]:
    """Return the curves with one more point on the one called `name`."""
    own = curves.get(name, {})
    return {**curves, name: {side: [*own.get(side, ()), points[side]] for side in points}}


def _percent(accuracies: list[float]) -> str:
    return f"{100 * accuracies[-1]:.0f} %"
