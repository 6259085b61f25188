"""Unit 8: answers that the checks have to accept."""

import itertools

import numpy as np

# ---- conv1x1


def loops(x, w):
    out = np.zeros((len(w), *x.shape[1:]))
    for o, c in np.ndindex(w.shape):
        out[o] += w[o, c] * x[c]
    return out


def pixel_by_pixel(x, w):
    out = np.empty((len(w), *x.shape[1:]))
    for i, j in np.ndindex(x.shape[1:]):
        out[:, i, j] = w @ x[:, i, j]
    return out


def flattened(x, w):
    return (w @ x.reshape(len(x), -1)).reshape(-1, *x.shape[1:])


def einsum(x, w):
    return np.einsum("oc,cij->oij", w, x)


def tensordot(x, w):
    return np.tensordot(w, x, axes=1)


def channels_last_inside(x, w):
    return np.moveaxis(np.moveaxis(x, 0, -1) @ w.T, -1, 0)


def float32(x, w):
    return einsum(x.astype(np.float32), w.astype(np.float32))


def layer(x, w):
    from convedu import ops

    return ops.conv2d(x, w[:, :, np.newaxis, np.newaxis])


# ---- fold_1x1_into_3x3


def fold_loops(w3, b3, w1, b1):
    weight = np.zeros((len(w1), *w3.shape[1:]))
    bias = b1.copy()
    for o, m in np.ndindex(w1.shape):
        weight[o] += w1[o, m] * w3[m]
        bias[o] += w1[o, m] * b3[m]
    return weight, bias


def fold_matrix(w3, b3, w1, b1):
    middle, *rest = w3.shape
    return (w1 @ w3.reshape(middle, -1)).reshape(-1, *rest), w1 @ b3 + b1


def fold_tensordot(w3, b3, w1, b1):
    return np.tensordot(w1, w3, 1), b1 + np.dot(w1, b3)


def fold_list(w3, b3, w1, b1):
    return [np.einsum("om,mcuv->ocuv", w1, w3), np.einsum("om,m->o", w1, b3) + b1]


def fold_by_probing(w3, b3, w1, b1):
    """Feed an impulse for each weight through both layers and read the answer off."""
    weight = np.zeros((len(w1), *w3.shape[1:]))
    for c, i, j in np.ndindex(w3.shape[1:]):
        weight[:, c, i, j] = w1 @ (w3[:, c, i, j] + b3) + b1 - (w1 @ b3 + b1)
    return weight, w1 @ b3 + b1


# ---- bottleneck_params


def params_of_arrays(c, mid, k):
    shapes = (mid, c, 1, 1), (mid, mid, k, k), (c, mid, 1, 1)
    return sum(np.prod(shape) for shape in shapes)


def params_of_layers(c, mid, k):
    from convedu import layers

    widths = (c, mid, 1), (mid, mid, k), (mid, c, 1)
    return sum(layers.Conv2d(*three, bias=False).parameters for three in widths)


def params_counted(c, mid, k):
    total = 0
    for inputs, outputs, size in ((c, mid, 1), (mid, mid, k), (mid, c, 1)):
        total += inputs * outputs * size**2
    return total


# ---- best_mid


def price(c, mid):
    return 2 * c * mid + 9 * mid**2


def mid_searched(c, budget):
    return max(m for m in range(2000) if price(c, m) <= budget)


def mid_counted(c, budget):
    return next(m for m in itertools.count() if price(c, m + 1) > budget)


def mid_solved(c, budget):
    mid = int((-c + (c * c + 9 * budget) ** 0.5) / 9) + 1
    while price(c, mid) > budget:
        mid -= 1
    return mid


def mid_halved(c, budget):
    low, high = 0, budget + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if price(c, middle) <= budget else (low, middle)
    return low


# ---- pca_bottleneck


def centred(x):
    flat = x.reshape(len(x), -1)
    mean = flat.mean(axis=1, keepdims=True)
    return flat - mean, mean


def pca_eigh(x, mid):
    flat, mean = centred(x)
    directions = np.linalg.eigh(flat @ flat.T)[1][:, ::-1][:, :mid]
    return (directions @ directions.T @ flat + mean).reshape(x.shape)


def pca_low_rank(x, mid):
    flat, mean = centred(x)
    u, s, v = np.linalg.svd(flat, full_matrices=False)
    return ((u[:, :mid] * s[:mid]) @ v[:mid] + mean).reshape(x.shape)


def pca_einsum(x, mid):
    mean = x.mean(axis=(1, 2), keepdims=True)
    down = np.linalg.svd((x - mean).reshape(len(x), -1), full_matrices=False)[0][:, :mid].T
    middle = np.einsum("mc,cij->mij", down, x - mean)
    return np.einsum("mc,mij->cij", down, middle) + mean


def pca_as_layers(x, mid):
    flat, mean = centred(x)
    down = np.linalg.eigh(np.cov(flat))[1][:, -mid:].T
    bias_down, bias_up = -down @ mean, mean
    middle = down @ x.reshape(len(x), -1) + bias_down
    return (down.T @ middle + bias_up).reshape(x.shape)


# Written from the task texts alone.


def stacked(x, w):
    return np.stack(
        [sum(weight * plane for weight, plane in zip(row, x, strict=True)) for row in w]
    )


def along_channels(x, w):
    return np.apply_along_axis(lambda pixel: w @ pixel, 0, x)


def batched(x, w):
    return np.matmul(w, x.transpose(1, 0, 2)).transpose(1, 0, 2)


def multiplied_and_summed(x, w):
    return (w[:, :, None, None] * x[None]).sum(axis=1)


def fold_by_convolving(w3, b3, w1, b1):
    weight = np.array(
        [
            [
                [[(row * w3[:, c, i, j]).sum() for j in range(3)] for i in range(3)]
                for c in range(w3.shape[1])
            ]
            for row in w1
        ]
    )
    return weight, np.array([(row * b3).sum() + own for row, own in zip(w1, b1, strict=True)])


def fold_with_bias_column(w3, b3, w1, b1):
    columns = np.column_stack([w3.reshape(len(w3), -1), b3])
    both = w1 @ columns
    return both[:, :-1].reshape(len(w1), -1, 3, 3), both[:, -1] + b1


def params_in_floats(c, mid, k):
    return 2.0 * c * mid + np.square(float(k * mid))


def params_one_by_one(c, mid, k):
    count = 0
    for _ in range(mid):
        count += c + mid * k**2 + c
    return np.int64(count)


def mid_by_array(c, budget):
    mids = np.arange(1 + int(budget**0.5))
    return mids[2 * c * mids + 9 * mids**2 <= budget].max()


def mid_floored(c, budget):
    return np.floor((-c + np.sqrt(c * c + 9 * budget)) / 9)


def mid_by_steps(c, budget):
    mid, cost = 0, 0
    while cost <= budget:
        mid += 1
        cost += 2 * c + 9 * (2 * mid - 1)
    return mid - 1


def pca_by_pixels(x, mid):
    pixels = x.reshape(len(x), -1).T
    mean = pixels.mean(axis=0)
    rows = np.linalg.svd(pixels - mean)[2][:mid]
    return ((pixels - mean) @ rows.T @ rows + mean).T.reshape(x.shape)


def pca_by_eig(x, mid):
    flat = x.reshape(len(x), -1)
    mean = np.mean(flat, axis=1).reshape(-1, 1)
    values, vectors = np.linalg.eig(np.cov(flat))
    kept = vectors[:, np.argsort(-values)[:mid]]
    return np.dot(kept @ kept.T, flat - mean).reshape(*x.shape) + mean[:, :, None]


def pca_by_deflation(x, mid):
    flat, mean = centred(x)
    left, out = flat.copy(), np.zeros_like(flat)
    for _ in range(mid):
        direction = np.linalg.svd(left, full_matrices=False)[0][:, :1]
        part = direction @ (direction.T @ left)
        left, out = left - part, out + part
    return (out + mean).reshape(x.shape)


RIGHT = {
    "conv1x1": [
        loops,
        pixel_by_pixel,
        flattened,
        einsum,
        tensordot,
        channels_last_inside,
        float32,
        layer,
        stacked,
        along_channels,
        batched,
        multiplied_and_summed,
    ],
    "fold_1x1_into_3x3": [
        fold_loops,
        fold_matrix,
        fold_tensordot,
        fold_list,
        fold_by_probing,
        fold_by_convolving,
        fold_with_bias_column,
    ],
    "bottleneck_params": [
        params_of_arrays,
        params_of_layers,
        params_counted,
        lambda c, mid, k: mid * (2 * c + k * k * mid),
        params_in_floats,
        params_one_by_one,
    ],
    "best_mid": [
        mid_searched,
        mid_counted,
        mid_solved,
        mid_halved,
        mid_by_array,
        mid_floored,
        mid_by_steps,
    ],
    "pca_bottleneck": [
        pca_eigh,
        pca_low_rank,
        pca_einsum,
        pca_as_layers,
        pca_by_pixels,
        pca_by_eig,
        pca_by_deflation,
    ],
}
WRONG = {}
