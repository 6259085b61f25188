"""Inside a Network in Firefox: moved by keyboard, asked for a score."""

import pytest

from convedu.widgets import InsideANetwork, InsideState
from tests import need
from tests.book import firefox

pytestmark = pytest.mark.browser

READS = "[...document.querySelectorAll('.cv-in-reads')].map((each) => each.textContent)"
ARROW_RIGHT = "\ue014"


def test_it_reads_in_firefox_what_python_reads(tmp_path):
    widget = InsideANetwork(3)
    page = tmp_path / "inside.html"
    page.write_text(widget.to_html(), encoding="utf-8")
    profile = tmp_path / "profile"
    profile.mkdir()
    with firefox.firefox(need.firefox(), profile) as fox:
        fox.size(1280, 800)
        fox.open(page.as_uri())
        fox.until("document.documentElement.dataset.ready === 'true'")
        assert fox.ask(READS) == ["3"] * 4
        fox.ask("document.querySelector('.cv-in-input').focus()")
        fox.keys(*[ARROW_RIGHT] * 4)
        reads = InsideState(widget.state.picture, (0, 4)).reads
        wanted = [str(digit) for digit in reads.values()]
        fox.until(f"String({READS}) === {','.join(wanted)!r}")
        assert fox.ask("document.documentElement.scrollHeight <= innerHeight")
        assert fox.ask("document.documentElement.scrollWidth <= innerWidth")
        fox.ask("document.querySelectorAll('.cv-in-score')[3].click()")
        fox.until("document.querySelectorAll('.cv-in-softmax tbody tr').length === 11")
        assert fox.problems == []
