"""Unit 7: answers that the checks have to accept."""

import itertools

import numpy as np

from convedu import alexnet, ops
from convedu import layers as L
from convedu.checks import unit7
from convedu.checks.unit7.diagnose import KNOWN


def network(variant):
    size = variant["input"]
    options = {"channels": variant["channels"], "groups": variant["groups"]}
    return alexnet.network(input_shape=(3, size, size), pad1=variant["pad1"], **options), size


def table_by_layers(variant):
    layers, size = network(variant)
    rows = L.summary(layers, (3, size, size)).rows
    return [(r.layer.weights, r.layer.biases, r.macs) for r in rows if r.parameters]


def table_as_array(variant):
    return np.array(table_by_layers(variant), dtype=float)


def table_with_generator(variant):
    c, g = [3, *variant["channels"]], variant["groups"]
    sides = [(variant["input"] + 2 * variant["pad1"] - 11) // 4 + 1]
    for _ in range(3):
        sides.append((sides[-1] - 3) // 2 + 1)
    windows, groups, at = (11, 5, 3, 3, 3), (1, g, 1, g, g), (0, 1, 2, 2, 2)
    rows = []
    for i in range(5):
        weights = windows[i] ** 2 * c[i] * c[i + 1] // groups[i]
        rows.append((weights, c[i + 1], weights * sides[at[i]] ** 2))
    dense = (c[-1] * sides[-1] ** 2, 4096, 4096, 1000)
    return rows + [(a * b, b, a * b) for a, b in itertools.pairwise(dense)]


def inputs_by_layers(input, pad1, pool5):
    body = alexnet.features(pad1=pad1, pool5=pool5)
    return L.Flatten().output_shape(L.summary(body, (3, input, input)).rows[-1].output_shape)[0]


def inputs_by_array(input, pad1, pool5):
    row = np.zeros(input + 2 * pad1)
    row = np.lib.stride_tricks.sliding_window_view(row, 11)[::4, 0]
    for _ in range(2 + bool(pool5)):
        row = np.lib.stride_tricks.sliding_window_view(row, 3)[::2, 0]
    return 256 * np.outer(row, row).size


def inputs_recursive(input, pad1, pool5):
    def pooled(side, times):
        return pooled((side - 1) // 2, times - 1) if times else side

    return 256 * pooled((input + 2 * pad1 - 7) // 4, 3 if pool5 else 2) ** 2


def diagnose_by_layers(total):
    networks = {
        "original": alexnet.network(),
        "ungrouped": alexnet.network(groups=1),
        "pool5 forgotten": alexnet.network(groups=1, pool5=False),
        "flatten forgotten": alexnet.network(groups=1, flatten=False),
        "224 without padding": alexnet.network(groups=1, input_shape=(3, 224, 224)),
    }
    for name, layers in networks.items():
        if sum(layer.parameters for layer in layers) == total:
            return name
    only_weights = sum(layer.weights for layer in networks["original"])
    return "biases forgotten" if total == only_weights else "unknown"


def diagnose_by_difference(total):
    base = 62_378_344
    if total in (base - 1_413_120, base - 1_423_688):
        return "original" if total == base - 1_413_120 else "biases forgotten"
    inputs = (total - base) / 4096 + 9216
    sizes = {9216: "ungrouped", 43264: "pool5 forgotten", 256: "flatten forgotten"}
    return {**sizes, 6400: "224 without padding"}.get(inputs, "unknown")


def diagnose_by_lists(total):
    names, totals = zip(*KNOWN.items(), strict=True)
    return names[totals.index(total)] if total in totals else "unknown"


def local_by_counting(in_shape, cout, k, stride, bias):
    cin, height, width = in_shape
    tops = range(0, height - k + 1, stride)
    lefts = range(0, width - k + 1, stride)
    return sum(cout * (cin * k**2 + int(bias)) for _ in tops for _ in lefts)


def local_by_layer(in_shape, cout, k, stride, bias):
    layer = L.Conv2d(in_shape[0], cout, k, stride=stride, bias=bias)
    return np.prod(layer.output_shape(in_shape)[1:]) * layer.parameters


def local_by_dense(in_shape, cout, k, stride, bias):
    places = np.prod(L.Conv2d(1, 1, k, stride=stride).output_shape((1, *in_shape[1:])))
    return places * L.Linear(in_shape[0] * k * k, cout, bias=bias).parameters


def local_by_macs(in_shape, cout, k, stride, bias):
    layer = L.Conv2d(in_shape[0], cout, k, stride=stride)
    return float(layer.macs(in_shape) + bias * np.prod(layer.output_shape(in_shape)))


def run_loops(layer, image):
    w, s, zero = layer["kernel"], layer["stride"], layer["padding"] == "zero"
    half, (high, wide) = len(w) // 2, image.shape
    out = np.zeros((-(-high // s), -(-wide // s)))
    for i, j in np.ndindex(out.shape):
        for a, b in np.ndindex(w.shape):
            r, c = i * s + a - half, j * s + b - half
            if not zero or (0 <= r < high and 0 <= c < wide):
                out[i, j] += w[a, b] * image[r % high, c % wide]
    return out


def run_float32(layer, image):
    image, kernel = image.astype(np.float32), layer["kernel"].astype(np.float32)
    padded = ops.pad2d(image, len(kernel) // 2, layer["padding"])
    return ops.correlate2d(padded, kernel)[:: layer["stride"], :: layer["stride"]]


def run_conv2d(layer, image):
    kernel = layer["kernel"]
    padded = ops.pad2d(image, len(kernel) // 2, layer["padding"])
    return ops.conv2d(padded[np.newaxis], kernel[np.newaxis, np.newaxis], stride=layer["stride"])[0]


def error_with(run):
    def equivariance_error(layer, image, shift):
        one = run(layer, np.roll(image, shift, axis=1))
        other = np.roll(run(layer, image), shift // layer["stride"], axis=1)
        return float(np.max(np.abs(one - other)))

    return equivariance_error


RIGHT = {
    "alexnet_table": [
        unit7.alexnet_table.reference,
        table_by_layers,
        table_as_array,
        table_with_generator,
    ],
    "dense1_inputs": [
        unit7.dense1_inputs.reference,
        inputs_by_layers,
        inputs_by_array,
        inputs_recursive,
    ],
    "diagnose": [
        unit7.diagnose.reference,
        diagnose_by_layers,
        diagnose_by_difference,
        diagnose_by_lists,
    ],
    "locally_connected_params": [
        local_by_counting,
        local_by_layer,
        local_by_dense,
        local_by_macs,
    ],
    "equivariance_error": [
        unit7.equivariance_error.reference,
        *map(error_with, (run_loops, run_float32, run_conv2d)),
    ],
}
WRONG = {}
