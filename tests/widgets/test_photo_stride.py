"""Photo Stride without a browser: what it keeps, what it refuses, what a notebook stores of it."""

import base64
import re

import numpy as np
import pytest

from convedu import ops
from convedu.widgets import PhotoStride
from convedu.widgets.photo_stride.state import SIDE, Sampling, pictures, tent

PICTURES = sorted(pictures())


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize(("stride", "start"), [(1, 0), (3, 2), (8, 5)])
def test_what_is_kept_is_a_convolution_with_that_stride(name, stride, start):
    picture = pictures()[name]
    weights = np.outer(tent(stride), tent(stride))
    padded = np.pad(picture, stride - 1, "reflect")
    blurred = ops.conv2d(padded[None], weights[None, None])[0]
    kept = ops.conv2d(blurred[None, start:, start:], np.ones((1, 1, 1, 1)), stride=stride)[0]
    np.testing.assert_allclose(Sampling(name, stride, True, start).output, kept, atol=1e-12)
    plain = Sampling(name, stride, start=start).output
    assert np.array_equal(plain, picture[start::stride, start::stride])


@pytest.mark.parametrize("stride", range(1, 9))
def test_the_blur_keeps_the_mean_and_kills_stripes_as_wide_as_the_stride(stride):
    weights = tent(stride)
    assert weights.sum() == pytest.approx(1)
    turns = np.exp(2j * np.pi * np.arange(len(weights)) / stride)
    assert stride == 1 or abs(weights @ turns) < 1e-12


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("stride", [3, 4, 6])
def test_a_blur_makes_less_hang_on_where_the_stride_starts(name, stride):
    plain, blurred = (Sampling(name, stride, blur).unrest for blur in (False, True))
    assert blurred < 0.75 * plain


REFUSED = {
    "picture must be one of 'brick', 'camera', 'rings', got 'moon'": {"picture": "moon"},
    "stride must be from 1 to 8, got 9": {"stride": 9},
    "start must be from 0 to 2, got 3": {"stride": 3, "start": 3},
    "stride must be an integer, got 1.5": {"stride": 1.5},
    "blurred is 1, expected True or False": {"blurred": 1},
    "cursor is (256, 0), expected a pixel of the 256x256 picture": {"cursor": (SIDE, 0)},
}


@pytest.mark.parametrize(("message", "wrong"), REFUSED.items(), ids=list(REFUSED))
def test_what_is_refused_says_what_was_expected(message, wrong):
    with pytest.raises((TypeError, ValueError), match=re.escape(message)):
        PhotoStride(**wrong)


def test_a_smaller_stride_takes_the_start_along():
    widget = PhotoStride(stride=6, start=5)
    widget.stride = 3
    assert widget.start == 2
    before = widget.describe()
    for wrong in ({"stride": 0}, {"start": 3}, {"picture": "moon"}, {"cursor": [0]}):
        with pytest.raises((TypeError, ValueError)):
            widget.set_state(wrong)
    assert widget.describe() == before


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("blur", [False, True])
def test_the_stored_picture_is_small_and_has_words(name, blur):
    widget = PhotoStride(name, stride=4, blurred=blur)
    data, metadata = widget._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"] == widget.describe()
    assert "64x64" in widget.describe()
    assert 0 < len(base64.b64decode(data["image/png"])) <= 40_000
