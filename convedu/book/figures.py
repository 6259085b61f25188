"""Figures: live widgets and pictures, with what is large kept once for the whole site."""

import base64
import hashlib
import html
import io
import json
from typing import Any

from PIL import Image

from convedu import study
from convedu.widgets import Prediction
from convedu.widgets.shared.base import Widget

from .assets import Assets, dumps
from .errors import BookError

_LARGE = 1500
"""From how many characters on a value is kept beside the pages."""


class Figures:
    """Puts widgets and pictures into pages, and what is large of them beside the pages."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets

    def payload(self, widget: Widget) -> str:
        """Return a widget's module, style, state and, of a prediction, the answer, as JSON."""
        kind = type(widget).__name__.lower()
        module = self._kept(str(widget._esm), f"figure-{kind}")
        style = self._kept(str(widget._css), f"style-{kind}")
        state = {name: self._packed(value) for name, value in widget.page_state().items()}
        data = {"module": module, "style": style, "state": state}
        if isinstance(widget, Prediction):
            data |= {"name": widget.name, "sealed": _sealed(widget.name)}
        return dumps(data)

    def picture(self, png: str, words: str) -> str:
        """Return an element that shows a stored picture, which becomes a file without a loss."""
        with Image.open(io.BytesIO(base64.b64decode(png))) as image:
            width, height = image.size
            packed = io.BytesIO()
            image.save(packed, "WEBP", lossless=True)
        address = self._assets.add("picture.webp", packed.getvalue())
        return (
            f'<img loading="lazy" alt="{html.escape(words)}" width="{width}" height="{height}" '
            f'src="{address}">'
        )

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
