"""Widgets on a page of their own in Firefox; tests/book drives those with drawings in lessons."""

from pathlib import Path

import pytest

from convedu import widgets
from convedu.widgets.shared.base import Widget

pytestmark = pytest.mark.browser

RIGHT, ENTER = "\ue014", "\ue007"


@pytest.fixture
def focus(fox, tmp_path: Path):
    """Open a widget's page, put the focus on an element of it, and return the browser."""

    def focus(widget: Widget, selector: str):
        (tmp_path / "page.html").write_text(widget.to_html(), "utf-8")
        fox.problems.clear()
        fox.open((tmp_path / "page.html").as_uri())
        fox.until("document.documentElement.dataset.ready === 'true'")
        fox.ask(f"document.querySelector({selector!r}).focus() ?? true")
        return fox

    return focus


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


def test_a_sound_is_started_and_stopped_by_keys(focus):
    browser = focus(widgets.Sounds({"a tone": ([0.0, 0.5, 0.0, -0.5] * 2000, 8000)}), "button")
    browser.keys(ENTER)
    browser.until("document.querySelector('button').textContent === 'Stop a tone'")
    browser.keys(" ")
    browser.until("document.querySelector('button').textContent === 'Play a tone'")
    assert browser.problems == []
