"""The layers against `torch.nn.functional` on shapes which hypothesis draws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convedu import layers, ops
from tests import need

pytestmark = pytest.mark.torch
same_every_time = settings(max_examples=250, deadline=None, derandomize=True, database=None)


@pytest.fixture(scope="module")
def torch():
    return need.torch()


def numbers(draw, *shape, dtype):
    """Draw a seed, and from it an array; hypothesis need not draw each number."""
    seed = draw(st.integers(0, 2**32 - 1))
    return np.random.default_rng(seed).standard_normal(shape).astype(dtype)


def pairs(low, high):
    """Draw one integer or a pair."""
    size = st.integers(low, high)
    return size | st.tuples(size, size)


def both(value):
    return value if isinstance(value, tuple) else (value, value)


def assert_like(torch_tensor, ours):
    theirs = torch_tensor.numpy()
    assert ours.shape == theirs.shape
    assert ours.dtype == theirs.dtype
    tolerance = 1e-4 if ours.dtype == np.float32 else 1e-11
    np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance)


@st.composite
def convolutions(draw):
    """Draw an input, a weight, a bias and the options, so that at least one window fits."""
    dtype = draw(st.sampled_from([np.float32, np.float64]))
    groups, per_group, filters = (draw(st.integers(1, 3)) for _ in range(3))
    kernel = tuple(draw(st.integers(1, 5)) for _ in range(2))
    options = {
        "stride": draw(pairs(1, 4)),
        "padding": draw(pairs(0, 4)),
        "dilation": draw(pairs(1, 3)),
        "groups": groups,
    }
    geometry = zip(kernel, both(options["dilation"]), both(options["padding"]), strict=True)
    smallest = [max(1, d * (k - 1) + 1 - 2 * p) for k, d, p in geometry]
    size = [n + draw(st.integers(0, 9)) for n in smallest]
    batch = draw(st.sampled_from([(), (1,), (3,)]))
    x = numbers(draw, *batch, groups * per_group, *size, dtype=dtype)
    w = numbers(draw, groups * filters, per_group, *kernel, dtype=dtype)
    b = draw(st.none() | st.just(numbers(draw, groups * filters, dtype=dtype)))
    return x, w, b, options


@same_every_time
@given(case=convolutions(), band=st.sampled_from([1, 1000, 5000, ops.BAND_BYTES]))
def test_conv2d(torch, case, band):
    x, w, b, options = case
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ops, "BAND_BYTES", band)
        ours = ops.conv2d(x, w, b, **options)
    tensors = [array if array is None else torch.tensor(array) for array in (x, w, b)]
    assert_like(torch.nn.functional.conv2d(*tensors, **options), ours)


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
@same_every_time
@given(case=convolutions())
def test_conv2d_same_with_stride_1(torch, case):
    x, w, b, options = case
    options |= {"stride": 1, "padding": "same"}
    tensors = [array if array is None else torch.tensor(array) for array in (x, w, b)]
    assert_like(torch.nn.functional.conv2d(*tensors, **options), ops.conv2d(x, w, b, **options))


@same_every_time
@given(case=convolutions())
def test_layers_describe_what_torch_does(torch, case):
    from torch.utils.flop_counter import FlopCounterMode

    x, w, b, options = case
    tensors = [array if array is None else torch.tensor(array) for array in (x, w, b)]
    with FlopCounterMode(display=False) as counter:
        out = torch.nn.functional.conv2d(*tensors, **options)
    layer = layers.Conv2d(x.shape[-3], len(w), w.shape[2:], bias=b is not None, **options)
    assert layer.output_shape(x.shape) == tuple(out.shape)
    assert layer.macs(x.shape) == counter.get_total_flops() // 2
    assert layer.parameters == w.size + (0 if b is None else b.size)


@st.composite
def poolings(draw):
    kernel, dilation = draw(pairs(1, 5)), draw(pairs(1, 3))
    limits = [k // 2 for k in both(kernel)]
    options = {
        "stride": draw(st.none() | pairs(1, 4)),
        "padding": tuple(draw(st.integers(0, limit)) for limit in limits),
        "ceil_mode": draw(st.booleans()),
    }
    geometry = zip(both(kernel), both(dilation), options["padding"], strict=True)
    smallest = [max(1, d * (k - 1) + 1 - 2 * p) for k, d, p in geometry]
    size = [n + draw(st.integers(0, 9)) for n in smallest]
    shape = (*draw(st.sampled_from([(), (2,)])), draw(st.integers(1, 3)), *size)
    dtype = draw(st.sampled_from([np.float32, np.float64]))
    return numbers(draw, *shape, dtype=dtype), kernel, dilation, options


@same_every_time
@given(case=poolings())
def test_max_pool2d(torch, case):
    x, kernel, dilation, options = case
    ours = ops.max_pool2d(x, kernel, dilation=dilation, **options)
    pool = torch.nn.functional.max_pool2d
    assert_like(pool(torch.tensor(x), kernel, dilation=dilation, **options), ours)
    layer = layers.MaxPool2d(kernel, dilation=dilation, **options)
    assert layer.output_shape(x.shape) == ours.shape


@same_every_time
@given(case=poolings(), include=st.booleans())
def test_avg_pool2d(torch, case, include):
    x, kernel, _, options = case
    options["count_include_pad"] = include
    ours = ops.avg_pool2d(x, kernel, **options)
    assert_like(torch.nn.functional.avg_pool2d(torch.tensor(x), kernel, **options), ours)
    assert layers.AvgPool2d(kernel, **options).output_shape(x.shape) == ours.shape


@same_every_time
@given(data=st.data(), batch=st.sampled_from([(), (1,), (4,), (2, 3)]), bias=st.booleans())
def test_linear_and_relu(torch, data, batch, bias):
    dtype = data.draw(st.sampled_from([np.float32, np.float64]))
    inputs, outputs = data.draw(st.integers(1, 9)), data.draw(st.integers(1, 9))
    x = numbers(data.draw, *batch, inputs, dtype=dtype)
    w = numbers(data.draw, outputs, inputs, dtype=dtype)
    b = numbers(data.draw, outputs, dtype=dtype) if bias else None
    tensors = [array if array is None else torch.tensor(array) for array in (x, w, b)]
    theirs = torch.nn.functional.linear(*tensors)
    assert_like(theirs, ops.linear(x, w, b))
    assert_like(torch.relu(theirs), ops.relu(ops.linear(x, w, b)))


def test_a_stack_of_layers_counts_like_torch(torch):
    from torch.utils.flop_counter import FlopCounterMode

    nn = torch.nn
    theirs = nn.Sequential(
        nn.Conv2d(3, 16, 5, stride=2, padding=2, bias=False),
        nn.ReLU(),
        nn.MaxPool2d(3, 2, ceil_mode=True),
        nn.Conv2d(16, 32, (3, 1), dilation=2, groups=4),
        nn.AvgPool2d(2),
        nn.Flatten(),
        nn.Linear(32 * 6 * 8, 10),
    )
    ours = layers.summary(
        [
            layers.Conv2d(3, 16, 5, stride=2, padding=2, bias=False),
            layers.ReLU(),
            layers.MaxPool2d(3, stride=2, ceil_mode=True),
            layers.Conv2d(16, 32, (3, 1), dilation=2, groups=4),
            layers.AvgPool2d(2),
            layers.Flatten(),
            layers.Linear(32 * 6 * 8, 10),
        ],
        (2, 3, 64, 64),
    )
    with FlopCounterMode(display=False) as counter, torch.inference_mode():
        out = torch.zeros(2, 3, 64, 64)
        for layer, row in zip(theirs, ours.rows, strict=True):
            out = layer(out)
            assert row.output_shape == tuple(out.shape)
    assert ours.macs == counter.get_total_flops() // 2
    assert ours.parameters == sum(p.numel() for p in theirs.parameters())
