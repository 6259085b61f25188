"""What every widget of the course shares: its files, a repr that never changes, pages."""

import base64
import html
import json
import re
import sys
from importlib.resources import files
from typing import Any

import anywidget
import traitlets
from IPython.display import HTML

DRAWING = ("matplotlib", "PIL")
"""The packages that still pictures need, and nothing else here does."""

_LOCAL_IMPORT = re.compile(r'^import [^;]*? from "\./(\w+\.js)";\n', re.MULTILINE)


class Refused(traitlets.TraitError, ValueError):
    """A value that a widget does not take; the old one stays.

    A TraitError so that traitlets rolls back, a ValueError because that is what it is.
    """


def source(*names: str) -> str:
    """Return files of this folder as one text."""
    return "\n".join(files(__package__).joinpath(name).read_text("utf-8") for name in names)


def module(name: str) -> str:
    """Return an ES module with the modules beside it that it imports written out in front.

    anywidget takes one module, and a notebook on a lost network can fetch none.
    """
    parts: dict[str, str] = {}

    def visit(file: str) -> None:
        if file in parts:
            return
        text = source(file)
        for imported in _LOCAL_IMPORT.findall(text):
            visit(imported)
        parts[file] = _LOCAL_IMPORT.sub("", text)

    visit(name)
    return "\n".join(parts.values())


class Widget(anywidget.AnyWidget):
    """An anywidget that reads the same in every run, so that nbval can compare it."""

    title: str

    def describe(self) -> str:
        """Return the widget in words, without anything that changes from run to run."""
        raise NotImplementedError

    def static_png(self) -> bytes | None:
        """Return a picture for readers without a kernel, or None."""
        return None

    def _still(self) -> bytes | None:
        """Return the picture, or None where it is not wanted or cannot be drawn."""
        if sys.platform == "emscripten":  # the widget itself is there, and drawing is slow
            return None
        try:
            return self.static_png()
        except ModuleNotFoundError as error:
            if error.name not in DRAWING:
                raise
            return None

    def __repr__(self) -> str:
        return self.describe()

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict, dict] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        data = {**data, "text/plain": self.describe()}
        if (png := self._still()) is not None:
            data["image/png"] = base64.b64encode(png).decode("ascii")
            metadata = {**metadata, "image/png": {"alt": self.describe()}}
        return data, metadata

    def to_html(self) -> str:
        """Return one page with the widget in it that works with no kernel and no network.

        The traits with a form for the browser are put into the page; the static picture stands
        there until the script has run, and stays where scripts are off.
        """
        names = [
            name for name in self.keys if not name.startswith("_") and self.trait_is_ours(name)
        ]
        state = self.get_state(names)
        payload = json.dumps(
            {"module": str(self._esm), "state": state}, default=_as_base64, separators=(",", ":")
        ).replace("<", "\\u003c")
        png = self._still()
        still = base64.b64encode(png).decode("ascii") if png else ""
        return _PAGE.format(
            title=html.escape(self.title),
            css=self._css,
            alt=html.escape(self.describe()),
            still=still,
            payload=payload,
        )

    def embed(self, height: int = 760) -> HTML:
        """Return the page as a frame for a notebook or a website.

        Parameters
        ----------
        height : int
            In pixels.
        """
        page = html.escape(self.to_html())
        frame = f'<iframe title="{html.escape(self.title)}" srcdoc="{page}" height="{height}"'
        return HTML(f'<div>{frame} style="width:100%;border:0"></iframe></div>')

    def trait_is_ours(self, name: str) -> bool:
        """Say whether a trait belongs to the course's widget and not to ipywidgets."""
        return not hasattr(anywidget.AnyWidget, name)


def _as_base64(value: Any) -> str:
    return base64.b64encode(value).decode("ascii")


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{css}
body {{ margin: 0; min-height: 100vh; background: var(--paper); }}
main {{ max-width: 68rem; margin: 0 auto; padding: 16px; }}
</style>
</head>
<body class="cv">
<main id="widget"><img alt="{alt}" src="data:image/png;base64,{still}"></main>
<script type="application/json" id="payload">{payload}</script>
<script type="module">
const {{ module, state }} = JSON.parse(document.getElementById("payload").textContent);
const address = URL.createObjectURL(new Blob([module], {{ type: "text/javascript" }}));
const widget = await import(address);
const model = {{
  get: (name) => state[name],
  set: (name, value) => {{ state[name] = value; }},
  save_changes() {{}}, on() {{}}, off() {{}}, send() {{}},
}};
widget.default.render({{ model, el: document.getElementById("widget") }});
document.documentElement.dataset.ready = "true";
</script>
</body>
</html>
"""
