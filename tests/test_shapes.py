"""Sizes, padding and receptive fields, against counting by hand and published tables."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convedu import layers, shapes

same_every_time = settings(max_examples=300, deadline=None, derandomize=True, database=None)


def window_starts(n, kernel, stride, before, after, dilation):
    """Slide a window by hand: where does it start, counted from the padded input?"""
    start, starts = 0, []
    while start + dilation * (kernel - 1) < before + n + after:
        starts.append(start)
        start += stride
    return starts


geometries = st.fixed_dictionaries(
    {
        "n": st.integers(1, 40),
        "kernel": st.integers(1, 7),
        "stride": st.integers(1, 5),
        "dilation": st.integers(1, 4),
    }
)


@same_every_time
@given(geometry=geometries, padding=st.tuples(st.integers(0, 6), st.integers(0, 6)))
def test_output_size_and_usage_by_sliding(geometry, padding):
    n, kernel, stride, dilation = geometry.values()
    starts = window_starts(n, kernel, stride, *padding, dilation)
    options = {"stride": stride, "dilation": dilation, "padding": padding}
    if not starts:
        with pytest.raises(ValueError, match="kernel must fit into the padded input"):
            shapes.output_size(n, kernel, **options)
        return
    assert shapes.output_size(n, kernel, **options) == len(starts)
    read = [start + tap * dilation - padding[0] for start in starts for tap in range(kernel)]
    expected = [read.count(position) for position in range(n)]
    assert shapes.usage_counts(n, kernel, **options) == expected


@same_every_time
@given(geometry=geometries)
def test_same_padding_gives_one_output_for_each_step(geometry):
    n, kernel, stride, dilation = geometry.values()
    windows = -(-n // stride)
    sides = shapes.same_padding(n, kernel, stride, dilation)
    options = {"stride": stride, "dilation": dilation}
    assert shapes.output_size(n, kernel, padding=sides, **options) == windows
    assert 0 <= sides[1] - sides[0] <= 1
    if sum(sides):  # one less would not do
        fewer = (max(sides[0] - 1, 0), sides[1]) if sides[0] else (0, sides[1] - 1)
        starts = window_starts(n, kernel, stride, *fewer, dilation)
        assert len(starts) < windows
    if dilation * (kernel - 1) % 2:
        with pytest.raises(ValueError, match="kernel must span an odd number of positions"):
            shapes.same_padding(n, kernel, stride, dilation, style="symmetric")
    else:
        before, after = shapes.same_padding(n, kernel, stride, dilation, style="symmetric")
        assert before == after
        assert shapes.output_size(n, kernel, padding=before, **options) == windows


@pytest.mark.parametrize(
    ("n", "kernel", "options", "size"),
    [
        (227, 11, {"stride": 4}, 55),
        (224, 11, {"stride": 4}, 54),
        (224, 7, {"stride": 2, "padding": 3}, 112),
        (32, 5, {}, 28),
        (40, 3, {"padding": 1}, 40),
        (55, 3, {"stride": 2}, 27),
    ],
)
def test_published_sizes(n, kernel, options, size):
    assert shapes.output_size(n, kernel, **options) == size


@pytest.mark.parametrize(
    ("n", "kernel", "stride", "sides"),
    [(224, 7, 2, (2, 3)), (8, 3, 2, (0, 1)), (5, 4, 1, (1, 2)), (3, 1, 2, (0, 0))],
)
def test_tensorflows_padding(n, kernel, stride, sides):
    assert shapes.same_padding(n, kernel, stride) == sides


ALEXNET_V2 = [
    (11, 4),
    (3, 2),
    (5, 1, 1, 2),
    (3, 2),
    (3, 1, 1, 1),
    (3, 1, 1, 1),
    (3, 1, 1, 1),
    (3, 2),
]
VGG_16 = [
    window for convs in (2, 2, 3, 3, 3) for window in [(3, 1, 1, 1)] * convs + [(2, 2)]
]  # five blocks, each ending with a pool
RESNET_V1_50 = [(7, 2, 1, 3), (3, 2, 1, 1)] + [
    (3, stride, 1, 1)
    for strides in ((1, 1, 2), (1, 1, 1, 2), (1, 1, 1, 1, 1, 2), (1, 1, 1))
    for stride in strides
]


@pytest.mark.parametrize(
    ("network", "size", "stride"),
    [(ALEXNET_V2, 195, 32), (VGG_16, 212, 32), (RESNET_V1_50, 483, 32)],
    ids=["alexnet_v2 pool5", "vgg_16 pool5", "resnet_v1_50 block4"],
)
def test_receptive_fields_of_distills_table(network, size, stride):
    found = shapes.receptive_field(network)
    assert (found.size, found.jump) == (size, stride)


@same_every_time
@given(
    network=st.lists(
        st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3), st.integers(0, 2)),
        min_size=1,
        max_size=4,
    )
)
def test_receptive_field_by_following_the_reads(network):
    seen = {0}, {1}
    for kernel, stride, dilation, padding in reversed(network):
        seen = tuple(
            {i * stride + tap * dilation - padding for i in outputs for tap in range(kernel)}
            for outputs in seen
        )
    field = shapes.receptive_field(network)
    for output, positions in enumerate(seen):
        first = field.start + output * field.jump
        assert (min(positions), max(positions)) == (first, first + field.size - 1)


def test_receptive_field_of_all_kinds_of_layers():
    stack = [
        layers.Conv2d(3, 8, 3, padding="same"),
        layers.ReLU(),
        layers.MaxPool2d(2),
        layers.AvgPool2d(3, stride=1, padding=1),
        layers.Conv2d(8, 8, 3, dilation=2, padding="valid"),
    ]
    equal = [(3, 1, 1, 1), 1, (2, 2), (3, 1, 1, 1), SimpleNamespace(kernel_size=3, dilation=2)]
    assert shapes.receptive_field(stack) == shapes.receptive_field(equal) == (16, 2, -3)
    assert shapes.receptive_field([]) == (1, 1, 0)


def test_receptive_field_of_layers_which_are_not_square():
    stack = [((3, 5), (1, 2)), (3, 1, (1, 2), (0, 1))]
    assert shapes.receptive_field(stack, axis=0) == (5, 1, 0)
    assert shapes.receptive_field(stack, axis=1) == (13, 2, -2)
    with pytest.raises(ValueError, match=r"axis must be 0 or 1 where layers\[0\].kernel_size"):
        shapes.receptive_field(stack)
    with pytest.raises(ValueError, match="axis must be None, 0 or 1, got 2"):
        shapes.receptive_field(stack, axis=2)


@pytest.mark.parametrize(
    ("bad", "error", "message"),
    [
        (layers.Linear(4, 4), TypeError, r"layers\[1\] without kernel_size .*Linear\(4, 4\)"),
        ((3, 0), ValueError, r"layers\[1\].stride must be at least 1, got 0"),
        ((3, 1, 1.5), TypeError, r"layers\[1\].dilation must be an integer, got 1.5"),
        (layers.Conv2d(1, 1, 3, stride=2, padding="same"), ValueError, r"layers\[1\].padding"),
        ((1, 1, 1, 0, 5), TypeError, r"layers\[1\] must be .*kernel, stride, dilation, padding"),
    ],
)
def test_stacks_which_have_no_receptive_field(bad, error, message):
    with pytest.raises(error, match=message):
        shapes.receptive_field([(3,), bad])


BAD_SIZES = [1.5, 2.0, "2", None, True]


@pytest.mark.parametrize("value", BAD_SIZES)
@pytest.mark.parametrize("name", ["n", "kernel", "stride", "padding", "dilation"])
def test_sizes_must_be_integers(name, value):
    arguments = {"n": 9, "kernel": 3, "stride": 1, "padding": 0, "dilation": 1, name: value}
    for function in (shapes.output_size, shapes.usage_counts):
        with pytest.raises(TypeError, match=f"{name} must be an integer, got {value!r}"):
            function(**arguments)
    if name != "padding":
        del arguments["padding"]
        with pytest.raises(TypeError, match=f"{name} must be an integer"):
            shapes.same_padding(**arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"n": 0, "kernel": 1}, "n must be at least 1, got 0"),
        ({"n": 4, "kernel": 0}, "kernel must be at least 1, got 0"),
        ({"n": 4, "kernel": 2, "stride": 0}, "stride must be at least 1, got 0"),
        ({"n": 4, "kernel": 2, "padding": -1}, "padding must be at least 0, got -1"),
        ({"n": 4, "kernel": 2, "padding": (0, -1)}, r"padding\[1\] must be at least 0, got -1"),
        ({"n": 4, "kernel": 3, "dilation": 2}, r"it spans 5 positions .*of 4 \(n 4, padding 0 \+"),
    ],
)
def test_sizes_which_do_not_fit(arguments, message):
    with pytest.raises(ValueError, match=message):
        shapes.output_size(**arguments)


def test_styles_of_padding():
    with pytest.raises(ValueError, match="style must be one of 'tensorflow', 'symmetric', got 'x'"):
        shapes.same_padding(4, 3, style="x")
