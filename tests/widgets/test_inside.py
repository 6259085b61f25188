"""Inside a Network without a browser: what goes in, what it makes, what is refused."""

import re

import numpy as np
import pytest

from convedu import plots
from convedu.training import inside, race
from convedu.widgets import InsideANetwork, InsideState
from convedu.widgets.inside import still
from convedu.widgets.inside.state import SIZES, centred, stored_digits

THREE = centred(stored_digits()[9]["counts"])


def test_the_stored_digits_are_none_that_were_learned_from():
    (learned, _), (unseen, labels) = race.split(inside.measured()["seed"])
    known = {image.tobytes() for image in learned}
    for digit, position in zip(stored_digits(), inside.measured()["stored"], strict=True):
        image = np.reshape(digit["counts"], (8, 8)).astype(np.float32) / 16
        assert np.array_equal(image, unseen[position])
        assert digit["label"] == labels[position]
        assert image.tobytes() not in known


def test_what_a_state_makes_is_what_the_training_measured():
    rng = np.random.default_rng(8)
    for digit in stored_digits()[::7]:
        shift = tuple(int(n) for n in rng.integers(-5, 6, 2))
        state = InsideState(centred(digit["counts"]), shift)
        image = np.reshape(digit["counts"], (1, 8, 8)).astype(np.float32) / 16
        x = inside.placed(image, *shift)
        assert np.array_equal(state.input, x[0, 0])
        for head, scores in inside.scores(inside.weights(), x).items():
            np.testing.assert_allclose(state.scores[head], scores[0], atol=1e-4)
            assert state.shares[head].sum() == pytest.approx(1)


def test_a_shift_moves_the_maps_of_the_first_convolution_and_no_more():
    """Exactly there; after pooling with stride 2, only by an even number of pixels."""
    middle = InsideState(THREE).maps
    for right in (1, 2):
        moved = InsideState(THREE, (0, right)).maps
        ahead = moved["conv1"][:, :, right:]
        np.testing.assert_allclose(ahead, middle["conv1"][:, :, :-right], atol=1e-12)
        greatest = [maps["pool2"].max(axis=(1, 2)) for maps in (middle, moved)]
        assert np.allclose(*greatest, atol=1e-9) == (right == 2)


def test_the_dense_head_loses_a_digit_that_the_maximum_keeps():
    for right in (4, 5):
        reads = InsideState(THREE, (0, right)).reads
        assert reads["global max"] == reads["taught everywhere"] == 3
        assert reads["dense"] != 3
        assert reads["no convolution"] != 3


def test_a_cover_is_black_and_hides_what_lies_below():
    state, covered = InsideState(THREE), InsideState(THREE, cover=(8, 9))
    assert covered.input[8:13, 9:14].max() == 0
    differs = state.input != covered.input
    assert differs[8:13, 9:14].sum() == differs.sum() > 5


def test_a_filter_that_is_off_makes_an_empty_map():
    state = InsideState(THREE, off=(frozenset({4}), frozenset({0, 11})))
    assert not state.maps["conv1"][4].any()
    assert not state.maps["pool2"][[0, 11]].any()
    assert state.maps["conv1"][[0, 1, 2, 3, 5]].any(axis=(1, 2)).all()
    assert not np.allclose(state.scores["dense"], InsideState(THREE).scores["dense"])
    untouched = InsideState(THREE).scores["no convolution"]
    assert np.array_equal(state.scores["no convolution"], untouched)


@pytest.mark.parametrize("layer", SIZES)
def test_a_number_sees_just_the_pixels_that_can_change_it(layer):
    size = SIZES[layer][1]
    place = (size // 2, size - 1)
    rng = np.random.default_rng(3)
    seen = np.zeros((22, 22), bool)
    for _ in range(3):  # one picture alone leaves pixels that happen to lose in a maximum
        picture = rng.integers(0, 17, (22, 22))
        before = InsideState(picture).maps[layer][:, *place]
        for pixel in np.ndindex(22, 22):
            other = picture.copy()
            other[pixel] = 16 - other[pixel]
            seen[pixel] |= (InsideState(other).maps[layer][:, *place] != before).any()
    top, left, side = InsideState(THREE, chosen=(layer, 0, *place)).seen
    assert not seen[:top].any()
    assert not seen[top + side :].any()
    assert not seen[:, :left].any()
    assert not seen[:, left + side :].any()
    assert seen[top : top + side, left : left + side].mean() > 0.9


REFUSED = {
    "digit is 10, expected one of: None, 0, 1": {"digit": 10},
    "example is 3, expected one of: 0, 1, 2": {"example": 3},
    "network is 'MLP', expected one of: dense, global max": {"network": "MLP"},
    "score is -1, expected one of: None, 0": {"score": -1},
    "shift is (0, 8), expected two numbers from -7 to 7": {"shift": (0, 8)},
    "cover is (18, 0), expected two numbers from 0 to 17": {"cover": (18, 0)},
    "off[1] has 12, expected filters from 0 to 11": {"off": ((), (12,))},
}


@pytest.mark.parametrize(("message", "wrong"), REFUSED.items())
def test_what_does_not_fit_is_refused(message, wrong):
    with pytest.raises(ValueError, match=re.escape(message)):
        InsideANetwork(**wrong)


CHANGES = {
    "picture has shape (21, 22), expected (22, 22)": ("picture", [[0] * 22] * 21),
    "picture has 0 to 17, expected 0 to 16": ("picture", [[0] * 21 + [17]] * 22),
    "stored is 30, expected None or 0 to 29": ("stored", 30),
    "shift is (9, 0), expected two numbers from -7 to 7": ("shift", [9, 0]),
    "chosen has 'pool3', expected one of: conv1": ("chosen", ["pool3", 0, 0, 0]),
    "chosen has map 6, expected 0 to 5": ("chosen", ["pool1", 6, 0, 0]),
    "cursor is (10, 0), expected a pixel of the 10x10 pool1": ("chosen", ["pool1", 0, 10, 0]),
}


@pytest.mark.parametrize(("message", "wrong"), CHANGES.items())
def test_a_wrong_change_is_refused_and_the_old_stays(message, wrong):
    widget = InsideANetwork(4, shift=(1, 1))
    before = widget.describe()
    with pytest.raises(ValueError, match=re.escape(message)):
        setattr(widget, *wrong)
    assert widget.describe() == before


def test_another_stored_digit_brings_its_picture():
    widget = InsideANetwork(None)
    assert not np.any(widget.picture)
    widget.stored = 3 * 7 + 1
    assert widget.picture == InsideANetwork(7, example=1).picture
    assert widget.state.reads["dense"] == 7


def test_what_a_notebook_stores():
    widget = InsideANetwork(3, shift=(0, 4), network="global max", off=((2,), ()))
    data, metadata = widget._repr_mimebundle_()
    told = data["text/plain"]
    assert metadata["image/png"]["alt"] == told
    state = widget.state
    assert "a stored 3 moved 0 down and 4 to the right, filters 3 of convolution 1 off" in told
    for head, name in (("dense", "dense"), ("global max", "global max")):
        assert f"{name} {state.reads[head]} ({100 * state.shares[head].max():.0f} %)" in told
    assert "sees 8x8 pixels from [" in told
    assert len(widget.static_png()) <= plots.LARGEST_PNG
    other = InsideANetwork(3, shift=(0, 4), network="global max")
    assert told.split()[-1] != other.describe().split()[-1]


def test_the_still_picture_shows_the_maps_and_what_is_read():
    widget = InsideANetwork(3, shift=(2, 0))
    figure = still.draw(widget)
    first, *others = [ax.images[0].get_array() for ax in figure.axes if ax.images]
    assert np.array_equal(first, widget.state.input)
    for picture, layer in zip(others, ("conv1", "pool1", "conv2", "pool2"), strict=True):
        maps = widget.state.maps[layer]
        size = maps.shape[-1]
        for number, grid in enumerate(maps):
            row, column = still.corner_of(number, maps)
            assert np.array_equal(picture[row : row + size, column : column + size], grid)
        assert np.ma.count(picture) == maps.size, "nothing stands between the maps"
    bars = [[bar.get_height() for bar in ax.patches] for ax in figure.axes if not ax.images]
    assert np.allclose(bars, [widget.state.shares[head] for head in inside.HEADS])
