"""Wrong answers that can be joined: a right one with something changed, or its source edited."""

import inspect
import textwrap
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from typing import Any

from convedu.checks.cases import NoPrediction

Answer = Callable[..., Any]


@dataclass(frozen=True, eq=False)
class Changed:
    """An answer called with changed arguments, and with its result changed.

    `right` is the answer that it was made of.
    """

    right: Answer
    arguments: Mapping[str, Callable] = field(default_factory=dict)
    result: Callable = lambda value: value
    answer: Answer | None = None

    @property
    def __signature__(self) -> inspect.Signature:
        return inspect.signature(self.right)

    @cached_property
    def _changes(self) -> list[Callable | None]:
        return [self.arguments.get(name) for name in inspect.signature(self.right).parameters]

    def __call__(self, *args: Any) -> Any:
        """Return what comes out for these arguments."""
        if self.arguments:
            pairs = zip(self._changes, args, strict=True)
            args = tuple(value if change is None else change(value) for change, value in pairs)
        return self.result((self.answer or self.right)(*args))


@dataclass(frozen=True, eq=False)
class Edited:
    """A right answer with parts of its source replaced, each an ``(old, new)`` as it is written.

    What comes instead may ``raise NoPrediction``.

    Raises
    ------
    ValueError
        When it is called: if the source does not have what is to be replaced.
    """

    right: Answer
    replacements: tuple[tuple[str, str], ...]

    @property
    def __signature__(self) -> inspect.Signature:
        return inspect.signature(self.right)

    def applies(self) -> bool:
        """Tell whether the source has all that is to be replaced, one after the other."""
        try:
            return bool(self.source)
        except ValueError:
            return False

    @cached_property
    def source(self) -> str:
        """The source as it is edited."""
        source = source_of(self.right)
        for old, new in self.replacements:
            if old not in source:
                raise ValueError(f"{self.right.__name__} has no {old!r} to replace by {new!r}")
            source = source.replace(old, new)
        return source

    @cached_property
    def _answer(self) -> Answer:
        made: dict[str, Answer] = {}
        names = {**self.right.__globals__, NoPrediction.__name__: NoPrediction}
        # Two edits may make what nobody would write, such as `1[0]`.
        with warnings.catch_warnings(action="ignore", category=SyntaxWarning):
            exec(compile(self.source, "<edited>", "exec"), names, made)
        return made[self.right.__name__]

    def __call__(self, *args: Any) -> Any:
        """Return what comes out for these arguments."""
        return self._answer(*args)


@cache
def source_of(answer: Answer) -> str:
    """Return the text of a function, as if it stood in no other."""
    return textwrap.dedent(inspect.getsource(answer))


@lru_cache(maxsize=16384)
def joined(one: Answer, other: Answer, right: Answer) -> tuple[Answer, ...]:
    """Return the answers of somebody who makes both mistakes, as far as they can be joined.

    Examples
    --------
    >>> def right(n, k):
    ...     return n - k + 1
    >>> doubled = Changed(right, result=lambda size: 2 * size)
    >>> window_of_3 = Changed(right, {"k": lambda k: 3})
    >>> [answer(9, 5) for answer in joined(doubled, window_of_3, right)]
    [14, 14]
    """
    return tuple(_joined(one, other, right))


def _joined(one: Answer, other: Answer, right: Answer) -> Iterator[Answer]:
    if isinstance(one, Edited) and isinstance(other, Edited):
        if one.right is other.right:
            orders = (one, other), (other, one)
            each = [Edited(one.right, a.replacements + b.replacements) for a, b in orders]
            yield from {both.source: both for both in each if both.applies()}.values()
        return
    for outer, inner in ((one, other), (other, one)):
        if isinstance(outer, Changed) and outer.right is right and outer.answer is None:
            yield replace(outer, answer=inner)
