"""Unit 2: answers that the checks have to accept."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convedu import ops
from convedu.checks import unit2


def split_indexed(image):
    return tuple(image[..., c] for c in range(image.shape[-1]))


def split_moved(image):
    return np.moveaxis(image, -1, 0)


def split_transposed(image):
    return image.transpose(2, 0, 1).copy()


def split_nested(image):
    H, W, C = image.shape
    return [[[image[i, j, c] for j in range(W)] for i in range(H)] for c in range(C)]


def split_dsplit(image):
    return [plane[:, :, 0] for plane in np.dsplit(image, image.shape[2])]


def split_collected(image):
    planes = []
    for c in range(image.shape[-1]):
        planes.append(image[..., c].copy())
    return planes


def split_einsum(image):
    return np.einsum("hwc->chw", image)


def conv_naive(x, w, b):
    F, C, kH, kW = w.shape
    out = np.empty((F, x.shape[1] - kH + 1, x.shape[2] - kW + 1))
    for f, i, j in np.ndindex(*out.shape):
        total = b[f]
        for c, u, v in np.ndindex(C, kH, kW):
            total += x[c, i + u, j + v] * w[f, c, u, v]
        out[f, i, j] = total
    return out


def conv_by_plane(x, w, b):
    return np.stack([
        sum(ops.correlate2d(plane, kernel) for plane, kernel in zip(x, f, strict=True)) + bias
        for f, bias in zip(w, b, strict=True)
    ])  # fmt: skip


def conv_im2col(x, w, b):
    windows = sliding_window_view(x, w.shape[1:])[0]
    columns = windows.reshape(-1, w[0].size)
    out = columns @ w.reshape(len(w), -1).T + b
    return out.T.reshape(len(w), *windows.shape[:2])


def conv_shifted_float32(x, w, b):
    x, w = x.astype(np.float32), w.astype(np.float32)
    (F, _, kH, kW), (_, H, W) = w.shape, x.shape
    out = np.zeros((F, H - kH + 1, W - kW + 1), np.float32)
    for u, v in np.ndindex(kH, kW):
        part = x[:, u : u + out.shape[1], v : v + out.shape[2]]
        out += np.tensordot(w[:, :, u, v], part, 1)
    return out + b[:, None, None].astype(np.float32)


def conv_fft(x, w, b):
    shape = [n + k - 1 for n, k in zip(x.shape[1:], w.shape[2:], strict=True)]
    spectrum = np.fft.rfft2(x, shape) * np.fft.rfft2(w[..., ::-1, ::-1], shape)
    full = np.fft.irfft2(spectrum.sum(axis=1), shape)
    return full[:, w.shape[2] - 1 : x.shape[1], w.shape[3] - 1 : x.shape[2]] + b[:, None, None]


def conv_tensordot(x, w, b):
    windows = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.tensordot(w, windows, axes=([1, 2, 3], [0, 3, 4])) + b.reshape(-1, 1, 1)


def conv_bias_first(x, w, b):
    out = np.ones((len(w), x.shape[1] - w.shape[2] + 1, x.shape[2] - w.shape[3] + 1))
    out *= b[:, None, None]
    for f, c in np.ndindex(w.shape[:2]):
        out[f] += ops.correlate2d(x[c], w[f, c])
    return out


def shape_of_floats(in_shape, w_shape):
    class DepthError(ValueError):
        pass

    C, H, W = in_shape
    F, depth, kH, kW = w_shape
    if depth != C:
        raise DepthError(f"{C} channels came, {depth} were expected")
    return float(F), (H - kH) / 1 + 1, np.array(W - kW + 1)


def shape_by_hand(in_shape, w_shape):
    if in_shape[0] != w_shape[1]:
        raise ValueError("channels differ")
    return (w_shape[0], in_shape[1] - w_shape[2] + 1, in_shape[2] - w_shape[3] + 1)


def shape_as_list(in_shape, w_shape):
    if w_shape[1] - in_shape[0]:
        raise ValueError
    return [w_shape[0], *(n - k + 1 for n, k in zip(in_shape[1:], w_shape[2:], strict=True))]


def shape_by_trial(in_shape, w_shape):
    return ops.conv2d(np.zeros(in_shape), np.zeros(w_shape)).shape


def shape_as_array(in_shape, w_shape):
    (channels, *sides), (filters, depth, *kernel) = in_shape, w_shape
    if channels != depth:
        raise ValueError(f"{channels} channels, filters of depth {depth}")
    return np.array([filters, *(np.array(sides) - kernel + 1)])


def gray_loops(image):
    _, H, W = image.shape
    out = np.zeros((1, H, W))
    for c, weight in enumerate([0.299, 0.587, 0.114]):
        out[0] += weight * image[c]
    return out


def gray_average(image):
    return np.average(image, axis=0, weights=[0.299, 0.587, 0.114]).reshape(1, *image.shape[1:])


def gray_dot(image):
    return np.tensordot([[0.299, 0.587, 0.114]], image, 1)


def gray_written_out(image):
    red, green, blue = image
    return (0.299 * red + 0.587 * green + 0.114 * blue)[None]


def gray_layer(image):
    return ops.conv2d(image, np.array([[[[0.299]], [[0.587]], [[0.114]]]]))


def gray_einsum(image):
    return np.einsum("fc,chw->fhw", np.array([[0.299, 0.587, 0.114]]), image)


def gray_float32(image):
    weights = np.float32([0.299, 0.587, 0.114]).reshape(3, 1, 1)
    return (image.astype(np.float32) * weights).sum(axis=0, keepdims=True)


CONV = [
    conv_naive,
    conv_by_plane,
    conv_im2col,
    conv_shifted_float32,
    conv_fft,
    conv_tensordot,
    conv_bias_first,
]
RIGHT = {
    "split_channels": [
        split_indexed,
        split_moved,
        split_transposed,
        split_nested,
        split_dsplit,
        split_collected,
        split_einsum,
    ],
    "conv_multi": [*CONV, unit2.conv_windows.reference],
    "conv_windows": [*CONV, unit2.conv_multi.reference],
    "output_shape": [
        shape_by_hand,
        shape_as_list,
        shape_by_trial,
        shape_as_array,
        shape_of_floats,
    ],
    "rgb_to_gray_as_conv": [
        gray_dot,
        gray_written_out,
        gray_layer,
        gray_einsum,
        gray_float32,
        gray_loops,
        gray_average,
    ],
}


def layer_of(value):
    """Return a layer with three loops that puts value(window, w, b, f) at each place."""

    def answer(x, w, b):
        F, _, kH, kW = w.shape
        out = np.zeros((F, x.shape[1] - kH + 1, x.shape[2] - kW + 1))
        for f in range(F):
            for i in range(out.shape[1]):
                for j in range(out.shape[2]):
                    out[f, i, j] = value(x[:, i : i + kH, j : j + kW], w, b, f)
        return out

    return answer


def mean_in_uint8(image):
    red, green, blue = image
    return np.expand_dims((red + green + blue) / 3, 0)


WRONG = {
    "split_channels": {
        "other-axis-taken": lambda image: (image[0], image[1], image[2]),
        "rows-counted": lambda image: np.array([image[..., c] for c in range(image.shape[0])]),
    },
    "conv_multi": {
        "filters-not-indexed": layer_of(lambda window, w, b, f: np.sum(window * w[f]) + b),
        "all-filters-at-once": layer_of(lambda window, w, b, f: np.sum(window * w) + b[f]),
        "matrix-product": layer_of(lambda window, w, b, f: np.matmul(window, w[f]).sum() + b[f]),
        "always-three": lambda x, w, b: np.array(
            [sum(ops.correlate2d(x[c], w[f, c]) for c in range(3)) + b[f] for f in range(len(w))]
        ),
        "first-filter-only": lambda x, w, b: conv_naive(x, w, b)[0],
    },
    "rgb_to_gray_as_conv": {
        "sum-wraps": mean_in_uint8,
        "integers-kept": lambda image: gray_written_out(image).astype(image.dtype),
        "other-axis-taken": lambda i: 0.299 * i[..., 0] + 0.587 * i[..., 1] + 0.114 * i[..., 2],
    },
}
