"""Unit 6: answers that the checks have to accept, and stacks that they have to name."""

import math
from fractions import Fraction
from functools import reduce

import numpy as np

from convedu import layers as L
from convedu.checks import unit6


def refuse(cin, cout, groups):
    if cin % groups or cout % groups:
        raise ValueError("groups")


def by_group(k, cin, cout, bias, groups):
    refuse(cin, cout, groups)
    return sum((cin // groups * k**2 + bool(bias)) * (cout // groups) for _ in range(groups))


def by_filter(k, cin, cout, bias, groups):
    refuse(cin, cout, groups)
    return sum(k * k * cin // groups + (1 if bias else 0) for _ in range(cout))


def by_array(k, cin, cout, bias, groups):
    refuse(cin, cout, groups)
    weight = np.empty((cout, cin // groups, k, k))
    return weight.size + (np.zeros(cout).size if bias else 0)


def by_layer(k, cin, cout, bias, groups):
    return L.Conv2d(cin, cout, k, groups=groups, bias=bias).parameters


def dense_float(in_shape, out_shape, bias):
    return np.prod(out_shape) * (np.prod(in_shape, dtype=float) + bias)


def dense_array(in_shape, out_shape, bias):
    return np.empty(in_shape).size * np.empty(out_shape).size + bias * np.empty(out_shape).size


def dense_layer(in_shape, out_shape, bias):
    return L.Linear(math.prod(in_shape), math.prod(out_shape), bias=bias).parameters


def dense_reduce(in_shape, out_shape, bias):
    inputs, outputs = (reduce(lambda a, b: a * b, shape) for shape in (in_shape, out_shape))
    return sum(inputs + 1 if bias else inputs for _ in range(outputs))


def macs_by_layer(in_shape, cout, k, stride, padding, groups):
    return L.Conv2d(in_shape[0], cout, k, stride=stride, padding=padding, groups=groups).macs(
        in_shape
    )


def macs_by_counting(in_shape, cout, k, stride, padding, groups):
    cin, height, width = in_shape
    tops = range(0, height + 2 * padding - k + 1, stride)
    lefts = range(0, width + 2 * padding - k + 1, stride)
    return sum(k * k * cin // groups * cout for _ in tops for _ in lefts)


def macs_by_windows(in_shape, cout, k, stride, padding, groups):
    padded = np.zeros([n + 2 * padding for n in in_shape[1:]])
    windows = np.lib.stride_tricks.sliding_window_view(padded, (k, k))[::stride, ::stride]
    return windows.size * in_shape[0] // groups * cout


def macs_float(in_shape, cout, k, stride, padding, groups):
    size = np.floor((np.array(in_shape[1:]) + 2 * padding - k) / stride) + 1
    return float(size.prod() * k * k * in_shape[0] / groups * cout)


class NoSuchLayerError(ValueError):
    pass


def own_error(k, cin, cout, bias, groups):
    for channels in (cin, cout):
        if channels % groups:
            raise NoSuchLayerError(f"{channels} channels in {groups} groups")
    return cout * k * k * cin // groups + (cout if bias else 0)


def by_float(k, cin, cout, bias, groups):
    if not (cin / groups).is_integer() or not (cout / groups).is_integer():
        raise ValueError
    return cin / groups * k**2 * cout + cout * float(bias)


def by_numpy(k, cin, cout, bias, groups):
    if np.any(np.mod([cin, cout], groups)):
        raise ValueError("groups")
    return np.prod([k, k, cin // groups, cout]) + np.int64(bias) * cout


def by_slices(k, cin, cout, bias, groups):
    if len(range(0, cin, groups)) * groups != cin or len(range(0, cout, groups)) * groups != cout:
        raise ValueError("no such layer")
    total = 0
    for _ in range(groups):
        for _ in range(cout // groups):
            total += k * k * cin // groups + int(bias)
    return total


def by_gcd(k, cin, cout, bias, groups):
    if math.gcd(cin, cout, groups) != groups:
        raise ValueError(groups)
    return Fraction(k * k * cin * cout, groups) + (bias and cout)


def dense_loop(in_shape, out_shape, bias):
    inputs = outputs = 1
    for size in in_shape:
        inputs = inputs * size
    for size in out_shape:
        outputs = outputs * size
    if bias is True:
        inputs += 1
    return inputs * outputs


def dense_numpy(in_shape, out_shape, bias):
    weight = np.zeros((np.prod(out_shape), np.prod(in_shape)))
    return weight.size + (len(weight) if bias else 0)


def dense_cases(in_shape, out_shape, bias):
    def numbers(shape):
        match shape:
            case (n,):
                return n
            case (h, w):
                return h * w
            case (c, h, w):
                return c * h * w

    return numbers(out_shape) * (numbers(in_shape) + int(bias))


def dense_zero_d(in_shape, out_shape, bias):
    return np.array(math.prod(in_shape) * math.prod(out_shape) + math.prod(out_shape) * bias)


def dense_recursive(in_shape, out_shape, bias):
    def numbers(shape):
        return shape[0] * numbers(shape[1:]) if shape else 1

    weights = numbers(in_shape + out_shape)
    return weights + numbers(out_shape) if bias else weights


def macs_by_groups(in_shape, cout, k, stride, padding, groups):
    c, w, h = in_shape  # a product does not mind
    outputs = ((h - k + 2 * padding) // stride + 1) * ((w - k + 2 * padding) // stride + 1)
    return sum(k * k * (c // groups) * (cout // groups) * outputs for _ in range(groups))


def macs_by_shape(in_shape, cout, k, stride, padding, groups):
    weight = (cout, in_shape[0] // groups, k, k)
    places = [1 + math.floor((n + 2 * padding - k) / stride) for n in in_shape[1:]]
    return np.prod(weight) * np.prod(places)


def macs_by_loop(in_shape, cout, k, stride, padding, groups):
    cin, height, width = in_shape
    rows = columns = 0
    while rows * stride + k <= height + 2 * padding:
        rows += 1
    while columns * stride + k <= width + 2 * padding:
        columns += 1
    return rows * columns * cout * cin * k**2 / groups


def macs_by_steps(in_shape, cout, k, stride, padding, groups):
    c, h, w = in_shape
    out_h, _ = divmod(h + 2 * padding - k + stride, stride)
    out_w, _ = divmod(w + 2 * padding - k + stride, stride)
    return cout * out_h * out_w * (k * k * c // groups)


def macs_by_arange(in_shape, cout, k, stride, padding, groups):
    tops, lefts = (np.arange(0, n + 2 * padding - k + 1, stride) for n in in_shape[-2:])
    return np.array(len(tops) * len(lefts) * k * k * in_shape[0] // groups * cout, dtype=np.int64)


def count_match(layers, in_shape):
    params = macs = 0
    shape = in_shape
    for layer in layers:
        match layer:
            case {"kind": "conv", "out": out, "k": k, "stride": stride, "padding": padding}:
                c, h, w = shape
                h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
                params += out * (c * k * k + 1)
                macs += out * c * k * k * h * w
                shape = out, h, w
            case {"kind": "pool", "k": k, "stride": stride}:
                shape = (shape[0], *((n - k) // stride + 1 for n in shape[1:]))
            case {"kind": "flatten"}:
                shape = (math.prod(shape),)
            case {"kind": "dense", "out": out}:
                params += out * (shape[0] + 1)
                macs += out * shape[0]
                shape = (out,)
    return params, macs


def count_recursive(layers, in_shape):
    if not layers:
        return 0, 0
    first, *rest = layers
    made, _ = next(as_layers([first], in_shape))
    params, macs = count_recursive(rest, made.output_shape(in_shape))
    return made.parameters + params, made.macs(in_shape) + macs


def count_list_shape(layers, in_shape):
    shape, totals = list(in_shape), [0, 0]
    for layer in layers:
        kind = layer["kind"]
        if kind == "flatten":
            shape = [shape[0] * shape[1] * shape[2]]
        elif kind == "dense":
            totals[1] += shape[0] * layer["out"]
            totals[0] += shape[0] * layer["out"] + layer["out"]
            shape[0] = layer["out"]
        else:
            padding = layer["padding"] if kind == "conv" else 0
            for axis in (1, 2):
                shape[axis] = (shape[axis] + 2 * padding - layer["k"]) // layer["stride"] + 1
            if kind == "conv":
                weights = layer["k"] ** 2 * shape[0] * layer["out"]
                totals[0] += weights + layer["out"]
                totals[1] += weights * shape[1] * shape[2]
                shape[0] = layer["out"]
    return totals


def count_floats(layers, in_shape):
    params, macs = count_match(layers, in_shape)
    return float(params), float(macs)


def count_popped(layers, in_shape):
    layers, shape, totals = list(layers), in_shape, np.zeros(2, dtype=np.int64)
    while layers:
        made, _ = next(as_layers([layers.pop(0)], shape))
        totals += made.parameters, made.macs(shape)
        shape = made.output_shape(shape)
    return totals


def as_layers(layers, shape):
    for layer in layers:
        if layer["kind"] == "conv":
            options = {"stride": layer["stride"], "padding": layer["padding"]}
            made = L.Conv2d(shape[0], layer["out"], layer["k"], **options)
        elif layer["kind"] == "pool":
            made = L.MaxPool2d(layer["k"], stride=layer["stride"])
        else:
            made = L.Flatten() if layer["kind"] == "flatten" else L.Linear(shape[0], layer["out"])
        yield made, shape
        shape = made.output_shape(shape)


def count_generator(layers, in_shape):
    pairs = [(made.parameters, made.macs(s)) for made, s in as_layers(layers, in_shape)]
    return [sum(column) for column in zip(*pairs, strict=True)]


def count_summary(layers, in_shape):
    table = L.summary([made for made, _ in as_layers(layers, in_shape)], in_shape)
    return table.parameters, table.macs


def count_array(layers, in_shape):
    total = np.zeros(2)
    for made, shape in as_layers(layers, in_shape):
        total += [made.parameters, made.macs(shape)]
    return total


def stacks_but(others):
    """Return a right `small_stack` but for some briefs."""
    right = unit6.small_stack.reference
    return lambda brief: others.get(brief, right(brief))


RIGHT = {
    "conv_params": [
        *(by_group, by_filter, by_array, by_layer),
        *(own_error, by_float, by_numpy, by_slices, by_gcd),
    ],
    "dense_params": [
        *(dense_float, dense_array, dense_layer, dense_reduce),
        *(dense_loop, dense_numpy, dense_cases, dense_zero_d, dense_recursive),
    ],
    "conv_macs": [
        *(macs_by_layer, macs_by_counting, macs_by_windows, macs_float),
        *(macs_by_groups, macs_by_shape, macs_by_loop, macs_by_steps, macs_by_arange),
    ],
    "count_model": [
        unit6.count_model.reference,
        count_generator,
        count_summary,
        lambda layers, in_shape: np.rint(count_array(layers, in_shape)).astype(int),
        *(count_match, count_recursive, count_list_shape, count_floats, count_popped),
    ],
    "small_stack": [
        stacks_but({}),
        stacks_but({"any stride": [[7, 8, 2], [3, 8, 2], [3, 64, 1]]}),
        stacks_but({"any stride": np.array([[15, 24, 1], [1, 64, 1]])}),
        stacks_but({"stride 1": ((5, 8, 1), (5, 8, 1), (5, 8, 1), (3, 64, 1))}),
        stacks_but({"any stride": [[9, 8, 2], [4, 64, 1]]}),
        stacks_but({"any stride": [(3.0, 4.0, 2.0)] * 6 + [(1.0, 64.0, 1.0)]}),
        stacks_but({"stride 1": np.array([[3, 12, 1]] * 7 + [[1, 64, 1]], dtype=np.uint8)}),
        stacks_but({"stride 1": [[15, 1, 1], [1, 64, 1]]}),
        stacks_but({"any stride": [[1, 16, 1], [7, 8, 1], [3, 8, 2], [4, 64, 2]]}),
    ],
}

WRONG = {
    "small_stack": {
        "no-stack": stacks_but({"any stride": [[3, 16], [3, 64]]}),
        "columns-mixed-up": stacks_but({"any stride": [[16, 3, 2], [16, 3, 2], [64, 3, 2]]}),
        "wrong-end": stacks_but({"any stride": [[3, 16, 2]] * 3}),
        "sees-too-little": stacks_but({"stride 1": [[3, 8, 1], [3, 64, 1]]}),
        "skips-pixels": stacks_but({"any stride": [[1, 3, 14], [2, 64, 1]]}),
        "one-wide-window": stacks_but({"any stride": [[15, 64, 1]]}),
        "too-heavy": stacks_but({"stride 1": [[3, 64, 1]] * 7}),
        "strides": stacks_but({"stride 1": [[3, 16, 2]] * 2 + [[3, 64, 2]]}),
    }
}
