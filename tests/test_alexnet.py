"""The published counts are literals only here: they are what the code is held against."""

import numpy as np
import pytest

from convedu import alexnet
from convedu.layers import AvgPool2d, Conv2d, Flatten, Linear, MaxPool2d, ReLU, summary
from tests import need

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


# --- the forward pass ---------------------------------------------------------------------------


def picture(*shape, seed=1):
    return np.random.default_rng(seed).standard_normal(shape, dtype=np.float32)


def by_torch(layers, parameters, x):
    """Run the same layers with PyTorch's own functions."""
    torch = need.torch()
    f = torch.nn.functional
    for layer, held in zip(layers, parameters, strict=True):
        tensors = [torch.from_numpy(array) for array in held or ()]
        if isinstance(layer, Conv2d):
            options = {name: getattr(layer, name) for name in ("stride", "padding", "groups")}
            x = f.conv2d(x, *tensors, **options)
        elif isinstance(layer, MaxPool2d):
            x = f.max_pool2d(x, layer.kernel_size, stride=layer.stride)
        elif isinstance(layer, Linear):
            x = f.linear(x, *tensors)
        elif isinstance(layer, Flatten):
            x = x.flatten(1)
        else:
            x = x.relu() if isinstance(layer, ReLU) else x.mean((-2, -1), keepdim=True)
        yield x.numpy()


@pytest.mark.torch
@pytest.mark.parametrize("name", ["original", "torchvision", "global average pooling"])
def test_every_layer_of_the_full_network_agrees_with_torch(name):
    torch = need.torch()
    layers = alexnet.VARIANTS[name]
    side = 224 if name == "torchvision" else 227
    parameters = alexnet.random_parameters(layers, seed=3)
    image = picture(2, 3, side, side)
    theirs = by_torch(layers, parameters, torch.from_numpy(image))
    ours = alexnet.forward(layers, parameters, image)
    for step, wanted in zip(ours, theirs, strict=True):
        scale = np.abs(wanted).max()
        assert step.output.dtype == np.float32
        np.testing.assert_allclose(step.output, wanted, rtol=1e-3, atol=2e-5 * scale)


def test_shapes_follow_the_summary_and_nothing_fades_or_explodes():
    layers = alexnet.VARIANTS["original"]
    parameters = alexnet.random_parameters(layers)
    steps = list(alexnet.forward(layers, parameters, picture(*alexnet.INPUT)))
    rows = summary(layers, alexnet.INPUT).rows
    assert [step.output.shape for step in steps] == [row.output_shape for row in rows]
    assert all(0.05 < step.output.std() < 20 for step in steps)
    assert all(step.seconds > 0 for step in steps)


def test_parameters_are_as_many_as_the_layers_say_and_the_seed_decides():
    layers = alexnet.VARIANTS["global average pooling"]
    one, again, other = (alexnet.random_parameters(layers, seed=seed) for seed in (0, 0, 1))
    assert [sum(a.size for a in held or ()) for held in one] == [x.parameters for x in layers]
    assert np.array_equal(one[0][0], again[0][0])
    assert not np.array_equal(one[0][0], other[0][0])


def test_what_is_no_alexnet_is_refused():
    with pytest.raises(ValueError, match="parameters has 0 entries, expected 1"):
        list(alexnet.forward([ReLU()], [], picture(1, 2, 2)))
    with pytest.raises(TypeError, match="AvgPool2d"):
        list(alexnet.forward([AvgPool2d(2)], [None], picture(1, 2, 2)))
