"""A bank of bugs: what each one does is made of a right answer, what it says stands in a TOML file.

Most misconceptions are a right answer in which one thing is different: an argument, the result, or
one step of a loop. The makers below say which.
"""

import inspect
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from convedu.checks.cases import Bug

Answer = Callable[..., Any]


class Words(NamedTuple):
    """What a check says: the message of each bug by its name, and three hints."""

    bugs: Mapping[str, str]
    hints: tuple[str, str, str]


@cache
def words(module: str) -> Words:
    """Read what a check says from the TOML file beside its module: ``words(__file__)``."""
    stored = tomllib.loads(Path(module).with_suffix(".toml").read_text(encoding="utf-8"))
    return Words(stored.get("bugs", {}), tuple(stored.get("hints", ())))


def bank(
    messages: Mapping[str, str], answers: Mapping[str, Answer | Iterable[Answer]]
) -> tuple[Bug, ...]:
    """Join what bugs do with what they say; one name may stand for several answers.

    Raises
    ------
    ValueError
        If a bug has no message, or a message has no bug.
    """
    if unmatched := messages.keys() ^ answers.keys():
        names = ", ".join(sorted(unmatched))
        raise ValueError(f"messages and answers differ, expected both for each bug: {names}")
    return tuple(
        Bug(name, messages[name], answer)
        for name, some in answers.items()
        for answer in ((some,) if callable(some) else some)
    )


def with_arguments(right: Answer, **changes: Callable[[Any], Any]) -> Answer:
    """Return `right` called with changed arguments: ``with_arguments(right, kernel=flipped)``."""
    names = tuple(inspect.signature(right).parameters)

    def answer(*args: Any) -> Any:
        pairs = zip(names, args, strict=True)
        return right(*(changes[name](value) if name in changes else value for name, value in pairs))

    return answer


def with_result(right: Answer, change: Callable[[Any], Any]) -> Answer:
    """Return `right` with its result changed."""
    return lambda *args: change(right(*args))


def flipped(kernel: np.ndarray) -> np.ndarray:
    """Return a kernel rotated by 180 degrees in its last two axes."""
    return kernel[..., ::-1, ::-1]


def sliding(
    *,
    count: Callable = lambda n, k, s: (n - k) // s + 1,
    start: Callable = lambda i, s: i * s,
    end: Callable = lambda i, k, s: i * s + k,
    size: Callable = lambda kernel: kernel.shape,
    value: Callable = lambda window, kernel: (window * kernel).sum(),
    place: Callable = lambda i, s: i,
    shape: Callable | None = None,
) -> Answer:
    """Return a strided convolution ``answer(image, kernel, stride)`` in which one step may differ.

    Parameters
    ----------
    count, start, end : callable
        Of one axis: how many windows fit, where window i begins, where it ends.
    size : callable
        How large a window is taken to be.
    value : callable
        What is made of a window.
    place : callable
        The index at which that is stored.
    shape : callable, optional
        The output's shape, from the answer's arguments; as many as there are windows by default.
    """

    def answer(image: np.ndarray, kernel: np.ndarray, stride: Iterable[int]) -> np.ndarray:
        axes = list(zip(image.shape, kernel.shape, stride, strict=True))
        counts = [max(count(*axis), 0) for axis in axes]
        out = np.zeros(counts if shape is None else shape(image, kernel, stride))
        for index in np.ndindex(*counts):
            spans = zip(index, size(kernel), stride, strict=True)
            window = image[tuple(slice(start(i, s), end(i, k, s)) for i, k, s in spans)]
            out[tuple(map(place, index, stride))] = value(window, kernel)
        return out

    return answer
