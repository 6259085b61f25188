"""What every widget is: its files, words that never change from run to run, a page of its own."""

import base64
import html
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from string import Template
from typing import Any, ClassVar

import anywidget
import traitlets
from IPython.display import HTML

from convedu.widgets.shared.gallery import Gallery
from convedu.widgets.shared.sources import bundle, module_files, read

DRAWING = ("matplotlib", "PIL")
"""The packages that still pictures need, and nothing else here does."""


class InvalidTrait(traitlets.TraitError, ValueError):
    """A value that a widget does not take; the old one stays.

    A TraitError so that traitlets rolls back, a ValueError because that is what it is.
    """


@contextmanager
def invalid_trait() -> Iterator[None]:
    """Raise TypeError and ValueError as `InvalidTrait`."""
    try:
        yield
    except (TypeError, ValueError) as error:
        raise InvalidTrait(str(error)) from None


class Widget(anywidget.AnyWidget):
    """An anywidget that reads the same in every run, so that nbval can compare it.

    A subclass lies in a folder of its own, in ``view.py``. Beside it are ``view.js`` and
    ``style.css``, and ``still.py`` with ``draw(widget)`` for its still picture.

    Attributes
    ----------
    title : str
    styles : tuple of str
        The shared style sheets that the widget uses beside the theme, without ``.css``.
    """

    title: ClassVar[str]
    styles: ClassVar[tuple[str, ...]]

    def __init_subclass__(cls, **options: Any) -> None:
        if "styles" in vars(cls):
            cls._esm = bundle(cls.module_files()[-1])
            cls._css = "\n".join(map(read, cls.style_files()))
        super().__init_subclass__(**options)

    @classmethod
    def module_files(cls) -> tuple[str, ...]:
        """Return the ES modules in `convedu.widgets` that make the view, the view itself last."""
        return module_files(f"{cls._folder()}/view.js")

    @classmethod
    def style_files(cls) -> tuple[str, ...]:
        """Return the style sheets in `convedu.widgets` that the view needs, in their order."""
        shared = ("theme", *cls.styles)
        return (*(f"shared/{name}.css" for name in shared), f"{cls._folder()}/style.css")

    @classmethod
    def _folder(cls) -> str:
        owner = next(base for base in cls.__mro__ if "styles" in vars(base))
        return owner.__module__.split(".")[-2]

    def describe(self) -> str:
        """Return the widget in words, without anything that changes from run to run."""
        raise NotImplementedError

    def static_png(self) -> bytes | None:
        """Return a picture of at most 40 kB for readers without a kernel."""
        from convedu import plots

        still = import_module(f"convedu.widgets.{self._folder()}.still")
        return plots.still_png(lambda: still.draw(self))

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
            data["image/png"] = _as_base64(png)
            metadata = {**metadata, "image/png": {"alt": self.describe()}}
        return data, metadata

    def page_state(self) -> dict[str, Any]:
        """Return the traits in the browser's form, complete, for a page without a kernel."""
        names = [
            name for name in self.keys if not name.startswith("_") and self.trait_is_ours(name)
        ]
        galleries = {
            name: value.packed
            for name in names
            if isinstance(value := getattr(self, name), Gallery)
        }
        return {**self.get_state([name for name in names if name not in galleries]), **galleries}

    def to_html(self) -> str:
        """Return one page with the widget in it that works with no kernel and no network.

        The traits with a form for the browser are put into the page; the static picture stands
        there until the script has run, and stays where scripts are off.
        """
        payload = json.dumps(
            {"module": str(self._esm), "state": self.page_state()},
            default=_as_base64,
            separators=(",", ":"),
        )
        return Template(read("shared/page.html")).substitute(
            title=html.escape(self.title),
            css=self._css,
            alt=html.escape(self.describe()),
            still=_as_base64(self._still() or b""),
            payload=payload.replace("<", "\\u003c"),
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
