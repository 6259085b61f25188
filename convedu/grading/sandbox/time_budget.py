"""The learner's time: it stands still while a busy machine keeps the learner's process waiting."""

import contextlib
import time
from collections.abc import Callable, Iterator

from convedu.grading.limits import FORGIVEN_LIMITS, LEAST_FORGIVEN_SECONDS


class TimeBudget:
    """Counts down while it runs; `seconds` is what is left.

    Wall time counts, or a program that sleeps would have all the time in the world. Time in which
    the process was ready to run and had no core does not, within reason: the same answer would get
    other marks on a machine with more to do.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.patience = FORGIVEN_LIMITS * seconds

    @contextlib.contextmanager
    def running(self, waited: Callable[[], float]) -> Iterator[Callable[[], float]]:
        """Let it run; what it yields returns the seconds left, or raises TimeoutError.

        `waited` returns for how many seconds the process was kept waiting since it was last asked.
        """
        start = time.monotonic()

        def left() -> float:
            over = time.monotonic() - start - self.seconds
            if over >= 0 and (forgiven := min(waited(), self.patience)) >= LEAST_FORGIVEN_SECONDS:
                self.patience -= forgiven
                self.seconds += forgiven
                over -= forgiven
            if over >= 0:
                raise TimeoutError
            return -over

        try:
            yield left
        finally:
            self.seconds -= time.monotonic() - start
