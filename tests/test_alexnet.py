"""The published counts are literals only here: they are what the code is held against."""

import pytest

from convedu import alexnet
from convedu.layers import Conv2d, Linear, summary

# Parameter counts as published: the paper's network as counted in the literature, Caffe's
# ungrouped form, torchvision's model card, and the wrong counts that are in circulation.
PUBLISHED = {
    "original": 60_965_224,
    "ungrouped": 62_378_344,
    "torchvision": 61_100_840,
    "global average pooling": 2_591_080,
}
WRONG = {
    "pool5 forgotten": 201_838_952,
    "flatten forgotten": 25_678_184,
    "224 without padding": 50_844_008,
}


def total(layers):
    return sum(layer.parameters for layer in layers)


@pytest.mark.parametrize("name", PUBLISHED)
def test_each_variant_has_its_published_count(name):
    assert total(alexnet.VARIANTS[name]) == PUBLISHED[name]


@pytest.mark.parametrize("name", WRONG)
def test_each_mistake_gives_the_count_that_it_explains(name):
    assert total(alexnet.MISTAKES[name]) == WRONG[name]


def test_weights_per_layer_and_where_they_live():
    net = alexnet.VARIANTS["original"]
    weights = [layer.weights for layer in net if layer.parameters]
    assert weights == [
        *(34_848, 307_200, 884_736, 663_552, 442_368),
        *(37_748_736, 16_777_216, 4_096_000),
    ]
    assert (sum(layer.weights for layer in net), sum(layer.biases for layer in net)) == (
        60_954_656,
        10_568,
    )
    dense = total(layer for layer in net if isinstance(layer, Linear))
    assert round(100 * dense / total(net), 2) == 96.17


def test_the_work_is_in_the_convolutions():
    rows = summary(alexnet.VARIANTS["original"], alexnet.INPUT).rows
    convolutions = sum(row.macs for row in rows if isinstance(row.layer, Conv2d))
    assert convolutions == 665_784_864
    assert sum(row.macs for row in rows) == 724_406_816


def test_torchvisions_own_shapes():
    rows = summary(alexnet.VARIANTS["torchvision"], (3, 224, 224)).rows
    assert [row.output_shape for row in rows if isinstance(row.layer, Conv2d)] == [
        *((64, 55, 55), (192, 27, 27), (384, 13, 13)),
        *((256, 13, 13), (256, 13, 13)),
    ]
