"""Firefox over WebDriver BiDi, which it speaks without a driver: scripts, keys, mouse, touch."""

import contextlib
import json
import os
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import websocket

PATIENCE = 120


class Firefox:
    """One tab of a Firefox that was started for the test."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(
            f"{address}/session", timeout=PATIENCE, suppress_origin=True
        )
        self._number = 0
        self.problems: list[str] = []
        self.version = self._call("session.new", capabilities={})["capabilities"]["browserVersion"]
        self._call("session.subscribe", events=["log.entryAdded"])
        # The tab that is there at first never has the focus, without which Enter clicks no button.
        self._tab = self._call("browsingContext.create", type="tab")["context"]
        self._call("browsingContext.activate", context=self._tab)

    def open(self, address: str) -> None:
        self._call("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def size(self, width: int, height: int) -> None:
        view = {"width": width, "height": height}
        self._call("browsingContext.setViewport", context=self._tab, viewport=view)

    def ask(self, expression: str) -> Any:
        """Evaluate an expression in the page, wait for it, and return it as plain data."""
        script = f"(async () => JSON.stringify(await ({expression})) ?? 'null')()"
        answer = self._call(
            "script.evaluate", expression=script, target={"context": self._tab}, awaitPromise=True
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def until(self, expression: str) -> Any:
        """Wait until an expression is true."""
        deadline = time.monotonic() + PATIENCE
        while not (value := self.ask(expression)):
            assert time.monotonic() < deadline, f"never true: {expression}; {self.problems}"
            time.sleep(0.1)
        return value

    def keys(self, *keys: str) -> None:
        """Press keys, one after the other, in what has the focus."""
        self._press([(kind, key) for key in keys for kind in ("keyDown", "keyUp")])

    def chord(self, held: str, key: str) -> None:
        """Press a key while another is held."""
        self._press([("keyDown", held), ("keyDown", key), ("keyUp", key), ("keyUp", held)])

    def point(self, kind: str, element: str, across: float, down: float) -> None:
        """Click ("mouse") or tap ("touch") at shares of the sides of what an expression finds."""
        box = self.ask(f"""(() => {{
          const element = {element};
          element.scrollIntoView({{ block: "center" }});
          return element.getBoundingClientRect();
        }})()""")
        x, y = box["x"] + across * box["width"], box["y"] + down * box["height"]
        actions = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act({"type": "pointer", "id": kind, "parameters": {"pointerType": kind}}, actions)

    def _press(self, actions: list[tuple[str, str]]) -> None:
        pressed = [{"type": kind, "value": key} for kind, key in actions]
        self._act({"type": "key", "id": "keyboard"}, pressed)

    def _act(self, source: dict[str, Any], actions: list[dict[str, Any]]) -> None:
        all_of_them = [source | {"actions": actions}]
        self._call("input.performActions", context=self._tab, actions=all_of_them)

    def _call(self, method: str, **params: Any) -> Any:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("method") == "log.entryAdded":
                entry = message["params"]
                if entry["level"] == "error":
                    self.problems.append(entry["text"])
            elif message.get("id") == self._number:
                assert message["type"] == "success", message
                return message["result"]


@contextlib.contextmanager
def firefox(path: str, profile: Path) -> Iterator[Firefox]:
    command = [path, "--headless", "--no-remote", "--profile", str(profile)]
    log = profile / "log"
    with log.open("w") as said:
        process = subprocess.Popen(
            [*command, "--remote-debugging-port", "0"],
            stdout=said,
            stderr=said,
            env={"HOME": str(profile), "PATH": os.defpath},
        )
    try:
        yield Firefox(_address(log, process))
    finally:
        process.terminate()
        process.wait(timeout=30)


def _address(log: Path, process: subprocess.Popen) -> str:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", log.read_text()):
            return found[1]
        time.sleep(0.1)
    raise RuntimeError(f"Firefox does not answer:\n{log.read_text()}")
