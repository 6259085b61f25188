"""Reconcile the Numbers without a browser: totals, refusals, what a notebook stores of it."""

import re

import pytest

from convedu import alexnet, plots
from convedu.layers import summary
from convedu.widgets import Reconcile
from convedu.widgets.reconcile.state import KNOWN, PRESETS, Choices


def total(layers):
    return sum(layer.parameters for layer in layers)


def test_the_presets_are_the_published_networks_and_the_known_mistakes():
    networks = {**alexnet.VARIANTS, **alexnet.MISTAKES}
    assert sorted(KNOWN) == sorted(map(total, networks.values()))
    assert len(KNOWN) == len(PRESETS)
    for name, layers in alexnet.MISTAKES.items():
        assert KNOWN[total(layers)] == f"mistake: {name}"


@pytest.mark.parametrize(
    ("name", "choices", "shape"),
    [
        ("original", Choices(), alexnet.INPUT),
        ("torchvision", PRESETS["torchvision"], (3, 224, 224)),
        ("global average pooling", PRESETS["global average pooling"], alexnet.INPUT),
    ],
)
def test_the_table_is_the_summary_of_the_layers_that_learn(name, choices, shape):
    rows = [row for row in summary(alexnet.VARIANTS[name], shape).rows if row.parameters]
    counts = choices.counts()
    assert [c.parameters for c in counts] == [row.parameters for row in rows]
    assert [c.macs for c in counts] == [row.macs for row in rows]
    assert [c.shape for c in counts] == [row.output_shape for row in rows]


def test_without_flatten_the_dense_layers_work_at_each_place():
    forgotten = Choices(flatten=False).counts()[-3]
    assert forgotten.shape == (4096, 6, 6)
    assert forgotten.macs == 36 * forgotten.weights


def test_conv1_without_sharing():
    assert Choices().unshared(1) == (34_944, 105_705_600)


REFUSED = {
    "groups is 2, expected True or False": {"groups": 2},
    "input is 225, expected one of: 224, 227": {"input": 225},
    "pad1 is 1, expected one of: 0, 2": {"pad1": 1},
    "channels is 'caffe', expected one of: 2012, torchvision": {"channels": "caffe"},
    "head is None, expected one of: dense, pooled": {"head": None},
}


@pytest.mark.parametrize(("message", "wrong"), REFUSED.items())
def test_what_is_no_choice_is_refused_and_the_old_stays(message, wrong):
    with pytest.raises((TypeError, ValueError), match=re.escape(message)):
        Reconcile(**wrong)
    widget = Reconcile()
    before = repr(widget)
    with pytest.raises(ValueError, match=re.escape(message)):
        widget.choices = {**widget.choices, **wrong}
    assert repr(widget) == before


def test_what_a_notebook_stores_of_it():
    widget = Reconcile(head="pooled")
    assert "2,591,080 parameters (global average pooling)" in repr(widget)
    data, metadata = widget._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"]
    assert 1000 < len(widget.static_png()) <= plots.LARGEST_PNG


@pytest.mark.parametrize(
    ("choices", "verdict"),
    [
        (Choices(pool5=False), "nobody's count yet"),
        (Choices(input=224, pad1=2), "same total as: original, two GPUs"),  # 55 and 27, too
        (Choices(pad1=2), "same total as: original, two GPUs"),  # 57 pools down to 6, too
        (Choices(head="pooled", pool5=False), "same total as: global average pooling"),
        (Choices(head="pooled", flatten=False), "global average pooling"),
    ],
)
def test_a_total_does_not_tell_whose_network_it_is(choices, verdict):
    assert choices.verdict == verdict


@pytest.mark.parametrize("choices", [Choices(), Choices(pool5=False), *PRESETS.values()])
def test_the_volumes_are_those_of_the_summary(choices):
    volumes = dict(choices.volumes())
    assert volumes["picture"] == choices.input_shape
    for count in choices.counts():
        assert volumes[count.name] == count.shape
    assert ("pool5" in volumes) is choices.pool5
    assert ("flatten" in volumes) is (choices.head == "dense" and choices.flatten)
