"""Figures: what a live widget needs in a page, with what is large kept once for the whole site."""

import base64
import hashlib
import json
from typing import Any

from convedu import study
from convedu.widgets import Prediction
from convedu.widgets.shared.base import Widget

from .assets import Assets, dumps
from .errors import BookError

_LARGE = 1500
"""From how many characters on a value is kept beside the pages."""


class Figures:
    """Puts widgets into pages, and their modules and large values beside them."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets
        self._styles: dict[str, None] = {}

    @property
    def style(self) -> str:
        """The style sheets of all figures so far."""
        return "\n".join(self._styles)

    def payload(self, widget: Widget) -> str:
        """Return a widget's module, state and, of a prediction, the answer, as JSON."""
        module = self._kept(str(widget._esm), f"figure-{type(widget).__name__.lower()}")
        self._styles[str(widget._css)] = None
        own = [n for n in widget.keys if not n.startswith("_") and widget.trait_is_ours(n)]
        state = {name: self._packed(value) for name, value in widget.get_state(own).items()}
        data = {"module": module, "state": state}
        if isinstance(widget, Prediction):
            data |= {"name": widget.name, "sealed": _sealed(widget.name)}
        return dumps(data)

    def _packed(self, value: Any) -> Any:
        if isinstance(value, bytes | bytearray | memoryview):
            value = base64.b64encode(value).decode("ascii")
        if isinstance(value, dict):
            value = {key: self._packed(each) for key, each in value.items()}
        if len(json.dumps(value)) <= _LARGE or isinstance(value, dict):
            return value
        return {"$": self._kept(value, "value")}

    def _kept(self, value: Any, name: str) -> str:
        digest = hashlib.sha256(json.dumps(value).encode()).hexdigest()[:8]
        name = f"{name}-{digest}"
        if name not in self._assets.addresses:
            self._assets.add_value(name, value)
        return name


def _sealed(name: str) -> str:
    """Return a question's answer in a form that nobody reads by chance."""
    known = {f"unit{u.number}/{q.name}": q for u in study.units() for q in u.questions}
    if name not in known:
        raise BookError(f"the prediction {name!r} is none of the course's questions")
    question = known[name]
    answer = {
        "answer": question.right,
        "why": question.why,
        "tempting": [option.tempting for option in question.options],
    }
    return base64.b64encode(json.dumps(answer).encode()).decode("ascii")
