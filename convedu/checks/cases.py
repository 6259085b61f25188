"""What a check of a function tries: its cases, and the misconceptions it knows."""

from collections.abc import Callable
from dataclasses import dataclass


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
