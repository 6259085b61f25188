"""The Price Tag without a browser: its arithmetic, what it refuses, what a notebook stores."""

import re

import pytest

from convedu import plots
from convedu.widgets import PriceTag
from convedu.widgets.price_tag.state import TagState


def test_the_seeds_layer():
    state = TagState(cin=128, cout=64, height=40, width=50)
    assert state.costs() == {
        "weights": 73_728,
        "biases": 64,
        "parameters": 73_792,
        "MACs": 147_456_000,
        "activation bytes": 512_000,
        "dense twin": 32_768_128_000,
    }
    assert state.brick == (3, 3, 128)


def test_the_picture_changes_the_work_and_the_twin_but_not_the_parameters():
    small, large = TagState(height=16, width=20), TagState(height=32, width=40)
    assert small.parameters == large.parameters
    assert large.macs == 4 * small.macs
    assert large.activation_bytes == 4 * small.activation_bytes
    assert 15 < large.dense_twin / small.dense_twin < 16.01


def test_groups_make_the_bricks_shallower():
    assert TagState(cin=64, cout=64, groups=4).brick == (3, 3, 16)
    assert TagState(cin=64, groups=4).layer.weights * 4 == TagState(cin=64).layer.weights


REFUSED = {
    "kernel must be from 1 to 11, got 0": {"kernel": 0},
    "cin must be an integer, got 2.0": {"cin": 2.0},
    "cout must be an integer, got True": {"cout": True},
    "bias is 1, expected True or False": {"bias": 1},
    "groups must divide in_channels (3) and out_channels (64), got 2": {"groups": 2},
    "kernel_size must fit into the padded input": {"kernel": 11, "height": 4},
    "unexpected keyword argument 'depth'": {"depth": 3},
}


@pytest.mark.parametrize(("message", "wrong"), REFUSED.items())
def test_what_is_no_layer_is_refused_and_the_old_stays(message, wrong):
    with pytest.raises((TypeError, ValueError)) as refused:
        PriceTag(**wrong)
    assert message in str(refused.value)
    tag = PriceTag()
    before = tag.describe()
    with pytest.raises(ValueError, match=re.escape(str(refused.value))):
        tag.layer = {**tag.layer, **wrong}
    assert tag.describe() == before


def test_what_a_notebook_stores_of_it():
    tag = PriceTag(cin=4, cout=8, groups=2, bias=False, stride=2)
    assert repr(tag).startswith("Price Tag: Conv2d(4, 8, 3, stride=2, padding=1, groups=2, bias=")
    assert "weights 144, biases 0, parameters 144" in repr(tag)
    data, metadata = tag._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"] == repr(PriceTag(**tag.layer))
    assert 1000 < len(tag.static_png()) <= plots.LARGEST_PNG


def test_a_layer_without_biases_can_be_drawn():
    assert PriceTag(cin=1, cout=1, kernel=1, bias=False, height=1, width=1, padding=0).static_png()
