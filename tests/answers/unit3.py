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


COMPOSE = [compose_scipy, compose_padded, compose_impulse, compose_fft]
RIGHT = {
    "relu": [relu_where, relu_masked, relu_by_half, relu_loop],
    "max_pool2d": [pool_windows, pool_ops, pool_loops, pool_filter],
    "receptive_field": [
        field_backwards,
        field_by_places,
        field_shapes,
        field_recursive,
        field_sum,
    ],
    "compose_kernels": COMPOSE,
    "tiny_cnn_forward": [network_ops, network_pool_first, network_einsum, network_batched],
    "border_difference": [differs(compose) for compose in COMPOSE],
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
        "one-axis-only": relu_of_rows,
    },
    "max_pool2d": {
        "side-over-window": pooled(lambda n, k, s: n // k, np.max),
        "plus-one-inside": pooled(lambda n, k, s: (n - k + 1) // s, np.max),
        "argmax": pooled(full_windows, np.argmax),
        "channels-mixed": pooled_over_channels,
        "pixel-for-number": pooled_at_pixels,
    },
    "compose_kernels": {
        "added": lambda k1, k2: k2 + k1,
        "elementwise-product": np.multiply,
        "without-padding": lambda k1, k2: correlate2d(k1, k2, mode="valid"),
        "result-too-small": copies_cut,
    },
    "tiny_cnn_forward": {"relu-before": relu_first, "dense-forgotten": features_only},
    "border_difference": {
        "two-sizes": lambda image, k1, k2: (
            convolve2d(np.pad(image, 2), compose_scipy(k1, k2), "valid")
            != convolve2d(np.pad(image, 1), compose_scipy(k1, k2), "valid")
        ),
        "difference-returned": lambda image, k1, k2: np.abs(
            convolve2d(convolve2d(image, k1[::-1, ::-1], "same"), k2[::-1, ::-1], "same")
            - convolve2d(image, compose_scipy(k1, k2)[::-1, ::-1], "same")
        ),
    },
    "receptive_field": {
        "gaps-only": gaps_alone,
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
