"""Unit 3: answers that the checks have to accept."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.ndimage import maximum_filter
from scipy.signal import convolve2d, correlate2d

from convedu import ops, shapes


def relu_where(x):
    return np.where(x > 0, x, 0.0)


def relu_masked(x):
    out = x.copy()
    out[out < 0] = 0
    return out


def relu_by_half(x):
    return (x + np.abs(x)) / 2


def relu_loop(x):
    return np.array([max(value, 0.0) for value in x.ravel()]).reshape(x.shape)


def pool_windows(x, k, s):
    return sliding_window_view(x, (k, k), axis=(1, 2))[:, ::s, ::s].max(axis=(3, 4))


def pool_ops(x, k, s):
    return ops.max_pool2d(x.astype(np.float32), k, stride=s)


def pool_loops(x, k, s):
    channels, height, width = x.shape
    out = np.full((channels, (height - k) // s + 1, (width - k) // s + 1), -np.inf)
    for c, i, j in np.ndindex(out.shape):
        for u in range(k):
            for v in range(k):
                out[c, i, j] = max(out[c, i, j], x[c, i * s + u, j * s + v])
    return out


def pool_filter(x, k, s):
    whole = maximum_filter(x, (1, k, k), origin=(0, -((k - 1) // 2), -((k - 1) // 2)))
    if k % 2 == 0:
        whole = maximum_filter(x, (1, k, k), origin=(0, -(k // 2), -(k // 2)))
    return whole[:, : x.shape[1] - k + 1 : s, : x.shape[2] - k + 1 : s]


def field_backwards(layers):
    size = 1
    for k, s, d in reversed(layers):
        size = (size - 1) * s + d * (k - 1) + 1
    return size


def field_by_places(layers):
    places = {0}
    for k, s, d in layers[::-1]:
        places = {p * s + t * d for p in places for t in range(k)}
    return max(places) - min(places) + 1


def field_shapes(layers):
    return shapes.receptive_field([tuple(layer) for layer in layers]).size


def field_recursive(layers):
    if not layers:
        return 1
    (k, s, d), *rest = layers
    return (field_recursive(rest) - 1) * s + d * (k - 1) + 1


def field_sum(layers):
    layers = np.array(layers)
    jumps = np.cumprod([1, *layers[:-1, 1]])
    return np.int64(1) + ((layers[:, 0] - 1) * layers[:, 2] * jumps).sum()


def compose_scipy(k1, k2):
    return convolve2d(k1, k2)


def compose_padded(k1, k2):
    return ops.correlate2d(ops.pad2d(k1, (k2.shape[0] - 1, k2.shape[1] - 1)), k2[::-1, ::-1])


def compose_impulse(k1, k2):
    """What an impulse becomes is the composed kernel, turned."""
    rows, columns = k1.shape[0] + k2.shape[0] - 1, k1.shape[1] + k2.shape[1] - 1
    dot = np.zeros((2 * rows - 1, 2 * columns - 1))
    dot[rows - 1, columns - 1] = 1
    return correlate2d(correlate2d(dot, k1, "valid"), k2, "valid")[::-1, ::-1]


def compose_fft(k1, k2):
    shape = [a + b - 1 for a, b in zip(k1.shape, k2.shape, strict=True)]
    return np.fft.irfft2(np.fft.rfft2(k1, shape) * np.fft.rfft2(k2, shape), shape)


def network_ops(x, params):
    x = ops.relu(ops.conv2d(x, params["conv_w"], params["conv_b"]))
    return ops.linear(ops.max_pool2d(x, 2).ravel(), params["dense_w"], params["dense_b"])


def network_pool_first(x, params):
    """ReLU and maximum may change places."""
    x = ops.max_pool2d(ops.conv2d(x, params["conv_w"], params["conv_b"]), 2)
    return params["dense_w"] @ np.maximum(x, 0).reshape(-1) + params["dense_b"]


def network_einsum(x, params):
    windows = sliding_window_view(x, (3, 3), axis=(1, 2))
    x = np.einsum("chwij,fcij->fhw", windows, params["conv_w"])
    x = relu_where(x + params["conv_b"][:, np.newaxis, np.newaxis])
    return (
        np.einsum("oi,i->o", params["dense_w"], pool_windows(x, 2, 2).flatten())
        + (params["dense_b"])
    )


def network_batched(x, params):
    weights = {name: array.astype(np.float32) for name, array in params.items()}
    x = ops.relu(ops.conv2d(x[np.newaxis], weights["conv_w"], weights["conv_b"]))
    x = ops.max_pool2d(x, 2).reshape(1, -1)
    return (x @ weights["dense_w"].T + weights["dense_b"])[0]


def differs(compose):
    def answer(image, k1, k2):
        twice = image
        for kernel in (k1, k2):
            twice = correlate2d(twice, kernel, "same")
        once = correlate2d(image, compose(k1, k2), "same")
        return np.abs(twice - once) > 1e-9

    return answer


def relu_clip(x):
    return np.clip(x, 0, None)


def relu_times(x):
    return x * (x > 0)


def relu_vectorized(x):
    return np.vectorize(lambda v: v if v > 0 else 0.0, otypes=[float])(x)


def relu_flat(x):
    out = np.empty(x.size)
    for i, v in enumerate(x.flat):
        out[i] = v if v > 0 else 0
    return out.reshape(x.shape)


def relu_by_row(x):
    return np.array([relu_by_row(v) if v.ndim else max(float(v), 0.0) for v in map(np.asarray, x)])


def pool_shifts(x, k, s):
    rows, columns = (x.shape[1] - k) // s + 1, (x.shape[2] - k) // s + 1
    shifted = [
        x[:, u : u + (rows - 1) * s + 1 : s, v : v + (columns - 1) * s + 1 : s]
        for u in range(k)
        for v in range(k)
    ]
    return np.max(shifted, axis=0)


def pool_lists(x, k, s):
    return np.array([
        [
            [max(plane[i : i + k, j : j + k].flatten()) for j in range(0, x.shape[2] - k + 1, s)]
            for i in range(0, x.shape[1] - k + 1, s)
        ]
        for plane in x
    ])  # fmt: skip


def pool_axis_by_axis(x, k, s):
    down = np.array([x[:, i : i + k].max(axis=1) for i in range(0, x.shape[1] - k + 1, s)])
    across = [down[:, :, j : j + k].max(axis=2) for j in range(0, x.shape[2] - k + 1, s)]
    return np.array(across).transpose(2, 1, 0)


def pool_sorted(x, k, s):
    windows = sliding_window_view(x, (1, k, k))[:, ::s, ::s]
    return np.sort(windows.reshape(*windows.shape[:3], -1))[..., -1]


def pool_minus_infinity(x, k, s):
    C, H, W = x.shape
    out = np.ones((C, (H - k) // s + 1, (W - k) // s + 1)) * -np.inf
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            for row in x[:, i * s : i * s + k, j * s : j * s + k].transpose(1, 2, 0):
                for values in row:
                    out[:, i, j] = np.where(values > out[:, i, j], values, out[:, i, j])
    return out


def field_sum_of_products(layers):
    return 1 + sum(
        d * (k - 1) * np.prod([s for _, s, _ in layers[:i]]) for i, (k, _, d) in enumerate(layers)
    )


def field_first_and_last(layers):
    first, last = 0, 0
    for k, s, d in layers[::-1]:
        first, last = first * s, last * s + (k - 1) * d
    return last - first + 1


def field_as_float(layers):
    size, jump = 1.0, 1.0
    for layer in layers:
        size, jump = size + (layer[0] - 1) * layer[2] * jump, jump * layer[1]
    return size


def field_by_ramp(layers):
    """Which pixels does the middle output read? Each layer of the stack passes on sets."""
    reads = [{i} for i in range(2000)]
    for k, s, d in layers:
        count = (len(reads) - d * (k - 1) - 1) // s + 1
        reads = [set().union(*(reads[i * s + j * d] for j in (0, k - 1))) for i in range(count)]
    return max(reads[0]) - min(reads[0]) + 1


def field_zero_dimensional(layers):
    return np.array(field_backwards(layers))


def compose_shifted_pads(k1, k2):
    c, d = k2.shape
    return sum(
        k2[i, j] * np.pad(k1, ((i, c - 1 - i), (j, d - 1 - j))) for i in range(c) for j in range(d)
    )


def compose_elements(k1, k2):
    out = np.zeros((len(k1) + len(k2) - 1, len(k1[0]) + len(k2[0]) - 1))
    for (i, j), first in np.ndenumerate(k1):
        for (u, v), second in np.ndenumerate(k2):
            out[i + u, j + v] += first * second
    return out


def compose_rows(k1, k2):
    out = np.zeros((k1.shape[0] + k2.shape[0] - 1, k1.shape[1] + k2.shape[1] - 1))
    for i, row in enumerate(k1):
        for u, other in enumerate(k2):
            out[i + u] += np.convolve(row, other)
    return out


def compose_exchanged(k1, k2):
    return correlate2d(k2, k1[::-1, ::-1], mode="full")


def compose_by_probing(k1, k2):
    """Try each pixel of a picture as large as the field: what it gives is its weight."""
    shape = (k1.shape[0] + k2.shape[0] - 1, k1.shape[1] + k2.shape[1] - 1)
    out = np.zeros(shape)
    for place in np.ndindex(shape):
        picture = np.zeros(shape)
        picture[place] = 1
        out[place] = correlate2d(correlate2d(picture, k1, "valid"), k2, "valid").item()
    return out


def network_loops(x, params):
    w, b = params["conv_w"], params["conv_b"]
    maps = []
    for f in range(len(w)):
        total = sum(correlate2d(x[c], w[f, c], "valid") for c in range(len(x)))
        maps.append(np.maximum(total + b[f], 0))
    features = []
    for plane in maps:
        for i in range(0, plane.shape[0] - 1, 2):
            for j in range(0, plane.shape[1] - 1, 2):
                features.append(plane[i : i + 2, j : j + 2].max())
    dense = params["dense_w"]
    scores = [sum(w * v for w, v in zip(row, features, strict=True)) for row in dense]
    return np.array(scores) + params["dense_b"]


def network_reshaped_pool(x, params):
    maps = relu_times(ops.conv2d(x, params["conv_w"], params["conv_b"]))
    f, h, w = maps.shape
    blocks = maps[:, : h // 2 * 2, : w // 2 * 2].reshape(f, h // 2, 2, w // 2, 2)
    return np.dot(params["dense_w"], blocks.max(axis=(2, 4)).reshape(-1)) + params["dense_b"]


def network_transposed(x, params):
    maps = relu_clip(ops.conv2d(x, params["conv_w"], params["conv_b"]))
    return pool_shifts(maps, 2, 2).flatten() @ params["dense_w"].T + params["dense_b"]


def network_columns(x, params):
    maps = relu_where(ops.conv2d(x, params["conv_w"], params["conv_b"]))
    column = pool_windows(maps, 2, 2).reshape(-1, 1)
    return (params["dense_w"] @ column + params["dense_b"].reshape(-1, 1)).squeeze()


def network_relu_twice(x, params):
    """A ReLU behind the pooling changes nothing more."""
    maps = relu_where(pool_windows(relu_where(ops.conv2d(x, *list(params.values())[:2])), 2, 2))
    return params["dense_b"] + params["dense_w"].dot(maps.ravel())


def differs_in_truth_values(image, k1, k2):
    return differs(compose_fft)(image, k1, k2).astype(int)


def differs_beyond_tolerance(image, k1, k2):
    twice = correlate2d(correlate2d(image, k1, "same"), k2, "same")
    once = correlate2d(image, convolve2d(k1, k2), "same")
    return np.abs(once - twice) > 1e-6 * np.abs(twice).max()


def differs_by_rounding(image, k1, k2):
    twice = correlate2d(correlate2d(image, k1, "same"), k2, "same")
    return np.round(twice - correlate2d(image, compose_rows(k1, k2), "same"), 8) != 0


def differs_by_loop(image, k1, k2):
    twice = ops.correlate2d(ops.pad2d(image, len(k1) // 2), k1)
    twice = ops.correlate2d(ops.pad2d(twice, len(k2) // 2), k2)
    composed = compose_elements(k1, k2)
    once = ops.correlate2d(ops.pad2d(image, len(composed) // 2), composed)
    out = np.zeros(image.shape, dtype=bool)
    for place in np.ndindex(image.shape):
        out[place] = not np.isclose(twice[place], once[place])
    return out


def differs_negated(image, k1, k2):
    same = np.isclose(
        correlate2d(correlate2d(image, k1, "same"), k2, "same"),
        correlate2d(image, compose_exchanged(k1, k2), "same"),
    )
    return same == False  # noqa: E712 (as learners write it)


COMPOSE = [
    compose_scipy,
    compose_padded,
    compose_impulse,
    compose_fft,
    compose_shifted_pads,
    compose_elements,
    compose_rows,
    compose_exchanged,
    compose_by_probing,
]
RIGHT = {
    "relu": [
        relu_where,
        relu_masked,
        relu_by_half,
        relu_loop,
        relu_clip,
        relu_times,
        relu_vectorized,
        relu_flat,
        relu_by_row,
    ],
    "max_pool2d": [
        pool_windows,
        pool_ops,
        pool_loops,
        pool_filter,
        pool_shifts,
        pool_lists,
        pool_axis_by_axis,
        pool_sorted,
        pool_minus_infinity,
    ],
    "receptive_field": [
        field_backwards,
        field_by_places,
        field_shapes,
        field_recursive,
        field_sum,
        field_sum_of_products,
        field_first_and_last,
        field_as_float,
        field_by_ramp,
        field_zero_dimensional,
    ],
    "compose_kernels": COMPOSE,
    "tiny_cnn_forward": [
        network_ops,
        network_pool_first,
        network_einsum,
        network_batched,
        network_loops,
        network_reshaped_pool,
        network_transposed,
        network_columns,
        network_relu_twice,
    ],
    "border_difference": [
        *(differs(compose) for compose in COMPOSE),
        differs_in_truth_values,
        differs_beyond_tolerance,
        differs_by_rounding,
        differs_by_loop,
        differs_negated,
    ],
}


def pooled(count, value):
    """Return a pooling with three loops: count(side, k, s) windows, value(window) of each."""

    def answer(x, k, s):
        out = np.zeros((x.shape[0], count(x.shape[1], k, s), count(x.shape[2], k, s)))
        for c in range(out.shape[0]):
            for i in range(out.shape[1]):
                for j in range(out.shape[2]):
                    out[c, i, j] = value(x[c, i * s : i * s + k, j * s : j * s + k])
        return out

    return answer


def full_windows(n, k, s):
    return int((n - k) / s) + 1


def pooled_over_channels(x, k, s):
    rows, columns = full_windows(x.shape[1], k, s), full_windows(x.shape[2], k, s)
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            out[i, j] = np.max(x[:, s * i : s * i + k, s * j : s * j + k])
    return out


def pooled_at_pixels(x, k, s):
    _, H, W = x.shape
    out = np.zeros((len(x), (H - k) // s + 1, (W - k) // s + 1))
    for c in range(len(x)):
        for i in range(0, H - k + 1, s):
            for j in range(0, W - k + 1, s):
                out[c, i, j] = x[c, i : i + k, j : j + k].max()
    return out


def relu_of_rows(x):
    out = x.copy()
    for i in range(len(out)):
        if out[i] < 0:
            out[i] = 0
    return out


def returns_in_loop(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        size = size + (k - 1) * d * jump
        jump = jump * s
        return size
    return None


def gaps_alone(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        size, jump = size + (k - 1) * (d - 1) * jump, jump * s
    return size


def stretched_afterwards(layers):
    size = 1
    for k, _, d in layers:
        size += (k - 1) * d
    for _, s, _ in layers:
        size *= s
    return size


def relu_first(x, params):
    x = ops.conv2d(np.maximum(x, 0), params["conv_w"], params["conv_b"])
    return params["dense_w"] @ ops.max_pool2d(x, 2).flatten() + params["dense_b"]


def features_only(x, params):
    x = ops.relu(ops.conv2d(x, params["conv_w"], params["conv_b"]))
    return ops.max_pool2d(x, 2).flatten()


def copies_cut(k1, k2):
    out = np.zeros_like(k1)
    for i in range(k2.shape[0]):
        for j in range(k2.shape[1]):
            out[i : i + len(k1), j : j + k1.shape[1]] += k1 * k2[i, j]
    return out


WRONG = {
    "relu": {
        "array-taken-for-number": lambda x: x if x > 0 else 0,
        "axes-counted": relu_of_rows,
    },
    "max_pool2d": {
        "side-over-window": pooled(lambda n, k, s: n // k, np.max),
        "plus-one-inside": pooled(lambda n, k, s: (n - k + 1) // s, np.max),
        "argmax": pooled(full_windows, np.argmax),
        "channels-mixed": pooled_over_channels,
        "pixel-for-number": pooled_at_pixels,
    },
    "compose_kernels": {
        "joined-elementwise": np.multiply,
        "padded-too-little": lambda k1, k2: correlate2d(k1, k2, mode="valid"),
        "result-too-small": copies_cut,
    },
    "tiny_cnn_forward": {"relu-before": relu_first, "dense-forgotten": features_only},
    "border_difference": {
        "padded-by-other-widths": lambda image, k1, k2: (
            convolve2d(np.pad(image, 2), compose_scipy(k1, k2), "valid")
            != convolve2d(np.pad(image, 1), compose_scipy(k1, k2), "valid")
        ),
        "difference-returned": lambda image, k1, k2: np.abs(
            convolve2d(convolve2d(image, k1[::-1, ::-1], "same"), k2[::-1, ::-1], "same")
            - convolve2d(image, compose_scipy(k1, k2)[::-1, ::-1], "same")
        ),
    },
    "receptive_field": {
        "span-miscounted": gaps_alone,
        "first-layer-only": returns_in_loop,
        "strides-at-the-end": stretched_afterwards,
        "strides-added": lambda layers: (
            1
            + sum(
                d * (k - 1) * (1 + sum(s for _, s, _ in layers[:i]))
                for i, (k, _, d) in enumerate(layers)
            )
        ),
    },
}
