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


def divmod_size(n, k, s=1, p=0, d=1):
    steps, _ = divmod(n + 2 * p - (k + (k - 1) * (d - 1)), s)
    return steps + 1


def float_size(n, k, s=1, p=0, d=1):
    return np.floor((n + 2 * p - d * (k - 1) - 1) / s) + 1


def listed_size(n, k, s=1, p=0, d=1):
    return len([i for i in range(-p, n + p, s) if i + d * (k - 1) <= n + p - 1])


def negated_size(n, k, s=1, p=0, d=1):
    return -(-(n + 2 * p - d * (k - 1)) // s)


def truncated_size(n, k, s=1, p=0, d=1):
    return int((n + 2 * p - d * (k - 1) - 1) / s + 1)


def appended_1d(x, w, s):
    i, out = 0, []
    while i + len(w) <= len(x):
        out += [float(x[i : i + len(w)] @ w)]
        i += s
    return np.asarray(out)


def matrix_1d(x, w, s):
    rows = len(range(0, len(x) - len(w) + 1, s))
    matrix = np.zeros((rows, len(x)))
    for row in range(rows):
        matrix[row, row * s : row * s + len(w)] = w
    return matrix @ x


def weights_1d(x, w, s):
    size = (len(x) - len(w)) // s + 1
    return sum(w[j] * x[j : j + (size - 1) * s + 1 : s] for j in range(len(w)))


def zipped_1d(x, w, s):
    return np.array([
        sum(a * b for a, b in zip(x[i:], w, strict=False)) for i in range(len(x) - len(w) + 1)
    ][::s])  # fmt: skip


def fft_1d(x, w, s):
    whole = np.fft.irfft(np.fft.rfft(x, 64) * np.fft.rfft(w[::-1], 64), 64)
    return whole[len(w) - 1 : len(x)][::s]


def weights_2d(image, kernel, stride):
    (H, W), (kH, kW), (sh, sw) = image.shape, kernel.shape, stride
    out = 0.0
    for u in range(kH):
        for v in range(kW):
            out = out + kernel[u, v] * image[u : H - kH + u + 1 : sh, v : W - kW + v + 1 : sw]
    return out


def indices_2d(image, kernel, stride):
    rows = np.arange(0, image.shape[0] - kernel.shape[0] + 1, stride[0])
    columns = np.arange(0, image.shape[1] - kernel.shape[1] + 1, stride[1])
    u, v = np.indices(kernel.shape)
    parts = image[rows[:, None, None, None] + u, columns[None, :, None, None] + v]
    return np.sum(parts * kernel, axis=(-2, -1))


def four_loops_2d(image, kernel, stride):
    a, b = kernel.shape
    size = [1 + (n - k) // s for n, k, s in zip(image.shape, kernel.shape, stride, strict=True)]
    out = np.zeros(size)
    for y in range(size[0]):
        for x in range(size[1]):
            for u in range(a):
                for v in range(b):
                    out[y][x] += image[y * stride[0] + u][x * stride[1] + v] * kernel[u][v]
    return out


def turned_2d(image, kernel, stride):
    return ops.convolve2d(image, np.rot90(kernel, 2))[:: stride[0], :: stride[1]]


def tensordot_2d(image, kernel, stride):
    return np.tensordot(sliding_window_view(image, kernel.shape), kernel)[
        slice(None, None, stride[0]), slice(None, None, stride[1])
    ]


def counted_up_lost(n, k, s, p):
    counts = [0] * n
    start = -p
    while start + k <= n + p:
        for cell in range(max(start, 0), min(start + k, n)):
            counts[cell] += 1
        start += s
    return [cell for cell, count in enumerate(counts) if not count]


def any_lost(n, k, s, p):
    windows = counted_size(n, k, s, p)
    return [c for c in range(n) if not any(0 <= c + p - i * s < k for i in range(windows))]


def removed_lost(n, k, s, p):
    cells = list(range(n))
    for i in range(floored_size(n, k, s, p)):
        for j in range(k):
            if i * s + j - p in cells:
                cells.remove(i * s + j - p)
    return cells


def masked_lost(n, k, s, p):
    tape = np.pad(np.arange(n), p, constant_values=-1)
    keep = set(tape[[i + j for i in range(0, len(tape) - k + 1, s) for j in range(k)]].tolist())
    return sorted(set(range(n)).difference(keep))


def difference_lost(n, k, s, p):
    starts = np.arange(0, n + 2 * p - k + 1, s)
    return np.setdiff1d(np.arange(n), (starts[:, None] + np.arange(k)).ravel() - p)


def stacked_ways(x, w, s):
    return np.vstack((appended_1d(x, w, s), zipped_1d(x, w, 1)[::s]))


def filled_ways(x, w, s):
    out = np.empty((2, divmod_size(len(x), len(w), s)))
    out[0] = weights_1d(x, w, s)
    out[1] = weights_1d(x, w, 1)[[i * s for i in range(out.shape[1])]]
    return out


def repeated_ways(x, w, s):
    return np.tile(np.correlate(x, w, "valid")[::s], (2, 1))


def alias_by_lists(image, kernel, s):
    y = turned_2d(image, kernel, (1, 1)).tolist()
    means = []
    for i in range(s):
        for j in range(s):
            kept = [value for row in y[i::s] for value in row[j::s]]
            means.append(sum(kept) / len(kept))
    means.sort()
    return means[-1] - means[0]


def alias_array(image, kernel, s):
    y = tensordot_2d(image, kernel, (1, 1))
    means = np.zeros((s, s))
    for i, j in np.ndindex(s, s):
        means[i, j] = np.average(y[i::s, j::s])
    return np.array(means.max() - means.min())


def alias_rolled(image, kernel, s):
    means = {
        (i, j): weights_2d(image[i:], kernel, (s, 1))[:, j::s].mean()
        for i in range(s)
        for j in range(s)
    }
    return abs(min(means.values()) - max(means.values()))


def alias_pairs(image, kernel, s):
    y = four_loops_2d(image, kernel, (1, 1))
    means = [y[i::s, j::s].mean() for i in range(s) for j in range(s)]
    return max(a - b for a in means for b in means)


def alias_masked(image, kernel, s):
    y = indices_2d(image, kernel, (1, 1))
    rows, columns = np.indices(y.shape)
    means = [y[(rows % s == i) & (columns % s == j)].mean() for i in range(s) for j in range(s)]
    return np.float32(max(means)) - np.float32(min(means))


RIGHT = {
    "out_size": [
        counted_size,
        floored_size,
        looked_up_size,
        stepped_size,
        divmod_size,
        float_size,
        listed_size,
        negated_size,
        truncated_size,
    ],
    "conv1d_stride": [
        loops_1d,
        windows_1d,
        sliced_1d,
        float32_1d,
        layer_1d,
        appended_1d,
        matrix_1d,
        weights_1d,
        zipped_1d,
        fft_1d,
    ],
    "conv2d_stride": [
        loops_2d,
        windows_2d,
        sliced_2d,
        layer_2d,
        im2col_2d,
        weights_2d,
        indices_2d,
        four_loops_2d,
        turned_2d,
        tensordot_2d,
    ],
    "lost_pixels": [
        counted_lost,
        ticked_lost,
        modulo_lost,
        slid_lost,
        counted_up_lost,
        any_lost,
        removed_lost,
        masked_lost,
        difference_lost,
    ],
    "both_ways": [
        pair_of(loops_1d),
        pair_of(windows_1d),
        pair_of(float32_1d),
        as_lists,
        pair_of(fft_1d),
        pair_of(weights_1d),
        stacked_ways,
        filled_ways,
        repeated_ways,
    ],
    "alias": [
        alias_ptp,
        alias_sums,
        alias_strided,
        alias_loops,
        alias_by_lists,
        alias_array,
        alias_rolled,
        alias_pairs,
        alias_masked,
    ],
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
        "one-axis-subsampled": means_of(lambda blurred, s: [blurred[i::s] for i in range(s)]),
        "corner-for-steps": means_of(
            lambda blurred, s: [blurred[i:s, j:s] for i in range(s) for j in range(s)]
        ),
        "starts-miscounted": means_of(
            lambda blurred, s: [blurred[i::s, j::s] for i in (0, 1) for j in (0, 1)]
        ),
        "flipped-kernel": lambda image, kernel, s: alias_loops(image, np.rot90(kernel, 2), s),
    },
    "both_ways": {
        "not-equally-long": lambda x, w, s: np.array([loops_1d(x, w, s), loops_1d(x, w, 1)]),
    },
    "lost_pixels": {
        "not-in-order": lambda n, k, s, p: set(ticked_lost(n, k, s, p)),
        "numbered-with-padding": lambda n, k, s, p: [p + i for i in ticked_lost(n, k, s, p)],
    },
    "conv2d_stride": {
        "kernel-forgotten": strided_2d(
            lambda n, k, s: n // s, lambda i, k, s: i * s + k, lambda a, b: (a * b).sum()
        ),
        "plus-one-inside": strided_2d(
            lambda n, k, s: (n - k + 1) // s, lambda i, k, s: i * s + k, lambda a, b: np.sum(a * b)
        ),
        "stride-for-kernel": strided_2d(fits, lambda i, k, s: i + k, lambda a, b: np.sum(a * b)),
        "matrix-product": strided_2d(fits, lambda i, k, s: i * s + k, lambda a, b: (a @ b).sum()),
    },
    "conv1d_stride": {
        "kernel-forgotten": strided_1d(
            lambda n, k, s: n // s, lambda x, k, s, i: x[i * s : i * s + k]
        ),
        "plus-one-inside": strided_1d(
            lambda n, k, s: (n - k + 1) // s, lambda x, k, s, i: x[i * s : i * s + k]
        ),
        "stride-for-kernel": strided_1d(fits, lambda x, k, s, i: x[i * s : i + k]),
        "input-subsampled-first": lambda x, w, s: np.correlate(x[::s], w, "valid"),
        "last-start-left-out": lambda x, w, s: np.array(
            [np.dot(x[i : i + len(w)], w) for i in range(0, len(x) - len(w), s)]
        ),
    },
    "out_size": {
        "padding-and-dilation-forgotten": lambda n, k, s=1, p=0, d=1: len(range(0, n - k + 1, s)),
        "one-too-many": lambda n, k, s=1, p=0, d=1: 1 + (n + 2 * p - (k - 1) * d) // s,
        "not-rounded-down": lambda n, k, s=1, p=0, d=1: (
            round((n + 2 * p - d * (k - 1) - 1) / s) + 1
        ),
    },
}
