"""The Channel Mixer without a browser: states, what it refuses, what a notebook stores of it."""

import base64
import json
import re

import numpy as np
import pytest

from convedu import images, ops
from convedu.widgets import ChannelMixer
from convedu.widgets.channel_mixer import traits
from convedu.widgets.channel_mixer.state import SIDE, Bottleneck, Fold, MixerState
from convedu.widgets.channel_mixer.view import TABS

PICTURE = np.arange(3 * 4 * 5).reshape(3, 4, 5) / 60


# ---- the states


@pytest.mark.parametrize("rows", [1, 3])
def test_the_product_at_a_pixel_is_the_layers_output_there(rows):
    matrix = np.arange(9.0).reshape(3, 3)[:rows] - 4
    state = MixerState(PICTURE, matrix, (2, 3), np.arange(rows) + 0.5)
    np.testing.assert_allclose(state.result, state.output[:, 2, 3])
    assert state.output.shape == (rows, 4, 5)
    assert np.array_equal(state.vector, PICTURE[:, 2, 3])


@pytest.mark.parametrize(
    ("channels", "mid", "total"), [(256, 64, 69_632), (256, 250, 690_500), (4, 1, 17)]
)
def test_a_bottlenecks_price(channels, mid, total):
    widths = Bottleneck(channels, mid)
    assert sum(widths.prices) == total
    assert widths.plain == 9 * channels**2
    assert widths.saving == widths.plain / total


@pytest.mark.parametrize("channels", [1, 2, 3, 17, 64, 256, 512])
def test_the_widest_middle_is_the_last_that_saves(channels):
    widest = Bottleneck(channels, 1).widest
    saves = [m for m in range(1, channels + 1) if 2 * channels * m + 9 * m * m < 9 * channels**2]
    assert widest == max(saves, default=0)


def test_without_a_relu_two_layers_are_one_and_with_it_they_are_not():
    photo = images.load("chelsea", layout="CHW")
    plain, bent = (Fold(photo, [1, -0.5, 2], relu) for relu in (False, True))
    assert plain.foldable
    assert plain.difference < 1e-12
    assert not bent.foldable
    assert bent.difference == np.abs(bent.two_layers - plain.two_layers).max() > 0.1
    folded = (
        images.kernel("sobel-x") - 0.5 * images.kernel("sobel-y") + 2 * images.kernel("outline")
    )
    assert np.array_equal(plain.kernel, folded)
    assert np.array_equal(plain.one_layer, ops.correlate2d(plain.grey, folded))
    assert max(plain.grey.shape) <= SIDE


# ---- the widget

REFUSED = {
    "image is 'kamera', expected an array or one of: astronaut": {"image": "kamera"},
    "image has shape (4, 5), expected (3, height, width)": {"image": PICTURE[0]},
    "np.moveaxis(image, -1, 0) puts channels first": {"image": np.ones((4, 5, 3))},
    "matrix is 'pink', expected an array or one of: identity": {"matrix": "pink"},
    "matrix has shape (2, 3), expected (3, 3) or (1, 3)": {"matrix": np.ones((2, 3))},
    "matrix has a number": {"matrix": [[np.nan, 0, 0]]},
    "bias has shape (2,), expected (3,), one for each row": {"bias": [1.0, 2.0]},
    "bias has a number": {"bias": [np.nan, 0.0, 0.0]},
    "cursor is (4, 0), expected a pixel of the 4x5 image": {"cursor": (4, 0)},
    "cursor is 3, expected (row, column), both int": {"cursor": 3},
    "mid must be from 1 to 256, got 257": {"mid": 257},
    "channels must be from 1 to 1024, got 0": {"channels": 0},
    "weights has shape (2,), expected three numbers": {"weights": [1.0, 2.0]},
}


@pytest.mark.parametrize(
    ("message", "wrong"), [pytest.param(k, v, id=k) for k, v in REFUSED.items()]
)
def test_what_does_not_fit_is_refused_and_the_old_stays(message, wrong):
    right = {"image": PICTURE, "matrix": "grey", "cursor": (1, 1)}
    with pytest.raises((TypeError, ValueError), match=re.escape(message)):
        ChannelMixer(**{**right, **wrong})
    mixer = ChannelMixer(**right)
    before = [getattr(mixer, name) for name in ("cursor", "channels", "mid", "weights")]
    [(name, value)] = wrong.items()
    with pytest.raises(ValueError, match=re.escape(message)):
        setattr(mixer, name, value)
    assert [getattr(mixer, name) for name in ("cursor", "channels", "mid", "weights")] == before
    assert np.array_equal(mixer.image, PICTURE)


def test_an_unknown_tab_is_refused():
    with pytest.raises(ValueError, match="tab must be one of 'mix'"):
        ChannelMixer(tab="blend")


def test_a_smaller_picture_takes_the_cursor_and_fewer_channels_the_middle_with_them():
    mixer = ChannelMixer("astronaut", cursor=(190, 190), mid=200)
    mixer.image = PICTURE
    assert mixer.cursor == (3, 4)
    mixer.channels = 64
    assert mixer.mid == 64


def test_the_bias_follows_the_number_of_planes():
    mixer = ChannelMixer("patches", bias=[1, 0, -0.5], cursor=(0, 0))
    assert mixer.state.result.tolist() == [2, 0, -0.5]
    assert "identity 3x3 plus [1, 0, -0.5];" in mixer.describe()
    mixer.matrix = "one grey plane"
    assert mixer.bias == [0.0]
    mixer.set_state({"matrix": np.eye(3).tolist(), "bias": [1.0, 2.0, 3.0]})
    assert mixer.bias == [1.0, 2.0, 3.0]


def test_what_the_page_sends_comes_back_as_arrays():
    mixer = ChannelMixer("astronaut")
    sent = ChannelMixer(PICTURE).get_state(["image"])["image"]
    mixer.set_state({"image": sent, "matrix": [[1, 0, 2]], "cursor": [3, 4], "mid": 9})
    assert np.array_equal(mixer.image, PICTURE)
    assert np.array_equal(mixer.matrix, [[1, 0, 2]])
    assert (mixer.cursor, mixer.mid) == ((3, 4), 9)


@pytest.mark.parametrize("name", ["astronaut", "patches"])
def test_packing_loses_nothing(name):
    gallery = traits.colour_gallery()
    assert np.array_equal(gallery.inward(gallery.packed[name]), gallery.pictures[name])


@pytest.mark.parametrize("tab", TABS)
def test_what_a_notebook_stores(tab):
    one, other = (ChannelMixer("chelsea", "sepia", tab=tab) for _ in range(2))
    data, metadata = one._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"] == other.describe()
    assert "at 0x" not in data["text/plain"]
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert len(base64.b64decode(data["image/png"])) <= 40_000


def test_the_text_changes_with_the_result():
    mixer = ChannelMixer("patches", "identity")
    texts = {mixer.describe()}
    mixer.matrix = np.eye(3) + 1e-5
    texts.add(mixer.describe())
    mixer.tab = "bottleneck"
    texts.add(mixer.describe())
    mixer.mid += 1
    texts.add(mixer.describe())
    mixer.tab = "fold"
    texts.add(mixer.describe())
    mixer.relu = True
    texts.add(mixer.describe())
    assert len(texts) == 6


def test_the_page_needs_nothing_from_outside_and_a_frame_holds_it():
    mixer = ChannelMixer("patches")
    page = mixer.to_html()
    addresses = re.findall(r"https?://[\w./]+", page)
    assert set(addresses) <= {"http://www.w3.org/2000/svg"}  # a name, never fetched
    assert not re.search(r"""(src|href)=(?!["']data:)|@import|url\(""", page)
    assert json.loads(re.search(r'id="payload">(.*?)</script>', page)[1])
    assert "<script" not in mixer.embed()._repr_html_()
