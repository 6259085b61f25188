"""The README's small pictures of lessons, from the widgets: `python -m tests.pictures [FOLDER]`."""

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


def picture(browser: Browser, widget: base.Widget, width: int) -> Image.Image:
    """Return the upper part of a widget's page, in the light theme, made small."""
    high = width * SIZE[1] // SIZE[0]
    context = browser.new_context(
        viewport={"width": width, "height": high}, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_content(widget.to_html())
    page.wait_for_selector("html[data-ready]")
    whole = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return whole.resize(SIZE, Image.Resampling.LANCZOS).quantize(COLOURS)


def main(folder: Path = DOCS) -> None:
    """Make all eight."""
    with browsing.chromium(need.browser()) as browser:
        for lesson, (widget, width) in shown().items():
            picture(browser, widget, width).save(folder / f"{lesson}.png", optimize=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
