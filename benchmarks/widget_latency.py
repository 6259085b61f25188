"""From the key press to the first frame with the new picture, in JupyterLab in Chromium.

What notebooks usually do, `ipywidgets.interact` with `plt.show()`, beside the Kernel Lab: the same
photograph and the same change of one weight, pressed in turn in the same page. The clock starts
with the time stamp of the key's event. It is read when the browser begins the first frame that has
the new picture, and again when that frame has been painted.
"""

import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import nbformat
from playwright.sync_api import Locator, Page

from tests.e2e import browsing

ROUNDS = 40

INTERACT = """\
%matplotlib inline
import ipywidgets
import matplotlib.pyplot as plt
from convedu import images, ops

photo = images.load("camera")

def show(weight):
    kernel = images.kernel("identity")
    kernel[0, 0] = weight
    plt.imshow(ops.correlate2d(photo, kernel), cmap="gray")
    plt.show()

ipywidgets.interact(show, weight=ipywidgets.IntSlider(0, -9, 9));"""
LAB = """\
from convedu.widgets import KernelLab
KernelLab("camera", "identity")"""

# What the page shows now, as a value that is another one after the change.
PROBES = {
    "image": "(cell) => { const i = cell.querySelector('.jp-OutputArea-output img');"
    " return i?.complete ? i.src : null; }",
    "canvas": "(cell) => String(cell.querySelectorAll('canvas')[1].getContext('2d')"
    ".getImageData(100, 100, 8, 8).data)",
    "window": "(cell) => cell.querySelector('.cv-marker').getBoundingClientRect().left",
}
ARM = """(cell, probe) => {
  const look = eval(probe);
  const before = look(cell);
  let pressed = null;
  const note = (event) => { pressed ??= event.timeStamp; };
  ["keydown", "pointermove"].forEach((type) =>
    addEventListener(type, note, { capture: true, once: true }));
  window.taken = new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const frame = () => {
      const begun = performance.now();
      const now = look(cell);
      port1.onmessage = () => resolve([begun - pressed, performance.now() - pressed]);
      if (now !== before && now !== null) port2.postMessage("painted");
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}"""


def main() -> int:
    """Print the medians; return 1 without a browser."""
    browser_path = shutil.which("chromium")
    if browser_path is None:
        print("not measured: Chromium is not installed (apt-get install chromium)")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        cells = [nbformat.v4.new_code_cell(source) for source in (INTERACT, LAB)]
        cells[0].id, cells[1].id = "interact", "lab"
        (root := Path(folder, "course")).mkdir()
        (home := Path(folder, "home")).mkdir()
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        book = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
        nbformat.write(book, root / "latency.ipynb")
        with (
            browsing.chromium(browser_path) as browser,
            browsing.jupyterlab(root, home) as address,
        ):
            page = browser.new_page(viewport={"width": 1280, "height": 1600})
            notebook = browsing.Notebook(page, address, "latency.ipynb")
            notebook.run_all()
            report(measure(notebook))
    return 0


def measure(notebook: browsing.Notebook) -> dict[str, list[tuple[float, float]]]:
    """Return (frame begun, frame painted) in milliseconds for each way, taken in turn."""
    page = notebook.page
    old, lab = notebook.show("interact"), notebook.show("lab")
    slider = old.get_by_role("slider")
    weight = lab.get_by_role("spinbutton").first
    picture = lab.locator(".cv-picture").first
    ways = {
        "interact + plt.show()": (old, "image", key(slider, "ArrowRight", "ArrowLeft")),
        "Kernel Lab, weight": (lab, "canvas", key(weight, "ArrowUp", "ArrowDown")),
        "Kernel Lab, window by key": (lab, "window", key(picture, "ArrowRight", "ArrowLeft")),
        "Kernel Lab, window by pointer": (lab, "window", point(page, picture)),
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for turn in range(-2, ROUNDS):  # two turns to warm up
        for name, (cell, probe, act) in ways.items():
            notebook.settle()
            act(turn, partial(cell.evaluate, ARM, PROBES[probe]))
            taken = page.evaluate("window.taken")
            if turn >= 0:
                times[name].append(taken)
    return times


def key(control: Locator, there: str, back: str) -> Callable[[int, Callable], None]:
    """Press a key on a control, another one every second time."""

    def act(turn: int, ready: Callable[[], None]) -> None:
        control.focus()
        ready()
        control.page.keyboard.press(there if turn % 2 else back)

    return act


def point(page: Page, picture: Locator) -> Callable[[int, Callable], None]:
    """Move the pointer over a picture."""

    def act(turn: int, ready: Callable[[], None]) -> None:
        box = picture.bounding_box()
        ready()
        page.mouse.move(box["x"] + 60 + 40 * (turn % 2), box["y"] + 80)

    return act


def report(times: dict[str, list[tuple[float, float]]]) -> None:
    """Print the median of each way, and how many times faster it is than the first."""
    medians = {
        name: [statistics.median(taken) for taken in zip(*pairs, strict=True)]
        for name, pairs in times.items()
    }
    [first, *_] = medians.values()
    print(
        f"{ROUNDS} rounds in turn; medians in ms from the event to the frame with the new picture"
    )
    print(f"{'':32}{'begun':>8}{'times faster':>14}{'painted':>12}{'times faster':>14}")
    for name, (begun, painted) in medians.items():
        ratios = first[0] / begun, first[1] / painted
        print(f"{name:32}{begun:8.1f}{ratios[0]:14.1f}{painted:12.1f}{ratios[1]:14.1f}")


if __name__ == "__main__":
    sys.exit(main())
