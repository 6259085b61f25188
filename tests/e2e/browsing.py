"""A real browser and a real JupyterLab, for the page tests and the benchmark of the widgets."""

import base64
import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from convedu.lab.server import command as server_command
from tests import need

# What a container needs, and nothing that calls home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000


@contextlib.contextmanager
def chromium(path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def copy_of_lessons(home: Path) -> Path:
    """Copy the lessons into a folder in `home`, and return it."""
    lessons = Path(__file__).parents[2] / "notebooks"
    folder = home / "course"
    shutil.copytree(lessons, folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    return folder


@contextlib.contextmanager
def jupyterlab(
    folder: Path, home: Path, theme: str = "JupyterLab Light", *, plain: str = ""
) -> Iterator[str]:
    """Serve a folder as `convedu lab` does, with a home of its own; yields the address.

    With `plain`, "jupyterlab" or "notebook", it is one that somebody else has started.
    """
    settings = home / "settings/@jupyterlab/apputils-extension"
    settings.mkdir(parents=True)
    (settings / "themes.jupyterlab-settings").write_text(json.dumps({"theme": theme}))
    port = free_port()
    own = [sys.executable, "-m", plain, "--no-browser", "--allow-root"]
    own += [f"--ServerApp.root_dir={folder}", f"--ServerApp.port={port}"]
    app = "JupyterNotebookApp" if plain == "notebook" else "LabApp"
    command = [
        *(own if plain else server_command(folder, port=port, browser=False)),
        "--IdentityProvider.token=",
        f"--{app}.expose_app_in_browser=True",
        f"--{app}.user_settings_dir={home / 'settings'}",
        f"--{app}.workspaces_dir={home / 'workspaces'}",
    ]
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    places = {name: str(home / name.lower()) for name in names}
    environment = {**os.environ, **places, "HOME": str(home), "CONVEDU_PROGRESS": "off"}
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            answers(f"{address}/api/status", server, home / "log")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address: str, server: subprocess.Popen, log: Path) -> None:
    """Wait until the server answers; say what it printed when it does not."""
    deadline = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab does not answer:\n{log.read_text()}")


def place(picture: Locator, across: float, down: float) -> tuple[float, float]:
    """Return where shares of a picture's width and height lie on the screen."""
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def let_draw(page: Page) -> None:
    """Wait until two frames have been drawn: what was asked for before is on the page then."""
    page.evaluate("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")


def mistakes(page: Page) -> list[str]:
    """Return a list that fills with the errors of the widgets' modules; anywidget loads blobs.

    JupyterLab has errors of its own (two themes in quick succession, say), which fail no test.
    """
    found: list[str] = []
    page.on("pageerror", lambda error: "blob:" in error.stack and found.append(error.stack))
    return found


COURSE_MADE = ".jp-OutputArea-output", ".jp-RenderedMarkdown"
"""What a notebook shows and JupyterLab has not made itself."""


ENDLESS_SOUNDS = """() => {
  const { start } = AudioBufferSourceNode.prototype;
  window.playedSamples = [];
  AudioBufferSourceNode.prototype.start = function () {
    playedSamples.push(this.buffer.length);
    this.loop = true;
    start.call(this);
  };
}"""
"""Sounds on a page go on until they are stopped, so that no test hangs on their 0.6 seconds."""


def play_two_sounds(shown: Locator) -> Locator:
    """Play the first of lesson 1's sounds by a key, then the second; return what stops one."""
    shown.page.evaluate(ENDLESS_SOUNDS)
    playing = shown.get_by_role("button", name=re.compile("^Stop"))
    shown.get_by_role("button", name="Play the sound").press("Enter")
    expect(playing).to_have_text(["Stop the sound"])
    shown.get_by_role("button", name="Play mean of five").click()
    expect(playing).to_have_text(["Stop mean of five"])
    return playing


def violations(page: Page, *parts: str) -> list[str]:
    """Return what axe finds serious or critical, in parts of a page or in all of it."""
    page.evaluate(need.axe().read_text("utf-8"))
    script = """(parts) => {
      const include = parts.filter((part) => document.querySelector(part));
      return axe.run(include.length ? { include } : document, { resultTypes: ["violations"] });
    }"""
    found = page.evaluate(script, list(parts))
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in found["violations"]
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]


def pixels(picture: Locator) -> np.ndarray:
    """Return what is on a picture's canvas, (H, W, 4)."""
    width, data = picture.locator("canvas").evaluate("""(el) => {
      const { width, height } = el;
      const { data } = el.getContext("2d").getImageData(0, 0, width, height);
      return [width, btoa(data.reduce((text, x) => text + String.fromCharCode(x), ""))];
    }""")
    return np.frombuffer(base64.b64decode(data), np.uint8).reshape(-1, width, 4).astype(int)


class Notebook:
    """One notebook, open in JupyterLab, or in Jupyter Notebook 7."""

    def __init__(self, page: Page, address: str, path: str, *, alone: bool = False) -> None:
        self.page = page
        # A workspace of its own, or the tabs of an earlier test would come back.
        lab = f"lab/workspaces/{Path(path).stem}/tree"
        page.goto(f"{address}/{'notebooks' if alone else lab}/{path}")
        expect(page.locator(".jp-Notebook")).to_be_visible(timeout=PATIENCE)
        self._until("panel().sessionContext.session?.kernel?.status === 'idle'")

    def run_all(self) -> None:
        self.page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
        self._until(
            "codeCells().every((cell) => cell.model.executionCount !== null"
            " && cell.model.executionState === 'idle')"
        )

    def run(self, *cells: str) -> None:
        """Run cells by their ids, one after another."""
        for cell in cells:
            self.show(cell).locator(".jp-InputArea-editor").click()
            self.page.evaluate("jupyterapp.commands.execute('notebook:run-cell')")
            self.settle()

    def settle(self) -> None:
        """Wait until the kernel is idle and two frames have been drawn."""
        self._until("panel().sessionContext.session.kernel.status === 'idle'")
        let_draw(self.page)

    def stop(self) -> None:
        """Shut the kernel down."""
        self.page.evaluate("jupyterapp.shell.currentWidget.sessionContext.shutdown()")

    def errors(self) -> list[str]:
        """Return the cells that failed, with the exception's name."""
        return self._ask(
            "codeCells().flatMap((cell) => cell.model.outputs.toJSON()"
            ".filter((output) => output.output_type === 'error')"
            ".map((output) => `${cell.model.id}: ${output.ename}: ${output.evalue}`))"
        )

    def sources(self) -> list[list[str]]:
        """Return id and source of every cell."""
        return self._ask("cells().map((cell) => [cell.model.id, cell.model.sharedModel.source])")

    def outputs(self, cell: str) -> list[dict]:
        return self._ask(f"find({cell!r}).model.outputs.toJSON()")

    def show(self, cell: str):
        """Scroll to a cell and return it as a locator."""
        number = self._ask(f"cells().indexOf(find({cell!r}))")
        self.page.evaluate(f"jupyterapp.shell.currentWidget.content.scrollToItem({number})")
        found = self.page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{number}"]')
        expect(found).to_be_visible()
        return found

    def point(self, picture: Locator, across: float, down: float) -> None:
        """Move the mouse to shares of a picture's width and height."""
        self.page.mouse.move(*place(picture, across, down))

    def tap(self, picture: Locator, across: float, down: float) -> None:
        """Tap at shares of a picture's width and height."""
        self.page.touchscreen.tap(*place(picture, across, down))

    def press(self, control: Locator, *keys: str) -> None:
        """Press keys in a control, and then two that Jupyter's command mode would obey."""
        control.focus()
        for key in (*keys, "a", "x"):
            self.page.keyboard.press(key)

    def result(self, cell: str, expression: str) -> str:
        """Return the repr of an expression in the kernel, in which `it` is what a cell returned."""
        script = """async (code) => {
          const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
          const request = { code: '', silent: true, user_expressions: { it: code } };
          const reply = await kernel.requestExecute(request).done;
          const { status, data, evalue } = reply.content.user_expressions.it;
          if (status !== 'ok') throw new Error(evalue);
          return data['text/plain'];
        }"""
        number = self._ask(f"find({cell!r}).model.executionCount")
        return self.page.evaluate(script, f"(lambda it: {expression})(Out[{number}])")

    def until(self, cell: str, expression: str) -> None:
        """Wait until an expression of what a cell returned holds in the kernel."""
        deadline = time.monotonic() + PATIENCE / 1000
        while self.result(cell, f"bool({expression})") != "True":
            if time.monotonic() > deadline:
                raise AssertionError(f"{expression} does not become true")
            time.sleep(0.02)

    def _ask(self, expression: str):
        return self.page.evaluate(f"() => {{ {_TERMS} return {expression}; }}")

    def _until(self, expression: str) -> None:
        script = f"() => {{ {_TERMS} return {expression}; }}"
        self.page.wait_for_function(script, timeout=2 * PATIENCE)


_TERMS = """
const panel = () => jupyterapp.shell.currentWidget;
const cells = () => [...panel().content.widgets];
const codeCells = () => cells().filter((cell) => cell.model.type === 'code');
const find = (id) => cells().find((cell) => cell.model.id === id);
"""
