"""What a cell may show beside its last value."""

from collections.abc import Callable
from typing import Any

show: Callable[[Any], None] = print
"""Set by the runner: how a value gets into the page."""


class HTML:
    """Text that is HTML."""

    def __init__(self, data: str) -> None:
        self.data = data

    def _repr_html_(self) -> str:
        return self.data


def display(*values: Any, **_: Any) -> None:
    """Show values, one below the other."""
    for value in values:
        show(value)
