"""Wrong answers that are a right one with parts of its source replaced."""

import inspect
import re
import textwrap
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from convedu.checks.cases import NoPrediction

Answer = Callable[..., Any]


@dataclass(frozen=True, eq=False)
class Edited:
    """A right answer with parts of its source replaced, each an ``(old, new)`` as it is written.

    It is made of the first of `rights`, right answers all, that has what is to be replaced; called
    when none has it, it raises ValueError. What comes instead may ``raise NoPrediction``.
    """

    rights: tuple[Answer, ...]
    replacements: tuple[tuple[str, str], ...]

    @property
    def __signature__(self) -> inspect.Signature:
        return inspect.signature(self.rights[0])

    @property
    def applies(self) -> bool:
        """Whether a right answer has all that is to be replaced, one after the other."""
        return self._made is not None

    @property
    def right(self) -> Answer:
        """The right answer that is edited."""
        return self._found[0]

    @property
    def source(self) -> str:
        """The source as it is edited."""
        return self._found[1]

    def and_then(self, other: "Edited") -> "Edited":
        """Return the answer with another's replacements made in what this one leaves."""
        return Edited((self.right,), self.replacements + other.replacements)

    @cached_property
    def _made(self) -> tuple[Answer, str] | None:
        for right in self.rights:
            source = source_of(right)
            for old, new in self.replacements:
                if old not in source:
                    break
                source = source.replace(old, new)
            else:
                return right, source
        return None

    @property
    def _found(self) -> tuple[Answer, str]:
        if self._made is None:
            edits = ", ".join(f"{old!r} by {new!r}" for old, new in self.replacements)
            raise ValueError(f"{self.rights[0].__name__} has not all to replace {edits}")
        return self._made

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
    """Return the text of a function, without decorators and as if it stood in no other."""
    text = textwrap.dedent(inspect.getsource(answer))
    definition = re.search("^def ", text, re.MULTILINE)  # a lambda has none
    return text[definition.start() :] if definition else text
