"""Tape and Tiles without a browser: its axes, what it refuses, what a notebook stores of it."""

import base64
import itertools
import re
from dataclasses import asdict

import pytest

from convedu import shapes
from convedu.widgets import TapeAndTiles
from convedu.widgets.tape.state import RANGES, Axis


def test_an_axis_is_what_shapes_says_of_it():
    for n, k, s, p, d in itertools.product((1, 5, 8, 16), (1, 3, 4), (1, 2, 5), (0, 2), (1, 3)):
        axis = Axis(n, k, s, p, d)
        if shapes.window_span(k, d) > n + 2 * p:
            assert (axis.size, axis.windows, axis.lost) == (0, [], list(range(n)))
            assert "does not fit" in str(axis)
            continue
        assert axis.size == shapes.output_size(n, k, stride=s, padding=p, dilation=d)
        assert axis.size == len(axis.windows)
        read = [cell for window in axis.windows for cell in window]
        assert axis.counts == [read.count(cell) for cell in range(n)]
        assert axis.lost == [cell for cell in range(n) if cell not in read]


REFUSED = {
    "n must be from 1 to 16, got 17": {"n": 17},
    "kernel must be from 1 to 5, got 0": {"kernel": 0},
    "stride must be an integer, got 1.5": {"stride": 1.5},
    "padding must be from 0 to 3, got -1": {"padding": -1},
    "dilation must be an integer, got True": {"dilation": True},
    "stride is (1, 2, 3), expected one number or (rows, columns)": {"stride": (1, 2, 3)},
    "picture must be one of 'numbers', 'stripes', got 'cat'": {"picture": "cat"},
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_is_refused_says_what_was_expected(message):
    with pytest.raises((TypeError, ValueError)) as caught:
        TapeAndTiles(**REFUSED[message])
    assert message in str(caught.value)


def test_a_bad_state_from_the_page_changes_nothing():
    widget = TapeAndTiles(8, 3, stride=2)
    before = widget.describe()
    for wrong in ([axis(8, 3, 0)], [{"n": 8, "k": 3}], [[8, 3]], [], [axis(8, 3, 1)] * 3):
        with pytest.raises((TypeError, ValueError)):
            widget.set_state({"axes": wrong})
    assert widget.describe() == before


def axis(n, kernel, stride):
    return asdict(Axis(8)) | {"n": n, "kernel": kernel, "stride": stride}


def test_the_cursor_stays_inside():
    widget = TapeAndTiles(16, 3, cursor=13)
    assert widget.cursor == [0, 13]
    widget.axes = [axis(16, 3, 5)]
    assert widget.cursor == [0, 2]
    widget.axes = [axis(2, 5, 1)]
    assert widget.cursor == [0, 0]


def test_a_pair_makes_tiles():
    widget = TapeAndTiles((6, 9), 3, stride=(1, 2))
    assert [axis.size for axis in widget.state] == [4, 4]
    assert "across 9 cells" in widget.describe()


@pytest.mark.parametrize("picture", ["numbers", "stripes"])
@pytest.mark.parametrize(
    "options", [{}, {"n": 16, "padding": 3, "dilation": 3}, {"n": (16, 16)}, {"n": 1, "kernel": 5}]
)
def test_the_stored_picture_is_small_and_has_words(options, picture):
    widget = TapeAndTiles(**options, picture=picture)
    data, metadata = widget._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"] == widget.describe()
    png = base64.b64decode(data["image/png"])
    assert png.startswith(b"\x89PNG")
    assert len(png) <= 40_000


def test_the_page_needs_nothing_from_outside():
    page = TapeAndTiles().to_html()
    assert not re.search(r"""(src|href)=(?!["']data:)|@import|url\((?!#)""", page.replace("`", ""))


def test_the_sliders_reach_what_python_takes():
    ends = {name: high for name, (_, high) in RANGES.items()}
    assert list(Axis(**ends).__dict__) == list(RANGES)
