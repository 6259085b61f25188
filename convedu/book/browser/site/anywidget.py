"""Stands in for anywidget in the browser: a widget's traits, and messages to and from its view."""

from collections.abc import Callable, Iterable
from typing import Any

import traitlets

VIEW = "application/vnd.jupyter.widget-view+json"

alive: dict[str, "AnyWidget"] = {}
post: Callable[[dict[str, Any]], None] = print
"""Set by the runner: how a message gets into the page."""


class AnyWidget(traitlets.HasTraits):
    """The part of anywidget that the course's widgets use."""

    _esm = ""
    _css = ""

    def __init__(self, **traits: Any) -> None:
        self.model_id = f"figure-{len(alive) + 1}"
        self._hearers: list[Callable] = []
        self._told: dict[str, Any] = {}
        super().__init__(**traits)
        alive[self.model_id] = self

    @property
    def keys(self) -> list[str]:
        """The traits that the view knows."""
        return self.trait_names(sync=True)

    def get_state(self, names: Iterable[str] | None = None) -> dict[str, Any]:
        """Return traits in the form that the view gets."""
        return {name: self._outward(name) for name in (self.keys if names is None else names)}

    def set_state(self, state: dict[str, Any]) -> None:
        """Take what the view has set; what is refused goes back as it was."""
        self._told = dict(state)
        try:
            for name, value in state.items():
                inward = self.trait_metadata(name, "from_json")
                setattr(self, name, inward(value, self) if inward else value)
        except traitlets.TraitError:
            post({"figure": self.model_id, "state": self.get_state(state)})
        finally:
            self._told = {}

    def on_msg(self, hearer: Callable) -> None:
        """Call `hearer` with each message of the view."""
        self._hearers.append(hearer)

    def receive(self, content: Any) -> None:
        """Hand on a message of the view."""
        for hearer in self._hearers:
            hearer(self, content, [])

    def send(self, content: Any, buffers: Any = None) -> None:
        """Send a message to the view."""
        post({"figure": self.model_id, "message": content})

    def notify_change(self, change: Any) -> None:
        """Tell the view of a trait's new value, unless it has just set it."""
        name = change["name"]
        if self.model_id in alive and self.trait_metadata(name, "sync"):
            value = self._outward(name)
            if name not in self._told or self._told[name] != value:
                post({"figure": self.model_id, "state": {name: value}})
        super().notify_change(change)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return {"text/plain": repr(self), VIEW: {"model_id": self.model_id}}, {}

    def _outward(self, name: str) -> Any:
        outward = self.trait_metadata(name, "to_json")
        value = getattr(self, name)
        return outward(value, self) if outward else value
