"""Flip and Slide without a browser: its areas, what it refuses, what a notebook stores of it."""

import base64
import itertools
import re

import numpy as np
import pytest
from scipy import integrate

from convedu.widgets import FlipAndSlide
from convedu.widgets.flip_and_slide.state import FUNCTIONS, STRIPS, WIDTH, Overlap

NAMES = tuple(FUNCTIONS)
EDGES = (-1, -0.6, 0, 0.6, 1)


@pytest.mark.parametrize(("signal", "kernel"), list(itertools.product(NAMES, NAMES)))
def test_the_area_is_scipys_integral(signal, kernel):
    for time, flipped in itertools.product((-2.3, 0, 0.7, 3.1), (True, False)):
        state = Overlap(signal, kernel, time, flipped)
        jumps = {*EDGES, *(time - e if flipped else time + e for e in EDGES)}
        area, _ = integrate.quad(state.product, -8, 8, points=sorted(jumps), limit=200)
        assert state.area == pytest.approx(area, abs=2e-4)


def test_known_results():
    for time in (0, 0.5, 1.9, 3):
        assert Overlap("box", "box", time).area == pytest.approx(max(2 - time, 0), abs=1e-9)
        assert Overlap("decay", "decay", time).area == pytest.approx(time * np.exp(-time), abs=1e-4)


def test_a_whole_curve_is_numpys_convolution_and_correlation():
    times = np.round(np.arange(-40, 41) / 10, 1).tolist()
    signal, kernel = (FUNCTIONS[name](STRIPS) for name in ("two pulses", "ramp"))
    at_0 = len(STRIPS) - 1  # where two equally long arrays lie on each other
    for flipped, whole in (
        (True, np.convolve(signal, kernel)),
        (False, np.correlate(signal, kernel, "full")),
    ):
        areas = [Overlap("two pulses", "ramp", time, flipped).area for time in times]
        places = [at_0 + round(time / WIDTH) for time in times]
        np.testing.assert_allclose(areas, WIDTH * whole[places], atol=1e-9)


@pytest.mark.parametrize("kernel", NAMES)
def test_only_a_symmetric_kernel_hides_the_flip(kernel):
    one, other = (Overlap("ramp", kernel, 0.4, flipped).area for flipped in (True, False))
    symmetric = Overlap(kernel=kernel).is_symmetric
    assert symmetric is (kernel in ("box", "Gaussian"))
    assert (abs(one - other) < 1e-9) is symmetric


REFUSED = {
    "signal must be one of 'box', 'ramp', 'decay', 'Gaussian', 'two pulses', got 'sine'": {
        "signal": "sine"
    },
    "kernel must be one of": {"kernel": "sine"},
    "time must be a number, got '1'": {"time": "1"},
    "time must be from -4 to 4, got 4.1": {"time": 4.1},
    "flipped is 1, expected True or False": {"flipped": 1},
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_is_refused_says_what_was_expected(message):
    with pytest.raises((TypeError, ValueError), match=re.escape(message)):
        FlipAndSlide(**REFUSED[message])


def test_a_bad_state_from_the_page_changes_nothing():
    widget = FlipAndSlide("ramp", "decay", time=1.5)
    before = widget.describe()
    for wrong in ({"signal": "sine"}, {"kernel": ""}, {"time": 9.0}):
        with pytest.raises(ValueError, match="must be"):
            widget.set_state(wrong)
    assert widget.describe() == before


@pytest.mark.parametrize("flipped", [True, False])
def test_the_stored_picture_is_small_and_has_words(flipped):
    widget = FlipAndSlide("two pulses", "decay", time=1.23, flipped=flipped)
    data, metadata = widget._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"] == widget.describe()
    assert "slid to 1.2: " in widget.describe() or "slid as it is to 1.2: " in widget.describe()
    png = base64.b64decode(data["image/png"])
    assert png.startswith(b"\x89PNG")
    assert len(png) <= 40_000


def test_the_page_needs_nothing_from_outside():
    page = FlipAndSlide().to_html()
    assert not re.search(r"""(src|href)=(?!["']data:)|@import|url\((?!#)""", page.replace("`", ""))
