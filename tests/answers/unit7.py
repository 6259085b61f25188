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


# Written from the task texts alone.


def table_in_floats(variant):
    side = np.floor((variant["input"] + 2 * variant["pad1"] - 11) / 4) + 1
    depth, rows = 3, np.zeros((8, 3))
    for i, (k, filters) in enumerate(zip([11, 5, 3, 3, 3], variant["channels"], strict=True)):
        share = variant["groups"] if i in {1, 3, 4} else 1
        rows[i] = k**2 * depth / share * filters, filters, k**2 * depth / share * filters * side**2
        side = np.floor((side - 3) / 2) + 1 if i in {0, 1, 4} else side
        depth = filters
    for i, (a, b) in enumerate([(depth * side**2, 4096), (4096, 4096), (4096, 1000)], 5):
        rows[i] = a * b, b, a * b
    return rows.tolist()


def table_by_filters(variant):
    def slots(n, k, s):
        return len(range(0, n - k + 1, s))

    c, g, n = (
        variant["channels"],
        variant["groups"],
        slots(variant["input"] + 2 * variant["pad1"], 11, 4),
    )
    pooled = slots(n, 3, 2)
    deep = slots(pooled, 3, 2)
    last = slots(deep, 3, 2)
    table = []
    for one_filter, filters, places in (
        (11 * 11 * 3, c[0], n * n),
        (5 * 5 * (c[0] // g), c[1], pooled * pooled),
        (9 * c[1], c[2], deep * deep),
        (9 * (c[2] // g), c[3], deep * deep),
        (9 * (c[3] // g), c[4], deep * deep),
        (c[4] * last * last, 4096, 1),
        (4096, 4096, 1),
        (4096, 1000, 1),
    ):
        table.append(
            (np.int64(one_filter) * filters, np.int64(filters), one_filter * filters * places)
        )
    return tuple(table)


def inputs_by_ranges(input, pad1, pool5):
    n = len(range(-pad1, input + pad1 - 10, 4))
    for _ in range(2 + pool5):
        n = len(range(0, n - 2, 2))
    return np.array(n * n * 256)


def inputs_in_floats(input, pad1, pool5):
    side = np.floor((input + 2 * pad1 - 11) / 4 + 1)
    for there in (True, True, pool5):
        side = np.floor((side - 3) / 2 + 1) if there else side
    return side**2 * 256


def diagnose_by_ifs(total):
    convolutions = {1: 3_747_200, 2: 2_334_080}

    def all_of(groups, inputs):
        return convolutions[groups] + (inputs + 1) * 4096 + 4097 * 4096 + 4097 * 1000

    if total == all_of(2, 9216) - 10_568:
        return np.str_("biases forgotten")
    names = ["original", "ungrouped", "pool5 forgotten", "flatten forgotten", "224 without padding"]
    sizes = [(2, 9216), (1, 9216), (1, 169 * 256), (1, 256), (1, 25 * 256)]
    for name, size in zip(names, sizes, strict=True):
        if all_of(*size) == total:
            return name
    return "unknown"


def local_place_by_place(in_shape, cout, k, stride, bias):
    _, high, wide = in_shape
    count, i = 0, 0
    while i + k <= high:
        j = 0
        while j + k <= wide:
            count += cout * in_shape[0] * k * k
            if bias:
                count += cout
            j += stride
        i += stride
    return count


def local_in_floats(in_shape, cout, k, stride, bias):
    sides = np.floor((np.array(in_shape[1:]) - k) / stride) + 1
    return np.prod(sides) * (cout * k**2 * in_shape[0] + (cout if bias else 0))


def error_by_columns(layer, image, shift):
    def right(array, by):
        by %= array.shape[1]
        return np.hstack([array[:, array.shape[1] - by :], array[:, : array.shape[1] - by]])

    one = run_loops(layer, right(image, shift))
    other = right(run_loops(layer, image), shift // layer["stride"])
    return max(abs(float(a) - float(b)) for a, b in zip(one.flat, other.flat, strict=True))


def error_as_norm(layer, image, shift):
    s = layer["stride"]
    d = run_loops(layer, np.roll(image, shift, 1)) - np.roll(run_loops(layer, image), shift // s, 1)
    return np.linalg.norm(d.ravel(), np.inf)


def error_from_both_ends(layer, image, shift):
    moved = np.roll(image, (0, shift), axis=(0, 1))
    back = np.roll(run_loops(layer, moved), -(shift // layer["stride"]), axis=1)
    d = back - run_loops(layer, image)
    return np.array(max(d.max(), -d.min()))


RIGHT = {
    "alexnet_table": [
        unit7.alexnet_table.reference,
        table_by_layers,
        table_as_array,
        table_with_generator,
        table_in_floats,
        table_by_filters,
    ],
    "dense1_inputs": [
        unit7.dense1_inputs.reference,
        inputs_by_layers,
        inputs_by_array,
        inputs_recursive,
        inputs_by_ranges,
        inputs_in_floats,
    ],
    "diagnose": [
        unit7.diagnose.reference,
        diagnose_by_layers,
        diagnose_by_difference,
        diagnose_by_lists,
        diagnose_by_ifs,
    ],
    "locally_connected_params": [
        local_by_counting,
        local_by_layer,
        local_by_dense,
        local_by_macs,
        local_place_by_place,
        local_in_floats,
    ],
    "equivariance_error": [
        unit7.equivariance_error.reference,
        *map(error_with, (run_loops, run_float32, run_conv2d)),
        error_by_columns,
        error_as_norm,
        error_from_both_ends,
    ],
}
WRONG = {}
