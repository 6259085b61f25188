"""The made-up widget: a number, and a button that lets Python add to it."""

from typing import Any

import traitlets

from convedu.widgets.shared.base import Widget

from .state import steps


class Counter(Widget):
    """Counts up, by the numbers of its file."""

    title = "Counter"
    styles = ("controls",)

    number = traitlets.Int(3).tag(sync=True)
    steps = traitlets.List(traitlets.Int()).tag(sync=True)

    def __init__(self) -> None:
        super().__init__(steps=steps())
        self.on_msg(self._train)

    def describe(self) -> str:
        """Return the widget in words."""
        return "A counter."

    def static_png(self) -> None:
        """Return nothing: there is no picture."""

    def _train(self, _: Widget, content: dict[str, Any], __: list) -> None:
        for step in steps():
            self.number += step
