"""Unit 4: answers that the checks have to accept."""

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convedu import ops, shapes


def counted_size(n, k, s=1, p=0, d=1):
    return len(range(0, n + 2 * p - d * (k - 1), s))


def floored_size(n, k, s=1, p=0, d=1):
    return math.floor((n + 2 * p - d * (k - 1) - 1) / s + 1)


def looked_up_size(n, k, s=1, p=0, d=1):
    return shapes.output_size(n, k, stride=s, padding=p, dilation=d)


def stepped_size(n, k, s=1, p=0, d=1):
    size, start = 0, -p
    while start + d * (k - 1) < n + p:
        size, start = size + 1, start + s
    return np.int64(size)


def loops_1d(x, w, s):
    out = []
    for start in range(0, len(x) - len(w) + 1, s):
        total = 0.0
        for j, weight in enumerate(w):
            total += x[start + j] * weight
        out.append(total)
    return np.array(out)


def windows_1d(x, w, s):
    return sliding_window_view(x, len(w))[::s] @ w


def sliced_1d(x, w, s):
    return np.convolve(x, w[::-1], "valid")[::s]


def float32_1d(x, w, s):
    return np.correlate(x.astype(np.float32), w.astype(np.float32), "valid")[::s]


def layer_1d(x, w, s):
    return ops.conv2d(x[np.newaxis, np.newaxis], w[np.newaxis] * np.ones((1, 1, 1, 1)), stride=s)[
        0, 0
    ]


def loops_2d(image, kernel, stride):
    rows = range(0, image.shape[0] - kernel.shape[0] + 1, stride[0])
    columns = range(0, image.shape[1] - kernel.shape[1] + 1, stride[1])
    return np.array(
        [
            [
                (image[i : i + kernel.shape[0], j : j + kernel.shape[1]] * kernel).sum()
                for j in columns
            ]
            for i in rows
        ]
    )


def windows_2d(image, kernel, stride):
    windows = sliding_window_view(image, kernel.shape)[:: stride[0], :: stride[1]]
    return np.einsum("yxij,ij->yx", windows, kernel)


def sliced_2d(image, kernel, stride):
    return ops.correlate2d(image, kernel)[:: stride[0], :: stride[1]]


def layer_2d(image, kernel, stride):
    return ops.conv2d(image[np.newaxis], kernel[np.newaxis, np.newaxis], stride=stride)[0]


def im2col_2d(image, kernel, stride):
    windows = sliding_window_view(image, kernel.shape)[:: stride[0], :: stride[1]]
    flat = windows.reshape(-1, kernel.size).astype(np.float32) @ kernel.ravel().astype(np.float32)
    return flat.reshape(windows.shape[:2])


def counted_lost(n, k, s, p):
    return [i for i, c in enumerate(shapes.usage_counts(n, k, stride=s, padding=p)) if c == 0]


def ticked_lost(n, k, s, p):
    ticks = np.zeros(n + 2 * p, bool)
    for start in range(0, n + 2 * p - k + 1, s):
        ticks[start : start + k] = True
    return np.flatnonzero(~ticks[p : p + n])


def modulo_lost(n, k, s, p):
    last = (n + 2 * p - k) // s * s + k
    return [i - p for i in range(p, n + p) if i >= last or i % s >= k]


def slid_lost(n, k, s, p):
    cells = np.arange(-p, n + p)
    read = set(sliding_window_view(cells, k)[::s].ravel().tolist())
    return tuple(sorted(set(range(n)) - read))


def pair_of(function):
    return lambda x, w, s: np.stack([function(x, w, s), function(x, w, 1)[::s]])


def as_lists(x, w, s):
    return np.array([list(windows_1d(x, w, s)), list(windows_1d(x, w, 1))[::s]])


def alias_ptp(image, kernel, s):
    y = sliced_2d(image, kernel, (1, 1))
    return np.ptp([y[i::s, j::s].mean() for i, j in np.ndindex(s, s)])


def alias_sums(image, kernel, s):
    y = windows_2d(image, kernel, (1, 1))
    means = [y[i::s, j::s].sum() / y[i::s, j::s].size for j in range(s) for i in range(s)]
    return sorted(means)[-1] - sorted(means)[0]


def alias_strided(image, kernel, s):
    means = [loops_2d(image[i:, j:], kernel, (s, s)).mean() for i in range(s) for j in range(s)]
    return np.max(means) - np.min(means)


def alias_loops(image, kernel, s):
    low, high = math.inf, -math.inf
    for i in range(s):
        for j in range(s):
            mean = float(np.mean(im2col_2d(image[i:, j:], kernel, (s, s))))
            low, high = min(low, mean), max(high, mean)
    return high - low


RIGHT = {
    "out_size": [counted_size, floored_size, looked_up_size, stepped_size],
    "conv1d_stride": [loops_1d, windows_1d, sliced_1d, float32_1d, layer_1d],
    "conv2d_stride": [loops_2d, windows_2d, sliced_2d, layer_2d, im2col_2d],
    "lost_pixels": [counted_lost, ticked_lost, modulo_lost, slid_lost],
    "both_ways": [pair_of(loops_1d), pair_of(windows_1d), pair_of(float32_1d), as_lists],
    "alias": [alias_ptp, alias_sums, alias_strided, alias_loops],
}


def strided_1d(count, window):
    """Return an answer with count(n, k, s) outputs, each of window(x, k, s, i)."""

    def answer(x, w, s):
        out = np.zeros(count(len(x), len(w), s))
        for i in range(len(out)):
            out[i] = (window(x, len(w), s, i) * w).sum()
        return out

    return answer


def strided_2d(count, end, value):
    """Return an answer with count(n, k, s) outputs an axis; a window ends at end(i, k, s)."""

    def answer(image, kernel, stride):
        (H, W), (kH, kW), (sh, sw) = image.shape, kernel.shape, stride
        out = np.zeros((count(H, kH, sh), count(W, kW, sw)))
        for i in range(out.shape[0]):
            for j in range(out.shape[1]):
                window = image[i * sh : end(i, kH, sh), j * sw : end(j, kW, sw)]
                out[i, j] = value(window, kernel)
        return out

    return answer


def fits(n, k, s):
    return (n - k) // s + 1


def means_of(pictures):
    """Return the answer that compares the means of pictures(blurred, s)."""

    def answer(image, kernel, s):
        means = [
            picture.mean() for picture in pictures(np.array(loops_2d(image, kernel, (1, 1))), s)
        ]
        return max(means) - min(means)

    return answer


WRONG = {
    "alias": {
        "rows-subsampled-only": means_of(lambda blurred, s: [blurred[i::s] for i in range(s)]),
        "columns-subsampled-only": means_of(lambda blurred, s: [blurred.T[i::s] for i in range(s)]),
        "corner-for-steps": means_of(
            lambda blurred, s: [blurred[i:s, j:s] for i in range(s) for j in range(s)]
        ),
        "two-starts": means_of(
            lambda blurred, s: [blurred[i::s, j::s] for i in (0, 1) for j in (0, 1)]
        ),
        "flipped-kernel": lambda image, kernel, s: alias_loops(image, np.rot90(kernel, 2), s),
    },
    "both_ways": {
        "not-equally-long": lambda x, w, s: np.array([loops_1d(x, w, s), loops_1d(x, w, 1)]),
    },
    "lost_pixels": {
        "set-returned": lambda n, k, s, p: set(ticked_lost(n, k, s, p)),
        "numbered-with-padding": lambda n, k, s, p: [p + i for i in ticked_lost(n, k, s, p)],
    },
    "conv2d_stride": {
        "kernel-forgotten": strided_2d(
            lambda n, k, s: n // s, lambda i, k, s: i * s + k, lambda a, b: (a * b).sum()
        ),
        "plus-one-inside": strided_2d(
            lambda n, k, s: (n - k + 1) // s, lambda i, k, s: i * s + k, lambda a, b: np.sum(a * b)
        ),
        "stride-in-start-only": strided_2d(fits, lambda i, k, s: i + k, lambda a, b: np.sum(a * b)),
        "matrix-product": strided_2d(fits, lambda i, k, s: i * s + k, lambda a, b: (a @ b).sum()),
    },
    "conv1d_stride": {
        "kernel-forgotten": strided_1d(
            lambda n, k, s: n // s, lambda x, k, s, i: x[i * s : i * s + k]
        ),
        "plus-one-inside": strided_1d(
            lambda n, k, s: (n - k + 1) // s, lambda x, k, s, i: x[i * s : i * s + k]
        ),
        "stride-in-start-only": strided_1d(fits, lambda x, k, s, i: x[i * s : i + k]),
        "input-subsampled-first": lambda x, w, s: np.correlate(x[::s], w, "valid"),
        "last-start-left-out": lambda x, w, s: np.array(
            [np.dot(x[i : i + len(w)], w) for i in range(0, len(x) - len(w), s)]
        ),
    },
    "out_size": {
        "padding-and-dilation-forgotten": lambda n, k, s=1, p=0, d=1: len(range(0, n - k + 1, s)),
        "one-too-many": lambda n, k, s=1, p=0, d=1: 1 + (n + 2 * p - (k - 1) * d) // s,
        "rounded": lambda n, k, s=1, p=0, d=1: round((n + 2 * p - d * (k - 1) - 1) / s) + 1,
    },
}
