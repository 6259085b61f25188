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
        self.texts: dict[str, str] = {}  # modules and styles, by their names among the assets

    def payload(self, widget: Widget) -> str:
        """Return a widget's module, style, state and, of a prediction, the answer, as JSON."""
        kind = type(widget).__name__.lower()
        module = self._text(str(widget._esm), f"figure-{kind}", "mjs")
        style = self._text(str(widget._css), f"style-{kind}", "css")
        state = json.loads(json.dumps(widget.page_state(), default=_as_base64))
        data = {"module": module, "style": style, "state": self._packed(state)}
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
        if isinstance(value, dict):
            return {key: self._packed(each) for key, each in value.items()}
        if len(json.dumps(value)) <= _LARGE:
            return value
        name = f"value-{_digest(json.dumps(value))}"
        if name not in self._assets.addresses:
            self._assets.add_value(name, value)
        return {"$": name}

    def _text(self, text: str, name: str, ending: str) -> str:
        name = f"{name}-{_digest(text)}.{ending}"
        self.texts[name] = text
        return name


def _as_base64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


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
    return _as_base64(json.dumps(answer).encode())
