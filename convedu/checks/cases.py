"""What a check of a function tries: its cases, drawn or not, and the misconceptions it knows."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


class NoPrediction(Exception):
    """Raised by a bug's answer on arguments where people who hold it do different things."""


@dataclass(frozen=True, eq=False)
class Case:
    """Arguments to try.

    Attributes
    ----------
    args : tuple
        What the function is called with.
    share : str
        The share of the points that the case belongs to.
    public : bool
        Whether a learner may see it even where the instructor's seed hides the others.
    raises : type of Exception, optional
        What a right answer raises here, instead of returning a value.
    """

    args: tuple
    share: str = "values"
    public: bool = False
    raises: type[Exception] | None = None


@dataclass(frozen=True)
class Bug:
    """A misconception: the answer of somebody who holds it, and what helps that person.

    Of a general one the message says nothing of the exercise, so it comes after what was seen.
    """

    name: str
    message: str
    answer: Callable
    general: bool = False


def dyadic_rationals(rng: np.random.Generator, *shape: int, largest: int = 2) -> np.ndarray:
    """Return multiples of 1/4 in [-largest, largest], none of them zero.

    Sums of products of such numbers are exact in float32 and float64, in any order, so that a
    correct answer agrees to the last digit however it is written.
    """
    size = rng.integers(1, 4 * largest + 1, shape) / 4
    return size * rng.choice([-1.0, 1.0], shape)
