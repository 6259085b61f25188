"""The README's pictures, from the widgets: `python -m tests.pictures [FOLDER]`."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from convedu import widgets
from convedu.widgets.shared import base
from tests import need
from tests.e2e import browsing

DOCS = Path(__file__).parent.parent / "docs"
SIZE = (300, 200)
LARGE = 800  # the height of the Kernel Lab's page
COLOURS = 256


def shown() -> dict[str, tuple[base.Widget, int]]:
    """Return each lesson's widget, in a state of the lesson, and how wide a page it is given."""
    return {
        "01-convolution": (widgets.KernelLab("camera", "sobel-x", cursor=(174, 138)), 960),
        "02-tensors": (widgets.ChannelStack(filters=4, shown=2), 1040),
        "03-stacking": (widgets.InsideANetwork(3), 1280),
        "04-stride": (widgets.TapeAndTiles(8, 3, stride=2), 720),
        "05-padding": (widgets.BorderLab("zero", kernel=3, padding=1), 900),
        "06-parameters": (widgets.PriceTag(cin=128, cout=64, height=40, width=50), 980),
        "07-alexnet": (widgets.Reconcile(), 900),
        "08-pointwise": (widgets.ChannelMixer("astronaut", "sepia", cursor=(150, 30)), 900),
    }


def picture(browser: Browser, widget: base.Widget, width: int, high: int) -> Image.Image:
    """Return the upper part of a widget's page, in the light theme."""
    context = browser.new_context(
        viewport={"width": width, "height": high}, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_content(widget.to_html())
    page.wait_for_selector("html[data-ready]")
    whole = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return whole


def main(folder: Path = DOCS) -> None:
    """Make the small one of each lesson, and lesson 1's in full."""
    with browsing.chromium(need.browser()) as browser:
        for lesson, (widget, width) in shown().items():
            whole = picture(browser, widget, width, width * SIZE[1] // SIZE[0])
            small = whole.resize(SIZE, Image.Resampling.LANCZOS).quantize(COLOURS)
            small.save(folder / f"{lesson}.png", optimize=True)
        lab, width = shown()["01-convolution"]
        whole = picture(browser, lab, width, LARGE).quantize(COLOURS)
        whole.save(folder / "kernel-lab.png", optimize=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
