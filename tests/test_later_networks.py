"""Networks after AlexNet: counted from their tables, they have the published numbers."""

import pytest

from convedu import later_networks
from convedu.layers import Conv2d

# As torchvision lists them (num_params of ViT_B_16_Weights and ConvNeXt_Tiny_Weights).
PUBLISHED = {"ViT-B/16": 86_567_656, "ConvNeXt-T": 28_589_128}


@pytest.mark.parametrize("name", later_networks.NETWORKS)
def test_the_parts_add_up_to_the_published_number(name):
    assert later_networks.parameters(name) == PUBLISHED[name]


@pytest.mark.parametrize(
    ("name", "end"), [("ViT-B/16", (768, 14, 14)), ("ConvNeXt-T", (768, 7, 7))]
)
def test_each_layer_reads_what_the_one_before_it_makes(name, end):
    shape = (3, 224, 224)
    for part in later_networks.NETWORKS[name]:
        if part.name == "head":
            assert part.layers[0].in_features == shape[0]
            continue
        before = shape
        for layer in part.layers:
            if name == "ViT-B/16" and layer.out_channels == 3 * layer.in_channels:
                layer.output_shape(shape)  # what the sums over patches read, one third of each
                continue
            shape = layer.output_shape(shape)
        assert part.times == 1 or shape == before
    assert shape == end


@pytest.mark.parametrize("name", later_networks.NETWORKS)
def test_nearly_all_is_in_1x1_layers_as_lesson_8_says(name):
    weights = sum(
        part.times * layer.weights
        for part in later_networks.NETWORKS[name]
        for layer in part.layers
        if isinstance(layer, Conv2d) and layer.kernel_size == 1
    )
    share = later_networks.pointwise_share(name)
    assert 0.9 < weights / later_networks.parameters(name) < share < 1
