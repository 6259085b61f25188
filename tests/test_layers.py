"""Layers against published counts, and against what the operations really do."""

import dataclasses
import re

import numpy as np
import pytest

from convedu import layers, ops
from convedu.layers import AvgPool2d, Conv2d, Flatten, GlobalAvgPool2d, Linear, MaxPool2d, ReLU


def alexnet(widths=(96, 256, 384, 384, 256), groups=2, pools=3, flatten=True, first_padding=0):
    """Return AlexNet as published, or with one of the mistakes that are made in counting it."""
    a, b, c, d, e = widths
    pool = MaxPool2d(3, stride=2)
    side = 6 if pools == 3 else 13
    features = [
        *(Conv2d(3, a, 11, stride=4, padding=first_padding), ReLU(), pool),
        *(Conv2d(a, b, 5, padding=2, groups=groups), ReLU(), pool),
        *(Conv2d(b, c, 3, padding=1), ReLU()),
        *(Conv2d(c, d, 3, padding=1, groups=groups), ReLU()),
        *(Conv2d(d, e, 3, padding=1, groups=groups), ReLU()),
    ]
    if pools == 3:
        features.append(pool)
    head = [Flatten(), Linear(e * side * side, 4096)] if flatten else []
    return [*features, *head, ReLU(), Linear(4096, 4096), ReLU(), Linear(4096, 1000)]


TORCHVISION = {"widths": (64, 192, 384, 256, 256), "groups": 1, "first_padding": 2}


@pytest.mark.parametrize(
    ("network", "size", "total"),
    [
        (alexnet(), 227, 60_965_224),
        (alexnet(groups=1), 227, 62_378_344),
        (alexnet(**TORCHVISION), 224, 61_100_840),
        (alexnet(groups=1, pools=2), 227, 201_838_952),
    ],
    ids=["original", "ungrouped", "torchvision", "pool5 forgotten"],
)
def test_alexnets_published_totals(network, size, total):
    assert layers.summary(network, (3, size, size)).parameters == total


def test_alexnet_layer_by_layer():
    table = layers.summary(alexnet(), (3, 227, 227))
    counted = [row for row in table.rows if row.parameters]
    assert [row.layer.weights for row in counted] == [
        *(34_848, 307_200, 884_736, 663_552, 442_368),
        *(37_748_736, 16_777_216, 4_096_000),
    ]
    assert sum(row.layer.weights for row in counted) == 60_954_656
    assert sum(row.layer.biases for row in counted) == 10_568
    convolutions = [row.macs for row in counted if isinstance(row.layer, Conv2d)]
    assert sum(convolutions) == 665_784_864
    assert table.macs == 724_406_816
    dense = sum(row.parameters for row in counted if isinstance(row.layer, Linear))
    assert round(100 * dense / table.parameters, 2) == 96.17
    assert [row.output_shape for row in table.rows][-7:] == [
        *((256, 6, 6), (9216,), (4096,), (4096,), (4096,), (4096,), (1000,)),
    ]


def test_alexnet_with_a_224_input_and_no_padding():
    dense1 = Linear(256 * 5 * 5, 4096)
    network = [dense1 if layer == Linear(9216, 4096) else layer for layer in alexnet(groups=1)]
    assert layers.summary(network, (3, 224, 224)).parameters == 50_844_008
    with pytest.raises(
        ValueError, match=r"layers\[14\], Linear\(9216, 4096\): .*9216, got \(6400,"
    ):
        layers.summary(alexnet(groups=1), (3, 224, 224))


def test_flatten_forgotten_as_keras_counts_it():
    network = alexnet(groups=1)
    dense = [layer for layer in network if isinstance(layer, Linear)][1:]
    convolutions = [layer for layer in network if isinstance(layer, Conv2d)]
    # Keras lets a dense layer read the channels alone, at every position.
    read = sum(layer.parameters for layer in [*convolutions, Linear(256, 4096), *dense])
    assert read == 25_678_184
    with pytest.raises(ValueError, match="Flatten"):
        layers.summary(alexnet(flatten=False), (3, 227, 227))


def test_a_global_average_for_a_head():
    features = alexnet(groups=2)[: alexnet().index(Flatten())]
    network = [*features, GlobalAvgPool2d(), Flatten(), Linear(256, 1000)]
    assert layers.summary(network, (3, 227, 227)).parameters == 2_591_080


@pytest.mark.parametrize(
    ("layer", "weights", "parameters"),
    [
        (Conv2d(128, 64, 3, padding=1), 73_728, 73_792),
        (Conv2d(128, 64, 3, padding=1, bias=False), 73_728, 73_728),
        (Conv2d(3, 4, 5), 300, 304),
        (Conv2d(8, 4, (2, 3), groups=4), 4 * 2 * 2 * 3, 4 * 2 * 2 * 3 + 4),
        (Linear(256, 1000), 256_000, 257_000),
        (Linear(256, 1000, bias=False), 256_000, 256_000),
        (MaxPool2d(2), 0, 0),
        (ReLU(), 0, 0),
    ],
)
def test_counts_of_one_layer(layer, weights, parameters):
    assert (layer.weights, layer.parameters) == (weights, parameters)
    assert layer.biases == parameters - weights


def test_multiply_adds():
    assert Conv2d(3, 4, 5).macs((3, 32, 32)) == 235_200
    assert Conv2d(3, 4, 5).macs((10, 3, 32, 32)) == 2_352_000
    assert Linear(9216, 4096).macs((9216,)) == 37_748_736
    assert Linear(9216, 4096).macs((2, 9216)) == 2 * 37_748_736
    for layer in (MaxPool2d(2), AvgPool2d(2), ReLU(), Flatten(), GlobalAvgPool2d()):
        assert layer.macs((3, 32, 32)) == 0


@pytest.mark.parametrize("batch", [(), (2,)])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"stride": (2, 3), "padding": (0, 2)},
        {"padding": "same", "stride": 2},
        {"padding": "valid", "dilation": (1, 2), "groups": 2},
    ],
)
def test_shapes_are_those_of_the_operations(options, batch):
    x = np.ones((*batch, 4, 9, 11))
    out = ops.conv2d(x, np.ones((6, 4 // options.get("groups", 1), 2, 3)), **options)
    assert Conv2d(4, 6, (2, 3), **options).output_shape(x.shape) == out.shape
    out = ops.max_pool2d(x, (2, 3), ceil_mode=True)
    assert MaxPool2d((2, 3), ceil_mode=True).output_shape(x.shape) == out.shape
    out = ops.avg_pool2d(x, 3, stride=2, padding=1)
    assert AvgPool2d(3, stride=2, padding=1).output_shape(x.shape) == out.shape
    assert Flatten().output_shape(x.shape) == x.reshape(*batch, -1).shape
    assert ReLU().output_shape(x.shape) == x.shape
    assert GlobalAvgPool2d().output_shape(x.shape) == x.mean((-1, -2), keepdims=True).shape


def test_layers_are_values():
    assert Conv2d(3, 8, 3) == Conv2d(3, 8, 3, stride=1)
    assert Conv2d(3, 8, 3) != Conv2d(3, 8, 3, stride=2)
    assert MaxPool2d(2) == MaxPool2d(2, stride=2)
    assert MaxPool2d(2) != AvgPool2d(2)
    assert len({Conv2d(3, 8, 3), Conv2d(3, 8, 3), ReLU(), ReLU()}) == 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        Conv2d(3, 8, 3).stride = 2


@pytest.mark.parametrize(
    "text",
    [
        "Conv2d(3, 96, 11, stride=4)",
        "Conv2d(8, 8, (3, 1), padding='same', groups=2, bias=False)",
        "MaxPool2d(3, stride=2, ceil_mode=True)",
        "AvgPool2d(3, stride=1, padding=1, count_include_pad=False)",
        "Linear(9216, 4096, bias=False)",
        "ReLU()",
    ],
)
def test_a_layer_is_shown_as_it_is_written(text):
    assert repr(eval(text)) == text


BAD_LAYERS = {
    "no channels": (lambda: Conv2d(0, 8, 3), ValueError, "in_channels must be at least 1, got 0"),
    "a fraction": (lambda: Conv2d(3, 8.0, 3), TypeError, "out_channels must be an integer"),
    "kernel 0": (lambda: Conv2d(3, 8, (3, 0)), ValueError, r"kernel_size\[1\] must be at least 1"),
    "stride 0": (lambda: Conv2d(3, 8, 3, stride=0), ValueError, "stride must be at least 1"),
    "padding": (lambda: Conv2d(3, 8, 3, padding=-1), ValueError, "padding must be at least 0"),
    "padding word": (lambda: Conv2d(3, 8, 3, padding="full"), TypeError, "padding must be 'valid'"),
    "groups": (lambda: Conv2d(3, 8, 3, groups=2), ValueError, r"groups must divide in_.*\(3\)"),
    "by position": (lambda: Conv2d(3, 8, 3, 1), TypeError, "positional"),
    "pool of 0": (lambda: MaxPool2d(0), ValueError, "kernel_size must be at least 1"),
    "pool stride": (lambda: AvgPool2d(2, stride=0), ValueError, "stride must be at least 1"),
    "pool padding": (lambda: MaxPool2d(2, padding=2), ValueError, "padding must be at most half"),
    "features": (lambda: Linear(3, True), TypeError, "out_features must be an integer, got True"),
}


@pytest.mark.parametrize(("make", "error", "message"), BAD_LAYERS.values(), ids=BAD_LAYERS.keys())
def test_layers_which_cannot_be(make, error, message):
    with pytest.raises(error, match=message):
        make()


BAD_SHAPES = {
    "channels": (
        Conv2d(3, 8, 3),
        (4, 9, 9),
        ValueError,
        r"shape must have 3 channels.*\(4, 9, 9\)",
    ),
    "two axes": (Conv2d(3, 8, 3), (9, 9), ValueError, r"shape must be \(C, H, W\) or"),
    "too small": (Conv2d(3, 8, 3), (3, 2, 9), ValueError, "kernel_size must fit .*is 2x9"),
    "pool": (MaxPool2d(3), (3, 2, 9), ValueError, "kernel_size must fit .*is 2x9"),
    "empty": (ReLU(), (3, 0, 9), ValueError, r"shape\[1\] must be at least 1, got 0"),
    "fraction": (ReLU(), (3, 1.5), TypeError, r"shape\[1\] must be an integer"),
    "a number": (ReLU(), 3, TypeError, "shape must be a tuple of integers, got 3"),
    "features": (Linear(4, 2), (5,), ValueError, r"shape must end with in_features, 4, got \(5,\)"),
    "not flat": (Linear(4, 2), (3, 4, 4), ValueError, r"shape must be \(features,\).*Flatten"),
    "flat": (Flatten(), (4,), ValueError, r"shape must be \(C, H, W\)"),
}


@pytest.mark.parametrize(
    ("layer", "shape", "error", "message"), BAD_SHAPES.values(), ids=BAD_SHAPES.keys()
)
def test_shapes_which_do_not_fit(layer, shape, error, message):
    for ask in (layer.output_shape, layer.macs):
        with pytest.raises(error, match=message):
            ask(shape)
    with pytest.raises(error, match=r"layers\[0\], .*" + message):
        layers.summary([layer], shape)


def test_summary_as_text():
    table = layers.summary(alexnet(), (3, 227, 227))
    lines = str(table).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert len(lines) == len(table.rows) + 4
    assert lines[2].split("  ")[0] == "Conv2d(3, 96, 11, stride=4)"
    assert lines[-1].split() == ["Total", "60,965,224", "724,406,816"]


def test_summary_as_html():
    table = layers.summary([Conv2d(1, 2, 3, padding="same"), ReLU()], (1, 4, 4))
    page = table._repr_html_()
    cells = re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", page)
    assert cells[:4] == ["Layer", "Output shape", "Parameters", "MACs"]
    assert cells[4:8] == ["Conv2d(1, 2, 3, padding=&#x27;same&#x27;)", "(2, 4, 4)", "20", "288"]
    assert cells[-4:] == ["Total", "", "20", "288"]
    left = ["text-align:left" in tag for tag in re.findall(r"<t[hd]\b[^>]*>", page)]
    assert left == [True, True, False, False] * (len(table.rows) + 2), "text left, numbers right"


def test_an_empty_summary():
    assert layers.summary([], (3, 8, 8)).parameters == 0
    assert "Total" in str(layers.summary([], (3, 8, 8)))
