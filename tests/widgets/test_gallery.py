"""Pictures that widgets offer: a notebook's page gets them once."""

import json

import numpy as np
import pytest

from convedu.widgets import BorderLab, ChannelMixer, KernelLab
from convedu.widgets.shared.gallery import SMALL, Gallery

NOISE = np.random.default_rng(0).random((120, 120))


def size(state):
    """Return how many bytes a state has, without module and style."""
    own = {name: value for name, value in state.items() if name not in {"_esm", "_css"}}
    return len(json.dumps(own, default=lambda data: bytes(data).hex()))


@pytest.mark.parametrize("kind", [KernelLab, BorderLab, ChannelMixer])
def test_widgets_of_one_kind_share_their_pictures(kind):
    first, second = kind(), kind()
    references = {each.get_state(["gallery"])["gallery"] for each in (first, second)}
    [reference] = references
    assert reference.startswith("IPY_MODEL_")
    assert size(first.get_state()) < 5000


@pytest.mark.parametrize("kind", [KernelLab, BorderLab, ChannelMixer])
def test_a_page_without_a_kernel_gets_the_pictures(kind):
    widget = kind()
    gallery = widget.page_state()["gallery"]
    assert set(gallery) == set(widget.gallery.pictures)
    assert json.loads(json.dumps(list(gallery))) == list(widget.gallery.pictures)


def test_a_shared_model_that_was_closed_is_opened_again():
    gallery = Gallery({"noise": NOISE})
    before = gallery.reference()
    assert gallery.reference() == before
    gallery._shared().close()
    assert gallery.reference() not in (before, "IPY_MODEL_None")


def test_small_pictures_go_with_their_widget():
    gallery = Gallery({"dot": np.ones((1, 1))})
    assert gallery.reference() == gallery.packed
    assert sum(len(each["data"]) for each in Gallery({"noise": NOISE}).packed.values()) > SMALL


@pytest.mark.parametrize(("kind", "name"), [(KernelLab, "brick"), (ChannelMixer, "chelsea")])
def test_a_picture_travels_by_its_name_and_another_by_its_pixels(kind, name):
    widget = kind(name)
    assert widget.get_state(["image"])["image"] == {"name": name}
    other = np.round(np.resize(NOISE, widget.image.shape), 3)
    widget.image = other
    sent = widget.get_state(["image"])["image"]
    assert set(sent) == {"shape", "dtype", "data"}
    widget.set_state({"image": {"name": name}})
    assert not np.array_equal(widget.image, other)
    widget.set_state({"image": sent})
    assert np.array_equal(widget.image, other)
