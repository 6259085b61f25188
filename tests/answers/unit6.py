"""Unit 6: answers that the checks have to accept, and stacks that they have to name."""

import math
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
    "conv_params": [by_group, by_filter, by_array, by_layer],
    "dense_params": [dense_float, dense_array, dense_layer, dense_reduce],
    "conv_macs": [macs_by_layer, macs_by_counting, macs_by_windows, macs_float],
    "count_model": [
        unit6.count_model.reference,
        count_generator,
        count_summary,
        lambda layers, in_shape: np.rint(count_array(layers, in_shape)).astype(int),
    ],
    "small_stack": [
        stacks_but({}),
        stacks_but({"any stride": [[7, 8, 2], [3, 8, 2], [3, 64, 1]]}),
        stacks_but({"any stride": np.array([[15, 24, 1], [1, 64, 1]])}),
        stacks_but({"stride 1": ((5, 8, 1), (5, 8, 1), (5, 8, 1), (3, 64, 1))}),
    ],
}

WRONG = {
    "small_stack": {
        "no-stack": stacks_but({"any stride": [[3, 16], [3, 64]]}),
        "wrong-end": stacks_but({"any stride": [[3, 16, 2]] * 3}),
        "sees-too-little": stacks_but({"stride 1": [[3, 8, 1], [3, 64, 1]]}),
        "skips-pixels": stacks_but({"any stride": [[1, 3, 14], [2, 64, 1]]}),
        "one-wide-window": stacks_but({"any stride": [[15, 64, 1]]}),
        "too-heavy": stacks_but({"stride 1": [[3, 64, 1]] * 7}),
        "strides": stacks_but({"stride 1": [[3, 16, 2]] * 2 + [[3, 64, 2]]}),
    }
}
