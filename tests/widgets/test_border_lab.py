"""Border Lab without a browser: its borders, its counts, what it refuses, what it stores."""

import base64
import itertools

import numpy as np
import pytest

from convedu import ops, shapes
from convedu.widgets import BorderLab
from convedu.widgets.border_lab.state import MODES, RANGES, SIZE, Border, photos

BORDERS = [
    Border(mode, k, p, s)
    for mode, k, s in itertools.product(MODES, (1, 2, 3, 4, 7), (1, 2, 3))
    for p in sorted({0, k // 2, k - 1})
]


@pytest.mark.parametrize("border", BORDERS, ids=str)
def test_uses_are_the_reads_of_every_window(border):
    """Each window adds 1 to the pixel that stands at each of its places."""
    k, s = border.kernel, border.stride
    sources = border.sources
    reads = [
        source
        for start in range(0, len(sources) - k + 1, s)
        for source in sources[start : start + k]
        if source >= 0
    ]
    assert border.uses == [reads.count(pixel) for pixel in range(SIZE)]
    assert border.size == len(range(0, len(sources) - k + 1, s))


@pytest.mark.parametrize("border", BORDERS, ids=str)
def test_the_windows_that_read_a_pixel_are_its_uses(border):
    for pixel in range(SIZE):
        reads = border.reads(pixel)
        assert len(reads) == border.size
        assert sum(reads) == border.uses[pixel]


@pytest.mark.parametrize("border", BORDERS, ids=str)
def test_the_border_is_that_of_ops(border):
    pixels = np.arange(1.0, SIZE**2 + 1).reshape(SIZE, SIZE)
    padded = border.pad(pixels)
    rows = np.array(border.sources)
    expected = np.where(
        (rows[:, np.newaxis] < 0) | (rows < 0), 0, pixels[np.maximum(rows, 0)][:, rows.clip(0)]
    )
    assert np.array_equal(padded, expected)


def test_zeros_are_nobodys_and_copies_count():
    assert Border("zero", 3, 1).uses == shapes.usage_counts(SIZE, 3, padding=1)
    assert Border("none", 3, 2).uses == shapes.usage_counts(SIZE, 3)
    assert set(Border("zero", 3, 2).uses) == {3}
    assert set(Border("wrap", 3, 1).uses) == {3}
    assert Border("edge", 3, 1).uses[0] == 3
    assert Border("reflect", 3, 1).uses[:3] == [2, 4, 3]


def test_means_part_the_outputs_that_see_the_border():
    photo = photos()["camera"]
    y = ops.correlate2d(ops.pad2d(photo, 3), np.full((7, 7), 1 / 49))
    rim = np.ones(y.shape, bool)
    rim[3:-3, 3:-3] = False
    border, inside = Border("zero", 7, 3).means(photo, "blur")
    assert border == pytest.approx(y[rim].mean())
    assert inside == pytest.approx(y[~rim].mean())
    assert Border("none", 7, 3).means(photo, "blur")[0] is None
    assert BorderLab("zero", photo="white", response="difference").ratio is None


def test_only_zeros_darken_the_border():
    darkest = {mode: BorderLab(mode, kernel=7, padding=3).ratio for mode in MODES[1:]}
    assert min(darkest, key=darkest.get) == "zero"
    assert darkest["zero"] < 0.9 < min(darkest[mode] for mode in MODES[2:])


REFUSED = {
    "mode must be one of 'none', 'zero', 'edge'": {"mode": "mirror"},
    "kernel must be from 1 to 7, got 8": {"kernel": 8},
    "padding must be from 0 to 2, got 3": {"padding": 3},
    "padding must be from 0 to 2, got -1": {"padding": -1},
    "stride must be an integer, got 1.5": {"stride": 1.5},
    "photo must be one of 'camera', 'brick', 'white', got 'moon'": {"photo": "moon"},
    "response must be one of 'blur', 'difference', got 'sobel'": {"response": "sobel"},
    "cursor is (8, 0), expected a pixel of the 8x8 small picture": {"cursor": (8, 0)},
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_is_refused_says_what_was_expected(message):
    with pytest.raises((TypeError, ValueError)) as caught:
        BorderLab(**REFUSED[message])
    assert message in str(caught.value)


def test_a_bad_state_from_the_page_changes_nothing():
    lab = BorderLab("zero")
    before = lab.describe()
    for wrong in ({"kernel": 8}, {"padding": 3}, {"stride": 0}, {"photo": "moon"}, {"cursor": [0]}):
        with pytest.raises((TypeError, ValueError)):
            lab.set_state(wrong)
    assert lab.describe() == before


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("photo", ["camera", "brick", "white"])
def test_the_stored_picture_is_small_and_has_words(mode, photo):
    lab = BorderLab(mode, kernel=7, padding=6, photo=photo)
    data, metadata = lab._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"] == lab.describe()
    png = base64.b64decode(data["image/png"])
    assert png.startswith(b"\x89PNG")
    assert len(png) <= 40_000


def test_the_sliders_reach_what_python_takes():
    assert Border("reflect", **{name: high for name, (_, high) in RANGES.items()}).size > 0
