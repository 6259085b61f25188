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


def taken_pad(x, p, mode):
    if mode == "zero":
        return np.block(
            [
                [np.zeros((p, p)), np.zeros((p, x.shape[1])), np.zeros((p, p))],
                [np.zeros((x.shape[0], p)), x, np.zeros((x.shape[0], p))],
                [np.zeros((p, p)), np.zeros((p, x.shape[1])), np.zeros((p, p))],
            ]
        )
    for axis, n in enumerate(x.shape):
        i = np.arange(-p, n + p)
        if mode == "reflect":
            i = np.where(i < 0, -i, np.where(i >= n, 2 * n - 2 - i, i))
        x = np.take(x, i, axis, mode="clip" if mode == "edge" else "wrap")
    return x


def tiled_pad(x, p, mode):
    H, W = x.shape
    if mode == "wrap":
        return np.tile(x, (3, 3))[H - p : 2 * H + p, W - p : 2 * W + p]
    if mode == "reflect":
        ring = np.concatenate([x, x[-2:0:-1]])
        ring = np.concatenate([ring, ring[:, -2:0:-1]], axis=1)
        return ring[np.ix_(np.arange(-p, H + p) % len(ring), np.arange(-p, W + p) % ring.shape[1])]
    return np.pad(x, p, NUMPY[mode])


def listed_pad(x, p, mode):
    H, W = x.shape

    def pixel(i, j):
        if mode == "zero":
            return x[i, j] if 0 <= i < H and 0 <= j < W else 0
        if mode == "edge":
            return x[max(0, min(i, H - 1)), max(0, min(j, W - 1))]
        if mode == "wrap":
            return x[i % H, j % W]
        i, j = abs(i), abs(j)
        return x[i if i < H else 2 * (H - 1) - i, j if j < W else 2 * (W - 1) - j]

    return np.array([[pixel(i, j) for j in range(-p, W + p)] for i in range(-p, H + p)])


def filled_pad(x, p, mode):
    H, W = x.shape
    out = np.zeros((H + 2 * p, W + 2 * p))
    out[p : p + H, p : p + W] = x
    if mode == "zero":
        return out
    for n, rows in ((H, out), (W, out.T)):
        for d in range(1, p + 1):
            before = {"edge": 0, "reflect": d, "wrap": n - d}[mode]
            after = {"edge": n - 1, "reflect": n - 1 - d, "wrap": d - 1}[mode]
            rows[p - d], rows[p + n - 1 + d] = rows[p + before], rows[p + after]
    return out


def looked_up_pad(x, p, mode):
    if mode == "zero":
        return np.pad(x, [(p, p), (p, p)], constant_values=0.0)
    i, j = (np.pad(np.arange(n), p, mode) for n in x.shape)
    return x[i[:, None], j]


class EvenKernelError(ValueError):
    pass


def own_error_same(n, k, s, style):
    if style == "symmetric":
        if not k & 1:
            raise EvenKernelError(k)
        return k // 2, k // 2
    missing = max(0, s * (-(-n // s) - 1) + k - n)
    return missing // 2, (missing + 1) // 2


def divided_same(n, k, s, style):
    if style == "symmetric":
        half, odd = divmod(k - 1, 2)
        if odd:
            raise ValueError("k is even")
        return half, half
    total = max((np.ceil(n / s) - 1) * s + k - n, 0)
    before = total // 2
    return before, total - before


def numpy_same(n, k, s, style):
    if style == "symmetric" and k % 2 == 0:
        raise ValueError
    total = k - 1 if style == "symmetric" else np.maximum(((n - 1) // s) * s + k - n, 0)
    return np.int64(total // 2), np.int64(total - total // 2)


def counted_same(n, k, s, style):
    if style == "symmetric":
        if k % 2 == 1:
            return (k - 1) / 2, (k - 1) / 2
        raise ValueError("no symmetric padding")
    windows = len(range(0, n, s))
    last_end = (windows - 1) * s + k
    total = last_end - n if last_end > n else 0
    return (total - total % 2) // 2, (total + total % 2) // 2


def alternating_same(n, k, s, style):
    before = after = 0
    if style == "symmetric":
        before = after = k >> 1
        if before + after + 1 != k:
            raise ValueError
        return [before, after]
    while before + n + after < k or (before + n + after - k) // s + 1 < math.ceil(n / s):
        before, after = (before, after + 1) if before == after else (before + 1, after)
    return [before, after]


def convolved_counts(n, k, p, s):
    starts = np.zeros(n + 2 * p - k + 1)
    starts[::s] = 1
    return np.convolve(starts, np.ones(k))[p : p + n]


def added_at_counts(n, k, p, s):
    starts = np.arange(-p, n + p - k + 1, s)
    cells = (starts[:, None] + np.arange(k)).ravel()
    counts = np.zeros(n, dtype=np.int32)
    np.add.at(counts, cells[(cells >= 0) & (cells < n)], 1)
    return counts.tolist()


def difference_counts(n, k, p, s):
    steps = np.zeros(n + 2 * p + 1, int)
    for start in range(0, n + 2 * p - k + 1, s):
        steps[start] += 1
        steps[start + k] -= 1
    return list(np.cumsum(steps)[p : p + n])


def dictionary_counts(n, k, p, s):
    counts = dict.fromkeys(range(n), 0)
    start = -p
    while start + k <= n + p:
        for cell in range(max(start, 0), min(start + k, n)):
            counts[cell] += 1
        start += s
    return tuple(counts.values())


def closed_counts(n, k, p, s):
    windows = (n + 2 * p - k) // s + 1
    counts = []
    for cell in range(n):
        first = max(0, -(-(cell + p - k + 1) // s))
        last = min(windows - 1, (cell + p) // s)
        counts.append(max(0, last - first + 1))
    return counts


def averaged_ratio(image, mode):
    y = windows_blur(image, mode)
    ring = np.pad(np.zeros((y.shape[0] - 2, y.shape[1] - 2)), 1, constant_values=1)
    return np.average(y, weights=ring) / np.average(y, weights=1 - ring)


def nan_ratio(image, mode):
    y = layer_blur(image, mode)
    border, inside = y.copy(), y[1:-1, 1:-1]
    border[1:-1, 1:-1] = np.nan
    return float(np.nanmean(border) / inside.mean())


def sides_ratio(image, mode):
    y = shifted_blur(image, mode)
    ring = [*y[0], *y[-1], *y[1:-1, 0], *y[1:-1, -1]]
    inside = y[1:-1, 1:-1].ravel()
    return np.array(sum(ring) / len(ring) / (sum(inside) / len(inside)))


def unscaled_ratio(image, mode):
    padded = np.pad(image, 1, NUMPY[mode])
    rows = padded[:-2] + padded[1:-1] + padded[2:]
    y = rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]
    inside = y[1:-1, 1:-1]
    return (y.sum() - inside.sum()) / (y.size - inside.size) / inside.mean()


def looped_ratio(image, mode):
    H, W = image.shape
    x = np.pad(image, 1, NUMPY[mode])
    border, inside = [], []
    for i in range(H):
        for j in range(W):
            is_border = i in (0, H - 1) or j in (0, W - 1)
            (border if is_border else inside).append(x[i : i + 3, j : j + 3].mean())
    return np.mean(border) / np.mean(inside)


def consecutive_distance(image):
    out, last = np.zeros(image.shape), image
    for _ in range(3):
        blurred = windows_blur(last, "zero")
        out += np.isclose(blurred, last)
        last = blurred
    return out


def list_of_blurs_distance(image):
    blurs = [image]
    while len(blurs) < 4:
        blurs.append(shifted_blur(blurs[-1], "zero"))
    return np.sum([np.isclose(blur, image, rtol=1e-9) for blur in blurs[1:]], axis=0)


def rounded_distance(image):
    grey, out, x = image[0, 0], np.zeros(image.shape, int), image
    for _ in range(3):
        x = layer_blur(x, "zero")
        out = out + (np.round(x / grey, 6) == 1)
    return out


def first_change_distance(image):
    out, x = np.full(image.shape, 3), image
    for times in (2, 1, 0):
        x = image
        for _ in range(times + 1):
            x = windows_blur(x, "zero")
        out[~np.isclose(x, image)] = times
    return out


def looped_distance(image):
    H, W = image.shape
    return np.array([[min(i, j, H - 1 - i, W - 1 - j, 3) for j in range(W)] for i in range(H)])


RIGHT = {
    "pad2d": [
        *(numpy_pad, ops_pad, loops_pad, joined_pad),
        *(taken_pad, tiled_pad, listed_pad, filled_pad, looked_up_pad),
    ],
    "same_padding": [
        *(looked_up_same, ceil_same, modulo_same, searched_same),
        *(own_error_same, divided_same, numpy_same, counted_same, alternating_same),
    ],
    "usage_counts": [
        *(looked_up_counts, added_counts, asked_counts, slid_counts),
        *(convolved_counts, added_at_counts, difference_counts, dictionary_counts, closed_counts),
    ],
    "border_ratio": [
        *(means(blur) for blur in (windows_blur, layer_blur, shifted_blur, float32_blur)),
        *(averaged_ratio, nan_ratio, sides_ratio, unscaled_ratio, looped_ratio),
    ],
    "border_distance": [
        *(geometric_distance, counted_distance, summed_distance, peeled_distance),
        *(consecutive_distance, list_of_blurs_distance, rounded_distance),
        *(first_change_distance, looped_distance),
    ],
}
WRONG = {}
