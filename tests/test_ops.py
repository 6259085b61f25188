"""The operations against SciPy and NumPy, and at their edges: dtypes, layouts, bad input."""

import functools
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal

from convedu import ops

same_every_time = settings(max_examples=200, deadline=None, derandomize=True, database=None)
random = np.random.default_rng(7)

IMAGE = random.standard_normal((2, 4, 9, 11))
WEIGHT = random.standard_normal((6, 2, 3, 2))
BIAS = random.standard_normal(6)
layer = functools.partial(ops.conv2d, stride=2, padding=1, groups=2)

# Each operation with arguments that suit it, for what must hold of all of them.
CALLS = {
    "pad2d": (ops.pad2d, [IMAGE], {"padding": 2}),
    "pad2d wrap": (ops.pad2d, [IMAGE], {"padding": 2, "mode": "wrap"}),
    "pad2d nothing": (ops.pad2d, [IMAGE], {"padding": 0}),
    "pad2d nothing reflect": (ops.pad2d, [IMAGE], {"padding": 0, "mode": "reflect"}),
    "correlate1d": (ops.correlate1d, [IMAGE[0, 0, 0], WEIGHT[0, 0, 0]], {}),
    "correlate2d": (ops.correlate2d, [IMAGE[0, 0], WEIGHT[0, 0]], {}),
    "convolve2d": (ops.convolve2d, [IMAGE[0, 0], WEIGHT[0, 0]], {}),
    "conv2d": (ops.conv2d, [IMAGE, WEIGHT, BIAS], {"stride": 2, "padding": 1, "groups": 2}),
    "conv2d 1x1": (ops.conv2d, [IMAGE, WEIGHT[:, :, :1, :1], BIAS], {"groups": 2}),
    "max_pool2d": (ops.max_pool2d, [IMAGE], {"kernel_size": 3, "padding": 1}),
    "max_pool2d 1": (ops.max_pool2d, [IMAGE], {"kernel_size": 1}),
    "avg_pool2d": (ops.avg_pool2d, [IMAGE], {"kernel_size": 3, "padding": 1}),
    "avg_pool2d 1": (ops.avg_pool2d, [IMAGE], {"kernel_size": 1}),
    "relu": (ops.relu, [IMAGE], {}),
    "linear": (ops.linear, [IMAGE, random.standard_normal((5, 11)), BIAS[:5]], {}),
}
every_operation = pytest.mark.parametrize(
    ("operation", "arrays", "options"), CALLS.values(), ids=CALLS.keys()
)
calculating = pytest.mark.parametrize(
    ("operation", "arrays", "options"),
    [call for name, call in CALLS.items() if not name.startswith("pad2d")],
    ids=[name for name in CALLS if not name.startswith("pad2d")],
)


@same_every_time
@given(data=st.data())
def test_correlation_and_convolution_as_in_scipy(data):
    kernel = data.draw(st.tuples(st.integers(1, 5), st.integers(1, 5)))
    image = tuple(k + data.draw(st.integers(0, 7)) for k in kernel)
    numbers = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    x, w = numbers.standard_normal(image), numbers.standard_normal(kernel)
    np.testing.assert_allclose(ops.correlate2d(x, w), signal.correlate2d(x, w, "valid"), atol=1e-12)
    np.testing.assert_allclose(ops.convolve2d(x, w), signal.convolve2d(x, w, "valid"), atol=1e-12)
    np.testing.assert_allclose(
        ops.correlate1d(x[0], w[0]), np.correlate(x[0], w[0], "valid"), atol=1e-12
    )
    np.testing.assert_allclose(
        ops.conv2d(x[np.newaxis], w[np.newaxis, np.newaxis])[0],
        signal.correlate2d(x, w, "valid"),
        atol=1e-12,
    )


@pytest.mark.parametrize(("boundary", "mode"), [("fill", "zero"), ("wrap", "wrap"), ("symm", None)])
@pytest.mark.parametrize("kernel", [(3, 3), (5, 3), (1, 5), (4, 3), (2, 6)])
def test_scipys_other_modes_by_padding(boundary, mode, kernel):
    x, w = IMAGE[0, 0], random.standard_normal(kernel)
    full = tuple((k - 1, k - 1) for k in kernel)
    # Of an even kernel SciPy keeps one middle of the full output, or the other if it flips.
    less_more = tuple(((k - 1) // 2, k // 2) for k in kernel)
    more_less = tuple((k // 2, (k - 1) // 2) for k in kernel)
    for ours, theirs, size, sides in [
        (ops.correlate2d, signal.correlate2d, "full", full),
        (ops.correlate2d, signal.correlate2d, "same", less_more),
        (ops.convolve2d, signal.convolve2d, "full", full),
        (ops.convolve2d, signal.convolve2d, "same", more_less),
    ]:
        padded = np.pad(x, sides, "symmetric") if mode is None else ops.pad2d(x, sides, mode)
        np.testing.assert_allclose(ours(padded, w), theirs(x, w, size, boundary), atol=1e-12)


# Padding


@same_every_time
@given(
    size=st.tuples(st.integers(1, 5), st.integers(1, 5)),
    rows=st.tuples(st.integers(0, 12), st.integers(0, 12)),
    columns=st.tuples(st.integers(0, 12), st.integers(0, 12)),
    mode=st.sampled_from([("zero", "constant"), ("edge",) * 2, ("reflect",) * 2, ("wrap",) * 2]),
    batch=st.sampled_from([(), (2,), (0, 3)]),
)
def test_pad2d_as_in_numpy(size, rows, columns, mode, batch):
    x = np.arange(int(np.prod((*batch, *size)))).reshape(*batch, *size)
    ours = ops.pad2d(x, (rows, columns), mode[0])
    expected = np.pad(x, [(0, 0)] * len(batch) + [rows, columns], mode[1])
    np.testing.assert_array_equal(ours, expected)
    assert ours.dtype == x.dtype


def test_pad2d_reads_a_number_and_a_pair():
    assert ops.pad2d(IMAGE, 2).shape == (2, 4, 13, 15)
    assert ops.pad2d(IMAGE, (1, 3)).shape == (2, 4, 11, 17)
    assert ops.pad2d(IMAGE, [[1, 0], [0, 3]]).shape == (2, 4, 10, 14)


def tensorflow_same(n, kernel, stride):
    """Return (before, after) as TensorFlow's page on padding gives it."""
    total = max(kernel - (stride if n % stride == 0 else n % stride), 0)
    return total // 2, total - total // 2


@same_every_time
@given(
    size=st.tuples(st.integers(1, 12), st.integers(1, 12)),
    kernel=st.tuples(st.integers(1, 6), st.integers(1, 6)),
    stride=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    dilation=st.integers(1, 3),
)
def test_same_is_tensorflows(size, kernel, stride, dilation):
    numbers = np.random.default_rng(0)
    x, w = numbers.standard_normal((2, *size)), numbers.standard_normal((3, 2, *kernel))
    spans = [dilation * (k - 1) + 1 for k in kernel]
    pads = [tensorflow_same(*axis) for axis in zip(size, spans, stride, strict=True)]
    expected = ops.conv2d(np.pad(x, [(0, 0), *pads]), w, stride=stride, dilation=dilation)
    same = ops.conv2d(x, w, stride=stride, dilation=dilation, padding="same")
    np.testing.assert_array_equal(same, expected)
    assert same.shape[1:] == tuple(-(-n // s) for n, s in zip(size, stride, strict=True))


def test_same_with_an_even_kernel_pads_the_bottom_and_the_right():
    picture = np.arange(9.0).reshape(1, 3, 3)
    top_left = np.array([[[[1, 0], [0, 0]]]])
    bottom_right = np.array([[[[0, 0], [0, 1]]]])
    np.testing.assert_array_equal(ops.conv2d(picture, top_left, padding="same"), picture)
    np.testing.assert_array_equal(
        ops.conv2d(picture, bottom_right, padding="same")[0], [[4, 5, 0], [7, 8, 0], [0, 0, 0]]
    )


def test_valid_is_no_padding():
    np.testing.assert_array_equal(
        ops.conv2d(IMAGE, WEIGHT, groups=2, padding="valid"), ops.conv2d(IMAGE, WEIGHT, groups=2)
    )


# What must hold of all operations


@every_operation
def test_inputs_stay_as_they_were(operation, arrays, options):
    copies = [array.copy() for array in arrays]
    out = operation(*copies, **options)
    out[...] = -1  # nor does the output share memory with them
    for copy, array in zip(copies, arrays, strict=True):
        np.testing.assert_array_equal(copy, array)


@every_operation
def test_any_memory_layout(operation, arrays, options):
    expected = operation(*arrays, **options)
    for change in [
        np.asfortranarray,
        lambda a: np.repeat(a, 2, axis=-1)[..., ::2],
        lambda a: a[..., ::-1].copy()[..., ::-1],
        lambda a: a[::-1].copy()[::-1],
        lambda a: a.astype(a.dtype.newbyteorder(">")),
        lambda a: a.tolist(),
        read_only,
    ]:
        out = operation(*map(change, arrays), **options)
        np.testing.assert_allclose(out, expected, rtol=1e-13, atol=1e-13)
        assert out.flags.c_contiguous
        assert out.flags.writeable
        assert out.flags.owndata or out.base.flags.owndata


def read_only(array):
    array = array.copy()
    array.flags.writeable = False
    return array


@calculating
@pytest.mark.parametrize(
    ("given_dtype", "returned"),
    [
        ("float64", "float64"),
        ("float32", "float32"),
        ("float16", "float16"),
        (">f4", "float32"),
        (">f8", "float64"),
        ("longdouble", "longdouble"),
        ("uint8", "float64"),
        ("int8", "float64"),
        ("int64", "float64"),
        ("bool", "float64"),
    ],
)
def test_dtypes(operation, arrays, options, given_dtype, returned):
    scaled = [np.abs(array * 3).astype(given_dtype) for array in arrays]
    out = operation(*scaled, **options)
    assert out.dtype == np.dtype(returned)
    assert out.dtype.isnative
    expected = operation(*(array.astype(np.float64) for array in scaled), **options)
    tolerance = {"float16": 2e-3, "float32": 1e-5}.get(returned, 1e-12)
    np.testing.assert_allclose(out, expected, rtol=tolerance, atol=tolerance)


def test_uint8_does_not_wrap():
    white = np.full((1, 8, 8), 255, np.uint8)
    assert ops.conv2d(white, np.ones((1, 1, 5, 5), np.uint8)).max() == 255 * 25
    assert ops.correlate2d(white[0], np.array([[1, 0]], np.uint8)).max() == 255
    assert ops.avg_pool2d(white, 8).item() == 255
    assert ops.correlate1d(white[0, 0], [1, -2]).min() == -255


def test_float16_sums_in_float32():
    ones = np.ones((1, 64, 64), np.float16)
    assert ops.conv2d(ones, np.ones((1, 1, 64, 64), np.float16)).item() == 4096
    assert ops.correlate2d(ones[0], ones[0]).item() == 4096
    assert ops.linear(ones.reshape(-1), ones.reshape(1, -1)).item() == 4096
    assert ops.avg_pool2d(ones * 100, 64).item() == 100


@pytest.mark.parametrize(
    ("x", "w", "b", "expected"),
    [
        ("float32", "float64", "float32", "float64"),
        ("float32", "float32", "float64", "float64"),
        ("float16", "float32", "float16", "float32"),
        ("float32", "uint8", "uint8", "float32"),
        ("uint8", "float32", "float32", "float32"),
        ("uint8", "int16", "bool", "float64"),
        ("float32", "int64", "float32", "float64"),
    ],
)
def test_mixed_dtypes_follow_numpy(x, w, b, expected):
    out = layer(IMAGE.astype(x), WEIGHT.astype(w), BIAS.astype(b))
    assert out.dtype == expected


def test_no_examples_give_no_results():
    none = np.empty((0, 4, 9, 11), np.float32)
    assert layer(none, WEIGHT, BIAS).shape == (0, 6, 5, 6)
    assert ops.max_pool2d(none, 2).shape == (0, 4, 4, 5)
    assert ops.avg_pool2d(none, 2).shape == (0, 4, 4, 5)
    assert ops.linear(np.empty((0, 3)), np.ones((2, 3))).shape == (0, 2)
    assert layer(none, WEIGHT.astype(np.float32)).dtype == np.float32


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_nan_touches_only_the_windows_which_see_it(value):
    x = IMAGE.copy()
    x[1, 0, 4, 5] = value
    clean, touched = layer(IMAGE, WEIGHT), layer(x, WEIGHT)
    different = ~np.isfinite(touched)
    np.testing.assert_array_equal(touched[~different], clean[~different])
    mark = np.zeros_like(IMAGE)
    mark[1, 0, 4, 5] = 1
    np.testing.assert_array_equal(different, layer(mark, np.ones_like(WEIGHT)) != 0)
    for pool in (ops.max_pool2d, ops.avg_pool2d):
        seen = np.isnan(pool(np.where(np.isinf(x), np.nan, x), 3, stride=1))
        assert seen.sum() == 9
    assert np.isnan(ops.relu([np.nan]))


def test_a_band_at_a_time_is_the_same(monkeypatch):
    whole = layer(IMAGE, WEIGHT, BIAS)
    for size in (1, 2_000, 10_000, 100_000):
        monkeypatch.setattr(ops, "BAND_BYTES", size)
        np.testing.assert_allclose(layer(IMAGE, WEIGHT, BIAS), whole, atol=1e-12)


@pytest.mark.parametrize("shape", [(1, 16, 256, 256), (64, 16, 32, 32)])
def test_scratch_memory_is_one_band(shape):
    x, w = np.ones(shape, np.float32), np.ones((4, 16, 5, 5), np.float32)
    columns = x.size * 25 * 4
    assert columns > 20 * ops.BAND_BYTES
    tracemalloc.start()
    try:
        out = ops.conv2d(x, w)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak - out.nbytes < 1.25 * ops.BAND_BYTES


# Bad input


@pytest.mark.parametrize("name", ["stride", "padding", "dilation"])
@pytest.mark.parametrize("size", [1.5, 2.0, "2", None, True, (1, 2.0), (True, 1), np.float64(2)])
def test_sizes_must_be_integers(name, size):
    with pytest.raises(TypeError, match=name):
        ops.conv2d(IMAGE, WEIGHT, groups=2, **{name: size})
    with pytest.raises(TypeError, match="kernel_size"):
        ops.max_pool2d(IMAGE, size)


@pytest.mark.parametrize("size", [2.0, "2", None, True, (1, 1)])
def test_groups_must_be_an_integer(size):
    with pytest.raises(TypeError, match="groups"):
        ops.conv2d(IMAGE, WEIGHT, groups=size)


def test_numpys_integers_are_integers():
    assert ops.conv2d(
        IMAGE, WEIGHT, stride=np.int8(2), padding=(np.uint8(1), np.int64(1)), groups=np.int32(2)
    ).shape == (2, 6, 5, 6)


BAD_VALUES = {
    "stride 0": ({"stride": 0}, "stride must be at least 1, got 0"),
    "stride (1, -1)": ({"stride": (1, -1)}, r"stride\[1\] must be at least 1, got -1"),
    "stride of three": ({"stride": (1, 1, 1)}, r"stride must .* pair .*got \(1, 1, 1\)"),
    "padding -1": ({"padding": -1}, "padding must be at least 0, got -1"),
    "dilation 0": ({"dilation": 0}, "dilation must be at least 1, got 0"),
    "groups 0": ({"groups": 0}, "groups must be at least 1, got 0"),
    "groups 3": ({"groups": 3}, r"groups must divide .*\(4\).*\(6\), got 3"),
    "groups 1": ({"groups": 1}, r"weight must have 4 channels .*got the shape \(6, 2, 3, 2\)"),
    "too wide": ({"dilation": (1, 11)}, r"weight must fit .*spans 3x12.*is 9x11"),
    "too high": (
        {"dilation": (7, 1), "padding": (2, 0)},
        r"weight must fit .*spans 15x2.*is 13x11",
    ),
}


@pytest.mark.parametrize(("options", "message"), BAD_VALUES.values(), ids=BAD_VALUES.keys())
def test_options_which_do_not_fit(options, message):
    with pytest.raises(ValueError, match=message):
        ops.conv2d(IMAGE, WEIGHT, **{"groups": 2, **options})


@pytest.mark.parametrize("word", ["full", "SAME", "2", ""])
def test_padding_has_two_words(word):
    with pytest.raises(TypeError, match=f"padding must be 'valid', 'same' .*got '{word}'"):
        ops.conv2d(IMAGE, WEIGHT, groups=2, padding=word)


BAD_ARRAYS = {
    "input with 2 axes": ((IMAGE[0, 0], WEIGHT), ValueError, r"input .*\(N, C, H, W\).*\(9, 11\)"),
    "input with 5 axes": ((IMAGE[None], WEIGHT), ValueError, "input must have the axes"),
    "input of no height": ((IMAGE[:, :, :0], WEIGHT), ValueError, "input must have no empty axis"),
    "input of no channels": ((IMAGE[:, :0], WEIGHT), ValueError, "input must have no empty axis"),
    "input of text": ((np.full((4, 9, 9), "a"), WEIGHT), TypeError, "input .*real numbers.*<U1"),
    "complex input": ((IMAGE * 1j, WEIGHT), TypeError, "input must hold real numbers.*complex128"),
    "input of objects": ((IMAGE.astype(object), WEIGHT), TypeError, "input .*real numbers"),
    "input is None": ((None, WEIGHT), TypeError, "input must hold real numbers"),
    "ragged input": (([[[1, 2], [3]]], WEIGHT), ValueError, "input must be an array whose rows"),
    "weight with 3 axes": ((IMAGE, WEIGHT[0]), ValueError, "weight must have the axes"),
    "weight of no rows": ((IMAGE, WEIGHT[:, :, :0]), ValueError, "weight must have no empty axis"),
    "no filters": ((IMAGE, WEIGHT[:0]), ValueError, "weight must have no empty axis"),
    "bias is a number": ((IMAGE, WEIGHT, 1.0), ValueError, r"bias must have the axes .*shape \(\)"),
    "bias of one": ((IMAGE, WEIGHT, BIAS[:1]), ValueError, r"bias must .*\(6,\).*got \(1,\)"),
    "bias as a column": ((IMAGE, WEIGHT, BIAS[:, None]), ValueError, "bias must have the axes"),
}


@pytest.mark.parametrize(("arrays", "error", "message"), BAD_ARRAYS.values(), ids=BAD_ARRAYS.keys())
def test_arrays_which_do_not_fit(arrays, error, message):
    with pytest.raises(error, match=message):
        ops.conv2d(*arrays, groups=2)


@pytest.mark.parametrize("operation", [ops.correlate2d, ops.convolve2d])
def test_a_kernel_larger_than_the_image(operation):
    with pytest.raises(ValueError, match=r"kernel must fit .*\(3, 3\), got the shape \(2, 4\)"):
        operation(np.ones((3, 3)), np.ones((2, 4)))
    with pytest.raises(ValueError, match="kernel must fit"):
        ops.correlate1d([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="image must have the axes"):
        operation(np.ones((3, 3, 3)), np.ones((3, 3)))
    with pytest.raises(ValueError, match="kernel must have no empty axis"):
        operation(np.ones((3, 3)), np.ones((0, 3)))


@pytest.mark.parametrize("pool", [ops.max_pool2d, ops.avg_pool2d])
def test_pools_which_do_not_fit(pool):
    with pytest.raises(ValueError, match="padding must be at most half of kernel_size"):
        pool(IMAGE, 3, padding=2)
    with pytest.raises(ValueError, match=r"kernel_size must fit .*spans 3x12"):
        pool(IMAGE, (3, 12))
    with pytest.raises(ValueError, match="kernel_size must be at least 1"):
        pool(IMAGE, 0)
    with pytest.raises(ValueError, match="stride must be at least 1"):
        pool(IMAGE, 2, stride=0)
    with pytest.raises(ValueError, match="input must have the axes"):
        pool(IMAGE[0, 0], 2)
    with pytest.raises(TypeError, match="positional"):
        pool(IMAGE, 2, 2)


def test_padding_which_does_not_fit():
    with pytest.raises(ValueError, match=r"mode must be one of 'zero', .*got 'mirror'"):
        ops.pad2d(IMAGE, 1, "mirror")
    with pytest.raises(ValueError, match=r"padding\[1\]\[0\] must be at least 0, got -1"):
        ops.pad2d(IMAGE, ((0, 0), (-1, 0)))
    with pytest.raises(ValueError, match="padding must be an integer or a pair"):
        ops.pad2d(IMAGE, (1, 1, 1, 1))
    with pytest.raises(ValueError, match="x must have the axes"):
        ops.pad2d([1, 2], 1)


def test_dense_layers_which_do_not_fit():
    with pytest.raises(ValueError, match="input must have 3 features as weight has, got 2"):
        ops.linear([1, 2], np.ones((4, 3)))
    with pytest.raises(ValueError, match=r"bias must have the shape \(4,\), got \(3,\)"):
        ops.linear([1, 2, 3], np.ones((4, 3)), np.ones(3))
