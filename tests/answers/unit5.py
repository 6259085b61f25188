"""Unit 5: answers that the checks have to accept."""

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convedu import ops, shapes

NUMPY = {"zero": "constant", "edge": "edge", "reflect": "reflect", "wrap": "wrap"}


def numpy_pad(x, p, mode):
    return np.pad(x, p, NUMPY[mode])


def ops_pad(x, p, mode):
    return ops.pad2d(x, p, mode)


def loops_pad(x, p, mode):
    (H, W) = x.shape
    out = np.zeros((H + 2 * p, W + 2 * p), x.dtype)

    def source(i, n):
        if mode == "edge":
            return min(max(i, 0), n - 1)
        if mode == "wrap":
            return i % n
        return -i if i < 0 else 2 * (n - 1) - i if i >= n else i

    for i in range(-p, H + p):
        for j in range(-p, W + p):
            if mode == "zero" and not (0 <= i < H and 0 <= j < W):
                continue
            out[i + p, j + p] = x[source(i, H), source(j, W)]
    return out


def joined_pad(x, p, mode):
    def rows(a):
        if p == 0:
            return a.copy()
        if mode == "zero":
            blank = np.zeros((p, a.shape[1]))
            return np.concatenate([blank, a, blank])
        if mode == "edge":
            return np.concatenate([a[:1]] * p + [a] + [a[-1:]] * p)
        if mode == "wrap":
            return np.concatenate([a[-p:], a, a[:p]])
        return np.concatenate([a[1 : p + 1][::-1], a, a[-p - 1 : -1][::-1]])

    return rows(rows(x.astype(np.float32)).T).T


def looked_up_same(n, k, s, style):
    return shapes.same_padding(n, k, s, style=style)


def ceil_same(n, k, s, style):
    if style == "symmetric":
        if k % 2 == 0:
            raise ValueError("even")
        return [k // 2, k // 2]
    total = max(0, (math.ceil(n / s) - 1) * s + k - n)
    return [total // 2, math.ceil(total / 2)]


def modulo_same(n, k, s, style):
    if style == "symmetric" and k % 2 == 0:
        raise ValueError("even")
    total = k - 1 if style == "symmetric" else max(k - s if n % s == 0 else k - n % s, 0)
    return np.array([total // 2, total - total // 2])


def searched_same(n, k, s, style):
    if style == "symmetric":
        for p in range(k):
            if n + 2 * p - k + 1 == n:
                return p, p
        raise ValueError("none")
    total = 0
    while n + total < k or (n + total - k) // s + 1 < -(-n // s):
        total += 1
    return total // 2, total - total // 2


def looked_up_counts(n, k, p, s):
    return shapes.usage_counts(n, k, stride=s, padding=p)


def added_counts(n, k, p, s):
    counts = np.zeros(n + 2 * p, int)
    for start in range(0, n + 2 * p - k + 1, s):
        counts[start : start + k] += 1
    return counts[p : p + n]


def asked_counts(n, k, p, s):
    starts = range(-p, n + p - k + 1, s)
    return [sum(start <= cell < start + k for start in starts) for cell in range(n)]


def slid_counts(n, k, p, s):
    read = sliding_window_view(np.arange(-p, n + p), k)[::s].ravel()
    return np.bincount(read[(read >= 0) & (read < n)], minlength=n).astype(float)


def means(blur):
    def ratio(image, mode):
        y = blur(image, mode)
        border = np.ones(y.shape, bool)
        border[1:-1, 1:-1] = False
        return y[border].mean() / y[~border].mean()

    return ratio


def windows_blur(image, mode):
    return sliding_window_view(np.pad(image, 1, NUMPY[mode]), (3, 3)).mean(axis=(2, 3))


def layer_blur(image, mode):
    padded = ops.pad2d(image, 1, mode)[np.newaxis]
    return ops.conv2d(padded, np.full((1, 1, 3, 3), 1 / 9))[0]


def shifted_blur(image, mode):
    x = loops_pad(image, 1, mode)
    H, W = image.shape
    return sum(x[i : i + H, j : j + W] for i in range(3) for j in range(3)) / 9


def float32_blur(image, mode):
    return windows_blur(image.astype(np.float32), mode)


def geometric_distance(image):
    rows, columns = np.indices(image.shape)
    near = np.minimum(rows, image.shape[0] - 1 - rows)
    return np.minimum(np.minimum(near, np.minimum(columns, image.shape[1] - 1 - columns)), 3)


def counted_distance(image):
    results = [image]
    for _ in range(3):
        results.append(ops.conv2d(results[-1][np.newaxis], np.ones((1, 1, 3, 3)) / 9, padding=1)[0])
    return (np.abs(np.array(results[1:]) - image) < 1e-9).sum(axis=0)


def summed_distance(image):
    x = np.ones(image.shape, np.float32)
    out = np.zeros(image.shape)
    for _ in range(3):
        x = (windows_blur(x, "zero") > 0.999).astype(np.float32)
        out += x
    return out


def peeled_distance(image):
    out = np.zeros(image.shape)
    for depth in (1, 2, 3):
        out[depth:-depth, depth:-depth] += 1
    return out


RIGHT = {
    "pad2d": [numpy_pad, ops_pad, loops_pad, joined_pad],
    "same_padding": [looked_up_same, ceil_same, modulo_same, searched_same],
    "usage_counts": [looked_up_counts, added_counts, asked_counts, slid_counts],
    "border_ratio": [means(b) for b in (windows_blur, layer_blur, shifted_blur, float32_blur)],
    "border_distance": [geometric_distance, counted_distance, summed_distance, peeled_distance],
}
WRONG = {}
