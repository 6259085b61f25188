"""The names of a page's Python, and which of them each cell has made."""

import builtins
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_NOTHING = object()


class Namespace:
    """Names that a cell makes anew each time it runs: what it made before is taken back first."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
        self._made: dict[str, dict[str, tuple[Any, Any]]] = {}

    @contextmanager
    def run_of(self, cell: str) -> Iterator[None]:
        """Take back what a cell made when it ran before, and note what it makes in this run."""
        for name, (value, older) in self._made.pop(cell, {}).items():
            if self.names.get(name, _NOTHING) is value:
                self._set(name, older)
        before = dict(self.names)
        try:
            yield
        finally:
            self._made[cell] = {
                name: (value, before.get(name, _NOTHING))
                for name, value in self.names.items()
                if before.get(name, _NOTHING) is not value
            }

    def _set(self, name: str, value: Any) -> None:
        if value is _NOTHING:
            del self.names[name]
        else:
            self.names[name] = value

    def missing(self, wanted: frozenset[str]) -> list[str]:
        """Return which of these names there are not."""
        return sorted(wanted - self.names.keys() - vars(builtins).keys())
