"""The widgets with drawings of their own once more in Firefox, each on its page, by keys."""

from collections.abc import Callable
from pathlib import Path

import pytest

from convedu import widgets
from convedu.widgets.shared.base import Widget
from tests import need
from tests.book import firefox

pytestmark = pytest.mark.browser

RIGHT, ENTER = "\ue014", "\ue007"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with firefox.firefox(need.firefox(), tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


@pytest.fixture
def focus(browser, tmp_path: Path):
    """Open a widget's page, put the focus on an element of it, and return the browser."""

    def focus(widget: Widget, selector: str):
        (tmp_path / "page.html").write_text(widget.to_html(), "utf-8")
        browser.open((tmp_path / "page.html").as_uri())
        browser.until("document.documentElement.dataset.ready === 'true'")
        browser.ask(f"document.querySelector({selector!r}).focus() ?? true")
        return browser

    return focus


CASES: dict[str, tuple[Callable[[], Widget], str, str, str]] = {
    "volumes of unit 2": (
        lambda: widgets.ChannelStack(cursor=(3, 3)),
        ".cs-blocks",
        ".cs-written",
        "y[0, 3, 4]",
    ),
    "volumes of unit 7": (widgets.Reconcile, ".cv-alexnet", ".cv-volume", "one map of conv1"),
    "windows of a pixel": (
        widgets.BorderLab,
        ".cv-drawing",
        ".cv-written",
        "Pixel 2 at [0, 1] is used 6 times, by 6 windows",
    ),
    "photo": (
        lambda: widgets.PhotoStride(stride=4),
        ".cv-picture",
        ".cv-written",
        "columns 117 to 140",
    ),
    "flip and slide": (
        widgets.FlipAndSlide,
        ".cv-fs-chart.cv-steered",
        ".cv-written",
        "At t = 0.1",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_an_arrow_key_changes_what_is_said(focus, name):
    make, selector, written, words = CASES[name]
    page = focus(make(), selector)
    said = f"document.querySelector({written!r}).textContent"
    before = page.ask(said)
    page.keys(RIGHT)
    page.until(f"{said}.includes({words!r})")
    assert page.ask(said) != before
    assert page.problems == []


def test_the_blocks_are_drawn_where_the_pointer_looks_for_them(focus):
    """Firefox reckons a drawing's matrix as Chromium does: a move over the picture is felt."""
    page = focus(widgets.ChannelStack(cursor=(0, 0)), ".cs-blocks")
    page.ask("""(() => {
      const face = document.querySelector(".cs-blocks image").getBoundingClientRect();
      const place = (part) => part * 16.5 / 32;
      const [clientX, clientY] = [face.x + place(face.width), face.y + place(face.height)];
      const svg = document.querySelector(".cs-blocks");
      svg.dispatchEvent(new PointerEvent("pointermove", { clientX, clientY, bubbles: true }));
      return true;
    })()""")
    page.until("document.querySelector('.cs-written').textContent.includes('y[0, 14, 14]')")
    page.keys(ENTER)
    page.until("document.querySelector('.cs-written').textContent.includes('Step 1')")


def test_inside_a_network_reads_what_python_reads(focus):
    widget = widgets.InsideANetwork(3)
    browser = focus(widget, ".cv-in-input")
    reads = "String([...document.querySelectorAll('.cv-in-reads')].map((each) => each.textContent))"
    assert browser.ask(reads) == "3,3,3,3"
    browser.keys(*[RIGHT] * 4)
    moved = widgets.InsideState(widget.state.picture, (0, 4)).reads
    browser.until(f"{reads} === {','.join(map(str, moved.values()))!r}")
    browser.ask("document.querySelectorAll('.cv-in-score')[3].click()")
    browser.until("document.querySelectorAll('.cv-in-softmax tbody tr').length === 11")
    assert browser.problems == []


def test_a_sound_is_started_by_a_click(focus):
    page = focus(widgets.Sounds({"a tone": ([0.0, 0.5, 0.0, -0.5] * 2000, 8000)}), "button")
    page.ask("document.querySelector('button').click() ?? true")
    page.until("document.querySelector('button').textContent === 'Stop a tone'")
    assert page.problems == []
