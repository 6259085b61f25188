"""A line that says whether live figures work: the page asks Python, and Python answers."""

from typing import Any

import traitlets

from convedu.widgets.shared.base import Widget


class Trial(Widget):
    """One line, written by the page itself; where no widget can be shown, its words say so.

    Attributes
    ----------
    answered : bool
        Whether the page has asked and was answered.

    Examples
    --------
    >>> Trial()
    ✗ live figures: none can be shown here. Close this page, run: make lab
    """

    title = "Trial"
    styles = ()

    answered = traitlets.Bool(False).tag(sync=True)

    def __init__(self) -> None:
        super().__init__()
        self.on_msg(self._receive)

    def describe(self) -> str:
        """Return what a page says that cannot show widgets."""
        return "✗ live figures: none can be shown here. Close this page, run: make lab"

    def static_png(self) -> None:
        """Return no picture: the words are enough."""

    def _receive(self, _widget: Any, _content: Any, _buffers: Any) -> None:
        self.answered = True
